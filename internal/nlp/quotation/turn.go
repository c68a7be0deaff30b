package quotation

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A turn is a paragraph that begins with who speaks, and a colon.
type turn struct {
	label stretch
	said  stretch
}

// longestLabel is how many words may name who speaks in front of a colon.
const longestLabel = 6

// turns finds what is said in an interview: paragraphs that begin with "Q:"
// or "A:" in turn, with the name of a person, or again and again with the same
// words in capitals.
func (d *doc) turns() {
	var all []turn
	count := map[string]int{}
	for s := 0; s < len(d.Sentences); {
		p, first := d.Sentences[s].Paragraph, d.Sentences[s].First
		for s < len(d.Sentences) && d.Sentences[s].Paragraph == p {
			s++
		}
		if t, ok := d.turn(stretch{first, d.Sentences[s-1].Last}); ok {
			all = append(all, t)
			count[d.labelOf(t)]++
		}
	}
	asked := count["Q"] > 0 && count["A"] > 0
	for _, t := range all {
		l := d.labelOf(t)
		switch {
		case asked && (l == "Q" || l == "A"):
		case count[l] > 1 && (d.person(t.label) || strings.ToUpper(l) == l && len(l) > 2):
		case len(all) > 2 && d.person(t.label):
		default:
			continue
		}
		d.found = append(d.found, draft{
			kind: Direct, content: []stretch{t.said}, cue: stretch{t.label.end, t.label.end + 1}, source: t.label, grade: Likely, verb: -1,
			block: d.paragraph(t.label.first),
		})
	}
}

// labelOf returns the label of t as a word: Q and A stand for what they stand
// for.
func (d *doc) labelOf(t turn) string {
	switch l := d.span(t.label).Of(d.Text.Text); strings.ToLower(l) {
	case "q", "question":
		return "Q"
	case "a", "answer":
		return "A"
	default:
		return l
	}
}

// turn returns the turn that the paragraph p is, if it is one.
func (d *doc) turn(p stretch) (turn, bool) {
	k := p.first
	for k < p.end && k-p.first <= longestLabel && d.word(k) != ":" {
		if d.regionAt[k] != 0 || d.upos(k) == tag.VERB || d.upos(k) == tag.AUX {
			return turn{}, false
		}
		k++
	}
	if k == p.first || k+1 >= p.end || d.word(k) != ":" || d.regionAt[k+1] != 0 || !capital(d.word(p.first)) {
		return turn{}, false
	}
	return turn{stretch{p.first, k}, stretch{k + 1, p.end}}, true
}

// person reports whether a person is named in s.
func (d *doc) person(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		if m := d.mention(i); m != nil && m.Type == "person" {
			return true
		}
	}
	return false
}
