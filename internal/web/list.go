package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/view"
)

// perPage is how many stories one page of a list has.
const perPage = 30

// shortcuts are the keys, as the help shows them. static/desk.js has them too.
var shortcuts = [][2]string{
	{"j", "next story or sentence"}, {"k", "the one before"}, {"o", "open the story, or the source of the sentence"}, {"d", "where reports differ"},
	{"s", "sources"}, {"t", "timeline"}, {"c", "changes"}, {"/", "search"}, {"Esc", "close"}, {"?", "this help"},
}

// spans are the times a list can be cut to.
var spans = [][2]string{{"", "any time"}, {"6h", "6 hours"}, {"24h", "24 hours"}, {"72h", "3 days"}, {"168h", "7 days"}, {"720h", "30 days"}}

// A filter is what a reader filters by, as he wrote it.
type filter struct {
	q, lang, place, person, since, origins string
	differ, single                         bool
}

func readFilter(q url.Values) filter {
	get := func(name string) string {
		v := strings.TrimSpace(q.Get(name))
		return strings.ToValidUTF8(v[:min(len(v), 300)], "")
	}
	return filter{get("q"), get("lang"), get("place"), get("person"), get("since"), get("origins"), q.Get("differ") != "", q.Get("single") != ""}
}

// values writes f back into an address.
func (f filter) values() url.Values {
	v := url.Values{}
	for _, x := range [][2]string{{"q", f.q}, {"lang", f.lang}, {"place", f.place}, {"person", f.person}, {"since", f.since}, {"origins", f.origins}} {
		if x[1] != "" {
			v.Set(x[0], x[1])
		}
	}
	if f.differ {
		v.Set("differ", "1")
	}
	if f.single {
		v.Set("single", "1")
	}
	return v
}

// empty reports whether f lets everything through.
func (f filter) empty() bool { return f == filter{} }

// detailed reports whether f has something that no chip has.
func (f filter) detailed() bool {
	return f.q != "" || f.lang != "" || f.place != "" || f.person != "" || f.origins != "" && f.origins != "2" || f.since != "" && f.since != "24h"
}

// A chipLink leads to the list with one filter more or less.
type chipLink struct {
	name, to string
	here     bool
}

// chips are the filters that one click sets or takes away.
func (f filter) chips() []chipLink {
	with := func(name string, here bool, set func(*filter)) chipLink {
		g := f
		set(&g)
		to := "/"
		if v := g.values(); len(v) > 0 {
			to += "?" + v.Encode()
		}
		return chipLink{name, to, here}
	}
	either := func(v, want string) string {
		if v == want {
			return ""
		}
		return want
	}
	return []chipLink{
		{"All", "/", f.empty()},
		with("Reports differ", f.differ, func(g *filter) { g.differ = !f.differ }),
		with("One origin alone says", f.single, func(g *filter) { g.single = !f.single }),
		with("2 origins or more", f.origins == "2", func(g *filter) { g.origins = either(f.origins, "2") }),
		with("24 hours", f.since == "24h", func(g *filter) { g.since = either(f.since, "24h") }),
	}
}

// store returns f as the store has it. now is the time that durations are
// counted back from.
func (f filter) store(now time.Time) (store.Filter, error) {
	out := store.Filter{Language: f.lang, Place: f.place, Person: f.person, Differ: f.differ, Single: f.single}
	if f.since != "" {
		d, err := time.ParseDuration(f.since)
		if err == nil {
			out.Since = now.Add(-d)
		} else if out.Since, err = time.Parse(time.DateOnly, f.since); err != nil {
			return out, fmt.Errorf("since=%q: %w: a duration such as 24h or a day such as 2026-10-05 is wanted", f.since, wiredesk.ErrInvalid)
		}
	}
	if f.origins != "" {
		n, err := strconv.Atoi(f.origins)
		if err != nil || n < 0 {
			return out, fmt.Errorf("origins=%q: %w: a number is wanted", f.origins, wiredesk.ErrInvalid)
		}
		out.Origins = n
	}
	if f.q != "" {
		q, err := store.ParseQuery(f.q)
		if err != nil {
			return out, err
		}
		out.Query = &q
	}
	return out, nil
}

// A listPage is the list of stories.
type listPage struct {
	page
	f         filter
	listing   *view.Listing
	languages []store.Count // of the latest stories
	more      string        // where the list goes on; "" at its end
	empty     string        // why nothing is there
}

// speaks reports whether a language is one of those that can be chosen.
func (p listPage) speaks(lang string) bool {
	return slices.ContainsFunc(p.languages, func(c store.Count) bool { return strings.EqualFold(c.Name, lang) })
}

// mostLanguages is how many languages can be chosen.
const mostLanguages = 30

func (s *Site) list(w http.ResponseWriter, r *http.Request) error {
	p := listPage{page: s.page(r, "Stories"), f: readFilter(r.URL.Query())}
	p.nav = "/"
	f, err := p.f.store(s.o.Now())
	if err != nil {
		return err
	}
	if after := r.URL.Query().Get("after"); after != "" {
		var c store.Cursor
		if _, err := fmt.Sscanf(after, "%d.%d", &c.Rank, &c.Report); err != nil {
			return fmt.Errorf("after=%q: %w", after, wiredesk.ErrInvalid)
		}
		f.After = &c
	}
	if p.listing, err = view.ReadList(r.Context(), s.db, f, perPage); err != nil {
		return err
	}
	if p.languages, err = s.db.Counts(r.Context(), store.Language, latestStories, mostLanguages); err != nil {
		return err
	}
	if c := p.listing.Next; c != nil {
		v := p.f.values()
		v.Set("after", fmt.Sprintf("%d.%d", c.Rank, c.Report))
		p.more = "/?" + v.Encode()
	}
	if len(p.listing.Stories) == 0 {
		if p.empty, err = s.whyEmpty(r, p.f); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, stories(p))
}

// whyEmpty says why a list holds nothing: silence would be a bug.
func (s *Site) whyEmpty(r *http.Request, f filter) (string, error) {
	if !f.empty() {
		return "No story is like that. Take a filter away.", nil
	}
	st, err := s.db.Stats(r.Context())
	switch {
	case err != nil:
		return "", err
	case st.Reports == 0:
		return "The store holds no report yet. Take some in: wiredesk add FILES.", nil
	case st.Pending > 0:
		return fmt.Sprintf("%d reports wait to be filed. If that number does not fall, no desk is running.", st.Pending), nil
	}
	return "No report stands in a story. The desk page says why.", nil
}

// headline returns the words for a line of the list.
func headline(l store.Listed) string {
	switch {
	case l.Headline != "":
		return l.Headline
	case l.Stale:
		return "(being written)"
	}
	return "(no headline)"
}

// world returns t as lists have it, where times are compared: all of one zone.
func world(now, t time.Time) string {
	form := "2 Jan 15:04 UTC"
	if t.IsZero() {
		return "undated"
	}
	if t = t.UTC(); t.Year() != now.Year() {
		form = "2 Jan 2006 15:04 UTC"
	}
	return t.Format(form)
}

// mostPoints is how many points a line of the list names.
const mostPoints = 3

// points names the points on which reports differ.
func points(list []string) string {
	var out []string
	for _, p := range list[:min(len(list), mostPoints)] {
		if p = render.Clean(p); len(p) > 60 {
			p = strings.ToValidUTF8(p[:60], "") + " …"
		}
		out = append(out, p)
	}
	switch {
	case len(out) == 0:
		return ""
	case len(list) > mostPoints:
		out = append(out, "…")
	}
	return ": " + strings.Join(out, ", ")
}

// ago returns how long ago t was, in words.
func ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return ""
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	}
	return t.UTC().Format("2 Jan 2006")
}
