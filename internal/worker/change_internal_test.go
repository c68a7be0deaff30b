package worker

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// TestChange: a change names the points on which reports did not differ before
// and the figures with other values; what stayed is not named, nor a value that
// is an earlier one in another unit.
func TestChange(t *testing.T) {
	figure := func(what string, values ...float64) wiredesk.Figure {
		f := wiredesk.Figure{What: what, Unit: "people"}
		for _, v := range values {
			f.Values = append(f.Values, wiredesk.FigureValue{Value: v})
		}
		return f
	}
	old := &wiredesk.Story{ID: "s", Figures: []wiredesk.Figure{figure("killed", 7), figure("hurt", 3), figure("gone", 1)}}
	old.Claims.Differ = []wiredesk.ClaimSet{{Kind: "time", About: "when it sank"}}
	now := &wiredesk.Story{ID: "s", Figures: []wiredesk.Figure{figure("killed", 7, 9), figure("hurt", 3), figure("new", 4)}}
	now.Figures[1].Values = append(now.Figures[1].Values, wiredesk.FigureValue{Value: 300, Same: 1})
	now.Claims.Differ = append(old.Claims.Differ, wiredesk.ClaimSet{Kind: "figure", About: "killed"})
	w := &Worker{o: Options{Now: func() time.Time { return time.Unix(9, 0) }}.withDefaults()}
	got := w.change(old, now, nil)
	if got == nil {
		t.Fatal("no change")
	}
	if diff := cmp.Diff([]string{"figure: killed"}, got.Differ); diff != "" {
		t.Errorf("differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]store.FigureChange{{What: "killed", Unit: "people", Before: []float64{7}, After: []float64{7, 9}}}, got.Figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if c := w.change(now, now, nil); c != nil {
		t.Errorf("nothing changed: %+v", c)
	}
}
