package render_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// TestWithdrawn names a report that its outlet took back wherever sources are
// listed, the first of an origin and a copy, and no other.
func TestWithdrawn(t *testing.T) {
	for name, f := range map[string]func(io.Writer, *wiredesk.Result, render.Options) error{
		"text": render.Terminal, "Markdown": render.Markdown, "HTML": render.HTML, "mail": render.Mail, "JSON-LD": render.JSONLD,
		"JSON": render.JSON, "ninjs": render.Ninjs,
	} {
		t.Run(name, func(t *testing.T) {
			says := "withdrawn by its outlet, seen 12 Mar 2027 08:00"
			switch name {
			case "JSON":
				says = `"withdrawn": "2027-03-12T08:00:00Z"`
			case "ninjs":
				says = `"pubStatus": "canceled"`
			}
			r, want := bridgeOnly(), 2
			if name == "mail" {
				want = 4 // as text and as HTML
			}
			count := func() int {
				b := strings.ReplaceAll(string(rendered(t, f, r, render.Options{})), "=\r\n", "") // soft ends of lines
				return strings.Count(strings.Join(strings.Fields(b), " "), says)
			}
			if n := count(); n > 0 {
				t.Fatalf("%d reports that stand are withdrawn", n)
			}
			back := map[wiredesk.DocumentID]bool{}
			for _, o := range r.Stories[0].Origins {
				if len(o.Documents) > 1 && len(back) == 0 {
					back[o.Documents[0]], back[o.Documents[1]] = true, true
				}
			}
			for _, d := range r.Documents {
				if back[d.ID] {
					d.Withdrawn = wiredesk.Time{Time: time.Date(2027, 3, 12, 8, 0, 0, 0, time.UTC)}
				}
			}
			if name == "ninjs" {
				checkNinjs(t, rendered(t, f, r, render.Options{}))
			}
			if n := count(); n != want {
				t.Errorf("%d are named, %d wanted", n, want)
			}
		})
	}
}
