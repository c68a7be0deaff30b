package worker

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// desk opens a new store and a worker of it that has filed n reports.
func desk(t *testing.T, seed, n int) *Worker {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w, err := Open(t.Context(), db, Options{Facts: -1, MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.lock.Release() })
	var in []store.Incoming
	for _, v := range stream(t, seed+n)[seed:] {
		in = append(in, store.Incoming{Document: v.Document})
	}
	if _, err := w.Put(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestRecall: what was kept beside a store is used for it, and neither for
// another store nor for one that was put back to an earlier time.
func TestRecall(t *testing.T) {
	ctx := context.Background()
	w, other := desk(t, 0, 40), desk(t, 7, 40)
	w.keep(ctx, 1)
	kept := w.db.Path() + keptSuffix
	through := w.filer.through
	f := w.recall(ctx, through)
	if f == nil || f.through != through {
		t.Fatalf("recall: %v", f)
	}
	if diff := cmp.Diff(w.filer.reports, f.reports); diff != "" {
		t.Errorf("reports (-desk +kept):\n%s", diff)
	}
	if w.recall(ctx, through-1) != nil {
		t.Error("it is used where fewer revisions were filed")
	}
	b, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other.db.Path()+keptSuffix, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if other.recall(ctx, other.filer.through) != nil {
		t.Error("it is used for another store")
	}
	if err := os.WriteFile(kept, b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if w.recall(ctx, through) != nil {
		t.Error("half of it is used")
	}
}

// TestPoison: a story that makes the writer fail gets no brief, and the others
// get theirs.
func TestPoison(t *testing.T) {
	w := desk(t, 0, 30)
	list, err := w.db.Stories(t.Context(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	members, err := w.db.Members(t.Context(), list[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	placed, err := w.db.Placements(t.Context(), list[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	f, order := arrange(list[0].ID, members, placed)
	f.Family = nil // what no code of ours may make of it
	var s wiredesk.Story
	w.compose(w.tools[0], f, order, &s)
	if s.ID != list[0].ID || len(s.Documents) != len(members) || s.Headline != nil {
		t.Errorf("story %+v", s)
	}
}
