package feed

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/wiredesk/wiredesk"
)

// lenient reads RSS, Atom and sitemaps that are not well-formed. It goes
// through the tags as through those of a page, where nothing is an error: an
// element ends where its end tag stands, where the next one begins that feeds
// have, or where the bytes end.
func (p *parser) lenient(src string) (*Feed, error) {
	l := lenientReader{p: p, z: html.NewTokenizer(strings.NewReader(notRaw.Replace(src))), f: &Feed{}, top: map[string]string{}, values: map[string]string{}}
	l.z.AllowCDATA(true)
	l.run()
	if !l.root {
		return nil, fmt.Errorf("%w: nothing of it can be read", wiredesk.ErrInvalid)
	}
	f := l.f
	f.Title, f.Home, f.Language = line(l.top["headline"]), p.link(l.top["link"]), strings.TrimSpace(l.top["language"])
	for i := range f.Items {
		f.Items[i].Language = cmp.Or(f.Items[i].Language, f.Language)
	}
	return f, nil
}

// notRaw renames an element within which pages have no tags: one that is not
// closed would swallow the rest.
var notRaw = strings.NewReplacer("<title", "<headline", "</title", "</headline", "<TITLE", "<headline", "</TITLE", "</headline")

// A lenientReader is on its way through a feed.
type lenientReader struct {
	p    *parser
	z    *html.Tokenizer
	f    *Feed
	root bool // something of a feed was seen

	top    map[string]string // of the feed: its elements, the first of each name
	item   map[string]string // of the current item; nil outside
	values map[string]string // what item is, when it is not nil
	unit   string            // what the current item is called

	field    string // the element whose content is being read, "" if none
	content  strings.Builder
	inSource bool // within the description of another feed
}

// units are the elements that are items.
var units = map[string]bool{"item": true, "entry": true, "url": true, "sitemap": true}

// roots are the elements that hold them.
var roots = map[string]bool{"rss": true, "rdf:rdf": true, "feed": true, "channel": true, "urlset": true, "sitemapindex": true}

// fields are the elements that are read, with what they are kept as.
var fields = map[string]string{
	"headline": "headline", "news:title": "headline", "news:headline": "headline", "link": "link", "loc": "link",
	"guid": "id", "id": "id", "pubdate": "date", "dc:date": "date", "published": "date", "news:publication_date": "date",
	"updated": "updated", "lastmod": "updated", "description": "summary", "summary": "summary", "content": "content", "content:encoded": "content",
	"author": "author", "name": "author", "dc:creator": "author", "dc:publisher": "outlet", "news:name": "outlet", "source": "source",
	"language": "language", "dc:language": "language", "news:language": "language",
}

func (l *lenientReader) run() {
	for {
		switch l.z.Next() {
		case html.ErrorToken:
			l.endField()
			if len(l.item) > 1 { // a title alone may be cut in the middle
				l.endItem()
			}
			return
		case html.TextToken:
			if l.field != "" {
				l.write(l.z.Token().Data)
			}
		case html.StartTagToken:
			l.start(false)
		case html.SelfClosingTagToken:
			l.start(true)
		case html.EndTagToken:
			l.endTag()
		}
	}
}

func (l *lenientReader) write(s string) {
	const most = wiredesk.MaxItem + 1 // one byte more tells that it is too long
	l.content.WriteString(s[:min(len(s), most-l.content.Len())])
}

// start takes the begin of an element, or an element that is empty.
func (l *lenientReader) start(empty bool) {
	raw := ""
	if l.field != "" {
		raw = string(l.z.Raw()) // before the name is read, which changes it
	}
	b, more := l.z.TagName()
	name := string(b)
	switch {
	case roots[name]:
		l.root = true
	case units[name]:
		l.endItem()
		clear(l.values)
		l.root, l.item, l.unit = true, l.values, name
	case name == "link" && more && l.linked():
	case fields[name] != "":
		l.endField()
		l.inSource = l.inSource || name == "source"
		if !empty {
			l.field = name
		}
	case l.field != "":
		l.write(raw)
	}
}

// linked takes the address that Atom has in an attribute; RSS has it as text.
func (l *lenientReader) linked() bool {
	at := map[string]string{}
	for {
		k, v, more := l.z.TagAttr()
		if len(at) < 20 {
			at[string(k)] = string(v)
		}
		if !more {
			break
		}
	}
	if rel := at["rel"]; at["href"] != "" && (rel == "" || rel == "alternate") {
		l.endField()
		l.keep("link", at["href"])
	}
	return at["href"] != ""
}

func (l *lenientReader) endTag() {
	b, _ := l.z.TagName()
	name := string(b)
	switch {
	case l.item != nil && name == l.unit:
		l.endItem()
	case name == "source":
		l.endField()
		l.inSource = false
	case name == l.field:
		l.endField()
	case l.field != "" && fields[name] == "" && !roots[name]:
		l.write("</" + name + ">")
	}
}

// endField keeps what was read.
func (l *lenientReader) endField() {
	if l.field != "" {
		l.keep(fields[l.field], l.content.String())
	}
	l.field = ""
	l.content.Reset()
}

// keep keeps the first value of each name. What describes another feed gives
// its title only.
func (l *lenientReader) keep(as, value string) {
	to := l.item
	if to == nil {
		to = l.top
	}
	if l.inSource {
		if as != "source" && as != "headline" {
			return
		}
		as = "source"
	}
	if value = strings.TrimSpace(value); to[as] == "" && value != "" {
		to[as] = value
	}
}

// endItem makes an item of what was read of it.
func (l *lenientReader) endItem() {
	l.endField()
	e := l.item
	l.item, l.inSource = nil, false
	switch {
	case e == nil:
	case l.unit == "sitemap":
		if u := l.p.link(e["link"]); u != "" && len(l.f.Outlines) < wiredesk.MaxItems {
			l.f.Outlines = append(l.f.Outlines, Outline{URL: u})
		}
	case e["headline"] == "" && e["link"] == "" && e["summary"] == "" && e["content"] == "":
	case len(l.f.Items) >= wiredesk.MaxItems:
		l.f.over++ // counted and not kept: there may be millions
	default:
		it := Item{ID: e["id"], URL: cmp.Or(e["link"], absolute(e["id"])), Title: e["headline"], Language: e["language"],
			Outlet: cmp.Or(line(e["source"]), e["outlet"]), Authors: names(e["author"]), Whole: e["content"] != ""}
		l.f.Items = append(l.f.Items, l.p.item(it, cmp.Or(e["content"], e["summary"]), cmp.Or(e["date"], e["updated"])))
	}
}
