package figure

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// People is the noun where it is left out: "six were injured".
const People = "people"

// persons are nouns for people that any report may use.
var persons = wordSet(`people person man woman child boy girl teen teenager victim resident civilian passenger student pupil
	officer soldier policeman worker employee baby infant toddler kid adult male female youth juvenile suspect gunman
	brother sister mother father son daughter wife husband friend cousin neighbor neighbour bystander driver teacher deputy
	guard trooper firefighter pedestrian patient inmate prisoner hostage migrant refugee tourist villager miner sailor
	player fan member spectator protester demonstrator journalist doctor nurse lawyer engineer customer shopper homeowner
	guest pilot rider cyclist clerk cashier owner relative parent grandmother grandfather uncle nephew niece survivor
	casualty fatality evacuee detainee native citizen national foreigner individual other crew occupant motorist
	guard shooter attacker assailant militant rebel fighter veteran roommate girlfriend boyfriend couple`)

func personNoun(lemma string) bool { return persons[lemma] }

// The fields of nouns in WordNet, by their numbers in package lexicon: two less
// than those of WordNet's files.
const (
	wordNetAct      = 2
	wordNetArtifact = 4
	wordNetBody     = 6
	wordNetSpeech   = 8
	wordNetEvent    = 9
	wordNetPerson   = 16
	wordNetTime     = 26
)

// person says that token i is a noun for people.
func (f *finder) person(i int) bool {
	return i >= 0 && (persons[f.Lemmas[i]] || i < len(f.Words) && f.Words[i].Noun == wordNetPerson)
}

// thing says that token i is a noun for what people make, or for a time.
func (f *finder) thing(i int) bool {
	if i < 0 || i >= len(f.Words) || f.person(i) {
		return false
	}
	return f.Words[i].Noun == wordNetArtifact || f.Words[i].Noun == wordNetTime
}

// limb says that token i is a noun for a part of the body.
func (f *finder) limb(i int) bool {
	return i >= 0 && i < len(f.Words) && !f.person(i) && roleNoun[f.Lemmas[i]] == "" && f.Words[i].Noun == wordNetBody
}

// deed says that token i is a noun for what people do or say, or what happens.
func (f *finder) deed(i int) bool {
	if i < 0 || i >= len(f.Words) || f.person(i) || roleNoun[f.Lemmas[i]] != "" {
		return false
	}
	switch f.Words[i].Noun {
	case wordNetAct, wordNetSpeech, wordNetEvent:
		return true
	}
	return false
}

// noun finds what n counts or measures, sets it in fig, and returns its token,
// or -1.
func (f *finder) noun(fig *Figure, n note) int {
	if fig.Kind != Count {
		return f.measured(fig, n)
	}
	if n.value == 0 && n.weak && n.last-n.first > 1 || f.low[n.first] == "nobody" || f.low[n.first] == "none" && !f.is(n.last, "of") {
		fig.Noun, fig.Unit = People, People
		return -1
	}
	h := f.counted(n)
	if f.is(n.first-1, ":") && h >= n.last && f.is(h+1, ":") && n.first-2 >= f.first && f.Tags[n.first-2].UPOS == tag.NOUN {
		h = n.first - 2 // "Stages: 2 Boosters: 3"
	}
	if h > n.last && f.fallen(h) && f.person(h-1) {
		h-- // "4 Teens Hurt"
	}
	if h == n.last && f.fallen(h) || f.is(n.last, "more") && f.fallen(n.last+1) && !f.person(h) {
		h = -1
	}
	if h < 0 {
		if h = f.numberOf(n); h >= 0 {
			f.headline = len(f.out)
		}
	}
	if h < 0 {
		return -1
	}
	w := f.low[h]
	if w == "them" || w == "whom" || w == "those" || w == "these" || w == "us" || w == "which" {
		if f.inherit(fig, len(f.out)-1) < 0 {
			fig.Noun, fig.Unit = People, People
		}
		fig.NounSpan = f.Tokens[h].Span
		return h
	}
	fig.Noun, fig.NounSpan = f.Lemmas[h], f.Tokens[h].Span
	if fig.Noun == "other" || fig.Noun == "one" || fig.Noun == "accused" || f.Tags[h].UPOS == tag.ADJ || f.Tags[h].UPOS == tag.VERB {
		fig.Noun = People
	}
	fig.Unit = f.low[h]
	if fig.Noun == People {
		fig.Unit = People
	}
	fig.Modifier = f.modifiers(h)
	if f.is(h-1, "armed") && personNoun(fig.Noun) {
		fig.Noun = "gunman"
	}
	return h
}

// fallen says that token i is "dead", "Hurt" or "Shot", which headlines put
// where a noun would stand, whatever it is tagged as.
func (f *finder) fallen(i int) bool {
	return ofPersons[roleParticiple[f.word(i)]] && !f.is(i+1, "of")
}

// counted returns the token of the noun that n counts, or -1: the one that the
// tree says, or the next run of nouns.
func (f *finder) counted(n note) int {
	if f.is(n.last, "of") {
		if h := f.run(n.last+1, true); h >= 0 {
			return h
		}
	}
	for i := n.first; i < n.number.last; i++ {
		h := int(f.Heads[i])
		if (f.Rels[i] == parse.Nummod || f.Rels[i] == parse.Det) && h >= n.number.last && h < n.number.last+8 && f.nounLike(h) && f.sameRun(n.last, h) {
			return h
		}
	}
	return f.run(n.last, false)
}

// numberOf returns X of "the number of X ... was 150", or -1.
func (f *finder) numberOf(n note) int {
	for i := n.first - 1; i >= max(f.first, n.first-30); i-- {
		if (f.low[i] == "number" || f.low[i] == "total") && f.is(i+1, "of") && i+2 < n.first {
			if h := f.run(i+2, true); h < n.first {
				return h
			}
			return -1
		}
	}
	return -1
}

func (f *finder) nounLike(h int) bool {
	t := f.Tags[h].UPOS
	return t == tag.NOUN || t == tag.PROPN || t == tag.PRON || t == tag.ADJ
}

// sameRun says that no verb, number or mark stands between tokens i and h.
func (f *finder) sameRun(i, h int) bool {
	for ; i < h; i++ {
		switch f.Tags[i].UPOS {
		case tag.VERB:
			if x := f.Tags[i].XPOS.String(); x != "VBN" && x != "VBG" {
				return false
			}
		case tag.AUX, tag.SCONJ, tag.ADP:
			return false
		case tag.ADV:
			if w := f.low[i]; w == "once" || w == "when" || w == "now" {
				return false
			}
		case tag.NUM:
			if f.word(i+1) != "-" && f.word(i-1) != "-" {
				return false
			}
		case tag.PUNCT:
			if f.low[i] == "," && f.Tags[i+1].UPOS != tag.ADJ {
				return false
			}
			if w := f.low[i]; w != "-" && w != "\"" && w != "“" && w != "”" && w != "," && w != "‘" && w != "’" {
				return false
			}
		}
	}
	return true
}

// run returns the last noun of the run of adjectives and nouns from token i
// on, or -1. A pronoun may stand there if pronouns is set.
func (f *finder) run(i int, pronouns bool) int {
	noun := -1
	for steps := 0; i < f.last && steps < 8; i, steps = i+1, steps+1 {
		t := f.Tags[i]
		switch {
		case t.UPOS == tag.NOUN || t.UPOS == tag.PROPN:
			noun = i
			continue
		case noun < 0 && t.UPOS == tag.ADV && i+1 < f.last && f.Tags[i+1].UPOS == tag.ADJ:
			continue
		case noun < 0 && (t.UPOS == tag.ADJ || t.XPOS.String() == "VBG"):
			continue
		case noun < 0 && pronouns && (t.UPOS == tag.DET || t.XPOS.String() == "PRP$" || t.UPOS == tag.NUM):
			continue
		case noun < 0 && t.XPOS.String() == "VBN" && roleParticiple[f.low[i]] == "":
			continue
		case noun < 0 && pronouns && t.UPOS == tag.PRON:
			return i
		case noun >= 0 && (f.low[i] == "'s" || f.low[i] == "’s"):
			continue
		case f.low[i] == "-" || f.low[i] == "“" || f.low[i] == "\"" || f.low[i] == "”":
			continue
		}
		break
	}
	return noun
}

// inherit gives fig the noun of the last count up to figure from, "six of
// them", and returns its index, or -1.
func (f *finder) inherit(fig *Figure, from int) int {
	for k := from; k >= 0 && f.out[k].Sentence >= f.index-1; k-- {
		if b := f.out[k]; b.Kind == Count && b.Noun != "" {
			fig.Noun, fig.Unit = b.Noun, b.Unit
			return k
		}
	}
	return -1
}

// modifiers returns the lemmas of the words that stand with noun h, its
// complements with "of", "in" and so on among them.
func (f *finder) modifiers(h int) []string {
	var out []string
	lo, hi := max(f.first, h-8), min(f.last, h+12)
	for i := lo; i < hi; i++ {
		if int(f.Heads[i]) != h || i == h {
			continue
		}
		switch f.Rels[i] {
		case parse.Amod, parse.Compound, parse.Nmod, parse.NmodPoss, parse.ACL, parse.Appos:
			if t := f.Tags[i].UPOS; t == tag.NOUN || t == tag.PROPN || t == tag.ADJ || t == tag.VERB {
				out = append(out, f.Lemmas[i])
			}
		}
	}
	return out
}

// measured finds the noun that a measure or a sum is of: "the cost", "an area
// of 140,000 square kilometres", "12,000 litres of diesel".
func (f *finder) measured(fig *Figure, n note) int {
	if fig.Kind == Measure && f.is(n.last, "of") {
		if h := f.run(n.last+1, true); h >= 0 && f.Tags[h].UPOS != tag.PRON {
			return f.setNoun(fig, h)
		}
	}
	h := n.number.last - 1
	for steps := 0; steps < 12; steps++ {
		up := int(f.Heads[h])
		if up < n.first || up >= n.last {
			t := f.Tags[up].UPOS
			if t == tag.NOUN && up != h && units[singular(f.low[up])].scale == 0 && !f.apart(h) {
				return f.setNoun(fig, up)
			}
			if t == tag.VERB || t == tag.ADJ {
				if f.Rels[h] != parse.Obj {
					if o := f.dependent(up, parse.Obj, parse.Obj); o >= 0 && f.Tags[o].UPOS == tag.NOUN && (o < n.first || o >= n.last) {
						return f.setNoun(fig, o)
					}
				}
				return f.setNoun(fig, f.subject(up))
			}
		}
		if up == h || f.subject(h) >= 0 {
			return f.setNoun(fig, f.subject(h))
		}
		h = up
	}
	return -1
}

// apart says that h only stands beside its head: after a comma or a dash.
func (f *finder) apart(h int) bool {
	return f.Rels[h] == parse.Appos || f.Rels[h] == parse.Parataxis || f.Rels[h] == parse.Dep || f.Rels[h] == parse.List
}

// setNoun makes token h what fig is of, and returns it.
func (f *finder) setNoun(fig *Figure, h int) int {
	if h < 0 || f.Tags[h].UPOS != tag.NOUN {
		return -1
	}
	fig.Noun, fig.NounSpan, fig.Modifier = f.Lemmas[h], f.Tokens[h].Span, f.modifiers(h)
	return h
}

// subject returns the subject of verb v, or -1.
func (f *finder) subject(v int) int { return f.dependent(v, parse.Nsubj, parse.NsubjPass) }

// dependent returns the first word near token v that hangs on it by one of two
// relations, or -1.
func (f *finder) dependent(v int, r, or parse.Rel) int {
	for i := max(f.first, v-25); i < min(f.last, v+10); i++ {
		if int(f.Heads[i]) == v && i != v && (f.Rels[i] == r || f.Rels[i] == or) {
			return i
		}
	}
	return -1
}

// top climbs the tree from token h as far as it leads inside [first, last).
func (f *finder) top(h, first, last int) int {
	for steps := 0; steps < 8; steps++ {
		up := int(f.Heads[h])
		if up == h || up < first || up >= last {
			break
		}
		h = up
	}
	return h
}

// where is the span of a token, empty for none.
func (f *finder) where(i int) wiredesk.Span {
	if i < 0 {
		return wiredesk.Span{}
	}
	return f.Tokens[i].Span
}
