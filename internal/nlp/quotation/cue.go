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
		g := d.gradeAt(i)
		if g == "" {
			continue
		}
		c := cue{verb: i, grade: g, words: d.verbWords(i), denied: d.negated(i)}
		c.passive = d.child(i, parse.AuxPass) >= 0 || d.child(i, parse.NsubjPass) >= 0
		c.source = d.subject(i)
		if d.Lemmas[i] == "put" {
			c.source = d.subjectBefore(c.words.first) // "as she put it": the tree takes that for a part of something
		}
		if n := len(d.cues); d.xpos(i) == "VBG" && d.word(i-1) == "," && n > 0 && d.sentence[d.cues[n-1].verb] == d.sentence[i] && d.cues[n-1].grade != View {
			c.source = d.cues[n-1].source // "she said, adding"
		}
		if c.source.empty() && !c.passive && g != View {
			c.source = d.subjectBefore(c.words.first)
		}
		if s := c.source; !s.empty() && s.end < c.words.first-1 && s.end > c.words.first-25 && d.word(c.words.first-1) == "," && !d.hasFinite(stretch{s.end, c.words.first}) {
			c.source.end = c.words.first - 1 // the tree lost an apposition
		}
		if d.nobody(c.source, i) {
			continue
		}
		if n := len(d.cues); c.source.empty() && d.joined(c.words.first) && n > 0 && d.sentence[d.cues[n-1].verb] == d.sentence[i] {
			c.source = d.cues[n-1].source
		}
		d.cueAt[i] = len(d.cues)
		if n := d.child(i, parse.Nsubj); n >= 0 {
			d.sourceAt[n] = len(d.cues)
		}
		d.cues = append(d.cues, c)
	}
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
