package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// rendered returns what f writes of r.
func rendered(t testing.TB, f func(io.Writer, *wiredesk.Result, render.Options) error, r *wiredesk.Result, o render.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A message is a mail as its readers take it apart.
type message struct {
	headers    mail.Header
	text, page string
}

func readMail(t testing.TB, b []byte) message {
	t.Helper()
	for line := range bytes.Lines(b) {
		if len(line) > 78 || !bytes.HasSuffix(line, []byte("\r\n")) || bytes.Count(line, []byte("\r")) != 1 {
			t.Errorf("line %q: %d bytes; no line may be longer than 78, and each must end with CRLF", line, len(line))
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("type %q, %v", kind, err)
	}
	out := message{headers: m.Header}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []struct {
		kind string
		to   *string
	}{{"text/plain; charset=utf-8", &out.text}, {"text/html; charset=utf-8", &out.page}} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Header.Get("Content-Type"); got != want.kind {
			t.Errorf("part of type %q, want %q", got, want.kind)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		*want.to = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("a third part, %v", err)
	}
	return out
}

func TestMail(t *testing.T) {
	m := readMail(t, rendered(t, render.Mail, full(), render.Options{}))
	if want := []string{"Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "X-Unsent"}; !slices.Equal(slices.Sorted(maps.Keys(m.headers)), want) {
		t.Errorf("headers %v, want %v", m.headers, want)
	}
	newest := wiredesk.Time{}
	for _, d := range full().Documents {
		if !d.Published.IsZero() && (newest.IsZero() || d.Published.After(newest.Time)) {
			newest = d.Published
		}
	}
	if date, err := m.headers.Date(); err != nil || !date.Equal(newest.Time) {
		t.Errorf("dated %v, %v; the newest report is of %v", date, err, newest)
	}
	if diff := cmp.Diff(string(rendered(t, render.Terminal, full(), render.Options{Width: 72})), m.text); diff != "" {
		t.Errorf("text part (-terminal +mail):\n%s", diff)
	}
	for i := range full().Stories {
		s := &full().Stories[i]
		for st := range s.Statements() {
			if len(s.Documents) > 1 && !strings.Contains(html.UnescapeString(m.page), st.Text) {
				t.Errorf("the HTML part lacks %q", st.Text)
			}
		}
	}
}

// The same brief gives the same mail, another one another Message-ID.
func TestMailID(t *testing.T) {
	a, b := rendered(t, render.Mail, full(), render.Options{}), rendered(t, render.Mail, full(), render.Options{})
	if !bytes.Equal(a, b) {
		t.Error("two mails of one brief differ")
	}
	other := full()
	other.Run.OutputSHA256 = wiredesk.Hash("other")
	id := readMail(t, a).headers.Get("Message-Id")
	if got := readMail(t, rendered(t, render.Mail, other, render.Options{})).headers.Get("Message-Id"); got == id {
		t.Errorf("two briefs have one Message-ID, %s", id)
	}
	undated := readMail(t, rendered(t, render.Mail, &wiredesk.Result{}, render.Options{}))
	if date, err := undated.headers.Date(); err != nil || date.Unix() != 0 {
		t.Errorf("without a dated report the mail is of %v, %v; want the epoch", date, err)
	}
}

// TestSubject wants of a title what it says and nothing else.
func TestSubject(t *testing.T) {
	for _, tt := range []struct{ title, want string }{
		{"Flood shuts bridge", "Flood shuts bridge"},
		{"Hochwasser sperrt Brücke", "Hochwasser sperrt Brücke"},
		{"Bridge\r\nBcc: all@evil.example\r\n\r\n<b>body</b>", "Bridge Bcc: all@evil.example <b>body</b>"},
		{"=?utf-8?q?a=0D=0ABcc:_x?=", "=?utf-8?q?a=0D=0ABcc:_x?="},
		{strings.Repeat("é", 500), strings.Repeat("é", 120) + " …"},
		{strings.Repeat("word ", 20), strings.TrimSpace(strings.Repeat("word ", 20))},
	} {
		r := bridgeOnly()
		r.Stories[0].Headline = nil
		for _, d := range r.Documents {
			d.Title = tt.title
		}
		m := readMail(t, rendered(t, render.Mail, r, render.Options{}))
		got, err := new(mime.WordDecoder).DecodeHeader(m.headers.Get("Subject"))
		if err != nil || got != tt.want || len(m.headers) != 7 {
			t.Errorf("subject %q, %v, with headers %v; want %q", got, err, m.headers, tt.want)
		}
	}
}

// TestNinjs holds the items to what the standard requires.
func TestNinjs(t *testing.T) {
	b := rendered(t, render.Ninjs, told(), render.Options{})
	checkNinjs(t, b)
	var items []struct {
		URI, Type, VersionCreated string
		Headlines, Bodies         []struct{ Value string }
		Associations              []struct{ URI, Name string }
	}
	if err := json.Unmarshal(b, &items); err != nil {
		t.Fatal(err)
	}
	r := told()
	shown := 0
	for _, s := range r.Stories {
		if len(s.Documents) < 2 {
			continue
		}
		it := items[shown]
		shown++
		if it.Type != "composite" || it.VersionCreated != s.LastPublished.String() || it.Headlines[0].Value != s.Headline.Text || len(it.Associations) != len(s.Documents) {
			t.Errorf("item %+v of story %s", it, s.ID)
		}
		for _, par := range s.Narrative {
			for _, st := range par {
				if !strings.Contains(it.Bodies[0].Value, st.Text) {
					t.Errorf("the body of %s lacks %q", s.ID, st.Text)
				}
			}
		}
	}
	if shown != len(items) || shown == 0 {
		t.Errorf("%d items, %d stories of several reports", len(items), shown)
	}
}

func checkNinjs(t testing.TB, b []byte) {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/ninjs-3.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Error(err)
	}
}

// TestJSONLD wants a NewsArticle for each story, every claim and quotation
// tied to reports that the article cites, and every report with its address.
func TestJSONLD(t *testing.T) {
	type ref struct {
		ID string `json:"@id"`
	}
	type article struct {
		ref
		Type     string `json:"@type"`
		Headline string
		HasPart  []struct {
			ref
			Type                 string `json:"@type"`
			Text                 string
			Appearance, Citation []ref
		}
		Citation []struct {
			ref
			Type, URL string
		}
	}
	var g struct {
		Context string    `json:"@context"`
		Graph   []article `json:"@graph"`
	}
	r := told()
	if err := json.Unmarshal(rendered(t, render.JSONLD, r, render.Options{All: true}), &g); err != nil {
		t.Fatal(err)
	}
	if g.Context != "https://schema.org" || len(g.Graph) != len(r.Stories) {
		t.Fatalf("context %q, %d articles of %d stories", g.Context, len(g.Graph), len(r.Stories))
	}
	kinds := map[string]int{}
	for i, a := range g.Graph {
		if a.Type != "NewsArticle" || a.Headline == "" || len(a.Citation) != len(r.Stories[i].Documents) {
			t.Errorf("article %+v of story %+v", a, r.Stories[i])
		}
		cited, ids := map[string]bool{}, map[string]bool{}
		for _, c := range a.Citation {
			cited[c.ID] = true
		}
		for _, p := range a.HasPart {
			kinds[p.Type]++
			if ids[p.ID] {
				t.Errorf("two parts go by %s", p.ID)
			}
			ids[p.ID] = true
			refs := slices.Concat(p.Appearance, p.Citation)
			for _, c := range refs {
				if !cited[c.ID] {
					t.Errorf("%s %q stands in %s, which the article does not cite", p.Type, p.Text, c.ID)
				}
			}
			if len(refs) == 0 {
				t.Errorf("%s %q stands nowhere", p.Type, p.Text)
			}
		}
	}
	if kinds["Claim"] == 0 || kinds["Quotation"] == 0 || len(kinds) != 2 {
		t.Errorf("parts %v, want claims and quotations", kinds)
	}
}

// vectors returns those of [sample.Vectors]: with WIREDESK_LONG set all, more
// than 2,000, else a quarter of them.
func vectors() []string {
	all := sample.Vectors()
	if os.Getenv("WIREDESK_LONG") != "" {
		return all
	}
	var out []string
	for i := 0; i < len(all); i += 4 { // 3 ends to each: 4 goes through all of them
		out = append(out, all[i])
	}
	return out
}

// TestVectors puts each vector into every text of a stranger, the addresses of
// the web included, and wants of each form the structure that a plain word
// gives it.
func TestVectors(t *testing.T) {
	list := slices.Concat(attacks, vectors())
	at := func(s string) *wiredesk.Result {
		r := hostile(s + " word")
		r.Stories = r.Stories[:1]
		for i, d := range r.Documents {
			if i%2 == 0 {
				d.URL = "https://outlet.example/" + s
			}
		}
		return r
	}
	t.Logf("%d vectors", len(list))
	for _, s := range list {
		r := at(s)
		checkPage(t, s, rendered(t, render.HTML, r, render.Options{}))
		m := readMail(t, rendered(t, render.Mail, r, render.Options{}))
		if len(m.headers) != 7 {
			t.Errorf("%q: headers %v", s, m.headers)
		}
		checkPage(t, s, []byte(m.page))
		if i := strings.IndexFunc(m.text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
			t.Errorf("%q: control character in the text part: %q", s, m.text[i:])
		}
		checkScriptSafe(t, s, rendered(t, render.JSONLD, r, render.Options{All: true}))
		checkScriptSafe(t, s, rendered(t, render.Ninjs, r, render.Options{All: true}))
		if t.Failed() {
			t.FailNow()
		}
	}
	for _, s := range attacks {
		checkNinjs(t, rendered(t, render.Ninjs, at(s), render.Options{All: true}))
	}
}

// checkPage wants no element, attribute or address on a page that could run or
// load anything.
func checkPage(t *testing.T, s string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	allowed := []atom.Atom{atom.Html, atom.Head, atom.Meta, atom.Title, atom.Style, atom.Body, atom.Div, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Article, atom.Section, atom.Details, atom.Summary,
		atom.H1, atom.H2, atom.H3, atom.P, atom.Ol, atom.Ul, atom.Li, atom.A, atom.B, atom.Br, atom.Hr, atom.Span, atom.Small, atom.Cite, atom.Q, atom.Mark, atom.Del, atom.Time}
	styles := 0
	for _, n := range all(root, func(*html.Node) bool { return true }) {
		if !slices.Contains(allowed, n.DataAtom) {
			t.Errorf("%q makes <%s>", s, n.Data)
		}
		if n.DataAtom == atom.Style {
			styles++
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "srcdoc", a.Key == "action",
				a.Key == "http-equiv" && a.Val != "Content-Security-Policy",
				a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://outlet.example/") && !strings.HasPrefix(a.Val, "http"):
				t.Errorf("%q makes <%s %s=%q>", s, n.Data, a.Key, a.Val)
			}
		}
	}
	if styles != 1 {
		t.Errorf("%q: %d style sheets", s, styles)
	}
}

// checkScriptSafe puts JSON into a script element, as pages carry JSON-LD, and
// wants it back unharmed, with no control character in any text.
func checkScriptSafe(t *testing.T, s string, b []byte) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(fmt.Sprintf("<!DOCTYPE html><title>x</title><script type=\"application/ld+json\">%s</script><p>end", b)))
	if err != nil {
		t.Fatal(err)
	}
	scripts := all(root, is(atom.Script))
	if len(scripts) != 1 || content(scripts[0]) != string(b) || len(all(root, is(atom.P))) != 1 {
		t.Fatalf("%q breaks out of its script element", s)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	eachText(v, func(text string) {
		for _, r := range text {
			if unicode.IsControl(r) && r != '\n' || r == '\u2028' || r == '\u202E' {
				t.Errorf("%q leaves %q in %q", s, r, text)
			}
		}
	})
}

// eachText calls f with every string below v.
func eachText(v any, f func(string)) {
	switch v := v.(type) {
	case string:
		f(v)
	case []any:
		for _, x := range v {
			eachText(x, f)
		}
	case map[string]any:
		for k, x := range v {
			f(k)
			eachText(x, f)
		}
	}
}
