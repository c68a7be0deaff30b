package feed

import (
	"bytes"
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
)

// sniffBytes is how much of a text is looked at to tell what markup it is:
// some servers put warnings before a feed.
const sniffBytes = 8 << 10

// kinds are the elements that tell a kind.
var kinds = map[string]Kind{
	"rss": RSS, "rdf:rdf": RSS, "feed": Atom, "urlset": Sitemap, "sitemapindex": SitemapIndex, "opml": OPML,
}

// sniffMarkup tells a kind by the first element that has one. What has none is
// a page if it has markup or text at all.
func sniffMarkup(src string) Kind {
	if strings.TrimSpace(src) == "" {
		return Page
	}
	z := html.NewTokenizer(strings.NewReader(src[:min(len(src), sniffBytes)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return pageOrNot(src)
		case html.StartTagToken, html.SelfClosingTagToken:
			b, _ := z.TagName()
			if k, ok := kinds[string(b)]; ok {
				return k
			}
			if s := string(b); s == "html" || s == "head" || s == "body" {
				return Page
			}
		}
	}
}

// pageOrNot tells text from what is none: pictures, documents of offices,
// packed data.
func pageOrNot(src string) Kind {
	head := src[:min(len(src), 1024)]
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "\u2030PNG", "GIF8", "{\\rtf"} {
		if strings.HasPrefix(head, magic) {
			return Unknown
		}
	}
	odd := 0
	for _, r := range head {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == '\uFFFD' {
			odd++
		}
	}
	if odd*20 > len(head) {
		return Unknown
	}
	return Page
}

// sniffJSON tells what an object is by the names in it, and several objects in
// a row by their first.
func sniffJSON(src string) Kind {
	dec := json.NewDecoder(strings.NewReader(src))
	var raw json.RawMessage
	if dec.Decode(&raw) != nil {
		return Unknown
	}
	rows := dec.More()
	if bytes.HasPrefix(raw, []byte("[")) {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil || len(list) == 0 {
			return Unknown
		}
		raw = list[0]
	}
	var has map[string]json.RawMessage
	if json.Unmarshal(raw, &has) != nil {
		return Unknown
	}
	in := func(names ...string) bool {
		for _, n := range names {
			if _, ok := has[n]; ok {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(string(has["version"]), "jsonfeed.org") || in("items") && in("home_page_url", "feed_url"):
		return JSONFeed
	case in("entries", "entry") && in("total", "event_type"):
		return Miniflux
	case in("_items") || in("uri") && in("headline", "headlines", "body_text", "body_html", "body_xhtml", "bodies"):
		return Ninjs
	case in("text") || rows && in("title"):
		return Documents
	}
	return Unknown
}
