package figure_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/sample"
)

func annotate(t testing.TB, p *analysis.Pipeline, text string) *analysis.Document {
	t.Helper()
	d := &wiredesk.Document{ID: "d", Text: text, Language: "en"}
	d.Seal()
	a, err := p.Annotate(d)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes a figure as a reader of a test sees it best.
func show(f *figure.Figure) string {
	s := fmt.Sprintf("%s %g", f.Kind, f.Value)
	if f.Qualifier != figure.Exact {
		s += fmt.Sprintf(" (%s, %g-%g)", f.Qualifier, f.Low, f.High)
	}
	s += " " + f.Unit
	if f.Role != "" {
		s += ": " + f.Role
	}
	if f.Part >= 0 {
		s += fmt.Sprintf(" part of %d", f.Part)
	}
	if f.Like >= 0 {
		s += fmt.Sprintf(" like %d", f.Like)
	}
	if f.Change != "" {
		s += " " + f.Change
	}
	if f.SaidBy != "" {
		s += " by " + f.SaidBy
	}
	return s
}

func TestFind(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"At least 14 people were killed and four others wounded, police said.", []string{"count 14 (at least, 14-+Inf) people: killed by police", "count 4 people: injured by police"}},
		{"The ferry sank, killing 17 people and injuring more than 30.", []string{"count 17 people: killed", "count 30 (more than, 30-+Inf) people: injured"}},
		{"Nineteen were missing on Tarn.", []string{"count 19 people: missing"}},
		{"The death toll rose to 19.", []string{"count 19 people: killed to"}},
		{"The number of dead reached two hundred and five.", []string{"count 205 people: killed to"}},
		{"The number of people known to have died rose to 41.", []string{"count 41 people: killed to"}},
		{"Missing persons: 12.", []string{"count 12 persons: missing"}},
		{"Homes destroyed: 48.", []string{"count 48 homes: destroyed"}},
		{"2 dead, 5 injured in Marrow crash.", []string{"count 2 people: killed", "count 5 people: injured"}},
		{"Five Shot During Party At Oster Hall", []string{"count 5 people: casualties"}},
		{"2 Dead, 3 Wounded In East Vale Park Shooting", []string{"count 2 people: killed", "count 3 people: injured"}},
		{"4 Teens Hurt In Drive-By Shooting In Osterby", []string{"count 4 teens: injured"}},
		{"Officers found four people with gunshot wounds.", []string{"count 4 people: casualties"}},
		{"Gunmen fired at the crowd, striking six.", []string{"count 6 people: casualties"}},
		{"Four men were shot and one was killed.", []string{"count 4 men: casualties", "count 1 people: killed"}},
		{"Police have executed 44 search warrants.", []string{"count 44 warrants"}},
		{"Two others were taken to Vale Medical Center.", []string{"count 2 people: in hospital"}},
		{"Marsh is suspected of killing his wife and four daughters.", []string{"count 4 daughters: killed"}},
		{"Dozens of people were injured.", []string{"count 24 (about, 24-99) people: injured"}},
		{"Hundreds of migrants were flown to Osterby.", []string{"count 200 (about, 200-999) migrants"}},
		{"Between 200 and 300 fighters came.", []string{"count 200 (about, 200-300) fighters"}},
		{"They sent two dozen boats.", []string{"count 24 boats"}},
		{"No one was hurt.", []string{"count 0 people: injured"}},
		{"Both men were killed.", []string{"count 2 men: killed"}},
		{"A woman was arrested.", []string{"count 1 woman: arrested"}},
		{"A woman walked by.", nil},
		{"The gunman killed three people.", []string{"count 3 people: killed"}},
		{"Police shot two men dead.", []string{"count 2 men: killed"}},
		{"Half a million people fled.", []string{"count 500000 people: displaced"}},
		{"It cost $61 million, or 84 million Tarnish crowns.", []string{"money 6.1e+07 dollars", "money 8.4e+07 Tarnish crowns"}},
		{"The fund has 40,000 lev-marks and £4bn.", []string{"money 40000 lev-marks", "money 4e+09 pounds"}},
		{"Turnout fell by 3 percentage points to 61 per cent.", []string{"points 3 percentage points", "percent 61 percent to"}},
		{"The wall is about 60 metres (200 feet) high.", []string{"measure 60 (about, 54-66) metres", "measure 200 feet like 0"}},
		{"Gusts reached 85 km/h.", []string{"measure 85 km/h to"}},
		{"The 62-metre dam broke.", []string{"measure 62 metre"}},
		{"Talks lasted for two and a half years.", []string{"measure 2.5 years"}},
		{"Exports rose to 212 ships, up from 145 a year earlier.", []string{"count 212 ships to", "count 145 ships from"}},
		{"A 23-year-old man was arrested.", []string{"count 1 man: arrested", "age 23 years"}},
		{"Ana Marsh, 58, was there.", []string{"age 58 years"}},
	} {
		var got []string
		for _, f := range annotate(t, p, tt.text).Figures {
			got = append(got, show(&f))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Find(%q) mismatch (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestParts wants the parts of a count bound to it.
func TestParts(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"The ship brought 17 “very dangerous” suspects, including six accused of theft, to Osterby.", []string{"count 17 suspects", "count 6 people part of 0"}},
		{"Nine of the 20 hostages were freed.", []string{"count 9 hostages: freed part of 1", "count 20 hostages"}},
		{"Twenty-four people were in hospital, seven of them in intensive care.", []string{"count 24 people: in hospital", "count 7 people: in intensive care part of 0"}},
	} {
		var got []string
		for _, f := range annotate(t, p, tt.text).Figures {
			got = append(got, show(&f))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Find(%q) mismatch (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestLeftOut wants nothing found where a number is no figure.
func TestLeftOut(t *testing.T) {
	p := sample.English(t)
	for _, text := range []string{
		"It happened on 12 March 2027 at 6.40 a.m.", "Call 555-1234 or 0800 55 212.", "She lives at 6740 Marrow Street.",
		"They met in the 800 block of Tarn Avenue.", "Article 11 says so.", "The N4 is shut.", "They met the QX-13 gang.", "He flew in a Boeing 737.",
		"Three-quarters of it is gone.", "It was built in 1968.", "The talk begins at 9 tonight.",
	} {
		for _, f := range annotate(t, p, text).Figures {
			t.Errorf("%q: found %s", text, show(&f))
		}
	}
}

func TestScoreIsNoCount(t *testing.T) {
	got := annotate(t, sample.English(t), "Osterby won 3-1 on Sunday.").Figures
	if len(got) != 1 || got[0].Kind != figure.Score {
		t.Errorf("found %v, want one score", got)
	}
}

func TestAsOf(t *testing.T) {
	p := sample.English(t)
	d := &wiredesk.Document{ID: "d", Text: "The number of people out of their homes reached 9,400 on Friday. Two people drowned in 2009.", Language: "en"}
	if err := d.Published.UnmarshalJSON([]byte(`"2027-03-12T21:00:00Z"`)); err != nil {
		t.Fatal(err)
	}
	d.Seal()
	a, err := p.Annotate(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Figures) != 2 || a.Figures[0].AsOf != "2027-03-12" || a.Figures[1].AsOf != "" || a.Figures[1].When != "2009" {
		t.Errorf("found %+v, want one as of 2027-03-12 and one of 2009", a.Figures)
	}
}

// TestOtherFates reads who was hit, and neither who did it nor what was wanted.
func TestOtherFates(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct{ text, want string }{
		{"Ana Marsh shot and killed her neighbour.", "neighbour killed"},
		{"According to Ana Marsh, Bo Lind was shot.", "Bo Lind casualties"},
		{"Police later said a fifth victim was wounded.", "victim injured 5"},
		{"Two sisters and Ana Marsh, 57, were all fatally wounded.", "Ana Marsh killed"},
		{"Police questioned the shooting suspect Bo Lind.", ""},
		{"He made an effort to kill himself.", ""},
		{"They are charged with the attempted murder of Ana Marsh.", ""},
		{"Three guards were stabbed in the suspect's residence.", ""},
	} {
		a := annotate(t, p, tt.text)
		var got []string
		for _, x := range figure.Fates(a.FigureText()) {
			s := x.Of(tt.text) + " " + x.Role
			if x.Nth > 0 {
				s += fmt.Sprint(" ", x.Nth)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, g, tt.want)
		}
	}
}

func TestFates(t *testing.T) {
	a := annotate(t, sample.English(t), "Ana Marsh, 34, was killed. She was pronounced dead at the scene. The boy was shot in the leg. Police mourned the death of Ole Tarn. The gunman killed himself. He killed two guards and himself. He shot a clerk before turning the gun on himself.\n\nTeen Shot To Death In Oster\n\nHe was accused in the shooting deaths of a mother and her daughter. The driver passed away. The 4-year-old was shot in the arm. It was a murder-suicide. It was a double murder-suicide.")
	var got []string
	for _, x := range figure.Fates(a.FigureText()) {
		got = append(got, x.Of(a.Document.Text)+": "+x.Role)
	}
	want := []string{"Ana Marsh: killed", "She: killed", "boy: casualties", "Ole Tarn: killed", "himself: killed", "himself: killed", "clerk: casualties", "himself: killed", "Teen: killed",
		"mother: killed", "daughter: killed", "driver: killed", "old: casualties", "murder: killed", "murder: killed"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Fates mismatch (-want +got):\n%s", diff)
	}
}

// TestVictims reads what befell people where the tree is likely to be wrong.
func TestVictims(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"3 people shot to death at home in Osterby", []string{"count 3 people: killed"}},
		{"Police: five people found dead in Osterby home", []string{"count 5 people: killed"}},
		{"Five people, including two children, were wounded in Osterby on Sunday.", []string{"count 5 people: injured", "count 2 children part of 0"}},
		{"A gunman killed one person and wounded five others Wednesday in a rampage.", []string{"count 1 person: killed", "count 5 people: injured"}},
		{"Four children, two adults injured in accident at Osterby", []string{"count 4 children: injured", "count 2 adults: injured"}},
		{"Three shootings in Osterby overnight injured five people.", []string{"count 3 shootings", "count 5 people: injured"}},
		{"Six crash victims were taken to hospital.", []string{"count 6 victims: casualties"}},
		{"The shooting of five people shocked Osterby.", []string{"count 5 people: casualties"}},
		{"They are charged with the attempted murder of two deputies.", []string{"count 2 deputies"}},
		{"The blast left one sailor fatally wounded and three others with serious injuries.", []string{"count 1 sailor: killed", "count 3 people: injured"}},
		{"Three others sustained non-fatal bullet wounds.", []string{"count 3 people: injured"}},
		{"A man who lives at Oak Apartments shot three people around 2 p.m. at the complex.", []string{"count 3 people: casualties"}},
		{"A man shot three officers - one fatally.", []string{"count 3 officers: casualties", "count 1 people: killed"}},
		{"Four miners were hurt; that number was later raised to five.", []string{"count 4 miners: injured", "count 5 miners: injured like 0 to"}},
		{"A boy younger than 12 was wounded.", []string{"count 1 boy: injured", "age 12 years"}},
		{"Ana Marsh, 66, and Bo Lind, 64 were found dead.", []string{"age 66 years", "age 64 years"}},
		{"She was killed three blocks from her home.", []string{"count 3 blocks"}},
		{"The men, 16, 20 and 17, respectively, were freed.", nil},
		{"Nine people were wounded when a man opened fire.", []string{"count 9 people: injured"}},
		{"Not one passenger was injured.", nil},
		{"The Kestrel 11 mission begins.", nil},
		{"Masts: 2 Sails: 3 Length: long", []string{"count 2 masts", "count 3 sails"}},
	} {
		var got []string
		for _, f := range figure.Find(annotate(t, p, tt.text).FigureText()) {
			got = append(got, show(&f))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestNoCount wants no number of a picture, a telephone or a parent.
func TestNoCount(t *testing.T) {
	p := sample.English(t)
	for _, text := range []string{
		"Image 7 of 14 A teen died in Osterby.", "Emergency number: 117", "The Osterby 911 center received a call.",
		"Call Marsh at (555) 636-3600.", "Father of 3 fatally shot in Osterby", "The boys between ages 12 and 16 were wounded.",
	} {
		for _, f := range annotate(t, p, text).Figures {
			if f.Kind == figure.Count && f.Value > 1 {
				t.Errorf("%q: %s", text, show(&f))
			}
		}
	}
}

// check wants figures in order and apart, on rune boundaries, each with its
// number inside and its links in range.
func check(t *testing.T, text string, figures []figure.Figure) {
	t.Helper()
	end := 0
	for i, f := range figures {
		if f.Start < end || f.End <= f.Start || f.End > len(text) || !f.Contains(f.Number) || f.Number.Len() <= 0 {
			t.Fatalf("figure %d %v with number %v, after %d, in %q", i, f.Span, f.Number, end, text)
		}
		if !utf8.RuneStart(text[f.Start]) || f.End < len(text) && !utf8.RuneStart(text[f.End]) {
			t.Fatalf("figure %d %v cuts a character of %q", i, f.Span, text)
		}
		for _, k := range []int{f.Part, f.Like, f.With} {
			if k < -1 || k >= len(figures) || k == i {
				t.Fatalf("figure %d of %q points to %d of %d", i, text, k, len(figures))
			}
		}
		if f.Low > f.High || f.Value < 0 {
			t.Fatalf("figure %d of %q: %g in [%g, %g]", i, text, f.Value, f.Low, f.High)
		}
		end = f.End
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"At least 14 people were killed, 7 of them at sea.", "two two two hundred thousand million dozen of of of", "1,2,3-4-5 to 6.7 (8%) $9bn €",
		"no no one both a an another half a half", strings.Repeat("9 ", 300), "between between 3 and and 4", "“17” 東京 12万 é5é 5–6 — 7",
		"six of them of them of whom", "1" + strings.Repeat("0", 400), "a 0-year-old, 0, (0) 0.0 00 0,000",
	} {
		f.Add(s)
	}
	p := sample.English(f)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > wiredesk.MaxText {
			return
		}
		a := annotate(t, p, s)
		check(t, s, a.Figures)
		if diff := cmp.Diff(a.Figures, figure.Find(a.FigureText())); diff != "" {
			t.Fatalf("%q: another result the second time:\n%s", s, diff)
		}
	})
}

// TestSeeds looks for the figures that a reader names first in two reports of
// one event, if they are here.
func TestSeeds(t *testing.T) {
	dir := os.Getenv("WIREDESK_DATA")
	if dir == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	files, err := os.ReadDir(dir + "/../seeds")
	if err != nil {
		t.Skip(err)
	}
	p := sample.English(t)
	found := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(dir + "/../seeds/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		figures := annotate(t, p, string(b)).Figures
		check(t, string(b), figures)
		for _, x := range figures {
			if x.Value == 6 && x.Part >= 0 && figures[x.Part].Value == 17 {
				found["six of 17"] = true
			}
			if x.Vague && x.Low == 200 && x.High == 999 {
				found["hundreds"] = true
			}
		}
	}
	if !found["six of 17"] || !found["hundreds"] {
		t.Errorf("found %v, want six as a part of 17, and hundreds", found)
	}
}

// What is damaged or destroyed is no people, even where the noun is left out.
func TestThingsAreNoPeople(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct{ text, unit string }{
		{"Dwellings flooded: 1,140, of which 310 are considered destroyed.", "dwellings"},
		{"Barns damaged: 42.", "barns"},
	} {
		figures := annotate(t, p, tt.text).Figures
		if len(figures) == 0 || figures[0].Unit != tt.unit {
			t.Errorf("%q: %+v, want the first to count %s", tt.text, figures, tt.unit)
		}
		for _, f := range figures {
			if f.Noun == figure.People || f.Unit == figure.People {
				t.Errorf("%q: %+v counts people", tt.text, f)
			}
		}
	}
}
