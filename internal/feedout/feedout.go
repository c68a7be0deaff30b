package feedout

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/conditional"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

const (
	maxStories    = 30 // of the feed of stories
	maxChanges    = 50 // of the feed of one story
	maxCategories = 12 // of an entry
)

// Options tune the feeds. The zero value is a desk that does not know its own
// address.
type Options struct {
	// Base is the address at which readers reach the desk, such as
	// "https://desk.example". Without it entries have no links.
	Base string
	// Log is told what goes wrong. nil means nobody.
	Log *slog.Logger
}

// Parameters are what the feeds of stories can be narrowed by, as the list of
// the API can.
func Parameters() []string {
	return []string{"q", "place", "entity", "lang", "min_origins", "differ", "single"}
}

// Routes returns the feeds of db.
func Routes(db *sqlite.DB, o Options) []access.Route {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Base = strings.TrimSuffix(o.Base, "/")
	d := &desk{db, o}
	var out []access.Route
	for _, f := range []struct {
		pattern string
		make    func(*http.Request) (*feed, error)
		write   func(*feed, io.Writer) error
		kind    string
	}{
		{"/stories.atom", d.stories, (*feed).atom, "application/atom+xml; charset=utf-8"},
		{"/stories.json", d.stories, (*feed).json, "application/feed+json; charset=utf-8"},
		{"/stories/{id}/feed.atom", d.story, (*feed).atom, "application/atom+xml; charset=utf-8"},
		{"/stories/{id}/feed.json", d.story, (*feed).json, "application/feed+json; charset=utf-8"},
	} {
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var b bytes.Buffer
			made, err := f.make(r)
			if err == nil {
				err = f.write(made, &b)
			}
			if err != nil {
				d.fail(w, r, err)
				return
			}
			w.Header().Set("Content-Type", f.kind)
			w.Header().Set("X-Content-Type-Options", "nosniff")
			_, _ = w.Write(b.Bytes())
		})
		out = append(out, access.Route{Method: http.MethodGet, Pattern: f.pattern, Role: access.Reader, API: true, Body: -1, Handler: conditional.Bounded(conditional.Handler(h))})
	}
	return out
}

type desk struct {
	db *sqlite.DB
	o  Options
}

func (d *desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusInternalServerError
	switch {
	case errors.Is(err, wiredesk.ErrNotFound):
		status = http.StatusNotFound
	case errors.Is(err, wiredesk.ErrInvalid), errors.Is(err, wiredesk.ErrTooLarge):
		status = http.StatusUnprocessableEntity
	case r.Context().Err() != nil:
		status = http.StatusServiceUnavailable
	default:
		d.o.Log.ErrorContext(r.Context(), "a feed cannot be made", "path", r.URL.Path, "err", err)
	}
	http.Error(w, http.StatusText(status), status)
}

// stories is the feed of the stories that a query lets through.
func (d *desk) stories(r *http.Request) (*feed, error) {
	f, err := filter(r.URL.Query())
	if err != nil {
		return nil, err
	}
	list, err := d.db.List(r.Context(), f, maxStories)
	if err != nil {
		return nil, err
	}
	query := r.URL.Query().Encode()
	out := &feed{id: render.URN("feed", query), title: "wiredesk stories"}
	if query != "" {
		query = "?" + query
		out.title += ": " + render.Clean(narrowed(r.URL.Query()))
	}
	if d.o.Base != "" {
		out.self, out.home = d.o.Base+r.URL.Path+query, d.o.Base+"/"
	}
	for _, e := range list {
		s, _, err := d.db.Story(r.Context(), e.ID)
		if errors.Is(err, wiredesk.ErrNotFound) || err == nil && s.Documents == nil { // it became part of another meanwhile, or is not written yet
			continue
		}
		if err != nil {
			return nil, err
		}
		x, err := d.entry(r.Context(), s)
		if err != nil {
			return nil, err
		}
		out.add(x)
	}
	return out, nil
}

// add puts e last.
func (f *feed) add(e entry) {
	f.entries = append(f.entries, e)
	if e.updated.After(f.updated) {
		f.updated = e.updated
	}
}

// narrowed says by what a feed is narrowed.
func narrowed(q url.Values) string {
	var out []string
	for _, p := range Parameters() {
		if v := q.Get(p); v != "" {
			out = append(out, p+" "+v)
		}
	}
	return strings.Join(out, ", ")
}

// filter reads what a feed is narrowed by. What it does not know is refused: a
// slip of the pen would widen the feed.
func filter(q url.Values) (f store.Filter, err error) {
	for k := range q {
		if !slices.Contains(Parameters(), k) {
			return f, fmt.Errorf("%w: no parameter %q", wiredesk.ErrInvalid, k)
		}
		if len(q.Get(k)) > wiredesk.MaxQuery {
			return f, fmt.Errorf("%s: %w", k, wiredesk.ErrTooLarge)
		}
	}
	f = store.Filter{Place: q.Get("place"), Entity: q.Get("entity"), Language: q.Get("lang")}
	var bad [4]error
	if v := q.Get("q"); v != "" {
		var words store.Query
		words, bad[0] = store.ParseQuery(v)
		f.Query = &words
	}
	if v := q.Get("min_origins"); v != "" {
		f.Origins, bad[1] = strconv.Atoi(v)
	}
	if v := q.Get("differ"); v != "" {
		f.Differ, bad[2] = strconv.ParseBool(v)
	}
	if v := q.Get("single"); v != "" {
		f.Single, bad[3] = strconv.ParseBool(v)
	}
	if err := errors.Join(bad[:]...); err != nil {
		return f, fmt.Errorf("%w: %v", wiredesk.ErrInvalid, err)
	}
	return f, nil
}

// entry is a story as a line of the feed of stories.
func (d *desk) entry(ctx context.Context, s *wiredesk.Story) (entry, error) {
	e := entry{id: render.URN("story", string(s.ID)), title: title(s), text: text(s), published: s.FirstPublished.Time, categories: categories(s), link: d.link(s.ID)}
	changes, err := d.db.Changes(ctx, s.ID, 1)
	if err != nil {
		return e, err
	}
	e.updated = s.LastPublished.Time
	if len(changes) > 0 {
		e.updated = changes[0].At
	}
	return e, nil
}

// link returns the address of a story; "" if the desk does not know its own.
func (d *desk) link(id wiredesk.StoryID) string {
	if d.o.Base == "" {
		return ""
	}
	return d.o.Base + "/stories/" + url.PathEscape(string(id))
}

func title(s *wiredesk.Story) string {
	if s.Headline == nil {
		return "A story without a headline"
	}
	return render.Clean(s.Headline.Text)
}

// text is what a story says in short: counts, key points, and where reports
// differ.
func text(s *wiredesk.Story) string {
	out := []string{render.Count(s.Counts.Documents, "report") + ", " + render.Count(s.Counts.Outlets, "outlet") + ", " + render.Count(s.Counts.Origins, "independent origin") + "."}
	for i := range s.KeyPoints {
		k := &s.KeyPoints[i]
		out = append(out, "- "+render.Clean(k.Text)+" ["+render.Count(k.Origins, "origin")+"]")
	}
	for _, c := range s.Claims.Differ {
		var sides []string
		for _, x := range c.Sides {
			sides = append(sides, render.Clean(x.Value))
		}
		out = append(out, "Reports differ, "+render.Clean(c.About)+": "+strings.Join(sides, " / "))
	}
	return strings.Join(out, "\n")
}

// categories are the places, people and organisations of s that it names most.
func categories(s *wiredesk.Story) []category {
	named := slices.Clone(s.Entities)
	slices.SortStableFunc(named, func(a, b wiredesk.Entity) int { return b.Mentions - a.Mentions })
	var out []category
	for _, e := range named {
		if name := render.Clean(e.Name); name != "" && len(out) < maxCategories {
			out = append(out, category{e.Type, name})
		}
	}
	if len(s.Claims.Differ) > 0 {
		out = append(out, category{"state", "reports differ"})
	}
	if s.Counts.Origins == 1 {
		out = append(out, category{"state", "one origin"})
	}
	return out
}

// story is the feed of what became of one story.
func (d *desk) story(r *http.Request) (*feed, error) {
	if len(r.URL.RawQuery) > 0 {
		return nil, fmt.Errorf("%w: no parameters are wanted", wiredesk.ErrInvalid)
	}
	s, _, err := d.db.Story(r.Context(), wiredesk.StoryID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	changes, err := d.db.Changes(r.Context(), s.ID, maxChanges)
	if err != nil {
		return nil, err
	}
	out := &feed{id: render.URN("story feed", string(s.ID)), title: title(s), home: d.link(s.ID)}
	if d.o.Base != "" {
		out.self = d.o.Base + r.URL.EscapedPath()
	}
	for _, c := range changes {
		out.add(entry{
			id:    render.URN("change", fmt.Sprint(s.ID, " ", c.At.UnixMicro(), " ", c.Came, c.Gained)),
			title: headline(c), text: told(c), published: c.At, updated: c.At, link: d.link(s.ID), categories: categories(s),
		})
	}
	return out, nil
}

// headline says in a line what changed.
func headline(c store.Change) string {
	switch {
	case len(c.Differ) > 0:
		return "Reports differ: " + render.Clean(c.Differ[0])
	case len(c.Gained) > 0:
		return render.Clean(c.Gained[0])
	case len(c.Came) > 0:
		return render.Count(len(c.Came), "more report")
	case len(c.Lost) > 0:
		return "No longer said: " + render.Clean(c.Lost[0])
	}
	return "The story was written anew"
}

// told says what changed, one thing a line.
func told(c store.Change) string {
	var out []string
	add := func(mark string, list []string) {
		for _, s := range list {
			out = append(out, mark+render.Clean(s))
		}
	}
	if len(c.Came) > 0 {
		out = append(out, fmt.Sprintf("Reports that came: %d", len(c.Came)))
	}
	if len(c.Left) > 0 {
		out = append(out, fmt.Sprintf("Reports that left: %d", len(c.Left)))
	}
	add("Reports differ: ", c.Differ)
	for _, f := range c.Figures {
		out = append(out, fmt.Sprintf("%s: %v, before %v", render.Clean(f.What), f.After, f.Before))
	}
	add("+ ", c.Gained)
	add("- ", c.Lost)
	for _, g := range c.Gone {
		out = append(out, "no more: "+render.Clean(g.Statement))
	}
	return strings.Join(out, "\n")
}
