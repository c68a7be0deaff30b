package conditional_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/conditional"
)

func TestHandler(t *testing.T) {
	body, status := "one", http.StatusOK
	h := conditional.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	ask := func(method, tag string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest(method, "/", nil)
		r.Header.Set("If-None-Match", tag)
		h.ServeHTTP(w, r)
		return w
	}
	tag := ask("GET", "").Header().Get("ETag")
	for have, want := range map[string]int{tag: 304, "W/" + tag: 304, `"a", ` + tag: 304, "*": 304, `"a"`: 200, "": 200} {
		if w := ask("GET", have); w.Code != want || (want == 304) != (w.Body.Len() == 0) || w.Header().Get("ETag") != tag {
			t.Errorf("if not %s: %d %q", have, w.Code, w.Body)
		}
	}
	if w := ask("POST", tag); w.Code != 200 || w.Header().Get("ETag") != "" {
		t.Errorf("POST: %d, tag %q", w.Code, w.Header().Get("ETag"))
	}
	body = "two"
	if w := ask("GET", tag); w.Code != 200 || w.Body.String() != "two" || w.Header().Get("ETag") == tag {
		t.Errorf("another body: %d %q, tag %q", w.Code, w.Body, w.Header().Get("ETag"))
	}
	status = http.StatusNotFound
	if w := ask("GET", "*"); w.Code != 404 || w.Header().Get("ETag") != "" {
		t.Errorf("a failure: %d, tag %q", w.Code, w.Header().Get("ETag"))
	}
}

func TestBounded(t *testing.T) {
	for method, most := range map[string]time.Duration{"GET": 5 * time.Second, "POST": 30 * time.Second} {
		h := conditional.Bounded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			end, ok := r.Context().Deadline()
			if left := time.Until(end); !ok || left > most || left < most-time.Second {
				t.Errorf("%s may take %v, want %v", method, left, most)
			}
		}))
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, "/", nil))
	}
}
