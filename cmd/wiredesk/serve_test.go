package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/web"
)

// TestServeRoutes walks every route of the program with keys of every role and
// without: it is refused to those below its role, and to no others.
func TestServeRoutes(t *testing.T) {
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "w.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	site := web.New(db, web.Options{})
	guard, err := access.New(db, access.Options{Refuse: site.Refuse})
	if err != nil {
		t.Fatal(err)
	}
	nobody := func(context.Context, []store.Incoming) ([]store.Receipt, error) { return nil, nil }
	all := face{db: db, site: site, put: nobody, log: slog.New(slog.DiscardHandler)}.routes(guard)
	h, err := guard.Handler(all)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[access.Role]string{access.Public: ""}
	for _, role := range []access.Role{access.Reader, access.Editor} {
		if keys[role], err = guard.AddKey(t.Context(), role.String(), role); err != nil {
			t.Fatal(err)
		}
	}
	wildcard := regexp.MustCompile(`\{[^}]*\}`)
	walked := 0
	for _, r := range all {
		path := wildcard.ReplaceAllString(strings.ReplaceAll(r.Pattern, "{$}", ""), "none")
		for role, key := range keys {
			ctx, cancel := t.Context(), context.CancelFunc(func() {})
			if r.Long { // it would go on for as long as the caller listens
				ctx, cancel = context.WithTimeout(ctx, 50*time.Millisecond)
			}
			req := httptest.NewRequestWithContext(ctx, r.Method, "http://localhost"+path, nil)
			req.RemoteAddr = "127.0.0.1:1"
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			if key != "" {
				req.Header.Set("X-Api-Key", key)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, req)
			cancel()
			said := w.Body.String()
			refused := w.Code == http.StatusForbidden && (strings.Contains(said, "that takes the role") || strings.Contains(said, "You may not do that")) ||
				w.Code == http.StatusUnauthorized && (strings.Contains(said, "that takes a key or a log-in") || strings.Contains(said, "Log in first")) ||
				w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/login?to=")
			if refused != (role < r.Role) {
				t.Errorf("%s %s as %v: %d %.200s", r.Method, r.Pattern, role, w.Code, said)
			}
			walked++
		}
	}
	if walked < 3*len(all) || len(all) < 28 {
		t.Errorf("%d routes, %d walked", len(all), walked)
	}
}
