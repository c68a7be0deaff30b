//go:build !race

package compare_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/compare"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// TestMany compares as many figures as are compared at the most, all of one
// kind.
func TestMany(t *testing.T) {
	var rs []compare.Report
	for r := range 40 {
		d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint(r)), Text: strings.Repeat("9 boats ", 400)}
		d.Seal()
		var figures []figure.Figure
		for k := range 400 {
			v := float64(r*400 + k)
			span := wiredesk.Span{Start: 8 * k, End: 8*k + 7}
			figures = append(figures, figure.Figure{
				Span: span, Number: span, Kind: figure.Count, Dimension: "count", Value: v, Low: v, High: v, Scale: 1, Noun: "boat", Unit: "boats",
				Qualifier: figure.Exact, Part: -1, Like: -1, With: -1, Context: []string{"sail", "boat", "harbour"},
			})
		}
		rs = append(rs, compare.Report{Document: d, Figures: figures})
	}
	begun := time.Now()
	n := 0
	for _, f := range compare.Figures(rs, nil) {
		n += len(f.Values)
	}
	if took := time.Since(begun); n != wiredesk.MaxCompared || took > 20*time.Second {
		t.Errorf("%d values in %v, want %d in a few seconds", n, took, wiredesk.MaxCompared)
	}
}
