// Package trace goes back from a sentence of a stored story to the bytes of the
// reports that it came from, and has it checked again.
//
// Layer: L3. What it reads it takes from the store; whether a sentence holds is
// for package verify to say.
package trace

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A Trace is a statement with the passages that it came from.
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

// Sentence traces the statement with that id, such as s-12a0830f1f66.k1: the
// one that has it now, if its story was written anew. It fails with
// [wiredesk.ErrNotFound].
func Sentence(ctx context.Context, db *sqlite.DB, id string) (t Trace, err error) {
	s, _, err := db.Story(ctx, store.StoryOf(id))
	if err != nil {
		return t, err
	}
	st := store.Statement(s, id)
	if st == nil {
		return t, fmt.Errorf("sentence %q: %w", id, wiredesk.ErrNotFound)
	}
	t = Trace{Story: s.ID, Statement: *st, Passages: []Passage{}, Failures: []string{}}
	docs := map[wiredesk.DocumentID]*wiredesk.Document{}
	for _, list := range [][]wiredesk.Evidence{st.Evidence, st.Beside()} {
		for _, e := range list {
			p, doc, err := passage(ctx, db, e)
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
func passage(ctx context.Context, db *sqlite.DB, e wiredesk.Evidence) (Passage, *wiredesk.Document, error) {
	v, err := db.Passage(ctx, e)
	if err != nil {
		return Passage{}, nil, err
	}
	head, err := db.Report(ctx, e.Document)
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
