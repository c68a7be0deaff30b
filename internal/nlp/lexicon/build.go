package lexicon

import (
	"maps"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/table"
)

// New returns a lexicon of words: classes as [Classes] gave them, senses as
// [WordNet] did. Both are keyed by the lower-cased word with digits as 0.
func New(classes map[string]Class, senses map[string]Senses) *Lexicon {
	byKey := make(map[uint32]Entry, len(classes)+len(senses))
	for w, c := range classes {
		k := table.Key(hash([]byte(w)))
		e := byKey[k]
		e.Class, e.Coarse = c.Fine, c.Coarse
		byKey[k] = e
	}
	for w, s := range senses {
		k := table.Key(hash([]byte(w)))
		e := byKey[k]
		e.Noun, e.Verb, e.POS = s.Noun, s.Verb, s.POS
		byKey[k] = e
	}
	return fromEntries(byKey)
}

func fromEntries(byKey map[uint32]Entry) *Lexicon {
	number := map[Entry]uint16{}
	places := make(map[uint32]uint16, len(byKey))
	l := &Lexicon{}
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		e := byKey[k]
		n, ok := number[e]
		if !ok {
			if len(l.entries) == 1<<16 {
				continue // words with a rare mix of facts: leave them unknown
			}
			n = uint16(len(l.entries))
			number[e] = n
			l.entries = append(l.entries, e)
		}
		places[k] = n
	}
	l.place = table.New(places)
	return l
}

// Normal returns s as the lexicon keys it: lower-cased, digits as 0.
func Normal(s string) string {
	b, _ := fold(nil, s)
	return string(b)
}
