package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/claim"
	"github.com/wiredesk/wiredesk/internal/compare"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// A story is texts of a test, analysed. Each is an origin of its own, but for
// one that begins with "copy: ", which is a copy of the one before, and "first: ",
// which is one of the first.
type story struct {
	reports  []claim.Report
	entities []wiredesk.Entity
	figures  []wiredesk.Figure
}

func tell(t testing.TB, p *analysis.Pipeline, texts ...string) story {
	t.Helper()
	var s story
	var entities [][]wiredesk.Entity
	var ids []wiredesk.DocumentID
	var figures []compare.Report
	var origins []wiredesk.Origin
	for i, text := range texts {
		text, isCopy := strings.CutPrefix(text, "copy: ")
		text, ofFirst := strings.CutPrefix(text, "first: ")
		id := wiredesk.DocumentID(rune('a' + i))
		if ofFirst {
			id = "Z"
		}
		a, err := p.Annotate(sample.Document(string(id), "Outlet "+strings.ToUpper(string(id)), text, 0))
		if err != nil {
			t.Fatal(err)
		}
		if !isCopy && !ofFirst {
			origins = append(origins, wiredesk.Origin{})
		}
		o := len(origins) - 1
		if ofFirst {
			o = 0
		}
		origins[o].Documents = append(origins[o].Documents, id)
		s.reports = append(s.reports, claim.Report{Document: a, Origin: o})
		entities, ids = append(entities, a.Entities), append(ids, id)
		figures = append(figures, compare.Report{Document: a.Document, Figures: a.Figures})
	}
	merged, of := chain.Merge(entities, ids)
	for i := range s.reports {
		s.reports[i].Entity = of[i]
	}
	s.entities, s.figures = merged, compare.Figures(figures, origins)
	return s
}

// state makes a statement of the whole sentence.
func (s story) state(at claim.Place, copies []claim.Place) *wiredesk.Statement {
	sentence := func(p claim.Place) wiredesk.Evidence {
		r := s.reports[p.Report]
		for _, x := range r.Sentences {
			if x.Contains(p.At) {
				return wiredesk.Cite(r.Document.Document, x.Span)
			}
		}
		panic("no sentence")
	}
	e := sentence(at)
	st := &wiredesk.Statement{Text: e.Quote, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{e}}
	for _, c := range copies {
		st.Support = append(st.Support, sentence(c))
	}
	return st
}

// show writes claims as "differ act pact (open): signed the pact [a] / ...".
func show(c wiredesk.Claims) []string {
	var out []string
	for _, list := range []struct {
		name string
		sets []wiredesk.ClaimSet
	}{{"agree", c.Agree}, {"differ", c.Differ}, {"single", c.Single}} {
		for _, set := range list.sets {
			var sides []string
			for _, side := range set.Sides {
				var docs []string
				for _, st := range side.Statements {
					for _, e := range slices.Concat(st.Evidence, st.Support) {
						docs = append(docs, string(e.Document))
					}
				}
				by := ""
				if side.SaidBy != "" {
					by = " by " + side.SaidBy
				}
				sides = append(sides, fmt.Sprintf("%s%s [%s]", side.Value, by, strings.Join(docs, "")))
			}
			reading := ""
			if set.Reading != "" {
				reading = " (" + set.Reading + ")"
			}
			out = append(out, fmt.Sprintf("%s %s %s%s: %s", list.name, set.Kind, set.About, reading, strings.Join(sides, " / ")))
		}
	}
	return out
}

// findCases are stories and the claims that they make.
var findCases = []struct {
	name  string
	texts []string
	want  []string
}{
	{"status agrees", []string{"Minister Ana Marsh came to Osterby on a working visit.", "Ana Marsh was in Osterby for a working visit."},
		[]string{"agree status visit: working visit [ab]"}},
	{"status differs", []string{"Minister Ana Marsh came to Osterby on a working visit.", "Ana Marsh was in Osterby for an official visit."},
		[]string{"differ status visit (open): working visit [a] / official visit [b]"}},
	{"status of one", []string{"Minister Ana Marsh came to Osterby on a working visit.", "Ana Marsh was in Osterby on Monday."}, nil},
	{"status denied", []string{"Minister Ana Marsh came to Osterby on a working visit, not an official visit.", "Ana Marsh was in Osterby for a working visit."},
		[]string{"agree status visit: working visit [ab]"}},
	{"a report that says both takes no side", []string{"Ana Marsh began an official visit to Osterby. The working visit of Ana Marsh to Osterby ends today.", "Ana Marsh was in Osterby for an official visit."}, nil},
	{"both at once is neither", []string{"Ana Marsh came to Osterby on an official working visit.", "Ana Marsh was in Osterby for an official visit."}, nil},
	{"status of something else", []string{"Ana Marsh came to Osterby on a working visit.", "King Olaf went to Quillby on a state visit."}, nil},
	{"copies count once", []string{"Ana Marsh came to Osterby on a working visit.", "copy: Ana Marsh came to Osterby on a working visit.", "Ana Marsh was in Osterby for an official visit."},
		[]string{"differ status visit (open): working visit [ab] / official visit [c]"}},

	{"date agrees", []string{"The Osterby council signed the treaty on 2 October 2026.", "The treaty was signed by the Osterby council on October 2, 2026."},
		[]string{"agree time sign: 2026-10-02 [ab]", "agree act treaty: signed the treaty [ab]"}},
	{"two on one date", []string{"Ana Marsh raised the interest rate of the bank to curb the price rise on 2 October 2026.", "Peter Holt kept the interest rate of the bank despite the price rise on 2 October 2026."}, nil},
	{"date of a thing without a name", []string{"The dairy will cut the price of a crate to 3,400 crowns from 5,150 crowns from 1 July 2027.", "From July 2027 a crate is to cost 3,400 crowns instead of 5,150."},
		[]string{"agree figure price: 3,400 crowns [ab]", "agree figure price: 5,150 crowns [ab]", "agree time crown: 2027-07 [ab]"}},
	{"opened on a date", []string{"The regulator opened an inquiry on 2 October 2026.", "An inquiry was opened on 2 October 2026 by the regulator."}, []string{"agree time inquiry: 2026-10-02 [ab]", "agree act inquiry: opened an inquiry [ab]"}},
	{"times of one day", []string{"The Osterby truce began at 9 a.m. on 2 October 2026.", "The Osterby truce began at 9 p.m. on 2 October 2026."}, nil},
	{"date of what is to begin", []string{"A crew will repair the road. Repairs are due to begin on 1 June 2027.", "Crews will repair the road from July 2027."},
		[]string{"differ time repair (open): 2027-06-01 [a] / 2027-07 [b]"}},
	{"date differs", []string{"The patrols of Osterby will begin on 1 June 2027.", "The patrols of Osterby will begin in July 2027."},
		[]string{"differ time patrol (open): 2027-06-01 [a] / 2027-07 [b]"}},
	{"month and day fit", []string{"The Osterby ferry opens on 1 July 2027.", "The Osterby ferry opens in July 2027."}, nil},
	{"by a date is not at it", []string{"The Osterby fire burned the forest by 3 October 2026.", "The Osterby fire burned the forest since 1 October 2026."}, []string{"agree act forest: burned the forest [ab]"}},
	{"when somebody spoke", []string{"Ana Marsh of Osterby said on 2 October 2026 that it was over.", "Ana Marsh of Osterby said on 3 October 2026 that it was over."}, nil},

	{"deed agrees", []string{"Police arrested Peter Holt in Osterby.", "Police have arrested Peter Holt."},
		[]string{"agree act Peter Holt: arrested Peter Holt [ab]"}}, // the police are nobody in particular
	{"deed in other words", []string{"Police detained Peter Holt on the quay.", "The arrest of Peter Holt surprised the town."},
		[]string{"agree act Peter Holt: detained Peter Holt [ab]"}},
	{"a deed that is only asked for", []string{"Police detained Peter Holt on the quay.", "The union calls for the arrest of Peter Holt."}, nil},
	{"somebody else", []string{"Police detained Peter Holt on the quay.", "The arrest of Olga Finch surprised the town."}, nil},
	{"what befalls somebody", []string{"Ana Marsh resigned after the vote.", "Ana Marsh's resignation came late."},
		[]string{"agree act Ana Marsh: Ana Marsh resigned [ab]"}},
	{"told by the same words", []string{"The minister announced a ban on night ferries.", "The ban on night ferries remains in force."},
		[]string{"agree act ferry: ban on night ferries [ab]"}},
	{"told by other words", []string{"The minister announced a ban on night ferries.", "The ban on day ferries remains in force."}, nil},
	{"a deed that is wished for", []string{"The minister closed the old harbour office.", "It is time that the old harbour office be closed."}, nil},
	{"those whom it befell", []string{"The mayor keeps a list of drug dealers arrested in the county.", "He asked for drug dealers arrested last year."}, nil},
	{"deed agrees, and where", []string{"The Harbour Council closed the bridge in Osterby.", "The bridge was closed by the Harbour Council in Osterby."},
		[]string{"agree act bridge: Harbour Council closed the bridge [ab]", "agree place close bridge: Osterby [ab]"}},
	{"place agrees", []string{"The pact was signed at Cape Holm.", "The signing took place at Cape Holm after lunch."},
		[]string{"agree place sign pact: Cape Holm [ab]"}},
	{"place in a longer name", []string{"The pact was signed at Cape Holm.", "The signing took place at the Cape Holm naval base."},
		[]string{"agree place sign pact: Cape Holm [ab]"}},
	{"place of what the reports are about", []string{"The fire in Osterby grew. Crews fought the fire.", "Rain helps. The fire in Osterby is small."},
		[]string{"agree place fire: Osterby [ab]"}},
	{"place without a name", []string{"The breach opened in the eastern wing of the Osterby dam.", "The breach in the eastern wing grew."},
		[]string{"agree place breach: eastern wing [ab]"}},
	{"place differs", []string{"The body lay in the harbour. Peter Holt was killed in the harbour.", "Peter Holt was killed at the quarry."},
		[]string{"agree act Peter Holt: Peter Holt was killed [ab]", "differ place kill Peter Holt (open): harbour [a] / quarry [b]"}},
	{"places side by side", []string{"Peter Holt was killed in the harbour, below the quarry.", "Peter Holt was killed at the quarry."},
		[]string{"agree act Peter Holt: Peter Holt was killed [ab]"}},
	{"one place in another", []string{"Peter Holt was killed in Osterby.", "Peter Holt was killed at the quarry."},
		[]string{"agree act Peter Holt: Peter Holt was killed [ab]"}},
	{"places of two", []string{"Peter Holt was killed in the harbour.", "Olga Finch was killed at the quarry."}, nil},
	{"deed denied", []string{"The Harbour Council closed the bridge.", "The Harbour Council did not close the bridge."},
		[]string{"differ act bridge (open): Harbour Council closed the bridge [a] / did not close the bridge [b]"}},
	{"actors differ", []string{"Ana Marsh inaugurated the harbour pier.", "The harbour pier was inaugurated by Olga Finch."},
		[]string{"differ actor inaugurate pier (open): Ana Marsh [a] / Olga Finch [b]"}},
	{"actors of two deeds", []string{"Ana Marsh inaugurated the harbour pier.", "The school pier was inaugurated by Olga Finch."}, nil},
	{"actors together", []string{"Ana Marsh inaugurated the harbour pier.", "The harbour pier was inaugurated by Olga Finch. Ana Marsh looked on."}, nil},
	{"quoted alike", []string{"“We lost the old pier for good,” said Ana Marsh.", "Ana Marsh said: “We lost the old pier for good.”"},
		[]string{"agree quote Ana Marsh: We lost the old pier for good by Ana Marsh [ab]"}},
	{"quoted in other words", []string{"“We lost the old pier for good,” said Ana Marsh.", "“We lost the old bridge for good,” said Ana Marsh."},
		[]string{"differ quote Ana Marsh (open): We lost the old pier for good by Ana Marsh [a] / We lost the old bridge for good by Ana Marsh [b]"}},
	{"quoted in another form", []string{"“We lost the old pier for good,” said Ana Marsh.", "“We lost the old piers for good,” said Ana Marsh."}, nil},
	{"quoted from another", []string{"“We lost the old pier for good,” said Ana Marsh.", "“We lost the old pier for good,” said Peter Holt."},
		[]string{"differ quote We lost the old pier for good (open): Ana Marsh by Ana Marsh [a] / Peter Holt by Peter Holt [b]"}},
	{"quoted from another who is there", []string{"“We lost the old pier for good,” said Ana Marsh.", "“We lost the old pier for good,” said Peter Holt. Ana Marsh nodded."}, nil},
	{"departures differ", []string{"Ana Marsh is to leave the Osterby Port Authority. Its chief executive resigned on Monday.", "The Osterby Port Authority fired its chief executive. The outgoing chief, Ana Marsh, was not seen."},
		[]string{"differ status departure of Ana Marsh (open): resigned [a] / fired [b]"}},
	{"departures of two", []string{"Ana Marsh is to leave the Osterby Port Authority. Its chief executive resigned on Monday.", "The Osterby Port Authority fired its chief executive. The outgoing chief, Olga Finch, was not seen."}, nil},
	{"a deed that may be", []string{"The Harbour Council closed the bridge.", "The Harbour Council will not close the bridge."}, nil},
	{"not yet", []string{"The Harbour Council closed the bridge.", "The Harbour Council has not yet closed the bridge."}, nil},

	{"accused and denied", []string{"Ana Marsh accused Peter Holt of stealing the tally book. Peter Holt denied stealing the book.", "It rained in Osterby."},
		[]string{"differ act Peter Holt (open): accused Peter Holt of stealing the tally book by Ana Marsh [a] / denied stealing the book by Peter Holt [a]"}},
	{"denied elsewhere", []string{"Ana Marsh accused Peter Holt of stealing the tally book.", "Peter Holt denied stealing the book."},
		[]string{"differ act Peter Holt (open): accused Peter Holt of stealing the tally book by Ana Marsh [a] / denied stealing the book by Peter Holt [b]"}},
	{"that claim denied", []string{"Ana Marsh said that the harbour had leaked oil for years. Peter Holt rejected that claim.", "It rained in Osterby."},
		[]string{"differ act Peter Holt (open): the harbour had leaked oil for years by Ana Marsh [a] / rejected that claim by Peter Holt [a]"}},
	{"the claim denied", []string{"Ana Marsh said that Peter Holt had leaked oil for years. Peter Holt denied the claim.", "It rained in Osterby."},
		[]string{"differ act Peter Holt (open): Peter Holt had leaked oil for years by Ana Marsh [a] / denied the claim by Peter Holt [a]"}},
	{"some claim denied", []string{"Ana Marsh said that the harbour had leaked oil for years. Peter Holt denied the claim.", "It rained in Osterby."},
		[]string{"single act Ana Marsh: the harbour had leaked oil for years by Ana Marsh [a]"}},
	{"another claim denied", []string{"Ana Marsh said that the harbour had leaked oil for years. It rained. It snowed. Peter Holt rejected that claim.", "It rained in Osterby."},
		[]string{"single act Ana Marsh: the harbour had leaked oil for years by Ana Marsh [a]"}},
	{"not denied", []string{"Ana Marsh accused Peter Holt of stealing the tally book.", "It rained in Osterby."},
		[]string{"single act Peter Holt: accused Peter Holt of stealing the tally book by Ana Marsh [a]"}},
	{"accused by title", []string{"Ana Marsh opened the pier. She accused the contractor Peter Holt of hiding cracks in the pier.", "Holt denied the accusation of hiding cracks, Peter Holt's office confirmed."},
		[]string{"differ act Peter Holt (open): accused the contractor Peter Holt of hiding cracks in the pier by Ana Marsh [a] / denied the accusation of hiding cracks by Peter Holt [b]"}},
	{"denied by another", []string{"Ana Marsh accused Peter Holt of stealing the tally book.", "Olga Finch denied a rumour about rain."},
		[]string{"single act Peter Holt: accused Peter Holt of stealing the tally book by Ana Marsh [a]"}},

	{"told", []string{"Ana Marsh said that the harbour would reopen after the storm.", "It rained in Osterby."},
		[]string{"single act Ana Marsh: the harbour would reopen after the storm by Ana Marsh [a]"}},
	{"told to both", []string{"Ana Marsh said that the harbour would reopen after the storm.", "The harbour would reopen after the storm, Ana Marsh said."}, nil},
	{"told without its verb", []string{"Ana Marsh called the harbour of Osterby a disgrace.", "It rained in Osterby."}, nil},
	{"told and denied", []string{"Ana Marsh denied that the harbour had leaked oil.", "It rained in Osterby."},
		[]string{"single act Ana Marsh: denied that the harbour had leaked oil by Ana Marsh [a]"}},
	{"told by a thing", []string{"This success shows that the harbour would reopen after the storm.", "It rained in Osterby."}, nil},

	{"one says so, another that it is not", []string{"The ferry Merel sank off Osterby on Monday. The captain was drunk, police said.", "The ferry Merel sank off Osterby. The captain was not drunk, Ana Marsh said."},
		[]string{"agree act Merel: Merel sank [ab]", "differ act captain (open): captain was drunk by police [a] / captain was not drunk by Ana Marsh [b]"}},
	{"going on, or not", []string{"The bridge of Osterby collapsed on Monday. The driver was wearing a belt.", "The bridge of Osterby collapsed. The driver was not wearing a belt."},
		[]string{"differ act driver (open): driver was wearing a belt [a] / driver was not wearing a belt [b]"}},
	{"a denial that narrows down", []string{"The bridge of Osterby collapsed on Monday. The driver was wearing a belt.", "The bridge of Osterby collapsed. The driver was not always wearing a belt."}, nil},
	{"a denial under a condition", []string{"The bridge of Osterby collapsed on Monday. The driver was wearing a belt.", "The bridge of Osterby collapsed. If the driver was not wearing a belt, the harbour pays."}, nil},
	{"there was one, or none", []string{"The bridge of Osterby collapsed on Monday. Ana Marsh said the alarm sounded before the collapse of the bridge.",
		"The bridge of Osterby collapsed. Olga Finch, a baker, said she heard no alarm before the collapse of the bridge."},
		[]string{"differ act alarm (open): alarm sounded by Ana Marsh [a] / heard no alarm by Olga Finch [b]"}},
	{"causes", []string{"The fire at the Osterby mill was caused by a cigarette.", "A short circuit caused the fire at the Osterby mill, police said."},
		[]string{"differ act cause of the fire (open): caused by a cigarette [a] / short circuit caused by police [b]"}},
	{"a cause that is looked into", []string{"Fire destroyed the Osterby mill. The cause was a cigarette, police said.", "The fire at the Osterby mill spread. Investigators were examining a gas pipe."},
		[]string{"differ act cause of the fire (open): cause was a cigarette by police [a] / examining a gas pipe [b]"}},
	{"a cause that a report weighs against another", []string{"Fire destroyed the Osterby mill. The cause was a cigarette, police said.",
		"The fire at the Osterby mill spread. A short circuit caused the fire, a baker said. Nobody found a cigarette."},
		[]string{"single act police: The cause was a cigarette by police [a]"}},
	{"denied in one word", []string{"Ana Marsh said the harbour had paid a ransom. Olga Finch denied that.", "It rained in Osterby."},
		[]string{"differ act Olga Finch (open): the harbour had paid a ransom by Ana Marsh [a] / denied that by Olga Finch [a]"}},
	{"denied together with what is denied", []string{"The council denied the union's claim that it had been warned of the flood.", "It rained in Osterby."},
		[]string{"differ act council (open): claim that it had been warned of the flood [a] / denied the union's claim by council [a]"}},
	{"denied with a word in marks", []string{`The council denied the claim that it had struck a "deal" with the union, and left.`, "It rained in Osterby."},
		[]string{`differ act council (open): claim that it had struck a "deal" with the union [a] / denied the claim by council [a]`}},
	{"little is not none", []string{"The video shows that Ana Marsh took little credit for the pier of Osterby.", "The video shows that Ana Marsh never took credit for the pier of Osterby."}, nil},
	{"access is denied, not a fact", []string{"The council denied the ferry access to the harbour of Osterby. The ferry was accused of leaks.", "It rained in Osterby."}, nil},
	{"accused by nobody in particular", []string{"Ana Marsh was accused of taking bribes from the harbour. She denied taking bribes.", "It rained in Osterby."},
		[]string{"differ act Ana Marsh (open): accused of taking bribes from the harbour [a] / denied taking bribes by Ana Marsh [a]"}},
	{"the lawyer of who is suspected", []string{"Prosecutors ordered the detention of two surveyors employed by the harbour. The men, aged 39 and 55, are suspected of falsifying records, Lena Sund said.",
		"A lawyer for the two surveyors, Manuel Tarras, said his clients had been told to sign the forms by a superior."},
		[]string{"agree figure surveyors: two surveyors [ab]",
			"differ act surveyor (open): suspected of falsifying records by Lena Sund [a] / said his clients had been told to sign the forms by a superior by Manuel Tarras [b]"}},
	{"days from the date that was given", []string{"The leak was detected on 12 March 2026, the harbour said.", "The harbour saw signs of a leak in its pier on 7 March 2026, five days before the date it gave in a notice, according to a former diver."},
		[]string{"differ time detect (contradiction): 2026-03-07 by a former diver [b] / 2026-03-12 by harbour [a]"}},
	{"days from another date", []string{"The leak was detected on 12 March 2026, the harbour said.", "The harbour saw signs of a leak in its pier on 7 March 2026, four days before the date it gave in a notice, according to a former diver."}, nil},
	{"what an article alleges", []string{"The harbour has drafted a warning letter to the council.", "The article alleging that the harbour drafted a warning letter to the council is false, Ana Marsh said."}, nil},

	{"figure differs", []string{"Six boats sail to Osterby.", "Eight boats sail to Osterby."},
		[]string{"differ figure boats (contradiction): Six boats [a] / Eight boats [b]"}},
	{"figure agrees", []string{"Six boats sail to Osterby.", "Six boats sail to Osterby today."}, []string{"agree figure boats: Six boats [ab]"}},
	{"each by a source of its own", []string{"The ministry said six boats sail to Osterby.", "The union said eight boats sail to Osterby."},
		[]string{"differ figure boats (different count): six boats by ministry [a] / eight boats by union [b]"}},
	{"one report alone", []string{"Ana Marsh of Osterby said that six boats sail to the pier."}, nil},
}

func TestFind(t *testing.T) {
	p := sample.English(t)
	for _, tt := range findCases {
		t.Run(tt.name, func(t *testing.T) {
			s := tell(t, p, tt.texts...)
			got := show(claim.Find(s.reports, s.entities, s.figures, s.state))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q\n(-want +got):\n%s", tt.texts, diff)
			}
		})
	}
}

// TestReprint: a copy of the first report changes no claim but who has it.
func TestReprint(t *testing.T) {
	p := sample.English(t)
	for _, tt := range findCases {
		s := tell(t, p, append(slices.Clone(tt.texts), "first: "+tt.texts[0])...)
		got := show(claim.Find(s.reports, s.entities, s.figures, s.state))
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "Z", "")
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %q\n(-want +got):\n%s", tt.name, tt.texts, diff)
		}
	}
}

// TestOneChange: a point that one of three origins changes is one that differs,
// and the only one.
func TestOneChange(t *testing.T) {
	p := sample.English(t)
	base := []string{
		"Mayor Ana Marsh came to Osterby on a working visit. The bank trial of Peter Holt will begin on 1 June 2027. Olga Finch was killed in the harbour. “We will mend the old pier for good,” said Ana Marsh.",
		"Ana Marsh was in Osterby for a working visit. The bank trial of Peter Holt will begin on 1 June 2027. Olga Finch was killed in the harbour. “We will mend the old pier for good,” Ana Marsh said.",
		"The working visit of Ana Marsh to Osterby is over. On 1 June 2027 the trial of Peter Holt begins. Ana Marsh said: “We will mend the old pier for good.”",
	}
	differ := func(texts []string) []string {
		s := tell(t, p, texts...)
		var out []string
		for _, c := range show(claim.Find(s.reports, s.entities, s.figures, s.state)) {
			if strings.HasPrefix(c, "differ") {
				out = append(out, c)
			}
		}
		return out
	}
	if got := differ(base); len(got) > 0 {
		t.Errorf("unchanged: %q", got)
	}
	for _, c := range []struct{ old, new, kind string }{
		{"a working visit", "an official visit", "status"},
		{"1 June 2027", "9 June 2027", "time"},
		{"in the harbour.", "at the quarry.", "place"},
		{"the old pier", "the old wall", "quote"},
	} {
		changed := slices.Clone(base)
		changed[1] = strings.Replace(changed[1], c.old, c.new, 1)
		if got := differ(changed); len(got) != 1 || !strings.HasPrefix(got[0], "differ "+c.kind) {
			t.Errorf("%s for %s: %q, want one of kind %s", c.new, c.old, got, c.kind)
		}
	}
}

// TestFlags: an accusation and what is denied say so.
func TestFlags(t *testing.T) {
	s := tell(t, sample.English(t), "Ana Marsh accused Peter Holt of stealing the tally book.", "Peter Holt denied stealing the book.")
	c := claim.Find(s.reports, s.entities, s.figures, s.state)
	if len(c.Differ) != 1 {
		t.Fatalf("claims %v", show(c))
	}
	got := [][]string{c.Differ[0].Sides[0].Statements[0].Flags, c.Differ[0].Sides[1].Statements[0].Flags}
	want := [][]string{{wiredesk.FlagAccusation, wiredesk.FlagDenied, wiredesk.FlagDiffers}, {wiredesk.FlagDiffers}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRefused: what cannot be shown is left out, and one side of a difference
// never stands alone.
func TestRefused(t *testing.T) {
	s := tell(t, sample.English(t), "Minister Ana Marsh came to Osterby on a working visit.", "Ana Marsh was in Osterby for an official visit.")
	for _, refused := range []int{0, 1} {
		c := claim.Find(s.reports, s.entities, s.figures, func(at claim.Place, copies []claim.Place) *wiredesk.Statement {
			if at.Report == refused {
				return nil
			}
			return s.state(at, copies)
		})
		if got := show(c); len(got) > 0 {
			t.Errorf("without report %d: %v", refused, got)
		}
	}
}

func TestQuotations(t *testing.T) {
	p := sample.English(t)
	for _, tt := range []struct {
		name  string
		texts []string
		want  []string
	}{
		{"one", []string{"“We lost the pier,” said Mayor Ana Marsh."}, []string{"direct 1 Ana Marsh (said): We lost the pier [a]"}},
		{"same words elsewhere", []string{"“We lost the old pier,” said Mayor Ana Marsh.", "Ana Marsh told Outlet B: “We lost the old pier.”"},
			[]string{"direct 2 Ana Marsh (said): We lost the old pier [a] / We lost the old pier. [b]"}},
		{"copy", []string{"“We lost the old pier,” said Mayor Ana Marsh.", "copy: “We lost the old pier,” said Mayor Ana Marsh."},
			[]string{"direct 1 Ana Marsh (said): We lost the old pier [ab]"}},
		{"other words", []string{"“We lost the old pier,” said Mayor Ana Marsh.", "“The old pier is what we lost,” Marsh said."},
			[]string{"direct 2 Ana Marsh (said): We lost the old pier [a] / The old pier is what we lost [b]"}},
		{"led up to", []string{"Ana Marsh said that the old pier was lost to the storm."}, []string{"indirect 1 Ana Marsh (said): the old pier was lost to the storm [a]"}},
		{"dateline", []string{"OSTERBY, Oct. 5 (Farrier) — The old pier of the town was lost to the storm on Sunday, Ana Marsh said."},
			[]string{"indirect 1 Ana Marsh (said): The old pier of the town was lost to the storm on Sunday [a]"}},
		{"broken", []string{"“We lost the pier,” said Ana Marsh. “We want it back.”"}, []string{"direct 1 Ana Marsh (said): We lost the pier … We want it back. [aa]"}},
		{"a thing says nothing", []string{"This storm shows that the old pier was weak after all."}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, q := range claim.Quotations(tell(t, p, tt.texts...).reports) {
				docs := func(es []wiredesk.Evidence) (out string) {
					for _, e := range es {
						out += string(e.Document)
					}
					return out
				}
				line := fmt.Sprintf("%s %d %s (%s): %s [%s]", q.Kind, q.Origins, q.Speaker.Name, q.Cue, q.Text, docs(q.Evidence))
				for _, v := range q.Variants {
					line += fmt.Sprintf(" / %s [%s]", v.Text, docs(v.Evidence))
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q\n(-want +got):\n%s", tt.texts, diff)
			}
		})
	}
}
