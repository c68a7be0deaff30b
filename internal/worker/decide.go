package worker

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/store"
)

// decided returns the rules of the desk: those of the configuration, and behind
// them those that editors laid down in the store.
func (w *Worker) decided(ctx context.Context) ([]rule.Rule, error) {
	lines, err := w.db.Decided(ctx)
	if err != nil {
		return nil, err
	}
	made, err := parsed(lines)
	return slices.Concat(w.o.Rules, made), err
}

// noted returns the rules that the stories of the store were made under.
func (w *Worker) noted(ctx context.Context) ([]rule.Rule, error) {
	lines, err := w.db.Rules(ctx)
	if err != nil {
		return nil, err
	}
	return parsed(lines)
}

func parsed(lines []string) ([]rule.Rule, error) {
	rules, err := rule.Parse("a rule of the store", strings.Join(lines, "\n"))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return rules, nil
}

// decideNext lays the rules over the stories anew if others hold than did, and
// says over how many. Only stories change that old or new rules name. Where it
// breaks off, the next start does it again, or files all reports anew.
func (w *Worker) decideNext(ctx context.Context) (int, error) {
	rules, err := w.decided(ctx)
	if err != nil || rule.Hash(rules) == rule.Hash(w.rules) || w.filer.unwritten != nil {
		return 0, err
	}
	touched, err := w.named(ctx, slices.Concat(w.rules, rules))
	if err != nil {
		return 0, err
	}
	f, err := w.overlay(ctx, store.Filing{Through: w.filer.through}, w.members(touched), rules)
	if err != nil {
		return 0, err
	}
	f.Through = w.filer.through
	w.o.Reached("decide")
	if err := w.db.File(ctx, f); err != nil {
		return 0, err
	}
	w.rules = rules
	w.o.Reached("decide filed")
	if err := w.noteRules(ctx); err != nil {
		return 0, err
	}
	if err := w.db.SetGrouping(ctx, w.grouping()); err != nil {
		return 0, err
	}
	w.o.Reached("decide done")
	return len(f.Changed) + len(f.Gone), nil
}
