package verify_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A score counts the mutants of one kind.
type score struct{ made, killed int }

func (s score) String() string {
	return fmt.Sprintf("%6d made, %6d refused, %8.4f %%", s.made, s.killed, 100*float64(s.killed)/float64(max(1, s.made)))
}

// kill makes mutants of the true statements ones and has each checked. It
// returns the scores by kind and those that passed.
func kill(docs []*wiredesk.Document, ones []trueOne, each int) (map[string]score, []mutant) {
	scores := map[string]score{}
	var passed []mutant
	m, ids := newMutator(docs, each), byID(docs)
	for _, o := range ones {
		for _, x := range m.of(o.doc, o.s) {
			kind := "naive " + x.kind
			if x.adversarial {
				kind = "adversarial " + x.kind
			}
			s := scores[kind]
			s.made++
			if len(verify.Statement(x.s, ids)) > 0 {
				s.killed++
			} else {
				passed = append(passed, x)
			}
			scores[kind] = s
		}
	}
	return scores, passed
}

func table(scores map[string]score) (total score, text string) {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(scores)) {
		fmt.Fprintf(&b, "%-40s %v\n", k, scores[k])
		total.made += scores[k].made
		total.killed += scores[k].killed
	}
	fmt.Fprintf(&b, "%-40s %v\n", "all", total)
	return total, b.String()
}

// kinds must all be among the mutants, so that none is lost unnoticed.
var kinds = strings.Split(`naive number random,naive number of the document,adversarial number of the document,
adversarial number cut,naive name of the document,adversarial name of the document,naive exchanged,adversarial exchanged,
naive negation added,adversarial negation added,naive negation dropped,adversarial negation dropped,naive hedge dropped,
adversarial hedge dropped,naive bound dropped,adversarial bound dropped,naive modal dropped,adversarial modal dropped,
naive condition dropped,adversarial condition dropped,naive quotation,adversarial quotation,naive antonym,
adversarial antonym,naive attribution dropped,adversarial attribution dropped,adversarial accusation unattributed,
naive speaker changed,adversarial speaker changed,naive date,adversarial date,adversarial evidence narrowed,naive shifted,
adversarial shifted,naive hash,naive document,adversarial words dropped,adversarial word cut,adversarial clause dropped`, ",")

func TestMutantsAreRefused(t *testing.T) {
	docs, ones := corpus(t)
	scores, passed := kill(docs, ones, 1)
	total, text := table(scores)
	t.Log("\n" + text)
	for i, x := range passed {
		if i < 40 {
			t.Logf("passed: %s adversarial=%v: %q from %q by %v", x.kind, x.adversarial, x.s.Text, x.s.Evidence[0].Quote, deref(x.s.AttributedTo))
		}
	}
	for _, kind := range kinds {
		kind = strings.TrimSpace(kind)
		if scores[kind].made == 0 {
			t.Errorf("no mutant of kind %q", kind)
		}
	}
	if total.made < 10_000 {
		t.Errorf("%d mutants, want at least 10000", total.made)
	}
	if total.killed*1000 < total.made*999 {
		t.Errorf("%d of %d mutants refused, want at least 99.9 %%", total.killed, total.made)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
