package parse

// A gold is the right tree of a sentence.
type gold struct {
	heads    []int32
	rels     []Rel
	children [][]int32
}

func newGold(heads []int32, rels []Rel) *gold {
	g := &gold{heads, rels, make([][]int32, len(heads))}
	for c, h := range heads {
		if h >= 0 {
			g.children[h] = append(g.children[h], int32(c))
		}
	}
	return g
}

// costs returns how many right arcs can no longer be made after each move
// (Goldberg and Nivre 2013). onStack tells the words of the stack.
func (g *gold) costs(s *state, onStack []bool) (costs [3]int) {
	s0, s1, b0 := s.top(0), s.top(1), s.ahead(0)
	if s0 >= 0 {
		lost := 0
		for _, c := range g.children[s0] {
			if c >= s.next {
				lost++
			}
		}
		h := g.heads[s0]
		costs[left], costs[right] = lost, lost
		if h == s1 || h >= s.next && h != b0 {
			costs[left]++
		}
		if h >= s.next {
			costs[right]++
		}
	}
	if b0 >= 0 {
		h := g.heads[b0]
		if h != s0 && (h == root || h < s.next && onStack[h]) {
			costs[shift]++
		}
		for _, c := range g.children[b0] {
			if c < s.next && onStack[c] {
				costs[shift]++
			}
		}
	}
	return costs
}

// right tells which actions lose least: the moves of the lowest cost, and of
// those that make a right arc only the one with the right relation.
func (g *gold) right(s *state, actions []action, onStack []bool, ok []bool) {
	costs := g.costs(s, onStack)
	can := s.allowed()
	low := 1 << 30
	for m, c := range costs {
		if can.can[m] {
			low = min(low, c)
		}
	}
	s0, s1, b0 := s.top(0), s.top(1), s.ahead(0)
	for i, a := range actions {
		ok[i] = can.has(a) && costs[a.move] == low
		switch {
		case a.move == left && ok[i] && g.heads[s0] == b0:
			ok[i] = a.rel == g.rels[s0]
		case a.move == right && ok[i] && g.heads[s0] == s1:
			ok[i] = a.rel == g.rels[s0]
		}
	}
}
