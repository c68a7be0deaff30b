// Package vector turns words into weighted terms, and compares sets of them.
//
// Layer: L1 (pure). A term is named by the hash of its stem, so that a vector
// does not depend on which document was read first; sums run in order of the
// hash, so that they are the same on every machine.
package vector

import (
	"math"
	"slices"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A Term is the hash of a stem; 0 is no term.
type Term uint64

// A Weighted term.
type Weighted struct {
	Term   Term
	Weight float64
}

// A Vector is a list of terms in ascending order, each once.
type Vector []Weighted

// Hash returns the FNV-1a hash of s, never 0.
func Hash(s string) Term {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return Term(h | 1)
}

// HashRun hashes the hashes of words in the order in which they stand. words is
// a ring that begins at first.
func HashRun(words []uint64, first int) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for k := range words {
		h = (h ^ words[(first+k)%len(words)]) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return h
}

// A Stemmer finds the term of a word and remembers it. It is not safe for
// concurrent use; what it returns does not depend on what it has seen.
type Stemmer struct {
	seen map[string]Stem
	env  *snowballstem.Env
}

// A Stem is what a Stemmer knows of a word.
type Stem struct {
	Lower  string // the word in lower case, as [wordlist.Lower]
	Term   Term   // of the stem; 0 for a stop word
	Stop   bool
	Number bool // a number word
}

// NewStemmer returns an empty Stemmer.
func NewStemmer() *Stemmer {
	return &Stemmer{seen: map[string]Stem{}, env: snowballstem.NewEnv("")}
}

// Stem returns the stem of the word w as it stands in a text. It keeps at most
// 200,000 words in memory.
func (s *Stemmer) Stem(w string) Stem {
	if t, ok := s.seen[w]; ok {
		return t
	}
	lower := wordlist.Lower(w)
	t := Stem{Lower: lower, Stop: wordlist.Stop.Has(lower), Number: wordlist.Numbers.Has(lower)}
	if !t.Stop {
		t.Term = Hash(s.cut(lower))
	}
	if len(s.seen) < 200_000 {
		s.seen[w] = t
	}
	return t
}

// Form returns the stem of the word w as it is written.
func (s *Stemmer) Form(w string) string { return s.cut(wordlist.Lower(w)) }

// cut returns the Porter 2 stem of a lower-case word.
func (s *Stemmer) cut(w string) string {
	if len(w) > 60 {
		return w
	}
	s.env.SetCurrent(w)
	english.Stem(s.env)
	return s.env.Current()
}

// FromCounts makes a vector of terms that may come in any order and more than
// once: equal terms are added up.
func FromCounts(terms []Weighted) Vector {
	slices.SortFunc(terms, func(a, b Weighted) int {
		switch { // what cmp.Compare does, without looking for NaN
		case a.Term < b.Term:
			return -1
		case a.Term > b.Term:
			return 1
		}
		return 0
	})
	out := terms[:0]
	for _, t := range terms {
		if n := len(out); n > 0 && out[n-1].Term == t.Term {
			out[n-1].Weight += t.Weight
			continue
		}
		out = append(out, t)
	}
	return Vector(slices.Clip(out))
}

// Norm returns the Euclidean length of v.
func (v Vector) Norm() float64 {
	var sum float64
	for _, t := range v {
		sum += t.Weight * t.Weight
	}
	return math.Sqrt(sum)
}

// Unit scales v to length 1 in place and returns it. A vector of length 0 is
// left as it is.
func (v Vector) Unit() Vector {
	n := v.Norm()
	if n == 0 {
		return v
	}
	for i := range v {
		v[i].Weight /= n
	}
	return v
}

// Dot returns the sum of the products of the terms that both have.
func (v Vector) Dot(u Vector) float64 {
	var sum float64
	j := 0
	for _, t := range v {
		for j < len(u) && u[j].Term < t.Term {
			j++
		}
		if j == len(u) {
			break
		}
		if u[j].Term == t.Term {
			sum += t.Weight * u[j].Weight
		}
	}
	return sum
}

// Heaviest returns the n terms of v with the most weight, heaviest first;
// equal ones in order of the term.
func (v Vector) Heaviest(n int) []Weighted {
	top := slices.Clone(v)
	slices.SortFunc(top, func(a, b Weighted) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		case a.Term < b.Term:
			return -1
		case a.Term > b.Term:
			return 1
		}
		return 0
	})
	return top[:min(n, len(top))]
}
