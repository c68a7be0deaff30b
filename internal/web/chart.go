package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// num writes a coordinate, with one digit behind the point.
func num(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func knownSpan(s string) bool {
	return slices.ContainsFunc(spans, func(x [2]string) bool { return x[0] == s })
}

// A bar is a rectangle of a chart.
type bar struct{ x, y, w, h float64 }

// bars returns a sparkline of 96 by 20.
func bars(list []int) []bar {
	if len(list) == 0 {
		return nil
	}
	most := max(1, slices.Max(list))
	w := 96 / float64(len(list))
	var out []bar
	for i, n := range list {
		h := 1.0 // a base line, so that an hour without a report is seen
		if n > 0 {
			h = 3 + 17*float64(n)/float64(most)
		}
		out = append(out, bar{float64(i) * w, 20 - h, w - 1, h})
	}
	return out
}

// sparkWords says the same.
func sparkWords(list []int) string {
	return fmt.Sprintf("independent origins over time, up to %d at once", slices.Max(list))
}

// A dot is a value of a figure on a chart, with its label.
type dot struct {
	x, y   float64
	label  string
	labelY float64
	anchor string
	words  string
	top    float64 // where a range ends, of which y is the begin; y where the value is a number
	from   int     // the dot with the value before this one; -1 if there is none, or this repeats an earlier value
}

// Sizes of the chart of a figure.
const (
	chartWidth, chartHeight = 360, 120
	chartLeft, chartRight   = 24, 336
	chartTop, chartBottom   = 30, 96
)

// mostRange is how many times as high as all numbers a range may reach on a
// chart; a higher one ends at its top.
const mostRange = 5

// A series is a chart of a figure over time.
type series struct {
	dots     []dot
	from, to string // of the time axis
}

// chart lays out the values of f over the time for which they are given; none
// if they have no times, or there are not two. Values that other values repeat
// stand there too: each source is a dot.
func chart(v *render.Shown, f *wiredesk.Figure) *series {
	type point struct {
		at time.Time
		v  *wiredesk.FigureValue
	}
	var list []point
	for i := range f.Values {
		if at := asOf(v, &f.Values[i]); !at.IsZero() {
			list = append(list, point{at, &f.Values[i]})
		}
	}
	if len(list) < 2 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b point) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.v.Value, b.v.Value)) })
	first, last := list[0].at, list[len(list)-1].at
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range list {
		low, high = min(low, p.v.Value), max(high, p.v.Value)
	}
	for _, p := range list {
		if ranged(p.v) && *p.v.High <= mostRange*high {
			high = max(high, *p.v.High)
		}
	}
	if low == high || low > 0 && low < high/3 {
		low = min(low, 0) // from nothing, so that growth is not made to look larger
	}
	level := func(v float64) float64 {
		if high == low {
			return (chartTop + chartBottom) / 2
		}
		return chartBottom - (v-low)/(high-low)*(chartBottom-chartTop)
	}
	said, before := map[float64]bool{}, -1
	out := &series{from: render.Moment(wiredesk.Time{Time: first}), to: render.Moment(wiredesk.Time{Time: last})}
	for i, p := range list {
		x := 0.5
		if d := last.Sub(first); d > 0 {
			x = float64(p.at.Sub(first)) / float64(d)
		}
		d := dot{x: chartLeft + x*(chartRight-chartLeft), y: level(p.v.Value), label: short(p.v), anchor: "middle"}
		d.top = d.y
		if ranged(p.v) {
			d.top = level(min(*p.v.High, high))
		}
		d.labelY = d.top - 8
		switch {
		case x < 0.1:
			d.anchor = "start"
		case x > 0.9:
			d.anchor = "end"
		}
		if n := len(out.dots); n > 0 && d.x-out.dots[n-1].x < 40 && math.Abs(d.labelY-out.dots[n-1].labelY) < 14 && i > 0 {
			d.labelY = d.y + 18
			if d.label == out.dots[n-1].label {
				d.label = ""
			}
		}
		if d.from = -1; !said[p.v.Value] {
			d.from, before, said[p.v.Value] = before, i, true
		}
		d.words = render.Amount(p.v)
		for _, e := range p.v.Evidence[:min(1, len(p.v.Evidence))] {
			d.words += " [" + v.Mark(e.Document) + "] " + render.Outlet(v.Document(e.Document))
		}
		out.dots = append(out.dots, d)
	}
	return out
}

// ranged reports whether a value is a range or a word that names none: from 20
// to 30, dozens.
func ranged(v *wiredesk.FigureValue) bool {
	return v.High != nil && v.Value == v.Low && *v.High > v.Low && v.Qualifier == "about"
}

// maxLabel is how many characters of words a label has.
const maxLabel = 16

// short returns a value as a label: words where a report has no number, so that
// no number stands there that nobody gave.
func short(v *wiredesk.FigureValue) string {
	if ranged(v) {
		words := []rune(render.Amount(v))
		if strings.ContainsAny(string(words), "0123456789") {
			return bound(v.Low) + "–" + bound(*v.High)
		}
		if len(words) > maxLabel {
			return string(words[:maxLabel-1]) + "…"
		}
		return string(words)
	}
	q := map[string]string{"at least": "≥", "more than": ">", "fewer than": "<", "up to": "≤", "about": "~"}[v.Qualifier]
	return q + bound(v.Value)
}

// bound writes a number as a label.
func bound(x float64) string {
	switch n := math.Abs(x); {
	case n >= 1e9:
		return strconv.FormatFloat(x/1e9, 'g', 3, 64) + " bn"
	case n >= 1e6:
		return strconv.FormatFloat(x/1e6, 'g', 3, 64) + " m"
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// asOf returns the time for which a value is given, or else when the first of
// its reports came out.
func asOf(v *render.Shown, x *wiredesk.FigureValue) time.Time {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02T15", time.DateOnly} {
		if t, err := time.Parse(form, x.AsOf); err == nil {
			return t
		}
	}
	first := wiredesk.Time{}
	for _, e := range x.Evidence {
		if at := v.Document(e.Document).Published; at.Compare(first) < 0 {
			first = at
		}
	}
	return first.Time
}

// A coverage is one outlet with when it reported.
type coverage struct {
	outlet  string
	reports int
	marks   []reported
}

// A reported is when a report came out.
type reported struct {
	at     float64 // from 0 to 240
	copied bool    // it took its text from another
}

// maxOutlets is how many the page shows.
const maxOutlets = 24

// covered returns when each outlet reported, those with the first report first,
// and the time it all took. It is empty without two dated reports.
func covered(v *render.Shown) (list []coverage, from, to wiredesk.Time) {
	from, to = v.FirstPublished, v.LastPublished
	length := to.Sub(from.Time)
	if from.IsZero() || length <= 0 {
		return nil, from, to
	}
	copied := map[wiredesk.DocumentID]bool{}
	for _, o := range v.Origins {
		for _, c := range o.Copies {
			copied[c.Document] = true
		}
	}
	at := map[string]int{}
	for _, id := range v.Documents {
		d := v.Document(id)
		if d.Published.IsZero() {
			continue
		}
		name := render.Outlet(d)
		i, ok := at[name]
		if !ok {
			i = len(list)
			at[name] = i
			list = append(list, coverage{outlet: name})
		}
		list[i].reports++
		x := math.Floor(240 * float64(d.Published.Sub(from.Time)) / float64(length))
		mark := reported{x, copied[id]}
		if x >= 0 && x <= 240 && !slices.Contains(list[i].marks, mark) {
			list[i].marks = append(list[i].marks, mark)
		}
	}
	return list, from, to
}
