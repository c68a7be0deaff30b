package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/view"
)

// How much of a story's facts its page shows at once. More is folded, and what
// is more than that has a page of its own, so that no story makes a heavy page.
const (
	mostFacts   = 6
	mostCharts  = 3
	mostFigures = 8  // besides
	mostValues  = 5  // of one figure
	mostSources = 12 // origins
	mostCopies  = 6  // of one origin
	mostChanges = 6
	mostEdits   = 6 // of everything in the latest change, and in those since the last visit
	fewEdits    = 2 // in any other
	mostNames   = 12
	mostOthers  = 20  // stories to merge with
	mostWhole   = 100 // of anything on its own page; the rest stands on further ones
)

// exports are the forms in which a story can be taken along, as the API has them.
var exports = [][2]string{{"json", "JSON, to verify"}, {"md", "Markdown"}, {"html", "page"}, {"eml", "mail"}, {"ninjs", "ninjs"}, {"jsonld", "JSON-LD"}}

// A storyPage is a story with its sources numbered.
type storyPage struct {
	page
	*view.Story
	v      *render.Shown
	since  time.Time      // the reader's last visit; zero if that is not known
	fresh  int            // changes since then
	others []store.Listed // that it can be merged with; for editors
	done   *store.Decision
	whole  string // the part that this page shows alone; "" if it shows the story
	from   int    // how many things of it stand on the pages before this one
}

// wholes are the parts of a story that have a page of their own.
var wholes = []string{"differ", "single", "agree", "figures", "quotations", "people", "sources", "changes"}

// part is one part of a story, whole.
func (s *Site) part(w http.ResponseWriter, r *http.Request) error {
	what := r.PathValue("part")
	if !slices.Contains(wholes, what) {
		return fmt.Errorf("part %q: %w", what, wiredesk.ErrNotFound)
	}
	p, err := s.readStory(r)
	if err != nil {
		return err
	}
	p.whole, p.title = what, what+": "+p.title
	if p.from, err = from(r); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, partView(p))
}

// from returns how many things stand on the pages before the one that is asked
// for.
func from(r *http.Request) (int, error) {
	s := r.URL.Query().Get("from")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("from=%q: %w: a number is wanted", s, wiredesk.ErrInvalid)
	}
	return n, nil
}

// open returns how many things inside a part stand open: all on its own page.
func (p storyPage) open(part string, n int) int {
	if p.whole == part {
		return math.MaxInt
	}
	return n
}

// cut returns those things of a part that stand on the page: the first n, and
// up to m more folded behind them if then all are there. The own page of the
// part has as many as a page bears.
func cut[T any](p storyPage, part string, list []T, n, m int) (first, more []T) {
	if p.whole == part {
		return onPage(list, p.from), nil
	}
	if len(list) <= n+m {
		return list[:min(len(list), n)], list[min(len(list), n):]
	}
	return list[:n], nil
}

// onPage returns what stands on the page that begins with number from.
func onPage[T any](list []T, from int) []T {
	from = min(from, len(list))
	return list[from:min(len(list), from+mostWhole)]
}

func (s *Site) story(w http.ResponseWriter, r *http.Request) error {
	p, err := s.readStory(r)
	if err != nil {
		return err
	}
	if string(p.Story.Story.ID) != r.PathValue("id") && p.done == nil {
		http.Redirect(w, r, string(storyURL(p.Story.Story.ID)), http.StatusFound)
		return nil
	}
	if p.since = s.visit(w, r); !p.since.IsZero() {
		for _, c := range p.Changes {
			if c.At.After(p.since) {
				p.fresh++
			}
		}
	}
	if p.edits() {
		if p.others, err = s.others(r, p); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, storyView(p))
}

// others returns the latest stories, those that the one of p can be merged with
// by a choice from a list.
func (s *Site) others(r *http.Request, p storyPage) ([]store.Listed, error) {
	list, err := view.ReadList(r.Context(), s.db, store.Filter{}, mostOthers)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list.Stories, func(l store.Listed) bool { return l.ID == p.Story.Story.ID }), nil
}

func (s *Site) readStory(r *http.Request) (storyPage, error) {
	st, err := view.ReadStory(r.Context(), s.db, wiredesk.StoryID(r.PathValue("id")))
	if err != nil {
		return storyPage{}, err
	}
	p := storyPage{Story: st, v: st.Show()}
	p.page = s.page(r, p.v.Title())
	p.done, err = s.decision(r)
	return p, err
}

// decision returns the rule that the reader has just laid down or taken back;
// nil if none.
func (s *Site) decision(r *http.Request) (*store.Decision, error) {
	id, err := strconv.ParseInt(r.URL.Query().Get("rule"), 10, 64)
	if err != nil {
		return nil, nil
	}
	list, err := s.db.Decisions(r.Context(), wiredesk.MaxHits)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(list, func(d store.Decision) bool { return d.ID == id }); i >= 0 {
		return &list[i], nil
	}
	return nil, nil
}

// A visit ends after half an hour without a look at the story.
const visitEnds = 30 * time.Minute

// visit returns when the reader's last visit to the story was, and notes this
// one, in a cookie of the story's own address: the desk keeps no record of who
// read what.
func (s *Site) visit(w http.ResponseWriter, r *http.Request) time.Time {
	now := s.o.Now().Unix()
	var mark, last int64 // the end of the visit before, and this one so far
	if c, err := r.Cookie("seen"); err == nil {
		if _, err := fmt.Sscanf(c.Value, "%d.%d", &mark, &last); err != nil || mark < 0 || last < mark || last > now+60 {
			mark, last = 0, 0
		}
	}
	if now-last > int64(visitEnds/time.Second) {
		mark = last
	}
	http.SetCookie(w, &http.Cookie{
		Name: "seen", Value: fmt.Sprintf("%d.%d", mark, now), Path: at("stories", r.PathValue("id")), MaxAge: 60 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	if mark == 0 {
		return time.Time{}
	}
	return time.Unix(mark, 0).UTC()
}

func (s *Site) why(w http.ResponseWriter, r *http.Request) error {
	p, err := s.readStory(r)
	if err != nil {
		return err
	}
	p.title = "Why: " + p.title
	return s.show(w, r, http.StatusOK, whyView(p))
}

// A tracePage is a statement with its passages.
type tracePage struct {
	page
	*view.Trace
}

func (s *Site) trace(w http.ResponseWriter, r *http.Request) error {
	t, err := view.ReadTrace(r.Context(), s.db, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, traceView(tracePage{s.page(r, "Evidence"), t}))
}

// passages is trace for the script of the page.
func (s *Site) passages(w http.ResponseWriter, r *http.Request) error {
	t, err := view.ReadTrace(r.Context(), s.db, r.PathValue("id"))
	if err != nil {
		return err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return write(w, r, http.StatusOK, "application/json", body)
}

// rev returns the revision that a passage of the story is looked for in: the
// latest, unless the report was revised after the story was written.
func (p storyPage) rev(id wiredesk.DocumentID) int {
	if r := p.Report(id); r != nil && !p.Stale {
		return r.Revision
	}
	return 0
}

// status says in a word what the story does.
func (p storyPage) status() string {
	last := p.v.LastPublished
	switch {
	case p.Stale:
		return "being written anew"
	case last.IsZero() || p.at.Sub(last.Time) > 48*time.Hour:
		return "quiet"
	}
	return "developing"
}

// single returns the points that one origin alone has, of a story that has
// others.
func (p storyPage) single() []wiredesk.ClaimSet {
	if p.v.Counts.Origins < 2 {
		return nil
	}
	return p.v.Claims.Single
}

// answer returns the words of a side, a date as pages write dates.
func answer(set *wiredesk.ClaimSet, side *wiredesk.Side) string {
	if set.Kind == "time" {
		return render.When(side.Value)
	}
	return render.Clean(side.Value)
}

// evidence returns the passages of side, and those that support them.
func evidence(side *wiredesk.Side) []wiredesk.Evidence {
	var out []wiredesk.Evidence
	for _, st := range side.Statements {
		out = slices.Concat(out, st.Evidence, st.Support)
	}
	return out
}

// by returns who a side ascribes its answer to, unless that stands in front.
func by(set *wiredesk.ClaimSet, side *wiredesk.Side) string {
	if side.SaidBy == set.About {
		return ""
	}
	return side.SaidBy
}

// A part is a section of the page.
type part struct {
	id, name string
	n        int // of what it holds; 0 if that is not worth a word
}

func (x part) count() string {
	if x.n == 0 {
		return ""
	}
	return strconv.Itoa(x.n)
}

// parts are the sections that the page has, in their order.
func (p storyPage) parts() (out []part) {
	coverage, _, _ := covered(p.v)
	if len(coverage) < 2 {
		coverage = nil
	}
	for _, x := range []part{
		{"differ", "Differ", len(p.v.Claims.Differ)}, {"single", "One origin", len(p.single())}, {"brief", "Brief", len(p.v.Narrative)}, {"figures", "Figures", len(p.v.Figures)}, {"agree", "Agree", len(p.v.Claims.Agree)},
		{"timeline", "Timeline", len(p.v.Timeline)}, {"quotations", "Quotations", len(p.v.Quotations)}, {"questions", "Questions", len(p.v.Questions)}, {"people", "People", len(p.people())}, {"coverage", "Coverage", len(coverage)},
		{"sources", "Sources", len(p.Reports)}, {"changes", "Changes", len(p.Changes)}, {"related", "Related", len(p.v.Related)},
	} {
		if x.n == 0 {
			continue
		}
		if x.id == "brief" || x.id == "coverage" {
			x.n = 0
		}
		out = append(out, x)
	}
	return out
}

// figureParts are the figures of a story, those that matter most first.
type figureParts struct {
	charted []*wiredesk.Figure // that differ or move, with a chart
	shown   []*wiredesk.Figure // others that more than one origin gives, or the brief
	folded  []*wiredesk.Figure // the rest
}

// figures sorts the figures: those on which reports differ, those that move,
// then those that more than one origin gives, then those that the brief tells;
// what one report alone mentions in passing stands folded behind them.
func (p storyPage) figures() (out figureParts) {
	told, isTold := map[*wiredesk.Figure]bool{}, p.told()
	weight := map[*wiredesk.Figure]int{}
	var list []*wiredesk.Figure
	for i := range p.v.Figures {
		f := &p.v.Figures[i]
		for k := range f.Values {
			weight[f] = max(weight[f], 2*f.Values[k].Origins)
		}
		if told[f] = isTold(f); told[f] {
			weight[f]++
		}
		list = append(list, f)
	}
	order := []string{"differ", "updated", "agree", "single"}
	slices.SortStableFunc(list, func(a, b *wiredesk.Figure) int {
		return cmp.Or(slices.Index(order, a.State)-slices.Index(order, b.State), weight[b]-weight[a])
	})
	if p.whole == "figures" {
		list = onPage(list, p.from)
	}
	for _, f := range list {
		moves := f.State == "differ" || f.State == "updated"
		switch {
		case moves && len(out.charted) < p.open("figures", mostCharts) && chart(p.v, f) != nil:
			out.charted = append(out.charted, f)
		case moves || f.State == "agree" || told[f]:
			out.shown = append(out.shown, f)
		default:
			out.folded = append(out.folded, f)
		}
	}
	if n := p.open("figures", mostFigures); len(out.shown) > n {
		out.shown, out.folded = out.shown[:n], slices.Concat(out.shown[n:], out.folded)
	}
	if len(out.folded) > p.open("figures", 2*mostFacts) { // all have a page
		out.folded = nil
	}
	return out
}

// told returns whether a passage of a figure is one that the headline, a key
// point or the narrative rests on.
func (p storyPage) told() func(*wiredesk.Figure) bool {
	spans := map[wiredesk.DocumentID][]wiredesk.Span{}
	add := func(st *wiredesk.Statement) {
		for _, e := range st.Evidence {
			spans[e.Document] = append(spans[e.Document], e.Span())
		}
	}
	if p.v.Headline != nil {
		add(p.v.Headline)
	}
	for i := range p.v.KeyPoints {
		add(&p.v.KeyPoints[i])
	}
	for _, par := range p.v.Narrative {
		for i := range par {
			add(&par[i])
		}
	}
	return func(f *wiredesk.Figure) bool {
		return slices.ContainsFunc(f.Values, func(v wiredesk.FigureValue) bool {
			return slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool {
				return slices.ContainsFunc(spans[e.Document], func(s wiredesk.Span) bool { return s.Contains(e.Span()) })
			})
		})
	}
}

// values returns those of f that are no repetition of another in other units.
func values(f *wiredesk.Figure) []*wiredesk.FigureValue {
	var out []*wiredesk.FigureValue
	for i := range f.Values {
		if f.Values[i].Same == 0 {
			out = append(out, &f.Values[i])
		}
	}
	return out
}

// number returns the number of a side in figures where its words spell it out,
// so that sides are compared at a glance; "" where they do not.
func (p storyPage) number(set *wiredesk.ClaimSet, side *wiredesk.Side) string {
	if set.Kind != "figure" || strings.ContainsAny(side.Value, "0123456789") {
		return ""
	}
	of := evidence(side)
	for i := range p.v.Figures {
		if p.v.Figures[i].What != set.About {
			continue
		}
		for k := range p.v.Figures[i].Values {
			v := &p.v.Figures[i].Values[k]
			if v.Qualifier == "exact" && math.Abs(v.Value) < 1e6 && render.Amount(v) == render.Clean(side.Value) && slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool { return holds(of, e) }) {
				return bound(v.Value)
			}
		}
	}
	return ""
}

// holds reports whether e stands in one of the passages of.
func holds(of []wiredesk.Evidence, e wiredesk.Evidence) bool {
	return slices.ContainsFunc(of, func(x wiredesk.Evidence) bool { return x.Document == e.Document && x.Span().Contains(e.Span()) })
}

// people returns the persons of the story, those that most reports name first.
func (p storyPage) people() []wiredesk.Entity {
	var out []wiredesk.Entity
	for _, e := range p.v.Entities {
		if e.Type == "person" {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b wiredesk.Entity) int { return len(b.Documents) - len(a.Documents) })
	return out
}

// entityName returns the name under which an entity of a story is known, which a
// speaker may go by another of; "" if there is none.
func entityName(v *render.Shown, id string) string {
	i := slices.IndexFunc(v.Entities, func(e wiredesk.Entity) bool { return id != "" && e.ID == id })
	if i < 0 {
		return ""
	}
	return v.Entities[i].Name
}

// mostHeard returns list with what more origins have first.
func mostHeard(list []wiredesk.Quotation) []wiredesk.Quotation {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b wiredesk.Quotation) int { return b.Origins - a.Origins })
	return list
}

// variants returns the passages of q, also those in other words.
func variants(q *wiredesk.Quotation) []wiredesk.Evidence {
	es := q.Evidence
	for _, v := range q.Variants {
		es = slices.Concat(es, v.Evidence)
	}
	return es
}

// quoted returns a quotation without the comma that its sentence put there.
func quoted(q *wiredesk.Quotation) string { return strings.TrimRight(render.Clean(q.Text), ",") }

// mostEdits returns how much of everything change number i shows.
func (p storyPage) mostEdits(i int) int {
	if i == 0 || p.newSince(p.Changes[i]) {
		return mostEdits
	}
	return fewEdits
}

// newSince reports whether a change is new to the reader.
func (p storyPage) newSince(c store.Change) bool { return !p.since.IsZero() && c.At.After(p.since) }

// outlets returns the outlets of list, each once.
func outlets(list []render.Source) string {
	var out []string
	for _, s := range list {
		if n := render.Outlet(s.Document); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// languages returns how many languages the reports are in.
func (p storyPage) languages() int {
	seen := map[string]bool{}
	for _, r := range p.Reports {
		if r.Language != "" {
			seen[r.Language] = true
		}
	}
	return len(seen)
}
