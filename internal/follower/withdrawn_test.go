package follower_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
	"github.com/wiredesk/wiredesk/internal/webtest"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// TestWithdrawn: a report that its publisher takes back, one whose page is gone
// for good, and one that is a source by itself, are named with the reason and
// marked, once and not at every check: their texts stay, and no brief rests on
// them. When their outlets have them again they stand again.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	e := harbour(1)
	var withdrawn atomic.Bool
	wire, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := "usable"
		if withdrawn.Load() {
			status = "canceled"
		}
		fmt.Fprintf(w, `[{"uri": "tag:halm,2026:1", "pubstatus": %q, "headline": %q, "body_text": %q}]`, status, e.title, e.text)
	})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(wire.Close)
	site := newSite(t, harbour(2))
	page := newSite(t, harbour(3))
	b := newBench(t, wire.URL+"/wire", site.URL+"/feed", page.URL+"/page/h3")
	var said []string
	b.o.Failed = func(e *wiredesk.ReadError) { said = append(said, e.Error()) }
	b.once(0)
	b.wantStore("new", 3, 3)
	b.wantBack("new", 0)
	if len(said) > 0 {
		t.Fatalf("told %q", said)
	}
	withdrawn.Store(true)
	site.change(func() {
		site.entries[0].title, site.answer = "Pier 2 of Halm: removed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }
	})
	page.change(func() { page.answer = site.answer })
	b.once(2 * time.Hour)
	b.wantStore("taken back", 3, 6)
	b.wantBack("taken back", 3)
	if len(said) != 3 || !contains(said, "its publisher took it back") || !contains(said, "410 Gone") {
		t.Errorf("told %q", said)
	}
	for range 3 {
		b.once(2 * time.Hour)
	}
	b.wantStore("still taken back", 3, 6)
	said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, page.URL) }) // the source itself is broken
	if len(said) != 2 {
		t.Errorf("told again: %q", said)
	}
	withdrawn.Store(false)
	site.change(func() { site.entries[0], site.answer = harbour(2), nil })
	page.change(func() { page.answer = nil })
	b.once(400 * 24 * time.Hour)
	b.wantStore("there again", 3, 9)
	b.wantBack("there again", 0)
}

// wantBack wants so many reports to be named as withdrawn by their stories, and
// everything to pass the check; and no brief where none is left to write from.
func (b *bench) wantBack(when string, n int) {
	b.t.Helper()
	begun, err := worker.All(b.t.Context(), b.db)
	if err != nil {
		b.t.Fatal(err)
	}
	r, err := worker.Result(b.t.Context(), b.db, begun, true)
	if err != nil {
		b.t.Fatal(err)
	}
	rep := verify.Result(r, r.Documents)
	if len(rep.Failures) > 0 {
		b.t.Errorf("%s: refused: %v", when, rep.Failures)
	}
	back, origins := 0, 0
	for _, s := range r.Stories {
		back, origins = back+len(s.Withdrawn), origins+s.Counts.Origins
	}
	if back != n || (back < len(r.Documents)) != (rep.Statements > 0 && origins > 0) {
		b.t.Errorf("%s: %d of %d reports are withdrawn, %d statements, %d origins; want %d", when, back, len(r.Documents), rep.Statements, origins, n)
	}
}

func contains(list []string, what string) bool {
	for _, s := range list {
		if strings.Contains(s, what) {
			return true
		}
	}
	return false
}
