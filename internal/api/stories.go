package api

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/view"
)

// listInput are the filters of the list of stories.
type listInput struct {
	Since      time.Time `query:"since" doc:"the last report came out then or later (RFC 3339)"`
	Q          string    `query:"q" maxLength:"1024" doc:"words that the brief holds; a phrase in double quotes, word* for the start of one"`
	Place      string    `query:"place" maxLength:"200" doc:"name of a place in the story"`
	Entity     string    `query:"entity" maxLength:"200" doc:"name or id of a person, organisation or place in the story"`
	Lang       string    `query:"lang" maxLength:"35" pattern:"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" doc:"language of one of its reports; en finds en-GB too"`
	MinOrigins int       `query:"min_origins" minimum:"0" maximum:"1000" doc:"independent origins, at least"`
	Differ     bool      `query:"differ" doc:"only stories whose reports differ on a point"`
	Single     bool      `query:"single" doc:"only stories in which one origin alone says something"`
	Cursor     string    `query:"cursor" maxLength:"64" doc:"next of the page before"`
	Limit      int       `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// filter returns what the store is asked.
func (in *listInput) filter() (f store.Filter, err error) {
	f = store.Filter{Since: in.Since, Place: in.Place, Entity: in.Entity, Language: in.Lang, Origins: in.MinOrigins, Differ: in.Differ, Single: in.Single}
	if in.Q != "" {
		q, err := store.ParseQuery(in.Q)
		if err != nil {
			return f, err
		}
		f.Query = &q
	}
	f.After, err = readCursor(in.Cursor)
	return f, err
}

// cursor writes a place in the list.
func cursor(c *store.Cursor) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%d", c.Rank, c.Report))
}

// readCursor reads what cursor wrote; nil for "".
func readCursor(s string) (*store.Cursor, error) {
	if s == "" {
		return nil, nil
	}
	var c store.Cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		_, err = fmt.Sscanf(string(b), "%d.%d", &c.Rank, &c.Report)
	}
	if err != nil || cursor(&c) != s {
		return nil, fmt.Errorf("%w: the cursor is none of ours", wiredesk.ErrInvalid)
	}
	return &c, nil
}

// StoryPage is a part of the list of stories.
type StoryPage struct {
	Stories []store.Listed `json:"stories"`
	Next    string         `json:"next" doc:"cursor of the next page; empty on the last"`
}

func (d *desk) stories() {
	read(d, "/v1/stories", "list-stories", "Stories, those with the latest reports first", d.list)
	read(d, "/v1/search", "search", "Reports and stories that hold words, the best first", d.search)
}

func (d *desk) list(ctx context.Context, in *listInput) (p StoryPage, err error) {
	f, err := in.filter()
	if err != nil {
		return p, err
	}
	l, err := view.ReadList(ctx, d.db, f, in.Limit)
	if err != nil {
		return p, err
	}
	if p.Stories = l.Stories; l.Next != nil {
		p.Next = cursor(l.Next)
	}
	return p, nil
}

type searchInput struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"1024" doc:"words that must all be there; a phrase in double quotes, word* for the start of one"`
	In    string `query:"in" enum:"all,reports,stories" default:"all"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"of each"`
}

// Found is what a search finds.
type Found struct {
	Reports []store.Hit `json:"reports"`
	Stories []store.Hit `json:"stories"`
}

func (d *desk) search(ctx context.Context, in *searchInput) (Found, error) {
	f := Found{Reports: []store.Hit{}, Stories: []store.Hit{}}
	q, err := store.ParseQuery(in.Q)
	if err != nil {
		return f, err
	}
	if in.In != "stories" {
		if f.Reports, err = d.db.SearchReports(ctx, q, in.Limit); err != nil {
			return f, err
		}
	}
	if in.In != "reports" {
		f.Stories, err = d.db.SearchStories(ctx, q, in.Limit)
	}
	return f, err
}
