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

// filed puts n reports in and files each in a story of its own.
func filed(t *testing.T, s Store, n int) []store.Revision {
	t.Helper()
	for i := range n {
		put(t, s, document(fmt.Sprint("r", i), "", fmt.Sprintf("Title %d", i), fmt.Sprintf("Report number%d of the ferry.", i)))
	}
	list, err := s.Revisions(t.Context(), 0, n)
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filing{Through: list[n-1].Seq, Texts: list}
	for _, v := range list {
		f.Placed = append(f.Placed, store.Placement{Report: v.Report, Story: v.Report, Family: v.Report})
		f.Changed = append(f.Changed, v.Report)
	}
	if err := s.Restart(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if err := s.File(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return list
}

// written returns a story with a headline.
func written(v store.Revision, mark int64, headline string) store.Written {
	d := v.Document
	st := wiredesk.Statement{ID: "1", Text: headline, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{wiredesk.Cite(d, wiredesk.Span{End: 6})}}
	return store.Written{Report: v.Report, Stale: mark, Story: wiredesk.Story{
		ID: v.Begins, Documents: []wiredesk.DocumentID{d.ID}, Counts: wiredesk.Counts{Documents: 1, Origins: 1}, Brief: wiredesk.Brief{Headline: &st},
	}}
}

func testFiling(t *testing.T, s Store) {
	ctx := t.Context()
	list := filed(t, s, 3)
	if through, version, err := s.Filed(ctx); through != list[2].Seq || version != "1" || err != nil {
		t.Errorf("Filed: %d, %q, %v", through, version, err)
	}
	why := store.Reason{With: list[0].Report, Score: 0.5, Threshold: 0.28, Terms: []string{"ferry"}}
	moved := store.Placement{Report: list[1].Report, Story: list[0].Report, Family: list[0].Report, Shares: []store.Share{{With: list[0].Report, Taken: 0.9, Given: 0.4}}, Why: why}
	if err := s.File(ctx, store.Filing{Through: list[2].Seq, Placed: []store.Placement{moved}, Changed: []int64{list[0].Report}, Gone: []int64{list[1].Report}}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Placement(ctx, list[1].Report)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(moved, got); diff != "" {
		t.Errorf("Placement (-want +got):\n%s", diff)
	}
	if all, err := s.Placements(ctx, list[0].Report); err != nil || len(all) != 2 || all[1].Report != list[1].Report {
		t.Errorf("Placements: %+v, %v", all, err)
	}
	if members, err := s.Members(ctx, list[0].Report); err != nil || len(members) != 2 || members[0].Report != list[0].Report {
		t.Errorf("Members: %d, %v", len(members), err)
	}
	st, _, err := s.Story(ctx, list[1].Begins)
	if err != nil || st.ID != list[0].Begins {
		t.Errorf("a story that is part of another: %+v, %v", st, err)
	}
	if err := s.Restart(ctx, "2"); err != nil {
		t.Fatal(err)
	}
	if through, version, err := s.Filed(ctx); through != 0 || version != "2" || err != nil {
		t.Errorf("Filed after Restart: %d, %q, %v", through, version, err)
	}
	if all, err := s.Stories(ctx, 0, 10); err != nil || len(all) != 0 {
		t.Errorf("Stories after Restart: %+v, %v", all, err)
	}
}

func testWriting(t *testing.T, s Store) {
	ctx := t.Context()
	list := filed(t, s, 3)
	stale, err := s.Stale(ctx, 10)
	if err != nil || len(stale) != 3 {
		t.Fatalf("Stale: %+v, %v", stale, err)
	}
	w := written(list[0], stale[0].Mark, "Report")
	w.Change = &store.Change{Story: w.Story.ID, At: came(), Came: []wiredesk.DocumentID{"r0"}, Left: []wiredesk.DocumentID{}, Gained: []string{"Report"}, Lost: []string{}, Gone: []store.Gone{}}
	late := written(list[1], stale[1].Mark-1, "Late")
	if err := s.PutStories(ctx, []store.Written{w, late}, nil); err != nil {
		t.Fatal(err)
	}
	st, old, err := s.Story(ctx, list[0].Begins)
	if err != nil || old || st.Headline.Text != "Report" || !cmp.Equal(st.Headline.Evidence, w.Story.Headline.Evidence) {
		t.Errorf("Story: %+v, %v, %v", st, old, err)
	}
	if _, old, err := s.Story(ctx, list[1].Begins); err != nil || !old {
		t.Errorf("a story that changed while it was written is not stale: %v", err)
	}
	if st, old, err := s.StoryOf(ctx, list[2].Report); err != nil || !old || st.ID != list[2].Begins || st.Headline != nil {
		t.Errorf("a story that was never written: %+v, %v", st, err)
	}
	changes, err := s.Changes(ctx, list[0].Begins, 10)
	if diff := cmp.Diff([]store.Change{*w.Change}, changes); diff != "" || err != nil {
		t.Errorf("Changes: %v (-want +got):\n%s", err, diff)
	}
	if err := s.Rewrite(ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if stale, err = s.Stale(ctx, 10); err != nil || len(stale) != 3 {
		t.Errorf("Stale after Rewrite: %+v, %v", stale, err)
	}
	if err := s.PutStories(ctx, []store.Written{written(list[0], stale[0].Mark, "Report")}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Rewrite(ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if stale, err = s.Stale(ctx, 10); err != nil || len(stale) != 2 {
		t.Errorf("Stale after the same Rewrite: %+v, %v", stale, err)
	}
	testStories(t, s, list)
}

// testStories: the list goes by rank, and resumes.
func testStories(t *testing.T, s Store, list []store.Revision) {
	for i, v := range list {
		w := written(v, 0, fmt.Sprint("Report ", i))
		if i != 1 {
			w.Rank = came().Add(time.Duration(i) * time.Hour)
		}
		if err := s.PutStories(t.Context(), []store.Written{w}, nil); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for skip := range 4 {
		page, err := s.Stories(t.Context(), skip, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page {
			got = append(got, e.Headline)
		}
	}
	if diff := cmp.Diff([]string{"Report 2", "Report 0", "Report 1"}, got); diff != "" {
		t.Errorf("Stories (-want +got):\n%s", diff)
	}
}

func query(t *testing.T, text string) store.Query {
	t.Helper()
	q, err := store.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func testSearch(t *testing.T, s Store) {
	ctx := t.Context()
	list := filed(t, s, 12)
	find := func(text string) []string {
		hits, err := s.SearchReports(ctx, query(t, text), 100)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		var out []string
		for _, h := range hits {
			out = append(out, string(h.Document))
		}
		return out
	}
	if got := find("ferry"); len(got) != 12 {
		t.Errorf("ferry: %v", got)
	}
	if got := find("FERRIES number7"); !cmp.Equal(got, []string{"r7"}) {
		t.Errorf("stems, and every word: %v", got)
	}
	if got := find(`"report number3"`); !cmp.Equal(got, []string{"r3"}) {
		t.Errorf("a phrase: %v", got)
	}
	if got := find("number1*"); len(got) != 3 {
		t.Errorf("the start of a word: %v", got)
	}
	if got := find("submarine"); got != nil {
		t.Errorf("what is nowhere: %v", got)
	}
	put(t, s, document("r3", "", "Title 3", "Report number3 of the submarine."))
	v, err := s.Report(ctx, "r3")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.File(ctx, store.Filing{Through: v.Seq, Texts: []store.Revision{v}}); err != nil {
		t.Fatal(err)
	}
	if got := find("ferry"); len(got) != 11 {
		t.Errorf("after a revision, the word that was taken out: %v", got)
	}
	hits, err := s.SearchReports(ctx, query(t, "submarine"), 100)
	if err != nil || len(hits) != 1 || hits[0].Document != "r3" || hits[0].Passage != "Report number3 of the submarine." || hits[0].Story != list[3].Begins {
		t.Errorf("after a revision: %+v, %v", hits, err)
	}
	if err := s.PutStories(ctx, []store.Written{written(list[5], 0, "Whales sighted")}, nil); err != nil {
		t.Fatal(err)
	}
	if hits, err := s.SearchStories(ctx, query(t, "whale"), 10); err != nil || len(hits) != 1 || hits[0].Story != list[5].Begins {
		t.Errorf("stories: %+v, %v", hits, err)
	}
	if hits, err := s.SearchReports(ctx, query(t, "title"), 4); err != nil || len(hits) != 4 {
		t.Errorf("a limit: %d, %v", len(hits), err)
	}
}

func testSearchHostile(t *testing.T, s Store) {
	filed(t, s, 2)
	for _, text := range append(hostile(), `"`, `""`, `*`, `a*b*`, `NOT ferry`, `title:ferry`, `ferry OR`, `(ferry`, `^ferry`, `ferry AND`, `NEAR(ferry, 2)`, `-ferry`, `+`, `ferry"number1`) {
		q, err := store.ParseQuery(text)
		if err != nil {
			if !errors.Is(err, wiredesk.ErrInvalid) && !errors.Is(err, wiredesk.ErrTooLarge) {
				t.Errorf("%.20q: %v", text, err)
			}
			continue
		}
		if _, err := s.SearchReports(t.Context(), q, 10); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
		if _, err := s.SearchStories(t.Context(), q, 10); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func testAnnotations(t *testing.T, s Store) {
	ctx := t.Context()
	list := filed(t, s, 1)
	put := func(version, body string) {
		t.Helper()
		if err := s.PutStories(ctx, nil, []store.Annotation{{Seq: list[0].Seq, Stage: "words", Version: version, Body: []byte(body)}}); err != nil {
			t.Fatal(err)
		}
	}
	put("1", "one\x00")
	put("2", "two")
	if b, err := s.Annotation(ctx, list[0].Seq, "words", "2"); err != nil || string(b) != "two" {
		t.Errorf("Annotation: %q, %v", b, err)
	}
	for _, other := range []struct{ stage, version string }{{"words", "1"}, {"trees", "2"}} {
		if b, err := s.Annotation(ctx, list[0].Seq, other.stage, other.version); err != nil || b != nil {
			t.Errorf("Annotation of %v: %q, %v", other, b, err)
		}
	}
}

func testRules(t *testing.T, s Store) {
	for _, want := range [][]string{{"merge s-1 s-2", `pin "x y" s-1`}, {"mute s-1"}, nil} {
		if err := s.SetRules(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Rules(t.Context()); err != nil || !cmp.Equal(want, got) {
			t.Errorf("Rules: %q, %v, want %q", got, err, want)
		}
	}
}
