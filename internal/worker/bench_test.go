package worker_test

import (
	"flag"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

var (
	benchReports = flag.Int("reports", 2000, "of BenchmarkIngest: how many reports")
	benchFacts   = flag.Bool("facts", false, "of BenchmarkIngest: find facts too")
)

// BenchmarkIngest takes in, files and writes a stream of reports.
func BenchmarkIngest(b *testing.B) {
	r, err := selftest.NewReports(1)
	if err != nil {
		b.Fatal(err)
	}
	docs := slices.Collect(r.Documents(*benchReports))
	o := quick
	if *benchFacts {
		o.Facts = 0
	}
	used := 0.0
	for b.Loop() {
		db, err := sqlite.Create(b.Context(), filepath.Join(b.TempDir(), "wiredesk.db"), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		w, err := worker.Open(b.Context(), db, o)
		if err != nil {
			b.Fatal(err)
		}
		from := cpu(b)
		for list := range slices.Chunk(docs, 100) {
			if _, err := w.Put(b.Context(), incoming(list)); err != nil {
				b.Fatal(err)
			}
			if _, err := w.Step(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.CatchUp(b.Context()); err != nil {
			b.Fatal(err)
		}
		used += cpu(b) - from
		w.Close()
		db.Close()
	}
	b.ReportMetric(float64(b.N*len(docs))/used, "reports/cpu-s")
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
