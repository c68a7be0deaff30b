package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/view"
)

// mostUnfiled is how many reports in no story the page of the desk lists.
const mostUnfiled = 100

// mostTrouble is how many sources in trouble the page of the desk lists.
const mostTrouble = 20

// A deskPage is how the desk does.
type deskPage struct {
	page
	stats   store.Stats
	unfiled []wiredesk.Unfiled
	more    int
	sources int
	states  []stateCount
	trouble []store.Source // the sources that somebody should look after, up to [mostTrouble]
}

func (s *Site) desk(w http.ResponseWriter, r *http.Request) error {
	p := deskPage{page: s.page(r, "Desk")}
	p.nav = "/desk"
	var err error
	if p.stats, err = s.db.Stats(r.Context()); err != nil {
		return err
	}
	if p.unfiled, err = s.db.Unfiled(r.Context()); err != nil {
		return err
	}
	if n := len(p.unfiled); n > mostUnfiled {
		p.unfiled, p.more = p.unfiled[n-mostUnfiled:], n-mostUnfiled
	}
	slices.Reverse(p.unfiled)
	list, err := s.db.Sources(r.Context())
	if err != nil {
		return err
	}
	p.sources, p.states = len(list), countStates(list)
	p.trouble = slices.DeleteFunc(list, func(x store.Source) bool { return !trouble(x.State()) })
	p.trouble = p.trouble[:min(len(p.trouble), mostTrouble)]
	return s.show(w, r, http.StatusOK, deskView(p))
}

// A rulesPage is what was decided against the grouping.
type rulesPage struct {
	page
	list []store.Decision
	laid []string // rules that the stories were made under
	of   map[int64][]subject
}

// A subject is what a rule is about.
type subject struct {
	to   string
	name string
}

// mostNamed is of how many rules, the latest, the page names what they are
// about.
const mostNamed = 50

func (s *Site) rules(w http.ResponseWriter, r *http.Request) error {
	p := rulesPage{page: s.page(r, "Rules")}
	p.nav = "/rules"
	var err error
	if p.list, err = s.db.Decisions(r.Context(), wiredesk.MaxHits); err != nil {
		return err
	}
	if p.laid, err = s.db.Rules(r.Context()); err != nil {
		return err
	}
	p.of = map[int64][]subject{}
	for _, d := range p.list[:min(len(p.list), mostNamed)] {
		if p.of[d.ID], err = s.subjects(r.Context(), d.Line); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, rulesView(p))
}

// subjects returns what a rule is about, as far as that is there.
func (s *Site) subjects(ctx context.Context, line string) ([]subject, error) {
	rules, err := rule.Parse("the store", line)
	if err != nil || len(rules) != 1 {
		return nil, nil // the page shows the line
	}
	var out []subject
	for _, id := range rules[0].Documents {
		v, err := s.db.Report(ctx, id)
		if errors.Is(err, wiredesk.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, subject{string(documentURL(id)), render.Outlet(v.Document) + ": " + render.TitleOf(v.Document)})
	}
	for _, id := range rules[0].Stories {
		h, err := s.db.Headline(ctx, id)
		if errors.Is(err, wiredesk.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, subject{string(storyURL(id)), cmp.Or(render.Clean(h), string(id))})
	}
	return out, nil
}

// state says in words what became of a rule.
func (p rulesPage) state(d store.Decision) string {
	laid := slices.Contains(p.laid, d.Line)
	switch {
	case !d.Undone.IsZero():
		return "taken back by " + d.UndoneBy + ", " + utc(d.Undone)
	case !laid:
		return "waits for a desk to run"
	}
	return "holds"
}

// configured returns the rules that no editor laid down over the web.
func (p rulesPage) configured() []string {
	return slices.DeleteFunc(slices.Clone(p.laid), func(l string) bool {
		return slices.ContainsFunc(p.list, func(d store.Decision) bool { return d.Line == l })
	})
}

// decide lays a rule down.
func (s *Site) decide(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	next := rule.Rule{Verb: r.PostForm.Get("verb"), Copies: r.PostForm.Get("copies") != ""}
	for _, d := range r.PostForm["document"] {
		next.Documents = append(next.Documents, wiredesk.DocumentID(d))
	}
	for _, s := range r.PostForm["story"] {
		if s = strings.TrimSpace(s); s != "" { // a choice that was not made
			next.Stories = append(next.Stories, storyAt(s))
		}
	}
	if next.Verb == rule.Merge || next.Verb == rule.Mute {
		next.Copies = false
	}
	checked, err := rule.Parse("the form", next.String())
	if err != nil {
		return err
	}
	if len(checked) != 1 {
		return fmt.Errorf("%w: one rule is wanted", wiredesk.ErrInvalid)
	}
	if err := s.named(r.Context(), checked[0]); err != nil {
		return err
	}
	id, err := s.db.Decide(r.Context(), checked[0].String(), access.Who(r.Context()).Name, s.o.Now())
	if err != nil {
		return err
	}
	s.o.Log.Info("a rule is laid down", "by", access.Who(r.Context()).Name, "rule", checked[0].String())
	s.laid(r.Context(), checked[0].String(), true)
	http.Redirect(w, r, s.afterwards(r.Context(), checked[0], id), http.StatusSeeOther)
	return nil
}

// storyAt returns the story that s, an id or the address of a page, is about.
func storyAt(s string) wiredesk.StoryID {
	if _, rest, ok := strings.Cut(s, "/stories/"); ok {
		s = rest
	}
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	return wiredesk.StoryID(s)
}

// named refuses a rule about what is not there.
func (s *Site) named(ctx context.Context, r rule.Rule) error {
	for _, d := range r.Documents {
		if _, err := s.db.Report(ctx, d); err != nil {
			return err
		}
	}
	for _, id := range r.Stories {
		if _, err := s.db.Begins(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// undo takes a rule back.
func (s *Site) undo(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return fmt.Errorf("rule %q: %w", r.PathValue("id"), wiredesk.ErrNotFound)
	}
	list, err := s.db.Decisions(r.Context(), wiredesk.MaxHits)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(d store.Decision) bool { return d.ID == id })
	if err := s.db.Undo(r.Context(), id, access.Who(r.Context()).Name, s.o.Now()); err != nil {
		return err
	}
	if i < 0 {
		http.Redirect(w, r, "/rules", http.StatusSeeOther)
		return nil
	}
	s.o.Log.Info("a rule is taken back", "by", access.Who(r.Context()).Name, "rule", list[i].Line)
	s.laid(r.Context(), list[i].Line, false)
	back, err := rule.Parse("the store", list[i].Line)
	if err != nil || len(back) != 1 {
		http.Redirect(w, r, "/rules", http.StatusSeeOther)
		return nil
	}
	http.Redirect(w, r, s.afterwards(r.Context(), back[0], id), http.StatusSeeOther)
	return nil
}

// settles is how long a form waits for the desk.
const settles = 3 * time.Second

// laid waits until the stories are made under line, or no more, and are written;
// not for ever: a desk need not run.
func (s *Site) laid(ctx context.Context, line string, want bool) {
	s.o.Decided()
	ctx, cancel := context.WithTimeout(ctx, settles)
	defer cancel()
	t := time.NewTicker(50 * time.Millisecond)
	defer t.Stop()
	for {
		lines, err := s.db.Rules(ctx)
		if err != nil {
			return
		}
		if slices.Contains(lines, line) == want {
			if stale, err := s.db.Stale(ctx, 1); err != nil || len(stale) == 0 {
				return
			}
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// afterwards returns where to go after a rule: to what it was about, if that is
// still there.
func (s *Site) afterwards(ctx context.Context, r rule.Rule, id int64) string {
	q := "?rule=" + strconv.FormatInt(id, 10)
	if len(r.Stories) > 0 {
		if _, err := s.db.Begun(ctx, r.Stories[0]); err == nil {
			return at("stories", string(r.Stories[0])) + q
		}
	}
	if len(r.Documents) > 0 {
		return at("documents", string(r.Documents[0])) + q
	}
	return "/rules" + q
}

// formError keeps a form that is too large apart from one that cannot be read.
func formError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return fmt.Errorf("%w: the form cannot be read", wiredesk.ErrInvalid)
}

// storyName returns the words to call the story of a report by.
func storyName(d *view.Document) string {
	if d.Story.Headline != nil {
		return d.Story.Headline.Text
	}
	return string(d.Story.ID)
}

// hitTitle returns the words to list a hit by.
func hitTitle(h store.Hit) string {
	if t := strings.TrimSpace(h.Title); t != "" {
		return t
	}
	return "(no title)"
}
