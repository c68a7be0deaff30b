package copies

import "math/bits"

// Shares of the smaller of two sketches that the other must hold; how they were
// found stands in docs/decisions/0006.
const (
	sameText = 0.60 // they are mostly one text
	partText = 0.15 // one took a part of the other
	// In a paraphrase few shingles stay whole, but all over the text: in so
	// many eighths of the shorter one.
	spreadText  = 0.08
	spreadParts = 5
	minSpread   = 8 // shingles of the sketch
	// Short texts share more by a stock phrase alone.
	shortText = 0.40
	short     = 60 // shingles
	minShared = 8  // shingles; and minSketch of the sketch, or minPart for a part
	minSketch = 3
	minPart   = 5

	// Reports of one outlet share what it carries on from day to day: pictures
	// with their captions, background. One is a version of the other only if
	// they begin alike too.
	ownText  = 0.45
	ownOther = 0.30 // and of the longer one's
	ownLead  = 0.38 // of the words of the leads
	// Two that are so alike, the longer too, are one text in any case.
	wholeText = 0.80

	// What is taken later than so many seconds after is background, unless it
	// is most of the text.
	soon = 48 * 3600
)

// An overlap is what two documents share, in shingles that the sketches of
// both keep.
type overlap struct {
	level        level
	mine, theirs int   // sizes of the sketches
	all          int   // shared
	common       int   // of these, common property
	spread       uint8 // the eighths of the shorter text in which the rest stands
}

// compare compares the document in hand with document n, and reports whether
// one took text from the other. What is taken late counts too if ever is set.
func (f *Finder) compare(r *record, n int, ever bool) (Share, bool) {
	other := f.record(n)
	o := f.overlap(r, &f.sketch.place, other)
	s := Share{n, float64(o.all) / float64(max(o.mine, 1)), float64(o.all) / float64(max(o.theirs, 1))}
	switch inTime := ever || r.undated || r.at-other.at <= soon; {
	case o.enough(o.all) && s.least() >= wholeText:
		return s, true
	case r.outlet != 0 && r.outlet == other.outlet:
		return s, inTime && o.enough(o.all) && s.most() >= ownText && s.least() >= ownOther && r.lead.like(&other.lead) >= ownLead
	default:
		return s, o.enough(o.all) && s.most() >= sameText || inTime && o.isPart()
	}
}

// overlap counts what document r, whose shingles are in place, shares with
// other. Common are those of the document in hand.
func (f *Finder) overlap(r *record, place *table, other *record) overlap {
	l := max(r.level, other.level)
	o := overlap{level: l, mine: int(r.sizes[l]), theirs: int(other.sizes[l])}
	for k := range other.size {
		hash := f.index.at(other.start + uint32(k)).hash
		if !l.keeps(hash) {
			continue
		}
		at, ok := place.get(hash)
		if !ok {
			continue
		}
		o.all++
		switch {
		case f.isCommon(hash):
			o.common++
		case o.mine < o.theirs:
			o.spread |= 1 << (8 * at / r.size)
		default:
			o.spread |= 1 << (8 * k / other.size)
		}
	}
	return o
}

// isPart reports whether a good part of one stands in the other.
func (o *overlap) isPart() bool {
	n, smaller := o.all-o.common, min(o.mine, o.theirs)
	need := partText
	switch {
	case smaller<<o.level < short:
		need = shortText
	case n >= minSpread && bits.OnesCount8(o.spread) >= spreadParts:
		need = spreadText
	}
	return n >= minPart && o.enough(n) && float64(n) >= need*float64(smaller)
}

// enough reports whether n shingles can be more than chance, or are all that
// there are.
func (o *overlap) enough(n int) bool {
	return n >= max(minShared>>o.level, minSketch) || n >= minSketch && n == max(o.mine, o.theirs)
}
