package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/change"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/trace"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// StoryInput names a story. One that has become part of another is that one.
type StoryInput struct {
	ID string `path:"id" maxLength:"200" doc:"of the story"`
}

// written returns a story with its brief.
func (d *desk) written(ctx context.Context, id string) (*wiredesk.Story, error) {
	s, _, err := d.db.Story(ctx, wiredesk.StoryID(id))
	if err == nil && s.Documents == nil {
		err = fmt.Errorf("story %q: %w", id, errUnwritten)
	}
	return s, err
}

// part adds a route that answers with a part of a story.
func part[T any](d *desk, path, id, summary string, f func(*wiredesk.Story) T) {
	read(d, path, id, summary, func(ctx context.Context, in *StoryInput) (v T, err error) {
		s, err := d.written(ctx, in.ID)
		if err != nil {
			return v, err
		}
		return f(s), nil
	})
}

// Parts of a story.
type (
	Brief struct {
		Story  wiredesk.StoryID `json:"story"`
		Counts wiredesk.Counts  `json:"counts"`
		wiredesk.Brief
	}
	Timeline struct {
		Story    wiredesk.StoryID `json:"story"`
		Timeline []wiredesk.Event `json:"timeline"`
	}
	Claims struct {
		Story wiredesk.StoryID `json:"story"`
		wiredesk.Claims
	}
	Figures struct {
		Story   wiredesk.StoryID  `json:"story"`
		Figures []wiredesk.Figure `json:"figures"`
	}
	Quotes struct {
		Story      wiredesk.StoryID     `json:"story"`
		Quotations []wiredesk.Quotation `json:"quotations"`
	}
	Copies struct {
		Story   wiredesk.StoryID  `json:"story"`
		Origins []wiredesk.Origin `json:"origins"`
	}
)

func (d *desk) parts() {
	part(d, "/v1/stories/{id}", "get-story", "A story with all that is known of it", func(s *wiredesk.Story) wiredesk.Story { return *s })
	part(d, "/v1/stories/{id}/brief", "get-brief", "Headline, key points, narrative, timeline, questions", func(s *wiredesk.Story) Brief { return Brief{s.ID, s.Counts, s.Brief} })
	part(d, "/v1/stories/{id}/timeline", "get-timeline", "What happened when", func(s *wiredesk.Story) Timeline { return Timeline{s.ID, s.Timeline} })
	part(d, "/v1/stories/{id}/claims", "get-claims", "What reports agree on, where they differ, what one origin alone says", func(s *wiredesk.Story) Claims { return Claims{s.ID, s.Claims} })
	part(d, "/v1/stories/{id}/figures", "get-figures", "Quantities, with every value and who gives it", func(s *wiredesk.Story) Figures { return Figures{s.ID, s.Figures} })
	part(d, "/v1/stories/{id}/quotes", "get-quotes", "Who said what", func(s *wiredesk.Story) Quotes { return Quotes{s.ID, s.Quotations} })
	part(d, "/v1/stories/{id}/copies", "get-copies", "Independent origins, and who took text from whom", func(s *wiredesk.Story) Copies { return Copies{s.ID, s.Origins} })
	read(d, "/v1/stories/{id}/reports", "get-reports", "The reports of a story, and why each stands in it", d.members)
	read(d, "/v1/stories/{id}/changes", "get-changes", "What is new in a story since a time", d.changes)
	read(d, "/v1/sentences/{id}/trace", "trace-sentence", "The bytes that a sentence came from, in their context", d.trace)
	handle(d, huma.Operation{
		Method: http.MethodGet, Path: "/v1/stories/{id}/export", OperationID: "export-story", Summary: "A story as a file",
		Errors: []int{http.StatusNotFound, http.StatusServiceUnavailable},
		Responses: map[string]*huma.Response{"200": {Description: "the file", Content: map[string]*huma.MediaType{
			"application/json": {}, "application/ld+json": {}, "text/markdown": {}, "text/html": {}, "text/plain": {}, "message/rfc822": {},
		}}},
	}, access.Reader, d.export)
}

// SentenceInput names a statement.
type SentenceInput struct {
	ID string `path:"id" maxLength:"200" doc:"of a statement, such as s-12a0830f1f66.k1; it names what stands there now"`
}

func (d *desk) trace(ctx context.Context, in *SentenceInput) (trace.Trace, error) {
	return trace.Sentence(ctx, d.db, in.ID)
}

// A Member is a report of a story.
type Member struct {
	wiredesk.Document
	Revision int          `json:"revision"`
	Received time.Time    `json:"received"`
	Why      store.Reason `json:"why"`
}

// Members are the reports of a story.
type Members struct {
	Story   wiredesk.StoryID `json:"story"`
	Reports []Member         `json:"reports" doc:"in the order in which they came"`
}

func (d *desk) members(ctx context.Context, in *StoryInput) (m Members, err error) {
	begun, err := d.db.Begun(ctx, wiredesk.StoryID(in.ID))
	if err != nil {
		return m, err
	}
	list, err := d.db.Members(ctx, begun)
	if err != nil {
		return m, err
	}
	placed, err := d.db.Placements(ctx, begun)
	if err != nil {
		return m, err
	}
	why := map[int64]store.Reason{}
	for _, p := range placed {
		why[p.Report] = p.Why
	}
	m.Reports = []Member{}
	for _, v := range list {
		if v.Report == begun {
			m.Story = v.Begins
		}
		r := Member{*v.Document, v.Number, v.Received, why[v.Report]}
		r.Text = ""
		m.Reports = append(m.Reports, r)
	}
	return m, nil
}

type changesInput struct {
	StoryInput
	Since time.Time `query:"since" doc:"what reports say that came out then or later; all if it is left out"`
}

// changes says what is new: of reports, by what they say.
func (d *desk) changes(ctx context.Context, in *changesInput) (wiredesk.Changes, error) {
	c := wiredesk.Changes{Documents: []wiredesk.DocumentID{}, Changes: []wiredesk.Change{}}
	r, err := d.result(ctx, in.ID)
	if err != nil {
		return c, err
	}
	since := in.Since
	if since.IsZero() {
		since = time.Unix(0, 0) // before there was a report; the zero time would be an unknown one
	}
	if all := change.Since(r, wiredesk.Time{Time: since}); len(all) > 0 {
		return all[0], nil
	}
	c.Story = r.Stories[0].ID
	if h := r.Stories[0].Headline; h != nil {
		c.Title = h.Text
	}
	return c, nil
}

// result returns a story in the form of a run of its reports.
func (d *desk) result(ctx context.Context, id string) (*wiredesk.Result, error) {
	begun, err := d.db.Begun(ctx, wiredesk.StoryID(id))
	if err != nil {
		return nil, err
	}
	r, err := worker.Result(ctx, d.db, []int64{begun}, false)
	if err == nil && len(r.Stories) == 0 {
		err = fmt.Errorf("story %q: %w", id, errUnwritten)
	}
	return r, err
}

type exportInput struct {
	StoryInput
	Format string `query:"format" enum:"json,ninjs,jsonld,md,html,eml,text" default:"json" doc:"json is what wiredesk verify checks"`
}

// file is an answer that is not JSON of ours.
type file struct {
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// exported is the type of each format, and what writes it.
var exported = map[string]struct {
	contentType string
	write       func(io.Writer, *wiredesk.Result, render.Options) error
}{
	"json":   {"application/json", render.JSON},
	"ninjs":  {"application/json", render.Ninjs},
	"jsonld": {"application/ld+json", render.JSONLD},
	"md":     {"text/markdown; charset=utf-8", render.Markdown},
	"html":   {"text/html; charset=utf-8", render.HTML},
	"eml":    {"message/rfc822", render.Mail},
	"text":   {"text/plain; charset=utf-8", render.Terminal},
}

func (d *desk) export(ctx context.Context, in *exportInput) (*file, error) {
	r, err := d.result(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	e := exported[in.Format]
	var b bytes.Buffer
	err = e.write(&b, r, render.Options{All: true, WithText: true})
	// The page brings its style along and runs nothing.
	return &file{e.contentType, "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox", b.Bytes()}, err
}
