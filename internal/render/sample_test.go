package render_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// A builder makes results by hand: invented reports, and statements whose
// spans, hashes and alignments are true.
type builder struct {
	r    *wiredesk.Result
	docs map[wiredesk.DocumentID]*wiredesk.Document
	n    int
}

func newBuilder() *builder {
	return &builder{
		r: &wiredesk.Result{Run: wiredesk.Run{
			Version:      "0.0.0-test",
			ConfigSHA256: wiredesk.Hash("config"), InputsSHA256: wiredesk.Hash("inputs"), OutputSHA256: wiredesk.Hash("output"),
			Writer: "rules",
		}},
		docs: map[wiredesk.DocumentID]*wiredesk.Document{},
	}
}

// doc adds a report.
func (b *builder) doc(id, outlet, published, title, text string) *wiredesk.Document {
	d := &wiredesk.Document{
		ID: wiredesk.DocumentID(id), Outlet: outlet, Title: title, Language: "en", Text: text,
		URL: "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "-")) + ".example/2027/" + id,
	}
	if published != "" {
		t, err := time.Parse(time.RFC3339, published)
		if err != nil {
			panic(err)
		}
		d.Published = wiredesk.Time{Time: t}
	}
	d.Seal()
	b.docs[d.ID] = d
	b.r.Documents = append(b.r.Documents, d)
	return d
}

// find returns the evidence for the first place of quote in document id.
func (b *builder) find(id, quote string) wiredesk.Evidence {
	d := b.docs[wiredesk.DocumentID(id)]
	i := strings.Index(d.Text, quote)
	if i < 0 {
		panic(fmt.Sprintf("%s does not read %q", id, quote))
	}
	return wiredesk.Cite(d, wiredesk.Span{Start: i, End: i + len(quote)})
}

// say makes a statement of a passage of document id. Parts of it in double
// square brackets are deleted from the statement.
func (b *builder) say(id, passage string, set ...func(*wiredesk.Statement)) wiredesk.Statement {
	b.n++
	st := wiredesk.Statement{ID: fmt.Sprintf("st-%d", b.n), Kind: wiredesk.Verbatim, Origins: 1, Outlets: 1}
	b.add(&st, id, passage)
	for _, f := range set {
		f(&st)
	}
	return st
}

// add appends a passage of document id to st.
func (b *builder) add(st *wiredesk.Statement, id, passage string) {
	e := b.find(id, strings.NewReplacer("[[", "", "]]", "").Replace(passage))
	at := e.Start
	for _, part := range strings.FieldsFunc(strings.NewReplacer("[[", "\x00", "]]", "\x01\x00").Replace(passage), func(r rune) bool { return r == 0 }) {
		text, deleted := strings.CutSuffix(part, "\x01")
		if deleted {
			st.Kind = wiredesk.Trimmed
		} else {
			out := wiredesk.Span{Start: len(st.Text), End: len(st.Text) + len(text)}
			st.Align = append(st.Align, wiredesk.Align{Out: out, Evidence: len(st.Evidence), Src: wiredesk.Span{Start: at, End: at + len(text)}})
			st.Text += text
		}
		at += len(text)
	}
	st.Evidence = append(st.Evidence, e)
}

// then joins a second passage to a statement.
func (b *builder) then(id, passage string) func(*wiredesk.Statement) {
	return func(st *wiredesk.Statement) {
		b.add(st, id, passage)
		st.Kind = wiredesk.Joined
	}
}

// also adds a passage that says the same.
func (b *builder) also(id, quote string) func(*wiredesk.Statement) {
	return func(st *wiredesk.Statement) {
		st.Support = append(st.Support, b.find(id, quote))
		st.Origins, st.Outlets = st.Origins+1, st.Outlets+1
	}
}

func flags(list ...string) func(*wiredesk.Statement) {
	return func(st *wiredesk.Statement) { st.Flags = list }
}

func saidBy(who string) func(*wiredesk.Statement) {
	return func(st *wiredesk.Statement) { st.AttributedTo = &who }
}

// story adds a story. Each origin is a list of documents, the earliest first.
func (b *builder) story(id string, brief wiredesk.Brief, origins ...[]wiredesk.DocumentID) *wiredesk.Story {
	s := wiredesk.Story{ID: wiredesk.StoryID(id), Brief: brief}
	outlets := map[string]bool{}
	for _, o := range origins {
		s.Origins = append(s.Origins, wiredesk.Origin{Documents: o, First: o[0]})
		s.Documents = append(s.Documents, o...)
	}
	slices.SortStableFunc(s.Documents, func(x, y wiredesk.DocumentID) int {
		return b.docs[x].Published.Compare(b.docs[y].Published)
	})
	for _, d := range s.Documents {
		outlets[b.docs[d].Outlet] = true
	}
	s.FirstPublished = b.docs[s.Documents[0]].Published
	s.LastPublished = b.docs[s.Documents[len(s.Documents)-1]].Published
	s.Counts = wiredesk.Counts{Documents: len(s.Documents), Outlets: len(outlets), Origins: len(s.Origins)}
	b.r.Stories = append(b.r.Stories, s)
	return &b.r.Stories[len(b.r.Stories)-1]
}

type ids = []wiredesk.DocumentID

// bridge is a story of six documents and four origins.
func (b *builder) bridge() *wiredesk.Story {
	b.doc("ansel-1", "Ansel Courier", "2027-03-09T18:20:00+01:00", "Brennick Bridge shut as river rises",
		"Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers. Nobody was hurt.\n\n"+
			"Divers will inspect the foundations on Thursday, once the current of the Selle has eased, the harbour office said. Until then lorries have to take the ferry at Low Marrow, a detour of 40 kilometres.\n\n"+
			"The bridge, built in 1931, carries about 14,000 vehicles a day. It was last repaired in 2009.")
	b.doc("lpa-1", "Lorvanian Press Agency", "2027-03-09T20:05:00+01:00", "Flood closes main bridge of Port Ansel",
		"PORT ANSEL (LPA) - The Brennick Bridge, the only road across the lower Selle, was closed on Tuesday evening after flood water damaged two of its piers.\n\n"+
			"At least 300 people in the district of Quayside left their homes overnight, according to the Interior Ministry. The ministry opened two schools as shelters.\n\n"+
			"“We will not reopen it before every pier has been looked at,” said Mayor Ines Corvane.")
	b.doc("ledger-1", "Harbour Ledger", "2027-03-09T20:40:00+01:00", "Flood closes main bridge of Port Ansel",
		b.docs["lpa-1"].Text)
	b.doc("post-1", "Tidewater Post", "2027-03-09T21:15:00+01:00", "Port Ansel loses its bridge to the flood", b.docs["lpa-1"].Text)
	b.doc("beacon-1", "Evening Beacon", "2027-03-10T16:10:00-05:00", "Quayside families wait out the flood",
		"Some 420 people have now left Quayside, the district council counted on Wednesday afternoon. Most of them stay with relatives.\n\n"+
			"The council, which had asked for a second bridge since 2015, blamed the harbour office for the damage; the office denies this.")
	d := b.doc("gaceta-1", "Gaceta del Selle", "2027-03-10T09:30:00+01:00", "El puente de Brennick sigue cerrado",
		"El puente de Brennick seguía cerrado el miércoles. Los transbordadores de Marrow Bajo llevan doce camiones por viaje, según la oficina del puerto.")
	d.Language = "es"

	headline := b.say("lpa-1", "The Brennick Bridge[[, the only road across the lower Selle,]] was closed on Tuesday evening after flood water damaged two of its piers.",
		b.also("ansel-1", "Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers."))
	brief := wiredesk.Brief{
		Headline: &headline,
		KeyPoints: []wiredesk.Statement{
			b.say("ansel-1", "Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers.",
				b.also("lpa-1", "The Brennick Bridge, the only road across the lower Selle, was closed on Tuesday evening"),
				b.also("gaceta-1", "El puente de Brennick seguía cerrado el miércoles.")),
			b.say("post-1", "At least 300 people in the district of Quayside left their homes overnight[[, according to the Interior Ministry]].",
				saidBy("the Interior Ministry"), flags(wiredesk.FlagDiffers, wiredesk.FlagSuperseded)),
			b.say("beacon-1", "Some 420 people have now left Quayside, the district council counted on Wednesday afternoon.",
				flags(wiredesk.FlagDiffers, wiredesk.FlagSingleOrigin)),
		},
		Narrative: [][]wiredesk.Statement{
			{
				b.say("ansel-1", "Nobody was hurt.", flags(wiredesk.FlagSingleOrigin)),
				b.say("ansel-1", "Divers will inspect the foundations on Thursday[[, once the current of the Selle has eased, the harbour office said]].",
					saidBy("the harbour office"), flags(wiredesk.FlagSingleOrigin)),
				b.say("ansel-1", "Until then lorries have to take the ferry at Low Marrow, a detour of 40 kilometres.",
					b.also("gaceta-1", "Los transbordadores de Marrow Bajo llevan doce camiones por viaje")),
				b.say("lpa-1", "“We will not reopen it before every pier has been looked at,” said Mayor Ines Corvane."),
			},
			{
				b.say("beacon-1", "The council[[, which had asked for a second bridge since 2015,]] blamed the harbour office for the damage; the office denies this.",
					flags(wiredesk.FlagAccusation, wiredesk.FlagDenied, wiredesk.FlagSingleOrigin)),
				b.say("ansel-1", "The bridge, built in 1931, carries about 14,000 vehicles a day. ",
					b.then("beacon-1", "Most of them stay with relatives.")),
			},
		},
	}
	brief.Timeline = []wiredesk.Event{
		{Date: "2009", Precision: "year", Statement: b.say("ansel-1", "It was last repaired in 2009.")},
		{Date: "2027-03-09", Precision: "day", Statement: b.say("ansel-1", "Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers.")},
	}
	s := b.story("s-bridge", brief, ids{"ansel-1"}, ids{"lpa-1", "ledger-1", "post-1"}, ids{"gaceta-1"}, ids{"beacon-1"})
	s.Origins[1].Credit = "LPA"
	s.Origins[1].Copies = []wiredesk.Copy{
		{Document: "ledger-1", Of: "lpa-1", Taken: 1, Share: 1},
		{Document: "post-1", Of: "lpa-1", Taken: 0.821, Share: 0.5, Added: []wiredesk.Span{{Start: 0, End: 20}}},
	}
	s.Counts.Withheld = 2
	s.Explain = []wiredesk.Reason{
		{Document: "lpa-1", With: "ansel-1", Score: 0.734, Why: "same place and event words within two hours", Terms: []string{"Brennick Bridge", "piers", "flood water"}},
		{Document: "post-1", With: "lpa-1", Score: 1, Why: "copy"},
	}
	return s
}

// mill is a story of two documents.
func (b *builder) mill() *wiredesk.Story {
	b.doc("mill-1", "Oakvale Times", "2027-03-10T07:00:00+01:00", "Paper mill in Oakvale to reopen under new owner",
		"The paper mill in Oakvale will reopen in June with 180 workers, its new owner Tarrant Board said on Wednesday. The mill stood idle for three years.")
	b.doc("mill-2", "Ansel Courier", "2027-03-10T12:45:00+01:00", "Oakvale mill sold",
		"Tarrant Board has bought the Oakvale mill and will run one of its two machines from June. The price was not given.")
	headline := b.say("mill-1", "The paper mill in Oakvale will reopen in June with 180 workers, its new owner Tarrant Board said on Wednesday.")
	return b.story("s-mill", wiredesk.Brief{
		Headline: &headline,
		KeyPoints: []wiredesk.Statement{
			b.say("mill-2", "Tarrant Board has bought the Oakvale mill and will run one of its two machines from June."),
			b.say("mill-1", "The mill stood idle for three years."),
		},
		Narrative: [][]wiredesk.Statement{{b.say("mill-2", "The price was not given.")}},
	}, ids{"mill-1"}, ids{"mill-2"})
}

// one is a story of one document, with a headline only.
func (b *builder) one(id, outlet, published, title, text string) *wiredesk.Story {
	b.doc(id, outlet, published, title, text)
	headline := b.say(id, text)
	return b.story("s-"+id, wiredesk.Brief{Headline: &headline}, ids{wiredesk.DocumentID(id)})
}

// full is a page with everything on it.
func full() *wiredesk.Result {
	b := newBuilder()
	b.bridge()
	b.mill()
	b.r.Stories[0].Related = []wiredesk.Related{{Story: "s-mill", Kind: wiredesk.FollowedBy, Why: "a day later"}}
	b.r.Stories[1].Related = []wiredesk.Related{{Story: "s-bridge", Kind: wiredesk.Follows, Why: "a day later"}, {Story: "s-chess-1", Kind: wiredesk.RelatedTo, Why: "same town"}}
	b.one("chess-1", "Evening Beacon", "2027-03-10T18:00:00-05:00", "Chess", "Lina Overbeck won the Lorvanian chess title for the fourth time.")
	b.one("harbour-1", "صحيفة المرفأ", "2027-03-10T10:00:00+03:00", "", "أعلنت بلدية بورت أنسيل فتح ميناء الصيد صباح الخميس.")
	b.docs["harbour-1"].Language, b.docs["harbour-1"].URL = "ar", ""
	b.doc("ad-1", "Oakvale Times", "", "Spring sale at Bennet's", "Everything must go.")
	b.r.Unfiled = []wiredesk.Unfiled{{Document: "ad-1", Reason: "too short to be compared (3 words)"}}
	return b.r
}

// bridgeOnly is a page about one story and nothing else.
func bridgeOnly() *wiredesk.Result {
	b := newBuilder()
	b.bridge()
	return b.r
}

// days is a timeline of the reports on the bridge.
func days() *wiredesk.Timeline {
	b := newBuilder()
	s := b.bridge()
	t := &wiredesk.Timeline{Run: b.r.Run, Read: 9, Documents: b.r.Documents, Origins: s.Origins}
	t.Entries = []wiredesk.TimelineEntry{
		{Date: "2027-03-09", Dated: 1, Statements: []wiredesk.Statement{
			b.say("lpa-1", "The Brennick Bridge[[, the only road across the lower Selle,]] was closed on Tuesday evening after flood water damaged two of its piers.",
				b.also("ansel-1", "Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers.")),
			b.say("lpa-1", "The ministry opened two schools as shelters."),
		}},
		{Date: "2027-03-10", Dated: 1, Statements: []wiredesk.Statement{
			b.say("beacon-1", "Some 420 people have now left Quayside, the district council counted on Wednesday afternoon.", flags(wiredesk.FlagAccusation)),
		}},
	}
	return t
}
