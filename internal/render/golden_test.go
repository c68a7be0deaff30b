package render_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		file   string
		render func(io.Writer, *wiredesk.Result, render.Options) error
		result *wiredesk.Result
		o      render.Options
	}{
		{"brief.txt", render.Terminal, full(), render.Options{}},
		{"brief-explain-48.txt", render.Terminal, full(), render.Options{Explain: true, Width: 48}},
		{"brief-all.txt", render.Terminal, full(), render.Options{All: true}},
		{"brief-one.txt", render.Terminal, bridgeOnly(), render.Options{}},
		{"brief-empty.txt", render.Terminal, &wiredesk.Result{}, render.Options{}},
		{"brief.md", render.Markdown, full(), render.Options{Explain: true}},
		{"brief.eml", render.Mail, bridgeOnly(), render.Options{}},
		{"brief.ninjs.json", render.Ninjs, told(), render.Options{}},
		{"brief.jsonld", render.JSONLD, told(), render.Options{}},
		{"facts.txt", render.Terminal, told(), render.Options{}},
		{"facts.md", render.Markdown, told(), render.Options{}},
		{"compare.txt", render.Compare, told(), render.Options{}},
		{"compare.json", render.CompareJSON, told(), render.Options{}},
		{"quotes.txt", render.Quotes, told(), render.Options{}},
		{"figures.txt", render.Figures, told(), render.Options{}},
		{"sole.txt", render.Sole, told(), render.Options{}},
		{"group.txt", render.Groups, full(), render.Options{Explain: true}},
		{"group.json", render.GroupsJSON, full(), render.Options{}},
		{"why-document.txt", whyOf("mill-1"), compared(), render.Options{}},
		{"why-story.txt", whyOf(story(full(), "mill-2")), compared(), render.Options{}},
		{"why-unfiled.txt", whyOf("ad-1"), compared(), render.Options{}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			var got bytes.Buffer
			if err := tt.render(&got, tt.result, tt.o); err != nil {
				t.Fatal(err)
			}
			golden(t, tt.file, got.String())
		})
	}
}

// golden compares got with a file below testdata, or writes it there with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
