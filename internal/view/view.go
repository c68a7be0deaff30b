// Package view reads from the store what a page or an answer of the API shows:
// both are made of the same values, so they cannot disagree.
//
// Layer: L4. Each view is a few reads by index. It lays nothing out, and
// decides nothing about stories or statements.
package view

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// How much one view holds.
const (
	maxChanges = 50 // of a story
	maxPerson  = 30 // stories of a person
	maxHits    = 30 // reports and stories that a search shows
)

// A Report is a report of a story without its text.
type Report struct {
	ID        wiredesk.DocumentID `json:"id"`
	Title     string              `json:"title"`
	Outlet    string              `json:"outlet"`
	URL       string              `json:"url"`
	Authors   []string            `json:"authors"`
	Published wiredesk.Time       `json:"published"`
	Language  string              `json:"language"`
	Revision  int                 `json:"revision"` // the latest, from 1
	Received  time.Time           `json:"received"` // when that came
	SHA256    string              `json:"sha256"`   // of its text
	Withdrawn wiredesk.Time       `json:"withdrawn,omitzero"`
}

// A Story is a story as it was last written.
type Story struct {
	Story   *wiredesk.Story `json:"story"`
	Stale   bool            `json:"stale"` // it is to be written anew
	Reports []Report        `json:"reports"`
	Changes []store.Change  `json:"changes"` // the latest first

	documents []*wiredesk.Document
}

// ReadStory reads the story with that id, or the one it has become part of. It
// fails with [wiredesk.ErrNotFound]. Cost: three reads by index.
func ReadStory(ctx context.Context, db *sqlite.DB, id wiredesk.StoryID) (*Story, error) {
	report, s, stale, err := db.Opened(ctx, id)
	if err != nil {
		return nil, err
	}
	heads, err := db.Heads(ctx, report)
	if err != nil {
		return nil, err
	}
	out := &Story{Story: s, Stale: stale}
	for _, h := range heads {
		d := h.Document
		out.Reports = append(out.Reports, Report{d.ID, d.Title, d.Outlet, d.URL, d.Authors, d.Published, d.Language, h.Number, h.Received, d.SHA256, d.Withdrawn})
		out.documents = append(out.documents, &d)
	}
	out.Changes, err = db.Changes(ctx, s.ID, maxChanges)
	return out, err
}

// Show lays the story's sources out.
func (s *Story) Show() *render.Shown { return render.Show(s.Story, s.documents) }

// Report returns the report with that id; nil if it is not of the story.
func (s *Story) Report(id wiredesk.DocumentID) *Report {
	i := slices.IndexFunc(s.Reports, func(r Report) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Reports[i]
}

// A Trace is a statement with the passages that it rests on.
type Trace struct {
	Story     wiredesk.StoryID    `json:"story"`
	Headline  string              `json:"headline"`
	Statement *wiredesk.Statement `json:"statement"`
	Passages  []Passage           `json:"passages"`
}

// A Passage is a passage of a report in its context.
type Passage struct {
	Document  wiredesk.DocumentID `json:"document"`
	Mark      string              `json:"mark"`
	Outlet    string              `json:"outlet"`
	Title     string              `json:"title"`
	Published wiredesk.Time       `json:"published"`
	When      string              `json:"when"` // the same in words
	Language  string              `json:"language"`
	Link      string              `json:"link"`      // "" if the report has none on the web
	Revision  int                 `json:"revision"`  // that holds the passage; 0 if none does
	Revisions int                 `json:"revisions"` // how many the report has
	Start     int                 `json:"start"`
	End       int                 `json:"end"`
	SHA256    string              `json:"sha256"`
	Withdrawn string              `json:"withdrawn,omitempty"` // that the outlet took the report back, in words
	Support   bool                `json:"support"`             // it says the same; the text was not taken from it
	Shared    bool                `json:"shared"`              // of what the text says it gives a figure only
	Pieces    []render.Piece      `json:"pieces"`
}

// ReadTrace reads a statement with its passages, each in the latest revision
// that holds it. It fails with [wiredesk.ErrNotFound]. Cost: three reads, and
// one of each report that is cited.
func ReadTrace(ctx context.Context, db *sqlite.DB, id string) (*Trace, error) {
	s, err := ReadStory(ctx, db, store.StoryOf(id))
	if err != nil {
		return nil, err
	}
	st := store.Statement(s.Story, id)
	if st == nil {
		return nil, fmt.Errorf("statement %q: %w", id, wiredesk.ErrNotFound)
	}
	shown := s.Show()
	out := &Trace{Story: s.Story.ID, Headline: shown.Title(), Statement: st}
	revisions := map[wiredesk.DocumentID][]store.Revision{}
	for i, e := range slices.Concat(st.Evidence, st.Beside()) {
		if _, ok := revisions[e.Document]; !ok {
			revisions[e.Document], err = db.History(ctx, e.Document)
			if err != nil && !errors.Is(err, wiredesk.ErrNotFound) {
				return nil, err
			}
		}
		p, doc := passage(e, revisions[e.Document])
		p.Mark, p.Support = shown.Mark(e.Document), i >= len(st.Evidence)
		p.Shared = i >= len(st.Evidence)+len(st.Support)
		if p.Support {
			p.Pieces = render.Context(doc, e)
		} else {
			p.Pieces = render.Passage(doc, st, i)
		}
		out.Passages = append(out.Passages, p)
	}
	return out, nil
}

// ReadPassage reads one passage of a report as [ReadTrace] does those of a
// statement. It fails with [wiredesk.ErrNotFound] if no revision holds it.
// Cost: one read.
func ReadPassage(ctx context.Context, db *sqlite.DB, id wiredesk.DocumentID, a Ask) (*Passage, error) {
	revisions, err := db.History(ctx, id)
	if err != nil {
		return nil, err
	}
	e := wiredesk.Evidence{Document: id, Start: a.Start, End: a.End, SHA256: a.SHA256}
	n := revisionOf(e, revisions)
	if n == 0 || a.End <= a.Start || !whole(revisions[n-1].Document.Text, e.Span()) {
		return nil, fmt.Errorf("bytes %d to %d of report %q: %w", a.Start, a.End, id, wiredesk.ErrNotFound)
	}
	e = wiredesk.Cite(revisions[n-1].Document, e.Span())
	p, doc := passage(e, revisions)
	p.Pieces = render.Context(doc, e)
	return &p, nil
}

// passage returns e where it stands, and the document that holds it; if none
// does, the latest.
func passage(e wiredesk.Evidence, revisions []store.Revision) (Passage, *wiredesk.Document) {
	n := revisionOf(e, revisions)
	doc := &wiredesk.Document{ID: e.Document}
	if len(revisions) > 0 {
		doc = revisions[cmp.Or(n, len(revisions))-1].Document
	}
	p := Passage{Document: e.Document, Start: e.Start, End: e.End, SHA256: e.SHA256, Revisions: len(revisions), Revision: n}
	p.Outlet, p.Title, p.Link, p.Language = render.Outlet(doc), render.TitleOf(doc), render.Link(doc), render.Language(doc)
	p.Published, p.When = doc.Published, render.Moment(doc.Published)
	if n := len(revisions); n > 0 {
		p.Withdrawn = render.Withdrawn(revisions[n-1].Document)
	}
	return p, doc
}

// revisionOf returns the number of the latest revision that holds e; 0 if none
// does.
func revisionOf(e wiredesk.Evidence, revisions []store.Revision) int {
	for _, v := range slices.Backward(revisions) {
		if holds(v.Document.Text, e.Start, e.End, e.SHA256) {
			return v.Number
		}
	}
	return 0
}

// holds reports whether text has the bytes with that hash there. The hash may be
// cut short.
func holds(text string, start, end int, sum string) bool {
	return start >= 0 && start <= end && end <= len(text) && strings.HasPrefix(wiredesk.Hash(text[start:end]), sum)
}

// A Listing is a list of stories, a page of it.
type Listing struct {
	Stories []store.Listed `json:"stories"`
	Next    *store.Cursor  `json:"-"` // behind which more stand; nil if none do
}

// ReadList reads up to limit stories. Cost: one read.
func ReadList(ctx context.Context, db *sqlite.DB, f store.Filter, limit int) (*Listing, error) {
	list, err := db.List(ctx, f, limit+1)
	if err != nil {
		return nil, err
	}
	out := &Listing{Stories: list}
	if len(list) > limit {
		out.Stories = list[:limit]
		out.Next = list[limit-1].Cursor()
	}
	return out, nil
}

// A Search is what a query finds.
type Search struct {
	Stories []store.Hit `json:"stories"`
	Reports []store.Hit `json:"reports"`
}

// ReadSearch searches stories and reports. It fails with
// [wiredesk.ErrInvalid] or [wiredesk.ErrTooLarge] for a query that is none.
func ReadSearch(ctx context.Context, db *sqlite.DB, query string) (*Search, error) {
	q, err := store.ParseQuery(query)
	if err != nil {
		return nil, err
	}
	var out Search
	if out.Stories, err = db.SearchStories(ctx, q, maxHits); err != nil {
		return nil, err
	}
	out.Reports, err = db.SearchReports(ctx, q, maxHits)
	return &out, err
}

// A Person is somebody, or an organisation or a place that speaks, and what was
// said by and about them.
type Person struct {
	store.Name
	Latest []store.Listed // up to 30 stories, those with the latest reports first
	Heard  []Heard        // those of them in which they speak or are spoken of
}

// Heard is what was said by and about somebody in a story.
type Heard struct {
	*render.Shown
	By, About []wiredesk.Quotation
}

// ReadPerson reads the stories that name somebody, or else an organisation or a
// place. It fails with [wiredesk.ErrNotFound] if none does. Cost: two reads, and
// two of each story.
func ReadPerson(ctx context.Context, db *sqlite.DB, name string) (*Person, error) {
	p := &Person{}
	var err error
	for _, kind := range []string{"person", "organisation", "place", "other"} {
		if p.Name, p.Latest, err = db.Name(ctx, store.EntityID(kind, name), maxPerson); !errors.Is(err, wiredesk.ErrNotFound) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	for _, l := range p.Latest {
		s, err := ReadStory(ctx, db, l.ID)
		if errors.Is(err, wiredesk.ErrNotFound) { // it became part of another meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		if h := (Heard{Shown: s.Show()}); h.listen(p.ID) {
			p.Heard = append(p.Heard, h)
		}
	}
	return p, nil
}

// listen adds the quotations of the story by and about the entity with that id
// across stories, and reports whether there are any.
func (h *Heard) listen(id string) bool {
	i := slices.IndexFunc(h.Entities, func(e wiredesk.Entity) bool { return store.EntityID(e.Type, e.Name) == id })
	if i < 0 {
		return false
	}
	e := &h.Entities[i]
	names := append([]string{e.Name}, e.Aliases...)
	if parts := strings.Fields(e.Name); e.Type == "person" && len(parts) > 1 {
		names = append(names, parts[len(parts)-1])
	}
	for _, q := range h.Quoted() {
		switch {
		case q.Speaker.Entity != "" && q.Speaker.Entity == e.ID || strings.EqualFold(q.Speaker.Name, e.Name):
			h.By = append(h.By, q)
		case slices.ContainsFunc(names, func(n string) bool { return hasWord(q.Text, n) }):
			h.About = append(h.About, q)
		}
	}
	return len(h.By)+len(h.About) > 0
}

// hasWord reports whether text has name with no letter beside it.
func hasWord(text, name string) bool {
	for rest := text; name != ""; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		before, after := rest[:i], rest[i+len(name):]
		if !endsInLetter(before) && !beginsWithLetter(after) {
			return true
		}
		rest = after
	}
	return false
}
