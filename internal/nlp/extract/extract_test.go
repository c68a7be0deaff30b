package extract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// prose is enough text for an article to stand out.
var prose = strings.Repeat("<p>The ferry of the Marvale line ran aground off Fœhrland on Monday, the harbour office said, and nobody was hurt.</p>\n", 6)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"paragraphs, headings and items", "<article><h2>On board</h2><p>One <b>bold</b>\n   word.</p><ul><li>First</li><li>Second</li></ul><blockquote>Said.</blockquote></article>",
			"On board\n\nOne bold word.\n\nFirst\n\nSecond\n\nSaid."},
		{"line breaks", "<div>One<br>two<br><br>three<br/> <br>four</div>", "One\ntwo\n\nthree\n\nfour"},
		{"no markup, no script, no menu", "<nav>Home</nav><p>a &amp; b &lt;i&gt;</p><script>x</script><style>y</style><noscript>z</noscript><!-- c --><footer>f</footer>", "a & b <i>"},
		{"a row is a paragraph", "<table><tr><td>Marvale</td><td>3 mm</td></tr><tr><td>Vale</td><td>4 mm</td></tr></table>", "Marvale 3 mm\n\nVale 4 mm"},
		{"as written", "<pre>a\n  b\n\nc</pre>", "a\nb\n\nc"},
		{"no-break space stays", "<p>3&nbsp;km</p>", "3\u00a0km"},
		{"menu that is never closed", "<nav><p>Rain fell.</p>", "Rain fell."},
		{"Thai", "<p>เรือเกยตื้น</p>", "เรือเกยตื้น"},
		{"an article that stands out", "<div class=sidebar><a href=x>More</a> <a href=y>News</a></div><article>" + prose + "</article><div class=comments>Comment</div>", plain(prose)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := extract.Article([]byte("<html><body>"+tt.body+"</body></html>"), "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, p.Text); diff != "" {
				t.Errorf("text mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func plain(html string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.ReplaceAll(html, "<p>", ""), "</p>\n"), "</p>\n", "\n\n")
}

func TestDeclared(t *testing.T) {
	day := func(d, h int) wiredesk.Time { return wiredesk.Time{Time: time.Date(2026, 11, d, h, 0, 0, 0, time.UTC)} }
	for _, tt := range []struct {
		name, page, url string
		want            extract.Page
	}{
		{"linked data", `<html lang=de><title>Ferry aground | Harbour Post</title><script type="application/ld+json">
{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Ferry
aground","datePublished":"2026-11-02T08:00:00Z","author":[{"name":"Ann Vey"},{"name":"https://post.example/bo"},"Bo Lund"],"publisher":{"name":"Harbour &amp; Post"}}]};</script><p>x</p>`, "https://www.post.example/f",
			extract.Page{Title: "Ferry aground", Authors: []string{"Ann Vey", "Bo Lund"}, Published: day(2, 8), Language: "de", Outlet: "Harbour & Post", URL: "https://www.post.example/f", Text: "x"}},
		{"meta, name of the site in the title", `<meta property="og:site_name" content="Harbour Post"><meta property="og:locale" content="en_GB"><meta property="og:url" content="https://post.example/f"><title>Ferry aground - harbour post</title><meta name=author content="By Ann Vey and Bo Lund; Cy Ode"><meta name=date content="2026-11-03"><p>x</p>`, "",
			extract.Page{Title: "Ferry aground", Authors: []string{"Ann Vey", "Bo Lund", "Cy Ode"}, Published: day(3, 0), Language: "en-GB", Outlet: "Harbour Post", URL: "https://post.example/f", Text: "x"}},
		{"host is the outlet, time element", `<link rel=canonical href="https://www.Post.example/f"><p>x <time datetime="PT5M">5 min</time> <time datetime="2026-11-05">b</time> <time class=published datetime="2026-11-04T10:00Z">a</time></p>`, "https://m.post.example/f?x",
			extract.Page{Published: day(4, 10), Outlet: "post.example", URL: "https://www.Post.example/f", Text: "x 5 min b a"}},
		{"what is no address of the page", `<link rel=canonical href="/f"><p>x</p>`, "", extract.Page{Text: "x"}},
		{"title only", `<title>Ferry</title>`, "", extract.Page{Title: "Ferry"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := extract.Article([]byte(tt.page), tt.url)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnreadableDate(t *testing.T) {
	const declared = `<meta property="article:published_time" content="soon"><p>x</p>`
	if p, _ := extract.Article([]byte(declared), ""); !errors.Is(p.BadDate, wiredesk.ErrInvalid) || !strings.Contains(p.BadDate.Error(), `"soon"`) {
		t.Errorf("BadDate = %v", p.BadDate)
	}
	if p, _ := extract.Article([]byte(declared+"<time datetime=2026-11-02>"), ""); p.BadDate != nil || p.Published.String() != "2026-11-02T00:00:00Z" {
		t.Errorf("with another date: %v, BadDate = %v", p.Published, p.BadDate)
	}
}

// TestFoundDate looks for a day where the page declares none.
func TestFoundDate(t *testing.T) {
	for _, tt := range []struct{ name, url, body, want string }{
		{"address", "https://post.example/2021/03/04/ferry.html", prose, "2021-03-04"},
		{"byline", "", `<div class="byline">By Ann Vey, published: 4 March 2021</div>` + prose, "2021-03-04"},
		{"relative to a day that nobody knows", "", `<div class="byline">By Ann Vey, two hours ago</div>` + prose, ""},
		{"none", "", prose, ""},
		{"unreadable, and one in the address", "https://post.example/2021/03/04/ferry.html", `<meta property="article:published_time" content="soon">` + prose, "2021-03-04"},
	} {
		p, err := extract.Article([]byte("<html><head><title>Ferry</title></head><body>"+tt.body+"</body></html>"), tt.url)
		got := ""
		if !p.Published.IsZero() {
			got = p.Published.Format("2006-01-02")
		}
		if err != nil || got != tt.want || got != "" && p.BadDate != nil {
			t.Errorf("%s: %q, want %q (%v, %v)", tt.name, got, tt.want, p.BadDate, err)
		}
	}
}

func TestCharset(t *testing.T) {
	for name, page := range map[string]string{
		"declared":         "<meta charset=shift_jis><p>\x90\x56\x95\xb7</p>",
		"mark":             "\ufeff<meta charset=shift_jis><p>新聞</p>",
		"UTF-8 undeclared": "<p>新聞</p>",
	} {
		if p, err := extract.Article([]byte(page), ""); err != nil || p.Text != "新聞" {
			t.Errorf("%s: %q, %v", name, p.Text, err)
		}
	}
}

// TestHostile checks that pages made to be deep, large or broken are read in
// the time of a large page, and keep their text.
func TestHostile(t *testing.T) {
	const mib = 1 << 20
	for _, tt := range []struct{ name, page string }{
		{"deep", strings.Repeat("<div>", 100_000) + "<p>The end.</p>"},
		{"deep and formatted", strings.Repeat("<b><i>", 20_000) + "<p>The end.</p>"},
		{"many links", strings.Repeat("<a href=x>y</a> ", mib/16) + "<p>The end.</p>"},
		{"many paragraphs", strings.Repeat("<p>a, b, c", mib/10) + "<p>The end.</p>"},
		{"long attribute", `<p title="` + strings.Repeat("x", mib) + `">The end.</p>`},
		{"many attributes", "<p" + strings.Repeat(" a=b", mib/4) + ">The end.</p>"},
		{"many entities", "<p>" + strings.Repeat("&amp;&notanentity;", mib/18) + "</p><p>The end.</p>"},
		{"one long line", "<p>" + strings.Repeat("rain ", mib/5) + "</p><p>The end.</p>"},
		{"open tables", strings.Repeat("<table><tr><td>", mib/15) + "The end."},
		{"open comment", "<p>The end.</p><!--" + strings.Repeat("-", mib)},
		{"linked data, deep", `<script type="application/ld+json">` + strings.Repeat("[", mib) + "</script><p>The end.</p>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			p, err := extract.Article([]byte(tt.page), "")
			if err != nil || !strings.Contains(p.Text, "The end.") {
				t.Errorf("err %v, text ends %q", err, p.Text[max(0, len(p.Text)-40):])
			}
			t.Log(time.Since(start))
		})
	}
}

func TestParseTime(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{" \n", ""},
		{"2026-11-03T09:30:00Z", "2026-11-03T09:30:00Z"},
		{"2026-11-03T09:30:00.999+05:30", "2026-11-03T09:30:00+05:30"},
		{"2026-11-03T09:30:00-0430", "2026-11-03T09:30:00-04:30"},
		{"2026-11-03T09:30:00", "2026-11-03T09:30:00Z"},
		{"2026-11-03T09:30", "2026-11-03T09:30:00Z"},
		{"2026-11-03 09:30:00", "2026-11-03T09:30:00Z"},
		{"2026-11-03", "2026-11-03T00:00:00Z"},
		{"Tue, 03 Nov 2026 09:30:00 +0100", "2026-11-03T09:30:00+01:00"},
		{"Tue, 3 Nov 2026 09:30:00 GMT", "2026-11-03T09:30:00Z"},
		{"Tue, 3 Nov 2026 09:30:00 EST", "2026-11-03T09:30:00-05:00"},
		{"3 Nov 2026 09:30 +0000 (UTC)", "2026-11-03T09:30:00Z"},
		{"1900-01-01", "1900-01-01T00:00:00Z"},
		{"1899-12-31", "error"},
		{"2201-01-01", "error"},
		{"0001-01-01T00:00:00Z", "error"},
		{"Tue, 3 Nov 2026 09:30:00 XYZT", "error"}, // a zone that could be anything
		{"03/11/2026", "error"},                    // March or November
		{"2026-11", "error"},                       // no day
		{"yesterday", "error"},
		{"2026-13-01", "error"},
	} {
		got, err := extract.ParseTime(tt.in)
		if tt.want == "error" {
			if !errors.Is(err, wiredesk.ErrInvalid) || !got.IsZero() {
				t.Errorf("ParseTime(%q) = %v, %v, want an error", tt.in, got, err)
			}
		} else if err != nil || got.String() != tt.want {
			t.Errorf("ParseTime(%q) = %v, %v, want %s", tt.in, got, err, tt.want)
		}
	}
}

// TestParseTimeZone checks that the zone of the machine lends nothing.
func TestParseTimeZone(t *testing.T) {
	got, err := extract.ParseTime("2026-11-03T09:30:00+01:00")
	if name, off := got.Zone(); err != nil || name != "" || off != 3600 {
		t.Errorf("zone %q %d, %v", name, off, err)
	}
}

func FuzzArticle(f *testing.F) {
	for _, s := range []string{"", "<p>x", "<title>a</title><h1>b</h1>" + prose, "\xff\xfe<\x00p\x00>\x00", "<nav><pre>\n<br><td>", `<script type="application/ld+json">{"@type":"NewsArticle","author":[[{}]]}</script>`,
		"<meta charset=utf-16><p>x", "<table><p><svg><style><template><math>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := extract.Article(page, "https://post.example/a")
		if err != nil {
			if !errors.Is(err, wiredesk.ErrInvalid) {
				t.Fatalf("error of no kind: %v", err)
			}
			return
		}
		for _, s := range append(p.Authors, p.Title, p.Text, p.Outlet, p.URL, p.Language) {
			if !utf8.ValidString(s) {
				t.Fatalf("not UTF-8: %q", s)
			}
		}
		if strings.TrimSpace(p.Text) != p.Text || strings.Contains(p.Text, "\n\n\n") {
			t.Fatalf("layout of %q", p.Text)
		}
		if again, _ := extract.Article(page, "https://post.example/a"); fmt.Sprint(again) != fmt.Sprint(p) {
			t.Fatalf("read twice, two pages:\n%v\n%v", p, again)
		}
	})
}
