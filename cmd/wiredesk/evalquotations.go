package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
)

// evalQuotations scores quotations against gold.json, or attributions against
// attributions.jsonl(.gz), in dir.
func evalQuotations(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "documents.jsonl.gz")}, nil)
	if err != nil {
		return nil, nil, err
	}
	p, err := analysis.NewEnglish(model.English())
	if err != nil {
		return nil, nil, err
	}
	out := make([]*analysis.Document, 0, len(docs))
	err = annotateAll(ctx, []*analysis.Pipeline{p}, docs, func(d *analysis.Document, failure error) error {
		out = append(out, &analysis.Document{Document: d.Document, Quotations: d.Quotations}) // the rest is large
		return failure
	})
	if err != nil {
		return nil, nil, err
	}
	b, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if errors.Is(err, os.ErrNotExist) {
		return scoreAttributions(dir, out)
	}
	if err != nil {
		return nil, nil, err
	}
	return scoreQuotations(b, out)
}

// scoreQuotations scores against gold, the text of gold.json.
func scoreQuotations(gold []byte, docs []*analysis.Document) (any, [][]string, error) {
	var sheet struct {
		Stories []struct{ Quotations []eval.QuotedLabel }
	}
	if err := json.Unmarshal(gold, &sheet); err != nil {
		return nil, nil, fmt.Errorf("gold.json: %w", err)
	}
	var labels []eval.QuotedLabel
	for _, st := range sheet.Stories {
		labels = append(labels, st.Quotations...)
	}
	texts := map[string]string{}
	reports := make([]quotation.Report, len(docs))
	for i, d := range docs {
		texts[string(d.ID)] = d.Document.Text
		reports[i] = quotation.Report{Text: d.Document.Text}
		for _, q := range d.Quotations {
			if q.Grade != quotation.View {
				reports[i].Quotations = append(reports[i].Quotations, q)
			}
		}
	}
	found := map[string][]eval.QuotedPiece{}
	for n, group := range quotation.Group(reports) {
		for _, ref := range group {
			q, id := reports[ref.Report].Quotations[ref.Quotation], string(docs[ref.Report].ID)
			for _, c := range q.Content {
				found[id] = append(found[id], eval.QuotedPiece{Span: c, Kind: q.Kind, Speaker: q.Speaker.Name, Group: n})
			}
		}
	}
	sc := eval.ScoreQuotations(texts, labels, found)
	return sc, [][]string{{"direct and mixed", "recall", "precision", "speaker", "indirect recall", "groups P", "R", "F1"}, {
		fmt.Sprint(sc.Gold), percent(sc.Recall), percent(sc.Precision), percent(sc.Speaker), percent(sc.Indirect),
		percent(sc.Groups.P), percent(sc.Groups.R), percent(sc.Groups.F1),
	}}, nil
}

// scoreAttributions scores against the attributions in dir.
func scoreAttributions(dir string, docs []*analysis.Document) (any, [][]string, error) {
	gold, err := fromFile(first(dir, "attributions.jsonl", "attributions.jsonl.gz"), readAttributions)
	if err != nil {
		return nil, nil, err
	}
	texts, found := map[string]string{}, map[string][]eval.Attribution{}
	for _, d := range docs {
		id := string(d.ID)
		texts[id] = d.Document.Text
		for _, q := range d.Quotations {
			shown := q.Kind != quotation.Indirect && !q.Inferred && q.Grade != quotation.View
			found[id] = append(found[id], eval.Attribution{Content: q.Content, Source: q.Source, Kind: q.Kind, Shown: shown})
		}
	}
	sc := eval.ScoreAttributions(texts, gold, found)
	rows := [][]string{{"", "gold", "found", "P", "R", "F1"}}
	for _, r := range []struct {
		name string
		f    eval.F
	}{
		{"content exact", sc.Exact}, {"content partial", sc.Partial}, {"content bytes", sc.Bytes}, {"source exact", sc.SourceExact},
		{"source overlap", sc.SourceOverlap}, {"both exact", sc.Both},
	} {
		rows = append(rows, []string{r.name, fmt.Sprint(sc.Gold), fmt.Sprint(sc.System), percent(r.f.P), percent(r.f.R), percent(r.f.F1)})
	}
	rows = append(rows, []string{"", "gold", "exact", "found", "speaker"})
	for _, r := range []struct {
		name string
		k    eval.KindScore
	}{{"direct", sc.Direct}, {"mixed", sc.Mixed}, {"indirect", sc.Indirect}} {
		rows = append(rows, []string{r.name, fmt.Sprint(r.k.Gold), percent(r.k.Exact), percent(r.k.Found), percent(r.k.Speaker)})
	}
	return sc, append(rows, []string{"shown", fmt.Sprint(sc.Shown), percent(sc.ShownPrecision) + " right"}), nil
}

func readAttributions(r io.Reader) (map[string][]eval.Attribution, error) {
	out := map[string][]eval.Attribution{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, wiredesk.MaxLine)
	for n := 1; sc.Scan(); n++ {
		var a struct {
			Document string
			Kind     string
			Content  []wiredesk.Span
			Source   []wiredesk.Span
		}
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out[a.Document] = append(out[a.Document], eval.Attribution{Content: a.Content, Source: a.Source, Kind: a.Kind})
	}
	return out, sc.Err()
}
