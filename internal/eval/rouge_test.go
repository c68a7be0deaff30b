package eval_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/eval"
)

// TestScoreRouge has pairs worked out by hand.
func TestScoreRouge(t *testing.T) {
	for _, tt := range []struct {
		name, system, gold string
		want               eval.Rouge
	}{
		{"the same", "The ferry sank.", "the ferry SANK", eval.Rouge{One: 1, Two: 1, L: 1}},
		{"one word other", "The cat sat on the mat.", "the cat was on the mat", eval.Rouge{One: 5. / 6, Two: 3. / 5, L: 5. / 6}},
		{"another order", "police killed the gunman", "the gunman killed police", eval.Rouge{One: 1, Two: 1. / 3, L: 1. / 2}},
		{"a word counts as often as both have it", "no no no", "no", eval.Rouge{One: 1. / 2, L: 1. / 2}},
		{"letters and digits", "Ørsted's 3.5", "ørsted s 3 5", eval.Rouge{One: 1, Two: 1, L: 1}},
		{"nothing", "", "a b", eval.Rouge{}},
		{"nothing on both sides", "", "", eval.Rouge{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := eval.ScoreRouge(tt.system, tt.gold)
			for _, d := range []float64{got.One - tt.want.One, got.Two - tt.want.Two, got.L - tt.want.L} {
				if math.Abs(d) > 1e-12 {
					t.Fatalf("got %+v, want %+v", got, tt.want)
				}
			}
		})
	}
}

func TestCutWords(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"The ferry, late again, sank.", 2, "The ferry"},
		{"The ferry, late again, sank.", 5, "The ferry, late again, sank."},
		{"The ferry, late again, sank.", 9, "The ferry, late again, sank."},
		{"“Ærø” sank", 1, "“Ærø"},
		{"", 3, ""},
	} {
		if diff := cmp.Diff(tt.want, eval.CutWords(tt.text, tt.n)); diff != "" {
			t.Errorf("%q, %d (-want +got):\n%s", tt.text, tt.n, diff)
		}
	}
}

// TestBootstrap: the interval holds the mean, narrows with the number of
// items, and is the same each time.
func TestBootstrap(t *testing.T) {
	few, many := []float64{0, 1, 0, 1}, []float64{}
	for range 100 {
		many = append(many, few...)
	}
	a, b := eval.Bootstrap(few), eval.Bootstrap(many)
	if a.Value != 0.5 || math.Abs(b.Value-0.5) > 1e-9 || !(a.Low <= 0.5 && 0.5 <= a.High) || b.High-b.Low >= a.High-a.Low || a != eval.Bootstrap(few) {
		t.Errorf("few %+v, many %+v", a, b)
	}
	if got := eval.Bootstrap(nil); got != (eval.Mean{}) {
		t.Errorf("of nothing: %+v", got)
	}
}
