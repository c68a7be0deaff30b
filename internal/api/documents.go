package api

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// DocumentInput names a document.
type DocumentInput struct {
	ID string `path:"id" maxLength:"600" doc:"of the document, escaped"`
}

// Report is a document with what the desk knows of it, without its text.
type Report struct {
	wiredesk.Document
	Received  time.Time        `json:"received"`
	Story     wiredesk.StoryID `json:"story" doc:"in which it stands; empty if in none, or not yet"`
	Unfiled   string           `json:"unfiled" doc:"why it stands in none"`
	Revisions []Revision       `json:"revisions" doc:"in order"`
}

// Revision is one text of a document.
type Revision struct {
	Number    int           `json:"number"`
	Received  time.Time     `json:"received"`
	Title     string        `json:"title"`
	Published wiredesk.Time `json:"published"`
	Bytes     int           `json:"bytes"`
	SHA256    string        `json:"sha256"`
	Withdrawn wiredesk.Time `json:"withdrawn,omitzero" doc:"when it was seen that the outlet had taken the report back; left out if it stood"`
}

func (d *desk) documents() {
	read(d, "/v1/documents/{id}", "get-document", "A report with its revisions", d.document)
	read(d, "/v1/documents/{id}/text", "get-text", "The text of a report, or a passage of it", d.text)
}

func (d *desk) document(ctx context.Context, in *DocumentInput) (r Report, err error) {
	all, err := d.db.History(ctx, wiredesk.DocumentID(in.ID))
	if err != nil {
		return r, err
	}
	last := all[len(all)-1]
	r = Report{Document: *last.Document, Received: last.Received, Revisions: []Revision{}}
	r.Text = ""
	for _, v := range all {
		r.Revisions = append(r.Revisions, Revision{v.Number, v.Received, v.Document.Title, v.Document.Published, v.Document.Bytes, v.Document.SHA256, v.Document.Withdrawn})
	}
	p, err := d.db.Placement(ctx, last.Report)
	if errors.Is(err, wiredesk.ErrNotFound) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Unfiled = p.Unfiled
	if p.Story != 0 {
		begun, err := d.db.First(ctx, p.Story)
		if err != nil {
			return r, err
		}
		r.Story = begun.Begins
	}
	return r, nil
}

type textInput struct {
	DocumentInput
	Rev   int    `query:"rev" minimum:"0" doc:"number of the revision; 0 for the latest"`
	Start int    `query:"start" minimum:"0"`
	End   int    `query:"end" minimum:"0" doc:"0 for the end of the text"`
	Unit  string `query:"unit" enum:"bytes,code_points,utf16" default:"bytes" doc:"in which start and end are given: bytes of UTF-8, as everywhere else; code points, as in Python; UTF-16 units, as in JavaScript"`
}

// Text is a passage of a document.
type Text struct {
	Document wiredesk.DocumentID `json:"document"`
	Revision int                 `json:"revision"`
	SHA256   string              `json:"sha256" doc:"of the bytes of the passage"`
	Start    Offset              `json:"start"`
	End      Offset              `json:"end"`
	Length   Offset              `json:"length" doc:"of the whole text"`
	Text     string              `json:"text"`
}

// An Offset is a place in a text, in three units.
type Offset struct {
	Bytes      int `json:"bytes"`
	CodePoints int `json:"code_points"`
	UTF16      int `json:"utf16"`
}

func (d *desk) text(ctx context.Context, in *textInput) (t Text, err error) {
	v, err := d.revision(ctx, wiredesk.DocumentID(in.ID), in.Rev)
	if err != nil {
		return t, err
	}
	text := v.Document.Text
	t = Text{Document: v.Document.ID, Revision: v.Number, Length: count(text)}
	end := in.End
	if end == 0 {
		end = t.Length.in(in.Unit)
	}
	if t.Start, err = place(text, in.Start, in.Unit); err != nil {
		return t, err
	}
	if t.End, err = place(text, end, in.Unit); err != nil {
		return t, err
	}
	if t.End.Bytes < t.Start.Bytes {
		return t, fmt.Errorf("%w: the end, %d, is before the start, %d", wiredesk.ErrInvalid, end, in.Start)
	}
	t.Text = text[t.Start.Bytes:t.End.Bytes]
	t.SHA256 = wiredesk.Hash(t.Text)
	return t, nil
}

// revision returns a revision of a document; the latest if number is 0.
func (d *desk) revision(ctx context.Context, id wiredesk.DocumentID, number int) (store.Revision, error) {
	if number == 0 {
		return d.db.Report(ctx, id)
	}
	all, err := d.db.History(ctx, id)
	if err == nil && number > len(all) {
		err = fmt.Errorf("revision %d of %q: %w: there are %d", number, id, wiredesk.ErrNotFound, len(all))
	}
	if err != nil {
		return store.Revision{}, err
	}
	return all[number-1], nil
}

// in returns o in that unit.
func (o Offset) in(unit string) int {
	switch unit {
	case "code_points":
		return o.CodePoints
	case "utf16":
		return o.UTF16
	}
	return o.Bytes
}

// count returns the length of s.
func count(s string) Offset {
	o := Offset{Bytes: len(s)}
	for _, r := range s {
		o.CodePoints++
		o.UTF16 += utf16.RuneLen(r)
	}
	return o
}

// place returns the place in text that n of unit stand before. It fails with
// [wiredesk.ErrInvalid] if that is beyond the end or within a character.
func place(text string, n int, unit string) (Offset, error) {
	var o Offset
	for _, r := range text {
		if o.in(unit) >= n {
			break
		}
		o.Bytes += utf8.RuneLen(r)
		o.CodePoints++
		o.UTF16 += utf16.RuneLen(r)
	}
	if o.in(unit) != n {
		return o, fmt.Errorf("%w: %s %d is beyond the end or within a character", wiredesk.ErrInvalid, unit, n)
	}
	return o, nil
}
