package copies_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// read returns the documents at paths below WIREDESK_DATA, or skips the test.
func read(tb testing.TB, path string) []*wiredesk.Document {
	tb.Helper()
	dir := os.Getenv("WIREDESK_DATA")
	if dir == "" {
		tb.Skip("WIREDESK_DATA is not set")
	}
	return load(tb, filepath.Join(dir, path), intake.Options{})
}

func load(tb testing.TB, path string, o intake.Options) []*wiredesk.Document {
	tb.Helper()
	docs, failures, err := intake.Read(context.Background(), []string{path}, o)
	if err != nil || len(failures) > 0 {
		tb.Fatalf("Read: %v, %v", err, failures)
	}
	return docs
}

func demoReports(tb testing.TB) []*wiredesk.Document {
	return load(tb, "-", intake.Options{Stdin: bytes.NewReader(demo.JSONL())})
}

// A tally counts the copies of one kind of edit, those of which the source was
// found, and pairs with what is not the source.
type tally struct{ copies, found, wrong int }

func (t *tally) add(o tally) {
	t.copies, t.found, t.wrong = t.copies+o.copies, t.found+o.found, t.wrong+o.wrong
}

func (t tally) recall() float64 { return float64(t.found) / float64(t.copies) }

// edited makes a copy of each source by e, and looks for them all in one run.
func edited(e edit, k int, sources []string) tally {
	a := annotate.New()
	f := copies.NewFinder(copies.Options{})
	for i, s := range sources {
		f.Add(a.Annotate(sample.Document(fmt.Sprintf("s%05d", i), fmt.Sprintf("Outlet %d", i%7), s, 0)))
	}
	n := tally{copies: len(sources)}
	for i, s := range sources {
		r := rand.New(rand.NewPCG(uint64(i), uint64(k)))
		d := sample.Document(fmt.Sprintf("t%05d", i), fmt.Sprintf("Outlet %d", 10+i%7), e.make(r, s), 3)
		for _, m := range f.Add(a.Annotate(d)).Shares {
			if m.With == i {
				n.found++
			} else {
				n.wrong++
			}
		}
	}
	return n
}

// realReports returns reports of three sets, if they are here, every seventh
// of some length.
func realReports(tb testing.TB) map[string][]string {
	out := map[string][]string{}
	if os.Getenv("WIREDESK_DATA") == "" {
		return out
	}
	for _, set := range []string{"allsides/documents.jsonl.gz", "allsides/stream.jsonl.gz", "gva/documents.jsonl.gz"} {
		for i, d := range read(tb, set) {
			if i%7 == 0 && len(strings.Fields(d.Text)) >= 60 && len(paragraphs(d.Text)) >= 4 && len(out[set]) < 200 {
				out[set] = append(out[set], d.Text)
			}
		}
	}
	return out
}

// TestEditedCopies makes copies as desks do, 2,400 of the bundled and of
// invented reports, and 9,000 more of real ones where they are.
func TestEditedCopies(t *testing.T) {
	sets := realReports(t)
	for _, d := range demoReports(t)[:40] {
		sets["demo"] = append(sets["demo"], d.Text)
	}
	for i := range 120 {
		sets["invented"] = append(sets["invented"], report(uint64(i), 6+i%12))
	}
	var all tally
	for k, e := range edits {
		var n tally
		for _, set := range slices.Sorted(maps.Keys(sets)) {
			m := edited(e, k, sets[set])
			if set != "invented" {
				m.wrong = 0 // real reports have copies of their own
			}
			n.add(m)
			if m.found < m.copies {
				t.Logf("  %s: %s: %d of %d found", e.name, set, m.found, m.copies)
			}
		}
		all.add(n)
		t.Logf("%-45s %.3f of %d", e.name, n.recall(), n.copies)
		if n.recall() < 0.97 {
			t.Errorf("%s: %d of %d found, want 0.97", e.name, n.found, n.copies)
		}
	}
	t.Logf("%-45s %.4f of %d, %d wrong", "all", all.recall(), all.copies, all.wrong)
	if all.recall() < 0.99 || all.wrong > 0 || all.copies < 2000 {
		t.Errorf("all: %d of %d found, %d wrong; want 0.99 and none", all.found, all.copies, all.wrong)
	}
}
