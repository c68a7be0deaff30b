package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

var shuffles = flag.Int("shuffles", 18, "of TestDeterminism: in how many orders the reports come")

// reports are the lines of the demo.
func reports() []string {
	return slices.Collect(strings.Lines(string(demo.JSONL())))
}

// desk runs lines of JSONL through the whole chain.
func desk(t *testing.T, lines []string) *wiredesk.Result {
	t.Helper()
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(strings.Join(lines, ""))})
	if err != nil || len(failures) > 0 {
		t.Fatalf("Read: %v, %v", err, failures)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// print returns all of r as it is printed.
func print(t *testing.T, r *wiredesk.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.JSON(&b, r, render.Options{WithText: true, Explain: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// stories returns each story of r as JSON, without the reasons, whose scores
// say how near documents are among all that were read.
func stories(t *testing.T, r *wiredesk.Result) map[wiredesk.StoryID]string {
	t.Helper()
	out := map[wiredesk.StoryID]string{}
	for _, s := range r.Stories {
		s.Explain = nil
		b, err := json.MarshalIndent(s, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		out[s.ID] = string(b)
	}
	return out
}

// TestDeterminism shuffles the reports and changes the number of
// processors: not a byte of the result may change.
func TestDeterminism(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := print(t, desk(t, reports()))
	for seed := range uint64(*shuffles) {
		lines := reports()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		procs := []int{1, 2, 16}[seed%3]
		runtime.GOMAXPROCS(procs)
		if got := print(t, desk(t, lines)); got != want {
			t.Errorf("seed %d, %d processors: other bytes (-want +got):\n%s", seed, procs, cmp.Diff(want, got))
		}
	}
	t.Logf("%d orders", *shuffles)
}

// TestTwice names every report twice.
func TestTwice(t *testing.T) {
	want := print(t, desk(t, reports()))
	if got := print(t, desk(t, append(reports(), reports()...))); got != want {
		t.Errorf("reports named twice change the result (-want +got):\n%s", cmp.Diff(want, got))
	}
}

// TestUnrelated adds a report on something else. The other stories stay as
// they are; their reasons may move, since their scores weigh words by how
// common they are among all documents.
func TestUnrelated(t *testing.T) {
	want := stories(t, desk(t, reports()))
	line := `{"id":"new","source":"Tolm Reader","title":"Rye prize","published":"%s","text":"A baker from Tolm won the prize for the best rye bread. The jury praised the crust."}` + "\n"
	for _, published := range []string{"2020-01-01T00:00:00Z", "2026-10-05T10:00:00Z", "2031-01-01T00:00:00Z", ""} {
		r := desk(t, append(reports(), fmt.Sprintf(line, published)))
		got := stories(t, r)
		own := 0
		for _, s := range r.Stories {
			if slices.Equal(s.Documents, []wiredesk.DocumentID{"new"}) {
				delete(got, s.ID)
				own++
			}
		}
		if own != 1 {
			t.Errorf("published %q: the report stands in %d stories of its own, want 1", published, own)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("published %q: the other stories changed (-want +got):\n%s", published, diff)
		}
	}
}

// TestRemoved takes each cited report away in turn: nothing that rests on it
// may stay, and all that stays must still be proved.
func TestRemoved(t *testing.T) {
	cited := map[wiredesk.DocumentID]bool{}
	for _, s := range desk(t, reports()).Stories {
		for st := range s.Statements() {
			for _, e := range st.Evidence {
				cited[e.Document] = true
			}
		}
	}
	if len(cited) < 10 {
		t.Fatalf("only %d reports are cited: this test would show little", len(cited))
	}
	for i, line := range reports() {
		var d struct{ ID wiredesk.DocumentID }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		if !cited[d.ID] {
			continue
		}
		r := desk(t, slices.Delete(reports(), i, i+1))
		if strings.Contains(print(t, r), fmt.Sprintf("%q", d.ID)) {
			t.Errorf("%s was taken away and is still named", d.ID)
		}
		if rep := verify.Result(r, r.Documents); len(rep.Failures) > 0 {
			t.Errorf("without %s: %v", d.ID, rep.Failures)
		}
	}
}

// TestVerified holds the demo's briefs to every rule.
func TestVerified(t *testing.T) {
	r := desk(t, reports())
	rep := verify.Result(r, r.Documents)
	if len(rep.Failures) > 0 {
		t.Errorf("%v", rep.Failures)
	}
	if rep.Statements < 8 || rep.Evidence < rep.Statements {
		t.Errorf("only %d statements and %d passages were checked", rep.Statements, rep.Evidence)
	}
	if r.Run.OutputSHA256 != pipeline.Output(r) {
		t.Error("the record of the output is not its hash")
	}
}

// TestUnfiled wants every document in one story or unfiled with a reason.
func TestUnfiled(t *testing.T) {
	r := desk(t, []string{
		`{"id":"th","text":"เรือข้ามฟากเกยตื้นที่ท่าเรือมาร์เวลเมื่อเช้าวันจันทร์ เจ้าหน้าที่กล่าวว่าผู้โดยสารทุกคนปลอดภัย"}` + "\n",
		`{"id":"dots","text":"... !!!"}` + "\n",
		`{"id":"en","text":"A baker from Tolm won the prize for the best rye bread."}` + "\n",
		`{"id":"head","title":"Rye prize for Tolm"}` + "\n",
	})
	want := []wiredesk.Unfiled{
		{Document: "dots", Reason: "no word was found in it"},
		{Document: "th", Reason: "most of its text is in Thai script, in which the words cannot be told apart yet"},
	}
	if diff := cmp.Diff(want, r.Unfiled); diff != "" {
		t.Errorf("unfiled (-want +got):\n%s", diff)
	}
	filed := 0
	for _, s := range r.Stories {
		filed += len(s.Documents)
	}
	if filed != 2 {
		t.Errorf("%d documents stand in stories, want 2", filed)
	}
}

// TestNothing runs no documents.
func TestNothing(t *testing.T) {
	r, err := pipeline.Run(context.Background(), nil, pipeline.Config{})
	if err != nil || r.Documents == nil || r.Stories == nil || r.Unfiled == nil {
		t.Errorf("Run of nothing: %+v, %v; want lists that are empty, not nil", r, err)
	}
}

// TestCancelled stops when its context ends.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	docs := desk(t, reports()).Documents
	_, err := pipeline.Run(ctx, docs, pipeline.Config{Progress: func(string, int) { cancel() }})
	if err != context.Canceled {
		t.Errorf("Run of a context that ended: %v", err)
	}
}

// TestEntities: the persons of a story carry their role and stand once, however
// many of its documents name them.
func TestEntities(t *testing.T) {
	docs := []*wiredesk.Document{
		sample.Document("a", "Alder Post", "Harbour master Ana Roe closed the port of Varsund on Friday after the ferry Blue Tern sank. Roe said divers had searched the wreck of the Blue Tern. She thanked them.", 0),
		sample.Document("b", "Sill Times", "The ferry Blue Tern sank off Varsund on Friday, and harbour master Ana Roe closed the port. Divers searched the wreck of the Blue Tern.", 1),
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, s := range r.Stories {
		for _, e := range s.Entities {
			if e.Name == "Ana Roe" {
				found++
				if e.Type != "person" || !strings.EqualFold(e.Role, "harbour master") || len(e.Documents) != 2 {
					t.Errorf("%+v", e)
				}
			}
		}
	}
	if found != 1 {
		t.Errorf("Ana Roe stands %d times, want once", found)
	}
}

// TestRelated: the story of the minister's fall follows that of the ferry, each
// knows of the other, and nothing else is linked.
func TestRelated(t *testing.T) {
	r := desk(t, reports())
	kinds := map[string]string{}
	for _, s := range r.Stories {
		for _, rel := range s.Related {
			if rel.Why == "" || (len(rel.Evidence) > 0) != (rel.Kind == wiredesk.Follows) {
				t.Errorf("%+v", rel)
			}
			kinds[string(s.Documents[0])+" "+rel.Kind] = string(rel.Story)
		}
	}
	want := map[string]string{}
	for _, s := range r.Stories {
		if slices.Contains(s.Documents, "r40") {
			want["r03 follows"] = string(s.ID)
		}
		if slices.Contains(s.Documents, "r03") {
			want["r40 followed_by"] = string(s.ID)
		}
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// TestLinks links stories that somebody else has made.
func TestLinks(t *testing.T) {
	docs := desk(t, reports()).Documents
	links, err := pipeline.Links(context.Background(), docs, [][]wiredesk.DocumentID{{"r29", "r03", "r42", "r39"}, {"r40", "r30", "r23", "r09", "r43", "r05", "r14"}, {"r12"}}, pipeline.Config{})
	if err != nil || len(links) != 1 || links[0].From != 0 || links[0].To != 1 || links[0].Kind != wiredesk.Follows {
		t.Errorf("Links = %+v, %v, want the first to follow the second", links, err)
	}
	if _, err := pipeline.Links(context.Background(), docs, [][]wiredesk.DocumentID{{"r99"}}, pipeline.Config{}); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("a document that is not there: %v", err)
	}
}
