package parse

import (
	"math"
	"slices"
)

// A tutor trains a beam: it follows the right way beside it and finds where
// the beam went wrong most.
type tutor struct {
	learner *learner
	beam    beam
	history [][]candidate // where the hypotheses of each step come from
	gold    []int         // right classes
	guess   []int
	state   state
}

func newTutor(l *learner) *tutor {
	return &tutor{learner: l, beam: beam{
		width: beamWidth, margin: math.MaxInt64 / 2, scores: make([]int32, len(l.actions)), score: l.trainer.Score, actions: l.actions,
	}}
}

// learn parses one example and, where the best way has a higher score than
// the right one, learns from the steps up to where the difference is largest
// (Huang, Fayong and Guo 2012). It tells whether it did.
func (t *tutor) learn(ex *Example) bool {
	b := &t.beam
	b.features.begin(ex.Words, ex.Tags)
	b.begin(len(ex.Words))
	t.rightWay(ex)
	t.state.begin(len(ex.Words))
	goldScore, worst, worstStep := int64(0), int64(-1), -1
	for step, class := range t.gold {
		b.step()
		t.record(step)
		b.score(b.features.keys(&t.state), b.scores)
		goldScore += int64(b.scores[class])
		t.state.apply(b.actions[class])
		if d := b.now[0].score - goldScore; d > worst && t.differs(step) {
			worst, worstStep = d, step
		}
	}
	if worstStep >= 0 {
		t.trace(worstStep)
		t.update(ex, worstStep)
	}
	return worstStep >= 0
}

// record keeps where the hypotheses of a step come from.
func (t *tutor) record(step int) {
	for len(t.history) <= step {
		t.history = append(t.history, nil)
	}
	t.history[step] = append(t.history[step][:0], t.beam.candidates...)
}

// trace sets guess to the classes of the best hypothesis of a step.
func (t *tutor) trace(step int) {
	t.guess = append(t.guess[:0], make([]int, step+1)...)
	at := uint16(0)
	for i := step; i >= 0; i-- {
		c := t.history[i][at]
		t.guess[i] = int(c.class)
		at = c.from
	}
}

func (t *tutor) differs(step int) bool {
	t.trace(step)
	return !slices.Equal(t.guess, t.gold[:step+1])
}

// update moves the weights towards the right way from where it and the guess
// part.
func (t *tutor) update(ex *Example, last int) {
	from := 0
	for t.guess[from] == t.gold[from] {
		from++
	}
	t.walk(ex, t.gold[:last+1], from, beamRate)
	t.walk(ex, t.guess, from, -beamRate)
}

func (t *tutor) walk(ex *Example, classes []int, from int, delta int32) {
	t.state.begin(len(ex.Words))
	for i, class := range classes {
		if i >= from {
			t.learner.trainer.Update(t.beam.features.keys(&t.state), class, delta)
		}
		t.state.apply(t.learner.actions[class])
	}
}

// rightWay sets gold to a way to the right tree, or to the nearest one if
// its arcs cross: of the actions that lose least, left before right before
// shift.
func (t *tutor) rightWay(ex *Example) {
	l := t.learner
	g := newGold(ex.Heads, ex.Rels)
	t.gold = t.gold[:0]
	t.state.begin(len(ex.Words))
	l.onStack = append(l.onStack[:0], make([]bool, len(ex.Words))...)
	for !t.state.done() {
		g.right(&t.state, l.actions, l.onStack, l.ok)
		best := -1
		for c, ok := range l.ok {
			if ok && (best < 0 || order(l.actions[c].move) < order(l.actions[best].move)) {
				best = c
			}
		}
		if best < 0 { // the right relation is too rare to be a class
			best = l.anyAllowed(&t.state)
		}
		t.gold = append(t.gold, best)
		l.mark(&t.state, l.actions[best])
		t.state.apply(l.actions[best])
	}
}

func order(m move) int { return [...]int{shift: 2, left: 0, right: 1}[m] }
