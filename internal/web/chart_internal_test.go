package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
)

func day(n int) wiredesk.Time {
	return wiredesk.Time{Time: time.Date(2026, 10, n, 12, 0, 0, 0, time.UTC)}
}

// toll returns a story with a figure of the given values, each as of a day; 0 is
// none, and means the report's own, which is day 9.
func toll(list ...[2]float64) (*render.Shown, *wiredesk.Figure) {
	d := &wiredesk.Document{ID: "a", Outlet: "Halm Courier", Published: day(9)}
	f := &wiredesk.Figure{What: "people killed", State: "differ"}
	for _, x := range list {
		v := wiredesk.FigureValue{Value: x[0], Qualifier: "exact", Evidence: []wiredesk.Evidence{{Document: "a", Quote: fmt.Sprint(x[0])}}}
		if x[1] > 0 {
			v.AsOf = day(int(x[1])).String()
		}
		f.Values = append(f.Values, v)
	}
	s := &wiredesk.Story{ID: "s-1", Documents: []wiredesk.DocumentID{"a"}, Origins: []wiredesk.Origin{{Documents: []wiredesk.DocumentID{"a"}, First: "a"}}}
	return render.Show(s, []*wiredesk.Document{d}), f
}

func TestChart(t *testing.T) {
	for _, tt := range []struct {
		name   string
		values [][2]float64
		want   string // x,y label of each dot
	}{
		{"one value", [][2]float64{{7, 1}}, ""},
		{"in order of time", [][2]float64{{20, 3}, {10, 1}, {15, 2}}, "24,96 10; 180,63 15; 336,30 20"},
		{"growth from nothing", [][2]float64{{2, 1}, {20, 3}}, "24,89.4 2; 336,30 20"},
		{"the report's own time", [][2]float64{{10, 1}, {20, 0}}, "24,96 10; 336,30 20"},
		{"at one time", [][2]float64{{10, 1}, {20, 1}}, "180,96 10; 180,30 20"},
		{"the same", [][2]float64{{10, 1}, {10, 2}}, "24,30 10; 336,30 10"},
	} {
		v, f := toll(tt.values...)
		var got []string
		if c := chart(v, f); c != nil {
			for _, d := range c.dots {
				got = append(got, fmt.Sprintf("%s,%s %s", num(d.x), num(d.y), d.label))
				if !strings.Contains(d.words, "Halm Courier") {
					t.Errorf("%s: a dot does not say whose it is: %q", tt.name, d.words)
				}
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestShort(t *testing.T) {
	for _, tt := range []struct {
		v    wiredesk.FigureValue
		want string
	}{
		{wiredesk.FigureValue{Value: 7, Qualifier: "exact"}, "7"}, {wiredesk.FigureValue{Value: 7.5, Qualifier: "about"}, "~7.5"}, {wiredesk.FigureValue{Value: 212000, Qualifier: "at least"}, "≥212000"},
		{wiredesk.FigureValue{Value: 2_400_000, Qualifier: "more than"}, ">2.4 m"}, {wiredesk.FigureValue{Value: 3e9, Qualifier: "up to"}, "≤3 bn"}, {wiredesk.FigureValue{Value: -3, Qualifier: "fewer than"}, "<-3"},
	} {
		if got := short(&tt.v); got != tt.want {
			t.Errorf("short(%+v) = %q, want %q", tt.v, got, tt.want)
		}
	}
	// No number stands where the report has none.
	for quote, want := range map[string]string{"dozens": "dozens", "20 to 99 people": "20–99", "several hundred passengers": "several hundred…"} {
		high := 99.0
		v := wiredesk.FigureValue{Value: 20, Low: 20, High: &high, Qualifier: "about", Evidence: []wiredesk.Evidence{{Quote: quote}}}
		if got := short(&v); got != want {
			t.Errorf("short of %q = %q, want %q", quote, got, want)
		}
	}
}

// TestRange: a word that names no number is a bar from what it is at the least
// to what it is at the most, no dot.
func TestRange(t *testing.T) {
	v, f := toll([2]float64{24, 1}, [2]float64{18, 2}, [2]float64{40, 3})
	high := 99.0
	f.Values[0].Low, f.Values[0].High, f.Values[0].Qualifier = 24, &high, "about"
	c := chart(v, f)
	if d := c.dots[0]; !(d.top < d.y) || d.top < chartTop || d.labelY > d.top {
		t.Errorf("dozens: %+v", d)
	}
	for _, d := range c.dots[1:] {
		if d.top != d.y {
			t.Errorf("a number: %+v", d)
		}
	}
}

// figured returns the page of a story with these figures, of which the brief
// tells those with a passage in its first 10 bytes.
func figured(list ...wiredesk.Figure) storyPage {
	st := wiredesk.Statement{ID: "s-1.h", Evidence: []wiredesk.Evidence{{Document: "a", Start: 0, End: 10}}}
	s := &wiredesk.Story{ID: "s-1", Documents: []wiredesk.DocumentID{"a"}, Brief: wiredesk.Brief{Headline: &st}, Figures: list}
	return storyPage{v: render.Show(s, []*wiredesk.Document{{ID: "a", Published: day(9)}})}
}

// TestFigureOrder: what differs or moves, what more than one origin gives and
// what the brief tells stand in front, in this order; the rest is folded.
func TestFigureOrder(t *testing.T) {
	fig := func(what, state string, origins, at int, values ...float64) wiredesk.Figure {
		f := wiredesk.Figure{What: what, State: state}
		for i, v := range values {
			f.Values = append(f.Values, wiredesk.FigureValue{Value: v, Origins: origins, AsOf: day(1 + i).String(), Evidence: []wiredesk.Evidence{{Document: "a", Start: at, End: at + 2}}})
		}
		return f
	}
	p := figured(fig("bags", "single", 1, 90, 2), fig("hurt", "single", 1, 4, 9), fig("pots", "agree", 2, 90, 212), fig("dead", "updated", 2, 90, 1, 2), fig("batches", "agree", 3, 90, 9), fig("missing", "differ", 1, 90, 3, 4), fig("ships", "differ", 2, 90, 3))
	all := p.figures()
	names := func(list []*wiredesk.Figure) string {
		var out []string
		for _, f := range list {
			out = append(out, f.What)
		}
		return strings.Join(out, " ")
	}
	if got, want := names(all.charted)+" | "+names(all.shown)+" | "+names(all.folded), "missing dead | ships batches pots hurt | bags"; got != want {
		t.Errorf("figures %s, want %s", got, want)
	}
	var many []wiredesk.Figure
	for range 30 {
		many = append(many, fig("x", "agree", 2, 90, 1))
	}
	for n, folded := range map[int]int{20: 20 - mostFigures, 30: 0} { // what does not fit stands on a page of its own
		if all := figured(many[:n]...).figures(); len(all.shown) != mostFigures || len(all.folded) != folded {
			t.Errorf("%d shown, %d folded of %d", len(all.shown), len(all.folded), n)
		}
	}
}

// TestNumber: a side whose words spell a number out has it in figures, none
// other has.
func TestNumber(t *testing.T) {
	value := func(quote, qualifier string, v float64) wiredesk.Figure {
		return wiredesk.Figure{What: "dead", State: "differ", Values: []wiredesk.FigureValue{{Value: v, Low: v, Qualifier: qualifier, Evidence: []wiredesk.Evidence{{Document: "a", Start: 20, End: 26, Quote: quote}}}}}
	}
	for _, tt := range []struct {
		kind, quote, qualifier string
		v                      float64
		start                  int
		want                   string
	}{
		{"figure", "sixteen", "exact", 16, 20, "16"}, {"figure", "16 people", "exact", 16, 20, ""}, {"figure", "dozens", "about", 24, 20, ""}, {"figure", "at least ten", "at least", 10, 20, ""},
		{"figure", "sixteen", "exact", 16, 40, ""}, {"act", "sixteen", "exact", 16, 20, ""}, {"figure", "two million", "exact", 2e6, 20, ""},
	} {
		side := wiredesk.Side{Value: tt.quote, Statements: []wiredesk.Statement{{Evidence: []wiredesk.Evidence{{Document: "a", Start: tt.start, End: 60}}}}}
		if got := figured(value(tt.quote, tt.qualifier, tt.v)).number(&wiredesk.ClaimSet{Kind: tt.kind, About: "dead"}, &side); got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}

// TestChips: each leads to the list with one filter more or less, and keeps the
// others.
func TestChips(t *testing.T) {
	f := filter{place: "Halm", differ: true, since: "24h"}
	var got []string
	for _, c := range f.chips() {
		got = append(got, fmt.Sprintf("%s %v", c.to, c.here))
	}
	want := []string{"/ false", "/?place=Halm&since=24h true", "/?differ=1&place=Halm&since=24h&single=1 false", "/?differ=1&origins=2&place=Halm&since=24h false", "/?differ=1&place=Halm true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("chips (-want +got):\n%s", diff)
	}
}

func TestPoints(t *testing.T) {
	for want, list := range map[string][]string{"": nil, ": people hurt": {"people hurt"}, ": a, b, c, …": {"a", "b", "c", "d"}, ": " + strings.Repeat("é", 30) + " …": {strings.Repeat("é", 40)}} {
		if got := points(list); got != want {
			t.Errorf("points(%q) = %q", list, got)
		}
	}
}

func TestBars(t *testing.T) {
	if bars(nil) != nil {
		t.Error("bars of nothing")
	}
	want := []bar{{0, 0, 47, 20}, {48, 19, 47, 1}}
	if diff := cmp.Diff(want, bars([]int{2, 0}), cmp.AllowUnexported(bar{})); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
}

func TestFilter(t *testing.T) {
	now := day(20).Time
	for _, tt := range []struct {
		f    filter
		want store.Filter
		bad  bool
	}{
		{filter{}, store.Filter{}, false},
		{filter{lang: "en", place: "Halm", person: "Ana", differ: true, single: true, origins: "3"}, store.Filter{Language: "en", Place: "Halm", Person: "Ana", Differ: true, Single: true, Origins: 3}, false},
		{filter{since: "24h"}, store.Filter{Since: day(19).Time}, false},
		{filter{since: "2026-10-05"}, store.Filter{Since: time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)}, false},
		{filter{since: "often"}, store.Filter{}, true}, {filter{origins: "many"}, store.Filter{}, true}, {filter{q: `""`}, store.Filter{}, true},
	} {
		got, err := tt.f.store(now)
		if (err != nil) != tt.bad || !tt.bad && !cmp.Equal(tt.want, got) {
			t.Errorf("%+v: %+v, %v", tt.f, got, err)
		}
		if back := readFilter(tt.f.values()); back != tt.f {
			t.Errorf("%+v becomes %+v in an address", tt.f, back)
		}
	}
}

func TestAgo(t *testing.T) {
	now := day(20).Time
	for d, want := range map[time.Duration]string{30 * time.Second: "just now", 5 * time.Minute: "5 min ago", 3 * time.Hour: "3 h ago", 72 * time.Hour: "17 Oct 2026"} {
		if got := ago(now, now.Add(-d)); got != want {
			t.Errorf("%v ago: %q, want %q", d, got, want)
		}
	}
	if ago(now, time.Time{}) != "" {
		t.Error("never was a while ago")
	}
}

// TestMarked: what was searched for is marked in a passage, whole words of it,
// and nothing is lost.
func TestMarked(t *testing.T) {
	for _, tt := range []struct{ query, passage, want string }{
		{"ferry", "The Ferry, a ferryman's ferry.", "The [Ferry], a ferryman's [ferry]."},
		{"ferr*", "The ferryman", "The [ferryman]"},
		{`"two words" more`, "two such words, no more", "[two] such [words], no [more]"},
		{"", "nothing", ""}, {"x", "", ""}, {"été", "Un ÉTÉ été", "Un [ÉTÉ] [été]"},
	} {
		var b strings.Builder
		for _, x := range marked(tt.query, tt.passage) {
			if x.Kind == render.Kept {
				x.Text = "[" + x.Text + "]"
			}
			b.WriteString(x.Text)
		}
		if b.String() != tt.want {
			t.Errorf("marked(%q, %q) = %s, want %s", tt.query, tt.passage, b.String(), tt.want)
		}
	}
}

// TestStoryAt: an editor names a story by its id or by the address of one of its
// pages.
func TestStoryAt(t *testing.T) {
	for in, want := range map[string]wiredesk.StoryID{
		"s-0123456789ab": "s-0123456789ab", "http://127.0.0.1:8417/stories/s-0123456789ab": "s-0123456789ab",
		"https://desk.example/stories/s-0123456789ab/why?x=1#sources": "s-0123456789ab", "/stories/s-0123456789ab#differ": "s-0123456789ab", "nothing": "nothing",
	} {
		if got := storyAt(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
