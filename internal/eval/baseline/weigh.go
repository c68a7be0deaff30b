package baseline

import (
	"math"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// titleCount is how often a term of the title counts. 2: better on average than
// 1 and 3, and so are numbers kept than left out.
const titleCount = 2

// weigh returns the unit TF-IDF vector of each document: each count n in title
// and text as 1 + ln n, times ln((N+1)/(df+1)) + 1 over all of docs.
func weigh(docs []*annotate.Document) []vector.Vector {
	out := make([]vector.Vector, len(docs))
	df := map[vector.Term]int{}
	for i, d := range docs {
		counts := make([]vector.Weighted, 0, len(d.Terms)+len(d.TitleTerms))
		for _, t := range d.TitleTerms {
			counts = append(counts, vector.Weighted{Term: t, Weight: titleCount})
		}
		for _, t := range d.Terms {
			if t != 0 {
				counts = append(counts, vector.Weighted{Term: t, Weight: 1})
			}
		}
		out[i] = slices.Clone(vector.FromCounts(counts)) // the counts of each token are let go
		for _, t := range out[i] {
			df[t.Term]++
		}
	}
	for _, v := range out {
		for k, t := range v {
			idf := math.Log(float64(len(docs)+1)/float64(df[t.Term]+1)) + 1
			v[k].Weight = (1 + math.Log(t.Weight)) * idf
		}
		v.Unit()
	}
	return out
}

// fill computes the matrix row by row, over lists of the documents that hold
// each term.
func (m *Matrix) fill(vectors []vector.Vector) {
	type posting struct {
		doc    int32
		weight float32
	}
	number := map[vector.Term]int{}
	var lists [][]posting
	for i, v := range vectors {
		row := m.row(i)
		for _, t := range v {
			k, ok := number[t.Term]
			if !ok {
				k = len(lists)
				number[t.Term] = k
				lists = append(lists, nil)
			}
			w := float32(t.Weight)
			for _, p := range lists[k] {
				row[p.doc] += w * p.weight
			}
			lists[k] = append(lists[k], posting{int32(i), w})
		}
	}
}
