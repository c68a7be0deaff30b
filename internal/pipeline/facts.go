package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/claim"
	"github.com/wiredesk/wiredesk/internal/compare"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// findFacts analyses every document once and fills in what the reports of each
// story say: entities, quotations, figures and claims.
func findFacts(ctx context.Context, drafts []Draft, progress func(stage string, total int)) error {
	type worker struct {
		analysis *analysis.Pipeline
		tag      brief.Tag
	}
	models := model.English()
	errs := make([]error, len(drafts))
	err := each(ctx, len(drafts), func() worker { return worker{english(models), Tagger(models)} }, func(w worker, i int) {
		errs[i] = drafts[i].findFacts(w.analysis, w.tag)
		progress("facts", len(drafts))
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
	p, err := analysis.NewEnglish(m)
	if err != nil {
		panic(err) // our own embedded files, in our own order
	}
	return p
}

func (d *Draft) findFacts(p *analysis.Pipeline, tag brief.Tag) error {
	reports, err := d.analyse(p)
	if err != nil {
		return err
	}
	d.factsOf(reports, tag)
	return nil
}

// factsOf fills in what reports, the analysed documents of d, say.
func (d *Draft) factsOf(reports []claim.Report, tag brief.Tag) {
	if d.silent() {
		return
	}
	s := &d.story
	entities := make([][]wiredesk.Entity, len(reports))
	figures := make([]compare.Report, len(reports))
	borrowed := copies.Borrowed(d.input.Docs, d.input.Origin)
	for i, r := range reports {
		entities[i], reports[i].Borrowed = r.Entities, borrowed[i]
		figures[i] = compare.Report{Document: r.Document.Document, Figures: own(r.Figures, borrowed[i])}
	}
	documents, origins := d.core()
	merged, ids := chain.Merge(entities, documents)
	for i := range reports {
		reports[i].Entity = ids[i]
	}
	s.Entities = append(s.Entities, merged...)
	s.Quotations = claim.Quotations(reports)
	s.Figures = append(s.Figures, compare.Figures(figures, origins)...)

	d.input.Figures = s.Figures
	passages := brief.NewPassages(d.input, tag, accept(d.checker()))
	s.Claims = claim.Find(reports, s.Entities, s.Figures, func(at claim.Place, copies []claim.Place) *wiredesk.Statement {
		also := make([]brief.Place, len(copies))
		for i, c := range copies {
			also[i] = brief.Place{Doc: c.Report, At: c.At}
		}
		return passages.State(brief.Place{Doc: at.Report, At: at.At}, also)
	})
	d.input.Differ = s.Claims.Differ
	s.Counts.Withheld += passages.Withheld()
	n := 0
	for st := range s.Claims.Statements() {
		n++
		st.ID = fmt.Sprintf("%s.c%d", s.ID, n)
	}
}

// own returns the figures that stand in no borrowed sentence.
func own(figures []figure.Figure, borrowed []wiredesk.Span) []figure.Figure {
	if len(borrowed) == 0 {
		return figures
	}
	return slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool {
		return slices.ContainsFunc(borrowed, func(s wiredesk.Span) bool { return s.Contains(f.Span) })
	})
}

// InEnglish reports whether d does not say that it is in another language.
func InEnglish(d *wiredesk.Document) bool {
	return d.Language == "" || strings.HasPrefix(strings.ToLower(d.Language), "en")
}

// analyse returns the documents of d as reports. One that says it is in
// another language than English has nothing in it for English rules to find.
func (d *Draft) analyse(p *analysis.Pipeline) ([]claim.Report, error) {
	out := make([]claim.Report, len(d.input.Docs))
	for i, in := range d.input.Docs {
		out[i] = claim.Report{Document: &analysis.Document{Document: in.Document}, Origin: d.input.Origin[i]}
		if !InEnglish(in.Document) {
			continue
		}
		a, err := p.Annotate(in.Document)
		if err != nil {
			return nil, err
		}
		out[i].Document = a
	}
	return out, nil
}
