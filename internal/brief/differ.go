package brief

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// The closed list of templates, version 2. Package verify has it too, and
// knows nothing of this one.
const (
	differLine = "Reports differ on " // {what}: {value} ({outlet}, {day}); ...
	givenLine  = "Figures that reports give for "
	seriesLine = "Reports over time on "
)

const (
	maxLines  = 3    // lines of one template at the most
	maxValues = 4    // of one line
	likeness  = 0.6  // share of its words that a sentence must have in common with another to contradict it
	nearness  = 0.25 // the same for the two to be laid side by side
	tollness  = 0.1  // the same of what happened to people, which says more by itself
	unlike    = 20   // a number so many times another counts something else
	unlikely  = 4    // one so many times another does not contradict it
	apart     = 0.05 // values nearer to each other than this share read as rounded, and get no line
)

// differences returns the lines that lay the figures side by side on which
// reports differ, or that have changed, those first that most reports give.
func (w *writer) differences() []*line {
	var out []*line
	lines := map[string]int{} // by state of the figure
	for _, f := range tollsFirst(w.story.Figures) {
		if f.State != "differ" && f.State != "updated" || lines[f.State] == maxLines || !labels(f) {
			continue
		}
		values := w.sides(f)
		opening := w.opening(f, values)
		if opening == "" {
			continue
		}
		st := w.fill(opening, f.What, values)
		if !w.accept(&st, false) {
			w.withheld++
			continue
		}
		out = append(out, &line{statement: st})
		lines[f.State]++
	}
	return append(out, w.statuses()...)
}

// opening chooses the line for the values of f; "" if there is none. That
// reports differ is said only where what is counted leaves no doubt that it is
// one thing: the fate of people, or sentences that are hardly about anything
// else. Numbers of one name stand in sentences about other things too, where
// they contradict nobody: these are only laid side by side.
func (w *writer) opening(f *wiredesk.Figure, values []side) string {
	people := strings.HasPrefix(f.What, "people ")
	switch {
	case values == nil:
		return ""
	case f.State == "updated":
		return seriesLine
	case w.alike(values, likeness), people && w.alike(values, tollness):
		return differLine
	case w.alike(values, nearness):
		return givenLine
	}
	return ""
}

// statuses returns the lines that lay side by side what reports call a thing
// differently: an official visit, a working visit.
func (w *writer) statuses() []*line {
	var out []*line
	for _, set := range w.story.Differ {
		if set.Kind != "status" || len(out) == maxLines {
			continue
		}
		var values []side
		outlets := map[string]bool{}
		for _, s := range set.Sides {
			if v, ok := w.called(s); ok {
				values = append(values, v)
				outlets[w.story.Docs[v.doc].Outlet] = true
			}
		}
		if len(values) < 2 || len(values) != len(set.Sides) || len(outlets) < 2 {
			continue
		}
		st := w.fill(differLine, set.About, values)
		if !w.accept(&st, false) {
			w.withheld++
			continue
		}
		out = append(out, &line{statement: st})
	}
	return out
}

// called returns where the first report that takes a side uses its words.
func (w *writer) called(s wiredesk.Side) (side, bool) {
	for _, st := range s.Statements {
		e := st.Evidence[0]
		i := slices.IndexFunc(w.story.Docs, func(d *annotate.Document) bool { return d.ID == e.Document })
		k := strings.Index(e.Quote, s.Value)
		if i >= 0 && k >= 0 && w.story.Docs[i].Outlet != "" && !w.story.Docs[i].Published.IsZero() {
			return side{doc: i, at: wiredesk.Span{Start: e.Start + k, End: e.Start + k + len(s.Value)}}, true
		}
	}
	return side{}, false
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
	doc       int
	at        wiredesk.Span
	value     float64
	low, high float64
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
			top := math.Inf(1)
			if v.High != nil {
				top = *v.High
			}
			out = append(out, side{i, e.Span(), v.Value, v.Low, top})
			origins[w.story.Origin[i]], outlets[w.story.Docs[i].Outlet] = true, true
			low, high = min(low, v.Value), max(high, v.Value)
			break
		}
	}
	if f.State == "differ" && !excluded(out) {
		return nil
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

// excluded reports whether two of sides cannot both be right: "more than 400" and
// 527 can.
func excluded(sides []side) bool {
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			if a.high < b.low || b.high < a.low {
				return true
			}
		}
	}
	return false
}

// counts reports whether there is a number at a place, and not "dozens", nor one
// that may be part of the name before it ("Apollo 11").
func counts(d *annotate.Document, at wiredesk.Span) bool {
	if before := strings.Fields(d.Document.Text[max(0, at.Start-40):at.Start]); len(before) > 0 && d.Document.Text[at.Start-1] == ' ' {
		if r, _ := utf8.DecodeRuneInString(before[len(before)-1]); unicode.IsUpper(r) && !strings.ContainsAny(before[len(before)-1], ".,;:") && len(before) > 1 {
			return false
		}
	}
	return strings.ContainsAny(at.Of(d.Document.Text), "0123456789") || !slices.ContainsFunc(strings.Fields(strings.ToLower(at.Of(d.Document.Text))), amounts.Has)
}

// alike reports whether the sentence of each side shares at least that part of
// its words with that of another: numbers of one name stand in sentences about other
// things too, and there they contradict nobody.
func (w *writer) alike(sides []side, least float64) bool {
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
			return v != units[i] && max(overlap(u.terms, v.terms, w.rarity), overlap(v.terms, u.terms, w.rarity)) >= least
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
