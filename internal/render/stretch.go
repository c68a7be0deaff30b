package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A mark is what was found in a span of a text.
type mark struct {
	wiredesk.Span
	id    string
	class string
	link  string // id of the place that tells more; "" if none
	value string // of a time, with its type

	shown wiredesk.Span // from its first to its last stretch in a paragraph
}

// A stretch is a part of a text with the same marks from end to end, the
// longest mark first.
type stretch struct {
	wiredesk.Span
	marks []*mark
}

// begins and ends report whether mark i begins or ends with s.
func (s *stretch) begins(i int) bool { return s.marks[i].shown.Start == s.Start }
func (s *stretch) ends(i int) bool   { return s.marks[i].shown.End == s.End }

// linked reports whether mark i is to be a link. Where marks lie on one another
// none is: nothing that can be focused may stand in a link.
func (s *stretch) linked(i int) bool { return s.marks[i].link != "" && len(s.marks) == 1 }

// classes returns the classes of mark i in s.
func (s *stretch) classes(i int) string {
	c := s.marks[i].class
	if s.ends(i) {
		c += " end"
	}
	return c
}

// A paragraph is the parts of its text, one for each sentence and one for what
// stands between two.
type paragraph struct {
	parts     []part
	sentences []int // of the document
}

// A part is stretches of one sentence; of none if sentence is negative.
type part struct {
	sentence  int
	stretches []stretch
}

// cut cuts the text of r into paragraphs at the borders of its sentences and
// marks.
func (r *report) cut() []paragraph {
	marks := r.marks()
	var borders []int
	for _, p := range r.Paragraphs {
		borders = append(borders, p.Start, p.End)
	}
	for _, s := range r.Sentences {
		borders = append(borders, s.Start, s.End)
	}
	for _, m := range marks {
		borders = append(borders, m.Start, m.End)
	}
	all := stretches(borders, marks)
	out := make([]paragraph, len(r.Paragraphs))
	sentence, next := 0, 0
	for i, p := range r.Paragraphs {
		for ; next < len(all) && all[next].Start < p.End; next++ {
			s := all[next]
			if s.Start < p.Start {
				continue // white space between paragraphs
			}
			for sentence < len(r.Sentences) && r.Sentences[sentence].End <= s.Start {
				sentence++
			}
			of := -1
			if sentence < len(r.Sentences) && r.Sentences[sentence].Contains(s.Span) {
				of = sentence
			}
			out[i].add(of, s)
		}
	}
	return out
}

// add puts s, which is part of the given sentence, at the end of p.
func (p *paragraph) add(sentence int, s stretch) {
	if n := len(p.parts); n == 0 || p.parts[n-1].sentence != sentence {
		p.parts = append(p.parts, part{sentence: sentence})
		if sentence >= 0 {
			p.sentences = append(p.sentences, sentence)
		}
	}
	for _, m := range s.marks {
		if m.shown.Len() == 0 {
			m.shown.Start = s.Start
		}
		m.shown.End = s.End
	}
	last := &p.parts[len(p.parts)-1]
	last.stretches = append(last.stretches, s)
}

// stretches cuts at borders. Cost: linear, but for the sorting.
func stretches(borders []int, marks []*mark) []stretch {
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var out []stretch
	var open []*mark
	next := 0
	for i := 1; i < len(borders); i++ {
		s := stretch{Span: wiredesk.Span{Start: borders[i-1], End: borders[i]}}
		open = slices.DeleteFunc(open, func(m *mark) bool { return m.End <= s.Start })
		for next < len(marks) && marks[next].Start <= s.Start {
			open = append(open, marks[next])
			next++
		}
		s.marks = slices.Clone(open)
		slices.SortStableFunc(s.marks, func(a, b *mark) int { return cmp.Compare(b.Len(), a.Len()) })
		out = append(out, s)
	}
	return out
}

// marks returns the names and times of r, in the order of their beginnings.
func (r *report) marks() []*mark {
	var out []*mark
	party := make([]string, len(r.Mentions))
	for _, g := range r.groups {
		for _, p := range g.parties {
			for _, m := range p.mentions {
				party[m] = p.id
			}
		}
	}
	for i, m := range r.Mentions {
		out = append(out, &mark{Span: m.Span, id: r.id("m", i+1), class: "name " + kinds[kindIndex(m.Type)].class, link: party[i]})
	}
	for i, t := range r.Times {
		out = append(out, &mark{Span: t.Span, id: r.id("t", i+1), class: "when", value: clean(t.Value) + " (" + strings.ToLower(clean(t.Type)) + ")"})
	}
	out = slices.DeleteFunc(out, func(m *mark) bool { return m.Len() <= 0 })
	slices.SortStableFunc(out, func(a, b *mark) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
