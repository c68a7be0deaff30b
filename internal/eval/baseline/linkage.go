package baseline

// A merge joined the clusters that hold documents a and b, whose documents are
// as like as level in the mean.
type merge struct {
	a, b  int32
	level float32
}

// A dendrogram is all merges of average linkage, in no order.
type dendrogram struct {
	n      int
	merges []merge
}

// averageLinkage joins, over and over, the two clusters whose documents are
// most like in the mean (UPGMA). It walks chains of nearest neighbours, each
// nearer than the one before, and joins two that are each other's nearest:
// the same tree, since a mean never is above the larger of what it is made of,
// in quadratic time. Cost: a second copy of the matrix.
func (m *Matrix) averageLinkage() dendrogram {
	n := len(m.docs)
	l := linker{cell: append([]float32(nil), m.cell...), size: make([]int32, n), next: make([]int32, n+1)}
	for i := range n {
		l.size[i], l.next[i] = 1, int32(i+1)
	}
	out := dendrogram{n: n}
	var chain []int32
	for first := int32(0); len(out.merges) < n-1; {
		if len(chain) == 0 {
			for l.size[first] == 0 {
				first++
			}
			chain = append(chain, first)
		}
		top := chain[len(chain)-1]
		before := int32(-1)
		if len(chain) > 1 {
			before = chain[len(chain)-2]
		}
		near, level := l.nearest(top, before)
		if near != before {
			chain = append(chain, near)
			continue
		}
		chain = chain[:len(chain)-2]
		out.merges = append(out.merges, merge{near, top, level})
		l.join(near, top)
	}
	return out
}

// A linker holds the clusters that are left. A cluster is named by its first
// document; size is 0 for one that went into another.
type linker struct {
	cell []float32
	size []int32
	next []int32 // the number after this one that may be left
}

func (l *linker) at(a, b int32) *float32 {
	if a < b {
		a, b = b, a
	}
	return &l.cell[int(a)*int(a-1)/2+int(b)]
}

// left returns the first cluster from i on that is left, or len(size), and
// shortens the way there.
func (l *linker) left(i int32) int32 {
	for int(i) < len(l.size) && l.size[i] == 0 {
		j := l.next[i]
		if int(j) < len(l.size) && l.size[j] == 0 {
			l.next[i] = l.next[j]
		}
		i = j
	}
	return i
}

// nearest returns the cluster that is most like a, and how like: prefer, if it
// is none less than the others (-1 for no preference), else the first.
func (l *linker) nearest(a, prefer int32) (near int32, level float32) {
	near, level = prefer, -1
	if prefer >= 0 {
		level = *l.at(a, prefer)
	}
	for b := l.left(0); int(b) < len(l.size); b = l.left(b + 1) {
		if b == a {
			continue
		}
		if v := *l.at(a, b); v > level {
			near, level = b, v
		}
	}
	return near, level
}

// join puts the two clusters into one, under the name of the first.
func (l *linker) join(a, b int32) {
	if b < a {
		a, b = b, a
	}
	na, nb := float64(l.size[a]), float64(l.size[b])
	l.size[b] = 0
	for c := l.left(0); int(c) < len(l.size); c = l.left(c + 1) {
		if c != a {
			to := l.at(a, c)
			*to = float32((na*float64(*to) + nb*float64(*l.at(b, c))) / (na + nb))
		}
	}
	l.size[a] += int32(nb)
}

// cut returns the stories at a threshold: what was joined at that level or
// above. Levels never rise from a merge to one of what came of it, so the
// order of merges does not matter.
func (d dendrogram) cut(threshold float64) [][]int {
	parent := make([]int32, d.n)
	for i := range parent {
		parent[i] = int32(i)
	}
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, m := range d.merges {
		if float64(m.level) >= threshold {
			a, b := root(m.a), root(m.b)
			parent[max(a, b)] = min(a, b)
		}
	}
	at := make([]int, d.n) // of a root: its story, plus one
	var out [][]int
	for i := range d.n {
		r := root(int32(i))
		if at[r] == 0 {
			out = append(out, nil)
			at[r] = len(out)
		}
		out[at[r]-1] = append(out[at[r]-1], i)
	}
	return out
}
