package follower_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/webtest"
)

// dated are the dates that the entries of feeds have here, and the year with
// which a report is kept of them; 0 for none.
var dated = []struct {
	name, date string
	year       int
}{
	{"none", "", 0},
	{"1970", "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", 0},
	{"2099", "<pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>", 0},
	{"no zone", "<pubDate>Thu, 08 Oct 2026 11:00:00</pubDate>", 2026},
	{"of the day", "<pubDate>Thu, 08 Oct 2026 11:00:00 +0200</pubDate>", 2026},
}

// TestClockJumps follows five feeds, whose entries are dated as odd as can be,
// over eight jumps of the clock. After each every feed is asked at once or a
// little later, never twice at one look and no more than every quarter of an
// hour; what is new comes in within the hour, in the order in which it came; and
// no report has a date that cannot be.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	for name, jump := range map[string]func(time.Time) time.Time{
		"two days back":      func(t time.Time) time.Time { return t.AddDate(0, 0, -2) },
		"two days on":        func(t time.Time) time.Time { return t.AddDate(0, 0, 2) },
		"ten years on":       func(t time.Time) time.Time { return t.AddDate(10, 0, 0) },
		"ten years back":     func(t time.Time) time.Time { return t.AddDate(-10, 0, 0) },
		"to 1970":            func(time.Time) time.Time { return time.Unix(60, 0).UTC() },
		"a second again":     func(t time.Time) time.Time { return t.Add(-time.Second) },
		"summer time ends":   func(t time.Time) time.Time { return t.In(time.FixedZone("CET", 3600)) },
		"an hour back, once": func(t time.Time) time.Time { return t.Add(-time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var entries atomic.Int64
			entries.Store(1)
			s, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				i, ok := strings.CutPrefix(r.URL.Path, "/dated/")
				if !ok {
					http.NotFound(w, r)
					return
				}
				fmt.Fprint(w, `<rss version="2.0"><channel><title>Halm Courier</title>`)
				for k := range entries.Load() {
					e := harbour(int(k))
					fmt.Fprintf(w, "<item><guid>%s-%s</guid><title>%s %[2]s</title><description>%[4]s</description>%[5]s</item>", e.id, i, e.title, e.text, dated[i[0]-'0'].date)
				}
				fmt.Fprint(w, "</channel></rss>")
			})})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			var urls []string
			for i := range dated {
				urls = append(urls, fmt.Sprintf("%s/dated/%d", s.URL, i))
			}
			b := newBench(t, urls...)
			b.clock.at = b.clock.at.In(time.FixedZone("CEST", 7200))
			b.once(0)
			b.once(20 * time.Minute)
			b.clock.mu.Lock()
			b.clock.at = jump(b.clock.at)
			b.clock.mu.Unlock()
			entries.Store(2)
			asked := func() (out []int) {
				for i := range dated {
					out = append(out, s.Hits(fmt.Sprintf("/dated/%d", i)))
				}
				return out
			}
			before := asked()
			for look := range 7 {
				at := asked()
				b.once(10 * time.Minute)
				for i, n := range asked() {
					if n > at[i]+1 {
						t.Errorf("%s: asked %d times at look %d", dated[i].name, n-at[i], look)
					}
				}
			}
			for i, n := range asked() {
				if n -= before[i]; n < 2 || n > 6 {
					t.Errorf("%s: asked %d times in 70 minutes", dated[i].name, n)
				}
			}
			b.wantStore("after an hour", int64(2*len(dated)), int64(2*len(dated)))
			list, err := b.db.Revisions(t.Context(), 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range list {
				var i int
				if _, err := fmt.Sscanf(v.Document.Title[strings.LastIndex(v.Document.Title, " ")+1:], "%d", &i); err != nil {
					t.Fatal(err)
				}
				// A date is held against the clock when it came, which may be wrong.
				year := dated[i].year
				if v.Received.AddDate(0, 0, 2).Year() < year {
					year = 0
				}
				got := v.Document.Published
				if got.IsZero() != (year == 0) || year != 0 && got.Year() != year {
					t.Errorf("%s: dated %v, came %v", dated[i].name, got, v.Received)
				}
				if second := strings.Contains(v.Document.Title, "pier 1"); second != (k >= len(dated)) {
					t.Errorf("report %d is %q: not in the order in which they came", k, v.Document.Title)
				}
			}
		})
	}
}
