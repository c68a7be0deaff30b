package figure

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A Fate is what befell one person, whom the text names or describes without
// a number: "Ana Marsh was killed", "the boy died".
type Fate struct {
	wiredesk.Span        // of the words for the person
	Entity        string // as in the mention; "" if it is not resolved
	Noun          string // lemma of the word for the person; "self" for one who did it himself
	Role          string
	Sentence      int
	Nth           int // 3 for "a third victim", 0 if no ordinal stands there
}

// Self is the noun of who killed or hurt himself, MurderSuicide that of a deed
// that took at least two lives.
const (
	Self          = "self"
	MurderSuicide = "murder-suicide"
)

// Fates returns what befell persons, in order of the text. It takes the
// mentions of t with their entities, pronouns among them. Cost: linear.
func Fates(t Text) []Fate { return newFinder(t).fates() }

func (f *finder) fates() []Fate {
	var out []Fate
	for index, s := range f.Sentences {
		f.index, f.first, f.last = index, s.First, s.Last
		for i := s.First; i < s.Last; i++ {
			fate, end, ok := f.fate(i)
			if ok {
				out = append(out, fate)
			}
			i = max(i, end-1)
		}
	}
	return out
}

// fate reads the person whose words begin at token i.
func (f *finder) fate(i int) (Fate, int, bool) {
	var out Fate
	first, last := i, i+1
	if role, ok := f.self(i); ok {
		out.Span, out.Role, out.Sentence, out.Noun = f.Tokens[i].Span, role, f.index, Self
		return out, last, true
	}
	if f.is(i, "murder") && f.is(i+1, "-") && f.is(i+2, "suicide") && !f.is(i-1, "attempted") {
		out.Span, out.Role, out.Sentence, out.Noun = f.Tokens[i].Span, Killed, f.index, MurderSuicide
		if f.is(i-1, "double") || f.is(i-1, "triple") {
			out.Noun = Self // one more than the murdered
		}
		return out, i + 3, true
	}
	if role := f.headlined(i); role != "" {
		out.Span, out.Role, out.Sentence, out.Noun = f.Tokens[i].Span, role, f.index, f.low[i]
		return out, last, true
	}
	if k := f.names[i]; k != 0 {
		m := f.Names[k-1]
		for last < f.last && f.names[last] == k {
			last++
		}
		if h := last - 1; f.Rels[h] == parse.Compound && int(f.Heads[h]) >= last && f.person(int(f.Heads[h])) {
			return out, last, false // "an Osterby officer"
		}
		if m.Type != "person" || f.Tags[i].XPOS.String() == "PRP$" || f.is(i-1, "to") && f.is(i-2, "according") || f.is(i-1, "suspect") {
			return out, last, false
		}
		out.Entity = m.Entity
	} else if !f.onePerson(i) {
		return out, i + 1, false
	}
	h := f.top(last-1, first, last)
	fig := Figure{Kind: Count, Value: 1, Noun: People}
	n := note{number: number{first: first, last: last, value: 1}, noun: h, start: first}
	out.Role = f.deathOf(h)
	if out.Role == "" && last < f.last && f.Tags[last].XPOS.String() != "VBD" && (f.withWounds(last) || !(f.Rels[h] == parse.Nsubj && int(f.Heads[h]) == last)) {
		n.noun = last - 1
		out.Role = f.beside(&n)
		n.noun = h
	}
	if out.Role == "" {
		out.Role = f.predicate(&fig, &n)
	}
	if out.Role == "" || fig.Hypothetical || f.reflexive(last) {
		return out, last, false
	}
	if out.Role == Hit && f.toDeath(last) {
		out.Role = Killed
	}
	out.Span = wiredesk.Span{Start: f.Tokens[first].Start, End: f.Tokens[last-1].End}
	out.Sentence, out.Noun, out.Nth = f.index, f.Lemmas[h], f.nth(first)
	return out, last, true
}

// nth reads the ordinal of "a third victim" before token i; 0 if there is none.
func (f *finder) nth(i int) int {
	for k := i - 1; k >= max(f.first, i-3) && (f.Tags[k].UPOS == tag.ADJ || f.Tags[k].UPOS == tag.NOUN); k-- {
		if n := ordinals[f.low[k]]; n > 0 && !f.is(k-1, "-") {
			return n
		}
	}
	return 0
}

var ordinals = map[string]int{
	"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "11th": 11, "12th": 12,
}

// onePerson says that token i is a noun for one person, or "old" of "the
// 4-year-old".
func (f *finder) onePerson(i int) bool {
	if harms[f.word(i-1)] && !f.is(i, "victim") {
		return false // "the shooting suspect"
	}
	if f.agedOne(i) {
		return i+1 >= f.last || f.Tags[i+1].UPOS != tag.NOUN && f.Tags[i+1].UPOS != tag.PROPN && f.Tags[i+1].UPOS != tag.ADJ
	}
	if f.Tags[i].UPOS == tag.PROPN && persons[f.low[i]] {
		return f.single(i) // "Teen's Death"
	}
	return f.Tags[i].UPOS == tag.NOUN && !f.is(i+1, "-") && personNoun(f.Lemmas[i]) && f.Tags[i].XPOS.String() != "NNS" && f.single(i)
}

// headlined reads "Teen Shot To Death" at token i, whatever it is tagged as.
func (f *finder) headlined(i int) string {
	titled := capital(f.form(i)) && capital(f.form(i+1))
	if !persons[f.low[i]] || !f.fallen(i+1) || !titled && f.index > 0 {
		return ""
	}
	if i+2 < f.last {
		switch f.Tags[i+2].UPOS {
		case tag.ADP, tag.PUNCT, tag.SCONJ, tag.PART, tag.ADV:
		default:
			return "" // "Teen Shot Man"
		}
	}
	if r := roleParticiple[f.low[i+1]]; r != Hit || !f.toDeath(i+1) {
		return r
	}
	return Killed
}

// single says that noun i stands for one person: "the boy", "his nephew", and
// "Teen" in a headline.
func (f *finder) single(i int) bool {
	for k := i - 1; k >= max(f.first, i-10); k-- {
		if int(f.Heads[k]) != i {
			continue
		}
		if f.Tags[k].UPOS == tag.NUM && f.Rels[k] == parse.Nummod {
			return false
		}
		switch f.low[k] {
		case "no", "any", "every", "each":
			return false
		}
	}
	return f.Rels[i] != parse.Compound || f.withWounds(i+1)
}

// selves are the pronouns of who does something to himself.
var selves = wordSet("himself herself self themselves")

// reflexive says that one of them follows within three tokens from i on.
func (f *finder) reflexive(i int) bool {
	return selves[f.word(i)] || selves[f.word(i+1)] || selves[f.word(i+2)]
}

// self reads "shot himself" at the pronoun.
func (f *finder) self(i int) (string, bool) {
	if !selves[f.low[i]] {
		return "", false
	}
	if f.is(i-1, "on") && weapons[f.word(i-2)] {
		return Killed, true // "turned the gun on himself"
	}
	v := i - 1
	if f.Rels[i] == parse.Conj && (f.is(v, "and") || f.is(v, "then")) {
		v = f.verbOf(i) // "killed two guards and himself"
	}
	if v < f.first || f.Tags[v].UPOS != tag.VERB {
		return "", false
	}
	var fig Figure
	if f.modal(v, &fig); fig.Hypothetical {
		return "", false
	}
	role := suffered[f.Lemmas[v]]
	return role, role == Killed || role == Hit || role == Injured
}

// verbOf returns the verb that token i, joined to others by "and", depends on.
func (f *finder) verbOf(i int) int {
	for f.Rels[i] == parse.Conj && int(f.Heads[i]) < i {
		i = int(f.Heads[i])
	}
	return int(f.Heads[i])
}

// weapons are what somebody turns on himself.
var weapons = wordSet("gun weapon rifle shotgun pistol handgun firearm knife")

// deathOf reads "the murder of X", "X's death" and "the fatal shooting of X",
// where h is the word for X.
func (f *finder) deathOf(h int) string {
	for f.Rels[h] == parse.Conj && int(f.Heads[h]) < h {
		h = int(f.Heads[h]) // "the deaths of a mother and her son"
	}
	up := int(f.Heads[h])
	if up == h {
		return ""
	}
	role := deaths[f.Lemmas[up]]
	if f.is(up-1, "attempted") {
		return ""
	}
	if role == Hit && (f.deadly(up-1) || f.deadly(up-2)) {
		role = Killed
	}
	switch f.Rels[h] {
	case parse.NmodPoss:
		return role
	case parse.Nmod:
		if h > up && f.is(up+1, "of") {
			return role
		}
	}
	return ""
}

// deadly says that token i tells of a deed that somebody died of it.
func (f *finder) deadly(i int) bool { return f.is(i, "fatal") || f.is(i, "deadly") }

var deaths = map[string]string{
	"death": Killed, "murder": Killed, "killing": Killed, "slaying": Killed, "homicide": Killed, "funeral": Killed, "shooting": Hit, "stabbing": Hit,
}
