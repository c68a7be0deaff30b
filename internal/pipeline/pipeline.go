// Package pipeline runs the desk from documents to checked briefs: annotate,
// find copies, file into stories, write, check.
//
// Layer: L2 (pure). The result depends on the documents and the configuration
// alone: not on their order, nor on the number of processors.
package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/storyline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A Config tunes a run. The zero value is what production uses.
type Config struct {
	Cluster   cluster.Options
	Storyline storyline.Options
	Brief     brief.Options
	// GroupOnly leaves the briefs out.
	GroupOnly bool
	// Entities finds the persons, organisations and places of each story. It
	// parses every document, at about 50 documents a second and processor.
	Entities bool
	// Progress, if set, is called after each document and each story, from
	// several goroutines, with the name of the stage.
	Progress func(stage string, total int)
}

// hash returns the SHA-256 of what in c bears on the result.
func (c Config) hash() string {
	b, err := json.Marshal(struct {
		Cluster   cluster.Options
		Storyline storyline.Options
		Brief     brief.Options
		GroupOnly bool
		Entities  bool
	}{c.Cluster, c.Storyline, c.Brief, c.GroupOnly, c.Entities})
	if err != nil {
		panic(err) // plain numbers
	}
	return wiredesk.Hash(string(b))
}

// Run makes the stories of docs and their briefs. The documents must have
// distinct IDs and be in canonical order, as package intake returns them. The
// error is that of ctx.
func Run(ctx context.Context, docs []*wiredesk.Document, c Config) (*wiredesk.Result, error) {
	annotated, err := Annotate(ctx, docs, c.progress())
	if err != nil {
		return nil, err
	}
	filed, unfiled := file(annotated)
	drafts := Group(filed, c.Cluster)
	relate(drafts, c.Storyline)
	if !c.GroupOnly {
		models := model.English()
		if err := each(ctx, len(drafts), func() brief.Tag { return Tagger(models) }, func(t brief.Tag, i int) {
			drafts[i].Compose(t, c.Brief)
			c.progress()("write", len(drafts))
		}); err != nil {
			return nil, err
		}
	}
	if c.Entities {
		if err := findEntities(ctx, drafts, c.progress()); err != nil {
			return nil, err
		}
	}
	r := &wiredesk.Result{
		Run:       wiredesk.Run{Version: wiredesk.Version, ConfigSHA256: c.hash(), InputsSHA256: inputs(docs), Writer: "rules"},
		Documents: docs, Stories: make([]wiredesk.Story, 0, len(drafts)), Unfiled: unfiled,
	}
	if r.Documents == nil {
		r.Documents = []*wiredesk.Document{}
	}
	for i := range drafts {
		r.Stories = append(r.Stories, drafts[i].story)
	}
	slices.SortStableFunc(r.Stories, byWeight)
	r.Run.OutputSHA256 = Output(r)
	return r, nil
}

func (c Config) progress() func(string, int) {
	if c.Progress == nil {
		return func(string, int) {}
	}
	return c.Progress
}

// Annotate annotates docs, on as many processors as there are.
func Annotate(ctx context.Context, docs []*wiredesk.Document, progress func(stage string, total int)) ([]*annotate.Document, error) {
	out := make([]*annotate.Document, len(docs))
	err := each(ctx, len(docs), annotate.New, func(a *annotate.Annotator, i int) {
		out[i] = a.Annotate(docs[i])
		progress("read", len(docs))
	})
	return out, err
}

// file keeps apart what no story can be made of, with the reason.
func file(docs []*annotate.Document) (filed []*annotate.Document, unfiled []wiredesk.Unfiled) {
	unfiled = []wiredesk.Unfiled{}
	for _, d := range docs {
		switch {
		case d.Script != "":
			unfiled = append(unfiled, wiredesk.Unfiled{Document: d.ID, Reason: fmt.Sprintf("most of its text is in %s script, in which the words cannot be told apart yet", d.Script)})
		case !slices.ContainsFunc(d.Marks, func(m annotate.Mark) bool { return m&annotate.Word != 0 }):
			unfiled = append(unfiled, wiredesk.Unfiled{Document: d.ID, Reason: "no word was found in it"})
		default:
			filed = append(filed, d)
		}
	}
	return filed, unfiled
}

// A Draft is a story before its brief is written.
type Draft struct {
	story wiredesk.Story
	input brief.Story
}

// Group finds copies and stories. The drafts are in order of their first
// document.
func Group(docs []*annotate.Document, o cluster.Options) []Draft {
	found := copies.Find(docs, copies.Options{})
	families := copies.Families(found)
	stories, why := cluster.Group(docs, families, o)
	familyOf := make([]int, len(docs))
	for f, members := range families {
		for _, i := range members {
			familyOf[i] = f
		}
	}
	out := make([]Draft, 0, len(stories))
	for _, members := range stories {
		d := draft(docs, members, familyOf, why)
		d.trace(docs, found, members)
		out = append(out, d)
	}
	return out
}

// draft sums up one story.
func draft(docs []*annotate.Document, members, familyOf []int, why []cluster.Decision) Draft {
	s := wiredesk.Story{
		Documents: []wiredesk.DocumentID{}, Origins: []wiredesk.Origin{},
		Quotations: []wiredesk.Quotation{}, Figures: []wiredesk.Figure{}, Entities: []wiredesk.Entity{}, Related: []wiredesk.Related{},
		Claims: wiredesk.Claims{Agree: []wiredesk.ClaimSet{}, Differ: []wiredesk.ClaimSet{}, Single: []wiredesk.ClaimSet{}},
		Brief:  wiredesk.Brief{KeyPoints: []wiredesk.Statement{}, Narrative: [][]wiredesk.Statement{}, Timeline: []wiredesk.Event{}, Questions: []wiredesk.Question{}},
	}
	first := docs[members[0]]
	s.ID = wiredesk.StoryID("s-" + wiredesk.Hash(string(first.ID) + "\n" + first.SHA256)[:12])
	in := brief.Story{ID: s.ID}
	at := map[int]int{}
	outlets := map[string]bool{}
	for _, m := range members {
		d := docs[m]
		o, ok := at[familyOf[m]]
		if !ok {
			o = len(s.Origins)
			at[familyOf[m]] = o
			s.Origins = append(s.Origins, wiredesk.Origin{First: d.ID})
		}
		s.Origins[o].Documents = append(s.Origins[o].Documents, d.ID)
		s.Documents = append(s.Documents, d.ID)
		s.Explain = append(s.Explain, reason(docs, m, why[m]))
		in.Docs, in.Origin = append(in.Docs, d), append(in.Origin, o)
		if d.Outlet != "" {
			outlets[d.Outlet] = true
		}
		if !d.Published.IsZero() {
			if s.FirstPublished.IsZero() {
				s.FirstPublished = d.Published
			}
			s.LastPublished = d.Published
		}
	}
	s.Counts = wiredesk.Counts{Documents: len(members), Outlets: len(outlets), Origins: len(s.Origins)}
	return Draft{s, in}
}

// reason puts a decision into words.
func reason(docs []*annotate.Document, m int, d cluster.Decision) wiredesk.Reason {
	r := wiredesk.Reason{Document: docs[m].ID, Score: float64(int(d.Score*1000+0.5)) / 1000, Terms: d.Terms}
	if r.Terms == nil {
		r.Terms = []string{}
	}
	switch {
	case d.With < 0:
		r.Why = "began the story"
		if d.Score > 0 {
			r.Why = "began the story: no earlier one was near enough"
		}
	case d.Copy:
		r.With, r.Why = docs[d.With].ID, "shares its text"
	default:
		r.With, r.Why = docs[d.With].ID, "tells of the same, in words of its own"
	}
	return r
}

// trace says of each origin which agency its documents name, and which
// document took from which.
func (d *Draft) trace(docs []*annotate.Document, found []copies.Found, members []int) {
	for i := range d.story.Origins {
		var own []int
		var texts []*annotate.Document
		for k, m := range members {
			if d.input.Origin[k] == i {
				own, texts = append(own, m), append(texts, docs[m])
			}
		}
		d.story.Origins[i].Credit = copies.Credit(texts)
		d.story.Origins[i].Copies = copies.Trace(docs, found, own)
	}
}

// Tagger returns a tagger of English with working memory of its own. The
// weights are read when the first sentence is tagged: most briefs need none.
func Tagger(m *model.Models) brief.Tag {
	var lex *lexicon.Lexicon
	var t *tag.Tagger
	var words []lexicon.Word
	var tags []tag.Tag
	return func(sentence []string) []tag.Tag {
		if t == nil {
			l, err := m.Lexicon()
			if err != nil {
				panic(err) // our own embedded file
			}
			w, err := m.Tagger()
			if err != nil {
				panic(err)
			}
			lex, t = l, tag.New(w)
		}
		words = lex.Words(sentence, words)
		tags = t.Tag(words, tags)
		return tags
	}
}

// Compose writes the brief of d. tag may be nil.
func (d *Draft) Compose(tag brief.Tag, o brief.Options) {
	docs := make(map[wiredesk.DocumentID]*wiredesk.Document, len(d.input.Docs))
	for _, a := range d.input.Docs {
		docs[a.ID] = a.Document
	}
	check := verify.NewChecker(docs)
	accept := func(st *wiredesk.Statement, headline bool) bool {
		if headline {
			return len(check.Headline(st)) == 0
		}
		return len(check.Statement(st)) == 0
	}
	d.story.Brief, d.story.Counts.Withheld = brief.Compose(d.input, tag, accept, o)
}

// byWeight puts the stories that most origins tell first, then the latest.
func byWeight(a, b wiredesk.Story) int {
	for _, c := range []int{b.Counts.Origins - a.Counts.Origins, b.Counts.Documents - a.Counts.Documents, b.LastPublished.Compare(a.LastPublished)} {
		if c != 0 {
			return c
		}
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// inputs hashes what was read: every field of every document.
func inputs(docs []*wiredesk.Document) string {
	var b strings.Builder
	for _, d := range docs {
		fmt.Fprintf(&b, "%q %q %q %q %q %q %q %s\n", d.ID, d.URL, d.Outlet, d.Title, d.Authors, d.Published, d.Language, d.SHA256)
	}
	return wiredesk.Hash(b.String())
}

// Output hashes the result without its run record and without the texts, which
// have hashes of their own, and the explanations, which are printed on request.
func Output(r *wiredesk.Result) string {
	bare := *r
	bare.Run = wiredesk.Run{}
	bare.Documents = make([]*wiredesk.Document, len(r.Documents))
	for i, d := range r.Documents {
		c := *d
		c.Text = ""
		bare.Documents[i] = &c
	}
	bare.Stories = slices.Clone(r.Stories)
	for i := range bare.Stories {
		bare.Stories[i].Explain = nil
	}
	b, err := json.Marshal(&bare)
	if err != nil {
		panic(err) // plain values
	}
	return wiredesk.Hash(string(b))
}
