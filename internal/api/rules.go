package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/rule"
)

type mergeInput struct {
	StoryInput
	Body struct {
		With wiredesk.StoryID `json:"with" maxLength:"200" doc:"the other story"`
	}
}

type splitInput struct {
	StoryInput
	Body struct {
		Documents []wiredesk.DocumentID `json:"documents" minItems:"1" maxItems:"100" doc:"of the story; they make one of their own"`
		Copies    bool                  `json:"copies,omitempty" doc:"their copies go with them"`
	}
}

// Asked is a rule that waits for whoever has the desk, and then lies over all
// grouping that comes.
type Asked struct {
	Rule  string `json:"rule"`
	Place int64  `json:"place" doc:"among the rules that were asked for; later ones win"`
}

func (d *desk) rules() {
	op := huma.Operation{
		Method: http.MethodPost, Path: "/v1/stories/{id}/merge", OperationID: "merge-stories", Summary: "Make two stories one", DefaultStatus: http.StatusAccepted,
		Description: "The rule is on the disk when the answer comes. The stories change within a second if a desk runs, or else when one does.", MaxBodyBytes: wiredesk.MaxForm,
		Errors: []int{http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity},
	}
	handle(d, op, access.Editor, d.merge)
	op.Path, op.OperationID, op.Summary = "/v1/stories/{id}/split", "split-story", "Give reports of a story one of their own"
	handle(d, op, access.Editor, d.split)
}

func (d *desk) merge(ctx context.Context, in *mergeInput) (*answer[Asked], error) {
	a, err := d.db.Begun(ctx, wiredesk.StoryID(in.ID))
	if err != nil {
		return nil, err
	}
	b, err := d.db.Begun(ctx, in.Body.With)
	if err != nil {
		return nil, err
	}
	if a == b {
		return nil, fmt.Errorf("%w: %q and %q are one story already", wiredesk.ErrConflict, in.ID, in.Body.With)
	}
	return d.ask(ctx, rule.Rule{Verb: rule.Merge, Stories: []wiredesk.StoryID{wiredesk.StoryID(in.ID), in.Body.With}})
}

func (d *desk) split(ctx context.Context, in *splitInput) (*answer[Asked], error) {
	begun, err := d.db.Begun(ctx, wiredesk.StoryID(in.ID))
	if err != nil {
		return nil, err
	}
	for _, id := range in.Body.Documents {
		v, err := d.db.Report(ctx, id)
		if err != nil {
			return nil, err
		}
		if p, err := d.db.Placement(ctx, v.Report); err != nil || p.Story != begun {
			return nil, fmt.Errorf("%w: report %q does not stand in story %q", wiredesk.ErrConflict, id, in.ID)
		}
	}
	return d.ask(ctx, rule.Rule{Verb: rule.Split, Documents: in.Body.Documents, Copies: in.Body.Copies})
}

// ask keeps r, written so that it can be read again.
func (d *desk) ask(ctx context.Context, r rule.Rule) (*answer[Asked], error) {
	line := r.String()
	if back, err := rule.Parse("", line); err != nil || len(back) != 1 {
		return nil, fmt.Errorf("%w: the rule %q cannot be written", wiredesk.ErrInvalid, line)
	}
	place, err := d.db.Decide(ctx, line, access.Who(ctx).Name, d.o.Now())
	return &answer[Asked]{Asked{line, place}}, err
}
