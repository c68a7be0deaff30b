package follower_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/follower"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/webtest"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// An entry is what the server of a test has.
type entry struct{ id, title, text string }

// A site is a feed at /feed with pages at /page/ID, that a test changes.
type site struct {
	*webtest.Server
	mu      sync.Mutex
	entries []entry
	status  int              // of the feed; 0 means 200
	moved   string           // where the feed is now, for good
	closed  map[string]bool  // pages that cannot be had for now
	answer  http.HandlerFunc // of every page; nil means the entry
	path    string           // of the feed
	full    int              // answers with a body
}

func newSite(t *testing.T, entries ...entry) *site {
	t.Helper()
	s := &site{entries: entries, closed: map[string]bool{}, path: "/feed"}
	var err error
	if s.Server, err = webtest.Start(webtest.Options{Other: http.HandlerFunc(s.serve)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := strings.CutPrefix(r.URL.Path, "/page/"); ok {
		s.page(w, r, id)
		return
	}
	tag := fmt.Sprintf("%q", wiredesk.Hash(fmt.Sprint(s.entries)))
	switch {
	case s.moved != "" && r.URL.Path == "/feed":
		http.Redirect(w, r, s.moved, http.StatusMovedPermanently)
	case r.URL.Path != s.path:
		http.NotFound(w, r)
	case s.status != 0:
		w.WriteHeader(s.status)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		s.full++
		w.Header().Set("ETag", tag)
		fmt.Fprintf(w, "<rss version=\"2.0\"><channel><title>Halm Courier</title><link>%s/</link>", s.URL)
		for _, e := range s.entries {
			fmt.Fprintf(w, "<item><guid>%s</guid><title>%s</title><link>%s/page/%s</link><description>%.20s...</description></item>", e.id, e.title, s.URL, e.id, e.text)
		}
		fmt.Fprint(w, "</channel></rss>")
	}
}

func (s *site) page(w http.ResponseWriter, r *http.Request, id string) {
	if s.answer != nil {
		s.answer(w, r)
		return
	}
	if s.closed[id] {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	for _, e := range s.entries {
		if e.id == id {
			fmt.Fprintf(w, "<html><head><title>%s</title></head><body><article><h1>%[1]s</h1><p>%s</p></article></body></html>", e.title, e.text)
			return
		}
	}
	http.NotFound(w, r)
}

// change changes what the server has.
func (s *site) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// harbour is an entry of some length.
func harbour(i int) entry {
	return entry{fmt.Sprint("h", i), fmt.Sprintf("Harbour of Halm closes pier %d", i),
		fmt.Sprintf("The harbour master of Halm closed pier %d on Monday after a crack was found in its wall. Two ferries were sent to Arle instead, and %d people waited.", i, 40+i)}
}

// A clock is set by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 10, 8, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// A bench is a desk that follows.
type bench struct {
	t      *testing.T
	db     *sqlite.DB
	clock  *clock
	client *fetch.Client
	o      follower.Options
}

func newBench(t *testing.T, urls ...string) *bench {
	t.Helper()
	b := &bench{t: t, clock: newClock()}
	var err error
	if b.db, err = sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.db.Close() })
	b.o.Now = b.clock.now
	b.client = fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1, Now: b.clock.now})
	b.follow(urls...)
	return b
}

func (b *bench) follow(urls ...string) {
	b.t.Helper()
	var list []store.Source
	for _, u := range urls {
		list = append(list, store.Source{Source: follow.Source{URL: u}, Added: b.clock.now()})
	}
	if _, err := b.db.AddSources(b.t.Context(), list); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) follower() *follower.Follower {
	return follower.New(b.db, b.client, b.o)
}

// run runs a desk with source until it has no more.
func (b *bench) run(source worker.Source) {
	b.t.Helper()
	w, err := worker.Open(b.t.Context(), b.db, worker.Options{Facts: -1, MinFree: -1, Now: b.clock.now})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := errors.Join(w.Run(b.t.Context(), source), w.Close()); err != nil {
		b.t.Fatal(err)
	}
}

// once waits and asks what is due then.
func (b *bench) once(wait time.Duration) {
	b.t.Helper()
	b.clock.add(wait)
	b.run(b.follower().Once)
}

// sources returns the sources in a few words each.
func (b *bench) sources() []string {
	b.t.Helper()
	list, err := b.db.Sources(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%s, %d checks, %d documents", s.Words(), len(s.Checks), s.Documents))
	}
	return out
}

func (b *bench) wantSources(when string, want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.sources()); diff != "" {
		b.t.Errorf("%s: sources (-want +got):\n%s", when, diff)
	}
}

// wantStore wants so many reports and revisions, all filed and written.
func (b *bench) wantStore(when string, reports, revisions int64) {
	b.t.Helper()
	s, err := b.db.Stats(b.t.Context())
	if err != nil || s.Reports != reports || s.Revisions != revisions || s.Pending+s.Stale != 0 {
		b.t.Errorf("%s: %d reports, %d revisions, %d pending, %d stale; want %d and %d; %v", when, s.Reports, s.Revisions, s.Pending, s.Stale, reports, revisions, err)
	}
}

// TestLife follows one feed through what happens to feeds.
func TestLife(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1), harbour(2))
	b := newBench(t, s.URL+"/feed")
	b.once(0)
	b.wantSources("new", "ok, 1 checks, 2 documents")
	b.wantStore("new", 2, 2)
	b.once(time.Minute)
	b.wantSources("not due yet", "ok, 1 checks, 2 documents")
	b.once(20 * time.Minute)
	b.wantSources("as it was", "unchanged, 2 checks, 2 documents")
	s.change(func() { s.entries = append(s.entries, harbour(3)) })
	b.once(20 * time.Minute)
	b.wantSources("one more", "ok, 3 checks, 3 documents")
	b.wantStore("one more", 3, 3)
	if n := s.Hits("/page/h1"); n != 1 {
		t.Errorf("a page that was known was asked for %d times", n)
	}
	s.change(func() { s.entries[0].title, s.entries[0].text = "Pier of Halm opens", "It is "+s.entries[0].text })
	b.once(2 * time.Hour)
	b.wantStore("one changed", 3, 4)
	v, err := b.db.Revisions(t.Context(), 3, 1)
	if err != nil || v[0].Number != 2 || v[0].Document.Title != "Pier of Halm opens" || !strings.HasPrefix(v[0].Header["Source"], s.URL) {
		t.Errorf("the revision: %+v, %v", v, err)
	}
	raw, err := b.db.Raw(t.Context(), v[0].RawHash)
	if err != nil || !strings.Contains(string(raw), "<article><h1>Pier of Halm opens") {
		t.Errorf("the page that it was read from: %q, %v", raw, err)
	}
	s.change(func() { s.status = http.StatusInternalServerError })
	b.once(time.Hour)
	b.once(time.Hour)
	b.wantSources("broken", "broken: the server answers 500 Internal Server Error (2 times in a row), 6 checks, 4 documents")
	s.change(func() { s.status = 0 })
	b.once(time.Minute)
	b.wantSources("broken, and left alone", "broken: the server answers 500 Internal Server Error (2 times in a row), 6 checks, 4 documents")
	b.once(2 * time.Hour)
	b.wantSources("mended", "unchanged, 7 checks, 4 documents")
	s.change(func() { s.moved, s.path = s.URL+"/new", "/new" })
	b.once(time.Hour)
	b.once(time.Hour)
	if list, err := b.db.Sources(t.Context()); err != nil || list[0].URL != s.URL+"/new" || s.Hits("/feed") != 8 {
		t.Errorf("moved: %+v, asked %d times at its old address, %v", list, s.Hits("/feed"), err)
	}
	s.change(func() { s.status = http.StatusGone })
	for range 5 {
		b.once(50 * time.Hour)
	}
	b.wantSources("gone", "gone: the server answers 410 Gone (3 times in a row), 12 checks, 4 documents")
	b.wantStore("at the end", 3, 4)
}

// TestRetry: an entry whose page could not be had is asked for again though
// the feed did not change, and its page makes a revision of its summary.
func TestRetry(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1), harbour(2))
	s.closed["h2"] = true
	b := newBench(t, s.URL+"/feed")
	var told []string
	b.o.Failed = func(e *wiredesk.ReadError) { told = append(told, e.Error()) }
	b.once(0)
	b.wantStore("the summary", 2, 2)
	if len(told) != 1 || !strings.Contains(told[0], "502") {
		t.Errorf("told %q", told)
	}
	s.change(func() { s.closed["h2"] = false })
	b.once(20 * time.Minute)
	b.wantStore("the page", 2, 3)
	b.once(20 * time.Minute)
	b.wantSources("nothing left", "unchanged, 3 checks, 3 documents")
	if s.Hits("/page/h1") != 1 || s.Hits("/page/h2") != 2 {
		t.Errorf("pages asked for: %d, %d times", s.Hits("/page/h1"), s.Hits("/page/h2"))
	}
	s.change(func() { s.entries = append(s.entries, harbour(3)); s.closed["h3"] = true })
	for range 8 {
		b.once(40 * time.Minute)
	}
	if n := s.Hits("/page/h3"); n != 5 {
		t.Errorf("a page that cannot be had was asked for %d times", n)
	}
	b.wantStore("given up", 3, 4)
}

// TestWaits: while a host wants to be left alone for hours, its pages are not
// asked for, and are not given up.
func TestWaits(t *testing.T) {
	t.Parallel()
	pages := newSite(t, harbour(1))
	busy, asked := true, 0
	host := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked++
		if busy {
			w.Header().Set("Retry-After", "20000")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		pages.serve(w, r)
	}
	other, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(host)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(other.Close)
	feed, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "<rss version=\"2.0\"><channel><title>Halm Courier</title><item><title>%s</title><link>%s/page/h1</link><description>The harbour...</description></item></channel></rss>",
			harbour(1).title, other.URL)
	})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(feed.Close)
	b := newBench(t, feed.URL+"/feed")
	for range 8 {
		b.once(35 * time.Minute)
	}
	b.wantStore("its summary", 1, 1)
	if busy = false; asked != 1 {
		t.Errorf("its host was asked %d times", asked)
	}
	b.once(3 * time.Hour)
	b.wantStore("its page", 1, 2)
}

// TestCounter: an entry whose summary changes all the time is not read all the
// time, and what it says in the end is not missed.
func TestCounter(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.URL+"/feed")
	b.once(0)
	for i := range 12 {
		s.change(func() { s.entries[0].title = fmt.Sprint("Comments: ", i) })
		b.once(17 * time.Minute)
	}
	if n := s.Hits("/page/h1"); n < 3 || n > 5 {
		t.Errorf("its page was asked for %d times in three hours", n)
	}
	b.once(2 * time.Hour)
	b.once(2 * time.Hour)
	v, err := b.db.Revisions(t.Context(), 0, 100)
	if err != nil || v[len(v)-1].Document.Title != "Comments: 11" || v[len(v)-1].Report != 1 {
		t.Errorf("the last of %d revisions: %+v, %v", len(v), v[len(v)-1].Document, err)
	}
	b.wantSources("at rest", fmt.Sprintf("unchanged, 15 checks, %d documents", len(v)))
}

// TestLeft: entries beyond the pages of one check are read at the next,
// though the feed did not change.
func TestLeft(t *testing.T) {
	t.Parallel()
	var all []entry
	for i := range 25 {
		all = append(all, harbour(i))
	}
	s := newSite(t, all...)
	b := newBench(t, s.URL+"/feed")
	b.o.Pages = 10
	for i, want := range []int64{10, 20, 25, 25} {
		b.once(20 * time.Minute)
		b.wantStore(fmt.Sprint("check ", i), want, want)
	}
	if s.full != 3 {
		t.Errorf("%d whole answers", s.full)
	}
}

// TestBroken: a feed in whose place a page is, is broken until it is back, and
// the page is not taken as a report.
func TestBroken(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.URL+"/feed")
	b.once(0)
	s.change(func() { s.path = "/elsewhere"; s.moved = s.URL + "/page/h1" })
	b.once(time.Hour)
	if got := b.sources()[0]; !strings.HasPrefix(got, "broken: ") || !strings.Contains(got, "page where a feed was") {
		t.Errorf("a page: %s", got)
	}
	s.change(func() { s.path = "/feed"; s.moved = "" })
	b.once(time.Hour)
	b.wantSources("back", "unchanged, 3 checks, 1 documents")
	b.wantStore("back", 1, 1)
}

// TestPausedAndRemoved: what is paused or removed is not asked.
func TestPausedAndRemoved(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.URL+"/feed", s.Address("rss"))
	list, err := b.db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.db.PauseSource(t.Context(), 1, true), b.db.RemoveSource(t.Context(), 2)); err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	b.once(0)
	b.wantSources("paused", "paused, 0 checks, 0 documents")
	if err := b.db.PauseSource(t.Context(), 1, false); err != nil {
		t.Fatal(err)
	}
	b.once(0)
	b.wantSources("resumed", "ok, 1 checks, 1 documents")
}

// TestAsked: a source that somebody wants asked is asked once out of turn, by
// the run that was waiting for its turn too, and not before its host lets it.
func TestAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.URL+"/feed")
	f := b.follower()
	next := func(wait time.Duration) {
		t.Helper()
		b.clock.add(wait)
		b.run(f.Once)
	}
	ask := func() {
		t.Helper()
		if err := b.db.AskSource(t.Context(), 1, b.clock.now()); err != nil {
			t.Fatal(err)
		}
	}
	s.change(func() { s.status = http.StatusInternalServerError })
	for range 4 {
		next(4 * time.Hour)
	}
	s.change(func() { s.status = 0 })
	next(5 * time.Minute)
	b.wantSources("repaired", "broken: the server answers 500 Internal Server Error (4 times in a row), 4 checks, 0 documents")
	ask()
	next(0)
	b.wantSources("asked for", "ok, 5 checks, 1 documents")
	next(5 * time.Minute)
	b.wantSources("asked for once", "ok, 5 checks, 1 documents")
	s.change(func() { s.status = http.StatusTooManyRequests })
	ask()
	next(0)
	s.change(func() { s.status, s.entries = 0, append(s.entries, harbour(2)) })
	ask()
	next(2 * time.Minute)
	if got := b.sources()[0]; !strings.HasSuffix(got, "6 checks, 1 documents") {
		t.Errorf("its host wants a rest of five minutes: %s", got)
	}
	next(4 * time.Minute)
	b.wantSources("after the rest", "ok, 7 checks, 2 documents")
}

// TestMovedTogether: of two sources that are one now, one stays.
func TestMovedTogether(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	s.path, s.moved = "/new", s.URL+"/new"
	b := newBench(t, s.URL+"/feed", s.URL+"/new")
	b.once(0)
	b.once(time.Hour)
	b.wantSources("moved", "unchanged, 2 checks, 1 documents")
	b.wantStore("moved", 1, 1)
}

// TestClock: a clock that is set back by years delays nothing by more than a
// check.
func TestClock(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.URL+"/feed")
	b.once(0)
	b.once(10 * 365 * 24 * time.Hour)
	f := b.follower()
	b.clock.add(-10 * 365 * 24 * time.Hour)
	for range 3 {
		b.run(f.Once)
		b.clock.add(20 * time.Minute)
	}
	b.run(f.Once)
	if got := b.sources()[0]; !strings.HasPrefix(got, "unchanged, 6 checks") {
		t.Errorf("after the clock was set back: %s", got)
	}
}

// TestKill breaks the desk off again and again while it follows, and starts
// it anew: in the end every entry is there once.
func TestKill(t *testing.T) {
	t.Parallel()
	var all []entry
	for i := range 60 {
		all = append(all, harbour(i))
	}
	s := newSite(t, all...)
	b := newBench(t, s.URL+"/feed", s.Address("rss"))
	b.o.Look = 2 * time.Millisecond
	for i := range 12 {
		ctx, cancel := context.WithCancel(t.Context())
		var n atomic.Int32
		w, err := worker.Open(t.Context(), b.db, worker.Options{Facts: -1, MinFree: -1, Now: b.clock.now, Reached: func(step string) {
			if n.Add(1) == int32(1+i) { // in the middle of putting, filing or writing
				cancel()
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(10*time.Second, cancel)
		err = errors.Join(w.Run(ctx, b.follower().Once), w.Close())
		timer.Stop()
		cancel()
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		b.clock.add(time.Minute)
	}
	b.once(time.Hour)
	b.once(time.Hour)
	st, err := b.db.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.wantStore("in the end", st.Reports, st.Reports) // no revision: nothing changed
	v, err := b.db.Revisions(t.Context(), 0, 200)
	seen := map[string]int{}
	for _, r := range v {
		seen[r.Document.URL]++
	}
	for _, e := range all {
		if n := seen[s.URL+"/page/"+e.id]; n != 1 {
			t.Errorf("entry %s is there %d times, %v", e.id, n, err)
		}
	}
}

// TestRun: a desk that runs asks what is added meanwhile, and ends at once
// when it is told to, while a server keeps it waiting.
func TestRun(t *testing.T) {
	t.Parallel()
	s := newSite(t, harbour(1))
	b := newBench(t, s.Address("slow-header"))
	b.o.Look = 5 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	w, err := worker.Open(t.Context(), b.db, worker.Options{Facts: -1, MinFree: -1, Now: b.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- w.Run(ctx, b.follower().Run) }()
	other := newSite(t, harbour(2))
	b.follow(other.URL + "/feed")
	for until := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if st, err := b.db.Stats(t.Context()); err != nil || time.Now().After(until) {
			t.Fatalf("it was not asked: %+v, %v", st, err)
		} else if st.Stories == 1 && st.Stale+st.Pending == 0 {
			break
		}
	}
	cancel()
	begun := time.Now()
	if err := <-ended; err != nil || time.Since(begun) > 5*time.Second {
		t.Errorf("it ended after %v: %v", time.Since(begun), err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// TestFull: while the store is full, what was fetched waits, and its host is
// not asked again; then all is there.
func TestFull(t *testing.T) {
	t.Parallel()
	var all []entry
	for i := range 40 {
		e := harbour(i)
		for k := range 200 {
			e.text += fmt.Sprintf(" Pier %x was closed too.", wiredesk.Hash(fmt.Sprint(i, k)))
		}
		all = append(all, e)
	}
	s := newSite(t, all...)
	b := newBench(t, s.URL+"/feed")
	if err := b.db.SetMaxPages(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	full := make(chan error, 1)
	time.AfterFunc(700*time.Millisecond, func() {
		st, err := b.db.Stats(context.Background())
		if err == nil && st.Reports == int64(len(all)) {
			err = errors.New("it never got full: the test shows nothing")
		}
		full <- errors.Join(err, b.db.SetMaxPages(context.Background(), 100_000))
	})
	b.once(0)
	if err := <-full; err != nil {
		t.Error(err)
	}
	b.wantStore("with room", 40, 40)
	b.wantSources("with room", "ok, 1 checks, 40 documents")
	if s.Hits("/feed") != 1 || s.Hits("/page/h0") != 1 {
		t.Errorf("asked %d times, its page %d times", s.Hits("/feed"), s.Hits("/page/h0"))
	}
}

// BenchmarkSources is what a look at 500 sources costs, each with 50 checks.
func BenchmarkSources(b *testing.B) {
	db, err := sqlite.Create(b.Context(), filepath.Join(b.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	at := newClock().now()
	var list []store.Source
	for i := range 500 {
		list = append(list, store.Source{Source: follow.Source{URL: fmt.Sprintf("https://halm%d.example/feed", i), Interval: time.Hour}, Added: at})
	}
	if _, err := db.AddSources(b.Context(), list); err != nil {
		b.Fatal(err)
	}
	for i := range list {
		for k := range follow.MaxChecks {
			c := follow.Check{At: at.Add(time.Duration(k) * time.Hour), State: follow.OK, Items: 30, New: 1}
			if err := db.Checked(b.Context(), store.Checked{Source: int64(i + 1), Check: c}); err != nil {
				b.Fatal(err)
			}
		}
	}
	f := follower.New(db, nil, follower.Options{Now: func() time.Time { return at.Add(follow.MaxChecks*time.Hour - 30*time.Minute) }})
	for b.Loop() {
		if err := f.Once(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// TestOneReport: one article that comes by two feeds, a sitemap and its page
// is one report with one revision.
func TestOneReport(t *testing.T) {
	t.Parallel()
	e := harbour(1)
	s, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := "http://" + r.Host + "/page/h1"
		switch r.URL.Path {
		case "/a", "/b":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Feed %s</title><item><guid>%[1]s</guid><title>%s</title><link>%s?utm_source=%[1]s</link></item></channel></rss>`, r.URL.Path, e.title, page)
		case "/map":
			fmt.Fprintf(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url></urlset>`, page)
		case "/page/h1":
			fmt.Fprintf(w, "<html><head><title>%s</title></head><body><article><h1>%[1]s</h1><p>%s</p></article></body></html>", e.title, e.text)
		default:
			http.NotFound(w, r)
		}
	})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	b := newBench(t, s.URL+"/a", s.URL+"/b", s.URL+"/map", s.URL+"/page/h1?utm_medium=x")
	for range 3 {
		b.once(time.Hour)
	}
	b.wantStore("by four ways, three times", 1, 1)
	b.wantSources("by four ways", "ok, 3 checks, 1 documents", "ok, 3 checks, 0 documents", "ok, 3 checks, 0 documents", "ok, 3 checks, 0 documents")
}

// TestWeek follows three feeds for a week: a quiet one is asked about once an
// hour and sends its items once; a busy one is asked about four times, and no
// page of it twice; a dead one once a day. What is kept of each is bounded.
func TestWeek(t *testing.T) {
	t.Parallel()
	quiet, busy, dead := newSite(t, harbour(1)), newSite(t, harbour(1)), newSite(t)
	dead.status = http.StatusInternalServerError
	b := newBench(t, quiet.URL+"/feed", busy.URL+"/feed", dead.URL+"/feed")
	out := make(chan worker.Delivery)
	defer close(out)
	go func() {
		for d := range out {
			got, err := b.db.Put(context.Background(), []store.Incoming{d.Incoming})
			if err != nil {
				t.Error(err)
				return
			}
			d.Done(got[0], nil)
		}
	}()
	const days = 7
	f := b.follower()
	for i := range days * 24 * 6 {
		if i%3 == 0 { // every half hour one comes and the oldest goes
			busy.change(func() {
				busy.entries = append(busy.entries, harbour(2+i))
				busy.entries = busy.entries[max(0, len(busy.entries)-10):]
			})
		}
		if err := f.Once(t.Context(), out); err != nil {
			t.Fatal(err)
		}
		b.clock.add(10 * time.Minute)
	}
	for _, tt := range []struct {
		name        string
		got         int
		least, most int
	}{
		{"the quiet feed is asked", quiet.Hits("/feed"), days * 20, days * 30},
		{"it answers whole", quiet.full, 1, 1},
		{"its page is asked", quiet.Hits("/page/h1"), 1, 1},
		{"the busy feed is asked", busy.Hits("/feed"), days * 60, days * 100},
		{"a page of it is asked", busy.Hits("/page/h302"), 1, 1},
		{"the dead feed is asked", dead.Hits("/feed"), days, days + 10},
	} {
		if tt.got < tt.least || tt.got > tt.most {
			t.Errorf("%s %d times in %d days, not %d to %d", tt.name, tt.got, days, tt.least, tt.most)
		}
	}
	st, err := b.db.Stats(t.Context())
	if want := int64(2 + days*24*2); err != nil || st.Reports != want && st.Reports != want-1 || st.Revisions != st.Reports {
		t.Errorf("%d reports, %d revisions, want %d: %v", st.Reports, st.Revisions, want, err)
	}
	list, err := b.db.Sources(t.Context())
	if err != nil || len(list) != 3 {
		t.Fatal(err)
	}
	for _, s := range list {
		if len(s.Checks) > follow.MaxChecks {
			t.Errorf("%s has %d checks", s.URL, len(s.Checks))
		}
	}
}
