package baseline_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval/baseline"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

const (
	ferryA = "The ferry Blue Tern sank in the Sill off Varsund on Friday night. Divers searched the wreck for passengers of the ferry."
	ferryB = "Divers found a book in the wreck of the Blue Tern, the ferry that sank off Varsund. Passengers had paid in Varsund."
	barge  = "A sand barge hit a tram bridge in Orlanz at noon. The mayor of Orlanz closed the bridge and the tram stopped."
	bank   = "The central bank of Weland raised its key rate to 14 per cent. Economists in Weland had expected less."
)

func doc(title, text string, hours int) *annotate.Document {
	d := sample.Document("d", "", text, hours)
	d.Title = title
	return annotate.New().Annotate(d)
}

func undated(text string) *annotate.Document {
	d := sample.Document("d", "", text, 0)
	d.Published = wiredesk.Time{}
	return annotate.New().Annotate(d)
}

func matrix(t *testing.T, docs ...*annotate.Document) *baseline.Matrix {
	t.Helper()
	m, err := baseline.NewMatrix(docs)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMethods(t *testing.T) {
	type stories = [][]int
	for _, tt := range []struct {
		name string
		docs []*annotate.Document
		want map[string]stories // by method
	}{
		{"one event, two reports", []*annotate.Document{doc("", ferryA, 0), doc("", barge, 1), doc("", ferryB, 2), doc("", bank, 3)},
			map[string]stories{"one pass": {{0, 2}, {1}, {3}}, "one pass with time": {{0, 2}, {1}, {3}}, "average linkage": {{0, 2}, {1}, {3}}}},
		{"three weeks later", []*annotate.Document{doc("", ferryA, 0), doc("", ferryB, 21*24)},
			map[string]stories{"one pass": {{0, 1}}, "one pass with time": {{0}, {1}}, "average linkage": {{0, 1}}}},
		{"no date", []*annotate.Document{doc("", ferryA, 0), undated(ferryB), undated(ferryA)},
			map[string]stories{"one pass": {{0, 1, 2}}, "one pass with time": {{0, 1, 2}}, "average linkage": {{0, 1, 2}}}},
		{"titles alone", []*annotate.Document{doc("Ferry sinks off Varsund", "", 0), doc("Bank of Weland raises rate", "", 1), doc("Varsund ferry sank at night", "", 2)},
			map[string]stories{"one pass": {{0, 2}, {1}}, "one pass with time": {{0, 2}, {1}}, "average linkage": {{0, 2}, {1}}}},
		{"no word", []*annotate.Document{doc("", "?!", 0), doc("", "?!", 0)},
			map[string]stories{"one pass": {{0}, {1}}, "one pass with time": {{0}, {1}}, "average linkage": {{0}, {1}}}},
		{"nothing", nil, map[string]stories{"one pass": nil, "one pass with time": nil, "average linkage": nil}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := map[string]stories{}
			m := matrix(t, tt.docs...)
			for _, method := range baseline.Methods() {
				got[method.Name] = method.On(m)(method.Fixed)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOnePassByHand: the third document is .71 like either of the two before,
// which are not alike: 1 like their centroid.
func TestOnePassByHand(t *testing.T) {
	a, b, both := doc("", "ferry", 0), doc("", "barge", 0), doc("", "ferry barge", 0)
	onePass := baseline.Methods()[0].On(matrix(t, a, b, both))
	like := 1 / math.Sqrt2
	if diff := cmp.Diff([][]int{{0, 2}, {1}}, onePass(like-1e-6)); diff != "" {
		t.Errorf("just below (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]int{{0}, {1}, {2}}, onePass(like+1e-6)); diff != "" {
		t.Errorf("just above (-want +got):\n%s", diff)
	}
	onePass = baseline.Methods()[0].On(matrix(t, a, both, b))
	// The centroid of a and both is 22.5 degrees from both, 67.5 from b.
	if got := onePass(math.Cos(67.5/180*math.Pi) - 1e-6); len(got) != 1 {
		t.Errorf("%v, want b in the story of the two", got)
	}
	if got := onePass(math.Cos(67.5/180*math.Pi) + 1e-6); len(got) != 2 {
		t.Errorf("%v, want b alone", got)
	}
}

func TestTooMany(t *testing.T) {
	if _, err := baseline.NewMatrix(make([]*annotate.Document, baseline.MaxDocuments+1)); err == nil {
		t.Error("no error for a document too many")
	}
}

func BenchmarkAverageLinkage(b *testing.B) {
	var docs []*annotate.Document
	texts := []string{ferryA, ferryB, barge, bank}
	for i := range 2000 {
		docs = append(docs, doc("", texts[i%4]+texts[i/4%4]+texts[i/16%4], i))
	}
	m, err := baseline.NewMatrix(docs)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		baseline.Methods()[2].On(m)(0.5)
	}
}
