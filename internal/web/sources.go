package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
)

// perSources is how many sources one page of their list has.
const perSources = 100

// sourceStates are the states of sources, what needs a look first.
var sourceStates = []follow.State{follow.Broken, follow.Gone, follow.Paused, follow.New, follow.Empty, follow.OK, follow.Unchanged}

// intervals are how often a source may be asked; "" as the configuration has it.
var intervals = [][2]string{{"", "as usual"}, {"5m", "every 5 minutes"}, {"15m", "every 15 minutes"}, {"1h", "every hour"}, {"6h", "every 6 hours"}, {"24h", "every day"}}

// A sourcesPage is what the desk follows.
type sourcesPage struct {
	page
	all    int
	states []stateCount
	state  follow.State // that is shown alone; "" for all
	list   []store.Source
	more   string // where the list goes on; "" at its end
	note   string // what was just done
	wrong  string // what is wrong with the address
	typed  string // that address
	every  time.Duration
}

// A stateCount is how many sources are in a state.
type stateCount struct {
	state follow.State
	n     int
}

func (s *Site) sources(w http.ResponseWriter, r *http.Request) error {
	p := sourcesPage{page: s.page(r, "Sources"), state: follow.State(r.URL.Query().Get("state"))}
	if r.URL.Query().Get("removed") != "" {
		p.note = "The source is followed no more. Its reports stay."
	}
	return s.showSources(w, r, http.StatusOK, p)
}

// showSources shows the list of sources: those that need a look first.
func (s *Site) showSources(w http.ResponseWriter, r *http.Request, status int, p sourcesPage) error {
	p.nav, p.every = "/sources", s.o.Interval
	list, err := s.db.Sources(r.Context())
	if err != nil {
		return err
	}
	p.all, p.states = len(list), countStates(list)
	if p.state != "" {
		list = slices.DeleteFunc(list, func(x store.Source) bool { return x.State() != p.state })
	}
	rank := func(x store.Source) int { return slices.Index(sourceStates, x.State()) }
	slices.SortStableFunc(list, func(a, b store.Source) int { return min(rank(a), 2) - min(rank(b), 2) })
	at, err := from(r)
	if err != nil {
		return err
	}
	p.list = list[min(at, len(list)):]
	if len(p.list) > perSources {
		p.list = p.list[:perSources]
		p.more = "/sources?" + url.Values{"state": {string(p.state)}, "from": {strconv.Itoa(at + perSources)}}.Encode()
	}
	return s.show(w, r, status, sourcesView(p))
}

// countStates counts the sources in each state that there is.
func countStates(list []store.Source) (out []stateCount) {
	for _, state := range sourceStates {
		n := 0
		for i := range list {
			if list[i].State() == state {
				n++
			}
		}
		if n > 0 {
			out = append(out, stateCount{state, n})
		}
	}
	return out
}

// addSource follows an address from now on, as wiredesk feeds add does.
func (s *Site) addSource(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	typed := r.PostForm.Get("url")
	u, err := fetch.ParseURL(typed)
	if err != nil {
		p := sourcesPage{page: s.page(r, "Sources"), wrong: err.Error(), typed: typed}
		return s.showSources(w, r, http.StatusBadRequest, p)
	}
	var every time.Duration
	if v := r.PostForm.Get("every"); v != "" {
		if every, err = time.ParseDuration(v); err != nil || every < time.Minute || every > 31*24*time.Hour {
			return fmt.Errorf("every=%q: %w: a minute to a month is wanted", v, wiredesk.ErrInvalid)
		}
	}
	added, err := s.db.AddSources(r.Context(), []store.Source{{Source: follow.Source{URL: u.String(), Interval: every}, Added: s.o.Now()}})
	if err != nil {
		return err
	}
	s.o.Log.Info("a source is added", "by", access.Who(r.Context()).Name, "address", fetch.Redact(u.String()), "new", added[0])
	list, err := s.db.Sources(r.Context())
	if err != nil {
		return err
	}
	to := "/sources"
	if i := slices.IndexFunc(list, func(x store.Source) bool { return x.URL == u.String() }); i >= 0 {
		to = string(sourceURL(list[i]))
		if !added[0] {
			to += "?known=1"
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// A sourcePage is one source with its history.
type sourcePage struct {
	page
	store.Source
	every time.Duration // that the configuration says
	known bool          // somebody wanted to add it again
}

func (s *Site) source(w http.ResponseWriter, r *http.Request) error {
	x, err := s.sourceOf(r)
	if err != nil {
		return err
	}
	p := sourcePage{s.page(r, sourceName(x)), x, s.o.Interval, r.URL.Query().Get("known") != ""}
	p.nav = "/sources"
	return s.show(w, r, http.StatusOK, sourceView(p))
}

// sourceOf returns the source that the address names.
func (s *Site) sourceOf(r *http.Request) (store.Source, error) {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return store.Source{}, fmt.Errorf("source %q: %w", r.PathValue("id"), wiredesk.ErrNotFound)
	}
	return s.db.Source(r.Context(), n)
}

// changeSource pauses a source, has it asked again or now, or forgets it.
func (s *Site) changeSource(w http.ResponseWriter, r *http.Request) error {
	x, err := s.sourceOf(r)
	if err != nil {
		return err
	}
	to, what := string(sourceURL(x)), r.PathValue("what")
	switch what {
	case "pause", "resume":
		err = s.db.PauseSource(r.Context(), x.Number, what == "pause")
	case "ask":
		err = s.db.AskSource(r.Context(), x.Number, s.o.Now())
	case "remove":
		to, err = "/sources?removed=1", s.db.RemoveSource(r.Context(), x.Number)
	default:
		err = fmt.Errorf("%q: %w", what, wiredesk.ErrNotFound)
	}
	if err != nil {
		return err
	}
	s.o.Log.Info("a source is changed", "by", access.Who(r.Context()).Name, "address", fetch.Redact(x.URL), "what", what)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// opml is the list for other programs, without what is secret in an address.
func (s *Site) opml(w http.ResponseWriter, r *http.Request) error {
	list, err := s.db.Sources(r.Context())
	if err != nil {
		return err
	}
	var out []feed.Outline
	for _, x := range list {
		out = append(out, feed.Outline{Title: sourceName(x), URL: fetch.Redact(x.URL), Home: fetch.Redact(x.Home), Folder: x.Folder})
	}
	w.Header().Set("Content-Disposition", `attachment; filename="sources.opml"`)
	return write(w, r, http.StatusOK, "text/x-opml; charset=utf-8", feed.WriteOPML("Sources of wiredesk", out))
}

// sourceName names a source: what it calls itself, or its address without a
// password.
func sourceName(x store.Source) string {
	return cmp.Or(render.Clean(x.Title), render.Clean(fetch.Redact(x.URL)))
}

// trouble reports whether somebody should look after a source.
func trouble(state follow.State) bool { return state == follow.Broken || state == follow.Gone }

// complaint says what is wrong with a source, and how often that was so.
func complaint(x store.Source) string {
	return render.Clean(strings.TrimPrefix(x.Words(), string(x.State())+": "))
}

// lastAsked returns when a source was asked last; zero if never.
func lastAsked(x *store.Source) time.Time {
	if n := len(x.Checks); n > 0 {
		return x.Checks[n-1].At
	}
	return time.Time{}
}

// asked says when a source was asked last and will be next. every is how often
// one is asked that has no time of its own.
func asked(x store.Source, every time.Duration, now time.Time) string {
	out := "not asked yet"
	if at := lastAsked(&x); !at.IsZero() {
		out = "asked " + ago(now, at)
	}
	x.Interval = cmp.Or(x.Interval, every)
	switch at, ok := x.Next(now); {
	case !ok && x.Paused:
		return out
	case !ok:
		return out + ", not any more"
	case !at.After(now):
		return out + ", next as soon as a desk runs"
	case at.Sub(now) < time.Hour:
		return out + fmt.Sprintf(", next in %d min", int(at.Sub(now)/time.Minute)+1)
	default:
		return out + ", next " + at.UTC().Format("2 Jan 15:04 UTC")
	}
}

// meaning says what the state of a source means for who reads the desk.
func meaning(x *store.Source) string {
	switch x.State() {
	case follow.New:
		return "No answer of it is known yet: a running desk asks within seconds, and reads its pages one after another."
	case follow.OK:
		return "It could be read and gave entries."
	case follow.Unchanged:
		return "It could be read, and says that nothing changed since it was asked before."
	case follow.Empty:
		return "It is in order, but has no entry."
	case follow.Broken:
		return "It could not be read, so news of it may be missing here. It is asked again, less and less often, at the least once a day."
	case follow.Gone:
		return "Its server says that it is gone for good. After three such answers it is asked no more."
	case follow.Paused:
		return "Somebody here does not want it asked. What it has given stays."
	}
	return ""
}

// A spell is one check of a source, or several in a row of which the same came.
type spell struct {
	from, to time.Time
	n        int
	state    follow.State
	words    string
}

// spells returns the history of a source in words, the latest first.
func spells(x *store.Source) (out []spell) {
	for _, c := range slices.Backward(x.Checks) {
		words := checkWords(c)
		if n := len(out); n > 0 && out[n-1].words == words && c.New == 0 {
			out[n-1].from = c.At
			out[n-1].n++
			continue
		}
		out = append(out, spell{c.At, c.At, 1, c.State, words})
	}
	return out
}

// checkWords says what came of asking.
func checkWords(c follow.Check) string {
	var out string
	switch c.State {
	case follow.OK:
		out = fmt.Sprintf("%s, %d new", render.Count(c.Items, "entry"), c.New)
		if c.New == 0 {
			out = render.Count(c.Items, "entry") + ", none new"
		}
	case follow.Unchanged:
		out = "nothing changed"
	case follow.Empty:
		out = "in order, without an entry"
	case follow.Broken:
		out = "could not be read"
	case follow.Gone:
		out = "gone for good"
	default:
		out = string(c.State)
	}
	if c.Why != "" {
		out += ": " + render.Clean(c.Why)
	}
	return out
}
