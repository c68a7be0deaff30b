package pipeline_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// load reads the set named by WIREDESK_DATA ("data/allsides" below it), or the
// demo reports.
func load(tb testing.TB) []*wiredesk.Document {
	tb.Helper()
	paths, opt := []string{"-"}, intake.Options{Stdin: bytes.NewReader(demo.JSONL())}
	if dir := os.Getenv("WIREDESK_DATA"); dir != "" {
		paths = []string{filepath.Join(dir, "allsides", "documents.jsonl.gz")}
	}
	docs, failures, err := intake.Read(context.Background(), paths, opt)
	if err != nil || len(failures) > 0 {
		tb.Fatalf("Read: %v, %v", err, failures)
	}
	return docs
}

// BenchmarkChain runs the whole chain on one processor, from file to checked
// briefs, and reports documents a second and the share of each stage.
func BenchmarkChain(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.ReportAllocs()
	var read, text, group, write time.Duration
	n, begun := 0, cpu(b)
	tag := pipeline.Tagger(model.English())
	for b.Loop() {
		at := time.Now()
		lap := func(d *time.Duration) { *d += time.Since(at); at = time.Now() }
		docs := load(b)
		lap(&read)
		annotated, err := pipeline.Annotate(context.Background(), docs, func(string, int) {})
		if err != nil {
			b.Fatal(err)
		}
		lap(&text)
		drafts := pipeline.Group(annotated, cluster.Options{})
		lap(&group)
		for i := range drafts {
			drafts[i].Compose(tag, brief.Options{})
		}
		lap(&write)
		n += len(docs)
	}
	total := b.Elapsed().Seconds()
	b.ReportMetric(float64(n)/total, "docs/s")
	b.ReportMetric(float64(n)/(cpu(b)-begun), "docs/cpu-s") // what a core gives when others use it too
	for _, s := range []struct {
		name string
		d    time.Duration
	}{{"read", read}, {"annotate", text}, {"group", group}, {"write", write}} {
		b.ReportMetric(100*s.d.Seconds()/total, s.name+"-%")
	}
}

// cpu returns the processor time that this process has used, in seconds.
func cpu(tb testing.TB) float64 {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// BenchmarkAnnotate is the text analysis alone.
func BenchmarkAnnotate(b *testing.B) {
	docs := load(b)
	size := 0
	for _, d := range docs {
		size += len(d.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		a := annotate.New()
		for _, d := range docs {
			a.Annotate(d)
		}
	}
}
