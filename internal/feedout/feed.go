// Package feedout lets feed readers follow the desk: Atom and JSON Feed of the
// stories, under filters, and of what becomes of one story.
//
// Layer: L4. What it says of a story stands in the story; texts of reports go
// out as plain text, never as markup. It lists routes and opens no port.
package feedout

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"time"
)

// A feed is what both forms say. Its texts are plain.
type feed struct {
	id, title string
	self      string // address of the feed; "" if the desk does not know its own
	home      string
	updated   time.Time
	entries   []entry
}

type entry struct {
	id, title, text    string
	link               string // "" if the desk does not know its own address
	published, updated time.Time
	categories         []category
}

// A category is a name with what it names.
type category struct{ kind, name string }

// The parts of Atom that are used.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   atomText    `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomName    `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      atomText       `xml:"title"`
		Updated    string         `xml:"updated"`
		Published  string         `xml:"published,omitempty"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Content    atomText       `xml:"content"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	atomName struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomCategory struct {
		Term   string `xml:"term,attr"`
		Scheme string `xml:"scheme,attr"`
	}
)

// atom writes f as Atom (RFC 4287).
func (f *feed) atom(w io.Writer) error {
	a := atomFeed{ID: f.id, Title: plain(f.title), Updated: stamp(f.updated), Author: atomName{"wiredesk"}, Links: links("self", f.self, "alternate", f.home)}
	for _, e := range f.entries {
		x := atomEntry{ID: e.id, Title: plain(e.title), Updated: stamp(e.updated), Links: links("alternate", e.link), Content: plain(e.text)}
		if !e.published.IsZero() {
			x.Published = stamp(e.published)
		}
		for _, c := range e.categories {
			x.Categories = append(x.Categories, atomCategory{c.name, "tag:wiredesk,2026:" + c.kind})
		}
		a.Entries = append(a.Entries, x)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(a); err != nil {
		return fmt.Errorf("atom: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func plain(s string) atomText { return atomText{"text", s} }

// links pairs relations with addresses, leaving out those that are not known.
func links(pairs ...string) (out []atomLink) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, atomLink{pairs[i], pairs[i+1]})
		}
	}
	return out
}

// stamp writes a time; one that is not known as the first of 1970, since Atom
// wants one.
func stamp(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0).UTC()
	}
	return t.Format(time.RFC3339)
}

// The parts of JSON Feed 1.1 that are used.
type (
	jsonFeed struct {
		Version string     `json:"version"`
		Title   string     `json:"title"`
		Home    string     `json:"home_page_url,omitempty"`
		Self    string     `json:"feed_url,omitempty"`
		Items   []jsonItem `json:"items"`
	}
	jsonItem struct {
		ID        string   `json:"id"`
		URL       string   `json:"url,omitempty"`
		Title     string   `json:"title"`
		Text      string   `json:"content_text"`
		Published string   `json:"date_published,omitempty"`
		Modified  string   `json:"date_modified"`
		Tags      []string `json:"tags,omitempty"`
	}
)

// json writes f as JSON Feed. The bytes hold no "<", ">" or "&".
func (f *feed) json(w io.Writer) error {
	j := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: f.home, Self: f.self, Items: []jsonItem{}}
	for _, e := range f.entries {
		x := jsonItem{ID: e.id, URL: e.link, Title: e.title, Text: e.text, Modified: stamp(e.updated)}
		if !e.published.IsZero() {
			x.Published = stamp(e.published)
		}
		for _, c := range e.categories {
			x.Tags = append(x.Tags, c.name)
		}
		j.Items = append(j.Items, x)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(j)
}
