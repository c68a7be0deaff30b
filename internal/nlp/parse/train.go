package parse

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An Example is a sentence with the right tree. Tags should be what a tagger
// says that has not seen the sentence.
type Example struct {
	Words []lexicon.Word
	Tags  []tag.Tag
	Heads []int32 // -1 is the root
	Rels  []Rel
}

// Options tune training. The zero value is what the shipped weights are made
// with.
type Options struct {
	Epochs     int // greedy epochs with a dynamic oracle; 0 means 6
	BeamEpochs int // epochs with a beam after them; 0 means 6, below 0 none
	Prune      perceptron.Prune
	// MaxBytes, if not 0, raises Prune.MinUpdates until the model is no
	// larger.
	MaxBytes int
	// OnEpoch, if not nil, hears of each epoch how many steps, or with a
	// beam how many sentences, were wrong.
	OnEpoch func(name string, wrong int)
}

// How the weights are learned. The figures are the best of those tried on
// the dev sets; docs/training.md has the comparison.
const (
	margin    = 150 // by how much the right action must lead for nothing to be learned
	dropout   = 50  // of 1000 words, how many are unknown to the greedy epochs
	explore   = 9   // of 10 mistakes, how many are gone on from
	beamWidth = 4   // ways kept in the epochs with a beam
	scale     = 16  // weights of the epochs with a beam to those of the greedy ones
	beamRate  = 8   // size of an update with a beam
)

// minAction is how often an arc must stand in the examples for its direction
// and relation to be a class.
const minAction = 5

// Train learns a parser. The same examples give the same weights.
func Train(examples []Example, opt Options) (*Model, error) {
	l := newLearner(examples)
	if opt.OnEpoch == nil {
		opt.OnEpoch = func(string, int) {}
	}
	l.greedy(examples, cmp.Or(opt.Epochs, 6), opt.OnEpoch)
	if n := cmp.Or(opt.BeamEpochs, 6); n > 0 {
		l.trainer.Settle(scale)
		l.withBeam(examples, n, opt.OnEpoch)
	}
	return l.freeze(opt.Prune, opt.MaxBytes)
}

func (l *learner) freeze(p perceptron.Prune, maxBytes int) (*Model, error) {
	for {
		weights, err := l.trainer.Freeze(p)
		if err != nil && maxBytes == 0 {
			return nil, err
		}
		if err == nil {
			m := &Model{l.actions, weights}
			if maxBytes == 0 || len(m.Append(nil)) <= maxBytes {
				return m, nil
			}
		}
		p.MinUpdates++
	}
}

type learner struct {
	actions  []action
	trainer  *perceptron.Trainer
	features extractor
	state    state
	scores   []int32
	ok       []bool
	onStack  []bool
	order    []int
	rng      *rand.Rand
}

func newLearner(examples []Example) *learner {
	actions := inventory(examples)
	n := len(actions)
	l := &learner{actions: actions, trainer: perceptron.NewTrainer(n), scores: make([]int32, n), ok: make([]bool, n)}
	l.rng = rand.New(rand.NewPCG(2, 2))
	for i := range examples {
		l.order = append(l.order, i)
	}
	return l
}

func (l *learner) shuffle() {
	l.rng.Shuffle(len(l.order), func(i, j int) { l.order[i], l.order[j] = l.order[j], l.order[i] })
}

func (l *learner) greedy(examples []Example, epochs int, onEpoch func(string, int)) {
	for epoch := range epochs {
		l.shuffle()
		wrong := 0
		for _, e := range l.order {
			wrong += l.learn(&examples[e], epoch)
		}
		onEpoch("greedy", wrong)
	}
}

func (l *learner) withBeam(examples []Example, epochs int, onEpoch func(string, int)) {
	t := newTutor(l)
	for range epochs {
		l.shuffle()
		wrong := 0
		for _, e := range l.order {
			if t.learn(&examples[e]) {
				wrong++
			}
			l.trainer.Step()
		}
		onEpoch("beam", wrong)
	}
}

// learn parses one example greedily, with some words made unknown, and learns
// at each step. It returns the number of mistakes.
func (l *learner) learn(ex *Example, epoch int) (mistakes int) {
	g := newGold(ex.Heads, ex.Rels)
	l.features.begin(ex.Words, ex.Tags)
	for i := range ex.Words {
		if l.rng.IntN(1000) < dropout {
			l.features.forget(i)
		}
	}
	l.state.begin(len(ex.Words))
	l.onStack = append(l.onStack[:0], make([]bool, len(ex.Words))...)
	for !l.state.done() {
		next, wrong := l.choose(g, epoch)
		if wrong {
			mistakes++
		}
		l.trainer.Step()
		l.mark(&l.state, l.actions[next])
		l.state.apply(l.actions[next])
	}
	return mistakes
}

// choose learns from one state and returns the action to go on with, and
// whether the best one was wrong.
func (l *learner) choose(g *gold, epoch int) (next int, wrong bool) {
	keys := l.features.keys(&l.state)
	l.trainer.Score(keys, l.scores)
	g.right(&l.state, l.actions, l.onStack, l.ok)
	got := bestAllowed(&l.state, l.actions, l.scores)
	want, other := l.bestRight(true), l.bestRight(false)
	switch {
	case want < 0: // the right relation is too rare to be a class
		return got, false
	case l.ok[got]:
		if other >= 0 && l.scores[got]-l.scores[other] < margin {
			l.update(keys, got, other)
		}
		return got, false
	}
	l.update(keys, want, got)
	if epoch == 0 || l.rng.IntN(10) >= explore {
		return want, true
	}
	return got, true
}

func (l *learner) update(keys []perceptron.Key, right, wrong int) {
	l.trainer.Update(keys, right, 1)
	l.trainer.Update(keys, wrong, -1)
}

// mark notes what an action is about to do to the stack.
func (l *learner) mark(s *state, a action) {
	if a.move == shift {
		l.onStack[s.next] = true
	} else {
		l.onStack[s.top(0)] = false
	}
}

// anyAllowed returns an action that can be made.
func (l *learner) anyAllowed(s *state) int {
	clear(l.scores)
	return bestAllowed(s, l.actions, l.scores)
}

// bestRight returns the first of the highest scores among the actions that
// can be made and are right, or are not; -1 if there is none.
func (l *learner) bestRight(right bool) int {
	can := l.state.allowed()
	best := -1
	for c, a := range l.actions {
		if l.ok[c] == right && can.has(a) && (best < 0 || l.scores[c] > l.scores[best]) {
			best = c
		}
	}
	return best
}

// inventory returns the actions, most frequent first. Shift is always there,
// and so are the arc from the root and one in each direction: every state
// must have an action.
func inventory(examples []Example) []action {
	count := map[action]int{{shift, NoRel}: 1 << 30, {right, Root}: minAction, {left, Dep}: minAction}
	for _, ex := range examples {
		for c, h := range ex.Heads {
			a := action{right, ex.Rels[c]}
			if int(h) > c {
				a.move = left
			}
			count[a]++
		}
	}
	var actions []action
	for a, n := range count {
		if n >= minAction {
			actions = append(actions, a)
		}
	}
	if !slices.ContainsFunc(actions, action.rightward) {
		actions = append(actions, action{right, Dep})
	}
	slices.SortFunc(actions, func(a, b action) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.move, b.move), cmp.Compare(a.rel, b.rel))
	})
	return actions[:min(len(actions), perceptron.MaxClasses)]
}
