package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/view"
	"github.com/wiredesk/wiredesk/internal/web"
	"github.com/wiredesk/wiredesk/internal/worker"
)

const password = "a long enough password"

// A desk is the pages over a store of its own.
type desk struct {
	db     *sqlite.DB
	guard  *access.Guard
	routes []access.Route
	h      http.Handler
	as     map[access.Role]*http.Cookie
}

// open makes a desk of docs, in which somebody unknown may read.
func open(t testing.TB, docs []*wiredesk.Document) *desk {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d := &desk{db: db, as: map[access.Role]*http.Cookie{}}
	w, err := worker.Open(t.Context(), db, worker.Options{MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	d.put(t, w, docs...)
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	site := web.New(db, web.Options{})
	if d.guard, err = access.New(db, access.Options{Anonymous: access.Reader, Refuse: site.Refuse, Cost: access.Cost{KiB: 64, Passes: 1}}); err != nil {
		t.Fatal(err)
	}
	d.routes = site.Routes(d.guard)
	if d.h, err = d.guard.Handler(d.routes); err != nil {
		t.Fatal(err)
	}
	for role := access.Reader; role <= access.Admin; role++ {
		if err := d.guard.AddUser(t.Context(), role.String(), password, role); err != nil {
			t.Fatal(err)
		}
		d.login(t, role)
	}
	return d
}

func (d *desk) put(t testing.TB, w *worker.Worker, docs ...*wiredesk.Document) {
	t.Helper()
	for list := range slices.Chunk(docs, 100) {
		var in []store.Incoming
		for _, doc := range list {
			in = append(in, store.Incoming{Document: doc})
		}
		if _, err := w.Put(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
}

func (d *desk) login(t testing.TB, role access.Role) {
	t.Helper()
	w := d.ask("POST", "/login", url.Values{"name": {role.String()}, "password": {password}}, nil)
	c := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || len(c) != 1 {
		t.Fatalf("log-in: %d", w.Code)
	}
	d.as[role] = c[0]
}

// ask asks as a browser does, from a page of the desk.
func (d *desk) ask(method, path string, form url.Values, as *http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.RemoteAddr = "127.0.0.1:1"
	if as != nil {
		r.AddCookie(as)
	}
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

func demoDocs(t testing.TB) []*wiredesk.Document {
	t.Helper()
	var docs []*wiredesk.Document
	for line := range bytes.Lines(demo.JSONL()) {
		doc, err := intake.Line(line)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

// TestRoutes walks every route as every role: below the role of the route it is
// refused, from it on it is not; and what somebody unknown may not see leads to
// the log-in.
func TestRoutes(t *testing.T) {
	d := open(t, nil)
	want := map[string]access.Role{ // every route; a new one needs a line
		"GET /{$}": access.Reader, "GET /stories/{id}": access.Reader, "GET /stories/{id}/why": access.Reader, "GET /stories/{id}/{part}": access.Reader, "GET /statements/{id}": access.Reader,
		"GET /statements/{id}/passages": access.Reader, "GET /documents/{id}": access.Reader, "GET /people": access.Reader, "GET /people/{name}": access.Reader,
		"GET /search": access.Reader, "GET /desk": access.Reader,
		"GET /documents/{id}/passage": access.Reader, "GET /sources": access.Reader, "POST /sources": access.Editor, "GET /sources/{id}": access.Reader, "POST /sources/{id}/{what}": access.Editor, "GET /sources.opml": access.Reader,
		"GET /rules": access.Reader, "POST /rules": access.Editor, "POST /rules/{id}/undo": access.Editor,
		"GET /login": access.Public, "POST /login": access.Public, "POST /logout": access.Reader, "GET /setup": access.Public, "POST /setup": access.Public,
		"GET /account": access.Reader, "POST /account": access.Reader, "GET /users": access.Admin, "POST /users": access.Admin, "POST /users/{name}/delete": access.Admin,
		"POST /keys": access.Admin, "POST /keys/{id}/delete": access.Admin, "GET /static/{stamp}/{file}": access.Public, "GET /favicon.ico": access.Public, "GET /": access.Reader,
	}
	walked := 0
	for _, r := range d.routes {
		name := r.Method + " " + r.Pattern
		if want[name] != r.Role {
			t.Errorf("%s has role %v, want %v", name, r.Role, want[name])
		}
		delete(want, name)
		path := strings.NewReplacer("{$}", "", "{id}", "none", "{name}", "nobody", "{stamp}", "x", "{file}", "y").Replace(r.Pattern)
		for role := access.Public; role <= access.Admin; role++ {
			if role == access.Public {
				continue // in this desk somebody unknown reads
			}
			if name == "POST /logout" || name == "POST /account" { // they would end the session
				continue
			}
			w := d.ask(r.Method, path, nil, d.as[role])
			refused := w.Code == http.StatusForbidden && strings.Contains(w.Body.String(), "You may not do that")
			if refused != (role < r.Role) {
				t.Errorf("%s as %v: %d", name, role, w.Code)
			}
			walked++
		}
		w := d.ask(r.Method, path, nil, nil)
		login := w.Code == http.StatusUnauthorized && r.Method == "POST" || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/login?to=")
		if login != (r.Role > access.Reader) && name != "POST /logout" && name != "POST /login" {
			t.Errorf("%s as somebody unknown: %d", name, w.Code)
		}
	}
	for name := range want {
		t.Errorf("there is no route %s", name)
	}
	t.Logf("%d routes, %d refusals and answers", len(d.routes), walked)
}

// TestDemo looks at the desk of the bundled reports.
func TestDemo(t *testing.T) {
	d := open(t, demoDocs(t))
	t.Run("Headers", func(t *testing.T) { testHeaders(t, d) })
	t.Run("SameAsJSON", func(t *testing.T) { testSameAsJSON(t, d) })
	t.Run("Expensive", func(t *testing.T) { testExpensive(t, d) })
}

// testHeaders crawls the desk from its list and looks at every answer.
func testHeaders(t *testing.T, d *desk) {
	queue, seen := []string{"/", "/users", "/account", "/missing", "/stories/s-000000000000", "/documents/none", "/?since=often"}, map[string]bool{}
	for len(queue) > 0 && len(seen) < 250 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		w := d.ask("GET", path, nil, d.as[access.Admin])
		if w.Code >= 500 {
			t.Errorf("%s: %d", path, w.Code)
		}
		h := w.Header()
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || !strings.HasPrefix(path, "/static/") && path != "/favicon.ico" && h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", path, h)
		}
		if kind := h.Get("Content-Type"); strings.HasPrefix(kind, "text/html") {
			if n := w.Body.Len(); n > 80<<10 {
				t.Errorf("%s has %d bytes", path, n)
			}
			if strings.Contains(w.Body.String(), wiredesk.Version+"<") {
				t.Errorf("%s says which version runs here", path)
			}
			queue = append(queue, check(t, path, w.Body.Bytes())...)
		}
	}
	if len(seen) < 150 {
		t.Errorf("%d pages", len(seen))
	}
	t.Logf("%d pages", len(seen))
}

// check parses a page and finds what a stranger must not bring in. It returns
// where the page leads.
func check(t *testing.T, what string, page []byte) (to []string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	allowed := strings.Fields("html head meta title link script body a header nav form input select option button main h1 h2 h3 p b small ol ul li dl dt dd div span details summary label fieldset legend " +
		"section article figure figcaption q cite time svg line circle rect text table caption thead tbody tr th td mark del ins code blockquote footer br dialog kbd strong")
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment", what)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(allowed, n.Data) {
			t.Errorf("%s: a node %s", what, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "formaction":
				t.Errorf("%s: %s has %s", what, n.Data, a.Key)
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: two have the id %s", what, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "src" || a.Key == "action" || n.Data == "link" && a.Key == "href":
				if !strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//") {
					t.Errorf("%s: %s loads %q", what, n.Data, a.Val)
				}
			case a.Key == "href":
				u, err := url.Parse(a.Val)
				if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Scheme == "" && u.Host != "" {
					t.Errorf("%s: a link to %q", what, a.Val)
				} else if u.Scheme == "" && u.Path != "" {
					u.Fragment = ""
					to = append(to, u.String())
				}
			}
		}
		if n.Data == "script" && (n.FirstChild != nil || n.Parent.Data != "head") || n.Data == "meta" && n.Parent.Data != "head" {
			t.Errorf("%s: a %s of a stranger's", what, n.Data)
		}
	}
	return to
}

// testSameAsJSON: a page shows what the view beside it holds.
func testSameAsJSON(t *testing.T, d *desk) {
	list, err := view.ReadList(t.Context(), d.db, store.Filter{}, 50)
	if err != nil || len(list.Stories) < 12 {
		t.Fatalf("%d stories, %v", len(list.Stories), err)
	}
	page := text(t, d.ask("GET", "/", nil, nil).Body.Bytes())
	for n, l := range list.Stories[:12] {
		if !strings.Contains(page, l.Headline) || l.Headline == "" {
			t.Errorf("the list does not have %q", l.Headline)
		}
		st, err := view.ReadStory(t.Context(), d.db, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		page := text(t, d.ask("GET", "/stories/"+string(l.ID), nil, nil).Body.Bytes())
		for s := range st.Story.Statements() {
			if !strings.Contains(page, s.Text) {
				t.Errorf("%s: the page does not have %q", l.ID, s.Text)
			}
			if n%3 == 0 {
				checkTrace(t, d, s)
			}
		}
		for _, r := range st.Reports {
			if !strings.Contains(page, r.Outlet) {
				t.Errorf("%s: the page does not have the outlet %q", l.ID, r.Outlet)
			}
		}
	}
}

// checkTrace looks that the passages of s are those of the view, and that its
// words are marked in the report.
func checkTrace(t *testing.T, d *desk, s *wiredesk.Statement) {
	t.Helper()
	want, err := view.ReadTrace(t.Context(), d.db, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	w := d.ask("GET", "/statements/"+s.ID+"/passages", nil, nil)
	var got view.Trace
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(want.Passages), fmt.Sprint(got.Passages); a != b || len(got.Passages) != len(s.Evidence)+len(s.Beside()) {
		t.Errorf("%s: passages\n%s\nwant\n%s", s.ID, b, a)
	}
	page := text(t, d.ask("GET", "/statements/"+s.ID, nil, nil).Body.Bytes())
	for _, p := range got.Passages {
		for _, x := range p.Pieces {
			if !strings.Contains(page, strings.TrimSpace(x.Text)) {
				t.Errorf("%s: the page does not have the piece %q", s.ID, x.Text)
			}
		}
	}
	for _, e := range s.Evidence {
		path := fmt.Sprintf("/documents/%s?start=%d&end=%d&sha=%s", url.PathEscape(string(e.Document)), e.Start, e.End, e.SHA256[:8])
		if marked := marks(t, d.ask("GET", path, nil, nil).Body.Bytes()); strings.Join(strings.Fields(marked), " ") != strings.Join(strings.Fields(e.Quote), " ") {
			t.Errorf("%s marks %q, want %q", path, marked, e.Quote)
		}
	}
}

// text returns what a reader sees of a page.
func text(t *testing.T, page []byte) string { return collect(t, page, "") }

// marks returns what is marked on a page.
func marks(t *testing.T, page []byte) string { return collect(t, page, "mark") }

func collect(t *testing.T, page []byte, in string) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && (in == "" || n.Parent.Data == in) {
			b.WriteString(n.Data)
			if in != "" {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// TestRevised finds a passage in the revision that had it.
func TestRevised(t *testing.T) {
	doc := func(text string) *wiredesk.Document {
		d := &wiredesk.Document{ID: "a/b ?#%", Outlet: "Halm Courier", Title: "The bridge", Text: text, Language: "en"}
		d.Seal()
		return d
	}
	old, now := doc("The bridge of Halm was closed on Monday.\n\nNobody was hurt."), doc("The bridge of Halm is open.\n\nNobody was hurt.")
	d := open(t, []*wiredesk.Document{old})
	w, err := worker.Open(t.Context(), d.db, worker.Options{MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	d.put(t, w, now)
	e := wiredesk.Cite(old, wiredesk.Span{Start: 4, End: 40})
	base := "/documents/" + url.PathEscape(string(old.ID))
	for _, tt := range []struct{ name, query, marked, says string }{
		{"by its hash", fmt.Sprintf("?start=4&end=40&sha=%s", e.SHA256[:8]), e.Quote, "revision 1 of 2: no longer in the latest"},
		{"by a revision that has it not", fmt.Sprintf("?rev=2&start=4&end=40&sha=%s", e.SHA256[:8]), e.Quote, "revision 1 of 2"},
		{"by revision", "?rev=1&start=4&end=40", e.Quote, "revision 1 of 2"},
		{"the latest", "?start=4&end=27", "bridge of Halm is open.", "revision 2, the latest"},
		{"nowhere", "?start=4&end=40&sha=00000000", "", "stands in no revision"},
		{"beyond the end", "?start=4&end=4000", "", "stands in no revision"},
		{"below nothing", "?start=-4&end=4", "", "stands in no revision"},
		{"no span", "", "", "Against the one before"},
	} {
		page := d.ask("GET", base+tt.query, nil, nil)
		if page.Code != 200 || strings.TrimSpace(marks(t, page.Body.Bytes())) != tt.marked || !strings.Contains(text(t, page.Body.Bytes()), tt.says) {
			t.Errorf("%s: %d, marks %q, %q wanted", tt.name, page.Code, marks(t, page.Body.Bytes()), tt.says)
		}
	}
	if page := d.ask("GET", base+"?rev=3", nil, nil); page.Code != http.StatusNotFound {
		t.Errorf("a revision that is not there: %d", page.Code)
	}
	if page := d.ask("GET", base+"?rev=x", nil, nil); page.Code != http.StatusBadRequest {
		t.Errorf("no revision: %d", page.Code)
	}
}

// TestAfterLogin leads nowhere but into the desk.
func TestAfterLogin(t *testing.T) {
	d := open(t, nil)
	for to, want := range map[string]string{
		"/rules?x=1": "/rules?x=1", "": "/", "//evil.example": "/", "https://evil.example": "/", "/\\evil.example": "/", "evil": "/", "/\r\nSet-Cookie: a=b": "/", "javascript:alert(1)": "/", "/%0d%0ax": "/%0d%0ax",
	} {
		w := d.ask("POST", "/login", url.Values{"name": {"reader"}, "password": {password}, "to": {to}}, nil)
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("to %q: %q, want %q", to, got, want)
		}
	}
}

// testExpensive answers or refuses what is dear, in time.
func testExpensive(t *testing.T, d *desk) {
	for _, path := range []string{
		"/search?q=*", "/search?q=" + strings.Repeat("a+", 600), "/search?q=" + strings.Repeat("x", 1<<20), `/search?q=%22`, "/search?q=a*+OR+NEAR(b)", "/?after=9999999999.1&q=the*", "/?after=x", "/?origins=-1", "/?origins=999999999999999999999",
		"/?q=" + url.QueryEscape("' OR 1=1"), "/?since=-9999999h", "/people/" + strings.Repeat("x", 5000), "/documents/" + strings.Repeat("x", 5000), "/statements/.", "/statements/x.y.z", "/documents/r01?start=0&end=9223372036854775807", "/stories/" + url.PathEscape("../../x"),
	} {
		began := time.Now()
		w := d.ask("GET", path, nil, nil)
		if took := time.Since(began); w.Code >= 500 || took > 2*time.Second {
			t.Errorf("%.60s: %d in %v", path, w.Code, took)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", "http://localhost/search?q=the", nil)
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	if w.Body.Len() > 0 {
		t.Error("a reader who went away is served")
	}
	over, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for _, path := range []string{"/", "/search?q=the", "/people", "/desk", "/?q=the"} {
		w := httptest.NewRecorder()
		d.h.ServeHTTP(w, httptest.NewRequestWithContext(over, "GET", "http://localhost"+path, nil))
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "That took too long") {
			t.Errorf("%s, when its time is over: %d %.300s", path, w.Code, w.Body)
		}
	}
}

func BenchmarkStory(b *testing.B) {
	d := open(b, demoDocs(b))
	list, err := view.ReadList(b.Context(), d.db, store.Filter{Query: nil, Origins: 4}, 1)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if w := d.ask("GET", "/stories/"+string(list.Stories[0].ID), nil, nil); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
