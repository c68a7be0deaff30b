//go:build linux && !race

package feed_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/feed"
)

// An attack is a feed that was made to take the machine, to read its files, or
// to say what it does not. refused is what is taken for no feed: one that does not begin as such
// within 8 KiB.
type attack struct {
	name, in string
	items    int
}

const refused = -1

// wide writes s in UTF-16 or UTF-32.
func wide(s string, size int, big bool) string {
	var b []byte
	put := func(v uint32) {
		for i := range size {
			shift := 8 * i
			if big {
				shift = 8 * (size - 1 - i)
			}
			b = append(b, byte(v>>shift))
		}
	}
	if size == 4 {
		for _, r := range s {
			put(uint32(r))
		}
		return string(b)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		put(uint32(u))
	}
	return string(b)
}

// attacks lists them.
func attacks() []attack {
	const item = `<item><guid>1</guid><title>Tide</title><description>The tide came in.</description></item>`
	const open, end = `<rss version="2.0"><channel><title>Halm Courier</title>`, `</channel></rss>`
	rss := func(s string) string { return open + s + end }
	doctype := func(s, use string) string {
		return `<?xml version="1.0"?><!DOCTYPE rss [` + s + `]>` + rss(strings.Replace(item, "Tide", use, 1))
	}
	chain := func(n int, unit string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<!ENTITY a0 "%s">`, unit)
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
		}
		return b.String()
	}
	x := func(s string, n int) string { return strings.Repeat(s, n) }
	return []attack{
		{"laughs", doctype(chain(9, "lol"), "&a9;"), 1},
		{"laughs in an attribute", doctype(chain(9, "lol"), `<b c="&a9;">x</b>`), 1},
		{"square of one entity", doctype(`<!ENTITY a "`+x("a", 100_000)+`">`, x("&a;", 10_000)), refused},
		{"entity of itself", doctype(`<!ENTITY a "&a;">`, "&a;"), 1},
		{"two entities of each other", doctype(`<!ENTITY a "&b;"><!ENTITY b "&a;">`, "&a;"), 1},
		{"file", doctype(`<!ENTITY a SYSTEM "file:///etc/passwd">`, "&a;"), 1},
		{"address", doctype(`<!ENTITY a SYSTEM "http://127.0.0.1:1/">`, "&a;"), 1},
		{"parameter entity", doctype(`<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;`, "x"), 1},
		{"public name", doctype(`<!ENTITY a PUBLIC "-//X" "file:///etc/hosts">`, "&a;"), 1},
		{"definition elsewhere", `<!DOCTYPE rss SYSTEM "file:///etc/passwd">` + rss(item), 1},
		{"definition at an address", `<!DOCTYPE rss PUBLIC "x" "http://127.0.0.1:1/">` + rss(item), 1},
		{"notation", doctype(`<!NOTATION n SYSTEM "/bin/sh"><!ENTITY a SYSTEM "x" NDATA n>`, "&a;"), 1},
		{"inclusion", rss(strings.Replace(item, "Tide", `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>Tide`, 1)), 1},
		{"style sheet", `<?xml-stylesheet href="file:///etc/passwd" type="text/xsl"?>` + rss(item), 1},
		{"definition without end", `<!DOCTYPE rss [ <!ENTITY a "` + x("a", 1<<20), refused},
		{"50,000 entities", `<!DOCTYPE r [` + x(`<!ENTITY a "b">`, 50_000) + `]>` + rss(item), refused},
		{"50,000 elements declared", `<!DOCTYPE r [` + x(`<!ELEMENT a (b)>`, 50_000) + `]>` + rss(item), refused},
		{"name of an entity of 1 MiB", rss(strings.Replace(item, "Tide", "&"+x("a", 1<<20)+";", 1)), 1},
		{"reference beyond all characters", rss(strings.Replace(item, "Tide", "T&#x110000;&#0;&#xD800;&#99999999999;", 1)), 1},
		{"200,000 deep", rss(x("<a>", 200_000) + item), 1},
		{"200,000 deep in an item", rss("<item><guid>1</guid><title>Tide</title><description>" + x("<a>", 200_000) + "x"), 1},
		{"200,000 deep, closed", rss(x("<a>", 200_000) + x("</a>", 200_000) + item), 1},
		{"200,000 channels", x("<rss><channel>", 100_000) + item, 1},
		{"200,000 ends", rss(x("</a>", 200_000) + item), 1},
		{"items in items", rss(x("<item><title>a</title>", 20_000)), 1},
		{"names of 1 MiB", rss("<" + x("a", 1<<20) + ">" + item), 1},
		{"a tag of 1 MiB without end", rss(item + "<" + x("a", 1<<20)), 1},
		{"300,000 attributes", "<rss" + x(` a="b"`, 300_000) + "><channel>" + item, refused},
		{"an attribute of 4 MiB", `<rss a="` + x("b", 4<<20) + `"><channel>` + item, refused},
		{"an attribute without end", rss(item + `<a b="` + x("c", 1<<20)), 1},
		{"100,000 namespaces", "<rss " + x(`xmlns:a="b" `, 100_000) + "><channel>" + item, refused},
		{"namespaces at every depth", rss(x(`<a:b xmlns:a="c">`, 50_000) + item), 1},
		{"prefixes without a namespace", rss("<z:item><title>x</title></z:item>" + item), 1},
		{"another namespace", `<rss xmlns="urn:x"><channel xmlns="urn:y">` + item + end, 1},
		{"CDATA without end", open + "<item><title>Tide</title><description><![CDATA[" + x("x ", 1<<20), 1},
		{"CDATA in CDATA", rss(strings.Replace(item, "The tide", "<![CDATA[<![CDATA[The tide]]>", 1)), 1},
		{"100,000 CDATA", rss(strings.Replace(item, "The tide", x("<![CDATA[a]]>", 100_000), 1)), 1},
		{"comment without end", rss(item + "<!-- " + x("- ", 1<<20)), 1},
		{"100,000 comments", rss(x("<!-- a -->", 100_000) + item), 1},
		{"dashes in a comment", rss("<!-- " + x("--", 1<<18) + " -->" + item), 1},
		{"100,000 orders to a program", rss(x("<?php echo 1 ?>", 100_000) + item), 1},
		{"an order to a program without end", rss(item + "<?php " + x("a", 1<<20)), 1},
		{"no prolog", rss(item), 1},
		{"two prologs", `<?xml version="1.0"?><?xml version="1.0"?>` + rss(item), 1},
		{"a late prolog", "\n\n <?xml version=\"1.0\"?>" + rss(item), 1},
		{"version 9.9", `<?xml version="9.9"?>` + rss(item), 1},
		{"an encoding that does not exist", `<?xml version="1.0" encoding="x-klingon"?>` + rss(item), 1},
		{"an encoding of 1 MiB", `<?xml version="1.0" encoding="` + x("a", 1<<20) + `"?>` + rss(item), refused},
		{"UTF-16, little", "\xff\xfe" + wide(rss(item), 2, false), 1},
		{"UTF-16, big", "\xfe\xff" + wide(rss(item), 2, true), 1},
		{"UTF-16 without a mark", wide(rss(item), 2, false), 1},
		{"UTF-32, little", "\xff\xfe\x00\x00" + wide(rss(item), 4, false), 1},
		{"UTF-32, big", "\x00\x00\xfe\xff" + wide(rss(item), 4, true), 1},
		{"UTF-7", `<?xml version="1.0" encoding="utf-7"?>` + rss(strings.Replace(item, "Tide", "+ADw-script+AD4-", 1)), 1},
		{"UTF-16 that says UTF-8", "\xff\xfe" + wide(`<?xml version="1.0" encoding="utf-8"?>`+rss(item), 2, false), 1},
		{"overlong characters", rss(strings.Replace(item, "Tide", "\xc0\xbcb\xc0\xbe", 1)), 1},
		{"NULs", rss(strings.Replace(item, "Tide", "T\x00ide", 1)), 1},
		{"all control characters", rss(strings.Replace(item, "Tide", "T\x01\x02\x03\x08\x0b\x0c\x0e\x1f\x7f", 1)), 1},
		{"one guid 10,000 times", rss(x(item, 10_000)), 1},
		{"10,000 guids", rss(numbered(10_000)), wiredesk.MaxItems},
		{"300,000 empty items", rss(x("<item/>", 300_000)), 0},
		{"ampersands", rss(strings.Replace(item, "Tide", x("&", 1<<20), 1)), 1},
		{"a title of 4 MiB", rss(strings.Replace(item, "Tide", x("Tide ", 1<<20), 1)), 1},
		{"a link of 1 MiB", rss(strings.Replace(item, "<title>", "<link>http://a.example/"+x("a", 1<<20)+"</link><title>", 1)), 1},
		{"100,000 links", rss(strings.Replace(item, "<title>", x("<link>http://a.example/</link>", 100_000)+"<title>", 1)), 1},
		{"10,000 authors", rss(strings.Replace(item, "<title>", x("<author>Ana Marsh</author>", 10_000)+"<title>", 1)), 1},
		{"a date of 1 MiB", rss(strings.Replace(item, "<title>", "<pubDate>"+x("1 ", 1<<19)+"</pubDate><title>", 1)), 1},
		{"no end", open + item, 1},
		{"an end too many", rss(item) + end, 1},
		{"two feeds", rss(item) + rss(strings.Replace(item, "<guid>1", "<guid>2", 1)), 1},
		{"nothing but marks", x("<", 1<<20), refused},
		{"nothing", "", refused},
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><guid>%d</guid><title>Tide %[1]d</title></item>", i)
	}
	return b.String()
}

// TestXML reads each attack within a second of processor time, gives what can be
// read of it, and nothing of a file or of an entity. That nothing is opened or
// connected to follows from the imports of the package, which package archtest
// holds. It is row 29 of the matrix of faults, with TestAttacks and what package
// webtest serves.
func TestXML(t *testing.T) {
	all := attacks()
	for _, a := range all {
		var f *feed.Feed
		var err error
		took := costtest.CPU(func() { f, err = feed.Parse([]byte(a.in), feed.Options{}) })
		got := refused
		if err == nil && f.Kind != feed.Page {
			got = len(f.Items)
		}
		if got != a.items {
			t.Errorf("%s: %d items (%v), want %d", a.name, got, err, a.items)
		}
		if took > time.Second {
			t.Errorf("%s: %v", a.name, took)
		}
		if got > 0 {
			for _, s := range []string{f.Title, f.Items[0].Title, f.Items[0].Text, f.Items[0].URL} {
				if !utf8.ValidString(s) || strings.Contains(s, "root:") || strings.Contains(s, "lollol") || strings.ContainsRune(s, 0) {
					t.Errorf("%s: %d bytes, %.80q", a.name, len(s), s)
				}
			}
		}
	}
	t.Logf("%d attacks", len(all))
}
