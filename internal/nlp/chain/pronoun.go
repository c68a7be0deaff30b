package chain

import "slices"

// An item is a person of the text: a name, a noun or a pronoun.
type item struct {
	token   int
	sent    int
	entity  int // -1 for somebody without a name
	gender  gender
	subject bool // of a verb
	quote   int32
	named   bool
}

// item describes the person whose last token is i.
func (d *doc) item(i, sent, entity int, g gender, named bool) item {
	return item{i, sent, entity, g, d.isSubject(i), d.quote[i], named}
}

// isSubject reports whether token i is, or stands in the name of, the subject
// of a verb. Without a tree it is what stands before a verb.
func (d *doc) isSubject(i int) bool {
	if d.Rels == nil {
		t := d.tag(i + 1)
		return t == "VERB" || t == "AUX" || t == "ADV" && (d.tag(i+2) == "VERB" || d.tag(i+2) == "AUX")
	}
	return d.verb(i) >= 0
}

// verb returns the word that token i, or what it is the name of, is the
// subject of; -1 if there is none.
func (d *doc) verb(i int) int {
	for range 4 {
		switch d.rel(i) {
		case "nsubj":
			return d.head(i)
		case "flat", "appos", "compound":
			i = d.head(i)
		default:
			return -1
		}
	}
	return -1
}

// A pronoun is a word for one person, and how it stands.
type pronoun struct {
	gender gender
	form   byte // 's'ubject, 'o'bject, 'p'ossessive, 'r'eflexive
}

var pronouns = map[string]pronoun{
	"he": {male, 's'}, "him": {male, 'o'}, "his": {male, 'p'}, "himself": {male, 'r'},
	"she": {female, 's'}, "her": {female, 'o'}, "hers": {female, 'p'}, "herself": {female, 'r'},
}

// resolvePronouns finds whom "he" and "she" mean.
func (d *doc) resolvePronouns() {
	for k := range d.people {
		x := &d.people[k]
		p, ok := d.pronounAt(x.token)
		if !ok || x.named {
			continue
		}
		if p.form == 'r' && d.Rels != nil {
			x.entity = d.reflexive(k)
		} else {
			x.entity = d.antecedent(k, p)
		}
		if x.entity >= 0 {
			d.entities[x.entity].learn(p.gender)
			d.settle(x.token, x.token+1, person, x.entity)
		}
	}
}

// pronounAt returns the pronoun that token i is, if it is one.
func (d *doc) pronounAt(i int) (pronoun, bool) {
	if d.tag(i) != "PRON" {
		return pronoun{}, false
	}
	p, ok := pronouns[d.lower(i)]
	if p.gender == female && p.form == 'o' && d.possesses(i) {
		p.form = 'p'
	}
	return p, ok
}

// possesses reports whether "her" at token i belongs to a noun.
func (d *doc) possesses(i int) bool {
	if d.Rels != nil {
		return d.rel(i) == "nmod"
	}
	t := d.tag(i + 1)
	return t == "NOUN" || t == "ADJ" || t == "PROPN" || t == "NUM"
}

// antecedent returns the entity that person k, a pronoun, means; -1 if it
// cannot be told. The persons of the nearest sentence that has any count. One
// whose gender is not known must be the only one in reach, and a subject.
func (d *doc) antecedent(k int, p pronoun) int {
	x := d.people[k]
	e := several
	var here []item
	floor := k - 2*many // who stands farther back is not what is meant
	for s, k := x.sent, k-1; s >= 0 && s >= x.sent-d.reach; s-- {
		here = here[:0]
		for ; k >= 0 && k > floor && d.people[k].sent == s; k-- {
			if y := d.people[k]; d.mayMean(y, x, p) {
				here = append(here, y)
			}
		}
		switch {
		case len(here) == 0:
		case e == several:
			if s < x.sent && d.comesLater(x) {
				return -1
			}
			e = choose(here, p)
			if e < 0 || d.entities[e].gender == p.gender {
				return e
			}
			if subject := sole(here, true) == e; subject && s == x.sent {
				return e
			} else if !subject && s < x.sent {
				return -1
			}
		case sole(here, false) != e:
			return -1
		}
	}
	return max(e, -1)
}

// reflexive returns the entity that is the subject of the verb that person k,
// "himself", depends on; -1 if there is none.
func (d *doc) reflexive(k int) int {
	x := d.people[k]
	for k--; k >= 0 && d.people[k].sent == x.sent; k-- {
		if y := d.people[k]; y.subject && d.verb(y.token) == d.head(x.token) {
			if y.entity >= 0 && !d.entities[y.entity].gender.agrees(x.gender) {
				return -1
			}
			return y.entity
		}
	}
	return -1
}

// comesLater reports whether the pronoun x stands before a subject of its
// sentence that it may announce: "In his speech, Tarn said".
func (d *doc) comesLater(x item) bool {
	if x.subject {
		return false
	}
	k, _ := slices.BinarySearchFunc(d.people, x.token+1, func(y item, i int) int { return y.token - i })
	for ; k < len(d.people) && d.people[k].sent == x.sent; k++ {
		if y := d.people[k]; y.named && y.subject && y.gender.agrees(x.gender) {
			return true
		}
	}
	return false
}

// mayMean reports whether the pronoun x may mean y. What is said in a
// quotation stays there: outside it is the reporter who speaks.
func (d *doc) mayMean(y, x item, p pronoun) bool {
	g := y.gender
	if y.entity >= 0 {
		g = d.entities[y.entity].gender
	}
	if !p.gender.agrees(g) || y.quote != x.quote {
		return false
	}
	if p.form == 'o' && d.Rels != nil {
		v := d.verb(y.token)
		return v < 0 || v != d.head(x.token)
	}
	return true
}

// choose returns the entity of the items of one sentence, nearest first, that
// a pronoun means: the only one, or the only one that is a subject.
func choose(items []item, p pronoun) int {
	if e := sole(items, false); e != several {
		return e
	}
	if p.form == 'o' {
		return -1
	}
	return max(sole(items, true), -1)
}

// several stands for more than one entity.
const several = -2

// sole returns the entity of all items, or of all subjects among them; -1 for
// somebody without a name, several if they differ or there are none.
func sole(items []item, subjects bool) int {
	e, any := several, false
	for _, x := range items {
		if subjects && !x.subject {
			continue
		}
		if any && x.entity != e || any && e < 0 {
			return several
		}
		e, any = x.entity, true
	}
	return e
}
