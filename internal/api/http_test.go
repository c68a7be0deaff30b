package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
)

// fill puts names of what is there into a pattern.
func fill(t *testing.T, pattern, story, document, entity string) string {
	t.Helper()
	id := story
	switch {
	case strings.Contains(pattern, "/documents/"):
		id = document
	case strings.Contains(pattern, "/entities/"):
		id = entity
	case strings.Contains(pattern, "/sentences/"):
		id = story + ".k1"
	}
	at := strings.ReplaceAll(pattern, "{id}", id)
	if strings.Contains(pattern, "/search") {
		at += "?q=earthquake"
	}
	return at
}

// TestConditional: every GET has a tag, and says 304 to who has it; what is not
// there is a problem in JSON, and so is a query that nobody knows.
func TestConditional(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	big := biggest(t, db)
	entity := store.EntityID(big.Entities[0].Type, big.Entities[0].Name)
	n := 0
	for _, r := range api.Routes(db, options(db)) {
		if !r.API || r.Role < access.Public || r.Method == "GET" && r.Body >= 0 || r.Method == "POST" && (r.Body <= 0 || r.Role != access.Editor) {
			t.Errorf("%s %s: %+v", r.Method, r.Pattern, r)
		}
		if r.Method != "GET" || r.Long || r.Pattern == "/metrics" {
			continue
		}
		n++
		at := s.URL + fill(t, r.Pattern, string(big.ID), string(big.Documents[0]), entity)
		status, h, body := ask(t, "GET", at, "")
		tag := h.Get("ETag")
		if status != 200 || tag == "" || len(body) == 0 || h.Get("Content-Type") == "" {
			t.Errorf("GET %s: %d, tag %q: %.200s", at, status, tag, body)
		}
		for _, have := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
			if status, h, b := ask(t, "GET", at, "", "If-None-Match", have); status != 304 || len(b) != 0 || h.Get("ETag") != tag {
				t.Errorf("GET %s if not %s: %d", at, have, status)
			}
		}
		if status, _, b := ask(t, "GET", at, "", "If-None-Match", `"x"`); status != 200 || string(b) != string(body) {
			t.Errorf("GET %s with another tag: %d, the same bytes %v", at, status, string(b) == string(body))
		}
		if status, h, b := ask(t, "HEAD", at, ""); status != 200 || h.Get("ETag") != tag || len(b) != 0 {
			t.Errorf("HEAD %s: %d %v", at, status, h)
		}
		if !strings.HasPrefix(r.Pattern, "/v1/") {
			continue
		}
		and := "?"
		if strings.Contains(at, "?") {
			and = "&"
		}
		if status, h, b := ask(t, "GET", at+and+"no_such=1", ""); status != 422 || h.Get("Content-Type") != "application/problem+json" {
			t.Errorf("GET %s with what nobody knows: %d %s", at, status, b)
		}
		if strings.Contains(r.Pattern, "{id}") {
			at = s.URL + fill(t, r.Pattern, "s-0", "no such", "e-0")
			at = strings.ReplaceAll(at, "no such", "no%20such")
			if status, h, b := ask(t, "GET", at, ""); status != 404 || h.Get("Content-Type") != "application/problem+json" || !json.Valid(b) {
				t.Errorf("GET %s: %d %s", at, status, b)
			}
		}
	}
	if n < 20 {
		t.Errorf("%d routes", n)
	}
}

// TestQueriesHostile: what is no query is refused with its limit, and nothing
// of it breaks a list.
func TestQueriesHostile(t *testing.T) {
	s := serve(t, bundle.Open(t))
	for query, want := range map[string]int{
		"/v1/search?q=*": 422, "/v1/search?q=": 422, "/v1/search": 422, "/v1/search?q=" + strings.Repeat("a", 2000): 422,
		"/v1/search?q=a&limit=1000000": 422, "/v1/stories?limit=0": 422, "/v1/stories?cursor=x": 422, "/v1/stories?cursor=MS4x%00": 422,
		"/v1/stories?q=%22%29%20OR%201--": 200, "/v1/stories?place=%27%3B+DROP+TABLE+story": 200, "/v1/stories?lang=%25": 422,
		"/v1/stories?since=yesterday": 422, "/v1/search?q=%FF%FE+ferry": 200, "/v1/stories?min_origins=-1": 422, "/v1/stories?differ=maybe": 422,
	} {
		if status, _, b := ask(t, "GET", s.URL+query, ""); status != want {
			t.Errorf("%.80s: %d %.200s, want %d", query, status, b, want)
		}
	}
}

// TestBrokenOff: a request that is given up, or has taken too long, ends with a
// problem, and is no fault of the desk's.
func TestBrokenOff(t *testing.T) {
	db := bundle.Open(t)
	var log bytes.Buffer
	o := options(db)
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	for _, r := range api.Routes(db, o) {
		if !strings.HasPrefix(r.Pattern, "/v1/") || r.Method != "GET" || r.Long || r.Pattern == "/v1/feeds" {
			continue
		}
		for want, ctx := range map[string]func() (context.Context, context.CancelFunc){
			"canceled": func() (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				return ctx, cancel
			},
			"too long": func() (context.Context, context.CancelFunc) {
				return context.WithDeadline(t.Context(), time.Unix(0, 0))
			},
		} {
			ctx, cancel := ctx()
			w := httptest.NewRecorder()
			r.Handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", fill(t, r.Pattern, string(biggest(t, db).ID), "r21", "e-0"), nil))
			cancel()
			if w.Code != 503 || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s, %s: %d %s", r.Pattern, want, w.Code, w.Body)
			}
		}
	}
	if log.Len() > 0 {
		t.Errorf("the log: %s", &log)
	}
}

func TestUnwritten(t *testing.T) {
	db := desktest.Empty(t)
	v := desktest.Apart(t, db, sample.Document("a", "", "A ferry sank.", 0))[0]
	s := serve(t, db)
	for _, end := range []string{"", "/brief", "/changes", "/export"} {
		if status, h, b := ask(t, "GET", s.URL+"/v1/stories/"+string(v.Begins)+end, ""); status != 503 || h.Get("Retry-After") == "" {
			t.Errorf("%s: %d %s", end, status, b)
		}
	}
	if p := get[api.StoryPage](t, s.URL+"/v1/stories"); len(p.Stories) != 1 || !p.Stories[0].Stale {
		t.Errorf("%+v", p)
	}
}

// TestEvents: events come as stories are written, and again after a break from
// where it was.
func TestEvents(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	last, err := db.LastEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lines, stop := listen(t, s.URL, "")
	if got := <-lines; got != fmt.Sprintf("id: %d", last) {
		t.Errorf("the stream begins with %q, want the last event, %d", got, last)
	}
	desktest.Write(t, db, false, sample.Document("new", "Halm Courier", "A whale was sighted off Halm on Monday. Nobody was hurt. The harbour master said it was a fin whale.", 900))
	var types []string
	for l := range lines {
		if kind, ok := strings.CutPrefix(l, "event: "); ok {
			types = append(types, kind)
		}
		if data, ok := strings.CutPrefix(l, "data: "); ok {
			var c store.Change
			if err := json.Unmarshal([]byte(data), &c); err != nil || c.Story == "" {
				t.Errorf("data %q: %v", data, err)
			}
			if strings.Contains(data, `"came":["new"]`) {
				break
			}
		}
	}
	stop()
	if len(types) == 0 || types[len(types)-1] != "story.new" {
		t.Errorf("events: %v", types)
	}
	lines, stop = listen(t, s.URL, fmt.Sprint(last))
	n := 0
	for l := range lines {
		if strings.HasPrefix(l, "event: ") {
			if n++; n == len(types) {
				break
			}
		}
	}
	stop()
	if n != len(types) {
		t.Errorf("after a break %d events, want %d", n, len(types))
	}
	if status, _, b := ask(t, "GET", s.URL+"/v1/events", "", "Last-Event-ID", "x"); status != 422 {
		t.Errorf("a bad id: %d %s", status, b)
	}
}

// listen returns the lines of the stream of events.
func listen(t *testing.T, address, last string) (<-chan string, func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	req, err := http.NewRequestWithContext(ctx, "GET", address+"/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	out := make(chan string)
	go func() {
		defer close(out)
		defer res.Body.Close()
		in := bufio.NewScanner(res.Body)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			select {
			case out <- in.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, cancel
}

func TestMetrics(t *testing.T) {
	s := serve(t, bundle.Open(t))
	get[api.StoryPage](t, s.URL+"/v1/stories")
	_, _, b := ask(t, "GET", s.URL+"/metrics", "")
	for _, want := range []string{"\nwiredesk_reports 44\n", "\nwiredesk_stories ", `wiredesk_request_seconds_count{route="/v1/stories",status="200"} 1`, "\ngo_goroutines "} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %q in %.500s", want, b)
		}
	}
}

// TestDocumented: each route stands in docs/api.md with its role and its
// parameters, as the OpenAPI document has them, and none else does.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	db := desktest.Empty(t)
	routes := api.Routes(db, options(db))
	mux := httptest.NewRecorder()
	for _, r := range routes {
		if r.Pattern == "/openapi.json" {
			r.Handler.ServeHTTP(mux, httptest.NewRequest("GET", "/openapi.json", nil))
		}
	}
	type param struct{ Name, In string }
	var spec struct {
		OpenAPI string
		Paths   map[string]map[string]struct{ Parameters []param }
	}
	if err := json.Unmarshal(mux.Body.Bytes(), &spec); err != nil || !strings.HasPrefix(spec.OpenAPI, "3.1") {
		t.Fatalf("openapi: %v, %q", err, spec.OpenAPI)
	}
	have := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(GET|POST) (/[^`]*)` \\| (\\w+) \\|([^|]*)\\|").FindAllStringSubmatch(string(b), -1) {
		have[m[1]+" "+m[2]] = m[3] + " " + strings.Join(regexp.MustCompile("`[^`]+`").FindAllString(m[4], -1), " ")
	}
	want := map[string]string{}
	for _, r := range routes {
		var names []string
		op, ok := spec.Paths[r.Pattern][strings.ToLower(r.Method)]
		if strings.HasPrefix(r.Pattern, "/v1/") != ok {
			t.Errorf("%s %s: in the OpenAPI document: %v", r.Method, r.Pattern, ok)
		}
		for _, p := range op.Parameters {
			if p.In != "path" && p.Name != "Content-Type" {
				names = append(names, "`"+p.Name+"`")
			}
		}
		want[r.Method+" "+r.Pattern] = r.Role.String() + " " + strings.Join(names, " ")
	}
	for k := range have { // those of other packages are held to it by their own tests
		if want[k] == "" && !strings.HasPrefix(k, "GET /v1/") && !strings.HasPrefix(k, "POST /v1/") {
			delete(have, k)
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("docs/api.md (-routes +docs):\n%s", diff)
	}
}
