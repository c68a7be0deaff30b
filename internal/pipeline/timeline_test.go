package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// chronicle makes the timeline of lines of JSONL, and returns it with the
// documents.
func chronicle(t *testing.T, lines []string, o timeline.Options) (*wiredesk.Timeline, []*wiredesk.Document) {
	t.Helper()
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(strings.Join(lines, ""))})
	if err != nil || len(failures) > 0 {
		t.Fatalf("Read: %v, %v", err, failures)
	}
	tl, err := pipeline.Timeline(context.Background(), docs, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tl, docs
}

// TestTimeline holds the timeline of the demo to every rule, and to the same
// bytes in any order and on any number of processors.
func TestTimeline(t *testing.T) {
	shown := func(lines []string) string {
		tl, docs := chronicle(t, lines, timeline.Options{Sentences: 3})
		rep := verify.Timeline(tl, docs)
		if len(rep.Failures) > 0 {
			t.Errorf("%v", rep.Failures)
		}
		if len(tl.Entries) < 5 || rep.Statements < 10 {
			t.Errorf("only %d days and %d statements", len(tl.Entries), rep.Statements)
		}
		var b bytes.Buffer
		if err := render.TimelineJSON(&b, tl, render.Options{}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	want := shown(reports())
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3 {
		lines := reports()
		rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		runtime.GOMAXPROCS(1 + rng.IntN(4))
		if diff := cmp.Diff(want, shown(lines)); diff != "" {
			t.Fatalf("another order, another timeline (-want +got):\n%s", diff)
		}
	}
}

// TestTimelineCounts: a reprint that says the same is support, and no origin of
// its own; another report is.
func TestTimelineCounts(t *testing.T) {
	line := func(id, source, text string) string {
		return fmt.Sprintf(`{"id":%q,"source":%q,"published":"2027-03-10T08:00:00Z","text":%q}`+"\n", id, source, text)
	}
	wire := "The pier of Marvale fell into the harbour on Tuesday. " + strings.Repeat("Nobody knows why the old oak posts of the pier gave way in calm water. ", 3)
	tl, _ := chronicle(t, []string{
		line("a", "Vale Herald", wire), line("b", "Oster Courier", wire),
		line("c", "Tolm Reader", "The pier of Marvale fell into the harbour on Tuesday. A man on the quay saw it go down post by post."),
	}, timeline.Options{Dates: 1, Sentences: 1})
	if len(tl.Entries) != 1 || tl.Entries[0].Date != "2027-03-09" {
		t.Fatalf("%+v", tl.Entries)
	}
	st := tl.Entries[0].Statements[0]
	if len(st.Support) != 2 || st.Origins != 2 || st.Outlets != 3 {
		t.Errorf("%d passages of support, %d origins, %d outlets; want 2, 2, 3", len(st.Support), st.Origins, st.Outlets)
	}
	if n := len(tl.Origins); n != 2 || len(tl.Documents) != 3 {
		t.Errorf("%d origins of %d documents", n, len(tl.Documents))
	}
}

// TestStoryTimeline: the briefs of the demo have timelines, each event with a
// passage that names its date.
func TestStoryTimeline(t *testing.T) {
	r := desk(t, reports())
	with, hours := 0, 0
	for _, s := range r.Stories {
		if len(s.Timeline) > 0 {
			with++
		}
		if len(s.Timeline) == 1 || len(s.Timeline) > 8 {
			t.Errorf("%s has %d events", s.ID, len(s.Timeline))
		}
		hours += len(slices.DeleteFunc(slices.Clone(s.Timeline), func(e wiredesk.Event) bool { return e.Precision != "hour" && e.Precision != "minute" }))
	}
	if with < 6 || hours < 2 {
		t.Errorf("%d stories with a timeline, %d events with an hour", with, hours)
	}
}
