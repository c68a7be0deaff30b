package claim

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A site is one place where a report says where something is or happened.
type site struct {
	mention
	event string // what is there: a noun, or the root of a verb
	whom  string // key of what it befell; "" if the text does not say
	about string // both, in words
	where string // key: an entity of the story, or the noun with what stands before it
	noun  string // the lemma of the place, if it is no name
	once  bool   // it happens once, at one place
	one   bool   // it is one deed, to one thing: not what there is in a country
}

// mostSites bounds what is compared.
const mostSites = 3 * mostMentions

// sites compares where the reports put things.
func (s *story) sites() {
	var all []site
	for _, d := range s.docs {
		for i := range d.n {
			if x, ok := d.site(i); ok && len(all) < mostSites {
				all = append(all, d.events(x, i)...)
			}
		}
	}
	used := make([]bool, len(all))
	for i := range all {
		if !used[i] {
			s.agreedSite(all, used, i)
		}
	}
	done := map[[2]string]bool{} // what befell whom
	for i := range all {
		x := &all[i]
		if k := [2]string{x.event, x.whom}; x.once && apartSites.Has(x.noun) && x.whom != "" && !done[k] {
			done[k] = s.disputedSite(all[i:])
		}
	}
}

// same reports whether x and y speak of one event.
func (x *site) same(y *site) bool {
	return x.event == y.event && (x.whom == y.whom || x.whom == "" || y.whom == "")
}

// agreedSite files the place of number i, if several origins put one thing there.
func (s *story) agreedSite(all []site, used []bool, i int) {
	x := &all[i]
	var at []mention
	for k := i; k < len(all); k++ {
		if y := &all[k]; !used[k] && y.where == x.where && x.same(y) {
			used[k], at = true, append(at, y.mention)
		}
	}
	if s.origins(at) > 1 {
		name := x.value
		if n := s.names[x.where]; n != "" {
			name = n
		}
		s.add(kindPlace, x.about, "", []string{name}, [][]mention{at})
	}
}

// disputedSite files what happened once, to the same, and is put at two sites of
// which one does not lie in the other; the first of all is one of them. Where a
// report speaks of both sites, they may lie side by side.
func (s *story) disputedSite(all []site) bool {
	x := &all[0]
	var here, there []mention
	noun := ""
	for k := range all {
		switch y := &all[k]; {
		case !y.once || y.event != x.event || y.whom != x.whom || y.noun == "":
		case y.noun == x.noun:
			here = append(here, y.mention)
		case apartSites.Has(y.noun) && (noun == "" || noun == y.noun) && !s.both(x.noun, y.noun):
			noun, there = y.noun, append(there, y.mention)
		}
	}
	if len(there) == 0 || !s.apart(here, there) {
		return false
	}
	s.add(kindPlace, x.about, open, []string{x.value, there[0].value}, [][]mention{here, there})
	return true
}

// both reports whether one report has both nouns.
func (s *story) both(a, b string) bool {
	return slices.ContainsFunc(s.docs, func(d *doc) bool {
		return slices.Contains(d.Lemmas[:d.n], a) && slices.Contains(d.Lemmas[:d.n], b)
	})
}

// site reads noun i, if it says where something is.
func (d *doc) site(i int) (site, bool) {
	if u := d.Rels[i].Universal(); u != "obl" && u != "nmod" || !d.at(i) {
		return site{}, false
	}
	var x site
	if x.where = d.entity(i); x.where != "" {
		if d.Mentions[d.mentionAt[i]].Type != "place" {
			return site{}, false
		}
		x.value = d.names(i)
	} else {
		first := d.described(i)
		if x.noun = d.Lemmas[i]; d.upos(i) != tag.NOUN || !grounds.Has(x.noun) || first == i && !d.definite(i) {
			return site{}, false
		}
		x.value = oneLine(d.text(first, i))
		x.where = wordlist.Lower(x.value)
		for k := first; k < i; k++ {
			if e := d.entity(k); e != "" {
				x.where = e // "the Cape Solder naval base" is at Cape Solder
			}
		}
		if first == i && !apartSites.Has(x.noun) {
			x.where = "" // "in the house" may be any
		}
	}
	x.Place, x.saidBy = d.place(i), d.saidBy(d.Tokens[i].Span)
	return x, x.where != "" && x.value != ""
}

// events returns x for what hangs together with the place at token i: "the
// bridge in Osterby", and "closed the bridge in Osterby".
func (d *doc) events(x site, i int) []site {
	h := int(d.Heads[i])
	var out []site
	y := x
	if d.happens(&x, h) && (x.noun != "" || x.one) && !(d.upos(h) == tag.NOUN && d.low[d.kid(i, parse.Case)] == "on") {
		out = append(out, x) // "a ban on buses" is not in a bus
	}
	if v := int(d.Heads[h]); (d.Rels[h] == parse.Obj || d.Rels[h] == parse.NsubjPass || d.Rels[h] == parse.OblAgent) && d.happens(&y, v) && (y.noun != "" || y.one) {
		out = append(out, y)
	}
	return out
}

// at reports whether a word before noun i says that something is there.
func (d *doc) at(i int) bool {
	k := d.kid(i, parse.Case)
	return k >= 0 && (d.low[k] == "in" || d.low[k] == "at" || d.low[k] == "on" || d.low[k] == "inside" || d.low[k] == "near" || d.low[k] == "outside")
}

// described returns the first of the words that stand before noun i and tell it
// from others: "eastern wing".
func (d *doc) described(i int) int {
	first := i
	for k := i - 1; k >= 0 && d.sentence[k] == d.sentence[i] && (d.Rels[k] == parse.Amod || d.Rels[k] == parse.Compound) && d.below(k, i); k-- {
		first = k
	}
	return first
}

// definite reports whether noun i is one that the report has told of.
func (d *doc) definite(i int) bool {
	k := d.kid(i, parse.Det, parse.NmodPoss)
	return k >= 0 && d.low[k] != "a" && d.low[k] != "an" && !negations.Has(d.low[k])
}

// happens finds what is at the place that hangs on token h: a noun, a verb, or
// what a verb such as open says it of.
func (d *doc) happens(x *site, h int) bool {
	lemma := d.Lemmas[h]
	if d.negated(h) || speech.Has(lemma) {
		return false
	}
	if d.upos(h) == tag.VERB && (happening.Has(lemma) || lemma == "open" && d.kid(h, parse.Obj) < 0) {
		h = d.held(h)
		if h < 0 || d.upos(h) != tag.NOUN {
			return false
		}
		lemma = d.Lemmas[h]
	}
	switch {
	case vague.Has(lemma) || light.Has(lemma):
		return false
	case d.upos(h) == tag.NOUN:
		x.event, x.about = root(lemma), lemma
		if whom, _, _ := d.undergoer(h); whom >= 0 {
			x.whom = d.key(whom)
		}
		x.once = singular.Has(x.event) || once.Has(x.event)
		x.one = x.once || eventful(lemma) && slices.Contains(d.lead(), lemma) && d.Tags[h].XPOS.String() != "NNS"
		return !d.counted(h)
	case d.upos(h) == tag.VERB:
		return d.befalls(x, h)
	}
	return false
}

// held returns the noun that verb h says happens: "the signing took place",
// "a breach opened", or -1.
func (d *doc) held(h int) int {
	if d.Rels[h] == parse.ACL && int(d.Heads[h]) < h {
		return int(d.Heads[h])
	}
	if !d.real(h) {
		return -1
	}
	k := d.settled(h)
	if k >= 0 && d.low[k] == "place" {
		return d.kid(h, parse.Nsubj)
	}
	return k
}

// befalls reads what verb h does to whom.
func (d *doc) befalls(x *site, h int) bool {
	_, whom := d.roles(h)
	if whom < 0 && d.real(h) {
		whom = d.kid(h, parse.Nsubj)
	}
	if whom < 0 {
		return false
	}
	x.event, x.about, x.whom = class(d.Lemmas[h]), d.Lemmas[h]+" "+d.Lemmas[whom], d.key(whom)
	if name := d.names(whom); name != "" {
		x.about = d.Lemmas[h] + " " + name
	}
	x.one = x.whom != "" && !d.counted(whom) && d.Tags[whom].XPOS.String() != "NNS"
	x.once = x.one && (singular.Has(x.event) || once.Has(x.event))
	return true
}

// root returns the verb for the deed that a noun names, or the noun.
func root(noun string) string {
	if v, ok := nominals[noun]; ok {
		return class(v)
	}
	if v, ok := strings.CutSuffix(noun, "ing"); ok && len(v) >= 3 {
		return v
	}
	return noun
}

// eventful reports whether a noun names what happens: a house is in a town, and
// that is no news.
func eventful(noun string) bool {
	return nominals[noun] != "" || harms.Has(noun) || gatherings.Has(noun)
}

var (
	gatherings = wordlist.NewSet(`ceremony competition concert conference congress convention debate demonstration election festival hearing march meeting
		parade protest race riot session speech strike talk visit vote raid rescue search operation launch test exercise shooting bombing battle clash`)
	// grounds are nouns of what a thing can be in, at or on, in space.
	grounds = wordlist.NewSet(`airport apartment bank barn barracks base basement bay beach border bridge building bunker bus bypass cafe camp campus canal castle cathedral
		cave cell cemetery centre center chapel church cinema clinic club coast college compound corridor court courtroom courthouse crossing depot desert
		dock dormitory embassy factory farm ferry field flat floor forest fort garage garden gate ground hall hangar harbor harbour headquarters highway hill
		hospital hotel house island junction lake laboratory lane library mall market marina mine monastery mosque motorway mountain museum office
		outskirt palace park parliament pass path pier plant platform port prison quarry quay railway ranch reactor reservoir resort restaurant ridge river road
		roof runway school shaft shelter shipyard shop shore slope square stadium station store street suburb synagogue temple tent terminal theater theatre
		tower track train tunnel university valley village warehouse wing wood workshop yard zoo`)
	// apartSites are grounds of which hardly one lies in another.
	apartSites = wordlist.NewSet(`airport beach casino cathedral cemetery cinema church embassy factory farm forest harbor harbour hotel library mosque motorway museum
		prison quarry reservoir stadium supermarket synagogue zoo`)
	// happening verbs leave it to their subject or object what happens.
	happening = wordlist.NewSet(`begin start commence hold take schedule set plan occur happen`)
	// singular are verbs and nouns of what happens once to the same.
	singular = wordlist.NewSet(`arrest assassinate assassination attack bear birth blast bomb burial bury collision crash death drown earthquake explosion funeral hear
		inauguration kidnap landing kill launch marry meet murder rally resign resignation sign shoot siege stab summit seize shipwreck trial wedding`)
)
