package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// told files what somebody is reported to have said, in the reporter's words,
// by one origin alone. What several report is a quotation with several
// origins, and what stands in quotation marks speaks for itself.
func (s *story) told() {
	var reports []quotation.Report
	for _, d := range s.docs {
		reports = append(reports, quotation.Report{Text: d.Document.Document.Text, Quotations: d.Quotations})
	}
	for _, group := range quotation.Group(reports) {
		var ms []mention
		fit := true
		for _, ref := range group {
			q := &s.docs[ref.Report].Quotations[ref.Quotation]
			fit = fit && attributed(q)
			ms = append(ms, mention{
				Place: Place{ref.Report, q.Content[0]}, value: oneLine(q.Content[0].Of(reports[ref.Report].Text)), saidBy: q.Speaker.Name,
			})
		}
		if fit && s.origins(ms) == 1 {
			s.add(kindAct, ms[0].saidBy, "", []string{ms[0].value}, [][]mention{ms})
		}
	}
}

// Bounds on the length of what somebody is reported to have said, in bytes.
const (
	leastTold = 20
	mostTold  = 400
)

// attributed reports whether q is a clause that is plainly ascribed to
// somebody who can speak.
func attributed(q *quotation.Quotation) bool {
	if q.Kind == quotation.Direct || q.Grade == quotation.View || q.Inferred || len(q.Content) != 1 {
		return false
	}
	if n := q.Content[0].Len(); n < leastTold || n > mostTold {
		return false
	}
	return q.Speaker.Entity != "" || bodyName(q.Speaker.Name)
}

// bodyName reports whether name, which is of no known entity, is a proper name
// or that of a body: not "this collaboration".
func bodyName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || wordlist.Stop.Has(wordlist.Lower(words[0])) && wordlist.Lower(words[0]) != "the" {
		return false
	}
	last := words[len(words)-1]
	if bodies.Has(wordlist.Lower(last)) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(last)
	f, _ := utf8.DecodeRuneInString(words[0])
	return unicode.IsUpper(r) && unicode.IsUpper(f) && !strings.HasSuffix(last, "'s")
}

var bodies = wordlist.NewSet(`government ministry police officials prosecutors minister mayor president spokesman spokeswoman spokesperson company operator agency
	council court authorities union regulator board committee diplomats lawyers lawyer doctors judge commission army`)
