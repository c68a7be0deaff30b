//go:build linux && !race

package feed_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/feed"
)

// TestAttacks reads what is made to take the machine within a second each. It
// is row 29 of the matrix of faults, with those of package webtest.
func TestAttacks(t *testing.T) {
	item := `<item><title>t</title><description>d</description></item>`
	for name, in := range map[string]string{
		"deep":            "<rss><channel>" + strings.Repeat("<a>", 300_000) + item,
		"deep item":       "<rss><channel><item>" + strings.Repeat("<a>", 300_000),
		"many attributes": "<rss" + strings.Repeat(` a="b"`, 300_000) + "><channel>" + item + "</channel></rss>",
		"open title":      "<rss><channel><item><title>" + strings.Repeat("x ", 1<<20),
		"open CDATA":      "<rss><channel><item><description><![CDATA[" + strings.Repeat("x ", 1<<20),
		"open comment":    "<rss><channel>" + item + "<!-- " + strings.Repeat("-", 1<<20),
		"open tag":        "<rss><channel>" + item + "<" + strings.Repeat("a", 1<<20),
		"ampersands":      "<rss><channel><item><title>" + strings.Repeat("&", 1<<20),
		"entities":        `<!DOCTYPE r [` + strings.Repeat(`<!ENTITY a "b">`, 50_000) + `]><rss><channel>` + item + "</channel></rss>",
		"many items":      "<rss><channel>" + strings.Repeat("<item>", 300_000),
		"outlines":        "<opml><body>" + strings.Repeat(`<outline text="x">`, 100_000),
		"arrays":          `{"version":"https://jsonfeed.org/","items":` + strings.Repeat("[", 1<<20),
		"long dates":      "<rss><channel>" + strings.Repeat("<item><pubDate>"+strings.Repeat("1 ", 500)+"</pubDate><title>t</title></item>", 500) + "</channel></rss>",
	} {
		t.Run(name, func(t *testing.T) {
			d := costtest.CPU(func() {
				if f, err := feed.Parse([]byte(in), feed.Options{}); err == nil && len(f.Items) > wiredesk.MaxItems {
					t.Errorf("%d items", len(f.Items))
				}
			})
			t.Logf("%v", d)
			if d > time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// TestMemory holds the reading of 20 MiB to 256 MiB, everything that is
// allocated on the way counted: an item of four bytes must not become one of
// four hundred, millions of times.
func TestMemory(t *testing.T) {
	for _, tt := range []struct{ name, begin, unit, end string }{
		{"RSS", "<rss><channel>", "<item><title>a</title></item>", "</channel></rss>"},
		{"Atom", "<feed>", "<entry></entry>", "</feed>"},
		{"links", "<feed><entry>", "<link/>", "</entry></feed>"},
		{"sitemap", "<urlset>", "<url><loc>http://a/</loc></url>", "</urlset>"},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1","items":[{}`, ",{}", "]}"},
		{"Miniflux", `{"total":1,"entries":[{}`, ",{}", "]}"},
		{"OPML", "<opml><body>", `<outline xmlUrl="http://a/"/>`, "</body></opml>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := []byte(tt.begin + strings.Repeat(tt.unit, (wiredesk.MaxFeed-len(tt.begin)-len(tt.end))/len(tt.unit)) + tt.end)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := feed.Parse(in, feed.Options{})
			runtime.ReadMemStats(&after)
			got := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%d MiB, %v", got, err)
			if got > 256 {
				t.Errorf("%d MiB are allocated", got)
			}
			if err == nil && len(f.Items)+len(f.Outlines) > wiredesk.MaxItems {
				t.Errorf("%d items", len(f.Items)+len(f.Outlines))
			}
		})
	}
}

// TestLinear reads feeds of every kind whose inside was made to cost much. It
// is part of row 40 of the matrix of faults.
func TestLinear(t *testing.T) {
	for _, head := range []string{"<rss><channel><title>t</title><item><description>", "<feed><entry><content>", "<urlset>", "<opml><body>", `{"version":"https://jsonfeed.org/version/1","items":[`} {
		for _, p := range costtest.Markup() {
			costtest.Linear(t, head+p.Name, costtest.Bytes(32<<10), func(n int) func() {
				in := []byte(head + p.Text(n))
				return func() { _, _ = feed.Parse(in, feed.Options{}) } // what is no feed may be refused
			})
		}
	}
}
