// Package baseline files documents into stories by the plain methods that a
// grouping has to beat: one pass over TF-IDF vectors, the same with a time
// kernel, and average linkage over all documents at once. And it sums stories
// up in the plain ways that a brief has to beat (summary.go).
//
// Layer: L2 (pure). It makes each method as good as it plainly gets: stop words
// out, stems, the title in, and inverse document frequencies of the whole set,
// which no stream could know ahead. It never finds copies, never looks at
// names, and serves comparison alone: the program's own grouping is in package
// cluster, its own writing in package brief.
package baseline

import (
	"fmt"
	"math"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// MaxDocuments is the largest set; its matrix takes 800 MB.
const MaxDocuments = 20_000

// sigma is how fast a silent story stops to attract in the method with time.
const sigma = 72 * time.Hour

// A Method is one way to group.
type Method struct {
	Name string
	// Fixed is the threshold, in (0, 1), with the best mean BCubed F1 over the
	// nine development sets (allsides, basil, desk, ecbplus, giveme5w1h, gva,
	// uci-titles, wikinews, the bundled reports), each counting the same.
	// TestFixedThresholds in cmd/wiredesk finds them again.
	Fixed float64
	with  func(m *Matrix) grouper
}

// A grouper returns the stories at a threshold: numbers of documents, in
// ascending order, and the stories in order of their first.
type grouper func(threshold float64) [][]int

// Methods returns the methods, plainest first.
func Methods() []Method {
	return []Method{
		{"one pass", 0.25, func(m *Matrix) grouper { return m.onePass(nil) }},
		{"one pass with time", 0.18, func(m *Matrix) grouper { return m.onePass(m.kernel) }},
		{"average linkage", 0.19, func(m *Matrix) grouper { return m.averageLinkage().cut }},
	}
}

// On returns the method on m, as a function from the threshold to the stories.
// What does not depend on the threshold is done once. Cost: quadratic; one
// threshold takes a nanosecond or two for each pair of documents in one pass,
// and is linear in average linkage.
func (m Method) On(x *Matrix) func(threshold float64) [][]int { return m.with(x) }

// Grid returns the thresholds among which the ideal one of a set is looked for.
func Grid() []float64 {
	var out []float64
	for i := 1; i < 100; i++ {
		out = append(out, float64(i)/100)
	}
	return out
}

// A Matrix holds how like each two documents are: the cosine of their TF-IDF
// vectors, in [0, 1].
type Matrix struct {
	docs []*annotate.Document
	cell []float32 // of (i, j), j < i, at i·(i-1)/2 + j
}

// NewMatrix compares docs, which must be in order of publication. It takes two
// bytes times the square of their number, and refuses more than MaxDocuments.
func NewMatrix(docs []*annotate.Document) (*Matrix, error) {
	n := len(docs)
	if n > MaxDocuments {
		return nil, fmt.Errorf("%d documents: a matrix of at most %d is made", n, MaxDocuments)
	}
	m := &Matrix{docs: docs, cell: make([]float32, n*(n-1)/2)}
	m.fill(weigh(docs))
	return m, nil
}

// row returns the likeness of document i to each before it.
func (m *Matrix) row(i int) []float32 { return m.cell[i*(i-1)/2 : i*(i+1)/2] }

// kernel says how much a story attracts document i whose latest dated document
// is last, in [0, 1]; 1 where either time is unknown (last is then -1).
func (m *Matrix) kernel(i, last int) float64 {
	if last < 0 || m.docs[i].Published.IsZero() {
		return 1
	}
	x := float64(m.docs[i].Published.Sub(m.docs[last].Published.Time)) / float64(sigma)
	return math.Exp(-x * x / 2)
}
