package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A cue is a verb that may report what somebody says, outside quotation marks.
type cue struct {
	verb    int
	words   stretch // the verb with its auxiliaries
	source  stretch // who says it; empty if not found
	grade   Grade
	denied  bool // "did not say"
	passive bool
}

// findCues lists the verbs of the text that may report speech.
func (d *doc) findCues() {
	for i := range d.n {
		if d.regionAt[i] != 0 || d.upos(i) != tag.VERB {
			continue
		}
		c := cue{verb: i, grade: d.gradeAt(i), words: d.verbWords(i), denied: d.negated(i)}
		c.passive = d.child(i, parse.AuxPass, parse.NsubjPass) >= 0
		if c.grade == "" {
			continue
		}
		if c.source = d.sourceOf(&c); d.nobody(c.source, i) {
			continue
		}
		if n := d.child(i, parse.Nsubj); n >= 0 {
			d.sourceAt[n] = len(d.cues)
		}
		d.cueAt[i] = len(d.cues)
		d.cues = append(d.cues, c)
	}
}

// sourceOf returns who says what the verb of c reports; empty if that is not
// clear.
func (d *doc) sourceOf(c *cue) stretch {
	first := c.words.first
	var before *cue // the one before in the sentence
	if n := len(d.cues); n > 0 && d.sentence[d.cues[n-1].verb] == d.sentence[c.verb] {
		before = &d.cues[n-1]
	}
	if before != nil && before.grade != View && !before.source.empty() && d.xpos(c.verb) == "VBG" && d.word(c.verb-1) == "," {
		return before.source // "she said, adding"
	}
	s := d.subject(c.verb)
	if d.Lemmas[c.verb] == "put" {
		s = stretch{} // "as she put it": the tree takes that for a part of something
	}
	if s.empty() && !c.passive && c.grade != View {
		s = d.subjectBefore(first)
	}
	if s.empty() && before != nil && d.joined(first) {
		return before.source
	}
	if !s.empty() && s.end < first-1 && s.end > first-25 && d.word(first-1) == "," && !d.hasFinite(stretch{s.end, first}) {
		s.end = first - 1 // the tree lost an apposition
	}
	return s
}

// joined reports whether the verb whose words begin at token i goes on another
// one of the same subject: "and added".
func (d *doc) joined(i int) bool { return d.upos(i-1) == tag.CCONJ && d.finite(i) }

// gradeOf returns the grade of a verb, "" if it is no verb of speech or
// thought.
func gradeOf(lemma string) Grade {
	switch {
	case speech.Has(lemma):
		return Said
	case talk.Has(lemma):
		return Likely
	case views.Has(lemma) || frames.Has(lemma) || aboutVerbs.Has(lemma):
		return View
	}
	return ""
}

// gradeAt returns the grade of the verb at token i, whatever it was taken for.
func (d *doc) gradeAt(i int) Grade {
	g := gradeOf(d.Lemmas[i])
	switch {
	case d.Lemmas[i] == "put" && d.low(i+1) == "it":
		return Likely
	case (g == "" || g == View) && spokenForms.Has(d.low(i)):
		return Said
	}
	return g
}

// verbWords returns the verb at token i with the auxiliaries and adverbs right
// before it.
func (d *doc) verbWords(i int) stretch {
	s := stretch{i, i + 1}
	for k := i - 1; k >= d.tokensOf(i).first && d.regionAt[k] == 0; k-- {
		if u := d.upos(k); u != tag.AUX && u != tag.ADV && u != tag.PART {
			break
		}
		if int(d.Heads[k]) == i {
			s.first = k
		}
	}
	return s
}

// negated reports whether the verb at token i has a "not" or a "never".
func (d *doc) negated(i int) bool {
	for _, c := range d.under(i) {
		switch d.low(int(c)) {
		case "not", "n't", "never", "nor", "neither":
			return int(c) < i
		}
	}
	return false
}

// finite reports whether token i is a verb that can follow a subject. Taggers
// take some past forms for participles, and "the letter reads" for two nouns.
func (d *doc) finite(i int) bool {
	switch d.xpos(i) {
	case "VBD", "VBZ", "VBP":
		return true
	}
	if d.low(i+1) == "by" {
		return false
	}
	return d.xpos(i) == "VBN" && gradeOf(d.Lemmas[i]) != "" && gradeOf(d.Lemmas[i]) != View || spokenForms.Has(d.low(i))
}

// nobody reports whether s, the source of the verb at token v, is a word that
// asks who it is or points at something: "who would say that?", "that says it
// all".
func (d *doc) nobody(s stretch, v int) bool {
	if s.end-s.first != 1 {
		return false
	}
	switch d.low(s.first) {
	case "who", "which":
		return s.first == d.tokensOf(v).first
	case "that", "this", "what", "there":
		return d.Rels[v] != parse.ACLRelcl
	}
	return false
}
