package tag

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// An Example is a sentence with the right tags.
type Example struct {
	Words []lexicon.Word
	Tags  []Tag
}

// Options tune training. The zero value is what the shipped weights are made
// with.
type Options struct {
	Epochs int // 0 means 8
	Prune  perceptron.Prune
}

// minPair is how often a pair of tags must stand in the examples to be a
// class: rarer ones are mostly slips.
const minPair = 4

// Train learns a tagger. The same examples give the same weights.
func Train(examples []Example, opt Options) (*Model, error) {
	epochs := cmp.Or(opt.Epochs, 8)
	tags := inventory(examples)
	class := map[Tag]int{}
	for c, t := range tags {
		class[t] = c
	}
	tr := perceptron.NewTrainer(len(tags))
	rng := rand.New(rand.NewPCG(1, 1))
	scores := make([]int32, len(tags))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	var keys []perceptron.Key
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			keys = learn(tr, &examples[e], class, scores, keys)
		}
	}
	weights, err := tr.Freeze(opt.Prune)
	if err != nil {
		return nil, err
	}
	return &Model{tags, weights}, nil
}

func learn(tr *perceptron.Trainer, ex *Example, class map[Tag]int, scores []int32, keys []perceptron.Key) []perceptron.Key {
	c := newContext(ex.Words)
	for i := range ex.Words {
		keys = c.keys(i, keys[:0])
		tr.Score(keys, scores)
		got := highest(scores)
		if want, ok := class[ex.Tags[i]]; ok && got != want {
			tr.Update(keys, want, 1)
			tr.Update(keys, got, -1)
		}
		tr.Step()
		c.push(got)
	}
	return keys
}

// inventory returns the pairs of tags that are classes, most frequent first.
func inventory(examples []Example) []Tag {
	count := map[Tag]int{}
	for _, ex := range examples {
		for _, t := range ex.Tags {
			count[t]++
		}
	}
	var tags []Tag
	for t, n := range count {
		if n >= minPair {
			tags = append(tags, t)
		}
	}
	slices.SortFunc(tags, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.UPOS, b.UPOS), cmp.Compare(a.XPOS, b.XPOS))
	})
	return tags[:min(len(tags), perceptron.MaxClasses)]
}
