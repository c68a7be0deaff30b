package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

const revisionColumns = `v.seq, v.report, v.number, v.received, v.sha256, v.url, v.outlet, v.title, v.authors, v.published, v.language, v.title_start, v.title_end, v.text, v.raw, v.header, v.withdrawn, r.id, r.begins
	FROM revision v JOIN report r ON r.report = v.report`

// Revisions returns up to limit revisions of all reports after the one with
// that Seq, in the order in which they came.
func (db *DB) Revisions(ctx context.Context, after int64, limit int) ([]store.Revision, error) {
	return db.revisions(ctx, "SELECT "+revisionColumns+" WHERE v.seq > ? ORDER BY v.seq LIMIT ?", after, limit)
}

// Report returns the latest revision of the report with that id. It fails with
// [wiredesk.ErrNotFound].
func (db *DB) Report(ctx context.Context, id wiredesk.DocumentID) (store.Revision, error) {
	all, err := db.revisions(ctx, "SELECT "+revisionColumns+" WHERE v.seq = (SELECT head FROM report WHERE id = ?)", id)
	if err != nil {
		return store.Revision{}, err
	}
	if len(all) == 0 {
		return store.Revision{}, fmt.Errorf("report %q: %w", id, wiredesk.ErrNotFound)
	}
	return all[0], nil
}

// First returns the first revision of the report with that number. It fails
// with [wiredesk.ErrNotFound].
func (db *DB) First(ctx context.Context, report int64) (store.Revision, error) {
	all, err := db.revisions(ctx, "SELECT "+revisionColumns+" WHERE v.report = ? AND v.number = 1", report)
	if err != nil {
		return store.Revision{}, err
	}
	if len(all) == 0 {
		return store.Revision{}, fmt.Errorf("report number %d: %w", report, wiredesk.ErrNotFound)
	}
	return all[0], nil
}

// Begins returns the report that makes the id of a story, wherever it stands.
// It fails with [wiredesk.ErrNotFound].
func (db *DB) Begins(ctx context.Context, id wiredesk.StoryID) (int64, error) {
	var n int64
	err := db.read.QueryRowContext(ctx, "SELECT report FROM report WHERE begins = ?", id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("story %q: %w", id, wiredesk.ErrNotFound)
	}
	return n, db.fault(err)
}

// History returns all revisions of a report, in order. It fails with
// [wiredesk.ErrNotFound].
func (db *DB) History(ctx context.Context, id wiredesk.DocumentID) ([]store.Revision, error) {
	all, err := db.revisions(ctx, "SELECT "+revisionColumns+" WHERE r.id = ? ORDER BY v.number", id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("report %q: %w", id, wiredesk.ErrNotFound)
	}
	return all, err
}

// Members returns the latest revisions of the reports of a story, which is
// named by the report that began it, in the order in which they came.
func (db *DB) Members(ctx context.Context, story int64) ([]store.Revision, error) {
	return db.revisions(ctx, "SELECT "+revisionColumns+" JOIN placement p ON p.report = r.report WHERE p.story = ? AND v.seq = r.head ORDER BY p.report", story)
}

// Raw returns the bytes with that hash. It fails with [wiredesk.ErrNotFound].
func (db *DB) Raw(ctx context.Context, hash string) ([]byte, error) {
	var b []byte
	err := db.read.QueryRowContext(ctx, "SELECT bytes FROM raw WHERE sha256 = ?", hash).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("bytes %.12s: %w", hash, wiredesk.ErrNotFound)
	}
	if err != nil {
		return nil, db.fault(err)
	}
	return db.unpacked(b)
}

func (db *DB) revisions(ctx context.Context, query string, args ...any) ([]store.Revision, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, db.fault(err)
	}
	defer rows.Close()
	var out []store.Revision
	for rows.Next() {
		v, err := db.revision(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, db.fault(rows.Err())
}

func (db *DB) revision(rows *sql.Rows) (store.Revision, error) {
	var v store.Revision
	var d wiredesk.Document
	var received int64
	var text []byte
	var authors, published, header, withdrawn string
	var raw sql.NullString
	if err := rows.Scan(&v.Seq, &v.Report, &v.Number, &received, &d.SHA256, &d.URL, &d.Outlet, &d.Title, &authors, &published, &d.Language,
		&d.TitleSpan.Start, &d.TitleSpan.End, &text, &raw, &header, &withdrawn, &d.ID, &v.Begins); err != nil {
		return v, db.fault(err)
	}
	unpacked, err := db.unpacked(text)
	if err != nil {
		return v, fmt.Errorf("report %q, revision %d: %w", d.ID, v.Number, err)
	}
	hash := d.SHA256
	d.Text = string(unpacked)
	d.Seal()
	if d.SHA256 != hash {
		return v, fmt.Errorf("report %q, revision %d: %w: its text does not have its hash", d.ID, v.Number, store.ErrDamaged)
	}
	if d.Published, err = readTime(published); err != nil {
		return v, err
	}
	if d.Withdrawn, err = readTime(withdrawn); err != nil {
		return v, err
	}
	if err := errors.Join(json.Unmarshal([]byte(authors), &d.Authors), json.Unmarshal([]byte(header), &v.Header)); err != nil {
		return v, fmt.Errorf("report %q, revision %d: %w: %v", d.ID, v.Number, store.ErrDamaged, err)
	}
	v.Received, v.RawHash, v.Document = time.UnixMicro(received).UTC(), raw.String, &d
	return v, nil
}

// readTime reads what [wiredesk.Time.String] wrote.
func readTime(s string) (wiredesk.Time, error) {
	if s == "" {
		return wiredesk.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return wiredesk.Time{}, fmt.Errorf("%w: the time %q", store.ErrDamaged, s)
	}
	return wiredesk.Time{Time: t}, nil
}
