// Package entity finds the names of persons, organisations and places.
//
// Layer: nlp (pure). It never joins two mentions of one name and never looks
// beyond the document.
package entity

import (
	"errors"
	"fmt"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A Type is what a name names.
type Type uint8

// The types.
const (
	Person Type = iota
	Organisation
	Place
)

// types is how many there are.
const types = 3

// String returns "PER", "ORG" or "LOC".
func (t Type) String() string { return [...]string{"PER", "ORG", "LOC"}[t] }

// A Name is words [Start, End) of a sentence that name something.
type Name struct {
	Start, End int32
	Type       Type
}

// A Model holds the weights of a finder. It is read-only.
type Model struct {
	weights     *perceptron.Model
	gazetteer   *Gazetteer
	transitions [labels][labels]int32
	cues        *cues
}

// NewModel returns the model of weights and a gazetteer.
func NewModel(w *Weights, g *Gazetteer) *Model {
	return &Model{weights: w.weights, gazetteer: g, transitions: w.transitions(), cues: newCues()}
}

// Weights are what training finds: the model without its gazetteer.
type Weights struct{ weights *perceptron.Model }

// transitions reads the weights of neighbouring labels from the table.
func (w *Weights) transitions() (t [labels][labels]int32) {
	var s perceptron.Scratch
	for from := range t {
		w.weights.Score([]perceptron.Key{transitionKey(label(from))}, t[from][:], &s)
	}
	return t
}

// A Finder finds names, a document at a time. It is the working memory of
// one goroutine; any number of them may share a [Model].
type Finder struct {
	model    *Model
	evidence evidence
	features extractor
	scores   [][labels]int32
	scratch  perceptron.Scratch
	viterbi  viterbi
}

// New returns a finder with working memory of its own.
func New(m *Model) *Finder {
	f := &Finder{model: m}
	f.evidence.reset(0)
	return f
}

// Begin takes in a document: its words, and the number of the first word of
// each sentence in order. What it says of a word helps to find names in all
// its sentences, until the next Begin.
func (f *Finder) Begin(words []lexicon.Word, starts []int32) {
	f.evidence.reset(len(words))
	for i, from := range starts {
		to := int32(len(words))
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		sentence := words[from:to]
		f.features.matches = f.model.gazetteer.match(sentence, f.features.matches)
		f.evidence.add(sentence, f.features.matches, f.model.cues)
	}
}

// never is the score of a label that is ruled out.
const never = -1 << 28

// outsideOnly are the scores of a word that is in no name.
var outsideOnly = [labels]int32{0, never, never, never, never, never, never, never, never, never, never, never, never}

// Names appends the names of one sentence of the document to dst, in order.
// Names do not overlap. Cost: linear, about 3 microseconds a word.
func (f *Finder) Names(words []lexicon.Word, tags []tag.Tag, dst []Name) []Name {
	f.features.begin(words, tags, f.model.gazetteer, &f.evidence)
	if cap(f.scores) < len(words) {
		f.scores = make([][labels]int32, len(words)+len(words)/2)
	}
	f.scores = f.scores[:len(words)]
	for i := range words {
		if !f.features.nearName(i) {
			f.scores[i] = outsideOnly
			continue
		}
		f.model.weights.Score(f.features.keys(i), f.scores[i][:], &f.scratch)
	}
	return appendNames(dst, f.viterbi.best(f.scores, &f.model.transitions))
}

// ErrFormat says that bytes are not names of a known version.
var ErrFormat = errors.New("not names of a known version")

const formatVersion = 1

// Append appends the bytes of the weights to dst.
func (w *Weights) Append(dst []byte) []byte {
	return w.weights.Append(append(dst, formatVersion))
}

// ReadWeights reads what [Weights.Append] wrote from the start of b, and
// returns the bytes after it. Errors: [ErrFormat], or perceptron's.
func ReadWeights(b []byte) (*Weights, []byte, error) {
	if len(b) == 0 || b[0] != formatVersion {
		return nil, nil, ErrFormat
	}
	m, rest, err := perceptron.Read(b[1:])
	if err != nil {
		return nil, nil, fmt.Errorf("names: %w", err)
	}
	if m.Classes() != labels {
		return nil, nil, ErrFormat
	}
	return &Weights{m}, rest, nil
}
