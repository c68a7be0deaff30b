package eval

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk"
)

// A TimeMention is a time expression, gold or found.
type TimeMention struct {
	wiredesk.Span
	Type, Value string // of TIMEX3; values are compared as they are written
}

// A TimeScore says how well time expressions are found, as TempEval-3 does.
type TimeScore struct {
	Gold   int `json:"gold"`
	System int `json:"system"`

	Strict  F `json:"strict"`  // the same bytes
	Relaxed F `json:"relaxed"` // any shared byte, one to one, most shared first
	Type    F `json:"type"`    // relaxed, and the same type
	Value   F `json:"value"`   // relaxed, and the same value
	Both    F `json:"strict_value"`
}

// ScoreTimes compares the time expressions of each document, by its id. A
// document that only one of them has counts as empty in the other. Cost: the
// product of the numbers of expressions of each document.
func ScoreTimes(gold, system map[string][]TimeMention) TimeScore {
	var s TimeScore
	var strict, relaxed, kind, value, both int
	for id, g := range gold {
		s.Gold += len(g)
		strict += sameBytes(g, system[id])
		for _, p := range pairTimes(g, system[id]) {
			x, y := g[p.gold], system[id][p.system]
			relaxed++
			if x.Type == y.Type {
				kind++
			}
			if x.Value == y.Value {
				value++
				if x.Span == y.Span {
					both++
				}
			}
		}
	}
	for _, found := range system {
		s.System += len(found)
	}
	s.Strict = NewF(strict, s.System, s.Gold)
	s.Relaxed = NewF(relaxed, s.System, s.Gold)
	s.Type = NewF(kind, s.System, s.Gold)
	s.Value = NewF(value, s.System, s.Gold)
	s.Both = NewF(both, s.System, s.Gold)
	return s
}

// sameBytes counts the spans that both have, each as often as both have it.
func sameBytes(a, b []TimeMention) int {
	left := map[wiredesk.Span]int{}
	for _, x := range a {
		left[x.Span]++
	}
	n := 0
	for _, y := range b {
		if left[y.Span] > 0 {
			left[y.Span]--
			n++
		}
	}
	return n
}

// A timePair is two expressions that share bytes.
type timePair struct{ gold, system, shared, off int }

// pairTimes pairs gold and system one to one: those that share most bytes
// first, then those whose ends are nearest, then the first ones.
func pairTimes(gold, system []TimeMention) []timePair {
	var all []timePair
	for i, x := range gold {
		for k, y := range system {
			if shared := min(x.End, y.End) - max(x.Start, y.Start); shared > 0 {
				all = append(all, timePair{i, k, shared, distance(x.Start, y.Start) + distance(x.End, y.End)})
			}
		}
	}
	slices.SortFunc(all, func(a, b timePair) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.off, b.off), cmp.Compare(a.gold, b.gold), cmp.Compare(a.system, b.system))
	})
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	out := all[:0]
	for _, p := range all {
		if !usedGold[p.gold] && !usedSystem[p.system] {
			usedGold[p.gold], usedSystem[p.system] = true, true
			out = append(out, p)
		}
	}
	return out
}

func distance(a, b int) int { return max(a-b, b-a) }
