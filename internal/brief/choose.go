package brief

import (
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

const (
	headlineWords = 14   // a headline longer than this is liked less
	leads         = 2    // units after the first fit one of a report that may open a brief
	pointWords    = 28   // a key point longer than this is trimmed, and if that does not help liked less
	repeats       = 0.55 // share of a sentence's weight that was told already, from which it is not taken
)

// headline returns the title or the trimmed lead that tells most of the story
// in fewest words, or nil.
func (w *writer) headline() *line {
	type choice struct {
		u     *unit
		score float64
	}
	var all []choice
	for i := range w.units {
		u := &w.units[i]
		switch d := w.story.Docs[u.doc]; {
		case w.isTitle(u):
			all = append(all, choice{u, 1.5 * w.headlineValue(u, u.words)})
		case u.fit && u.rank <= leads && !u.spoken && !u.loose && !w.superseded(u):
			all = append(all, choice{u, w.headlineValue(u, cut(d, u, tight).words(d)) / (1 + HR*float64(u.rank))})
		}
	}
	if len(all) == 0 {
		for i := range w.units {
			if u := &w.units[i]; u.fit {
				all = append(all, choice{u, u.value})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b choice) int { return compare(b.score, a.score) })
	for _, c := range all {
		if w.isTitle(c.u) {
			if l := w.judge(c.u, trim{kept: []wiredesk.Span{c.u.span}}, true); l != nil {
				return l
			}
			continue
		}
		for g := tight; g >= whole; g-- {
			if l := w.judge(c.u, cut(w.story.Docs[c.u.doc], c.u, g), true); l != nil {
				return l
			}
		}
	}
	return nil
}

// isTitle reports whether u is the title that stands in its document's text,
// and says something by itself.
func (w *writer) isTitle(u *unit) bool {
	d := w.story.Docs[u.doc]
	if u.rank != 0 || u.span != d.TitleSpan || u.words < 4 || len(u.terms) < 3 || houseLine(u.span.Of(d.Document.Text)) {
		return false
	}
	last := d.Document.Text[u.span.End-1]
	return last != '?' && balanced(d, u) && !w.superseded(u)
}

// headlineValue says how well u tells the story in n words.
func (w *writer) headlineValue(u *unit, n int) float64 {
	v := u.close * w.central[w.story.Origin[u.doc]] * timeless(w.story.Docs[u.doc], u)
	if n > headlineWords {
		v *= math.Pow(float64(headlineWords)/float64(n), HP)
	}
	if n < 7 {
		v *= 0.5
	}
	if w.superseded(u) {
		v *= 0.2
	}
	if k := len(w.story.Docs); k > 1 {
		v *= 1 - HF + HF*float64(u.doc)/float64(k-1)
	}
	return v
}

// keyPoints returns the sentences that together tell most of the story, one
// after the other what is most worth adding.
func (w *writer) keyPoints(head *line) []*line {
	p := newPicker(w)
	if head != nil {
		p.avoid(head.unit)
		p.tell(head.unit, KT)
	}
	var out []*line
	for len(out) < w.KeyPoints {
		u := p.best(func(u *unit) float64 {
			v := 1 / (1 + KR*float64(u.rank))
			if u.spoken {
				v *= 0.45
			}
			if u.loose {
				v *= 0.5
			}
			if w.superseded(u) {
				v = 0
			}
			if len(u.numbers) > 0 {
				v *= KN
			}
			if u.words > pointWords {
				if n := w.shortWords(u); n > pointWords {
					v *= math.Pow(float64(pointWords)/float64(n), KL)
				}
			}
			return v
		})
		if u == nil {
			break
		}
		if l := w.point(u); l != nil {
			out = append(out, l)
			p.avoid(u)
			p.tell(u, 1)
		}
	}
	return out
}

// shortWords returns the length of u when it is trimmed, in words.
func (w *writer) shortWords(u *unit) int {
	if u.short == 0 {
		d := w.story.Docs[u.doc]
		u.short = cut(d, u, short).words(d)
	}
	return u.short
}

// point builds a key point, trimmed if it is long.
func (w *writer) point(u *unit) *line {
	d := w.story.Docs[u.doc]
	t := cut(d, u, whole)
	if t.words(d) > pointWords {
		if l := w.build(u, cut(d, u, short)); l != nil {
			return l
		}
		if !w.sure(u) {
			return nil
		}
		u.refused = false // it may stand as it is
	}
	return w.build(u, t)
}

// A picker takes units greedily by what they add to what was told.
type picker struct {
	w    *writer
	told []float64 // by term, from 0 (new) to 1
	gone []bool    // by unit: taken, or mostly a repetition of one that was
}

func newPicker(w *writer) *picker {
	p := &picker{w: w, told: make([]float64, len(w.terms)), gone: make([]bool, len(w.units))}
	for i := range w.units {
		p.gone[i] = !w.units[i].fit
	}
	return p
}

// best returns the unit that adds most, or nil; like scales a unit's value. It
// is not returned again.
func (p *picker) best(like func(*unit) float64) *unit {
	best, score := -1, 0.0
	for i := range p.w.units {
		u := &p.w.units[i]
		if p.gone[i] || u.refused {
			continue
		}
		if v := p.adds(u) * like(u); v > score {
			best, score = i, v
		}
	}
	if best < 0 {
		return nil
	}
	p.gone[best] = true
	return &p.w.units[best]
}

// adds is u's value for what of it is new.
func (p *picker) adds(u *unit) float64 {
	var all, fresh float64
	for _, t := range u.terms {
		all += p.w.weight[t]
		fresh += p.w.weight[t] * (1 - p.told[t])
	}
	if all == 0 {
		return 0
	}
	return u.value * fresh / all
}

// avoid takes u and what mostly repeats it out of the choice.
func (p *picker) avoid(u *unit) {
	for i := range p.w.units {
		v := &p.w.units[i]
		if !p.gone[i] && (v == u || overlap(v.terms, u.terms, p.w.weight) > repeats || overlap(u.terms, v.terms, p.w.weight) > repeats+0.1) {
			p.gone[i] = true
		}
	}
}

// tell marks the terms of u as told, to the given degree.
func (p *picker) tell(u *unit, degree float64) {
	for _, t := range u.terms {
		p.told[t] = max(p.told[t], degree)
	}
}

// narrative returns the paragraphs: the lead, what belongs to it, what people
// said of it, what lies behind it.
func (w *writer) narrative(points []*line) [][]*line {
	p := newPicker(w)
	if w.fitUnits() >= w.Sentences+len(points)+1 {
		for _, k := range points {
			p.avoid(k.unit) // there is enough to tell it only once
		}
	}
	differ := w.differences()
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
	for _, l := range differ {
		words += int(env("DW", 0) * float64(len(strings.Fields(l.statement.Text))))
	}
	quoted := 0
	for len(lines) < w.Sentences && words < w.NarrativeWords {
		u := p.best(func(u *unit) float64 {
			switch {
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
			if u.spoken || u.rank > leads {
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

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func env(k string, v float64) float64 {
	if x, err := strconv.ParseFloat(os.Getenv(k), 64); err == nil {
		return x
	}
	return v
}

var HP, HF, HR, KR, KN, KL, KT = env("HP", 0.2), env("HF", 0), env("HR", 0.5), env("KR", .15), env("KN", 1.2), env("KL", 1.5), env("KT", .5)
