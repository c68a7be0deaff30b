package eval_test

import (
	"math"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/eval"
)

func entry(date string, sentences ...string) eval.TimelineEntry {
	return eval.TimelineEntry{Date: date, Sentences: sentences}
}

// TestScoreTimeline: a day off halves what is shared; the words of a gold day
// with no day of its own count against the nearest.
func TestScoreTimeline(t *testing.T) {
	gold := []eval.TimelineEntry{entry("2027-03-09", "Piers toppled."), entry("2027-03-11", "Ferries sailed past the piers.")}
	for _, tt := range []struct {
		name          string
		system        []eval.TimelineEntry
		date, p, r, f float64 // of the dates the F1; of AR1 precision, recall and F1
	}{
		{"itself", gold, 1, 1, 1, 1},
		{"nothing", nil, 0, 0, 0, 0},
		{"other words", []eval.TimelineEntry{entry("2027-03-09", "Bakers won prizes.")}, 2.0 / 3, 0, 0, 0},
		// pier and toppl, one day off: 2/2 of 2 words; of the 6 of the gold both
		// by 1/2, and pier of ferri, sail, past, pier by 1/2 again.
		{"a day off", []eval.TimelineEntry{entry("2027-03-10", "Pier topples.")}, 0, 0.5, (1 + 0.5) / 6, 1.0 / 3},
		{"two entries of one day", []eval.TimelineEntry{entry("2027-03-09", "Piers"), entry("2027-03-09T10:00", "toppled.")}, 2.0 / 3, 1, (2 + 1.0/3) / 6, 0.56},
	} {
		got, err := eval.ScoreTimeline(gold, tt.system)
		if err != nil {
			t.Fatal(err)
		}
		for what, x := range map[string][2]float64{"date F1": {got.Date.F1, tt.date}, "AR1 P": {got.AR1.P, tt.p}, "AR1 R": {got.AR1.R, tt.r}, "AR1 F1": {got.AR1.F1, tt.f}} {
			if math.Abs(x[0]-x[1]) > 1e-9 {
				t.Errorf("%s: %s = %v, want %v", tt.name, what, x[0], x[1])
			}
		}
	}
	if _, err := eval.ScoreTimeline(gold, []eval.TimelineEntry{entry("Tuesday", "x")}); err == nil {
		t.Error("a date that is none was scored")
	}
}

// TestMeanTimelines: the F1 of the means, not the mean of the F1s.
func TestMeanTimelines(t *testing.T) {
	m := eval.MeanTimelines([]eval.TimelineScore{{Date: eval.F{P: 1, R: 0.5}}, {Date: eval.F{P: 0, R: 0.5}}})
	if m.Date != (eval.F{P: 0.5, R: 0.5, F1: 0.5}) {
		t.Errorf("%+v", m.Date)
	}
}

func TestReadTimelines(t *testing.T) {
	for in, ok := range map[string]bool{
		`[{"annotator":"a","source":"s","entries":[{"date":"2027-03-09","sentences":["x"]}]}]`: true,
		`[{"annotator":"a","entries":[{"date":"March","sentences":["x"]}]}]`:                   false,
		`{`: false,
	} {
		if _, err := eval.ReadTimelines(strings.NewReader(in)); (err == nil) != ok {
			t.Errorf("%s: %v", in, err)
		}
	}
}
