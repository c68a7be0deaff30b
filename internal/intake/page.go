package intake

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// fromPage reads an HTML page. Its title is no part of its text.
func fromPage(b []byte) (*draft, error) { return fromPageAt(b, "") }

// fromPageAt reads the page that was found at address; "" if that is not known.
func fromPageAt(b []byte, address string) (*draft, error) {
	p, err := extract.Article(b, address)
	if err != nil {
		return nil, err
	}
	d := &draft{Document: wiredesk.Document{
		Title: p.Title, Outlet: p.Outlet, URL: p.URL, Authors: p.Authors,
		Published: p.Published, Language: p.Language, Text: Tidy(p.Text),
	}}
	if p.BadDate != nil {
		d.noteDate(p.BadDate)
	}
	return d, nil
}
