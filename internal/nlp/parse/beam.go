package parse

import (
	"cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// A hypothesis is a state and the sum of the scores that led to it.
type hypothesis struct {
	state state
	score int64
}

// A candidate is a hypothesis that is not made yet: an action from one of
// the present ones.
type candidate struct {
	score int64
	from  uint16
	class uint16
}

func (a candidate) compare(b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.from, b.from), cmp.Compare(a.class, b.class))
}

// A beam keeps the best few states of a sentence side by side. All ways
// through a sentence have the same number of steps, so their scores can be
// compared at each.
type beam struct {
	width int
	// margin is how far behind the best a state may be: where one way is
	// much better than the others, only that one is followed.
	margin int64

	features   extractor
	now, next  []hypothesis
	candidates []candidate
	scores     []int32
	fixed      []fixedScores
	score      func([]perceptron.Key, []int32)
	actions    []action
}

// fixedScores are the scores of the fixed features of one place. Ways through
// a sentence often differ only in arcs made long before, so a step computes
// them once for each place.
type fixedScores struct {
	place  place
	scores []int32
}

// fixedAt returns the scores of the fixed features of a state; n is how many
// places the step has so far.
func (b *beam) fixedAt(s *state, n int) (scores []int32, places int) {
	p := s.place()
	for i := range b.fixed[:n] {
		if b.fixed[i].place == p {
			return b.fixed[i].scores, n
		}
	}
	f := &b.fixed[n]
	f.place = p
	b.score(b.features.fixed(s, b.features.out[:0]), f.scores)
	return f.scores, n + 1
}

func (b *beam) begin(n int) {
	if b.now == nil {
		b.now, b.next = make([]hypothesis, b.width), make([]hypothesis, b.width)
		b.fixed = make([]fixedScores, b.width)
		for i := range b.fixed {
			b.fixed[i].scores = make([]int32, len(b.actions))
		}
	}
	b.now = b.now[:1]
	b.now[0].score = 0
	b.now[0].state.begin(n)
}

// stepFast is step, without scores where there is one state and one action
// for it.
func (b *beam) stepFast() {
	if len(b.now) == 1 {
		if move, ok := b.now[0].state.forced(); ok {
			for c, a := range b.actions {
				if a.move == move && (move == shift || a.rel == Root) {
					b.now[0].state.apply(b.actions[c])
					return
				}
			}
		}
	}
	b.step()
}

// step makes the next step of all hypotheses; b.candidates then tells where
// each of b.now comes from.
func (b *beam) step() {
	b.candidates = b.candidates[:0]
	var fixed []int32
	places := 0
	for i := range b.now {
		h := &b.now[i]
		fixed, places = b.fixedAt(&h.state, places)
		b.score(b.features.moving(&h.state, b.features.out[:0]), b.scores)
		can := h.state.allowed()
		for c, a := range b.actions {
			if can.has(a) {
				b.offer(candidate{h.score + int64(fixed[c]) + int64(b.scores[c]), uint16(i), uint16(c)})
			}
		}
	}
	low := b.candidates[0].score - b.margin
	for b.candidates[len(b.candidates)-1].score < low {
		b.candidates = b.candidates[:len(b.candidates)-1]
	}
	b.follow()
}

// offer keeps c if it is one of the best, in order.
func (b *beam) offer(c candidate) {
	n := len(b.candidates)
	if n == b.width {
		if b.candidates[n-1].compare(c) <= 0 {
			return
		}
		n--
	} else {
		b.candidates = append(b.candidates, c)
	}
	for n > 0 && b.candidates[n-1].compare(c) > 0 {
		b.candidates[n] = b.candidates[n-1]
		n--
	}
	b.candidates[n] = c
}

func (b *beam) follow() {
	if len(b.now) == 1 && len(b.candidates) == 1 {
		h, c := &b.now[0], b.candidates[0]
		h.score = c.score
		h.state.apply(b.actions[c.class])
		return
	}
	b.next = b.next[:len(b.candidates)]
	for i, c := range b.candidates {
		h := &b.next[i]
		h.score = c.score
		h.state.copy(&b.now[c.from].state)
		h.state.apply(b.actions[c.class])
	}
	b.now, b.next = b.next, b.now[:cap(b.now)]
}

func (s *state) copy(from *state) {
	s.nodes = append(s.nodes[:0], from.nodes...)
	s.stack = append(s.stack[:0], from.stack...)
	s.next = from.next
}
