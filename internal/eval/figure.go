package eval

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A GoldFigure is one quantity of a story with every value that is given for
// it.
type GoldFigure struct {
	What   string
	Status string // agree, differ, updated, single
	Values []GoldValue
}

// A GoldValue is one wording of a value.
type GoldValue struct {
	Value     json.RawMessage // a number, or a string for what is none
	Documents []string
	Text      string // stands in each of the documents
}

// A FigureStory is a story with its gold and its system figures. Text holds
// the text of each document.
type FigureStory struct {
	Gold   []GoldFigure
	System []wiredesk.Figure
	Text   map[string]string
}

// A FigureScore says how well the figures of stories are found and compared.
type FigureScore struct {
	Gold  int     `json:"gold"`
	Found float64 `json:"found"`          // share of gold figures with a value in a system figure
	State float64 `json:"state_accuracy"` // of those, share with the gold's state

	Conflicts int     `json:"conflicts_gold"`     // gold figures that differ or are updated
	Complete  float64 `json:"conflicts_complete"` // share of those with all values in one system figure
	Flagged   float64 `json:"conflicts_flagged"`  // share of those that are complete, and that the system has as differ or updated too

	FalseAgree int `json:"false_agree"` // gold figures that differ, and that the system says agree
}

// ScoreFigures scores the figures of stories. A gold value is found in a system
// figure if one of its values, or a bound of it, is the same number and has
// evidence that overlaps the gold's words. The system figure that has most of
// a gold figure's values stands for it, the first of them where several do.
func ScoreFigures(stories []FigureStory) FigureScore {
	var s FigureScore
	var found, state, complete, flagged int
	for i := range stories {
		st := &stories[i]
		for k := range st.Gold {
			g := &st.Gold[k]
			s.Gold++
			multi := g.Status == "differ" || g.Status == "updated"
			if multi {
				s.Conflicts++
			}
			best, n := st.best(g, st.System)
			if n == 0 {
				continue
			}
			found++
			if best.State == g.Status {
				state++
			}
			if g.Status == "differ" && best.State == "agree" {
				s.FalseAgree++
			}
			if multi && n == len(g.Values) {
				complete++
				if best.State == "differ" || best.State == "updated" {
					flagged++
				}
			}
		}
	}
	s.Found, s.State = share(found, s.Gold), share(state, found)
	s.Complete, s.Flagged = share(complete, s.Conflicts), share(flagged, s.Conflicts)
	return s
}

// best returns the system figure with most of g's values, and how many.
func (st *FigureStory) best(g *GoldFigure, system []wiredesk.Figure) (*wiredesk.Figure, int) {
	var best *wiredesk.Figure
	most := 0
	for i := range system {
		n := 0
		for k := range g.Values {
			if slices.ContainsFunc(system[i].Values, func(v wiredesk.FigureValue) bool { return st.same(&g.Values[k], &v) }) {
				n++
			}
		}
		if n > most {
			best, most = &system[i], n
		}
	}
	return best, most
}

// same says that system value v is gold value g.
func (st *FigureStory) same(g *GoldValue, v *wiredesk.FigureValue) bool {
	var want float64
	if json.Unmarshal(g.Value, &want) != nil {
		return false
	}
	near := func(x float64) bool { return math.Abs(x-want) <= 1e-6*max(1, math.Abs(want)) }
	if !near(v.Value) && !near(v.Low) && !(v.High != nil && near(*v.High)) {
		return false
	}
	return slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool {
		return slices.Contains(g.Documents, string(e.Document)) && overlapsText(st.Text[string(e.Document)], g.Text, e.Span())
	})
}

// overlapsText says that s shares a byte with an occurrence of words in text.
func overlapsText(text, words string, s wiredesk.Span) bool {
	for from := 0; words != ""; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		at := wiredesk.Span{Start: from + i, End: from + i + len(words)}
		if at.Overlaps(s) {
			return true
		}
		from = at.Start + 1
	}
	return false
}
