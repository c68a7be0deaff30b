package verify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// fined is a story of which the headline shares two figures with another report.
func fined() (*wiredesk.Result, []*wiredesk.Document) {
	docs := []*wiredesk.Document{
		document("a", "The quarry company of Marn paid 412 million marks to the council and dismissed at least 60 drivers on Monday. Two drivers of the quarry sued the council."),
		document("b", "The council of Marn received 412 million marks from the quarry. It sold about 412 million marks of bonds for the quarry of Marn. At least 60 drivers of the quarry lost their work on Monday. Up to 60 drivers of the quarry came. Two drivers of a bus slept in Bori."),
		document("c", "The council of Marn got 412 million marks from the quarry. The quarry of Marn did not pay the council 412 million marks."),
		document("d", "The council of Marn received 412 million marks from the quarry."),
	}
	value := func(n float64, origins int, text string, docs ...*wiredesk.Document) wiredesk.FigureValue {
		v := wiredesk.FigureValue{Value: n, Low: n, Origins: origins}
		for _, d := range docs {
			v.Evidence = append(v.Evidence, cite(d, text))
		}
		return v
	}
	s := wiredesk.Story{ID: "s", Counts: wiredesk.Counts{Documents: 4, Outlets: 4, Origins: 3}, Figures: []wiredesk.Figure{
		{What: "fine", State: "agree", Values: []wiredesk.FigureValue{value(412e6, 3, "412 million marks", docs...)}},
		{What: "drivers", State: "agree", Values: []wiredesk.FigureValue{value(60, 2, "at least 60 drivers", docs[0])}},
	}}
	s.Figures[0].Values[0].High = &s.Figures[0].Values[0].Value
	s.Figures[1].Values[0].Qualifier = "at least"
	s.Figures[1].Values[0].Evidence = append(s.Figures[1].Values[0].Evidence, cite(docs[1], "At least 60 drivers"))
	for _, d := range docs {
		s.Documents = append(s.Documents, d.ID)
	}
	s.Origins = []wiredesk.Origin{{Documents: []wiredesk.DocumentID{"a"}, First: "a"}, {Documents: []wiredesk.DocumentID{"b", "d"}, First: "b", Copies: nil}, {Documents: []wiredesk.DocumentID{"c"}, First: "c"}}
	lead := sentence(docs[0], "The quarry company of Marn paid")
	st := verbatim(docs[0], lead)
	st.ID, st.Origins, st.Outlets, st.Flags = "s.k1", 1, 1, []string{wiredesk.FlagSingleOrigin}
	st.Shared = []wiredesk.Shared{
		sharing(st, "412 million marks", part{docs[1], "The council of Marn received", "412 million marks"}, part{docs[2], "The council of Marn got", "412 million marks"}),
		sharing(st, "at least 60 drivers", part{docs[1], "At least 60 drivers", "At least 60 drivers"}),
	}
	s.KeyPoints = []wiredesk.Statement{*st}
	r := &wiredesk.Result{Stories: []wiredesk.Story{s}}
	for _, d := range docs {
		c := *d
		c.Text = ""
		r.Documents = append(r.Documents, &c)
	}
	return r, docs
}

// A part is a value in the sentence of a report that begins with words.
type part struct {
	doc          *wiredesk.Document
	words, value string
}

// sharing says that those parts give the figure of st too.
func sharing(st *wiredesk.Statement, figure string, parts ...part) wiredesk.Shared {
	at := strings.Index(st.Text, figure)
	sh := wiredesk.Shared{Out: wiredesk.Span{Start: at, End: at + len(figure)}}
	for _, p := range parts {
		in := sentence(p.doc, p.words)
		v := in.Start + strings.Index(in.Of(p.doc.Text), p.value)
		sh.Support = append(sh.Support, wiredesk.Cite(p.doc, in))
		sh.At = append(sh.At, wiredesk.Span{Start: v, End: v + len(p.value)})
	}
	return sh
}

// sentence returns the sentence of d that begins with words.
func sentence(d *wiredesk.Document, words string) wiredesk.Span {
	from := strings.Index(d.Text, words)
	return wiredesk.Span{Start: from, End: from + strings.Index(d.Text[from:], ".") + 1}
}

func TestShared(t *testing.T) {
	r, docs := fined()
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("true figures are refused: %v", rep.Failures)
	}
}

// TestMutantsOfShared: each false claim that others give a figure too must be
// refused, although the records of each are true.
func TestMutantsOfShared(t *testing.T) {
	const money, drivers = "412 million marks", "at least 60 drivers"
	shared := func(figure string, parts func(d []*wiredesk.Document) []part) func(*wiredesk.Story, []*wiredesk.Document) {
		return func(s *wiredesk.Story, d []*wiredesk.Document) {
			st := &s.KeyPoints[0]
			st.Shared = []wiredesk.Shared{sharing(st, figure, parts(d)...)}
			// the story's figures say the same, so that they refuse nothing
			v := wiredesk.FigureValue{Evidence: []wiredesk.Evidence{cite(d[0], figure)}}
			for i, e := range st.Shared[0].Support {
				at := slices.IndexFunc(d, func(d *wiredesk.Document) bool { return d.ID == e.Document })
				v.Evidence = append(v.Evidence, wiredesk.Cite(d[at], st.Shared[0].At[i]))
			}
			s.Figures = append(s.Figures, wiredesk.Figure{What: "x", State: "agree", Values: []wiredesk.FigureValue{v}})
		}
	}
	for _, tt := range []struct {
		name   string
		mutate func(s *wiredesk.Story, d []*wiredesk.Document)
	}{
		{"a wrong figure", shared("412 million marks", func(d []*wiredesk.Document) []part { return []part{{d[1], "At least 60", "At least 60 drivers"}} })},
		{"a bound on one side", shared(money, func(d []*wiredesk.Document) []part { return []part{{d[1], "It sold about", "about 412 million marks"}} })},
		{"a bound left out there", shared(money, func(d []*wiredesk.Document) []part { return []part{{d[1], "It sold about", "412 million marks"}} })},
		{"a bound left out here", shared("60 drivers", func(d []*wiredesk.Document) []part { return []part{{d[1], "At least 60", "60 drivers"}} })},
		{"another bound", shared(drivers, func(d []*wiredesk.Document) []part { return []part{{d[1], "Up to 60", "Up to 60 drivers"}} })},
		{"a scale left out", shared("412", func(d []*wiredesk.Document) []part { return []part{{d[1], "The council of Marn received", "412"}} })},
		{"no number", shared("the council", func(d []*wiredesk.Document) []part {
			return []part{{d[1], "The council of Marn received", "the quarry"}}
		})},
		{"denied there", shared(money, func(d []*wiredesk.Document) []part { return []part{{d[2], "The quarry of Marn did not", money}} })},
		{"its own report", shared(money, func(d []*wiredesk.Document) []part { return []part{{d[0], "The quarry company", money}} })},
		{"one report twice", shared(money, func(d []*wiredesk.Document) []part {
			return []part{{d[1], "The council of Marn received", money}, {d[1], "The council of Marn received", money}}
		})},
		{"an origin twice", shared(money, func(d []*wiredesk.Document) []part {
			return []part{{d[1], "The council of Marn received", money}, {d[3], "The council of Marn received", money}}
		})},
		{"a figure twice", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			st := &s.KeyPoints[0]
			st.Shared = append(st.Shared, st.Shared[0])
		}},
		{"half a sentence", func(s *wiredesk.Story, d []*wiredesk.Document) {
			e := &s.KeyPoints[0].Shared[0].Support[0]
			*e = wiredesk.Cite(d[1], wiredesk.Span{Start: e.Start + len("The "), End: e.End})
		}},
		{"the value stands elsewhere", func(s *wiredesk.Story, d []*wiredesk.Document) {
			s.KeyPoints[0].Shared[0].At[0] = cite(d[1], "412 million marks of bonds").Span()
		}},
		{"a passage without its place", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			s.KeyPoints[0].Shared[0].At = s.KeyPoints[0].Shared[0].At[:1]
		}},
		{"nobody", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			s.KeyPoints[0].Shared[0].Support, s.KeyPoints[0].Shared[0].At = nil, nil
		}},
		{"outside of the text", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.KeyPoints[0].Shared[0].Out.End = 900 }},
		{"a forged record", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.KeyPoints[0].Shared[0].Support[0].Quote += "!" }},
		{"no figure of the story", func(s *wiredesk.Story, _ []*wiredesk.Document) { s.Figures = s.Figures[1:] }},
		{"a figure that the other report does not have", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			v := &s.Figures[0].Values[0]
			v.Evidence = slices.Delete(v.Evidence, 1, 2)
		}},
		{"too many", func(s *wiredesk.Story, _ []*wiredesk.Document) {
			st := &s.KeyPoints[0]
			for range 9 {
				st.Shared = append(st.Shared, st.Shared[0])
			}
		}},
		{"a small number of something else", func(s *wiredesk.Story, d []*wiredesk.Document) {
			st := verbatim(d[0], sentence(d[0], "Two drivers"))
			st.ID, st.Origins, st.Outlets, st.Flags = "s.k1", 1, 1, []string{wiredesk.FlagSingleOrigin}
			s.KeyPoints[0] = *st
			shared("Two drivers", func(d []*wiredesk.Document) []part { return []part{{d[1], "Two drivers of a bus", "Two drivers"}} })(s, d)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, docs := fined()
			tt.mutate(&r.Stories[0], docs)
			rep := verify.Result(r, docs)
			if len(rep.Failures) == 0 {
				t.Error("it is believed")
			}
			if got := rules(rep.Failures); !slices.Contains(got, verify.RuleShared) && tt.name != "a forged record" {
				t.Errorf("refused by %v: %v", got, rep.Failures)
			}
		})
	}
}
