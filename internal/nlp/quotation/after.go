package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// following finds a cue behind the closing mark of r: "she said", "said the
// mayor", or a name behind a dash.
func (d *doc) following(r region) (ascription, bool) {
	if r.close < 0 {
		return ascription{}, false
	}
	mark := d.closing(r)
	i := r.close + 1
	if d.word(i) == "," {
		i++
	}
	end := d.reach(r)
	if a, ok := d.signature(r, i); ok {
		return a, true
	}
	if i >= end || mark == "" && !spokenForms.Has(d.low(i)) {
		return ascription{}, false
	}
	a, ok := d.inverted(i, end)
	if !ok && mark != "" {
		a, ok = d.spoken(i, end, mark)
	}
	if !ok && d.word(r.end-1) == "," {
		a, ok = d.someone(i, end)
	}
	if ok && mark == "." && !d.bare(max(a.words.end, a.source.end), end) {
		return ascription{}, false
	}
	return a, ok && !d.embedded(r, a)
}

// embedded reports whether r is a name or a word in a sentence of the writer's
// that goes on with a clause of its own: “On "Cabin Talk," Roe said that ...”.
func (d *doc) embedded(r region, a ascription) bool {
	at := r.begin()
	if r.open < 0 || d.tokensOf(at).first == at || d.regionAt[at-1] != 0 {
		return false
	}
	switch d.word(at - 1) {
	case ".", "?", "!", ":", "—", "–", "--", "…", "...", "(":
		return false
	}
	u := d.upos(at - 1)
	if u == tag.ADP || u == tag.DET || u == tag.ADJ || a.verb < 0 || d.gradeAt(a.verb) == "" || d.gradeAt(a.verb) == View {
		return true
	}
	end := d.tokensOf(a.verb).end
	if cc := d.childAfter(a.verb, parse.Ccomp); cc >= 0 {
		return true
	}
	return d.thatAfter(a.verb, end) >= 0
}

// reach returns where the words after r end: at the next region or the end of
// the paragraph.
func (d *doc) reach(r region) int {
	for i := r.close + 1; i < d.n; i++ {
		if d.regionAt[i] != 0 || d.paragraph(i) != r.paragraph || i > r.close+60 {
			return i
		}
	}
	return d.n
}

// bare reports whether the sentence ends soon behind token i, without another
// verb.
func (d *doc) bare(i, end int) bool {
	for k := i; k < end && k < i+8; k++ {
		switch d.word(k) {
		case ".", "?", "!":
			return true
		}
		if u := d.upos(k); u == tag.VERB || u == tag.AUX || d.low(k) == "that" || d.low(k) == ":" {
			return false
		}
	}
	return end >= d.n || i < end && i+8 < end || d.paragraph(end) != d.paragraph(end-1)
}

// inverted finds "said the mayor" at token i.
func (d *doc) inverted(i, end int) (ascription, bool) {
	for d.upos(i) == tag.ADV && i+1 < end {
		i++
	}
	if i >= end || d.upos(i) != tag.VERB && !spokenForms.Has(d.low(i)) || !d.finite(i) {
		return ascription{}, false
	}
	g := d.gradeAt(i)
	if m := d.mention(i + 1); g == "" && (d.xpos(i) != "VBD" || m == nil || m.Type != "person") {
		return ascription{}, false // "reacted Roe" is one, "reacted with anger" is not
	}
	if g == "" || g == View {
		g = Likely
	}
	source := d.speakerAfter(i+1, end)
	if source.empty() {
		if source = d.subject(i); source.empty() {
			return ascription{}, false
		}
	}
	return ascription{verb: i, words: stretch{i, i + 1}, source: source, grade: g}, true
}

// spoken finds "the mayor said" from token i on: a subject and a verb, with
// nothing but appositions and relative clauses between.
func (d *doc) spoken(i, end int, mark string) (ascription, bool) {
	for i < end && (d.upos(i) == tag.ADV || d.upos(i) == tag.CCONJ) {
		i++
	}
	relative, plain, late := false, true, -1
	for k := i; k < end && k < i+45; k++ {
		switch w := d.low(k); {
		case w == "." || w == ";" || w == ":" || w == "?" || w == "!":
			return ascription{}, false
		case w == ",":
			relative = false
			continue
		case w == "who" || w == "whose" || w == "which" || w == "whom" || w == "where":
			relative = true
			continue
		}
		u := d.upos(k)
		if relative && d.gradeAt(k) == Said && d.finite(k) && d.low(k-1) != "who" {
			late = k
		}
		if form := k > i && spokenForms.Has(d.low(k)) && u == tag.NOUN && d.ending(k+1); relative || u != tag.VERB && !form {
			if u == tag.SCONJ || u == tag.AUX && !d.auxiliary(k) {
				plain = false
			}
			continue
		}
		g := d.gradeAt(k)
		if !d.finite(k) && !(g != "" && d.upos(k-1) == tag.AUX && (d.xpos(k) == "VBG" || d.xpos(k) == "VB")) {
			continue // "a man named Roe"
		}
		if g == "" && (!plain || mark == "." || k-i > 6) {
			return ascription{}, false
		}
		return d.spokenBy(i, k)
	}
	if late >= 0 {
		return d.spokenBy(i, late)
	}
	return ascription{}, false
}

// spokenBy ascribes to what stands between token i and the verb at token k.
func (d *doc) spokenBy(i, k int) (ascription, bool) {
	words := d.verbWords(k)
	source := d.trimSource(stretch{i, max(i, words.first)})
	if source.empty() || !d.nameable(source) {
		return ascription{}, false
	}
	g := d.gradeAt(k)
	if g == "" || g == View {
		g = Likely
	}
	return ascription{verb: k, words: words, source: source, grade: g}, true
}

// ending reports whether token i may follow a verb that ends a cue.
func (d *doc) ending(i int) bool {
	switch d.upos(i) {
	case tag.PUNCT, tag.ADP, tag.NoUPOS:
		return true
	}
	return unspoken.Has(d.low(i)) || d.regionAt[i] != 0
}

// someone finds a person right behind a comma and a closing mark, whatever
// verb follows.
func (d *doc) someone(i, end int) (ascription, bool) {
	s := stretch{i, i + 1}
	switch w := d.low(i); {
	case w == "he" || w == "she":
	case d.mention(i) != nil && d.mention(i).Type == "person":
		s.end = d.nounRun(i, end)
	default:
		return ascription{}, false
	}
	return ascription{verb: -1, source: s, grade: Likely}, !s.empty()
}

// auxiliary reports whether token i helps a verb.
func (d *doc) auxiliary(i int) bool { return d.Rels[i] == parse.Aux || d.Rels[i] == parse.AuxPass }

// signature finds a name behind a dash at token i, or at the start of the next
// paragraph: “...” — Ana Marsh.
func (d *doc) signature(r region, i int) (ascription, bool) {
	if i >= d.n || d.paragraph(i) != r.paragraph && i != r.close+1 {
		return ascription{}, false
	}
	switch d.word(i) {
	case "—", "–", "-", "--", "―":
	default:
		return ascription{}, false
	}
	s := stretch{i + 1, i + 1}
	p := d.paragraph(i)
	for s.end < d.n && d.paragraph(s.end) == p {
		if u := d.upos(s.end); u == tag.VERB && d.xpos(s.end) != "VBG" && d.xpos(s.end) != "VBN" || u == tag.AUX || s.end-i > 25 || d.regionAt[s.end] != 0 {
			return ascription{}, false
		}
		s.end++
	}
	s = d.trim(s)
	if s.empty() || !capital(d.word(s.first)) {
		return ascription{}, false
	}
	return ascription{verb: -1, words: stretch{i, i + 1}, source: s, grade: Likely}, true
}
