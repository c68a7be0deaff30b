package tag

import (
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// A context is a sentence and the two classes given last, from which the
// features of the next word are made.
type context struct {
	words  []lexicon.Word
	p1, p2 uint64 // class + 1 of the word before and of the one before that
	caps   uint64 // 1 if most words are in capitals: a headline, a shout
	end    uint64 // last word, which tells questions

	outside lexicon.Word // stands for the words before the first and after the last
}

func newContext(words []lexicon.Word) context {
	c := context{words: words, outside: lexicon.Word{Form: 3, Lower: 3}}
	upper, letters := 0, 0
	for i := range words {
		if words[i].Shape.Has(lexicon.Letter) {
			letters++
			if words[i].Shape.Has(lexicon.Initial) {
				upper++
			}
		}
	}
	if 3*upper > 2*letters && letters > 2 {
		c.caps = 1
	}
	if len(words) > 0 {
		c.end = words[len(words)-1].Lower
	}
	return c
}

func (c *context) at(i int) *lexicon.Word {
	if i < 0 || i >= len(c.words) {
		return &c.outside
	}
	return &c.words[i]
}

func (c *context) push(class int) { c.p1, c.p2 = uint64(class)+1, c.p1 }

// keys appends the features of word i.
func (c *context) keys(i int, dst []perceptron.Key) []perceptron.Key {
	h := perceptron.Hash
	w, l1, l2, r1, r2 := c.at(i), c.at(i-1), c.at(i-2), c.at(i+1), c.at(i+2)
	shape := uint64(w.Shape)<<1 | c.caps
	can := uint64(w.POS)<<8 | uint64(w.Stem)
	can1, canL := uint64(r1.POS)<<8|uint64(r1.Stem), uint64(l1.POS)<<8|uint64(l1.Stem)
	field := uint64(w.Noun)<<8 | uint64(w.Verb)
	cl, cl1, cr1 := uint64(w.Class), uint64(l1.Class), uint64(r1.Class)
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	dst = append(dst,
		h(1, 0, 0, 0),
		h(2, w.Lower, 0, 0),
		h(3, w.Form, 0, 0),
		h(4, w.Suffix[0], w.Prefix[0], 0),
		h(5, w.Suffix[1], 0, 0),
		h(6, w.Suffix[2], 0, 0),
		h(7, w.Suffix[3], 0, 0),
		h(8, w.Prefix[1], 0, 0),
		h(9, w.Prefix[2], 0, 0),
		h(10, shape, 0, 0),
		h(11, shape, first, 0),
		h(12, shape, w.Suffix[2], 0),
		h(13, cl, 0, 0),
		h(14, uint64(w.Coarse), shape, 0),
		h(15, can, 0, 0),
		h(16, can, shape, w.Suffix[1]),
		h(17, field, 0, 0),
		h(18, c.p1, 0, 0),
		h(19, c.p2, c.p1, 0),
		h(20, c.p1, w.Lower, 0),
		h(21, c.p1, c.p2, cl),
		h(22, c.p1, can, shape),
		h(23, c.p1, cr1, 0),
		h(24, c.p1, cl, 0),
		h(25, c.p1, w.Suffix[2], 0),
		h(26, l1.Lower, 0, 0),
		h(27, l2.Lower, 0, 0),
		h(28, r1.Lower, 0, 0),
		h(29, r2.Lower, 0, 0),
		h(30, l1.Lower, w.Lower, 0),
		h(31, w.Lower, r1.Lower, 0),
		h(32, l1.Lower, r1.Lower, 0),
		h(33, cl1, cl, 0),
		h(34, cl, cr1, 0),
		h(35, cl, cr1, uint64(r2.Class)),
		h(36, cl1, cl, cr1),
		h(37, cr1, uint64(r2.Class), 0),
		h(38, can, can1, 0),
		h(39, can, can1, c.p1),
		h(40, can, canL, can1),
		h(41, r1.Suffix[2], cl, 0),
		h(42, l1.Suffix[2], cl, 0),
		h(43, shape, uint64(l1.Shape), uint64(r1.Shape)),
		h(44, c.p1, c.p2, w.Lower),
		h(45, r1.Lower, r2.Lower, 0),
		h(46, l2.Lower, l1.Lower, 0),
		h(47, w.Lower, c.end, 0),
		h(48, can1, uint64(r2.POS), cl),
		h(49, c.p1, w.Lower, cr1),
	)
	return dst
}
