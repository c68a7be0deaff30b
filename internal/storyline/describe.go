package storyline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	namedNames = 4  // in Terms, and in Why
	namedWords = 3  // in Terms
	longest    = 60 // bytes of a name or word that is printed
)

// describe says why b continues a.
func describe(a, b *profile, s *signs) Link {
	names := shared(a.actors, b.actors, b.texts, namedNames)
	l := Link{Kind: wiredesk.RelatedTo, Terms: append(slices.Clone(names), shared(a.words, b.words, b.texts, namedWords)...)}
	why := []string{later(s.days)}
	if len(names) > 0 {
		why = append(why, "both name "+strings.Join(names, ", "))
	}
	if s.back > 0 {
		why = append(why, "refers back to "+s.dated.words())
	}
	if s.reuse >= 0.1 {
		why = append(why, fmt.Sprintf("%.0f %% of its second half stands there", 100*s.reuse))
	}
	l.Why = strings.Join(why, "; ")
	l.Passages = []wiredesk.Evidence{s.told.cite(b.texts)}
	if s.back > 0 && s.dated.passage != s.told {
		l.Passages = append(l.Passages, s.dated.cite(b.texts))
	}
	return l
}

// later puts a time between stories into words.
func later(days float64) string {
	switch n := int(days + 0.5); {
	case days < 1:
		return "within a day"
	case n == 1:
		return "a day later"
	default:
		return fmt.Sprintf("%d days later", n)
	}
}

func (d date) words() string {
	day := d.from.Format("2 January 2006")
	if !d.isDay() {
		return "the week of " + day
	}
	return day
}

// cite returns the sentence as evidence.
func (p passage) cite(texts []*annotate.Document) wiredesk.Evidence {
	d := texts[p.text]
	return wiredesk.Cite(d.Document, d.Sentences[p.sentence].Span)
}

// shared returns up to n terms that weigh most in both, as texts write them. A
// name that is part of another stands there alone.
func shared(a, b vector.Vector, texts []*annotate.Document, n int) []string {
	var both vector.Vector
	meet(a, b, func(t, u vector.Weighted) {
		both = append(both, vector.Weighted{Term: t.Term, Weight: t.Weight * u.Weight})
	}, nil)
	var out []string
	for _, t := range both.Heaviest(4 * n) {
		w := written(t.Term, texts)
		if w == "" || len(w) > longest || slices.ContainsFunc(out, func(s string) bool { return strings.Contains(s, w) }) {
			continue
		}
		out = append(slices.DeleteFunc(out, func(s string) bool { return strings.Contains(w, s) }), w)
	}
	return out[:min(n, len(out))]
}

// written returns how texts first write a term or a pair of names; "" if they
// do not, as when it stands in a title alone.
func written(t vector.Term, texts []*annotate.Document) string {
	for _, d := range texts {
		for i, u := range d.Terms {
			if u == t {
				return d.Word(i)
			}
			if i > 0 && isName(d, i) && isName(d, i-1) && pair(d.Terms[i-1], u) == t {
				return wiredesk.Span{Start: d.Tokens[i-1].Start, End: d.Tokens[i].End}.Of(d.Document.Text)
			}
		}
	}
	return ""
}
