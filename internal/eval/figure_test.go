package eval_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

func goldValue(v, text string, docs ...string) eval.GoldValue {
	return eval.GoldValue{Value: json.RawMessage(v), Documents: docs, Text: text}
}

func value(v float64, doc string, start, end int) wiredesk.FigureValue {
	return wiredesk.FigureValue{Value: v, Low: v, High: &v, Evidence: []wiredesk.Evidence{{Document: wiredesk.DocumentID(doc), Start: start, End: end}}}
}

func TestScoreFigures(t *testing.T) {
	story := eval.FigureStory{
		Text: map[string]string{"a": "Six boats and 17 dead.", "b": "Eight boats and 17 dead, 3 mules."},
		Gold: []eval.GoldFigure{
			{Status: "differ", Values: []eval.GoldValue{goldValue("6", "Six boats", "a"), goldValue("8", "Eight boats", "b")}},
			{Status: "agree", Values: []eval.GoldValue{goldValue("17", "17 dead", "a", "b")}},
			{Status: "single", Values: []eval.GoldValue{goldValue("3", "3 mules", "b")}},
			{Status: "differ", Values: []eval.GoldValue{goldValue(`"06:40"`, "Six", "a")}},
		},
	}
	six, eight, dead := value(6, "a", 0, 9), value(8, "b", 0, 11), value(17, "b", 16, 18)
	for _, tt := range []struct {
		name   string
		system []wiredesk.Figure
		want   eval.FigureScore
	}{
		{"nothing", nil, eval.FigureScore{Gold: 4, Conflicts: 2}},
		{"right", []wiredesk.Figure{{State: "differ", Values: []wiredesk.FigureValue{six, eight}}, {State: "agree", Values: []wiredesk.FigureValue{dead}}},
			eval.FigureScore{Gold: 4, Found: 0.5, State: 1, Conflicts: 2, Complete: 0.5, Flagged: 0.5}},
		{"half of a conflict", []wiredesk.Figure{{State: "agree", Values: []wiredesk.FigureValue{six}}},
			eval.FigureScore{Gold: 4, Found: 0.25, Conflicts: 2, FalseAgree: 1}},
		{"elsewhere in the text", []wiredesk.Figure{{State: "single", Values: []wiredesk.FigureValue{value(3, "b", 0, 5)}}},
			eval.FigureScore{Gold: 4, Conflicts: 2}},
	} {
		story.System = tt.system
		if diff := cmp.Diff(tt.want, eval.ScoreFigures([]eval.FigureStory{story})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestScoreTolls(t *testing.T) {
	got := eval.ScoreTolls([]eval.TollStory{
		{Documents: 2, Gold: [2]float64{2, 0}, Stated: [2]bool{true, false}, System: [2]float64{2, 1}, Differ: true, Flagged: true},
		{Documents: 1, Gold: [2]float64{0, 3}, Stated: [2]bool{false, true}, System: [2]float64{0, -1}, Same: true},
	})
	want := map[string]eval.TollScore{
		"killed all":                  {Stories: 2, Answered: 1, Precision: 1, Recall: 1},
		"injured all":                 {Stories: 2, Answered: 0.5, OffByOne: 0.5},
		"killed above nought":         {Stories: 1, Answered: 1, Precision: 1, Recall: 1},
		"injured above nought":        {Stories: 1},
		"killed stated":               {Stories: 1, Answered: 1, Precision: 1, Recall: 1},
		"injured stated":              {Stories: 1},
		"killed two or more":          {Stories: 1, Answered: 1, Precision: 1, Recall: 1},
		"injured two or more":         {Stories: 1, Answered: 1, OffByOne: 1},
		"killed stated, two or more":  {Stories: 1, Answered: 1, Precision: 1, Recall: 1},
		"injured stated, two or more": {},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if got.Both != 0 || got.Flagged != 1 || got.FalseAlarm != 0 || got.Differ != 1 || got.Same != 1 {
		t.Errorf("got %+v", got)
	}
}
