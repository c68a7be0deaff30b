package entity

import (
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An extractor makes the features of the words of a sentence.
type extractor struct {
	words   []lexicon.Word
	tags    []tag.Tag
	matches []match
	seen    []uint64 // what the document says of each word
	shout   uint64
	outside lexicon.Word // stands for the words before the first and after the last
	out     []perceptron.Key
}

func (x *extractor) begin(words []lexicon.Word, tags []tag.Tag, g *Gazetteer, e *evidence) {
	x.words, x.tags = words, tags
	x.outside = lexicon.Word{Form: 3, Lower: 3}
	x.matches = g.match(words, x.matches)
	x.shout = 0
	if mostlyCapitals(words) {
		x.shout = 1
	}
	x.seen = x.seen[:0]
	for i := range words {
		s := e.get(words[i].Lower)
		x.seen = append(x.seen, uint64(min(s.upper, 3))<<2|uint64(min(s.lower, 3))|uint64(s.hints)<<4)
	}
}

func transitionKey(from label) perceptron.Key { return perceptron.Hash(200, uint64(from), 0, 0) }

func (x *extractor) at(i int) *lexicon.Word {
	if i < 0 || i >= len(x.words) {
		return &x.outside
	}
	return &x.words[i]
}

// tagAt returns both tags of word i in 11 bits.
func (x *extractor) tagAt(i int) uint64 {
	if i < 0 || i >= len(x.tags) {
		return 2047
	}
	return uint64(x.tags[i].UPOS)<<6 | uint64(x.tags[i].XPOS)
}

// nearName says whether word i or one of the two on each side has an
// upper-case letter or stands in a list. All others are taken to be in no
// name, which saves half of the time.
func (x *extractor) nearName(i int) bool {
	for k := max(i-2, 0); k < min(i+3, len(x.words)); k++ {
		if x.words[k].Shape.Has(lexicon.Initial|lexicon.Mixed) || x.matches[k] != (match{}) {
			return true
		}
	}
	return false
}

// listed returns the lists that word i stands in, in 28 bits.
func (x *extractor) listed(i int) uint64 {
	if i < 0 || i >= len(x.matches) {
		return 0
	}
	m := x.matches[i]
	return uint64(m.unit)<<21 | uint64(m.begin)<<14 | uint64(m.inside)<<7 | uint64(m.last)
}

func (x *extractor) seenAt(i int) uint64 {
	if i < 0 || i >= len(x.seen) {
		return 0
	}
	return x.seen[i]
}

// keys returns the features of word i. They are good until the next call.
func (x *extractor) keys(i int) []perceptron.Key {
	h := perceptron.Hash
	w, l1, l2, r1, r2 := x.at(i), x.at(i-1), x.at(i-2), x.at(i+1), x.at(i+2)
	t, tl, tr := x.tagAt(i), x.tagAt(i-1), x.tagAt(i+1)
	shape := uint64(w.Shape)<<1 | x.shout
	sl, sr := uint64(l1.Shape), uint64(r1.Shape)
	g, gl, gr := x.listed(i), x.listed(i-1), x.listed(i+1)
	c, cl, cr := uint64(w.Class), uint64(l1.Class), uint64(r1.Class)
	cc := uint64(w.Coarse)<<16 | uint64(l1.Coarse)<<8 | uint64(r1.Coarse)
	noun := uint64(w.Noun)<<8 | uint64(w.POS)
	begins := uint64(0)
	if i == 0 {
		begins = 1
	}
	seen := x.seenAt(i)
	cases, hints := seen&15, seen>>4
	x.out = append(x.out[:0],
		h(1, 0, 0, 0),
		h(2, w.Lower, 0, 0), h(3, w.Form, 0, 0), h(4, w.Lower, shape, 0),
		h(5, l1.Lower, 0, 0), h(6, l2.Lower, 0, 0), h(7, r1.Lower, 0, 0), h(8, r2.Lower, 0, 0),
		h(9, l1.Lower, w.Lower, 0), h(10, w.Lower, r1.Lower, 0), h(11, l1.Lower, r1.Lower, shape),
		h(12, l1.Lower, shape, 0), h(13, r1.Lower, shape, 0), h(14, l2.Lower, l1.Lower, shape), h(15, r1.Lower, r2.Lower, shape),
		h(16, w.Suffix[1], shape, 0), h(17, w.Suffix[2], shape, 0), h(18, w.Suffix[3], shape, 0),
		h(19, w.Prefix[1], shape, 0), h(20, w.Prefix[2], shape, 0),
		h(21, r1.Suffix[2], sr, shape), h(22, l1.Suffix[2], sl, shape),
		h(23, shape, begins, 0), h(24, shape, sl, sr), h(25, sl, uint64(l2.Shape), shape), h(26, sr, uint64(r2.Shape), shape),
		h(27, t, shape, 0), h(28, t, tl, tr), h(29, tl, shape, 0), h(30, tr, shape, 0), h(31, t, w.Lower, 0),
		h(32, c, shape, 0), h(33, cl, shape, 0), h(34, cr, shape, 0), h(35, cc, shape, 0),
		h(36, cl, c, 0), h(37, c, cr, 0), h(38, uint64(l2.Class), shape, 0), h(39, uint64(r2.Class), shape, 0),
		h(40, noun, shape, 0), h(41, uint64(r1.Noun), uint64(l1.Noun), shape), h(42, noun, uint64(l1.Noun), shape),
		h(43, g, 0, 0), h(44, g, shape, begins), h(45, g, gl, gr), h(46, gl, shape, 0), h(47, gr, shape, 0),
		h(48, g, t, noun), h(49, g&^(1<<21-1), gr&^(1<<21-1), sr), h(50, g&^(1<<21-1), gl&^(1<<21-1), sl),
		h(51, g, l1.Lower, 0), h(52, g, r1.Lower, 0),
		h(53, cases, shape, begins), h(54, hints, shape, 0), h(55, cases, g, shape), h(56, hints, g, 0),
		h(57, x.seenAt(i-1)>>4, sl, shape), h(58, x.seenAt(i+1)>>4, sr, shape), h(59, cases, t, begins),
	)
	if n := len(x.words); n < 4 {
		x.out = append(x.out, h(61, uint64(n), shape, uint64(i)), h(62, uint64(n), g, uint64(i)))
	}
	for hs := hints; hs != 0; hs &= hs - 1 {
		x.out = append(x.out, h(60, hs&-hs, shape, 0))
	}
	return x.out
}
