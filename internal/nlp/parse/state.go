package parse

// none is the number of no word. root is the number of what stands above the
// sentence; it lies at the bottom of the stack.
const (
	none int32 = -2
	root int32 = -1
)

// A node is what the transitions so far say of one word.
type node struct {
	head           int32
	l1, l2, r1, r2 int32 // outermost and next outermost children on each side
	nl, nr         uint8 // number of children on each side, up to 255
	rel            Rel
	lset, rset     uint64 // set of the relations of the children on each side
}

// A state is a stack of words and the first word that is not yet read.
type state struct {
	nodes []node
	stack []int32
	next  int32
}

func (s *state) begin(n int) {
	if cap(s.nodes) < n {
		s.nodes = make([]node, n+n/2)
		s.stack = make([]int32, 0, n+n/2+1)
	}
	s.nodes = s.nodes[:n]
	for i := range s.nodes {
		s.nodes[i] = node{head: none, l1: none, l2: none, r1: none, r2: none}
	}
	s.stack = append(s.stack[:0], root)
	s.next = 0
}

func (s *state) done() bool { return int(s.next) == len(s.nodes) && len(s.stack) == 1 }

// top returns the i-th word of the stack from above, none if there is none.
func (s *state) top(i int) int32 {
	if i >= len(s.stack) {
		return none
	}
	return s.stack[len(s.stack)-1-i]
}

// ahead returns the i-th word that is not yet read, none if there is none.
func (s *state) ahead(i int32) int32 {
	if int(s.next+i) >= len(s.nodes) {
		return none
	}
	return s.next + i
}

// A move is one of the three transitions of the arc-hybrid system (Kuhlmann
// and others 2011).
type move uint8

const (
	shift move = iota // read the next word onto the stack
	left              // the next word is the head of the top, which goes
	right             // the second of the stack is the head of the top, which goes
)

// moves tells which moves can be made; rootArc that a right arc would come
// from the root, and must be so called.
type moves struct {
	can     [3]bool
	rootArc bool
}

// allowed returns the moves that can be made. Only one word may hang from the
// root: it is the last to go.
func (s *state) allowed() moves {
	more := int(s.next) < len(s.nodes)
	return moves{
		can: [3]bool{
			shift: more,
			left:  more && len(s.stack) > 1,
			right: len(s.stack) > 2 || len(s.stack) == 2 && !more,
		},
		rootArc: len(s.stack) == 2,
	}
}

// forced returns the only move that can be made, if there is only one: to
// read the first word, or to hang the last one from the root.
func (s *state) forced() (move, bool) {
	more := int(s.next) < len(s.nodes)
	switch {
	case more && len(s.stack) == 1:
		return shift, true
	case !more && len(s.stack) == 2:
		return right, true
	}
	return shift, false
}

func (m *moves) has(a action) bool {
	return m.can[a.move] && (a.move != right || m.rootArc == (a.rel == Root))
}

func (s *state) apply(a action) {
	switch a.move {
	case shift:
		s.stack = append(s.stack, s.next)
		s.next++
	case left:
		s.attachLeft(s.next, s.pop(), a.rel)
	case right:
		child := s.pop()
		s.attachRight(s.top(0), child, a.rel)
	}
}

func (s *state) pop() int32 {
	w := s.top(0)
	s.stack = s.stack[:len(s.stack)-1]
	return w
}

func (s *state) attachLeft(head, child int32, rel Rel) {
	s.nodes[child].head, s.nodes[child].rel = head, rel
	h := &s.nodes[head]
	h.l1, h.l2 = child, h.l1
	h.lset |= 1 << rel
	if h.nl < 255 {
		h.nl++
	}
}

func (s *state) attachRight(head, child int32, rel Rel) {
	s.nodes[child].head, s.nodes[child].rel = head, rel
	if head == root {
		return
	}
	h := &s.nodes[head]
	h.r1, h.r2 = child, h.r1
	h.rset |= 1 << rel
	if h.nr < 255 {
		h.nr++
	}
}
