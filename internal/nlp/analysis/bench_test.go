package analysis_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"runtime"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// reports returns the bundled reports.
func reports(t testing.TB) []*wiredesk.Document {
	t.Helper()
	var out []*wiredesk.Document
	for sc := bufio.NewScanner(bytes.NewReader(demo.JSONL())); sc.Scan(); {
		d := &wiredesk.Document{}
		if err := json.Unmarshal(sc.Bytes(), d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// annotate annotates docs and returns the number of tokens.
func annotate(t testing.TB, p *analysis.Pipeline, docs []*wiredesk.Document) int {
	t.Helper()
	tokens := 0
	for _, d := range docs {
		a, err := p.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		tokens += len(a.Tokens)
	}
	return tokens
}

// BenchmarkEnglish annotates the bundled reports with the whole chain, on one
// core.
func BenchmarkEnglish(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	p, docs := pipeline(b, english(b)...), reports(b)
	measure(b, func() int { return annotate(b, p, docs) })
}

// BenchmarkSteps is each annotator of the chain by itself.
func BenchmarkSteps(b *testing.B) {
	docs, steps := reports(b), english(b)
	for i, s := range steps {
		b.Run(s.Made().Annotator, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			var ready []*analysis.Document
			before := pipeline(b, steps[:i]...)
			for _, d := range docs {
				a, err := before.Annotate(d)
				if err != nil {
					b.Fatal(err)
				}
				ready = append(ready, a)
			}
			measure(b, func() int {
				tokens := 0
				for _, d := range ready {
					if err := s.Annotate(d); err != nil {
						b.Fatal(err)
					}
					tokens += len(d.Tokens)
				}
				return tokens
			})
		})
	}
}

// measure reports the speed of f, which returns how many tokens it did, and
// what it allocates for each.
func measure(b *testing.B, f func() int) {
	b.ReportAllocs()
	var before, after runtime.MemStats
	tokens := 0
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	for b.Loop() {
		tokens += f()
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(tokens), "allocs/token")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(tokens), "B/token")
}

// BenchmarkLoad reads all weights anew.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := analysis.English(model.English()); err != nil {
			b.Fatal(err)
		}
	}
}
