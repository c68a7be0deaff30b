package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// followed makes an empty store that may follow this machine, and a server for
// it.
func followed(t *testing.T, h http.Handler) (store, server string) {
	t.Helper()
	s, err := webtest.Start(webtest.Options{Other: h})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	store = filepath.Join(t.TempDir(), "wiredesk.db")
	t.Setenv("WIREDESK_STORE_PATH", store)
	t.Setenv("WIREDESK_STORE_MIN_FREE", "1 B")
	t.Setenv("WIREDESK_FEEDS_ALLOW_PRIVATE", "127.0.0.1")
	t.Setenv("WIREDESK_FEEDS_DELAY", "0s")
	wants(t, exitOK, "init")
	return store, s.URL
}

// wants runs wiredesk and returns what it printed.
func wants(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, log bytes.Buffer
	if got := run(t.Context(), args, streams{strings.NewReader(""), &out, &log}); got != code {
		t.Fatalf("wiredesk %s: exit code %d\n%s", strings.Join(args, " "), got, log.String())
	}
	return out.String() + log.String()
}

// TestMinifluxSource: the entries of a Miniflux are a source, and its token
// goes to it alone.
func TestMinifluxSource(t *testing.T) {
	const text = "The harbour master of Halm closed the pier on Monday after a crack was found in its wall, and two ferries were sent to Arle instead."
	stray := false
	_, server := followed(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch token := r.Header.Get("X-Auth-Token"); {
		case r.URL.Path == "/v1/entries" && token == "t0ken" && r.URL.Query().Get("order") == "id":
			fmt.Fprintf(w, `{"total": 1, "entries": [{"id": 1, "hash": "h1", "url": "http://%s/page", "title": "Pier of Halm closes",
				"content": "<p>%s</p>", "published_at": "2026-10-08T12:00:00Z", "feed": {"title": "Halm Courier"}}]}`, r.Host, text)
		case r.URL.Path == "/page":
			stray = stray || token != ""
			fmt.Fprintf(w, "<html><body><article><h1>Pier of Halm closes</h1><p>%s</p><p>It opens on Friday.</p></article></body></html>", text)
		default:
			http.NotFound(w, r)
		}
	}))
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("t0ken\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WIREDESK_MINIFLUX_URL", server)
	t.Setenv("WIREDESK_MINIFLUX_TOKEN_FILE", token)
	printed := wants(t, exitOK, "run", "--once") + wants(t, exitOK, "feeds") + wants(t, exitOK, "doctor")
	if !strings.Contains(printed, "1 document ") || strings.Contains(printed, "t0ken") || stray {
		t.Errorf("the token went to a page: %v; printed:\n%s", stray, printed)
	}
	if export := wants(t, exitOK, "export"); !strings.Contains(export, "It opens on Friday.") || !strings.Contains(export, `"source":"Halm Courier"`) {
		t.Errorf("export: %s", export)
	}
}

// TestFollowKilled kills a desk that follows (kill -9) at random times, again
// and again. In the end every page is there once, nothing is damaged, and the
// store is as that of a desk that was left alone.
func TestFollowKilled(t *testing.T) {
	wire, err := exec.LookPath("wiredesk") // this test's own binary
	if err != nil {
		t.Fatal(err)
	}
	var docs []*wiredesk.Document
	for i := range 80 {
		d := &wiredesk.Document{Title: fmt.Sprintf("Harbour of Halm closes pier %d", i), Outlet: "Halm Courier", Language: "en",
			Text: fmt.Sprintf("The harbour master of Halm closed pier %d on Monday after a crack was found in its wall.\n\nTwo ferries were sent to Arle instead, and %d people waited.", i, 40+i)}
		d.Seal()
		docs = append(docs, d)
	}
	site := webtest.Site{Documents: docs}
	path, server := followed(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(4 * time.Millisecond)
		site.ServeHTTP(w, r)
	}))
	wants(t, exitOK, "feeds", "add", server+"/feed/0", server+"/feed/1")
	random := rand.New(rand.NewPCG(1, 2))
	for range 8 {
		c := exec.Command(wire, "run", "--watch")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+random.IntN(250)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // it was killed
	}
	wants(t, exitOK, "run", "--once")
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Revisions(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, v := range list {
		times[v.Document.URL]++
	}
	for i := range docs {
		if n := times[fmt.Sprintf("%s/page/%d", server, i)]; n != 1 {
			t.Errorf("page %d is there %d times", i, n)
		}
	}
	if got := wants(t, exitOK, "check"); !strings.HasPrefix(got, "no damage") {
		t.Error(got)
	}
	if got := wants(t, exitOK, "doctor"); !strings.Contains(got, "2 ok") || !strings.Contains(got, "0 revisions to be filed, 0 stories") {
		t.Error(got)
	}
}

// TestFeedsListed: lists have the state of each source, and no secret.
func TestFeedsListed(t *testing.T) {
	_, server := followed(t, nil)
	wants(t, exitOK, "feeds", "add", server+"/b/rss", server+"/b/404?token=s3cr3t")
	if got := wants(t, exitOK, "feeds", "add", "--interval", "2h", server+"/b/rss"); !strings.HasPrefix(got, "known ") {
		t.Errorf("added again: %s", got)
	}
	wants(t, exitUnread, "run", "--once")
	for args, want := range map[string]string{
		"feeds --format json":  `"words": "broken: the server answers 404 Not Found"`,
		"doctor --format json": `"broken": 1`,
		"feeds":                "2 documents  Farrier Post",
	} {
		if got := wants(t, exitOK, strings.Fields(args)...); !strings.Contains(got, want) || strings.Contains(got, "s3cr3t") {
			t.Errorf("%s: no %s, or a secret, in\n%s", args, want, got)
		}
	}
	wants(t, exitOK, "feeds", "remove", "2")
	if got := wants(t, exitUsage, "feeds", "remove", "2"); !strings.Contains(got, "no source 2: not found") {
		t.Error(got)
	}
}

// TestMinifluxRefuses: a Miniflux without a token stops the start, and doctor
// says why; no part of what the file holds is printed.
func TestMinifluxRefuses(t *testing.T) {
	followed(t, nil)
	t.Setenv("WIREDESK_MINIFLUX_URL", "https://reader.example.org")
	wants(t, exitUsage, "run", "--once")
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("two s3cr3ts\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WIREDESK_MINIFLUX_TOKEN_FILE", token)
	for _, got := range []string{wants(t, exitUsage, "run", "--once"), wants(t, exitOK, "doctor")} {
		if !strings.Contains(got, "miniflux.token_file: invalid input") || strings.Contains(got, "s3cr3t") {
			t.Errorf("said %s", got)
		}
	}
}

// TestFeedsRefuses: what is no call of feeds says what is wanted.
func TestFeedsRefuses(t *testing.T) {
	followed(t, http.NotFoundHandler())
	for _, tt := range []struct{ args, want string }{
		{"feeds walk 1", "add, remove, pause, resume or ask is wanted"},
		{"feeds pause", "pause what?"},
		{"feeds --format xml", "text, json or opml is wanted"},
		{"feeds add --interval 1s https://halm.example/feed", "a minute is the least"},
		{"feeds remove https://me:secret@halm.example/feed", "no source https://halm.example/feed"},
		{"add https://halm.example/feed", "wiredesk feeds add"},
	} {
		if got := wants(t, exitUsage, strings.Fields(tt.args)...); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s", tt.args, got)
		}
	}
}
