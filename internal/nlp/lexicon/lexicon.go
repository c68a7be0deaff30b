// Package lexicon looks at one word at a time: its hashes, its shape, the
// class it was put in by its neighbours, and what WordNet says it can be.
// Tagger, parser and names all start from the same [Word] values.
//
// Layer: nlp (pure). It never looks at the words around.
package lexicon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/table"
)

// A Word is what is known of one word form. Hashes are never 0 for a form
// that has what is hashed, and 0 for one that has not (a suffix of four
// letters of a word of three).
type Word struct {
	Form   uint64    // as written
	Lower  uint64    // lower-cased, digits as 0
	Prefix [3]uint64 // of 2 to 4 letters, lower-cased
	Suffix [4]uint64 // of 1 to 4 letters, lower-cased
	Entry
	Stem  uint8 // which ending was cut to find Senses: 0 none
	Shape Shape
}

// An Entry is what the lexicon holds of a lower-cased word.
type Entry struct {
	Class  uint16 // of about 300 classes; 0 unknown
	Coarse uint8  // of about 40; 0 unknown
	Verb   uint8  // WordNet's field of the first sense as a verb, 0 none
	Noun   uint8  // the same as a noun
	POS    uint8  // bits: 1 noun, 2 verb, 4 adjective, 8 adverb
}

// Shape is a set of facts about the letters of a word.
type Shape uint16

// The facts.
const (
	Initial Shape = 1 << iota // begins with an upper-case letter
	AllCaps                   // two letters or more, all upper-case
	Mixed                     // an upper-case letter after a lower-case one
	Digit                     // has a digit
	Numeric                   // only digits and , . : / -
	Hyphen                    // has a hyphen inside
	Letter                    // has a letter
	Dot                       // has a full stop and a letter
	Single                    // one rune
	At                        // has @
)

// A Lexicon is read-only and safe for concurrent use.
type Lexicon struct {
	place   *table.Table // by short hash, index into entries
	entries []Entry      // distinct entries
}

// Look fills w for the form s. It does not allocate for words of up to 64
// bytes.
func (l *Lexicon) Look(s string, w *Word) {
	var buf [64]byte
	lower, shape := fold(buf[:0], s)
	*w = Word{Form: perceptron.String(s), Lower: hash(lower), Shape: shape}
	for i, n := len(lower), 0; i > 0 && n < 4; n++ {
		_, size := utf8.DecodeLastRune(lower[:i])
		i -= size
		w.Suffix[n] = hash(lower[i:])
	}
	for i, n := 0, 0; i < len(lower) && n < 4; n++ {
		_, size := utf8.DecodeRune(lower[i:])
		i += size
		if n > 0 {
			w.Prefix[n-1] = hash(lower[:i])
		}
	}
	if l == nil {
		return
	}
	var known bool
	w.Entry, known = l.get(w.Lower)
	if shape&Letter != 0 && (!known || w.POS == 0) {
		l.stem(lower, w)
	}
}

// Words fills dst with one Word for each form, and returns it. It grows dst
// only when there are more words than ever before.
func (l *Lexicon) Words(forms []string, dst []Word) []Word {
	if cap(dst) < len(forms) {
		dst = make([]Word, len(forms), len(forms)+len(forms)/2)
	}
	dst = dst[:len(forms)]
	for i, f := range forms {
		l.Look(f, &dst[i])
	}
	return dst
}

// Has reports whether any of the facts of f holds.
func (s Shape) Has(f Shape) bool { return s&f != 0 }

// fold appends s in lower case, digits as 0, and tells the shape.
func fold(dst []byte, s string) ([]byte, Shape) {
	var shape Shape
	upper, lower, other, runes := 0, 0, 0, 0
	for i, r := range s {
		runes++
		switch {
		case r >= 'a' && r <= 'z':
			lower++
			dst = append(dst, byte(r))
		case r >= '0' && r <= '9':
			shape |= Digit
			dst = append(dst, '0')
		case r == '-' || r == '.' || r == ',' || r == ':' || r == '/':
			if r == '-' && i > 0 && i < len(s)-1 {
				shape |= Hyphen
			}
			if r == '.' {
				shape |= Dot
			}
			dst = append(dst, byte(r))
		case unicode.IsUpper(r):
			if lower > 0 {
				shape |= Mixed
			}
			if i == 0 {
				shape |= Initial
			}
			upper++
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		case unicode.IsLetter(r):
			lower++
			dst = utf8.AppendRune(dst, r)
		default:
			other++
			if r == '@' {
				shape |= At
			}
			dst = utf8.AppendRune(dst, r)
		}
	}
	if upper+lower > 0 {
		shape |= Letter
	} else {
		shape &^= Dot
	}
	if upper > 1 && lower == 0 {
		shape |= AllCaps
	}
	if shape&Digit != 0 && upper+lower+other == 0 {
		shape |= Numeric
	}
	if runes == 1 {
		shape |= Single
	}
	return dst, shape
}

func hash(b []byte) uint64 {
	h := uint64(0xcbf29ce484222325)
	for _, c := range b {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h | 1
}

// endings are cut in this order to find a word that WordNet has only in its
// base form.
var endings = [...]struct{ cut, add string }{
	{"ies", "y"}, {"es", ""}, {"s", ""}, {"ied", "y"}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""},
	{"er", ""}, {"est", ""}, {"ly", ""},
}

func (l *Lexicon) stem(lower []byte, w *Word) {
	var buf [80]byte
	for i, e := range endings {
		n := len(lower) - len(e.cut)
		if n < 2 || string(lower[n:]) != e.cut {
			continue
		}
		if l.senses(append(append(buf[:0], lower[:n]...), e.add...), w, i) {
			return
		}
		// stopped, running: the last letter stands twice.
		if e.add == "" && n > 3 && lower[n-1] == lower[n-2] && l.senses(lower[:n-1], w, i) {
			return
		}
	}
}

func (l *Lexicon) senses(base []byte, w *Word, ending int) bool {
	e, ok := l.get(hash(base))
	if !ok || e.POS == 0 {
		return false
	}
	w.Verb, w.Noun, w.POS, w.Stem = e.Verb, e.Noun, e.POS, uint8(ending+1)
	return true
}

func (l *Lexicon) get(h uint64) (Entry, bool) {
	n, ok := l.place.Get(table.Key(h))
	if !ok {
		return Entry{}, false
	}
	return l.entries[n], true
}

// ErrFormat says that bytes are not a lexicon of a known version.
var ErrFormat = errors.New("not a lexicon of a known version")

const formatVersion = 1

// Append appends the lexicon's bytes to dst: version and number of entries as
// uvarints, six bytes an entry, the table of words.
func (l *Lexicon) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, formatVersion)
	dst = binary.AppendUvarint(dst, uint64(len(l.entries)))
	for _, e := range l.entries {
		dst = append(dst, byte(e.Class>>8), byte(e.Class), e.Coarse, e.Verb, e.Noun, e.POS)
	}
	return l.place.Append(dst)
}

// Read reads what [Lexicon.Append] wrote from the start of b, and returns
// the bytes after it. Errors: [ErrFormat].
func Read(b []byte) (*Lexicon, []byte, error) {
	if len(b) < 2 || b[0] != formatVersion {
		return nil, nil, ErrFormat
	}
	n, size := binary.Uvarint(b[1:])
	b = b[1+max(size, 0):]
	if size <= 0 || n > 1<<16 || 6*n > uint64(len(b)) {
		return nil, nil, ErrFormat
	}
	l := &Lexicon{entries: make([]Entry, n)}
	for i := range l.entries {
		l.entries[i] = Entry{uint16(b[0])<<8 | uint16(b[1]), b[2], b[3], b[4], b[5]}
		b = b[6:]
	}
	var err error
	l.place, b, err = table.Read(b, len(l.entries))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return l, b, nil
}
