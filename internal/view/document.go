package view

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// A Document is a report with one of its texts.
type Document struct {
	Document  *wiredesk.Document `json:"document"` // of Revision
	Revision  int                `json:"revision"`
	Revisions []Revision         `json:"revisions"`
	Span      *wiredesk.Span     `json:"span"`    // that was asked for; nil if none was, or it does not stand there
	Missing   bool               `json:"missing"` // what was asked for stands in no revision
	Cited     []wiredesk.Span    `json:"cited"`   // passages on which its story rests, merged
	Uses      []Use              `json:"-"`       // the same, one by one, with what rests on each
	Story     *wiredesk.Story    `json:"-"`       // nil if it stands in none
	StoryID   wiredesk.StoryID   `json:"story"`
	Unfiled   string             `json:"unfiled"` // why it stands in none
	Edits     []worker.Edit      `json:"edits"`   // against the revision before
}

// A Revision is one of the texts of a report.
type Revision struct {
	Number   int       `json:"number"`
	Received time.Time `json:"received"`
	Title    string    `json:"title"`
	SHA256   string    `json:"sha256"`
	Bytes    int       `json:"bytes"`

	Withdrawn wiredesk.Time `json:"withdrawn,omitzero"` // when it was seen that its outlet had taken it back; zero if it stood
}

// A Use is a passage with the statement of the story that rests on it.
type Use struct {
	Span      wiredesk.Span
	Statement string
}

// An Ask is what of a document is wanted. Revision 0 is the latest, or, if a
// span is asked for by its hash, the latest that holds it. End 0 asks for no
// span; SHA256 may be cut short, or "".
type Ask struct {
	Revision   int
	Start, End int
	SHA256     string
}

// ReadDocument reads a report. It fails with [wiredesk.ErrNotFound] if there is
// no such report or revision. Cost: four reads, one of them all its texts.
func ReadDocument(ctx context.Context, db *sqlite.DB, id wiredesk.DocumentID, a Ask) (*Document, error) {
	all, err := db.History(ctx, id)
	if err != nil {
		return nil, err
	}
	d := &Document{Revision: a.Revision, Edits: []worker.Edit{}, Cited: []wiredesk.Span{}}
	for _, v := range all {
		d.Revisions = append(d.Revisions, Revision{v.Number, v.Received, v.Document.Title, v.Document.SHA256, v.Document.Bytes, v.Document.Withdrawn})
	}
	if a.Revision < 0 || a.Revision > len(all) {
		return nil, fmt.Errorf("revision %d of report %q: %w", a.Revision, id, wiredesk.ErrNotFound)
	}
	d.pick(all, a)
	d.Document = all[d.Revision-1].Document
	if d.Revision > 1 {
		d.Edits = worker.Diff(all[d.Revision-2].Document.Text, d.Document.Text)
	}
	return d, d.place(ctx, db, all[0].Report)
}

// pick chooses the revision and the span.
func (d *Document) pick(all []store.Revision, a Ask) {
	latest := len(all)
	if d.Revision == 0 {
		d.Revision = latest
	}
	if a.End <= 0 {
		return
	}
	s := wiredesk.Span{Start: a.Start, End: a.End}
	stands := func(n int) bool {
		text := all[n-1].Document.Text
		return holds(text, s.Start, s.End, a.SHA256) && whole(text, s)
	}
	if stands(d.Revision) {
		d.Span = &s
		return
	}
	for n := latest; n > 0 && a.SHA256 != ""; n-- {
		if stands(n) {
			d.Revision, d.Span = n, &s
			return
		}
	}
	d.Missing = true
}

// whole reports whether s begins and ends between runes of text.
func whole(text string, s wiredesk.Span) bool {
	edge := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
	return edge(s.Start) && edge(s.End)
}

// place says where the report stands, and which passages of the text its story
// rests on.
func (d *Document) place(ctx context.Context, db *sqlite.DB, report int64) error {
	p, err := db.Placement(ctx, report)
	if errors.Is(err, wiredesk.ErrNotFound) {
		d.Unfiled = "it is not filed yet"
		return nil
	}
	if err != nil {
		return err
	}
	if d.Unfiled = p.Unfiled; p.Story == 0 {
		return nil
	}
	s, err := db.Written(ctx, p.Story)
	if err != nil || s == nil {
		return err
	}
	d.Story, d.StoryID = s, s.ID
	for st := range s.Statements() {
		for _, e := range slices.Concat(st.Evidence, st.Beside()) {
			if e.Document == d.Document.ID && holds(d.Document.Text, e.Start, e.End, e.SHA256) {
				d.Cited = append(d.Cited, e.Span())
				d.Uses = append(d.Uses, Use{e.Span(), st.ID})
			}
		}
	}
	d.Cited = merged(d.Cited)
	return nil
}

// merged returns list in order, overlapping spans as one.
func merged(list []wiredesk.Span) []wiredesk.Span {
	slices.SortFunc(list, func(a, b wiredesk.Span) int { return a.Start - b.Start })
	out := []wiredesk.Span{}
	for _, s := range list {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// A Stretch is a part of a text.
type Stretch struct {
	Text  string
	Span  bool   // it is in the span that was asked for
	Cited string // the first statement of its story that rests on it; "" if none does
}

// Paragraphs returns the text cut into paragraphs, and those where a span
// begins or ends.
func (d *Document) Paragraphs() [][]Stretch {
	text := d.Document.Text
	cuts := []int{0, len(text)}
	for _, u := range d.Uses {
		cuts = append(cuts, u.Span.Start, u.Span.End)
	}
	if d.Span != nil {
		cuts = append(cuts, d.Span.Start, d.Span.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := [][]Stretch{nil}
	for i := range cuts[:len(cuts)-1] {
		at := wiredesk.Span{Start: cuts[i], End: cuts[i+1]}
		s := Stretch{Span: d.Span != nil && d.Span.Contains(at), Cited: d.citedBy(at)}
		for n, part := range paragraphs(at.Of(text)) {
			if n > 0 {
				out = append(out, nil)
			}
			if part != "" {
				s.Text = part
				out[len(out)-1] = join(out[len(out)-1], s)
			}
		}
	}
	return slices.DeleteFunc(out, func(p []Stretch) bool { return len(p) == 0 })
}

// citedBy returns the first statement that rests on what stands at s.
func (d *Document) citedBy(s wiredesk.Span) string {
	if i := slices.IndexFunc(d.Uses, func(u Use) bool { return u.Span.Contains(s) }); i >= 0 {
		return d.Uses[i].Statement
	}
	return ""
}

// join adds s to a paragraph; to its last stretch, if that is of the same kind.
func join(list []Stretch, s Stretch) []Stretch {
	if n := len(list); n > 0 && list[n-1].Span == s.Span && list[n-1].Cited == s.Cited {
		list[n-1].Text += s.Text
		return list
	}
	return append(list, s)
}

// paragraphs cuts s at blank lines.
func paragraphs(s string) []string {
	var out []string
	for {
		i := 0
		for i < len(s)-1 && !(s[i] == '\n' && s[i+1] == '\n') {
			i++
		}
		if i >= len(s)-1 {
			return append(out, s)
		}
		out = append(out, s[:i])
		s = s[i+2:]
	}
}

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
