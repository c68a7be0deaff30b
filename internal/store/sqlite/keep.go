package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	lib "modernc.org/sqlite/lib"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// sumSuffix is what the file with the checksum of a backup ends in.
const sumSuffix = ".sha256"

// Backup writes the store as it is at one moment to the file at path, which
// must not exist, with its checksum beside it, while others read and write. A
// backup that was not finished never stands under its name. It returns the
// checksum in hex.
func (db *DB) Backup(ctx context.Context, path string) (sum string, err error) {
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%s: %w: something is there already", path, wiredesk.ErrConflict)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	defer os.Remove(part)
	c, err := connect(db.path, Options{}, false) // of its own, so that it holds nobody up
	if err != nil {
		return "", err
	}
	_, err = c.ExecContext(ctx, "VACUUM INTO ?", part)
	if err = errors.Join(db.fault(err), c.Close()); err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return "", err
	}
	if sum, err = syncedSum(part); err != nil {
		return "", err
	}
	if err := writeSynced(path+sumSuffix, sum+"  "+filepath.Base(path)+"\n"); err != nil {
		return "", err
	}
	if err := os.Rename(part, path); err != nil {
		return "", err
	}
	return sum, syncFolder(path)
}

// Restore makes a store at path, where none may be, of the backup at from,
// after it has checked the backup: by its checksum if that stands beside it,
// and by all that [DB.Check] looks at. It returns what that found; then
// nothing is restored.
func Restore(ctx context.Context, from, path string) (damage []string, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: %w: something is there already; move it away first", path, wiredesk.ErrConflict)
	}
	want, err := os.ReadFile(from + sumSuffix)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	part := path + ".part"
	defer os.Remove(part)
	got, err := copySynced(from, part)
	if err != nil {
		return nil, err
	}
	if len(want) > 0 && !strings.HasPrefix(string(want), got) {
		return []string{fmt.Sprintf("%s: its checksum is %.12s, that of the backup was %.12s", from, got, want)}, nil
	}
	if damage, err = checkFile(ctx, part); err != nil {
		return nil, fmt.Errorf("%s, copied to %w", from, err)
	}
	if len(damage) > 0 {
		return damage, nil
	}
	if err := os.Rename(part, path); err != nil {
		return nil, err
	}
	return nil, syncFolder(path)
}

func checkFile(ctx context.Context, path string) ([]string, error) {
	db, err := Open(ctx, path, Options{})
	if err != nil {
		return nil, err
	}
	damage, err := db.Check(ctx)
	return damage, errors.Join(err, db.Close())
}

// Check looks for damage: in the file, between its tables, in its indexes, and
// in each text, which must have its hash. It returns what it found, one line
// each. Cost: reads all.
func (db *DB) Check(ctx context.Context) ([]string, error) {
	found, err := db.pragmaCheck(ctx)
	if err != nil {
		return found, err
	}
	for after := int64(0); ; {
		list, err := db.Revisions(ctx, after, 100)
		if errors.Is(err, store.ErrDamaged) {
			return append(found, err.Error()), nil
		}
		if err != nil || len(list) == 0 {
			return found, err
		}
		for _, v := range list {
			if v.RawHash == "" {
				continue
			}
			b, err := db.Raw(ctx, v.RawHash)
			if sum := sha256.Sum256(b); err != nil || hex.EncodeToString(sum[:]) != v.RawHash {
				found = append(found, fmt.Sprintf("report %q, revision %d: the bytes it was read from are damaged", v.Document.ID, v.Number))
			}
		}
		after = list[len(list)-1].Seq
	}
}

func (db *DB) pragmaCheck(ctx context.Context) (found []string, err error) {
	for _, q := range []string{"PRAGMA integrity_check", "SELECT 'row ' || rowid || ' of ' || \"table\" || ' refers to nothing' FROM pragma_foreign_key_check"} {
		rows, err := db.read.QueryContext(ctx, q)
		if err != nil {
			return append(found, err.Error()), ignoreDamage(db.fault(err))
		}
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				return found, errors.Join(db.fault(err), rows.Close())
			}
			if line != "ok" {
				found = append(found, line)
			}
		}
		if err := db.fault(errors.Join(rows.Err(), rows.Close())); err != nil {
			return append(found, err.Error()), ignoreDamage(err)
		}
	}
	return found, nil
}

func ignoreDamage(err error) error {
	if errors.Is(err, store.ErrDamaged) {
		return nil
	}
	return err
}

// Stats sums the store up.
func (db *DB) Stats(ctx context.Context) (store.Stats, error) {
	free, _ := db.Room()
	s := store.Stats{SQLite: lib.SQLITE_VERSION, Room: free}
	filed, _, err := db.Filed(ctx)
	if err != nil {
		return s, err
	}
	err = db.read.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM report), (SELECT count(*) FROM revision),
		(SELECT count(*) FROM story), (SELECT count(*) FROM placement WHERE story = 0), (SELECT count(*) FROM revision WHERE seq > ?),
		(SELECT count(*) FROM story WHERE stale <> 0), (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)`, filed).
		Scan(&s.Schema, &s.Reports, &s.Revisions, &s.Stories, &s.Unfiled, &s.Pending, &s.Stale, &s.Bytes)
	return s, db.fault(err)
}

// Room returns how many bytes are left for this user where the store stands,
// of how many; -1 if that is not known.
func (db *DB) Room() (free, of int64) { return room(filepath.Dir(db.path)) }

// A Lock keeps other processes from filing reports of one store.
type Lock struct{ db *sql.DB }

// Lock takes the desk of the store for this process, until it ends or the lock
// is released. It fails with [store.ErrBusy] if another has it. The lock is a
// database of its own beside the store, so the system lets go of it when the
// process dies, however it does.
func (db *DB) Lock(ctx context.Context) (*Lock, error) {
	abs, err := filepath.Abs(db.path + ".lock")
	if err != nil {
		return nil, err
	}
	l, err := sql.Open("sqlite", "file:"+abs+"?_pragma=locking_mode(exclusive)&_pragma=journal_mode(memory)")
	if err != nil {
		return nil, err
	}
	l.SetMaxOpenConns(1)
	if _, err := l.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		l.Close()
		if err = db.fault(err); errors.Is(err, store.ErrBusy) {
			return nil, fmt.Errorf("%s: %w: another wiredesk is filing its reports", db.path, store.ErrBusy)
		}
		return nil, err
	}
	return &Lock{l}, nil
}

// Release gives the desk back.
func (l *Lock) Release() error { return l.db.Close() }

// copySynced copies a file, has it written to the disk, and returns the
// SHA-256 of it in hex.
func copySynced(from, to string) (string, error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, out.Sync(), out.Close())
}

// syncedSum has a file written to the disk and returns its SHA-256 in hex.
func syncedSum(path string) (string, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Sync(), f.Close())
}

func writeSynced(path, text string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFolder has the name of a new file written to the disk.
func syncFolder(path string) error {
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
