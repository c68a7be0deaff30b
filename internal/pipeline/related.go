package pipeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
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
	annotated, err := Annotate(ctx, docs, c.progress())
	if err != nil {
		return nil, err
	}
	familyOf := firsts(len(docs), copies.Families(copies.Find(annotated, copies.Options{})))
	number := make(map[wiredesk.DocumentID]int, len(docs))
	for i, d := range docs {
		number[d.ID] = i
	}
	all := make([]storyline.Story, len(stories))
	for k, ids := range stories {
		members := make([]int, len(ids))
		for m, id := range ids {
			i, ok := number[id]
			if !ok {
				return nil, fmt.Errorf("document %q: %w", id, wiredesk.ErrNotFound)
			}
			members[m] = i
		}
		slices.Sort(members) // the documents are in canonical order: oldest first
		for _, i := range members {
			all[k].Docs, all[k].Origin = append(all[k].Docs, annotated[i]), append(all[k].Origin, familyOf[i])
		}
	}
	return storyline.Links(all, c.Storyline), nil
}
