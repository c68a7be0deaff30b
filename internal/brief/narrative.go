package brief

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// lineTells is how much of a sentence a line tells that has its number.
const lineTells = 0.3

// narrative returns the paragraphs: the lead, what belongs to it, what people
// said of it, what lies behind it, where the figures differ. It does not say
// again what the headline and the key points said, if there is enough else.
func (w *writer) narrative(head *line, points []*line) [][]*line {
	p := newPicker(w)
	if head != nil && w.fitUnits() > len(points)+3 {
		p.avoid(head.unit)
	}
	if w.fitUnits() >= w.Sentences+len(points)+1 {
		for _, k := range points {
			p.avoid(k.unit) // there is enough to tell it only once
		}
	}
	differ := w.differences()
	for _, l := range differ {
		for _, e := range l.statement.Evidence {
			if u := w.unitAt(e); u != nil {
				p.tell(u, lineTells)
			}
		}
	}
	var lines []*line
	if l := w.lead(p); l != nil {
		lines = append(lines, l)
	}
	for _, k := range points {
		p.tell(k.unit, 0.5)
	}
	words := 0
	for _, l := range lines {
		words += l.unit.words
	}
	quoted := 0
	for len(lines) < w.Sentences {
		u := p.best(func(u *unit) float64 {
			switch {
			case words+u.words > w.NarrativeWords:
				return 0
			case u.spoken && quoted == 0:
				return 1.1
			case u.spoken && quoted >= 3:
				return 0.4
			}
			return 1
		})
		if u == nil {
			break
		}
		if l := w.build(u, cut(w.story.Docs[u.doc], u, whole)); l != nil {
			lines = append(lines, l)
			words += u.words
			p.avoid(u)
			p.tell(u, 0.8)
			if u.spoken {
				quoted++
			}
		}
	}
	out := w.arrange(lines)
	if len(differ) > 0 {
		out = append(out, differ)
	}
	return out
}

// fitUnits counts the units that may be printed.
func (w *writer) fitUnits() int {
	n := 0
	for i := range w.units {
		if w.units[i].fit {
			n++
		}
	}
	return n
}

// lead returns the sentence that opens the narrative: the opening of the
// report that tells most.
func (w *writer) lead(p *picker) *line {
	for {
		u := p.best(func(u *unit) float64 {
			if u.spoken || u.rank > leads || w.superseded(u) {
				return 0.05
			}
			return 1 / (1 + 0.5*float64(u.rank))
		})
		if u == nil {
			return nil
		}
		if l := w.build(u, cut(w.story.Docs[u.doc], u, whole)); l != nil {
			p.avoid(u)
			p.tell(u, 0.8)
			return l
		}
	}
}

// Parts of a narrative, in order.
const (
	partFacts = iota
	partReactions
	partBackground
)

// arrange puts lines in an order that a reader can follow: the lead first,
// facts before reactions before background, within each by where they stand in
// their reports; sentences of one report keep their order.
func (w *writer) arrange(lines []*line) [][]*line {
	if len(lines) == 0 {
		return nil
	}
	rest := lines[1:]
	slices.SortStableFunc(rest, func(a, b *line) int {
		if c := w.part(a.unit) - w.part(b.unit); c != 0 {
			return c
		}
		if a.unit.doc == b.unit.doc {
			return a.unit.rank - b.unit.rank
		}
		return compare(a.unit.depth, b.unit.depth)
	})
	var out [][]*line
	par := []*line{lines[0]}
	for i, l := range rest {
		before := partFacts
		if i > 0 {
			before = w.part(rest[i-1].unit)
		}
		if w.part(l.unit) != before && len(par) > 1 || len(par) >= 4 {
			out = append(out, par)
			par = nil
		}
		par = append(par, l)
	}
	return append(out, par)
}

// part tells facts, reactions and background apart.
func (w *writer) part(u *unit) int {
	d := w.story.Docs[u.doc]
	if u.spoken {
		return partReactions
	}
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted == 0 && backward.Has(d.Lower[i]) || w.pastYear(d.Word(i)) {
			return partBackground
		}
	}
	if u.depth > 0.7 {
		return partBackground
	}
	return partFacts
}

// pastYear reports whether s is a year before the one of the story.
func (w *writer) pastYear(s string) bool {
	if len(s) != 4 || s[0] != '1' && s[0] != '2' || w.last.IsZero() {
		return false
	}
	for i := range s {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s >= "1500" && s < w.last.Format("2006")
}

var backward = wordlist.NewSet(`since decade decades century founded completed previously historically earlier`)
