package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Users returns all users, by name.
func (db *DB) Users(ctx context.Context) ([]store.User, error) {
	return collect(ctx, db, scanUser, "SELECT name, role, password, made FROM user ORDER BY name")
}

// User returns the user with that name. It fails with [wiredesk.ErrNotFound].
func (db *DB) User(ctx context.Context, name string) (store.User, error) {
	return one(ctx, db, scanUser, "user", "SELECT name, role, password, made FROM user WHERE name = ?", name)
}

// PutUser adds a user. If first is set he must be the first of all. It fails
// with [wiredesk.ErrConflict] if he is not, or the name is taken.
func (db *DB) PutUser(ctx context.Context, u store.User, first bool) error {
	return db.changed(ctx, fmt.Errorf("user %q: %w: there is one already", u.Name, wiredesk.ErrConflict),
		"INSERT INTO user (name, role, password, made) SELECT ?1, ?2, ?3, ?4 WHERE NOT ?5 OR NOT EXISTS (SELECT 1 FROM user) ON CONFLICT DO NOTHING",
		u.Name, u.Role, u.Password, u.Made.UnixMicro(), first)
}

// SetPassword gives a user another password and ends his sessions.
func (db *DB) SetPassword(ctx context.Context, name, password string) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE user = ?", name); err != nil {
			return err
		}
		return touched(tx.ExecContext(ctx, "UPDATE user SET password = ? WHERE name = ?", password, name))(fmt.Errorf("user %q: %w", name, wiredesk.ErrNotFound))
	})
}

// DeleteUser removes a user with his sessions. It fails with
// [wiredesk.ErrConflict] if he is the last admin, with [wiredesk.ErrNotFound].
func (db *DB) DeleteUser(ctx context.Context, name string) error {
	if _, err := db.User(ctx, name); err != nil {
		return err
	}
	return db.changed(ctx, fmt.Errorf("user %q: %w: the last admin stays", name, wiredesk.ErrConflict),
		"DELETE FROM user WHERE name = ?1 AND EXISTS (SELECT 1 FROM user WHERE role = 'admin' AND name <> ?1)", name)
}

// PutSession begins a session, and ends those not seen since before.
func (db *DB) PutSession(ctx context.Context, s store.Session, before time.Time) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE seen < ?", before.UnixMicro()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO session (hash, user, made, seen) VALUES (?, ?, ?, ?)", s.Hash, s.User, s.Made.UnixMicro(), s.Seen.UnixMicro())
		return err
	})
}

// Session returns the session with that hash and its user. It fails with
// [wiredesk.ErrNotFound]. Cost: one row.
func (db *DB) Session(ctx context.Context, hash string) (store.Session, store.User, error) {
	var s store.Session
	u, err := one(ctx, db, func(rows *sql.Rows) (u store.User, err error) {
		var at [3]int64
		err = rows.Scan(&s.Hash, &s.User, &at[0], &at[1], &u.Name, &u.Role, &u.Password, &at[2])
		s.Made, s.Seen, u.Made = micro(at[0]), micro(at[1]), micro(at[2])
		return u, err
	}, "session", "SELECT s.hash, s.user, s.made, s.seen, u.name, u.role, u.password, u.made FROM session s JOIN user u ON u.name = s.user WHERE s.hash = ?", hash)
	return s, u, err
}

// SeeSession notes when a session was last used.
func (db *DB) SeeSession(ctx context.Context, hash string, at time.Time) error {
	return db.changed(ctx, nil, "UPDATE session SET seen = ? WHERE hash = ?", at.UnixMicro(), hash)
}

// DeleteSession ends a session, if it is there.
func (db *DB) DeleteSession(ctx context.Context, hash string) error {
	return db.changed(ctx, nil, "DELETE FROM session WHERE hash = ?", hash)
}

// Keys returns all keys, the oldest first.
func (db *DB) Keys(ctx context.Context) ([]store.Key, error) {
	return collect(ctx, db, scanKey, "SELECT id, name, role, hash, by, made FROM api_key ORDER BY made, id")
}

// Key returns the key with that hash. It fails with [wiredesk.ErrNotFound].
func (db *DB) Key(ctx context.Context, hash string) (store.Key, error) {
	return one(ctx, db, scanKey, "key", "SELECT id, name, role, hash, by, made FROM api_key WHERE hash = ?", hash)
}

// PutKey adds a key.
func (db *DB) PutKey(ctx context.Context, k store.Key) error {
	return db.changed(ctx, fmt.Errorf("key %q: %w", k.ID, wiredesk.ErrConflict),
		"INSERT INTO api_key (id, name, role, hash, by, made) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", k.ID, k.Name, k.Role, k.Hash, k.By, k.Made.UnixMicro())
}

// DeleteKey removes the key with that id. It fails with [wiredesk.ErrNotFound].
func (db *DB) DeleteKey(ctx context.Context, id string) error {
	return db.changed(ctx, fmt.Errorf("key %q: %w", id, wiredesk.ErrNotFound), "DELETE FROM api_key WHERE id = ?", id)
}

func scanUser(rows *sql.Rows) (u store.User, err error) {
	var made int64
	err = rows.Scan(&u.Name, &u.Role, &u.Password, &made)
	u.Made = micro(made)
	return u, err
}

func scanKey(rows *sql.Rows) (k store.Key, err error) {
	var made int64
	err = rows.Scan(&k.ID, &k.Name, &k.Role, &k.Hash, &k.By, &made)
	k.Made = micro(made)
	return k, err
}

func micro(n int64) time.Time { return time.UnixMicro(n).UTC() }

// changed runs one statement and fails with none if it touched no row.
func (db *DB) changed(ctx context.Context, none error, query string, args ...any) error {
	return db.tx(ctx, func(tx *sql.Tx) error { return touched(tx.ExecContext(ctx, query, args...))(none) })
}

// touched returns what fails with none if r touched no row.
func touched(r sql.Result, err error) func(none error) error {
	return func(none error) error {
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return none
	}
}

// collect returns the rows of a query.
func collect[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, db.fault(err)
		}
		out = append(out, v)
	}
	return out, db.fault(rows.Err())
}

// scanText reads a row of one text.
func scanText(rows *sql.Rows) (s string, err error) { err = rows.Scan(&s); return s, err }

// one returns the row of a query. It fails with [wiredesk.ErrNotFound], which
// does not repeat what was asked for: that may be a secret.
func one[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), what, query string, args ...any) (T, error) {
	all, err := collect(ctx, db, scan, query, args...)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: %w", what, wiredesk.ErrNotFound)
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}
