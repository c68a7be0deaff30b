package chain

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// many is how many candidates a sieve looks at; where there are more, none is
// meant for sure.
const many = 32

// An index finds entities by a word of their names.
type index map[string][]int

// add enters entity e under the word w once.
func (x index) add(w string, e int) {
	if l := x[w]; w != "" && len(l) <= many && !slices.Contains(l, e) {
		x[w] = append(l, e)
	}
}

// only returns the one entity under w, -1 if there is none or more than one.
func (x index) only(w string) int {
	if l := x[w]; len(l) == 1 {
		return l[0]
	}
	return -1
}

// joinNames runs the sieves that look at names alone.
func (d *doc) joinNames() {
	d.settleKinds()
	d.joinFull()
	d.joinSingle()
	d.joinGroups()
}

// A vote is how often a name has a type.
type vote struct {
	kind string
	n    int
}

// settleKinds gives all mentions of one name the type that most of them have,
// the first one's if they are even. What stands in capitals counts half, as
// finders of names read it badly. Names with an honorific, and the names of
// persons who are named in full, stay persons. A single name
// that is taken for a person and has the adjective of a place is a place.
func (d *doc) settleKinds() {
	sure := map[string]bool{}
	for i := range d.names {
		if n := &d.names[i]; n.kind == person && len(n.words) > 1 {
			sure[n.lower[surname(n.lower)]], sure[n.lower[0]] = true, true
		}
	}
	free := func(n *name) bool {
		return n.kind != person || n.title == "" && !(len(n.lower) == 1 && sure[n.lower[0]])
	}
	adjectives := d.adjectives()
	votes := map[string][]vote{}
	for i := range d.names {
		if n := &d.names[i]; free(n) {
			if n.kind == person && len(n.lower) == 1 && adjectives[n.lower[0]] {
				n.kind = place
			}
			votes[n.key()] = cast(votes[n.key()], n)
		}
	}
	for i := range d.names {
		if n := &d.names[i]; free(n) && len(votes[n.key()]) > 1 {
			n.kind = slices.MaxFunc(votes[n.key()], func(a, b vote) int { return a.n - b.n }).kind
		}
	}
}

// adjectives returns the places, in lower case, that words in capitals would be
// the adjectives of: "calvessa" of "Calvessan", "skarland" of "Skarlandic".
func (d *doc) adjectives() map[string]bool {
	out := map[string]bool{}
	for i := range d.Tokens {
		w := d.word(i)
		if w[0] < 'A' || w[0] > 'Z' {
			continue
		}
		for _, s := range []struct{ end, keep string }{{"an", "a"}, {"landic", "land"}, {"ese", ""}} {
			if stem, ok := strings.CutSuffix(wordlist.Lower(w), s.end); ok && len(stem+s.keep) > 3 {
				out[stem+s.keep] = true
			}
		}
	}
	return out
}

// cast adds the vote of a name.
func cast(votes []vote, n *name) []vote {
	k := slices.IndexFunc(votes, func(v vote) bool { return v.kind == n.kind })
	if k < 0 {
		k, votes = len(votes), append(votes, vote{kind: n.kind})
	}
	votes[k].n += 2
	if shouted(strings.Join(n.words, " ")) {
		votes[k].n--
	}
	return votes
}

// entityFor makes an entity of name i.
func (d *doc) entityFor(n *name) int {
	d.entities = append(d.entities, &entity{kind: n.kind})
	d.assign(n, len(d.entities)-1)
	return len(d.entities) - 1
}

// assign puts a name to an entity.
func (d *doc) assign(n *name, e int) {
	n.entity = e
	d.entities[e].add(n)
}

// joinFull makes entities of the persons' names of two words or more: the
// same name, then a name that shortens just one other.
func (d *doc) joinFull() {
	groups := map[string][]*name{}
	var keys []string
	for i := range d.names {
		if n := &d.names[i]; n.kind == person && len(n.words) > 1 {
			k := n.key()
			if groups[k] == nil {
				keys = append(keys, k)
			}
			groups[k] = append(groups[k], n)
		}
	}
	// Longest first, so that each finds what it shortens; stable, so that ids
	// do not depend on anything else.
	slices.SortStableFunc(keys, func(a, b string) int {
		return len(groups[b][0].words) - len(groups[a][0].words)
	})
	bySurname, byFirst := index{}, index{}
	for _, k := range keys {
		g := groups[k]
		e := d.shortened(g, bySurname, byFirst)
		if e < 0 {
			e = d.entityFor(g[0])
			bySurname.add(g[0].lower[surname(g[0].lower)], e)
			byFirst.add(g[0].lower[0], e)
		}
		for _, n := range g {
			if n.entity != e {
				d.assign(n, e)
			}
		}
	}
}

// shortened returns the one person whose name the names of g shorten, or -1.
func (d *doc) shortened(g []*name, bySurname, byFirst index) int {
	words := g[0].lower
	sex := unknown
	for _, n := range g {
		if sex == unknown {
			sex = honorifics[n.title]
		}
	}
	hit := -1
	for _, l := range [][]int{bySurname[words[surname(words)]], byFirst[words[0]]} {
		if len(l) > many {
			return -1
		}
		for _, e := range l {
			p := d.entities[e]
			if e == hit || !shortens(words, p.words) || !sex.agrees(p.gender) {
				continue
			}
			if hit >= 0 {
				return -1
			}
			hit = e
		}
	}
	return hit
}

// joinSingle settles persons who are named by one word.
func (d *doc) joinSingle() {
	last, first := index{}, index{}
	for e, p := range d.entities {
		if p.kind == person {
			last.add(p.words[surname(p.words)], e)
			first.add(p.words[0], e)
		}
	}
	alone := map[string][]int{} // entities of a surname only
	for i := range d.names {
		n := &d.names[i]
		if n.kind != person || len(n.words) != 1 {
			continue
		}
		w := n.lower[0]
		switch l, open := d.candidates(n, last[w], first[w]); {
		case len(l) == 1:
			d.assign(n, l[0])
		case len(l) > 1:
			if e := d.nearby(i, l); e >= 0 {
				d.assign(n, e)
			}
		case open:
			d.assignAlone(n, alone)
		}
	}
}

// candidates returns the persons that a single word may name: those with that
// surname or, without an honorific, first name. Of those with a gender that
// disagrees none is left. open is set if nobody else bears the name.
func (d *doc) candidates(n *name, last, first []int) (l []int, open bool) {
	if len(last)+len(first) > many {
		return nil, false
	}
	for _, e := range last {
		if n.gender().agrees(d.entities[e].gender) {
			l = append(l, e)
		}
	}
	if len(l) > 0 && n.title != "" {
		return l, false
	}
	for _, e := range first {
		if n.gender().agrees(d.entities[e].gender) && !slices.Contains(l, e) {
			l = append(l, e)
		}
	}
	return l, len(l) == 0 && honorific(n.words[0]) == ""
}

// nearby returns the one of the candidates that is named in full earlier in
// the paragraph of name at, or -1.
func (d *doc) nearby(at int, candidates []int) int {
	hit := -1
	paragraph := d.sentence(d.names[at].sent).Paragraph
	for i := at - 1; i >= 0 && i > at-many; i-- {
		m := &d.names[i]
		if d.sentence(m.sent).Paragraph != paragraph {
			break
		}
		if len(m.words) < 2 || !slices.Contains(candidates, m.entity) || m.entity == hit {
			continue
		}
		if hit >= 0 {
			return -1
		}
		hit = m.entity
	}
	return hit
}

// assignAlone joins the mentions of a person whose full name is not given:
// the same word, with honorifics that agree.
func (d *doc) assignAlone(n *name, alone map[string][]int) {
	l := alone[n.lower[0]]
	var fit []int
	for _, e := range l {
		if n.gender().agrees(d.entities[e].gender) {
			fit = append(fit, e)
		}
	}
	switch len(fit) {
	case 0:
		alone[n.lower[0]] = append(l, d.entityFor(n))
	case 1:
		d.assign(n, fit[0])
	}
}
