package copies_test

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// reports reads real reports where there are any, and invents them elsewhere.
func reports(tb testing.TB) []*annotate.Document {
	a := annotate.New()
	var out []*annotate.Document
	if os.Getenv("WIREDESK_DATA") != "" {
		for _, d := range read(tb, "allsides/stream.jsonl.gz") {
			out = append(out, a.Annotate(d))
		}
		return out
	}
	for i := range 500 {
		out = append(out, a.Annotate(sample.Document(fmt.Sprint(i), fmt.Sprintf("Outlet %d", i%20), report(uint64(i), 20), i)))
	}
	return out
}

// A stream repeats reports without end, a given number a day, each time in
// other words: its terms are changed, so that no round is a copy of another.
type stream struct {
	reports []*annotate.Document
	n       int
	perDay  int
}

func (s *stream) next() *annotate.Document {
	src := s.reports[s.n%len(s.reports)]
	round := vector.Term(s.n / len(s.reports))
	doc, d := *src.Document, *src
	doc.Published = wiredesk.Time{Time: time.Unix(0, 0).UTC().Add(time.Duration(s.n) * 24 * time.Hour / time.Duration(s.perDay))}
	d.Document = &doc
	d.Terms = make([]vector.Term, 0, len(src.Terms))
	for i, t := range src.Terms {
		if t == 0 {
			t = vector.Hash(d.Lower[i])
		}
		d.Terms = append(d.Terms, (t+round)*0x9e3779b97f4a7c15)
	}
	s.n++
	return &d
}

// BenchmarkFinder runs a stream of 20,000 reports a day through a window of
// seven days, and reports speed, and memory by document of the window once it
// is full: run it with -benchtime 300000x or more.
func BenchmarkFinder(b *testing.B) {
	s := stream{reports: reports(b), perDay: 20_000}
	before := sample.Heap()
	f := copies.NewFinder(copies.Options{})
	var wall time.Duration
	used, n := 0.0, 0
	docs := make([]*annotate.Document, 0, 200)
	for b.Loop() {
		docs = append(docs, s.next())
		if n++; len(docs) < cap(docs) {
			continue
		}
		begun, at := time.Now(), cpu(b)
		for _, d := range docs {
			f.Add(d)
		}
		wall, used, docs = wall+time.Since(begun), used+cpu(b)-at, docs[:0]
		if n%100_000 == 0 {
			b.Logf("%d documents: %.0f docs/cpu-s, %d MiB", n, float64(n)/used, (sample.Heap()-before)>>20)
		}
	}
	b.ReportMetric(float64(n)/wall.Seconds(), "docs/s")
	b.ReportMetric(float64(n)/used, "docs/cpu-s") // what a core gives when others use it too
	b.ReportMetric(float64(sample.Heap()-before)/float64(min(n, 7*s.perDay)), "B/doc")
	runtime.KeepAlive(f)
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
