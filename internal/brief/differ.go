package brief

import (
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// The closed list of templates, version 1. Package verify has it too, and
// knows nothing of this one.
const (
	differLine = "Reports differ on " // {what}: {value} ({outlet}, {day}); ...
	seriesLine = "Reports over time on "
)

const (
	maxLines  = 2    // lines of one template at the most
	maxValues = 4    // of one line
	likeness  = 0.25 // share of its words that a sentence must have in common with another to contradict it
	unlike    = 20   // a number so many times another counts something else
	unlikely  = 4    // one so many times another does not contradict it
	apart     = 0.05 // values nearer to each other than this share read as rounded, and get no line
)

// differences returns the lines that lay the figures side by side on which
// reports differ, or that have changed, those first that most reports give.
func (w *writer) differences() []*line {
	var out []*line
	differ, series := 0, 0
	for _, f := range tollsFirst(w.story.Figures) {
		opening, n := differLine, &differ
		if f.State == "updated" {
			opening, n = seriesLine, &series
		} else if f.State != "differ" {
			continue
		}
		if *n == maxLines || !labels(f) {
			continue
		}
		values := w.sides(f)

		if values == nil || opening == differLine && !w.alike(values) {
			continue
		}
		st := w.fill(opening, f.What, values)
		if !w.accept(&st, false) {

			w.withheld++
			continue
		}
		out = append(out, &line{statement: st})
		*n++
	}
	return out
}

// tollsFirst returns figures in their order, but those that count people before
// the rest.
func tollsFirst(figures []wiredesk.Figure) []*wiredesk.Figure {
	var people, rest []*wiredesk.Figure
	for i := range figures {
		if strings.HasPrefix(figures[i].What, "people ") {
			people = append(people, &figures[i])
		} else {
			rest = append(rest, &figures[i])
		}
	}
	return append(people, rest...)
}

// labels reports whether what f counts is named so that a line can be about
// it: neither by who gives the number, nor by the unit alone.
func labels(f *wiredesk.Figure) bool {
	words := strings.Fields(strings.ToLower(f.What))
	if len(words) == 0 || agents.Has(words[len(words)-1]) || len(words) == 1 && (wholes.Has(words[0]) || f.Unit == "percent") || strings.HasPrefix(f.What, "age of ") {
		return false
	}
	return !slices.ContainsFunc(f.Values, func(v wiredesk.FigureValue) bool {
		return v.SaidBy != "" && strings.HasSuffix(strings.ToLower(v.SaidBy), strings.Join(words, " "))
	})
}

// A side is a value with the passage of one report that gives it.
type side struct {
	doc   int
	at    wiredesk.Span
	value float64
}

// sides returns the values of f, each by one report: two origins at least, and
// far enough apart. It returns nil where they do not make a line.
func (w *writer) sides(f *wiredesk.Figure) []side {
	var out []side
	origins, outlets := map[int]bool{}, map[string]bool{}
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range f.Values {
		if v.Same != 0 {
			continue
		}
		for _, e := range v.Evidence {
			i := slices.IndexFunc(w.story.Docs, func(d *annotate.Document) bool { return d.ID == e.Document })

			if i < 0 || w.story.Docs[i].Outlet == "" || w.story.Docs[i].Published.IsZero() || !counts(w.story.Docs[i], e.Span()) || w.passing(i) {
				continue
			}
			out = append(out, side{i, e.Span(), v.Value})
			origins[w.story.Origin[i]], outlets[w.story.Docs[i].Outlet] = true, true
			low, high = min(low, v.Value), max(high, v.Value)
			break
		}
	}
	if len(origins) < 2 || len(outlets) < 2 || high-low < apart*high || high > unlike*low {
		return nil
	}
	slices.SortStableFunc(out, func(a, b side) int { return w.story.Docs[a.doc].Published.Compare(w.story.Docs[b.doc].Published) })
	if n := len(out); n > maxValues {
		out = slices.Delete(out, 1, n-maxValues+1) // the first and the last ones tell most
	}
	return out
}

// counts reports whether there is a number at a place, and not "dozens".
func counts(d *annotate.Document, at wiredesk.Span) bool {
	return strings.ContainsAny(at.Of(d.Document.Text), "0123456789") || !slices.ContainsFunc(strings.Fields(strings.ToLower(at.Of(d.Document.Text))), amounts.Has)
}

// alike reports whether the sentence of each side shares a good part of its
// words with that of another: numbers of one name stand in sentences about other
// things too, and there they contradict nobody.
func (w *writer) alike(sides []side) bool {
	units := make([]*unit, len(sides))
	for i, s := range sides {
		if units[i] = w.unitAt(wiredesk.Cite(w.story.Docs[s.doc].Document, s.at)); units[i] == nil {
			return false
		}
	}
	low, high := sides[0].value, sides[0].value
	for _, s := range sides {
		low, high = min(low, s.value), max(high, s.value)
	}
	if high >= unlikely*low {
		return false
	}
	for i, u := range units {
		if !slices.ContainsFunc(units, func(v *unit) bool {
			return v != units[i] && max(overlap(u.terms, v.terms, w.rarity), overlap(v.terms, u.terms, w.rarity)) >= likeness
		}) {
			return false
		}
	}
	return true
}

// fill makes the statement of a template.
func (w *writer) fill(opening, what string, sides []side) wiredesk.Statement {
	st := wiredesk.Statement{Kind: wiredesk.Template, Text: opening + what + ": ", Support: []wiredesk.Evidence{}, Flags: []string{}}
	origins, outlets := map[int]bool{}, map[string]bool{}
	for i, s := range sides {
		d := w.story.Docs[s.doc]
		if i > 0 {
			st.Text += "; "
		}
		value := s.at.Of(d.Document.Text)
		st.Align = append(st.Align, wiredesk.Align{Out: wiredesk.Span{Start: len(st.Text), End: len(st.Text) + len(value)}, Evidence: i, Src: s.at})
		st.Text += value + " (" + d.Outlet + ", " + d.Published.Format("2 January 2006") + ")"
		st.Evidence = append(st.Evidence, wiredesk.Cite(d.Document, w.passage(s)))
		origins[w.story.Origin[s.doc]], outlets[d.Outlet] = true, true
	}
	st.Text += "."
	st.Origins, st.Outlets = len(origins), len(outlets)
	if opening == differLine {
		st.Flags = append(st.Flags, wiredesk.FlagDiffers)
	}
	if st.Origins == 1 {
		st.Flags = append(st.Flags, wiredesk.FlagSingleOrigin)
	}
	return st
}

// passage returns the sentence that holds the value of s, or the value alone
// where it is in none.
func (w *writer) passage(s side) wiredesk.Span {
	for i := range w.units {
		if u := &w.units[i]; u.doc == s.doc && u.span.Contains(s.at) && u.span.Len() <= maxUnit {
			return u.span
		}
	}
	return s.at
}

var (
	// agents do or say something; a number is not of them.
	agents = wordlist.NewSet(`ministry minister ministers government company firm chief executive director police prosecutor prosecutors
		officials official authority authorities bank group fund union party president spokesman spokeswoman committee council court judge agency
		commission board office regulator lawyer lawyers operator`)
	// amounts are numbers in form only.
	amounts = wordlist.NewSet(`dozen dozens hundreds thousands millions billions scores`)
	// wholes are counted everywhere in a report, of all kinds.
	wholes = wordlist.NewSet(`people persons person men women times time days day years year percent things marks dollars euros pounds crowns`)
)
