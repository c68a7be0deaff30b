package view_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/view"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// open returns a store of the bundled reports.
func open(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var in []store.Incoming
	for line := range bytes.Lines(demo.JSONL()) {
		d, err := intake.Line(line)
		if err != nil {
			t.Fatal(err)
		}
		in = append(in, store.Incoming{Document: d})
	}
	w, err := worker.Open(t.Context(), db, worker.Options{MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Put(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.CatchUp(t.Context()), w.Close()); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestViews(t *testing.T) {
	db := open(t)
	list, err := view.ReadList(t.Context(), db, store.Filter{Person: "maret oskin"}, 5)
	if err != nil || len(list.Stories) != 1 || list.Next != nil {
		t.Fatalf("the story that names her: %+v, %v", list, err)
	}
	id := list.Stories[0].ID
	t.Run("Pages", func(t *testing.T) { testPages(t, db) })
	t.Run("Story", func(t *testing.T) { testStory(t, db, id) })
	t.Run("Person", func(t *testing.T) {
		p, err := view.ReadPerson(t.Context(), db, "MARET OSKIN")
		if err != nil || p.Name.Name != "Maret Oskin" || len(p.Heard) != 1 || p.Heard[0].ID != id || len(p.Heard[0].By) == 0 {
			t.Errorf("%+v, %v", p, err)
		}
		p, err = view.ReadPerson(t.Context(), db, "Tilda Infirmary")
		if err != nil || slices.ContainsFunc(p.Heard, func(h view.Heard) bool { return len(h.By) > 0 }) {
			t.Errorf("somebody who says nothing: %+v, %v", p, err)
		}
		if _, err := view.ReadPerson(t.Context(), db, "Nobody"); !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
	})
	t.Run("Search", func(t *testing.T) {
		s, err := view.ReadSearch(t.Context(), db, "ferry tally")
		if err != nil || len(s.Stories) == 0 || len(s.Reports) == 0 || s.Stories[0].Story != id {
			t.Errorf("%+v, %v", s, err)
		}
		if _, err := view.ReadSearch(t.Context(), db, "..."); !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("no words: %v", err)
		}
	})
}

// testPages goes through all stories a few at a time, each once.
func testPages(t *testing.T, db *sqlite.DB) {
	all, err := view.ReadList(t.Context(), db, store.Filter{}, 100)
	if err != nil || all.Next != nil {
		t.Fatal(all.Next, err)
	}
	var got []wiredesk.StoryID
	f := store.Filter{}
	for {
		page, err := view.ReadList(t.Context(), db, f, 4)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page.Stories {
			got = append(got, l.ID)
		}
		if f.After = page.Next; f.After == nil {
			break
		}
	}
	if len(got) != len(all.Stories) {
		t.Fatalf("%d stories in pages, %d at once", len(got), len(all.Stories))
	}
	for i, l := range all.Stories {
		if got[i] != l.ID {
			t.Errorf("place %d: %s, want %s", i, got[i], l.ID)
		}
	}
}

func testStory(t *testing.T, db *sqlite.DB, id wiredesk.StoryID) {
	s, err := view.ReadStory(t.Context(), db, id)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Reports) != s.Story.Counts.Documents || len(s.Changes) != 1 || s.Stale {
		t.Errorf("%d reports, %d changes, stale %v", len(s.Reports), len(s.Changes), s.Stale)
	}
	for _, d := range s.Story.Documents {
		if r := s.Report(d); r == nil || r.Revision != 1 || r.Outlet == "" {
			t.Errorf("report %s: %+v", d, r)
		}
	}
	if s.Report("none") != nil {
		t.Error("a report that is not of the story")
	}
	n, figures := 0, 0
	for st := range s.Story.Statements() {
		n++
		trace, err := view.ReadTrace(t.Context(), db, st.ID)
		if err != nil || trace.Story != id || len(trace.Passages) != len(st.Evidence)+len(st.Beside()) {
			t.Fatalf("%s: %+v, %v", st.ID, trace, err)
		}
		var kept strings.Builder
		for _, p := range trace.Passages {
			if p.Revision != 1 || p.Revisions != 1 || p.Outlet == "" {
				t.Errorf("%s: passage %+v", st.ID, p)
			}
			if p.Shared {
				figures++
			}
			for _, x := range p.Pieces {
				if x.Kind == render.Kept && !p.Support {
					kept.WriteString(x.Text + " ")
				}
			}
		}
		if st.Kind == wiredesk.Verbatim && strings.TrimSpace(kept.String()) != st.Text {
			t.Errorf("%s: marked %q, want %q", st.ID, kept.String(), st.Text)
		}
	}
	if n == 0 || figures == 0 {
		t.Errorf("%d statements, %d passages that give a figure", n, figures)
	}
	for _, bad := range []string{"", string(id), string(id) + ".zz", "s-000000000000.k1"} {
		if _, err := view.ReadTrace(t.Context(), db, bad); !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("statement %q: %v", bad, err)
		}
	}
}

// TestParagraphs cuts a text where a span begins and ends, and loses nothing.
func TestParagraphs(t *testing.T) {
	text := "One two three.\n\nFour five.\n\nSix."
	use := func(start, end int, by string) view.Use {
		return view.Use{Span: wiredesk.Span{Start: start, End: end}, Statement: by}
	}
	d := view.Document{Document: &wiredesk.Document{Text: text}, Span: &wiredesk.Span{Start: 8, End: 20}, Uses: []view.Use{use(0, 7, "a"), use(0, 3, "b"), use(16, 26, "b"), use(20, 26, "c")}}
	var got []string
	for _, p := range d.Paragraphs() {
		var b strings.Builder
		for _, s := range p {
			mark := ""
			if s.Span {
				mark += "!"
			}
			mark += s.Cited
			b.WriteString("(" + mark + s.Text + ")")
		}
		got = append(got, b.String())
	}
	want := "(aOne two)( )(!three.)|(!bFour)(b five.)|(Six.)"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}
