package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// SearchReports returns up to limit reports that hold every term of q, the best
// first.
func (db *DB) SearchReports(ctx context.Context, q store.Query, limit int) ([]store.Hit, error) {
	return db.searchReports(ctx, q, " AND ", limit)
}

func (db *DB) searchReports(ctx context.Context, q store.Query, between string, limit int) ([]store.Hit, error) {
	return collect(ctx, db, func(rows *sql.Rows) (h store.Hit, err error) {
		var text []byte
		var published string
		if err := rows.Scan(&h.Document, &h.Story, &h.Title, &h.Outlet, &published, &text, &h.Score); err != nil {
			return h, err
		}
		if h.Published, err = readTime(published); err != nil {
			return h, err
		}
		unpacked, err := db.unpacked(text)
		if err != nil {
			return h, fmt.Errorf("report %q: %w", h.Document, err)
		}
		h.Passage = q.Passage(string(unpacked))
		return h, nil
	}, `SELECT r.id, coalesce(s.id, ''), v.title, v.outlet, v.published, v.text, f.score
		FROM (SELECT rowid AS report, -bm25(report_text, 4.0, 1.0) AS score FROM report_text WHERE report_text MATCH ? ORDER BY bm25(report_text, 4.0, 1.0), rowid LIMIT ?) f
		JOIN report r ON r.report = f.report JOIN revision v ON v.seq = r.head
		LEFT JOIN placement p ON p.report = r.report LEFT JOIN story s ON s.report = p.story
		ORDER BY f.score DESC, r.report`, terms(q, between), min(limit, wiredesk.MaxHits))
}

// SearchStories returns up to limit stories whose brief holds every term of q,
// the best first.
func (db *DB) SearchStories(ctx context.Context, q store.Query, limit int) ([]store.Hit, error) {
	return collect(ctx, db, func(rows *sql.Rows) (h store.Hit, err error) {
		var last string
		if err := rows.Scan(&h.Story, &h.Title, &h.Origins, &last, &h.Score); err != nil {
			return h, err
		}
		h.Published, err = readTime(last)
		return h, err
	}, `SELECT s.id, s.headline, s.origins, s.last, f.score
		FROM (SELECT rowid AS report, -bm25(story_text, 4.0, 1.0) AS score FROM story_text WHERE story_text MATCH ? ORDER BY bm25(story_text, 4.0, 1.0), rowid LIMIT ?) f
		JOIN story s ON s.report = f.report ORDER BY f.score DESC, s.report`, match(q), min(limit, wiredesk.MaxHits))
}

// match writes that every term of q is wanted.
func match(q store.Query) string { return terms(q, " AND ") }

// terms writes q in the language of FTS5. Words are letters and digits, so
// nothing of the reader's can end a string.
func terms(q store.Query, between string) string {
	terms := make([]string, len(q.Terms))
	for i, t := range q.Terms {
		terms[i] = `"` + strings.Join(t.Words, " ") + `"`
		if t.Prefix {
			terms[i] += "*"
		}
	}
	return strings.Join(terms, between)
}
