package change

import (
	"slices"

	"github.com/wiredesk/wiredesk"
)

// A value is one value of a figure, in every unit in which the reports have it.
type value struct {
	text     string
	saidBy   string
	evidence []wiredesk.Evidence
}

// values returns the values of f, in order of time.
func values(f *wiredesk.Figure) []value {
	var out []value
	at := map[int]int{}
	for i := range f.Values {
		v := &f.Values[i]
		if k, ok := at[v.Same]; ok && v.Same > 0 {
			out[k].evidence = append(out[k].evidence, v.Evidence...)
			continue
		}
		at[i+1] = len(out)
		x := value{saidBy: v.SaidBy, evidence: slices.Clone(v.Evidence)}
		if len(v.Evidence) > 0 {
			x.text = oneLine(v.Evidence[0].Quote)
		}
		out = append(out, x)
	}
	return out
}

// figures finds new figures, new values of known ones, and values that further
// origins give.
func (c *comparer) figures() {
	for i := range c.s.Figures {
		f := &c.s.Figures[i]
		list := values(f)
		before := ""
		for _, v := range list {
			if c.known(v.evidence) {
				before = v.text
			}
		}
		for _, v := range list {
			x := wiredesk.Change{Kind: wiredesk.ChangeNew, What: ofFigure, About: f.What, After: v.text, SaidBy: v.saidBy, Origins: c.origins(v.evidence)}
			switch {
			case c.known(v.evidence):
				if n := c.further(v.evidence); n > 0 {
					x.Kind, x.Before, x.Origins = wiredesk.ChangeConfirmed, v.text, n
					c.add(x, v.evidence, nil)
				}
				continue
			case before != "":
				x.Kind, x.Before = wiredesk.ChangeChanged, before
			case c.told.figure(c, v.evidence):
				continue
			}
			c.add(x, v.evidence, nil)
			if before == "" {
				break // the other values of a new figure are part of it
			}
		}
	}
}

// claims finds new claims, known points on which something else is said now,
// and sides that further origins take. Figures are found by themselves.
func (c *comparer) claims() {
	for _, list := range [][]wiredesk.ClaimSet{c.s.Claims.Differ, c.s.Claims.Agree, c.s.Claims.Single} {
		for i := range list {
			if list[i].Kind != "figure" {
				c.claim(&list[i])
			}
		}
	}
}

func (c *comparer) claim(set *wiredesk.ClaimSet) {
	before := ""
	for i := range set.Sides {
		if c.known(passages(&set.Sides[i])) {
			before = set.Sides[i].Value
		}
	}
	for i := range set.Sides {
		side := &set.Sides[i]
		es := passages(side)
		x := wiredesk.Change{Kind: wiredesk.ChangeNew, What: ofClaim, About: set.About, After: oneLine(side.Value), SaidBy: side.SaidBy, Origins: side.Origins}
		switch {
		case c.known(es):
			if n := c.further(es); n > 0 {
				x.Kind, x.Before, x.Origins = wiredesk.ChangeConfirmed, x.After, n
				c.add(x, es, side.Statements)
			}
			continue
		case before != "":
			x.Kind, x.Before = wiredesk.ChangeChanged, oneLine(before)
		case c.told.all(side.Statements):
			continue
		}
		c.add(x, es, side.Statements)
	}
}

// passages returns what the statements of side rest on.
func passages(side *wiredesk.Side) []wiredesk.Evidence {
	var out []wiredesk.Evidence
	for _, st := range side.Statements {
		out = slices.Concat(out, st.Evidence, st.Support)
	}
	return out
}

// quotations finds new direct speech, and such as further origins have. What
// is reported without quotation marks is a claim.
func (c *comparer) quotations() {
	for i := range c.s.Quotations {
		q := &c.s.Quotations[i]
		if q.Kind != "direct" {
			continue
		}
		es := slices.Clone(q.Evidence)
		for _, v := range q.Variants {
			es = append(es, v.Evidence...)
		}
		x := wiredesk.Change{Kind: wiredesk.ChangeNew, What: ofQuotation, About: q.Speaker.Name, After: oneLine(q.Text), SaidBy: q.Speaker.Name, Origins: q.Origins}
		if c.known(es) {
			if n := c.further(es); n > 0 {
				x.Kind, x.Before, x.Origins = wiredesk.ChangeConfirmed, x.After, n
				c.add(x, es, nil)
			}
			continue
		}
		if !c.told.text(q.Text) {
			c.add(x, es, nil)
		}
	}
}

// said returns what the known documents of the story say, and what the others
// said in former texts; nil if there is nothing.
func (c *comparer) said() *told {
	var list []*wiredesk.Document
	for _, id := range c.s.Documents {
		if c.old[id] {
			list = append(list, c.docs[id])
		} else if d := c.former[id]; d != nil {
			list = append(list, d)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return newTold(list)
}
