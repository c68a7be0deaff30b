// Package parse finds the head of each word of a sentence and its relation
// to it: a tree of Universal Dependencies.
//
// Layer: nlp (pure). It never changes words or tags, and it keeps nothing
// between sentences.
package parse

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An action is a move with the relation of the arc it makes.
type action struct {
	move move
	rel  Rel
}

// rightward says that a makes an arc to the right that is not the root's.
func (a action) rightward() bool { return a.move == right && a.rel != Root }

// A Model holds the weights of a parser. It is read-only.
type Model struct {
	actions []action // of each class
	weights *perceptron.Model
}

// A Parser parses sentences from left to right, keeping the best few ways at
// each step. It is the working memory of one goroutine; any number of them may
// share a [Model].
type Parser struct {
	beam    beam
	scratch perceptron.Scratch
}

// New returns a parser with working memory of its own.
func New(m *Model, opt Search) *Parser {
	p := &Parser{}
	p.beam = beam{width: cmp.Or(opt.Width, 4), margin: cmp.Or(opt.Margin, 1_200_000), scores: make([]int32, len(m.actions)), actions: m.actions,
		score: func(keys []perceptron.Key, scores []int32) { m.weights.Score(keys, scores, &p.scratch) }}
	return p
}

// Search says how hard a parser looks. The zero value is what production
// uses; the figures are in docs/training.md.
type Search struct {
	// Width is how many ways are kept at each step. 0 means 4; 1 is the
	// fastest.
	Width int
	// Margin is how far behind the best a way may be to be kept, in
	// thousandths of a weight. 0 means 1,200,000.
	Margin int64
}

// Parse sets heads[i] to the number of the head of word i, -1 for the one
// word that hangs from the root, and rels[i] to its relation. All four slices
// must be of one length. The result is always a tree. Cost: about 15
// microseconds a word; in sentences of many hundred words copying states adds
// to it with the square of the length.
func (p *Parser) Parse(words []lexicon.Word, tags []tag.Tag, heads []int32, rels []Rel) {
	b := &p.beam
	b.features.begin(words, tags)
	b.begin(len(words))
	for !b.now[0].state.done() {
		b.stepFast()
	}
	for i, n := range b.now[0].state.nodes {
		heads[i], rels[i] = n.head, n.rel
	}
}

// bestAllowed returns the first of the highest scores among the actions that
// can be made. At least one can until the state is done.
func bestAllowed(s *state, actions []action, scores []int32) int {
	can := s.allowed()
	best := -1
	for c, a := range actions {
		if can.has(a) && (best < 0 || scores[c] > scores[best]) {
			best = c
		}
	}
	return best
}

// ErrFormat says that bytes are not a parser of a known version.
var ErrFormat = errors.New("not a parser of a known version")

const formatVersion = 1

// Append appends the model's bytes to dst: version, number of actions, two
// bytes for each, then the weights.
func (m *Model) Append(dst []byte) []byte {
	dst = append(dst, formatVersion, byte(len(m.actions)))
	for _, a := range m.actions {
		dst = append(dst, byte(a.move), byte(a.rel))
	}
	return m.weights.Append(dst)
}

// Read reads what [Model.Append] wrote from the start of b, and returns the
// bytes after it. Errors: [ErrFormat], or perceptron's.
func Read(b []byte) (*Model, []byte, error) {
	if len(b) < 2 || b[0] != formatVersion || len(b) < 2+2*int(b[1]) {
		return nil, nil, ErrFormat
	}
	m := &Model{actions: make([]action, b[1])}
	b = b[2:]
	for i := range m.actions {
		a := action{move(b[0]), Rel(b[1])}
		if a.move > right || int(a.rel) >= len(relNames) {
			return nil, nil, ErrFormat
		}
		m.actions[i] = a
		b = b[2:]
	}
	var err error
	m.weights, b, err = perceptron.Read(b)
	if err != nil {
		return nil, nil, fmt.Errorf("parser: %w", err)
	}
	if m.weights.Classes() != len(m.actions) || !complete(m.actions) {
		return nil, nil, ErrFormat
	}
	return m, b, nil
}

// complete says whether every state has an action.
func complete(actions []action) bool {
	has := func(f func(action) bool) bool { return slices.ContainsFunc(actions, f) }
	return has(action.rightward) && has(func(a action) bool { return a.move == right && a.rel == Root }) &&
		has(func(a action) bool { return a.move == left }) && has(func(a action) bool { return a.move == shift })
}
