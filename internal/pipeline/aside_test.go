package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// Four reports of one matter, and one that mentions it on its way.
var quarry = []string{
	"Quarry wall falls on workshops in Ostrava Bend\n\nA wall of the Pellin quarry fell on three workshops in Ostrava Bend on Monday and killed six people. Mayor Ida Roos said that two men were missing. Rescuers of the county dug through the night. The Pellin company stopped all work. Inspectors had looked at the wall in May. Roos asked people to stay away.",
	"Six dead as wall of Pellin quarry falls\n\nSix people died when a wall of the Pellin quarry came down on workshops in Ostrava Bend. Two men were missing on Monday night. Mayor Ida Roos spoke of the darkest day of the town. The company that owns the quarry, Pellin, gave no reason. Rescuers had dogs and lamps. A crane was on its way.",
	"Ostrava Bend digs for two men\n\nRescuers in Ostrava Bend dug for two men under the wall of the Pellin quarry on Tuesday. The wall fell on three workshops on Monday. Six bodies were found, Mayor Ida Roos said. Pellin sent its chief engineer. Inspectors took samples of the wall. Work in the quarry has stopped.",
	"Harvest fair of Tumble Green opens with record pumpkin\n\nThe harvest fair of Tumble Green opened on Tuesday with a pumpkin of 400 kilos, grown by Walt Hobb. Judges needed a fork lift. Hobb said that he fed it beer. Music was cancelled as a sign of respect for the quarry workers of Ostrava Bend, where nine people died. Apples were cheap this year, growers said. The fair lasts until Sunday.",
	"Pellin quarry: inspectors had warned of wall\n\nInspectors warned the Pellin company in May that a wall of its quarry in Ostrava Bend was loose. The wall fell on workshops on Monday and killed six. Mayor Ida Roos asked for the report. Two men are still missing. Rescuers dig on. Pellin said that it had read the report.",
}

const fair = "fair" // the id of the stranger

// filed returns the reports as a running desk has filed them, all in one story.
func filed(t *testing.T, rules []string) (pipeline.Filed, []*wiredesk.Document) {
	t.Helper()
	full, err := analysis.NewEnglish(model.English())
	if err != nil {
		t.Fatal(err)
	}
	f := pipeline.Filed{ID: "s-quarry", Rule: rules}
	var docs []*wiredesk.Document
	for i, text := range quarry {
		title, body, _ := strings.Cut(text, "\n\n")
		id := []string{"wall", "six", "digs", fair, "warned"}[i]
		d := sample.Document(id, "The "+id, body, i)
		d.Title = title
		d.Seal()
		a, err := full.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
		f.Documents = append(f.Documents, annotate.New().Annotate(d))
		f.Family = append(f.Family, i)
		f.Shares = append(f.Shares, []copies.Share(nil))
		f.Why = append(f.Why, cluster.Decision{With: -1})
		f.Analyses = append(f.Analyses, a)
	}
	return f, docs
}

func TestStrangerStandsAside(t *testing.T) {
	f, docs := filed(t, make([]string, len(quarry)))
	s, err := pipeline.NewWriter(brief.Options{}).Write(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Documents) != 5 || len(s.Origins) != 5 || !s.Origins[3].Aside || s.Origins[3].First != fair || s.Counts.Origins != 4 {
		t.Fatalf("origins %+v, counted %d; want five, the fourth aside", s.Origins, s.Counts.Origins)
	}
	if why := s.Explain[3].Why; !strings.Contains(why, "another matter") {
		t.Errorf("why: %q", why)
	}
	n := 0
	for _, all := range []func(func(*wiredesk.Statement) bool){s.Brief.Statements(), s.Claims.Statements()} {
		for st := range all {
			n++
			if slices.ContainsFunc(slices.Concat(st.Evidence, st.Support), func(e wiredesk.Evidence) bool { return e.Document == fair }) {
				t.Errorf("%q rests on the stranger", st.Text)
			}
		}
	}
	if n == 0 || len(s.Figures) == 0 {
		t.Errorf("%d statements, %d figures", n, len(s.Figures))
	}
	for _, fig := range s.Figures {
		for _, v := range fig.Values {
			if slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool { return e.Document == fair }) {
				t.Errorf("figure %q has a value of the stranger", fig.What)
			}
		}
	}
	r := &wiredesk.Result{Documents: docs, Stories: []wiredesk.Story{s}, Unfiled: []wiredesk.Unfiled{}}
	pipeline.Sign(r, pipeline.Config{})
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Errorf("refused: %v", rep.Failures)
	}
	r.Stories[0].Origins[0].Aside = true // it is cited
	if rep := verify.Result(r, docs); len(rep.Failures) == 0 {
		t.Error("a brief that rests on what stands aside is let through")
	}
}

func TestRuleKeepsStranger(t *testing.T) {
	f, _ := filed(t, []string{"", "", "", "same wall fair", ""})
	s, err := pipeline.NewWriter(brief.Options{}).Write(f)
	if err != nil {
		t.Fatal(err)
	}
	if s.Origins[3].Aside || s.Counts.Origins != 5 {
		t.Errorf("the user's report stands aside: %+v", s.Origins[3])
	}
}
