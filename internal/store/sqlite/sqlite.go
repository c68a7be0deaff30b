// Package sqlite is the store in one SQLite file, without cgo.
//
// Layer: L3. One connection writes, others read beside it; what is acknowledged
// has been synced to the disk. Every derived row can be made again from the
// revisions. It never decides what a story is, and never changes a revision.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// oldest is the first SQLite without the bug that could lose what two
// connections wrote to the log at once (3.51.3).
const oldest = 3051003

// application marks the file as ours: "wire".
const application = 0x77697265

// readers is how many connections read at a time.
const readers = 4

//go:embed migrations/*.sql
var migrations embed.FS

// Options tune a store. The zero value is what production uses.
type Options struct {
	// MaxPages is how many pages of 4 KiB the file may have. 0 means no limit of
	// ours.
	MaxPages int
}

// A DB is an open store. It is safe for concurrent use.
type DB struct {
	path    string
	write   *sql.DB
	read    *sql.DB
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	damaged atomic.Bool // nothing is written any more
}

// Create makes a new store at path and opens it. It fails with
// [wiredesk.ErrConflict] if something is there.
func Create(ctx context.Context, path string, o Options) (*DB, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%s: %w: something is there already", path, wiredesk.ErrConflict)
	}
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return Open(ctx, path, o)
}

// Open opens the store at path, and brings one that an earlier version made up
// to date. It fails with [wiredesk.ErrNotFound] if there is none, with
// [wiredesk.ErrInvalid] if the file is something else or of a later version.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w: no store is there (wiredesk init makes one)", path, wiredesk.ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderConcurrency(0))
	if err != nil {
		return nil, err
	}
	db := &DB{path: path, pack: pack, unpack: unpack}
	if db.write, err = connect(path, o, false); err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	if err := db.prepare(ctx); err != nil {
		db.write.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if db.read, err = connect(path, o, true); err != nil {
		db.write.Close()
		return nil, err
	}
	db.read.SetMaxOpenConns(readers)
	return db, nil
}

// maxUnpacked bounds what one packed value may give: a brief of a large story.
const maxUnpacked = 1 << 30

// connect opens path: log ahead of the file, synced with each commit.
func connect(path string, o Options, readOnly bool) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	v := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(on)", "trusted_schema(off)", "journal_size_limit(67108864)",
	}}
	if o.MaxPages > 0 {
		v.Add("_pragma", "max_page_count("+strconv.Itoa(o.MaxPages)+")")
	}
	if readOnly {
		v.Set("_txlock", "deferred")
		v.Add("_pragma", "query_only(on)")
	}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: abs, RawQuery: v.Encode()}).String())
}

// prepare asserts the library's version and the file's, and migrates.
func (db *DB) prepare(ctx context.Context) error {
	if lib.SQLITE_VERSION_NUMBER < oldest {
		return fmt.Errorf("SQLite %s has a known bug that loses data; 3.51.3 or later is wanted", lib.SQLITE_VERSION)
	}
	var app, version int
	if err := db.write.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return db.fault(err)
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return db.fault(err)
	}
	var tables int
	if err := db.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return db.fault(err)
	}
	if app != application && (app != 0 || tables > 0) {
		return fmt.Errorf("%w: a database, but not a store of wiredesk", wiredesk.ErrInvalid)
	}
	return db.migrate(ctx, version)
}

// migrate brings the schema from version to the latest, one step after the
// other, each whole or not at all.
func (db *DB) migrate(ctx context.Context, version int) error {
	steps, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("%w: the store has version %d, this program knows up to %d; use a later one", wiredesk.ErrInvalid, version, len(steps))
	}
	for n := version; n < len(steps); n++ {
		script, err := migrations.ReadFile("migrations/" + steps[n].Name())
		if err != nil {
			return err
		}
		err = db.tx(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, fmt.Sprintf("%s;\nPRAGMA user_version = %d;\nPRAGMA application_id = %d", script, n+1, application))
			return err
		})
		if err != nil {
			return fmt.Errorf("migration %s: %w", steps[n].Name(), err)
		}
	}
	return nil
}

// SetMaxPages changes [Options.MaxPages] of an open store. It fails with
// [wiredesk.ErrTooLarge] if it has more already.
func (db *DB) SetMaxPages(ctx context.Context, n int) error {
	var now int
	if err := db.write.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count(%d)", n)).Scan(&now); err != nil {
		return db.fault(err)
	}
	if now != n {
		return fmt.Errorf("%w: the store has %d pages", wiredesk.ErrTooLarge, now)
	}
	return nil
}

// Path returns where the store is.
func (db *DB) Path() string { return db.path }

// Close closes the store. What was committed stays.
func (db *DB) Close() error {
	err := errors.Join(db.read.Close(), db.write.Close())
	db.unpack.Close()
	return errors.Join(err, db.pack.Close())
}

// tx runs f in a transaction: all of it is written and synced, or nothing.
func (db *DB) tx(ctx context.Context, f func(*sql.Tx) error) error {
	if db.damaged.Load() {
		return store.ErrDamaged
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return db.fault(err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback() // a full disk has undone it already
		return db.fault(err)
	}
	return db.fault(tx.Commit())
}

// fault gives an error of SQLite its kind. After one that says that the disk
// failed nothing is written any more: a second sync may succeed and mean
// nothing.
func (db *DB) fault(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return fmt.Errorf("%w (%v)", store.ErrFull, e)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("%w (%v)", store.ErrBusy, e)
	case lib.SQLITE_READONLY:
		return fmt.Errorf("%w: this user may not write it, or not in its folder (%v)", fs.ErrPermission, e)
	case lib.SQLITE_CANTOPEN:
		if db.read != nil { // it could be when the store was opened: the process has no files left
			return fmt.Errorf("%w, or too many files are open (%v)", store.ErrBusy, e)
		}
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: not a database (%v)", wiredesk.ErrInvalid, e)
	case lib.SQLITE_IOERR, lib.SQLITE_CORRUPT:
		db.damaged.Store(true)
		return fmt.Errorf("%w (%v)", store.ErrDamaged, e)
	}
	return err
}

func (db *DB) packed(b []byte) []byte { return db.pack.EncodeAll(b, nil) }

func (db *DB) unpacked(b []byte) ([]byte, error) {
	out, err := db.unpack.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: a packed value: %v", store.ErrDamaged, err)
	}
	return out, nil
}
