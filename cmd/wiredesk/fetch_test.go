package main

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestFetchLog fetches a feed whose addresses are made to write to the log:
// line ends, escape sequences, words that look like ours, a mebibyte of text,
// and 300 secrets. Each failure is one line of printable text, and no secret
// stands in any. It is row 39 of the matrix of faults.
func TestFetchLog(t *testing.T) {
	hostile := []string{"\r\nwiredesk: all is well", "\x1b[2J\x1b[31m", "\x00", "\u202egnp.exe", "\u2028", `","level":"info`, "%0d%0aSet-Cookie:x", strings.Repeat("x", 1500), "<script>"}
	var feed strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>x</title>`)
	const n = 300
	for i := range n {
		q := url.Values{"token": {fmt.Sprint("s3cr3t", i)}, "a": {hostile[i%len(hostile)]}}
		link := fmt.Sprintf("{{BASE}}/gone/%d?%s", i, q.Encode())
		if i%2 == 0 { // not escaped, as nobody should write it
			link = fmt.Sprintf("{{BASE}}/gone/%d%s?token=s3cr3t%d", i, hostile[i%len(hostile)], i)
		}
		fmt.Fprintf(&feed, "<item><title>t%d %s</title><link>%s</link></item>", i, html.EscapeString(hostile[i%len(hostile)]), html.EscapeString(link))
	}
	feed.WriteString("</channel></rss>")
	s, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(feed.String(), "{{BASE}}", "http://"+r.Host))
	})})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out, log bytes.Buffer
	code := run(t.Context(), []string{"fetch", "--delay", "0s", "--allow-private", "127.0.0.1", "--pages", "300", s.URL + "/feed?key=s3cr3t"}, streams{strings.NewReader(""), &out, &log})
	if code != exitUnread {
		t.Errorf("exit code %d", code)
	}
	lines := strings.Split(strings.TrimSuffix(log.String(), "\n"), "\n")
	if len(lines) < n/2 || len(lines) > n+2 {
		t.Errorf("%d lines of %d items", len(lines), n)
	}
	for _, l := range lines {
		if !strings.HasPrefix(l, "wiredesk: "+s.URL) || len(l) > 8<<10 || strings.Contains(l, "s3cr3t") {
			t.Errorf("line %.200q", l)
		}
		if i := strings.IndexFunc(l, func(r rune) bool { return unicode.IsControl(r) || r == 0x202E || r == 0x2028 }); i >= 0 {
			t.Errorf("line %.200q acts on a terminal", l)
		}
	}
}
