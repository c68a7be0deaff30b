package chain

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/wiredesk/wiredesk"
)

// story writes down the sets of a merger as entities.
func (m *merger) story(docs [][]wiredesk.Entity, ids []wiredesk.DocumentID) ([]wiredesk.Entity, []map[string]string) {
	sets, order := map[int][]node{}, []int{}
	for i, n := range m.nodes {
		r := m.find(i)
		if sets[r] == nil {
			order = append(order, r)
		}
		sets[r] = append(sets[r], n)
	}
	entities := make([]wiredesk.Entity, 0, len(order))
	alias := make([]map[string]string, len(docs))
	for i, d := range docs {
		alias[i] = make(map[string]string, len(d))
	}
	taken := map[string]int{}
	for _, r := range order {
		e := merged(sets[r], ids)
		e.ID = "e" + wiredesk.Hash(e.Type + "\x00" + e.Name)[:8]
		if taken[e.ID]++; taken[e.ID] > 1 {
			e.ID += "-" + strconv.Itoa(taken[e.ID])
		}
		entities = append(entities, e)
		for _, n := range sets[r] {
			alias[n.doc][n.e.ID] = e.ID
		}
	}
	return entities, alias
}

// merged returns the entity of a set, without its id.
func merged(set []node, ids []wiredesk.DocumentID) wiredesk.Entity {
	e := wiredesk.Entity{Name: set[0].e.Name, Aliases: []string{}, Documents: []wiredesk.DocumentID{}}
	for _, n := range set {
		e.Mentions += n.e.Mentions
		if longer(n.e.Name, e.Name) {
			e.Name = n.e.Name
		}
		if id := ids[n.doc]; !slices.Contains(e.Documents, id) {
			e.Documents = append(e.Documents, id)
		}
	}
	for _, n := range set {
		for _, form := range append([]string{n.e.Name}, n.e.Aliases...) {
			if form != e.Name && !slices.Contains(e.Aliases, form) {
				e.Aliases = append(e.Aliases, form)
			}
		}
	}
	e.Type = most(set, func(n node) (string, int) { return n.kind, n.e.Mentions })
	if e.Type == person {
		e.Role = mergedRole(set)
	}
	return e
}

// mergedRole returns the role of most documents, in the longest form that two
// of them give, or else in its longest.
func mergedRole(set []node) string {
	head := most(set, func(n node) (string, int) { return n.head, min(len(n.head), 1) })
	one, two, given := "", "", map[string]int{}
	for _, n := range set {
		if n.head != head {
			continue
		}
		if len(n.e.Role) > len(one) {
			one = n.e.Role
		}
		if given[n.e.Role]++; given[n.e.Role] == 2 && len(n.e.Role) > len(two) {
			two = n.e.Role
		}
	}
	if two != "" {
		return two
	}
	return one
}

// most returns the value that has the most weight in a set, the first of
// those that are even.
func most(set []node, value func(node) (string, int)) string {
	weights, values := map[string]int{}, []string{}
	for _, n := range set {
		v, w := value(n)
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
		weights[v] += w
	}
	return slices.MaxFunc(values, func(a, b string) int { return cmp.Compare(weights[a], weights[b]) })
}
