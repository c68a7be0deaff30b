package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// quick are limits of time for a server that is near.
var quick = fetch.Times{Connect: 500 * time.Millisecond, Header: 400 * time.Millisecond, Total: 900 * time.Millisecond, Slow: 300 * time.Millisecond}

// local allows the one address that test servers listen on.
var local = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}

func server(t *testing.T, o webtest.Options) *webtest.Server {
	t.Helper()
	s, err := webtest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// outcome puts what came of a request into the words of webtest.
func outcome(err error) string {
	var no *fetch.StatusError
	switch {
	case err == nil:
		return webtest.OK
	case errors.As(err, &no):
		return fmt.Sprint(webtest.Status, no.Code)
	case errors.Is(err, fetch.ErrForbidden):
		return webtest.Forbidden
	case errors.Is(err, wiredesk.ErrTooLarge):
		return webtest.Large
	case errors.Is(err, fetch.ErrSlow):
		return webtest.Slow
	case errors.Is(err, wiredesk.ErrInvalid):
		return webtest.Invalid
	}
	return webtest.Broken
}

// TestBehaviours fetches everything that servers do: each gives what it must,
// in time, and nobody touches the trap. It is rows 25 to 28 and 31 of the
// matrix of faults.
func TestBehaviours(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	all := webtest.Behaviours()
	if len(all) < 60 {
		t.Errorf("%d behaviours, at least 60 are wanted", len(all))
	}
	for _, b := range all {
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			c := fetch.New(fetch.Options{Allow: local, Delay: -1, Times: quick})
			begun := time.Now()
			res, err := c.Fetch(t.Context(), fetch.Request{URL: s.Address(b.Name), Max: wiredesk.MaxFeed})
			if got := outcome(err); got != b.Fetch {
				t.Errorf("%s: %s (%v), want %s", b.What, got, err, b.Fetch)
			}
			if d := time.Since(begun); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
			if err == nil && res.URL == "" {
				t.Error("the answer has no address")
			}
			if err != nil && len(err.Error()) > 500 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
		})
	}
	t.Cleanup(func() {
		if n := s.Trap.Caught(); n > 0 {
			t.Errorf("%d connections to where none may go", n)
		}
	})
}

// TestBombs holds each bomb to a second and 64 MiB: all that is allocated
// while it is stopped, by the server too.
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
		_, err := c.Fetch(t.Context(), fetch.Request{URL: s.Address(b.Name), Max: wiredesk.MaxFeed})
		took := time.Since(begun)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%-20s %4d ms %3d MiB  %v", b.Name, took.Milliseconds(), allocated>>20, err)
		if got := outcome(err); got != b.Fetch {
			t.Errorf("%s: %s (%v), want %s", b.Name, got, err, b.Fetch)
		}
		if took > time.Second || allocated > most {
			t.Errorf("%s: %v and %d MiB, at most 1 s and 64 MiB are wanted", b.Name, took, allocated>>20)
		}
	}
	if n < 10 {
		t.Errorf("only %d bombs", n)
	}
}

// TestCancel frees a request at once when its context ends.
func TestCancel(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := c.Get(ctx, s.Address("silent")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the end of the context", err)
	}
	if d := time.Since(begun); d > time.Second {
		t.Errorf("took %v", d)
	}
}
