package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wiredesk/wiredesk"
)

const (
	// maxTimes is how many <time> elements are kept; live pages have thousands.
	maxTimes = 50
	// maxMeta is how many declarations are kept, of how many bytes.
	maxMeta      = 500
	maxMetaValue = 4096
)

// A head is what a page declares about itself, wherever in the page it does.
type head struct {
	title     string
	h1        string // of the first heading that has text
	lang      string
	canonical string
	meta      map[string]string // first value by property or name, lower case
	linked    linked
	times     []string // datetime values in order
	pubTimes  []string // those that the page marks as the publication
}

// readHead reads what a page declares, token by token: no depth of it matters.
func readHead(src string) head {
	h := head{meta: map[string]string{}}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			h.element(z, atom.Lookup(name))
		}
	}
}

func (h *head) element(z *html.Tokenizer, a atom.Atom) {
	switch a {
	case atom.Html:
		h.lang = attrs(z)["lang"]
	case atom.Title:
		if h.title == "" {
			h.title = textOf(z, atom.Title)
		}
	case atom.H1:
		if h.h1 == "" {
			h.h1 = textOf(z, atom.H1)
		}
	case atom.Meta:
		h.declare(attrs(z))
	case atom.Link:
		if at := attrs(z); h.canonical == "" && strings.EqualFold(at["rel"], "canonical") {
			h.canonical = at["href"]
		}
	case atom.Time:
		h.time(attrs(z))
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attrs(z)["type"]), "application/ld+json") && z.Next() == html.TextToken {
			h.linked.read(string(z.Raw()))
		}
	}
}

// declare keeps the first value of each name.
func (h *head) declare(at map[string]string) {
	value := strings.TrimSpace(at["content"])
	if value == "" || len(value) > maxMetaValue || len(h.meta) >= maxMeta {
		return
	}
	for _, key := range []string{at["property"], at["name"], at["itemprop"], at["http-equiv"]} {
		key = strings.ToLower(strings.TrimSpace(key))
		if key != "" && h.meta[key] == "" {
			h.meta[key] = value
		}
	}
}

func (h *head) time(at map[string]string) {
	v := at["datetime"]
	if v == "" || len(h.times) >= maxTimes {
		return
	}
	h.times = append(h.times, v)
	_, marked := at["pubdate"]
	if marked || strings.Contains(strings.ToLower(at["itemprop"]+" "+at["class"]), "publi") {
		h.pubTimes = append(h.pubTimes, v)
	}
}

// attrs returns the attributes of the current tag, the first of each name.
func attrs(z *html.Tokenizer) map[string]string {
	at := map[string]string{}
	for {
		k, v, more := z.TagAttr()
		if _, ok := at[string(k)]; !ok && len(k) > 0 {
			at[string(k)] = string(v)
		}
		if !more {
			return at
		}
	}
}

// textOf returns the text up to the end tag of a, in one line. It looks no
// further than a heading reaches.
func textOf(z *html.Tokenizer, a atom.Atom) string {
	const most = 200 // tokens
	var p paragraphs
	for range most {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(string(p.cur))
		case html.TextToken:
			p.text(html.UnescapeString(string(z.Raw())))
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == a {
				return strings.TrimSpace(string(p.cur))
			}
		}
	}
	return ""
}

// page joins what the page declares with what was found in it.
func (h *head) page(a article, pageURL string) Page {
	p := Page{Text: a.text, Language: h.language(), URL: h.address(pageURL)}
	p.Outlet = first(h.meta["og:site_name"], h.linked.publisher, a.site, host(p.URL))
	p.Title = h.heading(a, p.Outlet)
	p.Authors = h.authors(a)
	p.Published, p.BadDate = h.published()
	return p
}

// heading chooses the title. The heading that readers see comes first if the
// page declares it as its title too, with or without the name of the site;
// then what is declared; the title of the window comes last.
func (h *head) heading(a article, outlet string) string {
	h1 := oneLine(h.h1)
	if strings.EqualFold(h1, outlet) {
		h1 = "" // the name of the site, as a heading
	}
	for _, s := range []string{h.linked.headline, h.meta["og:title"], h.title} {
		if h1 != "" && strings.HasPrefix(oneLine(s), h1) {
			return h1
		}
	}
	t := first(h.linked.headline, h.meta["og:title"], h.meta["twitter:title"], h1, a.title, h.title)
	return strings.TrimSpace(withoutSite(oneLine(t), outlet))
}

// withoutSite drops the name of the site from the end of a title.
func withoutSite(title, outlet string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " « "} {
		if i := strings.LastIndex(title, sep); i > 0 && strings.EqualFold(strings.TrimSpace(title[i+len(sep):]), outlet) {
			return title[:i]
		}
	}
	return title
}

func (h *head) language() string {
	l := strings.TrimSpace(first(h.lang, h.meta["content-language"], h.meta["og:locale"]))
	return strings.ReplaceAll(l, "_", "-")
}

// address is the address that the page gives itself, if that is a whole one.
func (h *head) address(pageURL string) string {
	for _, s := range []string{h.canonical, h.meta["og:url"]} {
		if host(s) != "" {
			return s
		}
	}
	return pageURL
}

// host returns the host of an http address, without "www.", or "".
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// published returns the date that the page declares. Only a date that is
// declared in so many words is reported as unreadable; other <time> elements
// may be anything.
func (h *head) published() (wiredesk.Time, error) {
	declared := []string{h.linked.published}
	for _, key := range []string{
		"article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
		"dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "parsely-pub-date",
		"sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "article.published",
	} {
		declared = append(declared, h.meta[key])
	}
	var bad error
	for _, s := range declared {
		t, err := ParseTime(s)
		if !t.IsZero() {
			return t, nil
		}
		if bad == nil {
			bad = err
		}
	}
	for _, s := range slices.Concat(h.pubTimes, h.times) {
		if t, err := ParseTime(s); err == nil && !t.IsZero() {
			return t, nil
		}
	}
	return wiredesk.Time{}, bad
}

// authors returns who the page says wrote it.
func (h *head) authors(a article) []string {
	if len(h.linked.authors) > 0 {
		return h.linked.authors
	}
	for _, key := range []string{"author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author"} {
		if v := h.meta[key]; v != "" && host(v) == "" {
			return names(v)
		}
	}
	return names(a.byline)
}

// joints are what stands between the names of a byline.
var joints = strings.NewReplacer(" and ", ",", " und ", ",", " et ", ",", " og ", ",", " och ", ",", " & ", ",", ";", ",", "|", ",")

// names cuts a byline into names. Addresses and dates are none.
func names(byline string) []string {
	s := oneLine(byline)
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = s[3:]
	}
	var out []string
	for part := range strings.SplitSeq(joints.Replace(s), ",") {
		if i := strings.LastIndex(part, " ("); i > 0 && strings.HasSuffix(part, ")") {
			part = part[:i] // initials or the place of work
		}
		if part = strings.TrimSpace(part); part != "" && !strings.ContainsAny(part, "@0123456789") {
			out = append(out, part)
		}
	}
	return out
}

// oneLine returns a declared value in one line, every space a plain one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// first returns the first of values that is not blank.
func first(values ...string) string {
	for _, v := range values {
		if !blank(v) {
			return v
		}
	}
	return ""
}
