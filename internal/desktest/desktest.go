// Package desktest gives tests a store in which the bundled reports stand,
// filed and written with facts.
//
// Layer: L4 (test support). Nothing but tests imports it.
package desktest

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// A Bundle makes the store once for all tests of a package, since that takes
// seconds, and gives each a copy of its own.
type Bundle struct {
	once sync.Once
	file []byte
}

// Open returns a store with the bundled reports, of which no other test knows.
func (b *Bundle) Open(tb testing.TB) *sqlite.DB {
	tb.Helper()
	b.once.Do(func() { b.file = made(tb) })
	path := filepath.Join(tb.TempDir(), "wiredesk.db")
	if err := os.WriteFile(path, b.file, 0o600); err != nil {
		tb.Fatal(err)
	}
	return opened(tb, path)
}

// Documents returns the bundled reports, oldest first.
func Documents(tb testing.TB) []*wiredesk.Document {
	tb.Helper()
	var out []*wiredesk.Document
	for line := range bytes.Lines(demo.JSONL()) {
		d, err := intake.Line(line)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *wiredesk.Document) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Empty returns a store in which nothing stands.
func Empty(tb testing.TB) *sqlite.DB {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "wiredesk.db")
	db, err := sqlite.Create(tb.Context(), path, sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// Write takes docs in, files and writes them, with facts or without.
func Write(tb testing.TB, db *sqlite.DB, facts bool, docs ...*wiredesk.Document) {
	tb.Helper()
	o := worker.Options{MinFree: -1}
	if !facts {
		o.Facts = -1
	}
	w, err := worker.Open(tb.Context(), db, o)
	if err != nil {
		tb.Fatal(err)
	}
	in := make([]store.Incoming, len(docs))
	for i, d := range docs {
		in[i] = store.Incoming{Document: d}
	}
	if _, err := w.Put(tb.Context(), in); err != nil {
		tb.Fatal(err)
	}
	if err := w.CatchUp(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}

// made returns the file of a store with the bundled reports.
func made(tb testing.TB) []byte {
	db := Empty(tb)
	Write(tb, db, true, Documents(tb)...)
	path := filepath.Join(tb.TempDir(), "copy.db")
	if _, err := db.Backup(tb.Context(), path); err != nil {
		tb.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func opened(tb testing.TB, path string) *sqlite.DB {
	tb.Helper()
	db, err := sqlite.Open(tb.Context(), path, sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// Apart takes docs in and files each in a story of its own, unwritten, in
// whatever they say. It returns the stories in the order of docs.
func Apart(tb testing.TB, db *sqlite.DB, docs ...*wiredesk.Document) []store.Revision {
	tb.Helper()
	in := make([]store.Incoming, len(docs))
	for i, d := range docs {
		in[i] = store.Incoming{Document: d}
	}
	if _, err := db.Put(tb.Context(), in); err != nil {
		tb.Fatal(err)
	}
	through, _, err := db.Filed(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	list, err := db.Revisions(tb.Context(), through, len(docs))
	if err != nil {
		tb.Fatal(err)
	}
	f := store.Filing{Through: list[len(list)-1].Seq, Texts: list}
	for _, v := range list {
		f.Placed = append(f.Placed, store.Placement{Report: v.Report, Story: v.Report, Family: v.Report})
		f.Changed = append(f.Changed, v.Report)
	}
	if err := db.File(tb.Context(), f); err != nil {
		tb.Fatal(err)
	}
	return list
}
