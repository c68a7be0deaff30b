package storyline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/storyline"
)

// The reports of two matters, and what resembles them. Hours count from noon
// of 5 October 2026, a Monday.
const (
	collapse = `Part of the Brannoch footbridge in Ostermere fell into the River Tave on Monday morning, killing six people and injuring nineteen, the harbour office said.

The bridge, which the builder Lantry Works finished in May, carried about 3,000 people a day between the Quay Market and the old town. "It went down like a curtain," said Oda Fenwright, who sells eels on the quay.

Divers were searching for two people who were still missing. Mayor Piet Halloran closed the remaining spans and asked Lantry Works for the drawings. Inspectors said that a weld on the third pier had cracked.`

	arrest = `Police in Ostermere arrested the chief engineer of Lantry Works on Friday over the collapse of the Brannoch footbridge on 5 October, in which eight people died.

Ruvan Tesk, 51, is suspected of having passed welds on the third pier that nobody had looked at, prosecutor Maud Ellery said. Officers took drawings and test sheets of the bridge from the offices of Lantry Works on the Quay Market.

The builder said that it would help the inquiry. Mayor Piet Halloran said that the footbridge would not be mended but taken down.`

	otherBridge = `A footbridge over a railway cutting in Calder Vane collapsed on Wednesday morning, killing four people and injuring eleven, the fire service said.

The bridge, which was built in 1961, carried pupils to the Saint Orla school. "There was a bang and then dust," said Hamo Dring, a signalman.

Crews were searching for one person who was still missing. The governor of Veyland province, Ilse Marn, closed the line. Inspectors said that a bolt on the second pier had rusted through.`

	passing = `Parliament in Sarnhaven passed the budget of Treasurer Cato Wyle by nine votes on Saturday, after a night of speeches on fuel duty, school meals and the pay of judges.

Wyle said that the deficit would fall to three per cent. Opposition leader Brida Moss called the bill "a sieve with a ribbon on it", and the Millers' Party abstained.

The duty on diesel rises by four cents in January. Meals stay free for pupils under ten. Members stood for a minute to remember those who died when a footbridge fell in Ostermere, before they went home.`

	breach = `Hackers copied the records of 400,000 patients of the Vellacourt clinics in August, the group said on Tuesday, and asked for two million crowns.

Chief executive Dorrit Saye said that Vellacourt had not paid. The records hold names, addresses and notes of treatment. The Data Office of Norrish was told on Monday.

"I am sorry, and I am angry," Saye said in Port Hask. The clinics stay open. Patients can ring a line in the evening.`

	resignation = `Dorrit Saye is to step down as chief executive of the Vellacourt clinics, a week after the group admitted that hackers had copied the records of 400,000 patients.

Saye told her staff on Tuesday that she should have asked about the old server in Port Hask. Her deputy, Lemuel Crane, takes over at Vellacourt until the spring.

The Data Office of Norrish said that it had opened an inquiry. Patients have sent in 900 complaints about the copied records.`
)

// story makes a story of one report.
func story(id, text string, hours int) storyline.Story {
	return storyline.Story{Docs: []*annotate.Document{report(id, text, hours)}, Origin: []int{0}}
}

func report(id, text string, hours int) *annotate.Document {
	return annotate.New().Annotate(sample.Document(id, "Quay Post", text, hours))
}

// ends are the two ends of a link and its kind.
type ends struct {
	From, To int
	Kind     string
}

func endsOf(links []storyline.Link) []ends {
	var out []ends
	for _, l := range links {
		out = append(out, ends{l.From, l.To, l.Kind})
	}
	return out
}

func TestLinks(t *testing.T) {
	undated := story("z", arrest, 96)
	undated.Docs[0].Published = wiredesk.Time{}
	const day = 24
	for _, tt := range []struct {
		name    string
		stories []storyline.Story
		opt     storyline.Options
		want    []ends
	}{
		{name: "nothing"},
		{name: "one", stories: []storyline.Story{story("a", collapse, 0)}},
		{name: "the arrest after the collapse", stories: []storyline.Story{story("a", collapse, 0), story("b", arrest, 4*day)}, want: []ends{{1, 0, wiredesk.Follows}}},
		{name: "the resignation after the breach", stories: []storyline.Story{story("a", breach, day), story("b", resignation, 8*day)}, want: []ends{{1, 0, wiredesk.Follows}}},
		{name: "given the other way round", stories: []storyline.Story{story("b", arrest, 4*day), story("a", collapse, 0)}, want: []ends{{0, 1, wiredesk.Follows}}},
		{name: "another of its kind, the same week", stories: []storyline.Story{story("a", collapse, 0), story("b", otherBridge, 2*day)}},
		{name: "mentioned in passing", stories: []storyline.Story{story("a", collapse, 0), story("b", passing, 5*day)}},
		{name: "all of them", stories: []storyline.Story{
			story("a", collapse, 0), story("b", breach, day), story("c", otherBridge, 2*day), story("d", arrest, 4*day), story("e", passing, 5*day), story("f", resignation, 8*day),
		}, want: []ends{{3, 0, wiredesk.Follows}, {5, 1, wiredesk.Follows}}},
		{name: "the same moment", stories: []storyline.Story{story("a", collapse, 0), story("b", arrest, 0)}},
		{name: "no date", stories: []storyline.Story{story("a", collapse, 0), undated}},
		{name: "at the end of the window", stories: []storyline.Story{story("a", collapse, 0), story("b", arrest, 180*day)}, opt: storyline.Options{Threshold: 0.1}, want: []ends{{1, 0, wiredesk.Follows}}},
		{name: "after it", stories: []storyline.Story{story("a", collapse, 0), story("b", arrest, 180*day+1)}, opt: storyline.Options{Threshold: 0.1}},
		{name: "the same report again", stories: []storyline.Story{story("a", collapse, 0), story("b", collapse, 4*day)}},
		{name: "a story without documents", stories: []storyline.Story{story("a", collapse, 0), {}, story("b", arrest, 4*day)}, want: []ends{{2, 0, wiredesk.Follows}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, endsOf(storyline.Links(tt.stories, tt.opt))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDescribed: a link says in words what it rests on, and shows where.
func TestDescribed(t *testing.T) {
	links := storyline.Links([]storyline.Story{story("a", collapse, 0), story("b", arrest, 96)}, storyline.Options{})
	if len(links) != 1 {
		t.Fatalf("%d links, want 1", len(links))
	}
	l := links[0]
	if want := "4 days later; both name Lantry Works, Brannoch, Quay Market, Piet Halloran; refers back to 5 October 2026"; l.Why != want {
		t.Errorf("Why = %q, want %q", l.Why, want)
	}
	if !slices.Contains(l.Terms, "footbridge") {
		t.Errorf("Terms = %q, want the footbridge among them", l.Terms)
	}
	if l.Score <= 0 || l.Score >= 1 {
		t.Errorf("Score = %v", l.Score)
	}
	if len(l.Passages) != 1 || l.Passages[0].Document != "b" || !strings.HasPrefix(l.Passages[0].Quote, "Police in Ostermere arrested") {
		t.Errorf("Passages = %+v, want the first sentence of b", l.Passages)
	}
}

// TestCopies: a reprint changes nothing.
func TestCopies(t *testing.T) {
	one := []storyline.Story{story("a", collapse, 0), story("b", arrest, 96)}
	two := []storyline.Story{
		{Docs: []*annotate.Document{report("a", collapse, 0), report("a2", collapse, 3)}, Origin: []int{7, 7}},
		{Docs: []*annotate.Document{report("b", arrest, 96), report("b2", arrest, 99), report("b3", arrest, 100)}, Origin: []int{1, 1, 1}},
	}
	if diff := cmp.Diff(storyline.Links(one, storyline.Options{}), storyline.Links(two, storyline.Options{})); diff != "" {
		t.Errorf("(-without +with copies):\n%s", diff)
	}
}

// scoreOf returns the score of the link from b, four days later, to the story
// of the collapse, with end behind both and, after its end, behind others.
func scoreOf(t *testing.T, b, end string, others ...string) float64 {
	t.Helper()
	stories := []storyline.Story{story("a", collapse+end, 0)}
	for i, o := range others {
		stories = append(stories, story("o"+string(rune('0'+i)), o+end, 1+i))
	}
	stories = append(stories, story("z", b+end, 96))
	for _, l := range storyline.Links(stories, storyline.Options{Threshold: 0.01}) {
		if l.From == len(stories)-1 && l.To == 0 {
			return l.Score
		}
	}
	t.Fatal("no link")
	return 0
}

// TestSigns: each sign makes a link surer; the words that the later report
// has are the same with the sign and without.
func TestSigns(t *testing.T) {
	for _, tt := range []struct{ name, with, without string }{
		{"gives the day", arrest, strings.Replace(arrest, " on 5 October", "", 1)},
		{"tells of it in one sentence", arrest, strings.Replace(arrest, " over the collapse", ". Over the collapse", 1)},
		{"takes background over",
			arrest + "\n\nThe bridge, which the builder Lantry Works finished in May, carried about 3,000 people a day between the Quay Market and the old town.",
			arrest + "\n\nTown of old and between the Quay Market, in May the finished bridge a day carried people 3,000 about, which builder the Lantry Works."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			with, without := scoreOf(t, tt.with, ""), scoreOf(t, tt.without, "")
			if with < without+0.003 {
				t.Errorf("with %.4f, without %.4f", with, without)
			}
		})
	}
}

// TestFurniture: what an outlet puts under every report is no background of
// one of them. It is all stop words here, which count for nothing else.
func TestFurniture(t *testing.T) {
	house := "\n\nWhat we do is what we have been told to do by those who were here before us, and if you are not one of them then you can be one by and by."
	others := []string{breach, otherBridge, passing}
	if bare, under := scoreOf(t, arrest, "", others...), scoreOf(t, arrest, house, others...); under > bare+1e-9 {
		t.Errorf("with furniture %.4f, without %.4f", under, bare)
	}
}

// TestElsewhere: one firm, one kind of event, two towns.
func TestElsewhere(t *testing.T) {
	crane := "A crane of Lantry Works fell on Monday in Ostermere and killed two people, Lantry Works said. Crews cut the crane of Lantry Works apart. Inspectors in Ostermere asked Lantry Works for the papers of the crane."
	again := "A crane of Lantry Works was taken down on Friday in Ostermere. Inspectors in Ostermere said that Lantry Works had kept no papers on the crane. Lantry Works said that the crane fell in a gust."
	there := strings.ReplaceAll(again, "Ostermere", "Sarnhaven")
	for _, tt := range []struct {
		later string
		want  []ends
	}{{again, []ends{{1, 0, wiredesk.Follows}}}, {there, nil}} {
		got := endsOf(storyline.Links([]storyline.Story{story("a", crane, 0), story("b", tt.later, 96)}, storyline.Options{Threshold: 0.4}))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%.60q (-want +got):\n%s", tt.later, diff)
		}
	}
}

// TestSpokesman: who reads out every incident of an office is in none of them.
func TestSpokesman(t *testing.T) {
	first := "A man robbed a jeweller of rings on Monday, Ranker Hale Moss said. The robber fled on a grey mare, and Ranker Hale Moss asked for tips. Rings worth 900 crowns are gone."
	second := "A man robbed a baker of coins on Friday, Ranker Hale Moss said. The robber fled in a boat, and Ranker Hale Moss asked for tips. Coins worth 90 crowns are gone."
	for _, tt := range []struct {
		rank string
		want []ends
	}{{"Banker", []ends{{1, 0, wiredesk.Follows}}}, {"Officer", nil}} {
		as := func(s string) string { return strings.ReplaceAll(s, "Ranker", tt.rank) }
		got := endsOf(storyline.Links([]storyline.Story{story("a", as(first), 0), story("b", as(second), 96)}, storyline.Options{Threshold: 0.5}))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.rank, diff)
		}
	}
}

// TestRunning: the names of a matter that runs on stay rare enough to link it.
func TestRunning(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	a := annotate.New()
	var stories []storyline.Story
	m := newMatter(r)
	for i := range 60 {
		m = m.next(r)
		d := sample.Document(fmt.Sprintf("m%02d", i), "Quay Post", m.text(r), i)
		stories = append(stories, storyline.Story{Docs: []*annotate.Document{a.Annotate(d)}, Origin: []int{0}})
	}
	follow := 0
	for _, l := range storyline.Links(stories, storyline.Options{}) {
		if l.Kind == wiredesk.Follows {
			follow++
		}
	}
	if follow != len(stories)-1 {
		t.Errorf("%d of %d stories follow another", follow, len(stories)-1)
	}
}

// TestGrowing: what comes later changes no link that was given, and a story
// has no more links than it may.
func TestGrowing(t *testing.T) {
	all := stream(160, 1)
	whole := storyline.Links(all, storyline.Options{})
	follows := map[int]int{}
	n := map[int]int{}
	for _, l := range whole {
		n[l.From]++
		if l.Kind == wiredesk.Follows {
			follows[l.From]++
		}
		if l.To >= l.From {
			t.Errorf("story %d is linked to %d, which began after it", l.From, l.To)
		}
	}
	for from, links := range n {
		if follows[from] != 1 || links > 3 {
			t.Errorf("story %d follows %d and has %d links, want 1 and at most 3", from, follows[from], links)
		}
	}
	if len(n) < 10 {
		t.Fatalf("%d stories of the stream have links: too few to tell", len(n))
	}
	for size := 1; size < len(all); size += 13 {
		end, _ := slices.BinarySearchFunc(whole, size, func(l storyline.Link, n int) int { return l.From - n })
		if diff := cmp.Diff(whole[:end], storyline.Links(all[:size], storyline.Options{}), nilIsEmpty); diff != "" {
			t.Fatalf("the first %d stories (-with those after +alone):\n%s", size, diff)
		}
	}
}

var nilIsEmpty = cmp.Transformer("empty", func(l []storyline.Link) []storyline.Link { return append([]storyline.Link{}, l...) })

// TestOrder: stories that begin in the same second, and stories at all, may be
// given in any order.
func TestOrder(t *testing.T) {
	all := stream(120, 8)
	want := storyline.Links(all, storyline.Options{})
	if len(want) < 10 {
		t.Fatalf("%d links: too few to tell", len(want))
	}
	for seed := range uint64(3) {
		perm := rand.New(rand.NewPCG(seed, 0)).Perm(len(all))
		mixed := make([]storyline.Story, len(all))
		for i, k := range perm {
			mixed[i] = all[k]
		}
		got := storyline.Links(mixed, storyline.Options{})
		for i := range got {
			got[i].From, got[i].To = perm[got[i].From], perm[got[i].To]
		}
		slices.SortStableFunc(got, func(a, b storyline.Link) int { return a.From - b.From })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order %d (-want +got):\n%s", seed, diff)
		}
	}
}
