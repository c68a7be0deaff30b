package render

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// The parts of IPTC ninjs 3.0 that a brief fills, under the standard's names.
// What is empty is left out, but for uri, the one property that the standard
// requires, and name, which it requires of an association too.
type (
	ninjsItem struct {
		URI            string        `json:"uri"`
		Name           string        `json:"name,omitempty"` // of an association only
		Standard       *ninjsVersion `json:"standard,omitempty"`
		Type           string        `json:"type"`
		PubStatus      string        `json:"pubStatus,omitempty"` // "canceled" of a report that was withdrawn
		Version        string        `json:"version,omitempty"`
		ContentCreated string        `json:"contentCreated,omitempty"`
		VersionCreated string        `json:"versionCreated,omitempty"`
		Language       string        `json:"language,omitempty"`
		Title          string        `json:"title,omitempty"`
		By             string        `json:"by,omitempty"`
		EdNote         string        `json:"edNote,omitempty"`
		Headlines      []ninjsText   `json:"headlines,omitempty"`
		Descriptions   []ninjsText   `json:"descriptions,omitempty"`
		Bodies         []ninjsText   `json:"bodies,omitempty"`
		People         []ninjsName   `json:"people,omitempty"`
		Organisations  []ninjsName   `json:"organisations,omitempty"`
		Places         []ninjsName   `json:"places,omitempty"`
		InfoSources    []ninjsName   `json:"infoSources,omitempty"`
		AltIDs         []ninjsAltID  `json:"altIds,omitempty"`
		Associations   []ninjsItem   `json:"associations,omitempty"`
	}
	ninjsVersion struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Schema  string `json:"schema"`
	}
	ninjsText struct {
		Role        string `json:"role"`
		ContentType string `json:"contentType"`
		Value       string `json:"value"`
	}
	ninjsName struct {
		Name string `json:"name"`
		Role string `json:"role,omitempty"` // of an info source only
	}
	ninjsAltID struct {
		Role  string `json:"role"`
		Value string `json:"value"`
	}
)

// Ninjs writes the stories of r that the page shows in full as a list of IPTC
// ninjs 3.0 items (docs/formats/exports.md): one item a story, with its reports
// as associations. It reads no clock, so an item is as old as its newest
// report.
func Ninjs(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	items := make([]ninjsItem, len(d.full))
	for i, s := range d.full {
		items[i] = d.ninjs(s)
	}
	return encodeSafe(w, items)
}

func (d *desk) ninjs(s *story) ninjsItem {
	item := ninjsItem{
		URI:            URN("story", string(s.ID)),
		Standard:       &ninjsVersion{"ninjs", "3.0", "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"},
		Type:           "composite",
		Version:        clean(d.Run.OutputSHA256),
		ContentCreated: s.FirstPublished.String(),
		VersionCreated: s.LastPublished.String(),
		Language:       s.language(),
		Title:          s.title(),
		EdNote:         counts(s.Counts) + "; " + d.record(),
		Headlines:      []ninjsText{ninjsPlain("main", s.title())},
		AltIDs:         []ninjsAltID{{"wiredesk-story", clean(string(s.ID))}},
	}
	for i := range s.KeyPoints {
		item.Descriptions = append(item.Descriptions, ninjsPlain("key-point", d.sentence(s, &s.KeyPoints[i])))
	}
	if body := d.body(s); body != "" {
		item.Bodies = []ninjsText{ninjsPlain("main", body)}
	}
	for _, e := range s.Entities {
		switch n := (ninjsName{Name: clean(e.Name)}); e.Type {
		case "person":
			item.People = append(item.People, n)
		case "organisation":
			item.Organisations = append(item.Organisations, n)
		case "place":
			item.Places = append(item.Places, n)
		}
	}
	s.eachSource(func(src *source) {
		item.InfoSources = append(item.InfoSources, ninjsName{Name: outlet(src.Document), Role: src.role()})
		item.Associations = append(item.Associations, ninjsReport(src))
	})
	return item
}

// ninjsReport is one report of a story, under the mark by which the text cites
// it.
func ninjsReport(src *source) ninjsItem {
	status := ""
	if !src.Withdrawn.IsZero() {
		status = "canceled"
	}
	return ninjsItem{
		PubStatus: status,
		URI:       address(src.Document), Name: "[" + src.mark + "] " + outlet(src.Document), Type: "text",
		VersionCreated: src.Published.String(), Language: language(src.Document), By: authors(src.Document),
		Headlines: []ninjsText{ninjsPlain("main", title(src.Document))},
		AltIDs:    []ninjsAltID{{"wiredesk-document", clean(string(src.ID))}, {"sha256", clean(src.SHA256)}},
	}
}

func ninjsPlain(role, text string) ninjsText { return ninjsText{role, "text/plain", text} }

// role says in a word what a source is to its story.
func (s *source) role() string {
	if strings.Trim(s.mark, "0123456789") != "" {
		return "copy"
	}
	return "origin"
}

// eachSource calls f with every source of s, each origin before its copies.
func (s *story) eachSource(f func(*source)) {
	for i := range s.sources {
		f(&s.sources[i])
		for j := range s.sources[i].copies {
			f(&s.sources[i].copies[j])
		}
	}
}

// sentence returns st with its citation in brackets.
func (d *desk) sentence(s *story, st *wiredesk.Statement) string {
	return clean(st.Text) + " [" + s.cite(d, st).words() + "]"
}

// body returns the narrative of s with its citations, a blank line between
// paragraphs.
func (d *desk) body(s *story) string {
	paragraphs := make([]string, len(s.Narrative))
	for i, par := range s.Narrative {
		sentences := make([]string, len(par))
		for j := range par {
			sentences[j] = d.sentence(s, &par[j])
		}
		paragraphs[i] = strings.Join(sentences, " ")
	}
	return strings.Join(paragraphs, "\n\n")
}

// authors returns the names of who wrote doc, in one line.
func authors(doc *wiredesk.Document) string {
	names := make([]string, 0, len(doc.Authors))
	for _, a := range doc.Authors {
		if a = clean(a); a != "" {
			names = append(names, a)
		}
	}
	return strings.Join(names, ", ")
}

// address returns the URI that doc goes by: its address on the web, or a name.
func address(doc *wiredesk.Document) string {
	if u := link(doc); u != "" {
		return u
	}
	return URN("document", string(doc.ID))
}

// URN returns a UUID (version 8, of a hash) for what goes by id among those of
// its kind: ids hold whatever outlets put there, and a URI must not.
func URN(kind, id string) string {
	h := sha256.Sum256([]byte("wiredesk " + kind + " " + id))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
