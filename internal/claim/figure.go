package claim

import (
	"strconv"

	"github.com/wiredesk/wiredesk"
)

// figures files the figures that several origins give or that differ. One that
// a single origin gives stands among the figures of the story alone.
func (s *story) figures(figures []wiredesk.Figure) {
	number := map[wiredesk.DocumentID]int{}
	for i, d := range s.docs {
		number[d.ID] = i
	}
	for i := range figures {
		f := &figures[i]
		switch f.State {
		case "agree":
			s.agreed(f, number)
		case "differ", "updated":
			s.differing(f, number)
		}
	}
}

// agreed files the values of f as one side: they are one number in several
// units, or as exactly as each report has it.
func (s *story) agreed(f *wiredesk.Figure, number map[wiredesk.DocumentID]int) {
	var all []mention
	for i := range f.Values {
		all = append(all, mentions(&f.Values[i], number)...)
	}
	if s.origins(all) > 1 {
		s.add(kindFigure, f.What, "", []string{inWords(&f.Values[0])}, [][]mention{all})
	}
}

// differing files each value of f as a side.
func (s *story) differing(f *wiredesk.Figure, number map[wiredesk.DocumentID]int) {
	var values []string
	var sides [][]mention
	said := map[string]bool{}
	for i := range f.Values {
		v := &f.Values[i]
		said[v.SaidBy] = true
		values, sides = append(values, inWords(v)), append(sides, mentions(v, number))
	}
	reading := contradiction
	switch {
	case f.State == "updated":
		reading = laterUpdate
	case !said[""] && len(said) == len(f.Values):
		reading = differentCount
	}
	s.add(kindFigure, f.What, reading, values, sides)
}

// mentions returns where v is given.
func mentions(v *wiredesk.FigureValue, number map[wiredesk.DocumentID]int) []mention {
	var out []mention
	for _, e := range v.Evidence {
		if n, ok := number[e.Document]; ok {
			out = append(out, mention{Place: Place{n, e.Span()}, saidBy: v.SaidBy})
		}
	}
	return out
}

// inWords writes a value with its qualifier and unit: "at least 14 people".
func inWords(v *wiredesk.FigureValue) string {
	n := strconv.FormatFloat(v.Value, 'f', -1, 64)
	if v.High != nil && *v.High != v.Low && v.Value == v.Low && v.Qualifier == "exact" {
		n += "-" + strconv.FormatFloat(*v.High, 'f', -1, 64)
	}
	q := v.Qualifier
	if q == "exact" {
		q = ""
	}
	return joined(q, n, v.Unit)
}
