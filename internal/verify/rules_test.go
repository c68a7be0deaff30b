package verify_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// rules returns the rules that fs name, in order, each once.
func rules(fs []verify.Failure) []string {
	var rs []string
	for _, f := range fs {
		rs = append(rs, f.Rule)
	}
	slices.Sort(rs)
	return slices.Compact(rs)
}

// trim reads a sentence with braces as [marked] does and checks the trim.
func trim(text string, headline bool) []verify.Failure {
	d, ones := marked("d", text)
	check := verify.Statement
	if headline {
		check = verify.Headline
	}
	return check(ones[0].s, byID([]*wiredesk.Document{d}))
}

// TestDeletions says for each deletion which rules refuse it; none for those
// that are allowed.
func TestDeletions(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		// allowed
		{"dateline", `{PORT IMMERY, March 10 (MPA) — }The harbour closed on Tuesday.`, nil},
		{"dateline without a date", `{ALBA, Veldt (AP) - }The bank lost 12 clerks.`, nil},
		{"dateline and connective", `{ALBA (Tern) — However, }the bank lost 12 clerks.`, nil},
		{"dateline without a space", `{ALBA (Tern) –}The bank lost 12 clerks.`, nil},
		{"age in a clause", `The bank lost 12 clerks, fatally wounding Ole Brack{, 33,} in the head.`, nil},
		{"age before around", `Police said Allen wounded the clerk Ole Brack-Lund{, 28,} around 9 a.m. Saturday, then went to Bori.`, nil},
		{"bullet", `{• }The harbour closed on Tuesday.`, nil},
		{"connective", `{Meanwhile, }the harbour closed on Tuesday.`, nil},
		{"bare connective", `{But }the harbour closed on Tuesday.`, nil},
		{"parenthesis", `The Harbour Board{ (HB)} closed the pier.`, nil},
		{"parenthesis in a name", `The Harbour Board{ (HB)} Chairman resigned on Tuesday.`, nil},
		{"age", `Anna Holt{, 43,} closed the pier.`, nil},
		{"apposition", `Anna Holt{, the mayor,} closed the pier.`, nil},
		{"participle in an apposition", `Anna Holt{, a lawyer born in Alba,} closed the pier.`, nil},
		{"name behind an office", `The mayor{, Anna Holt,} closed the pier.`, nil},
		{"apposition at the end", `The road ends in Bori{, a town of 1,200}.`, nil},
		{"relative clause", `The pier{, which was built in 1920,} fell on Monday.`, nil},
		{"relative clause with a bound and its number", `The pier{, which is about 40 metres long,} fell on Monday.`, nil},
		{"month in a relative clause", `The pier{, which was painted in May,} fell on Monday.`, nil},
		{"attribution", `The pier fell on Monday{, the harbour office said|the harbour office}.`, nil},
		{"attribution with a day", `The pier fell at noon{, police said on Monday|police}.`, nil},
		{"attribution turned round", `The pier fell at noon{, said Anna Holt, who runs it|Anna Holt}.`, nil},
		{"attribution by according", `The pier fell at noon{, according to the harbour office|the harbour office}.`, nil},
		{"apposition and attribution", `The pier fell near Bori{, a small town, police said|police}.`, nil},

		// form
		{"day in front", `{On Monday, }the harbour closed its gates.`, []string{"licence"}},
		{"adverb", `The harbour {quietly }closed its gates.`, []string{"licence"}},
		{"restrictive clause", `The men{ who fled} were found on Monday.`, []string{"licence"}},
		{"dateline in the middle of a line", `It rained. {ALBA (AP) — }The bank lost 12 clerks.`, []string{"licence"}},
		{"verdict as dateline", `{FALSE — }The bank lost 12 clerks.`, []string{"licence", "protected"}},
		{"sentence as dateline", `{Anna Holt thinks — }the bank lost 12 clerks.`, []string{"licence"}},
		{"but for", `{But }for the rain the harbour had closed.`, []string{"licence"}},
		{"main clause", `On Friday{, the mayor of Bori resigned,} saying she was tired.`, []string{"licence"}},
		{"main clause with a name", `He knew that in the film{, Scott Holt sings}.`, []string{"licence"}},
		{"clause in a row", `The dogs barked{, the army shelled Alba,} before the rain came.`, []string{"licence"}},
		{"member of a list", `The police caught Brown{, Smith,} Jones and Lee.`, []string{"licence", "names"}},
		{"member of a list, comma kept", `The police caught Brown{, Smith}, Jones and Lee.`, []string{"licence"}},
		{"last of a list", `The firm has mines in Alba{, Bori and Cado}.`, []string{"licence"}},
		{"belongs to another noun then", `Deep Tin{, which is owned by Veldt Metal,} a firm with 900 clerks, fell.`, []string{"licence"}},
		{"belongs to another noun then, comma kept", `Deep Tin{, which is owned by Veldt Metal}, a firm with 900 clerks, fell.`, []string{"licence"}},
		{"place in two parts", `The couple{, who own a hut in Bori,} Veldt, left on Monday.`, []string{"licence"}},
		{"year", `The hut burned on June 6{, 2016,} in the storm.`, []string{"licence"}},
		{"clause with after", `The old pier fell{, after it had been struck by a ship}.`, []string{"licence"}},
		{"weekday in the body", `The pier fell {on Monday }in a storm.`, []string{"licence"}},
		{"full stop in the body", `The pier fell in a storm{.}`, []string{"licence"}},
		{"line feed", "The old pier fell{, a loss\nfor the town}.", []string{"licence"}},

		// words, numbers, names
		{"within a word", `The mayor was dis{cour}aged by the rain.`, []string{"licence", "words"}},
		{"within a number", `The firm lost {1,}200 clerks in March.`, []string{"licence", "words"}},
		{"number of two", `The firm lost 12{ (net)} 000 clerks in March.`, []string{"numbers"}},
		{"area code", `Callers may ring the desk at{ (707)} 648-4524.`, []string{"numbers"}},
		{"name of two", `Near Lake Orm{, which froze in May,} Holt built a hut.`, []string{"names"}},

		// quotations
		{"word of a quotation", `Holt said “the {old }pier is gone” on Monday.`, []string{"licence", "quotation"}},
		{"bracket in a quotation", `Holt said "the pier{ (the old one)} is gone" on Monday.`, []string{"quotation"}},
		{"single marks", `Holt said ‘the pier{ (the old one)} is gone’ on Monday.`, []string{"quotation"}},
		{"whole quotation", `Holt{, “the iron mayor”,} closed the pier.`, []string{"licence", "quotation"}},

		// protected
		{"negation", `The mayor did {not }close the pier.`, []string{"licence", "protected"}},
		{"negation in a bracket", `The mayor closed the pier{ (but not the road)}.`, []string{"protected"}},
		{"n't in a clause", `The pier{, which wasn't safe,} fell on Monday.`, []string{"protected"}},
		{"denial in a clause", `Holt{, who denies the charge,} closed the pier.`, []string{"licence", "protected"}},
		{"condition", `The pier will open in May{, if the money is found}.`, []string{"licence", "protected"}},
		{"unless", `The pier will open in May{, unless it rains}.`, []string{"licence", "protected"}},
		{"hedge", `The {alleged }thief fled to Bori.`, []string{"licence", "protected"}},
		{"hedge in a bracket", `The pier will be closed{ (possibly)} in May.`, []string{"protected"}},
		{"modal", `The pier {may }close in June.`, []string{"licence", "protected"}},
		{"modal in a clause", `The pier{, which will be sold,} fell on Monday.`, []string{"protected"}},
		{"bound", `The storm killed {at least }40 sheep.`, []string{"licence", "protected"}},
		{"bound in a bracket", `The storm killed{ (at least)} 40 sheep.`, []string{"protected"}},
		{"bound behind", `The storm killed 40{ or more} sheep.`, []string{"licence", "protected"}},
		{"weak bound", `The storm killed {about }forty sheep.`, []string{"licence", "protected"}},
		{"only", `The pier opens{ (only on Sundays)} in winter.`, []string{"protected"}},
		{"former", `The {former }mayor closed the pier.`, []string{"licence", "protected"}},
		{"ex-", `Anna Holt{, the ex-mayor,} closed the pier.`, []string{"protected"}},
		{"attempted", `The man was held for {attempted }arson in Bori.`, []string{"licence", "protected"}},
		{"accused", `Holt{, who was accused of theft,} closed the pier.`, []string{"licence", "protected"}},

		// attribution
		{"attribution to nobody", `The pier fell on Monday{, the harbour office said}.`, []string{"attribution"}},
		{"attribution to another", `The pier fell on Monday{, Anna Holt told Ida Sund|Ida Sund}.`, []string{"attribution"}},
		{"attribution to a part", `The pier fell on Monday{, the lawyer of Anna Holt said|Anna Holt}.`, []string{"attribution"}},
		{"attribution to one of two", `The pier fell on Monday{, according to Ida Sund and Anna Holt|Anna Holt}.`, []string{"attribution"}},
		{"attribution to the possessor", `The pier fell on Monday{, according to Holt's lawyer|Holt}.`, []string{"attribution"}},
		{"accusation", `Ekman stole the anchors{, police said|police}.`, []string{"attribution"}},
		{"accusation by according", `The mayor took a bribe{, according to a clerk|a clerk}.`, []string{"attribution"}},
		{"opinion", `The mayor should resign at once{, Ida Sund said|Ida Sund}.`, []string{"attribution"}},
		{"claim", `The pier fell on Monday{, Ida Sund claimed|Ida Sund}.`, []string{"attribution", "protected"}},
		{"attribution in the middle", `The pier{, Ida Sund said,} fell on Monday.`, []string{"attribution"}},
		{"attribution in front", `{Ida Sund said }the pier fell on Monday.`, []string{"attribution"}},
		{"attribution by a base form", `The pier is a threat to boats{, the officials argue}.`, []string{"attribution"}},

		// what is left
		{"too short", `The pier fell{, a loss for the town}.`, []string{"minimum"}},
		{"two full stops", `The man was seen in Bori, V.T.{, where the pier fell}.`, []string{"minimum"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fs := trim(tt.text, false)
			if diff := cmp.Diff(tt.want, rules(fs)); diff != "" {
				t.Errorf("%s\n%v\nmismatch (-want +got):\n%s", tt.text, fs, diff)
			}
		})
	}
}

func TestHeadlines(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`Old pier falls{.}`, nil},
		{`Old pier of Bori falls{ on Monday}.`, nil},
		{`{On Monday }the old pier of Bori falls`, nil},
		{`Old pier opens{ on Monday} and closes on Friday`, []string{"licence"}},
		{`Old pier falls{ on Monday}, 3 May`, []string{"licence"}},
		{`Pier falls{ on Monday}`, []string{"minimum"}},
	} {
		if diff := cmp.Diff(tt.want, rules(trim(tt.text, true))); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.text, diff)
		}
	}
}

// TestBorders marks an evidence by braces and says whether it is refused.
func TestBorders(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"whole text", `{The pier fell on Monday.}`, nil},
		{"between sentences", `It rained. {The pier fell on Monday.} It rained again.`, nil},
		{"behind a quotation", `“It rained.” {The pier fell on Monday.} “It rained.”`, nil},
		{"behind a bracket", `It rained (a lot). {The pier fell on Monday.}`, nil},
		{"paragraph without a full stop", "A heading\n\n{The pier fell on Monday}\n\nMore", nil},
		{"bullet", "- {The pier fell on Monday}\n- It rained", nil},
		{"numbered", "1. {The pier fell on Monday.}\n2. It rained.", nil},
		{"dateline", `PORT IMMERY (MPA) — {The pier fell on Monday.}`, nil},
		{"dash of a dateline", `PORT IMMERY {– The pier fell on Monday.}`, nil},
		{"digit", `It rained. {12 piers fell on Monday.}`, nil},
		{"quotation", `It rained. {“The pier fell,” Holt said on Monday.}`, nil},
		{"title above", "Pier falls\n{The pier of the small town of Bori fell on Monday.} It rained.", nil},
		{"abbreviation before", `Holt went to the U.S. {The pier fell on Monday.}`, nil},
		{"ellipsis", `It rained... {The pier fell on Monday.}`, nil},

		{"mixed marks", `{“The pier fell," Holt said on Monday.}`, nil},
		{"marks in marks", `{“The pier is “safe” now,” Holt said on Monday.}`, nil},
		{"spaced marks", `{Holt called it " safe " on Monday.}`, nil},

		{"behind that", `Holt denied that {the pier fell on Monday.}`, []string{"sentence"}},
		{"behind a colon", `Holt denied one thing: {The pier fell on Monday.}`, []string{"sentence"}},
		{"behind a title", `It is false, said Gov. {Holt and the pier fell.}`, []string{"sentence"}},
		{"behind an initial", `Nobody told J. {Holt that the pier fell.}`, []string{"sentence"}},
		{"behind an abbreviation", `Nobody in the U.S. {Senate said that it fell.}`, []string{"sentence"}},
		{"behind a small letter", `“Why?” {asked the man who fell.}`, []string{"sentence"}},
		{"speaker cut off", `{“The mayor stole it all!”} Ida Sund claimed.`, []string{"sentence"}},
		{"speaker alone", `“Is it true?” {Ida Sund asked the mayor.}`, []string{"sentence"}},
		{"before a clause", `{The mayor took the money}, a clerk said.`, []string{"sentence"}},
		{"before but", `{The mayor took the money} but gave it back.`, []string{"sentence"}},
		{"before a colon", `{The mayor took the money:} false.`, []string{"sentence"}},
		{"without its full stop", `{The pier fell on Monday}. It rained.`, []string{"sentence"}},
		{"within a word", `T{he pier fell on Monday.}`, []string{"sentence"}},
		{"space at the end", `{The pier fell on Monday. }It rained.`, []string{"minimum", "sentence"}},
		{"two paragraphs", "{The pier fell on Monday.\n\nIt rained.}", []string{"sentence"}},
		{"wrapped line", "The mayor of the small town of Bori, who has been ill since May, denies that\n{Lund was seen near the pier of the town when it fell on Monday at noon.}", []string{"sentence"}},
		{"wrapped line, small letter", "The mayor of Bori denies that\n{the pier fell on Monday.}", []string{"sentence"}},

		{"inside a quotation", `“It rained. {The pier fell on Monday.} It rained,” Holt said.`, []string{"quotation"}},
		{"start of a quotation", `{“The mayor stole the money.} He should go,” Holt said.`, []string{"quotation"}},
		{"end of a quotation", `“It rained. {The pier fell on Monday,” Holt said.}`, []string{"quotation"}},
		{"open bracket", `{The pier fell (on Monday.} It rained.)`, []string{"minimum"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start, end := strings.Index(tt.text, "{"), strings.Index(tt.text, "}")-1
			d := document("d", strings.NewReplacer("{", "", "}", "").Replace(tt.text))
			fs := verify.Statement(verbatim(d, wiredesk.Span{Start: start, End: end}), byID([]*wiredesk.Document{d}))
			if diff := cmp.Diff(tt.want, rules(fs)); diff != "" {
				t.Errorf("%s\n%v\nmismatch (-want +got):\n%s", tt.text, fs, diff)
			}
		})
	}
}

// TestRecords changes one thing in a true statement.
func TestRecords(t *testing.T) {
	d := document("d", "The pier fell on Monday, 3 May, police said. Some 40 boats did not sink. The old road is safe now.")
	other := document("e", "On Monday, 3 May the pier fell. It rained for 40 hours.")
	empty := &wiredesk.Document{ID: "f", Bytes: 4, SHA256: wiredesk.Hash("text")}
	docs := byID([]*wiredesk.Document{d, other, empty, document("long", strings.Repeat("rain ", 401))})
	first := wiredesk.Span{End: 44}
	third := wiredesk.Span{Start: 73, End: len(d.Text)}
	for _, tt := range []struct {
		name string
		edit func(*wiredesk.Statement)
		want []string
	}{
		{"as it is", func(s *wiredesk.Statement) {}, nil},
		{"trimmed of nothing", func(s *wiredesk.Statement) { s.Kind = wiredesk.Trimmed }, nil},
		{"rows that meet", func(s *wiredesk.Statement) {
			s.Align = []wiredesk.Align{{Out: wiredesk.Span{End: 9}, Src: wiredesk.Span{End: 9}}, {Out: wiredesk.Span{Start: 9, End: 44}, Src: wiredesk.Span{Start: 9, End: 44}}}
		}, nil},
		{"support", func(s *wiredesk.Statement) {
			s.Support = []wiredesk.Evidence{wiredesk.Cite(other, wiredesk.Span{End: 31})}
		}, nil},
		{"speaker", func(s *wiredesk.Statement) { s.AttributedTo = ptr("police") }, nil},
		{"joined", func(s *wiredesk.Statement) { join(s, d, " ", first, third) }, nil},

		{"no document", func(s *wiredesk.Statement) { s.Evidence[0].Document = "x" }, []string{"document"}},
		{"no text", func(s *wiredesk.Statement) { s.Evidence[0].Document = "f" }, []string{"document"}},
		{"other document", func(s *wiredesk.Statement) { s.Evidence[0].Document = "e" }, []string{"span-hash"}},
		{"negative", func(s *wiredesk.Statement) { s.Evidence[0].Start = -1 }, []string{"span"}},
		{"beyond the text", func(s *wiredesk.Statement) { s.Evidence[0].End = 1 << 40 }, []string{"span"}},
		{"empty", func(s *wiredesk.Statement) { s.Evidence[0].End = 0 }, []string{"span"}},
		{"quote", func(s *wiredesk.Statement) { s.Evidence[0].Quote += "." }, []string{"span-hash"}},
		{"hash", func(s *wiredesk.Statement) { s.Evidence[0].SHA256 = wiredesk.Hash("") }, []string{"span-hash"}},
		{"no evidence", func(s *wiredesk.Statement) { s.Evidence = nil }, []string{"kind"}},
		{"evidence without use", func(s *wiredesk.Statement) { s.Evidence = append(s.Evidence, wiredesk.Cite(d, third)) }, []string{"kind"}},
		{"too long", func(s *wiredesk.Statement) {
			*s = *verbatim(docs["long"], wiredesk.Span{End: 2001})
		}, []string{"sentence"}},
		{"unknown kind", func(s *wiredesk.Statement) { s.Kind = "free" }, []string{"kind"}},
		{"worded", func(s *wiredesk.Statement) { s.Kind = wiredesk.Worded }, []string{"kind"}},
		{"template", func(s *wiredesk.Statement) { s.Kind = wiredesk.Template }, []string{"template"}},
		{"text", func(s *wiredesk.Statement) { s.Text = strings.Replace(s.Text, "3", "4", 1) }, []string{"rebuild"}},
		{"text of a trim", func(s *wiredesk.Statement) { s.Kind, s.Text = wiredesk.Trimmed, strings.Replace(s.Text, "3", "4", 1) }, []string{"rebuild"}},
		{"no rows", func(s *wiredesk.Statement) { s.Align = nil }, []string{"rebuild"}},
		{"gap", func(s *wiredesk.Statement) { s.Align[0].Out.Start, s.Align[0].Src.Start = 4, 4 }, []string{"rebuild"}},
		{"short", func(s *wiredesk.Statement) { s.Align[0].Out.End, s.Align[0].Src.End = 40, 40 }, []string{"rebuild"}},
		{"row of no evidence", func(s *wiredesk.Statement) { s.Align[0].Evidence = 1 }, []string{"align-order"}},
		{"row outside", func(s *wiredesk.Statement) { s.Align[0].Src = wiredesk.Span{Start: 1, End: 45} }, []string{"align-order"}},
		{"lengths", func(s *wiredesk.Statement) { s.Align[0].Src.End-- }, []string{"align-order"}},
		{"order", func(s *wiredesk.Statement) {
			s.Kind, s.Text = wiredesk.Trimmed, " pier fell on Monday, 3 May, police said.The"
			s.Align = []wiredesk.Align{{Out: wiredesk.Span{End: 41}, Src: wiredesk.Span{Start: 3, End: 44}}, {Out: wiredesk.Span{Start: 41, End: 44}, Src: wiredesk.Span{End: 3}}}
		}, []string{"align-order"}},
		{"not the speaker", func(s *wiredesk.Statement) { s.AttributedTo = ptr("Monday") }, []string{"attribution"}},
		{"speaker of nowhere", func(s *wiredesk.Statement) { s.AttributedTo = ptr("Ida Sund") }, []string{"attribution"}},
		{"empty speaker", func(s *wiredesk.Statement) { s.AttributedTo = ptr("") }, []string{"attribution"}},
		{"support without the number", func(s *wiredesk.Statement) {
			s.Support = []wiredesk.Evidence{wiredesk.Cite(other, wiredesk.Span{Start: 32, End: 55})}
		}, []string{"support"}},
		{"support of the same document", func(s *wiredesk.Statement) { s.Support = []wiredesk.Evidence{wiredesk.Cite(d, first)} }, []string{"support"}},
		{"support of other polarity", func(s *wiredesk.Statement) {
			s.Support = []wiredesk.Evidence{wiredesk.Cite(other, wiredesk.Span{Start: 32, End: 55})}
			at := wiredesk.Span{Start: 45, End: 72}
			*s = wiredesk.Statement{ID: "s", Text: at.Of(d.Text), Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{wiredesk.Cite(d, at)},
				Align: []wiredesk.Align{{Out: wiredesk.Span{End: at.Len()}, Src: at}}, Support: s.Support}
		}, []string{"support"}},
		{"joined without a joint", func(s *wiredesk.Statement) { join(s, d, "", first, third) }, []string{"kind"}},
		{"joined by a word", func(s *wiredesk.Statement) { join(s, d, " not ", first, third) }, []string{"kind"}},
		{"joined piece cut", func(s *wiredesk.Statement) {
			join(s, d, " ", first, third)
			s.Align = append(s.Align[:1], wiredesk.Align{Out: wiredesk.Span{Start: 45, End: 49}, Evidence: 1, Src: wiredesk.Span{Start: 73, End: 77}},
				wiredesk.Align{Out: wiredesk.Span{Start: 49, End: 66}, Evidence: 1, Src: wiredesk.Span{Start: 81, End: len(d.Text)}})
			s.Text = strings.Replace(s.Text, "old ", "", 1)
		}, []string{"kind", "licence"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := verbatim(d, first)
			tt.edit(s)
			fs := verify.Statement(s, docs)
			if diff := cmp.Diff(tt.want, rules(fs)); diff != "" {
				t.Errorf("%q %v\nmismatch (-want +got):\n%s", s.Text, fs, diff)
			}
		})
	}
}

func ptr(s string) *string { return &s }

// join makes s the pieces of d with joint between them.
func join(s *wiredesk.Statement, d *wiredesk.Document, joint string, pieces ...wiredesk.Span) {
	*s = wiredesk.Statement{ID: "s", Kind: wiredesk.Joined}
	for i, p := range pieces {
		if i > 0 {
			s.Text += joint
		}
		s.Align = append(s.Align, wiredesk.Align{Out: wiredesk.Span{Start: len(s.Text), End: len(s.Text) + p.Len()}, Evidence: i, Src: p})
		s.Evidence = append(s.Evidence, wiredesk.Cite(d, p))
		s.Text += p.Of(d.Text)
	}
}

func TestFailure(t *testing.T) {
	f := verify.Failure{Story: "s1", Statement: "s1.k1", Rule: "span", Detail: "out of bounds"}
	if got, want := f.String(), "story s1: statement s1.k1: span: out of bounds"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	b, err := json.Marshal(verify.Result(&wiredesk.Result{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(b), `{"stories":0,"statements":0,"evidence":0,"failures":[]}`; got != want {
		t.Errorf("report of nothing = %s, want %s", got, want)
	}
}

func FuzzStatement(f *testing.F) {
	d, ones := marked("d", invented[0])
	for _, o := range ones {
		b, err := json.Marshal(o.s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b), d.Text)
	}
	f.Add(`{"kind":"joined","evidence":[{"document":"d","start":0,"end":1}],"align":[[0,1,0,0,1]]}`, "“‘'\"(\n\n—")
	f.Fuzz(func(t *testing.T, statement, text string) {
		var s wiredesk.Statement
		if json.Unmarshal([]byte(statement), &s) != nil {
			return
		}
		d := document("d", text)
		docs := map[wiredesk.DocumentID]*wiredesk.Document{"d": d}
		verify.Statement(&s, docs)
		// with true records, so that the later rules are reached
		for i := range s.Evidence {
			if e := s.Evidence[i]; 0 <= e.Start && e.Start < e.End && e.End <= len(text) {
				s.Evidence[i] = wiredesk.Cite(d, e.Span())
			}
		}
		s.Text = ""
		for i, a := range s.Align {
			if 0 <= a.Src.Start && a.Src.Start < a.Src.End && a.Src.End <= len(text) {
				s.Align[i].Out = wiredesk.Span{Start: len(s.Text), End: len(s.Text) + a.Src.Len()}
				s.Text += a.Src.Of(text)
			}
		}
		verify.Headline(&s, docs)
	})
}
