//go:build linux && !race

package gather_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestCost holds what is made to take the machine to two seconds of processor
// time each, from the request to the document. It is rows 28 and 29 of the
// matrix of faults.
func TestCost(t *testing.T) {
	s := server(t, webtest.Options{})
	webtest.MakeBombs()
	for _, b := range webtest.Behaviours() {
		if !strings.HasPrefix(b.Name, "page-") && !strings.HasPrefix(b.Name, "xml-") && !strings.HasPrefix(b.Name, "bomb-") && !strings.HasPrefix(b.Name, "json-") && b.Name != "rss-long" {
			continue
		}
		d := costtest.CPU(func() { run(t, gather.Source{URL: s.Address(b.Name)}, gather.Options{}) })
		t.Logf("%-20s %4d ms", b.Name, d.Milliseconds())
		if d > 2*time.Second {
			t.Errorf("%s: %v of processor time, at most 2 s are wanted", b.Name, d)
		}
	}
}
