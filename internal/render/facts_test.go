package render_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// told is the story of the bridge with facts.
func told() *wiredesk.Result {
	b := newBuilder()
	s := b.bridge()
	b.mill()
	s = &b.r.Stories[slices.IndexFunc(b.r.Stories, func(x wiredesk.Story) bool { return x.ID == s.ID })]
	s.Figures = []wiredesk.Figure{
		{What: "vehicles", State: "single", Values: []wiredesk.FigureValue{{Value: 14000, Low: 14000, Qualifier: "about", Unit: "vehicles", Origins: 1, Evidence: []wiredesk.Evidence{b.find("ansel-1", "about 14,000 vehicles")}}}},
		{What: "piers damaged", State: "single", PartOf: "nine piers", Values: []wiredesk.FigureValue{{Value: 2, Low: 2, Qualifier: "exact", Unit: "piers", Origins: 1, Evidence: []wiredesk.Evidence{b.find("ansel-1", "two of its nine piers")}}}},
		{What: "people displaced", State: "updated", Values: []wiredesk.FigureValue{
			{Value: 300, Low: 300, Qualifier: "at least", Unit: "people", SaidBy: "the Interior Ministry", Origins: 1,
				Evidence: []wiredesk.Evidence{b.find("lpa-1", "At least 300 people"), b.find("ledger-1", "At least 300 people")}},
			{Value: 420, Low: 420, Qualifier: "about", Unit: "people", SaidBy: "the district council", Origins: 1, Evidence: []wiredesk.Evidence{b.find("beacon-1", "Some 420 people")}},
		}},
	}
	mayor := "We will not reopen it before every pier has been looked at"
	s.Quotations = []wiredesk.Quotation{
		{Text: "Until then lorries have to take the ferry", Kind: "indirect", Speaker: wiredesk.Speaker{Name: "the harbour office"}, Cue: "said", Origins: 1,
			Evidence: []wiredesk.Evidence{b.find("ansel-1", "Until then lorries have to take the ferry")}},
		{Text: mayor, Kind: "direct", Speaker: wiredesk.Speaker{Name: "Ines Corvane", Entity: "e-1"}, Cue: "said", Origins: 1,
			Evidence: []wiredesk.Evidence{b.find("lpa-1", mayor), b.find("post-1", mayor)}},
	}
	side := func(value, by string, statements ...wiredesk.Statement) wiredesk.Side {
		return wiredesk.Side{Value: value, Statements: statements, Origins: len(statements), SaidBy: by}
	}
	toll := side("At least 300 people", "the Interior Ministry", b.say("lpa-1", "At least 300 people in the district of Quayside left their homes overnight, according to the Interior Ministry."))
	later := side("Some 420 people", "the district council", b.say("beacon-1", "Some 420 people have now left Quayside, the district council counted on Wednesday afternoon."))
	shut := b.say("lpa-1", "The Brennick Bridge, the only road across the lower Selle, was closed on Tuesday evening after flood water damaged two of its piers.")
	s.Claims = wiredesk.Claims{
		Agree: []wiredesk.ClaimSet{{About: "close", Kind: "time", Sides: []wiredesk.Side{side("2027-03-09", "", shut,
			b.say("ansel-1", "Port Ansel closed the Brennick Bridge on Tuesday evening after flood water damaged two of its nine piers."))}}},
		Differ: []wiredesk.ClaimSet{{About: "people displaced", Kind: "figure", Reading: "later update", Sides: []wiredesk.Side{toll, later}}},
		Single: []wiredesk.ClaimSet{{About: "Interior Ministry", Kind: "act", Sides: []wiredesk.Side{side("opened two schools as shelters", "Interior Ministry", b.say("lpa-1", "The ministry opened two schools as shelters."))}}},
	}
	s.Entities = []wiredesk.Entity{
		{ID: "e-0", Name: "Brennick Bridge", Type: "place", Documents: ids{"lpa-1"}},
		{ID: "e-1", Name: "Ines Corvane", Type: "person", Role: "Mayor", Aliases: []string{"Corvane"}, Mentions: 2, Documents: ids{"lpa-1", "post-1"}},
	}
	s.Questions = []wiredesk.Question{
		{Kind: "what", Question: "What happened?", State: "answered", Answer: []wiredesk.Statement{shut}},
		{Kind: "how_many", Question: "How many people were killed?", State: "not_reported"},
		{Kind: "how_many", Question: "How many people were displaced?", State: "differs", Answer: []wiredesk.Statement{toll.Statements[0], later.Statements[0]}},
	}
	return b.r
}

// TestHTMLQuestions: each question stands on the page with its answers and
// their passages, and says so where there is none.
func TestHTMLQuestions(t *testing.T) {
	r := told()
	var b bytes.Buffer
	if err := render.HTML(&b, r, render.Options{}); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Dt || n.DataAtom == atom.Dd {
			var text strings.Builder
			for c := range n.Descendants() {
				if c.Type == html.TextNode {
					text.WriteString(c.Data)
				}
			}
			got = append(got, strings.Join(strings.Fields(text.String()), " "))
		}
	}
	if len(got) != 6 {
		t.Fatalf("%d lines, want three questions with three answers: %q", len(got), got)
	}
	for i, want := range []string{"What happened?", "The Brennick Bridge, the only road", "How many people were killed? (no report says)", "How many people were displaced? (reports differ)", "At least 300 people", "Some 420 people"} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("line %d is %q, want it to begin with %q", i, got[i], want)
		}
	}
	for _, want := range []string{"Lorvanian Press Agency", "Evening Beacon"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("no passage of %s among the answers", want)
		}
	}
}

// TestHTMLFacts: the page has every section, and each sentence behind a claim
// with its passage.
func TestHTMLFacts(t *testing.T) {
	root := parse(t, told(), render.Options{})
	var titles []string
	for _, n := range all(root, is(atom.H3)) {
		titles = append(titles, content(n))
	}
	for _, want := range []string{"Timeline", "Figures", "Where they agree", "What one origin alone reports", "Quotations", "People"} {
		if !slices.Contains(titles, want) {
			t.Errorf("%q lacks %q", titles, want)
		}
	}
	var b strings.Builder
	passages := 0
	for _, n := range all(root, class("facts")) {
		b.WriteString(content(n))
		passages += len(all(n, func(n *html.Node) bool { return n.DataAtom == atom.Span && attr(n, "role") == "note" }))
	}
	for _, want := range []string{"part of nine piers", "said by the district council", "“We will not reopen it before every pier has been looked at”"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if passages != 5 { // two events, three sentences of claims
		t.Errorf("%d passages, want 5", passages)
	}
}

// TestMoreFacts: a brief says how many facts it does not show, and the verb
// shows them.
func TestMoreFacts(t *testing.T) {
	r := told()
	s := &r.Stories[0]
	for range 20 {
		s.Figures = append(s.Figures, s.Figures[0])
	}
	var brief, verb bytes.Buffer
	if err := render.Terminal(&brief, r, render.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := render.Figures(&verb, r, render.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(brief.String(), "and 15 more") {
		t.Errorf("the brief does not say what it leaves out:\n%s", brief.String())
	}
	if n := strings.Count(verb.String(), "- vehicles"); n != 21 {
		t.Errorf("the verb shows %d, want 21", n)
	}
}

// TestFactsJSONSchema holds what the verbs print to the schema.
func TestFactsJSONSchema(t *testing.T) {
	schema := compile(t, "../../docs/formats/facts.schema.json")
	for name, f := range map[string]func(*bytes.Buffer) error{
		"compare": func(b *bytes.Buffer) error { return render.CompareJSON(b, told(), render.Options{}) },
		"quotes":  func(b *bytes.Buffer) error { return render.QuotesJSON(b, told(), render.Options{}) },
		"figures": func(b *bytes.Buffer) error { return render.FiguresJSON(b, told(), render.Options{}) },
		"sole":    func(b *bytes.Buffer) error { return render.SoleJSON(b, told(), render.Options{}) },
	} {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value(t, b.Bytes())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got struct{ Stories []map[string]any }
		if err := json.Unmarshal(b.Bytes(), &got); err != nil || len(got.Stories) != len(told().Stories) {
			t.Errorf("%s: %d stories, %v", name, len(got.Stories), err)
		}
	}
}
