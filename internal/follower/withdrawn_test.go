package follower_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestWithdrawn: a report that its publisher takes back, and one whose page is
// gone for good, are named with the reason, once and not at every check; what
// the desk has of them stays, as any text does.
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
	b := newBench(t, wire.URL+"/wire", site.URL+"/feed")
	var said []string
	b.o.Failed = func(e *wiredesk.ReadError) { said = append(said, e.Error()) }
	b.once(0)
	b.wantStore("new", 2, 2)
	if len(said) > 0 {
		t.Fatalf("told %q", said)
	}
	withdrawn.Store(true)
	site.change(func() {
		site.entries[0].title, site.answer = "Pier 2 of Halm: removed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }
	})
	b.once(2 * time.Hour)
	b.wantStore("taken back", 2, 2)
	if len(said) != 2 || !contains(said, "its publisher took it back") || !contains(said, "410 Gone") {
		t.Errorf("told %q", said)
	}
	for range 3 {
		b.once(2 * time.Hour)
	}
	if len(said) != 2 {
		t.Errorf("told again: %q", said)
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
