// Package claim lays side by side what the reports of a story say: who is
// quoted with what, and on which points independent reports agree, on which
// they differ, and what only one of them says.
//
// A point is compared only where the reports speak of the same thing in so
// many words: the kind of an event (status.go), how somebody left a post
// (leave.go), a date (when.go), a place (where.go), a deed and who did it to
// whom (deed.go), a clause and the same with "not" (contrary.go), what a harm came
// of (cause.go), words in quotation marks (utterance.go), an accusation and its
// denial (charge.go), what somebody is reported to have said (told.go), a figure
// (figure.go). What does not align is left out: a reader sees the sentences all
// the same, and a difference that is none does harm.
//
// Layer: L2 (pure). It never says who is right, never takes a mean, never
// counts a copy as a source, and writes no sentence: statements are made by
// who calls it.
package claim

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
)

// The kinds of claims, as in [wiredesk.ClaimSet].
const (
	kindFigure = "figure"
	kindTime   = "time"
	kindPlace  = "place"
	kindActor  = "actor"
	kindQuote  = "quote"
	kindStatus = "status"
	kindAct    = "act"
)

// The readings of a difference.
const (
	laterUpdate    = "later update"    // one value came after the other
	differentCount = "different count" // each is ascribed to a source of its own
	contradiction  = "contradiction"   // they are of one moment and of no other source than the reports
	open           = "open"            // the reports do not tell
)

// A Report is a document of a story with what was found in it.
type Report struct {
	*analysis.Document
	Origin int               // from 0; copies have that of their source
	Entity map[string]string // its entities to those of the story
	// Borrowed are its sentences that stand in an earlier report of another
	// origin: what they say, that one says.
	Borrowed []wiredesk.Span
}

// borrowed reports whether at stands in a sentence of another origin.
func (r *Report) borrowed(at wiredesk.Span) bool {
	return slices.ContainsFunc(r.Borrowed, func(s wiredesk.Span) bool { return s.Contains(at) })
}

// A Place is a span of a report, by the number of the report.
type Place struct {
	Report int
	At     wiredesk.Span
}

// State makes a statement of the sentence that holds at, with the sentences of
// its copies as support; nil if it may not be printed.
type State func(at Place, copies []Place) *wiredesk.Statement

// Find returns the claims of a story. The reports are in order, the oldest
// first; entities and figures are those of the story. Each side of a point has
// one statement for each origin that takes it: a side that no statement can be
// made for is left out. No list is nil. Cost: linear in the text, but for the
// mentions of one point, whose number is squared, 200 at the most.
func Find(reports []Report, entities []wiredesk.Entity, figures []wiredesk.Figure, state State) wiredesk.Claims {
	s := newStory(reports, entities, state)
	s.figures(figures)
	s.statuses()
	s.departures()
	s.times()
	s.deeds()
	s.contraries()
	s.causes()
	s.sites()
	s.quoted()
	told := s.reported()
	s.told(told, s.charges(told))
	return s.claims()
}

// A story is the reports at work.
type story struct {
	docs   []*doc
	names  map[string]string // entity of the story to its name
	state  State
	origin int            // how many there are
	leads  map[string]int // lemma to how many origins lead with it
	named  map[string]int // entity to how many origins name it
	// dispute are the places that take a side of an act on which reports differ.
	dispute []mention
	agree   []filed
	differ  []filed
	single  []filed
}

func newStory(reports []Report, entities []wiredesk.Entity, state State) *story {
	s := &story{names: map[string]string{}, named: map[string]int{}, state: state}
	for _, e := range entities {
		s.names[e.ID] = e.Name
	}
	for i := range reports {
		s.docs = append(s.docs, newDoc(&reports[i], i))
		s.origin = max(s.origin, reports[i].Origin+1)
	}
	s.leads = leadWords(s.docs)
	return s
}

// claims sorts what was found: what most origins say first.
func (s *story) claims() wiredesk.Claims {
	return wiredesk.Claims{Agree: sorted(s.agree), Differ: sorted(s.differ), Single: sorted(s.single)}
}

// A mention is one place where a report takes a side.
type mention struct {
	Place
	value  string // in the report's words, or a date
	saidBy string // "" where the report says it itself
	flags  []string
}

// side makes the side that ms take, which are in order of their reports; ok is
// false if no statement can be made for it.
func (s *story) side(value string, ms []mention) (side wiredesk.Side, ok bool) {
	side = wiredesk.Side{Value: value, Statements: []wiredesk.Statement{}, Outlets: []string{}}
	for o := range s.origin {
		st, m := s.one(o, ms)
		if st == nil {
			continue
		}
		if side.Origins == 0 {
			side.AsOf, side.SaidBy = s.docs[m.Report].Published.String(), m.saidBy
		} else if side.SaidBy != m.saidBy {
			side.SaidBy = "" // it does not rest on one source
		}
		side.Statements = append(side.Statements, *st)
		side.Origins++
		for _, e := range slices.Concat(st.Evidence, st.Support) {
			side.Outlets = append(side.Outlets, s.outlet(e.Document))
		}
	}
	slices.Sort(side.Outlets)
	side.Outlets = slices.DeleteFunc(slices.Compact(side.Outlets), func(o string) bool { return o == "" })
	return side, side.Origins > 0
}

// one returns the statement of origin o for the mentions ms, and the mention
// that it is made of: the first that can be printed.
func (s *story) one(o int, ms []mention) (*wiredesk.Statement, mention) {
	for i, m := range ms {
		if s.docs[m.Report].Origin != o || s.docs[m.Report].borrowed(m.At) {
			continue
		}
		var copies []Place
		for k, c := range ms {
			if k != i && c.Report != m.Report && s.docs[c.Report].Origin == o {
				copies = append(copies, c.Place)
			}
		}
		if st := s.state(m.Place, copies); st != nil {
			for _, f := range m.flags {
				if !slices.Contains(st.Flags, f) {
					st.Flags = append(st.Flags, f)
				}
			}
			return st, m
		}
	}
	return nil, mention{}
}

func (s *story) outlet(id wiredesk.DocumentID) string {
	for _, d := range s.docs {
		if d.ID == id {
			return d.Outlet
		}
	}
	return ""
}

// add files one point. sides are the mentions that agree with one another,
// each with its value.
func (s *story) add(kind, about, reading string, values []string, sides [][]mention) {
	set := filed{ClaimSet: wiredesk.ClaimSet{About: about, Kind: kind, Sides: []wiredesk.Side{}}}
	for i, ms := range sides {
		side, ok := s.side(values[i], ms)
		if ok && kind == kindAct {
			side.Value, ok = standing(side.Value, side.Statements)
		}
		if ok {
			set.Sides = append(set.Sides, side)
			set.told += side.Origins
			set.about = max(set.about, s.centre(ms[0]))
		}
	}
	switch {
	case len(set.Sides) == 0:
	case len(sides) > 1 && len(set.Sides) > 1:
		set.Reading = reading
		if kind == kindAct {
			s.dispute = append(s.dispute, slices.Concat(sides...)...)
		}
		for i := range set.Sides {
			for k := range set.Sides[i].Statements {
				st := &set.Sides[i].Statements[k]
				if !slices.Contains(st.Flags, wiredesk.FlagDiffers) {
					st.Flags = append(st.Flags, wiredesk.FlagDiffers)
				}
			}
		}
		s.differ = append(s.differ, set)
	case len(sides) > 1: // nothing is left that the one side differs from
	case set.Sides[0].Origins > 1:
		s.agree = append(s.agree, set)
	case s.origins(sides[0]) > 1: // others say it too, in sentences that cannot be shown
	case s.origin > 1:
		s.single = append(s.single, set)
	}
}

// standing returns what of value stands in one of the statements: without a
// dateline that they left out, and without "that". One word is nothing.
func standing(value string, statements []wiredesk.Statement) (string, bool) {
	words := strings.Fields(value)
	if len(words) > 0 && words[0] == "that" {
		words = words[1:]
	}
	for ; len(words) >= 2; words = words[1:] {
		v := strings.Join(words, " ")
		if slices.ContainsFunc(statements, func(st wiredesk.Statement) bool { return strings.Contains(oneLine(st.Text), v) }) {
			return v, true
		}
	}
	return "", false
}

// disputed reports whether a side of an act that is filed as disputed is taken in
// the sentence of m.
func (s *story) disputed(m mention) bool {
	d := s.docs[m.Report]
	i, _ := d.tokens(m.At)
	return slices.ContainsFunc(s.dispute, func(o mention) bool {
		k, _ := d.tokens(o.At)
		return o.Report == m.Report && max(i, k) < d.n && d.sentence[i] == d.sentence[k]
	})
}

// origins counts the origins of ms.
func (s *story) origins(ms []mention) int {
	seen := map[int]bool{}
	for _, m := range ms {
		seen[s.docs[m.Report].Origin] = true
	}
	return len(seen)
}

// apart reports whether each of two sides has an origin that the other has not.
func (s *story) apart(a, b []mention) bool {
	of := func(ms []mention) map[int]bool {
		out := map[int]bool{}
		for _, m := range ms {
			out[s.docs[m.Report].Origin] = true
		}
		return out
	}
	x, y := of(a), of(b)
	lacks := func(x, y map[int]bool) bool {
		for o := range x {
			if !y[o] {
				return true
			}
		}
		return false
	}
	return lacks(x, y) && lacks(y, x)
}

// oneLine writes a passage without its line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
