package parse

import (
	"slices"
	"testing"
)

// Following an action that loses nothing leads to the right tree, if no arcs
// cross.
func TestOracleLeadsToTheTree(t *testing.T) {
	for _, heads := range [][]int32{
		{-1}, {1, -1}, {-1, 0}, {1, 2, -1, 2, 2}, {1, 4, 1, 2, -1, 6, 4, 6}, {2, 0, -1, 4, 2}, {-1, 0, 1, 2, 3},
	} {
		rels := make([]Rel, len(heads))
		var actions []action
		for i, h := range heads {
			rels[i] = Rel(2 + i)
			if h == root {
				rels[i] = Root
			}
			actions = append(actions, action{left, rels[i]}, action{right, rels[i]})
		}
		actions = append(actions, action{shift, NoRel})
		for _, pick := range []func([]bool) int{firstTrue, lastTrue} {
			got, gotRels := follow(heads, rels, actions, pick)
			if !slices.Equal(got, heads) || !slices.Equal(gotRels, rels) {
				t.Errorf("%v: got %v %v", heads, got, gotRels)
			}
		}
	}
}

func follow(heads []int32, rels []Rel, actions []action, pick func([]bool) int) (h []int32, r []Rel) {
	g := newGold(heads, rels)
	var s state
	s.begin(len(heads))
	l := learner{onStack: make([]bool, len(heads))}
	ok := make([]bool, len(actions))
	for !s.done() {
		g.right(&s, actions, l.onStack, ok)
		a := actions[pick(ok)]
		l.mark(&s, a)
		s.apply(a)
	}
	for _, n := range s.nodes {
		h, r = append(h, n.head), append(r, n.rel)
	}
	return h, r
}

func firstTrue(ok []bool) int { return slices.Index(ok, true) }

func lastTrue(ok []bool) int {
	for i := len(ok) - 1; i >= 0; i-- {
		if ok[i] {
			return i
		}
	}
	return -1
}
