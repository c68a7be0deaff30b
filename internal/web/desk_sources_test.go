package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/store"
)

// TestSources: a page shows each source that is followed with its state, and
// nothing of what a feed calls itself acts on the page.
func TestSources(t *testing.T) {
	d := open(t, nil)
	at := time.Date(2026, 10, 9, 8, 0, 0, 0, time.UTC)
	for _, x := range []store.Source{
		{Source: follow.Source{URL: "https://ann:secret@post.example/feed.xml"}, Added: at, Title: `<script>alert(1)</script>`},
		{Source: follow.Source{URL: "https://ann:secret@echo.example/rss"}, Added: at},
	} {
		if _, err := d.db.AddSources(t.Context(), []store.Source{x}); err != nil {
			t.Fatal(err)
		}
	}
	page := d.ask("GET", "/sources", nil, nil).Body.String()
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "echo.example/rss", "0 reports"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "secret") {
		t.Error("markup or a password of a source stands on the page")
	}
}
