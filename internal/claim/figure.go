package claim

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

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
		all = append(all, s.mentions(&f.Values[i], number)...)
	}
	if s.origins(all) > 1 {
		s.add(kindFigure, f.What, "", []string{inWords(&f.Values[0])}, [][]mention{all})
	}
}

// differing files each value of f as a side.
func (s *story) differing(f *wiredesk.Figure, number map[wiredesk.DocumentID]int) {
	var shown []*wiredesk.FigureValue
	var values []string
	var sides [][]mention
	for i := range f.Values {
		v := &f.Values[i]
		if vagueValue(v) {
			continue
		}
		if k := slices.IndexFunc(shown, func(w *wiredesk.FigureValue) bool { return v.Same > 0 && w == &f.Values[v.Same-1] }); k >= 0 {
			sides[k] = append(sides[k], s.mentions(v, number)...)
			continue
		}
		word := inWords(v)
		if slices.Contains(values, word) {
			word = joined(strconv.FormatFloat(v.Value, 'f', -1, 64), v.Unit)
		}
		shown, values, sides = append(shown, v), append(values, word), append(sides, s.mentions(v, number))
	}
	if len(shown) > 1 && (f.State == "differ" || s.origins(slices.Concat(sides...)) > 1) { // "up from 12" in one report is no difference
		s.add(kindFigure, f.What, reading(f.State, shown), values, sides)
	}
}

// reading says how values stand to each other.
func reading(state string, values []*wiredesk.FigureValue) string {
	said := map[string]bool{}
	for _, v := range values {
		said[v.SaidBy] = true
	}
	switch {
	case state == "updated":
		return laterUpdate
	case !said[""] && len(said) == len(values):
		return differentCount
	}
	return contradiction
}

// vagueValue reports whether v is no number, but a word such as "dozens".
func vagueValue(v *wiredesk.FigureValue) bool {
	return v.Qualifier == "about" && v.High != nil && *v.High >= 2*v.Low
}

// mentions returns where v is given. Whom v is ascribed to as a whole need not
// be whom each of several reports ascribes it to.
func (s *story) mentions(v *wiredesk.FigureValue, number map[wiredesk.DocumentID]int) []mention {
	var out []mention
	for _, e := range v.Evidence {
		n, ok := number[e.Document]
		if !ok {
			continue
		}
		by := v.SaidBy
		if v.Origins > 1 {
			by = s.docs[n].saidBy(e.Span())
		}
		out = append(out, mention{Place: Place{n, e.Span()}, saidBy: by})
	}
	return out
}

// inWords returns a value as the first report has it, with its unit if that
// does not stand beside it: "at least 14 people".
func inWords(v *wiredesk.FigureValue) string {
	if len(v.Evidence) == 0 {
		return joined(strconv.FormatFloat(v.Value, 'f', -1, 64), v.Unit)
	}
	q := oneLine(v.Evidence[0].Quote)
	if v.Unit == "" || strings.ContainsFunc(q, func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || r == '%' }) {
		return q
	}
	return joined(q, v.Unit)
}
