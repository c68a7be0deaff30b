package api

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/verify"
)

type sentenceInput struct {
	ID string `path:"id" maxLength:"200" doc:"of a statement, such as s-12a0830f1f66.k1; it names what stands there now"`
}

// Trace is a statement with the passages that it came from.
type Trace struct {
	Story     wiredesk.StoryID   `json:"story"`
	Statement wiredesk.Statement `json:"statement"`
	Passages  []Passage          `json:"passages" doc:"one for each evidence, then one for each support"`
	Holds     bool               `json:"holds" doc:"the check of wiredesk verify, made just now, finds nothing wrong with it"`
	Failures  []string           `json:"failures" doc:"what it finds"`
}

// A Passage is evidence where it stands.
type Passage struct {
	wiredesk.Evidence
	Revision int           `json:"revision" doc:"in which it stands"`
	Current  bool          `json:"current" doc:"it stands there in the latest revision too"`
	Title    string        `json:"title"`
	Outlet   string        `json:"outlet"`
	URL      string        `json:"url"`
	Out      wiredesk.Time `json:"published"`
	Before   string        `json:"before" doc:"up to 200 bytes before it"`
	After    string        `json:"after" doc:"up to 200 bytes after it"`
}

func (d *desk) trace(ctx context.Context, in *sentenceInput) (t Trace, err error) {
	s, err := d.written(ctx, string(store.StoryOf(in.ID)))
	if err != nil {
		return t, err
	}
	st := store.Statement(s, in.ID)
	if st == nil {
		return t, fmt.Errorf("sentence %q: %w", in.ID, wiredesk.ErrNotFound)
	}
	t = Trace{Story: s.ID, Statement: *st, Passages: []Passage{}, Failures: []string{}}
	docs := map[wiredesk.DocumentID]*wiredesk.Document{}
	for _, list := range [][]wiredesk.Evidence{st.Evidence, st.Support} {
		for _, e := range list {
			p, doc, err := d.passage(ctx, e)
			if err != nil {
				return t, err
			}
			docs[doc.ID] = doc
			t.Passages = append(t.Passages, p)
		}
	}
	check := verify.Statement
	if st == s.Headline {
		check = verify.Headline
	}
	for _, f := range check(st, docs) {
		t.Failures = append(t.Failures, f.String())
	}
	t.Holds = len(t.Failures) == 0
	return t, nil
}

// passage returns e where it stands, and the text that it stands in.
func (d *desk) passage(ctx context.Context, e wiredesk.Evidence) (Passage, *wiredesk.Document, error) {
	v, err := d.db.Passage(ctx, e)
	if err != nil {
		return Passage{}, nil, err
	}
	head, err := d.db.Report(ctx, e.Document)
	if err != nil {
		return Passage{}, nil, err
	}
	doc := v.Document
	p := Passage{Evidence: e, Revision: v.Number, Current: v.Number == head.Number, Title: doc.Title, Outlet: doc.Outlet, URL: doc.URL, Out: doc.Published}
	p.Before, p.After = around(doc.Text, e.Span())
	return p, doc, nil
}

// around returns up to 200 bytes on each side of s, cut between words.
func around(text string, s wiredesk.Span) (before, after string) {
	const most = 200
	from, to := max(0, s.Start-most), min(len(text), s.End+most)
	for from > 0 && from < s.Start && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && to > s.End && !utf8.RuneStart(text[to]) {
		to--
	}
	before, after = text[from:s.Start], text[s.End:to]
	if _, rest, ok := strings.Cut(before, " "); ok && from > 0 {
		before = rest
	}
	if i := strings.LastIndexByte(after, ' '); i >= 0 && to < len(text) {
		after = after[:i]
	}
	return before, after
}
