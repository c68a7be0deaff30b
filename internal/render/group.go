package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// groups is the form of docs/formats/group.schema.json.
type groups struct {
	Stories []group              `json:"stories"`
	Links   []groupLink          `json:"links"`
	Rules   []wiredesk.RuleState `json:"rules"`
}

type group struct {
	ID        wiredesk.StoryID        `json:"id"`
	Documents []wiredesk.DocumentID   `json:"documents"`
	Origins   [][]wiredesk.DocumentID `json:"origins"`
}

type groupLink struct {
	From wiredesk.StoryID `json:"from"`
	To   wiredesk.StoryID `json:"to"`
	Kind string           `json:"kind"`
	Why  string           `json:"why"`
}

// GroupsJSON writes which documents stand together, and which of them are one
// origin, and which stories are linked, each link once, from the later story to
// the earlier. Every document of r stands in exactly one story; one that is in no
// story of r stands alone, in a story with the id "alone-" and its own. It
// fails with [wiredesk.ErrConflict] if a document stands in two stories.
func GroupsJSON(w io.Writer, r *wiredesk.Result, o Options) error {
	g := groups{Stories: []group{}, Links: []groupLink{}, Rules: append([]wiredesk.RuleState{}, r.Rules...)}
	in := make(map[wiredesk.DocumentID]wiredesk.StoryID, len(r.Documents))
	for _, s := range r.Stories {
		for _, id := range s.Documents {
			if other, twice := in[id]; twice {
				return fmt.Errorf("document %q stands in stories %q and %q: %w", id, other, s.ID, wiredesk.ErrConflict)
			}
			in[id] = s.ID
		}
		g.Stories = append(g.Stories, group{s.ID, append([]wiredesk.DocumentID{}, s.Documents...), origins(s)})
		for _, rel := range s.Related {
			if rel.Kind != wiredesk.FollowedBy { // the same link, seen from the other end
				g.Links = append(g.Links, groupLink{s.ID, rel.Story, rel.Kind, rel.Why})
			}
		}
	}
	for _, d := range r.Documents {
		if _, ok := in[d.ID]; !ok {
			one := []wiredesk.DocumentID{d.ID}
			g.Stories = append(g.Stories, group{wiredesk.StoryID("alone-" + d.ID), one, [][]wiredesk.DocumentID{one}})
		}
	}
	return encode(w, g)
}

// origins returns the documents of each origin of s.
func origins(s wiredesk.Story) [][]wiredesk.DocumentID {
	list := make([][]wiredesk.DocumentID, len(s.Origins))
	for i, o := range s.Origins {
		list[i] = append([]wiredesk.DocumentID{}, o.Documents...)
	}
	return list
}

// Groups writes for a terminal which documents stand together: each story
// with its sources, copies folded under their origin; then the stories of a
// single document, and the documents that stand in no story.
func Groups(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	p := newPrinter(w, o)
	p.para("", run{d.summary(), faint})
	for _, s := range d.full {
		p.line()
		p.para(fmt.Sprintf("%d. ", s.number), run{s.title(), bold})
		p.para("   ", run{counts(s.Counts) + " ", plain}, run{"(" + clean(string(s.ID)) + ")", faint})
		p.members(s)
		p.related(d, s)
		if d.explain {
			p.reasons(d, s)
		}
	}
	p.singles(d)
	p.rest(d)
	p.rules(r.Rules)
	return p.Flush()
}

// rules lists what became of the user's rules.
func (p *printer) rules(rules []wiredesk.RuleState) {
	if len(rules) == 0 {
		return
	}
	p.line()
	p.line(run{"Rules", bold})
	for _, r := range rules {
		note := ""
		if r.Note != "" {
			note = ": " + clean(r.Note)
		}
		p.para("  - ", run{clean(r.Rule), plain}, run{" (" + ruleState(r.State) + note + ")", faint})
	}
}

// ruleState returns the state of a rule in words.
func ruleState(s string) string { return strings.ReplaceAll(clean(s), "_", " ") }

// members lists the documents of s, a line each.
func (p *printer) members(s *story) {
	for _, src := range s.sources {
		p.member("   ["+src.mark+"] ", src)
		for _, c := range src.copies {
			p.member("       copy ["+c.mark+"] ", c)
		}
	}
}

func (p *printer) member(first string, src source) {
	p.para(first, run{outlet(src.Document) + ", ", plain}, run{moment(src.Published) + ", ", faint}, run{title(src.Document), plain})
}
