package selftest_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/selftest"
)

func reports(t *testing.T, seed uint64, n int) []*wiredesk.Document {
	t.Helper()
	r, err := selftest.NewReports(seed)
	if err != nil {
		t.Fatal(err)
	}
	r.Weeks = 2
	return slices.Collect(r.Documents(n))
}

// TestReports: the same seed gives the same reports, each with an id of its
// own, in order; another seed gives others.
func TestReports(t *testing.T) {
	docs := reports(t, 1, 200)
	if diff := cmp.Diff(docs, reports(t, 1, 200)); diff != "" {
		t.Errorf("the second time (-first +second):\n%.1000s", diff)
	}
	seen := map[wiredesk.DocumentID]bool{}
	for i, d := range docs {
		if seen[d.ID] || i > 0 && !d.Published.After(docs[i-1].Published.Time) {
			t.Errorf("report %d, %s: its id comes twice, or it comes too early", i, d.ID)
		}
		seen[d.ID] = true
	}
	if other := reports(t, 2, 1)[0]; other.Text == docs[0].Text {
		t.Error("another seed gives the same text")
	}
}

// TestReportsMakeStories: a week of reports makes stories of several, and
// hardly one over two weeks.
func TestReportsMakeStories(t *testing.T) {
	r, err := pipeline.Run(t.Context(), reports(t, 1, 88), pipeline.Config{GroupOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	several, mixed := 0, 0
	for _, s := range r.Stories {
		weeks := map[byte]bool{}
		for _, d := range s.Documents {
			weeks[d[0]] = true
		}
		if len(s.Documents) > 2 {
			several++
		}
		if len(weeks) > 1 {
			mixed++
		}
	}
	if several < 10 || mixed > several/3 {
		t.Errorf("%d stories of several reports, %d over weeks", several, mixed)
	}
}
