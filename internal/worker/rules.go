package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/store"
)

// grouping names how reports are filed: a store that was filed otherwise is
// filed anew.
func (w *Worker) grouping() string {
	if len(w.rules) == 0 {
		return filerVersion
	}
	return filerVersion + " " + rule.Hash(w.rules)
}

// noteRules keeps the rules that stories are made under in the store.
func (w *Worker) noteRules(ctx context.Context) error {
	var lines []string
	for _, r := range w.rules {
		lines = append(lines, r.String())
	}
	if was, err := w.db.Rules(ctx); err != nil || slices.Equal(was, lines) {
		return err
	}
	return w.db.SetRules(ctx, lines)
}

// ruled lays the rules over f, which was the last to be filed: over all stories
// that they name, if one of those has changed. f is not changed itself.
func (w *Worker) ruled(ctx context.Context, f store.Filing) (store.Filing, error) {
	named, err := w.named(ctx, w.rules)
	if err != nil || !slices.ContainsFunc(f.Changed, func(r int64) bool { return named[w.filer.number[r]] }) {
		return f, err
	}
	o, err := w.overlay(ctx, f, w.members(named), w.rules)
	if err != nil {
		return f, err
	}
	f.Changed = slices.DeleteFunc(slices.Clone(f.Changed), func(r int64) bool { return named[w.filer.number[r]] })
	f.Placed = slices.Concat(f.Placed, o.Placed)
	f.Changed = append(f.Changed, o.Changed...)
	f.Gone = slices.Concat(f.Gone, o.Gone)
	return f, nil
}

// members returns the reports at the desk of the given stories.
func (w *Worker) members(stories map[int]bool) []int {
	var out []int
	for n := range w.filer.found {
		if stories[w.filer.begun(n)] {
			out = append(out, n)
		}
	}
	return out
}

// named returns the stories at the desk, by the report that began them, that
// rules name or whose reports they name.
func (w *Worker) named(ctx context.Context, rules []rule.Rule) (map[int]bool, error) {
	out := map[int]bool{}
	add := func(report int64, err error) error {
		if errors.Is(err, wiredesk.ErrNotFound) {
			return nil
		}
		if n, ok := w.filer.number[report]; ok && n >= 0 {
			out[w.filer.begun(n)] = true
		}
		return err
	}
	for _, r := range rules {
		for _, d := range r.Documents {
			v, err := w.db.Report(ctx, d)
			if err := add(v.Report, err); err != nil {
				return nil, err
			}
		}
		for _, s := range r.Stories {
			if err := add(w.db.Begins(ctx, s)); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// overlay files the given reports as the rules say, given how f files them.
func (w *Worker) overlay(ctx context.Context, f store.Filing, members []int, rules []rule.Rule) (out store.Filing, err error) {
	g, members, err := w.groupingOf(ctx, members)
	if err != nil {
		return out, err
	}
	fresh := map[int64]store.Placement{}
	for _, p := range f.Placed {
		fresh[p.Report] = p
	}
	was := map[int64]bool{} // stories in which they stood, and those that the desk has of them
	begins := map[int64]bool{}
	applied := rule.Apply(g, rules)
	for k, list := range applied.Stories {
		begun := w.beginning(members, list)
		muted := applied.Muted[k]
		if muted < 0 {
			begins[begun] = true
			out.Changed = append(out.Changed, begun)
		}
		for _, m := range list {
			n := members[m]
			p, ok := fresh[w.filer.reports[n]]
			old, err := w.db.Placement(ctx, w.filer.reports[n])
			if err != nil && (!ok || !errors.Is(err, wiredesk.ErrNotFound)) {
				return out, err
			}
			was[old.Story], was[w.filer.reports[w.filer.begun(n)]] = true, true
			if !ok {
				p = old
			}
			p.Story, p.Unfiled, p.Why.Rule = begun, "", ""
			if by := applied.By[m]; by >= 0 {
				p.Why.Rule = rules[by].String()
			}
			if muted >= 0 {
				id := wiredesk.BegunBy(g.Documents[list[0]])
				p.Story, p.Unfiled = 0, fmt.Sprintf("its story, %s, is muted by the rule: %s", id, rules[muted])
			}
			out.Placed = append(out.Placed, p)
		}
	}
	for _, r := range slices.Sorted(maps.Keys(was)) {
		if r != 0 && !begins[r] {
			out.Gone = append(out.Gone, r)
		}
	}
	return out, nil
}

// beginning returns the report that begins a story of the given members: the
// first that began one at the desk, or else the first.
func (w *Worker) beginning(members, list []int) int64 {
	first := -1
	for _, m := range list {
		if n := members[m]; w.filer.begun(n) == n && (first < 0 || n < first) {
			first = n
		}
	}
	if first < 0 {
		first = members[list[0]]
	}
	return w.filer.reports[first]
}

// groupingOf returns how the desk has filed the given reports, in canonical
// order, as package rule wants it.
func (w *Worker) groupingOf(ctx context.Context, members []int) (g rule.Grouping, order []int, err error) {
	docs := map[int]*wiredesk.Document{}
	for _, n := range members {
		v, err := w.db.First(ctx, w.filer.reports[n])
		if err != nil {
			return g, nil, err
		}
		docs[n] = v.Document
	}
	order = slices.Clone(members)
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(docs[a].Published.Compare(docs[b].Published), cmp.Compare(docs[a].ID, docs[b].ID))
	})
	story, family := map[int]int{}, map[int]int{} // to its place in g
	put := func(sets *[][]int, at map[int]int, key, m int) {
		if _, ok := at[key]; !ok {
			at[key] = len(*sets)
			*sets = append(*sets, nil)
		}
		(*sets)[at[key]] = append((*sets)[at[key]], m)
	}
	for m, n := range order {
		g.Documents = append(g.Documents, docs[n])
		put(&g.Stories, story, w.filer.begun(n), m)
		put(&g.Families, family, w.filer.found[n].family, m)
	}
	return g, order, nil
}
