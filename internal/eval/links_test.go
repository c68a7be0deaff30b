package eval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/eval"
)

func TestScoreLinks(t *testing.T) {
	gold := eval.Partition{{"a", "b", "c"}, {"d", "e"}, {"f"}}
	wanted := [][2]int{{1, 0}, {2, 1}}
	for _, tt := range []struct {
		name  string
		sys   eval.Partition
		links [][2]int
		want  eval.LinkScore
	}{
		{"none", gold, nil, eval.LinkScore{Gold: 2, Missed: 2}},
		{"all", gold, wanted, eval.LinkScore{Gold: 2, Found: 2, Right: 2, F: eval.F{P: 1, R: 1, F1: 1}}},
		{"the wrong way", gold, [][2]int{{0, 1}}, eval.LinkScore{Gold: 2, Found: 1, Missed: 2, False: 1}},
		{"most of it", eval.Partition{{"d", "a", "b"}, {"e"}, {"c", "f"}}, [][2]int{{1, 0}}, eval.LinkScore{Gold: 2, Found: 1, Right: 1, Missed: 1, F: eval.F{P: 1, R: 0.5, F1: 2. / 3}}},
		{"of two halves, the first", eval.Partition{{"e", "c"}, {"d"}}, [][2]int{{1, 0}}, eval.LinkScore{Gold: 2, Found: 1, Right: 1, Missed: 1, F: eval.F{P: 1, R: 0.5, F1: 2. / 3}}},
		{"inside one story", eval.Partition{{"a"}, {"b", "c"}, {"d", "e"}}, [][2]int{{1, 0}, {2, 0}}, eval.LinkScore{Gold: 2, Found: 2, Right: 1, Missed: 1, Inside: 1, F: eval.F{P: 1, R: 0.5, F1: 2. / 3}}},
		{"found twice", eval.Partition{{"a"}, {"b", "c"}, {"d", "e"}}, [][2]int{{2, 0}, {2, 1}}, eval.LinkScore{Gold: 2, Found: 2, Right: 2, Missed: 1, F: eval.F{P: 1, R: 0.5, F1: 2. / 3}}},
		{"of documents that gold does not know", eval.Partition{{"x"}, {"y"}}, [][2]int{{1, 0}}, eval.LinkScore{Gold: 2, Found: 1, Missed: 2, False: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, eval.ScoreLinks(gold, wanted, tt.sys, tt.links)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
