// Package feed reads what sources send: RSS, Atom, JSON Feed, sitemaps, OPML,
// ninjs, and the entries of a Miniflux. What it is, its bytes tell, not its name
// or type.
//
// Layer: L1 (pure). The same bytes give the same items, in their order. It
// fetches nothing: no entity, no style sheet, no item. A feed that is broken
// gives what can be read of it, and says so.
package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/charset"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// A Kind is what some bytes are.
type Kind string

// The kinds.
const (
	Unknown      Kind = ""
	RSS          Kind = "RSS" // 0.9 to 2.0, RDF among them
	Atom         Kind = "Atom"
	JSONFeed     Kind = "JSON Feed"
	Sitemap      Kind = "sitemap"
	SitemapIndex Kind = "list of sitemaps"
	OPML         Kind = "OPML"
	Ninjs        Kind = "ninjs"
	Miniflux     Kind = "Miniflux"
	Documents    Kind = "documents" // JSONL of the contract, which package intake reads
	Page         Kind = "page"      // which package extract reads
)

// A Feed is what a source sent.
type Feed struct {
	Kind     Kind
	Title    string
	Home     string // the site that it belongs to
	Language string
	Every    time.Duration // how often it wants to be asked; 0 if it does not say
	Items    []Item        // in its order, each guid or address once
	Outlines []Outline     // of OPML and lists of sitemaps: other feeds

	over int // items beyond the limit that were not kept

	// Notes are what could not be read, each of kind [wiredesk.ErrInvalid] or
	// [wiredesk.ErrTooLarge]. The items are what could.
	Notes []error
}

// An Item is one entry of a feed. Fields are empty where it has none.
type Item struct {
	ID        string // what the feed knows it by
	URL       string // of its page: absolute, http or https
	Title     string // plain text
	Outlet    string // who published it, if that is not the feed: RSS <source>, dc:publisher
	Authors   []string
	Published wiredesk.Time
	BadDate   error // why the date that is given could not be read
	Language  string
	Text      string // plain text, paragraphs separated by a blank line
	Whole     bool   // Text is given as the whole text, not as a summary
	Withdrawn bool   // its publisher took it back
}

// Options say what is known of the bytes from elsewhere.
type Options struct {
	Charset string // as the header of the answer has it
	Base    string // the address that they came from, for links that are relative
}

// Parse reads b. It fails with [wiredesk.ErrInvalid] if nothing of it can be
// read. Of a [Page] and of [Documents] it tells the kind only. Cost: linear.
func Parse(b []byte, o Options) (*Feed, error) {
	kind, src := sniff(b, o.Charset)
	isJSON := kind == JSONFeed || kind == Ninjs || kind == Miniflux
	if isJSON && strings.Count(src, "{") > maxObjects {
		return nil, fmt.Errorf("%w: more than %d objects", wiredesk.ErrTooLarge, maxObjects)
	}
	p := parser{base: base(o.Base)}
	var f *Feed
	var err error
	switch kind {
	case RSS:
		f, err = p.xml(src, p.rss)
	case Atom:
		f, err = p.xml(src, p.atom)
	case Sitemap, SitemapIndex:
		f, err = p.lenient(src)
	case OPML:
		f, err = opml(src)
	case JSONFeed:
		f, err = p.jsonFeed(src)
	case Ninjs:
		f, err = p.ninjs(src)
	case Miniflux:
		f, err = p.miniflux(src)
	case Page, Documents:
		f = &Feed{}
	default:
		return nil, fmt.Errorf("%w: neither a feed nor a page", wiredesk.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	f.Kind = kind
	f.tidy()
	return f, nil
}

const (
	// maxObjects is how many objects of JSON are read into memory, each some
	// hundred bytes large however short it is written: forty an item.
	maxObjects = 40 * wiredesk.MaxItems
	// maxTags is the same for XML. What has more is read by the lenient reader,
	// which keeps no more items than it may.
	maxTags = 40 * wiredesk.MaxItems
)

// tidy drops items that are there twice, and those beyond the limit.
func (f *Feed) tidy() {
	seen := map[string]bool{}
	kept := f.Items[:0]
	over := f.over
	for _, it := range f.Items {
		key := it.ID + "\x00" + it.URL
		if it.ID == "" && it.URL == "" {
			key = it.Title + "\x00" + it.Text
		}
		switch {
		case seen[key]:
		case len(kept) >= wiredesk.MaxItems:
			over++
		default:
			seen[key] = true
			kept = append(kept, it)
		}
	}
	f.Items = kept
	if over > 0 {
		f.note(fmt.Errorf("%w: more than %d items; the last %d are left out", wiredesk.ErrTooLarge, wiredesk.MaxItems, over))
	}
}

func (f *Feed) note(err error) { f.Notes = append(f.Notes, err) }

// A parser turns one feed into items.
type parser struct{ base *url.URL }

func base(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		return &url.URL{}
	}
	return u
}

// xml reads with the library, and what it refuses, leniently.
func (p *parser) xml(src string, read func(string) (*Feed, error)) (*Feed, error) {
	if strings.Count(src, "<") > maxTags {
		return p.lenient(src)
	}
	f, err := guarded(src, read)
	if err == nil && len(f.Items) == 0 && (strings.Contains(src, "<item") || strings.Contains(src, "<entry")) {
		err = errors.New("no item stands where one must") // in a namespace of its own, or within another element
	}
	if err == nil {
		return f, nil
	}
	reason := strings.Join(strings.Fields(err.Error()), " ")
	f, err = p.lenient(src)
	if err != nil {
		return nil, err
	}
	f.note(fmt.Errorf("%w: the feed is not well-formed (%s); what can be read of it is kept", wiredesk.ErrInvalid, short(reason)))
	return f, nil
}

// guarded makes an error of a panic: the library is not ours, and one feed that
// breaks it must not cost the desk its run.
func guarded(src string, read func(string) (*Feed, error)) (f *Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("%v", r)
		}
	}()
	return read(src)
}

// item finishes an item: its text is markup, its date and links raw.
func (p *parser) item(it Item, markup, date string) Item {
	if it.ID = strings.TrimSpace(it.ID); len(it.ID) > wiredesk.MaxID {
		it.ID = wiredesk.Hash(it.ID)
	}
	it.URL = p.link(it.URL)
	it.Title = line(it.Title)
	it.Outlet = line(it.Outlet)
	if len(markup) <= wiredesk.MaxItem {
		it.Text = extract.Text(markup)
	} else {
		it.Whole = false
	}
	it.Published, it.BadDate = moment(date)
	return it
}

// link returns an address that a page may be fetched from, or "".
func (p *parser) link(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	u, err := p.base.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	if s = u.String(); len(s) > wiredesk.MaxField {
		return ""
	}
	return s
}

// line returns a title or name as plain text in one line. Feeds put markup
// there too.
func line(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = extract.Text(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// zones are names of zones that feeds use beside those of mails.
var zones = strings.NewReplacer(" CET", " +0100", " CEST", " +0200", " EET", " +0200", " EEST", " +0300", " BST", " +0100",
	" Z", " +0000", " GMT", " +0000", " UTC", " +0000", " EST", " -0500", " EDT", " -0400", " PST", " -0800", " PDT", " -0700")

// layouts are forms of dates that feeds use beside those that pages do.
var layouts = []string{
	"Monday, 2 January 2006 15:04:05 -0700", "Monday, 02-Jan-06 15:04:05 -0700", "2 January 2006 15:04:05 -0700",
	"Mon, 2 January 2006 15:04:05 -0700", "Mon, 2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 -0700", "Mon Jan 2 15:04:05 2006",
	"Mon, 2 Jan 2006", "2 Jan 2006", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "20060102T150405Z0700", "2006-01-02T15:04:05.999999Z0700",
}

// moment reads a date.
func moment(s string) (wiredesk.Time, error) {
	t, err := extract.ParseTime(s)
	if err == nil {
		return t, nil
	}
	plain := zones.Replace(strings.Join(strings.Fields(s), " "))
	if t, again := extract.ParseTime(plain); again == nil {
		return t, nil
	}
	for _, layout := range layouts {
		if v, again := time.ParseInLocation(layout, plain, time.UTC); again == nil {
			return extract.ParseTime(v.Format(time.RFC3339))
		}
	}
	return wiredesk.Time{}, err
}

// sniff tells what b is, and returns it as text.
func sniff(b []byte, label string) (Kind, string) {
	if label == "" {
		label = declared(b)
	}
	src := strings.TrimLeft(strings.TrimPrefix(charset.Decode(b, label), "\uFEFF"), " \t\r\n\x00")
	if strings.HasPrefix(src, "{") || strings.HasPrefix(src, "[") {
		return sniffJSON(src), src
	}
	return sniffMarkup(src), withoutDeclaration(src)
}

// declared returns the encoding that the first line of XML names, or the one
// that a page does.
func declared(b []byte) string {
	head, _, ok := strings.Cut(string(b[:min(len(b), 200)]), "?>")
	if _, rest, is := strings.Cut(head, "encoding="); ok && is && len(rest) > 1 {
		label, _, _ := strings.Cut(rest[1:], rest[:1])
		return label
	}
	return charset.Declared(b)
}

// withoutDeclaration drops the first line of XML: the encoding that it names
// was undone already.
func withoutDeclaration(src string) string {
	if i := strings.Index(src, "<?xml"); i >= 0 && i < 200 {
		if j := strings.Index(src[i:], "?>"); j >= 0 {
			return src[:i] + src[i+j+2:]
		}
	}
	return src
}

// short returns the begin of what a library says of bytes of strangers.
func short(s string) string {
	const most = 120
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "..."
	}
	return s
}
