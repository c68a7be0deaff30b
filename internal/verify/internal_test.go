package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"1,200 boats and 1200 nets", []string{"1200", "1200"}},
		{"twelve hundred boats", []string{"1200"}},
		{"twenty-one men, forty two boats", []string{"21", "42"}},
		{"two hundred and five boats", []string{"205"}},
		{"three million, 3 million, 3bn, $3.4 billion", []string{"3000000", "3000000", "3000000000", "3400000000"}},
		{"a $3 billion-dollar wall, a 2 mile-long one", []string{"3000000000", "2"}},
		{"on the 10th at 10:30, won 3-1", []string{"10", "10:30", "3-1"}},
		{"No. 5 of one road, the B52", []string{"5", "b52"}},
		{"2,5 of 1,2,3", []string{"2,5", "1,2,3"}},
		{"two men and five boats", []string{"2", "5"}},
		{"a third of it, dozens of them", nil},
		{"4.5 percent, 18.20 crowns", []string{"4.5", "18.2"}},
	} {
		if diff := cmp.Diff(tt.want, newSentence(tt.text).numbers()); diff != "" {
			t.Errorf("numbers of %q mismatch (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestNegations(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int
	}{
		{"It rained.", 0},
		{"It didn’t rain and nobody came.", 2},
		{"No. 5 fell.", 0},
		{"No 5 fell, he denied.", 2},
		{"It cannot be.", 1},
	} {
		if got := newSentence(tt.text).negations(); got != tt.want {
			t.Errorf("negations of %q = %d, want %d", tt.text, got, tt.want)
		}
	}
}
