package brief

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// repeated is what a lead is worth that says what the headline says, beside another.
const repeated = 0.5

// lineTells is how much of a sentence a line tells that has its number.
const lineTells = 0.3

// narrative returns the paragraphs: the lead, what belongs to it, what people
// said of it, what lies behind it, where the figures differ. Behind the lead it
// does not say again what the headline and the key points said, if there is
// enough else.
func (w *writer) narrative(head *line, points []*line) [][]*line {
	differ := w.differences()
	p := w.untold(head, points, differ)
	var lines []*line
	if l := w.lead(p, head); l != nil {
		lines = append(lines, l)
	}
	for _, k := range points {
		p.tell(k.unit, 0.5)
	}
	out := w.arrange(w.further(p, lines))
	if len(differ) > 0 {
		out = append(out, differ)
	}
	return out
}

// untold returns a picker of what the rest of the brief does not tell.
func (w *writer) untold(head *line, points, differ []*line) *picker {
	p := newPicker(w)
	if head != nil && w.fitUnits() > len(points)+3 {
		p.avoid(head.unit)
	}
	if w.fitUnits() >= w.Sentences+len(points)+1 {
		for _, k := range points {
			p.avoid(k.unit) // there is enough to tell it only once
		}
	}
	for _, l := range differ {
		for _, e := range l.statement.Evidence {
			if u := w.unitAt(e); u != nil {
				p.tell(u, lineTells)
			}
		}
	}
	return p
}

// further appends to the lead, if there is one, what is left to tell.
func (w *writer) further(p *picker, lines []*line) []*line {
	quoted, words := 0, 0
	for len(lines) < w.Sentences {
		u := p.best(func(u *unit) float64 {
			v := u.form * w.focus[u.doc] * u.tally
			switch {
			case words+u.words > w.NarrativeWords:
				return 0
			case u.spoken && quoted == 0:
				v *= 1.1
			case u.spoken && quoted >= 2:
				v *= 0.4
			}
			return v
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
	return lines
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

// lead returns the sentence that opens the narrative: of the openings of the
// reports the one that tells the story best. It may be the one that the headline
// was made of: whole, it says on which day that was and who says so. Where it says
// no more it is worth less.
func (w *writer) lead(p *picker, head *line) *line {
	var all []opener
	for i := range w.units {
		if u := &w.units[i]; u.fit && !u.refused && u.rank <= leads {
			v := w.leadValue(u)
			if head != nil && w.repeats(u, head) {
				v *= repeated
			}
			all = append(all, opener{u, v})
		}
	}
	slices.SortStableFunc(all, func(a, b opener) int { return compare(b.score, a.score) })
	for _, c := range all {
		if c.score <= 0 {
			break
		}
		if l := w.build(c.unit, cut(w.story.Docs[c.unit.doc], c.unit, whole)); l != nil {
			p.avoid(c.unit)
			p.tell(c.unit, 0.8)
			return l
		}
	}
	return nil
}

// repeats reports whether u says word for word what the headline head says.
func (w *writer) repeats(u *unit, head *line) bool {
	d := w.story.Docs[u.doc]
	return overlap(u.terms, head.unit.terms, w.rarity) == 1 && overlap(head.unit.terms, u.terms, w.rarity) == 1 &&
		cut(d, u, whole).words(d) <= len(strings.Fields(head.statement.Text))
}

// An opener is a unit that may open the narrative.
type opener struct {
	unit  *unit
	score float64
}

// leadValue says how well u opens the narrative.
func (w *writer) leadValue(u *unit) float64 {
	v := w.headlineValue(u, headlineWords) * u.form * w.focus[u.doc] / (1 + float64(u.rank))
	if u.spoken || u.loose {
		v *= 0.05
	}
	return v
}

// Parts of a narrative, in order.
const (
	partFacts = iota
	partReactions
	partAhead
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
	switch {
	case u.spoken || u.accuses || u.role == roleSaid && u.speech:
		return partReactions
	case u.role == roleAhead:
		return partAhead
	case u.role == roleBehind:
		return partBackground
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
