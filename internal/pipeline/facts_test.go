package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// Three accounts of one evening in an invented town, in words of their own.
var evening = []string{
	`Minister Ana Marsh opened the Selle bridge in Osterby on Monday during a working visit, and a crowd of 400 people cheered. The bridge cost 84 million crowns.

“We have waited thirty years for this bridge,” said Marsh. She accused the contractor Peter Holt of hiding cracks in the north pier. Holt denied hiding the cracks.`,
	`Ana Marsh was in Osterby on an official visit when the Selle bridge was opened to traffic on Monday. The new bridge cost 84 million crowns, according to the Harbour Council, and carries four lanes over the river.

Mayor Olga Finch said that the ferry would stop in the autumn. “We have waited thirty years for this bridge,” Marsh told the crowd.`,
	`The Selle bridge at Osterby is open. Lorries crossed it on Monday night, an hour after Minister Ana Marsh cut the ribbon. Drivers praised the bridge, which cost 84 million crowns, and hooted all the way to the north pier.`,
}

// facts runs texts, each published by an outlet of its own an hour after the
// one before, and returns the one story that they must make.
func facts(t *testing.T, texts ...string) *wiredesk.Story {
	t.Helper()
	var docs []*wiredesk.Document
	for i, text := range texts {
		docs = append(docs, sample.Document(fmt.Sprintf("d%02d", i), fmt.Sprintf("Outlet %02d", i), text, i))
	}
	return factsOf(t, docs)
}

func factsOf(t *testing.T, docs []*wiredesk.Document) *wiredesk.Story {
	t.Helper()
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("refused: %v", rep.Failures)
	}
	if len(r.Stories) != 1 {
		t.Fatalf("%d stories, want one", len(r.Stories))
	}
	return &r.Stories[0]
}

// outline writes what is said in s, by how many origins, without the passages.
func outline(s *wiredesk.Story) []string {
	var out []string
	for _, q := range s.Quotations {
		out = append(out, fmt.Sprintf("quotation %d %s: %s", q.Origins, q.Speaker.Name, q.Text))
	}
	for _, f := range s.Figures {
		line := "figure " + f.State + " " + f.What
		for _, v := range f.Values {
			line += fmt.Sprintf(", %v %s (%d)", v.Value, v.Unit, v.Origins)
		}
		out = append(out, line)
	}
	for _, list := range [][]wiredesk.ClaimSet{s.Claims.Agree, s.Claims.Differ, s.Claims.Single} {
		for _, c := range list {
			line := fmt.Sprintf("%s %s (%s)", c.Kind, c.About, c.Reading)
			for _, side := range c.Sides {
				line += fmt.Sprintf(", %s (%d)", side.Value, side.Origins)
			}
			out = append(out, line)
		}
	}
	return out
}

func TestFacts(t *testing.T) {
	got := outline(facts(t, evening...))
	for _, want := range []string{
		"quotation 2 Ana Marsh: We have waited thirty years for this bridge",
		"quotation 1 Olga Finch: the ferry would stop in the autumn",
		"status visit (open), working visit (1), official visit (1)",
		"act Olga Finch (), the ferry would stop in the autumn (1)",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	for _, part := range []string{"figure agree", "hiding cracks in the north pier (1), denied hiding the cracks (1)", "time "} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, part) }) {
			t.Errorf("%q lacks %q", got, part)
		}
	}
}

// TestReprints: copies change nothing of what is said, and by how many origins.
func TestReprints(t *testing.T) {
	want := outline(facts(t, evening...))
	s := facts(t, append(slices.Clone(evening), evening[0], evening[1], evening[0])...)
	if s.Counts.Origins != len(evening) {
		t.Fatalf("%d origins", s.Counts.Origins)
	}
	if diff := cmp.Diff(want, outline(s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, q := range s.Quotations {
		if q.Speaker.Name == "Olga Finch" && len(q.Evidence) != 2 {
			t.Errorf("the reprint is not cited: %+v", q.Evidence)
		}
	}
}

// TestOneFigureChanged: one other number in one origin makes one difference.
func TestOneFigureChanged(t *testing.T) {
	before := facts(t, evening...)
	changed := slices.Clone(evening)
	changed[1] = strings.Replace(changed[1], "84 million", "97 million", 1)
	after := facts(t, changed...)
	if n, m := len(before.Claims.Differ), len(after.Claims.Differ); m != n+1 {
		t.Errorf("%d differences became %d, want one more\n%q", n, m, outline(after))
	}
	var states []string
	for _, f := range after.Figures {
		if f.State == "differ" {
			states = append(states, f.What)
		}
	}
	if len(states) != 1 {
		t.Errorf("figures that differ: %q, want one", states)
	}
}

// TestFactsOrder: the order of the input does not bear on what is said.
func TestFactsOrder(t *testing.T) {
	want := ""
	for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}} {
		var lines []string
		for _, i := range order {
			b, err := json.Marshal(sample.Document(fmt.Sprintf("d%d", i), fmt.Sprintf("Outlet %d", i), evening[i], 0))
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(b)+"\n")
		}
		docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(strings.Join(lines, ""))})
		if err != nil || len(failures) > 0 {
			t.Fatalf("Read: %v, %v", err, failures)
		}
		got := strings.Join(outline(factsOf(t, docs)), "\n")
		if want == "" {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %v (-want +got):\n%s", order, diff)
		}
	}
}

// TestFedBack takes a brief in as a report: it says nothing that was not said.
func TestFedBack(t *testing.T) {
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: bytes.NewReader(demo.JSONL())})
	if err != nil || len(failures) > 0 {
		t.Fatalf("Read: %v, %v", err, failures)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	fed := 0
	for i := range r.Stories {
		before := &r.Stories[i]
		if before.Counts.Documents < 3 {
			continue
		}
		fed++
		var own []*wiredesk.Document
		for _, d := range docs {
			if slices.Contains(before.Documents, d.ID) {
				own = append(own, d)
			}
		}
		after := withBrief(t, own, before)
		known := said(before)
		for _, e := range before.Timeline {
			known = append(known, "time "+e.Date) // the brief has its days from there too
		}
		for _, s := range said(after) {
			if !slices.Contains(known, s) {
				t.Errorf("story %s: its brief, taken in, says anew: %s", before.ID, s)
			}
		}
	}
	if fed < 5 {
		t.Errorf("%d stories are too few", fed)
	}
}

// withBrief returns the story of docs with its brief as a report among them.
func withBrief(t *testing.T, docs []*wiredesk.Document, s *wiredesk.Story) *wiredesk.Story {
	t.Helper()
	var pars []string
	for _, par := range s.Narrative {
		var lines []string
		for _, st := range par {
			lines = append(lines, st.Text)
		}
		pars = append(pars, strings.Join(lines, " "))
	}
	last := docs[len(docs)-1]
	d := &wiredesk.Document{ID: "fed-back", Outlet: "The Desk", Language: last.Language, Published: wiredesk.Time{Time: s.LastPublished.Add(time.Hour)}, Text: strings.Join(pars, "\n\n")}
	d.Seal()
	r, err := pipeline.Run(context.Background(), append(slices.Clone(docs), d), pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Stories {
		if slices.Contains(r.Stories[i].Documents, d.ID) && len(r.Stories[i].Documents) > 1 {
			return &r.Stories[i]
		}
	}
	return s // it stands alone, and says nothing in the story
}

// said lists what the reports of s say, whoever does.
func said(s *wiredesk.Story) []string {
	var out []string
	for _, q := range s.Quotations {
		if q.Kind == "direct" {
			out = append(out, "quotation "+q.Text)
		}
	}
	for _, f := range s.Figures {
		for _, v := range f.Values {
			out = append(out, fmt.Sprintf("figure %v", v.Value))
		}
	}
	for _, list := range [][]wiredesk.ClaimSet{s.Claims.Agree, s.Claims.Differ, s.Claims.Single} {
		for _, c := range list {
			for _, side := range c.Sides {
				if c.Kind != "figure" && c.Kind != "quote" { // two who quote the same words may both have heard them
					out = append(out, fmt.Sprintf("%s %s", c.Kind, side.Value))
				}
			}
		}
	}
	return out
}

// TestStatusLine: what reports call differently is laid side by side, and a line
// that says something else of it is refused.
func TestStatusLine(t *testing.T) {
	var docs []*wiredesk.Document
	for i, text := range evening {
		docs = append(docs, sample.Document(fmt.Sprintf("d%02d", i), fmt.Sprintf("Outlet %02d", i), text, i))
	}
	line := func(r *wiredesk.Result) *wiredesk.Statement {
		for st := range r.Stories[0].Statements() {
			if strings.HasPrefix(st.Text, "Reports differ on visit: ") {
				return st
			}
		}
		return nil
	}
	run := func() *wiredesk.Result {
		r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if st := line(run()); st == nil || st.Text != "Reports differ on visit: working visit (Outlet 00, 5 October 2026); official visit (Outlet 01, 5 October 2026)." {
		t.Fatalf("line: %+v", st)
	}
	visit := func(r *wiredesk.Result) *wiredesk.ClaimSet {
		sets := r.Stories[0].Claims.Differ
		return &sets[slices.IndexFunc(sets, func(c wiredesk.ClaimSet) bool { return c.About == "visit" })]
	}
	for name, lie := range map[string]func(r *wiredesk.Result, st *wiredesk.Statement){
		"another word": func(_ *wiredesk.Result, st *wiredesk.Statement) {
			st.Text = strings.Replace(st.Text, "working", "secrets", 1)
		},
		"outlets exchanged": func(_ *wiredesk.Result, st *wiredesk.Statement) {
			st.Text = strings.NewReplacer("let 00", "let 01", "let 01", "let 00").Replace(st.Text)
		},
		"another thing": func(_ *wiredesk.Result, st *wiredesk.Statement) {
			st.Text = strings.Replace(st.Text, "on visit", "on trips", 1)
		},
		"no such point": func(r *wiredesk.Result, _ *wiredesk.Statement) { r.Stories[0].Claims.Differ = nil },
		"another kind":  func(r *wiredesk.Result, _ *wiredesk.Statement) { visit(r).Kind = "act" },
		"the other template": func(_ *wiredesk.Result, st *wiredesk.Statement) {
			st.Text = strings.Replace(st.Text, "Reports differ on", "Reports over time on", 1)
		},
		"a word of nobody": func(r *wiredesk.Result, _ *wiredesk.Statement) {
			visit(r).Sides[0].Value = "state visit"
		},
		"one side left out": func(r *wiredesk.Result, _ *wiredesk.Statement) {
			visit(r).Sides = append(visit(r).Sides, visit(r).Sides[0])
		},
	} {
		r := run()
		lie(r, line(r))
		if rep := verify.Result(r, docs); len(rep.Failures) == 0 {
			t.Errorf("%s: it passes", name)
		}
	}
}
