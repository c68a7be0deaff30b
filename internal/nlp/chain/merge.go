package chain

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// Merge joins the entities of the documents of one story, docs[i] being those
// of document ids[i]: persons by their full name, or by the surname and the
// role; organisations and places by their name or by an acronym or short form
// that a document itself explains. It returns the entities of the story in
// order of their first document, and for each document what its entity ids are
// in the story.
//
// An id is "e" and eight hex digits of a hash of type and name, with "-2" and
// so on where two entities that could not be joined have both in common. The
// role is that of most documents, in the longest form that two of them give, or
// else in its longest. Cost: linear.
func Merge(docs [][]wiredesk.Entity, ids []wiredesk.DocumentID) ([]wiredesk.Entity, []map[string]string) {
	m := newMerger(docs)
	m.joinPersons()
	m.joinGroups()
	return m.story(docs, ids)
}

// A merger joins nodes, which are the entities of the documents.
type merger struct {
	nodes []node
	root  []int // union-find
}

// A node is an entity of a document.
type node struct {
	doc   int
	e     wiredesk.Entity
	kind  string
	words []string // of its name, in lower case
	head  string   // of its role; "" if it has none
}

func newMerger(docs [][]wiredesk.Entity) *merger {
	m := &merger{}
	for i, d := range docs {
		for _, e := range d {
			m.nodes = append(m.nodes, node{i, e, e.Type, lowered(e.Name, e.Type), roleHead(e.Role)})
			m.root = append(m.root, len(m.root))
		}
	}
	return m
}

// lowered returns the words of a name in lower case.
func lowered(form, kind string) []string {
	n := newName(wiredesk.Mention{Type: kind}, form)
	return n.lower
}

// roleHead returns the noun of a role: "minister" of "Minister of Defence".
func roleHead(role string) string {
	words := strings.Fields(wordlist.Lower(role))
	for i, w := range words {
		if i > 0 && small.Has(w) {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 {
		return ""
	}
	if lead := leads[words[0]]; lead != "" {
		return lead
	}
	return ranks(strings.TrimSuffix(words[len(words)-1], "."))
}

// find returns the node that stands for the set of node i.
func (m *merger) find(i int) int {
	for m.root[i] != i {
		m.root[i] = m.root[m.root[i]]
		i = m.root[i]
	}
	return i
}

// join puts two nodes into one set. The earlier one stands for it.
func (m *merger) join(i, j int) {
	i, j = m.find(i), m.find(j)
	m.root[max(i, j)] = min(i, j)
}

// joinPersons joins persons by each full form of their names, then by shorter
// forms of one full name, then by surname and role.
func (m *merger) joinPersons() {
	byForm := map[string]int{}
	var full, single []int
	for i, n := range m.nodes {
		switch {
		case n.kind != person:
		case len(n.words) > 1:
			full = append(full, i)
			m.joinForms(i, byForm)
		case len(n.words) == 1:
			single = append(single, i)
		}
	}
	slices.SortStableFunc(full, func(a, b int) int { return len(m.nodes[b].words) - len(m.nodes[a].words) })
	bySurname := index{}
	for _, i := range full {
		w := m.nodes[i].words
		if j := m.shortened(i, bySurname[w[surname(w)]]); j >= 0 {
			m.join(i, j)
		}
		bySurname.add(w[surname(w)], m.find(i))
	}
	m.joinSingle(full, single)
}

// joinForms joins node i with those that have one of its full names, with or
// without hyphens.
func (m *merger) joinForms(i int, byForm map[string]int) {
	n := m.nodes[i]
	for _, form := range append([]string{n.e.Name}, n.e.Aliases...) {
		w := lowered(form, person)
		if len(w) < 2 {
			continue
		}
		key := strings.ReplaceAll(strings.Join(w, " "), "-", " ")
		if j, ok := byForm[key]; ok {
			m.join(i, j)
		} else {
			byForm[key] = i
		}
	}
}

// shortened returns the one set among the candidates whose name the name of
// node i shortens, or -1.
func (m *merger) shortened(i int, candidates []int) int {
	hit := -1
	if len(candidates) > many {
		return -1
	}
	for _, j := range candidates {
		if j = m.find(j); j == m.find(i) || j == hit || !shortens(m.nodes[i].words, m.nodes[j].words) {
			continue
		}
		if hit >= 0 {
			return -1
		}
		hit = j
	}
	return hit
}

// joinSingle joins persons known by one word with the person of that surname
// who has the same role. Where the story names nobody of that surname in full,
// the word is their whole name, and a role that is not given does not part
// them.
func (m *merger) joinSingle(full, single []int) {
	by, borne := index{}, map[string]bool{}
	for _, i := range full {
		n := m.nodes[i]
		w := n.words[surname(n.words)]
		borne[w], borne[n.words[0]] = true, true
		if n.head != "" {
			by.add(w+" "+n.head, m.find(i))
		}
	}
	alone := map[string][]int{}
	for _, i := range single {
		n := m.nodes[i]
		w, key := n.words[0], n.words[0]+" "+n.head
		switch j := by.only(key); {
		case !borne[w]:
			alone[w] = m.joinAlone(i, alone[w])
		case j >= 0:
			m.join(i, j)
		case n.head != "" && len(by[key]) == 0:
			by.add(key, i)
		}
	}
}

// joinAlone joins node i with the first of some that has its role or none, and
// returns them with it.
func (m *merger) joinAlone(i int, nodes []int) []int {
	head := m.nodes[i].head
	for k, j := range nodes {
		if other := m.nodes[j].head; head == other || head == "" || other == "" {
			m.join(i, j)
			if other == "" {
				nodes[k] = i // its role is known now
			}
			return nodes
		}
	}
	if len(nodes) < many {
		nodes = append(nodes, i)
	}
	return nodes
}

// joinGroups joins what is no person by name, then by the short forms that
// just one of them has.
func (m *merger) joinGroups() {
	m.settleKinds()
	byName, aliases, initial := map[string]int{}, index{}, index{}
	var groups []int
	for i, n := range m.nodes {
		if n.kind == person || len(n.words) == 0 {
			continue
		}
		groups = append(groups, i)
		key := strings.Join(withoutForm(n.words), " ")
		if j, ok := byName[key]; ok {
			m.join(i, j)
		} else {
			byName[key] = i
		}
	}
	for _, i := range groups {
		n := m.nodes[i]
		for _, a := range n.e.Aliases {
			if w := lowered(a, n.kind); len(w) > 0 {
				aliases.add(strings.Join(withoutForm(w), " "), m.find(i))
			}
		}
		for _, all := range []bool{false, true} {
			if s := initials(n.words, all); len(s) > 1 {
				initial.add(s, m.find(i))
			}
		}
	}
	for _, i := range groups {
		n := m.nodes[i]
		key := strings.Join(withoutForm(n.words), " ")
		if len(aliases[key]) > 0 {
			if j := aliases.only(key); j >= 0 {
				m.join(i, j)
			}
		} else if len(n.words) == 1 && acronym(n.e.Name) {
			if j := initial.only(key); j >= 0 {
				m.join(i, j)
			}
		}
	}
}

// settleKinds makes no person of what most documents take for something else:
// a name of one word, without a role, that nobody bears as a surname.
func (m *merger) settleKinds() {
	bears, votes := map[string]bool{}, map[string]int{} // more for persons, less for others
	for _, n := range m.nodes {
		if len(n.words) == 0 {
			continue
		}
		key := strings.Join(n.words, " ")
		switch {
		case n.kind != person:
			votes[key] -= n.e.Mentions
		case len(n.words) > 1:
			bears[n.words[surname(n.words)]], bears[n.words[0]] = true, true
			votes[key] += n.e.Mentions
		default:
			votes[key] += n.e.Mentions
		}
	}
	other := map[string]string{} // the first type that is not person
	for _, n := range m.nodes {
		if key := strings.Join(n.words, " "); n.kind != person && other[key] == "" {
			other[key] = n.kind
		}
	}
	for i := range m.nodes {
		n := &m.nodes[i]
		key := strings.Join(n.words, " ")
		if n.kind == person && n.head == "" && votes[key] < 0 && !bears[key] {
			n.kind = other[key]
		}
	}
}
