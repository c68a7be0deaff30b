package timeline

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// candidates returns the sentences that may stand for day d, those nearest to
// what the day is about first: what both the sentences that name it and the
// tops of the reports of that day and the next speak of.
func (c *corpus) candidates(d Day) []candidate {
	var named, tops []candidate
	at := map[Place]int{}
	for _, m := range c.mentions[d] {
		at[m.Place] = len(named)
		named = append(named, candidate{Place: m.Place, terms: c.vector(m.Place), named: true})
	}
	all := named
	for _, n := range slices.Concat(c.out[d], c.out[d+1]) {
		for s := range min(leads, len(c.reports[n].Sentences)) {
			x := candidate{Place: Place{n, s}, terms: c.vector(Place{n, s}), top: true}
			tops = append(tops, x)
			if i, ok := at[x.Place]; ok {
				all[i].top = true
			} else if !c.days[x.Place] { // else it tells of another day
				all = append(all, x)
			}
		}
	}
	about := mean(named)
	if len(tops) > 0 {
		about = both(about, mean(tops))
	}
	return nearest(all, about)
}

// nearest sorts candidates by how near they are to about, and keeps the first.
func nearest(all []candidate, about map[vector.Term]float64) []candidate {
	for i := range all {
		for _, w := range all[i].terms {
			all[i].near += w.Weight * about[w.Term]
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.near, a.near), a.Report-b.Report, a.Sentence-b.Sentence)
	})
	return all[:min(len(all), mostCandidates)]
}

func mean(cs []candidate) map[vector.Term]float64 {
	out := map[vector.Term]float64{}
	for _, x := range cs {
		for _, w := range x.terms {
			out[w.Term] += w.Weight / float64(len(cs))
		}
	}
	return out
}

// both returns the sum of a and b for what stands in both.
func both(a, b map[vector.Term]float64) map[vector.Term]float64 {
	out := map[vector.Term]float64{}
	for t, x := range a { // in any order: each by itself
		if y, ok := b[t]; ok {
			out[t] = x + y
		}
	}
	return out
}

// A picker chooses among candidates those whose sum comes nearest to what the
// day is about.
type picker struct {
	candidates []candidate
	usable     func(i int, first bool) bool // asked of what would be chosen next

	sum    map[vector.Term]float64 // of those chosen
	dot    float64                 // of sum and what the day is about
	square float64                 // of the length of sum
	out    []int
}

// pick returns up to n candidates by number, in the order of the choice, no two
// of which say the same.
func (p *picker) pick(n int) []int {
	p.sum = map[vector.Term]float64{}
	spent := make([]bool, len(p.candidates))
	for len(p.out) < n {
		best := p.best(spent)
		if best < 0 {
			break
		}
		if len(p.out) == 0 {
			clear(spent) // what may not stand first may stand behind it
		}
		spent[best] = true
		p.take(best)
	}
	return p.out
}

// best returns the usable candidate that brings the sum nearest, or -1, and
// marks as spent what it found to be of no use.
func (p *picker) best(spent []bool) int {
	type gain struct {
		i     int
		value float64
	}
	var gains []gain
	for i := range p.candidates {
		if !spent[i] {
			dot, square := p.with(i)
			gains = append(gains, gain{i, dot * dot / max(square, 1e-12)})
		}
	}
	slices.SortStableFunc(gains, func(a, b gain) int { return cmp.Compare(b.value, a.value) })
	for _, g := range gains {
		if g.value <= 0 {
			break
		}
		if !p.told(g.i) && p.usable(g.i, len(p.out) == 0) {
			return g.i
		}
		spent[g.i] = true
	}
	return -1
}

// with returns dot and square as they would be with candidate i.
func (p *picker) with(i int) (dot, square float64) {
	dot, square = p.dot+p.candidates[i].near, p.square
	for _, w := range p.candidates[i].terms {
		square += w.Weight * (w.Weight + 2*p.sum[w.Term])
	}
	return dot, square
}

func (p *picker) take(i int) {
	p.dot, p.square = p.with(i)
	for _, w := range p.candidates[i].terms {
		p.sum[w.Term] += w.Weight
	}
	p.out = append(p.out, i)
}

// told reports whether candidate i says what a chosen one does.
func (p *picker) told(i int) bool {
	return slices.ContainsFunc(p.out, func(k int) bool {
		return p.candidates[k].terms.Dot(p.candidates[i].terms) >= repeats
	})
}
