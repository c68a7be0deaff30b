package eval

import "github.com/wiredesk/wiredesk"

// An F is precision, recall and their harmonic mean, each in [0, 1].
type F struct {
	P  float64 `json:"p"`
	R  float64 `json:"r"`
	F1 float64 `json:"f1"`
}

// NewF returns the F of right answers among those given and those wanted.
func NewF(right, given, wanted int) F {
	var f F
	if given > 0 {
		f.P = float64(right) / float64(given)
	}
	if wanted > 0 {
		f.R = float64(right) / float64(wanted)
	}
	if f.P+f.R > 0 {
		f.F1 = 2 * f.P * f.R / (f.P + f.R)
	}
	return f
}

// SameSpans counts the spans that are in both lists, which are in order.
func SameSpans(a, b []wiredesk.Span) int {
	n, j := 0, 0
	for _, s := range a {
		for j < len(b) && (b[j].Start < s.Start || b[j].Start == s.Start && b[j].End < s.End) {
			j++
		}
		if j < len(b) && b[j] == s {
			n++
			j++
		}
	}
	return n
}
