//go:build linux && !race

package fetch_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestBombs holds each bomb to a second of processor time and 64 MiB, all that
// is allocated while it is stopped, by the server too. It is row 27 of the
// matrix of faults.
func TestBombs(t *testing.T) {
	const most = 64 << 20
	s := server(t, webtest.Options{})
	webtest.MakeBombs()
	c := fetch.New(fetch.Options{Allow: local, Delay: -1})
	n := 0
	for _, b := range webtest.Behaviours() {
		if !strings.HasPrefix(b.Name, "bomb-") && b.Name != "endless" && b.Name != "endless-header" && b.Name != "many-cookies" && b.Name != "interim" {
			continue
		}
		n++
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begun := time.Now()
		var err error
		used := costtest.CPU(func() {
			_, err = c.Fetch(t.Context(), fetch.Request{URL: s.Address(b.Name), Max: wiredesk.MaxFeed})
		})
		took := time.Since(begun)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%-20s %4d ms (processor %4d ms) %3d MiB  %v", b.Name, took.Milliseconds(), used.Milliseconds(), allocated>>20, err)
		if got := outcome(err); got != b.Fetch {
			t.Errorf("%s: %s (%v), want %s", b.Name, got, err, b.Fetch)
		}
		if used > time.Second || allocated > most {
			t.Errorf("%s: %v and %d MiB, at most 1 s and 64 MiB are wanted", b.Name, used, allocated>>20)
		}
	}
	if n < 10 {
		t.Errorf("only %d bombs", n)
	}
}
