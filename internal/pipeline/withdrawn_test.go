package pipeline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestWithdrawn: a report that its outlet took back stays in its story and is
// named there; nothing rests on it, and it is no origin. So it is if all are.
func TestWithdrawn(t *testing.T) {
	f, docs := filed(t, make([]string, len(quarry)))
	back := wiredesk.Time{Time: time.Date(2026, 10, 6, 9, 0, 0, 0, time.UTC)}
	docs[0].Withdrawn = back
	s, err := pipeline.NewWriter(brief.Options{}).Write(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Documents) != 5 || len(s.Origins) != 5 || s.Counts.Origins != 3 || !slices.Equal(s.Withdrawn, []wiredesk.DocumentID{docs[0].ID}) {
		t.Fatalf("%d documents, %d origins, counted %d, withdrawn %q", len(s.Documents), len(s.Origins), s.Counts.Origins, s.Withdrawn)
	}
	if why := s.Explain[0].Why; !strings.Contains(why, "took it back") {
		t.Errorf("why: %q", why)
	}
	if s.Headline == nil || len(s.Figures) == 0 || len(s.Quotations)+len(s.Claims.Agree) == 0 {
		t.Error("the others tell nothing")
	}
	r := &wiredesk.Result{Documents: docs, Stories: []wiredesk.Story{s}, Unfiled: []wiredesk.Unfiled{}}
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Errorf("refused: %v", rep.Failures)
	}
	for _, d := range docs {
		d.Withdrawn = back
	}
	if s, err = pipeline.NewWriter(brief.Options{}).Write(f); err != nil {
		t.Fatal(err)
	}
	n := 0
	for range s.Statements() {
		n++
	}
	if n+len(s.Figures)+s.Counts.Origins != 0 || len(s.Withdrawn) != 5 {
		t.Errorf("all withdrawn: %d statements, %d figures, %d origins, withdrawn %q", n, len(s.Figures), s.Counts.Origins, s.Withdrawn)
	}
	r.Stories[0] = s
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Errorf("all withdrawn, refused: %v", rep.Failures)
	}
	l, err := pipeline.Timeline(t.Context(), docs, timeline.Options{}, nil)
	if err != nil || len(l.Entries) > 0 {
		t.Errorf("a timeline of %d entries of what was withdrawn, %v", len(l.Entries), err)
	}
}

// TestWithdrawnRun: a run over all reports leaves out what a running desk does,
// and says that its input was another.
func TestWithdrawnRun(t *testing.T) {
	_, docs := filed(t, make([]string, len(quarry)))
	run := func() *wiredesk.Result {
		r, err := pipeline.Run(t.Context(), docs, pipeline.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if rep := verify.Result(r, docs); len(rep.Failures) > 0 || rep.Statements == 0 {
			t.Errorf("%d statements, refused: %v", rep.Statements, rep.Failures)
		}
		return r
	}
	before := run()
	docs[1].Withdrawn = wiredesk.Time{Time: time.Date(2026, 10, 6, 9, 0, 0, 0, time.UTC)}
	after := run()
	if before.Run.InputsSHA256 == after.Run.InputsSHA256 || before.Run.OutputSHA256 == after.Run.OutputSHA256 {
		t.Error("the record is the same")
	}
	named := 0
	for _, s := range after.Stories {
		named += len(s.Withdrawn)
	}
	if named != 1 {
		t.Errorf("%d are named as withdrawn", named)
	}
}
