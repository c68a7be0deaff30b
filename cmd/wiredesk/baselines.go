package main

import (
	"context"
	"fmt"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/eval/baseline"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// A baselineScore says what a plain method reaches on a set: at its fixed
// threshold, or at the ideal one of that very set, which only the gold can tell.
type baselineScore struct {
	Name      string              `json:"name"`
	Threshold float64             `json:"threshold"`
	Ideal     bool                `json:"ideal"`
	Score     eval.PartitionScore `json:"score"`
}

func (b baselineScore) String() string {
	kind := "fixed"
	if b.Ideal {
		kind = "ideal"
	}
	return fmt.Sprintf("%s, %s %.2f", b.Name, kind, b.Threshold)
}

// scoreBaselines scores each method on docs twice: at its fixed threshold, then
// at the one of the grid with the best BCubed F1.
func scoreBaselines(ctx context.Context, docs []*wiredesk.Document, gold eval.Partition) ([]baselineScore, error) {
	annotated, err := pipeline.Annotate(ctx, docs, func(string, int) {})
	if err != nil {
		return nil, err
	}
	x, err := baseline.NewMatrix(annotated)
	if err != nil {
		return nil, err
	}
	var out []baselineScore
	for _, m := range baseline.Methods() {
		at := m.On(x)
		fixed := baselineScore{m.Name, m.Fixed, false, eval.ScorePartition(gold, named(docs, at(m.Fixed)))}
		ideal := fixed
		ideal.Ideal = true
		for _, t := range baseline.Grid() {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if s := eval.ScorePartition(gold, named(docs, at(t))); s.BCubed.F1 > ideal.Score.BCubed.F1 {
				ideal.Threshold, ideal.Score = t, s
			}
		}
		out = append(out, fixed, ideal)
	}
	return out, nil
}

// named turns stories of numbers into stories of IDs.
func named(docs []*wiredesk.Document, stories [][]int) eval.Partition {
	out := make(eval.Partition, len(stories))
	for k, s := range stories {
		for _, i := range s {
			out[k] = append(out[k], string(docs[i].ID))
		}
	}
	return out
}
