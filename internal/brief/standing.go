package brief

import "github.com/wiredesk/wiredesk"

// A Standing is a passage that is a whole sentence: the tokens [First, Last)
// of its document.
type Standing struct {
	Place
	First, Last int
	Rank        int  // among those of its document that may open a brief, from 0
	Alone       bool // it may be printed without what stands around it
	Loose       bool // it opens with something that the reader may not have met
}

// Standing returns the passages that are whole sentences, in order.
func (p *Passages) Standing() []Standing {
	var out []Standing
	for i := range p.w.units {
		if u := &p.w.units[i]; u.stands {
			out = append(out, Standing{Place{u.doc, u.span}, u.first, u.last, u.rank, u.fit, u.loose})
		}
	}
	return out
}

// Tell returns the statement of the passage that holds at, with the support
// and the flags that it would have in the brief; nil where it may not stand.
func (p *Passages) Tell(at Place) *wiredesk.Statement {
	u := p.unit(at)
	if u == nil {
		return nil
	}
	before, refused := p.w.withheld, u.refused
	defer func() { p.w.withheld, u.refused = before, refused }()
	for _, t := range []trim{cut(p.w.story.Docs[u.doc], u, whole), {kept: []wiredesk.Span{u.span}}} {
		if l := p.w.judge(u, t, false); l != nil {
			return &l.statement
		}
	}
	if p.w.withheld > before {
		p.withheld[u] = true
	}
	return nil
}
