package render_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// news is what the evening brought to the story of the bridge.
func news() *render.Diff {
	b := newBuilder()
	b.bridge()
	toll := b.say("beacon-1", "Some 420 people have now left Quayside, the district council counted on Wednesday afternoon.")
	return &render.Diff{
		Since: b.docs["gaceta-1"].Published, Documents: b.r.Documents,
		Stories: []wiredesk.Changes{{Story: "s-bridge", Title: "Bridge *shut*", Documents: ids{"beacon-1"}, Changes: []wiredesk.Change{
			{Kind: wiredesk.ChangeChanged, What: "figure", About: "people displaced", Before: "At least 300 people", After: "Some 420 people", SaidBy: "the district council", Origins: 1,
				At: b.docs["beacon-1"].Published, Statements: []wiredesk.Statement{toll}, Evidence: toll.Evidence},
			{Kind: wiredesk.ChangeNew, What: "quotation", About: "Ines Corvane", After: "We will not reopen it,", SaidBy: "Ines Corvane", Origins: 1,
				Evidence: []wiredesk.Evidence{b.find("lpa-1", "We will not reopen it")}},
			{Kind: wiredesk.ChangeConfirmed, What: "claim", About: "bridge", Before: "closed", After: "closed", Origins: 2,
				Evidence: []wiredesk.Evidence{b.find("gaceta-1", "El puente de Brennick seguía cerrado el miércoles.")}},
			{Kind: wiredesk.ChangeWithdrawn, What: "claim", About: "ferry", Before: "sails\x1b[31m at noon", Evidence: []wiredesk.Evidence{b.find("ansel-1", "Nobody was hurt.")}},
		}}},
	}
}

func TestDiff(t *testing.T) {
	for _, tt := range []struct {
		name string
		how  func(io.Writer, *render.Diff, render.Options) error
	}{
		{"diff.txt", render.DiffText},
		{"diff.md", render.DiffMarkdown},
		{"diff.json", render.DiffJSON},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			if err := tt.how(&got, news(), render.Options{}); err != nil {
				t.Fatal(err)
			}
			golden(t, tt.name, got.String())
		})
	}
}

// TestDiffMany: eight changes of a sort are shown, and the others counted.
func TestDiffMany(t *testing.T) {
	d := news()
	one := d.Stories[0].Changes[1]
	for range 11 {
		d.Stories[0].Changes = append(d.Stories[0].Changes, one)
	}
	for name, how := range map[string]func(io.Writer, *render.Diff, render.Options) error{"text": render.DiffText, "md": render.DiffMarkdown} {
		var b bytes.Buffer
		if err := how(&b, d, render.Options{}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "Ines Corvane, "); n != 8 {
			t.Errorf("%s: %d quotations, want 8", name, n)
		}
		if !strings.Contains(b.String(), "and 4 more new quotations") {
			t.Errorf("%s does not count the others:\n%s", name, b.String())
		}
	}
}
