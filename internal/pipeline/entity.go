package pipeline

import (
	"context"
	"fmt"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// findEntities finds the entities of every document and puts those of a story
// together.
func findEntities(ctx context.Context, drafts []Draft, progress func(stage string, total int)) error {
	models := model.English()
	errs := make([]error, len(drafts))
	err := each(ctx, len(drafts), func() *analysis.Pipeline { return english(models) }, func(p *analysis.Pipeline, i int) {
		errs[i] = drafts[i].findEntities(p)
		progress("names", len(drafts))
	})
	if err != nil {
		return err
	}
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("story %q: %w", drafts[i].story.ID, err)
		}
	}
	return nil
}

// english returns the whole text analysis of English.
func english(m *model.Models) *analysis.Pipeline {
	steps, err := analysis.English(m)
	if err != nil {
		panic(err) // our own embedded files
	}
	p, err := analysis.New(steps...)
	if err != nil {
		panic(err) // our own order
	}
	return p
}

func (d *Draft) findEntities(p *analysis.Pipeline) error {
	docs := make([][]wiredesk.Entity, len(d.input.Docs))
	ids := make([]wiredesk.DocumentID, len(d.input.Docs))
	for i, in := range d.input.Docs {
		a, err := p.Annotate(in.Document)
		if err != nil {
			return err
		}
		docs[i], ids[i] = a.Entities, in.ID
	}
	entities, _ := chain.Merge(docs, ids)
	if entities != nil {
		d.story.Entities = entities
	}
	return nil
}
