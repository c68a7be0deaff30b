package entity

import (
	"math/bits"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// A hint is how a word stood somewhere in the document. Hints are bits.
type hint uint16

const (
	afterFirstName hint = 1 << iota // after a first name with a capital
	afterTitle
	afterIn
	afterThe
	beforeCompany // before Inc., Party and the like
	beforeSaid
	beforePossessive
	beforeComma
	inBrackets
	beforeCapital
	afterCapital
)

// evidence is what a document says of its words, besides the sentence at
// hand: how often with a capital and without, and how they stood. A word at
// the start of a sentence says nothing of its capital. It is an open-addressing
// table that keeps its memory between documents.
type evidence struct {
	slots []seen
	used  []int32
}

// seen is one word of the document.
type seen struct {
	word         uint64
	upper, lower uint8
	hints        hint
}

// reset empties the table and makes room for n words.
func (e *evidence) reset(n int) {
	size := 16
	for size < 2*n {
		size *= 2
	}
	if size > len(e.slots) {
		e.slots, e.used = make([]seen, size), make([]int32, 0, size/2)
		return
	}
	for _, i := range e.used {
		e.slots[i] = seen{}
	}
	e.used = e.used[:0]
}

func (e *evidence) find(word uint64) int {
	mask := len(e.slots) - 1
	i := int(word>>32) & mask
	for e.slots[i].word != 0 && e.slots[i].word != word {
		i = (i + 1) & mask
	}
	return i
}

func (e *evidence) get(word uint64) *seen { return &e.slots[e.find(word)] }

func (e *evidence) put(word uint64) *seen {
	i := e.find(word)
	if e.slots[i].word == 0 {
		e.slots[i].word = word
		e.used = append(e.used, int32(i))
	}
	return &e.slots[i]
}

// add takes in one sentence.
func (e *evidence) add(words []lexicon.Word, matches []match, cues *cues) {
	shout := mostlyCapitals(words)
	for i := range words {
		w := &words[i]
		if !w.Shape.Has(lexicon.Letter) {
			continue
		}
		s := e.put(w.Lower)
		if !w.Shape.Has(lexicon.Initial) {
			s.lower = min(s.lower, 254) + 1
			continue
		}
		s.hints |= hintsAt(words, matches, i, cues)
		if i > 0 && !shout {
			s.upper = min(s.upper, 254) + 1
		}
	}
}

// mostlyCapitals tells headlines, where capitals say little.
func mostlyCapitals(words []lexicon.Word) bool {
	upper, letters := 0, 0
	for i := range words {
		if words[i].Shape.Has(lexicon.Letter) {
			letters++
			upper += bits.OnesCount16(uint16(words[i].Shape & lexicon.Initial))
		}
	}
	return letters > 3 && 3*upper > 2*letters
}

func hintsAt(words []lexicon.Word, matches []match, i int, cues *cues) (h hint) {
	if i > 0 {
		l := words[i-1].Lower
		capital := words[i-1].Shape.Has(lexicon.Initial)
		h |= when(capital && matches[i-1].unit&FirstName != 0, afterFirstName)
		h |= when(capital && cues.has(cues.titles, l), afterTitle)
		h |= when(cues.has(cues.in, l), afterIn)
		h |= when(l == cues.the, afterThe)
		h |= when(l == cues.bracket, inBrackets)
		h |= when(capital, afterCapital)
	}
	if i+1 < len(words) {
		r := words[i+1].Lower
		h |= when(cues.has(cues.companies, r), beforeCompany)
		h |= when(cues.has(cues.said, r), beforeSaid)
		h |= when(cues.has(cues.possessive, r), beforePossessive)
		h |= when(r == cues.comma, beforeComma)
		h |= when(words[i+1].Shape.Has(lexicon.Initial), beforeCapital)
	}
	return h
}

func when(b bool, h hint) hint {
	if b {
		return h
	}
	return 0
}

// cues are the hashes of the words that hints look for.
type cues struct {
	titles, in, companies, said, possessive []uint64
	the, bracket, comma                     uint64
}

func newCues() *cues {
	hash := func(words ...string) []uint64 {
		var out []uint64
		for _, w := range words {
			out = append(out, perceptron.String(w))
		}
		return out
	}
	return &cues{
		titles: hash("mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "sir", "president", "senator", "sen.",
			"gen.", "general", "minister", "judge", "captain", "capt.", "col.", "colonel", "sgt.", "professor",
			"prof.", "king", "queen", "prince", "chief", "inspector", "officer", "coach", "secretary", "director"),
		in: hash("in", "at", "near", "to", "from", "outside", "across", "around"),
		companies: hash("inc.", "inc", "corp.", "corp", "ltd.", "ltd", "co.", "plc", "group", "party", "bank",
			"university", "ministry", "department", "council", "committee", "association", "agency", "union",
			"airlines", "club", "fc", "institute", "commission"),
		said:       hash("said", "says", "told", "added", "asked", "wrote", "replied"),
		possessive: hash("'s", "’s"),
		the:        perceptron.String("the"), bracket: perceptron.String("("), comma: perceptron.String(","),
	}
}

func (c *cues) has(list []uint64, w uint64) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}
