package sqlite_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// TestDiskFull fills a disk of 8 MiB: a clear failure, reading goes on, nothing
// acknowledged is lost, and the same open store takes reports in again once
// there is room.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		t.Skipf("no disk of its own can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	ballast := filepath.Join(dir, "ballast")
	db := createAt(t, filepath.Join(dir, "wiredesk.db"), sqlite.Options{})
	if err := os.WriteFile(ballast, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := fill(t, db, 0)
	if !errors.Is(err, store.ErrFull) || n == 0 {
		t.Fatalf("after %d reports: %v", n, err)
	}
	whole(t, db, n)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Put(t.Context(), []store.Incoming{report(n)}); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	whole(t, db, n+1)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
