package sqlite_test

import (
	"errors"
	"io"
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

// TestBackupFull makes backups into a disk with more and more room: as long as
// it is too little that is said, nothing stands under the name of the backup or
// is left over, and the store goes on; the first that is named is whole.
func TestBackupFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("no disk of its own can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	db := createAt(t, filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	const page = 4096
	n := 0
	for ; n < 60; n++ {
		if _, err := db.Put(t.Context(), []store.Incoming{report(n)}); err != nil {
			t.Fatal(err)
		}
	}
	ballast, path := filepath.Join(dir, "ballast"), filepath.Join(dir, "monday.db")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	size, err := io.Copy(f, endless{}) // until the disk is full
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	refused := 0
	for size = size / page * page; ; size -= page {
		if err := f.Truncate(size); err != nil || size < 0 {
			t.Fatalf("%d bytes of ballast: %v", size, err)
		}
		_, err := db.Backup(t.Context(), path)
		if err == nil {
			break
		}
		refused++
		if !errors.Is(err, store.ErrFull) && !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("%d bytes of ballast: %v", size, err)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
			t.Fatalf("%d bytes of ballast: %v, %v are there", size, list, err)
		}
		if refused%50 == 1 {
			if _, err := db.Put(t.Context(), []store.Incoming{report(n)}); err != nil {
				t.Fatalf("after a backup that had no room: %v", err)
			}
			n++
		}
	}
	if refused < 20 {
		t.Errorf("%d backups had no room", refused)
	}
	whole(t, db, n)
	again := filepath.Join(t.TempDir(), "again.db")
	if damage, err := sqlite.Restore(t.Context(), path, again); err != nil || len(damage) > 0 {
		t.Fatalf("restored: %v, %v", damage, err)
	}
	back, err := sqlite.Open(t.Context(), again, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	whole(t, back, n)
	t.Logf("%d backups had no room, the next was whole", refused)
}

// endless is ballast that a disk cannot leave out.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 1
	}
	return len(b), nil
}
