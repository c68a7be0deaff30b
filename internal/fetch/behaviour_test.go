package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
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

// TestBehaviours fetches everything that servers do: each gives what it
// must, and nobody touches the trap. It is rows 25 to 28 and 31 of the
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
			var limits fetch.Times // those of production, but where they are what is tried
			if b.Fetch == webtest.Slow {
				limits = quick
			}
			c := fetch.New(fetch.Options{Allow: local, Delay: -1, Times: limits})
			res, err := c.Fetch(t.Context(), fetch.Request{URL: s.Address(b.Name), Max: wiredesk.MaxFeed})
			if got := outcome(err); got != b.Fetch {
				t.Errorf("%s: %s (%v), want %s", b.What, got, err, b.Fetch)
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
