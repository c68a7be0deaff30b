package eval

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
)

// A NameScore says how well names are found: the same words and the same type.
type NameScore struct {
	Names        int `json:"names"` // in the gold
	All          F   `json:"all"`
	Person       F   `json:"person"`
	Organisation F   `json:"organisation"`
	Place        F   `json:"place"`
}

// ScoreNames compares the names of found with those of gold, which has the
// same documents and sentences.
func ScoreNames(gold, found []corpus.Document) NameScore {
	var right, given, wanted [4]int // PER, ORG, LOC, all
	for i := range gold {
		for k := range gold[i] {
			g, f := gold[i][k].Names, found[i][k].Names
			for _, n := range g {
				tick(&wanted, n)
			}
			for _, n := range f {
				tick(&given, n)
				if slices.Contains(g, n) {
					tick(&right, n)
				}
			}
		}
	}
	f := func(t int) F { return NewF(right[t], given[t], wanted[t]) }
	return NameScore{Names: wanted[3], All: f(3), Person: f(0), Organisation: f(1), Place: f(2)}
}

func tick(n *[4]int, name corpus.Name) {
	n[3]++
	if t := slices.Index([]string{"PER", "ORG", "LOC"}, name.Type); t >= 0 {
		n[t]++
	}
}
