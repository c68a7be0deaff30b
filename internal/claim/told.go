package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A saying is what somebody is reported to have said, in the reporters' words.
type saying struct {
	mentions []mention
	by       string   // key of who says it; "" if it is no entity of the story
	content  []string // lemmas of the first wording
	main     string   // the lemma of what heads it
	denies   bool
}

// reported returns what is plainly ascribed to somebody in clauses: what
// stands in quotation marks speaks for itself.
func (s *story) reported() []saying {
	var reports []quotation.Report
	for _, d := range s.docs {
		reports = append(reports, quotation.Report{Text: d.Document.Document.Text, Quotations: d.Quotations})
	}
	var out []saying
	for _, group := range quotation.Group(reports) {
		var x saying
		fit := true
		for _, ref := range group {
			d := s.docs[ref.Report]
			q := &d.Quotations[ref.Quotation]
			if fit = fit && attributed(q) && !d.runsOver(q); !fit {
				break
			}
			at := q.Content[0]
			denies := len(q.Cue) == 1 && takesBack(q.Cue[0].Of(reports[ref.Report].Text))
			if fit = d.clause(at) && (!denies || q.Cue[0].Start < at.Start); !fit {
				break
			}
			if x.denies = x.denies || denies; denies {
				at.Start = q.Cue[0].Start // what was denied is no statement of who denies it
			}
			if len(x.mentions) == 0 {
				x.by, x.content, x.main = d.Entity[q.Speaker.Entity], d.lemmas(q.Content[0]), d.main(q.Content[0])
			}
			x.mentions = append(x.mentions, mention{Place: Place{ref.Report, at}, value: oneLine(at.Of(reports[ref.Report].Text)), saidBy: q.Speaker.Name})
		}
		if fit && len(x.mentions) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// told files what one origin alone reports somebody to have said. What several
// report is a quotation with several origins. used are those that stand in a
// difference already.
func (s *story) told(all []saying, used []bool) {
	for i, x := range all {
		if !used[i] && s.origins(x.mentions) == 1 && !s.disputed(x.mentions[0]) {
			s.add(kindAct, x.mentions[0].saidBy, "", []string{x.mentions[0].value}, [][]mention{x.mentions})
		}
	}
}

// lemmas returns the words of weight at a span, as lemmas.
func (d *doc) lemmas(at wiredesk.Span) []string {
	var out []string
	for i, end := d.tokens(at); i < end; i++ {
		if (d.upos(i) == tag.NOUN || d.upos(i) == tag.VERB) && !light.Has(d.Lemmas[i]) && !vague.Has(d.Lemmas[i]) && !slices.Contains(out, d.Lemmas[i]) {
			out = append(out, d.Lemmas[i])
		}
	}
	return out
}

// clause reports whether the passage at says something by itself: what heads it
// is a finite verb, or stands with one, and has its subject there.
func (d *doc) clause(at wiredesk.Span) bool {
	first := true
	for i, end := d.tokens(at); i < end; i++ {
		if x := d.Tags[i].XPOS.String(); first && (x == "VBG" || x == "VBN") {
			return false // "arguing that"
		}
		first = first && d.upos(i) == tag.PUNCT
		if h := int(d.Heads[i]); h != i && at.Contains(d.Tokens[h].Span) {
			continue
		}
		k := d.kid(i, parse.Nsubj, parse.NsubjPass, parse.Expl, parse.Csubj)
		if k >= 0 && at.Contains(d.Tokens[k].Span) && d.finite(i) {
			return true
		}
	}
	return false
}

// main returns the lemma of what heads the passage at.
func (d *doc) main(at wiredesk.Span) string {
	for i, end := d.tokens(at); i < end; i++ {
		if h := int(d.Heads[i]); (h == i || !at.Contains(d.Tokens[h].Span)) && d.upos(i) != tag.PUNCT {
			return d.Lemmas[i]
		}
	}
	return ""
}

// finite reports whether token i is a finite verb, or has one to help it.
func (d *doc) finite(i int) bool {
	return d.inflected(i) || d.kid(i, parse.Aux, parse.AuxPass, parse.Cop) >= 0
}

// inflected reports whether token i is a verb in a finite form.
func (d *doc) inflected(i int) bool {
	x := d.Tags[i].XPOS.String()
	return x == "VBD" || x == "VBZ" || x == "VBP"
}

// runsOver reports whether the content of q holds the words that ascribe
// another quotation, or hangs on a "who" or "which": then it is cut badly.
func (d *doc) runsOver(q *quotation.Quotation) bool {
	text := d.Document.Document.Text
	if len(q.Source) > 0 && relatives.Has(wordlist.Lower(q.Source[0].Of(text))) {
		return true
	}
	return slices.ContainsFunc(d.Quotations, func(o quotation.Quotation) bool {
		return o.Grade != quotation.View && slices.ContainsFunc(o.Cue, q.Content[0].Contains)
	})
}

var relatives = wordlist.NewSet(`who which that`)

// denials are words that take back what they report.
var denials = wordlist.NewSet(`deny denies denied denying reject rejects rejected dispute disputes disputed refute refutes refuted doubt doubts doubted
	decline declines declined refuse refuses refused dismiss dismisses dismissed`)

// takesBack reports whether a cue does: "has denied".
func takesBack(cue string) bool {
	return slices.ContainsFunc(strings.Fields(wordlist.Lower(cue)), denials.Has)
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
