package follower_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestNoOverwrite: an entry that was read from its page, and whose summary then
// changes while its page cannot be had, or says nothing, keeps the text that was
// read; when the page is back, its text makes the revision. It is part of row 31
// of the matrix of faults.
func TestNoOverwrite(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"not there":     http.NotFound,
		"gone":          func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"busy":          func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"legal reasons": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnavailableForLegalReasons) },
		"a part":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPartialContent) },
		"no content":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"nothing":       func(http.ResponseWriter, *http.Request) {},
		"a page of scripts": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("<html><script>render()</script></html>"))
		},
		"a page that says sorry": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("<html><title>Error</title><p>Sorry.</p></html>"))
		},
		"a picture": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("\x89PNG\r\n\x1a\n\x00\x00")) },
		"broken off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100000")
			_, _ = w.Write([]byte("<p>The"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, harbour(1))
			b := newBench(t, s.URL+"/feed")
			b.once(0)
			b.wantStore("read from its page", 1, 1)
			s.change(func() { s.entries[0].title, s.answer = "Pier 1 of Halm: closed", answer })
			b.once(2 * time.Hour)
			more := int64(0) // that it was taken back
			if name == "gone" {
				more = 1
			}
			b.wantStore("its page cannot be had", 1, 1+more)
			s.change(func() { s.entries[0].title, s.answer = "Pier 1 of Halm is open", nil })
			b.once(2 * time.Hour)
			b.once(2 * time.Hour)
			b.wantStore("its page is back", 1, 2+more)
			v, err := b.db.Revisions(t.Context(), 0, 5)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range v {
				if !strings.Contains(r.Document.Text, "Two ferries were sent to Arle") {
					t.Errorf("revision %d: %q", r.Number, r.Document.Text)
				}
			}
		})
	}
}
