package eval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/eval"
)

func TestScoreFacts(t *testing.T) {
	gold := []eval.GoldFact{
		{Status: "differ", Values: []eval.FactSide{{"working visit", []string{"a"}}, {"official visit", []string{"b"}}}},
		{Status: "differ", Values: []eval.FactSide{{"the bus", []string{"a"}}, {"the tanker", []string{"b"}}}},
		{Status: "agree", Values: []eval.FactSide{{"Cape Solder naval base", []string{"a", "b"}}}},
		{Status: "single", Values: []eval.FactSide{{"the driver was killed", []string{"c"}}}},
	}
	claims := []eval.FactClaim{
		{"differ", []eval.FactSide{{"on a working visit.", []string{"a"}}, {"An official visit", []string{"b"}}}},
		{"differ", []eval.FactSide{{"the bus", []string{"a"}}, {"the lorry", []string{"b"}}}},
		{"agree", []eval.FactSide{{"signed at the Cape Solder base", []string{"b"}}}},
		{"single", []eval.FactSide{{"the driver was killed", []string{"a"}}}}, // another document
	}
	var got eval.FactScore
	got.ScoreFacts(gold, claims)
	want := eval.FactScore{
		Gold:  map[string]int{"differ": 2, "agree": 1, "single": 1},
		Found: map[string]int{"differ": 1, "agree": 1},
		Shown: map[string]int{"differ": 2, "agree": 1, "single": 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
