package chain

import "github.com/wiredesk/wiredesk/internal/nlp/wordlist"

// kindsOf notes what an organisation may be called: "the ministry". It reads
// the name and the words beside it: "the phone company [X]", "[X], a bank,".
func (d *doc) kindsOf(n *name) {
	e := d.entities[n.entity]
	if e.kinds == nil {
		e.kinds = map[string]bool{}
		for _, w := range lasts(e.words) {
			e.call(w)
		}
		for _, f := range n.lower {
			if legal.Has(f) {
				e.call("company")
			}
		}
	}
	e.call(d.lower(n.first - 1))
	if d.word(n.end) == "," && articles.Has(d.lower(n.end+1)) {
		i := n.end + 2
		for i < d.sentence(n.sent).Last && d.modifies(i) {
			i++
		}
		if kinds.Has(d.lower(i - 1)) {
			e.call(d.lower(i - 1))
		}
	}
}

// call notes that the organisation may be called w.
func (e *entity) call(w string) {
	if kinds.Has(w) || companies.Has(w) {
		e.kinds[w] = true
	}
	if companies.Has(w) || w == "airline" || w == "bank" {
		e.kinds["company"], e.kinds["firm"] = true, true
	}
	if w == "company" || w == "firm" {
		e.kinds["company"], e.kinds["firm"] = true, true
	}
}

// resolveNominals finds persons by their roles ("the police chief") and
// organisations by their kinds ("the ministry"), and lists all persons of the
// text for the pronouns.
func (d *doc) resolveNominals() {
	r := nominals{doc: d, posts: index{}, kinds: index{}, other: map[string]int{}}
	for i, e := range d.entities {
		for _, p := range e.posts {
			r.posts.add(p.head, i)
		}
		for k := range e.kinds { // order does not matter: each word has its own list
			r.kinds.add(k, i)
		}
	}
	var lastOrg lastSeen
	for s, sent := range d.Sentences {
		for i := max(sent.First, 0); i < sent.Last && i < len(d.Tokens); i++ {
			if n := d.nameOf(i); n != nil {
				if n.first == i {
					d.seeName(n, &lastOrg)
				}
				continue
			}
			switch d.tag(i) {
			case "NOUN", "PROPN":
				r.noun(i, s, &lastOrg)
			case "PRON":
				if p, ok := d.pronounAt(i); ok {
					d.people = append(d.people, d.item(i, s, -1, p.gender, false))
				}
			}
		}
	}
}

// A lastSeen is the organisation that was named last.
type lastSeen struct{ entity, sent int }

// seeName lists a person's name, or notes an organisation's.
func (d *doc) seeName(n *name, last *lastSeen) {
	switch n.kind {
	case person:
		g := n.gender()
		if n.entity >= 0 {
			g = d.entities[n.entity].gender
		}
		d.people = append(d.people, d.item(n.end-1, n.sent, n.entity, g, true))
	case organisation:
		*last = lastSeen{n.entity + 1, n.sent}
	}
}

// nominals is the sieve of nouns.
type nominals struct {
	*doc
	posts index
	kinds index
	free  int            // the first token after the last noun that was settled
	other map[string]int // role nouns of persons without a name, by their first token
}

// noun looks at the noun at token i.
func (r *nominals) noun(i, sent int, org *lastSeen) {
	w := r.lower(i)
	p := persons()[w]
	if !p.person && !kinds.Has(w) || r.beside[i] || r.partOfName(i) {
		return
	}
	first := i
	for first > 0 && i-first < 4 && r.nameOf(first-1) == nil && r.modifies(first-1) {
		first--
	}
	definite := first > r.free && r.lower(first-1) == "the" && r.nameOf(first-1) == nil && r.tag(i+1) != "ADP" && r.lower(i+1) != "who"
	if !p.person {
		if e := r.organisation(w, sent, first == i && definite, org); e >= 0 {
			r.settle(first-1, i+1, organisation, e)
			r.free = i + 1
		}
		return
	}
	if r.predicate(first - 1) {
		return
	}
	e := -1
	if definite {
		e = r.holder(w, first, i)
	}
	if e < 0 {
		if _, seen := r.other[w]; !seen {
			r.other[w] = i
		}
		r.people = append(r.people, r.item(i, sent, -1, p.gender, false))
		return
	}
	r.settle(first-1, i+1, person, e)
	r.free = i + 1
	r.people = append(r.people, r.item(i, sent, e, r.entities[e].gender, false))
}

// partOfName reports whether the noun at i does not stand for itself: it is
// part of a title, of a compound, or of the role of a name beside it.
func (r *nominals) partOfName(i int) bool {
	if r.tag(i+1) == "NOUN" || r.tag(i+1) == "PROPN" || r.word(i+1) == "-" && r.touches(i, i+1) {
		return true
	}
	n := r.nameOf(i + 1)
	return n != nil && n.kind == person
}

// predicate reports whether the phrase after token i says what somebody is.
func (r *nominals) predicate(i int) bool {
	for k := 0; k < 3 && (r.tag(i) == "DET" || r.tag(i) == "ADV" || r.tag(i) == "PRON" || r.tag(i) == "PART"); k++ {
		i--
	}
	return predicates.Has(r.lower(i))
}

var predicates = wordlist.NewSet(`is was be been being am are were 's 're 'm as become became becomes`)

// holder returns the one person who has the role that the tokens [first, i]
// name, and had it before; -1 if there is none, or may be another.
func (r *nominals) holder(head string, first, i int) int {
	if at, ok := r.other[head]; ok && at < i {
		return -1
	}
	e := r.posts.only(head)
	if e < 0 {
		return -1
	}
	for _, p := range r.entities[e].posts {
		if p.head == head && p.at < i && r.fits(p, first, i) {
			return e
		}
	}
	return -1
}

// limits make another role of a role.
var limits = []string{"vice", "deputy", "former", "ex", "assistant", "acting", "under", "then"}

// fits reports whether the words [first, i] may name the post.
func (r *nominals) fits(p post, first, i int) bool {
	words := wordlist.Set{}
	for k := first; k <= i; k++ {
		w := r.lower(k)
		if !p.modifiers.Has(w) && w != p.head {
			return false
		}
		words[w] = struct{}{}
	}
	for _, l := range limits {
		if p.modifiers.Has(l) && !words.Has(l) {
			return false
		}
	}
	return true
}

// organisation returns the organisation that "the" + kind means: the only one
// of that kind, and the one that was named last.
func (r *nominals) organisation(kind string, sent int, definite bool, last *lastSeen) int {
	e := r.kinds.only(kind)
	if !definite || e < 0 || last.entity != e+1 || sent-last.sent > r.reach {
		return -1
	}
	last.sent = sent
	return e
}

// settle adds the tokens [first, end) as a mention of entity e.
func (d *doc) settle(first, end int, kind string, e int) {
	d.extra = append(d.extra, found{d.span(first, end), kind, e, false})
}
