package chain

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A role is what a person is said to be: the tokens [first, end). The zero
// role is none.
type role struct {
	first, end int
	head       string // "minister"
	grade      grade
}

// A grade says how surely a role is one to show.
type grade byte

// The grades, the weakest first.
const (
	none  grade = iota
	rank        // "Col. Tarn"
	said        // "Tarn is the harbour master"
	given       // "harbour master Ben Tarn", "Ben Tarn, the harbour master,"
)

// text returns the role as written, with single spaces.
func (r role) text(d *doc) string {
	if r.grade == none {
		return ""
	}
	return strings.Join(strings.Fields(d.span(r.first, r.end).Of(d.Text.Text)), " ")
}

// longestRole is how many tokens a role may have.
const longestRole = 14

// findRoles gives persons the roles that stand beside their names, and
// organisations the kinds.
func (d *doc) findRoles() {
	for i := range d.names {
		n := &d.names[i]
		if n.entity < 0 || n.first >= n.end || n.end > d.sentence(n.sent).Last {
			continue
		}
		switch n.kind {
		case person:
			d.personRoles(n)
		case organisation:
			d.kindsOf(n)
		}
	}
}

// personRoles tries each place where a role may stand.
func (d *doc) personRoles(n *name) {
	e := d.entities[n.entity]
	start := d.titles(n)
	if r := d.phraseEnding(start, n); r.grade != none {
		e.take(d, r)
	} else if start < n.first && d.spelled(start, n) {
		e.take(d, d.ranked(start, n))
	}
	if d.word(start-1) == "," {
		e.take(d, d.phraseBefore(start-1, n))
	}
	e.take(d, d.phraseAfter(n))
	e.take(d, d.copula(n))
}

// take notes a role, and shows it if it is surer than the one known or a
// longer form of it.
func (e *entity) take(d *doc, r role) {
	if r.grade == none {
		return
	}
	word := persons()[r.head]
	e.learn(word.gender)
	d.beside[d.headOf(r)] = true
	if !word.role && r.grade != rank && leads[d.lower(r.first)] == "" {
		return
	}
	if len(e.posts) < many {
		e.posts = append(e.posts, d.post(r))
	}
	old := e.role
	if r.grade > old.grade || r.grade == old.grade && r.head == old.head && r.end-r.first > old.end-old.first {
		e.role = r
	}
}

// post returns what the role lets the person be called.
func (d *doc) post(r role) post {
	p := post{head: r.head, modifiers: wordlist.Set{}, at: d.headOf(r)}
	for i := r.first; i < r.end; i++ {
		p.modifiers[d.lower(i)] = struct{}{}
	}
	return p
}

// titles returns the first of the honorifics right before a name.
func (d *doc) titles(n *name) int {
	i := n.first
	for i > d.sentence(n.sent).First && d.nameAt[i-1] == 0 && honorific(d.word(i-1)) != "" {
		i--
	}
	return i
}

// spelled reports whether one of the honorifics from token start on says what
// the person does.
func (d *doc) spelled(start int, n *name) bool {
	for i := start; i < n.first; i++ {
		if !bare.Has(honorific(d.word(i))) {
			return true
		}
	}
	return false
}

// ranked returns the honorifics before a name as a role.
func (d *doc) ranked(start int, n *name) role {
	for start < n.first && bare.Has(honorific(d.word(start))) {
		start++
	}
	if start == n.first {
		return role{}
	}
	return role{start, n.first, ranks(honorific(d.word(n.first - 1))), rank}
}

// ranks spells out an abbreviated honorific.
func ranks(h string) string {
	switch h {
	case "gen":
		return "general"
	case "col":
		return "colonel"
	case "maj":
		return "major"
	case "capt":
		return "captain"
	case "lt":
		return "lieutenant"
	case "sgt":
		return "sergeant"
	case "cpl":
		return "corporal"
	case "adm":
		return "admiral"
	case "cmdr":
		return "commander"
	case "det":
		return "detective"
	case "insp":
		return "inspector"
	case "supt":
		return "superintendent"
	case "gov":
		return "governor"
	case "sen":
		return "senator"
	case "rep":
		return "representative"
	case "prof":
		return "professor"
	}
	return h
}

// phraseEnding returns the role that ends right before a name: "police chief
// [Chuck Jordan]", "Prime Minister [Halvik]", with or without a "Mr" between.
func (d *doc) phraseEnding(start int, n *name) role {
	end := n.first
	for end > start && bare.Has(honorific(d.word(end-1))) {
		end--
	}
	floor := max(d.sentence(n.sent).First, end-longestRole)
	if end == floor || !d.roleNoun(end-1) {
		return role{}
	}
	first := end - 1
	for first > floor && d.modifies(first-1) {
		first--
	}
	for first < end-1 && (d.tag(first) == "PUNCT" || d.tag(first) == "ADJ" && loose.Has(d.lower(first))) {
		first++
	}
	grade := given
	if end == first+1 && first >= start {
		grade = rank // one title, such as "Judge"
	}
	return role{first, end, ranks(strings.TrimSuffix(d.lower(end-1), ".")), grade}
}

// loose adjectives before a role are no part of it.
var loose = wordlist.NewSet(`last next other same own such more many first second third young old good great new local late only several few
	numerous various fellow so-called`)

// roleNoun reports whether token i may be the last of a title.
func (d *doc) roleNoun(i int) bool {
	if t := d.tag(i); t != "NOUN" && t != "PROPN" && t != "ADJ" {
		return false
	}
	return persons()[ranks(strings.TrimSuffix(d.lower(i), "."))].person
}

// modifies reports whether token i may stand within a title, before its noun.
func (d *doc) modifies(i int) bool {
	if n := d.nameOf(i); n != nil && n.kind == person {
		return false
	}
	w := d.lower(i)
	switch d.tag(i) {
	case "NOUN", "PROPN", "ADJ":
		return !wordlist.Weekdays.Has(w) && !wordlist.Months.Has(w)
	case "PUNCT":
		return (w == "-" || w == "‑") && i > 0 && i+1 < len(d.Tokens) && d.touches(i-1, i) && d.touches(i, i+1)
	}
	return w == "vice" || d.word(i) == "then"
}
