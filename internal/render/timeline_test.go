package render_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

func TestTimeline(t *testing.T) {
	for _, tt := range []struct {
		file   string
		render func(io.Writer, *wiredesk.Timeline, render.Options) error
		of     *wiredesk.Timeline
		o      render.Options
	}{
		{"timeline.txt", render.Timeline, days(), render.Options{}},
		{"timeline.md", render.TimelineMarkdown, days(), render.Options{}},
		{"timeline-empty.txt", render.Timeline, &wiredesk.Timeline{Read: 3}, render.Options{}},
	} {
		var got bytes.Buffer
		if err := tt.render(&got, tt.of, tt.o); err != nil {
			t.Fatal(err)
		}
		golden(t, tt.file, got.String())
	}
}

// TestTimelineJSON reads back what it writes, and keeps the texts only where
// they are asked for.
func TestTimelineJSON(t *testing.T) {
	for _, withText := range []bool{false, true} {
		var b bytes.Buffer
		if err := render.TimelineJSON(&b, days(), render.Options{WithText: withText}); err != nil {
			t.Fatal(err)
		}
		var got wiredesk.Timeline
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if (got.Documents[0].Text != "") != withText {
			t.Errorf("with text %v: %q", withText, got.Documents[0].Text)
		}
		if len(got.Entries) != 2 || got.Entries[0].Dated != 1 || got.Entries[0].Statements[0].Text != days().Entries[0].Statements[0].Text {
			t.Errorf("%+v", got.Entries)
		}
	}
}
