package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// leadingTo finds a cue before the opening mark of r: "She said:", "the mayor
// told reporters that".
func (d *doc) leadingTo(r region, last int) (ascription, bool) {
	if r.open < 0 {
		return ascription{}, false
	}
	at := r.begin()
	s := d.tokensOf(at)
	if s.first == at {
		return d.colonBefore(at)
	}
	start := s.first
	i := at - 1
	colon, comma := false, false
	for i >= start && d.regionAt[i] == 0 && (d.upos(i) == tag.PUNCT || d.low(i) == "that") {
		colon = colon || d.word(i) == ":"
		comma = comma || d.word(i) == ","
		i--
	}
	if colon {
		return d.introduced(stretch{start, i + 1})
	}
	for k, verbs := i, false; k >= start && k > i-25 && d.regionAt[k] == 0; k-- {
		n, ok := d.cueAt[k]
		if !ok {
			u := d.upos(k)
			verbs = verbs || u == tag.VERB && d.finite(k) || u == tag.AUX // "said, when it rained, “...”"
			if !comma && (verbs || u == tag.PUNCT && d.word(k) != "-") {
				break
			}
			continue
		}
		c := d.cues[n]
		if c.source.empty() && d.xpos(k) == "VBG" && last >= 0 && d.found[last].block == r.paragraph {
			c.source = d.found[last].source // "she said, adding"
		}
		switch {
		case c.grade == View || c.source.empty() || c.denied || c.passive:
		case verbs && d.hasClause(k):
		case !comma && !d.governs(k, i, r):
		default:
			return ascription{verb: k, words: c.words, source: c.source, grade: c.grade}, true
		}
		break
	}
	return ascription{}, false
}

// governs reports whether the verb at token k reports r without a comma, the
// last word before which is token i: nothing but whom or when stands between.
func (d *doc) governs(k, i int, r region) bool {
	if !d.full(r) || d.titled(r) || k < i-4 {
		return false
	}
	switch d.Lemmas[k] {
	case "call", "describe":
		return false // how, not what
	case "tell", "ask", "remind", "inform", "assure", "advise", "warn":
		return k < i || d.Lemmas[k] == "ask" || d.Lemmas[k] == "warn" // else whom, not what
	}
	return k == i || d.upos(i) == tag.ADV || d.upos(i) == tag.ADP || unspoken.Has(d.low(i))
}

// hasClause reports whether the verb at token k governs a clause without marks.
func (d *doc) hasClause(k int) bool {
	for _, n := range d.inSentence[d.sentence[k]] {
		if d.found[n].verb == k {
			return true
		}
	}
	return false
}

// apart reports whether a comma or a colon stands before r, or nothing of its
// sentence.
func (d *doc) apart(r region) bool {
	at := r.begin()
	w := d.word(at - 1)
	return d.tokensOf(at).first == at || w == "," || w == ":"
}

// colonBefore finds the cue of a quotation at the start of a sentence in the
// sentence before, if that ends with a colon.
func (d *doc) colonBefore(at int) (ascription, bool) {
	if at == 0 || d.word(at-1) != ":" {
		return ascription{}, false
	}
	return d.introduced(d.tokensOf(at - 1))
}

// introduced finds whose words follow a colon: of the last verb that reports,
// or else of the main verb; or who it is that stands before the colon alone.
func (d *doc) introduced(s stretch) (ascription, bool) {
	main := -1
	for k := s.end - 1; k >= s.first; k-- {
		if d.regionAt[k] != 0 {
			continue
		}
		if n, ok := d.cueAt[k]; ok {
			c := d.cues[n]
			if c.source.empty() {
				c.source = d.speakerAfter(k+1, s.end) // "Added Roe:"
			}
			if c.grade != View && (!c.source.empty() || c.passive) && !c.denied {
				return ascription{verb: k, words: c.words, source: c.source, grade: c.grade}, true
			}
		}
		if u := d.upos(k); u == tag.VERB && (d.Rels[k] == parse.Root || main < 0) {
			main = k
		}
	}
	t := d.trim(s)
	if main < 0 {
		if t.empty() || t.end-t.first > 8 || !capital(d.word(t.first)) {
			return ascription{}, false
		}
		return ascription{verb: -1, source: t, grade: Likely}, true
	}
	source := d.subject(main)
	if source.empty() {
		return ascription{}, false
	}
	return ascription{verb: main, words: d.verbWords(main), source: source, grade: Likely}, true
}
