// Package tag gives each word of a sentence its part of speech, universal
// and Penn Treebank at once.
//
// Layer: nlp (pure). It never changes the words, and it keeps nothing between
// sentences.
package tag

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// A Model holds the weights of a tagger. It is read-only.
type Model struct {
	tags    []Tag // of each class
	weights *perceptron.Model
}

// A Tagger tags sentences from left to right, each word with the best tag
// given the two before. It is the working memory of one goroutine; any number
// of them may share a [Model].
type Tagger struct {
	model   *Model
	keys    []perceptron.Key
	scores  []int32
	scratch perceptron.Scratch
}

// New returns a tagger with working memory of its own.
func New(m *Model) *Tagger {
	return &Tagger{model: m, scores: make([]int32, len(m.tags))}
}

// Tag sets dst to one tag for each word and returns it, growing it where it
// is too short. Cost: about 2 microseconds a word.
func (t *Tagger) Tag(words []lexicon.Word, dst []Tag) []Tag {
	dst = dst[:0]
	c := newContext(words)
	for i := range words {
		t.keys = c.keys(i, t.keys[:0])
		t.model.weights.Score(t.keys, t.scores, &t.scratch)
		best := highest(t.scores)
		c.push(best)
		dst = append(dst, t.model.tags[best])
	}
	return dst
}

// highest returns the first of the highest scores.
func highest(scores []int32) int {
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	return best
}

// ErrFormat says that bytes are not a tagger of a known version.
var ErrFormat = errors.New("not a tagger of a known version")

const formatVersion = 1

// Append appends the model's bytes to dst: version, number of classes, two
// bytes for the tag of each, then the weights.
func (m *Model) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, formatVersion)
	dst = binary.AppendUvarint(dst, uint64(len(m.tags)))
	for _, t := range m.tags {
		dst = append(dst, byte(t.UPOS), byte(t.XPOS))
	}
	return m.weights.Append(dst)
}

// Read reads what [Model.Append] wrote from the start of b, and returns the
// bytes after it. Errors: [ErrFormat], or perceptron's.
func Read(b []byte) (*Model, []byte, error) {
	if len(b) < 2 || b[0] != formatVersion {
		return nil, nil, ErrFormat
	}
	n, size := binary.Uvarint(b[1:])
	b = b[1+max(size, 0):]
	if size <= 0 || n > perceptron.MaxClasses || uint64(len(b)) < 2*n {
		return nil, nil, ErrFormat
	}
	m := &Model{tags: make([]Tag, n)}
	for i := range m.tags {
		m.tags[i] = Tag{UPOS(b[2*i]), XPOS(b[2*i+1])}
		if int(m.tags[i].UPOS) >= len(uposNames) || int(m.tags[i].XPOS) >= len(xposNames) {
			return nil, nil, ErrFormat
		}
	}
	var err error
	m.weights, b, err = perceptron.Read(b[2*n:])
	if err != nil {
		return nil, nil, fmt.Errorf("tagger: %w", err)
	}
	if m.weights.Classes() != len(m.tags) {
		return nil, nil, ErrFormat
	}
	return m, b, nil
}
