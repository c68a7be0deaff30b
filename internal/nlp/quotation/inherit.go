package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// inherited takes the speaker of the quotation before, or the person that the
// sentence before is about.
func (d *doc) inherited(r region, last int) (ascription, bool) {
	at := r.begin()
	if d.tokensOf(at).first != at || !d.full(r) || !capital(d.word(r.first)) {
		return ascription{}, false
	}
	switch d.closing(r) {
	case ".", "?", "!", "…", "...":
	default:
		if w := d.word(r.close + 1); r.close < 0 || w != "." && w != "?" && w != "!" {
			return ascription{}, false
		}
	}
	if at > 0 && d.paragraph(at-1) >= r.paragraph-1 && d.regionAt[at-1] == 0 {
		if of := d.inSentence[d.sentence[at-1]]; len(of) > 0 {
			if f := &d.found[of[0]]; f.grade == Said && d.paragraph(at-1) == r.paragraph {
				return ascription{verb: -1, source: f.source, grade: Likely, inferred: true}, true
			}
		}
		if s := d.about(d.tokensOf(at - 1)); !s.empty() {
			return ascription{verb: -1, source: s, grade: Likely, inferred: true}, true
		}
	}
	if !d.near(r, last) {
		return ascription{}, false
	}
	f := &d.found[last]
	return ascription{verb: -1, source: f.source, speaker: f.speaker, grade: Likely, inferred: true}, true
}

// longestGap is how many sentences may stand between a quotation and one that
// inherits its speaker.
const longestGap = 6

// near reports whether r may inherit the speaker of draft last: it stands in
// the same paragraph or the next one, and no other person comes between.
func (d *doc) near(r region, last int) bool {
	if last < 0 || d.found[last].block < r.paragraph-1 {
		return false
	}
	f := &d.found[last]
	from := int(d.sentence[max(f.content[len(f.content)-1].end, f.cue.end, f.source.end)-1]) + 1
	to := int(d.sentence[r.begin()])
	if to-from > longestGap {
		return false
	}
	for s := from; s < to; s++ {
		if who := d.about(stretch{d.Sentences[s].First, d.Sentences[s].Last}); !who.empty() {
			return false
		}
	}
	return true
}

// loose takes a whole sentence in marks for a quotation though nothing says
// plainly whose: of the subject of the writer's sentence in which it stands,
// or of whoever spoke before, or of nobody known.
func (d *doc) loose(r region, last int) (ascription, bool) {
	words := 0
	for i := r.first; i < r.end && words < 5; i++ {
		if d.upos(i) != tag.PUNCT {
			words++
		}
	}
	if words < 4 || !d.hasVerb(r.stretch) || !capital(d.word(r.first)) && d.closing(r) == "" || d.titled(r) {
		return ascription{}, false
	}
	a := ascription{verb: -1, grade: Likely, inferred: true}
	s := d.tokensOf(r.begin())
	for i := s.first; i < s.end; i++ {
		if d.regionAt[i] == 0 && d.upos(i) == tag.VERB && (d.Rels[i] == parse.Root || int(d.Heads[i]) >= r.first && int(d.Heads[i]) < r.end) {
			if a.source = d.subject(i); !a.source.empty() {
				return a, true
			}
		}
	}
	if d.near(r, last) {
		a.source, a.speaker = d.found[last].source, d.found[last].speaker
	}
	return a, true
}

// about returns the subject of the sentence s if that is a person.
func (d *doc) about(s stretch) stretch {
	for i := s.first; i < s.end; i++ {
		if d.Rels[i] != parse.Root {
			continue
		}
		subject := d.child(i, parse.Nsubj)
		if subject < 0 || d.regionAt[subject] != 0 {
			return stretch{}
		}
		if m := d.mention(subject); m != nil && m.Type == "person" {
			return d.phrase(subject, i)
		}
	}
	return stretch{}
}
