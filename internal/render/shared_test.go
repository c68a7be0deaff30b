package render_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// shared is a story whose headline shares a figure with one of two other origins.
func shared() *wiredesk.Result {
	b := newBuilder()
	b.doc("quarry-1", "Oakvale Times", "2027-03-10T07:00:00+01:00", "Quarry shut",
		"The quarry of Marn was shut after 14 trucks had sunk in its mud.")
	b.doc("quarry-2", "Ansel Courier", "2027-03-10T12:45:00+01:00", "Mud at Marn",
		"Mud has taken 14 trucks of the quarry at Marn. It rained for a week.")
	b.doc("quarry-3", "Harbour Ledger", "2027-03-10T13:45:00+01:00", "Rain at Marn", "It rained at Marn.")
	headline := b.say("quarry-1", "The quarry of Marn was shut after 14 trucks had sunk in its mud.", flags(wiredesk.FlagSingleOrigin), func(st *wiredesk.Statement) {
		at := strings.Index(st.Text, "14 trucks")
		st.Shared = []wiredesk.Shared{{
			Out:     wiredesk.Span{Start: at, End: at + len("14 trucks")},
			Support: []wiredesk.Evidence{b.find("quarry-2", "Mud has taken 14 trucks of the quarry at Marn.")},
			At:      []wiredesk.Span{b.find("quarry-2", "14 trucks").Span()},
		}}
	})
	b.story("s-quarry", wiredesk.Brief{Headline: &headline}, ids{"quarry-1"}, ids{"quarry-2"}, ids{"quarry-3"})
	return b.r
}

// TestShared: a figure that others give stands in the citation in place of the word
// that the whole has one origin, and the passage that gives it below.
func TestShared(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, tt := range []struct {
		name   string
		render func(io.Writer, *wiredesk.Result, render.Options) error
		want   []string
	}{
		{"text", render.Terminal, []string{"[1, “14 trucks” also 2]"}},
		{"markdown", render.Markdown, []string{"[1, “14 trucks” also 2]", "a figure of it also [2] Ansel Courier", "Mud has taken 14 trucks"}},
		{"html", render.HTML, []string{"[1, “14 trucks” also 2]", "Mud has taken 14 trucks of the quarry at Marn."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.render(&b, shared(), render.Options{}); err != nil {
				t.Fatal(err)
			}
			got := strings.Join(strings.Fields(strings.ReplaceAll(tags.ReplaceAllString(b.String(), ""), `\`, "")), " ")
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
			if strings.Contains(got, "one origin]") || strings.Contains(got, "(one origin)") {
				t.Errorf("it is said to have one origin:\n%s", got)
			}
		})
	}
}

// TestSharedForged: what points outside of the text or the documents is left out.
func TestSharedForged(t *testing.T) {
	for name, lie := range map[string]func(*wiredesk.Shared){
		"beyond the text": func(sh *wiredesk.Shared) { sh.Out.End = 900 },
		"backwards":       func(sh *wiredesk.Shared) { sh.Out.Start = sh.Out.End + 1 },
		"of no document":  func(sh *wiredesk.Shared) { sh.Support[0].Document = "none" },
	} {
		t.Run(name, func(t *testing.T) {
			r := shared()
			lie(&r.Stories[0].Headline.Shared[0])
			var b bytes.Buffer
			if err := render.Terminal(&b, r, render.Options{}); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "” also") || !strings.Contains(b.String(), "one origin") {
				t.Errorf("it is shown:\n%s", b.String())
			}
		})
	}
}
