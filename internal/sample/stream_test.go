package sample_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// base annotates the reports below paths, or the bundled ones.
func base(tb testing.TB, paths ...string) []*annotate.Document {
	tb.Helper()
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	docs, failures, err := intake.Read(context.Background(), paths, intake.Options{Stdin: bytes.NewReader(demo.JSONL())})
	if err != nil || len(failures) > 0 {
		tb.Fatalf("Read: %v, %v", err, failures)
	}
	a := annotate.New()
	var out []*annotate.Document
	for _, d := range docs {
		out = append(out, a.Annotate(d))
	}
	return out
}

// bag counts the stems of a text.
func bag(d *annotate.Document) vector.Vector {
	var v []vector.Weighted
	for _, t := range d.Terms {
		if t != 0 {
			v = append(v, vector.Weighted{Term: t, Weight: 1})
		}
	}
	return vector.FromCounts(v)
}

func TestStreamInOrder(t *testing.T) {
	const n = 150
	docs := base(t)
	s := sample.NewStream(docs, sample.StreamOptions{PerDay: 24, World: 10, Open: 3})
	got := slices.Collect(s.Documents(n))
	if len(got) != n {
		t.Fatalf("%d documents, want %d", len(got), n)
	}
	seen := map[wiredesk.DocumentID]bool{}
	for i, d := range got {
		if seen[d.ID] {
			t.Errorf("%s comes twice", d.ID)
		}
		seen[d.ID] = true
		if i > 0 && d.Published.Sub(got[i-1].Published.Time) != time.Hour {
			t.Errorf("%s comes %v after the one before, want an hour", d.ID, d.Published.Sub(got[i-1].Published.Time))
		}
	}
	again := slices.Collect(sample.NewStream(base(t), sample.StreamOptions{PerDay: 24, World: 10, Open: 3}).Documents(n / 2))
	for i, d := range again {
		if d.ID != got[i].ID || !slices.Equal(d.Terms, got[i].Terms) || !slices.Equal(d.Lower, got[i].Lower) || !slices.Equal(d.TitleTerms, got[i].TitleTerms) {
			t.Fatalf("document %d is not the same the second time", i)
		}
	}
	for range s.Documents(n) {
		break // and nothing panics
	}
	if got := slices.Collect(sample.NewStream(nil, sample.StreamOptions{}).Documents(3)); got != nil {
		t.Errorf("%d documents of nothing", len(got))
	}
}

// TestStreamWithinWorld: two documents of one world share as many stems as they
// did, and are copies if they were.
func TestStreamWithinWorld(t *testing.T) {
	docs := base(t)
	before := make([]*annotate.Document, len(docs))
	for i, d := range docs {
		c := *d
		c.Lower, c.Terms = slices.Clone(d.Lower), slices.Clone(d.Terms)
		before[i] = &c
	}
	worlds := slices.Collect(sample.NewStream(docs, sample.StreamOptions{World: len(docs), Open: 1}).Documents(3 * len(docs)))
	same := 0
	for w := range 3 {
		world := worlds[w*len(docs) : (w+1)*len(docs)]
		for i, d := range world {
			if !strings.HasSuffix(string(d.ID), "-"+string(docs[i].ID)) {
				t.Fatalf("document %d of the world is %s, want %s", i, d.ID, docs[i].ID)
			}
			if slices.Equal(d.Terms, docs[i].Terms) {
				same++
			}
			for j := range i {
				if got, want := bag(d).Dot(bag(world[j])), bag(docs[i]).Dot(bag(docs[j])); got != want {
					t.Fatalf("%s and %s: product %v, was %v", d.ID, world[j].ID, got, want)
				}
			}
		}
		got, want := pairs(copies.Find(world, copies.Options{})), pairs(copies.Find(docs, copies.Options{}))
		if n := apart(got, want); 5*n > len(want) { // other words, another sample of them
			t.Errorf("copies: %v, were %v", got, want)
		}
	}
	if same > 0 {
		t.Errorf("%d documents were not renamed", same)
	}
	for i, d := range docs {
		if !slices.Equal(d.Lower, before[i].Lower) || !slices.Equal(d.Terms, before[i].Terms) {
			t.Fatalf("document %d of the base was changed", i)
		}
	}
}

// TestStreamBetweenWorlds: a document and itself in another world share no text
// and few words.
func TestStreamBetweenWorlds(t *testing.T) {
	docs := base(t)
	n := len(docs)
	two := slices.Collect(sample.NewStream(docs, sample.StreamOptions{World: n, Open: 1}).Documents(2 * n))
	for _, p := range pairs(copies.Find(two, copies.Options{})) {
		if (p[0] < n) != (p[1] < n) {
			t.Errorf("%s and %s are copies", two[p[0]].ID, two[p[1]].ID)
		}
	}
	f := vector.NewFrequency()
	for _, d := range two {
		f.Add(bag(d))
	}
	sum := 0.0
	for i := range docs {
		v := f.Weigh(bag(two[i])).Dot(f.Weigh(bag(two[n+i])))
		if v > 0.4 { // so few words have few others to stand for
			t.Errorf("%s and %s: cosine %.2f", two[i].ID, two[n+i].ID, v)
		}
		sum += v
	}
	if sum > 0.2*float64(n) {
		t.Errorf("cosine of a document and itself in another world: %.2f on average", sum/float64(n))
	}
}

// pairs are the documents that share text, later first.
func pairs(found []copies.Found) [][2]int {
	var out [][2]int
	for _, f := range found {
		for _, s := range f.Shares {
			out = append(out, [2]int{f.Number, s.With})
		}
	}
	return out
}

// apart counts the pairs that stand in one of the lists alone.
func apart(a, b [][2]int) int {
	n := 0
	for _, p := range a {
		if !slices.Contains(b, p) {
			n++
		}
	}
	for _, p := range b {
		if !slices.Contains(a, p) {
			n++
		}
	}
	return n
}

// BenchmarkStream makes a stream of the 12,000 reports of a labelled set, if it
// is here, else of the bundled ones.
func BenchmarkStream(b *testing.B) {
	var paths []string
	if data := os.Getenv("WIREDESK_DATA"); data != "" {
		paths = []string{filepath.Join(data, "allsides", "stream.jsonl.gz"), filepath.Join(data, "allsides", "documents.jsonl.gz")}
	}
	s := sample.NewStream(base(b, paths...), sample.StreamOptions{})
	b.ReportAllocs()
	b.ResetTimer()
	tokens, begun := 0, cpu(b)
	for d := range s.Documents(b.N) {
		tokens += len(d.Terms)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(float64(b.N)/(cpu(b)-begun), "docs/cpu-s") // what a core gives when others use it too
	b.ReportMetric(float64(tokens)/float64(b.N), "tokens/doc")
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
