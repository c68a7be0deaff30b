package quotation

import (
	"unicode"
	"unicode/utf8"

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
			d.whole(&f)
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

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// goesWith reports whether r goes on the quotation of draft last: nothing
// stands between but the cue of that one and the end of its sentence.
func (d *doc) goesWith(r region, last int) bool {
	if last < 0 || !d.full(r) {
		return false
	}
	f := &d.found[last]
	at := r.begin()
	end := max(f.content[len(f.content)-1].end, f.cue.end, f.source.end)
	if f.block != r.paragraph || at < end || f.kind == Mixed && f.verb >= 0 && f.cue.first < f.content[0].first || f.inferred && at > end+2 {
		return false
	}
	prev := at - 1
	for prev > end && class(d.word(prev)) > 0 {
		prev--
	}
	if d.sentence[prev] != d.sentence[end-1] && d.sentence[prev] != d.sentence[max(end-2, 0)] {
		return false
	}
	switch mark := d.word(at - 1); mark {
	case ".", "?", "!", "…", "...":
		return true
	case ",", ":", "—", "--", "–", ";":
	default:
		if class(mark) == 0 && (at > end || !capital(d.word(r.first))) {
			return false
		}
	}
	for i := end; i < at; i++ {
		if _, ok := d.cueAt[i]; ok {
			return false // of its own
		}
	}
	return true
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
	} else {
		d.whole(f)
	}
	if f.grade == View && f.verb >= 0 && (f.framed || d.gradeAt(f.verb) != View) {
		f.grade = Likely
	}
}

// whole takes back the quotation marks at the ends of a clause whose partners
// stand in it.
func (d *doc) whole(f *draft) {
	for k := range f.content {
		c := &f.content[k]
		if r := d.region(c.end - 1); r >= 0 && d.regions[r].begin() >= c.first && d.regions[r].open >= 0 {
			c.end = max(c.end, d.regions[r].close+1)
		}
		if r := d.region(c.first); r >= 0 && d.regions[r].close >= 0 && d.regions[r].close < c.end {
			c.first = d.regions[r].begin()
		}
	}
}
