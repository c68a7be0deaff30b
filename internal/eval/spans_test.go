package eval_test

import (
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

func TestNewF(t *testing.T) {
	for _, tt := range []struct {
		right, given, wanted int
		want                 eval.F
	}{
		{0, 0, 0, eval.F{}},
		{0, 3, 4, eval.F{}},
		{0, 0, 4, eval.F{}},
		{4, 4, 4, eval.F{P: 1, R: 1, F1: 1}},
		{1, 2, 4, eval.F{P: .5, R: .25, F1: 1. / 3}},
	} {
		if got := eval.NewF(tt.right, tt.given, tt.wanted); got != tt.want {
			t.Errorf("NewF(%d, %d, %d) = %v, want %v", tt.right, tt.given, tt.wanted, got, tt.want)
		}
	}
}

func TestSameSpans(t *testing.T) {
	spans := func(n ...int) (s []wiredesk.Span) {
		for i := 0; i < len(n); i += 2 {
			s = append(s, wiredesk.Span{Start: n[i], End: n[i+1]})
		}
		return s
	}
	for _, tt := range []struct {
		a, b []wiredesk.Span
		want int
	}{
		{nil, spans(0, 1), 0},
		{spans(0, 3, 4, 9), spans(0, 3, 4, 9), 2},
		{spans(0, 3, 4, 9), spans(0, 3, 4, 6, 7, 9), 1},
		{spans(0, 9, 10, 12), spans(0, 3, 4, 9, 10, 12), 1},
		{spans(0, 3, 0, 3), spans(0, 3), 1}, // one found twice is right once
	} {
		if got := eval.SameSpans(tt.a, tt.b); got != tt.want {
			t.Errorf("SameSpans(%v, %v) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := eval.SameSpans(tt.b, tt.a); got != tt.want {
			t.Errorf("SameSpans(%v, %v) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
