package quotation

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// clauses finds what is said without quotation marks, or with some in it: the
// clause that a verb governs, the words before ", she said", "according to".
func (d *doc) clauses() {
	for k := range d.cues {
		c := &d.cues[k]
		if c.denied && c.grade == Said || c.source.empty() || c.passive {
			continue
		}
		content, grade := d.contentOf(c)
		if len(content) == 0 {
			continue
		}
		d.addClause(content, c.words, c.source, c.verb, grade)
	}
	d.according()
	d.nouns()
	d.inSentence = make([][]int, len(d.Sentences))
	for k := range d.found {
		s := d.sentence[d.found[k].content[0].first]
		d.inSentence[s] = append(d.inSentence[s], k)
	}
}

// addClause adds what is said in a clause, with the kind that its marks give
// it.
func (d *doc) addClause(content []stretch, words, source stretch, verb int, grade Grade) {
	var kept []stretch
	for _, s := range content {
		if s = d.trim(s); !s.empty() {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return
	}
	d.found = append(d.found, draft{
		kind: Indirect, content: kept, cue: words, source: source, grade: grade, block: d.paragraph(words.first), verb: verb,
		framed: verb >= 0 && frames.Has(d.Lemmas[verb]),
	})
}

// contentOf returns what the verb of c reports, by the words where they are
// plain and else by the tree.
func (d *doc) contentOf(c *cue) ([]stretch, Grade) {
	v := c.verb
	sent := d.tokensOf(v)
	if around, ok := d.around(c, sent); ok {
		return around, c.grade
	}
	lemma := d.Lemmas[v]
	cc := d.childAfter(v, parse.Ccomp)
	if cc >= 0 && d.edges[cc].first <= v {
		cc = -1
	}
	that := d.thatAfter(v, sent.end)
	switch {
	case that >= 0 && (cc < 0 || that < d.edges[cc].first):
		return []stretch{{that, d.clauseEnd(v, that, sent.end)}}, c.grade
	case cc >= 0 && c.grade != View:
		return []stretch{{d.edges[cc].first, d.clauseEnd(v, cc, sent.end)}}, c.grade
	case cc >= 0:
		return []stretch{d.edges[cc]}, c.grade
	case bareClause.Has(lemma) && max(c.source.end, v) <= v && d.startsClause(v+1, sent.end):
		return []stretch{{v + 1, d.clauseEnd(v, v+1, sent.end)}}, c.grade
	}
	if x := d.childAfter(v, parse.Xcomp); x >= 0 && toVerbs.Has(lemma) {
		first := d.edges[x].first
		if o := d.childAfter(v, parse.Obj, parse.Iobj); o >= 0 && d.edges[o].first < first && lemma != "tell" {
			first = d.edges[o].first
		}
		return []stretch{{first, d.edges[x].end}}, View
	}
	if (frames.Has(lemma) || views.Has(lemma) || aboutVerbs.Has(lemma)) && d.child(v, parse.CompoundPrt) < 0 {
		return d.governed(v)
	}
	if o := d.childAfter(v, parse.Obj); o >= 0 && c.grade != View {
		if s := d.edges[o]; d.touched(s) {
			return []stretch{s}, c.grade
		}
	}
	return nil, ""
}

// touched reports whether a region stands in s.
func (d *doc) touched(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		if d.regionAt[i] != 0 {
			return true
		}
	}
	return false
}

// stops reports whether the mark w ends a sentence.
func stops(w string) bool { return w == "." || w == "?" || w == "!" }

// startsClause reports whether a clause without "that" may begin at token i: a
// noun phrase, and a verb after it.
func (d *doc) startsClause(i, end int) bool {
	for i < end && (d.upos(i) == tag.ADV || unspoken.Has(d.low(i))) {
		i++
	}
	switch d.upos(i) {
	case tag.DET, tag.NOUN, tag.PROPN, tag.PRON, tag.NUM, tag.ADJ:
	default:
		return false
	}
	for k := i + 1; k < min(end, i+25); k++ {
		if d.xpos(k) == "VBN" || d.hasFinite(stretch{k, k + 1}) {
			return true
		}
	}
	return false
}

// clauseEnd returns where the clause from token i on that the verb at token v
// reports ends: where another verb of the same subject reports something, at
// "according to", at a colon before a quotation, or with the sentence.
func (d *doc) clauseEnd(v, i, end int) int {
	for k := i + 1; k < end; k++ {
		if r := d.region(k - 1); r >= 0 && d.regions[r].close == k-1 && capital(d.word(k)) && stops(d.closing(d.regions[r])) {
			return k // “... it is old.” She added
		}
		if d.regionAt[k] != 0 {
			if r := d.regions[d.region(k)]; d.word(k-1) == ":" && r.open == k {
				return k - 1
			}
			continue
		}
		switch d.upos(k) {
		case tag.VERB:
			if n, ok := d.cueAt[k]; ok && d.cues[n].grade == Said && (d.joined(k) || d.xpos(k) == "VBG" && d.word(k-1) == ",") {
				return max(i+1, k-1)
			}
			if int(d.Heads[k]) != v {
				continue
			}
			switch d.Rels[k] {
			case parse.Conj, parse.Advcl, parse.Parataxis:
			default:
				continue
			}
			if g := d.gradeAt(k); d.Rels[k] == parse.Conj && d.child(k, parse.Aux, parse.Nsubj, parse.NsubjPass) >= 0 && g != Said ||
				d.Rels[k] != parse.Conj && (g == "" || g == View) {
				continue
			}
			return max(i+1, d.edges[k].first)
		}
		if d.low(k) == "according" && d.low(k+1) == "to" {
			return k
		}
	}
	return end
}

// governed returns the object of the verb at token v with what follows it in
// its clause.
func (d *doc) governed(v int) ([]stretch, Grade) {
	o := d.childAfter(v, parse.Obj)
	if o < 0 {
		return d.aboutWhat(v)
	}
	s := d.edges[o]
	for _, c := range d.under(v) {
		if int(c) > o && (d.Rels[c] == parse.Xcomp || d.Rels[c] == parse.Obl || d.Rels[c] == parse.Advcl && d.low(d.edges[c].first) == "as") {
			s.end = max(s.end, d.edges[c].end)
		}
	}
	s.first = max(s.first, v+1)
	return []stretch{s}, View
}

// aboutWhat returns what the verb at token v is about: "talked about the
// bridge".
func (d *doc) aboutWhat(v int) ([]stretch, Grade) {
	if !aboutVerbs.Has(d.Lemmas[v]) {
		return nil, ""
	}
	o := d.childAfter(v, parse.Obl)
	if o < 0 {
		return nil, ""
	}
	s := d.edges[o]
	if k := d.child(o, parse.Case, parse.Mark); k != s.first || !spokenOf.Has(d.low(k)) || s.first > v+3 || unspoken.Has(d.low(o)) {
		return nil, ""
	}
	s.first++
	return []stretch{s}, View
}

// childAfter returns the first dependent of token i after it with one of rels,
// or -1.
func (d *doc) childAfter(i int, rels ...parse.Rel) int {
	for _, c := range d.under(i) {
		if int(c) > i && slices.Contains(rels, d.Rels[c]) {
			return int(c)
		}
	}
	return -1
}

// thatAfter returns the "that" which opens a clause after the verb at v,
// behind a listener or a time at most; -1 if there is none.
func (d *doc) thatAfter(v, end int) int {
	for i := v + 1; i < min(end, v+12); i++ {
		if d.regionAt[i] != 0 {
			return -1
		}
		if d.low(i) == "that" {
			if d.upos(i) != tag.SCONJ && d.Rels[i] != parse.Mark && !d.opensClause(i+1) {
				return -1
			}
			return i
		}
		if u := d.upos(i); u == tag.VERB || u == tag.AUX || u == tag.SCONJ {
			return -1
		}
	}
	return -1
}

// opensClause reports whether a noun phrase begins at token i.
func (d *doc) opensClause(i int) bool {
	switch d.upos(i) {
	case tag.DET, tag.PRON, tag.PROPN, tag.ADJ, tag.NUM:
		return true
	case tag.NOUN:
		return d.xpos(i) == "NNS"
	}
	return false
}

// around returns what stands before ", X said" or on both sides of ", X
// said,": a cue that the writer puts between marks.
func (d *doc) around(c *cue, sent stretch) ([]stretch, bool) {
	if l := d.Lemmas[c.verb]; c.grade == View && l != "think" && l != "believe" {
		return nil, false
	}
	if short := d.nominalBefore(c.words.first); d.word(c.words.end) == "," && !short.empty() && short.first > c.source.first && d.word(short.first-1) == "," {
		c.source = short // "the pier, Roe said, is old": not "the pier, Roe"
	}
	first, end := min(c.source.first, c.words.first), max(c.source.end, c.words.end)
	for first > sent.first && (d.upos(first-1) == tag.ADV || d.upos(first-1) == tag.CCONJ || d.low(first-1) == "as") {
		first--
	}
	before := stretch{sent.first, first - 1}
	if before.empty() || d.region(sent.first) >= 0 || !parenthesis(d.word(first-1)) || d.regionAt[first-1] != 0 || d.region(first-2) >= 0 {
		return nil, false // after a quotation other rules say whose it is
	}
	for end < sent.end && !parenthesis(d.word(end)) && d.word(end) != "." {
		if u := d.upos(end); d.regionAt[end] != 0 || u == tag.VERB && d.xpos(end) != "VBG" || u == tag.AUX || u == tag.SCONJ || d.low(end) == "that" || end > c.verb+25 {
			return nil, false
		}
		end++
	}
	out := []stretch{before}
	if after := (stretch{end + 1, sent.end}); end+1 < sent.end && parenthesis(d.word(end)) && d.xpos(end+1) != "VBG" &&
		d.low(end+1) != "who" && d.low(end+1) != "which" && (d.hasVerb(after) || d.upos(end+1) == tag.ADP && d.hasVerb(before)) && d.cueIn(after) < 0 {
		out = append(out, after)
	}
	return out, d.hasVerb(before) || len(out) > 1
}

// parenthesis reports whether w is a mark that sets off what follows.
func parenthesis(w string) bool { return w == "," || w == "—" || w == "--" || w == "–" }

func (d *doc) cueIn(s stretch) int {
	for i := s.first; i < s.end; i++ {
		if k, ok := d.cueAt[i]; ok && d.cues[k].grade == Said {
			return k
		}
	}
	return -1
}

// hasVerb reports whether a verb stands in s.
func (d *doc) hasVerb(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		if u := d.upos(i); u == tag.VERB || u == tag.AUX {
			return true
		}
	}
	return false
}

// hasFinite reports whether a verb with a tense stands in s.
func (d *doc) hasFinite(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		switch d.xpos(i) {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// according finds what is said "according to" somebody: the rest of the
// clause.
func (d *doc) according() {
	for i := 0; i+2 < d.n; i++ {
		if d.low(i) != "according" || d.low(i+1) != "to" || d.regionAt[i] != 0 {
			continue
		}
		sent := d.tokensOf(i)
		source := d.nounGroup(i+2, sent.end)
		if source.empty() {
			continue
		}
		var content []stretch
		if i == sent.first || d.upos(i-1) == tag.CCONJ && i-1 == sent.first {
			next := source.end
			for next < sent.end && d.low(next) != "," {
				next++
			}
			content = []stretch{{next, sent.end}}
		} else {
			content = []stretch{{sent.first, i}}
			if source.end < sent.end && d.low(source.end) == "," {
				content = append(content, stretch{source.end, sent.end})
			}
		}
		d.addClause(content, stretch{i, i + 2}, source, -1, Said)
	}
}

// nouns finds what is said in a clause of a noun with an owner: "her claim
// that the bridge was safe".
func (d *doc) nouns() {
	for i := range d.n {
		if d.regionAt[i] != 0 || d.upos(i) != tag.NOUN || !statements.Has(d.Lemmas[i]) {
			continue
		}
		owner := d.child(i, parse.NmodPoss)
		if owner < 0 {
			continue
		}
		cc := d.childAfter(i, parse.ACL, parse.Ccomp)
		if cc < 0 || d.edges[cc].first <= i {
			continue
		}
		if w := d.low(d.edges[cc].first); w != "that" && w != "to" {
			continue
		}
		s := d.edges[owner]
		if k := d.child(owner, parse.Case); k > owner {
			s.end = k
		}
		d.addClause([]stretch{d.edges[cc]}, stretch{i, i + 1}, s, -1, View)
	}
}
