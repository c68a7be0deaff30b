package parse

import (
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An atom is what the features say of one word, ready to be hashed.
type atom struct {
	w     uint64 // form
	t     uint64 // both tags, 11 bits
	u     uint64 // universal tag, 5 bits
	wt    uint64 // form and tags
	c, cc uint64 // class, 9 bits; coarse class, 6 bits
	f     uint64 // WordNet's field as what the tag says
	suf   uint64
}

// An extractor makes the features of a state. keys reuses its memory.
type extractor struct {
	atoms []atom // of each word; two more at the end: root and none
	n     int
	outer node // of the root and of no word
	// Counts of the words before each place, to tell what lies between two.
	verbs, commas, ccs []uint8
	out                []perceptron.Key
}

func (x *extractor) begin(words []lexicon.Word, tags []tag.Tag) {
	x.n = len(words)
	x.outer = node{l1: none, l2: none, r1: none, r2: none}
	x.atoms = x.atoms[:0]
	x.verbs, x.commas, x.ccs = append(x.verbs[:0], 0), append(x.commas[:0], 0), append(x.ccs[:0], 0)
	for i := range words {
		x.atoms = append(x.atoms, newAtom(&words[i], tags[i]))
		x.verbs = append(x.verbs, x.verbs[i]+one(tags[i].UPOS == tag.VERB || tags[i].UPOS == tag.AUX))
		x.commas = append(x.commas, x.commas[i]+one(tags[i].UPOS == tag.PUNCT))
		x.ccs = append(x.ccs, x.ccs[i]+one(tags[i].UPOS == tag.CCONJ || tags[i].UPOS == tag.SCONJ))
	}
	x.atoms = append(x.atoms,
		atom{w: 5, t: 2047, u: 31, wt: 5, c: 511, cc: 63, f: 63, suf: 5},
		atom{w: 7, t: 2046, u: 30, wt: 7, c: 510, cc: 62, f: 62, suf: 7})
}

func one(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func newAtom(w *lexicon.Word, t tag.Tag) atom {
	a := atom{w: w.Lower, t: uint64(t.UPOS)<<6 | uint64(t.XPOS), u: uint64(t.UPOS),
		c: uint64(w.Class), cc: uint64(w.Coarse), suf: w.Suffix[2]}
	a.wt = uint64(perceptron.Hash(0, a.w, a.t, 0))
	switch t.UPOS {
	case tag.VERB:
		a.f = uint64(w.Verb)
	case tag.NOUN:
		a.f = 32 + uint64(w.Noun)
	}
	return a
}

// forget makes word i one that is not known, but for its class and its tag.
func (x *extractor) forget(i int) {
	a := &x.atoms[i]
	a.w = 11
	a.wt = uint64(perceptron.Hash(0, a.w, a.t, 0))
}

func (x *extractor) at(i int32) *atom {
	switch i {
	case none:
		return &x.atoms[x.n+1]
	case root:
		return &x.atoms[x.n]
	}
	return &x.atoms[i]
}

func (x *extractor) nodeAt(s *state, i int32) *node {
	if i < 0 {
		return &x.outer
	}
	return &s.nodes[i]
}

func relAt(s *state, i int32) uint64 {
	if i < 0 {
		return 0
	}
	return uint64(s.nodes[i].rel)
}

// distance returns how far apart two words are, in nine steps.
func distance(a, b int32) uint64 {
	d := b - a
	switch {
	case a < 0 || b < 0:
		return 0
	case d < 6:
		return uint64(d)
	case d < 10:
		return 6
	}
	return 7
}

// between tells how many of some kind of word stand between two, up to 3.
func between(counts []uint8, a, b int32) uint64 {
	if a < 0 || b < 0 {
		return 0
	}
	return uint64(min(counts[b]-counts[a+1], 3))
}

// keys returns all features of s. They are good until the next call.
func (x *extractor) keys(s *state) []perceptron.Key {
	return x.moving(s, x.fixed(s, x.out[:0]))
}

// A place is what the fixed features of a state depend on: where it is, not
// how it came there.
type place struct{ s0, s1, s2, next int32 }

func (s *state) place() place { return place{s.top(0), s.top(1), s.top(2), s.next} }

// fixed appends the features that are the same for all states in one place.
// The names follow Zhang and Nivre 2011: s for the stack, b for what is not
// yet read.
func (x *extractor) fixed(s *state, dst []perceptron.Key) []perceptron.Key {
	h := perceptron.Hash
	is0, is1, ib0 := s.top(0), s.top(1), s.ahead(0)
	s0, s1, s2 := x.at(is0), x.at(is1), x.at(s.top(2))
	b0, b1, b2, b3 := x.at(ib0), x.at(s.ahead(1)), x.at(s.ahead(2)), x.at(s.ahead(3))
	ds, db := distance(is1, is0), distance(is0, ib0)
	mid := between(x.verbs, is0, ib0)<<4 | between(x.commas, is0, ib0)<<2 | between(x.ccs, is0, ib0)
	mid1 := between(x.verbs, is1, is0)<<4 | between(x.commas, is1, is0)<<2 | between(x.ccs, is1, is0)
	ss, sb := s1.t<<11|s0.t, s0.t<<11|b0.t
	ssb := ss<<11 | b0.t
	dst = append(dst,
		// One word.
		h(1, s0.wt, 0, 0), h(2, s0.w, 0, 0), h(3, s0.t, 0, 0),
		h(4, s1.wt, 0, 0), h(5, s1.w, 0, 0), h(6, s1.t, 0, 0),
		h(7, s2.wt, 0, 0), h(8, s2.t, 0, 0),
		h(9, b0.wt, 0, 0), h(10, b0.w, 0, 0), h(11, b0.t, 0, 0),
		h(12, b1.wt, 0, 0), h(13, b1.w, 0, 0), h(14, b1.t, 0, 0),
		h(15, b2.wt, 0, 0), h(16, b2.t, 0, 0), h(17, b3.t, 0, 0),
		h(18, s0.c, s0.u, 0), h(19, s1.c, s1.u, 0), h(20, b0.c, b0.u, 0), h(21, b1.c, 0, 0),
		// The top of the stack and the next word.
		h(22, s0.wt, b0.wt, 0), h(23, s0.wt, b0.t, 0), h(24, s0.t, b0.wt, 0), h(25, s0.w, b0.w, 0),
		h(26, sb, 0, 0), h(27, sb, b1.t, 0), h(28, sb, b1.t<<11|b2.t, 0), h(29, s0.wt, b0.t, b1.t),
		h(30, s0.c, b0.c, 0), h(31, s0.c, b0.t, 0), h(32, s0.t, b0.c, 0), h(33, s0.t, b0.c, b1.cc),
		h(34, s0.t, b0.wt, b1.t), h(35, b0.t, b1.t<<11|b2.t, 0), h(36, b0.wt, b1.t, 0), h(37, b0.t, b1.wt, 0),
		// The two on top.
		h(38, s1.wt, s0.wt, 0), h(39, s1.wt, s0.t, 0), h(40, s1.t, s0.wt, 0), h(41, s1.w, s0.w, 0),
		h(42, ss, 0, 0), h(43, s1.c, s0.c, 0), h(44, s1.c, s0.t, 0), h(45, s1.t, s0.c, 0),
		h(46, ssb, 0, 0), h(47, ssb, b1.t, 0), h(48, s2.t, ss, 0), h(49, s2.t, ssb, 0),
		h(50, s1.t, s0.t, b0.wt), h(51, s1.wt, s0.t, b0.t), h(52, s1.t, s0.wt, b0.t),
		h(53, s1.w, s0.w, b0.w), h(54, s1.t<<11|b0.t, 0, 0), h(55, s1.w, b0.w, 0), h(56, s1.cc, s0.cc, b0.cc),
		// How far, and what stands between.
		h(57, sb, db, 0), h(58, s0.w, db, b0.u), h(59, ss, ds, 0), h(60, s1.w, ds, s0.u), h(61, s0.u, s1.w, db<<4|ds),
		h(62, sb, mid, 0), h(63, ss, mid1, 0), h(64, ssb, mid<<8|mid1, 0),
		// Kinds of nouns and verbs, and endings.
		h(65, s1.f, s0.w, s0.u), h(66, s0.suf, b0.suf, s0.u<<5|b0.u), h(67, s1.suf, s0.suf, s1.u<<5|s0.u),
	)
	x.out = dst
	return dst
}

// moving appends the features that depend on the arcs so far; l and r are the
// outermost children.
func (x *extractor) moving(s *state, dst []perceptron.Key) []perceptron.Key {
	h := perceptron.Hash
	is0, is1, ib0 := s.top(0), s.top(1), s.ahead(0)
	s0, s1, b0 := x.at(is0), x.at(is1), x.at(ib0)
	n0, n1, nb := x.nodeAt(s, is0), x.nodeAt(s, is1), x.nodeAt(s, ib0)
	s0l, s0r, s0l2, s0r2 := x.at(n0.l1), x.at(n0.r1), x.at(n0.l2), x.at(n0.r2)
	s1l, s1r, s1r2 := x.at(n1.l1), x.at(n1.r1), x.at(n1.r2)
	b0l, b0l2 := x.at(nb.l1), x.at(nb.l2)
	v0 := uint64(n0.nl)<<8 | uint64(n0.nr)
	ss, sb := s1.t<<11|s0.t, s0.t<<11|b0.t
	labels0 := relAt(s, n0.l1)<<8 | relAt(s, n0.r1)
	dst = append(dst,
		h(80, s0.t, s0l.t, b0.t), h(81, s0.t, s0r.t, b0.t), h(82, sb, b0l.t, 0),
		h(83, ss, s1r.t, 0), h(84, ss, s1l.t, 0), h(85, ss, s0l.t, 0), h(86, ss, s0r.t, 0),
		h(87, s0.t, s0l.t, s0l2.t), h(88, s0.t, s0r.t, s0r2.t), h(89, b0.t, b0l.t, b0l2.t), h(90, s1.t, s1r.t, s1r2.t),
		h(91, s0.t, s0l.w, 0), h(92, s0.t, s0r.w, 0), h(93, s1.t, s1r.w, 0), h(94, b0.t, b0l.w, 0),
		h(95, s0.w, b0l.w, b0.t), h(96, s1.w, s0l.w, s0.t), h(97, ss, s0l.w, 0), h(98, ss, b0l.w, b0.t),
		h(99, s1.wt, s0l.w, s0.c), h(100, s1.t, s0r.w, s0.w), h(101, s1.t, s1l.w, s0.t),
		h(102, s0.t, labels0, 0), h(103, s0.w, labels0, b0.t), h(104, s1.t, relAt(s, n1.r1), relAt(s, n1.l1)),
		h(105, b0.t, relAt(s, nb.l1), relAt(s, nb.l2)), h(106, ss, labels0, b0.u),
		h(107, s0.t, n0.lset, b0.t), h(108, s0.t, n0.rset, b0.t), h(109, s1.t, n1.rset, s0.t), h(110, s1.w, n1.rset, s0.t),
		h(111, b0.t, nb.lset, s0.t), h(112, s0.wt, n0.lset, 0), h(113, s0.wt, n0.rset, 0), h(114, ss, n0.lset, n1.rset),
		h(115, s0.t, v0, 0), h(116, s0.w, v0, 0), h(117, s1.t, uint64(n1.nr), s0.t), h(118, b0.t, uint64(nb.nl), s0.t),
		h(119, s1.f, s0.f, s0l.w), h(120, s1.w, s0.f, s0l.w), h(121, s0.f, b0.f, b0l.w),
	)
	x.out = dst
	return dst
}
