package hook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/hook"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

const secret = "harbour"

func sign(body, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return hex.EncodeToString(mac.Sum(nil))
}

// entries is what a Miniflux sends of two entries.
func entries(text string) string {
	entry := func(i int) string {
		return fmt.Sprintf(`{"id": %d, "hash": "h%[1]d", "url": "https://halm.example/%[1]d", "title": "Pier %[1]d of Halm closes", "author": "Ada Roe",
		"published_at": "2026-10-08T12:00:00Z", "content": "<p>%s</p>"}`, i, text)
	}
	return `{"event_type": "new_entries", "feed": {"id": 8, "title": "Halm Courier", "site_url": "https://halm.example/", "feed_url": "https://halm.example/feed"},
		"entries": [` + entry(1) + "," + entry(2) + `]}`
}

func send(h http.Handler, method, body, signature string) int {
	r := httptest.NewRequest(method, "/hook", strings.NewReader(body))
	r.Header.Set("X-Miniflux-Signature", signature)
	r.Header.Set("X-Miniflux-Event-Type", "new_entries")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func open(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestMiniflux: what is answered with 204 is on the disk, once; a text that
// changed is a revision; what is not signed or makes no sense leaves nothing.
func TestMiniflux(t *testing.T) {
	db := open(t)
	h := hook.Miniflux(hook.Options{Secret: secret, Put: func(ctx context.Context, in []store.Incoming) ([]store.Receipt, error) {
		return worker.Put(ctx, db, in, worker.Options{MinFree: -1})
	}})
	good, other := entries("A crack was found in its wall."), entries("The crack is mended.")
	for _, tt := range []struct {
		name, method, body, signature string
		code                          int
		reports, revisions            int64
	}{
		{"not signed", "POST", good, "", 401, 0, 0},
		{"signed by another", "POST", good, sign(good, "x"), 401, 0, 0},
		{"signed, and changed", "POST", good + " ", sign(good, secret), 401, 0, 0},
		{"asked for", "GET", "", "", 405, 0, 0},
		{"no JSON", "POST", "hello", sign("hello", secret), 400, 0, 0},
		{"another thing", "POST", "<opml><body><outline xmlUrl='http://127.0.0.1/'/></body></opml>", sign("<opml><body><outline xmlUrl='http://127.0.0.1/'/></body></opml>", secret), 400, 0, 0},
		{"good", "POST", good, sign(good, secret), 204, 2, 2},
		{"good, once more", "POST", good, sign(good, secret), 204, 2, 2},
		{"changed", "POST", other, sign(other, secret), 204, 2, 4},
	} {
		if code := send(h, tt.method, tt.body, tt.signature); code != tt.code {
			t.Errorf("%s: %d, want %d", tt.name, code, tt.code)
		}
		if s, err := db.Stats(t.Context()); err != nil || s.Reports != tt.reports || s.Revisions != tt.revisions {
			t.Errorf("%s: %d reports, %d revisions, %v; want %d and %d", tt.name, s.Reports, s.Revisions, err, tt.reports, tt.revisions)
		}
	}
	v, err := db.Revisions(t.Context(), 0, 1)
	if err != nil || v[0].Document.Outlet != "Halm Courier" || v[0].Document.Text != "A crack was found in its wall." || v[0].Document.URL != "https://halm.example/1" {
		t.Errorf("%+v, %v", v[0].Document, err)
	}
	large := io.LimitReader(zeros{}, wiredesk.MaxFeed+1)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("POST", "/hook", large))
	if w.Code != 413 {
		t.Errorf("too large: %d", w.Code)
	}
	if code := send(hook.Miniflux(hook.Options{}), "POST", good, sign(good, "")); code != 401 {
		t.Errorf("without a secret: %d", code)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestMinifluxFull: what cannot be kept now is to be sent again.
func TestMinifluxFull(t *testing.T) {
	body := entries("A crack was found in its wall.")
	for _, tt := range []struct {
		err  error
		code int
	}{{store.ErrFull, 503}, {store.ErrBusy, 503}, {store.ErrDamaged, 503}, {wiredesk.ErrInvalid, 400}} {
		h := hook.Miniflux(hook.Options{Secret: secret, Put: func(context.Context, []store.Incoming) ([]store.Receipt, error) {
			return nil, fmt.Errorf("put: %w", tt.err)
		}})
		if code := send(h, "POST", body, sign(body, secret)); code != tt.code {
			t.Errorf("%v: %d, want %d", tt.err, code, tt.code)
		}
	}
}

// TestMinifluxBusy: who comes when as many are served as may be, is asked to
// come again.
func TestMinifluxBusy(t *testing.T) {
	body := entries("A crack was found in its wall.")
	in, out := make(chan struct{}), make(chan struct{})
	h := hook.Miniflux(hook.Options{Secret: secret, AtOnce: 1, Put: func(context.Context, []store.Incoming) ([]store.Receipt, error) {
		in <- struct{}{}
		<-out
		return nil, nil
	}})
	first := make(chan int)
	go func() { first <- send(h, "POST", body, sign(body, secret)) }()
	<-in
	if code := send(h, "POST", body, sign(body, secret)); code != 503 {
		t.Errorf("the second: %d", code)
	}
	close(out)
	if code := <-first; code != 204 {
		t.Errorf("the first: %d", code)
	}
}
