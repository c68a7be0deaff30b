package feed

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// An Outline is one feed of a list of feeds.
type Outline struct {
	Title  string
	URL    string // of the feed
	Home   string // of the site that it belongs to
	Folder string // the names of the folders that it lies in, apart by "/"
}

// opml reads a list of feeds. What is no feed is passed over.
func opml(src string) (*Feed, error) {
	r := opmlReader{dec: xml.NewDecoder(strings.NewReader(src)), f: &Feed{}, open: []folder{{}}}
	r.dec.Strict, r.dec.Entity = false, xml.HTMLEntity
	for {
		t, err := r.dec.Token()
		if err == io.EOF {
			return r.f, nil
		}
		if err != nil {
			r.f.note(fmt.Errorf("%w: the list is not well-formed; what stands before is kept", wiredesk.ErrInvalid))
			return r.f, nil
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") && len(r.open) > 1 {
				r.open = r.open[:len(r.open)-1]
			}
		}
	}
}

// An opmlReader is on its way through a list.
type opmlReader struct {
	dec  *xml.Decoder
	f    *Feed
	open []folder // where outlines lie, for each one that is open
}

func (r *opmlReader) start(t xml.StartElement) {
	switch {
	case strings.EqualFold(t.Name.Local, "title") && r.f.Title == "":
		if c, err := r.dec.Token(); err == nil { // an error comes again
			if s, ok := c.(xml.CharData); ok {
				r.f.Title = line(string(s))
			}
		}
	case strings.EqualFold(t.Name.Local, "outline"):
		o, in := outline(t), r.open[len(r.open)-1]
		o.Folder = in.path
		switch {
		case o.URL == "":
			in = in.within(o.Title)
		case len(r.f.Outlines) < wiredesk.MaxItems:
			r.f.Outlines = append(r.f.Outlines, o)
		default:
			r.f.over++
		}
		r.open = append(r.open, in)
	}
}

// A folder is where outlines lie.
type folder struct {
	path  string
	depth int
}

// within returns the folder called name in f. Only the first few count.
func (f folder) within(name string) folder {
	const most = 5
	name = strings.ReplaceAll(name, "/", "-")
	if name == "" || f.depth >= most || len(name) > wiredesk.MaxTitle {
		return f
	}
	if f.depth == 0 {
		return folder{name, 1}
	}
	return folder{f.path + "/" + name, f.depth + 1}
}

// outline reads one outline; a folder has no address.
func outline(t xml.StartElement) Outline {
	at := map[string]string{}
	for _, a := range t.Attr[:min(len(t.Attr), 50)] {
		at[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	o := Outline{Title: line(cmp.Or(at["title"], at["text"])), URL: absolute(at["xmlurl"]), Home: absolute(at["htmlurl"])}
	if len(o.URL) > wiredesk.MaxField {
		o.URL = ""
	}
	return o
}

// WriteOPML returns a list of feeds as OPML 2.0, in order of folder, title and
// address. What [Parse] reads of it is what was given, in that order.
func WriteOPML(title string, feeds []Outline) []byte {
	feeds = slices.Clone(feeds)
	slices.SortStableFunc(feeds, func(a, b Outline) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.Title, b.Title), cmp.Compare(a.URL, b.URL))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>%s</title></head>\n<body>\n", escape(title))
	for i := 0; i < len(feeds); {
		folder, depth := feeds[i].Folder, 0
		for name := range strings.SplitSeq(folder, "/") {
			if name != "" {
				fmt.Fprintf(&b, "<outline text=\"%s\">\n", escape(name))
				depth++
			}
		}
		for ; i < len(feeds) && feeds[i].Folder == folder; i++ {
			f := feeds[i]
			fmt.Fprintf(&b, "<outline type=\"rss\" text=\"%s\" xmlUrl=\"%s\"", escape(cmp.Or(f.Title, f.URL)), escape(f.URL))
			if f.Home != "" {
				fmt.Fprintf(&b, " htmlUrl=\"%s\"", escape(f.Home))
			}
			b.WriteString("/>\n")
		}
		b.WriteString(strings.Repeat("</outline>\n", depth))
	}
	b.WriteString("</body>\n</opml>\n")
	return []byte(b.String())
}

// escape writes s so that it may stand in text and attributes of XML.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}
