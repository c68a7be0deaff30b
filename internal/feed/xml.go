package feed

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// rss reads RSS of every version.
func (p *parser) rss(src string) (*Feed, error) {
	r, err := new(rss.Parser).Parse(strings.NewReader(src))
	if err != nil {
		return nil, err
	}
	f := &Feed{Title: line(r.Title), Home: p.link(r.Link), Language: strings.TrimSpace(r.Language)}
	if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 && n < 1<<20 {
		f.Every = time.Duration(n) * time.Minute
	}
	for _, e := range r.Items {
		f.Items = append(f.Items, p.rssItem(e, f.Language))
	}
	return f, nil
}

func (p *parser) rssItem(e *rss.Item, language string) Item {
	it := Item{URL: e.Link, Title: e.Title, Language: language, Authors: names(e.Author)}
	if e.GUID != nil {
		it.ID = e.GUID.Value
		if p.link(it.URL) == "" && !strings.EqualFold(e.GUID.IsPermalink, "false") {
			it.URL = absolute(it.ID)
		}
	}
	date := e.PubDate
	if dc := e.DublinCoreExt; dc != nil {
		it.Outlet = first(dc.Publisher)
		it.Authors = cmpAuthors(dc.Creator, it.Authors)
		date = cmp.Or(date, first(dc.Date))
		it.Language = cmp.Or(first(dc.Language), it.Language)
	}
	if e.Source != nil {
		it.Outlet = cmp.Or(line(e.Source.Title), it.Outlet)
	}
	it.Whole = strings.TrimSpace(e.Content) != ""
	markup := e.Description
	if it.Whole {
		markup = e.Content
	}
	return p.item(it, markup, date)
}

// atom reads Atom.
func (p *parser) atom(src string) (*Feed, error) {
	a, err := new(atom.Parser).Parse(strings.NewReader(src))
	if err != nil {
		return nil, err
	}
	f := &Feed{Title: line(a.Title), Home: p.link(linkOf(a.Links)), Language: strings.TrimSpace(a.Language), Every: every(a.Extensions)}
	for _, e := range a.Entries {
		it := Item{ID: e.ID, URL: linkOf(e.Links), Title: e.Title, Language: f.Language}
		for _, who := range e.Authors {
			it.Authors = append(it.Authors, line(who.Name))
		}
		if e.Source != nil {
			it.Outlet = e.Source.Title
		}
		markup := e.Summary
		if e.Content != nil && strings.TrimSpace(e.Content.Value) != "" {
			markup, it.Whole = e.Content.Value, true
		}
		f.Items = append(f.Items, p.item(it, markup, cmp.Or(e.Published, e.Updated)))
	}
	return f, nil
}

// linkOf returns the link to the page.
func linkOf(links []*atom.Link) string {
	for _, l := range links {
		if l.Rel == "" || l.Rel == "alternate" {
			return l.Href
		}
	}
	return ""
}

// every reads how often a feed changes, as the syndication module says it.
func every(e ext.Extensions) time.Duration {
	unit := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour}
	period, times := e["sy"]["updatePeriod"], 1
	if len(period) == 0 {
		return 0
	}
	if f := e["sy"]["updateFrequency"]; len(f) > 0 {
		if n, err := strconv.Atoi(strings.TrimSpace(f[0].Value)); err == nil && n > 0 {
			times = n
		}
	}
	return unit[strings.TrimSpace(period[0].Value)] / time.Duration(times)
}

// absolute returns s if it is an address by itself.
func absolute(s string) string {
	if s = strings.TrimSpace(s); strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

func first(values []string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// cmpAuthors returns the names in values, or else what is known already.
func cmpAuthors(values, known []string) []string {
	var out []string
	for _, v := range values {
		out = append(out, names(v)...)
	}
	if len(out) == 0 {
		return known
	}
	return out
}

// names reads the author of RSS: an address with a name behind it, or names.
func names(s string) []string {
	if _, name, ok := strings.Cut(s, "("); ok && strings.Contains(s, "@") {
		s = strings.TrimSuffix(strings.TrimSpace(name), ")")
	}
	s = line(s)
	if s == "" || strings.Contains(s, "@") {
		return nil
	}
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = s[3:]
	}
	out := strings.Split(strings.NewReplacer(" and ", ",", " & ", ",", ";", ",").Replace(s), ",")
	for i, n := range out {
		out[i] = strings.TrimSpace(n)
	}
	return slices.DeleteFunc(out, func(n string) bool { return n == "" })
}
