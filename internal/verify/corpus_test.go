package verify_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
)

// invented are reports written for this test, rich in what a careless writer
// loses. Braces mark what a licensed trim may delete, and "{...|name}" an
// attribution at the end that moves to name; neither is part of the text.
// Places, people and events are made up.
var invented = []string{
	`{PORT IMMERY, March 10 (MPA) — }Heavy rain closed the northern harbour of Port Immery on Tuesday and left at least 1,200 people without power{, the harbour office said|the harbour office}.

{However, }the ferry to Tarn Island will not sail before Friday unless the wind drops below 40 knots.

Anna Holt{, the mayor of Immery,} did not say whether the old pier could be saved.

The council voted 7-4 on Monday to reject the plan, which opponents had called “a gift to the dredgers”.

The dredging company Salt & Sons{ (SAS)} reported a loss of 3.4 million crowns for the year.

“We have no money for a second wall,” Holt told reporters on Wednesday.

Up to 60 boats may have been damaged{, according to the coast guard|the coast guard}.

Police said that Jonas Ekman, a former clerk of the port, was suspected of selling the anchors.

Ekman denied that he stole the anchors.

The mayor took the bribe, according to a witness.`,

	`{ALBA (Tern News) - }A court in Alba cleared Marta Lindqvist of fraud on 4 June 2019, but upheld a fine of 250,000 crowns.

{Meanwhile, }prosecutors said they would appeal if the supreme court agreed to hear the case.

Lindqvist{, who has run the Alba Savings Bank since 2011,} was accused of hiding losses from about 900 customers.

The judge, Piet Arnaud, allegedly met the defendant twice before the trial.

“The verdict is not the end,” said Arnaud's deputy, Rosa Weil.

Her lawyer stole nothing and knew nothing, Weil said.

No customer lost money and none of the 12 branches will close{, the regulator said on Thursday|the regulator}.

Shares of the bank rose 4.5 percent to 18.20 crowns{ (their highest since 2016)}.

The bank's chairman could resign by the end of May{, according to two directors|two directors}.

Only one of the three auditors signed the report.`,

	`• Rescue teams reached the village of Orm on Saturday, two days after a landslide killed more than 30 people.

{Additionally, }some 400 families were moved to a school in Bori{, a market town in the south}.

The army did not confirm reports that a second slope had given way.

Nearly half of the houses in Orm, Bori and Cado stand empty.

Deputy Governor Ilse Marr{ (Green)} said the road would reopen on 14 August, weather permitting.

Marr blamed the mine for the landslide.

The mine's owner, Deep Tin, rejected the claim and said its shafts “never came within 900 metres of the slope”.

A proposed law would require an audit of every tip before 2027.

Fewer than 10 of the 75 injured remained in hospital{, doctors said|doctors}.

The valley apparently had no warning{, two survivors said|two survivors}.

{But }rescuers found a girl of six alive under a table on Sunday night.

Two more villages{, which lie below the same slope,} were emptied as a precaution.`,

	`The national team of Veldt beat Orsk 3-1 in Kell on Sunday and moved up to second place.

Captain Tomas Brandt{, 34,} scored twice in the second half before he was taken off.

Orsk coach Ida Sund{, a strict disciplinarian,} refused to comment on the penalty.

“I have never seen a worse decision,” Brandt said after the match.

Sund said Brandt would miss the game in Alba in April.

The referee was reportedly pushed by a fan, but Veldt police could not find any witness.

Attendance fell to 12,500, down from 18,000 last year.

Ticket prices will rise by 5 crowns in July{, the club said in a statement|the club}.

The club's owner{, whose father built the Kell stadium,} attended the match with his two sons.

Neither side has won the cup since 1998.

{In addition, }the league{, which has 14 clubs,} fined Orsk 20,000 crowns.

Brandt{, the captain of Veldt since 2020,} signed for three more years.

{KELL, Veldt, April 3 (MPA) -- }The stadium roof was closed on Friday after a storm tore off two panels.

Repairs began on Saturday{, said Rosa Klein, who runs the stadium|Rosa Klein}.

The panels{ (each of 80 kilos)} fell on empty seats.`,

	`Mr. Ole Brack, of the U.S. embassy in Cado, met Gov. Lena Fuchs at 10:30 a.m. on Wednesday. They discussed a trade of 45 tons of grain.

"The deal is dead," Fuchs said. The embassy called the remark "unhelpful".

It was unclear whether Brack had offered to resign.

Dr. R. J. Hale was arrested by Lt. Col. Amis at the border. The two men did not know each other.

Grain prices doubled to $8.75 a bushel, the ministry of trade reported, and may double again.

The ministry suspects that traders in Cado hid as many as 9,000 sacks.

{And }Fuchs promised that every sack would be counted by 1 October.`,
}

// document returns text as a sealed document.
func document(id, text string) *wiredesk.Document {
	d := &wiredesk.Document{ID: wiredesk.DocumentID(id), Outlet: "Outlet " + id, Text: text}
	d.Seal()
	return d
}

// A trueOne is a statement that its document carries.
type trueOne struct {
	doc *wiredesk.Document
	s   *wiredesk.Statement
}

var brace = regexp.MustCompile(`\{([^{}|]*)(?:\|([^{}]*))?\}`)

// marked reads a text with braces: the document without them, and a statement
// of each sentence that has some.
func marked(id, text string) (*wiredesk.Document, []trueOne) {
	d := document(id, brace.ReplaceAllString(text, "$1"))
	var ones []trueOne
	for par := range strings.SplitSeq(text, "\n\n") {
		if !strings.Contains(par, "{") {
			continue
		}
		plain := brace.ReplaceAllString(par, "$1")
		start := strings.Index(d.Text, plain)
		var kept []wiredesk.Span
		var by *string
		at, src := 0, start
		for _, m := range brace.FindAllStringSubmatchIndex(par, -1) {
			if m[0] > at {
				kept = append(kept, wiredesk.Span{Start: src, End: src + m[0] - at})
			}
			src += m[0] - at + m[3] - m[2]
			if m[4] >= 0 {
				name := par[m[4]:m[5]]
				by = &name
			}
			at = m[1]
		}
		if at < len(par) {
			kept = append(kept, wiredesk.Span{Start: src, End: src + len(par) - at})
		}
		s := assemble(d, wiredesk.Trimmed, []wiredesk.Span{{Start: start, End: start + len(plain)}}, kept)
		s.AttributedTo = by
		ones = append(ones, trueOne{d, s})
	}
	return d, ones
}

// assemble builds a statement whose records agree with each other: the pieces
// kept of d one after the other, each aligned to the first evidence that holds
// it.
func assemble(d *wiredesk.Document, kind string, evidence, kept []wiredesk.Span) *wiredesk.Statement {
	s := &wiredesk.Statement{ID: "s", Kind: kind, Origins: 1, Outlets: 1}
	for _, e := range evidence {
		s.Evidence = append(s.Evidence, wiredesk.Cite(d, e))
	}
	for _, k := range kept {
		if k.Len() <= 0 {
			continue
		}
		which := 0
		for i, e := range evidence {
			if e.Contains(k) {
				which = i
				break
			}
		}
		out := wiredesk.Span{Start: len(s.Text), End: len(s.Text) + k.Len()}
		s.Text += k.Of(d.Text)
		s.Align = append(s.Align, wiredesk.Align{Out: out, Evidence: which, Src: k})
	}
	return s
}

func verbatim(d *wiredesk.Document, span wiredesk.Span) *wiredesk.Statement {
	return assemble(d, wiredesk.Verbatim, []wiredesk.Span{span}, []wiredesk.Span{span})
}

// corpus returns the invented and the demo reports, and the true statements of
// them: every clear sentence as it stands, and the licensed trims.
func corpus(t testing.TB) ([]*wiredesk.Document, []trueOne) {
	t.Helper()
	var docs []*wiredesk.Document
	var ones []trueOne
	for i, text := range invented {
		d, trims := marked("invented"+string(rune('a'+i)), text)
		docs, ones = append(docs, d), append(ones, trims...)
	}
	docs = append(docs, readDocuments(t, demo.JSONL(), 0)...)
	for _, d := range docs {
		for _, span := range clear(d.Text) {
			ones = append(ones, trueOne{d, verbatim(d, span)})
		}
	}
	return docs, ones
}

// readDocuments reads at most limit documents (0 means all) of JSONL.
func readDocuments(t testing.TB, jsonl []byte, limit int) []*wiredesk.Document {
	t.Helper()
	var docs []*wiredesk.Document
	lines := bufio.NewScanner(bytes.NewReader(jsonl))
	lines.Buffer(nil, wiredesk.MaxLine)
	for lines.Scan() && (limit == 0 || len(docs) < limit) {
		var in struct{ ID, Source, Text string }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		if in.Text == "" {
			continue
		}
		d := document(in.ID, in.Text)
		d.Outlet = in.Source
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?]["”’)]*(?: |$)`)
	doubtful    = regexp.MustCompile(`(?:[?!]["”]$|(?:^|[ (“"‘-])(?:[A-Za-z]|[A-Z][A-Za-z]{0,4}|[A-Za-z](?:\.[A-Za-z])+|No|no|inc|corp|etc|vs|al)\.["”’)]*$)`)
)

// clear cuts text in a simple way and returns the sentences about which nobody
// can doubt: those that lie between ends that are clear on both sides, have a
// capital in front, four words or more, and paired marks.
func clear(text string) []wiredesk.Span {
	var spans []wiredesk.Span
	at := 0
	for par := range strings.SplitSeq(text, "\n\n") {
		start, sound := at, true
		for _, m := range sentenceEnd.FindAllStringIndex(par, -1) {
			end := at + m[0] + len(strings.TrimRight(par[m[0]:m[1]], " "))
			rest := par[m[1]:]
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, `"“‘'(`))
			if rest != "" && !unicode.IsUpper(r) && !unicode.IsDigit(r) {
				continue
			}
			span := wiredesk.Span{Start: start, End: end}
			certain := !doubtful.MatchString(span.Of(text))
			if sound && certain && plain(span.Of(text)) && paired(text[at:start]) && !strings.HasPrefix(par, "'") {
				spans = append(spans, span)
			}
			start, sound = at+m[1], certain
		}
		at += len(par) + 2
	}
	return spans
}

// plain reports whether s looks like a whole sentence on its own.
func plain(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘`))
	return unicode.IsUpper(r) && len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })) >= 5 &&
		!strings.Contains(s, "\n") && len(s) < wiredesk.MaxSentence && paired(s)
}

// paired reports whether every mark that opens in s closes in it.
func paired(s string) bool {
	for _, p := range [][2]string{{"“", "”"}, {"(", ")"}, {"[", "]"}} {
		if strings.Count(s, p[0]) != strings.Count(s, p[1]) {
			return false
		}
	}
	return strings.Count(s, `"`)%2 == 0 && !strings.ContainsAny(s, "‘«»") && !strings.Contains(s, " '") && !strings.Contains(s, "' ")
}
