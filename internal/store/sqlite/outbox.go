package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Told returns through which event letters were laid out for a receiver. One
// that is not known begins with the next event.
func (db *DB) Told(ctx context.Context, receiver string) (through int64, err error) {
	err = db.read.QueryRowContext(ctx, "SELECT change FROM receiver WHERE name = ?", receiver).Scan(&through)
	if !errors.Is(err, sql.ErrNoRows) {
		return through, db.fault(err)
	}
	err = db.tx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `INSERT INTO receiver (name, change) SELECT ?, coalesce(max(change), 0) FROM change WHERE true
			ON CONFLICT (name) DO UPDATE SET change = change RETURNING change`, receiver).Scan(&through)
	})
	return through, err
}

// LayOut keeps letters to a receiver, and that all events through that number
// are told in them, whole.
func (db *DB) LayOut(ctx context.Context, receiver string, through int64, letters []store.Letter) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		for _, l := range letters {
			if _, err := tx.ExecContext(ctx, "INSERT INTO outbox (receiver, id, type, body, tries, due) VALUES (?, ?, ?, ?, 0, ?)",
				receiver, l.ID, l.Type, l.Body, l.Due.UnixMicro()); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO receiver (name, change) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET change = max(change, ?2)", receiver, through)
		return err
	})
}

// maxPutOff is more than any letter is put off by. One that is due later was put
// off before the clock was set back, and is due now.
const maxPutOff = 7 * 24 * time.Hour

// Due returns up to limit letters to a receiver that are due at that time,
// those that have waited longest first.
func (db *DB) Due(ctx context.Context, receiver string, at time.Time, limit int) ([]store.Letter, error) {
	return collect(ctx, db, func(rows *sql.Rows) (l store.Letter, err error) {
		var due int64
		err = rows.Scan(&l.Number, &l.Receiver, &l.ID, &l.Type, &l.Body, &l.Tries, &due)
		l.Due = micro(due)
		return l, err
	}, "SELECT event, receiver, id, type, body, tries, due FROM outbox WHERE receiver = ? AND (due <= ? OR due > ?) ORDER BY due, event LIMIT ?",
		receiver, at.UnixMicro(), at.Add(maxPutOff).UnixMicro(), min(limit, wiredesk.MaxHits))
}

// Taken forgets a letter: its receiver has it, or will never take it.
func (db *DB) Taken(ctx context.Context, number int64) error {
	return db.changed(ctx, nil, "DELETE FROM outbox WHERE event = ?", number)
}

// Later has a letter tried again at that time.
func (db *DB) Later(ctx context.Context, number int64, at time.Time) error {
	return db.changed(ctx, nil, "UPDATE outbox SET tries = tries + 1, due = ? WHERE event = ?", at.UnixMicro(), number)
}

// Receivers returns all receivers that letters were laid out for, in order of
// name.
func (db *DB) Receivers(ctx context.Context) ([]string, error) {
	return collect(ctx, db, scanText, "SELECT name FROM receiver ORDER BY name")
}

// Forget forgets a receiver and the letters to it.
func (db *DB) Forget(ctx context.Context, receiver string) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM outbox WHERE receiver = ?", receiver); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM receiver WHERE name = ?", receiver)
		return err
	})
}
