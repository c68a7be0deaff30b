package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func putFacets(ctx context.Context, tx *sql.Tx, w *store.Written) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM facet WHERE story = ?", w.Report); err != nil {
		return err
	}
	for _, f := range w.Facets.Names {
		if _, err := tx.ExecContext(ctx, "INSERT INTO facet (kind, value, story, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", f.Kind, strings.ToLower(f.Name), w.Report, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// List returns up to limit stories that f lets through in order of their latest
// report, the latest first. Cost: one step of an index for each story that is
// looked at.
func (db *DB) List(ctx context.Context, f store.Filter, limit int) ([]store.Listed, error) {
	where, args, err := db.conditions(ctx, f)
	if err != nil {
		return nil, err
	}
	return db.listed(ctx, "story s WHERE "+where, " LIMIT ?", append(args, min(limit, wiredesk.MaxHits))...)
}

// Stories is List of all stories, beginning after the first skip of them.
func (db *DB) Stories(ctx context.Context, skip, limit int) ([]store.Listed, error) {
	return db.listed(ctx, "story s", " LIMIT ? OFFSET ?", min(limit, wiredesk.MaxHits), skip)
}

// listed returns the stories s of the tables that from names, the latest first.
func (db *DB) listed(ctx context.Context, from, limit string, args ...any) ([]store.Listed, error) {
	return collect(ctx, db, scanListed, `SELECT s.report, s.id, s.headline, s.documents, s.outlets, s.origins, s.first, s.last, s.stale <> 0, s.differ, s.single, s.spark, s.rank,
		CASE WHEN s.differ > 0 THEN (SELECT json_group_array(name) FROM (SELECT name FROM facet WHERE story = s.report AND kind = '`+store.Point+`' ORDER BY value)) ELSE '[]' END,
		coalesce((SELECT c.at FROM change c WHERE c.story = s.id ORDER BY c.change DESC LIMIT 1), 0)
		FROM `+from+" ORDER BY s.rank DESC, s.report DESC"+limit, args...)
}

// conditions writes f in SQL. Nothing of the reader's stands in it.
func (db *DB) conditions(ctx context.Context, f store.Filter) (string, []any, error) {
	where, args := []string{"1"}, []any{}
	add := func(cond string, arg ...any) { where, args = append(where, cond), append(args, arg...) }
	for _, x := range []struct{ kind, name string }{{store.Person, f.Person}, {store.Place, f.Place}} {
		if x.name != "" {
			add("s.report IN (SELECT story FROM facet WHERE kind = ? AND value = ?)", x.kind, strings.ToLower(x.name))
		}
	}
	if f.Entity != "" {
		add("s.report IN (SELECT story FROM story_name WHERE name = ? UNION SELECT story FROM story_name WHERE entity = ?)", f.Entity, f.Entity)
	}
	if f.Language != "" {
		language := " " + strings.ToLower(f.Language)
		add("(instr(s.languages, ?) > 0 OR instr(s.languages, ?) > 0)", language+" ", language+"-")
	}
	if !f.Since.IsZero() {
		add("s.rank >= ?", f.Since.Unix())
	}
	if f.Differ {
		add("s.differ > 0")
	}
	if f.Single {
		add("s.single > 0")
	}
	if f.Origins > 0 {
		add("s.origins >= ?", f.Origins)
	}
	if f.Query != nil {
		found := "s.report IN (SELECT rowid FROM story_text WHERE story_text MATCH ?)"
		common, err := db.common(ctx, *f.Query)
		if err != nil {
			return "", nil, err
		}
		if common { // the plus keeps SQLite from reading every story found to sort them
			found = "+" + found
		}
		add(found, match(*f.Query))
	}
	if f.After != nil {
		add("(s.rank, s.report) < (?, ?)", f.After.Rank, f.After.Report)
	}
	return strings.Join(where, " AND "), args, nil
}

// common reports whether so many stories hold q that it is better to go through
// the list and look for them than to sort them.
func (db *DB) common(ctx context.Context, q store.Query) (bool, error) {
	const many = 500
	var n int
	err := db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM story_text WHERE story_text MATCH ? LIMIT ?)", match(q), many).Scan(&n)
	return n == many, db.fault(err)
}

func scanListed(rows *sql.Rows) (l store.Listed, err error) {
	var first, last, spark, points string
	var changed int64
	if err := rows.Scan(&l.Report, &l.ID, &l.Headline, &l.Documents, &l.Outlets, &l.Origins, &first, &last, &l.Stale, &l.Differ, &l.Single, &spark, &l.Rank, &points, &changed); err != nil {
		return l, err
	}
	if changed != 0 {
		l.Changed = micro(changed)
	}
	var bad [4]error
	l.FirstPublished, bad[0] = readTime(first)
	l.LastPublished, bad[1] = readTime(last)
	if bad[2] = json.Unmarshal([]byte(spark), &l.Spark); bad[2] != nil {
		bad[2] = fmt.Errorf("story %q: %w: %v", l.ID, store.ErrDamaged, bad[2])
	}
	if bad[3] = json.Unmarshal([]byte(points), &l.Points); bad[3] != nil {
		bad[3] = fmt.Errorf("story %q: %w: %v", l.ID, store.ErrDamaged, bad[3])
	}
	return l, errors.Join(bad[:]...)
}

// Headline returns the headline of the story with that id, or of the one that it
// has become part of, without reading its brief. It fails with
// [wiredesk.ErrNotFound].
func (db *DB) Headline(ctx context.Context, id wiredesk.StoryID) (string, error) {
	return one(ctx, db, scanText, "story",
		"SELECT s.headline FROM report r JOIN placement p ON p.report = r.report JOIN story s ON s.report = p.story WHERE r.begins = ?", id)
}

// Heads returns the reports of a story without their texts, in the order in
// which they came.
func (db *DB) Heads(ctx context.Context, story int64) ([]store.Head, error) {
	return collect(ctx, db, scanHead, `SELECT v.report, v.number, v.received, r.id, v.url, v.outlet, v.title, v.authors, v.published, v.language, v.sha256, v.withdrawn
		FROM placement p JOIN report r ON r.report = p.report JOIN revision v ON v.seq = r.head WHERE p.story = ? ORDER BY p.report`, story)
}

func scanHead(rows *sql.Rows) (h store.Head, err error) {
	d := &h.Document
	var received int64
	var authors, published, withdrawn string
	if err := rows.Scan(&h.Report, &h.Number, &received, &d.ID, &d.URL, &d.Outlet, &d.Title, &authors, &published, &d.Language, &d.SHA256, &withdrawn); err != nil {
		return h, err
	}
	h.Received = micro(received)
	if d.Published, err = readTime(published); err != nil {
		return h, err
	}
	if d.Withdrawn, err = readTime(withdrawn); err != nil {
		return h, err
	}
	if err := json.Unmarshal([]byte(authors), &d.Authors); err != nil {
		return h, fmt.Errorf("report %q: %w: %v", d.ID, store.ErrDamaged, err)
	}
	return h, nil
}

// Counts returns of how many of the latest stories each name of a kind is a
// facet, the most frequent first, up to limit.
func (db *DB) Counts(ctx context.Context, kind string, latest, limit int) ([]store.Count, error) {
	return collect(ctx, db, func(rows *sql.Rows) (c store.Count, err error) {
		err = rows.Scan(&c.Name, &c.Stories)
		return c, err
	}, `SELECT min(f.name), count(*) FROM (SELECT report FROM story ORDER BY rank DESC, report DESC LIMIT ?) s JOIN facet f ON f.story = s.report
		WHERE f.kind = ? GROUP BY f.value ORDER BY count(*) DESC, f.value LIMIT ?`, latest, kind, limit)
}

// Decide adds a rule to those that hold, and returns its number.
func (db *DB) Decide(ctx context.Context, line, by string, at time.Time) (id int64, err error) {
	err = db.tx(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO decision (line, by, at) VALUES (?, ?, ?)", line, by, at.UnixMicro())
		if err != nil {
			return err
		}
		id, err = r.LastInsertId()
		return err
	})
	return id, err
}

// Undo takes a rule back. It fails with [wiredesk.ErrNotFound] if it does not
// hold.
func (db *DB) Undo(ctx context.Context, id int64, by string, at time.Time) error {
	return db.changed(ctx, fmt.Errorf("rule %d: %w: it does not hold", id, wiredesk.ErrNotFound),
		"UPDATE decision SET undone = ?, undone_by = ? WHERE decision = ? AND undone = 0", at.UnixMicro(), by, id)
}

// Decided returns the rules that hold, in order.
func (db *DB) Decided(ctx context.Context) ([]string, error) {
	return collect(ctx, db, scanText, "SELECT line FROM decision WHERE undone = 0 ORDER BY decision")
}

// Decisions returns up to limit rules, the latest first, also those that were
// taken back.
func (db *DB) Decisions(ctx context.Context, limit int) ([]store.Decision, error) {
	return collect(ctx, db, func(rows *sql.Rows) (d store.Decision, err error) {
		var at, undone int64
		err = rows.Scan(&d.ID, &d.Line, &d.By, &at, &undone, &d.UndoneBy)
		if d.At = micro(at); undone != 0 {
			d.Undone = micro(undone)
		}
		return d, err
	}, "SELECT decision, line, by, at, undone, undone_by FROM decision ORDER BY decision DESC LIMIT ?", min(limit, wiredesk.MaxHits))
}

// SetGrouping notes that reports are filed by a grouping of that version.
func (db *DB) SetGrouping(ctx context.Context, version string) error {
	return db.tx(ctx, func(tx *sql.Tx) error { return setMeta(ctx, tx, "grouping", version) })
}
