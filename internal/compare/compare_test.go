package compare_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/compare"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// A told thing is a report of a test: who publishes it, hours after the first
// day's midnight, and what it says.
type told struct {
	outlet string
	hour   int
	text   string
}

func reports(t testing.TB, p *analysis.Pipeline, all ...told) []compare.Report {
	t.Helper()
	var out []compare.Report
	for i, r := range all {
		d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprintf("%c", 'a'+i)), Outlet: r.outlet, Text: r.text, Language: "en"}
		d.Published = wiredesk.Time{Time: time.Date(2027, 3, 9, r.hour, 30, 0, 0, time.UTC)}
		d.Seal()
		a, err := p.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, compare.Report{Document: d, Figures: a.Figures, Fates: figure.Fates(a.FigureText())})
	}
	return out
}

// show writes a figure as "what: state value unit (origins), ...".
func show(f *wiredesk.Figure) string {
	var values []string
	for _, v := range f.Values {
		q := ""
		if v.Qualifier != "exact" {
			q = v.Qualifier + " "
		}
		values = append(values, fmt.Sprintf("%s%g %s (%d)", q, v.Value, v.Unit, v.Origins))
	}
	return f.State + ": " + strings.Join(values, ", ")
}

func TestFigures(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		name   string
		told   []told
		copies []string // documents of each origin of several
		want   string   // the figure of the first report's first figure

	}{
		{"agree", []told{{"A", 8, "The pact gives six boats to Osterby."}, {"B", 9, "Osterby gets six ships under the pact."}}, nil, "agree: 6 boats (2)"},
		{"single", []told{{"A", 8, "Six boats sail to Osterby."}, {"B", 9, "The mayor was pleased with the pact."}}, nil, "single: 6 boats (1)"},
		{"copies count once", []told{{"A", 8, "Six boats sail to Osterby."}, {"B", 9, "Six boats sail to Osterby."}}, []string{"ab"}, "single: 6 boats (1)"},
		{"differ", []told{{"A", 8, "The pact gives six boats to Osterby."}, {"B", 9, "The pact gives eight boats to Osterby."}}, nil, "differ: 6 boats (1), 8 boats (1)"},
		{"toll rises", []told{{"A", 8, "At least 14 people were killed at Osterby."}, {"B", 34, "The storm at Osterby killed 17 people."}}, nil, "updated: at least 14 people (1), 17 people (1)"},
		{"toll falls", []told{{"A", 8, "The storm at Osterby killed 17 people."}, {"B", 34, "The storm at Osterby killed 14 people."}}, nil, "differ: 17 people (1), 14 people (1)"},
		{"same outlet later", []told{{"A", 8, "The pact gives six boats to Osterby."}, {"A", 34, "The pact gives eight boats to Osterby."}}, nil, "updated: 6 boats (1), 8 boats (1)"},
		{"the missing are found", []told{{"A", 8, "Nineteen people are missing at Osterby."}, {"B", 34, "Twelve people are missing at Osterby."}}, nil, "updated: 19 people (1), 12 people (1)"},
		{"another unit", []told{{"A", 8, "The wall is about 60 metres high."}, {"B", 9, "The wall is about 200 feet high."}}, nil, "agree: about 60 metres (1), about 200 feet (1)"},
		{"rounded", []told{{"A", 8, "The price is cut by 41 percent."}, {"B", 9, "The price is cut by about 40 percent."}}, nil, "agree: 41 percent (1), about 40 percent (1)"},
		{"not rounded", []told{{"A", 8, "About 340 sailors will join the patrol."}, {"B", 9, "Some 350 sailors will join the patrol."}}, nil, "differ: about 340 sailors (1), about 350 sailors (1)"},
		{"bounded", []told{{"A", 8, "More than 21,000 complaints have reached the office."}, {"B", 9, "The office has had 23,417 complaints."}}, nil, "agree: more than 21000 complaints (1), 23417 complaints (1)"},
		{"a part", []told{{"A", 8, "The storm killed 17 people."}, {"B", 9, "The storm killed 17 people, among them four pupils."}}, nil, "agree: 17 people (2)"},
		{"vague", []told{{"A", 8, "Dozens of people were injured at Osterby."}, {"B", 9, "At Osterby 43 people were injured."}}, nil, "agree: about 24 people (1), 43 people (1)"},
		{"another event", []told{{"A", 8, "The storm killed 17 people."}, {"B", 9, "A storm killed three people at Osterby in 2009."}}, nil, "single: 17 people (1)"},
		{"leading counts", []told{{"A", 8, "A fire at Osterby killed three people. The owner said a fire killed nine people there once."}, {"B", 9, "The fire at Osterby killed two people."}}, nil, "differ: 3 people (1), 2 people (1)"},
		{"told besides", []told{{"A", 8, "The fire killed three people."}, {"B", 9, "The fire killed three people. Another one in Marvale killed nine people."}}, nil, "agree: 3 people (2)"},
		{"personnel", []told{{"A", 8, "Some 420 firefighters and 14 aircraft fought the fire."}, {"B", 9, "Fighting the fire: 465 personnel, 14 aircraft."}}, nil, "updated: about 420 firefighters (1), 465 personnel (1)"},
		{"one area", []told{{"A", 8, "The fire burned 28,400 acres."}, {"B", 9, "A survey put the burned area at 30,900 acres."}}, nil, "updated: 28400 acres (1), 30900 acres (1)"},
		{"one span of time", []told{{"A", 8, "The crew was free after nearly four months at sea."}, {"B", 9, "So ended 113 days of captivity."}}, nil, "agree: about 4 months (1), 113 days (1)"},
		{"corrected", []told{{"A", 8, "The lake holds 48 million cubic metres of water."}, {"B", 9, "The lake has a capacity of 48 million cubic metres. But silt has filled much of it. Ana Marsh, a surveyor, reckons it held no more than 31 million cubic metres."}}, nil, "differ: 4.8e+07 cubic metres (2), up to 3.1e+07 cubic metres (1)"},
		{"not corrected", []told{{"A", 8, "The lake holds 48 million cubic metres of water."}, {"B", 9, "The lake has a capacity of 48 million cubic metres. Ana Marsh, a surveyor, says that the other one holds 31 million cubic metres."}}, nil, "agree: 4.8e+07 cubic metres (2)"},
		{"two sources, two currencies", []told{{"A", 8, "The band said that it had got 8 million euros. Two traders said that a sum of between $5 million and $6 million was paid."}, {"B", 9, "The band spoke of 8 million euros."}}, nil, "differ: 8e+06 euros (2), about 5e+06 dollars (1)"},
		{"two sources, two things", []told{{"A", 8, "The mayor said that the pier cost 5 million euros. The union put the damage at $4 million."}}, nil, "single: 5e+06 euros (1)"},
		{"one sum in two currencies", []told{{"A", 8, "The mayor said that the pier cost 5 million euros ($6 million)."}}, nil, "single: 5e+06 euros (1)"},
		{"what did not happen", []told{{"A", 8, "The storm killed 17 people at Osterby."}, {"B", 9, "On any other day the storm would have killed 160 children at Osterby."}}, nil, "single: 17 people (1)"},
		{"another currency", []told{{"A", 8, "The patrol costs 84 million crowns a year."}, {"B", 9, "The patrol costs $61 million a year."}}, nil, "single: 8.4e+07 crowns (1)"},
		{"too far apart", []told{{"A", 8, "The pact gives six boats to Osterby."}, {"B", 9, "The pact gives sixteen boats to Osterby."}}, nil, "single: 6 boats (1)"},
		{"others", []told{{"A", 8, "Three men met the mayor of Osterby at the pier."}, {"B", 9, "Two other men met the mayor of Osterby at the pier."}}, nil, "single: 3 men (1)"},
		{"a word of its own", []told{{"A", 8, "The mayor read a nine-page letter to the council."}, {"B", 9, "The harbour board got a six-page letter on the dredging."}}, nil, "single: 9 page (1)"},
		{"one paper, two lengths", []told{{"A", 8, "The mayor signed the 47-page charter of Osterby."}, {"B", 9, "The mayor signed the 48-page charter of Osterby."}}, nil, "differ: 47 page (1), 48 page (1)"},
		{"two of one surname", []told{{"A", 8, "Ana Marsh, 34, was freed."}, {"B", 9, "Bo Marsh, 29, was freed."}}, nil, "single: 34 years (1)"},
		{"one dead more", []told{{"A", 8, "The storm killed 50 people at Osterby."}, {"B", 9, "The storm killed 49 people at Osterby."}}, nil, "differ: 50 people (1), 49 people (1)"},
		{"above a bound", []told{{"A", 8, "The sale of the pier brought more than 20,000 crowns."}, {"B", 9, "The sale of the pier brought 19,500 crowns."}}, nil, "differ: more than 20000 crowns (1), 19500 crowns (1)"},
		{"arrests of two days", []told{{"A", 8, "Five people were arrested at Osterby on 6 March."}, {"B", 9, "Six people were arrested at Osterby on 7 March."}}, nil, "single: 5 people (1)"},
		{"another kind that fell", []told{{"A", 8, "The storm killed 17 people at Osterby."}, {"B", 9, "The storm killed 17 people. The mayor said that a flood killed nine pupils at Marvale."}}, nil, "agree: 17 people (2)"},
		{"shares of two things", []told{{"A", 8, "Some 12 percent of the boats were lost."}, {"B", 9, "The harbour dues rose by 14 percent in spring."}}, nil, "single: about 12 percent (1)"},
		{"from and to", []told{{"A", 8, "The council cut the harbour tax to 21 percent from 35 percent."}}, nil, "updated: 21 percent (1), 35 percent (1)"},
		{"one against another", []told{{"A", 8, "The union, which counts 410 members in Osterby against the 380 in the books of the town, is pleased."}}, nil, "differ: 410 members (1), 380 members (1)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rs := reports(t, p, tt.told...)
			var origins []wiredesk.Origin
			for _, c := range tt.copies {
				var o wiredesk.Origin
				for _, id := range c {
					o.Documents = append(o.Documents, wiredesk.DocumentID(id))
				}
				origins = append(origins, o)
			}
			got := ""
			figures := compare.Figures(rs, origins)
			for i := range figures {
				for _, v := range figures[i].Values {
					if e := v.Evidence[0]; e.Document == "a" && e.Start == rs[0].Figures[0].Start {
						got = show(&figures[i])
					}
				}
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s\nall  %v", got, tt.want, figures)
			}
			checkEvidence(t, rs, figures)
			slices.Reverse(rs)
			if diff := cmp.Diff(figures, compare.Figures(rs, origins)); diff != "" {
				t.Errorf("in another order (-first +second):\n%s", diff)
			}
		})
	}
}

// checkEvidence wants each value to carry the bytes of the report it names.
func checkEvidence(t *testing.T, rs []compare.Report, figures []wiredesk.Figure) {
	t.Helper()
	for _, f := range figures {
		if f.What == "" && f.Unit == "" {
			continue
		}
		for _, v := range f.Values {
			if len(v.Evidence) == 0 || v.Origins < 1 || v.AsOf == "" {
				t.Errorf("%s: a value without evidence, origin or time: %+v", f.What, v)
			}
			for _, e := range v.Evidence {
				i := slices.IndexFunc(rs, func(r compare.Report) bool { return r.Document.ID == e.Document })
				if i < 0 || e.Span().Of(rs[i].Document.Text) != e.Quote || wiredesk.Hash(e.Quote) != e.SHA256 {
					t.Errorf("%s: evidence %+v is not in its report", f.What, e)
				}
			}
		}
	}
}

// storm is a story of three origins that agree.
var storm = []told{
	{"Osterby Post", 8, "A storm killed 17 people at Osterby on Monday, police said. It destroyed 48 homes, and the wind reached 112 kilometres per hour. The city put the damage at 84 million crowns."},
	{"Tarn Wire", 9, "The storm at Osterby has killed 17 people and destroyed 48 homes, the mayor said. The damage is put at 84 million crowns by the city. Gusts of 112 km/h were measured."},
	{"Marrow Times", 10, "Seventeen people were killed in the storm at Osterby, and 48 homes were destroyed."},
}

func states(figures []wiredesk.Figure) map[string]int {
	out := map[string]int{}
	for i := range figures {
		out[figures[i].State]++
	}
	return out
}

// TestPeople wants the toll of the event that the reports have in common.
func TestPeople(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		name string
		told []told
		want compare.Toll
	}{
		{"several events", []told{
			{"A", 8, "Three people were killed and eleven wounded in shootings across Osterby. One person was killed and four wounded at the pier."},
			{"B", 9, "One person was killed and four wounded at the pier of Osterby."},
		}, compare.Toll{Killed: 1, Injured: 4}},
		{"others hit", []told{{"A", 8, "Ana Marsh was killed at the pier. Three others were shot."}}, compare.Toll{Killed: 1, Injured: 3}},
		{"hit and dead", []told{{"A", 8, "Four people were shot at the pier. One person was killed."}}, compare.Toll{Killed: 1, Injured: 3}},
		{"two kinds", []told{{"A", 8, "Four children, two adults injured in accident at Osterby"}}, compare.Toll{Killed: -1, Injured: 6}},
		{"one joined after", []told{{"A", 8, "A man and woman were killed in Osterby."}}, compare.Toll{Killed: 2, Injured: -1}},
		{"murder-suicide", []told{{"A", 8, "A teacher was killed in a murder-suicide in Osterby."}}, compare.Toll{Killed: 2, Injured: -1}},
		{"named together", []told{{"A", 8, "Ana Marsh, Ole Tarn and Ida Quill were wounded at the pier."}}, compare.Toll{Killed: -1, Injured: 3}},
		{"a tie", []told{{"A", 8, "Two people were killed at the pier."}, {"B", 9, "Three people were killed at the pier."}}, compare.Toll{Killed: -1, Injured: -1}},
		{"an earlier year", []told{{"A", 8, "Two people were wounded at the pier. Nine people were wounded there in 2019."}}, compare.Toll{Killed: -1, Injured: 2}},
		{"and himself", []told{{"A", 8, "A man killed three neighbours and then killed himself."}}, compare.Toll{Killed: 4, Injured: -1}},
		{"turned on himself", []told{{"A", 8, "A man shot and killed three neighbours before turning the gun on himself."}}, compare.Toll{Killed: 4, Injured: -1}},
		{"a kind, then all", []told{{"A", 8, "Two children were killed at Osterby. Four people were found dead in the house."}}, compare.Toll{Killed: 4, Injured: -1}},
		{"hit things", []told{{"A", 8, "One person was injured at the pier. Two cars were shot."}}, compare.Toll{Killed: -1, Injured: 1}},
		{"told one by one", []told{{"A", 8, "Ana Marsh was shot in the leg. The boy was shot in the arm. The nephew of Ole Tarn was wounded."}}, compare.Toll{Killed: -1, Injured: 1}},
		{"the lead counts", []told{
			{"A", 8, "Two people were wounded at the pier of Osterby. The police came."},
			{"B", 9, "The pier was quiet. The police came. The mayor came too. The market was closed. Nobody would talk. Twenty people were wounded in Marvale."},
		}, compare.Toll{Killed: -1, Injured: 2}},
		{"one joined", []told{{"A", 8, "The fire killed a mother and her two children."}}, compare.Toll{Killed: 3, Injured: -1}},
	} {
		if got, _ := compare.People(reports(t, p, tt.told...)); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestReprints wants more copies to change nothing but the evidence.
func TestReprints(t *testing.T) {
	p := sample.English(t)
	before := compare.Figures(reports(t, p, storm...), nil)
	more := append(slices.Clone(storm), told{"Varn Mail", 11, storm[0].text}, told{"Nolm Sun", 12, storm[0].text})
	after := compare.Figures(reports(t, p, more...), []wiredesk.Origin{{Documents: []wiredesk.DocumentID{"a", "d", "e"}}})
	if diff := cmp.Diff(bare(before), bare(after)); diff != "" {
		t.Errorf("with reprints (-before +after):\n%s", diff)
	}
	if got := states(before); got[compare.Differ] > 0 || got[compare.Updated] > 0 || got[compare.Agree] < 4 {
		t.Errorf("states %v, want four that agree and none that differ", got)
	}
}

// bare is what figures say without their evidence.
func bare(figures []wiredesk.Figure) []string {
	var out []string
	for i := range figures {
		out = append(out, show(&figures[i]))
	}
	return out
}

// TestOneChange changes one figure of one origin: that one differs, and nothing
// else.
func TestOneChange(t *testing.T) {
	p := sample.English(t)
	for _, c := range []struct{ old, new string }{
		{"killed 17 people", "killed 12 people"}, {"48 homes", "31 homes"}, {"84 million crowns", "90 million crowns"}, {"112 km/h", "140 km/h"},
	} {
		changed := slices.Clone(storm)
		changed[1].text = strings.Replace(changed[1].text, c.old, c.new, 1)
		figures := compare.Figures(reports(t, p, changed...), nil)
		if got := states(figures); got[compare.Differ] != 1 || got[compare.Updated] != 0 {
			t.Errorf("%s for %s: states %v, want one that differs: %v", c.new, c.old, got, bare(figures))
		}
	}
}

// TestDesk takes the labelled stories, if they are here: no reprint of a report
// may change what is compared.
func TestDesk(t *testing.T) {
	dir := os.Getenv("WIREDESK_DATA")
	if dir == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	p := sample.English(t)
	for _, story := range desk(t, p, dir+"/../desk") {
		before := compare.Figures(story.reports, story.origins)
		checkEvidence(t, story.reports, before)
		first := story.reports[0]
		d := *first.Document
		d.ID, d.Outlet, d.Published.Time = "reprint", "Reprint Daily", d.Published.Add(time.Minute)
		origins := slices.Clone(story.origins)
		for i, o := range origins {
			if slices.Contains(o.Documents, first.Document.ID) {
				origins[i].Documents = append(slices.Clone(o.Documents), "reprint")
			}
		}
		after := compare.Figures(append(slices.Clone(story.reports), compare.Report{Document: &d, Figures: first.Figures}), origins)
		a, b := bare(before), bare(after)
		slices.Sort(a)
		slices.Sort(b)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s: with a reprint (-before +after):\n%s", story.id, diff)
		}
	}
}

type deskStory struct {
	id      string
	reports []compare.Report
	origins []wiredesk.Origin
}

func desk(t *testing.T, p *analysis.Pipeline, dir string) []deskStory {
	t.Helper()
	b, err := os.ReadFile(dir + "/documents.jsonl")
	if err != nil {
		t.Skip(err)
	}
	all := map[string]compare.Report{}
	for line := range strings.Lines(string(b)) {
		var o struct {
			ID, Source, Title, Text string
			Published               wiredesk.Time
		}
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatal(err)
		}
		d := &wiredesk.Document{ID: wiredesk.DocumentID(o.ID), Outlet: o.Source, Title: o.Title, Published: o.Published, Text: o.Text}
		d.Seal()
		a, err := p.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		all[o.ID] = compare.Report{Document: d, Figures: a.Figures}
	}
	b, err = os.ReadFile(dir + "/gold.json")
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Stories []struct {
			ID        string
			Documents []string
			Families  [][]wiredesk.DocumentID
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	var out []deskStory
	for _, g := range gold.Stories {
		s := deskStory{id: g.ID}
		for _, id := range g.Documents {
			s.reports = append(s.reports, all[id])
		}
		for _, f := range g.Families {
			s.origins = append(s.origins, wiredesk.Origin{Documents: f})
		}
		out = append(out, s)
	}
	return out
}

// A number that counts nothing, or nothing anew, is no figure of the story.
func TestNoFigureWithoutWhat(t *testing.T) {
	rs := reports(t, sample.English(t), told{"Vale Herald", 9, "Do not eat pots with batch codes 2611, 2613 and 2619. Six boats sail to Osterby. The talks between the two nations go on. A case hangs on the gate of the nine pupils. The wall would have killed 160 children on any other morning, said Ana Marsh."})
	named := 0
	for _, f := range rs[0].Figures {
		if f.What != "" {
			named++
		}
	}
	got := compare.Figures(rs, nil)
	if named == len(rs[0].Figures) || len(got) == 0 {
		t.Fatalf("%d figures, %d of them with a name, %d compared: the test tells nothing", len(rs[0].Figures), named, len(got))
	}
	for _, f := range got {
		if f.What == "" || f.What == "nations" || f.What == "pupils" || f.Values[0].Value == 160 {
			t.Errorf("figure that counts nothing: %s", show(&f))
		}
	}
}

// What befell somebody stands before what is only counted, and "several" last; a
// measure before a noun is none of its name, and a statement is not freed.
func TestOrder(t *testing.T) {
	rs := reports(t, sample.English(t), told{"Vale Herald", 9, "Ana Marsh, 61, released a statement. Several boats sail to Osterby. The firm sold 212 boxes of a 90 g pot. Nine people were hurt on the quay."})
	var got []string
	for _, f := range compare.Figures(rs, nil) {
		if f.Unit != "years" {
			got = append(got, f.What)
		}
	}
	if want := []string{"people injured", "boxes", "pot", "boats"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// One number in two units is one value: a speed is not disputed by those who
// give it in miles.
func TestSameValue(t *testing.T) {
	rs := reports(t, sample.English(t),
		told{"Vale Herald", 8, "The bus was travelling at 71 kilometres per hour."},
		told{"Oster Courier", 9, "The bus was travelling at 44 miles per hour."},
		told{"Marvale Post", 10, "The bus was travelling at about 80 kilometres per hour."})
	figures := compare.Figures(rs, nil)
	var same []int
	for _, v := range figures[0].Values {
		same = append(same, v.Same)
	}
	if figures[0].State != compare.Differ || !slices.Equal(same, []int{0, 1, 0}) {
		t.Errorf("%s, same %v; want a difference in which the second value is the first", show(&figures[0]), same)
	}
}

// Two values are not one for being both what a third one rounds.
func TestSameThroughAnother(t *testing.T) {
	rs := reports(t, sample.English(t),
		told{"Vale Herald", 8, "The crew was held for 89 days."},
		told{"Oster Courier", 9, "The crew was free after nearly three months of captivity."},
		told{"Marvale Post", 10, "It was the end of 88 days of captivity for the crew."})
	for _, f := range compare.Figures(rs, nil) {
		for i, v := range f.Values {
			if v.Same > 0 && v.Unit == f.Values[v.Same-1].Unit && v.Value != f.Values[v.Same-1].Value {
				t.Errorf("value %d is value %d: %s", i+1, v.Same, show(&f))
			}
		}
	}
}
