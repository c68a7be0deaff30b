package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A written is a report for a test: the day on which it came out, as 2027-03-09
// or 2027-03-09T14:30, its origin, and its sentences.
type written struct {
	out    string
	origin int
	text   string
}

func reports(ws ...written) []timeline.Report {
	var out []timeline.Report
	a := annotate.New()
	for i, w := range ws {
		layout := time.DateOnly
		if strings.Contains(w.out, "T") {
			layout = "2006-01-02T15:04"
		}
		t, err := time.Parse(layout, w.out)
		if err != nil {
			panic(err)
		}
		d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint("d", i)), Text: w.text, Published: wiredesk.Time{Time: t}}
		d.Seal()
		out = append(out, timeline.Report{Document: a.Annotate(d), Origin: w.origin})
	}
	return out
}

// whole states every sentence as it is, with those that say the same as
// support.
func whole(rs []timeline.Report) timeline.State {
	return func(p timeline.Place, also []timeline.Place) *wiredesk.Statement {
		cite := func(p timeline.Place) wiredesk.Evidence {
			return wiredesk.Cite(rs[p.Report].Document.Document, rs[p.Report].Sentences[p.Sentence].Span)
		}
		e := cite(p)
		st := &wiredesk.Statement{Text: e.Quote, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{e}}
		for _, a := range also {
			st.Support = append(st.Support, cite(a))
		}
		return st
	}
}

func dated(rs []timeline.Report) timeline.Dated {
	docs := map[wiredesk.DocumentID]*wiredesk.Document{}
	for _, r := range rs {
		docs[r.ID] = r.Document.Document
	}
	return verify.NewChecker(docs).Dated
}

// entries writes a timeline as lines, a statement that does not name its day
// behind "~".
func entries(es []wiredesk.TimelineEntry) []string {
	var out []string
	for _, e := range es {
		for i, st := range e.Statements {
			mark := " "
			if i >= e.Dated {
				mark = " ~"
			}
			out = append(out, e.Date+mark+st.Text)
		}
	}
	return out
}

// flood is a matter of a month: the dam breaks on 10 March and is spoken of
// for weeks, the rest is the news of a day.
func flood() []written {
	return []written{
		{"2027-03-08", 0, "Rain fell on the Serna valley on Sunday. The dam holds, the river office said."},
		{"2027-03-10", 1, "The Serna dam broke on Wednesday and flooded the valley. Boats took people off their roofs. The river office blamed the rain."},
		{"2027-03-10", 1, "The Serna dam broke on Wednesday and flooded the valley. Boats took people off their roofs."},
		{"2027-03-11", 2, "Boats and soldiers searched the flooded valley below the Serna dam. The dam broke on 10 March after two days of rain."},
		{"2027-03-18", 3, "An engineer of the Serna dam was arrested on Thursday. The dam broke on 10 March and flooded the valley."},
		{"2027-03-18", 4, "Police arrested an engineer of the Serna dam on Thursday. The mayor opened a flower show on Thursday."},
		{"2027-04-01", 5, "The inquiry into the Serna dam heard the engineer who was arrested on 18 March. The dam broke on 10 March."},
	}
}

func TestMake(t *testing.T) {
	rs := reports(flood()...)
	for _, tt := range []struct {
		name string
		o    timeline.Options
		want []string
	}{
		{"one day", timeline.Options{Dates: 1, Sentences: 1}, []string{"2027-03-10 The dam broke on 10 March and flooded the valley."}},
		{"two days", timeline.Options{Dates: 2, Sentences: 1}, []string{
			"2027-03-10 The dam broke on 10 March and flooded the valley.",
			"2027-03-18 An engineer of the Serna dam was arrested on Thursday.",
		}},
		{"more sentences, one by the day of its report", timeline.Options{Dates: 1, Sentences: 2}, []string{
			"2027-03-10 The dam broke on 10 March and flooded the valley.",
			"2027-03-10 ~Boats and soldiers searched the flooded valley below the Serna dam.",
		}},
		{"bounds", timeline.Options{From: day("2027-03-11"), To: day("2027-03-31"), Sentences: 1}, []string{
			"2027-03-18 An engineer of the Serna dam was arrested on Thursday.",
		}},
		{"nothing", timeline.Options{From: day("2028-03-11"), To: day("2028-03-31")}, nil},
	} {
		if diff := cmp.Diff(tt.want, entries(timeline.Make(rs, whole(rs), dated(rs), tt.o))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func day(s string) timeline.Day {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return timeline.DayOf(t)
}

// TestCopiesCountOnce: ten reprints of a small thing do not outweigh three
// reports of a great one.
func TestCopiesCountOnce(t *testing.T) {
	ws := []written{
		{"2027-03-09", 1, "The pier of Marvale fell on 9 March."}, {"2027-03-09", 2, "Marvale lost its pier on 9 March."}, {"2027-03-09", 3, "On 9 March the pier at Marvale fell."},
	}
	for range 10 {
		ws = append(ws, written{"2027-03-12", 4, "The baker of Marvale won a prize on 12 March."})
	}
	rs := reports(ws...)
	got := timeline.Make(rs, whole(rs), dated(rs), timeline.Options{Dates: 1, Sentences: 1})
	if len(got) != 1 || got[0].Date != "2027-03-09" {
		t.Errorf("%v", entries(got))
	}
}

// TestRefused: where a sentence may not stand, or does not name its day for
// the check, another takes its place, and no day stands without one.
func TestRefused(t *testing.T) {
	rs := reports(flood()...)
	state := func(p timeline.Place, also []timeline.Place) *wiredesk.Statement {
		if st := whole(rs)(p, also); !strings.Contains(st.Text, "Wednesday") {
			return st
		}
		return nil
	}
	got := entries(timeline.Make(rs, state, dated(rs), timeline.Options{Dates: 1, Sentences: 1}))
	if diff := cmp.Diff([]string{"2027-03-10 The dam broke on 10 March and flooded the valley."}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	never := func(*wiredesk.Statement, string, string) bool { return false }
	if got := timeline.Make(rs, whole(rs), never, timeline.Options{}); len(got) != 0 {
		t.Errorf("days without a sentence that names them: %v", entries(got))
	}
}

func TestEvents(t *testing.T) {
	for _, tt := range []struct {
		name string
		ws   []written
		want []string
	}{
		{"days", []written{
			{"2027-03-10T14:00", 0, "The ferry Blue Plover sank off Lunholm late on Tuesday with 40 people. The ship was built in 1998."},
			{"2027-03-11T09:00", 1, "Divers reached the wreck of the Blue Plover on Wednesday and found the ship's log."},
		}, []string{
			"1998 year The ship was built in 1998.",
			"2027-03-09 day The ferry Blue Plover sank off Lunholm late on Tuesday with 40 people.",
			"2027-03-10 day Divers reached the wreck of the Blue Plover on Wednesday and found the ship's log.",
		}},
		{"hours of one day", []written{
			{"2027-03-10T18:00", 0, "The tower at Marvale caught fire at 9.40am on Wednesday. Firemen had the flames out by noon. The mayor came to the square at 1 p.m. on Wednesday and thanked the crews."},
		}, []string{
			"2027-03-10T09:40 minute The tower at Marvale caught fire at 9.40am on Wednesday.",
			"2027-03-10T13 hour The mayor came to the square at 1 p.m. on Wednesday and thanked the crews.",
		}},
		{"no hour that no report gives, no day that none names", []written{
			{"2027-03-10T18:00", 0, "The tower at Marvale caught fire. Firemen put it out."},
			{"2027-03-10T19:00", 1, "A fire broke out in the tower of Marvale."},
		}, nil},
		{"one event is none", []written{{"2027-03-10", 0, "The tower at Marvale caught fire on Tuesday."}}, nil},
		{"utterances, bounds, names, quotations and what is to come", []written{
			{"2027-03-10", 0, "The tower caught fire, police said on Tuesday. The square is shut until Friday. Nobody slept after Monday's fire. “It burned on Sunday,” a neighbour said. The square reopens on Saturday with a fair."},
		}, nil},
		{"the same told twice", []written{
			{"2027-03-10", 0, "The tower of Marvale caught fire on Tuesday. The square was shut on Monday for a fair."},
			{"2027-03-10", 1, "The tower of Marvale caught fire at 7 a.m. on Tuesday."},
		}, []string{
			"2027-03-08 day The square was shut on Monday for a fair.",
			"2027-03-09 day The tower of Marvale caught fire on Tuesday.",
		}},
		{"what is to come", []written{
			{"2027-03-10", 0, "The pier fell on Tuesday. The harbour office will inspect it on Friday."},
		}, []string{
			"2027-03-09 day The pier fell on Tuesday.",
			"2027-03-12 day The harbour office will inspect it on Friday.",
		}},
	} {
		rs := reports(tt.ws...)
		var got []string
		for _, e := range timeline.Events(rs, whole(rs), dated(rs)) {
			got = append(got, e.Date+" "+e.Precision+" "+e.Statement.Text)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestUndated: reports without a day of publication name days by whole dates
// alone, and nothing bounds these.
func TestUndated(t *testing.T) {
	rs := reports(written{"2027-03-10", 0, "The pier of Marvale fell on Tuesday. The last pier of Marvale fell on 9 March 1931."})
	rs[0].Published = wiredesk.Time{}
	want := []string{"1931-03-09 The last pier of Marvale fell on 9 March 1931."}
	if diff := cmp.Diff(want, entries(timeline.Make(rs, whole(rs), dated(rs), timeline.Options{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := timeline.Make(nil, whole(nil), dated(nil), timeline.Options{}); got == nil || len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

// TestTwoDays: a sentence that names two days stands for one of them.
func TestTwoDays(t *testing.T) {
	rs := reports(written{"2027-03-30", 0, "The pier of Marvale fell on 9 March and stood again on 20 March. A fair on 20 March brought thousands to the harbour."})
	seen := map[string]bool{}
	for _, e := range timeline.Make(rs, whole(rs), dated(rs), timeline.Options{From: day("2027-03-01")}) {
		for _, st := range e.Statements {
			if seen[st.Text] {
				t.Errorf("it stands twice: %s", st.Text)
			}
			seen[st.Text] = true
		}
	}
	if len(seen) != 2 {
		t.Errorf("%d sentences, want 2", len(seen))
	}
}

// TestDeterministic makes the same of the same reports time and again.
func TestDeterministic(t *testing.T) {
	var ws []written
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("dam valley boats rain engineer inquiry mayor river soldiers pier fire tower police harbour ferry")
	for i := range 60 {
		var text strings.Builder
		for range 6 {
			fmt.Fprintf(&text, "The %s and the %s met the %s on %d March. ", words[rng.IntN(15)], words[rng.IntN(15)], words[rng.IntN(15)], 1+rng.IntN(28))
		}
		ws = append(ws, written{fmt.Sprintf("2027-03-%02d", 1+i/2), i, text.String()})
	}
	rs := reports(ws...)
	want := entries(timeline.Make(rs, whole(rs), dated(rs), timeline.Options{Dates: 12, Sentences: 3}))
	if len(want) < 12 {
		t.Fatalf("only %d statements", len(want))
	}
	for range 5 {
		if got := entries(timeline.Make(rs, whole(rs), dated(rs), timeline.Options{Dates: 12, Sentences: 3})); !slices.Equal(want, got) {
			t.Fatal(cmp.Diff(want, got))
		}
	}
}
