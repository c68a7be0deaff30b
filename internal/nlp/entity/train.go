package entity

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An Example is one document with the right names. Source tells data sets
// apart: what only one of them does is learned beside what all do, and left
// out of the weights.
type Example struct {
	Sentences []Sentence
	Source    string
	Weight    int // how often it counts in each epoch; 0 means once
}

// A Sentence is one sentence of an [Example].
type Sentence struct {
	Words []lexicon.Word
	Tags  []tag.Tag
	Names []Name
}

// Options tune training. The zero value is what the shipped weights are made
// with.
type Options struct {
	Epochs     int // 0 means 10
	Prune      perceptron.Prune
	Cost, Miss int32
	Try        []perceptron.Prune
	OnTry      func(perceptron.Prune, *Weights)
}

// How the weights are learned; docs/training.md has the comparison.
const (
	cost = 200 // by how much right labels must lead, for each word that others get wrong
	miss = 60  // how much more for a word of a name that is passed over
)

// Train learns names. The same examples give the same weights.
func Train(examples []Example, g *Gazetteer, opt Options) (*Weights, error) {
	l := &learner{trainer: perceptron.NewTrainer(labels), gazetteer: g, cues: newCues()}
	rng := rand.New(rand.NewPCG(3, 3))
	var order []int
	for i := range examples {
		for range cmp.Or(examples[i].Weight, 1) {
			order = append(order, i)
		}
	}
	for range cmp.Or(opt.Epochs, 10) {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.document(&examples[i])
		}
	}
	// The features of one source only are left out: their keys are odd.
	opt.Prune.Keep = func(k perceptron.Key) bool { return k&1 == 0 }
	w, err := l.trainer.Freeze(opt.Prune)
	if err != nil {
		return nil, err
	}
	return &Weights{w}, nil
}

type learner struct {
	trainer     *perceptron.Trainer
	gazetteer   *Gazetteer
	cues        *cues
	evidence    evidence
	features    extractor
	keys        [][]perceptron.Key
	scores      [][labels]int32
	transitions [labels][labels]int32
	viterbi     viterbi
	gold        []label
}

func (l *learner) document(ex *Example) {
	n := 0
	for _, s := range ex.Sentences {
		n += len(s.Words)
	}
	l.evidence.reset(n)
	for _, s := range ex.Sentences {
		l.features.matches = l.gazetteer.match(s.Words, l.features.matches)
		l.evidence.add(s.Words, l.features.matches, l.cues)
	}
	source := perceptron.String(ex.Source)
	for i := range ex.Sentences {
		l.sentence(&ex.Sentences[i], source)
	}
}

func (l *learner) sentence(s *Sentence, source uint64) {
	l.score(s, source)
	l.gold = labelsOf(s.Names, len(s.Words), l.gold)
	l.charge()
	got := l.viterbi.best(l.scores, &l.transitions)
	prevGold, prevGot := out, out
	for i := range got {
		if l.gold[i] != got[i] {
			l.trainer.Update(l.keys[i], int(l.gold[i]), 1)
			l.trainer.Update(l.keys[i], int(got[i]), -1)
		}
		if prevGold != prevGot || l.gold[i] != got[i] {
			l.move(prevGold, l.gold[i], 1)
			l.move(prevGot, got[i], -1)
		}
		prevGold, prevGot = l.gold[i], got[i]
	}
	l.trainer.Step()
}

// charge adds the cost to the scores of wrong labels, so that right ones must
// lead by as much.
func (l *learner) charge() {
	for i, g := range l.gold {
		for c := range l.scores[i] {
			if label(c) != g {
				l.scores[i][c] += cost
			}
		}
		if g != out {
			l.scores[i][out] += miss
		}
	}
}

func (l *learner) move(from, to label, delta int32) {
	l.trainer.Update([]perceptron.Key{transitionKey(from) &^ 1}, int(to), delta)
	l.transitions[from][to] += delta
}

func (l *learner) score(s *Sentence, source uint64) {
	l.features.begin(s.Words, s.Tags, l.gazetteer, &l.evidence)
	for len(l.keys) < len(s.Words) {
		l.keys = append(l.keys, nil)
	}
	l.scores = slices.Grow(l.scores[:0], len(s.Words))[:len(s.Words)]
	for i := range s.Words {
		shared := l.features.keys(i)
		l.keys[i] = l.keys[i][:0]
		for _, k := range shared {
			l.keys[i] = append(l.keys[i], k&^1, perceptron.Hash(201, source, uint64(k), 0)|1)
		}
		l.trainer.Score(l.keys[i], l.scores[i][:])
	}
}
