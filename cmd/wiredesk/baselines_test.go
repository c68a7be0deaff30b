package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/eval/baseline"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

var thresholds = flag.Bool("thresholds", false, "look for the fixed thresholds of the baselines again; needs WIREDESK_DATA and a minute")

// TestBaselines: each method is there at its fixed and at its ideal threshold,
// the ideal is none worse, and what is said of our stories does not change.
func TestBaselines(t *testing.T) {
	var plain, beside groupScore
	for _, run := range []struct {
		into *groupScore
		args []string
	}{{&plain, nil}, {&beside, []string{"--baselines"}}} {
		out := stdoutOf(t, append([]string{"eval", "group", "--format", "json", "../../internal/demo"}, run.args...)...)
		if err := json.Unmarshal(out, run.into); err != nil {
			t.Fatal(err)
		}
	}
	if plain.Baselines != nil {
		t.Errorf("baselines that nobody asked for: %v", plain.Baselines)
	}
	if diff := cmp.Diff(plain.Stories, beside.Stories); diff != "" {
		t.Errorf("our score changed:\n%s", diff)
	}
	methods := baseline.Methods()
	if len(beside.Baselines) != 2*len(methods) {
		t.Fatalf("%d baselines, want each of %d methods twice", len(beside.Baselines), len(methods))
	}
	for k, m := range methods {
		fixed, ideal := beside.Baselines[2*k], beside.Baselines[2*k+1]
		if fixed.Name != m.Name || fixed.Ideal || fixed.Threshold != m.Fixed || ideal.Name != m.Name || !ideal.Ideal {
			t.Errorf("method %s: %v, then %v", m.Name, fixed, ideal)
		}
		if ideal.Score.BCubed.F1 < fixed.Score.BCubed.F1 || fixed.Score.BCubed.F1 < 0.5 {
			t.Errorf("method %s: BCubed F1 %.3f fixed, %.3f ideal", m.Name, fixed.Score.BCubed.F1, ideal.Score.BCubed.F1)
		}
	}
}

// TestFixedThresholds looks for the threshold of each method that is best on
// average over the development sets, and wants the one that the method has.
func TestFixedThresholds(t *testing.T) {
	data := os.Getenv("WIREDESK_DATA")
	if !*thresholds || data == "" {
		t.Skip("needs -thresholds and WIREDESK_DATA")
	}
	sets := []string{"allsides", "basil", "demo", "desk", "ecbplus", "giveme5w1h", "gva", "uci-titles", "wikinews"}
	grid, methods := baseline.Grid(), baseline.Methods()
	mean := make([][]float64, len(methods))
	for k := range mean {
		mean[k] = make([]float64, len(grid))
	}
	for _, set := range sets {
		gold, err := readGold(setDir(data, set))
		if err != nil {
			t.Fatal(err)
		}
		docs, err := readSet(context.Background(), streams{nil, os.Stdout, os.Stderr}, setDir(data, set))
		if err != nil {
			t.Fatal(err)
		}
		annotated, err := pipeline.Annotate(context.Background(), docs, func(string, int) {})
		if err != nil {
			t.Fatal(err)
		}
		x, err := baseline.NewMatrix(annotated)
		if err != nil {
			t.Fatal(err)
		}
		for k, m := range methods {
			at := m.On(x)
			for i, threshold := range grid {
				mean[k][i] += eval.ScorePartition(gold.Stories, named(docs, at(threshold))).BCubed.F1 / float64(len(sets))
			}
		}
	}
	for k, m := range methods {
		best := 0
		for i, f1 := range mean[k] {
			if f1 > mean[k][best] {
				best = i
			}
		}
		t.Logf("%-20s %.2f: mean BCubed F1 %.4f", m.Name, grid[best], mean[k][best])
		if grid[best] != m.Fixed {
			t.Errorf("method %s: best at %.2f, fixed at %.2f", m.Name, grid[best], m.Fixed)
		}
	}
}
