package sqlite

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestPlans: what is asked for each report or page goes by an index.
func TestPlans(t *testing.T) {
	db, err := Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{
		byAddress,
		"SELECT report, id FROM report WHERE id = ?",
		"SELECT number FROM revision WHERE report = ? AND content = ?",
		"SELECT v.number, v.withdrawn FROM report r JOIN revision v ON v.seq = r.head WHERE r.report = ?",
		"SELECT " + revisionColumns + " WHERE v.seq > ? ORDER BY v.seq LIMIT ?",
		"SELECT " + revisionColumns + " WHERE v.seq = (SELECT head FROM report WHERE id = ?)",
		"SELECT " + revisionColumns + " JOIN placement p ON p.report = r.report WHERE p.story = ? AND v.seq = r.head ORDER BY p.report",
		"SELECT report, stale FROM story WHERE stale <> 0 ORDER BY stale, report LIMIT ?",
		"SELECT report, id FROM story ORDER BY rank DESC, report DESC LIMIT ? OFFSET ?",
		"SELECT s.id, s.stale, s.brief FROM report r JOIN placement p ON p.report = r.report JOIN story s ON s.report = p.story WHERE r.begins = ?",
		"SELECT at, body FROM change WHERE story = ? ORDER BY change DESC LIMIT ?",
	} {
		args := make([]any, strings.Count(q, "?"))
		rows, err := db.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+q, args...)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") || strings.Contains(step, "TEMP B-TREE") {
				t.Errorf("%s\n  %s", q, step)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
}
