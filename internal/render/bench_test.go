package render_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// Every form, on 200 stories of six documents.
func BenchmarkForms(b *testing.B) {
	r := &wiredesk.Result{}
	for i := range 200 {
		one := bridgeOnly()
		one.Stories[0].ID = wiredesk.StoryID(fmt.Sprint("s-", i))
		r.Documents = append(r.Documents, one.Documents...)
		r.Stories = append(r.Stories, one.Stories...)
	}
	for _, form := range []struct {
		name   string
		render func(io.Writer, *wiredesk.Result, render.Options) error
	}{{"terminal", render.Terminal}, {"markdown", render.Markdown}, {"html", render.HTML}, {"json", render.JSON}} {
		b.Run(form.name, func(b *testing.B) {
			for b.Loop() {
				var n counter
				if err := form.render(&n, r, render.Options{Explain: true, WithText: true}); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(n))
			}
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
