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

func testList(t *testing.T, s Store) {
	ctx := t.Context()
	list := filed(t, s, 4)
	stale, err := s.Stale(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	var all []store.Written
	for i := range list {
		w := written(list[i], stale[i].Mark, fmt.Sprintf("Headline number%d of the ferry", i))
		w.Story.LastPublished = wiredesk.Time{Time: came().Add(time.Duration(i) * time.Hour)}
		w.Story.FirstPublished, w.Rank = w.Story.LastPublished, w.Story.LastPublished.Time
		w.Story.Counts.Origins = i
		w.Facets = store.Facets{Differ: i % 2, Single: i / 2, Spark: []int{i, 1}, Names: []store.Facet{{Kind: store.Language, Name: "en"}, {Kind: store.Person, Name: fmt.Sprint("Ana ", i)}}}
		if i == 3 {
			w.Facets.Names = []store.Facet{{Kind: store.Language, Name: "fr"}, {Kind: store.Place, Name: "Halm"}, {Kind: store.Place, Name: "HALM"}, {Kind: store.Point, Name: "people hurt"}, {Kind: store.Point, Name: "bridges"}}
			w.Change = &store.Change{Story: w.Story.ID, At: came()}
		}
		all = append(all, w)
	}
	if err := s.PutStories(ctx, all, nil); err != nil {
		t.Fatal(err)
	}
	query := func(text string) *store.Query {
		q, err := store.ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		return &q
	}
	for _, tt := range []struct {
		name string
		f    store.Filter
		want []int
	}{
		{"all", store.Filter{}, []int{3, 2, 1, 0}},
		{"language", store.Filter{Language: "EN"}, []int{3, 2, 1, 0}},
		{"another language", store.Filter{Language: "fr"}, nil},
		{"person", store.Filter{Person: "ana 1"}, []int{1}},
		{"place", store.Filter{Place: "Halm"}, []int{3}},
		{"nobody", store.Filter{Person: "' OR 1=1 --"}, nil},
		{"since", store.Filter{Since: came().Add(2 * time.Hour)}, []int{3, 2}},
		{"differ", store.Filter{Differ: true}, []int{3, 1}},
		{"single", store.Filter{Single: true}, []int{3, 2}},
		{"origins", store.Filter{Origins: 2}, []int{3, 2}},
		{"words", store.Filter{Query: query("number2")}, []int{2}},
		{"several", store.Filter{Language: "en", Person: "ANA 1", Differ: true, Query: query("ferry")}, []int{1}},
		{"after", store.Filter{After: &store.Cursor{Rank: came().Add(2 * time.Hour).Unix(), Report: list[2].Report}}, []int{1, 0}},
	} {
		got, err := s.List(ctx, tt.f, 10)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		var ids, want []wiredesk.StoryID
		for _, l := range got {
			ids = append(ids, l.ID)
		}
		for _, i := range tt.want {
			want = append(want, list[i].Begins)
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	got, err := s.List(ctx, store.Filter{}, 1)
	if err != nil || len(got) != 1 {
		t.Fatalf("List of one: %+v, %v", got, err)
	}
	last := wiredesk.Time{Time: came().Add(3 * time.Hour).Truncate(time.Second)}
	want := store.Listed{
		Entry:  store.Entry{Report: list[3].Report, ID: list[3].Begins, Headline: "Headline number3 of the ferry", Documents: 1, Origins: 3, FirstPublished: last, LastPublished: last},
		Differ: 1, Points: []string{"bridges", "people hurt"}, Single: 1, Spark: []int{3, 1}, Changed: came(), Rank: last.Unix(),
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("List (-want +got):\n%s", diff)
	}
	if c, err := s.Counts(ctx, store.Language, 100, 10); err != nil || !cmp.Equal(c, []store.Count{{Name: "en", Stories: 3}, {Name: "fr", Stories: 1}}) {
		t.Errorf("Counts: %+v, %v", c, err)
	}
	if c, err := s.Counts(ctx, store.Language, 1, 10); err != nil || !cmp.Equal(c, []store.Count{{Name: "fr", Stories: 1}}) {
		t.Errorf("Counts of the latest: %+v, %v", c, err)
	}
	testRead(t, s, list)
}

// testRead reads the reports of a story, and the story with where it begins.
func testRead(t *testing.T, s Store, list []store.Revision) {
	ctx := t.Context()
	report, st, stale, err := s.Opened(ctx, list[1].Begins)
	if err != nil || report != list[1].Report || st.ID != list[1].Begins || stale {
		t.Errorf("Opened: %d, %+v, %v, %v", report, st, stale, err)
	}
	if _, _, _, err := s.Opened(ctx, "s-000000000000"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("Opened of none: %v", err)
	}
	if h, err := s.Headline(ctx, list[1].Begins); err != nil || h != st.Headline.Text {
		t.Errorf("Headline: %q, %v", h, err)
	}
	if _, err := s.Headline(ctx, "s-000000000000"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("Headline of none: %v", err)
	}
	heads, err := s.Heads(ctx, report)
	want := *list[1].Document
	want.Text, want.Bytes, want.TitleSpan = "", 0, wiredesk.Span{}
	if diff := cmp.Diff([]store.Head{{Report: report, Number: 1, Received: list[1].Received, Document: want}}, heads); err != nil || diff != "" {
		t.Errorf("Heads: %v (-want +got):\n%s", err, diff)
	}
	if err := s.File(ctx, store.Filing{Through: list[3].Seq, Gone: []int64{list[3].Report}}); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Counts(ctx, store.Place, 100, 10); err != nil || len(c) != 0 {
		t.Errorf("facets of a story that is gone: %+v, %v", c, err)
	}
}

func testDecisions(t *testing.T, s Store) {
	ctx := t.Context()
	one, err := s.Decide(ctx, "mute s-000000000001", "ana", came())
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.Decide(ctx, "mute s-000000000002", "ben", came())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Decided(ctx); err != nil || !cmp.Equal(got, []string{"mute s-000000000001", "mute s-000000000002"}) {
		t.Errorf("Decided: %q, %v", got, err)
	}
	if err := s.Undo(ctx, one, "ben", came().Add(time.Second)); err != nil {
		t.Error(err)
	}
	for _, id := range []int64{one, 99} {
		if err := s.Undo(ctx, id, "ben", came()); !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("Undo of %d: %v", id, err)
		}
	}
	if got, err := s.Decided(ctx); err != nil || !cmp.Equal(got, []string{"mute s-000000000002"}) {
		t.Errorf("Decided: %q, %v", got, err)
	}
	want := []store.Decision{
		{ID: two, Line: "mute s-000000000002", By: "ben", At: came()},
		{ID: one, Line: "mute s-000000000001", By: "ana", At: came(), Undone: came().Add(time.Second), UndoneBy: "ben"},
	}
	if got, err := s.Decisions(ctx, 10); err != nil || !cmp.Equal(got, want) {
		t.Errorf("Decisions: %v\n%s", err, cmp.Diff(want, got))
	}
	if err := s.Restart(ctx, "2"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Decided(ctx); err != nil || len(got) != 1 {
		t.Errorf("Decided after Restart: %q, %v", got, err)
	}
	if err := s.SetGrouping(ctx, "3"); err != nil {
		t.Fatal(err)
	}
	if _, v, err := s.Filed(ctx); err != nil || v != "3" {
		t.Errorf("the grouping is %q, %v", v, err)
	}
}
