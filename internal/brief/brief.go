// Package brief writes about a story: a headline, key points and a narrative,
// each sentence of it made of the bytes of a report.
//
// Layer: L2 (pure). It copies sentences and deletes licensed parts of them, and
// lays figures that differ side by side in lines of a closed list (differ.go).
// It does nothing else to words: it never rephrases, never joins two sentences
// into one and adds no word but those of the list. What it would have to guess
// it leaves out.
package brief

import (
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A Story is what a brief is written from: the documents, oldest first, and
// for each the number of its origin, from 0. Figures and Differ may be missing:
// then there are no lines about what differs.
type Story struct {
	ID      wiredesk.StoryID
	Docs    []*annotate.Document
	Origin  []int
	Figures []wiredesk.Figure   // as they are compared
	Differ  []wiredesk.ClaimSet // the points on which reports differ
}

// Options tune the writer. The zero value is what production uses.
type Options struct {
	KeyPoints      int // how many at the most; 0 means 3
	Sentences      int // of the narrative, at the most; 0 means 11
	NarrativeWords int // of the narrative behind its lead, at the most; 0 means 180
}

func (o Options) withDefaults() Options {
	if o.KeyPoints == 0 {
		o.KeyPoints = 3
	}
	if o.Sentences == 0 {
		o.Sentences = 11
	}
	if o.NarrativeWords == 0 {
		o.NarrativeWords = 180
	}
	return o
}

// Accept judges a statement that is about to be printed, as a headline or not.
// It says no to one that its evidence does not carry.
type Accept func(st *wiredesk.Statement, headline bool) bool

// Tag gives each word of a sentence its part of speech. What it returns is
// good until the next call.
type Tag func(words []string) []tag.Tag

// Compose writes the brief of s. Withheld counts the statements that accept
// refused; another took the place of each where there was one. Without tag,
// which may be nil, more is left out for want of certainty.
func Compose(s Story, tag Tag, accept Accept, o Options) (b wiredesk.Brief, withheld int) {
	b, withheld, _ = Write(s, tag, accept, o)
	return b, withheld
}

// compose writes the brief.
func (w *writer) compose() wiredesk.Brief {
	b := wiredesk.Brief{KeyPoints: []wiredesk.Statement{}, Narrative: [][]wiredesk.Statement{}, Timeline: []wiredesk.Event{}, Questions: []wiredesk.Question{}}
	head := w.headline()
	if head != nil {
		w.share(head, true)
		head.statement.ID = w.id("h", 1)
		b.Headline = &head.statement
	}
	points := w.keyPoints(head)
	for i, p := range points {
		w.share(p, false)
		p.statement.ID = w.id("k", i+1)
		b.KeyPoints = append(b.KeyPoints, p.statement)
	}
	n := 0
	for _, par := range w.narrative(head, points) {
		var out []wiredesk.Statement
		for _, l := range par {
			n++
			if l.unit != nil {
				w.share(l, false)
			}
			l.statement.ID = w.id("n", n)
			out = append(out, l.statement)
		}
		b.Narrative = append(b.Narrative, out)
	}
	return b
}

// A writer writes one brief.
type writer struct {
	Options
	story   Story
	accept  Accept
	tag     Tag
	words   []string // for tag
	origins int
	units   []unit
	docAt   map[wiredesk.DocumentID]int // number of each document
	begin   []int                       // by document: its first unit; and the number of all units
	vocabulary
	weight   []float64            // of each term in this story
	rarity   []float64            // of each term in English
	shared   []bool               // by term: two origins or more hold it
	central  []float64            // by origin: how much of the story it tells, in (0, 1]
	focus    []float64            // by document: how far its head tells what others' heads tell, in (0, 1]
	party    []bool               // by document: its outlet is one of those that the story is about
	last     wiredesk.Time        // when the latest document came out
	figures  map[string][]reading // what the documents say of each quantity, oldest first
	given    map[given]string     // the same by unit
	standing map[string]reading   // the reading of each quantity that came out last
	withheld int
}

func newWriter(s Story, tag Tag, accept Accept, o Options) *writer {
	w := &writer{Options: o, story: s, tag: tag, accept: accept, vocabulary: vocabulary{of: map[vector.Term]int32{}}, docAt: map[wiredesk.DocumentID]int{}, begin: []int{0}}
	for i, d := range s.Docs {
		w.origins = max(w.origins, s.Origin[i]+1)
		w.units = appendUnits(w.units, d, i, &w.vocabulary)
		w.docAt[d.ID], w.begin = i, append(w.begin, len(w.units))
		if d.Published.Compare(w.last) > 0 || w.last.IsZero() {
			w.last = d.Published
		}
	}
	w.findParties()
	w.weigh()
	w.readFigures()
	w.findWithdrawn()
	w.findStale()
	w.findCloseness()
	w.findFocus()
	for i := range w.units {
		u := &w.units[i]
		u.fit = u.fit && !w.passing(u.doc)
		if u.fit {
			u.form = newsworthy(w.story.Docs[u.doc], u, w.pastYear)
		}
		u.value = w.value(u)
	}
	w.findTallies()
	return w
}

// A line is a statement with the unit it was made of.
type line struct {
	statement wiredesk.Statement
	unit      *unit
}

func (w *writer) id(section string, n int) string {
	return fmt.Sprintf("%s.%s%d", w.story.ID, section, n)
}

// build makes the statement of unit u with the given cuts, or nil if it is
// refused. A key point may stand in the narrative too: what was built last is
// kept.
func (w *writer) build(u *unit, t trim) *line {
	if b := u.built; b != nil && slices.Equal(b.kept, t.kept) {
		return &line{b.statement, u}
	}
	l := w.judge(u, t, false)
	if l != nil {
		u.built = &built{l.statement, t.kept}
	}
	return l
}

// built is a statement that was accepted, and what is kept in it.
type built struct {
	statement wiredesk.Statement
	kept      []wiredesk.Span
}

func (w *writer) judge(u *unit, t trim, headline bool) *line {
	d := w.story.Docs[u.doc]
	if !w.sure(u) {
		u.refused = true
		return nil
	}
	st := assemble(d, u, t)
	w.corroborate(&st, u)
	w.flag(&st, u)
	if !w.accept(&st, headline) {
		w.withheld++
		u.refused = u.refused || !headline
		return nil
	}
	return &line{st, u}
}

// assemble makes the statement of unit u of d with the given cuts.
func assemble(d *annotate.Document, u *unit, t trim) wiredesk.Statement {
	st := wiredesk.Statement{Kind: wiredesk.Trimmed, Evidence: []wiredesk.Evidence{wiredesk.Cite(d.Document, u.span)}, Support: []wiredesk.Evidence{}, Flags: []string{}}
	for _, k := range t.kept {
		out := wiredesk.Span{Start: len(st.Text), End: len(st.Text) + k.Len()}
		st.Text += k.Of(d.Document.Text)
		st.Align = append(st.Align, wiredesk.Align{Out: out, Src: k})
	}
	if st.Text == st.Evidence[0].Quote {
		st.Kind = wiredesk.Verbatim
	}
	if t.attributed.Len() > 0 {
		who := t.attributed.Of(d.Document.Text)
		st.AttributedTo = &who
	}
	return st
}

// flag marks what a reader must know of the statement.
func (w *writer) flag(st *wiredesk.Statement, u *unit) {
	if w.differs(u) || w.sided(u) {
		st.Flags = append(st.Flags, wiredesk.FlagDiffers)
	}
	if st.Origins == 1 {
		st.Flags = append(st.Flags, wiredesk.FlagSingleOrigin)
	}
	if w.superseded(u) || u.stale {
		st.Flags = append(st.Flags, wiredesk.FlagSuperseded)
	}
	if u.accuses {
		st.Flags = append(st.Flags, wiredesk.FlagAccusation)
	}
}

// sided reports whether u gives a value of a figure on which reports differ.
func (w *writer) sided(u *unit) bool {
	for i := range w.story.Figures {
		if f := &w.story.Figures[i]; f.State == "differ" && labels(f) && w.givesOne(u, f) && w.sides(f) != nil {
			return true
		}
	}
	return false
}
