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
	rows, err := db.read.QueryContext(ctx, "SELECT event, receiver, id, type, body, tries, due FROM outbox WHERE receiver = ? AND (due <= ? OR due > ?) ORDER BY due, event LIMIT ?",
		receiver, at.UnixMicro(), at.Add(maxPutOff).UnixMicro(), min(limit, wiredesk.MaxHits))
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []store.Letter
	for rows.Next() {
		var l store.Letter
		var due int64
		if err := rows.Scan(&l.Number, &l.Receiver, &l.ID, &l.Type, &l.Body, &l.Tries, &due); err != nil {
			return nil, db.fault(err)
		}
		l.Due = time.UnixMicro(due).UTC()
		out = append(out, l)
	}
	return out, db.fault(rows.Err())
}

// Taken forgets a letter: its receiver has it, or will never take it.
func (db *DB) Taken(ctx context.Context, number int64) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM outbox WHERE event = ?", number)
		return err
	})
}

// Later has a letter tried again at that time.
func (db *DB) Later(ctx context.Context, number int64, at time.Time) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE outbox SET tries = tries + 1, due = ? WHERE event = ?", at.UnixMicro(), number)
		return err
	})
}

// Receivers returns all receivers that letters were laid out for, in order of
// name.
func (db *DB) Receivers(ctx context.Context) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT name FROM receiver ORDER BY name")
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, db.fault(err)
		}
		out = append(out, name)
	}
	return out, db.fault(rows.Err())
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
