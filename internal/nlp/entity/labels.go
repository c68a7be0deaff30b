package entity

import "math"

// A label says where a word stands in a name: outside; or for a type, first,
// in the middle, last, or the only word.
type label uint8

const (
	out    label = 0
	labels       = 1 + 4*types

	first  = 0
	middle = 1
	last   = 2
	only   = 3
)

func labelOf(t Type, part int) label { return label(1 + 4*int(t) + part) }

func (l label) typ() Type { return Type((l - 1) / 4) }

func (l label) part() int { return int(l-1) % 4 }

// open says that a name goes on after this label.
func (l label) open() bool { return l != out && (l.part() == first || l.part() == middle) }

// follows says whether next may stand after l.
func (l label) follows(next label) bool {
	if l.open() {
		return next != out && next.typ() == l.typ() && (next.part() == middle || next.part() == last)
	}
	return next == out || next.part() == first || next.part() == only
}

// labelsOf sets dst to the labels of a sentence of n words.
func labelsOf(names []Name, n int, dst []label) []label {
	dst = append(dst[:0], make([]label, n)...)
	for _, nm := range names {
		if nm.End-nm.Start == 1 {
			dst[nm.Start] = labelOf(nm.Type, only)
			continue
		}
		for i := nm.Start; i < nm.End; i++ {
			dst[i] = labelOf(nm.Type, middle)
		}
		dst[nm.Start], dst[nm.End-1] = labelOf(nm.Type, first), labelOf(nm.Type, last)
	}
	return dst
}

// appendNames appends the names that labels spell.
func appendNames(dst []Name, ls []label) []Name {
	start := int32(0)
	for i, l := range ls {
		if l == out {
			continue
		}
		if l.part() == first || l.part() == only {
			start = int32(i)
		}
		if !l.open() {
			dst = append(dst, Name{start, int32(i) + 1, l.typ()})
		}
	}
	return dst
}

// A pair is two labels that may stand side by side.
type pair struct{ from, to label }

// viterbi is the memory of the search for the best labels.
type viterbi struct {
	legal []pair
	back  [][labels]label
	path  []label
}

// best returns the labels with the highest sum of scores and transitions,
// the first of equals. They spell whole names. The result is good until the
// next call.
func (v *viterbi) best(scores [][labels]int32, transitions *[labels][labels]int32) []label {
	v.begin(len(scores))
	var sum [labels]int64
	for l := range sum {
		if !out.follows(label(l)) {
			sum[l] = math.MinInt64 / 2
		}
	}
	for i := range scores {
		var next [labels]int64
		for l := range next {
			next[l] = math.MinInt64 / 2
		}
		if i == 0 {
			for l := range next {
				next[l] = sum[l] + int64(scores[0][l]) + int64(transitions[out][l])
			}
			sum = next
			continue
		}
		for _, p := range v.legal {
			s := sum[p.from] + int64(transitions[p.from][p.to])
			if s > next[p.to] {
				next[p.to], v.back[i][p.to] = s, p.from
			}
		}
		for l := range next {
			next[l] += int64(scores[i][l])
		}
		sum = next
	}
	return v.trace(sum)
}

func (v *viterbi) begin(n int) {
	if v.legal == nil {
		for from := range label(labels) {
			for to := range label(labels) {
				if from.follows(to) {
					v.legal = append(v.legal, pair{from, to})
				}
			}
		}
	}
	if cap(v.back) < n {
		v.back, v.path = make([][labels]label, n+n/2), make([]label, n+n/2)
	}
	v.back, v.path = v.back[:n], v.path[:n]
}

// trace reads the path back from the best label that can end a sentence.
func (v *viterbi) trace(sum [labels]int64) []label {
	best := out
	for l := range label(labels) {
		if !l.open() && sum[l] > sum[best] {
			best = l
		}
	}
	for i := len(v.path) - 1; i >= 0; i-- {
		v.path[i] = best
		best = v.back[i][best]
	}
	return v.path
}
