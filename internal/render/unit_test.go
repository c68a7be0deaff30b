package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"github.com/wiredesk/wiredesk"
)

func TestClean(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Rain fell.", "Rain fell."},
		{"colour", "a\x1b[31mred\x1b[0m b", "ared b"},
		{"window title", "a\x1b]0;owned\x07b", "ab"},
		{"title ended by ST", "a\x1b]8;;http://x.example\x1b\\b\x1b]8;;\x1b\\c", "abc"},
		{"string without end", "a\x1b]0;all of this stays", "a0;all of this stays"},
		{"one-byte introducer", "a\u009b2Jb", "ab"},
		{"device string", "a\x1bPq#0;2\x1b\\b", "ab"},
		{"lone escape", "a\x1b", "a"},
		{"bell, backspace, delete", "a\a\b\x7fb", "ab"},
		{"carriage return", "safe\rfake", "safefake"},
		{"lines and tabs", "a\nb\tc  d ", "a b c d"},
		{"override", "a\u202Eb\u2066c", "abc"},
		{"separator", "a\u2028b", "a b"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"other scripts", "Él vino. 雨が降った。", "Él vino. 雨が降った。"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean(tt.in); got != tt.want {
				t.Errorf("clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestRanges(t *testing.T) {
	for want, in := range map[string][]int{
		"":              {},
		"3":             {3},
		"1, 2":          {1, 2},
		"1-3":           {1, 2, 3},
		"1, 3-6, 8, 9":  {1, 3, 4, 5, 6, 8, 9},
		"2, 4, 6, 8-10": {2, 4, 6, 8, 9, 10},
	} {
		if got := ranges(in); got != want {
			t.Errorf("ranges(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 51: "az", 52: "ba", 701: "zz", 702: "aaa"} {
		if got := letters(n); got != want {
			t.Errorf("letters(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		n    int
		noun string
		want string
	}{{0, "origin", "0 origins"}, {1, "story", "1 story"}, {2, "story", "2 stories"}, {3, "copy", "3 copies"}} {
		if got := count(tt.n, tt.noun); got != tt.want {
			t.Errorf("count(%d, %q) = %q, want %q", tt.n, tt.noun, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name  string
		runs  []run
		width int
		want  []string
	}{
		{"fits", []run{{"Rain fell.", plain}}, 10, []string{"Rain fell."}},
		{"at spaces", []run{{"Rain fell all night.", plain}}, 10, []string{"Rain fell", "all night."}},
		{"over runs", []run{{"Rain fell. ", bold}, {"[1] ", faint}}, 12, []string{"Rain fell.", "[1]"}},
		{"wide characters", []run{{"雨が降った。", plain}}, 6, []string{"雨が", "降っ", "た。"}},
		{"a word too long", []run{{"abcdefghij k", plain}}, 4, []string{"abcd", "efgh", "ij k"}},
		{"nothing", nil, 4, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, l := range wrap(tt.runs, tt.width) {
				var b strings.Builder
				for _, r := range l {
					b.WriteString(r.text)
				}
				got = append(got, b.String())
				if w := uniseg.StringWidth(b.String()); w > tt.width {
					t.Errorf("line %q is %d columns wide, limit %d", b.String(), w, tt.width)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// marked writes a passage as [kept], {cut} and plain text.
func marked(list []piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString([]string{around: p.text, kept: "[" + p.text + "]", cut: "{" + p.text + "}"}[p.kind])
	}
	return b.String()
}

func TestPassage(t *testing.T) {
	doc := &wiredesk.Document{ID: "a", Text: "Before. Él vino, dijo Ana, tarde. After."}
	whole := wiredesk.Span{Start: 8, End: 34}
	for _, tt := range []struct {
		name  string
		kind  string
		doc   *wiredesk.Document
		align []wiredesk.Span // in the document
		want  string
	}{
		{"verbatim", wiredesk.Verbatim, doc, []wiredesk.Span{whole}, "Before. [Él vino, dijo Ana, tarde.] After."},
		{"trimmed", wiredesk.Trimmed, doc, []wiredesk.Span{{Start: 8, End: 16}, {Start: 27, End: 34}}, "Before. [Él vino]{, dijo Ana,}[ tarde.] After."},
		{"pieces that touch", wiredesk.Trimmed, doc, []wiredesk.Span{{Start: 12, End: 16}, {Start: 8, End: 12}}, "Before. [Él vino]{, dijo Ana, tarde.} After."},
		{"slots of a template", wiredesk.Template, doc, []wiredesk.Span{{Start: 23, End: 26}}, "Before. Él vino, dijo [Ana], tarde. After."},
		{"no alignment", wiredesk.Trimmed, doc, nil, "Before. [Él vino, dijo Ana, tarde.] After."},
		{"alignment outside", wiredesk.Trimmed, doc, []wiredesk.Span{{Start: 0, End: 90}}, "Before. [Él vino, dijo Ana, tarde.] After."},
		{"alignment inside a rune", wiredesk.Trimmed, doc, []wiredesk.Span{{Start: 9, End: 16}}, "Before. [Él vino, dijo Ana, tarde.] After."},
		{"text not at hand", wiredesk.Verbatim, &wiredesk.Document{ID: "a"}, nil, "[Él vino, dijo Ana, tarde.]"},
		{"text changed", wiredesk.Verbatim, &wiredesk.Document{ID: "a", Text: strings.ToUpper(doc.Text)}, nil, "[Él vino, dijo Ana, tarde.]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st := &wiredesk.Statement{Kind: tt.kind, Evidence: []wiredesk.Evidence{wiredesk.Cite(doc, whole)}}
			for _, s := range tt.align {
				st.Align = append(st.Align, wiredesk.Align{Src: s})
			}
			if got := marked(passage(tt.doc, st, 0)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The context of a passage is bounded, and cut at white space.
func TestPassageContext(t *testing.T) {
	side := strings.Repeat("été ", 100)
	doc := &wiredesk.Document{ID: "a", Text: side + "Rain fell." + strings.Repeat(" été", 100)}
	start := len(side)
	st := &wiredesk.Statement{Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{wiredesk.Cite(doc, wiredesk.Span{Start: start, End: start + 10})}}
	got := passage(doc, st, 0)
	if len(got) != 3 {
		t.Fatalf("%d pieces, want 3: %v", len(got), got)
	}
	for _, s := range []string{got[0].text, got[2].text} {
		if len(s) > contextBytes+len("… ") || len(s) < contextBytes-20 {
			t.Errorf("context of %d bytes: %q", len(s), s)
		}
		if strings.Trim(strings.ReplaceAll(s, "été", ""), " …") != "" {
			t.Errorf("context is not whole words: %q", s)
		}
	}
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://ledger.example/a?b=c&d": "https://ledger.example/a?b=c&d",
		" http://ledger.example ":        "http://ledger.example",
		"HTTPS://ledger.example/":        "https://ledger.example/",
		"javascript:alert(1)":            "",
		"java\nscript:alert(1)":          "",
		"data:text/html,x":               "",
		"//ledger.example/a":             "",
		"https:///a":                     "",
		"/a/b":                           "",
		"file:///etc/passwd":             "",
		"":                               "",
	} {
		if got := link(&wiredesk.Document{URL: in}); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
	}
}
