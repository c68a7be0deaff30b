package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/store"
)

// AddSources adds what is to be followed, and says of each whether it is new.
// One whose address is there already stays as it is. Of s only URL, Interval,
// Paused, Added, Title, Home and Folder are used.
func (db *DB) AddSources(ctx context.Context, list []store.Source) (added []bool, err error) {
	err = db.tx(ctx, func(tx *sql.Tx) error {
		for _, s := range list {
			if s.URL == "" {
				return fmt.Errorf("a source without an address: %w", wiredesk.ErrInvalid)
			}
			r, err := tx.ExecContext(ctx, `INSERT INTO source (url, added, gap, paused, kind, title, home, folder, etag, modified, was_feed, documents, checked, checks)
				VALUES (?, ?, ?, ?, '', ?, ?, ?, '', '', 0, 0, 0, '[]') ON CONFLICT (url) DO NOTHING`,
				s.URL, s.Added.UnixMicro(), int64(s.Interval), s.Paused, s.Title, s.Home, s.Folder)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			added = append(added, n > 0)
		}
		return nil
	})
	return added, err
}

// Sources returns what is followed, in order of address. Cost: 0.05 ms a source
// with a whole history.
func (db *DB) Sources(ctx context.Context) ([]store.Source, error) {
	return db.sources(ctx, "ORDER BY url")
}

// Source returns one source. It fails with [wiredesk.ErrNotFound].
func (db *DB) Source(ctx context.Context, number int64) (store.Source, error) {
	list, err := db.sources(ctx, "WHERE source = ?", number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("source %d: %w", number, wiredesk.ErrNotFound)
	}
	if err != nil {
		return store.Source{}, err
	}
	return list[0], nil
}

func (db *DB) sources(ctx context.Context, which string, args ...any) ([]store.Source, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT source, url, added, gap, paused, kind, title, home, folder, etag, modified, was_feed, documents, wanted, checks FROM source "+which, args...)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []store.Source
	for rows.Next() {
		var s store.Source
		var added, gap, wanted int64
		var checks string
		if err := rows.Scan(&s.Number, &s.URL, &added, &gap, &s.Paused, &s.Kind, &s.Title, &s.Home, &s.Folder, &s.ETag, &s.LastModified,
			&s.WasFeed, &s.Documents, &wanted, &checks); err != nil {
			return nil, db.fault(err)
		}
		s.Added, s.Interval = time.UnixMicro(added).UTC(), time.Duration(gap)
		if wanted != 0 {
			s.Wanted = time.UnixMicro(wanted).UTC()
		}
		if err := json.Unmarshal([]byte(checks), &s.Checks); err != nil {
			return nil, fmt.Errorf("source %d: %w: %v", s.Number, store.ErrDamaged, err)
		}
		out = append(out, s)
	}
	return out, db.fault(rows.Err())
}

// SourceMarks returns the mark of each source, in order of number. Cost: 2 µs a
// source.
func (db *DB) SourceMarks(ctx context.Context) ([]store.Mark, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT source, paused, checked, wanted FROM source ORDER BY source")
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []store.Mark
	for rows.Next() {
		var m store.Mark
		var at, wanted int64
		if err := rows.Scan(&m.Number, &m.Paused, &at, &wanted); err != nil {
			return nil, db.fault(err)
		}
		if at != 0 {
			m.Checked = time.UnixMicro(at).UTC()
		}
		if wanted != 0 {
			m.Wanted = time.UnixMicro(wanted).UTC()
		}
		out = append(out, m)
	}
	return out, db.fault(rows.Err())
}

// RemoveSource forgets a source with its history. The reports that came of it
// stay. It fails with [wiredesk.ErrNotFound].
func (db *DB) RemoveSource(ctx context.Context, number int64) error {
	return db.changeSource(ctx, number, "DELETE FROM source WHERE source = ?", number)
}

// PauseSource has a source not asked any more, or asked again. It fails with
// [wiredesk.ErrNotFound].
func (db *DB) PauseSource(ctx context.Context, number int64, paused bool) error {
	return db.changeSource(ctx, number, "UPDATE source SET paused = ? WHERE source = ?", paused, number)
}

// AskSource has a source asked out of turn, as soon as its host lets it: until
// it was, it is wanted. It fails with [wiredesk.ErrConflict] if the source is
// paused, with [wiredesk.ErrNotFound] if there is none.
func (db *DB) AskSource(ctx context.Context, number int64, at time.Time) error {
	s, err := db.Source(ctx, number)
	if err == nil && s.Paused {
		err = fmt.Errorf("source %d: %w: it is paused", number, wiredesk.ErrConflict)
	}
	if err != nil {
		return err
	}
	return db.changeSource(ctx, number, "UPDATE source SET wanted = ? WHERE source = ?", at.UnixMicro(), number)
}

func (db *DB) changeSource(ctx context.Context, number int64, query string, args ...any) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, query, args...)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return fmt.Errorf("source %d: %w", number, wiredesk.ErrNotFound)
	})
}

// Items returns what is known of the entries of a source, by key.
func (db *DB) Items(ctx context.Context, source int64) (map[string]store.Item, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT key, content, document, read, tries FROM item WHERE source = ?", source)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	out := map[string]store.Item{}
	for rows.Next() {
		var it store.Item
		var read int64
		if err := rows.Scan(&it.Key, &it.Content, &it.Document, &read, &it.Tries); err != nil {
			return nil, db.fault(err)
		}
		it.Read = time.UnixMicro(read).UTC()
		out[it.Key] = it
	}
	return out, db.fault(rows.Err())
}

// Checked writes what came of asking a source, whole: its history, and which
// of its entries are known now. A source that is gone meanwhile is passed over.
// One that has moved to where another is followed already is taken for the
// other, and goes.
func (db *DB) Checked(ctx context.Context, c store.Checked) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		var text string
		err := tx.QueryRowContext(ctx, "SELECT checks FROM source WHERE source = ?", c.Source).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.Moved != "" {
			gone, err := move(ctx, tx, c)
			if err != nil || gone {
				return err
			}
		}
		var history follow.Source
		if err := json.Unmarshal([]byte(text), &history.Checks); err != nil {
			return fmt.Errorf("source %d: %w: %v", c.Source, store.ErrDamaged, err)
		}
		history.Add(c.Check)
		checks, err := json.Marshal(history.Checks)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE source SET checked = ?, checks = ?, kind = coalesce(nullif(?, ''), kind), title = coalesce(nullif(?, ''), title),
			home = coalesce(nullif(?, ''), home), etag = ?, modified = ?, was_feed = was_feed OR ?, documents = documents + ?,
			wanted = iif(wanted = ?, 0, wanted) WHERE source = ?`,
			c.Check.At.UnixMicro(), string(checks), c.Kind, c.Title, c.Home, c.ETag, c.LastModified, c.WasFeed, c.Documents, c.Wanted.UnixMicro(), c.Source); err != nil {
			return err
		}
		return remember(ctx, tx, c)
	})
}

// move gives a source its new address, or drops it if another has that.
func move(ctx context.Context, tx *sql.Tx, c store.Checked) (gone bool, err error) {
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM source WHERE url = ? AND source <> ?)", c.Moved, c.Source).Scan(&there); err != nil {
		return false, err
	}
	if there {
		if _, err := tx.ExecContext(ctx, "UPDATE source SET documents = documents + ? + (SELECT documents FROM source WHERE source = ?) WHERE url = ?",
			c.Documents, c.Source, c.Moved); err != nil {
			return true, err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM source WHERE source = ?", c.Source)
		return true, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE source SET url = ? WHERE source = ?", c.Moved, c.Source)
	return false, err
}

// remember keeps the entries of c, and forgets the oldest ones of its source.
func remember(ctx context.Context, tx *sql.Tx, c store.Checked) error {
	for _, it := range c.Items {
		if _, err := tx.ExecContext(ctx, `INSERT INTO item (source, key, content, document, read, tries) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (source, key) DO UPDATE SET content = ?3, document = ?4, read = ?5, tries = ?6`,
			c.Source, it.Key, it.Content, it.Document, it.Read.UnixMicro(), it.Tries); err != nil {
			return err
		}
	}
	if len(c.Items) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM item WHERE source = ?1 AND item NOT IN (SELECT item FROM item WHERE source = ?1 ORDER BY read DESC, item DESC LIMIT ?2)",
		c.Source, store.MaxItems)
	return err
}
