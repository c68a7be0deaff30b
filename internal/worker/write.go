package worker

import (
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/store"
)

// analysisStage names the layers of the whole text analysis, kept with each
// revision, since making them costs 25 ms.
const analysisStage = "analysis"

// maxNoted is how many statements of one kind a change names.
const maxNoted = 50

// write writes a story of what the store holds of it.
func (w *Worker) write(ctx context.Context, t *tools, s store.Stale) (store.Written, []store.Annotation, error) {
	out := store.Written{Report: s.Report, Stale: s.Mark}
	members, err := w.db.Members(ctx, s.Report)
	if err != nil {
		return out, nil, err
	}
	placed, err := w.db.Placements(ctx, s.Report)
	if err != nil {
		return out, nil, err
	}
	old, err := w.db.Written(ctx, s.Report)
	if err != nil {
		return out, nil, err
	}
	if len(members) == 0 || len(members) != len(placed) {
		return out, nil, fmt.Errorf("%w: story of report %d has %d reports, %d of them placed", store.ErrDamaged, s.Report, len(members), len(placed))
	}
	var id wiredesk.StoryID
	for _, v := range members {
		if v.Report == s.Report {
			id = v.Begins
		}
	}
	order := members
	var found []store.Annotation
	err = guarded(func() (err error) {
		w.o.Reached("lay out " + string(id))
		var f pipeline.Filed
		f, order = arrange(id, members, placed)
		if found, err = w.analyse(ctx, t, &f, order); err == nil {
			w.compose(t, f, order, &out.Story)
		}
		return err
	})
	if errors.Is(err, errPanic) { // what made the others of its story fail: their texts are there
		w.o.Log.Error("a story cannot be laid out", "story", id, "err", err)
		out.Story, err = unwritten(id, order), nil
	}
	if err != nil {
		return out, nil, err
	}
	out.Rank = latestOf(order)
	out.Change = w.change(old, &out.Story, order)
	out.Facets = facets(&out.Story, order)
	return out, found, nil
}

// latestOf returns when the latest of the reports was published; the zero time
// if none says.
func latestOf(reports []store.Revision) (last time.Time) {
	for _, v := range reports {
		if d := dated(v); d.Published.After(last) {
			last = d.Published.Time
		}
	}
	return last
}

// compose writes the brief of f; if that fails, without facts; if that fails
// too, the story stays without a brief, so that the others get theirs.
func (w *Worker) compose(t *tools, f pipeline.Filed, order []store.Revision, s *wiredesk.Story) {
	write := func() (err error) {
		w.o.Reached("brief " + string(f.ID))
		*s, err = t.writer.Write(f)
		return err
	}
	err := guarded(write)
	if err != nil && f.Analyses != nil {
		w.o.Log.Error("the facts of a story cannot be found", "story", f.ID, "err", err)
		f.Analyses = nil
		err = guarded(write)
	}
	if err != nil {
		w.o.Log.Error("the brief of a story cannot be written", "story", f.ID, "err", err)
		t.writer = pipeline.NewWriter(brief.Options{}) // its memory may be in any state
		*s = unwritten(f.ID, order)
	}
}

// unwritten returns the story of reports without anything that must be written.
func unwritten(id wiredesk.StoryID, reports []store.Revision) wiredesk.Story {
	s := wiredesk.Story{
		ID: id, Counts: wiredesk.Counts{Documents: len(reports)}, Origins: []wiredesk.Origin{},
		Brief:      wiredesk.Brief{KeyPoints: []wiredesk.Statement{}, Narrative: [][]wiredesk.Statement{}, Timeline: []wiredesk.Event{}, Questions: []wiredesk.Question{}},
		Quotations: []wiredesk.Quotation{}, Figures: []wiredesk.Figure{}, Entities: []wiredesk.Entity{}, Related: []wiredesk.Related{},
		Claims: wiredesk.Claims{Agree: []wiredesk.ClaimSet{}, Differ: []wiredesk.ClaimSet{}, Single: []wiredesk.ClaimSet{}},
	}
	for _, v := range reports {
		s.Documents = append(s.Documents, v.Document.ID)
	}
	return s
}

// arrange puts the reports of a story in canonical order, with where they
// stand. order is the revisions in that order.
func arrange(id wiredesk.StoryID, members []store.Revision, placed []store.Placement) (f pipeline.Filed, order []store.Revision) {
	at := make([]int, len(members))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(i, j int) int {
		a, b := members[i].Document, members[j].Document
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	place := make(map[int64]int, len(members)) // of a report in the order
	for k, i := range at {
		place[members[i].Report] = k
	}
	f.ID = id
	annotator := annotate.New()
	first := map[int64]int{} // of a family
	for k, i := range at {
		p := placed[i]
		order = append(order, members[i])
		f.Documents = append(f.Documents, annotator.Annotate(members[i].Document))
		if _, ok := first[p.Family]; !ok {
			first[p.Family] = k
		}
		f.Family = append(f.Family, first[p.Family])
		f.Shares = append(f.Shares, nil)
		for _, s := range p.Shares {
			if with, ok := place[s.With]; ok {
				f.Shares[k] = append(f.Shares[k], copies.Share{With: with, Taken: s.Taken, Given: s.Given})
			}
		}
		f.Why, f.Rule = append(f.Why, decision(p.Why, place)), append(f.Rule, p.Why.Rule)
	}
	return f, order
}

// decision returns why with the place of the report that it names. One that
// stands elsewhere now was drawn here when the stories were looked at again.
func decision(why store.Reason, place map[int64]int) cluster.Decision {
	d := cluster.Decision{With: -1, Score: why.Score, Threshold: why.Threshold, Copy: why.Copy, Again: why.Again, Terms: why.Terms}
	if with, ok := place[why.With]; ok {
		d.With = with
	} else {
		d.Again = why.With != 0
	}
	return d
}

// analyse puts into f what the text analysis finds in its documents, if facts
// are wanted of it, and returns what the store does not have yet.
func (w *Worker) analyse(ctx context.Context, t *tools, f *pipeline.Filed, order []store.Revision) ([]store.Annotation, error) {
	if len(order) < 2 || len(order) > w.o.Facts {
		return nil, nil
	}
	p, err := t.english()
	if err != nil {
		return nil, err
	}
	version := fmt.Sprint(p.Made())
	var found []store.Annotation
	f.Analyses = make([]*analysis.Document, len(order))
	for i, v := range order {
		if !pipeline.InEnglish(v.Document) {
			continue
		}
		b, err := w.db.Annotation(ctx, v.Seq, analysisStage, version)
		if err != nil {
			return nil, err
		}
		if b != nil {
			if f.Analyses[i], err = decode(b, v.Document); err != nil {
				return nil, err
			}
			continue
		}
		err = guarded(func() (err error) {
			w.o.Reached("analyse " + string(v.Document.ID))
			f.Analyses[i], err = p.Annotate(v.Document)
			return err
		})
		if err != nil { // what could be found stands in it
			w.o.Log.Error("a report cannot be analysed", "report", v.Document.ID, "err", err)
		}
		if f.Analyses[i] == nil {
			t.analysis = nil // its memory may be in any state
			f.Analyses[i] = &analysis.Document{Document: v.Document}
		}
		if b, err = encode(f.Analyses[i]); err != nil {
			return nil, err
		}
		found = append(found, store.Annotation{Seq: v.Seq, Stage: analysisStage, Version: version, Body: b})
		if f.Analyses[i], err = decode(b, v.Document); err != nil { // the same whether it was just made or not
			return nil, err
		}
	}
	return found, nil
}

func encode(d *analysis.Document) ([]byte, error) {
	bare := *d
	bare.Document = nil
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(&bare)
	return b.Bytes(), err
}

func decode(b []byte, of *wiredesk.Document) (*analysis.Document, error) {
	var d analysis.Document
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&d); err != nil {
		return nil, fmt.Errorf("analysis of report %q: %w: %v", of.ID, store.ErrDamaged, err)
	}
	d.Document = of
	for i := range d.Entities { // gob does not tell an empty list from none
		e := &d.Entities[i]
		e.Aliases = append([]string{}, e.Aliases...)
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		q.Cue, q.Source = append([]wiredesk.Span{}, q.Cue...), append([]wiredesk.Span{}, q.Source...)
	}
	return &d, nil
}

// change says what a reader would notice between two versions of a story; nil
// if nothing. old is nil if there was none.
func (w *Worker) change(old, s *wiredesk.Story, reports []store.Revision) *store.Change {
	if old == nil {
		old = &wiredesk.Story{}
	}
	c := &store.Change{Story: s.ID, At: w.o.Now().UTC()}
	c.Came, c.Left = without(s.Documents, old.Documents), without(old.Documents, s.Documents)
	before, after := texts(old), texts(s)
	c.Gained, c.Lost = without(after, before), without(before, after)
	c.Gone = gone(old, reports)
	c.Withdrawn, c.Restored = without(s.Withdrawn, old.Withdrawn), without(without(old.Withdrawn, s.Withdrawn), c.Left)
	c.Differ = without(disputed(s), disputed(old))
	c.Figures = recounted(old, s)
	if len(c.Came)+len(c.Left)+len(c.Gained)+len(c.Lost)+len(c.Gone)+len(c.Withdrawn)+len(c.Restored)+len(c.Differ)+len(c.Figures) == 0 {
		return nil
	}
	return c
}

// disputed returns the points on which the reports of s differ.
func disputed(s *wiredesk.Story) []string {
	var out []string
	for _, c := range s.Claims.Differ {
		out = append(out, c.Kind+": "+c.About)
	}
	return out
}

// recounted returns the figures of s, up to 50, that had other values in old.
func recounted(old, s *wiredesk.Story) []store.FigureChange {
	values := func(f wiredesk.Figure) (out []float64) {
		for _, v := range f.Values {
			if v.Same == 0 && !slices.Contains(out, v.Value) {
				out = append(out, v.Value)
			}
		}
		return out
	}
	type key struct{ what, unit, part string }
	had := map[key][]float64{}
	for _, f := range old.Figures {
		k := key{f.What, f.Unit, f.PartOf}
		had[k] = append(had[k], values(f)...)
	}
	var out []store.FigureChange
	for _, f := range s.Figures {
		before, after := had[key{f.What, f.Unit, f.PartOf}], values(f)
		if before != nil && !slices.Equal(before, after) && len(out) < maxNoted {
			out = append(out, store.FigureChange{What: f.What, Unit: f.Unit, Before: before, After: after})
		}
	}
	return out
}

// texts returns what the brief of s says, in order.
func texts(s *wiredesk.Story) []string {
	var out []string
	for st := range s.Statements() {
		out = append(out, st.Text)
	}
	return out
}

// without returns those of a, up to 50, that are not in b, each once.
func without[T comparable](a, b []T) []T {
	seen := make(map[T]bool, len(b))
	for _, v := range b {
		seen[v] = true
	}
	out := []T{}
	for _, v := range a {
		if !seen[v] && len(out) < maxNoted {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// gone returns the statements of s, up to 50, whose passage no longer stands
// in its report.
func gone(s *wiredesk.Story, reports []store.Revision) []store.Gone {
	now := make(map[wiredesk.DocumentID]string, len(reports))
	for _, v := range reports {
		if v.Number > 1 {
			now[v.Document.ID] = v.Document.Text
		}
	}
	out := []store.Gone{}
	for st := range s.Statements() {
		for _, e := range st.Evidence {
			text, revised := now[e.Document]
			g := store.Gone{Statement: st.Text, Document: e.Document, Quote: e.Quote}
			if revised && !strings.Contains(text, e.Quote) && len(out) < maxNoted && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}
