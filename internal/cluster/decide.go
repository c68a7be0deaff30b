package cluster

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Features of two documents, by what they measure.
const (
	Words    = iota // square root of the cosine of all terms
	Title           // of the titles
	Lead            // of titles and first words
	Rare            // rare names in common, by rarity, dampened
	Conflict        // 1 if both have rare names and share none
	Day             // exp(-gap/1.5 days); 0 if a time is unknown
	Weeks           // exp(-gap/20 days); 0 if a time is unknown
	Undated         // 1 if a time is unknown
	Density         // how like surely other stories the two are
	Length          // logarithm of the tokens of the shorter one
	numFeatures
)

// Features of two documents.
type Features [numFeatures]float64

// Names returns the names of the features, as the weights have them.
func Names() [numFeatures]string {
	return [...]string{"words", "title", "lead", "rare", "conflict", "day", "weeks", "undated", "density", "length"}
}

// A Rule turns features into a probability that two documents tell of one
// event: a logistic function of their weighted sum.
type Rule struct {
	Bias float64
	Of   Features
	// Threshold is the mean probability from which a document joins a story and
	// two stories are one, as far as their own documents are as like each other
	// as usual: Cohesion says how much it rises with what they are more so.
	Threshold, Cohesion float64
}

// Weights are what the decision learned: a rule for texts, and one where a
// document is but a title.
type Weights struct{ Text, Titles Rule }

// shipped is made by wiredesk-train group; see docs/training.md.
//
//go:embed weights.txt
var shipped string

var shippedWeights = sync.OnceValue(func() *Weights {
	w, err := ParseWeights(shipped)
	if err != nil {
		panic("cluster: weights.txt: " + err.Error()) // our own file
	}
	return w
})

// ParseWeights reads weights as String writes them. Lines that begin with #
// are comments. The error names the line.
func ParseWeights(s string) (*Weights, error) {
	w := &Weights{}
	var at *Rule
	for n, line := range strings.Split(s, "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || strings.HasPrefix(line, "#"):
			continue
		case len(f) == 1 && f[0] == "text":
			at = &w.Text
			continue
		case len(f) == 1 && f[0] == "titles":
			at = &w.Titles
			continue
		}
		var to *float64
		if at != nil && len(f) == 2 {
			to = at.weight(f[0])
		}
		if to == nil {
			return nil, fmt.Errorf("line %d: %q is no weight", n+1, line)
		}
		v, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		*to = v
	}
	return w, nil
}

// String returns w as ParseWeights reads it, to four places.
func (w *Weights) String() string {
	var b strings.Builder
	for _, r := range []struct {
		name string
		rule Rule
	}{{"text", w.Text}, {"titles", w.Titles}} {
		fmt.Fprintln(&b, r.name)
		names := Names()
		for _, name := range slices.Concat([]string{"bias"}, names[:], []string{"threshold", "cohesion"}) {
			fmt.Fprintf(&b, "%s %.4f\n", name, *r.rule.weight(name))
		}
	}
	return b.String()
}

// weight returns the place of the weight of that name, or nil.
func (r *Rule) weight(name string) *float64 {
	switch name {
	case "bias":
		return &r.Bias
	case "threshold":
		return &r.Threshold
	case "cohesion":
		return &r.Cohesion
	}
	for k, n := range Names() {
		if n == name {
			return &r.Of[k]
		}
	}
	return nil
}

// probability that two documents with these features tell of one event.
func (r *Rule) probability(f *Features) float64 {
	z := r.Bias
	for k := range f {
		z += float64(r.Of[k] * f[k]) // the conversion keeps the two steps apart on every machine
	}
	return 1 / (1 + math.Exp(-z))
}

const (
	usualCohesion = 0.6 // mean probability within a story of which nothing is known
	fewPairs      = 3.0 // as so many pairs that counts
)

// need is the mean probability from which two stories with these cohesions are
// one.
func (r *Rule) need(a, b cohesion) float64 {
	return r.Threshold + r.Cohesion*((a.mean()+b.mean())/2-usualCohesion)
}

// A cohesion sums the probabilities within a story.
type cohesion struct{ sum, pairs float64 }

func (c cohesion) mean() float64 {
	return (c.sum + fewPairs*usualCohesion) / (c.pairs + fewPairs)
}

const day = 24 * 3600.0

// compare returns the features of two documents.
func compare(p, q *origin) Features {
	var f Features
	f[Words] = math.Sqrt(dot(p.all, q.all))
	f[Title] = math.Sqrt(dot(p.title, q.title))
	f[Lead] = math.Sqrt(dot(p.lead, q.lead))
	rare := shared(p.rare, q.rare)
	f[Rare] = math.Log1p(rare)
	if rare == 0 && len(p.rare) >= 3 && len(q.rare) >= 3 {
		f[Conflict] = 1
	}
	if p.at == 0 || q.at == 0 {
		f[Undated] = 1
	} else {
		gap := math.Abs(float64(p.at-q.at)) / day
		f[Day], f[Weeks] = math.Exp(-gap/1.5), math.Exp(-gap/20)
	}
	f[Density] = (p.density + q.density) / 2
	f[Length] = min(p.length, q.length)
	return f
}
