package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// A clock stands still, but for who sleeps by it.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d)
	return nil
}

func (c *clock) pass(d time.Duration) { _ = c.Sleep(context.Background(), d) }

// polite is a client with a clock of its own.
func polite(o fetch.Options) (*fetch.Client, *clock) {
	k := newClock()
	o.Allow, o.Now, o.Sleep = local, k.Now, k.Sleep
	return fetch.New(o), k
}

// TestDelay waits between two requests to a host, robots.txt among them.
func TestDelay(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c, k := polite(fetch.Options{})
	for range 3 {
		if _, err := c.Get(t.Context(), s.Address("page")); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Second, time.Second, time.Second}, k.slept); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	if n := s.Hits("/robots.txt"); n != 1 {
		t.Errorf("robots.txt was asked for %d times, want once", n)
	}
}

// TestRetryAfter leaves a host alone as long as it asks, between a minute and
// a day.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		behaviour string
		want      time.Duration // 0: the host may be asked at once
	}{
		{"429", 2 * time.Hour},
		{"429-year", 24 * time.Hour},
		{"429-garbage", 5 * time.Minute},
		{"503", time.Hour},
		{"500", 0},
		{"404", 0},
	} {
		t.Run(tt.behaviour, func(t *testing.T) {
			s := server(t, webtest.Options{})
			c, k := polite(fetch.Options{IgnoreRobots: true})
			begun := k.Now()
			_, err := c.Get(t.Context(), s.Address(tt.behaviour))
			var no *fetch.StatusError
			if !errors.As(err, &no) {
				t.Fatalf("%v, want a status", err)
			}
			var wait *fetch.WaitError
			_, err = c.Get(t.Context(), s.Address("page"))
			if tt.want == 0 {
				if err != nil || !no.Until.IsZero() {
					t.Errorf("%v, until %v, want no wait", err, no.Until)
				}
				return
			}
			if !errors.As(err, &wait) || !wait.Until.Equal(begun.Add(tt.want)) || !no.Until.Equal(wait.Until) {
				t.Errorf("%v, want a wait of %v", err, tt.want)
			}
			if n := s.Hits("/b/page"); n != 0 {
				t.Error("the host was asked all the same")
			}
			k.pass(tt.want)
			if _, err := c.Get(t.Context(), s.Address("page")); err != nil {
				t.Errorf("after the wait: %v", err)
			}
		})
	}
}

// TestPerHost has no more than two requests of many at one host at a time.
func TestPerHost(t *testing.T) {
	t.Parallel()
	var open, most atomic.Int64
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := open.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		open.Add(-1)
	})})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if _, err := c.Get(t.Context(), fmt.Sprint(s.URL, "/", i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := most.Load(); n > wiredesk.MaxPerHost || n < 1 {
		t.Errorf("%d requests at a time, want %d at most", n, wiredesk.MaxPerHost)
	}
}

// TestSlowHosts fetches from 100 good hosts while 500 hang: nobody waits for
// another's host. It is row 26 of the matrix of faults.
func TestSlowHosts(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	var hanging sync.WaitGroup
	hanging.Add(500)
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true, Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
		if strings.HasPrefix(host, "slow") {
			hanging.Done()
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}})
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for i := range 500 {
		wg.Go(func() { _, _ = c.Get(ctx, fmt.Sprintf("http://slow%d.invalid%s/b/silent", i, port)) })
	}
	hanging.Wait()
	begun := time.Now()
	for i := range 100 {
		if _, err := c.Get(t.Context(), fmt.Sprintf("http://good%d.invalid%s/b/page", i, port)); err != nil {
			t.Error(err)
		}
	}
	if d := time.Since(begun); d > 5*time.Second { // behind the slow ones they would wait for ten
		t.Errorf("100 good pages took %v", d)
	}
	cancel()
	wg.Wait()
}

// TestRobots obeys.
func TestRobots(t *testing.T) {
	t.Parallel()
	text := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) }
	}
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
	}
	for _, tt := range []struct {
		name   string
		robots http.HandlerFunc
		want   string // "" allowed, or part of the reason
	}{
		{"none", nil, ""},
		{"forbidden is as good as none", status(403), ""},
		{"empty", text(""), ""},
		{"everything", text("User-agent: *\nDisallow: /\n"), "robots.txt does not allow it"},
		{"elsewhere", text("User-agent: *\nDisallow: /private/\n"), ""},
		{"us by name", text("User-agent: wiredesk\nDisallow: /b/\n\nUser-agent: *\nDisallow:\n"), "does not allow"},
		{"others", text("User-agent: otherbot\nDisallow: /\n"), ""},
		{"we are named and may", text("User-agent: *\nDisallow: /\nUser-agent: WireDesk/1.0\nAllow: /\n"), ""},
		{"error", status(500), "cannot be read"},
		{"a page instead", text("<html><body>Not here: go away</body></html>"), ""},
		{"garbage before rules", text("\x00\xff: x\nfoo\nUser-agent: *\nDisallow: /\n"), "does not allow"},
		{"endless", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("User-agent: *\nDisallow: /b/\n"))
			for line := []byte("# " + strings.Repeat("x", 1000) + "\n"); ; {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
		}, "does not allow"},
		{"redirect to a private address", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://10.0.0.1/robots.txt", http.StatusFound)
		}, "10.0.0.1 is private use"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := server(t, webtest.Options{Robots: tt.robots})
			c := fetch.New(fetch.Options{Allow: local, Delay: -1})
			_, err := c.Get(t.Context(), s.Address("page"))
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("%v, want %q", err, tt.want)
			}
			if tt.want != "" && s.Hits("/b/page") > 0 {
				t.Error("the page was asked for")
			}
			free := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
			if _, err := free.Get(t.Context(), s.Address("page")); err != nil {
				t.Errorf("told to ignore it: %v", err)
			}
		})
	}
}

// TestRobotsAgain asks again for a file that could not be read after ten
// minutes, and for one that could after a day; and slows down as it says.
func TestRobotsAgain(t *testing.T) {
	t.Parallel()
	bad := true
	s := server(t, webtest.Options{Robots: func(w http.ResponseWriter, _ *http.Request) {
		if bad {
			w.WriteHeader(500)
			return
		}
		_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: 7\nDisallow: /x\n"))
	}})
	c, k := polite(fetch.Options{})
	get := func() error { _, err := c.Get(t.Context(), s.Address("page")); return err }
	if err := get(); !errors.Is(err, fetch.ErrRobots) {
		t.Errorf("%v, want robots.txt to stand in the way", err)
	}
	bad = false
	k.pass(10 * time.Minute)
	if err := get(); err != nil {
		t.Error(err)
	}
	k.slept = nil
	if err := get(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]time.Duration{7 * time.Second}, k.slept); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	before := s.Hits("/robots.txt")
	k.pass(24 * time.Hour)
	if err := get(); err != nil || s.Hits("/robots.txt") != before+1 {
		t.Errorf("%v; robots.txt was asked for %d times, want once more than %d", err, s.Hits("/robots.txt"), before)
	}
}

// TestConditional does not fetch twice what did not change.
func TestConditional(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1})
	first, err := c.Get(t.Context(), s.Address("etag"))
	if err != nil || first.NotModified || len(first.Body) == 0 {
		t.Fatalf("%v, %+v", err, first)
	}
	second, err := c.Fetch(t.Context(), fetch.Request{URL: s.Address("etag"), ETag: first.ETag, LastModified: first.Modified})
	if err != nil || !second.NotModified || second.Status != http.StatusNotModified || len(second.Body) != 0 {
		t.Errorf("%v, %+v, want not modified", err, second)
	}
}

// TestSecretsStay sends what was given for one origin to no other: not to
// another port of the same machine, and not over an open line.
func TestSecretsStay(t *testing.T) {
	t.Parallel()
	var got http.Header
	other := server(t, webtest.Options{Other: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })})
	var first http.Header
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first = r.Header.Clone()
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		http.Redirect(w, r, map[string]string{"/away": other.URL + "/", "/here": "/end"}[r.URL.Path], http.StatusFound)
	})})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
	address := strings.Replace(s.URL, "http://", "http://ana:pw@", 1)
	res, err := c.Fetch(t.Context(), fetch.Request{URL: address + "/away", Header: http.Header{"X-Auth-Token": {"t"}}})
	if err != nil {
		t.Fatal(err)
	}
	if first.Get("X-Auth-Token") != "t" || !strings.HasPrefix(first.Get("Authorization"), "Basic ") {
		t.Errorf("the first host got %v", first)
	}
	for _, k := range []string{"X-Auth-Token", "Authorization", "Cookie", "Referer"} {
		if got.Get(k) != "" {
			t.Errorf("%s went to another host", k)
		}
	}
	if strings.Contains(res.URL, "pw") {
		t.Errorf("the answer's address is %s", res.URL)
	}
	_, err = c.Fetch(t.Context(), fetch.Request{URL: strings.Replace(address, "127.0.0.1", "10.0.0.1", 1) + "/?token=pw"})
	if err == nil || strings.Contains(err.Error(), "pw") {
		t.Errorf("%v, want an error without the password", err)
	}
}

// TestMoved tells a move for good from one for now.
func TestMoved(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1})
	for name, want := range map[string]string{"redirect": "", "redirect-permanent": s.URL + "/b/page?n=1", "page": ""} {
		res, err := c.Get(t.Context(), s.Address(name))
		if err != nil || res.Moved != want {
			t.Errorf("%s: %v, moved to %q, want %q", name, err, res.Moved, want)
		}
	}
}

// TestClockSetBack: a clock that is set back by years delays no request by more
// than others do.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c, k := polite(fetch.Options{IgnoreRobots: true})
	for i := range 4 {
		if _, err := c.Get(t.Context(), s.Address("page")); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			k.mu.Lock()
			k.now = k.now.AddDate(-10, 0, 0)
			k.mu.Unlock()
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Second, time.Second}, k.slept); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

// TestAloneSetBack: a host that wants to be left alone, and one whose robots.txt
// cannot be read, are not left alone for years where the clock was set back.
func TestAloneSetBack(t *testing.T) {
	t.Parallel()
	for _, years := range []int{-1, -10, -56} {
		s := server(t, webtest.Options{})
		c, k := polite(fetch.Options{IgnoreRobots: true})
		var no *fetch.StatusError
		if _, err := c.Get(t.Context(), s.Address("429")); !errors.As(err, &no) {
			t.Fatalf("%v, want a status", err)
		}
		var wait *fetch.WaitError
		if _, err := c.Get(t.Context(), s.Address("page")); !errors.As(err, &wait) {
			t.Fatalf("%v, want a wait", err)
		}
		k.mu.Lock()
		k.now = k.now.AddDate(years, 0, 0)
		k.mu.Unlock()
		if _, err := c.Get(t.Context(), s.Address("page")); err != nil {
			t.Errorf("%d years: %v", years, err)
		}
		if _, err := c.Get(t.Context(), s.Address("429")); !errors.As(err, &no) || !no.Until.Equal(k.Now().Add(2*time.Hour)) {
			t.Errorf("%d years, asked to leave it alone again: %v", years, err)
		}
		if _, err := c.Get(t.Context(), s.Address("page")); !errors.As(err, &wait) {
			t.Errorf("%d years: %v, want a wait", years, err)
		}
	}
}
