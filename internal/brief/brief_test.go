package brief

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// units annotates text and cuts it into units.
func units(text string) (*annotate.Document, []unit) {
	d := annotate.New().Annotate(sample.Document("d", "Alder Post", text, 0))
	return d, appendUnits(nil, d, 0, &vocabulary{of: map[vector.Term]int32{}})
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		degree     degree
		want, said string
	}{
		{"dateline", "PORT ALDER, Oct. 3 (Farrier) — The ferry sank in the Sill on Friday night.", whole, "The ferry sank in the Sill on Friday night.", ""},
		{"dateline without an agency", "VARSUND - The ferry sank in the Sill on Friday night.", whole, "The ferry sank in the Sill on Friday night.", ""},
		{"no dateline", "The ferry - built in 1974 - sank in the Sill.", whole, "The ferry - built in 1974 - sank in the Sill.", ""},
		{"bullet", "- Divers found the ferry in the Sill on Friday.", whole, "Divers found the ferry in the Sill on Friday.", ""},
		{"connective before a name", "However, Varsund harbour stayed open for all of Friday.", whole, "Varsund harbour stayed open for all of Friday.", ""},
		{"connective before a small word", "However, the harbour stayed open for all of Friday.", whole, "However, the harbour stayed open for all of Friday.", ""},
		{"brackets", "Repairs cost 70 million marks ($52 million) a year in Varsund.", short, "Repairs cost 70 million marks a year in Varsund.", ""},
		{"brackets with a hedge", "Repairs cost 70 million marks (at least $52 million) a year in Varsund.", short, "Repairs cost 70 million marks (at least $52 million) a year in Varsund.", ""},
		{"age", "Ana Roe, 61, said the ferry was late again.", short, "Ana Roe said the ferry was late again.", ""},
		{"age inside an apposition", "The harbour master, Ana Roe, 61, said the ferry was late again.", short, "The harbour master, Ana Roe, 61, said the ferry was late again.", ""},
		{"an apposition says who speaks", "Ana Roe, the harbour master, said the ferry was late again.", short, "Ana Roe, the harbour master, said the ferry was late again.", ""},
		{"an anonymous source stays", "The ferry sank in the Sill on Friday night, two officials said.", short, "The ferry sank in the Sill on Friday night, two officials said.", ""},
		{"a dash of another kind", "VARSUND ― The ferry sank in the Sill on Friday night.", whole, "The ferry sank in the Sill on Friday night.", ""},
		{"relative clause", "Ana Roe, who ran the harbour for years, was late again on Friday.", short, "Ana Roe was late again on Friday.", ""},
		{"trailing attribution", "The ferry sank in the Sill on Friday night, the harbour office said.", short, "The ferry sank in the Sill on Friday night.", "the harbour office"},
		{"according to", "The ferry sank in the Sill on Friday night, according to Ana Roe.", short, "The ferry sank in the Sill on Friday night.", "Ana Roe"},
		{"said on a day", "The ferry sank in the Sill before dawn, the harbour office said on Friday.", short, "The ferry sank in the Sill before dawn.", "the harbour office"},
		{"a pronoun is no source", "The ferry sank in the Sill on Friday night, he said.", short, "The ferry sank in the Sill on Friday night, he said.", ""},
		{"a doubting verb stays", "The ferry sank in the Sill on Friday night, the owners claimed.", short, "The ferry sank in the Sill on Friday night, the owners claimed.", ""},
		{"an accusation keeps its source", "The captain was accused of sleeping on Friday night, the harbour office said.", short, "The captain was accused of sleeping on Friday night, the harbour office said.", ""},
		{"a quotation keeps its source", "The ferry was “late as ever” on Friday night, the harbour office said.", short, "The ferry was “late as ever” on Friday night, the harbour office said.", ""},
		{"headline", "The ferry sank on Friday in the Sill with 14 aboard.", tight, "The ferry sank in the Sill with 14 aboard", ""},
		{"a part of the day", "The ferry sank on Friday morning in the Sill with 14 aboard.", tight, "The ferry sank on Friday morning in the Sill with 14 aboard", ""},
		{"headline with its source moved", "The ferry sank in the Sill with 14 aboard, the harbour office said.", tight, "The ferry sank in the Sill with 14 aboard", "the harbour office"},
		{"a word that adds weight", "Divers in Varsund met a very strong current off the Sill.", tight, "Divers in Varsund met a strong current off the Sill", ""},
		{"behind a negation it carries it", "Divers in Varsund had not met a very strong current off the Sill.", tight, "Divers in Varsund had not met a very strong current off the Sill", ""},
		{"one thing with its neighbour", "Divers in Varsund met the very captain who sank the ferry.", tight, "Divers in Varsund met the very captain who sank the ferry", ""},
		{"a would want an", "Divers in Varsund met a very old captain of the ferry.", tight, "Divers in Varsund met a very old captain of the ferry", ""},
		{"at the time of telling", "Divers in Varsund have now found the ferry in the Sill.", tight, "Divers in Varsund have found the ferry in the Sill", ""},
		{"a connective between commas", "Divers in Varsund, however, found the ferry in the Sill.", tight, "Divers in Varsund found the ferry in the Sill", ""},
		{"but before a name", "But Varsund harbour stayed open for all of Friday.", tight, "Varsund harbour stayed open for all of Friday", ""},
		{"but before a small word", "But the harbour stayed open for all of Friday.", tight, "But the harbour stayed open for all of Friday", ""},
		{"one of two days", "The ferry sank on Friday in the Sill and left Varsund on Thursday.", tight, "The ferry sank on Friday in the Sill and left Varsund on Thursday", ""},
		{"an age before an apposition", "Ana Roe, 61, the harbour master of Varsund, was late again.", short, "Ana Roe, 61, the harbour master of Varsund, was late again.", ""},
		{"abbreviation at the end", "The ferry belongs to Sill Lines of the U.S.", tight, "The ferry belongs to Sill Lines of the U.S.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, us := units(tt.text)
			if len(us) != 1 {
				t.Fatalf("%d units, want 1", len(us))
			}
			c := cut(d, &us[0], tt.degree)
			var got strings.Builder
			for _, k := range c.kept {
				got.WriteString(k.Of(tt.text))
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("cut mismatch (-want +got):\n%s", diff)
			}
			if said := c.attributed.Of(tt.text); said != tt.said {
				t.Errorf("attributed to %q, want %q", said, tt.said)
			}
		})
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"a statement", "The ferry Blue Tern sank in the Sill on Friday night.", true},
		{"opens with a pronoun", "He said the ferry Blue Tern sank in the Sill on Friday.", false},
		{"opens with but", "But the ferry Blue Tern sank in the Sill on Friday.", false},
		{"points back", "A cornerstone of this plan is the ferry that sails from Varsund.", false},
		{"this week is no pointer", "The council of Varsund voted this week to close the ferry line.", true},
		{"a pronoun before any name", "When he was elected the ferry Blue Tern sailed to Varsund daily.", false},
		{"a pronoun after its name", "Ana Roe said she had warned the ferry line about the hull.", true},
		{"a question", "Who owned the ferry Blue Tern that sank off Varsund?", false},
		{"a heading", "Ferry sinks off Varsund after storm, dozens missing", false},
		{"no verb", "A five-year agreement on joint ferry patrols off Varsund and Lunholm.", false},
		{"first person", "We sailed with the ferry Blue Tern to Varsund on Friday.", false},
		{"first person in a quotation", "“We sailed with the Blue Tern to Varsund,” said Ana Roe of the harbour office.", true},
		{"a quotation without its speaker", "“We sailed with the Blue Tern to Varsund on Friday night.”", false},
		{"a quotation of a pronoun", "“We sailed with the Blue Tern to Varsund,” she said on Friday.", false},
		{"an open quotation", "“We sailed with the Blue Tern, said Ana Roe of the harbour office.", false},
		{"a credit", "(Reporting by Ana Roe in Varsund; editing by the night desk.)", false},
		{"an address", "Customers of the ferry line write to tern@lines.example for refunds.", false},
		{"an invitation", "Subscribe to the Varsund harbour newsletter for all ferry times and prices.", false},
		{"a list item", "1. The ferry Blue Tern sank in the Sill on Friday night.", false},
		{"adds to something", "Varsund harbour also closed its ferry office on Friday.", false},
		{"an object that was named before", "Some 420 firefighters from Varsund were fighting it.", false},
		{"a caption", "Ana Roe (left) of the Varsund harbour office boards the ferry Blue Tern.", false},
		{"a picture", "Ana Roe boards the ferry Blue Tern in this undated photo of the harbour office of Varsund.", false},
		{"a credit of a picture", "| Ana Roe/Farrier Photo The ferry Blue Tern sank in the Sill on Friday night.", false},
		{"a subtitle", ">> reporter: The ferry Blue Tern sank in the Sill on Friday night.", false},
		{"a stamp", "10:20 p.m.: The ferry Blue Tern sank in the Sill off Varsund.", false},
		{"an ellipsis", "Opposition lawmaker Ana Roe said the ferry line had bought four.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, us := units(tt.text)
			if got := us[0].fit; got != tt.want {
				t.Errorf("fit(%q) = %v, want %v", tt.text, got, tt.want)
			}
		})
	}
}

// story makes a story of texts; each is an origin of its own unless its outlet
// begins with "copy".
func story(texts ...string) Story {
	s := Story{ID: "s-test"}
	a := annotate.New()
	for i, text := range texts {
		s.Docs = append(s.Docs, a.Annotate(sample.Document(string(rune('a'+i)), "Outlet "+string(rune('A'+i)), text, i)))
		s.Origin = append(s.Origin, i)
	}
	return s
}

func accept(*wiredesk.Statement, bool) bool { return true }

const ferry = `VARSUND, Oct. 3 (Farrier) — The ferry Blue Tern sank in the Sill on Friday night, killing 11 people, the harbour office of Varsund said.

Divers searched the wreck of the Blue Tern for 14 passengers who were missing on Saturday.

“The floor became the wall,” said Maret Oskin, a cook who clung to a bench for an hour.

The Blue Tern was built in 1974 and sold to Sill Lines in 2011.`

const ferryLater = `The number of people known to have died on the ferry Blue Tern rose to 16 on Sunday, the transport ministry of Kaldova said.

On Saturday divers searched the wreck of the Blue Tern for 14 passengers who were missing.

Sill Lines bought the ferry Blue Tern in 2011 and painted it twice.`

func TestComposeMarksWhatDiffers(t *testing.T) {
	b, withheld := Compose(story(ferry, ferryLater), nil, accept, Options{})
	if withheld != 0 {
		t.Errorf("%d withheld, want 0", withheld)
	}
	if b.Headline == nil || !strings.Contains(b.Headline.Text, "rose to 16") {
		t.Errorf("headline %+v, want the later toll", b.Headline)
	}
	flags := map[string][]string{}
	support := map[string]int{}
	for st := range b.Statements() {
		for _, n := range []string{"killing 11", "rose to 16", "searched the wreck"} {
			if strings.Contains(st.Text, n) {
				flags[n], support[n] = st.Flags, st.Origins
			}
		}
	}
	if diff := cmp.Diff([]string{"differs", "single-origin"}, flags["rose to 16"]); diff != "" {
		t.Errorf("flags of the later toll (-want +got):\n%s", diff)
	}
	if f, ok := flags["killing 11"]; ok && cmp.Diff([]string{"differs", "single-origin", "superseded"}, f) != "" {
		t.Errorf("flags of the first toll: %v", f)
	}
	if support["searched the wreck"] != 2 {
		t.Errorf("the search has %d origins, want 2", support["searched the wreck"])
	}
}

func TestComposeRefillsWhatIsRefused(t *testing.T) {
	no := func(st *wiredesk.Statement, _ bool) bool { return !strings.Contains(st.Text, "ivers searched") }
	b, withheld := Compose(story(ferry, ferryLater), nil, no, Options{})
	if withheld == 0 {
		t.Error("nothing was withheld")
	}
	n := 0
	for st := range b.Statements() {
		n++
		if strings.Contains(st.Text, "ivers searched") {
			t.Errorf("a refused statement was printed: %q", st.Text)
		}
	}
	if n == 0 {
		t.Error("nothing took its place")
	}
}

// TestCorroboration: what says the same with other words counts, what says
// something else of the same people does not.
func TestCorroboration(t *testing.T) {
	const base = "The harbour office of Varsund closed the ferry line to Lunholm after the storm damaged two piers."
	for _, tt := range []struct {
		name, other string
		want        int
	}{
		{"the same, told otherwise", "After the storm damaged two piers the ferry line to Lunholm was closed by the harbour office of Varsund.", 2},
		{"another number", "After the storm damaged three piers the ferry line to Lunholm was closed by the harbour office of Varsund.", 1},
		{"denied", "The harbour office of Varsund has not closed the ferry line to Lunholm after the storm damaged two piers.", 1},
		{"only possible", "The harbour office of Varsund may close the ferry line to Lunholm after the storm damaged two piers.", 1},
		{"another place", "The harbour office of Kerring closed the ferry line to Lunholm after the storm damaged two piers.", 1},
		{"the same people, something else", "The harbour office of Varsund sold two boats to Lunholm and painted its doors.", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// the sentence before gives the names to the whole document
			pre := "A storm hit Varsund and Lunholm and Kerring on Friday night.\n\n"
			w := newWriter(story(pre+base, pre+tt.other), nil, accept, Options{}.withDefaults())
			u := &w.units[1]
			l := w.build(u, cut(w.story.Docs[0], u, whole))
			if l.statement.Text != base {
				t.Fatalf("built %q", l.statement.Text)
			}
			if l.statement.Origins != tt.want {
				t.Errorf("%d origins by %+v, want %d", l.statement.Origins, l.statement.Support, tt.want)
			}
		})
	}
}

// TestSure: where the words alone do not tell, the tagger decides; without it
// what opens with a word that may be a pronoun is left out.
func TestSure(t *testing.T) {
	models := model.English()
	lex, err := models.Lexicon()
	if err != nil {
		t.Fatal(err)
	}
	weights, err := models.Tagger()
	if err != nil {
		t.Fatal(err)
	}
	tagger := tag.New(weights)
	tags := func(words []string) []tag.Tag { return tagger.Tag(lex.Words(words, nil), nil) }
	for _, tt := range []struct {
		name, text    string
		tagged, alone bool
	}{
		{"plain", "The ferry Blue Tern was lost off Varsund on Friday.", true, true},
		{"a number of things", "Some 40 boats from Varsund searched for the ferry on Friday.", true, false},
		{"a pronoun", "Many said they had warned the Varsund ferry line.", false, false},
		{"no verb", "New plans for the ferry port of Varsund and its old works.", false, true},
		{"a picture", "Divers look at the wreck of the Blue Tern off Varsund, Sept. 4, 2026.", false, true},
		{"a picture without a verb", "A view of the ferry port shut by the storm in Varsund, 4 September 2026.", false, true},
		{"a picture of what was done", "Ana Rook leaves the court of Varsund after she lost her case, Friday, Sept. 4, 2026.", false, true},
		{"what was done on a day", "The ferry Blue Tern was lost off Varsund on Friday, Sept. 4, 2026.", true, true},
		{"what has been so since a day", "The ferry port of Varsund has been shut since Sept. 4, 2026.", true, true},
		{"what is to come", "The ferry port of Varsund opens to the new ships on 4 September 2031.", true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter(story(tt.text), tags, accept, Options{}.withDefaults())
			if got := w.sure(&w.units[0]); got != tt.tagged {
				t.Errorf("with the tagger %v, want %v", got, tt.tagged)
			}
			w = newWriter(story(tt.text), nil, accept, Options{}.withDefaults())
			if got := w.sure(&w.units[0]); got != tt.alone {
				t.Errorf("without the tagger %v, want %v", got, tt.alone)
			}
		})
	}
}

func TestComposeOfNothing(t *testing.T) {
	b, _ := Compose(story("Ferry", "?!"), nil, accept, Options{})
	if b.Headline != nil || len(b.KeyPoints) > 0 || len(b.Narrative) > 0 {
		t.Errorf("a brief of nothing: %+v", b)
	}
}

// FuzzCompose writes about any two texts: whatever they hold, each statement
// is made of bytes of its evidence, in order.
func FuzzCompose(f *testing.F) {
	f.Add(ferry, ferryLater)
	f.Add("“A.” (b) — c, d, said. 1. E", "- x\n\n-- \"y\" on Friday.")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1<<14 {
			return
		}
		s := story(strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?"))
		got, _ := Compose(s, nil, accept, Options{})
		for st := range got.Statements() {
			text, at := "", st.Evidence[0].Start
			for _, r := range st.Align {
				if r.Src.Start < at || r.Src.End > st.Evidence[0].End || r.Out.Start != len(text) {
					t.Fatalf("align %v out of order or range in %+v", r, st)
				}
				at = r.Src.End
				e := st.Evidence[0]
				text += e.Quote[r.Src.Start-e.Start : r.Src.End-e.Start]
			}
			if text != st.Text {
				t.Fatalf("rebuilt %q, text %q", text, st.Text)
			}
		}
	})
}

// A report of something else that speaks of the story in passing does not speak
// for it, late and short as its lead may be.
func TestInPassing(t *testing.T) {
	b, _ := Compose(story(
		"The Marle dam above Osterby broke on Friday and its flood drowned nine people in the Vale, the governor, Ana Marsh, told reporters in the capital. Soldiers searched Osterby for the missing. Marsh closed the valley road.",
		"Nine people drowned in Osterby when the Marle dam above the town broke on Friday after a week of rain, the governor of the Vale, Ana Marsh, said in a statement. Soldiers searched the flood for the missing and closed the valley road.",
		"Osterby on Sunday buried the nine people who drowned when the flood of the Marle dam reached the town on Friday, a day on which the governor of the Vale, Ana Marsh, closed the valley road. Soldiers searched for the missing.",
		"Lake Pern drills on Sunday after the Marle dam flood that drowned nine people in Osterby. Tea will be served at the rugby club.",
	), nil, accept, Options{})
	if b.Headline == nil {
		t.Fatal("no headline")
	}
	if strings.Contains(b.Headline.Text, "Pern") {
		t.Errorf("the headline is %q", b.Headline.Text)
	}
}
