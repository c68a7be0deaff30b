package brief

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
)

// givers is the figure of s that has text as its value in each of its documents
// that holds it.
func givers(s Story, text string) wiredesk.Figure {
	v := wiredesk.FigureValue{}
	for _, d := range s.Docs {
		if at := strings.Index(d.Document.Text, text); at >= 0 {
			v.Evidence = append(v.Evidence, wiredesk.Cite(d.Document, wiredesk.Span{Start: at, End: at + len(text)}))
		}
	}
	return wiredesk.Figure{What: "fine", State: "agree", Values: []wiredesk.FigureValue{v}}
}

// TestShare: which of the reports that have the figure by the figures of the story
// are said to give it.
func TestShare(t *testing.T) {
	const lead = "The quarry company of Marn paid 412 million marks to the council on Monday and dismissed its director Ana Roe."
	for _, tt := range []struct {
		name, other string
		want        []string
	}{
		{"given", "Nobody in Marn had seen the like. The council got 412 million marks from the quarry.", []string{"412 million marks: The council got 412 million marks from the quarry."}},
		{"another figure", "The council got 413 million marks from the quarry.", nil},
		{"of something else", "Two bridges over the Sill will cost 412 million marks.", nil},
		{"in no sentence", "The fine of the quarry of Marn and its council: 412 million marks", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := story(lead, tt.other)
			s.Figures = []wiredesk.Figure{givers(s, "412 million marks")}
			w := newWriter(s, nil, accept, Options{}.withDefaults())
			l := w.build(&w.units[0], cut(s.Docs[0], &w.units[0], whole))
			w.share(l, false)
			var got []string
			for _, sh := range l.statement.Shared {
				for i, e := range sh.Support {
					got = append(got, sh.Out.Of(l.statement.Text)+": "+e.Quote)
					if d := s.Docs[1].Document; sh.At[i].Of(d.Text) != "412 million marks" {
						t.Errorf("it stands at %q", sh.At[i].Of(d.Text))
					}
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("shared (-want +got):\n%s", diff)
			}
		})
	}
}

// TestShareNot: a copy gives nothing of its own, who is said to tell the same needs
// not be named again, and what is refused is not printed.
func TestShareNot(t *testing.T) {
	const lead = "The quarry company of Marn paid 412 million marks to the council on Monday and dismissed its director Ana Roe."
	shared := func(accept Accept, change func(*Story, *wiredesk.Statement)) int {
		s := story(lead, "The council got 412 million marks from the quarry.")
		s.Figures = []wiredesk.Figure{givers(s, "412 million marks")}
		w := newWriter(s, nil, accept, Options{}.withDefaults())
		l := w.build(&w.units[0], cut(s.Docs[0], &w.units[0], whole))
		change(&w.story, &l.statement)
		w.share(l, false)
		return len(l.statement.Shared)
	}
	nothing := func(*Story, *wiredesk.Statement) {}
	if n := shared(accept, nothing); n != 1 {
		t.Errorf("%d figures are shared, want 1", n)
	}
	if n := shared(func(st *wiredesk.Statement, _ bool) bool { return len(st.Shared) == 0 }, nothing); n != 0 {
		t.Errorf("%d refused figures are shared", n)
	}
	if n := shared(accept, func(s *Story, _ *wiredesk.Statement) { s.Origin = []int{0, 0} }); n != 0 {
		t.Errorf("%d figures are shared with a copy", n)
	}
	if n := shared(accept, func(s *Story, st *wiredesk.Statement) {
		st.Support = append(st.Support, wiredesk.Cite(s.Docs[1].Document, wiredesk.Span{End: 3}))
	}); n != 0 {
		t.Errorf("%d figures are shared with who tells the same", n)
	}
}

func TestNumbersOf(t *testing.T) {
	for _, tt := range []struct{ text, at, want string }{
		{"Ana Roe of Marn, who turned 38 last week, left the council on Monday.", "38", "38 "},
		{"Ana Roe of Marn, who turned 38 last week, left the council on Monday.", "38 last week", ""},
		{"The council of Marn paid $43,885,310 for the quarry.", "$43,885,310", "43885310 "},
		{"The quarry of Marn cost around 90 million, according to the council.", "90 million, according to the council", ""},
		{"The council of Marn bought a quarry.", "a quarry", ""},
	} {
		d, units := units(tt.text)
		at := strings.Index(tt.text, tt.at)
		if got := numbersOf(d, &units[0], wiredesk.Span{Start: at, End: at + len(tt.at)}); !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%q: %q, want %q", tt.at, got, tt.want)
		}
	}
}
