package webtest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// PerFeed is how many documents one feed of a [Site] has.
const PerFeed = 50

// A Site publishes documents: feeds with their summaries at /feed/N, and the
// pages themselves at /page/N.
type Site struct{ Documents []*wiredesk.Document }

// Feeds returns how many feeds there are.
func (s Site) Feeds() int { return (len(s.Documents) + PerFeed - 1) / PerFeed }

// ServeHTTP answers.
func (s Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, number, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	n, err := strconv.Atoi(number)
	switch {
	case err == nil && kind == "feed" && n >= 0 && n < s.Feeds():
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		s.feed(w, "http://"+r.Host, n)
	case err == nil && kind == "page" && n >= 0 && n < len(s.Documents):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		s.page(w, s.Documents[n])
	default:
		http.NotFound(w, r)
	}
}

// feed writes feed n, with the begin of each text.
func (s Site) feed(w http.ResponseWriter, base string, n int) {
	fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Feed %d</title><link>%s/</link>\n", n, base)
	for i := n * PerFeed; i < min((n+1)*PerFeed, len(s.Documents)); i++ {
		d := s.Documents[i]
		begin := strings.ToValidUTF8(d.Text[:min(len(d.Text), 200)], "") + "..."
		fmt.Fprintf(w, "<item><title>%s</title><link>%s/page/%d</link><guid>%s</guid><source url=\"%s/\">%s</source><description>%s</description>",
			escape(html.EscapeString(d.Title)), base, i, escape(string(d.ID)), base, escape(html.EscapeString(d.Outlet)), escape(html.EscapeString(begin)))
		if !d.Published.IsZero() {
			fmt.Fprintf(w, "<pubDate>%s</pubDate>", d.Published.Format(time.RFC1123Z))
		}
		fmt.Fprint(w, "</item>\n")
	}
	fmt.Fprint(w, "</channel></rss>\n")
}

// escape writes s so that it may stand in XML.
func escape(s string) string { return html.EscapeString(s) }

// page writes the page of a document, with what stands around an article.
func (s Site) page(w http.ResponseWriter, d *wiredesk.Document) {
	fmt.Fprintf(w, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s | The Site</title><meta property="og:title" content="%[2]s">
<script>var menu = ["a", "b"];</script><style>p { margin: 0 }</style></head>
<body><header><a href="/">The Site</a></header><nav><ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li><li><a href="/c">Weather</a></li></ul></nav>
<main><article><h1>%[2]s</h1>
`, html.EscapeString(d.Language), html.EscapeString(d.Title))
	for par := range strings.SplitSeq(d.Text, "\n\n") {
		fmt.Fprintf(w, "<p>%s</p>\n", html.EscapeString(par))
	}
	fmt.Fprint(w, `</article></main><aside><h2>Most read</h2><ul><li><a href="/x">Another article</a></li><li><a href="/y">And another</a></li></ul></aside>
<footer><p>All rights reserved.</p></footer></body></html>`)
}
