package verify_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// asked are invented reports, by story, each with its title, about which every
// kind of question is asked.
var asked = [][]string{
	{
		"Earthquake kills nine in Dolven\n\nAn earthquake struck near the town of Dolven in northern Ostrany on Monday, killing nine people and injuring 40, the interior ministry said. It brought down a school and the roof of a mill.\n\n“The school was empty, and that is the only good news of this day,” said Interior Minister Petra Lindqvast. It was not immediately clear how many people were still under the rubble that the earthquake left near the town.\n\nRescuers searched the earthquake ruins of Dolven through the night.",
		"Quake in Ostrany: town counts its dead\n\nThe earthquake that struck northern Ostrany killed nine people and injured 65, doctors at the hospital of Dolven said on Monday. Tents were put up on the market square.\n\nSchools in the town of Dolven will reopen after the earthquake on Thursday. Petra Lindqvast, the interior minister, came to Dolven in the evening.",
	},
	{
		"Fire destroys warehouse in Karrow\n\nA fire destroyed a warehouse in the port of Karrow on Tuesday, killing two people, the fire brigade said. Firefighters needed six hours to put the blaze out.\n\nThe warehouse fire was caused by a faulty heater, the fire brigade of Karrow said.",
		"Two dead in warehouse blaze\n\nTwo people were killed when a warehouse burned down in the port of Karrow on Tuesday. The blaze could be seen from the hills, and firefighters came from three towns.",
	},
	{
		"Judge sends harbour chief to prison\n\nA judge in Vellan sentenced the former harbour chief Otto Brandis to four years in prison on Friday for taking bribes, ending a trial of nine weeks. Prosecutors had asked the court for six years.\n\nOtto Brandis was accused of taking bribes from two dredging companies, prosecutors said. His lawyer said he would appeal against the sentence of the court.",
		"Former harbour chief sentenced\n\nThe former harbour chief of Vellan, Otto Brandis, was sentenced to four years in prison on Friday after the court found that he took bribes. The trial heard 30 witnesses, and prosecutors called it a case without example.",
	},
	{
		"Minister opens bridge in Osterby\n\nMinister Ana Marsh opened the Selle bridge in Osterby on Monday during a working visit, and a crowd of 400 people cheered.\n\n“We have waited thirty years for this bridge, and it is the finest in the land,” said Ana Marsh. Harbour master Tomas Veld thanked Ana Marsh for the bridge in Osterby.",
		"Selle bridge opened\n\nAna Marsh was in Osterby on an official visit when the Selle bridge was opened to traffic on Monday. Harbour master Tomas Veld cut the ribbon of the Selle bridge with Ana Marsh.",
	},
}

// questionMutants are lies about questions. Each changes st and says whether
// there was something to change.
var questionMutants = []struct {
	name string
	lie  func(st *wiredesk.Story) bool
}{
	{"question that is not in the list", eachAsked(func(q *wiredesk.Question) bool { q.Question = "Who is to blame?"; return true })},
	{"question in other words", eachAsked(func(q *wiredesk.Question) bool {
		q.Question = strings.TrimSuffix(q.Question, "?") + " this time?"
		return true
	})},
	{"question of another kind", eachAsked(func(q *wiredesk.Question) bool { was := q.Kind; q.Kind = "why"; return was != "why" })},
	{"question of no state", eachAsked(func(q *wiredesk.Question) bool { q.State = "certain"; return true })},
	{"question about a name that is nowhere", named(func(st *wiredesk.Story, q *wiredesk.Question, name string) string { return "Nobody Heresaid" })},
	{"question about another name of the story", named(func(st *wiredesk.Story, q *wiredesk.Question, name string) string {
		for _, e := range st.Entities {
			if e.Name != name && !strings.Contains(e.Name, name) && !strings.Contains(name, e.Name) {
				return e.Name
			}
		}
		return ""
	})},
	{"question about no name", named(func(*wiredesk.Story, *wiredesk.Question, string) string { return "somebody" })},
	{"question about the wrong injuries", eachAsked(func(q *wiredesk.Question) bool {
		was := q.Question
		q.Question = "How many people are missing?"
		return strings.HasPrefix(was, "How many people were killed")
	})},
	{"difference passed off as an answer", eachAsked(func(q *wiredesk.Question) bool {
		was := q.State
		q.State = "answered"
		return was == "differs"
	})},
	{"difference without its other side", eachAsked(func(q *wiredesk.Question) bool {
		if q.State != "differs" {
			return false
		}
		q.Answer = q.Answer[:1]
		return true
	})},
	{"difference with one side, passed off as an answer", eachAsked(func(q *wiredesk.Question) bool {
		if q.State != "differs" || q.Kind != "how_many" {
			return false
		}
		q.State, q.Answer = "answered", q.Answer[:1]
		return true
	})},
	{"difference that nobody flags", eachAsked(func(q *wiredesk.Question) bool {
		if q.State != "differs" {
			return false
		}
		q.Answer[0].Flags = nil
		return true
	})},
	{"difference with one side twice", eachAsked(func(q *wiredesk.Question) bool {
		if q.State != "differs" {
			return false
		}
		q.Answer[1] = q.Answer[0]
		return true
	})},
	{"answer passed off as a difference", eachAsked(func(q *wiredesk.Question) bool { was := q.State; q.State = "differs"; return was == "answered" })},
	{"answer withheld", eachAsked(func(q *wiredesk.Question) bool {
		was := q.State
		q.State, q.Answer = "not_reported", nil
		return was == "answered"
	})},
	{"answer lost", eachAsked(func(q *wiredesk.Question) bool {
		was := q.State
		q.Answer = nil
		return was == "answered"
	})},
	{"nothing passed off as an answer", eachAsked(func(q *wiredesk.Question) bool {
		was := q.State
		q.State = "answered"
		return was == "not_reported"
	})},
	{"question that no report answers, though they do", func(st *wiredesk.Story) bool {
		if strings.Contains(fmt.Sprint(st.Questions), "killed") {
			st.Questions = slices.DeleteFunc(st.Questions, func(q wiredesk.Question) bool { return strings.Contains(q.Question, "killed") })
			st.Questions = append(st.Questions, wiredesk.Question{Kind: "how_many", Question: "How many people were killed?", State: "not_reported"})
			return true
		}
		return false
	}},
	{"question asked twice", func(st *wiredesk.Story) bool {
		st.Questions = append(st.Questions, st.Questions[0])
		return true
	}},
	{"too many questions", func(st *wiredesk.Story) bool {
		for _, text := range []string{"How many people were killed?", "Who won?", "What was agreed?", "Why did it happen?", "What did the court decide?", "What happens next?", "When did it happen?"} {
			st.Questions = append(st.Questions, wiredesk.Question{Question: text, State: "answered"})
		}
		return true
	}},
	{"what happened as what is not known", swapped("What is not known yet?", "What happened?")},
	{"what happened as a quotation", swapped("What did Petra Lindqvast say?", "What happened?")},
	{"a quotation as what happens next", swapped("What happens next?", "What did Petra Lindqvast say?")},
	{"what happens next as the number of dead", swapped("How many people were killed?", "What happens next?")},
	{"the number of dead as the cause", swapped("Why did it happen?", "How many people were killed?")},
	{"the cause as the number of dead", swapped("How many people were killed?", "Why did it happen?")},
	{"the sentence of a court as the accusation", swapped("What is Otto Brandis accused of?", "What happened?")},
}

// eachAsked makes a lie about the first question that it can be told of.
func eachAsked(lie func(*wiredesk.Question) bool) func(*wiredesk.Story) bool {
	return func(st *wiredesk.Story) bool { return first(st.Questions, lie) }
}

// named gives the first question about a name another name, "" for none.
func named(other func(st *wiredesk.Story, q *wiredesk.Question, name string) string) func(*wiredesk.Story) bool {
	return func(st *wiredesk.Story) bool {
		for i := range st.Questions {
			q := &st.Questions[i]
			name, ok := strings.CutPrefix(q.Question, "What did ")
			if ok {
				name = strings.TrimSuffix(name, " say?")
			} else if name, ok = strings.CutPrefix(q.Question, "Who is "); ok {
				name = strings.TrimSuffix(name, "?")
			}
			if !ok {
				continue
			}
			if with := other(st, q, name); with != "" {
				q.Question = strings.Replace(q.Question, name, with, 1)
				return true
			}
		}
		return false
	}
}

// swapped gives the question to the answer of the question from.
func swapped(to, from string) func(*wiredesk.Story) bool {
	return func(st *wiredesk.Story) bool {
		i := slices.IndexFunc(st.Questions, func(q wiredesk.Question) bool { return q.Question == to })
		k := slices.IndexFunc(st.Questions, func(q wiredesk.Question) bool { return q.Question == from })
		if i < 0 || k < 0 {
			return false
		}
		st.Questions[i].Answer = st.Questions[k].Answer
		return true
	}
}

// TestQuestionMutants makes each lie about each invented story: all are
// refused, and the truth is not.
func TestQuestionMutants(t *testing.T) {
	var stories []*wiredesk.Result
	var all [][]*wiredesk.Document
	for n, texts := range asked {
		var docs []*wiredesk.Document
		for i, text := range texts {
			title, body, _ := strings.Cut(text, "\n\n")
			d := sample.Document(fmt.Sprintf("d%d%d", n, i), fmt.Sprintf("Outlet %d", i), body, 0)
			d.Title = title
			docs = append(docs, d)
		}
		r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
		if err != nil {
			t.Fatal(err)
		}
		if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
			t.Fatalf("the truth is refused: %v", rep.Failures)
		}
		stories, all = append(stories, r), append(all, docs)
	}
	for _, m := range questionMutants {
		made := 0
		for n, r := range stories {
			for i := range r.Stories {
				st := deepCopy(t, &r.Stories[i])
				if len(st.Questions) == 0 || !m.lie(st) {
					continue
				}
				made++
				c := wiredesk.Result{Documents: r.Documents, Stories: slices.Clone(r.Stories), Unfiled: r.Unfiled}
				c.Stories[i] = *st
				if rep := verify.Result(&c, all[n]); !slices.ContainsFunc(rep.Failures, func(f verify.Failure) bool { return f.Rule == verify.RuleQuestions }) {
					t.Errorf("%s: not refused in story %d: %+v", m.name, n, st.Questions)
				}
			}
		}
		if made == 0 {
			t.Errorf("%s: no story has anything to tell it about", m.name)
		}
	}
}
