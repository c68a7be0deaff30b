package cluster_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

const (
	ferryA  = "The ferry Blue Tern sank in the Sill off Varsund on Friday night. Divers searched the wreck for passengers of the ferry. The harbour of Varsund was closed."
	ferryB  = "Divers found the purser's book in the wreck of the Blue Tern, the ferry that sank off Varsund. Sill Lines owns the Blue Tern. Passengers of the ferry had paid in Varsund."
	barge   = "A sand barge hit a tram bridge in Orlanz at noon. The mayor of Orlanz, Peta Vind, closed the bridge and the tram stopped. The barge carried sand for a stadium."
	bankish = "The central bank of Weland raised its key rate to 14 per cent. Economists in Weland had expected less. The governor, Ole Stroom, spoke of prices."
)

func group(o cluster.Options, families [][]int, docs ...*annotate.Document) [][]int {
	if families == nil {
		for i := range docs {
			families = append(families, []int{i})
		}
	}
	stories, _ := cluster.Group(docs, families, o)
	return stories
}

func doc(text string, hours int) *annotate.Document {
	return annotate.New().Annotate(sample.Document(text[:12], "", text, hours))
}

func TestGroup(t *testing.T) {
	for _, tt := range []struct {
		name     string
		docs     []*annotate.Document
		families [][]int
		want     [][]int
	}{
		{"one event, two reports", []*annotate.Document{doc(ferryA, 0), doc(barge, 1), doc(ferryB, 2), doc(bankish, 3)}, nil, [][]int{{0, 2}, {1}, {3}}},
		{"the same words three weeks later", []*annotate.Document{doc(ferryA, 0), doc(ferryB, 21*24)}, nil, [][]int{{0}, {1}}},
		{"a copy follows its family", []*annotate.Document{doc(ferryA, 0), doc(bankish, 1), doc(barge, 2)}, [][]int{{0, 2}, {1}}, [][]int{{0, 2}, {1}}},
		{"none", nil, nil, nil},
		{"an empty text is alone", []*annotate.Document{doc(ferryA, 0), doc("?!?!?!?!?!?!", 1)}, nil, [][]int{{0}, {1}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, group(cluster.Options{}, tt.families, tt.docs...)); diff != "" {
				t.Errorf("Group mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	docs := []*annotate.Document{doc(ferryA, 0), doc(ferryB, 21*24)}
	if got := group(cluster.Options{Sigma: 60 * 24 * time.Hour}, nil, docs...); len(got) != 1 {
		t.Errorf("with a wide kernel: %v, want one story", got)
	}
	docs = []*annotate.Document{doc(ferryA, 0), doc(ferryB, 1)}
	if got := group(cluster.Options{Threshold: 0.95}, nil, docs...); len(got) != 2 {
		t.Errorf("with a high threshold: %v, want two stories", got)
	}
}

func TestDecisionsGiveReasons(t *testing.T) {
	docs := []*annotate.Document{doc(ferryA, 0), doc(barge, 1), doc(ferryB, 2)}
	_, why := cluster.Group(docs, [][]int{{0}, {1}, {2}}, cluster.Options{})
	if why[0].With != -1 || why[1].With != -1 || why[2].With != 0 || why[2].Score <= 0 {
		t.Errorf("decisions %+v", why)
	}
	found := false
	for _, w := range why[2].Terms {
		found = found || w == "ferry" || w == "Tern" || w == "Varsund"
	}
	if !found {
		t.Errorf("terms %v name nothing that the two share", why[2].Terms)
	}
}
