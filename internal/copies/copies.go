// Package copies finds which documents took their text from which: the wire
// report and its reprints, the press release and the site that ran it.
//
// Layer: L2 (pure). It measures containment of word 5-grams, not similarity: a
// short cut of a long report shares nearly all of itself with it. It never
// judges whether two documents are about one event.
package copies

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	gram = 5 // words of a shingle

	// One text took from another if it shares at least this part of its
	// shingles with it (of the smaller of the two): GROUPING measured recall
	// .99 at 0 false pairs of 38,655.
	containment = 0.15
	// Short texts share .15 by a stock phrase; below shortShingles they must
	// share more.
	shortShingles    = 60
	shortContainment = 0.40
	minShared        = 8

	// A shingle of more documents than this is boilerplate. The limit grows
	// with the number of documents, since a report with many reprints is not.
	boilerplate = 64
)

// A Pair says that documents A and B (A < B, numbers in the order given) share
// text: InA of A's shingles, a share in (0, 1], stand in B, InB of B's in A.
type Pair struct {
	A, B     int
	InA, InB float64
}

// Find returns the pairs of documents of which one took from the other, in
// order. What stands in quotation marks does not count: two reports that quote
// one speaker are not copies. Half of the shingles, chosen by their hash, lead
// to candidates; those are compared by all of them. Cost: linear in the text,
// plus the number of shared shingles.
func Find(docs []*annotate.Document) []Pair {
	sets := make([][]uint64, len(docs))
	house := newFurniture(docs)
	for i, d := range docs {
		sets[i] = shingles(d, house)
	}
	index := newIndex(sets)
	limit := max(boilerplate, len(docs)/20)
	var out []Pair
	shared := make([]int32, len(docs)) // with the document in hand
	for b, set := range sets {
		var touched []int32
		for _, h := range set {
			if h&1 != 0 {
				continue
			}
			at := index.last[h]
			if index.count[at] > int32(limit) {
				continue
			}
			for ; at >= 0; at = index.prev[at] {
				if a := index.doc[at]; int(a) < b {
					if shared[a] == 0 {
						touched = append(touched, a)
					}
					shared[a]++
				}
			}
		}
		slices.Sort(touched)
		for _, a := range touched {
			n := int(shared[a])
			shared[a] = 0
			smaller := min(len(sets[a]), len(set))
			if float64(4*n) < min(max(minShared, containment*float64(smaller)), float64(smaller)) {
				continue // the sample shows less than half of what is needed
			}
			if p, ok := judge(int(a), b, common(sets[a], set), len(sets[a]), len(set)); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// An index leads from a shingle to the documents that hold it: a list for
// each, linked through prev, latest document first.
type index struct {
	last  map[uint64]int32 // shingle -> its latest posting
	doc   []int32          // of a posting
	prev  []int32          // posting before it, or -1
	count []int32          // postings from it to the end of the list
}

func newIndex(sets [][]uint64) *index {
	n := 0
	for _, set := range sets {
		n += len(set)/2 + 8
	}
	x := &index{last: make(map[uint64]int32, n), doc: make([]int32, 0, n), prev: make([]int32, 0, n), count: make([]int32, 0, n)}
	for i, set := range sets {
		for _, h := range set {
			if h&1 != 0 {
				continue
			}
			prev, count := int32(-1), int32(1)
			if p, ok := x.last[h]; ok {
				prev, count = p, x.count[p]+1
			}
			x.last[h] = int32(len(x.doc))
			x.doc, x.prev, x.count = append(x.doc, int32(i)), append(x.prev, prev), append(x.count, count)
		}
	}
	return x
}

// common returns how many shingles two ascending sets share.
func common(a, b []uint64) int {
	n, j := 0, 0
	for _, h := range a {
		for j < len(b) && b[j] < h {
			j++
		}
		if j < len(b) && b[j] == h {
			n++
		}
	}
	return n
}

func judge(a, b, shared, sizeA, sizeB int) (Pair, bool) {
	smaller := min(sizeA, sizeB)
	need := containment
	if smaller < shortShingles {
		need = shortContainment
	}
	if shared < min(minShared, smaller) || float64(shared) < need*float64(smaller) {
		return Pair{}, false
	}
	return Pair{a, b, float64(shared) / float64(sizeA), float64(shared) / float64(sizeB)}, true
}

// Families sorts n documents into families by the pairs: each family in
// ascending order, families in order of their first document. A document joins
// the family of the one that it shares most with, but only if it shares with
// the first of that family too: else a chain of borrowings would make one text
// of many. One that shares with none is a family of its own.
func Families(n int, pairs []Pair) [][]int {
	byB := make([][]Pair, n)
	linked := make(map[[2]int]bool, len(pairs))
	for _, p := range pairs {
		byB[p.B] = append(byB[p.B], p)
		linked[[2]int{p.A, p.B}] = true
	}
	var out [][]int
	familyOf := make([]int, n)
	for b := range n {
		slices.SortStableFunc(byB[b], func(p, q Pair) int { return cmp.Compare(max(q.InA, q.InB), max(p.InA, p.InB)) })
		familyOf[b] = -1
		for _, p := range byB[b] {
			if f := familyOf[p.A]; out[f][0] == p.A || linked[[2]int{out[f][0], b}] {
				familyOf[b] = f
				out[f] = append(out[f], b)
				break
			}
		}
		if familyOf[b] < 0 {
			familyOf[b] = len(out)
			out = append(out, []int{b})
		}
	}
	return out
}

// shingles returns the hashes of the word 5-grams of d outside quotations and
// outside the furniture of its outlet, each once, in ascending order. A 5-gram
// does not cross a quotation.
func shingles(d *annotate.Document, house furniture) []uint64 {
	out := make([]uint64, 0, len(d.Tokens))
	var window [gram]uint64
	n := 0
	skip := house.tokens(d)
	for i := range d.Tokens {
		if skip != nil && skip[i] {
			n = 0
			continue
		}
		if d.Marks[i]&annotate.Quoted != 0 {
			n = 0
			continue
		}
		if d.Marks[i]&annotate.Word == 0 {
			continue
		}
		window[n%gram] = uint64(vector.Hash(d.Lower[i]))
		n++
		if n >= gram {
			out = append(out, mix(&window, n))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mix hashes the words of the window in the order in which they stand.
func mix(w *[gram]uint64, n int) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for k := range gram {
		h = (h ^ w[(n+k)%gram]) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return h
}
