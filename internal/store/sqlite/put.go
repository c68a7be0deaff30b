package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Put takes in reports, in order, all or none, and returns a receipt of each.
// When it returns they have been synced to the disk. A report that is there as
// it stands is not written again, whatever revision of it that is, so that
// handing in twice changes nothing. A withdrawn one stays so until
// [store.Incoming.Stands] or another text says otherwise. It fails with [wiredesk.ErrInvalid] if one
// was not read by package intake, with [store.ErrFull] if there is no room.
func (db *DB) Put(ctx context.Context, in []store.Incoming) ([]store.Receipt, error) {
	out := make([]store.Receipt, len(in))
	err := db.tx(ctx, func(tx *sql.Tx) error {
		for i := range in {
			r, err := db.put(ctx, tx, &in[i])
			if err != nil {
				return fmt.Errorf("report %q: %w", in[i].Document.ID, err)
			}
			out[i] = r
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (db *DB) put(ctx context.Context, tx *sql.Tx, in *store.Incoming) (store.Receipt, error) {
	d := in.Document
	if d.ID == "" || d.SHA256 != wiredesk.Hash(d.Text) || !utf8.ValidString(d.Text) || !utf8.ValidString(d.Title) {
		return store.Receipt{}, fmt.Errorf("%w: it is not sealed, or not UTF-8", wiredesk.ErrInvalid)
	}
	content := wiredesk.Hash(d.Title + "\x00" + d.Text)
	address := store.AddressKey(d.URL)
	report, id, err := find(ctx, tx, d.ID, address)
	if errors.Is(err, sql.ErrNoRows) && d.Text == "" && !d.Withdrawn.IsZero() {
		return store.Receipt{Document: d.ID, Outcome: store.Known}, nil // that it was taken back is all that is known of it
	}
	if errors.Is(err, sql.ErrNoRows) {
		return db.add(ctx, tx, in, content, address)
	}
	if err != nil {
		return store.Receipt{}, err
	}
	var head, number int
	var withdrawn string
	if err := tx.QueryRowContext(ctx, "SELECT v.number, v.withdrawn FROM report r JOIN revision v ON v.seq = r.head WHERE r.report = ?", report).Scan(&head, &withdrawn); err != nil {
		return store.Receipt{}, err
	}
	next := in.Number == 0 || in.Number == head+1 // not a line of an export whose revision is there
	if !d.Withdrawn.IsZero() {
		if withdrawn != "" || !next {
			return store.Receipt{Document: id, Revision: head, Outcome: store.Known}, nil
		}
		return db.mark(ctx, tx, in, report, id, head+1)
	}
	err = tx.QueryRowContext(ctx, "SELECT number FROM revision WHERE report = ? AND content = ?", report, content).Scan(&number)
	if err == nil && in.Stands && withdrawn != "" && next {
		return db.mark(ctx, tx, in, report, id, head+1)
	}
	if err == nil {
		return store.Receipt{Document: id, Revision: number, Outcome: store.Known}, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return store.Receipt{}, err
	}
	seq, err := db.revise(ctx, tx, in, report, head+1, content)
	if err != nil {
		return store.Receipt{}, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE report SET head = ? WHERE report = ?", seq, report)
	return store.Receipt{Document: id, Revision: head + 1, Outcome: store.Revised}, err
}

// mark writes that a report is withdrawn, or stands again: its latest revision
// once more, under that number.
func (db *DB) mark(ctx context.Context, tx *sql.Tx, in *store.Incoming, report int64, id wiredesk.DocumentID, number int) (store.Receipt, error) {
	_, err := tx.ExecContext(ctx, `INSERT INTO revision (report, number, received, content, sha256, url, outlet, title, authors, published, language, title_start, title_end, text, raw, header, withdrawn)
		SELECT report, ?, ?, sha256 || ' ' || ?, sha256, url, outlet, title, authors, published, language, title_start, title_end, text, raw, header, ?
		FROM revision WHERE seq = (SELECT head FROM report WHERE report = ?)`,
		number, in.Received.UnixMicro(), number, in.Document.Withdrawn.String(), report)
	if err != nil {
		return store.Receipt{}, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE report SET head = (SELECT max(seq) FROM revision) WHERE report = ?", report)
	return store.Receipt{Document: id, Revision: number, Outcome: store.Revised}, err
}

// find returns the report with that id, or else the first with that address.
func find(ctx context.Context, tx *sql.Tx, id wiredesk.DocumentID, address string) (report int64, held wiredesk.DocumentID, err error) {
	err = tx.QueryRowContext(ctx, "SELECT report, id FROM report WHERE id = ?", id).Scan(&report, &held)
	if errors.Is(err, sql.ErrNoRows) && address != "" {
		err = tx.QueryRowContext(ctx, byAddress, address).Scan(&report, &held)
	}
	return report, held, err
}

// byAddress says that the address is not empty, since the index holds no
// others.
const byAddress = "SELECT report, id FROM report WHERE address = ? AND address <> '' ORDER BY report LIMIT 1"

func (db *DB) add(ctx context.Context, tx *sql.Tx, in *store.Incoming, content, address string) (store.Receipt, error) {
	var report, next int64
	if err := tx.QueryRowContext(ctx, "SELECT (SELECT 1 + coalesce(max(report), 0) FROM report), (SELECT 1 + coalesce(max(seq), 0) FROM revision)").Scan(&report, &next); err != nil {
		return store.Receipt{}, err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO report (report, id, address, begins, head) VALUES (?, ?, ?, ?, ?)",
		report, in.Document.ID, address, wiredesk.BegunBy(in.Document), next); err != nil {
		return store.Receipt{}, err
	}
	_, err := db.revise(ctx, tx, in, report, 1, content)
	return store.Receipt{Document: in.Document.ID, Revision: 1, Outcome: store.Added}, err
}

// revise writes a revision and returns its place in the order of all.
func (db *DB) revise(ctx context.Context, tx *sql.Tx, in *store.Incoming, report int64, number int, content string) (int64, error) {
	raw, err := db.putRaw(ctx, tx, in.Raw)
	if err != nil {
		return 0, err
	}
	authors, err := json.Marshal(in.Document.Authors)
	if err != nil {
		return 0, err
	}
	header := []byte("{}")
	if len(in.Header) > 0 {
		if header, err = json.Marshal(in.Header); err != nil {
			return 0, err
		}
	}
	d := in.Document
	r, err := tx.ExecContext(ctx, `INSERT INTO revision (report, number, received, content, sha256, url, outlet, title, authors, published, language, title_start, title_end, text, raw, header, withdrawn)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		report, number, in.Received.UnixMicro(), content, d.SHA256, d.URL, d.Outlet, d.Title, string(authors), d.Published.String(), d.Language,
		d.TitleSpan.Start, d.TitleSpan.End, db.packed([]byte(d.Text)), raw, string(header), d.Withdrawn.String())
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// putRaw keeps b, once, and returns its hash; nil if there is none.
func (db *DB) putRaw(ctx context.Context, tx *sql.Tx, b []byte) (any, error) {
	if b == nil {
		return nil, nil
	}
	sum := sha256.Sum256(b)
	hash := hex.EncodeToString(sum[:])
	_, err := tx.ExecContext(ctx, "INSERT INTO raw (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, db.packed(b))
	return hash, err
}
