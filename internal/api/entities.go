package api

import (
	"context"
	"errors"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

const (
	entityStories = 20  // of one entity, the latest, are looked through for quotations
	entityQuotes  = 100 // of each kind are returned
)

type entityInput struct {
	ID string `path:"id" maxLength:"20" doc:"e- and twelve digits: of its type and name, in any story"`
}

// Entity is somebody or something with its stories.
type Entity struct {
	store.Name
	Latest []store.Listed `json:"latest" doc:"up to 20 stories, those with the latest reports first"`
	By     []Said         `json:"quotes_by" doc:"in those stories, up to 100"`
	About  []Said         `json:"quotes_about" doc:"of others, that name it; up to 100"`
}

// Said is a quotation of a story.
type Said struct {
	Story wiredesk.StoryID `json:"story"`
	wiredesk.Quotation
}

func (d *desk) entities() {
	read(d, "/v1/entities/{id}", "get-entity", "A person, organisation or place: its stories, what it said, what was said of it", d.entity)
}

func (d *desk) entity(ctx context.Context, in *entityInput) (e Entity, err error) {
	e.By, e.About = []Said{}, []Said{}
	if e.Name, e.Latest, err = d.db.Name(ctx, in.ID, entityStories); err != nil {
		return e, err
	}
	for _, entry := range e.Latest {
		s, _, err := d.db.Story(ctx, entry.ID)
		if errors.Is(err, wiredesk.ErrNotFound) { // it became part of another meanwhile
			continue
		}
		if err != nil {
			return e, err
		}
		e.said(s)
	}
	return e, nil
}

// said adds the quotations of s that are by e or about it.
func (e *Entity) said(s *wiredesk.Story) {
	id, names := "", []string{}
	for _, x := range s.Entities {
		if store.EntityID(x.Type, x.Name) == e.ID {
			id, names = x.ID, append([]string{x.Name}, x.Aliases...)
		}
	}
	for _, q := range s.Quotations {
		switch {
		case id != "" && q.Speaker.Entity == id:
			if len(e.By) < entityQuotes {
				e.By = append(e.By, Said{s.ID, q})
			}
		case tellsOf(q.Text, names) && len(e.About) < entityQuotes:
			e.About = append(e.About, Said{s.ID, q})
		}
	}
}

// tellsOf reports whether one of names stands in text as a word of its own.
func tellsOf(text string, names []string) bool {
	letter := func(b byte) bool { return b >= 0x80 || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' }
	for _, n := range names {
		for from := 0; n != ""; {
			i := strings.Index(text[from:], n)
			if i < 0 {
				break
			}
			at, end := from+i, from+i+len(n)
			if (at == 0 || !letter(text[at-1])) && (end == len(text) || !letter(text[end])) {
				return true
			}
			from = end
		}
	}
	return false
}
