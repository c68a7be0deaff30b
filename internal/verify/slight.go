package verify

import (
	"strings"

	"github.com/wiredesk/wiredesk"
)

// weightless reports whether s is one word that only adds weight, or says that
// what is told holds at the time of telling, with the space before it. Behind a
// negation or a condition of the same sentence it may be what is denied ("not
// very likely"), so there it is none; nor where it stands before a number or a
// name, or makes one thing with a word beside it ("the very day", "so very").
func (d deletion) weightless(s wiredesk.Span) bool {
	ws := d.s.in(s)
	if len(ws) != 1 || s.Of(d.s.text) != " "+ws[0].text || !ws[0].lower() {
		return false
	}
	i := d.s.after(ws[0].Start)
	if i == 0 || i+1 >= len(d.s.words) || d.s.gap(i) != " " || d.s.gap(i+1) != " " {
		return false
	}
	before, after := d.s.words[i-1], d.s.words[i+1]
	if clings[before.low] || clings[after.low] || d.s.isNumber(i+1) || after.capital() || d.s.isNumber(i-1) {
		return false
	}
	for k := range i {
		if negates(d.s, k) || negation[d.s.at(k)] || condition[d.s.at(k)] {
			return false
		}
	}
	if intensive[d.s.at(i)] {
		return before.low != "an" && (before.low != "a" || !strings.ContainsAny(after.low[:1], "aeiouh"))
	}
	return passingly[d.s.at(i)] && copula[before.low]
}

// interjected reports whether s is a connective between two commas, with both.
func (d deletion) interjected(s wiredesk.Span) bool {
	x := s.Of(d.s.text)
	if len(x) < 4 || !strings.HasPrefix(x, ", ") || !strings.HasSuffix(x, ",") || !strings.HasPrefix(d.s.text[s.End:], " ") {
		return false
	}
	ws := d.s.in(s)
	i := d.s.after(s.Start)
	if i == 0 || len(ws) == 0 || d.s.match(i, inserted) != len(ws) || strings.Trim(x, " ,") != strings.TrimSpace(d.s.text[ws[0].Start:ws[len(ws)-1].End]) {
		return false
	}
	next := d.s.at(d.s.after(s.End))
	return next != "" && !conjunction[next] && !relative[next]
}

var (
	// intensive words add weight to the word behind them.
	intensive = newSet(`very extremely quite incredibly remarkably utterly`)

	// passingly words stand behind a form of "be" or "have" and say that
	// something is so, or is so at the time of telling.
	passingly = newSet(`now also already indeed actually really certainly clearly obviously simply truly currently presently`)
	copula    = newSet(`is are was were has have had been be`)

	// clings makes one thing with the word beside it.
	clings = newSet(`the this that these those how as so too no every such if what when than of in on at by for to from
		with and or but not much many few little same own first last best until till since right just more most less
		nor only even never`)

	// inserted connectives may go with the commas around them.
	inserted = newTable(`however, of course, in fact, indeed, meanwhile, moreover, for example, for instance, therefore, in addition,
		furthermore, nevertheless, nonetheless, too`)
)
