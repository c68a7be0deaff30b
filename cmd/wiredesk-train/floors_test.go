package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// The least that the weights in the program may score, of 100, by set and
// measure: what they scored when they were made, less 0.3. A change that
// lowers one says why.
func floors() []model.Score {
	return []model.Score{
		{Set: "ewt-test", Measure: "upos", Value: 95.4},
		{Set: "ewt-test", Measure: "lemma", Value: 96.8},
		{Set: "ewt-test", Measure: "las", Value: 82.9},
		{Set: "gum-dev", Measure: "upos", Value: 96.7},
		{Set: "gum-dev", Measure: "lemma", Value: 98.1},
		{Set: "gum-dev", Measure: "las", Value: 82.2},
		{Set: "uner-ewt-test", Measure: "names f1", Value: 72.8},
		{Set: "gum-names-dev", Measure: "names f1", Value: 72.5},
		{Set: "wire-tenth", Measure: "names f1", Value: 84.3},
	}
}

// TestFloors needs the annotated text, which is not part of the project: set
// WIREDESK_DATA to the folder that has it in nlp/.
func TestFloors(t *testing.T) {
	data := os.Getenv("WIREDESK_DATA")
	if data == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	tr := &trainer{data: folder(filepath.Join(data, "nlp")), log: io.Discard, models: model.English()}
	got, err := tr.allScores()
	if err != nil {
		t.Fatal(err)
	}
	value := map[[2]string]float64{}
	for _, s := range got {
		value[[2]string{s.Set, s.Measure}] = s.Value
		t.Logf("%-20s %-16s %6.2f", s.Set, s.Measure, s.Value)
	}
	for _, f := range floors() {
		if v, ok := value[[2]string{f.Set, f.Measure}]; !ok || v < f.Value {
			t.Errorf("%s, %s: %.2f (measured: %v), must not be below %.2f", f.Set, f.Measure, v, ok, f.Value)
		}
	}
}
