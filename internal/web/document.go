package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/view"
)

// A documentPage is a report with one of its texts.
type documentPage struct {
	page
	*view.Document
	paragraphs [][]view.Stretch
	done       *store.Decision
}

func (s *Site) document(w http.ResponseWriter, r *http.Request) error {
	ask, err := readAsk(r.URL.Query())
	if err != nil {
		return err
	}
	d, err := view.ReadDocument(r.Context(), s.db, wiredesk.DocumentID(r.PathValue("id")), ask)
	if err != nil {
		return err
	}
	p := documentPage{page: s.page(r, "Report"), Document: d, paragraphs: d.Paragraphs()}
	if p.done, err = s.decision(r); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, documentView(p))
}

// passage is one passage of a report for the script of the page.
func (s *Site) passage(w http.ResponseWriter, r *http.Request) error {
	ask, err := readAsk(r.URL.Query())
	if err != nil {
		return err
	}
	p, err := view.ReadPassage(r.Context(), s.db, wiredesk.DocumentID(r.PathValue("id")), ask)
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string][]view.Passage{"passages": {*p}})
	if err != nil {
		return err
	}
	return write(w, r, http.StatusOK, "application/json", body)
}

func readAsk(q url.Values) (a view.Ask, err error) {
	for _, x := range []struct {
		name string
		to   *int
	}{{"rev", &a.Revision}, {"start", &a.Start}, {"end", &a.End}} {
		if v := q.Get(x.name); v != "" {
			if *x.to, err = strconv.Atoi(v); err != nil {
				return a, fmt.Errorf("%s=%q: %w: a number is wanted", x.name, v, wiredesk.ErrInvalid)
			}
		}
	}
	a.SHA256 = q.Get("sha")
	return a, nil
}

// back says that the report, whichever text of it is shown, was withdrawn; ""
// if it stands.
func (p documentPage) back() string {
	return render.Withdrawn(&wiredesk.Document{Withdrawn: p.Revisions[len(p.Revisions)-1].Withdrawn})
}

// became says of the n-th revision that the report was withdrawn with it, or
// stood again; "" if it is another text.
func (p documentPage) became(n int) string {
	now := p.Revisions[n-1].Withdrawn
	switch {
	case !now.IsZero():
		return ", withdrawn by its outlet"
	case n > 1 && !p.Revisions[n-2].Withdrawn.IsZero():
		return ", it stands again"
	}
	return ""
}

// first reports whether paragraph i, stretch k is the first of the span, where
// the address leads.
func (p documentPage) first(i, k int) bool {
	if !p.paragraphs[i][k].Span {
		return false
	}
	for a, par := range p.paragraphs[:i+1] {
		for b, s := range par {
			if s.Span {
				return a == i && b == k
			}
		}
	}
	return false
}

// revisionURL leads to another text of the report.
func (p documentPage) revisionURL(n int) string {
	return at("documents", string(p.Document.Document.ID)) + "?rev=" + strconv.Itoa(n)
}

// A peoplePage is the people of the latest stories.
type peoplePage struct {
	page
	people []store.Count
}

// How far the list of people looks back, and how long it is.
const (
	latestStories = 500
	mostPeople    = 200
)

func (s *Site) people(w http.ResponseWriter, r *http.Request) error {
	p := peoplePage{page: s.page(r, "People")}
	p.nav = "/people"
	var err error
	if p.people, err = s.db.Counts(r.Context(), store.Person, latestStories, mostPeople); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, peopleView(p))
}

// A personPage is what was said by and about somebody.
type personPage struct {
	page
	*view.Person
	side string // "by" or "about" if the page has one side whole; else ""
	from int
}

// mostSaid is how many quotations of one side stand on the page of a person.
const mostSaid = 40

// A heard is what one side of a person's page has of a story.
type heard struct {
	*render.Shown
	list []wiredesk.Quotation
}

// heard returns the quotations of a side that stand on the page, by story, and
// how many there are in all.
func (p personPage) heard(side string) (out []heard, all int) {
	from, most := 0, mostSaid
	if p.side == side {
		from, most = p.from, mostWhole
	}
	for _, h := range p.Heard {
		list := h.By
		if side == "about" {
			list = h.About
		}
		list = mostHeard(list)
		a, b := max(0, from-all), max(0, from+most-all)
		if all += len(list); a < len(list) && b > a {
			out = append(out, heard{h.Shown, list[a:min(len(list), b)]})
		}
	}
	return out, all
}

func (s *Site) person(w http.ResponseWriter, r *http.Request) error {
	who, err := view.ReadPerson(r.Context(), s.db, r.PathValue("name"))
	if err != nil {
		return err
	}
	p := personPage{page: s.page(r, who.Name.Name), Person: who, side: r.URL.Query().Get("said")}
	if p.from, err = from(r); err != nil {
		return err
	}
	p.nav = "/people"
	return s.show(w, r, http.StatusOK, personView(p))
}

// A searchPage is what a query finds.
type searchPage struct {
	page
	*view.Search
}

func (s *Site) search(w http.ResponseWriter, r *http.Request) error {
	p := searchPage{page: s.page(r, "Search"), Search: &view.Search{}}
	p.query = r.URL.Query().Get("q")
	if p.query != "" {
		var err error
		if p.Search, err = view.ReadSearch(r.Context(), s.db, p.query); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, searchView(p))
}
