package chain

import (
	"slices"
	"strings"
)

// joinGroups settles organisations, places and other things: the same name,
// an acronym, the beginning of a longer name.
func (d *doc) joinGroups() {
	byKey := map[string]int{}
	var made []int
	for i := range d.names {
		n := &d.names[i]
		if n.kind == person || len(n.words) == 0 {
			continue
		}
		e, ok := byKey[n.key()]
		if !ok {
			e = d.entityFor(n)
			byKey[n.key()] = e
			made = append(made, e)
			continue
		}
		d.assign(n, e)
	}
	to := d.bracketed(byKey)
	d.fromInitials(made, to)
	d.fromFront(made, to)
	d.redirect(to)
}

// bracketed returns which entity an acronym in brackets straight after a name
// stands for: "Vale Rail Agency (VRA)".
func (d *doc) bracketed(byKey map[string]int) map[int]int {
	to := map[int]int{}
	for i := range d.names {
		n := &d.names[i]
		if n.kind == person || n.entity < 0 || d.word(n.end) != "(" || d.word(n.end+2) != ")" {
			continue
		}
		short := d.word(n.end + 1)
		key := undotted(d.lower(n.end + 1))
		e, ok := byKey[key]
		if !ok || !acronym(short) || e == n.entity || !abbreviates(key, n.lower) {
			continue
		}
		if old, twice := to[e]; twice && old != n.entity {
			to[e] = e // it stands for two: for none
			continue
		}
		to[e] = n.entity
	}
	return to
}

// fromInitials adds the acronyms whose letters are the initials of just one
// name.
func (d *doc) fromInitials(made []int, to map[int]int) {
	long := index{}
	for _, e := range made {
		p := d.entities[e]
		for _, all := range []bool{false, true} {
			if s := initials(p.words, all); len(s) >= 2 {
				long.add(s, e)
			}
		}
	}
	for _, e := range made {
		p := d.entities[e]
		if _, done := to[e]; done || len(p.words) != 1 || !acronym(p.forms[0]) {
			continue
		}
		if f := long.only(p.words[0]); f >= 0 && f != e && sameSort(p, d.entities[f]) {
			to[e] = f
		}
	}
}

// sameSort reports whether an acronym's type goes with a name's: finders of
// names tell groups from places badly where all they see is capitals.
func sameSort(short, long *entity) bool {
	return short.kind == long.kind || long.kind == organisation && short.kind != person
}

// fromFront adds the organisations whose name is the beginning of just one
// other name: "Meridian" of "Meridian Press Agency".
func (d *doc) fromFront(made []int, to map[int]int) {
	front := index{}
	for _, e := range made {
		p := d.entities[e]
		words := withoutForm(p.words)
		for k := 1; k < len(words) && k < 4; k++ {
			if k == 1 && small.Has(words[k]) {
				break // "University" of just any university
			}
			front.add(strings.Join(words[:k], " "), e)
		}
	}
	for _, e := range made {
		p := d.entities[e]
		if _, done := to[e]; done || p.kind != organisation {
			continue
		}
		f := front.only(strings.Join(withoutForm(p.words), " "))
		if f >= 0 && f != e && d.entities[f].kind == organisation {
			to[e] = f
		}
	}
}

// redirect moves the names of each entity in to to the one it stands for.
func (d *doc) redirect(to map[int]int) {
	if len(to) == 0 {
		return
	}
	for i := range d.names {
		n := &d.names[i]
		e := n.entity
		for range 3 { // short of an acronym of a name
			if next, ok := to[e]; ok && e >= 0 {
				e = next
			}
		}
		if e != n.entity {
			d.assign(n, e)
		}
	}
	// Names come in the order of the text, whatever sieve found them.
	for _, e := range d.entities {
		if e.kind != person {
			e.forms = e.forms[:0]
		}
	}
	for i := range d.names {
		if n := &d.names[i]; n.entity >= 0 && n.kind != person {
			d.entities[n.entity].add(n)
		}
	}
}

// lasts returns the last word of a name that may say its kind.
func lasts(words []string) []string {
	words = withoutForm(words)
	if i := slices.Index(words, "of"); i > 0 {
		return []string{words[i-1], words[len(words)-1]}
	}
	return []string{words[len(words)-1]}
}
