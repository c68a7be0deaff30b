package cluster_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

const (
	ferryA     = "The ferry Blue Tern sank in the Sill off Varsund on Friday night. Divers searched the wreck for passengers of the ferry. The harbour of Varsund was closed."
	ferryB     = "Divers found the purser's book in the wreck of the Blue Tern, the ferry that sank off Varsund. Sill Lines owns the Blue Tern. Passengers of the ferry had paid in Varsund."
	otherFerry = "Nine people drowned when the Morning Call, a ferry, turned over near Harrick in a gale on Saturday. Coastguards of Ostmark pulled forty from the Lowe strait, and the port authority blamed the captain."
	barge      = "A sand barge hit a tram bridge in Orlanz at noon. The mayor of Orlanz, Peta Vind, closed the bridge and the tram stopped. The barge carried sand for a stadium."
	bankish    = "The central bank of Weland raised its key rate to 14 per cent. Economists in Weland had expected less. The governor, Ole Stroom, spoke of prices."
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
		{"the same kind of event elsewhere", []*annotate.Document{doc(ferryA, 0), doc(otherFerry, 5)}, nil, [][]int{{0}, {1}}},
		{"a copy follows its family", []*annotate.Document{doc(ferryA, 0), doc(bankish, 1), doc(ferryA+" Shops in Varsund were shut.", 2)}, [][]int{{0, 2}, {1}}, [][]int{{0, 2}, {1}}},
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

func TestWindow(t *testing.T) {
	docs := make([]*annotate.Document, 0, 1200)
	docs = append(docs, doc(ferryA, 0))
	for i := range 1100 { // time goes by
		docs = append(docs, doc(fmt.Sprintf("%03d people saw a film.", i), 24+i))
	}
	docs = append(docs, doc(ferryB, 24+1100))
	last := len(docs) - 1
	for _, tt := range []struct {
		window time.Duration
		want   bool
	}{{7 * 24 * time.Hour, false}, {90 * 24 * time.Hour, true}} {
		stories := group(cluster.Options{Window: tt.window}, nil, docs...)
		if got := slices.Equal(stories[0], []int{0, last}); got != tt.want {
			t.Errorf("window %v: the first story is %v", tt.window, stories[0])
		}
	}
}

func TestDecisionsGiveReasons(t *testing.T) {
	docs := []*annotate.Document{doc(ferryA, 0), doc(barge, 1), doc(ferryB, 2)}
	_, why := cluster.Group(docs, [][]int{{0}, {1}, {2}}, cluster.Options{Explain: true})
	if why[0].With != -1 || why[1].With != -1 || why[2].With != 0 || why[2].Score <= 0 || why[2].Score < why[2].Threshold {
		t.Errorf("decisions %+v", why)
	}
	found := false
	for _, w := range why[2].Terms {
		found = found || w == "ferry" || w == "Tern" || w == "Varsund"
	}
	if !found {
		t.Errorf("terms %v name nothing that the two share", why[2].Terms)
	}
	if c := why[2].Candidates; len(c) == 0 || c[0].With != 0 || c[0].Score != why[2].Score || len(c[0].Features) == 0 {
		t.Errorf("candidates %+v", c)
	}
}

// A report that came before those that tell where it belongs is filed again.
func TestLookedAtAgain(t *testing.T) {
	a := "The Lode bridge at Karrow was closed. Engineers of the Lode authority found cracks in the Lode bridge."
	b := "Cracks in the Lode bridge, closed at Karrow, worry Karrow. Engineers of the Lode authority said so. The Karrow ferry runs again."
	c := "The Karrow ferry runs again since the Lode bridge was closed at Karrow, and the Lode authority pays for the Karrow ferry."
	got := group(cluster.Options{}, nil, doc(a, 0), doc(c, 1), doc(b, 2))
	if len(got) != 1 {
		t.Errorf("stories %v, want one", got)
	}
}

// What a report took over for its background does not make it a copy.
func TestSharedBackgroundIsNoCopy(t *testing.T) {
	docs := []*annotate.Document{doc(ferryA, 0), doc(bankish, 30)}
	stories, why := cluster.Group(docs, [][]int{{0, 1}}, cluster.Options{})
	if len(stories) != 2 || why[1].Copy {
		t.Errorf("stories %v, decisions %+v", stories, why)
	}
}

func TestTitlesAlone(t *testing.T) {
	title := func(s string, hours int) *annotate.Document {
		d := sample.Document(s, "", "", hours)
		d.Title = s
		return annotate.New().Annotate(d)
	}
	got := group(cluster.Options{}, nil,
		title("Ferry Blue Tern sinks off Varsund", 0), title("Central bank of Weland raises key rate", 1), title("Divers search ferry Blue Tern off Varsund", 2))
	if diff := cmp.Diff([][]int{{0, 2}, {1}}, got); diff != "" {
		t.Errorf("Group mismatch (-want +got):\n%s", diff)
	}
}

func TestParseWeights(t *testing.T) {
	b, err := os.ReadFile("weights.txt")
	if err != nil {
		t.Fatal(err)
	}
	w, err := cluster.ParseWeights(string(b))
	if err != nil {
		t.Fatal(err)
	}
	again, err := cluster.ParseWeights(w.String())
	if diff := cmp.Diff(w, again); err != nil || diff != "" {
		t.Errorf("read back: %v\n%s", err, diff)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"before a section", "words 1", "line 1"},
		{"no such feature", "text\nglerk 1", "line 2"},
		{"no number", "# a\ntext\nwords x", "line 3"},
	} {
		if _, err := cluster.ParseWeights(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
