package extract

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// maxLinkedDepth bounds the search in linked data, lists within lists.
const maxLinkedDepth = 8

// linked is what a page's JSON-LD says of the article: the first value of each
// kind.
type linked struct {
	headline, published, publisher, body string
	authors                              []string
}

// read takes one block of JSON-LD. One that is not JSON is passed over: it
// declares nothing.
func (l *linked) read(src string) {
	// Line ends inside strings are common in blocks that templates fill, and
	// forbidden; as white space they are harmless.
	src = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, src)
	src = strings.TrimRight(strings.TrimSpace(src), "; ")
	var v any
	if json.Unmarshal([]byte(src), &v) == nil {
		l.search(v, maxLinkedDepth)
	}
}

// search looks for an article in lists and graphs.
func (l *linked) search(v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.search(e, depth-1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			l.take(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.search(v[key], depth-1)
		}
	}
}

func (l *linked) take(v map[string]any) {
	if l.headline == "" {
		l.headline = str(v["headline"])
	}
	if l.published == "" {
		l.published = str(v["datePublished"])
	}
	if s, _ := v["articleBody"].(string); l.body == "" {
		l.body = bodyText(s)
	}
	if l.publisher == "" {
		l.publisher = nameOf(v["publisher"])
	}
	if len(l.authors) == 0 {
		l.authors = people(v["author"])
	}
}

// isArticle reports the types of schema.org that are reports.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		s := v[strings.LastIndexAny(v, "/:")+1:]
		return strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "BlogPosting") || s == "Report"
	case []any:
		return slices.ContainsFunc(v, isArticle)
	}
	return false
}

// people returns the names of a person, a list of them, or a text.
func people(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, e := range list {
		if name := nameOf(e); name != "" && host(name) == "" {
			out = append(out, names(name)...)
		}
	}
	return out
}

// nameOf returns v if it is a text, and the name of v if it is a thing.
func nameOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return str(v["name"])
	case []any:
		if len(v) > 0 {
			return nameOf(v[0])
		}
	}
	return str(v)
}

// str returns v in one line if it is a text. Some templates escape it twice.
func str(v any) string {
	s, _ := v.(string)
	return oneLine(html.UnescapeString(s))
}

// bodyText returns the text of an article that a page carries in its linked
// data, with or without markup.
func bodyText(s string) string {
	if strings.Count(s, "</p>") == 0 && strings.Count(s, "&lt;/p&gt;") > 0 {
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, "</p>") || strings.Contains(s, "<br") {
		return blocks(s, isFurniture)
	}
	return strings.TrimSpace(html.UnescapeString(s))
}
