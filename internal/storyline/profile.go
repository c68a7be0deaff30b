package storyline

import (
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	coreNames = 8  // actors that a story cannot be told without
	chiefs    = 3  // full names that it is about
	coreTerms = 16 // names and words that a recap of it would use, half of each
	keyTerms  = 12 // names that it is looked up by: without one in common nothing is linked

	leastActors = 18.0 // length of the actors of a story with few names: what few share says little

	// pairGround is how many stories a pair of names is thought not to stand in
	// before any was seen.
	pairGround = 300
)

// A profile is a story as the linker sees it. Its actors are its names, the
// less the more they stand as places and spokesmen do: what happens in one town
// goes on happening there, and is not one story.
type profile struct {
	first, last wiredesk.Time
	texts       []*annotate.Document // the oldest of each origin; dropped when it was linked
	actors      vector.Vector        // of length 1 at most
	words       vector.Vector        // what is no name; of length 1
	names       vector.Vector        // and pairs, not weighed as actors
	lead        vector.Vector        // actors of titles and leads
	core        vector.Vector        // the heaviest actors
	chief       vector.Vector        // the heaviest pairs of the lead
	recap       vector.Vector        // the heaviest names and words; they add up to 1
	keys        []vector.Weighted    // what it is looked up by
	places      vector.Vector        // names of titles and leads that are mostly places
	grams       []uint64             // of all texts, ascending
}

// A rarity knows in how many storylines each term stands, on top of general
// English. It counts storylines, not stories: the people of a running matter
// stay rare, while what reports of one kind share becomes common, and is
// known for a setting.
type rarity struct {
	words         *vector.Frequency
	pairs         map[vector.Term]float64
	named, placed map[vector.Term]float64 // how much each stood as a name; as a setting
	n             float64
}

func newRarity() rarity {
	return rarity{words: vector.NewFrequency(), pairs: map[vector.Term]float64{}, named: map[vector.Term]float64{}, placed: map[vector.Term]float64{}}
}

// see notes which names of a story stand as places and spokesmen do.
func (r *rarity) see(c counts) {
	for _, v := range []vector.Vector{c.names, c.pairs} {
		for _, t := range v {
			r.named[t.Term] += t.Weight
		}
	}
	for _, t := range c.settings {
		r.placed[t.Term] += t.Weight
	}
}

// add counts a story; of one that follows another, what that one did not have.
func (r *rarity) add(c counts, parent *profile) {
	if parent == nil {
		parent = &profile{}
	}
	r.words.Add(vector.FromCounts(append(without(c.names, parent.names), without(c.words, parent.words)...)))
	for _, t := range without(c.pairs, parent.names) {
		r.pairs[t.Term]++
	}
	r.n++
}

// name weighs a name. The square sets rare ones further apart from common ones.
func (r *rarity) name(t vector.Term) float64 { return square(r.words.IDF(t)) }

func (r *rarity) pair(t vector.Term) float64 {
	return square(math.Log(1 + (r.n+pairGround)/(r.pairs[t]+1)))
}

func square(x float64) float64 { return x * x / 7 }

// profile weighs the terms c of the texts of s, which r has seen and not yet
// added.
func (r *rarity) profile(s Story, texts []*annotate.Document, c counts) *profile {
	p := &profile{texts: texts}
	for _, d := range s.Docs {
		if at := d.Published; !at.IsZero() {
			if p.first.IsZero() || at.Before(p.first.Time) {
				p.first = at
			}
			if p.last.IsZero() || at.After(p.last.Time) {
				p.last = at
			}
		}
	}
	names, words := weigh(c.names, r.name), weigh(c.words, r.words.IDF)
	p.names = vector.FromCounts(slices.Concat(names, weigh(c.pairs, r.pair)))
	p.actors = unit(r.actors(p.names), leastActors)
	p.words = slices.Clone(words).Unit()
	lead := vector.FromCounts(slices.Concat(weigh(c.lead, r.name), weigh(c.leadPairs, r.pair)))
	p.lead, p.places = r.actors(lead), r.places(lead)
	p.chief = heaviest(r.actors(weigh(c.leadPairs, r.pair)), chiefs)
	p.core = heaviest(p.actors, coreNames)
	p.recap = share(vector.FromCounts(append(names.Heaviest(coreTerms/2), words.Heaviest(coreTerms/2)...)))
	p.keys = slices.Clone(p.names).Unit().Heaviest(keyTerms)
	for _, d := range texts {
		p.grams = append(p.grams, grams(d, 0)...)
	}
	slices.Sort(p.grams)
	p.grams = slices.Compact(p.grams)
	return p
}

// actors scales names by how little they stand as places and spokesmen do.
func (r *rarity) actors(v vector.Vector) vector.Vector {
	out := slices.Clone(v)
	for i, t := range v {
		out[i].Weight *= max(0.05, 1-2*r.placed[t.Term]/(r.named[t.Term]+0.5))
	}
	return out
}

// places returns the names of v that are mostly a setting.
func (r *rarity) places(v vector.Vector) vector.Vector {
	var out vector.Vector
	for _, t := range v {
		if r.placed[t.Term] > 0.4*r.named[t.Term] {
			out = append(out, t)
		}
	}
	return out
}

// weigh multiplies each weight by what of says of its term.
func weigh(v vector.Vector, of func(vector.Term) float64) vector.Vector {
	out := make(vector.Vector, len(v))
	for i, t := range v {
		out[i] = vector.Weighted{Term: t.Term, Weight: t.Weight * of(t.Term)}
	}
	return out
}

// unit scales v in place to length 1, or to less if it is shorter than least.
func unit(v vector.Vector, least float64) vector.Vector {
	n := max(v.Norm(), least)
	for i := range v {
		v[i].Weight /= n
	}
	return v
}

// share scales v in place so that its weights add up to 1.
func share(v vector.Vector) vector.Vector {
	var sum float64
	for _, t := range v {
		sum += t.Weight
	}
	for i := range v {
		v[i].Weight /= sum
	}
	return v
}

// heaviest returns the n heaviest terms of v as a vector.
func heaviest(v vector.Vector, n int) vector.Vector { return vector.FromCounts(v.Heaviest(n)) }

// meet calls both for each term of v that u has too, and only for each other.
// Either may be nil.
func meet(v, u vector.Vector, both func(a, b vector.Weighted), only func(vector.Weighted)) {
	j := 0
	for _, t := range v {
		for j < len(u) && u[j].Term < t.Term {
			j++
		}
		switch found := j < len(u) && u[j].Term == t.Term; {
		case found && both != nil:
			both(t, u[j])
		case !found && only != nil:
			only(t)
		}
	}
}

// without returns the terms of v that u does not have.
func without(v, u vector.Vector) vector.Vector {
	var out vector.Vector
	meet(v, u, nil, func(t vector.Weighted) { out = append(out, t) })
	return out
}

// covered returns the share of v's weight whose terms u has, in [0, 1]. A v of
// less weight than least counts as if it had that.
func covered(v, u vector.Vector, least float64) float64 {
	all, in := 0.0, 0.0
	meet(v, u, func(t, _ vector.Weighted) { all += t.Weight; in += t.Weight }, func(t vector.Weighted) { all += t.Weight })
	if in == 0 {
		return 0
	}
	return in / max(all, least)
}
