package feed

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/wiredesk/wiredesk/internal/nlp/charset"
)

// maxFeeds is how many feeds of one page are named.
const maxFeeds = 50

// feedTypes are the types that a page declares its feeds with.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true,
}

// Discover returns the feeds that a page names in its head, in its order, each
// once. Base is the address of the page.
func Discover(page []byte, o Options) []Outline {
	label := o.Charset
	if label == "" {
		label = charset.Declared(page)
	}
	p := parser{base: base(o.Base)}
	z := html.NewTokenizer(strings.NewReader(charset.Decode(page, label)))
	var out []Outline
	seen := map[string]bool{}
	for len(out) < maxFeeds {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data != "link" {
				continue
			}
			at := map[string]string{}
			for _, a := range t.Attr {
				at[a.Key] = a.Val
			}
			kind, _, _ := strings.Cut(strings.ToLower(at["type"]), ";")
			u := p.link(at["href"])
			if !feedTypes[strings.TrimSpace(kind)] || u == "" || seen[u] || !strings.Contains(strings.ToLower(at["rel"]), "alternate") {
				continue
			}
			seen[u] = true
			out = append(out, Outline{Title: line(at["title"]), URL: u, Home: o.Base})
		}
	}
	return out
}
