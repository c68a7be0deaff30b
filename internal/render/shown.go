package render

import (
	"github.com/wiredesk/wiredesk"
)

// A Shown is one story with its sources numbered, for pages that lay it out
// themselves: they say the same things in the same words as the pages here.
type Shown struct {
	*wiredesk.Story
	d *desk
	s *story
}

// Show numbers the sources of s. docs are its documents; their texts may be
// missing.
func Show(s *wiredesk.Story, docs []*wiredesk.Document) *Shown {
	d := newDesk(&wiredesk.Result{Documents: docs, Stories: []wiredesk.Story{*s}}, Options{All: true})
	return &Shown{Story: s, d: d, s: d.stories[s.ID]}
}

// Title returns the words to call the story by.
func (v *Shown) Title() string { return v.s.title() }

// Document returns a document of the story, or one with nothing but that id.
func (v *Shown) Document(id wiredesk.DocumentID) *wiredesk.Document { return v.d.document(id) }

// Mark returns the mark of a document, such as "2a".
func (v *Shown) Mark(id wiredesk.DocumentID) string { return v.s.source(v.d, id).mark }

// Language returns the language of st, "" if unknown.
func (v *Shown) Language(st *wiredesk.Statement) string { return v.d.language(st) }

// Who returns who has the passages es: "[1, 2a] Tidewater Post, 9 Mar 2027
// 21:15 +01:00, said by the council".
func (v *Shown) Who(es []wiredesk.Evidence, saidBy string) string { return v.s.who(v.d, es, saidBy) }

// Reason returns why a document stands here, on one line.
func (v *Shown) Reason(r wiredesk.Reason) string { return reason(v.d, v.s, r) }

// Quoted returns the quotations, direct ones first.
func (v *Shown) Quoted() []wiredesk.Quotation { return v.s.quoted() }

// A Source is the first document of an origin with its copies, or a copy.
type Source struct {
	*wiredesk.Document
	Mark   string
	Credit string
	Took   string // "took 82%", or ""
	Aside  string // that it tells of another matter, or ""
	Back   string // that its outlet took it back, or ""
	Added  []wiredesk.Span
	Copies []Source
}

// Sources returns the origins of the story.
func (v *Shown) Sources() []Source { return v.shown(v.s.sources) }

func (v *Shown) shown(list []source) []Source {
	added := map[wiredesk.DocumentID][]wiredesk.Span{}
	for _, o := range v.Origins {
		for _, c := range o.Copies {
			added[c.Document] = c.Added
		}
	}
	var out []Source
	for _, s := range list {
		x := Source{Document: s.Document, Mark: s.mark, Credit: clean(s.credit), Took: s.took(), Back: withdrawn(s.Document), Added: added[s.ID], Copies: v.shown(s.copies)}
		if s.aside {
			x.Aside = elsewhere
		}
		out = append(out, x)
	}
	return out
}

// A Citation is what stands behind a statement.
type Citation struct {
	Marks []Marked // the sources that its text was taken from, each once
	Also  string   // other origins that say the same: "3-5"
	Parts []string // figures of it that yet other origins give: “13 people” also 6
	Said  string   // who it is ascribed to, "" if nobody
	Flags []string // in words
	Mild  bool     // the flags warn of nothing but a lack of company
}

// A Marked is a source with the first passage that was taken from it.
type Marked struct {
	Mark     string
	Evidence wiredesk.Evidence
}

// Cite returns the citation of st.
func (v *Shown) Cite(st *wiredesk.Statement) Citation {
	c := v.s.cite(v.d, st)
	out := Citation{Also: ranges(c.also), Parts: c.parts, Said: c.said, Flags: c.flags, Mild: c.mild()}
	at := map[string]bool{}
	for _, e := range st.Evidence {
		if m := v.Mark(e.Document); !at[m] {
			at[m] = true
			out.Marks = append(out.Marks, Marked{m, e})
		}
	}
	return out
}

// Kinds of piece of a passage.
const (
	Around = "around" // of the document, not in the statement
	Kept   = "kept"   // stands in the statement
	Cut    = "cut"    // was left out of the statement
)

// A Piece is a part of a passage.
type Piece struct {
	Text string `json:"text"`
	Kind string `json:"kind"`
}

// Passage returns evidence number i of st in its context in doc: see
// docs/formats/brief.md. If doc has no text, or another, the evidence stands
// alone.
func Passage(doc *wiredesk.Document, st *wiredesk.Statement, i int) []Piece {
	var out []Piece
	for _, p := range passage(doc, st, i) {
		out = append(out, Piece{p.text, []string{Around, Kept, Cut}[p.kind]})
	}
	return out
}

// Context returns a passage that stands for itself in its context.
func Context(doc *wiredesk.Document, e wiredesk.Evidence) []Piece {
	return Passage(doc, &wiredesk.Statement{Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{e}}, 0)
}

// Clean returns a stranger's text on one line, without escape sequences, control
// characters and marks that reorder the text around them.
func Clean(s string) string { return clean(s) }

// Prose returns s without what must not reach a page; paragraphs stay apart.
func Prose(s string) string { return prose(s) }

// Outlet returns who published doc.
func Outlet(doc *wiredesk.Document) string { return outlet(doc) }

// TitleOf returns the title of doc, or its first words.
func TitleOf(doc *wiredesk.Document) string { return title(doc) }

// Link returns the address of doc if it is one of the web, else "".
func Link(doc *wiredesk.Document) string { return link(doc) }

// Language returns the language of doc, "" if unknown.
func Language(doc *wiredesk.Document) string { return language(doc) }

// Withdrawn says of doc that its outlet took it back, and when that was seen; ""
// if it stands.
func Withdrawn(doc *wiredesk.Document) string { return withdrawn(doc) }

// Moment returns t in words, in the zone it was given in.
func Moment(t wiredesk.Time) string { return moment(t) }

// Period returns the time from a to b in words.
func Period(a, b wiredesk.Time) string { return period(a, b) }

// When returns the date of an event in words.
func When(date string) string { return when(date) }

// Count returns "1 report", "2 reports".
func Count(n int, noun string) string { return count(n, noun) }

// Amount returns a value of a figure as the first report that gives it has it.
func Amount(v *wiredesk.FigureValue) string { return amount(v) }

// StateWord returns the state of a figure in words.
func StateWord(state string) string { return stateWord(state) }

// QuestionNote returns how a question was answered; "" if by one sentence.
func QuestionNote(q *wiredesk.Question) string { return questionNote(q) }

// Relation returns how a story hangs together with another.
func Relation(r wiredesk.Related) string { return relation(r) }
