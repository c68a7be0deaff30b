package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// evalFacts scores the claims but for figures against gold.json in dir. A
// labelled story is looked for in all stories that hold a document of it.
func evalFacts(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	b, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return nil, nil, err
	}
	var gold struct {
		Stories []struct {
			Documents []string
			Facts     []eval.GoldFact
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, nil, fmt.Errorf("gold.json: %w", err)
	}
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "documents.jsonl.gz")}, nil)
	if err != nil {
		return nil, nil, err
	}
	r, err := pipeline.Run(ctx, docs, pipeline.Config{Facts: true})
	if err != nil {
		return nil, nil, &internalError{err}
	}
	var sc eval.FactScore
	for _, g := range gold.Stories {
		var claims []eval.FactClaim
		for i := range r.Stories {
			st := &r.Stories[i]
			if slices.ContainsFunc(st.Documents, func(id wiredesk.DocumentID) bool { return slices.Contains(g.Documents, string(id)) }) {
				claims = slices.Concat(claims, factClaims(st.Claims.Differ, "differ"), factClaims(st.Claims.Agree, "agree"), factClaims(st.Claims.Single, "single"))
			}
		}
		sc.ScoreFacts(g.Facts, claims)
	}
	rows := [][]string{{"", "labelled", "found", "shown"}}
	for _, st := range eval.Statuses {
		rows = append(rows, []string{st, fmt.Sprint(sc.Gold[st]), fmt.Sprint(sc.Found[st]), fmt.Sprint(sc.Shown[st])})
	}
	return sc, rows, nil
}

// factClaims returns the claims of sets but for figures, with all the words
// that their sides rest on.
func factClaims(sets []wiredesk.ClaimSet, status string) []eval.FactClaim {
	var out []eval.FactClaim
	for _, set := range sets {
		if set.Kind == "figure" {
			continue
		}
		c := eval.FactClaim{Status: status}
		for _, side := range set.Sides {
			v := eval.FactSide{Value: side.Value}
			if t, err := time.Parse(time.DateOnly, side.Value); err == nil {
				v.Value = t.Format("2 January 2006")
			} else if t, err := time.Parse("2006-01", side.Value); err == nil {
				v.Value = t.Format("January 2006")
			}
			for _, st := range side.Statements {
				v.Value += " " + st.Text
				for _, e := range slices.Concat(st.Evidence, st.Support) {
					v.Documents = append(v.Documents, string(e.Document))
				}
			}
			c.Sides = append(c.Sides, v)
		}
		out = append(out, c)
	}
	return out
}
