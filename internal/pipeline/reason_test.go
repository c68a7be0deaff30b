package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// TestCandidates copies what a decision tells of other stories, and adds the
// names that the two share.
func TestCandidates(t *testing.T) {
	a := annotate.New()
	docs := []*annotate.Document{
		a.Annotate(sample.Document("a", "", "The ferry Blue Tern sank off Varsund, and Orde was there.", 0)),
		a.Annotate(sample.Document("b", "", "The mayor of Varsund spoke of bread, said Orde.", 1)),
		a.Annotate(sample.Document("c", "", "Later, Orde saw the Blue Tern sink off Varsund on the way to the Sill.", 2)),
	}
	why := []cluster.Decision{{With: -1}, {With: -1}, {With: 0, Score: 0.61239, Threshold: 0.5, Candidates: []cluster.Candidate{
		{With: 0, Score: 0.61239, Features: []cluster.Feature{{Name: "words", Value: 0.33333, Weight: 4.56789}}},
		{With: 1, Score: 0.1},
	}}}
	families := [][]int{{0}, {1}, {2}}
	stories := [][]int{{0, 2}, {1}}
	rules := []rule.Rule{{Verb: rule.Merge, Stories: []wiredesk.StoryID{wiredesk.BegunBy(docs[0].Document), wiredesk.BegunBy(docs[1].Document)}}}
	ruled := rule.Apply(rule.Grouping{Documents: bare(docs), Families: families, Stories: stories}, rules)
	want := wiredesk.Reason{
		Document: "c", With: "a", Score: 0.612, Why: "tells of the same, in words of its own", Terms: []string{}, Threshold: 0.5,
		Candidates: []wiredesk.Candidate{
			{Story: wiredesk.BegunBy(docs[0].Document), With: "a", Score: 0.612, Terms: []string{"Blue", "Tern", "Orde", "Varsund"},
				Features: []wiredesk.Feature{{Name: "words", Value: 0.333, Weight: 4.568}}},
			{Story: wiredesk.BegunBy(docs[0].Document), With: "b", Score: 0.1, Terms: []string{"Orde", "Varsund"}, Features: []wiredesk.Feature{}},
		},
	}
	got := newExplainer(docs, stories, why, ruled, Config{Rules: rules, Explain: true}).reason(2)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reason (-want +got):\n%s", diff)
	}
	want.Threshold, want.Candidates = 0, []wiredesk.Candidate{}
	got = newExplainer(docs, stories, why, ruled, Config{Rules: rules}).reason(2)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reason where candidates are not asked for (-want +got):\n%s", diff)
	}
	moved := newExplainer(docs, [][]int{{0}, {1}, {2}}, why, rule.Apply(rule.Grouping{Documents: bare(docs), Families: families, Stories: families}, nil), Config{}).reason(2)
	if moved.With != "" || moved.Score != 0 || moved.Why != "stood here when the stories were looked at again" {
		t.Errorf("reason of what grouping itself moved: %+v", moved)
	}
}
