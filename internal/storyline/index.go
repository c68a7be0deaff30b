package storyline

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	maxListed  = 200 // stories that one key leads to; the latest count
	compared   = 12  // candidates that are compared
	maxRelated = 2
)

// An Index holds the stories seen so far, to link the next one to them. It
// forgets those that are out of the window, and keeps how often it has seen
// each name, word and 5-gram. It is not safe for concurrent use.
type Index struct {
	Options
	rare    rarity
	stories []*profile // nil for one that is out of the window
	old     int        // the first so many are
	keys    map[vector.Term][]posting
	grams   map[uint64]int32 // storylines that hold a 5-gram
	scores  []float64        // by story: as a candidate; 0 between calls
}

// A posting says that a story has a key, and how much it weighs there.
type posting struct {
	story  int32
	weight float64
}

// NewIndex returns an empty Index.
func NewIndex(o Options) *Index {
	return &Index{
		Options: o.withDefaults(), rare: newRarity(),
		keys: map[vector.Term][]posting{}, grams: map[uint64]int32{},
	}
}

// Add links s, which has a document, to the stories added before, which must
// have begun no later, and keeps it. Stories are numbered as they are added,
// from 0. Cost: linear in the text of s, whatever the number of stories.
func (x *Index) Add(s Story) []Link {
	texts := read(s)
	c := count(texts)
	x.rare.see(c)
	p := x.rare.profile(s, texts, c)
	x.forget(p.first)
	n := len(x.stories)
	links := x.link(n, p)
	var parent *profile
	if len(links) > 0 {
		parent = x.stories[links[0].To]
	}
	x.keep(n, p, parent)
	x.rare.add(c, parent)
	return links
}

// link returns the links of p, which will be story n.
func (x *Index) link(n int, p *profile) []Link {
	if p.first.IsZero() {
		return nil
	}
	near := x.candidates(p)
	var halves [][]uint64
	var dates []date
	dated := false
	var links []Link
	if len(near) > 0 {
		for _, d := range p.texts {
			halves = append(halves, grams(d, len(d.Tokens)/2))
		}
	}
	for _, to := range near {
		s := compare(x.stories[to], p, halves, x.grams)
		if s.forbidden() || s.limit() < x.Threshold {
			continue
		}
		if !dated {
			dates, dated = findDates(p), true
		}
		s.look(x.stories[to], p, dates)
		if v := s.score(); v >= x.Threshold && s.recap >= slight {
			l := describe(x.stories[to], p, &s)
			l.From, l.To, l.Score = n, int(to), v
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b Link) int { return cmp.Compare(b.Score, a.Score) })
	if len(links) > 0 {
		links[0].Kind = wiredesk.Follows
	}
	return links[:min(1+maxRelated, len(links))]
}

// candidates returns the stories in the window that began before p and share
// most of its keys, most first.
func (x *Index) candidates(p *profile) []int32 {
	var out []int32
	for _, k := range p.keys {
		list := x.keys[k.Term]
		for _, at := range list[max(0, len(list)-maxListed):] {
			if q := x.stories[at.story]; q == nil || !q.first.Before(p.first.Time) || p.first.Sub(q.last.Time) > x.Window {
				continue
			}
			if x.scores[at.story] == 0 {
				out = append(out, at.story)
			}
			x.scores[at.story] += k.Weight * at.weight
		}
	}
	type candidate struct {
		story int32
		score float64
	}
	all := make([]candidate, len(out))
	for i, s := range out {
		all[i] = candidate{s, x.scores[s]}
		x.scores[s] = 0
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.story, b.story)) })
	out = out[:min(compared, len(all))]
	for i := range out {
		out[i] = all[i].story
	}
	return out
}

// keep stores p as story n, for later ones to be linked to.
func (x *Index) keep(n int, p, parent *profile) {
	p.texts = nil
	x.stories, x.scores = append(x.stories, p), append(x.scores, 0)
	if p.first.IsZero() {
		return
	}
	for _, k := range p.keys {
		list := append(x.keys[k.Term], posting{int32(n), k.Weight})
		if len(list) >= 2*maxListed {
			list = slices.Clone(list[len(list)-maxListed:])
		}
		x.keys[k.Term] = list
	}
	var had []uint64
	if parent != nil {
		had = parent.grams
	}
	j := 0
	for _, h := range p.grams {
		for j < len(had) && had[j] < h {
			j++
		}
		if j == len(had) || had[j] != h {
			x.grams[h]++
		}
	}
}

// forget drops the stories that are out of the window at time now.
func (x *Index) forget(now wiredesk.Time) {
	for ; x.old < len(x.stories) && !now.IsZero(); x.old++ {
		p := x.stories[x.old]
		if p.first.IsZero() || now.Sub(p.last.Time) <= x.Window {
			return // stories are in order of their beginning: what follows is hardly older
		}
		x.stories[x.old] = nil
	}
}
