package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Stale returns up to limit stories that are to be written anew, those that
// have waited longest first.
func (db *DB) Stale(ctx context.Context, limit int) ([]store.Stale, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT report, stale FROM story WHERE stale <> 0 ORDER BY stale, report LIMIT ?", limit)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []store.Stale
	for rows.Next() {
		var s store.Stale
		if err := rows.Scan(&s.Report, &s.Mark); err != nil {
			return nil, db.fault(err)
		}
		out = append(out, s)
	}
	return out, db.fault(rows.Err())
}

// Rewrite marks every story as out of date unless the last call was with the
// same version.
func (db *DB) Rewrite(ctx context.Context, version string) error {
	if was, err := db.meta(ctx, "writing"); err != nil || was == version {
		return err
	}
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE story SET stale = (SELECT max(1, coalesce(max(seq), 0)) FROM revision)"); err != nil {
			return err
		}
		return setMeta(ctx, tx, "writing", version)
	})
}

// PutStories writes stories with their briefs, and what was found in their
// reports on the way, whole.
func (db *DB) PutStories(ctx context.Context, written []store.Written, found []store.Annotation) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		for _, a := range found {
			if _, err := tx.ExecContext(ctx, `INSERT INTO annotation (seq, stage, version, body) VALUES (?1, ?2, ?3, ?4)
				ON CONFLICT (seq, stage) DO UPDATE SET version = ?3, body = ?4`, a.Seq, a.Stage, a.Version, db.packed(a.Body)); err != nil {
				return err
			}
		}
		for i := range written {
			if err := db.putStory(ctx, tx, &written[i]); err != nil {
				return fmt.Errorf("story %q: %w", written[i].Story.ID, err)
			}
		}
		return nil
	})
}

func (db *DB) putStory(ctx context.Context, tx *sql.Tx, w *store.Written) error {
	s := &w.Story
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	spark, err := json.Marshal(append([]int{}, w.Facets.Spark...)) // [] where there is none, not null
	if err != nil {
		return err
	}
	headline := ""
	if s.Headline != nil {
		headline = s.Headline.Text
	}
	var rank int64
	if !w.Rank.IsZero() {
		rank = w.Rank.Unix()
	}
	r, err := tx.ExecContext(ctx, `UPDATE story SET stale = CASE stale WHEN ?2 THEN 0 ELSE stale END, headline = ?3, documents = ?4, outlets = ?5, origins = ?6,
		first = ?7, last = ?8, rank = ?9, brief = ?10, differ = ?11, single = ?12, spark = ?13, languages = (SELECT ' ' || coalesce(group_concat(l, ' '), '') || ' ' FROM
			(SELECT DISTINCT lower(v.language) AS l FROM placement p JOIN report r ON r.report = p.report JOIN revision v ON v.seq = r.head WHERE p.story = ?1 ORDER BY l)) WHERE report = ?1`,
		w.Report, w.Stale, headline, s.Counts.Documents, s.Counts.Outlets, s.Counts.Origins, s.FirstPublished.String(), s.LastPublished.String(), rank, db.packed(body),
		w.Facets.Differ, w.Facets.Single, string(spark))
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 { // it became part of another meanwhile
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM story_text WHERE rowid = ?", w.Report); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO story_text (rowid, headline, text) VALUES (?, ?, ?)", w.Report, headline, told(s)); err != nil {
		return err
	}
	if err := putFacets(ctx, tx, w); err != nil {
		return db.fault(err)
	}
	if err := putNames(ctx, tx, w.Report, s.Entities); err != nil {
		return err
	}
	if w.Change == nil {
		return nil
	}
	change, err := json.Marshal(w.Change)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO change (story, at, body) VALUES (?, ?, ?)", s.ID, w.Change.At.UnixMicro(), string(change))
	return err
}

// told returns what the brief of s says.
func told(s *wiredesk.Story) string {
	var b strings.Builder
	for st := range s.Statements() {
		b.WriteString(st.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Annotation returns what a stage of that version found in a revision; nil if
// it was not there, or another version was.
func (db *DB) Annotation(ctx context.Context, seq int64, stage, version string) ([]byte, error) {
	var b []byte
	err := db.read.QueryRowContext(ctx, "SELECT body FROM annotation WHERE seq = ? AND stage = ? AND version = ?", seq, stage, version).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, db.fault(err)
	}
	return db.unpacked(b)
}

// Story returns the story with that id, or the one that it has become part of.
// stale says that it is to be written anew. Its Brief is empty if it was never
// written. It fails with [wiredesk.ErrNotFound]. Cost: one row.
func (db *DB) Story(ctx context.Context, id wiredesk.StoryID) (s *wiredesk.Story, stale bool, err error) {
	_, s, stale, err = db.Opened(ctx, id)
	return s, stale, err
}

// Opened is [DB.Story] that also returns the report that began the story.
func (db *DB) Opened(ctx context.Context, id wiredesk.StoryID) (report int64, s *wiredesk.Story, stale bool, err error) {
	return db.story(ctx, `SELECT s.report, s.id, s.stale, s.brief FROM report r JOIN placement p ON p.report = r.report JOIN story s ON s.report = p.story WHERE r.begins = ?`, id)
}

// Begun returns the report that began the story with that id, or the one that
// it has become part of. It fails with [wiredesk.ErrNotFound].
func (db *DB) Begun(ctx context.Context, id wiredesk.StoryID) (int64, error) {
	var n int64
	err := db.read.QueryRowContext(ctx, "SELECT s.report FROM report r JOIN placement p ON p.report = r.report JOIN story s ON s.report = p.story WHERE r.begins = ?", id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("story %q: %w", id, wiredesk.ErrNotFound)
	}
	return n, db.fault(err)
}

// Written returns the story that the report begins as it was last written; nil
// if it never was.
func (db *DB) Written(ctx context.Context, report int64) (*wiredesk.Story, error) {
	_, s, _, err := db.story(ctx, "SELECT report, id, stale, brief FROM story WHERE report = ? AND brief IS NOT NULL", report)
	if errors.Is(err, wiredesk.ErrNotFound) {
		return nil, nil
	}
	return s, err
}

// StoryOf returns the story in which a report stands. It fails with
// [wiredesk.ErrNotFound] if it stands in none.
func (db *DB) StoryOf(ctx context.Context, report int64) (s *wiredesk.Story, stale bool, err error) {
	_, s, stale, err = db.story(ctx, "SELECT s.report, s.id, s.stale, s.brief FROM placement p JOIN story s ON s.report = p.story WHERE p.report = ?", report)
	return s, stale, err
}

func (db *DB) story(ctx context.Context, query string, arg any) (int64, *wiredesk.Story, bool, error) {
	var report int64
	var s wiredesk.Story
	var id wiredesk.StoryID
	var stale int64
	var brief []byte
	err := db.read.QueryRowContext(ctx, query, arg).Scan(&report, &id, &stale, &brief)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, false, fmt.Errorf("story of %v: %w", arg, wiredesk.ErrNotFound)
	}
	if err != nil {
		return 0, nil, false, db.fault(err)
	}
	if brief == nil {
		return report, &wiredesk.Story{ID: id}, true, nil
	}
	body, err := db.unpacked(brief)
	if err != nil {
		return 0, nil, false, fmt.Errorf("story %q: %w", id, err)
	}
	if err := json.Unmarshal(body, &s); err != nil {
		return 0, nil, false, fmt.Errorf("story %q: %w: %v", id, store.ErrDamaged, err)
	}
	return report, &s, stale != 0, nil
}

// Changes returns up to limit changes of a story, the latest first.
func (db *DB) Changes(ctx context.Context, id wiredesk.StoryID, limit int) ([]store.Change, error) {
	return collect(ctx, db, func(rows *sql.Rows) (c store.Change, err error) {
		var at int64
		var body string
		if err := rows.Scan(&at, &body); err != nil {
			return c, err
		}
		if c, err = readChange(body, at); err != nil {
			return c, fmt.Errorf("change of story %q: %w", id, err)
		}
		return c, nil
	}, "SELECT at, body FROM change WHERE story = ? ORDER BY change DESC LIMIT ?", id, min(limit, wiredesk.MaxHits))
}

// readChange reads a change as it is kept. It fails with [store.ErrDamaged].
func readChange(body string, at int64) (c store.Change, err error) {
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		return c, fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	c.At = micro(at)
	return c, nil
}
