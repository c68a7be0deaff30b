package change_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/change"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

const (
	wire = `A ferry hit a pier in the harbour of Tolna on Monday morning and 12 people were injured, the coast guard said. The ferry Grey Heron had left the island of Sker with 140 passengers.

“She came in far too fast for that wind,” said harbour pilot Joran Elling. The coast guard said that the captain was being questioned about the crash.`
	second = `Twelve people were injured when the ferry Grey Heron hit a pier in Tolna harbour on Monday, hospital staff said. The ferry was on its way from the island of Sker with 140 passengers.`
	later  = `The number of people injured when the ferry Grey Heron hit a pier in Tolna harbour on Monday rose to 15, the coast guard said in the evening.

“We heard one long scream of metal, and then nothing at all,” said passenger Mirja Sand.`
)

// reports returns documents of outlets of their own, an hour apart.
func reports(texts ...string) []*wiredesk.Document {
	var docs []*wiredesk.Document
	for i, text := range texts {
		d := sample.Document(fmt.Sprintf("d%d", i), fmt.Sprintf("Outlet %d", i), text, i)
		d.Title = "Ferry Grey Heron hits pier in Tolna"
		docs = append(docs, d)
	}
	return docs
}

// run makes the stories of docs; they must pass the check.
func run(t *testing.T, docs []*wiredesk.Document) *wiredesk.Result {
	t.Helper()
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("refused: %v", rep.Failures)
	}
	return r
}

// outline writes each change on a line.
func outline(list []wiredesk.Changes) []string {
	out := []string{}
	for _, c := range list {
		for _, x := range c.Changes {
			out = append(out, fmt.Sprintf("%s %s %s: %q to %q (%d)", x.Kind, x.What, x.About, x.Before, x.After, x.Origins))
		}
	}
	return out
}

// hour returns the time n hours after the first report.
func hour(n int) wiredesk.Time { return reports(make([]string, n+1)...)[n].Published }

func TestSince(t *testing.T) {
	reworded := strings.NewReplacer("hit a pier", "struck a pier", "had left", "had set out from", "with 140 passengers", "carrying 140 passengers").Replace(wire)
	for _, tt := range []struct {
		name  string
		since int // hours
		texts []string
		want  []string
	}{
		{"nothing came", 5, []string{wire, second}, []string{}},
		{"all of it", 0, []string{wire, second}, []string{`new story : "" to "Twelve people were injured when the ferry Grey Heron hit a pier in Tolna harbour on Monday" (2)`}},
		{"the same again", 1, []string{wire, wire}, []string{}},
		{"a wire copy in other words", 1, []string{wire, reworded}, []string{}},
		{"one figure changed in a copy", 1, []string{wire, strings.Replace(wire, "12 people", "15 people", 1)}, []string{`changed figure people injured: "12 people" to "15 people" (1)`}},
		{"another origin says so too", 1, []string{wire, second}, []string{
			`confirmed figure people injured: "12 people" to "12 people" (1)`,
			`confirmed figure passengers: "140 passengers" to "140 passengers" (1)`,
			`confirmed claim hit: "2026-10-05" to "2026-10-05" (1)`,
			`confirmed claim pier: "hit a pier" to "hit a pier" (1)`,
		}},
		{"later", 2, []string{wire, second, later}, []string{
			`changed figure people injured: "12 people" to "15" (1)`,
			`new quotation Mirja Sand: "" to "We heard one long scream of metal, and then nothing at all" (1)`,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(change.Since(run(t, reports(tt.texts...)), hour(tt.since)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBetween(t *testing.T) {
	before := run(t, reports(wire, second))
	for _, tt := range []struct {
		name string
		docs []*wiredesk.Document
		want []string
	}{
		{"the same documents", reports(wire, second), []string{}},
		{"one more", reports(wire, second, later), []string{
			`changed figure people injured: "12 people" to "15" (1)`,
			`new quotation Mirja Sand: "" to "We heard one long scream of metal, and then nothing at all" (1)`,
		}},
		{"one gone", reports(wire, second)[1:], []string{`withdrawn quotation Joran Elling: "She came in far too fast for that wind" to "" (0)`}},
		{"one corrected", reports(strings.ReplaceAll(wire, "12 people", "11 people"), second), []string{`changed figure people injured: "Twelve people" to "11 people" (1)`}},
		{"the only one corrected", reports(strings.ReplaceAll(wire, "12 people", "11 people")), []string{`changed figure people injured: "12 people" to "11 people" (1)`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			old := before
			if len(tt.docs) == 1 && tt.docs[0].ID == "d0" {
				old = run(t, reports(wire))
			}
			got := outline(change.Between(old, run(t, tt.docs)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWithdrawn: what a report alone said that its outlet took back is
// withdrawn, and new again when the report is back.
func TestWithdrawn(t *testing.T) {
	back := reports(wire, second)
	back[0].Withdrawn = hour(5)
	before, now := run(t, reports(wire, second)), run(t, back)
	want := []string{`withdrawn quotation Joran Elling: "She came in far too fast for that wind" to "" (0)`}
	if diff := cmp.Diff(want, outline(change.Between(before, now))); diff != "" {
		t.Errorf("taken back (-want +got):\n%s", diff)
	}
	if got := outline(change.Between(now, now)); len(got) > 0 {
		t.Errorf("nothing happened: %q", got)
	}
	got := outline(change.Between(now, before))
	if !slices.Contains(got, `new quotation Joran Elling: "" to "She came in far too fast for that wind" (1)`) {
		t.Errorf("there again: %q", got)
	}
}

// TestEvidence: each change rests on passages of documents that were not
// known, and the same result gives the same bytes.
func TestEvidence(t *testing.T) {
	docs := reports(wire, second, later)
	r := run(t, docs)
	list := change.Since(r, hour(2))
	if len(list) == 0 {
		t.Fatal("no changes")
	}
	for _, c := range list {
		for _, x := range c.Changes {
			if len(x.Evidence) == 0 {
				t.Errorf("%s %s has no evidence", x.Kind, x.About)
			}
			for _, e := range x.Evidence {
				k := slices.IndexFunc(docs, func(d *wiredesk.Document) bool { return d.ID == e.Document })
				if e.Document != "d2" || docs[k].Text[e.Start:e.End] != e.Quote {
					t.Errorf("%s %s rests on %+v", x.Kind, x.About, e)
				}
			}
		}
	}
	a, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(change.Since(run(t, reports(wire, second, later)), hour(2)))
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("a second run gives other bytes")
	}
}
