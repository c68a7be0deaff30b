package access_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

const password = "correct horse battery"

// A desk is a guard with its store, and a clock of its own.
type desk struct {
	*access.Guard
	db  *sqlite.DB
	now time.Time
	log bytes.Buffer
	h   http.Handler
}

func open(t *testing.T, o access.Options, routes ...access.Route) *desk {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d := &desk{db: db, now: time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)}
	o.Cost = access.Cost{KiB: 64, Passes: 1}
	o.Now = func() time.Time { return d.now }
	o.Log = slog.New(slog.NewTextHandler(&d.log, nil))
	if d.Guard, err = access.New(db, o); err != nil {
		t.Fatal(err)
	}
	routes = append(routes,
		access.Route{Method: "POST", Pattern: "/login", Role: access.Public, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			err := d.LogIn(w, r, r.FormValue("name"), r.FormValue("password"))
			switch {
			case errors.Is(err, access.ErrTooMany):
				w.WriteHeader(http.StatusTooManyRequests)
			case errors.Is(err, access.ErrLogin):
				http.Error(w, err.Error(), http.StatusUnauthorized)
			case err != nil:
				t.Error(err)
			}
		})},
		access.Route{Method: "POST", Pattern: "/logout", Role: access.Reader, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := d.LogOut(w, r); err != nil {
				t.Error(err)
			}
		})},
		access.Route{Method: "POST", Pattern: "/setup", Role: access.Public, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := d.First(w, r, r.FormValue("token"), r.FormValue("name"), password); err != nil {
				http.Error(w, err.Error(), http.StatusForbidden)
			}
		})},
	)
	if d.h, err = d.Handler(routes); err != nil {
		t.Fatal(err)
	}
	return d
}

// ask asks as a browser does that stands on a page of the desk.
func (d *desk) ask(method, path string, form url.Values, set ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+path, strings.NewReader(form.Encode()))
	r.RemoteAddr = "192.0.2.1:1234"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, f := range set {
		f(r)
	}
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) {
		if value == "" {
			r.Header.Del(name)
		} else {
			r.Header.Set(name, value)
		}
	}
}

func from(addr string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = addr } }

// cookieOf returns what makes a request one of the session that w began.
func cookieOf(t *testing.T, w *httptest.ResponseRecorder) func(*http.Request) {
	t.Helper()
	list := w.Result().Cookies()
	if len(list) != 1 {
		t.Fatalf("status %d, %d cookies, want one: %s", w.Code, len(list), w.Body)
	}
	return func(r *http.Request) { r.AddCookie(list[0]) }
}

func (d *desk) user(t *testing.T, name string, role access.Role) {
	t.Helper()
	if err := d.AddUser(t.Context(), name, password, role); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) login(t *testing.T, name string) func(*http.Request) {
	t.Helper()
	return cookieOf(t, d.ask("POST", "/login", url.Values{"name": {name}, "password": {password}}))
}

func ok(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, access.Who(r.Context()).Name) }

// TestRoles walks every role over routes of every role, with a session and with
// a key.
func TestRoles(t *testing.T) {
	var routes []access.Route
	for role := access.Public; role <= access.Admin; role++ {
		for _, m := range []string{"GET", "POST"} {
			routes = append(routes, access.Route{Method: m, Pattern: "/" + role.String(), Role: role, Handler: http.HandlerFunc(ok), API: m == "POST"})
		}
	}
	for _, anonymous := range []access.Role{access.Public, access.Reader} {
		d := open(t, access.Options{Anonymous: anonymous}, routes...)
		callers := map[string]struct {
			role access.Role
			set  func(*http.Request)
		}{"nobody": {anonymous, func(*http.Request) {}}}
		for role := access.Reader; role <= access.Admin; role++ {
			d.user(t, role.String(), role)
			callers[role.String()] = struct {
				role access.Role
				set  func(*http.Request)
			}{role, d.login(t, role.String())}
			if role < access.Admin {
				key, err := d.AddKey(t.Context(), "k-"+role.String(), role)
				if err != nil {
					t.Fatal(err)
				}
				callers["k-"+role.String()] = struct {
					role access.Role
					set  func(*http.Request)
				}{role, header("Authorization", "Bearer "+key)}
			}
		}
		for name, c := range callers {
			for _, r := range routes {
				want := http.StatusOK
				switch {
				case c.role < r.Role && name == "nobody":
					want = http.StatusUnauthorized
				case c.role < r.Role:
					want = http.StatusForbidden
				}
				if w := d.ask(r.Method, r.Pattern, nil, c.set); w.Code != want {
					t.Errorf("%s %s as %s: %d, want %d", r.Method, r.Pattern, name, w.Code, want)
				}
			}
		}
		if w := d.ask("GET", "/reader", nil, header("X-Api-Key", "wiredesk_wrong")); w.Code != http.StatusUnauthorized {
			t.Errorf("a wrong key: %d, want 401 even where anybody reads", w.Code)
		}
	}
}

func TestHandlerRefuses(t *testing.T) {
	d := open(t, access.Options{})
	h := http.HandlerFunc(ok)
	for _, r := range []access.Route{
		{Method: "GET", Pattern: "/x", Handler: h},
		{Method: "GET", Pattern: "/x", Handler: h, Role: 9},
		{Method: "GET", Pattern: "/x", Role: access.Reader},
		{Pattern: "/x", Role: access.Reader, Handler: h},
		{Method: "GET", Pattern: "x", Role: access.Reader, Handler: h},
		{Method: "GET", Pattern: "/{x", Role: access.Reader, Handler: h},
	} {
		if _, err := d.Handler([]access.Route{r}); err == nil {
			t.Errorf("%+v is served", r)
		}
	}
	if _, err := access.New(d.db, access.Options{Anonymous: access.Editor}); err == nil {
		t.Error("somebody unknown may decide")
	}
}

// TestGuesses tries 10,000 passwords from one address on many accounts, and
// looks that the owner of one gets in from his own.
func TestGuesses(t *testing.T) {
	d := open(t, access.Options{})
	d.user(t, "ana", access.Editor)
	tried := 0
	for i := range 10_000 {
		w := d.ask("POST", "/login", url.Values{"name": {[]string{"ana", "ben", strings.Repeat("x", 1+i%200)}[i%3]}, "password": {fmt.Sprint(i)}})
		if w.Code == http.StatusUnauthorized {
			tried++
		}
		if i == 9_999 && w.Code != http.StatusTooManyRequests {
			t.Errorf("after 10,000: %d", w.Code)
		}
	}
	if tried != 20 {
		t.Errorf("%d guesses were let through, want 20", tried)
	}
	if w := d.ask("POST", "/login", url.Values{"name": {"ana"}, "password": {password}}, from("198.51.100.7:1")); w.Code != http.StatusOK {
		t.Errorf("the owner is locked out: %d", w.Code)
	}
	right := url.Values{"name": {"ana"}, "password": {password}}
	if w := d.ask("POST", "/login", right); w.Code != http.StatusTooManyRequests {
		t.Errorf("the right guess: %d", w.Code)
	}
	d.now = d.now.Add(15 * time.Minute)
	if w := d.ask("POST", "/login", right); w.Code != http.StatusOK {
		t.Errorf("a quarter of an hour later: %d", w.Code)
	}
}

// TestGuessesAtOnce gives many at once no more tries than one after the other.
func TestGuessesAtOnce(t *testing.T) {
	d := open(t, access.Options{})
	d.user(t, "ana", access.Editor)
	codes := make(chan int, 100)
	for range cap(codes) {
		go func() { codes <- d.ask("POST", "/login", url.Values{"name": {"ana"}, "password": {"no"}}).Code }()
	}
	n := 0
	for range cap(codes) {
		if <-codes == http.StatusUnauthorized {
			n++
		}
	}
	if n > 5 {
		t.Errorf("%d guesses at once, want up to 5", n)
	}
}

// TestEnumeration finds no difference between a user who is there and one who
// is not, in the answer and in the time it takes.
func TestEnumeration(t *testing.T) {
	d := open(t, access.Options{})
	d.user(t, "ana", access.Editor)
	times := map[string][]time.Duration{}
	bodies := map[string]string{}
	for i := range 200 {
		for _, name := range []string{"ana", "nobody"} {
			began := time.Now()
			w := d.ask("POST", "/login", url.Values{"name": {name}, "password": {"wrong"}}, from(fmt.Sprintf("192.0.2.%d:1", i)))
			times[name] = append(times[name], time.Since(began))
			bodies[name] = fmt.Sprint(w.Code, w.Header(), w.Body)
		}
	}
	if bodies["ana"] != bodies["nobody"] {
		t.Errorf("answers tell them apart:\n%s\n%s", bodies["ana"], bodies["nobody"])
	}
	mid := func(list []time.Duration) time.Duration { slices.Sort(list); return list[len(list)/2] }
	a, b := mid(times["ana"]), mid(times["nobody"])
	if ratio := float64(a) / float64(b); ratio < 0.5 || ratio > 2 { // with a cheap hash on a busy machine
		t.Errorf("a user who is there takes %v, one who is not %v", a, b)
	}
}

func TestSessions(t *testing.T) {
	d := open(t, access.Options{}, access.Route{Method: "GET", Pattern: "/", Role: access.Reader, Handler: http.HandlerFunc(ok)})
	d.user(t, "ana", access.Admin)
	read := func(set func(*http.Request)) int { return d.ask("GET", "/", nil, set).Code }

	w := d.ask("POST", "/login", url.Values{"name": {"ana"}, "password": {password}}, func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "wiredesk", Value: "fixed"}) })
	c := w.Result().Cookies()[0]
	if c.Value == "fixed" || len(c.Value) < 43 || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Secure || c.Path != "/" {
		t.Errorf("the cookie: %+v", c)
	}
	first := cookieOf(t, w)
	if got := read(first); got != 200 {
		t.Fatalf("logged in: %d", got)
	}
	if read(func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "wiredesk", Value: "fixed"}) }) != 401 {
		t.Error("a session that somebody made up is one")
	}
	again := cookieOf(t, d.ask("POST", "/login", url.Values{"name": {"ana"}, "password": {password}}, first))
	if read(first) != 401 || read(again) != 200 {
		t.Error("a log-in does not end the session before it")
	}
	d.ask("POST", "/logout", nil, again)
	if read(again) != 401 {
		t.Error("a session outlives its log-out")
	}
	s := d.login(t, "ana")
	d.now = d.now.Add(23 * time.Hour)
	if read(s) != 200 {
		t.Error("a session ends within a day")
	}
	d.now = d.now.Add(23 * time.Hour)
	if read(s) != 200 {
		t.Error("a session that is used ends")
	}
	d.now = d.now.Add(25 * time.Hour)
	if read(s) != 401 {
		t.Error("a session outlives a day without use")
	}
	s = d.login(t, "ana")
	for range 8 {
		d.now = d.now.Add(22 * time.Hour)
		read(s)
	}
	if read(s) != 401 {
		t.Error("a session outlives a week")
	}
	s = d.login(t, "ana")
	d.now = d.now.Add(-48 * time.Hour)
	if read(s) != 401 {
		t.Error("a session holds although the clock was set back")
	}
	s = d.login(t, "ana")
	if err := d.SetPassword(t.Context(), "ana", "another long password"); err != nil {
		t.Fatal(err)
	}
	if read(s) != 401 {
		t.Error("a session outlives the password")
	}
}

func TestSecureCookie(t *testing.T) {
	d := open(t, access.Options{Proxied: true})
	d.user(t, "ana", access.Admin)
	w := d.ask("POST", "/login", url.Values{"name": {"ana"}, "password": {password}})
	if c := w.Result().Cookies()[0]; c.Name != "__Host-wiredesk" || !c.Secure || c.Domain != "" {
		t.Errorf("the cookie: %+v", c)
	}
	if w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("nothing keeps the browser on TLS")
	}
}

func TestSetUp(t *testing.T) {
	d := open(t, access.Options{}, access.Route{Method: "GET", Pattern: "/", Role: access.Admin, Handler: http.HandlerFunc(ok)})
	token, err := d.SetUp(t.Context())
	if err != nil || len(token) < 43 {
		t.Fatalf("SetUp: %q, %v", token, err)
	}
	for _, bad := range []string{"", "x", token + "x", token[1:]} {
		if w := d.ask("POST", "/setup", url.Values{"token": {bad}, "name": {"eve"}}); w.Code != 403 {
			t.Errorf("token %q: %d", bad, w.Code)
		}
	}
	s := cookieOf(t, d.ask("POST", "/setup", url.Values{"token": {token}, "name": {"ana"}}))
	if w := d.ask("GET", "/", nil, s); w.Code != 200 {
		t.Errorf("the first user: %d", w.Code)
	}
	if w := d.ask("POST", "/setup", url.Values{"token": {token}, "name": {"eve"}}); w.Code != 403 {
		t.Errorf("the token twice: %d", w.Code)
	}
	if token, err := d.SetUp(t.Context()); token != "" || err != nil {
		t.Errorf("SetUp with a user: %q, %v", token, err)
	}
}

// TestOrigins sends forms as browsers do from elsewhere.
func TestOrigins(t *testing.T) {
	ran := 0
	count := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { ran++ })
	d := open(t, access.Options{Anonymous: access.Reader},
		access.Route{Method: "POST", Pattern: "/page", Role: access.Reader, Handler: count},
		access.Route{Method: "POST", Pattern: "/api", Role: access.Reader, Handler: count, API: true},
		access.Route{Method: "GET", Pattern: "/read", Role: access.Reader, Handler: http.HandlerFunc(ok)},
	)
	d.user(t, "ana", access.Editor)
	session := d.login(t, "ana")
	none := header("Sec-Fetch-Site", "")
	for _, path := range []string{"/page", "/api"} {
		for _, set := range [][]func(*http.Request){
			{header("Sec-Fetch-Site", "cross-site")},
			{header("Sec-Fetch-Site", "same-site")},
			{header("Sec-Fetch-Site", "cross-site"), header("Origin", "http://localhost")},
			{none, header("Origin", "null")},
			{none, header("Origin", "https://evil.example")},
			{none, header("Origin", "http://localhost.evil.example")},
			{none, header("Origin", "http://localhost:81")},
			{none, header("Referer", "http://localhost/")},
			{none},
		} {
			for _, as := range []func(*http.Request){session, func(*http.Request) {}} {
				for _, override := range []string{"", "PUT", "GET"} {
					d.ask("POST", path, nil, append(set, as, header("X-Http-Method-Override", override))...)
				}
			}
		}
	}
	// Programs without a session do not say where they come from: the two last,
	// three times each.
	if ran != 6 {
		t.Errorf("%d of 108 forms from elsewhere got in, want 6 calls of programs", ran)
	}
	for _, set := range [][]func(*http.Request){{}, {none, header("Origin", "http://localhost")}, {header("Sec-Fetch-Site", "none")}} {
		if w := d.ask("POST", "/page", nil, append(set, session)...); w.Code != 200 {
			t.Errorf("a form of our own: %d", w.Code)
		}
	}
	if w := d.ask("GET", "/page", nil, session); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET of what changes something: %d", w.Code)
	}
}

func TestHosts(t *testing.T) {
	d := open(t, access.Options{Anonymous: access.Reader, Hosts: []string{"desk.example"}}, access.Route{Method: "GET", Pattern: "/", Role: access.Reader, Handler: http.HandlerFunc(ok)})
	srv := httptest.NewServer(d.h)
	defer srv.Close()
	for _, tt := range []struct {
		host string
		want int
	}{
		{"", 200}, {"127.0.0.1", 200}, {"127.0.0.1:9", 200}, {"localhost", 200}, {"LOCALHOST:80", 200}, {"desk.example", 200}, {"Desk.Example:443", 200},
		{"evil.example", 403}, {"desk.example.evil.example", 403}, {"127.0.0.1.evil.example", 403}, {"10.0.0.1", 403}, {"[::1]", 403}, {"localhost.evil.example", 403},
		{"desk.example.", 403}, {"xn--desk", 403},
	} {
		req, err := http.NewRequest("GET", srv.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tt.host != "" {
			req.Host = tt.host
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("host %q: %d, want %d", tt.host, resp.StatusCode, tt.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	d := open(t, access.Options{Anonymous: access.Reader}, access.Route{Method: "GET", Pattern: "/{$}", Role: access.Reader, Handler: http.HandlerFunc(ok)},
		access.Route{Method: "GET", Pattern: "/fails", Role: access.Reader, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") })})
	for path, status := range map[string]int{"/": 200, "/missing": 404, "/fails": 500} {
		w := d.ask("GET", path, nil)
		if w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-",
		} {
			if !strings.Contains(w.Header().Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, w.Header().Get(name))
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("the policy is %q", csp)
		}
		for name := range w.Header() {
			if name == "Server" || name == "X-Powered-By" {
				t.Errorf("%s says what runs here", name)
			}
		}
	}
}

// TestLog writes forged lines into everything that is logged, and planted
// secrets into everything that is not.
func TestLog(t *testing.T) {
	d := open(t, access.Options{Anonymous: access.Reader, Proxied: true}, access.Route{Method: "GET", Pattern: "/x/{rest...}", Role: access.Reader, Handler: http.HandlerFunc(ok)})
	forged := []string{
		"\r\ntime=2026-10-05T12:00:00Z level=INFO msg=forged", "\n\nlevel=ERROR", "\x1b[2J\x1b[31m", "\x00", "\u202Eemit", "\u2028line", `" level=ERROR msg="forged`, "{\"msg\":\"forged\"}",
		strings.Repeat("A", 100_000), "\x9b31m", "\u0085next", "user=admin",
	}
	asked := 0
	for i := range 25 {
		for _, f := range forged {
			secret := fmt.Sprintf("planted%d", i)
			d.ask("GET", "/x/"+url.PathEscape(f)+"?token="+secret, nil, header("User-Agent", f), header("X-Forwarded-For", f), header("Referer", f), header("X-Api-Key", secret+"é"))
			d.ask("POST", "/login", url.Values{"name": {f}, "password": {secret}}, from(fmt.Sprintf("[2001:db8:%x::1]:1", i)), header("X-Forwarded-For", fmt.Sprintf("2001:db8:%x::1", i)))
			asked += 2
		}
	}
	lines := strings.Split(strings.TrimSuffix(d.log.String(), "\n"), "\n")
	requests := 0
	for _, l := range lines {
		if !strings.HasPrefix(l, "time=") || strings.Count(l, "msg=") != strings.Count(l, `\"msg=`)+strings.Count(l, "msg=forged")+strings.Count(l, `msg=\"forged`)+1 {
			t.Fatalf("a forged line: %q", l)
		}
		if len(l) > 8<<10 {
			t.Fatalf("a line of %d bytes", len(l))
		}
		for _, r := range l {
			if r < ' ' || r == '\u202E' || r == '\u2028' || r == '\u0085' || r == 0x9b {
				t.Fatalf("%q in a line", r)
			}
		}
		if strings.Contains(l, " msg=request ") {
			requests++
		}
	}
	if requests != asked {
		t.Errorf("%d lines of %d requests", requests, asked)
	}
	if strings.Contains(d.log.String(), "planted") {
		t.Error("a secret is in the log")
	}
}

func TestCalls(t *testing.T) {
	d := open(t, access.Options{Anonymous: access.Reader}, access.Route{Method: "GET", Pattern: "/", Role: access.Reader, Handler: http.HandlerFunc(ok), API: true})
	var last *httptest.ResponseRecorder
	for range 501 {
		last = d.ask("GET", "/", nil)
	}
	if last.Code != http.StatusTooManyRequests || last.Header().Get("Retry-After") == "" {
		t.Errorf("the 501st in ten seconds: %d", last.Code)
	}
	var p struct{ Status int }
	if err := json.Unmarshal(last.Body.Bytes(), &p); err != nil || p.Status != 429 {
		t.Errorf("the refusal: %s", last.Body)
	}
	if w := d.ask("GET", "/", nil, from("192.0.2.2:1")); w.Code != 200 {
		t.Errorf("somebody else: %d", w.Code)
	}
	d.now = d.now.Add(10 * time.Second)
	if w := d.ask("GET", "/", nil); w.Code != 200 {
		t.Errorf("ten seconds later: %d", w.Code)
	}
}

func TestUsersRefused(t *testing.T) {
	d := open(t, access.Options{})
	for _, tt := range []struct {
		name, password string
		role           access.Role
	}{
		{"", password, access.Reader}, {"Ana", password, access.Reader}, {"a b", password, access.Reader}, {"аna", password, access.Reader}, {strings.Repeat("a", 65), password, access.Reader},
		{"ana", "short", access.Reader}, {"ana", strings.Repeat("x", 1025), access.Reader}, {"ana", "not \xff\xfe UTF-8 at all", access.Reader}, {"ana", password, access.Public}, {"ana", password, 0},
	} {
		if err := d.AddUser(t.Context(), tt.name, tt.password, tt.role); !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("AddUser(%q, %q, %v): %v", tt.name, tt.password, tt.role, err)
		}
	}
	d.user(t, "ana", access.Admin)
	if err := d.AddUser(t.Context(), "ana", password, access.Reader); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("twice: %v", err)
	}
	if _, err := d.AddKey(t.Context(), "feed", access.Admin); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("a key of an admin: %v", err)
	}
}

func TestParseRole(t *testing.T) {
	for _, s := range []string{"", "none", "public", "root", "Reader"} {
		if r, err := access.ParseRole(s); err == nil {
			t.Errorf("%q is %v", s, r)
		}
	}
	if r, err := access.ParseRole("editor"); err != nil || r != access.Editor {
		t.Errorf("editor is %v, %v", r, err)
	}
}
