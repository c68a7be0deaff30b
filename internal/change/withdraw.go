package change

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// withdraw adds to list, which is what is new now, what only documents of
// before say that are gone, were taken back or have another text. A figure that is withdrawn
// where a new one of its name stands has changed.
func withdraw(list []wiredesk.Changes, before, now *wiredesk.Result) []wiredesk.Changes {
	docs, have := byID(before), standing(now)
	gone := func(d *wiredesk.Document) bool { return !same(have, d) }
	if !slices.ContainsFunc(before.Documents, gone) {
		return list
	}
	left := newTold(slices.DeleteFunc(slices.Clone(now.Documents), func(d *wiredesk.Document) bool { return have[d.ID] == nil }))
	for i := range before.Stories {
		// Seen the other way round, what the documents that are gone say is what
		// is new.
		c := newComparer(&before.Stories[i], docs, func(d *wiredesk.Document) bool { return !gone(d) })
		if len(c.fresh) == 0 {
			continue
		}
		c.told = left
		c.figures()
		c.claims()
		c.quotations()
		var lost []wiredesk.Change
		for _, x := range c.changes {
			if x.Kind == wiredesk.ChangeNew || x.Kind == wiredesk.ChangeChanged {
				lost = append(lost, wiredesk.Change{Kind: wiredesk.ChangeWithdrawn, What: x.What, About: x.About, Before: x.After, SaidBy: x.SaidBy, At: x.At, Statements: x.Statements, Evidence: x.Evidence})
			}
		}
		list = merge(list, successor(&before.Stories[i], now), lost, now)
	}
	return list
}

// successor returns the story of now that holds most documents of s, or s.
func successor(s *wiredesk.Story, now *wiredesk.Result) *wiredesk.Story {
	best, most := s, 0
	for i := range now.Stories {
		n := 0
		for _, id := range now.Stories[i].Documents {
			if slices.Contains(s.Documents, id) {
				n++
			}
		}
		if n > most {
			best, most = &now.Stories[i], n
		}
	}
	return best
}

// merge adds what was lost to the changes of story s.
func merge(list []wiredesk.Changes, s *wiredesk.Story, lost []wiredesk.Change, now *wiredesk.Result) []wiredesk.Changes {
	if len(lost) == 0 {
		return list
	}
	k := slices.IndexFunc(list, func(x wiredesk.Changes) bool { return x.Story == s.ID })
	if k < 0 {
		list = append(list, wiredesk.Changes{Story: s.ID, Title: title(s, byID(now)), Documents: []wiredesk.DocumentID{}})
		k = len(list) - 1
	}
	changes := list[k].Changes
	for _, x := range lost {
		at := slices.IndexFunc(changes, func(y wiredesk.Change) bool {
			return x.What == ofFigure && y.What == ofFigure && (y.Kind == wiredesk.ChangeNew || y.Kind == wiredesk.ChangeChanged) && strings.EqualFold(x.About, y.About)
		})
		switch {
		case at < 0:
			changes = append(changes, x)
		case changes[at].Kind == wiredesk.ChangeNew:
			changes[at].Kind, changes[at].Before = wiredesk.ChangeChanged, x.Before
		}
	}
	list[k].Changes = ordered(changes)
	return list
}
