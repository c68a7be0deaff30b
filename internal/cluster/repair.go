package cluster

import "slices"

const (
	rounds  = 4   // of looking again at one time
	largest = 300 // origins that are looked at together
)

// repair looks again at the stories that changed and at those near them: a
// document may have come before the ones that tell where it belongs.
func (g *Desk) repair() {
	for range rounds {
		var todo []*story
		for _, s := range g.open {
			if s.changed {
				todo = append(todo, s)
			}
			s.changed = false
		}
		moved := false
		for _, c := range g.components(todo) {
			moved = g.again(c) || moved
		}
		g.open = slices.DeleteFunc(g.open, func(s *story) bool { return s.gone })
		if !moved {
			return
		}
	}
}

// components returns the sets of stories to be looked at together, in order:
// those that changed with those that some document of theirs may belong to.
func (g *Desk) components(todo []*story) [][]*story {
	parent := map[*story]*story{}
	find := func(s *story) *story {
		for parent[s] != s {
			s = parent[s]
		}
		return s
	}
	var all []*story
	add := func(s *story) {
		if parent[s] == nil {
			parent[s] = s
			all = append(all, s)
		}
	}
	for _, s := range todo {
		add(s)
		for _, t := range nearest(g.candidates(s.heaviest())) {
			if t != s && g.touch(s, t) {
				add(t)
				a, b := find(s), find(t)
				if a.number > b.number {
					a, b = b, a
				}
				parent[b] = a
			}
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
	if len(s.origins) == 1 {
		return s.origins[0].top
	}
	var all []term
	for _, p := range s.sample() {
		all = append(all, p.top...)
	}
	slices.SortStableFunc(all, byID)
	sum := all[:0]
	for _, t := range all {
		if n := len(sum); n > 0 && sum[n-1].id == t.id {
			sum[n-1].weight += t.weight
			continue
		}
		sum = append(sum, t)
	}
	for i := range sum {
		sum[i].weight /= float32(len(s.sample()))
	}
	slices.SortFunc(sum, heavier)
	return sum[:min(probes, len(sum))]
}

// again files the documents of some stories anew, and reports whether any came
// elsewhere.
func (g *Desk) again(stories []*story) bool {
	var origins []*origin
	was := map[*origin]*story{}
	for _, s := range stories {
		for _, p := range s.origins {
			origins = append(origins, p)
			was[p] = s
		}
	}
	if len(origins) < 2 || len(origins) > largest || len(stories) == 1 && len(origins) == 2 {
		return false
	}
	slices.SortFunc(origins, byFirst)
	groups := g.link(origins)
	moved := len(groups) != len(stories)
	for _, c := range groups {
		for _, p := range c.origins {
			moved = moved || was[p] != was[c.origins[0]]
		}
	}
	if moved {
		g.refile(stories, groups, was)
	}
	return moved
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
		to.changed = true
		to.within = c.within
		for _, p := range c.origins {
			if was[p] != to {
				p.why[0] = Decision{With: c.like(p), Score: c.mean(p), Again: true}
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
	}
	to.rest = append(to.rest, s.rest...)
	g.dead += len(s.indexed)
	s.gone, s.rest = true, nil
}
