package webtest

import (
	"embed"
	"fmt"
	"net/http"
	"strings"
)

//go:embed files
var files embed.FS

// file answers with one of the files.
func file(kind, name string) func(*Server, http.ResponseWriter, *http.Request) {
	b, err := files.ReadFile("files/" + name)
	if err != nil {
		panic(err) // it is in the binary
	}
	return fixed(kind, string(b))
}

func feeds() []Behaviour {
	rss, xml, json := "application/rss+xml", "application/xml", "application/json"
	return []Behaviour{
		{"rss", "RSS 2.0 with summaries", OK, "ok", 2, file(rss, "rss.xml")},
		{"rss-source", "RSS that names other publishers", OK, "ok", 1, file(rss, "rss-source.xml")},
		{"rss-content", "RSS with whole texts", OK, "ok", 1, file(rss, "rss-content.xml")},
		{"atom", "Atom with summaries, links relative and not", OK, "ok", 2, file("application/atom+xml", "atom.xml")},
		{"atom-xhtml", "Atom with whole texts in XHTML", OK, "ok", 1, file("application/atom+xml", "atom-xhtml.xml")},
		{"rdf", "RSS 1.0 in latin-1", OK, "ok", 1, file("application/rdf+xml", "rdf.xml")},
		{"json-feed", "JSON Feed", OK, "ok", 2, file("application/feed+json", "feed.json")},
		{"news-sitemap", "a news sitemap", OK, "ok", 2, file(xml, "news-sitemap.xml")},
		{"sitemap-index", "a list of sitemaps", OK, "ok", 2, file(xml, "sitemap-index.xml")},
		{"opml", "a list of feeds", OK, "ok", 4, file("text/x-opml", "opml.xml")},
		{"ninjs", "an item of an agency", OK, "ok", 1, file(json, "ninjs.json")},
		{"miniflux", "the entries of a Miniflux", OK, "ok", 1, file(json, "miniflux.json")},
		{"jsonl", "documents, one a line", OK, "ok", 2, file("application/jsonl", "documents.jsonl")},
		{"rss-empty", "a feed without items", OK, "empty", 0, file(rss, "rss-empty.xml")},
		{"rss-long", "a feed of 6,000 items", OK, "ok", 5000, fixed(rss, longFeed(6000))},
		{"html-as-feed", "a page where a feed was", OK, "ok", 1, fixed(rss, pageHTML(1, ""))},
		{"error-page", "an error page that says 200", OK, "ok", 1, fixed("text/html", "<html><head><title>Page not found</title></head><body><p>Sorry.</p></body></html>")},
		{"json-null", "JSON that is none of these", OK, "broken", 0, fixed(json, `{"ok":true}`)},
		{"json-deep", "JSON 200,000 deep", OK, "broken", 0, fixed(json, strings.Repeat(`{"a":[`, 100_000))},
	}
}

// longFeed has items that carry their text.
func longFeed(n int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Long</title>`)
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Notice %d</title><guid>n%d</guid><content:encoded>%s</content:encoded></item>", i, i, "Notice "+itoa(i)+" of the harbour office.")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func brokenFeeds() []Behaviour {
	var out []Behaviour
	for _, f := range []struct {
		name, what string
		documents  int
	}{
		{"rss-ampersand", "bare ampersands", 2},
		{"rss-entities", "entities of HTML", 1},
		{"rss-truncated", "breaks off within an item", 2},
		{"rss-control", "control characters and a NUL", 1},
		{"rss-junk-before", "a warning of PHP before the feed", 1},
		{"rss-unclosed", "an element that is not closed", 2},
		{"rss-lying-charset", "says UTF-8 and is latin-1", 1},
		{"rss-undeclared-prefix", "prefixes that are not declared", 1},
		{"rss-bare-html", "markup that is not escaped", 1},
		{"rss-duplicates", "one item twice", 2},
		{"rss-no-dates", "no dates, and odd ones", 2},
		{"rss-dates", "dates of 1970 and 2099", 2},
		{"rss-script", "scripts in title and text, and as address", 1},
	} {
		out = append(out, Behaviour{f.name, f.what, OK, "ok", f.documents, file("application/rss+xml", f.name+".xml")})
	}
	return out
}

func xmlAttacks() []Behaviour {
	rss := func(title string) string {
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>` + title + `</title><description>Some words.</description></item></channel></rss>`
	}
	kind := "application/rss+xml"
	return []Behaviour{
		{"xml-laughs", "entities that grow to a billion", OK, "ok", 1, file(kind, "xml-laughs.xml")},
		{"xml-external", "entities that are files and addresses", OK, "ok", 1, file(kind, "xml-external.xml")},
		{"xml-deep", "200,000 elements within each other", OK, "ok", 1, fixed(kind, rss(strings.Repeat("<a>", 200_000)+"deep"))},
		{"xml-attributes", "100,000 attributes", OK, "ok", 1, fixed(kind, strings.Replace(rss("many"), "<item>", "<item"+attributes(100_000)+">", 1))},
		{"xml-namespaces", "100,000 namespaces", OK, "ok", 1, fixed(kind, strings.Replace(rss("spaces"), "<channel>", strings.Repeat(`<y xmlns:a="b"/>`, 100_000)+"<channel>", 1))},
		{"xml-cdata", "CDATA that is not closed", OK, "ok", 1, fixed(kind, strings.Replace(rss("open"), "Some words.</description></item></channel></rss>", "<![CDATA[Some words. "+strings.Repeat("x", 1<<20), 1))},
		{"torn", "a feed that ends in its first entry", OK, "broken", 0, fixed(kind, `<rss version="2.0"><channel><title>c</title><item><title>The ferry`)},
		{"xml-comment", "a comment of 4 MiB that is not closed", OK, "broken", 0, fixed(kind, `<rss version="2.0"><channel><title>c</title><!-- `+strings.Repeat("- ", 2<<20))},
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d="b"`, i)
	}
	return b.String()
}
