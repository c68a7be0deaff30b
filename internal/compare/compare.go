// Package compare lays the figures of a story's reports side by side: which
// reports count the same thing, which of them agree, which differ, and what
// has only changed with time.
//
// Figures are aligned by what is counted, what befell it, the unit and the
// words around (align.go). A difference is called one only when nothing
// harmless explains it: another unit, rounding, a bound, a part, a later count
// (state.go).
//
// Layer: L2 (pure). It never averages, never chooses between two values, and
// never counts a copy as a source of its own.
package compare

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// The states of a figure, as in [wiredesk.Figure].
const (
	Agree   = "agree"   // two origins or more give it, and none contradicts
	Differ  = "differ"  // reports contradict each other about one moment
	Updated = "updated" // the value changed with time; Values is the series
	Single  = "single"  // one origin alone
)

// A Report is a document with the figures that were found in it, in their
// order in the text.
type Report struct {
	Document *wiredesk.Document
	Figures  []figure.Figure
	Fates    []figure.Fate // of persons; only [People] reads them
}

// Figures returns the figures of a story: those that most origins give first,
// among them those of what befell somebody. origins says which reports are
// copies of one text; a report in none is an origin of its own. Values stand in
// order of time, each with the passages that give it. The order of reports does
// not matter. At most [wiredesk.MaxFigures] of a report and
// [wiredesk.MaxCompared] in all are compared. Cost: grows with the square of
// their number, about a second at the most.
func Figures(reports []Report, origins []wiredesk.Origin) []wiredesk.Figure {
	s := newStory(reports, origins)
	type ranked struct {
		wiredesk.Figure
		said, tells int
	}
	var all []ranked
	for _, g := range s.align() {
		if f := s.figure(g); f.What != "" && !s.void(g) { // a number of nothing: a code, a part of a name
			all = append(all, ranked{f, weight(&f), s.tells(g)})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Or(b.said-a.said, b.tells-a.tells) })
	var out []wiredesk.Figure
	for i := range all {
		out = append(out, all[i].Figure)
	}
	return out
}

// weight puts what differs and what many say first.
func weight(f *wiredesk.Figure) int {
	n := 0
	for i := range f.Values {
		n += f.Values[i].Origins
	}
	return n
}

// tells puts what befell somebody first among what is said as often, and last
// ages, "several" and numbers of which only the unit is told.
func (s *story) tells(g []int) int {
	out := 0
	for _, i := range g {
		switch m := &s.mentions[i]; {
		case m.Role != "":
			return 2
		case m.Kind != figure.Age && (m.Kind == figure.Count || m.What != m.Unit) && m.High < vague*m.Low:
			out = 1
		}
	}
	return out
}

// vague is how many times its lower bound the upper one of "several" is, or
// more.
const vague = 2.5

// A story is the mentions of figures in a story's reports.
type story struct {
	reports  []Report // oldest first
	origin   []int    // of each report
	mentions []mention
	starts   []int     // of the mentions of each report, and of none
	weight   []float64 // of each word, by its number
	givenIn  []answer  // of each mention in each report
	nearIn   []answer
}

// A mention is one figure of one report.
type mention struct {
	*figure.Figure
	report int
	index  int     // among the figures of its report
	digits int     // significant digits of its value
	noun   string  // class of what is counted
	people bool    // it counts people of no particular kind
	when   moment  // what it is given for, or when it was reported
	past   string  // the year of another, earlier event that it belongs to; "" if none
	words  []int32 // their numbers, in order
	norm   float64
	number int // among the mentions

	// partial: it counts some of those that another one of its report counts;
	// alone: no other one of its report is of its kind, or of its kind and role.
	partial, alone, aloneInRole bool
	crowd                       int  // values of its kind in its report
	revised                     bool // its report gives another value for it, as old or new
	article                     bool // it is "a" or "another": one, but no number
	leads                       bool // its report leads with it for its role: what happened to how many

	copies []place // where copies of its report have it
}

// A place is a span of a report.
type place struct {
	report int
	span   wiredesk.Span
}

func newStory(reports []Report, origins []wiredesk.Origin) *story {
	s := &story{reports: slices.Clone(reports)}
	slices.SortStableFunc(s.reports, func(a, b Report) int {
		return cmp.Or(a.Document.Published.Compare(b.Document.Published), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	of := map[wiredesk.DocumentID]int{}
	for i, o := range origins {
		for _, id := range o.Documents {
			of[id] = i
		}
	}
	seen := map[string]int{}
	for i := range s.reports {
		o, ok := of[s.reports[i].Document.ID]
		if !ok {
			o = len(origins) + i
		}
		s.origin, s.starts = append(s.origin, o), append(s.starts, len(s.mentions))
		s.read(i, seen)
	}
	s.starts = append(s.starts, len(s.mentions))
	s.weigh()
	s.settle()
	return s
}

// read adds the mentions of report i. What a copy has from another report of its
// origin is no mention of its own: it is added to that one's, which seen knows.
func (s *story) read(i int, seen map[string]int) {
	for k := range s.reports[i].Figures[:min(len(s.reports[i].Figures), wiredesk.MaxFigures)] {
		f := &s.reports[i].Figures[k]
		words := fmt.Sprintf("%d %v %q", s.origin[i], f.Value, around(s.reports[i].Document.Text, f.Span, k))
		key := fmt.Sprint(s.origin[i], f.Kind, f.Dimension, f.Scale, f.Value, f.Low, f.High, f.Role, f.Noun, f.Change, f.Context)
		at, ok := seen[key]
		if !ok || s.mentions[at].report == i {
			at, ok = seen[words] // what stands before its sentence may have told another noun
		}
		if ok && s.mentions[at].report != i {
			s.mentions[at].copies = append(s.mentions[at].copies, place{i, f.Span})
			continue
		}
		if len(s.mentions) == wiredesk.MaxCompared {
			return
		}
		seen[key] = len(s.mentions)
		if _, ok := seen[words]; !ok {
			seen[words] = len(s.mentions)
		}
		m := newMention(&s.reports[i], i, k)
		m.number = len(s.mentions)
		s.mentions = append(s.mentions, m)
	}
}

// around returns figure number k, at span, with the 20 bytes before it; what no
// other report has, at the start of a text.
func around(text string, span wiredesk.Span, k int) string {
	const before = 20
	if span.Start < before {
		return text + strconv.Itoa(k)
	}
	return text[span.Start-before : span.End]
}

// in returns the mentions of a report.
func (s *story) in(report int) []mention { return s.mentions[s.starts[report]:s.starts[report+1]] }

func newMention(r *Report, report, k int) mention {
	f := &r.Figures[k]
	m := mention{Figure: f, report: report, index: k, digits: written(f.Number.Of(r.Document.Text), f.Value), noun: class(strings.ToLower(f.Noun))}
	m.people = f.Kind == figure.Count && general[m.noun]
	if m.people {
		m.noun = figure.People
	}
	switch strings.ToLower(f.Number.Of(r.Document.Text)) {
	case "a", "an", "another":
		m.article = true
	}
	m.when = given(f.AsOf, r.Document.Published)
	m.past = past(f, r.Document.Published)
	return m
}

// given returns the moment that a figure holds for: the one that the text
// names, if it is not later than the report, else that of the report.
func given(asOf string, published wiredesk.Time) moment {
	p := moment{at: published.Time, day: published.IsZero() || published.Hour() == 0 && published.Minute() == 0}
	if t, ok := parseDay(asOf); ok && (published.IsZero() || !t.After(published.Time)) && len(asOf) >= 10 {
		if y, m, d := published.Date(); published.IsZero() || t.Year() != y || t.Month() != m || t.Day() != d {
			return moment{at: t, day: true}
		}
	}
	return p
}

// base returns the interval of m in the base unit of its dimension, and its
// value there.
func (m *mention) base() (low, value, high float64) {
	f := func(v float64) float64 {
		if m.Dimension == "temperature fahrenheit" {
			return (v - 32) / 1.8
		}
		return v * m.Scale
	}
	return f(m.Low), f(m.Value), f(m.High)
}

// dimension is what may be compared with what.
func (m *mention) dimension() string {
	if m.Dimension == "temperature fahrenheit" {
		return "temperature"
	}
	return m.Dimension
}

// figure makes the figure of the mentions of group g.
func (s *story) figure(g []int) wiredesk.Figure {
	slices.SortStableFunc(g, func(a, b int) int {
		ma, mb := &s.mentions[a], &s.mentions[b]
		return cmp.Or(ma.when.compare(mb.when), cmp.Compare(ma.report, mb.report), cmp.Compare(ma.Start, mb.Start))
	})
	out := wiredesk.Figure{What: s.label(g), State: s.state(g)}
	var sets [][]int
	for _, i := range g {
		k := slices.IndexFunc(sets, func(set []int) bool { return s.sameValue(set[0], i) })
		if k < 0 {
			sets = append(sets, nil)
			k = len(sets) - 1
		}
		sets[k] = append(sets[k], i)
	}
	for k, set := range sets {
		v := s.value(set)
		v.Same = 1 + slices.IndexFunc(sets[:k], func(o []int) bool { return s.restated(o[0], set[0]) })
		if v.Same > 0 && out.Values[v.Same-1].Same > 0 {
			v.Same = out.Values[v.Same-1].Same
			if !s.compatible(&s.mentions[sets[v.Same-1][0]], &s.mentions[set[0]]) {
				v.Same = 0 // 89 days and 88 are both "nearly three months", and not one value
			}
		}
		out.Values = append(out.Values, v)
	}
	out.Unit, out.PartOf = out.Values[0].Unit, s.whole(g)
	return out
}

// void says that the mentions of g only refer to what the reader is taken to
// know, "the two nations", or to what befell nobody: "would have killed 160".
func (s *story) void(g []int) bool {
	return !slices.ContainsFunc(g, func(i int) bool {
		m := &s.mentions[i]
		return !(m.Known && m.Role == "" || m.supposed())
	})
}

// whole returns what the mentions of g are a part of, in the words of the first
// report that says so: "17 suspects".
func (s *story) whole(g []int) string {
	for _, i := range g {
		m := &s.mentions[i]
		if r := s.reports[m.report]; m.Part >= 0 && m.Part < len(r.Figures) {
			w := &r.Figures[m.Part]
			return strings.Join(strings.Fields(wiredesk.Span{Start: w.Number.Start, End: max(w.End, w.Number.End)}.Of(r.Document.Text)), " ")
		}
	}
	return ""
}

// sameValue says that two mentions give one value in the same words.
func (s *story) sameValue(a, b int) bool {
	x, y := &s.mentions[a], &s.mentions[b]
	return x.Value == y.Value && x.High == y.High && x.Low == y.Low && x.Qualifier == y.Qualifier && x.dimension() == y.dimension() && x.Scale == y.Scale
}

// restated says that two mentions give one number, in two units or with two
// qualifiers: "71 km/h" and "44 miles per hour".
func (s *story) restated(a, b int) bool {
	x, y := &s.mentions[a], &s.mentions[b]
	if x.Scale != y.Scale {
		return x.dimension() == y.dimension() && s.compatible(x, y)
	}
	return x.Value == y.Value && x.dimension() == y.dimension()
}

// value makes the value that the mentions of set give.
func (s *story) value(set []int) wiredesk.FigureValue {
	m := &s.mentions[set[0]]
	v := wiredesk.FigureValue{Value: m.Value, Low: m.Low, Qualifier: m.Qualifier, Unit: m.Unit, Evidence: []wiredesk.Evidence{}}
	if !math.IsInf(m.High, 1) {
		v.High = &m.High
	}
	seen := map[int]bool{}
	for _, i := range set {
		m := &s.mentions[i]
		d := s.reports[m.report].Document
		if v.AsOf == "" {
			v.AsOf = cmp.Or(m.AsOf, d.Published.String())
		}
		v.SaidBy = cmp.Or(v.SaidBy, m.SaidBy)
		seen[s.origin[m.report]] = true
		v.Evidence = append(v.Evidence, wiredesk.Cite(d, m.Span))
		for _, c := range m.copies {
			v.Evidence = append(v.Evidence, wiredesk.Cite(s.reports[c.report].Document, c.span))
		}
	}
	v.Origins = len(seen)
	return v
}

// label is the name of what the mentions of g count: the one that most of them
// use, of those the longest.
func (s *story) label(g []int) string {
	count := map[string]int{}
	best := ""
	for _, i := range g {
		w := s.mentions[i].What
		if w == "" {
			continue
		}
		count[w]++
		if best == "" || count[w] > count[best] || count[w] == count[best] && len(w) > len(best) {
			best = w
		}
	}
	if best == "" {
		return s.mentions[g[0]].Unit
	}
	return best
}
