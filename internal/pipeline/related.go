package pipeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/storyline"
)

// relate links the stories of drafts.
func relate(drafts []Draft, o storyline.Options) {
	stories := make([]storyline.Story, len(drafts))
	for i, d := range drafts {
		stories[i] = storyline.Story{Docs: d.input.Docs, Origin: d.input.Origin}
	}
	for _, l := range storyline.Links(stories, o) {
		from, to := &drafts[l.From].story, &drafts[l.To].story
		from.Related = append(from.Related, wiredesk.Related{Story: to.ID, Kind: l.Kind, Why: l.Why, Evidence: l.Passages})
		if l.Kind == wiredesk.Follows {
			to.Related = append(to.Related, wiredesk.Related{Story: from.ID, Kind: wiredesk.FollowedBy, Why: l.Why, Evidence: []wiredesk.Evidence{}})
		}
	}
}

// Links links the stories that stories says there are: sets of documents of
// docs. The links are between its members, and do not depend on how this
// program would group. An id that docs does not hold is an error that wraps
// [wiredesk.ErrNotFound]; else the error is that of ctx.
func Links(ctx context.Context, docs []*wiredesk.Document, stories [][]wiredesk.DocumentID, c Config) ([]storyline.Link, error) {
	given, err := divide(ctx, docs, stories, c)
	if err != nil {
		return nil, err
	}
	all := make([]storyline.Story, len(stories))
	for k, members := range given.stories {
		for _, i := range members {
			all[k].Docs, all[k].Origin = append(all[k].Docs, given.docs[i]), append(all[k].Origin, given.familyOf[i])
		}
	}
	return storyline.Links(all, c.Storyline), nil
}

// Briefs writes the briefs of the stories that stories says there are, as
// [Links] links them, in their order. Of a result there are the briefs and
// what they rest on; no facts, and no links.
func Briefs(ctx context.Context, docs []*wiredesk.Document, stories [][]wiredesk.DocumentID, c Config) ([]wiredesk.Story, error) {
	given, err := divide(ctx, docs, stories, c)
	if err != nil {
		return nil, err
	}
	models := model.English()
	out := make([]wiredesk.Story, len(stories))
	err = each(ctx, len(stories), func() brief.Tag { return Tagger(models) }, func(t brief.Tag, k int) {
		if len(given.stories[k]) > 0 {
			d := draft(given.docs, given.stories[k], given.familyOf, nil)
			d.Compose(t, c.Brief)
			out[k] = d.story
		}
	})
	return out, err
}

// A division is documents in stories that somebody else made.
type division struct {
	docs     []*annotate.Document
	familyOf []int
	stories  [][]int // numbers of documents, oldest first
}

func divide(ctx context.Context, docs []*wiredesk.Document, stories [][]wiredesk.DocumentID, c Config) (*division, error) {
	annotated, err := Annotate(ctx, docs, c.progress())
	if err != nil {
		return nil, err
	}
	number := make(map[wiredesk.DocumentID]int, len(docs))
	for i, d := range docs {
		number[d.ID] = i
	}
	out := &division{annotated, firsts(len(docs), copies.Families(copies.Find(annotated, copies.Options{}))), make([][]int, len(stories))}
	for k, ids := range stories {
		for _, id := range ids {
			i, ok := number[id]
			if !ok {
				return nil, fmt.Errorf("document %q: %w", id, wiredesk.ErrNotFound)
			}
			out.stories[k] = append(out.stories[k], i)
		}
		slices.Sort(out.stories[k]) // the documents are in canonical order: oldest first
	}
	return out, nil
}
