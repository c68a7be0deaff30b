package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

const entryColumns = "s.report, s.id, s.headline, s.documents, s.outlets, s.origins, s.first, s.last, s.differ, s.single, s.stale <> 0, s.rank"

// entries returns the stories that a query with [entryColumns] finds.
func (db *DB) entries(ctx context.Context, query string, args ...any) ([]store.Entry, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	out := []store.Entry{}
	for rows.Next() {
		var e store.Entry
		var first, last string
		if err := rows.Scan(&e.Report, &e.ID, &e.Headline, &e.Documents, &e.Outlets, &e.Origins, &first, &last, &e.Differ, &e.Single, &e.Stale, &e.Mark.Rank); err != nil {
			return nil, db.fault(err)
		}
		e.Mark.Report = e.Report
		var bad [2]error
		e.FirstPublished, bad[0] = readTime(first)
		e.LastPublished, bad[1] = readTime(last)
		if err := errors.Join(bad[:]...); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, db.fault(rows.Err())
}

// Choose returns up to limit of the stories that f lets through, in order of
// their latest report, the latest first. Cost: one step of an index for each
// story that is looked at.
func (db *DB) Choose(ctx context.Context, f store.Choice, limit int) ([]store.Entry, error) {
	var where []string
	var args []any
	add := func(cond string, values ...any) { where, args = append(where, cond), append(args, values...) }
	if f.After != (store.Spot{}) {
		add("(s.rank, s.report) < (?, ?)", f.After.Rank, f.After.Report)
	}
	if !f.Since.IsZero() {
		add("s.rank >= ?", f.Since.Unix())
	}
	if len(f.Query.Terms) > 0 {
		const found = "s.report IN (SELECT rowid FROM story_text WHERE story_text MATCH ?)"
		common, err := db.common(ctx, f.Query)
		if err != nil {
			return nil, err
		}
		if common { // the plus keeps SQLite from reading every story found to sort them
			add("+"+found, match(f.Query))
		} else {
			add(found, match(f.Query))
		}
	}
	if f.Place != "" {
		add("s.report IN (SELECT story FROM story_name WHERE name = ? AND type = 'place')", f.Place)
	}
	if f.Entity != "" {
		add("s.report IN (SELECT story FROM story_name WHERE name = ? UNION SELECT story FROM story_name WHERE entity = ?)", f.Entity, f.Entity)
	}
	if f.Language != "" {
		add("(instr(s.languages, ?) > 0 OR instr(s.languages, ?) > 0)", " "+strings.ToLower(f.Language)+" ", " "+strings.ToLower(f.Language)+"-")
	}
	if f.MinOrigins > 0 {
		add("s.origins >= ?", f.MinOrigins)
	}
	if f.Differ {
		add("s.differ > 0")
	}
	if f.Single {
		add("s.single > 0")
	}
	query := "SELECT " + entryColumns + " FROM story s"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	return db.entries(ctx, query+" ORDER BY s.rank DESC, s.report DESC LIMIT ?", append(args, min(limit, wiredesk.MaxHits))...)
}

// common reports whether so many stories hold q that it is better to go through
// the list and look for them than to sort them.
func (db *DB) common(ctx context.Context, q store.Query) (bool, error) {
	const many = 500
	var n int
	err := db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM story_text WHERE story_text MATCH ? LIMIT ?)", match(q), many).Scan(&n)
	return n == many, db.fault(err)
}

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
func (db *DB) Name(ctx context.Context, id string, limit int) (store.Name, []store.Entry, error) {
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
	list, err := db.entries(ctx, "SELECT "+entryColumns+" FROM story_name n JOIN story s ON s.report = n.story WHERE n.entity = ? ORDER BY s.rank DESC, s.report DESC LIMIT ?", id, min(limit, wiredesk.MaxHits))
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
	rows, err := db.read.QueryContext(ctx, `SELECT c.change, c.at, c.body, NOT EXISTS (SELECT 1 FROM change d WHERE d.story = c.story AND d.change < c.change)
		FROM change c WHERE c.change > ? ORDER BY c.change LIMIT ?`, after, min(limit, wiredesk.MaxHits))
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	out := []store.Event{}
	for rows.Next() {
		var e store.Event
		var at int64
		var body string
		if err := rows.Scan(&e.Number, &at, &body, &e.First); err != nil {
			return nil, db.fault(err)
		}
		if err := json.Unmarshal([]byte(body), &e.Change); err != nil {
			return nil, fmt.Errorf("change %d: %w: %v", e.Number, store.ErrDamaged, err)
		}
		e.Change.At = time.UnixMicro(at).UTC()
		out = append(out, e)
	}
	return out, db.fault(rows.Err())
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
