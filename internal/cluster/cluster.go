// Package cluster files documents into stories, one document at a time and in
// the order in which they were published, without looking ahead.
//
// Layer: L2 (pure). A document joins the story whose documents it is most like
// in its words and in its names, the less the longer that story has been
// silent; or it begins a new one. Each decision is kept with its reasons.
package cluster

import (
	"math"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Options tune the decision. The zero value is what production uses.
type Options struct {
	// Threshold is the score from which a document joins a story, in (0, 1).
	// 0 means the default.
	Threshold float64
	// Sigma is how fast a silent story stops to attract: its score is
	// multiplied by exp(-gap²/2·Sigma²). 0 means 3 days.
	Sigma time.Duration
}

func (o Options) withDefaults() Options {
	if o.Threshold == 0 {
		o.Threshold = defaultThreshold
	}
	if o.Sigma == 0 {
		o.Sigma = 72 * time.Hour
	}
	return o
}

const (
	defaultThreshold = 0.225 // docs/decisions/0003 has the curve on six development sets

	titleWeight = 2.0 // a term of the title counts as so many
	leadWeight  = 1.5 // a term of the first leadTokens tokens
	leadTokens  = 100
	nameShare   = 0.2  // of the score that is the names'
	average     = 0.75 // of the linkage that is the mean over the members, the rest the centroid's
	maxTerms    = 200  // terms of a document that count, by weight
	probes      = 16   // terms through which stories are looked up
	maxListed   = 300  // stories that one term leads to; the latest count
)

// A Decision says why a document stands in its story.
type Decision struct {
	With  int     // the document of the story that it is most like; -1 if it began the story
	Score float64 // against the story; 0 if none was near
	Copy  bool    // it joined as a copy of With
	Terms []string

	Threshold  float64     // the score that was needed; 0 if it is not kept
	Candidates []Candidate // up to 3 stories that it was compared with, the chosen first; nil if they are not kept
}

// A Candidate is a story that a document was compared with.
type Candidate struct {
	With     int // the first document of that story
	Score    float64
	Features []Feature
}

// A Feature is one term of a score: a value and the weight that it has.
type Feature struct {
	Name          string
	Value, Weight float64
}

// Group files docs, which must be in order of publication, into stories: lists
// of their numbers, stories in order of their first. families are the sets of
// documents that share text (package copies): they stay together, and count
// once. Decisions run parallel to docs.
func Group(docs []*annotate.Document, families [][]int, o Options) (stories [][]int, why []Decision) {
	g := grouper{
		Options: o.withDefaults(), docs: docs,
		all: vector.NewFrequency(), names: vector.NewFrequency(),
		index: map[vector.Term][]int32{}, why: make([]Decision, len(docs)), turn: 1,
	}
	familyOf := make([]int, len(docs))
	for f, members := range families {
		for _, i := range members {
			familyOf[i] = f
		}
	}
	home := make([]int, len(families)) // story of a family, plus one
	g.points = make([]point, len(docs))
	g.undated = len(docs) > 0 && docs[len(docs)-1].Published.IsZero()
	for i := range docs {
		g.freeze(docs[i].Published)
		g.points[i] = g.point(i)
		f := familyOf[i]
		if home[f] > 0 {
			g.why[i] = Decision{With: families[f][0], Score: 1, Copy: true}
			g.join(home[f]-1, i, false)
			continue
		}
		home[f] = g.place(i) + 1
	}
	for _, s := range g.stories {
		stories = append(stories, s.members)
	}
	return stories, g.why
}

// A point is a document as the grouper sees it.
type point struct {
	all, names vector.Vector
	top        []vector.Weighted // the heaviest of all
	at         wiredesk.Time
}

// A story is the sum of its documents, copies left out.
type story struct {
	members     []int
	n           int // documents in the sums
	all, names  sum
	first, last wiredesk.Time
	indexed     map[vector.Term]bool
}

// A sum of unit vectors, with the square of its length kept up to date.
type sum struct {
	weight map[vector.Term]float64
	square float64
}

func newSum() sum { return sum{weight: map[vector.Term]float64{}} }

func (s *sum) add(v vector.Vector) {
	for _, t := range v {
		old := s.weight[t.Term]
		s.weight[t.Term] = old + t.Weight
		s.square += 2*old*t.Weight + t.Weight*t.Weight
	}
}

// like says how like the unit vector v is to the n vectors of the sum, in
// [0, 1]: between its mean cosine with each of them and its cosine with their
// centroid. The centroid alone grows more alike to everything the larger the
// story is, and chains.
func (s *sum) like(v vector.Vector, n int) float64 {
	if s.square <= 0 {
		return 0
	}
	var dot float64
	for _, t := range v {
		dot += t.Weight * s.weight[t.Term]
	}
	return dot / (math.Pow(float64(n), average) * math.Pow(s.square, (1-average)/2))
}

type grouper struct {
	Options
	docs       []*annotate.Document
	points     []point
	all, names *vector.Frequency
	stories    []*story
	index      map[vector.Term][]int32 // stories by a heavy term of theirs
	why        []Decision
	mark       []int // by story: the turn in which it was last a candidate
	turn       int   // from 1
	frozen     int   // stories that nothing joins any more, from the first on
	undated    bool  // some document has no date
}

// point weighs the terms of document i.
func (g *grouper) point(i int) point {
	d := g.docs[i]
	counts := make([]vector.Weighted, 0, len(d.Tokens))
	names := make([]vector.Weighted, 0, 64)
	for k, t := range d.Terms {
		if t == 0 || d.Marks[k]&(annotate.Stop|annotate.Number) != 0 {
			continue
		}
		w := 1.0
		if k < leadTokens {
			w = leadWeight
		}
		counts = append(counts, vector.Weighted{Term: t, Weight: w})
		if d.Marks[k]&annotate.Name != 0 {
			names = append(names, vector.Weighted{Term: t, Weight: w})
		}
	}
	for _, t := range d.TitleTerms {
		counts = append(counts, vector.Weighted{Term: t, Weight: titleWeight})
	}
	all, nam := vector.FromCounts(counts), vector.FromCounts(names)
	g.all.Add(all)
	g.names.Add(nam)
	p := point{all: g.all.Weigh(all), names: g.names.Weigh(nam), at: d.Published}
	heaviest := p.all.Heaviest(maxTerms)
	p.top = slices.Clone(heaviest[:min(probes, len(heaviest))])
	if len(p.all) > maxTerms {
		p.all = vector.FromCounts(heaviest).Unit()
	}
	return p
}

// place finds the story of document i, or begins one, and returns its number.
func (g *grouper) place(i int) int {
	best, score := -1, 0.0
	for _, s := range g.candidates(g.points[i].top) {
		if g.kernel(&g.points[i], g.stories[s]) < g.Threshold {
			continue // too long ago, whatever the words
		}
		if v := g.score(&g.points[i], g.stories[s]); v > score {
			best, score = s, v
		}
	}
	if best < 0 || score < g.Threshold {
		g.stories = append(g.stories, &story{all: newSum(), names: newSum(), indexed: map[vector.Term]bool{}})
		g.mark = append(g.mark, 0)
		best = len(g.stories) - 1
		g.why[i] = Decision{With: -1, Score: score}
	} else {
		g.why[i] = g.reason(i, best, score)
	}
	g.join(best, i, true)
	return best
}

// candidates returns the stories that share one of the terms, in order.
func (g *grouper) candidates(terms []vector.Weighted) []int {
	var out []int
	for _, t := range terms {
		list := g.index[t.Term]
		for _, s := range list[max(0, len(list)-maxListed):] {
			if g.mark[s] != g.turn {
				g.mark[s] = g.turn
				out = append(out, int(s))
			}
		}
	}
	g.turn++
	slices.Sort(out)
	return out
}

// score compares a document with a story, in [0, 1].
func (g *grouper) score(p *point, s *story) float64 {
	return g.kernel(p, s) * ((1-nameShare)*s.all.like(p.all, s.n) + nameShare*s.names.like(p.names, s.n))
}

// kernel says how much a story still attracts at the time of p, in [0, 1]; 1
// if either time is unknown.
func (g *grouper) kernel(p *point, s *story) float64 {
	if p.at.IsZero() || s.last.IsZero() {
		return 1
	}
	gap := p.at.Sub(s.last.Time)
	if gap < 0 {
		gap = max(0, s.first.Sub(p.at.Time))
	}
	x := float64(gap) / float64(g.Sigma)
	return math.Exp(-x * x / 2)
}

// freeze forgets the words of stories that have been silent for so long that
// no document can join them any more. Where some documents have no date, which
// come last and may join any story, nothing is forgotten.
func (g *grouper) freeze(now wiredesk.Time) {
	if now.IsZero() || g.undated {
		return
	}
	for g.frozen < len(g.stories) {
		s := g.stories[g.frozen]
		if s.last.IsZero() || float64(now.Sub(s.last.Time)) < 4*float64(g.Sigma) {
			return // stories are in order of their first document: what follows is hardly older
		}
		s.all, s.names, s.indexed = sum{}, sum{}, nil
		g.frozen++
	}
}

// join puts document i into story s. A copy moves nothing but the clock.
func (g *grouper) join(s, i int, counts bool) {
	st, p := g.stories[s], &g.points[i]
	st.members = append(st.members, i)
	if !p.at.IsZero() {
		if st.first.IsZero() || p.at.Before(st.first.Time) {
			st.first = p.at
		}
		if st.last.IsZero() || p.at.After(st.last.Time) {
			st.last = p.at
		}
	}
	if !counts {
		return
	}
	if st.all.weight == nil {
		return // frozen; a late copy
	}
	st.n++
	st.all.add(p.all)
	st.names.add(p.names)
	for _, t := range p.top {
		if !st.indexed[t.Term] {
			st.indexed[t.Term] = true
			g.index[t.Term] = append(g.index[t.Term], int32(s))
		}
	}
}

// reason finds the member that document i is most like, and the words that
// they share most.
func (g *grouper) reason(i, s int, score float64) Decision {
	d := Decision{With: -1, Score: score}
	best := -1.0
	for _, m := range g.stories[s].members {
		if v := g.points[i].all.Dot(g.points[m].all); v > best {
			best, d.With = v, m
		}
	}
	d.Terms = g.sharedWords(i, d.With)
	return d
}

// sharedWords returns up to five words of document i, as it writes them, that
// weigh most in both.
func (g *grouper) sharedWords(i, j int) []string {
	var both vector.Vector
	a, b := g.points[i].all, g.points[j].all
	k := 0
	for _, t := range a {
		for k < len(b) && b[k].Term < t.Term {
			k++
		}
		if k < len(b) && b[k].Term == t.Term {
			both = append(both, vector.Weighted{Term: t.Term, Weight: t.Weight * b[k].Weight})
		}
	}
	var out []string
	for _, t := range both.Heaviest(5) {
		if k := slices.Index(g.docs[i].Terms, t.Term); k >= 0 {
			out = append(out, g.docs[i].Word(k))
		}
	}
	return out
}
