package eval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

func mention(start, end int, kind, value string) eval.TimeMention {
	return eval.TimeMention{Span: wiredesk.Span{Start: start, End: end}, Type: kind, Value: value}
}

// The figures are worked out by hand: right answers of those given and wanted.
func TestScoreTimes(t *testing.T) {
	type set = map[string][]eval.TimeMention
	gold := set{"a": {mention(0, 6, "DATE", "2026-08-07"), mention(10, 19, "DURATION", "P3D")}, "b": {mention(5, 9, "DATE", "2026")}}
	for _, tt := range []struct {
		name         string
		gold, system set
		want         eval.TimeScore
	}{
		{"the same", gold, gold, eval.TimeScore{
			Gold: 3, System: 3,
			Strict: eval.NewF(3, 3, 3), Relaxed: eval.NewF(3, 3, 3), Type: eval.NewF(3, 3, 3), Value: eval.NewF(3, 3, 3), Both: eval.NewF(3, 3, 3)}},
		{"a wrong value, a shorter span, one too many, one missing", gold,
			set{"a": {mention(0, 6, "DATE", "2026-08-08"), mention(12, 19, "DURATION", "P3D"), mention(30, 33, "DATE", "2000")}, "c": {mention(0, 4, "SET", "P1D")}},
			eval.TimeScore{
				Gold: 3, System: 4,
				Strict: eval.NewF(1, 4, 3), Relaxed: eval.NewF(2, 4, 3), Type: eval.NewF(2, 4, 3), Value: eval.NewF(1, 4, 3)}},
		{"one over two: it is paired with the one it shares more of", gold,
			set{"a": {mention(0, 19, "DURATION", "P3D")}},
			eval.TimeScore{
				Gold: 3, System: 1,
				Relaxed: eval.NewF(1, 1, 3), Type: eval.NewF(1, 1, 3), Value: eval.NewF(1, 1, 3)}},
		{"twice the same span counts once", gold,
			set{"b": {mention(5, 9, "DATE", "2026"), mention(5, 9, "TIME", "2026")}},
			eval.TimeScore{
				Gold: 3, System: 2,
				Strict: eval.NewF(1, 2, 3), Relaxed: eval.NewF(1, 2, 3), Type: eval.NewF(1, 2, 3), Value: eval.NewF(1, 2, 3), Both: eval.NewF(1, 2, 3)}},
		{"touching is not sharing", set{"a": {mention(0, 5, "DATE", "2026")}}, set{"a": {mention(5, 8, "DATE", "2026")}},
			eval.TimeScore{Gold: 1, System: 1}},
		{"nothing", nil, nil, eval.TimeScore{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, eval.ScoreTimes(tt.gold, tt.system)); diff != "" {
				t.Errorf("ScoreTimes mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
