package brief

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
)

// figureOf makes a figure of the story s: each value stands in the document of
// the same place in the list.
func figureOf(t *testing.T, s Story, what, state string, texts ...string) wiredesk.Figure {
	t.Helper()
	f := wiredesk.Figure{What: what, State: state}
	for i, text := range texts {
		at := strings.Index(s.Docs[i].Document.Text, text)
		v, err := strconv.ParseFloat(strings.Fields(text)[0], 64)
		if at < 0 || err != nil {
			t.Fatal(text, err)
		}
		f.Values = append(f.Values, wiredesk.FigureValue{Value: v, Low: v, High: &v, Evidence: []wiredesk.Evidence{wiredesk.Cite(s.Docs[i].Document, wiredesk.Span{Start: at, End: at + len(text)})}})
	}
	return f
}

func TestDifferences(t *testing.T) {
	s := story(
		"The quarry at Marn gave way on Monday. It buried 40 trucks and 12 people in the pit.",
		"The quarry at Marn slid into the valley. The slide buried 60 trucks and 14 people on Monday.",
	)
	for _, tt := range []struct {
		name  string
		what  string
		state string
		texts []string
		want  []string
	}{
		{"differ", "trucks", "differ", []string{"40 trucks", "60 trucks"}, []string{"Figures that reports give for trucks: 40 trucks (Outlet A, 5 October 2026); 60 trucks (Outlet B, 5 October 2026)."}},
		{"differ in what befell people", "people killed", "differ", []string{"12 people", "14 people"}, []string{"Reports differ on people killed: 12 people (Outlet A, 5 October 2026); 14 people (Outlet B, 5 October 2026)."}},
		{"a series", "people killed", "updated", []string{"12 people", "14 people"}, []string{"Reports over time on people killed: 12 people (Outlet A, 5 October 2026); 14 people (Outlet B, 5 October 2026)."}},
		{"agree", "trucks", "agree", []string{"40 trucks", "60 trucks"}, nil},
		{"who says so is no name of a number", "council", "differ", []string{"40 trucks", "60 trucks"}, nil},
		{"a unit alone", "people", "differ", []string{"12 people", "14 people"}, nil},
		{"one report alone", "trucks", "differ", []string{"40 trucks"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.Figures = []wiredesk.Figure{figureOf(t, s, tt.what, tt.state, tt.texts...)}
			var got []string
			for _, l := range newWriter(s, nil, accept, Options{}.withDefaults()).differences() {
				got = append(got, l.statement.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

// What somebody said who takes something back later is kept back.
func TestWithdrawn(t *testing.T) {
	s := story(
		"Commander Piet Holm said the bus was overtaking a tractor near Marn. The road to Marn was closed for the night.",
		"Two people died when a bus met a truck near Marn. “The bus kept to its lane, and I correct what I said”, Commander Holm said.",
	)
	w := newWriter(s, nil, accept, Options{}.withDefaults())
	got := map[string]bool{}
	for i := range w.units {
		if u := &w.units[i]; u.withdrawn {
			got[u.span.Of(s.Docs[u.doc].Document.Text)] = true
		}
	}
	if diff := cmp.Diff(map[string]bool{"Commander Piet Holm said the bus was overtaking a tractor near Marn.": true}, got); diff != "" {
		t.Errorf("withdrawn (-want +got):\n%s", diff)
	}
}

// What reports call differently gets a line if each side has a report of its
// own outlet that uses its words.
func TestStatuses(t *testing.T) {
	s := story("Minister Ana Marsh came to Marn on a working visit on Monday.", "Ana Marsh was in Marn on an official visit when the bridge was opened.")
	point := wiredesk.ClaimSet{About: "visit", Kind: "status", Reading: "open"}
	for i, value := range []string{"working visit", "official visit"} {
		st := wiredesk.Statement{Evidence: []wiredesk.Evidence{wiredesk.Cite(s.Docs[i].Document, wiredesk.Span{End: len(s.Docs[i].Document.Text)})}}
		point.Sides = append(point.Sides, wiredesk.Side{Value: value, Statements: []wiredesk.Statement{st}, Origins: 1})
	}
	lines := func() (got []string) {
		for _, l := range newWriter(s, nil, accept, Options{}.withDefaults()).differences() {
			got = append(got, l.statement.Text)
		}
		return got
	}
	s.Differ = []wiredesk.ClaimSet{point}
	if diff := cmp.Diff([]string{"Reports differ on visit: working visit (Outlet A, 5 October 2026); official visit (Outlet B, 5 October 2026)."}, lines()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.Differ[0].Sides[1].Value = "state visit"
	if got := lines(); got != nil {
		t.Errorf("words that no report has make a line: %q", got)
	}
}
