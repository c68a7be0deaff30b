package pipeline_test

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// BenchmarkGroup is the analysis for grouping and, apart from it, copies and
// stories, on one processor: of the file WIREDESK_GROUP, or of what the other
// benchmarks read. bench/sklearn_group.py reads its figures.
func BenchmarkGroup(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	docs := load(b)
	if file := os.Getenv("WIREDESK_GROUP"); file != "" {
		var err error
		if docs, _, err = intake.Read(context.Background(), []string{file}, intake.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	var wall [2]time.Duration
	var used [2]float64
	stories := 0
	for b.Loop() {
		begun, at := cpu(b), time.Now()
		annotated, err := pipeline.Annotate(context.Background(), docs, func(string, int) {})
		if err != nil {
			b.Fatal(err)
		}
		between, then := cpu(b), time.Now()
		stories = len(pipeline.Group(annotated, cluster.Options{}))
		used[0] += between - begun
		used[1] += cpu(b) - between
		wall[0] += then.Sub(at)
		wall[1] += time.Since(then)
	}
	for i, stage := range []string{"annotate", "group"} {
		b.ReportMetric(wall[i].Seconds()/float64(b.N), stage+"-s")
		b.ReportMetric(used[i]/float64(b.N), stage+"-cpu-s")
	}
	b.ReportMetric(float64(stories), "stories")
}
