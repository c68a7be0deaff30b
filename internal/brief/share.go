package brief

import (
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// maxShared is how many figures of a statement are said to be shared.
const maxShared = 2

// share notes which figures of l other origins give too: most sentences tell
// more than their figure, so that no other report says the same, and yet the
// figure stands in several. Each is checked before it stays.
func (w *writer) share(l *line, headline bool) {
	st := &l.statement
	for i := range w.story.Figures {
		f := &w.story.Figures[i]
		for _, v := range f.Values {
			if len(st.Shared) == maxShared {
				return
			}
			s, ok := w.sharedValue(l, v)
			if !ok {
				continue
			}
			st.Shared = append(st.Shared, s)
			if !w.accept(st, headline) {
				st.Shared = st.Shared[:len(st.Shared)-1]
			}
		}
	}
	if len(st.Shared) == 0 {
		st.Shared = nil
	}
}

// sharedValue returns v as a figure of l that others give, if they do and those who
// are said to tell the same as l do not all of it.
func (w *writer) sharedValue(l *line, v wiredesk.FigureValue) (wiredesk.Shared, bool) {
	d := w.story.Docs[l.unit.doc]
	var s wiredesk.Shared
	found := ""
	for _, e := range v.Evidence {
		if out, ok := within(&l.statement, d, e); ok && counts(d, e.Span()) {
			s.Out, found = out, numbersOf(d, l.unit, e.Span())
			break
		}
	}
	if found == "" || slices.ContainsFunc(l.statement.Shared, func(o wiredesk.Shared) bool { return o.Out.Overlaps(s.Out) }) {
		return s, false
	}
	told := map[int]bool{w.story.Origin[l.unit.doc]: true}
	for _, e := range l.statement.Support {
		told[w.story.Origin[w.docAt[e.Document]]] = true
	}
	for _, e := range v.Evidence {
		u := w.unitAt(e)
		if u == nil || !u.sound || told[w.story.Origin[u.doc]] {
			continue
		}
		if o := w.story.Docs[u.doc]; counts(o, e.Span()) && numbersOf(o, u, e.Span()) == found && related(l.unit, u) {
			told[w.story.Origin[u.doc]] = true
			s.Support, s.At = append(s.Support, wiredesk.Cite(o.Document, u.span)), append(s.At, e.Span())
		}
	}
	return s, len(s.Support) > 0
}

// within returns where the passage e of d stands in the text of st, if it is
// kept there in one piece.
func within(st *wiredesk.Statement, d *annotate.Document, e wiredesk.Evidence) (wiredesk.Span, bool) {
	if e.Document != d.ID {
		return wiredesk.Span{}, false
	}
	for _, a := range st.Align {
		if a.Src.Contains(e.Span()) {
			at := a.Out.Start + e.Start - a.Src.Start
			return wiredesk.Span{Start: at, End: at + e.End - e.Start}, true
		}
	}
	return wiredesk.Span{}, false
}

// numbersOf returns the numbers in a passage of u in their normal form; "" if
// there is none, or if the passage holds more than a figure with what it counts.
func numbersOf(d *annotate.Document, u *unit, at wiredesk.Span) string {
	out := ""
	for i := u.first; i < u.last; i++ {
		switch {
		case !at.Contains(d.Tokens[i].Span):
		case d.Word(i) == ",", relative.Has(d.Lower[i]):
			return ""
		case d.Marks[i]&annotate.Number != 0:
			out += number(d.Lower[i]) + " "
		}
	}
	return out
}

// relative words behind a number make a time of it: "38 last week".
var relative = wordlist.NewSet(`last next past this ago`)

// related reports whether u and v have two words besides numbers in common.
func related(u, v *unit) bool {
	n := 0
	for _, list := range [][]int32{u.plain, u.named} {
		for _, t := range list {
			if _, ok := slices.BinarySearch(v.terms, t); ok {
				n++
			}
		}
	}
	return n >= 2
}
