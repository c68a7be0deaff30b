package copies

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	gram      = 4       // words of a shingle; docs/decisions/0006 compares it with 5
	maxSketch = 1 << 12 // shingles kept of one document: the sample of some 32,000 words

	// The sketch of a text shorter than halfFrom tokens has all its shingles,
	// that of one up to twice as long half of them, up to four times as long a
	// quarter, and any other an eighth, chosen by their hashes. So two are
	// compared by what the longer one keeps.
	halfFrom = 300
)

// A level says how much of a text its sketch keeps: one shingle in 1<<level.
type level uint8

const levels = 4

func levelOf(tokens int) level {
	l := level(0)
	for l < levels-1 && tokens >= halfFrom<<l {
		l++
	}
	return l
}

// keeps reports whether the sketches of a level keep hash.
func (l level) keeps(hash uint32) bool { return hash&(1<<l-1) == 0 }

// A sketcher makes the sketches of documents, in memory that it uses again.
type sketcher struct {
	sketch []uint32 // the shingles kept, in the order of the text, each once
	level  level
	place  table // shingle -> its place in the sketch
	window [gram]uint64
	words  int // since the last break
}

// make reads d. Left out are what stands in quotation marks, since two reports
// that quote one speaker are no copies, and the paragraphs in skip. No shingle
// crosses what is left out.
func (s *sketcher) make(d *annotate.Document, skip []paragraph) {
	s.sketch, s.words, s.level = s.sketch[:0], 0, levelOf(len(d.Tokens))
	s.place.reset(min(len(d.Tokens), maxSketch))
	at := 0
	for _, p := range skip {
		s.run(d, at, p.first)
		s.words, at = 0, p.last
	}
	s.run(d, at, len(d.Tokens))
}

// run reads tokens [first, last) of d.
func (s *sketcher) run(d *annotate.Document, first, last int) {
	for i := first; i < last; i++ {
		m := d.Marks[i]
		if m&annotate.Quoted != 0 {
			s.words = 0
			continue
		}
		if m&annotate.Word == 0 {
			continue
		}
		s.window[s.words%gram] = word(d, i)
		s.words++
		if s.words >= gram {
			s.keep(uint32(vector.HashRun(s.window[:], s.words)))
		}
	}
}

// keep adds the shingle of hash h if it is of the sample.
func (s *sketcher) keep(h uint32) {
	if s.level.keeps(h) && len(s.sketch) < maxSketch && s.place.put(h, int32(len(s.sketch))) {
		s.sketch = append(s.sketch, h)
	}
}

// sizes returns how many shingles the sketch would have at each level.
func (s *sketcher) sizes() (n [levels]int32) {
	for _, h := range s.sketch {
		for l := range level(levels) {
			if l.keeps(h) {
				n[l]++
			}
		}
	}
	return n
}

// A lead is the words of the title and of the start of a text, stop words left
// out: hashes, never 0, each once.
type lead [32]uint16

const leadTokens = 60

func leadOf(d *annotate.Document) (l lead) {
	n := 0
	add := func(t vector.Term) {
		h := uint16(t>>32) | 1
		if t != 0 && n < len(l) && !slices.Contains(l[:n], h) {
			l[n] = h
			n++
		}
	}
	for _, t := range d.TitleTerms {
		add(t)
	}
	for i, t := range d.Terms[:min(leadTokens, len(d.Terms))] {
		if d.Marks[i]&annotate.Number == 0 {
			add(t)
		}
	}
	return l
}

// like returns the part of the words of the shorter lead that stand in the
// other.
func (l *lead) like(o *lead) float64 {
	shared, n, m := 0, 0, 0
	for i := range l {
		if o[i] != 0 {
			m++
		}
		if l[i] != 0 {
			n++
			if slices.Contains(o[:], l[i]) {
				shared++
			}
		}
	}
	return float64(shared) / float64(max(1, min(n, m)))
}

// word returns the hash of the stem of token i, or of the word itself where it
// has none.
func word(d *annotate.Document, i int) uint64 {
	if t := d.Terms[i]; t != 0 {
		return uint64(t)
	}
	return uint64(vector.Hash(d.Lower[i]))
}

// A table maps hashes to numbers, by open addressing.
type table struct {
	keys   []uint32
	values []int32 // plus one; 0 is an empty cell
}

// reset empties t and makes room for n hashes.
func (t *table) reset(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if size > cap(t.keys) {
		t.keys, t.values = make([]uint32, size), make([]int32, size)
	}
	t.keys, t.values = t.keys[:size], t.values[:size]
	clear(t.values)
}

func (t *table) cell(key uint32) int {
	mask := len(t.keys) - 1
	i := int(key>>levels) & mask
	for t.values[i] != 0 && t.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

// put sets the value of key, unless it has one.
func (t *table) put(key uint32, value int32) bool {
	i := t.cell(key)
	if t.values[i] != 0 {
		return false
	}
	t.keys[i], t.values[i] = key, value+1
	return true
}

// get returns the value of key.
func (t *table) get(key uint32) (int32, bool) {
	v := t.values[t.cell(key)]
	return v - 1, v != 0
}
