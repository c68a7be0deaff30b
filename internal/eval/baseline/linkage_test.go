package baseline

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// random returns a matrix of n documents, most pairs of which share nothing.
func random(r *rand.Rand, n int) *Matrix {
	m := &Matrix{docs: make([]*annotate.Document, n), cell: make([]float32, n*(n-1)/2)}
	for i := range m.cell {
		if r.IntN(3) == 0 {
			m.cell[i] = r.Float32()
		}
	}
	return m
}

// plainLinkage looks for the nearest two clusters, by the definition, until
// none are near enough.
func plainLinkage(m *Matrix, threshold float64) [][]int {
	var stories [][]int
	for i := range m.docs {
		stories = append(stories, []int{i})
	}
	mean := func(a, b []int) float64 {
		sum := 0.0
		for _, i := range a {
			for _, j := range b {
				sum += float64(m.row(max(i, j))[min(i, j)])
			}
		}
		return sum / float64(len(a)*len(b))
	}
	for {
		x, y, best := 0, 0, threshold
		for b := range stories {
			for a := range b {
				if v := mean(stories[a], stories[b]); v >= best {
					x, y, best = a, b, v
				}
			}
		}
		if x == y {
			break
		}
		stories[x] = slices.Sorted(slices.Values(slices.Concat(stories[x], stories[y])))
		stories = slices.Delete(stories, y, y+1)
	}
	slices.SortFunc(stories, func(a, b []int) int { return a[0] - b[0] })
	return stories
}

func TestAverageLinkage(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 30 {
		m := random(r, r.IntN(25))
		cell := slices.Clone(m.cell)
		tree := m.averageLinkage()
		if diff := cmp.Diff(cell, m.cell); diff != "" {
			t.Fatal("the matrix changed")
		}
		for _, threshold := range []float64{.01, .1, .2, .3, .5, .8, .99} {
			if diff := cmp.Diff(plainLinkage(m, threshold), tree.cut(threshold)); len(m.docs) > 0 && diff != "" {
				t.Errorf("%d documents at %v (-want +got):\n%s", len(m.docs), threshold, diff)
			}
		}
	}
}
