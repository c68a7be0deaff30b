package quotation

import (
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A region is what stands between two quotation marks, or after one to the
// end of a paragraph.
type region struct {
	stretch         // what is quoted, without the marks
	open, close int // tokens of the marks; -1 for none
	paragraph   int
	after       bool // it goes on the region before, from paragraph to paragraph
}

// begin returns the first token of r, mark or word.
func (r region) begin() int {
	if r.open >= 0 {
		return r.open
	}
	return r.first
}

// A side says what a quotation mark does by where it stands.
type side uint8

const (
	either side = iota
	opens
	closes
)

// pairMarks finds the regions of the text, paragraph by paragraph. Regions
// within regions are not kept.
func (d *doc) pairMarks() {
	d.regionAt = make([]int32, d.n)
	for s := 0; s < len(d.Sentences); {
		p, first := d.Sentences[s].Paragraph, d.Sentences[s].First
		for s < len(d.Sentences) && d.Sentences[s].Paragraph == p {
			s++
		}
		var next *wiredesk.Sentence
		if s < len(d.Sentences) {
			next = &d.Sentences[s]
		}
		d.pairParagraph(stretch{first, d.Sentences[s-1].Last}, p, next)
	}
}

// pairParagraph adds the regions of one paragraph; next is the sentence after
// it.
func (d *doc) pairParagraph(par stretch, number int, next *wiredesk.Sentence) {
	all := d.singles(par, d.doubles(par))
	for k, r := range all {
		if r.empty() {
			continue
		}
		if r.close < 0 && !(k == len(all)-1 && (r.open == par.first || d.goesOn(r, next))) {
			continue // a mark without its partner
		}
		r.paragraph = number
		if n := len(d.regions); n > 0 && r.open == par.first {
			before := d.regions[n-1]
			r.after = before.close < 0 && before.end == par.first
		}
		d.regions = append(d.regions, r)
		for i := r.begin(); i < max(r.end, r.close+1); i++ {
			d.regionAt[i] = int32(len(d.regions))
		}
	}
}

// goesOn reports whether the paragraph that begins with sentence next takes up
// r, which was not closed.
func (d *doc) goesOn(r region, next *wiredesk.Sentence) bool {
	return next != nil && class(d.word(next.First)) != 0 && class(d.word(next.First)) == class(d.word(r.open)) && d.side(next.First) != closes
}

// class returns 2 for double quotation marks, 1 for single ones, else 0.
func class(w string) int {
	switch w {
	case `"`, "“", "”", "„", "«", "»", "''", "``", "‟", "＂":
		return 2
	case "'", "‘", "’", "‚", "‛", "`":
		return 1
	}
	return 0
}

// side returns what the mark at token i does by the space around it, or, if
// there is space or none on both sides, by its shape.
func (d *doc) side(i int) side {
	text := d.Text.Text
	before, _ := utf8.DecodeLastRuneInString(text[:d.Tokens[i].Start])
	after, _ := utf8.DecodeRuneInString(text[d.Tokens[i].End:])
	left := d.Tokens[i].Start == 0 || unicode.IsSpace(before) || before == '(' || before == '['
	right := d.Tokens[i].End == len(text) || unicode.IsSpace(after) || after == ')' || after == ']'
	switch {
	case left && !right:
		return opens
	case right && !left:
		return closes
	}
	switch d.word(i) {
	case "“", "„", "«", "‘", "``", "‚":
		return opens
	case "”", "»", "’":
		return closes
	}
	switch {
	case before == '—' || before == '–' || before == '-' || before == ':':
		return opens
	case after == ',' || after == '.' || after == ';' || after == '?' || after == '!' || after == ':':
		return closes
	}
	return either
}

// doubles pairs the double marks of a paragraph as brackets are. A closing
// mark that nothing opens quotes from the start of the paragraph if no mark
// stands before it. What is left open runs to the end.
func (d *doc) doubles(par stretch) []region {
	var out []region
	var open []int
	for i := par.first; i < par.end; i++ {
		if class(d.word(i)) != 2 {
			continue
		}
		s := d.side(i)
		if s == either {
			s = opens
			if len(open) > 0 {
				s = closes
			}
		}
		switch {
		case s == opens:
			open = append(open, i)
		case len(open) > 0:
			at := open[len(open)-1]
			open = open[:len(open)-1]
			for len(out) > 0 && out[len(out)-1].open > at {
				out = out[:len(out)-1] // within this one
			}
			out = append(out, region{stretch: stretch{at + 1, i}, open: at, close: i})
		case len(out) == 0 && ends(d.word(i-1)) && i > par.first:
			out = append(out, region{stretch: stretch{par.first, i}, open: -1, close: i})
		}
	}
	for _, at := range open {
		if at == par.first || len(out) == 0 || out[len(out)-1].close < at {
			return append(within(out, at), region{stretch: stretch{at + 1, par.end}, open: at, close: -1})
		}
	}
	return out
}

// within drops the regions after token at, where a longer one begins.
func within(out []region, at int) []region {
	for len(out) > 0 && out[len(out)-1].open > at {
		out = out[:len(out)-1]
	}
	return out
}

// ends reports whether w is a mark before which a closing quotation mark
// stands.
func ends(w string) bool {
	switch w {
	case ",", ".", "?", "!", "…", "...":
		return true
	}
	return false
}

// singles adds regions between single marks, outside those between double
// marks, or around them.
func (d *doc) singles(par stretch, doubles []region) []region {
	var out []region
	k := 0
	for i := par.first; i < par.end; i++ {
		if k < len(doubles) && i == doubles[k].begin() {
			out = append(out, doubles[k])
			i = max(doubles[k].close, doubles[k].end-1)
			k++
			continue
		}
		if !d.opensSingle(i) {
			continue
		}
		end := d.closesSingle(i, par.end)
		if end < 0 {
			if i == par.first && k == len(doubles) {
				return append(out, region{stretch: stretch{i + 1, par.end}, open: i, close: -1})
			}
			continue
		}
		for k < len(doubles) && doubles[k].begin() < end {
			k++ // within this one
		}
		out = append(out, region{stretch: stretch{i + 1, end}, open: i, close: end})
		i = end
	}
	return out
}

func (d *doc) opensSingle(i int) bool {
	if w := d.word(i); class(w) != 1 || w == "’" && i+1 < d.n {
		return false
	}
	return d.side(i) == opens
}

// closesSingle returns the mark that closes the single one at token i, before
// token end and before another one opens; -1 if there is none. The mark after
// a comma or a full stop is sure; one after a letter may be a possessive.
func (d *doc) closesSingle(i, end int) int {
	best := -1
	for j := i + 2; j < end; j++ {
		if class(d.word(j)) != 1 {
			continue
		}
		if d.opensSingle(j) {
			break
		}
		if d.side(j) != closes {
			continue
		}
		if ends(d.word(j - 1)) {
			return j
		}
		if best < 0 || d.xpos(best) == "POS" {
			best = j
		}
	}
	return best
}
