package vector

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// background.tsv: in how many of so many passages of 200 words a stem stands.
// Its own licence and sources are in ATTRIBUTION.md.
//
//go:embed background.tsv
var background string

// backgroundShare is how many passages the background counts as, whatever its
// size: small inputs lean on it, large ones on themselves. 1000: flat between
// 300 and 3000 on the development sets.
const backgroundShare = 1000

// Background returns the share of passages of general English that each term
// stands in.
var Background = sync.OnceValue(func() map[Term]float64 {
	shares := map[Term]float64{}
	lines := strings.Split(strings.TrimSpace(background), "\n")
	_, n, _ := strings.Cut(lines[0], "\t")
	total, err := strconv.ParseFloat(n, 64)
	if err != nil {
		panic("vector: background.tsv: " + err.Error()) // our own file
	}
	for _, l := range lines[1:] {
		stem, n, _ := strings.Cut(l, "\t")
		df, err := strconv.ParseFloat(n, 64)
		if err != nil {
			panic("vector: background.tsv: " + err.Error())
		}
		shares[Hash(stem)] = df / total
	}
	return shares
})

// A Frequency counts in how many documents each term stands, on top of the
// background. It is not safe for concurrent use.
type Frequency struct {
	background map[Term]float64
	df         map[Term]int
	n          int
}

// NewFrequency returns a Frequency that knows the background only.
func NewFrequency() *Frequency {
	return &Frequency{background: Background(), df: map[Term]int{}}
}

// mostDocuments and mostTerms bound what is remembered of a stream: at either,
// every count is halved, and what stood in one document is forgotten. So a
// stream of months is weighed by its last weeks.
const (
	mostDocuments = 1 << 19
	mostTerms     = 1 << 20
)

// Add counts one document.
func (f *Frequency) Add(v Vector) {
	if f.n >= mostDocuments || len(f.df) >= mostTerms {
		f.halve()
	}
	f.n++
	for _, t := range v {
		f.df[t.Term]++
	}
}

func (f *Frequency) halve() {
	f.n /= 2
	for t, n := range f.df { // in any order: each by itself
		if n /= 2; n == 0 {
			delete(f.df, t)
			continue
		}
		f.df[t] = n
	}
}

// IDF returns the inverse document frequency of t, above 0.
func (f *Frequency) IDF(t Term) float64 {
	df := f.background[t]*backgroundShare + float64(f.df[t])
	return math.Log(1 + (float64(f.n)+backgroundShare+1)/(df+1))
}

// Weigh returns the unit vector of v, which holds counts: each count dampened
// and multiplied by its inverse document frequency.
func (f *Frequency) Weigh(v Vector) Vector {
	out := make(Vector, len(v))
	for i, t := range v {
		out[i] = Weighted{t.Term, (1 + math.Log(max(t.Weight, 1))) * f.IDF(t.Term)}
	}
	return out.Unit()
}
