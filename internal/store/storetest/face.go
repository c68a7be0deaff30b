package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// told files six reports, each in a story of its own, an hour apart, and
// writes the stories: those with an odd number have what filters ask for.
func told(t *testing.T, s Store) []store.Revision {
	t.Helper()
	list := filed(t, s, 6)
	var all []store.Written
	for i, v := range list {
		w := written(v, list[5].Seq, fmt.Sprintf("Headline%d of the ferry", i))
		w.Story.LastPublished = wiredesk.Time{Time: came().Truncate(time.Second).Add(time.Duration(i/2) * time.Hour)}
		w.Rank = w.Story.LastPublished.Time
		w.Story.Entities = []wiredesk.Entity{{Name: "Ana Roe", Type: "person", Role: "harbour master", Mentions: 2}}
		w.Change = &store.Change{Story: w.Story.ID, At: came(), Came: w.Story.Documents}
		if i%2 == 1 {
			w.Story.Counts.Origins = 3
			w.Story.Entities = append(w.Story.Entities, wiredesk.Entity{Name: "Halm", Type: "place", Mentions: 1})
			w.Story.Claims = wiredesk.Claims{Differ: make([]wiredesk.ClaimSet, 2), Single: make([]wiredesk.ClaimSet, 1)}
			w.Facets = store.Facets{Differ: 2, Single: 1, Names: []store.Facet{{Kind: store.Place, Name: "Halm"}}}
		}
		all = append(all, w)
	}
	if err := s.PutStories(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	return list
}

// numbers returns the places in list of the reports that began the stories.
func numbers(list []store.Revision, listed []store.Listed) []int {
	out := []int{}
	for _, e := range listed {
		for i, v := range list {
			if v.Report == e.Report {
				out = append(out, i)
			}
		}
	}
	return out
}

func testFilter(t *testing.T, s Store) {
	list := told(t, s)
	query, err := store.ParseQuery("headline4")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		f    store.Filter
		want []int
	}{
		{"all", store.Filter{}, []int{5, 4, 3, 2, 1, 0}},
		{"since", store.Filter{Since: came().Add(90 * time.Minute)}, []int{5, 4}},
		{"query", store.Filter{Query: &query}, []int{4}},
		{"place", store.Filter{Place: "halm"}, []int{5, 3, 1}},
		{"a person is no place", store.Filter{Place: "Ana Roe"}, []int{}},
		{"entity", store.Filter{Entity: "ana roe"}, []int{5, 4, 3, 2, 1, 0}},
		{"entity by id", store.Filter{Entity: store.EntityID("place", "HALM")}, []int{5, 3, 1}},
		{"language", store.Filter{Language: "EN"}, []int{5, 4, 3, 2, 1, 0}},
		{"language of a country", store.Filter{Language: "en-GB"}, []int{}},
		{"another language", store.Filter{Language: "e"}, []int{}},
		{"origins", store.Filter{Origins: 2}, []int{5, 3, 1}},
		{"differ", store.Filter{Differ: true}, []int{5, 3, 1}},
		{"single", store.Filter{Single: true, Since: came().Add(90 * time.Minute)}, []int{5}},
	} {
		got, err := s.List(t.Context(), tt.f, 10)
		if diff := cmp.Diff(tt.want, numbers(list, got)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
	everywhere, err := store.ParseQuery("ferry")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.List(t.Context(), store.Filter{Query: &everywhere, Origins: 2}, 2); err != nil || !cmp.Equal(numbers(list, got), []int{5, 3}) {
		t.Errorf("a word of all stories: %v, %v", numbers(list, got), err)
	}
	var paged []int
	for f := (store.Filter{}); ; {
		got, err := s.List(t.Context(), f, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			break
		}
		paged = append(paged, numbers(list, got)...)
		f.After = got[len(got)-1].Cursor()
	}
	if diff := cmp.Diff([]int{5, 4, 3, 2, 1, 0}, paged); diff != "" {
		t.Errorf("two at a time (-want +got):\n%s", diff)
	}
	if e, err := s.List(t.Context(), store.Filter{}, 1); err != nil || e[0].Differ != 2 || e[0].Single != 1 || e[0].Origins != 3 {
		t.Errorf("%+v, %v", e, err)
	}
}

// testListCommon asks for a word that hundreds of stories hold, with one that
// few do.
func testListCommon(t *testing.T, s Store) {
	var docs []*wiredesk.Document
	for i := range 520 {
		docs = append(docs, document(fmt.Sprint("r", i), "", "", fmt.Sprintf("Report number%d of the ferry.", i)))
	}
	put(t, s, docs...)
	list, err := s.Revisions(t.Context(), 0, len(docs))
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filing{Through: list[len(list)-1].Seq}
	var all []store.Written
	for i, v := range list {
		f.Placed = append(f.Placed, store.Placement{Report: v.Report, Story: v.Report, Family: v.Report})
		f.Changed = append(f.Changed, v.Report)
		all = append(all, written(v, f.Through, fmt.Sprintf("Ferry group%d", i%100)))
	}
	if err := errors.Join(s.File(t.Context(), f), s.PutStories(t.Context(), all, nil)); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]int{"ferry": {519, 518, 517}, "group7": {507, 407, 307}, "ferry group7": {507, 407, 307}} {
		q, err := store.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.List(t.Context(), store.Filter{Query: &q}, 3)
		if diff := cmp.Diff(want, numbers(list, got)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", query, err, diff)
		}
	}
}

func testNames(t *testing.T, s Store) {
	list := told(t, s)
	id := store.EntityID("person", "Ana Roe")
	n, in, err := s.Name(t.Context(), id, 4)
	want := store.Name{ID: id, Name: "Ana Roe", Type: "person", Roles: []string{"harbour master"}, Mentions: 12, Stories: 6}
	if diff := cmp.Diff(want, n); diff != "" || err != nil {
		t.Errorf("Name: %v (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff([]int{5, 4, 3, 2}, numbers(list, in)); diff != "" {
		t.Errorf("its stories (-want +got):\n%s", diff)
	}
	if err := s.File(t.Context(), store.Filing{Through: list[5].Seq, Gone: []int64{list[5].Report}}); err != nil {
		t.Fatal(err)
	}
	if n, _, err := s.Name(t.Context(), id, 4); err != nil || n.Stories != 5 {
		t.Errorf("Name after a story is gone: %+v, %v", n, err)
	}
	if err := s.Restart(t.Context(), "2"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Name(t.Context(), id, 4); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("Name after all stories are gone: %v", err)
	}
}

func testPassage(t *testing.T, s Store) {
	first := document("a", "", "Ferry", "The ferry sank. Nobody was hurt.")
	put(t, s, first)
	e := wiredesk.Cite(first, wiredesk.Span{Start: 16, End: 32})
	second := document("a", "", "Ferry", "The ferry sank. Two people were hurt.")
	put(t, s, second)
	if v, err := s.Passage(t.Context(), e); err != nil || v.Number != 1 {
		t.Errorf("a passage of the first text: revision %d, %v", v.Number, err)
	}
	if v, err := s.Passage(t.Context(), wiredesk.Cite(second, wiredesk.Span{End: 15})); err != nil || v.Number != 2 {
		t.Errorf("a passage of both: revision %d, %v", v.Number, err)
	}
	for _, bad := range []wiredesk.Evidence{{Document: "a", Start: 0, End: 5, SHA256: e.SHA256}, {Document: "a", Start: -1, End: 900}, {Document: "b"}} {
		if _, err := s.Passage(t.Context(), bad); !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	q, err := store.ParseQuery("hurt whale")
	if err != nil {
		t.Fatal(err)
	}
	filed(t, s, 1)
	hits, err := s.SearchAny(t.Context(), q, 10)
	if err != nil || len(hits) != 1 || hits[0].Document != "a" {
		t.Errorf("one of two terms: %+v, %v", hits, err)
	}
}

func testEvents(t *testing.T, s Store) {
	list := told(t, s)
	w := written(list[2], list[5].Seq, "Another headline")
	w.Change = &store.Change{Story: w.Story.ID, At: came(), Gained: []string{"Another headline"}, Differ: []string{"how many"}, Figures: []store.FigureChange{{What: "dead", Before: []float64{2}, After: []float64{3}}}}
	if err := s.PutStories(t.Context(), []store.Written{w}, nil); err != nil {
		t.Fatal(err)
	}
	all, err := s.Events(t.Context(), 0, 100)
	if err != nil || len(all) != 7 {
		t.Fatalf("%d events, %v", len(all), err)
	}
	for i, e := range all {
		if e.Number != int64(i+1) || e.First != (i < 6) {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	if diff := cmp.Diff(*w.Change, all[6].Change); diff != "" {
		t.Errorf("its change (-want +got):\n%s", diff)
	}
	if rest, err := s.Events(t.Context(), 4, 2); err != nil || len(rest) != 2 || rest[0].Number != 5 {
		t.Errorf("after the fourth: %+v, %v", rest, err)
	}
	if n, err := s.LastEvent(t.Context()); err != nil || n != 7 {
		t.Errorf("LastEvent: %d, %v", n, err)
	}
}

func testOutbox(t *testing.T, s Store) {
	ctx := t.Context()
	if n, err := s.Told(ctx, "early"); err != nil || n != 0 {
		t.Errorf("Told of an empty store: %d, %v", n, err)
	}
	told(t, s)
	if n, err := s.Told(ctx, "late"); err != nil || n != 6 {
		t.Errorf("Told of one that comes late: %d, %v", n, err)
	}
	letters := []store.Letter{{ID: "1", Type: "story.new", Body: "{}", Due: came()}, {ID: "2", Type: "story.updated", Body: "[]", Due: came()}}
	if err := s.LayOut(ctx, "early", 4, letters); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Told(ctx, "early"); err != nil || n != 4 {
		t.Errorf("Told: %d, %v", n, err)
	}
	due, err := s.Due(ctx, "early", came(), 10)
	if err != nil || len(due) != 2 || due[0].ID != "1" || due[0].Receiver != "early" || due[1].Body != "[]" || !due[0].Due.Equal(came()) {
		t.Fatalf("Due: %+v, %v", due, err)
	}
	if err := errors.Join(s.Taken(ctx, due[1].Number), s.Later(ctx, due[0].Number, came().Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	if due, err := s.Due(ctx, "early", came().Add(time.Second), 10); err != nil || len(due) != 0 {
		t.Errorf("Due before its time: %+v, %v", due, err)
	}
	if due, err := s.Due(ctx, "early", came().Add(time.Minute), 10); err != nil || len(due) != 1 || due[0].Tries != 1 {
		t.Errorf("Due again: %+v, %v", due, err)
	}
	if due, err := s.Due(ctx, "late", came().Add(time.Hour), 10); err != nil || len(due) != 0 {
		t.Errorf("Due to another: %+v, %v", due, err)
	}
	if all, err := s.Receivers(ctx); err != nil || !cmp.Equal(all, []string{"early", "late"}) {
		t.Errorf("Receivers: %q, %v", all, err)
	}
	if err := s.Forget(ctx, "early"); err != nil {
		t.Fatal(err)
	}
	if due, err := s.Due(ctx, "early", came().Add(time.Hour), 10); err != nil || len(due) != 0 {
		t.Errorf("Due after Forget: %+v, %v", due, err)
	}
	if n, err := s.Told(ctx, "early"); err != nil || n != 6 {
		t.Errorf("Told after Forget: %d, %v", n, err)
	}
}
