package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Filed returns the Seq of the last revision that was filed, and the version of
// the grouping that filed it: 0 and "" if none was.
func (db *DB) Filed(ctx context.Context) (through int64, version string, err error) {
	s, err := db.meta(ctx, "filed")
	if err != nil || s == "" {
		return 0, "", err
	}
	if through, err = strconv.ParseInt(s, 10, 64); err != nil {
		return 0, "", fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	version, err = db.meta(ctx, "grouping")
	return through, version, err
}

// Restart forgets where reports were filed, and every story, so that all are
// filed anew, by a grouping of that version.
func (db *DB) Restart(ctx context.Context, version string) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{
			"DELETE FROM placement", "DELETE FROM story", "INSERT INTO report_text(report_text) VALUES ('delete-all')",
			"INSERT INTO story_text(story_text) VALUES ('delete-all')",
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		return errors.Join(setMeta(ctx, tx, "filed", "0"), setMeta(ctx, tx, "grouping", version))
	})
}

// File writes what came of filing, whole.
func (db *DB) File(ctx context.Context, f store.Filing) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		if err := place(ctx, tx, f.Placed); err != nil {
			return err
		}
		for _, g := range f.Gone {
			if _, err := tx.ExecContext(ctx, "DELETE FROM story WHERE report = ?", g); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM story_text WHERE rowid = ?", g); err != nil {
				return err
			}
		}
		for _, c := range f.Changed {
			if _, err := tx.ExecContext(ctx, `INSERT INTO story (report, id, stale, headline, documents, outlets, origins, first, last, rank)
				VALUES (?1, (SELECT begins FROM report WHERE report = ?1), ?2, '', 0, 0, 0, '', '', 0)
				ON CONFLICT (report) DO UPDATE SET stale = ?2`, c, f.Through); err != nil {
				return err
			}
		}
		if err := index(ctx, tx, f.Texts); err != nil {
			return err
		}
		return setMeta(ctx, tx, "filed", strconv.FormatInt(f.Through, 10))
	})
}

func place(ctx context.Context, tx *sql.Tx, placed []store.Placement) error {
	for _, p := range placed {
		shares, err := json.Marshal(p.Shares)
		if err != nil {
			return err
		}
		why, err := json.Marshal(p.Why)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO placement (report, story, unfiled, family, shares, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (report) DO UPDATE SET story = ?2, unfiled = ?3, family = ?4, shares = ?5, why = ?6`,
			p.Report, p.Story, p.Unfiled, p.Family, string(shares), string(why)); err != nil {
			return err
		}
	}
	return nil
}

// index makes the latest texts of reports searchable in place of earlier ones.
func index(ctx context.Context, tx *sql.Tx, texts []store.Revision) error {
	for _, v := range texts {
		if v.Number > 1 {
			if _, err := tx.ExecContext(ctx, "DELETE FROM report_text WHERE rowid = ?", v.Report); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO report_text (rowid, title, text) VALUES (?, ?, ?)", v.Report, v.Document.Title, v.Document.Text); err != nil {
			return err
		}
	}
	return nil
}

// Placements returns where the reports of a story stand, in the order in which
// they came.
func (db *DB) Placements(ctx context.Context, story int64) ([]store.Placement, error) {
	return db.placements(ctx, "SELECT report, story, unfiled, family, shares, why FROM placement WHERE story = ? ORDER BY report", story)
}

// Placement returns where a report stands. It fails with
// [wiredesk.ErrNotFound] if it is not filed yet.
func (db *DB) Placement(ctx context.Context, report int64) (store.Placement, error) {
	all, err := db.placements(ctx, "SELECT report, story, unfiled, family, shares, why FROM placement WHERE report = ?", report)
	if err == nil && len(all) == 0 {
		return store.Placement{}, fmt.Errorf("report number %d is not filed yet: %w", report, wiredesk.ErrNotFound)
	}
	if err != nil {
		return store.Placement{}, err
	}
	return all[0], nil
}

// Unfiled returns the reports that stand in no story, with the reason, in the
// order in which they came.
func (db *DB) Unfiled(ctx context.Context) ([]wiredesk.Unfiled, error) {
	return collect(ctx, db, func(rows *sql.Rows) (u wiredesk.Unfiled, err error) {
		err = rows.Scan(&u.Document, &u.Reason)
		return u, err
	}, "SELECT r.id, p.unfiled FROM placement p JOIN report r ON r.report = p.report WHERE p.story = 0 ORDER BY p.report")
}

func (db *DB) placements(ctx context.Context, query string, arg int64) ([]store.Placement, error) {
	return collect(ctx, db, func(rows *sql.Rows) (p store.Placement, err error) {
		var shares, why string
		if err := rows.Scan(&p.Report, &p.Story, &p.Unfiled, &p.Family, &shares, &why); err != nil {
			return p, err
		}
		if err := errors.Join(json.Unmarshal([]byte(shares), &p.Shares), json.Unmarshal([]byte(why), &p.Why)); err != nil {
			return p, fmt.Errorf("placement of report %d: %w: %v", p.Report, store.ErrDamaged, err)
		}
		return p, nil
	}, query, arg)
}

// Rules returns the lines of the rules that stories were made under.
func (db *DB) Rules(ctx context.Context) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT line FROM rule ORDER BY place")
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, db.fault(err)
		}
		out = append(out, line)
	}
	return out, db.fault(rows.Err())
}

// SetRules puts lines in the place of the rules that were there.
func (db *DB) SetRules(ctx context.Context, lines []string) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM rule"); err != nil {
			return err
		}
		for i, l := range lines {
			if _, err := tx.ExecContext(ctx, "INSERT INTO rule (place, line) VALUES (?, ?)", i, l); err != nil {
				return err
			}
		}
		return nil
	})
}

// meta returns the value of key, "" if there is none.
func (db *DB) meta(ctx context.Context, key string) (string, error) {
	var v string
	err := db.read.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, db.fault(err)
}

func setMeta(ctx context.Context, tx *sql.Tx, key, value string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", key, value)
	return err
}
