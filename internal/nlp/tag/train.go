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

// How the weights are learned; docs/training.md has the comparison.
const (
	margin  = 60 // by how much the right class must lead for nothing to be learned
	dropout = 30 // of 1000 words, how many are unknown
)

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
	var words []lexicon.Word
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			words = forget(words, examples[e].Words, rng)
			keys = learn(tr, &Example{words, examples[e].Tags}, class, scores, keys)
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
		if want, ok := class[ex.Tags[i]]; ok {
			if other := highestBut(scores, want); scores[want]-scores[other] < margin {
				tr.Update(keys, want, 1)
				tr.Update(keys, other, -1)
			}
		}
		tr.Step()
		c.push(got)
	}
	return keys
}

// highestBut returns the first of the highest scores besides one.
func highestBut(scores []int32, class int) int {
	best := -1
	for c, s := range scores {
		if c != class && (best < 0 || s > scores[best]) {
			best = c
		}
	}
	return max(best, 0)
}

// forget sets dst to words with some of them unknown, but for what their
// letters and the lexicon say.
func forget(dst, words []lexicon.Word, rng *rand.Rand) []lexicon.Word {
	dst = append(dst[:0], words...)
	for i := range dst {
		if rng.IntN(1000) < dropout {
			dst[i].Lower, dst[i].Form = 11, 11
		}
	}
	return dst
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
