package cluster

import "slices"

// settledMore is how much more alike two stories must be when both have
// settled: whoever knows one by its name would look for it in vain.
const settledMore = 0.15

// A group is a set of origins that average linkage put together.
type group struct {
	origins []*origin
	within  cohesion
	settled bool
	m       [][]float64
	at      map[*origin]int
}

// link groups origins by average linkage: the two groups that are most alike
// beyond what is needed become one, over and over. Origins with the same block,
// if it is not nil, stand in one group from the beginning. Cost: the square of
// their number, and hardly more.
func (g *Desk) link(origins []*origin, block func(*origin) *story) []*group {
	n := len(origins)
	at := make(map[*origin]int, n)
	pair := make([][]float64, n) // probabilities of documents
	sum := make([][]float64, n)  // over the pairs of two groups
	groups := make([]*group, n)
	for i, p := range origins {
		at[p] = i
		pair[i], sum[i] = make([]float64, n), make([]float64, n)
		for j := range i {
			v := g.pair(p, origins[j])
			pair[i][j], pair[j][i], sum[i][j], sum[j][i] = v, v, v, v
		}
		groups[i] = &group{origins: []*origin{p}, m: pair, at: at}
	}
	l := linkage{groups: groups, sum: sum, best: make([]int, n), excess: make([]float64, n), need: func(a, b *group) float64 {
		need := g.rule(a.origins[0]).need(a.within, b.within)
		if a.settled && b.settled {
			need += settledMore
		}
		return need
	}}
	first := map[*story]int{}
	for i, p := range origins {
		s := block(p)
		if s == nil {
			continue
		}
		groups[i].settled = true
		if a, ok := first[s]; ok {
			l.unite(a, i)
		} else {
			first[s] = i
		}
	}
	for i := range groups {
		if groups[i] != nil {
			l.look(i)
		}
	}
	for l.join() {
	}
	groups = slices.DeleteFunc(groups, func(c *group) bool { return c == nil })
	for _, c := range groups {
		slices.SortFunc(c.origins, byFirst)
	}
	return groups
}

// A linkage is the state of average linkage: for each group the one that it is
// most like beyond what is needed.
type linkage struct {
	groups []*group
	sum    [][]float64
	need   func(a, b *group) float64
	best   []int
	excess []float64
}

// beyond is by how much groups i and j are more alike than they need be.
func (l *linkage) beyond(i, j int) float64 {
	a, b := l.groups[i], l.groups[j]
	return l.sum[i][j]/float64(len(a.origins)*len(b.origins)) - l.need(a, b)
}

// look finds the group that i is most like.
func (l *linkage) look(i int) {
	l.best[i], l.excess[i] = -1, 0
	for j, c := range l.groups {
		if c == nil || j == i {
			continue
		}
		if v := l.beyond(i, j); v > l.excess[i] {
			l.best[i], l.excess[i] = j, v
		}
	}
}

// join puts the two most alike groups together, and reports whether there were
// any.
func (l *linkage) join() bool {
	a, top := -1, 0.0
	for i, c := range l.groups {
		if c != nil && l.best[i] >= 0 && l.excess[i] > top {
			a, top = i, l.excess[i]
		}
	}
	if a < 0 {
		return false
	}
	b := l.best[a]
	a, b = min(a, b), max(a, b)
	l.unite(a, b)
	l.look(a)
	for i, c := range l.groups {
		switch {
		case c == nil || i == a:
		case l.best[i] == a || l.best[i] == b:
			l.look(i)
		default:
			if v := l.beyond(i, a); v > l.excess[i] {
				l.best[i], l.excess[i] = a, v
			}
		}
	}
	return true
}

// unite puts group b into group a.
func (l *linkage) unite(a, b int) {
	x, y := l.groups[a], l.groups[b]
	x.within.sum += y.within.sum + l.sum[a][b]
	x.within.pairs += y.within.pairs + float64(len(x.origins)*len(y.origins))
	x.settled = x.settled || y.settled
	x.origins = append(x.origins, y.origins...)
	l.groups[b] = nil
	for k := range l.sum {
		l.sum[a][k] += l.sum[b][k]
		l.sum[k][a] = l.sum[a][k]
	}
}

// mean is the mean probability of p with the others of the group.
func (c *group) mean(p *origin) float64 {
	var sum float64
	for _, q := range c.origins {
		if q != p {
			sum += c.m[c.at[p]][c.at[q]]
		}
	}
	return sum / float64(max(1, len(c.origins)-1))
}

// like is the number of the document that p is most like; -1 if it is alone.
func (c *group) like(p *origin) int {
	with, best := -1, -1.0
	for _, q := range c.origins {
		if v := c.m[c.at[p]][c.at[q]]; q != p && v > best {
			with, best = q.first(), v
		}
	}
	return with
}
