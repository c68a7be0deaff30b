package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/store"
)

const hostileTitle = `<script>alert(1)</script>`

// follow adds sources of which one is broken, one paused and one not asked yet.
func (d *desk) follow(t *testing.T) []store.Source {
	t.Helper()
	at := time.Now().Add(-time.Hour)
	for _, x := range []store.Source{
		{Source: follow.Source{URL: "https://ann:secret@echo.example/rss?token=secret", Interval: time.Hour}, Added: at},
		{Source: follow.Source{URL: "https://ann:secret@post.example/feed.xml"}, Added: at, Title: hostileTitle, Folder: hostileTitle, Home: "javascript:alert(1)"},
		{Source: follow.Source{URL: "https://quiet.example/rss", Paused: true}, Added: at, Title: "Quiet"},
	} {
		if _, err := d.db.AddSources(t.Context(), []store.Source{x}); err != nil {
			t.Fatal(err)
		}
	}
	check := func(i int, c follow.Check) store.Checked {
		c.At = at.Add(time.Duration(i) * time.Minute)
		return store.Checked{Source: 2, Check: c, Kind: "RSS", Documents: int64(c.New)}
	}
	for i, c := range []follow.Check{
		{State: follow.OK, Items: 30, New: 4}, {State: follow.OK, Items: 30, New: 4}, {State: follow.Unchanged}, {State: follow.Unchanged}, {State: follow.Unchanged},
		{State: follow.Empty}, {State: follow.Broken, Why: hostileTitle}, {State: follow.Broken, Why: hostileTitle},
	} {
		if err := d.db.Checked(t.Context(), check(i, c)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.db.Sources(t.Context())
	if err != nil || len(list) != 3 {
		t.Fatalf("%d sources, %v", len(list), err)
	}
	return list
}

// TestSources: a page shows each source that is followed with its state, what is
// in trouble first, another the history of each in words; and nothing of what a
// feed calls itself acts on them, nor does a password stand there.
func TestSources(t *testing.T) {
	d := open(t, nil)
	d.follow(t)
	list := d.ask("GET", "/sources", nil, nil).Body.String()
	escaped := "&lt;script&gt;alert(1)&lt;/script&gt;"
	for _, want := range []string{escaped, "echo.example/rss?token=***", "8 reports", "all 3", "broken 1", "paused 1", "new 1", "(2 times in a row)", "next as soon as a desk runs"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	if strings.Index(list, "post.example") > strings.Index(list, "echo.example") {
		t.Error("what is broken does not stand first")
	}
	if strings.Contains(list, "<form method=\"post\" action=\"/sources\"") {
		t.Error("a reader has the form of an editor")
	}
	one := text(t, d.ask("GET", "/sources/2", nil, nil).Body.Bytes())
	for _, want := range []string{"could not be read: " + hostileTitle, "2 times in a row", "nothing changed", "3 times in a row", "30 entries, 4 new", "in order, without an entry", "8, with revisions", "Its site"} {
		if (want == "Its site") == strings.Contains(one, want) {
			t.Errorf("the source lacks %q:\n%s", want, one)
		}
	}
	some := d.ask("GET", "/sources?state=paused", nil, nil).Body.String()
	if !strings.Contains(some, "Quiet") || strings.Contains(some, "echo.example") {
		t.Error("paused ones alone are not shown alone")
	}
	opml := d.ask("GET", "/sources.opml", nil, nil)
	if f, err := feed.Parse(opml.Body.Bytes(), feed.Options{}); err != nil || len(f.Outlines) != 3 || !strings.HasPrefix(opml.Header().Get("Content-Type"), "text/x-opml") {
		t.Errorf("OPML: %+v, %v", f, err)
	}
	for _, path := range []string{"/sources", "/sources/1", "/sources/2", "/sources/3", "/sources.opml", "/sources?state=%3Cscript%3E", "/desk"} {
		for _, as := range []access.Role{access.Reader, access.Admin} {
			w := d.ask("GET", path, nil, d.as[as])
			if w.Code != 200 || strings.Contains(w.Body.String(), "secret") {
				t.Errorf("%s as %v: %d, or a password stands there", path, as, w.Code)
			}
			if path != "/sources.opml" {
				check(t, path, w.Body.Bytes())
			}
		}
	}
	for path, want := range map[string]int{"/sources/9": 404, "/sources/x": 404, "/sources?from=x": 400, "/sources?from=-1": 400, "/sources?from=99": 200} {
		if w := d.ask("GET", path, nil, nil); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// TestManySources: the list goes on on further pages, none of them large.
func TestManySources(t *testing.T) {
	d := open(t, nil)
	var in []store.Source
	for i := range 250 {
		in = append(in, store.Source{Source: follow.Source{URL: fmt.Sprintf("https://outlet%03d.example/feed", i)}, Title: strings.Repeat("Halm ", 20)})
	}
	if _, err := d.db.AddSources(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	seen, pages := 0, 0
	for to := "/sources"; to != ""; pages++ {
		w := d.ask("GET", to, nil, d.as[access.Editor])
		if w.Code != 200 || w.Body.Len() > 80<<10 || pages > 5 {
			t.Fatalf("%s: %d, %d bytes", to, w.Code, w.Body.Len())
		}
		seen += strings.Count(w.Body.String(), ".example/feed</span>")
		to = ""
		for _, link := range check(t, "/sources", w.Body.Bytes()) {
			if strings.Contains(link, "from=") {
				to = link
			}
		}
	}
	if seen != len(in) || pages != 3 {
		t.Errorf("%d sources on %d pages", seen, pages)
	}
}

// TestEditSources: an editor follows an address, pauses it, has it asked again
// and removes it.
func TestEditSources(t *testing.T) {
	d := open(t, nil)
	editor := d.as[access.Editor]
	add := func(address, every string) (int, string) {
		w := d.ask("POST", "/sources", url.Values{"url": {address}, "every": {every}}, editor)
		return w.Code, w.Header().Get("Location")
	}
	for _, bad := range []string{"", "javascript:alert(1)", "file:///etc/passwd", "//evil.example", "http://", "http://0x7f000001/", "halm.example/feed", "https://halm.example/\x00", "https://" + strings.Repeat("x", 1<<14)} {
		w := d.ask("POST", "/sources", url.Values{"url": {bad}}, editor)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%.40q: %d", bad, w.Code)
		}
		check(t, bad[:min(len(bad), 40)], w.Body.Bytes())
	}
	for _, bad := range []string{"often", "1s", "-1h", "9999h"} {
		if code, _ := add("https://halm.example/feed", bad); code != http.StatusBadRequest {
			t.Errorf("every %s: %d", bad, code)
		}
	}
	code, to := add(" https://halm.example/feed#top", "1h")
	if code != http.StatusSeeOther || to != "/sources/1" {
		t.Fatalf("added: %d %s", code, to)
	}
	if code, to := add("https://halm.example/feed", ""); code != http.StatusSeeOther || to != "/sources/1?known=1" {
		t.Errorf("added again: %d %s", code, to)
	}
	state := func(want follow.State) {
		t.Helper()
		x, err := d.db.Source(t.Context(), 1)
		if err != nil || x.State() != want || x.URL != "https://halm.example/feed" || x.Interval != time.Hour {
			t.Errorf("%+v, %v; want it %s", x, err, want)
		}
	}
	state(follow.New)
	do := func(what string, status int, to string) {
		t.Helper()
		w := d.ask("POST", "/sources/1/"+what, nil, editor)
		if w.Code != status || w.Header().Get("Location") != to {
			t.Errorf("%s: %d %s", what, w.Code, w.Header().Get("Location"))
		}
	}
	do("pause", http.StatusSeeOther, "/sources/1")
	state(follow.Paused)
	do("resume", http.StatusSeeOther, "/sources/1")
	state(follow.New)
	do("ask", http.StatusSeeOther, "/sources/1")
	if x, err := d.db.Source(t.Context(), 1); err != nil || x.Wanted.IsZero() {
		t.Errorf("it is not asked for: %+v, %v", x, err)
	}
	if page := d.ask("GET", "/sources/1", nil, editor).Body.String(); !strings.Contains(page, "It was asked for") || strings.Contains(page, "/sources/1/ask") {
		t.Error("nobody says that it was asked for")
	}
	do("pause", http.StatusSeeOther, "/sources/1")
	do("ask", http.StatusBadRequest, "")
	do("resume", http.StatusSeeOther, "/sources/1")
	if w := d.ask("POST", "/sources/1/ask", nil, d.as[access.Reader]); w.Code != http.StatusForbidden {
		t.Errorf("a reader asks: %d", w.Code)
	}
	do("forget", http.StatusNotFound, "")
	if w := d.ask("GET", "/sources/1/remove", nil, editor); w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET of remove: %d", w.Code)
	}
	state(follow.New)
	do("remove", http.StatusSeeOther, "/sources?removed=1")
	do("remove", http.StatusNotFound, "")
	if list, err := d.db.Sources(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d sources are left, %v", len(list), err)
	}
	if page := d.ask("GET", "/sources?removed=1", nil, editor).Body.String(); !strings.Contains(page, "Its reports stay") {
		t.Error("nobody says that it is removed")
	}
}
