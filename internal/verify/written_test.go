package verify_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestMutantsOfTheWriter makes mutants of what the writer itself prints about
// the bundled reports.
func TestMutantsOfTheWriter(t *testing.T) {
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: bytes.NewReader(demo.JSONL())})
	if err != nil || len(failures) > 0 {
		t.Fatal(err, failures)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("the writer's own briefs are refused: %v", rep.Failures)
	}
	ids := byID(docs)
	var ones []trueOne
	trimmed := 0
	for i := range r.Stories {
		for st := range r.Stories[i].Statements() {
			if st == r.Stories[i].Headline {
				continue // its rules are wider, and have tests of their own
			}
			if st.Kind == wiredesk.Trimmed {
				trimmed++
			}
			ones = append(ones, trueOne{ids[st.Evidence[0].Document], st})
		}
	}
	scores, passed := kill(docs, ones, 2)
	total, text := table(scores)
	t.Logf("%d statements, %d of them trimmed\n%s", len(ones), trimmed, text)
	for _, x := range passed {
		t.Logf("passed: %s adversarial=%v: %q from %q by %v", x.kind, x.adversarial, x.s.Text, x.s.Evidence[0].Quote, deref(x.s.AttributedTo))
	}
	if trimmed < 3 || total.made < 7_000 {
		t.Errorf("%d trimmed statements, %d mutants: too few to mean anything", trimmed, total.made)
	}
	if total.killed*1000 < total.made*999 {
		t.Errorf("%d of %d mutants refused, want at least 99.9 %%", total.killed, total.made)
	}
}
