package feed_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/feed"
)

const base = "https://farrier.invalid/feeds/all"

// show writes a feed for comparison: an item a line.
func show(f *feed.Feed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s | %s | %s\n", f.Kind, f.Title, f.Home, f.Language)
	for _, i := range f.Items {
		whole := ""
		if i.Whole {
			whole = " whole"
		}
		if i.Withdrawn {
			whole += " withdrawn"
		}
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s | %s | %s | %q%s\n", i.ID, i.URL, i.Title, i.Outlet, strings.Join(i.Authors, ";"), i.Published, i.Language, i.Text, whole)
	}
	for _, o := range f.Outlines {
		fmt.Fprintf(&b, "> %s | %s | %s | %s\n", o.Folder, o.Title, o.URL, o.Home)
	}
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "! %v\n", n)
	}
	return b.String()
}

// TestParse reads a feed of each dialect.
func TestParse(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"RSS with another publisher", `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>All &amp; sundry</title><link>/</link><language>en-GB</language>
			<item><title>Ferry &lt;b&gt;late&lt;/b&gt;</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">g1</guid><pubDate>Mon, 05 Oct 2026 08:00:00 +0200</pubDate>
			<dc:creator>Ana Marsh and Jon Vale</dc:creator><source url="https://x.invalid/">Calder Bay Examiner</source><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description></item>
			<item><guid>https://farrier.invalid/b</guid><author>desk@farrier.invalid (Ilse Korn)</author><pubDate>5 Oct 2026 08:00 CEST</pubDate></item></channel></rss>`,
			"RSS: All & sundry | https://farrier.invalid/ | en-GB\n" +
				"g1 | https://farrier.invalid/a?x=1&y=2 | Ferry late | Calder Bay Examiner | Ana Marsh;Jon Vale | 2026-10-05T08:00:00+02:00 | en-GB | \"One.\\n\\nTwo & three.\"\n" +
				"https://farrier.invalid/b | https://farrier.invalid/b |  |  | Ilse Korn | 2026-10-05T08:00:00+02:00 | en-GB | \"\"\n"},
		{"RSS with whole texts", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title><item><title>t</title><description>short</description><content:encoded><![CDATA[<p>A &amp; b</p><p>c</p>]]></content:encoded></item></channel></rss>`,
			"RSS: x |  | \n |  | t |  |  |  |  | \"A & b\\n\\nc\" whole\n"},
		{"RSS 1.0", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>R</title><link>https://r.invalid/</link></channel><item rdf:about="x1"><title>t</title><link>https://r.invalid/1</link><dc:date>2026-10-06T08:00:00Z</dc:date><dc:publisher>P</dc:publisher></item></rdf:RDF>`,
			"RSS: R | https://r.invalid/ | \n | https://r.invalid/1 | t | P |  | 2026-10-06T08:00:00Z |  | \"\"\n"},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title><link rel="self" href="x"/><link href="https://a.invalid/"/><entry><id>1</id><title type="html">&lt;i&gt;T&lt;/i&gt;</title><link rel="enclosure" href="m.mp3"/><link href="1"/><updated>2026-10-06T08:00:00Z</updated><published>2026-10-05T08:00:00Z</published><author><name>Ana</name></author><source><title>Other</title></source><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>`,
			"Atom: A | https://a.invalid/ | en\n1 | https://farrier.invalid/feeds/1 | T | Other | Ana | 2026-10-05T08:00:00Z | en | \"x\" whole\n"},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1","title":"J","items":[{"id":7,"external_url":"https://e.invalid","url":"/7","title":"T","content_text":"a < b\n\nc","date_published":"2026-10-06T08:00:00Z","author":{"name":"Ana"}}]}`,
			"JSON Feed: J |  | \n7 | https://farrier.invalid/7 | T |  | Ana | 2026-10-06T08:00:00Z |  | \"a < b\\n\\nc\" whole\n"},
		{"news sitemap", `<urlset xmlns:news="n"><url><loc>https://s.invalid/1</loc><news:news><news:publication><news:name>S</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-10-06</news:publication_date><news:title>Snow &amp; ice</news:title></news:news></url></urlset>`,
			"sitemap:  |  | \n | https://s.invalid/1 | Snow & ice | S |  | 2026-10-06T00:00:00Z | en | \"\"\n"},
		{"list of sitemaps", `<sitemapindex><sitemap><loc>https://s.invalid/a.xml</loc><lastmod>2026</lastmod></sitemap></sitemapindex>`,
			"list of sitemaps:  |  | \n>  |  | https://s.invalid/a.xml | \n"},
		{"OPML", `<opml version="1.0" xmlns:frss="x"><head><title>Mine</title></head><body><outline text="News"><outline text="Far/ther"><outline text="F" xmlUrl="https://f.invalid/rss" htmlUrl="https://f.invalid/" frss:priority="x"/></outline></outline><outline title="G" xmlUrl="https://g.invalid/"/><outline text="bad" xmlUrl="file:///etc/passwd"/></body></opml>`,
			"OPML: Mine |  | \n> News/Far-ther | F | https://f.invalid/rss | https://f.invalid/\n>  | G | https://g.invalid/ | \n"},
		{"ninjs 1", `{"uri":"https://n.invalid/1","pubstatus":"usable","headline":"H","byline":"By Ana Marsh","copyrightholder":"FNA","versioncreated":"2026-10-06T08:00:00Z","body_text":"a < b\n\nc"}`,
			"ninjs:  |  | \nhttps://n.invalid/1 | https://n.invalid/1 | H | FNA | Ana Marsh | 2026-10-06T08:00:00Z |  | \"a < b\\n\\nc\" whole\n"},
		{"ninjs 3, a list", `{"_items":[{"uri":"u1","headlines":[{"role":"main","value":"H"}],"bodies":[{"contenttype":"text/html","value":"<p>x</p>"}],"rightsinfo":{"copyrightholder":"FNA"}},{"uri":"u2","pubstatus":"canceled","headlines":[{"value":"Gone"}]}]}`,
			"ninjs:  |  | \nu1 |  | H | FNA |  |  |  | \"x\" whole\nu2 |  | Gone |  |  |  |  | \"\" whole withdrawn\n"},
		{"Miniflux", `{"total":1,"entries":[{"hash":"h","title":"T","url":"https://m.invalid/1","author":"Ana","content":"<p>x</p>","published_at":"2026-10-06T08:00:00Z","feed":{"title":"M"}}]}`,
			"Miniflux:  |  | \nh | https://m.invalid/1 | T | M | Ana | 2026-10-06T08:00:00Z |  | \"x\" whole\n"},
		{"documents", `{"id":"1","text":"x"}` + "\n" + `{"id":"2","title":"y"}`, "documents:  |  | \n"},
		{"page", "<!doctype html><title>x</title>", "page:  |  | \n"},
		{"text", "Just words.", "page:  |  | \n"},

		// What is broken.
		{"ampersands", `<rss><channel><title>R & D</title><item><title>Fish & chips</title><description>a &nope; b</description></item></channel></rss>`,
			"RSS: R & D |  | \n |  | Fish & chips |  |  |  |  | \"a &nope; b\"\n"},
		{"truncated", `<rss><channel><title>x</title><item><title>one</title><link>https://x.invalid/1</link></item><item><title>tw`,
			"RSS: x |  | \n | https://x.invalid/1 | one |  |  |  |  | \"\"\n! invalid input: the feed is not well-formed (XML syntax error on line 1: unexpected EOF); what can be read of it is kept\n"},
		{"truncated Atom", `<feed><title>x</title><entry><source><id>s</id><title>S</title></source><title>one</title><link href="https://x.invalid/1"/><author><name>Ana</name></author><published>2026-10-06T08:00:00Z</published><content type="xhtml"><div><p>a</p><p>b</p></div></content></entry><entry>`,
			"Atom: x |  | \n | https://x.invalid/1 | one | S | Ana | 2026-10-06T08:00:00Z |  | \"a\\n\\nb\" whole\n! invalid input: the feed is not well-formed (XML syntax error on line 1: unexpected EOF); what can be read of it is kept\n"},
		{"a script as address", `<rss><channel><item><title>&lt;script&gt;x&lt;/script&gt;t</title><link>javascript:alert(1)</link></item></channel></rss>`,
			"RSS:  |  | \n |  | t |  |  |  |  | \"\"\n"},
		{"twice", `<rss><channel><item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>a</title></item></channel></rss>`,
			"RSS:  |  | \n1 |  | a |  |  |  |  | \"\"\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := feed.Parse([]byte(tt.in), feed.Options{Base: base})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRefused names what is no feed and no page.
func TestRefused(t *testing.T) {
	for _, s := range []string{"%PDF-1.7\n", "\x89PNG\r\n\x1a\n\x00\x00", "PK\x03\x04\x00", `{"ok":true}`, `{"a":[`, `[]`, "[1,2]", "\x00\x01\x02\x03\x04\x05\x06\x07\x08"} {
		if f, err := feed.Parse([]byte(s), feed.Options{}); err == nil {
			t.Errorf("%q is read as %q", s, f.Kind)
		}
	}
}

// TestOPML reads what it writes.
func TestOPML(t *testing.T) {
	in := []feed.Outline{
		{Title: "B & \"b\" <b>", URL: "https://b.invalid/?a=1&b=2", Home: "https://b.invalid/", Folder: "News/Far"},
		{Title: "A\x00", URL: "https://a.invalid/"},
		{URL: "https://c.invalid/", Folder: "News"},
	}
	text := feed.WriteOPML("Mine & yours", in)
	f, err := feed.Parse(text, feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []feed.Outline{
		{Title: "A", URL: "https://a.invalid/"},
		{Title: "https://c.invalid/", URL: "https://c.invalid/", Folder: "News"},
		{Title: "B & \"b\" <b>", URL: "https://b.invalid/?a=1&b=2", Home: "https://b.invalid/", Folder: "News/Far"},
	}
	want[2].Title = f.Outlines[2].Title // markup in names is dropped, as in titles
	if diff := cmp.Diff(want, f.Outlines); diff != "" || f.Title != "Mine & yours" || !strings.HasPrefix(want[2].Title, `B & "b"`) {
		t.Errorf("title %q (-want +got):\n%s", f.Title, diff)
	}
	if again := feed.WriteOPML(f.Title, f.Outlines); string(feed.WriteOPML(f.Title, f.Outlines)) != string(again) || len(f.Notes) > 0 {
		t.Errorf("written again:\n%s\nnotes %v", again, f.Notes)
	}
}

// TestSigned knows the webhook of a Miniflux by its secret.
func TestSigned(t *testing.T) {
	body := []byte(`{"event_type":"new_entries","feed":{"title":"M"},"entries":[{"title":"T","url":"https://m.invalid/1"}]}`)
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write(body)
	good := hex.EncodeToString(mac.Sum(nil))
	for _, tt := range []struct {
		body, signature, secret string
		want                    bool
	}{
		{string(body), good, "secret", true},
		{string(body) + " ", good, "secret", false},
		{string(body), good, "other", false},
		{string(body), good[:10], "secret", false},
		{string(body), "", "secret", false},
		{string(body), "zz", "secret", false},
		{string(body), good, "", false},
	} {
		if got := feed.Signed([]byte(tt.body), tt.signature, tt.secret); got != tt.want {
			t.Errorf("Signed(%.20q, %.10q, %q) = %v", tt.body, tt.signature, tt.secret, got)
		}
	}
	f, err := feed.Parse(body, feed.Options{})
	if err != nil || f.Kind != feed.Miniflux || len(f.Items) != 1 || f.Items[0].Outlet != "M" {
		t.Errorf("%v, %+v", err, f)
	}
}

// TestDates reads the forms that feeds have.
func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"Mon, 05 Oct 2026 08:00:00 EST":     "2026-10-05T08:00:00-05:00",
		"Monday, 5 October 2026 08:00:00 Z": "2026-10-05T08:00:00Z",
		"5 Oct 2026 08:00:00 CET":           "2026-10-05T08:00:00+01:00",
		"October 5, 2026":                   "2026-10-05T00:00:00Z",
		"20261005T080000Z":                  "2026-10-05T08:00:00Z",
		"2026-10-05T08:00:00.123456+0200":   "2026-10-05T08:00:00+02:00",
		"Mon, 05 Oct 26 08:00:00 GMT":       "2026-10-05T08:00:00Z",
		"yesterday":                         "",
	} {
		f, err := feed.Parse([]byte("<rss><channel><item><title>t</title><pubDate>"+in+"</pubDate></item></channel></rss>"), feed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Items[0].Published.String(); got != want || (want == "") != (f.Items[0].BadDate != nil) {
			t.Errorf("%q is read as %q, %v, want %q", in, got, f.Items[0].BadDate, want)
		}
	}
}

// FuzzParse finds no bytes that stop it, and nothing in what it gives that is
// not text or no address.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`<rss><channel><title>x</title><item><title>a &amp; b</title><link>/x</link><pubDate>Mon, 05 Oct 2026 08:00:00 EST</pubDate></item></channel></rss>`,
		`<feed><entry><title>t</title><link href="/a"/><content type="xhtml"><div>x</div></content></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`, `{"uri":"u","headline":"h"}`, `{"total":1,"entries":[{}]}`,
		`<urlset><url><loc>http://x/</loc></url></urlset>`, `<opml><body><outline text="a"><outline xmlUrl="http://x/"/></outline></body></opml>`,
		`<rss><channel><item><title>tw<link>`, "<rdf:RDF><item>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		fd, err := feed.Parse(b, feed.Options{Base: base})
		if err != nil {
			return
		}
		for _, i := range fd.Items {
			if !utf8.ValidString(i.Text + i.Title + i.Outlet + i.URL) {
				t.Errorf("not UTF-8: %+v", i)
			}
			if i.URL != "" && !strings.HasPrefix(i.URL, "http://") && !strings.HasPrefix(i.URL, "https://") {
				t.Errorf("address %q", i.URL)
			}
		}
		if len(fd.Outlines) > 0 {
			again, err := feed.Parse(feed.WriteOPML(fd.Title, fd.Outlines), feed.Options{})
			if err != nil || len(again.Outlines) != len(fd.Outlines) {
				t.Errorf("%d outlines are %d when written and read: %v", len(fd.Outlines), len(again.Outlines), err)
			}
		}
	})
}

// TestDiscover finds the feeds that a page names.
func TestDiscover(t *testing.T) {
	page := `<head><link rel="stylesheet" href="x.css"><link rel="alternate" type="application/rss+xml" title="News &amp; views" href="/rss"><link rel="alternate" hreflang="fr" href="/fr">
		<LINK REL="home alternate" TYPE="application/atom+xml; charset=utf-8" HREF="https://other.invalid/atom"><link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" type="application/feed+json" href="javascript:x"></head>`
	want := []feed.Outline{
		{Title: "News & views", URL: "https://farrier.invalid/rss", Home: base},
		{URL: "https://other.invalid/atom", Home: base},
	}
	if diff := cmp.Diff(want, feed.Discover([]byte(page), feed.Options{Base: base})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
