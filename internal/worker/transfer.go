package worker

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// A record is a line of an export: a revision in the form of the input
// documents, with what the store knows of it.
type record struct {
	ID        wiredesk.DocumentID `json:"id"`
	URL       string              `json:"url"`
	Source    string              `json:"source"`
	Title     string              `json:"title"`
	Authors   []string            `json:"authors"`
	Published wiredesk.Time       `json:"published"`
	Language  string              `json:"language"`
	Text      string              `json:"text"`

	Withdrawn wiredesk.Time     `json:"withdrawn,omitzero"`
	Revision  int               `json:"revision"` // from 1
	Received  time.Time         `json:"received"`
	SHA256    string            `json:"sha256"` // of the text
	TitleSpan *wiredesk.Span    `json:"title_span,omitempty"`
	Header    map[string]string `json:"header,omitempty"`
	Raw       []byte            `json:"raw,omitempty"` // base64
}

// Export writes every revision of every report, one JSON object a line, in the
// order in which they came. Importing it into an empty store and exporting that
// gives the same bytes.
func Export(ctx context.Context, db *sqlite.DB, out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for after := int64(0); ; {
		list, err := db.Revisions(ctx, after, batch)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, v := range list {
			r, err := recordOf(ctx, db, v)
			if err != nil {
				return err
			}
			if err := e.Encode(r); err != nil {
				return err
			}
		}
		after = list[len(list)-1].Seq
	}
}

func recordOf(ctx context.Context, db *sqlite.DB, v store.Revision) (record, error) {
	d := v.Document
	r := record{
		ID: d.ID, URL: d.URL, Source: d.Outlet, Title: d.Title, Authors: d.Authors, Published: d.Published, Language: d.Language, Text: d.Text,
		Withdrawn: d.Withdrawn, Revision: v.Number, Received: v.Received, SHA256: d.SHA256, Header: v.Header,
	}
	if d.TitleSpan.Len() > 0 {
		r.TitleSpan = &d.TitleSpan
	}
	var err error
	if v.RawHash != "" {
		r.Raw, err = db.Raw(ctx, v.RawHash)
	}
	return r, err
}

// Import takes in what [Export] wrote, 100 lines at a time, and tells done what
// became of each. A line that is none of an export, or whose text does not have
// its hash, is told to failed by its number, and the rest is done.
func Import(ctx context.Context, db *sqlite.DB, in io.Reader, o Options, done func(store.Receipt), failed func(line int, err error)) error {
	s := bufio.NewScanner(in)
	s.Buffer(nil, wiredesk.MaxRecord)
	var list []store.Incoming
	put := func() error {
		got, err := Put(ctx, db, list, o)
		if err != nil {
			return err
		}
		for _, r := range got {
			done(r)
		}
		list = list[:0]
		return nil
	}
	n := 0
	for s.Scan() {
		n++
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		r, err := incoming(s.Bytes())
		if err != nil {
			failed(n, err)
			continue
		}
		if list = append(list, r); len(list) == batch {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if err := s.Err(); errors.Is(err, bufio.ErrTooLong) {
		failed(n+1, fmt.Errorf("%w: the line has more than %d bytes; nothing after it was read", wiredesk.ErrTooLarge, wiredesk.MaxRecord))
	} else if err != nil {
		return err
	}
	return put()
}

// incoming reads a line of an export. Its document is held to the same rules as
// one of any other file.
func incoming(line []byte) (store.Incoming, error) {
	d, err := intake.Line(line)
	if err != nil {
		return store.Incoming{}, err
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return store.Incoming{}, fmt.Errorf("%w: %v", wiredesk.ErrInvalid, err)
	}
	if r.SHA256 == "" {
		return store.Incoming{}, fmt.Errorf("%w: it names no hash: it is no line of an export (wiredesk add takes documents)", wiredesk.ErrInvalid)
	}
	if d.SHA256 != r.SHA256 {
		return store.Incoming{}, fmt.Errorf("%w: its text does not have the hash that it names (%q)", wiredesk.ErrInvalid, r.SHA256)
	}
	if r.TitleSpan != nil {
		if s := *r.TitleSpan; s.Start < 0 || s.End < s.Start || s.End > len(d.Text) || s.Of(d.Text) != d.Title {
			return store.Incoming{}, fmt.Errorf("%w: title_span %v is not where the title stands", wiredesk.ErrInvalid, s)
		}
		d.TitleSpan = *r.TitleSpan
	}
	return store.Incoming{Document: d, Stands: true, Number: r.Revision, Raw: r.Raw, Header: r.Header, Received: r.Received}, nil
}
