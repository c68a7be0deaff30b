package verify

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A deletion is a run of bytes of one evidence that the statement leaves out.
// Its span is an offset into the sentence.
type deletion struct {
	wiredesk.Span
	s         *sentence
	lineStart bool // the sentence begins a line
	headline  bool
	stop      bool    // a full stop at the end may go
	speaker   *string // whom the statement is attributed to
}

// A form is a licensed kind of deletion.
type form int

const (
	none    form = iota
	lead         // dateline, bullet
	connect      // connective at the start
	parenthesis
	commas // apposition or relative clause
	source // attribution at the end
	day    // weekday
	stop   // full stop
	slight // a word of no weight, a connective between commas
)

// check tries the rules of deletions on d.
func (d deletion) check() (fs []Failure) {
	bytes := d.Of(d.s.text)
	forms := d.licence()
	if forms == nil {
		rule := RuleLicence
		if ws := d.s.in(d.Span); has(ws, saying) || has(ws, inverts) || has(ws, set{"according": true}) {
			rule = RuleAttribution
		}
		fs = append(fs, fail(rule, "deletion of %q has no allowed form", bytes))
	}
	if w := d.protected(); w != "" {
		fs = append(fs, fail(RuleProtected, "deletion of %q takes %q", bytes, w))
	}
	for _, q := range quoted(d.s.text) {
		if q.Overlaps(d.Span) {
			fs = append(fs, fail(RuleQuotation, "deletion of %q takes bytes of a quotation", bytes))
			break
		}
	}
	if slices.Contains(forms, source) {
		fs = append(fs, d.moved()...)
	}
	return append(fs, d.seam(forms)...)
}

// seam checks what the deletion brings together: no half words, no word or
// number out of two, no name out of two. A bracket may stand inside a name.
func (d deletion) seam(forms []form) []Failure {
	t := d.s.text
	for _, w := range d.s.words {
		if w.Start < d.Start && d.Start < w.End || w.Start < d.End && d.End < w.End {
			return []Failure{fail(RuleWords, "deletion of %q cuts %q", d.Of(t), w.text)}
		}
	}
	left, right := d.s.before(d.Start), d.s.after(d.End)
	if left < 0 || right >= len(d.s.words) {
		return nil
	}
	a, b := d.s.words[left], d.s.words[right]
	kept := t[a.Start:d.Start] + t[d.End:b.End]
	if wordEnd(kept, 0) > a.Len() {
		rule := RuleWords
		if a.digit() || b.digit() {
			rule = RuleNumbers
		}
		return []Failure{fail(rule, "deletion of %q makes %q", d.Of(t), kept)}
	}
	gap := t[a.End:d.Start] + t[d.End:b.Start]
	if inner := d.s.in(d.Span); len(inner) > 0 && inner[len(inner)-1].digit() && b.digit() && strings.Trim(t[inner[len(inner)-1].End:b.Start], blanks+"()-") == "" {
		return []Failure{fail(RuleNumbers, "deletion of %q takes a part of %q", d.Of(t), b.text)}
	}
	if strings.Trim(gap, blanks+"-'’") != "" {
		return nil
	}
	switch {
	case d.s.isNumber(left) && (d.s.isNumber(right) || scales[b.low] != 0):
		return []Failure{fail(RuleNumbers, "deletion of %q brings %q and %q together", d.Of(t), a.text, b.text)}
	case a.capital() && b.capital() && !(len(forms) == 1 && forms[0] == parenthesis):
		return []Failure{fail(RuleNames, "deletion of %q brings %q and %q together", d.Of(t), a.text, b.text)}
	}
	return nil
}

// protected returns a word that d must not take, or "". Bounds may go together
// with their number.
func (d deletion) protected() string {
	s := d.s
	for i, w := range s.words {
		n := max(1, s.match(i, hedge), s.match(i, bound))
		span := wiredesk.Span{Start: w.Start, End: s.words[i+n-1].End}
		if !span.Overlaps(d.Span) {
			continue
		}
		switch {
		case w.Overlaps(d.Span) && d.loses(i), s.match(i, hedge) > 0:
			return span.Of(s.text)
		case s.match(i, bound) > 0 && !d.numberGoes(i, n):
			return span.Of(s.text)
		case weakBound[w.low] && w.Overlaps(d.Span) && s.numberSoon(i+1) >= 0 && !d.numberGoes(i, 1):
			return w.text
		}
	}
	return ""
}

// loses reports whether word i alone is one that must stay, or has such a part
// ("no-one", "ex-minister").
func (d deletion) loses(i int) bool {
	s, w := d.s, d.s.words[i]
	if w.low == "no" && !negates(s, i) {
		return false
	}
	if modal[w.low] {
		return !s.month(i)
	}
	for part := range strings.SplitSeq(w.low, "-") {
		if negation[part] || denial[part] || condition[part] || status[part] {
			return true
		}
	}
	return negates(s, i) || denial[w.low] || condition[w.low] || status[w.low] || stem(w.low, charging)
}

// month reports whether word i is the month of May and no modal: a capital and
// a number or a preposition beside it.
func (s *sentence) month(i int) bool {
	if s.words[i].text != "May" {
		return false
	}
	near := i+1 < len(s.words) && s.words[i+1].digit() || i > 0 && s.words[i-1].digit()
	return near || i > 0 && newSet("in of since by late early mid last this next")[s.at(i-1)]
}

// numberSoon returns the index of a number among the three words from i on, or
// -1.
func (s *sentence) numberSoon(i int) int {
	for k := i; k < i+3 && k < len(s.words); k++ {
		if s.isNumber(k) {
			return k
		}
	}
	return -1
}

// numberGoes reports whether the number bounded by the n words from i on, or
// the one before them ("40 or more"), is deleted with them.
func (d deletion) numberGoes(i, n int) bool {
	k := d.s.numberSoon(i + n)
	if k < 0 && d.s.isNumber(i-1) {
		k = i - 1
	}
	return k >= 0 && d.Contains(d.s.words[k].Span) && d.Contains(wiredesk.Span{Start: d.s.words[i].Start, End: d.s.words[i+n-1].End})
}

// licence reads d as a row of allowed forms and returns them, nil if it is
// none. The same deletion can be written at several places (a comma before or
// behind): each is tried.
func (d deletion) licence() []form {
	t := d.s.text
	if d.Len() > 1000 {
		return nil
	}
	for s := d.Span; ; s = (wiredesk.Span{Start: s.Start - 1, End: s.End - 1}) {
		if f := (deletion{s, d.s, d.lineStart, d.headline, d.stop, d.speaker}).forms(); f != nil {
			return f
		}
		if s.Start == 0 || t[s.Start-1] != t[s.End-1] {
			break
		}
	}
	for s := d.Span; s.End < len(t) && t[s.Start] == t[s.End]; {
		s = wiredesk.Span{Start: s.Start + 1, End: s.End + 1}
		if f := (deletion{s, d.s, d.lineStart, d.headline, d.stop, d.speaker}).forms(); f != nil {
			return f
		}
	}
	return nil
}

// forms reads d, at the place where it stands, from its end to its start: way
// holds for each offset the forms that lead from there to the end.
func (d deletion) forms() []form {
	way := map[int][]form{d.End: {}}
	for p := d.End - 1; p >= d.Start; p-- {
		for _, q := range d.stops(p) {
			rest, ok := way[q]
			if !ok {
				continue
			}
			if f := d.form(wiredesk.Span{Start: p, End: q}); f != none {
				way[p] = append([]form{f}, rest...)
				break
			}
		}
	}
	return way[d.Start]
}

// stops returns the offsets behind p, in d, at which a form may end.
func (d deletion) stops(p int) []int {
	t := d.s.text
	if p > 0 && !strings.ContainsRune(" ,(.", rune(t[p])) && p != d.Start && !strings.ContainsAny(t[p-1:p], " ") {
		return nil
	}
	var qs []int
	for q := p + 1; q <= d.End; q++ {
		if q == d.End || strings.ContainsRune(" ,)", rune(t[q-1])) || strings.ContainsRune(",. ", rune(t[q])) {
			qs = append(qs, q)
		}
	}
	return qs
}

// form returns which form the deletion of s is, or none.
func (d deletion) form(s wiredesk.Span) form {
	t := d.s.text
	x := s.Of(t)
	if strings.Contains(x, "\n") {
		return none
	}
	switch {
	case s.Start == 0 && d.leads(x):
		return lead
	case d.opens(s.Start) && d.connective(s):
		return connect
	case bracket(x) && (s.Start == 0 || s.End == len(t) || x[0] == ' ' || x[len(x)-1] == ' ' || t[s.End] == ' '):
		return parenthesis
	case d.headline && d.weekday(s):
		return day
	case d.headline && (d.weightless(s) || d.interjected(s)):
		return slight
	case d.stop && s.End == len(t) && x == "." && d.s.final() == s.Start:
		return stop
	case d.source(s):
		return source
	case d.between(s):
		return commas
	}
	return none
}

// leads reports whether x, at the start, is a bullet or a dash, or a dateline
// at the start of a line.
func (d deletion) leads(x string) bool {
	spaced := strings.HasSuffix(x, " ")
	if spaced && strings.Trim(x, blanks+bullets) == "" {
		return true
	}
	return d.lineStart && (spaced && bulleted(x) || isDateline(x) && (spaced || strings.HasSuffix(x, "—") || strings.HasSuffix(x, "–")))
}

// opens reports whether p is where the sentence proper begins.
func (d deletion) opens(p int) bool {
	return p == 0 || d.lineStart && (isDateline(d.s.text[:p]) || bulleted(d.s.text[:p]))
}

// connective reports whether s is a connective with the comma and space behind
// it, or "But" or "And" without a comma.
func (d deletion) connective(s wiredesk.Span) bool {
	i := d.s.after(s.Start)
	ws := d.s.in(s)
	if len(ws) == 0 || ws[0].Start != s.Start || ws[len(ws)-1].End > s.End || d.s.match(i, connective) != len(ws) {
		return false
	}
	tail := d.s.text[ws[len(ws)-1].End:s.End]
	return tail == ", " || tail == " " && len(ws) == 1 && bare[ws[0].low] && d.s.at(i+1) != "for" && !conjunction[d.s.at(i+1)]
}

// bracket reports whether x is one pair of round brackets with what it holds,
// and at most a space on either side.
func bracket(x string) bool {
	x = strings.TrimSuffix(strings.TrimPrefix(x, " "), " ")
	return len(x) > 2 && x[0] == '(' && strings.IndexByte(x, ')') == len(x)-1 && strings.LastIndexByte(x, '(') == 0
}

// weekday reports whether s is "on Monday" with a space, the only weekday of
// the sentence and not one of two that are joined or that a date follows.
func (d deletion) weekday(s wiredesk.Span) bool {
	ws := d.s.in(s)
	x := s.Of(d.s.text)
	if len(ws) != 2 || ws[0].low != "on" || !weekday[ws[1].low] || strings.Trim(x, " ") != ws[0].text+" "+ws[1].text || len(x) != len(strings.Trim(x, " "))+1 {
		return false
	}
	days := 0
	for _, w := range d.s.words {
		if weekday[w.low] || weekday[strings.TrimSuffix(w.low, "'s")] || weekday[strings.TrimSuffix(w.low, "s")] {
			days++
		}
	}
	next := d.s.after(s.End)
	return days == 1 && !conjunction[d.s.at(next)] && !d.s.isNumber(next) && !strings.HasPrefix(d.s.text[s.End:], ",")
}

// final returns where the final punctuation of the sentence begins, with the
// marks that close it; the end of the text if it has none.
func (s *sentence) final() int {
	t := strings.TrimRight(s.text, closers)
	u := strings.TrimRight(t, finals)
	if u == t {
		return len(s.text)
	}
	return len(u)
}

// between reports whether s is an apposition or a relative clause with the
// commas that bound it: both, or the first where the sentence ends or the
// deletion goes on.
func (d deletion) between(s wiredesk.Span) bool {
	t := d.s.text
	x := s.Of(t)
	if len(x) < 4 || x[:2] != ", " {
		return false
	}
	inner := strings.TrimSuffix(x[2:], ",")
	both := len(inner) < len(x)-2
	switch goesOn := s.End < d.End; {
	case both && !goesOn && !strings.HasPrefix(t[s.End:], " "):
		return false
	case !both && s.End < d.s.final() && !(goesOn && t[s.End] == ','):
		return false
	}
	if !bracketed(inner) || strings.ContainsAny(inner, `;:!?…"“”«»`) || commaIn(inner) || crosses(inner) {
		return false
	}
	in := newSentence(inner)
	if len(in.words) == 0 || has(in.words, cue) || has(in.words, cueBase) || d.list(s) || both && d.beforeSource(s) {
		return false
	}
	if relative[in.words[0].low] {
		return len(in.words) > 2
	}
	return apposition(in, d.s.at(d.s.before(s.Start))) && (in.words[0].digit() || !d.opensClause(s.Start))
}

// commaIn reports whether t has a comma outside a number.
func commaIn(t string) bool { return strings.Contains(t, ", ") || strings.HasSuffix(t, ",") }

// crosses reports whether a sentence ends inside t.
func crosses(t string) bool {
	for i := range len(t) {
		if t[i] == ' ' && i > 0 && sentenceEnds(t[:i], t[i+1:]) {
			return true
		}
	}
	return false
}

// apposition reports whether in can be a noun phrase behind the word before: an
// age, a name, or what begins with a determiner, the name of an office or a
// possessive, and holds no finite verb before a relative clause of its own.
func apposition(in *sentence, before string) bool {
	w := in.words[0]
	switch {
	case w.digit():
		v, rest, ok := decimal(w.low)
		return len(in.words) == 1 && ok && rest == "" && v < 130 && !adverbial[before]
	case has(in.words, conjunction), strings.HasSuffix(w.low, "ing"):
		return false
	case determiner[w.low], head[w.low], w.capital() && strings.HasSuffix(w.low, "'s"):
		return !in.clause()
	case !w.capital() || opener[w.low]:
		return false
	}
	for _, v := range in.words {
		if !v.capital() && !v.digit() && !smallName[v.low] {
			return false
		}
	}
	return true
}

// clause reports whether s has a finite verb before a relative clause of its
// own. A past form counts as one unless it stands in front of a noun ("a
// disputed town") or of what belongs to a participle ("a town built on salt").
func (s *sentence) clause() bool {
	for i, w := range s.words {
		if relative[w.low] || w.low == "that" {
			break
		}
		if i == 0 || w.capital() {
			continue
		}
		if finite[w.low] {
			return true
		}
		next := s.at(i + 1)
		if (past[w.low] || strings.HasSuffix(w.low, "ed")) && !behindPast[next] && (i > 1 && !strings.HasSuffix(s.at(i-1), "ly") || next == "") {
			return true
		}
	}
	return false
}

// opensClause reports whether what stands before the comma at p only opens a
// clause ("On Friday, the mayor ..."), so that what follows is no apposition
// but the clause.
func (d deletion) opensClause(p int) bool {
	k := d.s.before(p)
	for k > 0 {
		g := d.s.gap(k)
		if strings.Trim(g, blanks+openers) != "" || d.s.at(k-1) == "that" || conjunction[d.s.at(k-1)] {
			break
		}
		k--
	}
	w := d.s.at(k)
	return adverbial[w] || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ly") ||
		d.s.isNumber(k) && (k+1 >= len(d.s.words) || adverbial[d.s.at(k+1)])
}

// list reports whether what stands between the commas of s may be one member of
// a list, or carries what follows with it: a conjunction follows, or the
// beginning of another noun phrase or clause, which would then belong to what
// stands before ("the plant, which Deep Tin owns, a firm in Cado").
func (d deletion) list(s wiredesk.Span) bool {
	next := d.s.after(max(s.End, d.End))
	if next >= len(d.s.words) {
		return false
	}
	w := d.s.words[next]
	if conjunction[w.low] || determiner[w.low] || relative[w.low] || d.s.isNumber(next) || w.low == "that" {
		return true
	}
	reach := 4
	if w.capital() {
		reach = 9
		k := next
		for k+1 < len(d.s.words) && d.s.words[k].capital() && d.s.gap(k+1) == " " {
			k++
		}
		if strings.HasPrefix(d.s.gap(k+1), ",") {
			return true // "in Cado, Veldt, ...": the second comma is not the end
		}
	}
	for i := next; i < next+reach && i < len(d.s.words); i++ {
		if l := d.s.at(i); (l == "and" || l == "or") && (reach > 4 || commaSoon(d.s, i)) {
			return true
		}
	}
	return false
}

// beforeSource reports whether the second comma of s is that of an attribution
// at the end of the sentence ("..., police said"), which needs it.
func (d deletion) beforeSource(s wiredesk.Span) bool {
	tail := wiredesk.Span{Start: s.End - 1, End: d.s.final()}
	if s.End < d.End || !d.source(tail) {
		return false
	}
	first := d.s.at(d.s.after(s.End))
	return first == "according" || !cue[first]
}

// commaSoon reports whether a comma stands within eight words behind word i.
func commaSoon(s *sentence, i int) bool {
	end := min(i+8, len(s.words)-1)
	return strings.Contains(s.text[s.words[i].End:s.words[end].End], ",")
}
