package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/store"
)

func source(url string) store.Source {
	return store.Source{Source: follow.Source{URL: url}, Added: came()}
}

// follows adds sources and returns all that are followed.
func follows(t *testing.T, s Store, list ...store.Source) []store.Source {
	t.Helper()
	if _, err := s.AddSources(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	all, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func testSources(t *testing.T, s Store) {
	a := source("https://halm.example/feed")
	a.Interval, a.Title, a.Home, a.Folder = time.Hour, "Halm", "https://halm.example/", "Coast/North"
	b := source("https://arle.example/feed")
	got := follows(t, s, a, b)
	a.Number, b.Number = 1, 2
	a.Checks, b.Checks = []follow.Check{}, []follow.Check{}
	if diff := cmp.Diff([]store.Source{b, a}, got); diff != "" {
		t.Errorf("Sources (-want +got):\n%s", diff)
	}
	again := source(a.URL)
	again.Title = "Another"
	added, err := s.AddSources(t.Context(), []store.Source{again, source("https://x.example/")})
	if err != nil || !cmp.Equal(added, []bool{false, true}) {
		t.Errorf("AddSources again: %v, %v", added, err)
	}
	if err := s.PauseSource(t.Context(), 1, true); err != nil {
		t.Error(err)
	}
	if err := s.RemoveSource(t.Context(), 2); err != nil {
		t.Error(err)
	}
	a.Paused = true
	if got = follows(t, s); len(got) != 2 || !cmp.Equal(got[0], a) {
		t.Errorf("one is paused, one removed: %+v", got)
	}
	if one, err := s.Source(t.Context(), 1); err != nil || !cmp.Equal(one, a) {
		t.Errorf("Source: %+v, %v", one, err)
	}
	_, none := s.Source(t.Context(), 2)
	for name, err := range map[string]error{"Source": none, "RemoveSource": s.RemoveSource(t.Context(), 2), "PauseSource": s.PauseSource(t.Context(), 99, false), "AskSource": s.AskSource(t.Context(), 99, came())} {
		if !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("%s of none: %v", name, err)
		}
	}
	if _, err := s.AddSources(t.Context(), []store.Source{source("https://y.example/"), {}}); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("without an address: %v", err)
	}
	if got = follows(t, s, source("https://z.example/")); len(got) != 3 || got[2].Number <= 3 {
		t.Errorf("a refused list is not there, and no number is given twice: %+v", got)
	}
}

func testChecked(t *testing.T, s Store) {
	paused := source("https://z.example/")
	paused.Paused = true
	follows(t, s, source("https://halm.example/feed"), paused)
	const n = follow.MaxChecks + 5
	for i := range n {
		c := store.Checked{Source: 1, Check: follow.Check{At: came().Add(time.Duration(i) * time.Hour), State: follow.OK, Items: i, New: 1}, Documents: 2}
		if i == 0 {
			c.Kind, c.Title, c.Home, c.WasFeed = "RSS", "Halm", "https://halm.example/", true
		}
		if i == n-1 {
			c.Check.State, c.Check.Why, c.Check.Until, c.ETag, c.LastModified = follow.Broken, "it fell", came().Add(999*time.Hour), `"x"`, "yesterday"
		}
		if err := s.Checked(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	marks, err := s.SourceMarks(t.Context())
	if want := []store.Mark{{Number: 1, Checked: came().Add((n - 1) * time.Hour)}, {Number: 2, Paused: true}}; err != nil || !cmp.Equal(marks, want) {
		t.Errorf("SourceMarks: %v, %v; want %v", marks, err, want)
	}
	got := follows(t, s)[0]
	if len(got.Checks) != follow.MaxChecks || got.Checks[0].Items != 5 || got.Words() != "broken: it fell" || !got.Checks[follow.MaxChecks-1].Until.Equal(came().Add(999*time.Hour)) {
		t.Errorf("history: %d checks, %+v", len(got.Checks), got.Checks[len(got.Checks)-1])
	}
	got.Checks = nil
	want := source("https://halm.example/feed")
	want.Number, want.Kind, want.Title, want.Home, want.WasFeed, want.Documents, want.ETag, want.LastModified = 1, "RSS", "Halm", "https://halm.example/", true, 2*n, `"x"`, "yesterday"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	if err := s.AskSource(t.Context(), 2, came()); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("AskSource of a paused one: %v", err)
	}
	if err := s.AskSource(t.Context(), 1, came()); err != nil {
		t.Error(err)
	}
	for _, tt := range []struct{ knew, left time.Time }{{time.Time{}, came()}, {came(), time.Time{}}} { // a check that began before, and one that knew
		if err := s.Checked(t.Context(), store.Checked{Source: 1, Check: follow.Check{At: came().Add(n * time.Hour), State: follow.OK}, Wanted: tt.knew}); err != nil {
			t.Error(err)
		}
		one, err := s.Source(t.Context(), 1)
		marks, other := s.SourceMarks(t.Context())
		if err != nil || other != nil || !one.Wanted.Equal(tt.left) || !marks[0].Wanted.Equal(tt.left) {
			t.Errorf("wanted: %v, %+v, %v, %v; want %v", one.Wanted, marks, err, other, tt.left)
		}
	}
	if err := s.Checked(t.Context(), store.Checked{Source: 7, Items: []store.Item{{Key: "a"}}}); err != nil {
		t.Errorf("one that was removed meanwhile: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Checked(ctx, store.Checked{Source: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func testMoved(t *testing.T, s Store) {
	follows(t, s, source("https://a.example/"), source("https://b.example/"), source("https://c.example/"))
	items := []store.Item{{Key: "k", Content: "x", Read: came()}}
	for from, to := range map[int64]string{1: "https://new.example/", 2: "https://c.example/", 3: "https://c.example/"} {
		if err := s.Checked(t.Context(), store.Checked{Source: from, Moved: to, Items: items}); err != nil {
			t.Fatal(err)
		}
	}
	var urls []string
	for _, f := range follows(t, s) {
		urls = append(urls, f.URL)
	}
	if diff := cmp.Diff([]string{"https://c.example/", "https://new.example/"}, urls); diff != "" {
		t.Errorf("after they moved (-want +got):\n%s", diff)
	}
	if known, err := s.Items(t.Context(), 1); err != nil || !cmp.Equal(known["k"], items[0]) {
		t.Errorf("entries of one that moved: %v, %v", known, err)
	}
	if known, err := s.Items(t.Context(), 2); err != nil || len(known) != 0 {
		t.Errorf("entries of one that is gone: %v, %v", known, err)
	}
}

func testItems(t *testing.T, s Store) {
	follows(t, s, source("https://a.example/"), source("https://b.example/"))
	tell := func(n int64, items ...store.Item) map[string]store.Item {
		t.Helper()
		if err := s.Checked(t.Context(), store.Checked{Source: n, Items: items}); err != nil {
			t.Fatal(err)
		}
		got, err := s.Items(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := store.Item{Key: "k", Content: "one", Read: came(), Tries: 2}
	then := store.Item{Key: "k", Content: "two", Document: "d", Read: came().Add(time.Hour)}
	if got := tell(1, first); !cmp.Equal(got, map[string]store.Item{"k": first}) {
		t.Errorf("one that is to be tried again: %v", got)
	}
	if got := tell(1, then); !cmp.Equal(got, map[string]store.Item{"k": then}) {
		t.Errorf("one that was: %v", got)
	}
	var many []store.Item
	for i := range store.MaxItems + 10 {
		many = append(many, store.Item{Key: fmt.Sprint(i), Read: came().Add(time.Duration(i) * time.Second)})
	}
	got := tell(2, many...)
	if _, ok := got["9"]; ok || len(got) != store.MaxItems {
		t.Errorf("%d are remembered, the oldest: %v", len(got), ok)
	}
	if got := tell(1); len(got) != 1 {
		t.Errorf("those of another source: %v", got)
	}
	if err := s.RemoveSource(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Items(t.Context(), 2); err != nil || len(got) != 0 {
		t.Errorf("those of one that was removed: %d, %v", len(got), err)
	}
}
