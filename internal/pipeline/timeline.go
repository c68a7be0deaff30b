package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// Timeline makes one timeline of docs, which must have distinct IDs and be in
// canonical order, as package intake returns them. Withdrawn ones are left out.
// The error is that of ctx.
func Timeline(ctx context.Context, docs []*wiredesk.Document, o timeline.Options, progress func(stage string, total int)) (*wiredesk.Timeline, error) {
	annotated, err := Annotate(ctx, docs, Config{Progress: progress}.progress())
	if err != nil {
		return nil, err
	}
	annotated = slices.DeleteFunc(annotated, func(d *annotate.Document) bool { return !d.Withdrawn.IsZero() })
	filed, _ := file(annotated)
	families := copies.Families(copies.Find(filed, copies.Options{}))
	w := newPassageWriter(filed, firsts(len(filed), families), Tagger(model.English()))
	entries := timeline.Make(w.reports, w.state, w.check.Dated, o)
	for i := range entries {
		for k := range entries[i].Statements {
			entries[i].Statements[k].ID = fmt.Sprintf("t%d.%d", i+1, k+1)
		}
	}
	t := &wiredesk.Timeline{Read: len(docs), Entries: entries}
	t.Documents, t.Origins = w.cited(entries)
	config, err := json.Marshal(o)
	if err != nil {
		panic(err) // plain numbers
	}
	t.Run = wiredesk.Run{Version: wiredesk.Version, ConfigSHA256: wiredesk.Hash(string(config)), InputsSHA256: Inputs(docs), Writer: "rules"}
	t.Run.OutputSHA256 = TimelineOutput(t)
	return t, nil
}

// events writes the timeline of d, of its passages.
func (d *Draft) events(passages *brief.Passages, check *verify.Checker) {
	place := func(p timeline.Place) brief.Place {
		return brief.Place{Doc: p.Report, At: d.input.Docs[p.Report].Sentences[p.Sentence].Span}
	}
	state := func(p timeline.Place, _ []timeline.Place) *wiredesk.Statement {
		if !passages.Alone(place(p)) {
			return nil
		}
		return passages.Tell(place(p)) // with what a reader must know: that a number was replaced later
	}
	reports := make([]timeline.Report, len(d.input.Docs))
	for i, a := range d.input.Docs {
		reports[i] = timeline.Report{Document: a, Origin: d.input.Origin[i]}
	}
	d.story.Timeline = timeline.Events(reports, state, check.Dated)
	for i := range d.story.Timeline {
		d.story.Timeline[i].Statement.ID = fmt.Sprintf("%s.t%d", d.story.ID, i+1)
	}
}

// TimelineOutput hashes t without its run record and the texts.
func TimelineOutput(t *wiredesk.Timeline) string {
	bare := *t
	bare.Run = wiredesk.Run{}
	bare.Documents = make([]*wiredesk.Document, len(t.Documents))
	for i, d := range t.Documents {
		c := *d
		c.Text = ""
		bare.Documents[i] = &c
	}
	b, err := json.Marshal(&bare)
	if err != nil {
		panic(err) // plain values
	}
	return wiredesk.Hash(string(b))
}

// A passageWriter makes checked statements of sentences of reports, of which it
// reads only those that are asked for.
type passageWriter struct {
	reports []timeline.Report
	tag     brief.Tag
	check   *verify.Checker
	single  map[int]*brief.Passages // of one report each
}

func newPassageWriter(docs []*annotate.Document, origin []int, tag brief.Tag) *passageWriter {
	w := &passageWriter{tag: tag, single: map[int]*brief.Passages{}}
	byID := make(map[wiredesk.DocumentID]*wiredesk.Document, len(docs))
	for i, d := range docs {
		byID[d.ID] = d.Document
		w.reports = append(w.reports, timeline.Report{Document: d, Origin: origin[i]})
	}
	w.check = verify.NewChecker(byID)
	return w
}

// state is a [timeline.State]: it returns the statement of a sentence that can
// be understood by itself, or nil.
func (w *passageWriter) state(p timeline.Place, also []timeline.Place) *wiredesk.Statement {
	ps := w.single[p.Report]
	if ps == nil {
		ps = w.passages([]int{p.Report})
		w.single[p.Report] = ps
	}
	if !ps.Alone(w.place(0, p)) {
		return nil
	}
	in := []int{p.Report}
	places := make([]brief.Place, len(also))
	for i, a := range also {
		in = append(in, a.Report)
		places[i] = w.place(i+1, a)
	}
	if len(also) > 0 {
		ps = w.passages(in)
	}
	return ps.State(w.place(0, p), places)
}

// passages returns the passages of a story of the given reports.
func (w *passageWriter) passages(reports []int) *brief.Passages {
	var s brief.Story
	origins := map[int]int{}
	for _, n := range reports {
		o, ok := origins[w.reports[n].Origin]
		if !ok {
			o = len(origins)
			origins[w.reports[n].Origin] = o
		}
		s.Docs, s.Origin = append(s.Docs, w.reports[n].Document), append(s.Origin, o)
	}
	return brief.NewPassages(s, w.tag, accept(w.check))
}

func (w *passageWriter) place(doc int, p timeline.Place) brief.Place {
	return brief.Place{Doc: doc, At: w.reports[p.Report].Sentences[p.Sentence].Span}
}

// cited returns the documents that entries cite, in their order, and what
// origins they have.
func (w *passageWriter) cited(entries []wiredesk.TimelineEntry) ([]*wiredesk.Document, []wiredesk.Origin) {
	used := map[wiredesk.DocumentID]bool{}
	for _, e := range entries {
		for _, st := range e.Statements {
			for _, ev := range slices.Concat(st.Evidence, st.Support) {
				used[ev.Document] = true
			}
		}
	}
	docs, origins, at := []*wiredesk.Document{}, []wiredesk.Origin{}, map[int]int{}
	for _, r := range w.reports {
		if !used[r.ID] {
			continue
		}
		docs = append(docs, r.Document.Document)
		k, ok := at[r.Origin]
		if !ok {
			k = len(origins)
			at[r.Origin] = k
			origins = append(origins, wiredesk.Origin{First: r.ID, Copies: []wiredesk.Copy{}})
		}
		origins[k].Documents = append(origins[k].Documents, r.ID)
	}
	return docs, origins
}
