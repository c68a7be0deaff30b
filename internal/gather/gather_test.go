package gather_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

var noon = time.Date(2026, 10, 8, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

func server(t *testing.T, o webtest.Options) *webtest.Server {
	t.Helper()
	s, err := webtest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// quick are limits of time for a server that is near.
var quick = fetch.Times{Header: 400 * time.Millisecond, Total: 900 * time.Millisecond, Slow: 300 * time.Millisecond}

func client(limits fetch.Times) *fetch.Client {
	return fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1, Times: limits})
}

func run(t *testing.T, s gather.Source, o gather.Options) *gather.Result {
	t.Helper()
	return limited(t, s, o, fetch.Times{})
}

func limited(t *testing.T, s gather.Source, o gather.Options, limits fetch.Times) *gather.Result {
	t.Helper()
	o.Now = now
	r, err := gather.Gather(t.Context(), client(limits), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestBehaviours gathers from everything that servers do: each is in the state
// it should be in, gives the documents it should, and each is fit to be
// stored. It is rows 28 to 31 of the matrix of faults.
func TestBehaviours(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	for _, b := range webtest.Behaviours() {
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			var limits fetch.Times // those of production, but where they are what is tried
			if b.Fetch == webtest.Slow {
				limits = quick
			}
			r := limited(t, gather.Source{URL: s.Address(b.Name)}, gather.Options{}, limits)
			n := 0
			r.Each(func(r *gather.Result) {
				n += len(r.Documents)
				for _, d := range r.Documents {
					fit(t, d)
				}
			})
			if string(r.Check.State) != b.State || n != b.Documents {
				t.Errorf("%s: %s (%s), %d documents, want %s and %d\n%v", b.What, r.Check.State, r.Check.Why, n, b.State, b.Documents, r.Failures)
			}
			if (r.Check.Why != "") != (r.Check.State == follow.Broken || r.Check.State == follow.Gone) {
				t.Errorf("state %s, reason %q", r.Check.State, r.Check.Why)
			}
			for _, f := range r.Failures {
				if len(f.Error()) > 1000 || !utf8.ValidString(f.Error()) {
					t.Errorf("a reason of %d bytes", len(f.Error()))
				}
			}
		})
	}
	t.Cleanup(func() {
		if n := s.Trap.Caught(); n > 0 {
			t.Errorf("%d connections to where none may go", n)
		}
	})
}

// fit holds a document to what documents are.
func fit(t *testing.T, d *wiredesk.Document) {
	t.Helper()
	switch {
	case !utf8.ValidString(d.Text) || !utf8.ValidString(d.Title):
		t.Errorf("%q is not UTF-8", d.Title)
	case strings.ContainsFunc(d.Text, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7F || r == 0x202E }):
		t.Errorf("%q has control characters", d.Title)
	case d.SHA256 != wiredesk.Hash(d.Text) || d.Bytes != len(d.Text) || d.ID == "":
		t.Errorf("%q is not sealed", d.Title)
	case strings.Contains(strings.ToLower(d.Text+d.Title), "<script") && !strings.Contains(d.Text, "+ADw"):
		t.Errorf("%q has a script: %q", d.Title, d.Text)
	case d.URL != "" && !strings.HasPrefix(d.URL, "http://") && !strings.HasPrefix(d.URL, "https://"):
		t.Errorf("%q has the address %q", d.Title, d.URL)
	case len(d.Text) > wiredesk.MaxText || len(d.Title) > wiredesk.MaxTitle:
		t.Errorf("%q is too long", d.Title)
	}
}

// show writes documents for comparison, one a line.
func show(s *webtest.Server, docs []*wiredesk.Document) string {
	var b strings.Builder
	for _, d := range docs {
		text := d.Text
		for n := range 50 {
			if text == webtest.PageText(n) {
				text = fmt.Sprint("page ", n)
			}
		}
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s | %s | %.40s\n", strings.TrimPrefix(d.URL, s.URL), d.Title, d.Outlet, strings.Join(d.Authors, ";"), d.Published, d.Language, text)
	}
	return b.String()
}

// TestDocuments makes whole documents: text from the page, the rest from the
// feed; and the publisher is who the feed names, not the feed.
func TestDocuments(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	for name, want := range map[string]string{
		"rss": "/b/page?n=1 | Ferry to Osterby stops | Farrier Post | Ana Marsh | 2026-10-05T08:00:00+02:00 | en | page 1\n" +
			"/b/page?n=2 | Harbour reopens | Farrier Post |  | 2026-10-05T09:30:00-05:00 | en | page 2\n",
		"rss-source":     "/b/page?n=3 | Bridge closed at Vellin | Calder Bay Examiner |  | 2026-10-06T10:00:00Z | en | page 3\n",
		"rss-content":    "/b/page?n=4 | Bridge at Vellin shut until spring | Harn Courier |  | 2026-10-06T12:00:00Z |  | The bridge at Vellin will stay closed un\n",
		"news-sitemap":   "/b/page?n=11 | Snow on the pass | Farrier Post |  | 2026-10-06T07:00:00Z | en | page 11\n/b/page?n=12 | Road closed near Thornhythe | Farrier Post |  | 2026-10-06T00:00:00Z | en | page 12\n",
		"ninjs":          " | Pass closed by snow | Farrier News Agency | Ana Marsh | 2026-10-06T10:00:00Z | en | The pass over Harn is closed by snow.\n\nF\n",
		"miniflux":       "/b/page?n=13 | Pass open again | Harn Courier | Jon Vale | 2026-10-07T06:00:00Z |  | The bridge at Vellin will stay closed un\n",
		"page-canonical": "/roads/1 | Road closed near Vellin | Farrier Post |  | 2026-10-05T01:00:00Z | en | page 1\n",
		"page-foreign":   "/b/page-foreign | Road closed near Vellin | Farrier Post |  | 2026-10-05T01:00:00Z | en | page 1\n",
		"page-inject":    "/b/page-inject | Road closed near Vellin | Farrier Post |  | 2026-10-05T01:00:00Z | en | page 1\n",
		"rss-dates":      "/b/page?n=36 | From 1970 | Farrier Post |  |  | en | page 36\n/b/page?n=37 | From 2099 | Farrier Post |  |  | en | page 37\n",
		"plain":          " | Snow at Harn |  |  |  |  | Snow at Harn\n\nIt snowed at Harn all nigh\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := show(s, run(t, gather.Source{URL: s.Address(name)}, gather.Options{}).Documents)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFeedOnly fetches no page.
func TestFeedOnly(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	r := run(t, gather.Source{URL: s.Address("rss")}, gather.Options{FeedOnly: true})
	if len(r.Documents) != 2 || r.Documents[0].Text != "The ferry has stopped & nobody knows why." || s.Hits("/b/page") > 0 {
		t.Errorf("%d documents, %d pages: %v", len(r.Documents), s.Hits("/b/page"), show(s, r.Documents))
	}
}

// TestPageMissing keeps the summary of an item whose page cannot be had, and
// does not put an empty page in the place of a good text. Where the reason may
// pass, it says so.
func TestPageMissing(t *testing.T) {
	t.Parallel()
	for behaviour, retry := range map[string]bool{
		"404": false, "410": false, "page-blank": false, "pdf": false, "redirect-private": false, "bomb-gzip": false,
		"truncated": true, "reset": true, "503": true, "429": true,
	} {
		var s *webtest.Server
		s = server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>x</title><item><title>One</title><link>%s</link><description>A summary of the matter, in a sentence.</description></item></channel></rss>`, s.Address(behaviour))
		})})
		r := run(t, gather.Source{URL: s.URL + "/feed"}, gather.Options{})
		if len(r.Documents) != 1 || r.Documents[0].Text != "A summary of the matter, in a sentence." || len(r.Failures) != 1 || r.Check.State != follow.OK {
			t.Errorf("%s: %s, %v", behaviour, show(s, r.Documents), r.Failures)
		}
		if (len(r.Retry) == 1) != retry {
			t.Errorf("%s: to be asked again: %v, want %v", behaviour, r.Retry, retry)
		}
	}
}

// TestMaxPages leaves items for the next time, and says so.
func TestMaxPages(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	seen := map[string]bool{}
	for i, want := range []int{1, 1, 0} {
		r := run(t, gather.Source{URL: s.Address("rss")}, gather.Options{MaxPages: 1, Known: func(it feed.Item) bool { return seen[it.ID] }})
		if len(r.Documents) != want || r.Check.New != want || r.Check.Items != 2 || (len(r.Failures) > 0) != (i == 0) {
			t.Errorf("round %d: %d documents, %+v, %v", i, len(r.Documents), r.Check, r.Failures)
		}
		seen[fmt.Sprint("f-", i+1)] = true
	}
}

// TestFollow keeps what is needed to ask again.
func TestFollow(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	first := run(t, gather.Source{URL: s.Address("etag")}, gather.Options{FeedOnly: true})
	second := run(t, gather.Source{URL: s.Address("etag"), ETag: first.ETag}, gather.Options{FeedOnly: true})
	if first.ETag == "" || second.Check.State != follow.Unchanged || second.ETag != first.ETag || len(second.Documents) > 0 {
		t.Errorf("%+v, then %+v", first.Check, second)
	}
	if r := run(t, gather.Source{URL: s.Address("html-as-feed"), WasFeed: true}, gather.Options{}); r.Check.State != follow.Broken || len(r.Documents) > 0 {
		t.Errorf("a page where a feed was: %+v", r.Check)
	}
	if r := run(t, gather.Source{URL: s.Address("429")}, gather.Options{}); r.Check.Until.IsZero() {
		t.Errorf("a host that wants to be left alone: %+v", r.Check)
	}
	if r := run(t, gather.Source{URL: s.Address("redirect-permanent")}, gather.Options{}); !strings.HasSuffix(r.Moved, "/b/page?n=1") {
		t.Errorf("moved to %q", r.Moved)
	}
	r := run(t, gather.Source{URL: "http://ana:pw@10.0.0.1/feed?token=pw"}, gather.Options{})
	if s := fmt.Sprint(r.Source, r.Check.Why, r.Failures[0]); strings.Contains(s, "pw") {
		t.Errorf("a password is shown: %s", s)
	}
}

// TestToken sends the token of a Miniflux to its host and not to the pages.
func TestToken(t *testing.T) {
	t.Parallel()
	other := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") != "" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		fmt.Fprint(w, "<title>Page</title><article><p>", webtest.PageText(1), "</p></article>")
	})})
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") != "t" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, `{"total":1,"entries":[{"title":"T","url":"%s/1","content":"Short.","feed":{"title":"M"}}]}`, other.URL)
	})})
	r := run(t, gather.Source{URL: s.URL + "/v1/entries", Header: http.Header{"X-Auth-Token": {"t"}}}, gather.Options{})
	if len(r.Documents) != 1 || !strings.HasPrefix(r.Documents[0].Text, "The council of") || r.Documents[0].Outlet != "M" {
		t.Errorf("%v, %v", show(s, r.Documents), r.Failures)
	}
}

// TestDeterministic gives the same documents in the same order each time.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	var before string
	for range 5 {
		var got string
		run(t, gather.Source{URL: s.Address("opml")}, gather.Options{}).Each(func(r *gather.Result) { got += show(s, r.Documents) })
		if before != "" && got != before {
			t.Errorf("differs (-first +later):\n%s", cmp.Diff(before, got))
		}
		before = got
	}
}

// TestPoison: an item that makes the program fail is named, and the others of
// its feed are there.
func TestPoison(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	var calls atomic.Int32
	r, err := gather.Gather(t.Context(), client(fetch.Times{}), gather.Source{URL: s.Address("rss")}, gather.Options{Now: func() time.Time {
		if calls.Add(1) == 2 { // the first is that of the check
			panic("poison")
		}
		return noon
	}})
	if err != nil || r.Check.State != follow.OK || len(r.Documents) != 1 || len(r.Failures) != 1 || !strings.Contains(r.Failures[0].Error(), "it made the program fail: poison") {
		t.Errorf("%s, %d documents, %v, %v", r.Check.State, len(r.Documents), r.Failures, err)
	}
	r, err = gather.Gather(t.Context(), client(fetch.Times{}), gather.Source{URL: s.Address("rss")}, gather.Options{Known: func(feed.Item) bool { panic("poison") }})
	if err != nil || r.Check.State != follow.Broken || !strings.Contains(r.Check.Why, "poison") {
		t.Errorf("a whole feed: %s, %s, %v", r.Check.State, r.Check.Why, err)
	}
}

// TestTook: items come one by one with the page that they were read from, and
// the result keeps none.
func TestTook(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	for name, pages := range map[string]int{"rss": 2, "rss-content": 0, "html-as-feed": 1, "jsonl": 0, "rss-long": 0} {
		var mu sync.Mutex
		var got []gather.Taken
		r, err := gather.Gather(t.Context(), client(fetch.Times{}), gather.Source{URL: s.Address(name)}, gather.Options{Now: now, Took: func(x gather.Taken) {
			mu.Lock()
			defer mu.Unlock()
			got = append(got, x)
		}})
		if err != nil || len(r.Documents) != 0 || len(got) == 0 || r.Check.New != len(got) {
			t.Errorf("%s: %d in the result, %d told, %d new, %v", name, len(r.Documents), len(got), r.Check.New, err)
		}
		n := 0
		for _, x := range got {
			if x.Document == nil || x.Again {
				t.Errorf("%s: %+v", name, x)
			}
			if len(x.Raw) > 0 {
				n++
				if x.Header["Content-Type"] == "" || !strings.Contains(string(x.Raw), "<") {
					t.Errorf("%s: header %v, %.40q", name, x.Header, x.Raw)
				}
			}
		}
		if n != pages {
			t.Errorf("%s: %d with their pages, want %d", name, n, pages)
		}
	}
}
