//go:build linux && !race

package extract_test

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// TestLinear reads pages that were made to cost much. It is part of row 40 of
// the matrix of faults.
func TestLinear(t *testing.T) {
	for _, p := range append(costtest.Markup(), costtest.Patterns()...) {
		costtest.Linear(t, p.Name, costtest.Bytes(32<<10), func(n int) func() {
			page := []byte("<title>Storm</title><p>The end.</p>" + p.Text(n))
			return func() {
				if _, err := extract.Article(page, "https://post.example/a"); err != nil {
					t.Errorf("%s: %v", p.Name, err)
				}
			}
		})
	}
}
