package question_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// Invented reports of invented events.
var (
	quake = []string{
		"Earthquake kills nine in Dolven\n\nAn earthquake struck near the town of Dolven in northern Ostrany on Monday, killing nine people and injuring 40, the interior ministry said. It brought down a school and the roof of a mill.\n\n“The school was empty, and that is the only good news of this day,” said Interior Minister Petra Lindqvast. It was not immediately clear how many people were still under the rubble that the earthquake left near the town.\n\nRescuers searched the earthquake ruins of Dolven through the night.",
		"Quake in Ostrany: town counts its dead\n\nThe earthquake that struck northern Ostrany killed nine people and injured 65, doctors at the hospital of Dolven said on Monday. Tents were put up on the market square.\n\nSchools in the town of Dolven will reopen after the earthquake on Thursday. Petra Lindqvast, the interior minister, came to Dolven in the evening.",
	}
	fire = []string{
		"Fire destroys warehouse in Karrow\n\nA fire destroyed a warehouse in the port of Karrow on Tuesday, killing two people, the fire brigade said. Firefighters needed six hours to put the blaze out.\n\nThe warehouse fire was caused by a faulty heater, the fire brigade of Karrow said.",
		"Two dead in warehouse blaze\n\nTwo people were killed when a warehouse burned down in the port of Karrow on Tuesday. The blaze could be seen from the hills, and firefighters came from three towns.",
	}
	trial = []string{
		"Judge sends harbour chief to prison\n\nA judge in Vellan sentenced the former harbour chief Otto Brandis to four years in prison on Friday for taking bribes, ending a trial of nine weeks. Prosecutors had asked the court for six years.\n\nOtto Brandis was accused of taking bribes from two dredging companies, prosecutors said. His lawyer said he would appeal against the sentence of the court.",
		"Former harbour chief sentenced to four years\n\nThe former harbour chief of Vellan, Otto Brandis, was sentenced to four years in prison on Friday after the court found that he took bribes. The trial heard 30 witnesses, and prosecutors called it a case without example.",
	}
)

// ask returns the questions about texts, each published by an outlet of its
// own at the same hour; all of them must pass the check.
func ask(t *testing.T, facts bool, texts ...string) []wiredesk.Question {
	t.Helper()
	return story(t, facts, documents(texts...)).Questions
}

func documents(texts ...string) []*wiredesk.Document {
	var docs []*wiredesk.Document
	for i, text := range texts {
		title, body, _ := strings.Cut(text, "\n\n")
		d := sample.Document(fmt.Sprintf("d%02d", i), fmt.Sprintf("Outlet %02d", i), body, 0)
		d.Title = title
		d.Seal()
		docs = append(docs, d)
	}
	return docs
}

func story(t *testing.T, facts bool, docs []*wiredesk.Document) *wiredesk.Story {
	t.Helper()
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: facts})
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

// outline writes each question with its state and the beginnings of its answers.
func outline(qs []wiredesk.Question) []string {
	var out []string
	for _, q := range qs {
		line := q.Kind + ": " + q.Question + " " + q.State
		for _, st := range q.Answer {
			line += " | " + st.Text[:min(len(st.Text), 30)]
		}
		out = append(out, line)
	}
	return out
}

// states returns the states of the questions for numbers.
func states(qs []wiredesk.Question) map[string]string {
	out := map[string]string{}
	for _, q := range qs {
		if q.Kind == "how_many" {
			out[q.Question] = q.State
		}
	}
	return out
}

func TestAsk(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts bool
		texts []string
		want  []string
	}{
		{"a disaster that two tell differently", true, quake, []string{
			"what: What happened? answered | An earthquake struck near the ",
			"how_many: How many people were killed? answered | The earthquake that struck nor",
			"how_many: How many people were injured? differs | An earthquake struck near the  | The earthquake that struck nor",
			"what: What did Petra Lindqvast say? answered | “The school was empty, and t",
			"what: What is not known yet? answered | It was not immediately clear h",
			"next: What happens next? answered | Schools in the town of Dolven ",
		}},
		{"without facts", false, quake, []string{
			"what: What happened? answered | An earthquake struck near the ",
			"how_many: How many people were killed? answered | The earthquake that struck nor",
			"what: What is not known yet? answered | It was not immediately clear h",
			"next: What happens next? answered | Schools in the town of Dolven ",
		}},
		{"a toll that no report gives", true, fire, []string{
			"what: What happened? answered | A fire destroyed a warehouse i",
			"when: When did it happen? answered | Two people were killed when a ",
			"how_many: How many people were killed? answered | A fire destroyed a warehouse i",
			"how_many: How many people were injured? not_reported",
			"why: Why did it happen? answered | The warehouse fire was caused ",
		}},
		{"a trial", true, trial, []string{
			"what: What happened? answered | The former harbour chief of Ve",
			"what: What is Otto Brandis accused of? answered | Otto Brandis was accused of ta",
			"what: What did the court decide? answered | A judge in Vellan sentenced th",
		}},
		{"one sentence", true, []string{"Rain\n\nIt rained in Karrow on Tuesday and the market was closed early."}, []string(nil)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := gocmp.Diff(tt.want, outline(ask(t, tt.facts, tt.texts...))); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMetamorphic(t *testing.T) {
	want := ask(t, true, quake...)
	t.Run("shuffled", func(t *testing.T) {
		docs := documents(quake...)
		slices.Reverse(docs)
		slices.SortFunc(docs, func(a, b *wiredesk.Document) int { // as package intake does
			return cmp.Or(a.Published.Compare(b.Published), strings.Compare(string(a.ID), string(b.ID)))
		})
		if diff := gocmp.Diff(want, story(t, true, docs).Questions); diff != "" {
			t.Errorf("mismatch (-want +got):\n%s", diff)
		}
	})
	t.Run("a copy added", func(t *testing.T) {
		got := ask(t, true, append(slices.Clone(quake), quake[0])...)
		if diff := gocmp.Diff(states(want), states(got)); diff != "" {
			t.Errorf("mismatch (-want +got):\n%s", diff)
		}
		for _, q := range got {
			for _, st := range q.Answer {
				if st.Origins > 2 {
					t.Errorf("%q has %d origins, there are two", st.Text, st.Origins)
				}
			}
		}
	})
	t.Run("figure changed", func(t *testing.T) {
		agreed := strings.Replace(quake[1], "injured 65", "injured 40", 1)
		const injured = "How many people were injured?"
		if got := states(ask(t, true, quake[0], agreed))[injured]; got != "answered" {
			t.Errorf("where the reports agree: %q, want answered", got)
		}
		if got := states(want)[injured]; got != "differs" {
			t.Errorf("where they do not: %q, want differs", got)
		}
	})
	t.Run("the same bytes", func(t *testing.T) {
		a, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(ask(t, true, quake...))
		if err != nil {
			t.Fatal(err)
		}
		if string(a) != string(b) {
			t.Error("a second run gives other bytes")
		}
	})
}
