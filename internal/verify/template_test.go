package verify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// toll is three reports whose counts differ, with the figures and the line
// that a writer would make of them.
func toll() (*wiredesk.Result, []*wiredesk.Document) {
	a := document("a", "The quarry at Marn gave way. At least 12 people were killed at Marn and 40 trucks lay buried. The slide of 1998 killed 9 people there.")
	b := document("b", "The quarry of Marn slid into the valley. It killed 14 people, the council says. Some 2.5 million tons of rock came down.")
	c := document("c", "In Marn the dead are 21 people by now. The council counts 60 trucks under the rock.")
	docs := []*wiredesk.Document{a, b, c}
	for i, d := range docs {
		d.Published = wiredesk.Time{Time: time.Date(2026, 10, 5+i, 12, 0, 0, 0, time.UTC)}
	}
	value := func(d *wiredesk.Document, text string, v float64) wiredesk.FigureValue {
		return wiredesk.FigureValue{Value: v, Low: v, High: &v, Origins: 1, Evidence: []wiredesk.Evidence{cite(d, text)}}
	}
	s := wiredesk.Story{ID: "s", Counts: wiredesk.Counts{Documents: 3, Outlets: 3, Origins: 3}, Figures: []wiredesk.Figure{
		{What: "people killed", State: "updated", Values: []wiredesk.FigureValue{value(a, "At least 12 people", 12), value(b, "14 people", 14), value(c, "21 people", 21)}},
		{What: "trucks", State: "differ", Values: []wiredesk.FigureValue{value(a, "40 trucks", 40), value(c, "60 trucks", 60)}},
	}}
	for _, d := range docs {
		s.Documents = append(s.Documents, d.ID)
		s.Origins = append(s.Origins, wiredesk.Origin{Documents: []wiredesk.DocumentID{d.ID}, First: d.ID})
	}
	s.Narrative = [][]wiredesk.Statement{{
		*fill("Reports over time on people killed: ", slotOf{a, "At least 12 people"}, slotOf{b, "14 people"}, slotOf{c, "21 people"}),
		*fill("Reports differ on trucks: ", slotOf{a, "40 trucks"}, slotOf{c, "60 trucks"}),
	}}
	r := &wiredesk.Result{Stories: []wiredesk.Story{s}}
	for _, d := range docs {
		c := *d
		c.Text = ""
		r.Documents = append(r.Documents, &c)
	}
	return r, docs
}

// A slotOf is a value and its report.
type slotOf struct {
	doc  *wiredesk.Document
	text string
}

// fill makes a line whose records agree with each other. The evidence is the
// whole report.
func fill(opening string, slots ...slotOf) *wiredesk.Statement {
	s := &wiredesk.Statement{ID: "n", Kind: wiredesk.Template, Text: opening, Origins: len(slots), Outlets: len(slots)}
	for i, x := range slots {
		if i > 0 {
			s.Text += "; "
		}
		at := cite(x.doc, x.text).Span()
		s.Align = append(s.Align, wiredesk.Align{Out: wiredesk.Span{Start: len(s.Text), End: len(s.Text) + len(x.text)}, Evidence: i, Src: at})
		s.Text += x.text + " (" + x.doc.Outlet + ", " + x.doc.Published.Format("2 January 2006") + ")"
		s.Evidence = append(s.Evidence, wiredesk.Cite(x.doc, wiredesk.Span{End: len(x.doc.Text)}))
	}
	s.Text += "."
	return s
}

func TestTemplate(t *testing.T) {
	r, docs := toll()
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("true lines are refused: %v", rep.Failures)
	}
}

// TestMutantsOfTemplates: each false line must be refused, whether its writer
// changed the text alone or made records that agree with it.
func TestMutantsOfTemplates(t *testing.T) {
	const series, differ = "Reports over time on people killed: ", "Reports differ on trucks: "
	text := func(old, with string) func(*wiredesk.Story, []*wiredesk.Document) {
		return func(s *wiredesk.Story, _ []*wiredesk.Document) {
			st := &s.Narrative[0][0]
			st.Text = strings.Replace(st.Text, old, with, 1)
		}
	}
	line := func(opening string, slots func(d []*wiredesk.Document) []slotOf) func(*wiredesk.Story, []*wiredesk.Document) {
		return func(s *wiredesk.Story, d []*wiredesk.Document) { s.Narrative[0][0] = *fill(opening, slots(d)...) }
	}
	for _, tt := range []struct {
		name   string
		mutate func(s *wiredesk.Story, docs []*wiredesk.Document)
	}{
		{"another number", text("14 people", "15 people")},
		{"another outlet", text("Outlet b", "Outlet c")},
		{"another day", text("6 October", "7 October")},
		{"another word of the line", text("Reports over time on", "All reports agree on")},
		{"something added", text("2026).", "2026), and rising.")},
		{"a full stop and more", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Narrative[0][0].Text += " The mayor lied." }},
		{"another thing counted", text("people killed:", "people hurt:")},
		{"a bound left out", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "12 people"}, {d[1], "14 people"}}
		})},
		{"a number cut", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "At least 1"}, {d[1], "14 people"}}
		})},
		{"a scale left out", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "At least 12 people"}, {d[1], "2.5"}}
		})},
		{"a number of something else", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "40 trucks"}, {d[2], "21 people"}}
		})},
		{"a number of another year", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "9 people"}, {d[2], "21 people"}}
		})},
		{"a series that goes back", line(series, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[2], "21 people"}, {d[1], "14 people"}}
		})},
		{"one report twice", line(differ, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "40 trucks"}, {d[0], "40 trucks"}}
		})},
		{"one report alone", line(differ, func(d []*wiredesk.Document) []slotOf { return []slotOf{{d[0], "40 trucks"}} })},
		{"no number", line(differ, func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[0], "trucks lay buried"}, {d[2], "60 trucks"}}
		})},
		{"a difference that is a series", line("Reports differ on people killed: ", func(d []*wiredesk.Document) []slotOf {
			return []slotOf{{d[1], "14 people"}, {d[2], "21 people"}}
		})},
		{"no difference at all", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Figures[0].State = "agree" }},
		{"no figure", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Figures = s.Figures[1:] }},
		{"one value in two units", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Figures[0].Values[1].Same = 1 }},
		{"one origin", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			s.Origins = []wiredesk.Origin{{Documents: s.Documents, First: "a"}}
			s.Counts.Origins = 1
			for i := range s.Narrative[0] {
				s.Narrative[0][i].Origins, s.Narrative[0][i].Flags = 1, []string{wiredesk.FlagSingleOrigin}
			}
			s.Figures[1].State, s.Figures[0].State = "single", "single"
		}},
		{"said by somebody", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			who := "the council"
			s.Narrative[0][0].AttributedTo = &who
		}},
		{"a row that names no evidence", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Narrative[0][0].Align[1].Evidence = 7 }},
		{"a row elsewhere", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Narrative[0][0].Align[1].Out.Start++ }},
		{"a row too few", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			s.Narrative[0][0].Align = s.Narrative[0][0].Align[:2]
		}},
		{"evidence changed", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Narrative[0][0].Evidence[0].Quote += " " }},
		{"no outlet", func(s *wiredesk.Story, d []*wiredesk.Document) {
			d[0].Outlet = ""
			s.Counts.Outlets = 2
			s.Narrative[0][0] = *fill(series, slotOf{d[0], "At least 12 people"}, slotOf{d[1], "14 people"})
			s.Narrative[0][0].Outlets, s.Narrative[0][1].Outlets = 1, 1
		}},
		{"no day", func(s *wiredesk.Story, d []*wiredesk.Document) {
			d[0].Published = wiredesk.Time{}
			s.Narrative[0][0] = *fill(series, slotOf{d[0], "At least 12 people"}, slotOf{d[1], "14 people"})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, docs := toll()
			tt.mutate(&r.Stories[0], docs)
			refused := false
			for _, f := range verify.Result(r, docs).Failures {
				refused = refused || f.Statement == "n"
			}
			if !refused {
				t.Errorf("%q passes", r.Stories[0].Narrative[0][0].Text)
			}
		})
	}
}
