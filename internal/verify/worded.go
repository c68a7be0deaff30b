package verify

import (
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk"
)

// RuleWorded refuses the text of a language model that is no licensed
// rewording of its evidence.
const RuleWorded = "worded"

// worded checks s, which a language model worded, against the one sentence
// that it cites. That all its words stand there is not enough: "the guard shot
// the thief" has those of "the thief shot the guard". So the words must stand
// in the order of the evidence, and what may differ is a closed list:
//
//   - what a trimmed statement may leave out, by the same rules;
//   - an article, or "that", more or less, but not before a number or "few";
//   - a word for one of the same meaning ([alike]), a number in words or digits;
//   - the attribution at the other end of the sentence;
//   - the capital of the first word.
//
// Words in quotation marks stay as they are, byte for byte.
func (c *Checker) worded(s *wiredesk.Statement, headline bool) []Failure {
	e := s.Evidence[0]
	if why := whole(c.docs[e.Document].Text, e.Span()); why != "" {
		return []Failure{fail(RuleSentence, "%s", why)}
	}
	p := piece{doc: c.docs[e.Document].Text, ev: e.Span()}
	for _, why := range []string{p.quotations(), unpaired(s.Text)} {
		if why != "" {
			return []Failure{fail(RuleQuotation, "%s", why)}
		}
	}
	if strings.ContainsFunc(s.Text, unicode.IsControl) || len(s.Text) > wiredesk.MaxSentence {
		return []Failure{fail(RuleWorded, "the text is not one line")}
	}
	doc, text := c.docs[e.Document].Text, e.Quote
	best := -1
	for _, v := range orders(text) {
		r := rewording{
			s: s, text: newSentence(s.Text), from: newSentence(v.text), order: v, headline: headline,
			lineStart: lineStarts(doc, e.Start), spoken: quoted(s.Text), failed: map[way]bool{}, licences: map[[2]int]string{},
		}
		if slices.Equal(r.quotes(s.Text), r.quotes(v.text)) && r.read() {
			return minimum(s, headline)
		}
		best = max(best, r.reached)
	}
	at := "its end"
	if words := newSentence(s.Text).words; best >= 0 && best < len(words) {
		at = words[best].text
	}
	return []Failure{fail(RuleWorded, "the text is no licensed rewording of its evidence (at %q)", at)}
}

// An order is a sentence with its attribution at one end or the other. opening
// is where the word stands that opened the sentence.
type order struct {
	text    string
	opening int
	moved   bool
}

// orders returns the sentence t as it is, and with its attribution at the
// other end if it has one there.
func orders(t string) []order {
	s := newSentence(t)
	d := deletion{s: s}
	out := []order{{text: t}}
	end := s.final()
	for i := 1; i < len(s.words); i++ {
		tail := wiredesk.Span{Start: s.words[i-1].End, End: end}
		if !strings.HasPrefix(s.gap(i), ",") || !d.source(tail) {
			continue
		}
		ws := s.in(tail)
		who := s.text[ws[0].Start:end] + " "
		switch {
		case ws[0].low == "according":
			who = s.text[ws[0].Start:end] + ", "
		case inverts[ws[0].low] && len(ws) > 1:
			who = s.text[ws[1].Start:end] + " " + ws[0].text + " "
		}
		out = append(out, order{who + s.text[:tail.Start] + s.text[end:], len(who), true})
		break
	}
	if back := toEnd(s, end); back.moved {
		out = append(out, back)
	}
	return out
}

// toEnd returns s with "Police said (that)" from its start at its end, if what
// was said is one clause: of two, the second need not have been said by them.
func toEnd(s *sentence, end int) order {
	for k := 1; k < min(8, len(s.words)) && s.gap(k) == " "; k++ {
		if s.at(k) != "said" && s.at(k) != "says" {
			continue
		}
		rest := k + 1
		if s.at(rest) == "that" {
			rest++
		}
		if rest >= len(s.words) || s.gap(rest) != " " || !s.words[rest].capital() && !determiner[s.at(rest)] {
			break
		}
		said := s.text[s.words[rest].Start:end]
		if strings.ContainsAny(said, `,;:()"“”`) || has(s.words[rest:], conjunction) || has(s.words[rest:], newSet("while because after before")) {
			break
		}
		return order{said + ", " + s.text[s.words[0].Start:s.words[k].End] + s.text[end:], len(said) + 2, true}
	}
	return order{}
}

// A way is where a reading stands: before word i of the text and word j of the
// sentence, between which the text has to have gap.
type way struct {
	i, j int
	gap  string
}

// A rewording is one try to read a text as the words of a sentence.
type rewording struct {
	s          *wiredesk.Statement
	text, from *sentence
	order      order // that of from
	headline   bool
	lineStart  bool
	spoken     []wiredesk.Span   // what stands in quotation marks in text
	failed     map[way]bool      // ways that lead nowhere
	licences   map[[2]int]string // what stands between the words around [i, j) of from without them; "-" if they may not go
	reached    int               // the furthest word of text that was read
}

// quotes returns what stands in quotation marks in t.
func (r *rewording) quotes(t string) (out []string) {
	for _, q := range quoted(t) {
		out = append(out, strings.Trim(strings.Trim(q.Of(t), openers), closers+",."))
	}
	return out
}

// read reports whether the text is the sentence. Most that are not have a word
// that does not stand there, which costs little to see.
func (r *rewording) read() bool {
	for i := range r.text.words {
		if !r.light(r.text, i) && !r.stands(i) {
			r.reached = i
			return false
		}
	}
	return len(r.text.words) > 0 && len(r.from.words) > 0 && r.fits(way{gap: r.from.text[:r.from.words[0].Start]})
}

// stands reports whether word i of the text, or what means the same, stands in
// the sentence.
func (r *rewording) stands(i int) bool {
	if _, n, ok := r.text.number(i); ok || n > 0 || i > 0 && r.text.isNumber(i-1) {
		return true // it may be a part of one, which is read as a whole
	}
	for j := range r.from.words {
		if a, _ := r.same(i, j); a > 0 {
			return true
		}
	}
	return false
}

// fits reports whether the words of the text from w on are those of the
// sentence, but for what may differ. Each way is tried once, and the deletions
// looked at are counted.
func (r *rewording) fits(w way) bool {
	r.reached = max(r.reached, w.i)
	if r.failed[w] {
		return false
	}
	ok := r.here(w) || r.cut(w)
	r.failed[w] = !ok
	return ok
}

// here goes on without a deletion.
func (r *rewording) here(w way) bool {
	n, m := len(r.text.words), len(r.from.words)
	if w.i == n {
		return w.j == m && r.ends(w.gap)
	}
	got := r.text.gap(w.i)
	if w.i == 0 {
		got = r.text.text[:r.text.words[0].Start]
	}
	if marksAlike.Replace(got) != marksAlike.Replace(w.gap) {
		return w.j < m && r.light(r.from, w.j) && r.fits(way{w.i, w.j + 1, w.gap})
	}
	if w.j < m {
		if a, b := r.same(w.i, w.j); a > 0 && r.fits(way{w.i + a, w.j + b, r.from.gap(w.j + b)}) {
			return true
		}
		if r.light(r.from, w.j) && r.fits(way{w.i, w.j + 1, w.gap}) {
			return true
		}
	}
	return r.light(r.text, w.i) && r.here(way{w.i + 1, w.j, " "}) // what an article belongs to follows it
}

// marksAlike puts the forms of a mark on one.
var marksAlike = strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "\u00a0", " ")

// light reports whether word i of s may come or go: an article that no number
// or quantity follows, or "that" behind a verb of saying. None in quotation
// marks may.
func (r *rewording) light(s *sentence, i int) bool {
	for _, q := range quoted(s.text) {
		if q.Overlaps(s.words[i].Span) {
			return false
		}
	}
	switch s.at(i) {
	case "the", "a", "an":
		return !s.isNumber(i+1) && !quantity[s.at(i+1)] && i+1 < len(s.words) && s.gap(i+1) == " "
	case "that":
		return i > 0 && cue[s.at(i-1)] && s.gap(i) == " " && i+1 < len(s.words)
	}
	return false
}

// quantity changes its meaning with the article before it.
var quantity = newSet(`few little lot number majority minority handful couple most more only first last same other
	others number rest half third quarter dozen hundred thousand million`)

// same returns how many words of the text from i on, and of the sentence from j
// on, mean the same; 0 if they do not.
func (r *rewording) same(i, j int) (a, b int) {
	x, y := r.text.words[i], r.from.words[j]
	switch {
	case x.low == y.low:
		if x.text == y.text || i == 0 || j == 0 || y.Start == r.order.opening || x.capital() == y.capital() {
			return 1, 1
		}
		return 0, 0
	case alike[x.low] != "" && alike[x.low] == alike[y.low]:
		return 1, 1
	case bounds(x.low) && bounds(y.low) && r.text.numberSoon(i+1) == i+1 && r.from.numberSoon(j+1) == j+1:
		return 1, 1
	}
	v, n, ok := r.text.number(i)
	u, k, known := r.from.number(j)
	if ok && known && n > 0 && k > 0 && v == u && x.low != "one" && y.low != "one" && !r.digits(i, n, j, k) {
		return n, k
	}
	return 0, 0
}

// digits reports whether both are written in digits, so that another writing is
// another number ("2,000" and "2.000").
func (r *rewording) digits(i, n, j, k int) bool {
	return n == 1 && k == 1 && r.text.words[i].digit() && r.from.words[j].digit()
}

// bounds holds for words that say the same of a number behind them.
func bounds(w string) bool {
	return w == "about" || w == "around" || w == "roughly" || w == "approximately"
}

// alike gives words of one meaning and grammar the same value.
var alike = pairs(`toward towards,among amongst,while whilst,kilometre kilometer,kilometres kilometers,metre meter,
	metres meters,centre center,centres centers,organisation organization,organisations organizations,began started,
	begin start,begins starts,bought purchased,large big,larger bigger,largest biggest,quickly rapidly,
	until till,percent pct`)

func pairs(list string) map[string]string {
	m := map[string]string{}
	for p := range strings.SplitSeq(list, ",") {
		if f := strings.Fields(p); len(f) == 2 {
			m[f[0]], m[f[1]] = f[0], f[0]
		}
	}
	return m
}

// cut leaves words of the sentence out, as a trimmed statement may, up to where
// the next word of the text stands, and goes on there.
func (r *rewording) cut(w way) bool {
	m := len(r.from.words)
	for k := w.j + 1; k <= m; k++ {
		if (k == m) != (w.i == len(r.text.words)) {
			continue
		}
		if k < m {
			a, _ := r.same(w.i, k)
			if a == 0 && w.i+1 < len(r.text.words) && r.light(r.text, w.i) {
				a, _ = r.same(w.i+1, k)
			}
			if a == 0 {
				continue
			}
		}
		if gap := r.licensed(w.j, k); gap != "-" && r.fits(way{w.i, k, gap}) {
			return true
		}
	}
	return false
}

// licensed returns what stands between the words around the words [j, k) of the
// sentence when these are left out; "-" if they may not be. A text that asks
// for more than [maxLicences] is refused: it was made to cost time.
func (r *rewording) licensed(j, k int) string {
	gap, known := r.licences[[2]int{j, k}]
	if known {
		return gap
	}
	gap = "-"
	if len(r.licences) < maxLicences {
		gap = r.without(j, k)
		r.licences[[2]int{j, k}] = gap
	}
	return gap
}

const maxLicences = 300

// without tries the deletions that leave the words [j, k) out, with the
// punctuation on one side of them or the other.
func (r *rewording) without(j, k int) string {
	t := r.from.text
	before, after := 0, len(t)
	if j > 0 {
		before = r.from.words[j-1].End
	}
	if k < len(r.from.words) {
		after = r.from.words[k].Start
	}
	end := min(after, max(r.from.final(), r.from.words[k-1].End))
	first, last := r.from.words[j].Start, r.from.words[k-1].End
	for _, span := range []wiredesk.Span{{Start: before, End: end}, {Start: before, End: before + len(strings.TrimRight(t[before:end], " "))},
		{Start: before, End: last}, {Start: first, End: end}} {
		d := deletion{s: r.from, Span: span, lineStart: r.lineStart && !r.order.moved, headline: r.headline, stop: r.headline, speaker: r.s.AttributedTo}
		if span.Start < span.End && len(d.check()) == 0 {
			return t[before:span.Start] + t[span.End:after]
		}
	}
	return "-"
}

// ends reports whether the text ends as the sentence does, with gap behind its
// last word; a headline may lack the full stop.
func (r *rewording) ends(gap string) bool {
	got := marksAlike.Replace(r.text.gap(len(r.text.words)))
	want := marksAlike.Replace(gap)
	return got == want || r.headline && got == strings.TrimSuffix(want, ".")
}
