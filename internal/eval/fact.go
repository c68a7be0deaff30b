package eval

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A GoldFact is a point that an annotator found in a story, with what the
// documents say on it.
type GoldFact struct {
	Status string // agree, differ, single
	Values []FactSide
}

// A FactSide is one answer to a point, and the documents that give it.
type FactSide struct {
	Value     string
	Documents []string
}

// A FactClaim is a claim of a brief: the sides with their words, and the
// documents that they rest on.
type FactClaim struct {
	Status string
	Sides  []FactSide
}

// A FactScore counts, by status, the labelled points, those of them that are
// found under that status, and the claims that are shown.
type FactScore struct {
	Gold  map[string]int `json:"gold"`
	Found map[string]int `json:"found"`
	Shown map[string]int `json:"shown"`
}

// Statuses are the statuses of facts in the order of a report.
var Statuses = []string{"differ", "agree", "single"}

// ScoreFacts adds one story to sc. A point is found if a claim of its status
// has a side for its values: for each where they differ, for one otherwise. A
// side is for a value if it rests on one of its documents and has half of its
// words of weight.
func (sc *FactScore) ScoreFacts(gold []GoldFact, claims []FactClaim) {
	if sc.Gold == nil {
		sc.Gold, sc.Found, sc.Shown = map[string]int{}, map[string]int{}, map[string]int{}
	}
	for _, c := range claims {
		sc.Shown[c.Status]++
	}
	for _, g := range gold {
		sc.Gold[g.Status]++
		if slices.ContainsFunc(claims, func(c FactClaim) bool { return c.answers(g) }) {
			sc.Found[g.Status]++
		}
	}
}

func (c FactClaim) answers(g GoldFact) bool {
	n := 0
	for _, v := range g.Values {
		if slices.ContainsFunc(c.Sides, func(s FactSide) bool { return s.has(v) }) {
			n++
		}
	}
	return c.Status == g.Status && n > 0 && (g.Status != "differ" || n == len(g.Values))
}

func (s FactSide) has(v FactSide) bool {
	if !slices.ContainsFunc(s.Documents, func(d string) bool { return slices.Contains(v.Documents, d) }) {
		return false
	}
	words := strings.Fields(wordlist.Lower(s.Value))
	n, all := 0, 0
	for _, w := range strings.Fields(wordlist.Lower(v.Value)) {
		if w = strings.Trim(w, ",.;"); wordlist.Stop.Has(w) && !wordlist.Months.Has(w) {
			continue
		}
		all++
		if slices.ContainsFunc(words, func(x string) bool { return strings.Trim(x, `,.;"“”`) == w }) {
			n++
		}
	}
	return all > 0 && 2*n >= all
}
