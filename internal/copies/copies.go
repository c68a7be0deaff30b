// Package copies finds which documents took their text from which: the wire
// report and its reprints, the press release and the site that ran it.
//
// Layer: L2 (pure). It measures containment of word 4-grams, not similarity: a
// short cut of a long report shares nearly all of itself with it. A Finder
// reads a stream and remembers a window of it; Find runs one over a batch;
// Trace tells in full what the members of one family took from each other. It
// never judges whether two documents are about one event.
package copies

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// Find runs docs through a new Finder, and returns what it says of each, with
// the numbers of docs. It adds them in canonical order, in whatever order they
// stand.
func Find(docs []*annotate.Document, o Options) []Found {
	order := canonical(docs)
	o.keep = len(docs) > 0 && docs[order[len(order)-1]].Published.IsZero()
	f := NewFinder(o)
	out := make([]Found, len(docs))
	for _, n := range order {
		x := f.Add(docs[n])
		x.Number, x.Family = n, order[x.Family]
		for i := range x.Shares {
			x.Shares[i].With = order[x.Shares[i].With]
		}
		for i, p := range x.Parted {
			x.Parted[i] = order[p]
			out[order[p]].Family = order[p]
		}
		out[n] = x
	}
	return out
}

// canonical returns the numbers of docs by time of publication, those without
// one last, then by ID, then by SHA-256.
func canonical(docs []*annotate.Document) []int {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := docs[a], docs[b]
		return cmp.Or(x.Published.Compare(y.Published), cmp.Compare(x.ID, y.ID), cmp.Compare(x.SHA256, y.SHA256))
	})
	return order
}

// Families sorts documents into families: lists of numbers in ascending order,
// families in order of their first document.
func Families(found []Found) [][]int {
	var out [][]int
	at := map[int]int{}
	for _, f := range found {
		k, ok := at[f.Family]
		if !ok {
			k = len(out)
			at[f.Family] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], f.Number)
	}
	return out
}
