package brief

import "github.com/wiredesk/wiredesk"

// ComposeFor is [Compose], and returns the passages of s too: reading the
// story takes longer than writing about it.
func ComposeFor(s Story, tag Tag, accept Accept, o Options) (b wiredesk.Brief, withheld int, p *Passages) {
	w := newWriter(s, tag, accept, o.withDefaults())
	b, withheld = w.compose()
	return b, withheld, newPassages(w)
}

// An Alone is a passage that may be printed without what stands around it:
// the tokens [First, Last) of its document.
type Alone struct {
	Place
	First, Last int
	Rank        int // among those of its document, from 0
}

// Alone returns the passages that may be printed by themselves, in order.
func (p *Passages) Alone() []Alone {
	var out []Alone
	for i := range p.w.units {
		if u := &p.w.units[i]; u.fit && !u.loose {
			out = append(out, Alone{Place{u.doc, u.span}, u.first, u.last, u.rank})
		}
	}
	return out
}

// Tell returns the statement of the passage that holds at, with the support
// and the flags that it would have in the brief; nil where it may not stand.
func (p *Passages) Tell(at Place) *wiredesk.Statement {
	u := p.unit(at)
	if u == nil || !u.fit {
		return nil
	}
	before := p.w.withheld
	for _, t := range []trim{cut(p.w.story.Docs[u.doc], u, whole), {kept: []wiredesk.Span{u.span}}} {
		if l := p.w.judge(u, t, false); l != nil {
			p.w.withheld = before
			return &l.statement
		}
	}
	if p.w.withheld > before {
		p.w.withheld, p.withheld[u] = before, true
	}
	return nil
}
