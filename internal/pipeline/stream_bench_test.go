package pipeline_test

import (
	"flag"
	"runtime"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
)

var (
	streamWindow = flag.Duration("window", 7*24*time.Hour, "of BenchmarkStream: how long a silent story stays open")
	streamLap    = flag.Int("lap", 100_000, "of BenchmarkStream: documents between two lines")
)

// BenchmarkStream finds copies and files into stories, on one processor, a
// stream of 20,000 documents a day under a window of seven days, which
// 140,000 fill. Run it with -benchtime 1000000x: it says how fast the last 100,000 went, and how much
// memory is held.
func BenchmarkStream(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	window := *streamWindow
	docs := load(b)
	annotated, err := pipeline.Annotate(b.Context(), docs, func(string, int) {})
	if err != nil {
		b.Fatal(err)
	}
	stream := sample.NewStream(annotated, sample.StreamOptions{})
	before := sample.Heap()
	finder := copies.NewFinder(copies.Options{Window: window})
	stories, documents := 0, 0
	desk := cluster.New(cluster.Options{Window: window}, func(s cluster.Story) {
		stories++
		documents += len(s.Documents)
	})
	var wall, lap time.Duration
	var used, lapUsed float64
	n, lapped := 0, 0
	batch := make([]*annotate.Document, 0, 200)
	b.ResetTimer()
	for d := range stream.Documents(b.N) {
		if batch = append(batch, d); len(batch) < cap(batch) && n+len(batch) < b.N {
			continue
		}
		at, from := time.Now(), cpu(b)
		for _, d := range batch {
			desk.Add(d, finder.Add(d).Family)
		}
		wall, used = wall+time.Since(at), used+cpu(b)-from
		n, batch = n+len(batch), batch[:0]
		if n-lapped >= *streamLap {
			b.Logf("%d documents: %.0f docs/cpu-s, %.0f docs/s, %d MiB held", n, float64(n-lapped)/(used-lapUsed), float64(n-lapped)/(wall-lap).Seconds(), (sample.Heap()-before)>>20)
			lap, lapUsed, lapped = wall, used, n
		}
	}
	desk.Close()
	if documents != n {
		b.Fatalf("%d documents in stories, want %d", documents, n)
	}
	b.ReportMetric(float64(n)/wall.Seconds(), "docs/s")
	b.ReportMetric(float64(n)/used, "docs/cpu-s") // what a core gives when others use it too
	b.ReportMetric(float64(n)/float64(stories), "docs/story")
	runtime.KeepAlive(finder)
}
