package brief

import (
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
)

const (
	headlineWords = 14   // a headline longer than this is liked less
	leads         = 2    // units after the first fit one of a report that may open a brief
	pointWords    = 28   // a key point longer than this is trimmed, and if that does not help liked less
	fewWords      = 8    // so is one shorter than this
	copied        = 0.7  // share of its words that a sentence has in common with its copy
	toldToo       = 0.4  // and with a sentence of another origin on the same thing
	unrelated     = 0.25 // and with one on something else
	repeats       = 0.55 // share of a sentence's weight that was told already, from which it is not taken
)

// headline returns the title or the trimmed lead that tells most of the story
// in fewest words, or nil.
func (w *writer) headline() *line {
	type candidate struct {
		u     *unit
		score float64
	}
	var all []candidate
	for i := range w.units {
		u := &w.units[i]
		switch d := w.story.Docs[u.doc]; {
		case w.isTitle(u):
			all = append(all, candidate{u, 1.5 * w.headlineValue(u, u.words)})
		case u.fit && u.rank <= leads && !u.spoken && !u.loose && !w.superseded(u):
			all = append(all, candidate{u, w.headlineValue(u, cut(d, u, tight).words(d)) / (1 + 0.8*float64(u.rank))})
		}
	}
	if len(all) == 0 {
		for i := range w.units {
			if u := &w.units[i]; u.fit {
				all = append(all, candidate{u, u.value})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return compare(b.score, a.score) })
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
	v := u.close * w.central[w.story.Origin[u.doc]] * math.Pow(timeless(w.story.Docs[u.doc], u), 2)
	if n > headlineWords {
		v *= math.Pow(float64(headlineWords)/float64(n), 0.2)
	}
	if n < 7 {
		v *= 0.1
	}
	if u.table {
		v *= 0.2
	}
	if w.superseded(u) || u.stale {
		v *= 0.2
	}
	switch {
	case w.party[u.doc], w.ownAddition(u):
		v *= 0.5
	case w.outdated(u):
		v *= 0.7
	}
	if !w.latest(u) { // what came out last can have no second source yet
		v *= w.sharedPart(u)
	}
	v /= 1 + 0.1*w.age(u)
	return v
}

// sharedPart returns the share of u's words, by how rare they are, that two
// origins or more use; 1 where there is but one origin.
func (w *writer) sharedPart(u *unit) float64 {
	if w.origins < 2 {
		return 1
	}
	var both, all float64
	for _, t := range u.terms {
		all += w.rarity[t]
		if w.shared[t] {
			both += w.rarity[t]
		}
	}
	return both / math.Max(all, 1)
}

// age returns by how many days u came out before the last report, 0 if it is
// not known.
func (w *writer) age(u *unit) float64 {
	at := w.story.Docs[u.doc].Published
	if at.IsZero() || w.last.IsZero() {
		return 0
	}
	return math.Max(0, w.last.Sub(at.Time).Hours()/24)
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
	if l := w.build(u, w.pointTrim(u)); l != nil {
		return l
	}
	t := cut(d, u, whole)
	if t.words(d) <= pointWords || !w.sure(u) {
		return nil
	}
	u.refused = false // it may stand as it is
	return w.build(u, t)
}

// pointTrim returns what is kept of u for a key point.
func (w *writer) pointTrim(u *unit) trim {
	d := w.story.Docs[u.doc]
	if t := cut(d, u, whole); t.words(d) <= pointWords {
		return t
	}
	return cut(d, u, short)
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
	return u.value * fresh / math.Sqrt(all*math.Sqrt(float64(max(u.words, 16))))
}

// avoid takes u and what mostly repeats it out of the choice.
func (p *picker) avoid(u *unit) {
	for i := range p.w.units {
		v := &p.w.units[i]
		if !p.gone[i] && (v == u || overlap(v.terms, u.terms, p.w.rarity) > repeats || overlap(u.terms, v.terms, p.w.rarity) > repeats+0.1) {
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

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// outdated reports whether the report of u leads with a number that was replaced
// later: then what it says without a number is of that time too.
func (w *writer) outdated(u *unit) bool {
	const top = 4
	for i := range w.units {
		if v := &w.units[i]; v.doc == u.doc && v.rank <= top && v.stale {
			return true
		}
	}
	return false
}

// echo says how much more a unit is worth as a key point for what other reports
// do with it: up to three times as much if other origins tell it too, less than
// half if one outlet alone adds it to a copy.
func (w *writer) echo(u *unit) float64 {
	if u.echo == 0 {
		u.echo = 1 + w.tellers(u)
		if w.ownAddition(u) {
			u.echo *= 0.4
		}
	}
	return u.echo
}

// ownAddition reports whether u is what one outlet adds to the text of another:
// none of the other reports of its origin has it, and its own is not the first.
func (w *writer) ownAddition(u *unit) bool {
	first := slices.Index(w.story.Origin, w.story.Origin[u.doc])
	if first == u.doc {
		return false
	}
	for i := range w.units {
		v := &w.units[i]
		if v.doc != u.doc && w.story.Origin[v.doc] == w.story.Origin[u.doc] && overlap(u.terms, v.terms, w.rarity) >= copied {
			return false
		}
	}
	return true
}

// tellers returns up to 2, for how many other origins have a sentence with how
// many of the words of u.
func (w *writer) tellers(u *unit) float64 {
	if w.origins < 2 {
		return 0
	}
	best := make([]float64, w.origins)
	for i := range w.units {
		v := &w.units[i]
		if o := w.story.Origin[v.doc]; o != w.story.Origin[u.doc] && best[o] < toldToo {
			best[o] = max(best[o], overlap(u.terms, v.terms, w.rarity))
		}
	}
	sum := 0.0
	for _, x := range best {
		sum += max(0, min(1, (x-unrelated)/(toldToo-unrelated)))
	}
	return min(2, sum)
}
