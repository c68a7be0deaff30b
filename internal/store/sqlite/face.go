package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// putNames puts the entities of a story in the place of those that it had.
func putNames(ctx context.Context, tx *sql.Tx, story int64, entities []wiredesk.Entity) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM story_name WHERE story = ?", story); err != nil {
		return err
	}
	for _, e := range entities {
		if _, err := tx.ExecContext(ctx, `INSERT INTO story_name (entity, story, name, type, role, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (entity, story) DO UPDATE SET mentions = mentions + ?6`,
			store.EntityID(e.Type, e.Name), story, e.Name, e.Type, e.Role, e.Mentions); err != nil {
			return err
		}
	}
	return nil
}

// Name returns what stories know of somebody or something, and up to limit of
// those stories, the latest first. It fails with [wiredesk.ErrNotFound].
func (db *DB) Name(ctx context.Context, id string, limit int) (store.Name, []store.Listed, error) {
	n := store.Name{ID: id, Roles: []string{}}
	rows, err := db.read.QueryContext(ctx, "SELECT name, type, role, mentions FROM story_name WHERE entity = ? ORDER BY story", id)
	if err != nil {
		return n, nil, db.fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		var role string
		var mentions int
		if err := rows.Scan(&n.Name, &n.Type, &role, &mentions); err != nil {
			return n, nil, db.fault(err)
		}
		n.Stories, n.Mentions = n.Stories+1, n.Mentions+mentions
		if role != "" && !slices.Contains(n.Roles, role) {
			n.Roles = append(n.Roles, role)
		}
	}
	if err := rows.Err(); err != nil {
		return n, nil, db.fault(err)
	}
	if n.Stories == 0 {
		return n, nil, fmt.Errorf("entity %q: %w", id, wiredesk.ErrNotFound)
	}
	list, err := db.listed(ctx, "story_name n JOIN story s ON s.report = n.story WHERE n.entity = ?", " LIMIT ?", id, min(limit, wiredesk.MaxHits))
	return n, list, err
}

// Passage returns the latest revision of a report in which e stands. It fails
// with [wiredesk.ErrNotFound] if it stands in none.
func (db *DB) Passage(ctx context.Context, e wiredesk.Evidence) (store.Revision, error) {
	all, err := db.History(ctx, e.Document)
	if err != nil {
		return store.Revision{}, err
	}
	for _, v := range slices.Backward(all) {
		if t := v.Document.Text; 0 <= e.Start && e.Start <= e.End && e.End <= len(t) && wiredesk.Hash(t[e.Start:e.End]) == e.SHA256 {
			return v, nil
		}
	}
	return store.Revision{}, fmt.Errorf("bytes %d to %d of report %q: %w in any revision", e.Start, e.End, e.Document, wiredesk.ErrNotFound)
}

// SearchAny returns up to limit reports that hold any term of q, the best
// first.
func (db *DB) SearchAny(ctx context.Context, q store.Query, limit int) ([]store.Hit, error) {
	return db.searchReports(ctx, q, " OR ", limit)
}

// Events returns up to limit events after the one with that number, in order.
func (db *DB) Events(ctx context.Context, after int64, limit int) ([]store.Event, error) {
	return collect(ctx, db, func(rows *sql.Rows) (e store.Event, err error) {
		var at int64
		var body string
		if err := rows.Scan(&e.Number, &at, &body, &e.First); err != nil {
			return e, err
		}
		if e.Change, err = readChange(body, at); err != nil {
			return e, fmt.Errorf("change %d: %w", e.Number, err)
		}
		return e, nil
	}, `SELECT c.change, c.at, c.body, NOT EXISTS (SELECT 1 FROM change d WHERE d.story = c.story AND d.change < c.change)
		FROM change c WHERE c.change > ? ORDER BY c.change LIMIT ?`, after, min(limit, wiredesk.MaxHits))
}

// LastEvent returns the number of the latest event; 0 if there was none.
func (db *DB) LastEvent(ctx context.Context) (n int64, err error) {
	err = db.read.QueryRowContext(ctx, "SELECT coalesce(max(change), 0) FROM change").Scan(&n)
	return n, db.fault(err)
}

// Schema returns the version of the schema.
func (db *DB) Schema(ctx context.Context) (n int, err error) {
	err = db.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, db.fault(err)
}

// Damaged reports whether the disk has failed, so that nothing is written any
// more.
func (db *DB) Damaged() bool { return db.damaged.Load() }
