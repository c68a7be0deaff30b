package main

import (
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/web"
)

// A reader reads the desk in a browser and by program.
type reader struct {
	t       *testing.T
	handler http.Handler
	checked int
}

func newReader(t *testing.T) *reader {
	var bundle desktest.Bundle
	db := bundle.Open(t)
	site := web.New(db, web.Options{})
	guard, err := access.New(db, access.Options{Anonymous: access.Reader, Refuse: site.Refuse})
	if err != nil {
		t.Fatal(err)
	}
	follows(t, db)
	h, err := guard.Handler(face{db: db, site: site, log: slog.New(slog.DiscardHandler)}.routes(guard))
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t: t, handler: h}
}

// follows has the desk follow three sources, of which one is broken.
func follows(t *testing.T, db *sqlite.DB) {
	var in []store.Source
	for i, state := range []bool{false, true, false} {
		in = append(in, store.Source{Source: follow.Source{URL: fmt.Sprintf("https://outlet%d.example/feed?key=hush", i), Paused: state}, Title: fmt.Sprint("Outlet ", i)})
	}
	if _, err := db.AddSources(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	c := follow.Check{At: time.Date(2026, 10, 9, 8, 0, 0, 0, time.UTC), State: follow.Broken, Why: "the server answers 404 Not Found"}
	if err := db.Checked(t.Context(), store.Checked{Source: 3, Check: c, Documents: 7}); err != nil {
		t.Fatal(err)
	}
}

// sources compares what the desk follows.
func (r *reader) sources() {
	var list struct{ Feeds []api.Feed }
	r.json("/v1/feeds", &list)
	all := r.page("/sources")
	if len(list.Feeds) != 3 {
		r.t.Errorf("%d feeds, want 3", len(list.Feeds))
	}
	for _, f := range list.Feeds {
		path := "/sources/" + f.ID
		for at, page := range map[string]string{"/sources": all, path: r.page(path)} {
			r.shows(at, page, "title", f.Title)
			r.shows(at, page, "address", f.URL)
			r.shows(at, page, "state", f.State)
			r.shows(at, page, "reason", strings.TrimPrefix(f.Reason, f.State+": "))
			r.shows(at, page, "number of reports", fmt.Sprint(f.Documents))
		}
		if strings.Contains(f.URL, "hush") {
			r.t.Errorf("a secret stands in %s", f.URL)
		}
	}
}

func (r *reader) get(path string) string {
	r.t.Helper()
	req := httptest.NewRequestWithContext(r.t.Context(), "GET", "http://localhost"+path, nil)
	req.RemoteAddr = "127.0.0.1:1"
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	if w.Code != http.StatusOK {
		r.t.Fatalf("%s: %d %.200s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func (r *reader) json(path string, v any) {
	r.t.Helper()
	if err := json.Unmarshal([]byte(r.get(path)), v); err != nil {
		r.t.Fatalf("%s: %v", path, err)
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// page returns the text of a page as a reader sees it.
func (r *reader) page(path string) string {
	r.t.Helper()
	return squeeze(html.UnescapeString(tags.ReplaceAllString(r.get(path), "")))
}

// squeeze drops white space: tags stand between words on a page.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// shows checks that a page has what the program's answer says.
func (r *reader) shows(path, page, what, text string) {
	r.t.Helper()
	r.checked++
	if text != "" && !strings.Contains(page, squeeze(text)) {
		r.t.Errorf("%s does not show the %s %q", path, what, text)
	}
}

// TestPagesAgree holds each page that has an answer of the API beside it to
// what that says.
func TestPagesAgree(t *testing.T) {
	r := newReader(t)
	var list struct{ Stories []store.Listed }
	r.json("/v1/stories?limit=30", &list)
	if len(list.Stories) < 8 {
		t.Fatalf("%d stories are too few", len(list.Stories))
	}
	front := r.page("/")
	for _, e := range list.Stories {
		r.shows("/", front, "headline", e.Headline)
		count := fmt.Sprintf("%d independent origin", e.Origins)
		if e.Documents == 1 { // then it is not worth a word
			count = "1 report"
		}
		r.shows("/", front, "count", count)
		r.story(e)
	}
	r.search("ferry")
	r.sources()
	t.Logf("%d words of answers found on their pages", r.checked)
	if r.checked < 500 {
		t.Errorf("%d checks are too few", r.checked)
	}
}

func (r *reader) story(e store.Listed) {
	path := "/stories/" + string(e.ID)
	page := r.page(path)
	var s wiredesk.Story
	r.json("/v1/stories/"+string(e.ID), &s)
	if s.Counts.Documents != e.Documents || s.Counts.Origins != e.Origins {
		r.t.Errorf("%s: the list has %+v, the story %+v", path, e, s.Counts)
	}
	for st := range s.Statements() {
		r.shows(path, page, "statement", st.Text)
	}
	for _, q := range s.Questions {
		r.shows(path, page, "question", q.Question)
	}
	figures := r.page(path + "/figures") // the page of the story has the first of them
	for _, f := range s.Figures {
		r.shows(path, figures, "figure", f.What)
		for i := range f.Values {
			if f.Values[i].Same == 0 {
				r.shows(path, figures, "value", f.Values[i].Evidence[0].Quote)
			}
		}
	}
	for _, set := range s.Claims.Differ {
		for _, side := range set.Sides {
			words := side.Value
			if set.Kind == "time" {
				words = render.When(words)
			}
			r.shows(path, page, "side", words)
		}
	}
	quotations, people := r.page(path+"/quotations"), r.page(path+"/people")
	for _, q := range s.Quotations {
		r.shows(path, quotations, "quotation", q.Text)
	}
	for _, e := range s.Entities {
		if e.Type == "person" {
			r.shows(path, people, "person", e.Name)
		}
	}
	r.statement(&s)
	for _, id := range s.Documents[:1] {
		r.document(id)
	}
	spoke := map[string]bool{}
	for _, q := range s.Quotations {
		spoke[q.Speaker.Entity] = true
	}
	first := true
	for _, p := range s.Entities {
		if spoke[p.ID] || first && p.Type == "person" { // a ministry speaks too
			r.person(p.Type, p.Name)
			first = first && p.Type != "person"
		}
	}
}

// statement compares the passages behind the first statement of a story.
func (r *reader) statement(s *wiredesk.Story) {
	for st := range s.Statements() {
		page := r.page("/statements/" + url.PathEscape(st.ID))
		var trace struct {
			Statement wiredesk.Statement
		}
		r.json("/v1/sentences/"+url.PathEscape(st.ID)+"/trace", &trace)
		if trace.Statement.Text != st.Text {
			r.t.Errorf("statement %s: its trace says %q, its story %q", st.ID, trace.Statement.Text, st.Text)
		}
		for _, e := range st.Evidence {
			r.shows("/statements/"+st.ID, page, "passage", e.Quote)
		}
		return
	}
}

func (r *reader) document(id wiredesk.DocumentID) {
	path := "/documents/" + url.PathEscape(string(id))
	page := r.page(path)
	var d struct{ Title, Outlet string }
	r.json("/v1"+path, &d)
	r.shows(path, page, "title", d.Title)
	r.shows(path, page, "outlet", d.Outlet)
	var text struct{ Text string }
	r.json("/v1"+path+"/text", &text)
	for par := range strings.SplitSeq(text.Text, "\n\n") {
		r.shows(path, page, "paragraph", par)
	}
}

func (r *reader) person(kind, name string) {
	path := "/people/" + url.PathEscape(name)
	page := r.page(path)
	var e struct {
		Name  string
		Roles []string
	}
	r.json("/v1/entities/"+store.EntityID(kind, name), &e)
	r.shows(path, page, "name", e.Name)
}

func (r *reader) search(word string) {
	page := r.page("/search?q=" + word)
	var found struct{ Reports, Stories, Hits []store.Hit }
	r.json("/v1/search?q="+word, &found)
	n := 0
	for _, h := range append(append(found.Reports, found.Stories...), found.Hits...) {
		r.shows("/search", page, "title", h.Title)
		n++
	}
	if n == 0 {
		r.t.Error("the search finds nothing, so it shows nothing")
	}
}
