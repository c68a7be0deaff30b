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

// subject returns who does what the verb at token i says, by the tree: its
// subject, or that of the verb it goes on or depends on.
func (d *doc) subject(i int) stretch {
	for steps := 0; steps < 6; steps++ {
		if s := d.child(i, parse.Nsubj, parse.NsubjOuter); s >= 0 {
			return d.phrase(s, i)
		}
		if d.child(i, parse.NsubjPass) >= 0 {
			if by := d.child(i, parse.OblAgent); by >= 0 {
				return d.phrase(by, i)
			}
			return stretch{}
		}
		h := int(d.Heads[i])
		if h == i {
			return stretch{}
		}
		if root := d.rootOf(i); d.xpos(i) == "VBG" && d.word(i-1) == "," && root < i && d.upos(root) == tag.VERB {
			i = root // "she sent a letter to the council, writing": not the council
			continue
		}
		switch d.Rels[i] {
		case parse.Conj, parse.Xcomp, parse.Advcl:
			if d.upos(h) != tag.VERB && d.Rels[i] == parse.Conj {
				return d.who(i)
			}
			i = h
		case parse.ACL:
			if x := d.xpos(i); x == "VBG" && d.upos(h) != tag.VERB {
				return d.phrase(h, i)
			}
			return stretch{}
		default:
			return stretch{}
		}
	}
	return stretch{}
}

// rootOf returns the root of the sentence of token i.
func (d *doc) rootOf(i int) int { return d.roots[d.sentence[i]] }

// who returns the "who" before the verb at token i, if no comma stands
// between: "a man who laughed and called".
func (d *doc) who(i int) stretch {
	for k := i - 1; k >= max(d.tokensOf(i).first, i-15) && d.word(k) != ","; k-- {
		if d.low(k) == "who" {
			return stretch{k, k + 1}
		}
	}
	return stretch{}
}

// subjectBefore returns the noun phrase before the verb at token v, with an
// apposition between commas: what the subject is where the tree has none.
func (d *doc) subjectBefore(v int) stretch {
	floor := max(d.tokensOf(v).first, v-30)
	end := v
	for end > floor && (d.upos(end-1) == tag.ADV || unspoken.Has(d.low(end-1))) {
		end--
	}
	k := end
	if k-1 > floor && d.word(k-1) == "," {
		for k -= 2; k > floor && d.word(k) != "," && d.regionAt[k] == 0; k-- {
		}
		if k <= floor || d.word(k) != "," || !d.nominal(k-1) {
			return stretch{}
		}
	}
	s := d.nominalBefore(k)
	s = d.trimSource(stretch{s.first, end})
	if s.empty() || !d.nameable(s) {
		return stretch{}
	}
	return s
}

// nominalBefore returns the words of a noun phrase that end before token end,
// in its sentence.
func (d *doc) nominalBefore(end int) stretch {
	k := end
	for floor := max(d.tokensOf(end).first, end-30); k > floor && d.regionAt[k-1] == 0 && (d.nominal(k-1) || d.upos(k-1) == tag.ADP && k < end && d.continues(k-1)); k-- {
	}
	return stretch{k, end}
}

// phrase returns the words that hang on the noun or pronoun at token head, on
// the side of the verb where it stands, without prepositions before it and
// without quotations.
func (d *doc) phrase(head, verb int) stretch {
	if u := d.upos(head); u == tag.PUNCT || unspoken.Has(d.low(head)) {
		return stretch{}
	}
	s := d.edges[head]
	if verb < head {
		s.first = max(s.first, verb+1)
	} else {
		s.end = min(s.end, verb)
	}
	for k := head - 1; k >= s.first; k-- {
		if d.regionAt[k] != 0 && d.regionAt[head] == 0 || d.upos(k) == tag.PUNCT && d.low(k) != "-" && k < head-30 {
			s.first = k + 1
			break
		}
	}
	for k := head + 1; k < s.end; k++ {
		if d.regionAt[k] != 0 && d.regionAt[head] == 0 && d.regions[d.region(k)].end-d.regions[d.region(k)].first > 4 || k > head+40 {
			s.end = k
			break
		}
	}
	for s.first < head && (d.Rels[s.first] == parse.Case || d.Rels[s.first] == parse.CC || d.Rels[s.first] == parse.Mark) {
		s.first++
	}
	return d.trim(s)
}
