package cluster

import "slices"

const largest = 300 // origins that are looked at together

// repair looks again at the stories that a document came to or near: it may
// have come before the ones that tell where it belongs.
func (g *Desk) repair() {
	todo := g.changed
	g.changed = nil
	for _, c := range g.components(todo) {
		g.again(c)
	}
	for _, s := range todo {
		s.near, s.changed = nil, false
	}
}

// components returns the sets of stories to be looked at together, in order:
// those that changed with those that a document of theirs may belong to, as far
// as they are not too many.
func (g *Desk) components(todo []*story) [][]*story {
	parent, size := map[*story]*story{}, map[*story]int{}
	find := func(s *story) *story {
		for parent[s] != s {
			s = parent[s]
		}
		return s
	}
	var all []*story
	add := func(s *story) {
		if parent[s] == nil {
			parent[s], size[s] = s, len(s.origins)
			all = append(all, s)
		}
	}
	for _, s := range todo {
		if s.gone || len(s.origins) == 0 {
			continue
		}
		add(s)
		for _, t := range g.neighbours(s) {
			if t.gone {
				continue
			}
			add(t)
			a, b := find(s), find(t)
			if a == b || size[a]+size[b] > largest {
				continue
			}
			if a.number > b.number {
				a, b = b, a
			}
			parent[b] = a
			size[a] += size[b]
		}
	}
	slices.SortFunc(all, func(a, b *story) int { return a.number - b.number })
	at := map[*story]int{}
	var out [][]*story
	for _, s := range all {
		root := find(s)
		if _, ok := at[root]; !ok {
			at[root] = len(out)
			out = append(out, nil)
		}
		out[at[root]] = append(out[at[root]], s)
	}
	return out
}

// neighbours returns the stories that a document of s may belong to. Titles say
// so little that one which came does not tell: all that stand for s are asked.
func (g *Desk) neighbours(s *story) []*story {
	if !s.origins[0].bare {
		return s.near
	}
	var out []*story
	for _, t := range g.candidates(s.heaviest()) {
		if t != s && g.touch(s, t) {
			out = append(out, t)
		}
	}
	return out
}

// touch reports whether a document of s and one of t would be a story by
// themselves.
func (g *Desk) touch(s, t *story) bool {
	for _, p := range s.sample() {
		for _, q := range t.sample() {
			if g.pair(p, q) >= g.rule(p).Threshold {
				return true
			}
		}
	}
	return false
}

// heaviest returns the heaviest terms of the documents of s, on average.
func (s *story) heaviest() []term {
	sample := s.sample()
	var all []term
	for _, p := range sample {
		all = append(all, p.top...)
	}
	slices.SortStableFunc(all, byID)
	sum := all[:0]
	for _, t := range all {
		t.weight /= float32(len(sample))
		if n := len(sum); n > 0 && sum[n-1].id == t.id {
			sum[n-1].weight += t.weight
			continue
		}
		sum = append(sum, t)
	}
	slices.SortFunc(sum, heavier)
	return sum[:min(probes, len(sum))]
}

// again files the documents of some stories anew.
func (g *Desk) again(stories []*story) {
	var origins []*origin
	was := map[*origin]*story{}
	for _, s := range stories {
		for _, p := range s.origins {
			origins = append(origins, p)
			was[p] = s
		}
	}
	if len(origins) < 2 || len(origins) > largest || len(stories) == 1 && len(origins) == 2 {
		return
	}
	slices.SortFunc(origins, byFirst)
	groups := g.link(origins, func(p *origin) *story {
		if s := was[p]; g.settled(s) {
			return s
		}
		return nil
	})
	moved := len(groups) != len(stories)
	for _, c := range groups {
		for _, p := range c.origins {
			moved = moved || was[p] != was[c.origins[0]]
		}
	}
	if moved {
		g.refile(stories, groups, was)
	}
}

// refile puts each group into the oldest story that one of its documents
// began, or into a new one. Of a story whose seed stands in another one nothing
// is left.
func (g *Desk) refile(stories []*story, groups []*group, was map[*origin]*story) {
	begun := map[*origin]*story{}
	for _, s := range stories {
		begun[s.seed] = s
		s.origins = nil
	}
	taken := map[*story]bool{}
	for _, c := range groups {
		var to *story
		for _, p := range c.origins {
			if s := begun[p]; s != nil && (to == nil || s.number < to.number) {
				to = s
			}
		}
		if to == nil {
			to = g.begin(c.origins[0])
		}
		taken[to] = true
		to.within = c.within
		for _, p := range c.origins {
			if was[p] != to {
				p.why[0] = Decision{With: c.like(p), Score: c.mean(p), Again: true}
				g.tell(p, was[p], to)
			}
			g.take(to, p)
		}
	}
	for _, s := range stories {
		if !taken[s] {
			g.leave(s)
		}
	}
}

// leave gives what is left of s, documents whose words were forgotten, to the
// story in which its seed stands now.
func (g *Desk) leave(s *story) {
	to := g.home[s.seed.first()]
	for _, p := range s.rest {
		g.home[p.first()] = to
		g.tell(p, s, to)
	}
	to.rest = append(to.rest, s.rest...)
	g.dead += len(s.indexed)
	s.gone, s.rest = true, nil
	g.alive--
}

// tell says that p with its copies came from one story to another.
func (g *Desk) tell(p *origin, from, to *story) {
	if g.o.Moved != nil {
		for _, i := range p.docs {
			g.o.Moved(i, from.seed.first(), to.seed.first())
		}
	}
}

// settled reports whether the documents of s stay together.
func (g *Desk) settled(s *story) bool {
	first := s.seed.at
	return g.o.Settle >= 0 && g.now != 0 && first != 0 && g.now-first >= int64(g.o.Settle.Seconds())
}
