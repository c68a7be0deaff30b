package render_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// attacks are texts that mean something to a terminal, to Markdown or to HTML.
var attacks = []string{
	"\x1b[2J\x1b]0;owned\x07gone", "a\u009b31mred", "over\rwritten", "flip\u202Egnp.exe",
	"<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", `" onmouseover="alert(1)`, "--> <b>bold</b>", "&lt;b&gt; &#60;",
	"[click](https://evil.example)", "![pixel](https://evil.example/p.png)", "[1]: https://evil.example", "<https://evil.example>",
	"see https://evil.example/a or www.evil.example now", "write to bait@evil.example", "HTTPS://evil.example", "ftp://evil.example/x",
	"# heading", "## heading\n# another", "- item", "+ item", "1. item", "12) item", "> quote", "---", "===", "    code", "```go", "~~~", "`code`", "| a | b |", "| - | - |",
	"*strong* **very** _under_ __so__ ~~gone~~", "[x] done", "[^1]: note [^1]", "term\n: definition", "$x$", "<!-- hidden", "<details>", "\\", "line\\\nbreak  \n",
}

// hostile is a page on which every text of a stranger is s.
func hostile(s string) *wiredesk.Result {
	b := newBuilder()
	b.bridge()
	b.one("one", "Outlet", "2027-03-10T18:00:00-05:00", "Title", "Text.")
	for _, d := range b.r.Documents {
		d.Title, d.Outlet, d.Language, d.Authors = s, s, s, []string{s}
		d.URL = "javascript:" + s
	}
	for i := range b.r.Stories {
		st := &b.r.Stories[i]
		st.Origins[0].Credit = s
		st.Related = []wiredesk.Related{{Story: st.ID, Why: s}, {Story: wiredesk.StoryID(s), Kind: s, Why: s}}
		st.Explain = []wiredesk.Reason{{Document: wiredesk.DocumentID(s), With: st.Documents[0], Why: s, Terms: []string{s}}}
		e := wiredesk.Cite(b.r.Documents[0], wiredesk.Span{End: 4})
		e.Quote = s
		say := b.say("lpa-1", "The ministry opened two schools as shelters.")
		side := wiredesk.Side{Value: s, Statements: []wiredesk.Statement{say}, Outlets: []string{s}, AsOf: s, SaidBy: s}
		st.Quotations = []wiredesk.Quotation{{Text: s, Kind: s, Speaker: wiredesk.Speaker{Name: s}, Cue: s, Evidence: []wiredesk.Evidence{e}}}
		st.Figures = []wiredesk.Figure{{What: s, State: "differ", PartOf: s, Values: []wiredesk.FigureValue{
			{Value: 2, Qualifier: s, Unit: s, SaidBy: s, Evidence: []wiredesk.Evidence{e}}, {Value: 3, Unit: s, Evidence: []wiredesk.Evidence{e}},
		}}}
		st.Claims = wiredesk.Claims{Differ: []wiredesk.ClaimSet{{About: s, Kind: s, Reading: s, Sides: []wiredesk.Side{side, side}}}}
		st.Entities = []wiredesk.Entity{{Name: s, Type: "person", Role: s, Aliases: []string{s}, Documents: ids{"lpa-1"}}}
		st.Timeline = append(st.Timeline, wiredesk.Event{Date: s, Precision: s, Statement: b.say("lpa-1", "The ministry opened two schools as shelters.")})
		for q := range st.Statements() {
			q.Text, q.AttributedTo, q.Flags = s, &s, []string{s}
			for j := range q.Evidence {
				q.Evidence[j].Quote = s
			}
			for j := range q.Support {
				q.Support[j].Quote = s
			}
		}
	}
	b.r.Unfiled = []wiredesk.Unfiled{{Document: "one", Reason: s}, {Document: wiredesk.DocumentID(s), Reason: s}}
	return b.r
}

var ours = regexp.MustCompile("\x1b\\[(?:0|1|2|33)m")

func checkTerminal(t *testing.T, s string) {
	t.Helper()
	var got bytes.Buffer
	for _, f := range []func() error{
		func() error {
			return render.Terminal(&got, hostile(s), render.Options{Color: true, Explain: true, Width: 60})
		},
		func() error { return render.Groups(&got, hostile(s), render.Options{Color: true, Explain: true}) },
		func() error { return render.Compare(&got, hostile(s), render.Options{Color: true}) },
		func() error { return render.Quotes(&got, hostile(s), render.Options{Color: true}) },
		func() error { return render.Figures(&got, hostile(s), render.Options{Color: true}) },
		func() error { return render.Sole(&got, hostile(s), render.Options{Color: true}) },
	} {
		if err := f(); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range ours.ReplaceAllString(got.String(), "") {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) && r != '\u200E' && r != '\u200F' && r != '\u061C' {
			t.Fatalf("%q reaches the terminal from %q", r, s)
		}
	}
}

func TestTerminalHostile(t *testing.T) {
	for _, s := range attacks {
		checkTerminal(t, s)
	}
}

func FuzzTerminal(f *testing.F) {
	for _, s := range attacks {
		f.Add(s)
	}
	f.Fuzz(checkTerminal)
}

// Nothing but addresses is wider than the terminal.
func TestTerminalWidth(t *testing.T) {
	for _, width := range []int{0, 24, 40, 100, 500} {
		var got bytes.Buffer
		if err := render.Terminal(&got, full(), render.Options{Width: width, Explain: true}); err != nil {
			t.Fatal(err)
		}
		limit := width
		switch width {
		case 0:
			limit = 80
		case 500:
			limit = 100
		}
		for line := range strings.Lines(got.String()) {
			line = strings.TrimRight(line, "\n")
			if w := uniseg.StringWidth(line); w > limit && !strings.Contains(line, "https://") {
				t.Errorf("width %d: %d columns: %q", width, w, line)
			}
		}
	}
}

// checkMarkdown parses the page as readers of GitHub's Markdown do, and looks
// for structure that the texts brought in.
func checkMarkdown(t *testing.T, s string) {
	t.Helper()
	var got bytes.Buffer
	if err := render.Markdown(&got, hostile(s), render.Options{Explain: true}); err != nil {
		t.Fatal(err)
	}
	plain := shape(t, []byte(mustMarkdown(t, hostile("word"))))
	if have := shape(t, got.Bytes()); have != plain {
		t.Errorf("%q changes the structure:\n%s\nwant\n%s\nin\n%s", s, have, plain, got.String())
	}
}

func mustMarkdown(t *testing.T, r *wiredesk.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.Markdown(&b, r, render.Options{Explain: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// shape returns the kinds of the nodes of a page, without its plain text and
// the empty comments that stand behind an @.
func shape(t *testing.T, src []byte) string {
	t.Helper()
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	var b strings.Builder
	err := ast.Walk(parser.Parse(text.NewReader(src)), func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text, *ast.String:
			return ast.WalkContinue, nil
		case *ast.RawHTML:
			if string(n.Segments.Value(src)) == "<!-- -->" {
				return ast.WalkContinue, nil
			}
		}
		if enter {
			b.WriteString("(" + n.Kind().String())
		} else {
			b.WriteString(")")
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdownHostile(t *testing.T) {
	for _, s := range attacks {
		checkMarkdown(t, s)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range attacks {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkMarkdown(t, s+" some words") // so that what is shown is never empty
	})
}

// Addresses in titles and texts do not become links; that of the document does.
func TestMarkdownLinks(t *testing.T) {
	r := full()
	for _, d := range r.Documents {
		d.Title = "https://evil.example/x) [y](https://evil.example)"
	}
	page := []byte(mustMarkdown(t, r))
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	links := 0
	err := ast.Walk(parser.Parse(text.NewReader(page)), func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.AutoLink:
			t.Errorf("%s is a link", n.URL(page))
		case *ast.Link:
			if enter {
				links++
			}
			if strings.Contains(string(n.Destination), "evil.example") {
				t.Errorf("link to %s", n.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if links != 8 {
		t.Errorf("%d links, want one for each of the 8 sources", links)
	}
}
