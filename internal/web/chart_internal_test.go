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
