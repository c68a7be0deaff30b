package intake_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// TestWithdrawn: a line may say that its report was withdrawn; of two of one
// report that one is kept, and one that says it in a way that cannot be read is
// refused.
func TestWithdrawn(t *testing.T) {
	const stands, back, odd = `{"id":"a","text":"It fell."}`, `{"id":"a","text":"It fell.","withdrawn":"2026-10-06T08:00:00Z"}`, `{"id":"b","text":"It stood.","withdrawn":"maybe"}`
	for _, in := range []string{stands + "\n" + back, back + "\n" + stands} {
		docs, failures, err := intake.Read(t.Context(), []string{"-"}, intake.Options{Stdin: strings.NewReader(in + "\n" + odd)})
		if err != nil || len(docs) != 1 || docs[0].Withdrawn.String() != "2026-10-06T08:00:00Z" || len(failures) != 1 || failures[0].Place != "line 3" {
			t.Errorf("%v, failures %v, %v", docs, failures, err)
		}
	}
	if _, err := intake.Line([]byte(odd)); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("a time that is none: %v", err)
	}
	if d, err := intake.Line([]byte(stands)); err != nil || !d.Withdrawn.IsZero() {
		t.Errorf("%+v, %v", d, err)
	}
}
