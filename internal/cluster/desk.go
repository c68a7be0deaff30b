package cluster

import (
	"cmp"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	maxListed   = 300  // stories that one term leads to; the latest count
	near        = 16   // stories that a document is compared with
	unlike      = 0.10 // likeness by heavy terms under which it is not
	compared    = 8    // documents of a story that stand for it
	titles      = 24   // of a story of titles: each has few words
	kept        = 64   // documents of a story whose words are remembered
	copyFrom    = 0.2  // probability from which text in common makes a copy
	repairEvery = 100  // documents, or
	repairAfter = 300  // seconds of publication
	sweepEvery  = 512  // documents between two looks at what is silent

	denseFrom, denseTo = 5, 15 // ranks of the stories that tell how dense the neighbourhood is
	fewStories         = 150   // as so many stories counts what is known of it beforehand
	usualDensity       = 0.03
)

// A Desk files documents into stories, one after the other. It is not safe for
// concurrent use.
type Desk struct {
	o       Options
	closed  func(Story)
	seen    *vector.Frequency
	index   map[uint32][]posting // stories by a heavy term of theirs
	open    []*story
	home    map[int]*story // of the first document of an origin
	added   int            // documents
	alive   int            // stories that are open
	begun   int            // stories
	now     int64          // time of the last document; 0 if unknown
	next    int64          // when to look again
	turn    int            // of looking up candidates
	found   []*story       // by the last look-up
	changed []*story       // since the last look
	dead    int            // postings of stories that are gone
	listed  int            // postings
}

// A story is open as long as documents may join it.
type story struct {
	number  int       // stories that were begun before it
	origins []*origin // in order; the seed is one of them
	rest    []*origin // those whose words were forgotten
	seed    *origin
	within  cohesion
	last    int64 // time of the latest document; 0 if none has one
	indexed map[uint32]bool
	near    []*story // that a document which came since the last look may as well belong to
	changed bool     // since it was last looked at
	gone    bool     // closed, or its documents stand in others
	turn    int      // in which likeness was summed
	like    float64
}

// A posting says how much a term weighs in a story.
type posting struct {
	story  *story
	weight float32
}

// New returns a desk without documents. closed is called with each story that
// nothing can join any more.
func New(o Options, closed func(Story)) *Desk {
	return &Desk{o: o.withDefaults(), closed: closed, seen: vector.NewFrequency(), index: map[uint32][]posting{}, home: map[int]*story{}}
}

// Add files the next document; they are numbered from 0, and must come in
// order of publication, unknown last. of is the number of the first document
// of the family that shares text with it, its own number if there is none. The
// cost does not depend on how many documents came before the window.
func (g *Desk) Add(d *annotate.Document, of int) {
	i := g.added
	g.added++
	if g.added%sweepEvery == 0 && !d.Published.IsZero() {
		g.sweep(d.Published.Unix())
	}
	p := g.origin(d)
	p.docs, g.now = []int{i}, p.at
	if !g.copied(p, of) {
		g.place(p, d)
	}
	if g.added%repairEvery == 0 || p.at >= g.next {
		g.repair()
		g.next = p.at + repairAfter
	}
}

// copied files p as a copy of document of, if it may tell of the same event.
// What a report took over for its background makes it none.
func (g *Desk) copied(p *origin, of int) bool {
	s := g.home[of]
	if of == p.first() || s == nil {
		return false
	}
	k := slices.IndexFunc(s.origins, func(q *origin) bool { return q.first() == of })
	if k < 0 || g.pair(p, s.origins[k]) < copyFrom {
		return false
	}
	q := s.origins[k]
	q.docs = append(q.docs, p.first())
	q.why = append(q.why, Decision{With: of, Score: 1, Copy: true})
	s.last = max(s.last, p.at)
	return true
}

// place files p in the story that draws it most, or in a new one.
func (g *Desk) place(p *origin, d *annotate.Document) {
	c := g.candidates(p.top)
	p.density = g.density(c)
	c = nearest(c, p.bare)
	var to *story
	var like *origin // of that story
	why := Decision{With: -1}
	var others []*story
	margin := math.Inf(-1)
	for _, s := range c {
		score, with, most := g.score(p, s)
		if most >= g.rule(p).Threshold {
			others = append(others, s)
		}
		need := g.rule(p).need(s.within, cohesion{})
		if score-need > margin {
			margin, to, like = score-need, s, with
			why.Score, why.Threshold = score, need
		}
	}
	if g.o.Explain {
		why.Candidates = g.explain(p, c, to)
	}
	if to == nil || margin < 0 {
		to = g.begin(p)
	} else {
		why.With, why.Terms = like.first(), terms(p, like, d)
		to.within.sum += why.Score * float64(len(to.origins))
		to.within.pairs += float64(len(to.origins))
	}
	p.why = []Decision{why}
	g.take(to, p)
	if to.near = append(to.near, others...); (len(others) > 0 || p.bare) && !to.changed {
		to.changed = true
		g.changed = append(g.changed, to)
	}
}

// candidates returns the open stories that share heavy terms, the 16 that are
// most alike, those first.
func (g *Desk) candidates(top []term) []*story {
	g.turn++
	g.found = g.found[:0]
	for _, t := range top {
		list := g.index[t.id]
		listed := 0
		for i := len(list) - 1; i >= 0 && listed < maxListed; i-- {
			s := list[i].story
			if s.gone {
				continue
			}
			listed++
			if s.turn != g.turn {
				s.turn, s.like = g.turn, 0
				g.found = append(g.found, s)
			}
			s.like += float64(t.weight * list[i].weight)
		}
	}
	return mostAlike(g.found)
}

// mostAlike returns those of the stories that are most alike, in order.
func mostAlike(found []*story) []*story {
	out := make([]*story, 0, near+1)
	for _, s := range found {
		if len(out) == near && !closer(s, out[near-1]) {
			continue
		}
		i := len(out)
		for i > 0 && closer(s, out[i-1]) {
			i--
		}
		out = slices.Insert(out, i, s)
		out = out[:min(near, len(out))]
	}
	return out
}

// closer orders candidates: the more alike, or else the older.
func closer(a, b *story) bool {
	return a.like > b.like || a.like == b.like && a.number < b.number
}

// nearest returns those of the candidates that are worth a comparison. A story
// of titles holds too few words for its likeness to tell.
func nearest(c []*story, bare bool) []*story {
	n := 0
	for n < len(c) && (bare || c[n].like >= unlike) {
		n++
	}
	return c[:n]
}

// density tells how like a document is to stories that are surely not its own,
// by its candidates.
func (g *Desk) density(c []*story) float64 {
	var sum float64
	for i := denseFrom; i < min(denseTo, len(c)); i++ {
		sum += c[i].like
	}
	n := float64(g.alive)
	return (n*sum/(denseTo-denseFrom) + fewStories*usualDensity) / (n + fewStories)
}

// score is the mean probability that p tells of the same event as a document
// of s, the document for which it is highest, and how high that is.
func (g *Desk) score(p *origin, s *story) (mean float64, with *origin, most float64) {
	sample := s.sample()
	most = -1
	for _, q := range sample {
		v := g.pair(p, q)
		mean += v
		if v > most {
			most, with = v, q
		}
	}
	return mean / float64(len(sample)), with, most
}

// pair is the probability that p and q tell of one event.
func (g *Desk) pair(p, q *origin) float64 {
	f := compare(p, q)
	if g.o.Observe != nil {
		g.o.Observe(p.first(), q.first(), &f)
	}
	r := g.rule(p)
	if q.bare {
		r = g.rule(q)
	}
	return r.probability(&f)
}

// rule returns the rule by which p is judged.
func (g *Desk) rule(p *origin) *Rule {
	if p.bare {
		return &g.o.Weights.Titles
	}
	return &g.o.Weights.Text
}

// sample returns the origins that stand for s: all, or the first and the last.
func (s *story) sample() []*origin {
	n := compared
	if s.origins[0].bare {
		n = titles
	}
	if len(s.origins) <= n {
		return s.origins
	}
	const first = 3
	return append(slices.Clone(s.origins[:first]), s.origins[len(s.origins)-n+first:]...)
}

func (g *Desk) begin(seed *origin) *story {
	s := &story{number: g.begun, seed: seed, indexed: map[uint32]bool{}}
	g.begun++
	g.alive++
	g.open = append(g.open, s)
	return s
}

// take puts p into s.
func (g *Desk) take(s *story, p *origin) {
	at, _ := slices.BinarySearchFunc(s.origins, p, byFirst)
	s.origins = slices.Insert(s.origins, at, p)
	if len(s.origins) > kept {
		old := s.origins[kept/2]
		old.all, old.title, old.lead, old.rare, old.top = nil, nil, nil, nil, nil
		s.rest = append(s.rest, old)
		s.origins = slices.Delete(s.origins, kept/2, kept/2+1)
	}
	s.last = max(s.last, p.at)
	g.home[p.first()] = s
	for _, t := range p.top {
		if !s.indexed[t.id] {
			s.indexed[t.id] = true
			g.index[t.id] = append(g.index[t.id], posting{s, t.weight})
			g.listed++
		}
	}
}

func byFirst(p, q *origin) int { return cmp.Compare(p.first(), q.first()) }

// sweep closes the stories that have been silent for too long. Those without
// any date stay open to the end.
func (g *Desk) sweep(now int64) {
	until := now - int64(g.o.Window.Seconds())
	for _, s := range g.open {
		if !s.gone && s.last != 0 && s.last < until {
			g.close(s)
		}
	}
	g.open = slices.DeleteFunc(g.open, func(s *story) bool { return s.gone })
	if 2*g.dead > g.listed {
		g.forget()
	}
}

// forget takes out the postings of stories that are gone.
func (g *Desk) forget() {
	g.dead, g.listed = 0, 0
	for id, list := range g.index { // in any order: each list by itself
		list = slices.DeleteFunc(list, func(e posting) bool { return e.story.gone })
		if len(list) == 0 {
			delete(g.index, id)
			continue
		}
		g.index[id] = slices.Clip(list)
		g.listed += len(list)
	}
}

// Close closes every story.
func (g *Desk) Close() {
	g.repair()
	for _, s := range g.open {
		if !s.gone {
			g.close(s)
		}
	}
	g.open = nil
}

func (g *Desk) close(s *story) {
	out := s.report()
	s.gone = true
	g.alive--
	g.dead += len(s.indexed)
	for _, p := range append(slices.Clone(s.origins), s.rest...) {
		delete(g.home, p.first())
	}
	s.origins, s.rest, s.indexed = nil, nil, nil
	g.closed(out)
}

// report returns s as others see it.
func (s *story) report() Story {
	out := Story{Seed: s.seed.first()}
	why := map[int]Decision{}
	for _, p := range append(slices.Clone(s.origins), s.rest...) {
		for k, i := range p.docs {
			out.Documents = append(out.Documents, i)
			why[i] = p.why[k]
		}
	}
	slices.Sort(out.Documents)
	for _, i := range out.Documents {
		out.Why = append(out.Why, why[i])
	}
	return out
}

// Seed returns the document that began the open story in which stands document
// i, as [Desk.Story] has it.
func (g *Desk) Seed(i int) (seed int, ok bool) {
	s := g.home[i]
	if s == nil {
		return 0, false
	}
	return s.seed.first(), true
}

// Story returns the open story in which stands document i, which began an
// origin: it was added as a copy of none, or not taken for one. ok is false
// otherwise, or if its story is closed. Cost: linear in the story.
func (g *Desk) Story(i int) (s Story, ok bool) {
	st := g.home[i]
	if st == nil {
		return Story{}, false
	}
	return st.report(), true
}
