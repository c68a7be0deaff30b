// Package change says what is new in a story: which figures, claims and
// quotations nobody had before, which changed, which are withdrawn, and which
// further origins confirm.
//
// It goes by evidence: what rests on a document that was known is not new,
// whatever the story, the point or the brief look like now. What a new document
// says in other words than a known one is not new either (told.go).
//
// Layer: L2 (pure). It makes no statement of its own and compares no reports:
// both are taken from the result as they are.
package change

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// What a change may be of, as in [wiredesk.Change].
const (
	ofStory     = "story"
	ofFigure    = "figure"
	ofClaim     = "claim"
	ofQuotation = "quotation"
)

// Since returns what is new in r since at: what only documents that came out
// at that time or later say. One whose time is not known counts as known. The
// documents need their texts, and the stories their facts. Stories in which
// nothing is new are left out. Cost: linear in the texts, times the number of
// points that rest on new documents alone.
func Since(r *wiredesk.Result, at wiredesk.Time) []wiredesk.Changes {
	return find(r, nil, func(d *wiredesk.Document) bool {
		return d.Published.IsZero() || d.Published.Compare(at) < 0
	})
}

// Between is [Since] for what the documents of now say that those of before do
// not, by id and text; and what those of before alone said is withdrawn. Nothing
// is said by a document that its outlet took back.
func Between(before, now *wiredesk.Result) []wiredesk.Changes {
	had := standing(before)
	out := find(now, had, func(d *wiredesk.Document) bool { return same(had, d) })
	return withdraw(out, before, now)
}

func byID(r *wiredesk.Result) map[wiredesk.DocumentID]*wiredesk.Document {
	out := make(map[wiredesk.DocumentID]*wiredesk.Document, len(r.Documents))
	for _, d := range r.Documents {
		out[d.ID] = d
	}
	return out
}

// standing returns the documents of r but those that their outlets took back.
func standing(r *wiredesk.Result) map[wiredesk.DocumentID]*wiredesk.Document {
	out := byID(r)
	maps.DeleteFunc(out, func(_ wiredesk.DocumentID, d *wiredesk.Document) bool { return !d.Withdrawn.IsZero() })
	return out
}

// same reports whether docs has d with the same text.
func same(docs map[wiredesk.DocumentID]*wiredesk.Document, d *wiredesk.Document) bool {
	e := docs[d.ID]
	return e != nil && e.SHA256 == d.SHA256
}

// find returns what is new in r; former are earlier texts of its documents.
func find(r *wiredesk.Result, former map[wiredesk.DocumentID]*wiredesk.Document, known func(*wiredesk.Document) bool) []wiredesk.Changes {
	out := []wiredesk.Changes{}
	docs := byID(r)
	for i := range r.Stories {
		c := newComparer(&r.Stories[i], docs, known)
		if len(c.fresh) == 0 {
			continue
		}
		c.former = former
		c.told = c.said()
		if c.told == nil {
			c.began()
		} else {
			c.figures()
			c.claims()
			c.quotations()
		}
		if len(c.changes) > 0 {
			out = append(out, wiredesk.Changes{Story: c.s.ID, Title: title(c.s, docs), Documents: c.fresh, Changes: ordered(c.changes)})
		}
	}
	return out
}

// title names a story by its headline, or the title of its first document.
func title(s *wiredesk.Story, docs map[wiredesk.DocumentID]*wiredesk.Document) string {
	if s.Headline != nil {
		return s.Headline.Text
	}
	for _, id := range s.Documents {
		if d := docs[id]; d != nil && d.Title != "" {
			return d.Title
		}
	}
	return string(s.ID)
}

// ordered puts what changed first and what is confirmed last; figures before
// claims before quotations.
func ordered(list []wiredesk.Change) []wiredesk.Change {
	kinds := []string{wiredesk.ChangeChanged, wiredesk.ChangeWithdrawn, wiredesk.ChangeNew, wiredesk.ChangeConfirmed}
	whats := []string{ofStory, ofFigure, ofClaim, ofQuotation}
	slices.SortStableFunc(list, func(a, b wiredesk.Change) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), slices.Index(whats, a.What)-slices.Index(whats, b.What))
	})
	return list
}

// A comparer finds what is new in one story.
type comparer struct {
	s       *wiredesk.Story
	docs    map[wiredesk.DocumentID]*wiredesk.Document
	origin  map[wiredesk.DocumentID]int
	old     map[wiredesk.DocumentID]bool
	former  map[wiredesk.DocumentID]*wiredesk.Document // earlier texts
	fresh   []wiredesk.DocumentID                      // documents that were not known
	told    *told                                      // what the known ones say
	changes []wiredesk.Change
}

func newComparer(s *wiredesk.Story, docs map[wiredesk.DocumentID]*wiredesk.Document, known func(*wiredesk.Document) bool) *comparer {
	c := &comparer{s: s, docs: docs, origin: map[wiredesk.DocumentID]int{}, old: map[wiredesk.DocumentID]bool{}}
	for i, o := range s.Origins {
		for _, id := range o.Documents {
			c.origin[id] = i
		}
	}
	for _, id := range s.Documents {
		switch d := docs[id]; {
		case d != nil && !d.Withdrawn.IsZero(): // it says nothing
		case d != nil && known(d):
			c.old[id] = true
		default:
			c.fresh = append(c.fresh, id)
		}
	}
	return c
}

// began adds that the whole story is new.
func (c *comparer) began() {
	x := wiredesk.Change{Kind: wiredesk.ChangeNew, What: ofStory, After: title(c.s, c.docs), At: c.s.FirstPublished, Origins: len(c.s.Origins), Statements: []wiredesk.Statement{}, Evidence: []wiredesk.Evidence{}}
	if c.s.Headline != nil {
		x.Statements = append(x.Statements, *c.s.Headline)
		x.Evidence = append(x.Evidence, c.s.Headline.Evidence...)
	}
	c.changes = append(c.changes, x)
}

// known reports whether one of es stands in a known document.
func (c *comparer) known(es []wiredesk.Evidence) bool {
	return slices.ContainsFunc(es, func(e wiredesk.Evidence) bool { return c.old[e.Document] })
}

// further counts the origins of es that no known document of es has: a copy
// confirms nothing, nor does a new text of a document.
func (c *comparer) further(es []wiredesk.Evidence) int {
	had, more := map[int]bool{}, map[int]bool{}
	for _, e := range es {
		if c.old[e.Document] || c.former[e.Document] != nil {
			had[c.origin[e.Document]] = true
		}
	}
	for _, e := range es {
		if o := c.origin[e.Document]; !had[o] {
			more[o] = true
		}
	}
	return len(more)
}

// origins counts the origins of es.
func (c *comparer) origins(es []wiredesk.Evidence) int {
	seen := map[int]bool{}
	for _, e := range es {
		seen[c.origin[e.Document]] = true
	}
	return len(seen)
}

// freshOf returns those of es that stand in documents that were not known.
func (c *comparer) freshOf(es []wiredesk.Evidence) []wiredesk.Evidence {
	out := []wiredesk.Evidence{}
	for _, e := range es {
		if !c.old[e.Document] {
			out = append(out, e)
		}
	}
	return out
}

// at returns when the first of es came out.
func (c *comparer) at(es []wiredesk.Evidence) wiredesk.Time {
	first := wiredesk.Time{}
	for _, e := range es {
		if d := c.docs[e.Document]; d != nil && (first.IsZero() || d.Published.Compare(first) < 0) {
			first = d.Published
		}
	}
	return first
}

// add files a change that rests on es, and on statements if there are any.
// Where none is, the passages are the sentences around.
func (c *comparer) add(x wiredesk.Change, es []wiredesk.Evidence, statements []wiredesk.Statement) {
	x.Evidence = c.freshOf(es)
	x.At = c.at(x.Evidence)
	x.Statements = []wiredesk.Statement{}
	for _, st := range statements {
		if len(c.freshOf(st.Evidence)) > 0 {
			x.Statements = append(x.Statements, st)
		}
	}
	if len(statements) == 0 {
		x.Statements = c.holding(x.Evidence)
	}
	if len(x.Statements) == 0 {
		for i, e := range x.Evidence {
			d := c.docs[e.Document]
			x.Evidence[i] = wiredesk.Cite(d, around(d.Text, e.Span()))
		}
	}
	c.changes = append(c.changes, x)
}

// holding returns a statement of the story that holds one of es, if there is
// one.
func (c *comparer) holding(es []wiredesk.Evidence) []wiredesk.Statement {
	for _, list := range []func(func(*wiredesk.Statement) bool){c.s.Claims.Statements(), c.s.Statements()} {
		for st := range list {
			for _, e := range es {
				if st.Evidence[0].Document == e.Document && st.Evidence[0].Span().Contains(e.Span()) {
					return []wiredesk.Statement{*st}
				}
			}
		}
	}
	return []wiredesk.Statement{}
}

// oneLine writes a passage without its line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
