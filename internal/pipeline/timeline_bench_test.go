package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/timeline"
)

// BenchmarkTimeline makes a timeline of 48 days of the largest labelled topic,
// if it is here, on one processor with -cpu 1.
func BenchmarkTimeline(b *testing.B) {
	data := os.Getenv("WIREDESK_DATA")
	if data == "" {
		b.Skip("WIREDESK_DATA is not set")
	}
	docs, failures, err := intake.Read(context.Background(), []string{filepath.Join(data, "t17", "bpoil", "documents.jsonl.gz")}, intake.Options{})
	if err != nil || len(failures) > 0 {
		b.Fatal(err, failures)
	}
	n, begun := 0, cpu(b)
	for b.Loop() {
		n += len(docs)
		if _, err := pipeline.Timeline(context.Background(), docs, timeline.Options{Dates: 48}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/(cpu(b)-begun), "docs/cpu-s")
}
