package worker

import (
	"context"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// Result returns the stories of the store that began with the given reports, in
// the form of a run of their reports, so that it can be shown and checked like
// one. unfiled adds the reports that stand in no story. Stories that were never
// written are left out. Cost: all is in memory.
func Result(ctx context.Context, db *sqlite.DB, begun []int64, unfiled bool) (*wiredesk.Result, error) {
	r := &wiredesk.Result{Documents: []*wiredesk.Document{}, Stories: []wiredesk.Story{}, Unfiled: []wiredesk.Unfiled{}, Rules: []wiredesk.RuleState{}}
	for _, b := range begun {
		s, err := db.Written(ctx, b)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		list, err := db.Members(ctx, b)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			r.Documents = append(r.Documents, v.Document)
		}
		r.Stories = append(r.Stories, *s)
	}
	if unfiled {
		if err := addUnfiled(ctx, db, r); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(r.Documents, func(a, b *wiredesk.Document) int {
		if c := a.Published.Compare(b.Published); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	slices.SortStableFunc(r.Stories, pipeline.ByWeight)
	pipeline.Sign(r, pipeline.Config{})
	return r, nil
}

func addUnfiled(ctx context.Context, db *sqlite.DB, r *wiredesk.Result) error {
	list, err := db.Unfiled(ctx)
	if err != nil {
		return err
	}
	for _, u := range list {
		v, err := db.Report(ctx, u.Document)
		if err != nil {
			return err
		}
		r.Documents = append(r.Documents, v.Document)
		r.Unfiled = append(r.Unfiled, u)
	}
	return nil
}

// All returns every story of the store, by the report that began it, the
// latest first.
func All(ctx context.Context, db *sqlite.DB) ([]int64, error) {
	var out []int64
	for f := (store.Filter{}); ; {
		list, err := db.List(ctx, f, wiredesk.MaxHits)
		if err != nil || len(list) == 0 {
			return out, err
		}
		f.After = list[len(list)-1].Cursor()
		for _, e := range list {
			out = append(out, e.Report)
		}
	}
}
