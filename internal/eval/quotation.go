package eval

import (
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A QuotedPiece is one passage of a quotation that was found.
type QuotedPiece struct {
	wiredesk.Span
	Kind    string // direct, mixed, indirect
	Speaker string
	Group   int // the utterance it belongs to
}

// A QuotedLabel is a quotation as a person labelled it: its words as they
// stand in the text of a document.
type QuotedLabel struct {
	Document, Kind, Speaker, Group, Text string
}

// A QuotationScore says how well labelled quotations are found. The indirect
// ones are labelled where they matter and not all, so they count for no
// precision.
type QuotationScore struct {
	Gold      int     `json:"gold"`      // direct and mixed
	Recall    float64 `json:"recall"`    // of these
	Precision float64 `json:"precision"` // share of the direct and mixed pieces found that match a label of any kind
	Speaker   float64 `json:"speaker"`   // share of the direct and mixed ones found with the right speaker
	Indirect  float64 `json:"indirect_recall"`
	Groups    F       `json:"groups"` // pairs of labels that are in one group
}

// ScoreQuotations compares labels with what was found in the texts, by the id
// of the document. A label is found by a piece that has 0.7 of the joint
// bytes, or that covers 0.9 of it and is not 2.2 times as long. Cost: the
// product of the numbers of labels and pieces of each document.
func ScoreQuotations(texts map[string]string, gold []QuotedLabel, system map[string][]QuotedPiece) QuotationScore {
	var s QuotationScore
	matched := map[string]map[int]bool{}
	groups := make([]int, len(gold)) // of the piece that matches, from 1 on
	found, said, indirect, indirectFound := 0, 0, 0, 0
	documents := map[string]bool{}
	for i, g := range gold {
		documents[g.Document] = true
		k, right := findLabel(texts[g.Document], g, system[g.Document])
		if k >= 0 {
			if matched[g.Document] == nil {
				matched[g.Document] = map[int]bool{}
			}
			matched[g.Document][k] = true
			groups[i] = system[g.Document][k].Group + 1
		}
		if g.Kind == "indirect" {
			indirect++
			if k >= 0 {
				indirectFound++
			}
			continue
		}
		s.Gold++
		if k >= 0 {
			found++
		}
		if right {
			said++
		}
	}
	given, kept := 0, 0
	for id := range documents {
		for k, p := range system[id] {
			if p.Kind != "indirect" {
				given++
				if matched[id][k] {
					kept++
				}
			}
		}
	}
	s.Recall, s.Precision, s.Speaker = share(found, s.Gold), share(kept, given), share(said, found)
	s.Indirect = share(indirectFound, indirect)
	s.Groups = groupPairs(gold, groups)
	return s
}

// findLabel returns the piece that matches label g, one with the right speaker
// if there is such, and whether it has.
func findLabel(text string, g QuotedLabel, pieces []QuotedPiece) (int, bool) {
	best, right := -1, false
	places := occurrences(text, g.Text)
	for k, p := range pieces {
		for _, s := range places {
			if !matches(p.Span, s) {
				continue
			}
			if same := sameName(g.Speaker, p.Speaker); best < 0 || same {
				best, right = k, same
			}
		}
	}
	return best, right
}

// occurrences returns where part stands in text.
func occurrences(text, part string) []wiredesk.Span {
	var out []wiredesk.Span
	for at := 0; part != ""; {
		i := strings.Index(text[at:], part)
		if i < 0 {
			break
		}
		out = append(out, wiredesk.Span{Start: at + i, End: at + i + len(part)})
		at += i + 1
	}
	return out
}

// matches reports whether a piece is the label at want.
func matches(piece, want wiredesk.Span) bool {
	n := min(piece.End, want.End) - max(piece.Start, want.Start)
	if n <= 0 {
		return false
	}
	return 10*n >= 7*(piece.Len()+want.Len()-n) || 10*n >= 9*want.Len() && 10*piece.Len() <= 22*want.Len()
}

// sameName reports whether two names of speakers are one: the same last word,
// or 0.6 of the words of the shorter one.
func sameName(gold, found string) bool {
	g, f := nameWords(gold), nameWords(found)
	if len(f) == 0 || len(g) == 0 {
		return false
	}
	if g[len(g)-1] == f[len(f)-1] {
		return true
	}
	a, b := wordlist.Set{}, wordlist.Set{}
	for _, w := range g {
		a[w] = struct{}{}
	}
	n := 0
	for _, w := range f {
		if b.Has(w) {
			continue
		}
		b[w] = struct{}{}
		if a.Has(w) {
			n++
		}
	}
	return 10*n >= 6*min(len(a), len(b))
}

// nameWords returns the runs of plain letters and digits of s in lower case.
func nameWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}

// groupPairs scores the pairs of labels in one group; those that were not
// found are alone.
func groupPairs(gold []QuotedLabel, system []int) F {
	both, given, wanted := 0, 0, 0
	for i := range gold {
		for k := range i {
			inGold := gold[i].Group != "" && gold[i].Group == gold[k].Group
			inSystem := system[i] != 0 && system[i] == system[k]
			if inGold {
				wanted++
			}
			if inSystem {
				given++
			}
			if inGold && inSystem {
				both++
			}
		}
	}
	return NewF(both, given, wanted)
}
