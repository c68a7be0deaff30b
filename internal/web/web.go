// Package web is the desk in a browser: pages that are made on the server, work
// without a script and load nothing from elsewhere.
//
// Layer: L4. It shows what package view reads, and hands what an editor decides
// to the store as a rule; the desk lays it over the stories. What reports say
// is foreign: it reaches a page as text only. It never decides who may do what:
// each route names its role, and package access holds to it.
package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/klauspost/compress/gzip"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

//go:generate go tool templ generate -f layout.templ
//go:generate go tool templ generate -f list.templ
//go:generate go tool templ generate -f story.templ
//go:generate go tool templ generate -f facts.templ
//go:generate go tool templ generate -f document.templ
//go:generate go tool templ generate -f desk.templ
//go:generate go tool templ generate -f sources.templ
//go:generate go tool templ generate -f access.templ

//go:embed static
var static embed.FS

// Options tune the pages. The zero value is what production uses.
type Options struct {
	// Now is the clock. nil means the machine's.
	Now func() time.Time
	// Log is told what goes wrong. nil means nobody.
	Log *slog.Logger
	// Interval is how often a source is asked that has no time of its own. 0
	// means [follow.DefaultInterval].
	Interval time.Duration
	// Decided, if set, is called when an editor has laid down a rule or taken
	// one back, so that the desk looks at once.
	Decided func()
}

// A Site is the pages over one store.
type Site struct {
	db    *sqlite.DB
	o     Options
	guard *access.Guard
	stamp string // of the static files: they may be kept for good
}

// New returns the pages over db. [Site.Routes] comes next.
func New(db *sqlite.DB, o Options) *Site {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Decided == nil {
		o.Decided = func() {}
	}
	return &Site{db: db, o: o, stamp: stamp()}
}

// Routes returns every page with the role that may see it. g logs users in.
func (s *Site) Routes(g *access.Guard) []access.Route {
	s.guard = g
	var out []access.Route
	add := func(role access.Role, method, pattern string, f func(http.ResponseWriter, *http.Request) error) {
		out = append(out, access.Route{Method: method, Pattern: pattern, Role: role, Handler: s.handler(f)})
	}
	add(access.Reader, "GET", "/{$}", s.list)
	add(access.Reader, "GET", "/stories/{id}", s.story)
	add(access.Reader, "GET", "/stories/{id}/why", s.why)
	add(access.Reader, "GET", "/stories/{id}/{part}", s.part)
	add(access.Reader, "GET", "/statements/{id}", s.trace)
	add(access.Reader, "GET", "/statements/{id}/passages", s.passages)
	add(access.Reader, "GET", "/documents/{id}", s.document)
	add(access.Reader, "GET", "/documents/{id}/passage", s.passage)
	add(access.Reader, "GET", "/people", s.people)
	add(access.Reader, "GET", "/people/{name}", s.person)
	add(access.Reader, "GET", "/search", s.search)
	add(access.Reader, "GET", "/sources", s.sources)
	add(access.Editor, "POST", "/sources", s.addSource)
	add(access.Reader, "GET", "/sources/{id}", s.source)
	add(access.Editor, "POST", "/sources/{id}/{what}", s.changeSource)
	add(access.Reader, "GET", "/sources.opml", s.opml)
	add(access.Reader, "GET", "/desk", s.desk)
	add(access.Reader, "GET", "/rules", s.rules)
	add(access.Editor, "POST", "/rules", s.decide)
	add(access.Editor, "POST", "/rules/{id}/undo", s.undo)
	add(access.Public, "GET", "/login", s.loginPage)
	add(access.Public, "POST", "/login", s.login)
	add(access.Reader, "POST", "/logout", s.logout)
	add(access.Public, "GET", "/setup", s.setUpPage)
	add(access.Public, "POST", "/setup", s.setUp)
	add(access.Reader, "GET", "/account", s.account)
	add(access.Reader, "POST", "/account", s.changePassword)
	add(access.Admin, "GET", "/users", s.users)
	add(access.Admin, "POST", "/users", s.addUser)
	add(access.Admin, "POST", "/users/{name}/delete", s.deleteUser)
	add(access.Admin, "POST", "/keys", s.addKey)
	add(access.Admin, "POST", "/keys/{id}/delete", s.deleteKey)
	add(access.Public, "GET", "/static/{stamp}/{file}", s.static)
	add(access.Public, "GET", "/favicon.ico", s.icon)
	add(access.Reader, "GET", "/", func(http.ResponseWriter, *http.Request) error { return wiredesk.ErrNotFound })
	return out
}

// handler shows what f fails with.
func (s *Site) handler(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := f(w, r)
		late := r.Context().Err()
		if err == nil || errors.Is(late, context.Canceled) { // nobody waits for it
			return
		}
		if late != nil { // a query that is broken off says so in words of its own
			err = late
		}
		status, why := s.failure(err)
		if status >= 500 {
			s.o.Log.Error("a page cannot be shown", "path", r.URL.Path, "err", err)
		}
		s.fail(w, r, status, why)
	})
}

// failure returns the status of err, and what to say.
func (s *Site) failure(err error) (int, string) {
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, wiredesk.ErrNotFound):
		return http.StatusNotFound, "There is nothing at this address. A story that became part of another is found under its old address; one that was muted or taken apart is not."
	case errors.Is(err, wiredesk.ErrInvalid), errors.Is(err, wiredesk.ErrTooLarge), errors.Is(err, wiredesk.ErrConflict):
		return http.StatusBadRequest, err.Error()
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, "The form is too large."
	case errors.Is(err, store.ErrFull):
		return http.StatusInsufficientStorage, "The disk is full: nothing can be decided until there is room. Reading goes on."
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, store.ErrBusy):
		return http.StatusServiceUnavailable, "That took too long. Try again, or ask for less."
	}
	return http.StatusInternalServerError, "The page cannot be shown. The log says why."
}

// Refuse shows that somebody may not.
func (s *Site) Refuse(w http.ResponseWriter, r *http.Request, status int) {
	if status == http.StatusUnauthorized && r.Method == http.MethodGet {
		w.Header().Del("WWW-Authenticate")
		http.Redirect(w, r, "/login?to="+escape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	s.fail(w, r, status, map[int]string{
		http.StatusUnauthorized:       "Log in first.",
		http.StatusForbidden:          "You may not do that, or the form came from another site.",
		http.StatusTooManyRequests:    "Too many requests. Wait a little.",
		http.StatusServiceUnavailable: "The store does not answer. Try again.",
	}[status])
}

func (s *Site) fail(w http.ResponseWriter, r *http.Request, status int, why string) {
	r = r.WithContext(context.WithoutCancel(r.Context())) // its time may be over: that is what is to be said
	p := s.page(r, http.StatusText(status))
	if err := s.show(w, r, status, failed(p, why)); err != nil {
		s.o.Log.Error("a page cannot be shown", "path", r.URL.Path, "err", err)
	}
}

// A page is what every page needs.
type page struct {
	title string
	nav   string // which place of the navigation it is
	who   access.Caller
	stamp string
	query string // what was searched for
	to    string // where to come back to
	at    time.Time
}

func (s *Site) page(r *http.Request, title string) page {
	return page{title: title, who: access.Who(r.Context()), stamp: s.stamp, to: r.URL.RequestURI(), at: s.o.Now().UTC()}
}

// edits reports whether the reader may decide.
func (p page) edits() bool { return p.who.Role >= access.Editor }

func (p page) file(name string) string { return "/static/" + p.stamp + "/" + name }

// show writes a page, packed if the browser can unpack it.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	return write(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

func write(w http.ResponseWriter, r *http.Request, status int, kind string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && len(body) > 1400 {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(body); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		h.Set("Content-Encoding", "gzip")
		body = b.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a reader who went away needs no page
	return nil
}

// stamp returns a name for what the static files hold.
func stamp() string {
	var b strings.Builder
	list, _ := static.ReadDir("static") // it is in the program
	for _, e := range list {
		body, _ := static.ReadFile("static/" + e.Name())
		b.WriteString(wiredesk.Hash(string(body)))
	}
	return wiredesk.Hash(b.String())[:12]
}

func (s *Site) static(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	body, err := static.ReadFile("static/" + name)
	if err != nil || r.PathValue("stamp") != s.stamp {
		return wiredesk.ErrNotFound
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return write(w, r, http.StatusOK, mime.TypeByExtension(path.Ext(name)), body)
}

func (s *Site) icon(w http.ResponseWriter, r *http.Request) error {
	body, err := static.ReadFile("static/icon.svg")
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	return write(w, r, http.StatusOK, "image/svg+xml", body)
}
