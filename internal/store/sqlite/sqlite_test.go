package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store { return create(t, sqlite.Options{}) })
}

func create(t *testing.T, o sqlite.Options) *sqlite.DB {
	t.Helper()
	return createAt(t, filepath.Join(t.TempDir(), "wiredesk.db"), o)
}

func createAt(t *testing.T, path string, o sqlite.Options) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Create(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// report returns a report whose text does not pack well.
func report(i int) store.Incoming {
	r := rand.New(rand.NewPCG(uint64(i), 1))
	var b strings.Builder
	for range 600 {
		fmt.Fprintf(&b, "%x ", r.Uint32())
	}
	d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint(i)), Text: b.String()}
	d.Seal()
	return store.Incoming{Document: d}
}

// fill puts reports in, one by one, until one is refused, and returns how many
// were taken.
func fill(t *testing.T, db *sqlite.DB, from int) (n int, err error) {
	t.Helper()
	for n = from; n < 100_000; n++ {
		if _, err := db.Put(context.Background(), []store.Incoming{report(n)}); err != nil {
			return n, err
		}
	}
	t.Fatal("it never got full")
	return 0, nil
}

// whole wants n reports and no damage.
func whole(t *testing.T, db *sqlite.DB, n int) {
	t.Helper()
	for i := range n {
		if _, err := db.Report(t.Context(), wiredesk.DocumentID(fmt.Sprint(i))); err != nil {
			t.Fatalf("acknowledged, and lost: %v", err)
		}
	}
	st, err := db.Stats(t.Context())
	if err != nil || st.Reports != int64(n) {
		t.Errorf("%d reports, want %d; %v", st.Reports, n, err)
	}
	if damage, err := db.Check(t.Context()); err != nil || len(damage) > 0 {
		t.Errorf("Check: %v, %v", damage, err)
	}
}

// TestFull: a store that may not grow says so, goes on being read, loses
// nothing, and takes reports in again once it may grow.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wiredesk.db")
	db := createAt(t, path, sqlite.Options{MaxPages: 120})
	n, err := fill(t, db, 0)
	if !errors.Is(err, store.ErrFull) || n == 0 {
		t.Fatalf("after %d reports: %v", n, err)
	}
	whole(t, db, n)
	if _, err := db.Put(t.Context(), []store.Incoming{report(n)}); !errors.Is(err, store.ErrFull) {
		t.Errorf("tried again: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Put(t.Context(), []store.Incoming{report(n)}); err != nil {
		t.Errorf("with room: %v", err)
	}
	whole(t, db, n+1)
}

// TestOpenRefuses: what is no store of ours is left as it is.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := sqlite.Open(t.Context(), filepath.Join(dir, "none.db"), sqlite.Options{}); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), text, sqlite.Options{}); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("text: %v", err)
	}
	if _, err := sqlite.Create(t.Context(), text, sqlite.Options{}); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("Create over a file: %v", err)
	}
	db := create(t, sqlite.Options{})
	alter := func(offset int64, b []byte) string {
		t.Helper()
		copied := filepath.Join(t.TempDir(), "altered.db")
		if _, err := db.Backup(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(copied, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt(b, offset); err != nil {
			t.Fatal(err)
		}
		f.Close()
		return copied
	}
	// Places of the SQLite file header: user_version at 60, application_id at 68.
	if _, err := sqlite.Open(t.Context(), alter(60, []byte{0, 0, 3, 231}), sqlite.Options{}); !errors.Is(err, wiredesk.ErrInvalid) || !strings.Contains(err.Error(), "version 999") {
		t.Errorf("of a later version: %v", err)
	}
	if _, err := sqlite.Open(t.Context(), alter(68, []byte{0, 0, 0, 7}), sqlite.Options{}); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("of another program: %v", err)
	}
}

// TestBackup: a backup taken while reports come in is whole, and can be
// restored; one that was damaged is refused.
func TestBackup(t *testing.T) {
	db := create(t, sqlite.Options{})
	for i := range 30 {
		if _, err := db.Put(t.Context(), []store.Incoming{report(i)}); err != nil {
			t.Fatal(err)
		}
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 30; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := db.Put(context.Background(), []store.Incoming{report(i)}); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	dir := t.TempDir()
	backup := filepath.Join(dir, "backup.db")
	sum, err := db.Backup(t.Context(), backup)
	close(stop)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(backup + ".sha256"); err != nil || !strings.HasPrefix(string(b), sum) {
		t.Errorf("checksum: %q, %v", b, err)
	}
	if _, err := db.Backup(t.Context(), backup); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("over another: %v", err)
	}
	restored := filepath.Join(dir, "restored.db")
	if damage, err := sqlite.Restore(t.Context(), backup, restored); err != nil || len(damage) > 0 {
		t.Fatalf("Restore: %v, %v", damage, err)
	}
	if _, err := sqlite.Restore(t.Context(), backup, restored); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("over another: %v", err)
	}
	again, err := sqlite.Open(t.Context(), restored, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	st, err := again.Stats(t.Context())
	if err != nil || st.Reports < 30 {
		t.Fatalf("%+v, %v", st, err)
	}
	whole(t, again, int(st.Reports))
	flip(t, backup, 5*4096+100)
	if damage, err := sqlite.Restore(t.Context(), backup, filepath.Join(dir, "other.db")); err != nil || len(damage) == 0 {
		t.Errorf("of a damaged backup: %v, %v", damage, err)
	}
}

// flip changes a byte of a file.
func flip(t *testing.T, path string, at int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 0xff
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDamage flips a byte in 60 places of a store: a changed text never comes
// back as if it were whole.
func TestDamage(t *testing.T) {
	db := create(t, sqlite.Options{})
	want := map[wiredesk.DocumentID]string{}
	for i := range 20 {
		r := report(i)
		want[r.Document.ID] = r.Document.Text
		if _, err := db.Put(t.Context(), []store.Incoming{r}); err != nil {
			t.Fatal(err)
		}
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	if _, err := db.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	named := 0
	for range 60 {
		path := filepath.Join(t.TempDir(), "damaged.db")
		c := bytes.Clone(b)
		c[r.IntN(len(c))] ^= byte(1 + r.IntN(255))
		if err := os.WriteFile(path, c, 0o600); err != nil {
			t.Fatal(err)
		}
		if !silent(t, path, want) {
			named++
		}
	}
	if named == 0 {
		t.Error("no damage was named")
	}
}

// silent reports whether nothing is said about the damage of a store, and wants
// every text that is read to be one that was written.
func silent(t *testing.T, path string, want map[wiredesk.DocumentID]string) bool {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		return false
	}
	defer db.Close()
	quiet := true
	for after := int64(0); ; {
		list, err := db.Revisions(t.Context(), after, 1)
		if err != nil || len(list) == 0 {
			quiet = quiet && err == nil
			break
		}
		if text, ok := want[list[0].Document.ID]; ok && text != list[0].Document.Text {
			t.Errorf("report %s came back changed", list[0].Document.ID)
		}
		after = list[0].Seq
	}
	damage, err := db.Check(t.Context())
	return quiet && err == nil && len(damage) == 0
}

// TestRelease opens a store of each release: testdata/v1.db was made by
// `wiredesk add`, and copied by `wiredesk backup`.
func TestRelease(t *testing.T) {
	files, err := filepath.Glob("testdata/v*.db")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		path := filepath.Join(t.TempDir(), "wiredesk.db")
		if damage, err := sqlite.Restore(t.Context(), f, path); err != nil || len(damage) > 0 {
			t.Fatalf("%s: %v, %v", f, damage, err)
		}
		db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		st, err := db.Stats(t.Context())
		if err != nil || st.Reports != 5 || st.Revisions != 6 || st.Stories != 2 || st.Pending != 0 || st.Stale != 0 {
			t.Errorf("%s: %+v, %v", f, st, err)
		}
		v, err := db.Report(t.Context(), "vh-1")
		if err != nil || v.Number != 2 || !strings.Contains(v.Document.Text, "209 passengers") {
			t.Errorf("%s: report %+v, %v", f, v, err)
		}
		s, stale, err := db.StoryOf(t.Context(), v.Report)
		if err != nil || stale || s.Headline == nil || len(s.Documents) != 4 {
			t.Errorf("%s: story %+v, %v", f, s, err)
		}
		q, err := store.ParseQuery(`"rye bread"`)
		if err != nil {
			t.Fatal(err)
		}
		if hits, err := db.SearchReports(t.Context(), q, 10); err != nil || len(hits) != 1 {
			t.Errorf("%s: %+v, %v", f, hits, err)
		}
		if _, err := db.Put(t.Context(), []store.Incoming{report(1)}); err != nil {
			t.Errorf("%s: it takes no report in: %v", f, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
