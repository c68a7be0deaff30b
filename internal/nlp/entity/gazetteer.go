package entity

import (
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/table"
)

// A Kind is a list that a name stands in. Kinds are bits.
type Kind uint16

// The lists.
const (
	FirstName Kind = 1 << iota
	Surname
	Country // countries and their regions
	City
	KnownPerson
	KnownPlace
	KnownGroup
)

// maxPhrase is the longest phrase of a gazetteer, in words.
const maxPhrase = 6

// A Gazetteer is a set of phrases with the lists they stand in. It is
// read-only and safe for concurrent use.
type Gazetteer struct{ phrases *table.Table }

// NewGazetteer returns a gazetteer of phrases, each a list of words.
// Phrases longer than six words are left out.
func NewGazetteer(phrases map[Kind][][]string) *Gazetteer {
	values := map[uint32]uint16{}
	for k, list := range phrases {
		for _, p := range list {
			if len(p) > 0 && len(p) <= maxPhrase {
				values[phraseKey(p)] |= uint16(k)
			}
		}
	}
	return &Gazetteer{table.New(values)}
}

func phraseKey(words []string) uint32 {
	var none *lexicon.Lexicon
	h := uint64(0)
	for _, w := range words {
		var lw lexicon.Word
		none.Look(w, &lw)
		h = extend(h, lw.Lower)
	}
	return table.Key(h)
}

// extend adds one word to the hash of a phrase.
func extend(h, word uint64) uint64 {
	h = (h + word) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// A match says which lists a word stands in, by itself or as the first, a
// middle or the last word of a phrase.
type match struct{ unit, begin, inside, last Kind }

// match sets dst to the matches of each word. Phrases begin and end with a
// word that may be part of a name; the longest at each place counts, and so
// do single words.
func (g *Gazetteer) match(words []lexicon.Word, dst []match) []match {
	dst = dst[:0]
	for range words {
		dst = append(dst, match{})
	}
	for i := range words {
		if !mayName(&words[i]) {
			continue
		}
		h := uint64(0)
		longest, kinds := 0, Kind(0)
		for j := i; j < len(words) && j < i+maxPhrase; j++ {
			h = extend(h, words[j].Lower)
			v, ok := g.phrases.Get(table.Key(h))
			switch {
			case !ok:
			case j == i:
				dst[i].unit = Kind(v)
			case mayName(&words[j]):
				longest, kinds = j-i, Kind(v)
			}
		}
		if longest > 0 {
			mark(dst[i:i+longest+1], kinds)
		}
	}
	return dst
}

// mayName says whether w has an upper-case letter or, in careless text, is
// at least not a common word.
func mayName(w *lexicon.Word) bool {
	return w.Shape.Has(lexicon.Initial) || w.Shape.Has(lexicon.Letter) && w.POS == 0 && w.Suffix[3] != 0
}

func mark(run []match, k Kind) {
	run[0].begin |= k
	run[len(run)-1].last |= k
	for i := 1; i < len(run)-1; i++ {
		run[i].inside |= k
	}
}

// Append appends the gazetteer's bytes to dst.
func (g *Gazetteer) Append(dst []byte) []byte {
	return g.phrases.Append(append(dst, formatVersion))
}

// ReadGazetteer reads what [Gazetteer.Append] wrote from the start of b, and
// returns the bytes after it. Errors: [ErrFormat], or table's.
func ReadGazetteer(b []byte) (*Gazetteer, []byte, error) {
	if len(b) == 0 || b[0] != formatVersion {
		return nil, nil, ErrFormat
	}
	t, rest, err := table.Read(b[1:], 1<<16)
	return &Gazetteer{t}, rest, err
}
