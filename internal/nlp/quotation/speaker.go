package quotation

import (
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// What the mentions of an entity, or a word for somebody, tell of a gender.
const (
	male   = "m"
	female = "f"
)

// genderOf returns the gender that a pronoun or an honorific tells; "" for
// none.
func genderOf(w string) string {
	switch w {
	case "he", "him", "his", "himself", "mr", "mr.", "sir", "lord":
		return male
	case "she", "her", "hers", "herself", "ms", "ms.", "mrs", "mrs.", "miss", "dame", "lady", "madam", "madame":
		return female
	}
	return ""
}

// kin are nouns that tell the gender of whoever they are said of.
var kin = map[string]string{
	"brother": male, "father": male, "husband": male, "son": male, "uncle": male, "man": male, "boy": male, "king": male, "prince": male,
	"spokesman": male, "businessman": male, "chairman": male, "congressman": male, "widower": male, "grandfather": male, "nephew": male,
	"sister": female, "mother": female, "wife": female, "daughter": female, "aunt": female, "woman": female, "girl": female, "queen": female,
	"princess": female, "spokeswoman": female, "businesswoman": female, "chairwoman": female, "congresswoman": female, "widow": female,
	"grandmother": female, "niece": female, "actress": female, "waitress": female,
}

// know notes the place of each entity and what is told of its gender.
func (d *doc) know() {
	d.entityAt = make(map[string]int, len(d.Entities))
	for i, e := range d.Entities {
		d.entityAt[e.ID] = i
	}
	d.genders = make([]string, len(d.Entities))
	for i := range d.n {
		m := d.mention(i)
		if m == nil || m.Entity == "" {
			continue
		}
		e, ok := d.entityAt[m.Entity]
		if !ok || d.genders[e] != "" {
			continue
		}
		d.genders[e] = genderOf(d.low(i))
		if d.genders[e] == "" && (i == 0 || d.mentionAt[i-1] != d.mentionAt[i]) {
			d.genders[e] = genderOf(d.low(i - 1))
		}
	}
	for _, c := range d.cues {
		if c.source.empty() {
			continue
		}
		e, ok := d.entityAt[d.named(c.source).Entity]
		for i := c.source.first; ok && i < c.source.end && d.genders[e] == "" && d.upos(i) != tag.ADP && d.low(i) != "who"; i++ {
			if d.upos(i) == tag.NOUN {
				d.genders[e] = kin[d.low(i)]
			}
		}
	}
}

// entity returns the speaker that m means, or none.
func (d *doc) entity(m *wiredesk.Mention) wiredesk.Speaker {
	if m == nil || m.Entity == "" {
		return wiredesk.Speaker{}
	}
	i, ok := d.entityAt[m.Entity]
	if !ok {
		return wiredesk.Speaker{}
	}
	return wiredesk.Speaker{Name: d.Entities[i].Name, Entity: m.Entity}
}

// speakerOf says who speaks in draft k: whom its source means, or the words of
// the source.
func (d *doc) speakerOf(k int) wiredesk.Speaker {
	f := &d.found[k]
	if f.source.empty() {
		return wiredesk.Speaker{}
	}
	if f.source.end-f.source.first == 1 {
		switch w := d.low(f.source.first); w {
		case "he", "she":
			if s := d.entity(d.mention(f.source.first)); s.Name != "" {
				return s
			}
			if s := d.antecedent(k, genderOf(w)); s.Name != "" {
				return s
			}
		case "it", "they":
			if s := d.body(k); s.Name != "" {
				return s
			}
		case "who", "which", "that":
			if s := d.relative(f.source.first); !s.empty() {
				return d.named(s)
			}
		}
	}
	return d.named(f.source)
}

// named returns whom the noun phrase s means: the person whose name its core
// ends with, or stands behind a comma, or whom its noun stands for; the body
// whose name it is; else its words.
func (d *doc) named(s stretch) wiredesk.Speaker {
	if s.empty() {
		return wiredesk.Speaker{}
	}
	if d.upos(s.first) == tag.ADV && d.word(s.first+1) == "," && s.first+2 < s.end {
		s.first += 2 // "Similarly, Mayor Ana Marsh"
	}
	core := d.core(s)
	if at := d.behindOffice(core.end); at < s.end {
		if m := d.mention(at); m != nil && m.Type == "person" && m.Entity != "" {
			return d.entity(m)
		}
	}
	if accounts.Has(d.low(core.end-1)) && core.end-core.first > 1 && d.mention(core.end-1) == nil && d.mention(core.end-2) != nil {
		core.end-- // "according to Osterby Radio reports"
		s.end = min(s.end, core.end)
	}
	for i := core.end - 1; i >= core.first; i-- {
		if m := d.mention(i); m != nil && m.Type == "person" && m.Entity != "" {
			if d.possessive(i+1) || d.xpos(i) == "PRP$" {
				break // "Marsh's office", "her office"
			}
			return d.entity(m)
		}
	}
	for i := core.end; i+1 < s.end; i++ {
		if d.word(i) != "," || d.upos(i-1) != tag.NOUN && d.upos(i-1) != tag.PROPN {
			continue
		}
		if m := d.mention(i + 1); m != nil && m.Type == "person" && m.Entity != "" && d.upos(core.end-1) == tag.NOUN {
			return d.entity(m) // "its chair, Ana Marsh"
		}
		break
	}
	if m := d.mention(core.end - 1); m != nil && m.End == d.Tokens[core.end-1].End && !core.empty() {
		if first := d.Tokens[core.first].Start; m.Start <= first || d.upos(core.first) == tag.DET && m.Start <= d.Tokens[min(core.first+1, core.end-1)].Start {
			if e := d.entity(m); e.Name != "" {
				return e
			}
		}
	}
	long := stretch{s.first, s.first}
	for long.end < s.end && d.word(long.end) != "," && d.low(long.end) != "who" && d.low(long.end) != "which" {
		long.end++
	}
	if long = d.trim(long); long.empty() {
		long = s
	}
	if d.low(long.first) == "the" && long.first+1 < long.end {
		long.first++
	}
	return wiredesk.Speaker{Name: strings.Join(strings.Fields(d.span(long).Of(d.Text.Text)), " ")}
}

// behindOffice returns the token behind "of State", "of Defence" and the like
// at token i, or i: the person of an office stands there.
func (d *doc) behindOffice(i int) int {
	if d.low(i) == "of" && departments.Has(d.low(i+1)) {
		return i + 2
	}
	return i
}

// core returns the words of s up to its head: before a comma, a preposition or
// a relative clause.
func (d *doc) core(s stretch) stretch {
	c := stretch{s.first, s.first}
	for c.end < s.end {
		w := d.low(c.end)
		if c.end > c.first && (w == "," || w == "(" || w == "who" || w == "which" || w == "that" || d.upos(c.end) == tag.ADP || d.upos(c.end) == tag.VERB) {
			if m := d.mention(c.end); m == nil || d.mentionAt[c.end-1] != d.mentionAt[c.end] {
				break
			}
		}
		c.end++
	}
	return c
}

func (d *doc) possessive(i int) bool { return d.xpos(i) == "POS" }

// relative returns the noun phrase that the "who" at token i goes on.
func (d *doc) relative(i int) stretch {
	sent := d.tokensOf(i)
	s := stretch{i, i}
	if v := int(d.Heads[i]); v != i && (d.Rels[v] == parse.ACLRelcl || d.Rels[v] == parse.ACL) && int(d.Heads[v]) < i {
		s = stretch{max(d.edges[d.Heads[v]].first, sent.first), i}
	} else {
		if s.end > sent.first && d.word(s.end-1) == "," {
			s.end--
		}
		for s.first = s.end; s.first > sent.first && d.nominal(s.first-1); s.first-- {
		}
	}
	for s = d.trimSource(s); !s.empty() && d.upos(s.first) == tag.ADP; s.first++ {
	}
	for s.first-2 >= sent.first && d.word(s.first-1) == "," {
		m := d.mention(s.first - 2)
		if m == nil || m.Type != "person" {
			break
		}
		for s.first--; s.first > sent.first && d.mention(s.first-1) == m; s.first-- { // "Ana Marsh, a baker who"
		}
	}
	return s
}

// reach is how many sentences before its own a pronoun finds its speaker in.
const reachBack = 4

// antecedent returns whom the "he" or "she" that speaks in draft k means: the
// nearest person before it that is a subject or the only one of a sentence.
// One whose gender is not known must be the only one in reach.
func (d *doc) antecedent(k int, gender string) wiredesk.Speaker {
	f := &d.found[k]
	at := min(f.content[0].first, f.source.first, f.cue.first)
	own := int(d.sentence[at])
	var best wiredesk.Speaker
	for s := own; s >= 0 && s >= own-reachBack; s-- {
		sent := d.Sentences[s]
		if sent.Paragraph < d.paragraph(at)-1 {
			break
		}
		found := d.people(stretch{sent.First, min(sent.Last, at)}, gender)
		switch {
		case len(found) == 0 || len(found) == 1 && found[0].Name == "":
		case len(found) > 1:
			if best.Name == "" || !hasSpeaker(found, best) {
				return wiredesk.Speaker{}
			}
		case best.Name != "" && found[0] != best:
			return wiredesk.Speaker{}
		default:
			best = found[0]
			if e, ok := d.entityAt[best.Entity]; ok && d.genders[e] == gender {
				return best
			}
		}
	}
	return best
}

// people returns the persons of s who are subjects, or if there are none the
// other ones: each once, and none of another gender.
func (d *doc) people(s stretch, gender string) []wiredesk.Speaker {
	var subjects, others []wiredesk.Speaker
	for i := s.first; i < s.end; i++ {
		subject := d.Rels[i] == parse.Nsubj
		if d.regionAt[i] != 0 || !subject && d.mentionAt[i] == 0 {
			continue
		}
		var who wiredesk.Speaker
		if m := d.mention(i); m != nil {
			if m.Type != "person" || m.Entity == "" || i > 0 && d.mentionAt[i-1] == d.mentionAt[i] {
				continue
			}
			if g := d.genders[d.entityAt[m.Entity]]; g != "" && g != gender {
				continue
			}
			who = d.entity(m)
		} else if d.upos(i) == tag.PRON && genderOf(d.low(i)) == gender {
			who = d.spoke[i] // none if that is not clear either
		} else if d.xpos(i) == "NN" {
			n, ok := d.sourceAt[i]
			if !ok || d.cues[n].grade != Said || bodies.Has(d.low(i)) {
				continue
			}
			who = d.named(d.cues[n].source)
		} else {
			continue
		}
		list := &others
		if subject {
			list = &subjects
		}
		if !hasSpeaker(*list, who) {
			*list = append(*list, who)
		}
	}
	if len(subjects) > 0 {
		return subjects
	}
	return others
}

func hasSpeaker(list []wiredesk.Speaker, s wiredesk.Speaker) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// body returns what the "it" or "they" that speaks in draft k means: the
// subject of the sentence before, or whoever spoke before, if that is no
// person and no pronoun.
func (d *doc) body(k int) wiredesk.Speaker {
	f := &d.found[k]
	at := min(f.content[0].first, f.source.first, f.cue.first)
	own := int(d.sentence[at])
	for s := own; s >= 0 && s >= own-2; s-- {
		sent := d.Sentences[s]
		if sent.Paragraph < d.paragraph(at)-1 {
			break
		}
		for i := sent.First; i < min(sent.Last, at); i++ {
			if d.Rels[i] != parse.Nsubj || d.regionAt[i] != 0 {
				continue
			}
			m := d.mention(i)
			if m != nil && d.manyHeaded(m) || m == nil && bodies.Has(d.low(i)) {
				return d.named(d.phrase(i, int(d.Heads[i])))
			}
		}
	}
	return wiredesk.Speaker{}
}

// manyHeaded reports whether m names no person, as far as is known.
func (d *doc) manyHeaded(m *wiredesk.Mention) bool {
	if m.Type != "person" {
		return true
	}
	e, ok := d.entityAt[m.Entity]
	return ok && d.genders[e] == "" && !strings.Contains(d.Entities[e].Name, " ")
}

// departments stand behind the "of" of an office.
var departments = wordlist.NewSet(`state defense defence staff treasury labor labour commerce education energy interior justice agriculture health
	transportation transport war police finance`)

// accounts stand behind the name of whoever gives them.
var accounts = wordlist.NewSet(`reports report figures data`)

// bodies are nouns of those who speak as one though they are many.
var bodies = wordlist.NewSet(`ministry company government department agency office court police union council committee board bank group
	party team commission authority service campaign firm association club university hospital school church army navy force
	administration parliament senate house embassy organisation organization charity foundation regulator operator airline newspaper paper
	statement report letter letters study spokespeople officials researchers scientists prosecutors lawyers unions ministers`)
