//go:build linux && !race

package pipeline_test

import (
	"context"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestLinear files three reports that were made to cost much into stories, finds
// their copies, writes the briefs and checks them. It is part of row 40 of the
// matrix of faults.
func TestLinear(t *testing.T) {
	for _, p := range costtest.Patterns() {
		costtest.Linear(t, p.Name, costtest.Bytes(8<<10), func(n int) func() {
			var docs []*wiredesk.Document
			for _, head := range []string{"Rain fell on the pier of Osterby on Monday. ", "The pier of Osterby was shut on Monday. ", "Rain fell on the pier of Osterby on Monday, and it was shut. "} {
				d, _, err := intake.Finish(wiredesk.Document{Title: "Rain at Osterby", Outlet: head[:9], Text: head + p.Text(n)})
				if err != nil {
					t.Fatal(err)
				}
				docs = append(docs, d)
			}
			return func() {
				r, err := pipeline.Run(context.Background(), docs, pipeline.Config{})
				if err != nil {
					t.Fatal(err)
				}
				if bad := verify.Result(r, r.Documents).Failures; len(bad) > 0 {
					t.Errorf("%s: %v", p.Name, bad[0])
				}
			}
		})
	}
}
