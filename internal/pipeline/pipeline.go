// Package pipeline runs the desk from documents to checked briefs: annotate,
// find copies, file into stories, lay the user's rules over them, write, check.
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
	"github.com/wiredesk/wiredesk/internal/question"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/storyline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A Config tunes a run. The zero value is what production uses.
type Config struct {
	Cluster   cluster.Options
	Storyline storyline.Options
	Brief     brief.Options
	// Rules are laid over the grouping.
	Rules []rule.Rule
	// GroupOnly leaves the briefs out, and lets the muted stories stand.
	GroupOnly bool
	// Facts finds what the reports of each story say: its entities, quotations,
	// figures and claims. It parses every document, at about 40 documents a
	// second and processor.
	Facts bool
	// Explain says of each document which stories it was compared with. It
	// does not bear on the rest of the result.
	Explain bool
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
		Facts     bool
		Questions int
		Rules     string
	}{c.Cluster, c.Storyline, c.Brief, c.GroupOnly, c.Facts, question.Version, rule.Hash(c.Rules)})
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
	drafts, rules := group(filed, c)
	if !c.GroupOnly {
		var muted []wiredesk.Unfiled
		drafts, muted = mute(drafts)
		unfiled = inOrder(docs, append(unfiled, muted...))
	}
	relate(drafts, c.Storyline)
	if c.Facts {
		if err := findFacts(ctx, drafts, c.progress()); err != nil {
			return nil, err
		}
	}
	if !c.GroupOnly {
		models := model.English()
		if err := each(ctx, len(drafts), func() brief.Tag { return Tagger(models) }, func(t brief.Tag, i int) {
			drafts[i].compose(t, c)
			c.progress()("write", len(drafts))
		}); err != nil {
			return nil, err
		}
	}
	r := &wiredesk.Result{
		Documents: docs, Stories: make([]wiredesk.Story, 0, len(drafts)), Unfiled: unfiled, Rules: rules,
	}
	if r.Documents == nil {
		r.Documents = []*wiredesk.Document{}
	}
	for i := range drafts {
		r.Stories = append(r.Stories, drafts[i].story)
	}
	slices.SortStableFunc(r.Stories, ByWeight)
	Sign(r, c)
	return r, nil
}

// Sign writes the record of r, which was made under c.
func Sign(r *wiredesk.Result, c Config) {
	r.Run = wiredesk.Run{Version: wiredesk.Version, ConfigSHA256: c.hash(), InputsSHA256: Inputs(r.Documents), Writer: "rules"}
	r.Run.OutputSHA256 = Output(r)
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
	muted string // the rule that mutes it; "" if none does
}

// Group finds copies and stories. The drafts are in order of their first
// document.
func Group(docs []*annotate.Document, o cluster.Options) []Draft {
	drafts, _ := group(docs, Config{Cluster: o})
	return drafts
}

// group is [Group] under the rules of c, whose states it returns.
func group(docs []*annotate.Document, c Config) ([]Draft, []wiredesk.RuleState) {
	found := copies.Find(docs, copies.Options{})
	families := copies.Families(found)
	o := c.Cluster
	o.Explain = c.Explain
	stories, why := cluster.Group(docs, families, o)
	ruled := rule.Apply(rule.Grouping{Documents: bare(docs), Families: families, Stories: stories}, c.Rules)
	x := newExplainer(docs, stories, why, ruled, c)
	familyOf := firsts(len(docs), families)
	out := make([]Draft, 0, len(ruled.Stories))
	for k, members := range ruled.Stories {
		d := draft(docs, members, familyOf, x)
		d.trace(docs, found, members)
		d.setAside()
		if by := ruled.Muted[k]; by >= 0 {
			d.muted = c.Rules[by].String()
		}
		out = append(out, d)
	}
	return out, ruled.States
}

// bare returns the documents without their annotation.
func bare(docs []*annotate.Document) []*wiredesk.Document {
	out := make([]*wiredesk.Document, len(docs))
	for i, d := range docs {
		out[i] = d.Document
	}
	return out
}

// mute takes the muted stories out of drafts, and says of their documents why
// they stand in none.
func mute(drafts []Draft) (kept []Draft, unfiled []wiredesk.Unfiled) {
	for _, d := range drafts {
		if d.muted == "" {
			kept = append(kept, d)
			continue
		}
		for _, id := range d.story.Documents {
			unfiled = append(unfiled, wiredesk.Unfiled{Document: id, Reason: fmt.Sprintf("its story, %s, is muted by the rule: %s", d.story.ID, d.muted)})
		}
	}
	return kept, unfiled
}

// inOrder sorts unfiled as docs are.
func inOrder(docs []*wiredesk.Document, unfiled []wiredesk.Unfiled) []wiredesk.Unfiled {
	at := make(map[wiredesk.DocumentID]int, len(docs))
	for i, d := range docs {
		at[d.ID] = i
	}
	slices.SortFunc(unfiled, func(a, b wiredesk.Unfiled) int { return at[a.Document] - at[b.Document] })
	return unfiled
}

// draft sums up one story; without x, not why its documents stand there.
func draft(docs []*annotate.Document, members, familyOf []int, x *explainer) Draft {
	s := wiredesk.Story{
		Documents: []wiredesk.DocumentID{}, Origins: []wiredesk.Origin{},
		Quotations: []wiredesk.Quotation{}, Figures: []wiredesk.Figure{}, Entities: []wiredesk.Entity{}, Related: []wiredesk.Related{},
		Claims: wiredesk.Claims{Agree: []wiredesk.ClaimSet{}, Differ: []wiredesk.ClaimSet{}, Single: []wiredesk.ClaimSet{}},
		Brief:  wiredesk.Brief{KeyPoints: []wiredesk.Statement{}, Narrative: [][]wiredesk.Statement{}, Timeline: []wiredesk.Event{}, Questions: []wiredesk.Question{}},
	}
	s.ID = wiredesk.BegunBy(docs[members[0]].Document)
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
		if x != nil {
			s.Explain = append(s.Explain, x.reason(m))
		}
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
	return Draft{story: s, input: in}
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

// setAside marks the origins that are strangers to the story, and takes them out
// of what its brief is written from, as it does the documents that were
// withdrawn. An origin that a rule of the user put here, or keeps here, is no
// stranger.
func (d *Draft) setAside() {
	texts := make([][]*annotate.Document, len(d.story.Origins)) // that stand
	ruled := make([]bool, len(texts))
	for k, o := range d.input.Origin {
		if a := d.input.Docs[k]; a.Withdrawn.IsZero() {
			texts[o] = append(texts[o], a)
		} else {
			d.story.Withdrawn = append(d.story.Withdrawn, a.ID)
		}
		ruled[o] = ruled[o] || len(d.story.Explain) > k && d.story.Explain[k].Rule != ""
	}
	left := d.strangers(texts, ruled)
	at, n := make([]int, len(texts)), 0 // of an origin among those that stay
	for o := range texts {
		at[o] = n
		if len(texts[o]) > 0 && !left[o] {
			n++
		}
	}
	if n == len(texts) && len(d.story.Withdrawn) == 0 {
		return
	}
	in := brief.Story{ID: d.input.ID}
	for k, o := range d.input.Origin {
		why := ""
		switch {
		case !d.input.Docs[k].Withdrawn.IsZero():
			why = "; its outlet took it back, and it is left out of the brief"
		case left[o]:
			why = "; it tells of another matter, and is left out of the brief"
		default:
			in.Docs, in.Origin = append(in.Docs, d.input.Docs[k]), append(in.Origin, at[o])
		}
		if len(d.story.Explain) > k {
			d.story.Explain[k].Why += why
		}
	}
	d.input, d.story.Counts.Origins = in, n
}

// strangers marks the origins that are strangers by texts, those of their
// documents that stand, and returns which they are.
func (d *Draft) strangers(texts [][]*annotate.Document, ruled []bool) []bool {
	var standing [][]*annotate.Document
	var of []int
	for o := range texts {
		if len(texts[o]) > 0 {
			standing, of = append(standing, texts[o]), append(of, o)
		}
	}
	out := make([]bool, len(texts))
	for i, strange := range cluster.Strangers(standing) {
		out[of[i]] = strange && !ruled[of[i]]
		d.story.Origins[of[i]].Aside = out[of[i]]
	}
	return out
}

// silent reports whether nothing is left to write from: every report was
// withdrawn.
func (d *Draft) silent() bool { return len(d.input.Docs) == 0 }

// core returns the documents and the origins that the brief is written from.
func (d *Draft) core() (ids []wiredesk.DocumentID, origins []wiredesk.Origin) {
	for _, a := range d.input.Docs {
		ids = append(ids, a.ID)
	}
	for _, o := range d.story.Origins {
		if slices.ContainsFunc(o.Documents, func(id wiredesk.DocumentID) bool { return slices.Contains(ids, id) }) {
			origins = append(origins, o)
		}
	}
	return ids, origins
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

// Compose writes the brief of d, once. tag may be nil.
func (d *Draft) Compose(tag brief.Tag, o brief.Options) {
	if d.silent() {
		return
	}
	d.story.Counts.Withheld += d.write(tag, o).Withheld()
}

// write writes the brief of d and its timeline, and returns the passages of
// both, which may have been withheld and are counted by the caller.
func (d *Draft) write(tag brief.Tag, o brief.Options) (p *brief.Passages) {
	check := d.checker()
	var withheld int
	d.story.Brief, withheld, p = brief.Write(d.input, tag, accept(check), o)
	d.story.Counts.Withheld += withheld
	d.events(p, check)
	return p
}

// compose is [Draft.Compose], and asks the questions: of the facts too, if they
// were found.
func (d *Draft) compose(tag brief.Tag, c Config) {
	if d.silent() {
		return
	}
	p := d.write(tag, c.Brief)
	d.ask(p, c.Facts)
	d.story.Counts.Withheld += p.Withheld()
}

func accept(check *verify.Checker) brief.Accept {
	return func(st *wiredesk.Statement, headline bool) bool {
		if headline {
			return len(check.Headline(st)) == 0
		}
		return len(check.Statement(st)) == 0
	}
}

// checker returns a checker of the documents of d.
func (d *Draft) checker() *verify.Checker {
	docs := make(map[wiredesk.DocumentID]*wiredesk.Document, len(d.input.Docs))
	for _, a := range d.input.Docs {
		docs[a.ID] = a.Document
	}
	return verify.NewChecker(docs)
}

// ByWeight puts the stories that most origins tell first, then the latest.
func ByWeight(a, b wiredesk.Story) int {
	for _, c := range []int{b.Counts.Origins - a.Counts.Origins, b.Counts.Documents - a.Counts.Documents, b.LastPublished.Compare(a.LastPublished)} {
		if c != 0 {
			return c
		}
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// Inputs hashes what was read: every field of every document.
func Inputs(docs []*wiredesk.Document) string {
	var b strings.Builder
	for _, d := range docs {
		fmt.Fprintf(&b, "%q %q %q %q %q %q %q %s\n", d.ID, d.URL, d.Outlet, d.Title, d.Authors, d.Published, d.Language, d.SHA256)
		if !d.Withdrawn.IsZero() {
			fmt.Fprintf(&b, "withdrawn %s\n", d.Withdrawn)
		}
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
