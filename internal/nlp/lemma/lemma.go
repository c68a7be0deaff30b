// Package lemma gives the dictionary form of a word from its form and its
// part of speech.
//
// Layer: nlp (pure). It never looks at the words around: what depends on
// them is in the part of speech.
package lemma

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/table"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A Model is a list of decisions: for a part of speech and an ending, what
// to cut and to add. The longest ending that is listed decides; whole words
// are endings too. It is read-only and safe for concurrent use.
type Model struct {
	rules []rule
	table *table.Table // index into rules
}

// A rule turns a form into its lemma.
type rule struct {
	letters letters
	cut     uint8 // runes to take off the end
	add     string
}

// letters says what happens to the case of the form first.
type letters uint8

const (
	lower letters = iota
	keep
	title // first letter upper, others lower
)

// maxSuffix is the longest ending listed besides whole words, in runes.
const maxSuffix = 6

// Lemma returns the lemma of form. It allocates only when the lemma is not
// part of the form.
func (m *Model) Lemma(form string, t tag.Tag) string {
	low := strings.ToLower(form)
	if n, ok := m.table.Get(key(t, low, true)); ok {
		return m.rules[n].apply(form, low)
	}
	i := len(low)
	best := rule{}
	if n, ok := m.table.Get(key(t, "", false)); ok {
		best = m.rules[n]
	}
	for n := 0; i > 0 && n < maxSuffix; n++ {
		_, size := utf8.DecodeLastRuneInString(low[:i])
		i -= size
		if n, ok := m.table.Get(key(t, low[i:], false)); ok {
			best = m.rules[n]
		}
	}
	return best.apply(form, low)
}

func key(t tag.Tag, ending string, whole bool) uint32 {
	n := uint64(t.UPOS)<<8 | uint64(t.XPOS)
	if whole {
		n |= 1 << 16
	}
	return table.Key(uint64(perceptron.Hash(1, n, perceptron.String(ending), 0)))
}

func (r rule) apply(form, low string) string {
	s := low
	switch r.letters {
	case keep:
		s = form
	case title:
		s = titled(low)
	}
	for range r.cut {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	s += r.add
	if s == "" {
		return low // a rule that would leave nothing is none for this word
	}
	return s
}

func titled(low string) string {
	r, size := utf8.DecodeRuneInString(low)
	return string(unicode.ToUpper(r)) + low[size:]
}

// ErrFormat says that bytes are not lemmas of a known version.
var ErrFormat = errors.New("not lemmas of a known version")

const formatVersion = 1

// Append appends the model's bytes to dst: version; number of rules, each
// with letters, cut, length of add and add; the table of
// decisions.
func (m *Model) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, formatVersion)
	dst = binary.AppendUvarint(dst, uint64(len(m.rules)))
	for _, r := range m.rules {
		dst = append(dst, byte(r.letters), r.cut, byte(len(r.add)))
		dst = append(dst, r.add...)
	}
	return m.table.Append(dst)
}

// Read reads what [Model.Append] wrote from the start of b, and returns the
// bytes after it. Errors: [ErrFormat].
func Read(b []byte) (*Model, []byte, error) {
	if len(b) < 2 || b[0] != formatVersion {
		return nil, nil, ErrFormat
	}
	rules, size := binary.Uvarint(b[1:])
	b = b[1+max(size, 0):]
	if size <= 0 || rules > 1<<16 {
		return nil, nil, ErrFormat
	}
	m := &Model{rules: make([]rule, rules)}
	for i := range m.rules {
		if len(b) < 3 || len(b) < 3+int(b[2]) {
			return nil, nil, fmt.Errorf("rule %d: %w", i, ErrFormat)
		}
		m.rules[i] = rule{letters(b[0]), b[1], string(b[3 : 3+b[2]])}
		b = b[3+int(b[2]):]
	}
	var err error
	m.table, b, err = table.Read(b, len(m.rules))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return m, b, nil
}
