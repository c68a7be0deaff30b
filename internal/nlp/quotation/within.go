package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// worded finds whose words they are that stand behind a word for words: "used
// the term “x”".
func (d *doc) worded(r region) (ascription, bool) {
	at := r.begin() - 1
	if at > 0 && d.word(at) == "," {
		at--
	}
	if r.open < 1 || d.regionAt[at] != 0 || !wordNouns.Has(d.low(at)) || d.sentence[at] != d.sentence[r.open] {
		return ascription{}, false
	}
	v := int(d.Heads[at])
	if d.Rels[at] != parse.Obj || d.upos(v) != tag.VERB || v > at || d.negated(v) {
		return ascription{}, false
	}
	s := d.subject(v)
	return ascription{verb: v, words: d.verbWords(v), source: s, grade: Likely}, !s.empty()
}

// enclosed finds the clause in which r stands and lets that be its quotation;
// it returns its draft, or -1.
func (d *doc) enclosed(r region) int {
	best := -1
	for _, k := range d.inSentence[d.sentence[r.begin()]] {
		f := &d.found[k]
		for _, c := range f.content {
			if c.first < r.end && r.first < c.end && c.first <= r.first {
				if best < 0 || c.end-c.first < d.size(best) {
					best = k
				}
			}
		}
	}
	if best < 0 {
		return d.framed(r)
	}
	f := &d.found[best]
	for i := range f.content {
		if c := &f.content[i]; c.first <= r.first && r.first < c.end && c.end < r.end {
			c.end = d.inside(r).end
		}
	}
	f.block = r.paragraph
	return best
}

// framed adds r to what a verb before it governs: "called the plan “a joke”",
// "described it, at a dinner, as “a joke”".
func (d *doc) framed(r region) int {
	at := r.begin()
	of := d.inSentence[d.sentence[at]]
	for i := len(of) - 1; i >= 0; i-- {
		k := of[i]
		f := &d.found[k]
		c := &f.content[len(f.content)-1]
		if f.kind != Indirect || c.end > at || at-c.end > 10 || !f.framed && c.end < at {
			continue
		}
		gap := stretch{c.end, at}
		if d.hasVerb(gap) {
			return -1
		}
		if in := d.inside(r); d.word(c.end) == "," {
			f.content = []stretch{in}
		} else {
			c.end = in.end
		}
		return k
	}
	return -1
}

func (d *doc) size(k int) int {
	n := 0
	for _, c := range d.found[k].content {
		n += c.end - c.first
	}
	return n
}
