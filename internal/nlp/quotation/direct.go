package quotation

import (
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An ascription says whose a region is.
type ascription struct {
	verb     int // of the cue; -1 for none
	words    stretch
	source   stretch
	speaker  stretch // what to resolve instead of the source, if not empty
	grade    Grade
	inferred bool
}

// quoted ascribes the regions.
func (d *doc) quoted() {
	last := -1 // the last draft of a quotation in marks
	for k := 0; k < len(d.regions); {
		to := k + 1
		for to < len(d.regions) && d.regions[to].after {
			to++
		}
		last = d.ascribe(k, to, last)
		k = to
	}
	d.kinds()
}

// ascribe finds who says the regions [from, to), which go on one another over
// paragraphs. last is the draft of the quotation before; the one after it is
// returned.
func (d *doc) ascribe(from, to, last int) int {
	r, end := d.regions[from], d.regions[to-1]
	before, led := d.leadingTo(r, last)
	led = led && d.apart(r)
	if a, ok := d.following(r); ok && !(led && d.closing(r) != ",") {
		return d.addQuoted(from, to, a, true)
	}
	if a, ok := d.following(end); ok && to-from > 1 {
		return d.addQuoted(from, to, a, false)
	}
	if d.goesWith(r, last) {
		for k := from; k < to; k++ {
			d.found[last].content = append(d.found[last].content, d.inside(d.regions[k]))
		}
		d.found[last].block = end.paragraph
		return last
	}
	if led {
		return d.addQuoted(from, to, before, false)
	}
	if k := d.enclosed(r); k >= 0 {
		if last >= 0 && d.found[last].block == r.paragraph && d.found[last].kind == Direct {
			return last
		}
		return k
	}
	if before.grade != "" {
		return d.addQuoted(from, to, before, false)
	}
	if a, ok := d.worded(r); ok {
		return d.addQuoted(from, to, a, false)
	}
	if a, ok := d.inherited(r, last); ok {
		return d.addQuoted(from, to, a, false)
	}
	if a, ok := d.loose(r, last); ok {
		return d.addQuoted(from, to, a, false)
	}
	return last
}

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
	if last >= 0 && d.found[last].block >= r.paragraph-1 {
		a.source, a.speaker = d.found[last].source, d.found[last].speaker
	}
	return a, true
}

// titled reports whether r reads like the title of a work: most of its words
// have capitals.
func (d *doc) titled(r region) bool {
	words, capitals := 0, 0
	for i := r.first; i < r.end; i++ {
		if d.upos(i) != tag.PUNCT && d.upos(i) != tag.PART {
			words++
			if capital(d.word(i)) {
				capitals++
			}
		}
	}
	return words > 1 && capitals*2 > words
}

// addQuoted adds a quotation of the regions [from, to). With lead, words of
// its sentence before the first one belong to it.
func (d *doc) addQuoted(from, to int, a ascription, lead bool) int {
	f := draft{kind: Direct, cue: a.words, source: a.source, speaker: a.speaker, inferred: a.inferred, grade: a.grade, verb: a.verb}
	for k := from; k < to; k++ {
		f.content = append(f.content, d.inside(d.regions[k]))
		f.block = d.regions[k].paragraph
	}
	if lead {
		if first := d.leadIn(from); first >= 0 {
			f.kind, f.content[0].first = Mixed, first
		}
	}
	d.found = append(d.found, f)
	return len(d.found) - 1
}

// leadIn returns the first word of the sentence of region k, if words stand
// between it and the region that are no part of a cue; else -1.
func (d *doc) leadIn(k int) int {
	r := d.regions[k]
	at := r.begin()
	s := d.tokensOf(at)
	if k > 0 && d.regions[k-1].end > s.first || s.first >= at-1 {
		return -1
	}
	switch d.low(at - 1) {
	case ":", ".", "?", "!":
		return -1
	}
	for i := s.first; i < at; i++ {
		if _, ok := d.cueAt[i]; ok {
			return -1
		}
	}
	return d.trim(stretch{s.first, at}).first
}

// inside returns what is quoted in r, without a comma of the writer's.
func (d *doc) inside(r region) stretch {
	s := r.stretch
	for s.end-1 > s.first && d.word(s.end-1) == "," {
		s.end--
	}
	return s
}

// closing returns the last mark inside r, or right behind it: "," before
// words of the writer, "." at an end.
func (d *doc) closing(r region) string {
	i := r.end - 1
	if i > r.first && class(d.word(i)) > 0 {
		i--
	}
	switch w := d.word(i); w[0] {
	case ',', '.', '?', '!', '-':
		if w == "." && d.word(r.close+1) == "," {
			return ","
		}
		return w[:1]
	}
	switch d.word(i) {
	case "…", "—", "–":
		return "…"
	}
	if d.word(r.close+1) == "," {
		return ","
	}
	return ""
}

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

// trimSource takes adverbs, connectives and marks off both ends of s.
func (d *doc) trimSource(s stretch) stretch {
	for !s.empty() {
		switch u := d.upos(s.end - 1); {
		case u == tag.ADV || u == tag.AUX || u == tag.PUNCT || u == tag.CCONJ || unspoken.Has(d.low(s.end-1)) && d.upos(s.end-1) != tag.PROPN:
			s.end--
			continue
		}
		break
	}
	for !s.empty() {
		switch u := d.upos(s.first); {
		case u == tag.ADV || u == tag.PUNCT || u == tag.CCONJ || u == tag.SCONJ:
			s.first++
			continue
		}
		break
	}
	return s
}

// nameable reports whether s holds a word for somebody.
func (d *doc) nameable(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		switch d.upos(i) {
		case tag.PROPN, tag.NOUN:
			if !unspoken.Has(d.low(i)) {
				return true
			}
		case tag.PRON, tag.DET, tag.NUM, tag.ADJ, tag.X:
			return true
		default:
			if capital(d.word(i)) { // a name that is a word of grammar too
				return true
			}
		}
	}
	return false
}

// speakerAfter returns the noun phrase at token i, behind a verb, with its
// appositions, before token end; empty if there is none.
func (d *doc) speakerAfter(i, end int) stretch {
	for i < end && (d.upos(i) == tag.ADV || unspoken.Has(d.low(i))) {
		i++
	}
	if i >= end {
		return stretch{}
	}
	if d.upos(i) == tag.PRON && d.xpos(i) != "PRP$" {
		return stretch{i, i + 1}
	}
	k := d.nounRun(i, end)
	for commas := 0; k > i && k+1 < end && d.word(k) == "," && commas < 3; commas++ {
		next := d.apposition(k+1, end)
		if next == k+1 {
			break
		}
		k = next
	}
	return d.trimSource(stretch{i, k})
}

// nounRun returns the end of the words of one noun phrase from token i on.
func (d *doc) nounRun(i, end int) int {
	k := i
	for k < end && k < i+30 {
		switch u := d.upos(k); u {
		case tag.DET, tag.ADJ, tag.NOUN, tag.PROPN, tag.NUM, tag.X:
			if k > i && unspoken.Has(d.low(k)) && d.upos(k-1) != tag.ADJ {
				return k
			}
		case tag.PRON:
			if d.xpos(k) != "PRP$" {
				return k
			}
		case tag.PART:
			if d.xpos(k) != "POS" {
				return k
			}
		case tag.PUNCT:
			if w := d.word(k); w != "-" && w != "'" && w != "’" {
				return k
			}
		case tag.CCONJ:
			if n := d.upos(k + 1); k == i || n != tag.PROPN && n != tag.NOUN && n != tag.DET && n != tag.ADJ {
				return k
			}
		case tag.ADP:
			if k == i || !d.continues(k) {
				return k
			}
		case tag.VERB: // "retired general Roe"
			if next := d.upos(k + 1); d.xpos(k) != "VBN" || next != tag.PROPN && next != tag.NOUN && next != tag.ADJ {
				return k
			}
		default:
			return k
		}
		k++
	}
	return k
}

// continues reports whether the preposition at token k goes on with the noun
// before it rather than with the verb.
func (d *doc) continues(k int) bool {
	next := d.upos(k + 1)
	if unspoken.Has(d.low(k+1)) || next != tag.DET && next != tag.PROPN && next != tag.NOUN && next != tag.ADJ && next != tag.NUM && next != tag.PRON {
		return false
	}
	switch d.low(k) {
	case "of":
		return true
	case "for", "with", "from", "at", "in", "to":
		return d.upos(k-1) == tag.NOUN && (next == tag.PROPN || d.low(k+1) == "the") || d.low(k) == "for" && next == tag.PROPN
	}
	return false
}

// apposition returns the end of an apposition, an age or a relative clause
// that begins at token i; i if there is none.
func (d *doc) apposition(i, end int) int {
	switch d.low(i) {
	case "who", "whose":
		k := i
		for k < end && d.word(k) != "." && d.word(k) != "," && d.word(k) != ";" {
			k++
		}
		return k
	}
	if u := d.upos(i); u != tag.DET && u != tag.NUM && u != tag.ADJ && u != tag.NOUN && u != tag.PROPN || unspoken.Has(d.low(i)) {
		return i
	}
	k := d.nounRun(i, end)
	switch d.word(k) {
	case ",", ".", ";", "":
		return k
	}
	if k == end || d.low(k) == "who" {
		return k
	}
	return i
}

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

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// goesWith reports whether r goes on the quotation of draft last: nothing
// stands between but the cue of that one and the end of its sentence.
func (d *doc) goesWith(r region, last int) bool {
	if last < 0 {
		return false
	}
	f := &d.found[last]
	at := r.begin()
	end := max(f.content[len(f.content)-1].end, f.cue.end, f.source.end)
	if f.block != r.paragraph || f.inferred && f.verb < 0 && end < at-2 || at < end || f.kind == Mixed && f.verb >= 0 && f.cue.first < f.content[0].first {
		return false
	}
	prev := at - 1
	for prev > end && class(d.word(prev)) > 0 {
		prev--
	}
	if d.sentence[prev] != d.sentence[end-1] && d.sentence[prev] != d.sentence[max(end-2, 0)] {
		return false
	}
	switch d.word(at - 1) {
	case ".", "?", "!", "…", "...":
		return d.full(r)
	}
	for i := end; i < at; i++ {
		if _, ok := d.cueAt[i]; ok {
			return false
		}
	}
	switch d.word(at - 1) {
	case ",", ".", "?", "!", ":", "…", "...", "—", "--", "–", ";":
		return d.full(r)
	}
	return (class(d.word(at-1)) > 0 || at == end && capital(d.word(r.first))) && d.full(r)
}

// full reports whether r holds a whole clause, not a word or two that the
// writer picks out.
func (d *doc) full(r region) bool {
	words := 0
	for i := r.first; i < r.end && words < 8; i++ {
		if d.upos(i) != tag.PUNCT {
			words++
		}
	}
	return words >= 8 || words >= 2 && (d.hasVerb(r.stretch) || d.closing(r) != "") || d.closing(r) != "" && d.closing(r) != "," && words > 0
}

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
	verbs := false // others stand between: "said, when it rained, “...”"
	for k := i; k >= start && k > i-25 && d.regionAt[k] == 0; k-- {
		n, ok := d.cueAt[k]
		if !ok {
			u := d.upos(k)
			verbs = verbs || u == tag.VERB && d.finite(k) || u == tag.AUX
			if !comma && (verbs || u == tag.PUNCT && d.word(k) != "-") {
				break
			}
			continue
		}
		c := d.cues[n]
		if l := d.Lemmas[k]; !comma && k == i && (l == "tell" || l == "remind" || l == "inform") {
			break // whom, not what
		}
		if c.source.empty() && d.xpos(k) == "VBG" && last >= 0 && d.found[last].block == r.paragraph {
			c.source = d.found[last].source // "she said, adding"
		}
		if verbs && d.hasClause(k) {
			break
		}
		if !comma && d.titled(r) {
			break
		}
		if c.grade == View || c.source.empty() || c.denied || c.passive && d.Lemmas[k] != "quote" {
			break
		}
		if !comma && (!d.full(r) || k < i-4 || k < i && d.upos(i) != tag.ADV && d.upos(i) != tag.ADP && !unspoken.Has(d.low(i)) && !d.addressed(k) || d.Lemmas[k] == "call" || d.Lemmas[k] == "describe") {
			break
		}
		return ascription{verb: k, words: c.words, source: c.source, grade: c.grade}, true
	}
	return ascription{}, false
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

// addressed reports whether the verb at token k has whom it is said to behind
// it.
func (d *doc) addressed(k int) bool {
	switch d.Lemmas[k] {
	case "tell", "ask", "remind", "inform", "assure", "advise", "warn":
		return true
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
	if last < 0 || d.found[last].block < r.paragraph-1 {
		return ascription{}, false
	}
	f := &d.found[last]
	return ascription{verb: -1, source: f.source, speaker: f.speaker, grade: Likely, inferred: true}, true
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

// kinds drops the clauses whose verb reports a quotation in marks, and says of
// the others whether words in marks stand in them.
func (d *doc) kinds() {
	used := map[int]bool{}
	for _, f := range d.found {
		if f.kind != Indirect && f.verb >= 0 {
			used[f.verb] = true
		}
	}
	out := d.found[:0]
	for _, f := range d.found {
		if f.kind == Indirect && f.verb >= 0 && used[f.verb] {
			continue
		}
		if f.kind == Indirect {
			d.mark(&f)
			if r := d.region(f.content[0].first); f.kind == Direct && r >= 0 && d.titled(d.regions[r]) {
				continue // "she has read “The Long Winter”"
			}
		}
		out = append(out, f)
	}
	d.found = out
}

// mark sets the kind of a clause by the words in and outside quotation marks.
func (d *doc) mark(f *draft) {
	quoted, plain := 0, 0
	for _, c := range f.content {
		for i := c.first; i < c.end; i++ {
			switch u := d.upos(i); {
			case u == tag.PUNCT:
			case d.regionAt[i] != 0:
				quoted++
			case d.low(i) != "that":
				plain++
			}
		}
	}
	if quoted == 0 {
		return
	}
	f.kind = Mixed
	if plain == 0 {
		f.kind = Direct
	}
	if f.grade == View && f.verb >= 0 && (f.framed || d.gradeAt(f.verb) != View) {
		f.grade = Likely
	}
}
