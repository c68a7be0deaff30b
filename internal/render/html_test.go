package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// parse renders r as a page and reads it as a browser does.
func parse(t *testing.T, r *wiredesk.Result, o render.Options) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := render.HTML(&b, r, o); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// all returns the elements of root that are wanted, in order.
func all(root *html.Node, want func(*html.Node) bool) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			list = append(list, n)
		}
	}
	return list
}

func is(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return slices.Contains(strings.Fields(attr(n, "class")), name) }
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// content returns the text below n.
func content(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

var pages = map[string]struct {
	result func() *wiredesk.Result
	o      render.Options
}{
	"many stories":   {full, render.Options{Explain: true}},
	"all in full":    {full, render.Options{All: true}},
	"one story":      {bridgeOnly, render.Options{}},
	"nothing":        {func() *wiredesk.Result { return &wiredesk.Result{} }, render.Options{}},
	"hostile texts":  {func() *wiredesk.Result { return hostile("</q></a><script>alert(1)</script>\" onclick=\"x") }, render.Options{Explain: true}},
	"hostile styles": {func() *wiredesk.Result { return hostile("</style><style>*{color:red}") }, render.Options{Explain: true}},
}

func TestHTMLTree(t *testing.T) {
	for name, p := range pages {
		t.Run(name, func(t *testing.T) {
			root := parse(t, p.result(), p.o)
			if n := len(all(root, is(atom.H1))); n != 1 {
				t.Errorf("%d h1, want 1", n)
			}
			if n := len(all(root, is(atom.Main))); n != 1 {
				t.Errorf("%d main, want 1", n)
			}
			forbidden := []atom.Atom{atom.Script, atom.Img, atom.Iframe, atom.Object, atom.Embed, atom.Link, atom.Form, atom.Base, atom.Svg}
			ids := map[string]bool{}
			for _, n := range all(root, func(*html.Node) bool { return true }) {
				if slices.Contains(forbidden, n.DataAtom) {
					t.Errorf("<%s> on the page", n.Data)
				}
				if id := attr(n, "id"); id != "" {
					if ids[id] {
						t.Errorf("id %q stands twice", id)
					}
					ids[id] = true
				}
				for _, a := range n.Attr {
					if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
						t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
					}
				}
			}
			for _, n := range all(root, func(n *html.Node) bool { return attr(n, "href") != "" }) {
				checkHref(t, attr(n, "href"), p.result(), ids)
			}
			for _, n := range all(root, func(n *html.Node) bool { return attr(n, "aria-describedby") != "" }) {
				if id := attr(n, "aria-describedby"); !ids[id] {
					t.Errorf("described by %q, which is not there", id)
				}
			}
		})
	}
}

// checkHref accepts places of the page, and addresses of documents of r.
func checkHref(t *testing.T, href string, r *wiredesk.Result, ids map[string]bool) {
	t.Helper()
	if id, ok := strings.CutPrefix(href, "#"); ok {
		if id != "" && !ids[id] {
			t.Errorf("link to %q, which is not there", href)
		}
		return
	}
	if !strings.HasPrefix(href, "https://") || !slices.ContainsFunc(r.Documents, func(d *wiredesk.Document) bool { return d.URL == href }) {
		t.Errorf("foreign address %q", href)
	}
}

// Every statement of every story is a link to its passage, which quotes each
// piece of its evidence: what was kept makes up the statement's text.
func TestHTMLPassages(t *testing.T) {
	r := full()
	root := parse(t, r, render.Options{All: true})
	sentences := all(root, class("s"))
	var want []*wiredesk.Statement
	for i := range r.Stories {
		for st := range r.Stories[i].Statements() {
			want = append(want, st)
		}
	}
	if len(sentences) != len(want) {
		t.Fatalf("%d sentences on the page, %d statements", len(sentences), len(want))
	}
	for i, n := range sentences {
		st := want[i]
		link, note := all(n, class("t"))[0], all(n, class("passage"))[0]
		if link.DataAtom != atom.A || attr(link, "href") != "#"+attr(note, "id") {
			t.Errorf("%q: the link leads to %q, the passage is %q", st.Text, attr(link, "href"), attr(note, "id"))
		}
		if got := content(all(link, is(atom.Span))[0]); got != strings.TrimSpace(st.Text) {
			t.Errorf("sentence reads %q, statement %q", got, st.Text)
		}
		var kept strings.Builder
		for _, m := range all(note, is(atom.Mark)) {
			kept.WriteString(content(m))
		}
		if got := kept.String(); got != st.Text {
			t.Errorf("marked bytes read %q, statement %q", got, st.Text)
		}
		quotes := all(note, is(atom.Q))
		if len(quotes) != len(st.Evidence)+len(st.Support) {
			t.Errorf("%q: %d quotes, %d passages", st.Text, len(quotes), len(st.Evidence)+len(st.Support))
			continue
		}
		for j, e := range slices.Concat(st.Evidence, st.Support) {
			if got := content(quotes[j]); !strings.Contains(got, e.Quote) {
				t.Errorf("passage %q does not hold %q", got, e.Quote)
			}
		}
		if len(all(note, is(atom.Cite))) != len(quotes) {
			t.Errorf("%q: a quote without its source", st.Text)
		}
	}
}

// What was left out of a statement is struck through in its passage.
func TestHTMLDeletions(t *testing.T) {
	root := parse(t, bridgeOnly(), render.Options{})
	var got []string
	for _, n := range all(root, is(atom.Del)) {
		got = append(got, content(n))
	}
	want := []string{
		", the only road across the lower Selle,",
		", according to the Interior Ministry",
		", once the current of the Selle has eased, the harbour office said",
		", which had asked for a second bridge since 2015,",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("struck text (-want +got):\n%s", diff)
	}
}

// Without the documents' texts the passages are the quotes alone.
func TestHTMLWithoutText(t *testing.T) {
	r := bridgeOnly()
	for _, d := range r.Documents {
		d.Text = ""
	}
	q := all(parse(t, r, render.Options{}), is(atom.Q))[0]
	if got, want := content(q), r.Stories[0].Headline.Evidence[0].Quote; got != want {
		t.Errorf("passage %q, want %q", got, want)
	}
}

func TestHTMLLanguage(t *testing.T) {
	r := full()
	root := parse(t, r, render.Options{})
	if got := attr(all(root, is(atom.Html))[0], "lang"); got != "en" {
		t.Errorf("lang of the page is %q", got)
	}
	var arabic, spanish int
	for _, q := range all(root, is(atom.Q)) {
		switch attr(q, "lang") {
		case "ar":
			arabic++
		case "es":
			spanish++
		}
		if attr(q, "dir") != "auto" {
			t.Errorf("no direction on %q", content(q))
		}
	}
	if arabic != 1 || spanish != 2 {
		t.Errorf("%d Arabic and %d Spanish passages, want 1 and 2", arabic, spanish)
	}
}

// The policy allows the one style sheet of the page and nothing else.
func TestHTMLPolicy(t *testing.T) {
	root := parse(t, full(), render.Options{})
	styles := all(root, is(atom.Style))
	if len(styles) != 1 {
		t.Fatalf("%d style elements, want 1", len(styles))
	}
	css := content(styles[0])
	if strings.Contains(css, "url(") || strings.Contains(css, "@import") {
		t.Error("the style sheet loads something")
	}
	sum := sha256.Sum256([]byte(css))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	for _, m := range all(root, is(atom.Meta)) {
		if attr(m, "http-equiv") == "Content-Security-Policy" {
			if got := attr(m, "content"); got != want {
				t.Errorf("policy %q, want %q", got, want)
			}
			return
		}
	}
	t.Error("no policy")
}

// The contents come first, the single reports last.
func TestHTMLOrder(t *testing.T) {
	var got []string
	for _, n := range all(parse(t, full(), render.Options{}), func(n *html.Node) bool {
		return n.DataAtom == atom.Nav || n.DataAtom == atom.Article || n.DataAtom == atom.Footer || class("single")(n) || class("unfiled")(n)
	}) {
		got = append(got, n.Data+"."+attr(n, "class"))
	}
	want := []string{"nav.toc", "article.story", "article.story", "section.single", "section.unfiled", "footer.foot"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
