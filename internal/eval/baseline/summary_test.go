package baseline_test

import (
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/eval/baseline"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// TestSummaries: each way keeps to the budget by a sentence, says nothing
// twice, and those that look at the words leave out what no other report has.
func TestSummaries(t *testing.T) {
	const aside = "Gulls were seen over the market hall of Lunholm in the early afternoon hours."
	docs := []*annotate.Document{
		doc("", "The ferry Blue Tern sank in the Sill off Varsund on Friday night. "+aside, 0),
		doc("", "The ferry Blue Tern sank off Varsund on Friday in a night of storm. Divers searched the wreck of the ferry off Varsund on Saturday.", 1),
		doc("", "Divers searched the wreck of the ferry Blue Tern, which sank off Varsund on Friday.", 2),
	}
	weights := baseline.TermWeights(docs)
	for _, m := range baseline.Summaries() {
		got := m.Of(baseline.NewStory(docs, weights, 14))
		if n := len(strings.Fields(got)); n < 12 || n > 14+15 {
			t.Errorf("%s: %d words: %q", m.Name, n, got)
		}
		if m.Name != "random lead" && strings.Contains(got, aside) {
			t.Errorf("%s tells an aside: %q", m.Name, got)
		}
		if empty := m.Of(baseline.NewStory(nil, weights, 14)); empty != "" && len(docs) > 0 {
			t.Errorf("%s of nothing: %q", m.Name, empty)
		}
	}
	leads := baseline.NewStory(docs, weights, 5).Leads()
	if len(leads) != 3 || !strings.HasPrefix(leads[2], "Divers searched") {
		t.Errorf("leads %q", leads)
	}
}
