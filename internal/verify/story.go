package verify

import (
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
)

// listed checks that the documents of a result are those that were given.
func (c *Checker) listed(ds []*wiredesk.Document) (fs []Failure) {
	seen := map[wiredesk.DocumentID]bool{}
	for _, d := range ds {
		if d == nil {
			fs = append(fs, fail(RuleDocument, "a document of the result is null"))
			continue
		}
		if seen[d.ID] {
			fs = append(fs, fail(RuleDocument, "document %q stands twice in the result", d.ID))
			continue
		}
		seen[d.ID] = true
		got, why := c.document(d.ID)
		switch {
		case why != "":
			fs = append(fs, fail(RuleDocument, "%s", why))
		case got.SHA256 != d.SHA256 || got.Bytes != d.Bytes:
			fs = append(fs, fail(RuleDocument, "document %q is not the one that the result was made from", d.ID))
		case got.Outlet != d.Outlet:
			fs = append(fs, fail(RuleDocument, "document %q is from %q, the result says %q", d.ID, got.Outlet, d.Outlet))
		}
	}
	return fs
}

// filing checks that each document of r stands in one story or is unfiled with
// a reason, that nothing else does, and that links lead to stories of r.
func filing(r *wiredesk.Result) (fs []Failure) {
	places := map[wiredesk.DocumentID]int{}
	stories := map[wiredesk.StoryID]bool{}
	var filed []wiredesk.DocumentID
	for i := range r.Stories {
		if stories[r.Stories[i].ID] {
			fs = append(fs, fail(RuleStory, "story %q stands twice in the result", r.Stories[i].ID))
		}
		stories[r.Stories[i].ID] = true
	}
	for i := range r.Stories {
		for _, rel := range r.Stories[i].Related {
			if !stories[rel.Story] || rel.Story == r.Stories[i].ID {
				fs = append(fs, fail(RuleStory, "story %q is linked to %q, which is no other story of the result", r.Stories[i].ID, rel.Story))
			}
		}
		filed = append(filed, r.Stories[i].Documents...)
	}
	for _, u := range r.Unfiled {
		filed = append(filed, u.Document)
		if u.Reason == "" {
			fs = append(fs, fail(RuleStory, "document %q is unfiled without a reason", u.Document))
		}
	}
	for _, id := range filed {
		places[id]++
	}
	listed := map[wiredesk.DocumentID]bool{}
	for _, d := range r.Documents {
		if d == nil || listed[d.ID] {
			continue
		}
		listed[d.ID] = true
		if places[d.ID] != 1 {
			fs = append(fs, fail(RuleStory, "document %q stands in %d stories or lists, not in one", d.ID, places[d.ID]))
		}
	}
	for _, id := range filed {
		if !listed[id] {
			fs = append(fs, fail(RuleStory, "document %q is filed but not among the documents", id))
			listed[id] = true
		}
	}
	return fs
}

// takenBack returns which of ds say that they were withdrawn.
func takenBack(ds []*wiredesk.Document) map[wiredesk.DocumentID]bool {
	out := map[wiredesk.DocumentID]bool{}
	for _, d := range ds {
		if d != nil && !d.Withdrawn.IsZero() {
			out[d.ID] = true
		}
	}
	return out
}

// A storyCheck holds what the statements of one story are counted by.
type storyCheck struct {
	c      *Checker
	s      *wiredesk.Story
	rep    *Report
	origin map[wiredesk.DocumentID]int  // from 1; 0 if the document is in none
	aside  map[int]bool                 // origins that tell of another matter
	back   map[wiredesk.DocumentID]bool // documents that were withdrawn
	flat   map[wiredesk.DocumentID]flat
}

// story checks st and all that is cited in it, and adds to rep. back are the
// documents that were withdrawn.
func (c *Checker) story(st *wiredesk.Story, back map[wiredesk.DocumentID]bool, rep *Report) {
	k := &storyCheck{c: c, s: st, rep: rep, origin: map[wiredesk.DocumentID]int{}, aside: map[int]bool{}, back: back}
	k.withdrawn()
	k.origins()
	k.counts()
	if st.Headline != nil {
		k.statement(st.Headline, true, true)
	}
	for i := range st.KeyPoints {
		k.statement(&st.KeyPoints[i], false, true)
	}
	for _, par := range st.Narrative {
		for i := range par {
			k.statement(&par[i], false, true)
		}
	}
	k.events()
	for _, q := range st.Questions {
		for i := range q.Answer {
			k.statement(&q.Answer[i], false, false)
		}
	}
	k.questions()
	k.facts()
	for i, r := range st.Related {
		if r.Kind != wiredesk.FollowedBy || len(r.Evidence) > 0 { // the other story has the passages
			k.records(fmt.Sprintf("link %d", i), r.Evidence)
		}
	}
}

func (k *storyCheck) add(fs ...Failure) {
	for _, f := range fs {
		f.Story = k.s.ID
		k.rep.Failures = append(k.rep.Failures, f)
	}
}

// withdrawn checks that the story names those of its documents that were
// withdrawn, each once, and no others.
func (k *storyCheck) withdrawn() {
	named := map[wiredesk.DocumentID]bool{}
	for _, id := range k.s.Withdrawn {
		if named[id] || !k.back[id] || !slices.Contains(k.s.Documents, id) {
			k.add(fail(RuleWithdrawn, "document %q is named as withdrawn twice, or is none of the story's, or stands", id))
		}
		named[id] = true
	}
	for _, id := range k.s.Documents {
		if k.back[id] && !named[id] {
			k.add(fail(RuleWithdrawn, "document %q was withdrawn, which the story does not say", id))
		}
	}
}

// tell returns how many origins tell the story: none that stands aside, and
// none of which every document was withdrawn.
func (k *storyCheck) tell() (n int) {
	for i, o := range k.s.Origins {
		if !k.aside[i+1] && slices.ContainsFunc(o.Documents, func(id wiredesk.DocumentID) bool { return !k.back[id] }) {
			n++
		}
	}
	return n
}

// origins checks that the origins divide the documents of the story.
func (k *storyCheck) origins() {
	in := map[wiredesk.DocumentID]bool{}
	for _, id := range k.s.Documents {
		if in[id] {
			k.add(fail(RuleStory, "document %q stands twice in the story", id))
		}
		in[id] = true
		if _, why := k.c.document(id); why != "" {
			k.add(fail(RuleDocument, "%s", why))
		}
	}
	for i, o := range k.s.Origins {
		if o.Aside {
			k.aside[i+1] = true
		}
		if len(o.Documents) == 0 || !slices.Contains(o.Documents, o.First) {
			k.add(fail(RuleStory, "origin %d does not hold its first document", i))
		}
		for _, id := range o.Documents {
			switch {
			case !in[id]:
				k.add(fail(RuleStory, "origin %d holds document %q, which the story does not", i, id))
			case k.origin[id] != 0:
				k.add(fail(RuleStory, "document %q is in two origins", id))
			}
			k.origin[id] = i + 1
		}
		k.copies(i, o)
	}
	for _, id := range k.s.Documents {
		if k.origin[id] == 0 {
			k.add(fail(RuleStory, "document %q is in no origin", id))
		}
	}
}

// copies checks that what is said of the copies of origin i is of its
// documents, and in range.
func (k *storyCheck) copies(i int, o wiredesk.Origin) {
	for _, c := range o.Copies {
		if c.Document == c.Of || !slices.Contains(o.Documents, c.Document) || !slices.Contains(o.Documents, c.Of) {
			k.add(fail(RuleStory, "origin %d has %q as a copy of %q", i, c.Document, c.Of))
			continue
		}
		if !(c.Taken >= 0 && c.Taken <= 1 && c.Share >= 0 && c.Share <= 1) {
			k.add(fail(RuleStory, "copy %q took %v of its text, %v of its source's", c.Document, c.Taken, c.Share))
		}
		d, _ := k.c.document(c.Document)
		for _, s := range c.Added {
			if d != nil && !inText(d.Text, s) {
				k.add(fail(RuleStory, "copy %q adds bytes %d to %d, which its text has not", c.Document, s.Start, s.End))
			}
		}
	}
}

// counts checks the counts of the story.
func (k *storyCheck) counts() {
	n := k.s.Counts
	k.same("the story", "documents", n.Documents, len(k.s.Documents))
	k.same("the story", "origins", n.Origins, k.tell())
	k.same("the story", "outlets", n.Outlets, k.outlets(k.s.Documents))
	if n.Withheld < 0 {
		k.add(fail(RuleCounts, "the story withholds %d statements", n.Withheld))
	}
}

func (k *storyCheck) same(whose, what string, got, want int) {
	if got != want {
		k.add(fail(RuleCounts, "%s has %d %s, its record says %d", whose, want, what, got))
	}
}

// outlets counts the outlets of documents, those without a name left out.
func (k *storyCheck) outlets(ids []wiredesk.DocumentID) int {
	names := map[string]bool{}
	for _, id := range ids {
		if d := k.c.docs[id]; d != nil && d.Outlet != "" {
			names[d.Outlet] = true
		}
	}
	return len(names)
}

// statement checks s, its counts and its flags. If single is set, the flag
// single-origin must stand where the count is one; elsewhere it may.
func (k *storyCheck) statement(s *wiredesk.Statement, headline, single bool) {
	k.rep.Statements++
	k.rep.Evidence += len(s.Evidence) + len(s.Support)
	k.add(k.c.statement(s, headline)...)
	if s.Kind == wiredesk.Template {
		k.template(s)
	}
	k.shared(s)
	var ids []wiredesk.DocumentID
	for _, es := range [][]wiredesk.Evidence{s.Evidence, s.Support} {
		for _, e := range es {
			ids = append(ids, e.Document)
			if k.origin[e.Document] == 0 {
				k.of(s, fail(RuleStory, "document %q is cited but not of the story", e.Document))
			}
			if k.aside[k.origin[e.Document]] {
				k.of(s, fail(RuleStory, "document %q is cited but tells of another matter", e.Document))
			}
			if k.back[e.Document] {
				k.of(s, fail(RuleWithdrawn, "document %q is cited but was withdrawn", e.Document))
			}
		}
	}
	origins := map[int]bool{}
	for _, id := range ids {
		origins[k.origin[id]] = true
	}
	delete(origins, 0)
	if s.Origins != len(origins) {
		k.of(s, fail(RuleCounts, "it has %d origins, its record says %d", len(origins), s.Origins))
	}
	if n := k.outlets(ids); s.Outlets != n {
		k.of(s, fail(RuleCounts, "it has %d outlets, its record says %d", n, s.Outlets))
	}
	k.flags(s, len(origins), single)
}

func (k *storyCheck) of(s *wiredesk.Statement, f Failure) {
	f.Statement = s.ID
	k.add(f)
}

// flags checks that the flags of s are known, stand once, and that
// single-origin is true.
func (k *storyCheck) flags(s *wiredesk.Statement, origins int, single bool) {
	seen := map[string]bool{}
	for _, f := range s.Flags {
		switch f {
		case wiredesk.FlagDiffers, wiredesk.FlagSingleOrigin, wiredesk.FlagSuperseded, wiredesk.FlagAccusation, wiredesk.FlagDenied:
		default:
			k.of(s, fail(RuleFlags, "flag %q is unknown", f))
		}
		if seen[f] {
			k.of(s, fail(RuleFlags, "flag %q stands twice", f))
		}
		seen[f] = true
	}
	switch flagged := seen[wiredesk.FlagSingleOrigin]; {
	case flagged && origins != 1:
		k.of(s, fail(RuleFlags, "it is flagged single-origin but has %d origins", origins))
	case !flagged && single && origins == 1:
		k.of(s, fail(RuleFlags, "it has one origin but is not flagged single-origin"))
	}
}

// records checks the evidence of what is no statement.
func (k *storyCheck) records(whose string, es []wiredesk.Evidence) {
	k.rep.Evidence += len(es)
	if len(es) == 0 {
		k.add(fail(RuleSpanHash, "%s has no evidence", whose))
	}
	for _, e := range es {
		for _, f := range k.c.evidence(e) {
			f.Detail = whose + ": " + f.Detail
			k.add(f)
		}
		if k.origin[e.Document] == 0 {
			k.add(fail(RuleStory, "%s cites document %q, which is not of the story", whose, e.Document))
		}
		if k.back[e.Document] {
			k.add(fail(RuleWithdrawn, "%s cites document %q, which was withdrawn", whose, e.Document))
		}
	}
}
