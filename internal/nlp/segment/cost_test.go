//go:build linux && !race

package segment_test

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

// TestLinear cuts what was made to cost much. It is part of row 40 of the matrix
// of faults.
func TestLinear(t *testing.T) {
	for _, p := range append(costtest.Patterns(), costtest.Markup()...) {
		costtest.Linear(t, p.Name, costtest.Bytes(64<<10), func(n int) func() {
			text := p.Text(n)
			return func() { segment.Cut(text) }
		})
	}
}
