//go:build linux && !race

package timex_test

import (
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// TestLinear reads what was made to cost much as one sentence, longer than any
// that is cut. It is part of row 40 of the matrix of faults.
func TestLinear(t *testing.T) {
	for _, p := range costtest.Patterns() {
		costtest.Linear(t, p.Name, costtest.Bytes(64<<10), func(n int) func() {
			text := p.Text(n)
			c := segment.Cut(text)
			all := []wiredesk.Sentence{{Span: wiredesk.Span{End: len(text)}, Last: len(c.Tokens)}}
			return func() { timex.Find(text, c.Tokens, all, published) }
		})
	}
}
