package storyline

import (
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// TestForgets: what is out of the window takes no memory.
func TestForgets(t *testing.T) {
	x := NewIndex(Options{Window: 48 * time.Hour})
	a := annotate.New()
	for i, hours := range []int{0, 1, 50} {
		d := a.Annotate(sample.Document(string(rune('a'+i)), "Quay Post", "The mayor of Ostermere, Piet Halloran, spoke.", hours))
		x.Add(Story{Docs: []*annotate.Document{d}, Origin: []int{0}})
	}
	if x.stories[0] != nil || x.stories[1] != nil || x.stories[2] == nil {
		t.Errorf("kept %v, want the last alone", x.stories)
	}
}

func TestCalendar(t *testing.T) {
	for _, tt := range []struct{ value, from, to string }{
		{"2026-10-05", "2026-10-05", "2026-10-06"},
		{"2026-10-05T16:30", "2026-10-05", "2026-10-06"},
		{"2026-W01", "2025-12-29", "2026-01-05"},
		{"2026-W41", "2026-10-05", "2026-10-12"},
		{"2026-W41-WE", "2026-10-05", "2026-10-12"},
		{"2026-10", "", ""}, {"2026-W", "", ""}, {"XXXX-WXX-1", "", ""}, {"PAST_REF", "", ""}, {"2026-13-45", "", ""}, {"", "", ""},
	} {
		from, to, ok := calendar(tt.value)
		if ok != (tt.from != "") || ok && (from.Format(time.DateOnly) != tt.from || to.Format(time.DateOnly) != tt.to) {
			t.Errorf("calendar(%q) = %v, %v, %v, want %q, %q", tt.value, from, to, ok, tt.from, tt.to)
		}
	}
}
