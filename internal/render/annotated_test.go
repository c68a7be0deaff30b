package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	deps "github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// annotated returns a document with the given text, in which the second word
// of each sentence is the root and the head of all others.
func annotated(id, text string) *analysis.Document {
	d := &analysis.Document{
		Document: sample.Document(id, "Sella Gazette", text, 0), Text: segment.Cut(text),
		Made: []analysis.Made{{Annotator: "segment", Version: "1"}, {Annotator: "parse", Version: "2", Weights: "0123abcd"}},
	}
	d.Title, d.URL = "Bridge of "+id, "https://gazette.example/"+id
	n := len(d.Tokens)
	d.Tags, d.Lemmas, d.Heads, d.Rels = make([]tag.Tag, n), make([]string, n), make([]int32, n), make([]deps.Rel, n)
	for _, s := range d.Sentences {
		root := min(s.First+1, s.Last-1)
		for i := s.First; i < s.Last; i++ {
			d.Lemmas[i] = strings.ToLower(d.Word(i))
			d.Tags[i] = tag.Tag{UPOS: tag.NOUN, XPOS: tag.ParseXPOS("NNS")}
			d.Heads[i], d.Rels[i] = int32(root), deps.Nsubj
		}
		d.Rels[root] = deps.Root
	}
	return d
}

// at returns the span of the n-th s in the text of d.
func at(d *analysis.Document, s string, n int) wiredesk.Span {
	text, from := d.Document.Text, 0
	for {
		i := strings.Index(text[from:], s)
		if i < 0 {
			panic(fmt.Sprintf("no %q in %q", s, text))
		}
		from += i
		if n--; n < 0 {
			return wiredesk.Span{Start: from, End: from + len(s)}
		}
		from += len(s)
	}
}

// bridgeDoc has two entities, a name of none, and two times.
func bridgeDoc() *analysis.Document {
	d := annotated("sella", "Ana Ruhl opened the bridge of Sella on Friday.  It fell in May.\n\nRuhl, the mayor, left Ovar.\nShe said \"no\" & <b>went</b>.")
	d.Entities = []wiredesk.Entity{
		{ID: "x1", Name: "Ana Ruhl", Type: "person", Role: "the mayor", Aliases: []string{"Ana Ruhl", "Ruhl"}, Mentions: 2},
		{ID: "x2", Name: "Sella", Type: "place"},
	}
	d.Mentions = []wiredesk.Mention{
		{Span: at(d, "Ana Ruhl", 0), Type: "person", Entity: "x1"},
		{Span: at(d, "Sella", 0), Type: "place", Entity: "x2"},
		{Span: at(d, "Ruhl", 1), Type: "person", Entity: "x1"},
		{Span: at(d, "Ovar", 0), Type: "organisation"},
	}
	d.Times = []timex.Expression{
		{Span: at(d, "Friday", 0), Type: timex.Date, Value: "2026-10-09"},
		{Span: at(d, "May", 0), Type: timex.Date, Value: "2026-05"},
	}
	return d
}

// tangled has marks that lie in, across and on one another, and over the
// border of two sentences.
func tangled() *analysis.Document {
	d := annotated("tangle", "The Friday Club of Sella met. On Friday night it sang.")
	d.Mentions = []wiredesk.Mention{
		{Span: at(d, "The Friday Club of Sella", 0), Type: "organisation"},
		{Span: at(d, "Club of Sella met. On", 0), Type: "person"},
		{Span: at(d, "night it", 0), Type: "deity"},
	}
	d.Times = []timex.Expression{
		{Span: at(d, "Friday", 0), Type: timex.Date, Value: "2026-10-09"},
		{Span: at(d, "Friday night", 0), Type: timex.Time, Value: "2026-10-09TNI"},
	}
	return d
}

// hostileDoc is a document of which every text of a stranger is s.
func hostileDoc(s string) *analysis.Document {
	d := annotated("hostile", s+" fell "+s)
	d.Title, d.Outlet, d.Language, d.URL = s, s, s, "javascript:"+s
	d.Entities = []wiredesk.Entity{{ID: s, Name: s, Type: s, Role: s, Aliases: []string{s, "x" + s}}}
	d.Mentions = []wiredesk.Mention{{Span: at(d, s, 0), Type: s, Entity: s}, {Span: at(d, s, 1), Type: "person"}}
	d.Times = []timex.Expression{{Span: at(d, s, 1), Type: s, Value: s}}
	d.Made = []analysis.Made{{Annotator: s, Version: s, Weights: s}}
	for i := range d.Lemmas {
		d.Lemmas[i] = s
	}
	return d
}

func parseAnnotated(t *testing.T, docs ...*analysis.Document) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := render.AnnotatedHTML(&b, docs); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// checkAnnotated looks for what no page may have.
func checkAnnotated(t *testing.T, root *html.Node, docs []*analysis.Document) {
	t.Helper()
	known := "html head meta title style body div main header nav article section footer h1 h2 h3 p ol ul li a span small cite time code " +
		"details summary table thead tbody tr th td svg path text"
	r := &wiredesk.Result{}
	for _, d := range docs {
		r.Documents = append(r.Documents, d.Document)
	}
	ids := map[string]bool{}
	for _, n := range all(root, func(*html.Node) bool { return true }) {
		if !slices.Contains(strings.Fields(known), n.Data) {
			t.Errorf("<%s> on the page", n.Data)
		}
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q stands twice", id)
			}
			ids[id] = true
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"style", "src", "srcset", "ping", "xlink:href"}, a.Key) {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		if n.DataAtom == atom.A && len(all(n, func(c *html.Node) bool { return c.DataAtom == atom.A || attr(c, "tabindex") != "" })) > 0 {
			t.Errorf("a link holds what can be focused: %q", content(n))
		}
	}
	for _, n := range all(root, func(n *html.Node) bool { return attr(n, "href") != "" }) {
		checkHref(t, attr(n, "href"), r, ids)
	}
	if n := len(all(root, is(atom.H1))); n != 1 {
		t.Errorf("%d h1, want 1", n)
	}
}

// checkText compares the text of the article of d with the document's.
func checkText(t *testing.T, article *html.Node, d *analysis.Document) {
	t.Helper()
	var b strings.Builder
	end := 0
	for i, p := range all(article, class("para")) {
		b.WriteString(d.Document.Text[end:d.Paragraphs[i].Start] + content(p))
		end = d.Paragraphs[i].End
	}
	b.WriteString(d.Document.Text[end:])
	if diff := cmp.Diff(d.Document.Text, b.String()); diff != "" {
		t.Errorf("text on the page (-document +page):\n%s", diff)
	}
}

func byID(t *testing.T, root *html.Node, id string) *html.Node {
	t.Helper()
	list := all(root, func(n *html.Node) bool { return attr(n, "id") == id })
	if len(list) != 1 {
		t.Fatalf("%d elements %q", len(list), id)
	}
	return list[0]
}

func TestAnnotatedHTML(t *testing.T) {
	long := annotated("long", strings.Repeat("very ", 60)+"long.")
	bare := &analysis.Document{Document: sample.Document("bare", "", "One. Two.", 0), Text: segment.Cut("One. Two.")}
	for name, docs := range map[string][]*analysis.Document{
		"one":                {bridgeDoc()},
		"many":               {bridgeDoc(), tangled(), bridgeDoc(), long},
		"none":               {},
		"no text":            {annotated("empty", "")},
		"tokens and no more": {bare},
	} {
		t.Run(name, func(t *testing.T) {
			root := parseAnnotated(t, docs...)
			checkAnnotated(t, root, docs)
			articles := all(root, is(atom.Article))
			if len(articles) != len(docs) {
				t.Fatalf("%d articles for %d documents", len(articles), len(docs))
			}
			for i, a := range articles {
				checkText(t, a, docs[i])
				for m := range docs[i].Mentions {
					byID(t, root, fmt.Sprintf("d%d-m%d", i+1, m+1))
				}
				for n := range docs[i].Times {
					byID(t, root, fmt.Sprintf("d%d-t%d", i+1, n+1))
				}
				if got := len(all(a, class("parse"))); got != len(docs[i].Sentences) {
					t.Errorf("%d sentences can be opened, want %d", got, len(docs[i].Sentences))
				}
			}
		})
	}
}

func TestAnnotatedHostile(t *testing.T) {
	for _, s := range attacks {
		if s = strings.Join(strings.Fields(s), " "); strings.ContainsAny(s, "\x1b\u009b\u202e") {
			continue // never in the text of a document, or not shown: see below
		}
		docs := []*analysis.Document{hostileDoc(s), bridgeDoc()}
		root := parseAnnotated(t, docs...)
		checkAnnotated(t, root, docs)
		for i, a := range all(root, is(atom.Article)) {
			checkText(t, a, docs[i])
		}
	}
}

// Marks that would reorder the text around them stay away.
func TestAnnotatedOverride(t *testing.T) {
	page := content(parseAnnotated(t, hostileDoc("flip\u202Egnp.exe \u2066x")))
	if strings.ContainsAny(page, "\u202E\u2066") {
		t.Error("an override reaches the page")
	}
}

// Each name and time is marked over its whole text, by what it is.
func TestAnnotatedMarks(t *testing.T) {
	d := bridgeDoc()
	root := parseAnnotated(t, d)
	for i, m := range d.Mentions {
		n := byID(t, root, fmt.Sprintf("d1-m%d", i+1))
		if got, want := content(n), m.Of(d.Document.Text); got != want {
			t.Errorf("mention %d reads %q, want %q", i, got, want)
		}
		want := map[string]string{"person": "per", "place": "loc", "organisation": "org"}[m.Type]
		if !class(want)(n) {
			t.Errorf("%s has class %q", m.Type, attr(n, "class"))
		}
	}
	for i, e := range d.Times {
		n := byID(t, root, fmt.Sprintf("d1-t%d", i+1))
		if got, want := content(n)+" "+attr(n, "data-value"), e.Of(d.Document.Text)+" "+e.Value+" (date)"; got != want {
			t.Errorf("time %d reads %q, want %q", i, got, want)
		}
		if attr(n, "tabindex") != "0" {
			t.Errorf("%q cannot be focused", content(n))
		}
	}
}

// Marks on one another are split where one of them begins or ends.
func TestAnnotatedTangle(t *testing.T) {
	d := tangled()
	root := parseAnnotated(t, d)
	checkAnnotated(t, root, []*analysis.Document{d})
	var got []string
	for _, p := range all(root, class("para")) {
		for n := range p.Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			var in []string
			for up := n.Parent; up != p; up = up.Parent {
				in = append(in, strings.TrimSpace(attr(up, "class")+" "+attr(up, "id")))
			}
			slices.Reverse(in)
			got = append(got, n.Data+": "+strings.Join(in, " > "))
		}
	}
	want := []string{
		"The : sent > name org d1-m1",
		"Friday: sent > name org > when end d1-t1",
		" : sent > name org",
		"Club of Sella: sent > name org end > name per d1-m2",
		" met.: sent > name per",
		" : name per",
		"On: sent > name per end",
		" : sent",
		"Friday : sent > when d1-t2",
		"night: sent > when end > name oth d1-m3",
		" it: sent > name oth end",
		" sang.: sent",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stretches (-want +got):\n%s", diff)
	}
}

// The entities come with role, other names and every mention; a mention of
// none stands for itself.
func TestAnnotatedParties(t *testing.T) {
	var got []string
	for _, n := range all(all(parseAnnotated(t, bridgeDoc()), class("parties"))[0], func(n *html.Node) bool {
		return n.DataAtom == atom.H3 || n.DataAtom == atom.Li
	}) {
		s := content(n)
		for _, a := range all(n, is(atom.A)) {
			s += " " + attr(a, "href")
		}
		got = append(got, strings.Join(strings.Fields(s), " "))
	}
	want := []string{
		"People", "Ana Ruhl the mayor also Ruhl 1 2 #d1-m1 #d1-m1 #d1-m3",
		"Organisations", "Ovar #d1-m4",
		"Places", "Sella #d1-m2",
	}
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "12 #", "1 2 #")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// A sentence has a row for each word, and a tree if it is not too long.
func TestAnnotatedWords(t *testing.T) {
	docs := []*analysis.Document{annotated("short", "Rain fell on Ovar."), annotated("long", strings.Repeat("very ", 40)+"long.")}
	root := parseAnnotated(t, docs...)
	var trees, rows []int
	for _, n := range all(root, class("parse")) {
		trees = append(trees, len(all(n, class("arc"))))
		rows = append(rows, len(all(all(n, is(atom.Tbody))[0], is(atom.Tr))))
	}
	if diff := cmp.Diff([]int{5, 0}, trees); diff != "" {
		t.Errorf("arcs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{5, 42}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	var got []string
	for _, tr := range all(all(root, is(atom.Tbody))[0], is(atom.Tr))[:2] {
		var cells []string
		for c := range tr.ChildNodes() {
			cells = append(cells, strings.TrimSpace(content(c)))
		}
		got = append(got, strings.Join(cells, "|"))
	}
	if diff := cmp.Diff([]string{"1|Rain|rain|NOUN|NNS|2 fell|nsubj", "2|fell|fell|NOUN|NNS|0|root"}, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// The foot names what made the layers, each once.
func TestAnnotatedFoot(t *testing.T) {
	foot := all(parseAnnotated(t, bridgeDoc(), tangled()), is(atom.Footer))[0]
	var got []string
	for _, tr := range all(foot, is(atom.Tr)) {
		var cells []string
		for c := range tr.ChildNodes() {
			cells = append(cells, strings.TrimSpace(content(c)))
		}
		got = append(got, strings.Join(cells, "|"))
	}
	want := []string{"Annotator|Version|Weights", "segment|1|none", "parse|2|0123abcd"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("foot (-want +got):\n%s", diff)
	}
}

func TestAnnotatedPolicy(t *testing.T) {
	root := parseAnnotated(t, bridgeDoc())
	css := content(all(root, is(atom.Style))[0])
	if strings.Contains(css, "url(") || strings.Contains(css, "@import") {
		t.Error("the style sheet loads something")
	}
	sum := sha256.Sum256([]byte(css))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if got := attr(all(root, func(n *html.Node) bool { return attr(n, "http-equiv") != "" })[0], "content"); got != want {
		t.Errorf("policy %q, want %q", got, want)
	}
}
