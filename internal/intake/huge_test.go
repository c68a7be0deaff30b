//go:build linux && !race

package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// hugePages are pages of up to 10 times mib bytes that were made to take the
// machine. Each holds the sentence "The quay was shut." where a
// reader would find it.
func hugePages(mib int) map[string]string {
	const quay = "<p>The quay was shut.</p>"
	x := func(s string, bytes int) string { return strings.Repeat(s, bytes/len(s)) }
	out := map[string]string{}
	add := func(name, head, body string) {
		out[name] = "<html><head><title>Quay shut</title>" + head + "</head><body>" + body
	}
	for name, unit := range map[string]string{
		"links": `<a href="/x">a link</a> `, "paragraphs": "<p>Rain fell.</p>", "open paragraphs": "<p>a", "lists": "<ul><li>a</ul>", "list items": "<li>a", "tables": "<table><tr><td>a</table>",
		"open tables": "<table><tr><td>", "cells": "<td>a", "spans": "<span>a</span>", "pictures": `<img src="x" alt="a">`, "line ends": "<br>", "forms": "<form><input></form>", "frames": `<iframe src="x"></iframe>`,
		"headings": "<h2>a</h2>", "scripts": "<script>a()</script>", "styles": "<style>p{}</style>", "comments": "<!-- a -->", "entities": "&amp;&eacute;", "bad entities": "&bogus;&#99999999;", "ends": "</p></div>",
		"bold, open": "<b>a", "bold and slanted, crossed": "<b><i>a</b></i>", "fonts": "<font>a", "links, open": "<a>a", "buttons": "<button>a", "options": "<option>a", "drawings": "<svg><g>a</g></svg>",
		"formulas": "<math><mi>a</mi></math>", "templates": "<template>a</template>", "deep": "<div>", "deep with text": "<div>a", "deep quotations": "<blockquote>", "own elements": "<x-a>a</x-a>", "times": "<time>2026-10-05</time>",
		"dialogs": "<dialog>a</dialog>", "menus": "<menu><li>a</menu>", "ruby": "<ruby>a<rt>b</ruby>", "details": "<details><summary>a</summary></details>", "marks": "<", "ampersands": "&", "NULs": "\x00", "bytes that are no text": "\xff\xfe\xfd",
	} {
		add("1 MiB of "+name+" behind", "", "<article>"+quay+"</article>"+x(unit, mib))
	}
	add("10 MiB of paragraphs", "", quay+x("<p>Rain fell on the moor.</p>", 10*mib-200))
	add("10 MiB of text in one line", "", quay+"<p>"+x("rain ", 10*mib-200))
	add("10 MiB of one word", "", quay+"<p>"+x("r", 10*mib-200))
	add("10 MiB of spaces", "", quay+x(" ", 10*mib-200))
	add("10 MiB of a comment", "", quay+"<!--"+x("-", 10*mib-200))
	add("10 MiB of a script", "", quay+"<script>"+x("a();", 10*mib-200))
	add("10 MiB of an attribute", "", quay+`<p title="`+x("t", 10*mib-200))
	add("10 MiB of attributes", "", quay+"<p "+x("a=b ", 10*mib-200))
	add("10 MiB before the text", "", x("<!-- a -->", 10*mib-400)+quay)
	add("10 MiB of entities in a row", "", quay+"<p>"+x("&amp;", 10*mib-200))
	add("a title of 2 MiB", x("</title><title>Quay", 2*mib)+"</title>", quay)
	add("an open title of 1 MiB", "<title>"+x("a", mib)+"</title>", quay)
	add("100,000 declarations", x(`<meta name="a" content="b">`, 2*mib), quay)
	add("a declaration of 2 MiB", `<meta name="author" content="`+x("Ana ", 2*mib)+`">`, quay)
	add("linked data, 1 MiB deep", `<script type="application/ld+json">`+x("[", mib)+"</script>", quay)
	add("linked data of 2 MiB", `<script type="application/ld+json">{"@type":"NewsArticle","keywords":"`+x("a", 2*mib)+`"}</script>`, quay)
	add("100,000 linked data", x(`<script type="application/ld+json">{}</script>`, 2*mib), quay)
	add("dates everywhere", "", quay+x("<p>5 October 2026, 10/05/2026, 2026-10-05</p>", mib))
	return out
}

// TestHugePages makes a document of each within two seconds of processor time:
// its text holds what the page says, is no longer than a text may be, and where
// it was cut that is said. In the plain run the pages are an eighth as large. It is row 28 of the matrix of faults, with what
// package webtest serves.
func TestHugePages(t *testing.T) {
	mib := 1 << 17
	if costtest.Long() {
		mib = 1 << 20 // and ten times that is as much as is fetched of a page
	}
	all := hugePages(mib)
	var worst time.Duration
	for name, page := range all {
		if len(page) > wiredesk.MaxPage {
			t.Fatalf("%s: %d bytes would not be fetched", name, len(page))
		}
		var d *wiredesk.Document
		var notes []error
		var err error
		took := costtest.CPU(func() { d, notes, err = asFetched(page) })
		worst = max(worst, took)
		t.Logf("%-40s %5d ms", name, took.Milliseconds())
		switch {
		case took > 2*time.Second:
			t.Errorf("%s: %v", name, took)
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case !strings.Contains(d.Text, "The quay was shut."):
			t.Errorf("%s: the text begins %.80q", name, d.Text)
		case len(d.Text) > wiredesk.MaxText || len(d.Title) > wiredesk.MaxTitle || !utf8.ValidString(d.Text):
			t.Errorf("%s: a text of %d bytes, a title of %d", name, len(d.Text), len(d.Title))
		case len(d.Text) > wiredesk.MaxText-100 && !strings.Contains(fmt.Sprint(notes), "the begin is kept"):
			t.Errorf("%s: a text of %d bytes, and nothing is said of it: %v", name, len(d.Text), notes)
		}
	}
	t.Logf("%d pages, the slowest %v", len(all), worst)
}

// asFetched makes a document of a page as is done with one that was fetched: a
// file that is as large is refused instead.
func asFetched(page string) (*wiredesk.Document, []error, error) {
	p, err := extract.Article([]byte(page), "https://post.example/quay")
	if err != nil {
		return nil, nil, err
	}
	return intake.Finish(wiredesk.Document{Title: p.Title, Outlet: p.Outlet, URL: p.URL, Authors: p.Authors, Published: p.Published, Text: p.Text})
}
