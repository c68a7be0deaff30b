package claim

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// An assertion is one clause that says that something is so, or that it is not.
type assertion struct {
	mention
	of    string   // key of what it is said of
	says  string   // what is said of it: a verb, of a passive with a mark, or what a form of be joins to it
	with  []string // keys of what else the clause names, in order of the text
	about string   // what it is said of, in words
	words []string // lemmas of the sentence
	named bool     // what it is said of is an entity of the story
	past  bool
	not   bool
}

// contraries files what one says is so and another says is not, in the same
// words: other origins, or other speakers in one report.
func (s *story) contraries() {
	type clause struct{ of, says string }
	by := map[clause][]assertion{}
	var order []clause
	file := func(x assertion, ok bool) {
		k := clause{x.of, x.says}
		if ok && by[k] == nil {
			order = append(order, k)
		}
		if ok && len(by[k]) < mostMentions {
			by[k] = append(by[k], x)
		}
	}
	for _, d := range s.docs {
		for i := range d.n {
			switch d.upos(i) {
			case tag.NOUN:
				file(d.occurrence(i))
				fallthrough
			case tag.VERB, tag.ADJ:
				file(d.assertion(i))
			}
		}
	}
	for _, k := range order {
		s.contrary(by[k])
	}
}

// contrary files the first denial of all with what it denies.
func (s *story) contrary(all []assertion) {
	for i := range all {
		y := &all[i]
		if !y.not {
			continue
		}
		var so, not []mention
		for k := range all {
			x := &all[k]
			switch {
			case !x.alike(y):
			case x.not:
				not = append(not, x.mention)
			default:
				so = append(so, x.mention)
			}
		}
		if len(so) > 0 && s.opposed(so, not) && !s.disputed(so[0]) {
			s.add(kindAct, y.about, open, []string{so[0].value, not[0].value}, [][]mention{so, not})
			return
		}
	}
}

// alike reports whether x and y are of one matter, whether or not they say that
// it is so: what is no name may be another in other words.
func (x *assertion) alike(y *assertion) bool {
	switch {
	case x.Place == y.Place:
		return true
	case x.past != y.past || !slices.Equal(x.with, y.with):
		return false
	case x.named && len(x.with) > 0:
		return true
	}
	return common(x.words, y.words) >= likeWords
}

// likeWords is how many words of weight the sentences of two clauses share that
// say the same of one thing.
const likeWords = 2

// opposed reports whether two sides are taken by other origins, or by others
// in one.
func (s *story) opposed(a, b []mention) bool {
	if s.apart(a, b) {
		return true
	}
	x, y := a[0].saidBy, b[0].saidBy
	return x != "" && y != "" && x != y
}

// assertion reads the clause of token i; false if it does not plainly say that
// something is or is not so.
func (d *doc) assertion(i int) (assertion, bool) {
	subject := d.kid(i, parse.Nsubj, parse.NsubjPass)
	if subject < 0 || subject > i || !d.asserts(i) || d.hedged(i) || d.counted(subject) || persons.Has(d.low[subject]) {
		return assertion{}, false
	}
	x := assertion{of: d.key(subject), says: class(d.Lemmas[i]), about: d.Lemmas[subject], named: d.entity(subject) != "", not: d.negated(i)}
	if x.of == "" || x.not && d.negated(subject) {
		return assertion{}, false
	}
	last, ok := d.complements(&x, i)
	if !ok || last-subject > 2*longest {
		return assertion{}, false
	}
	x.not = x.not || d.negated(subject)
	if d.Rels[subject] == parse.NsubjPass {
		x.says += " passive"
	}
	if light.Has(x.says) && len(x.with) == 0 || speech.Has(d.Lemmas[i]) && d.kid(i, parse.Cop) < 0 {
		return assertion{}, false
	}
	first := d.described(subject)
	if d.negated(subject) {
		first = d.opening(first, subject)
	}
	if name := d.names(subject); name != "" {
		x.about, first = name, d.start(subject)
	}
	if slices.ContainsFunc(d.Tags[first:last+1], func(t tag.Tag) bool { return t.UPOS == tag.PUNCT }) {
		return assertion{}, false
	}
	x.past, x.words = d.done(i), d.lemmas(d.Sentences[d.sentence[i]].Span)
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, d.nameEnd(last))), saidBy: d.saidBy(d.Tokens[i].Span)}
	return x, true
}

// done reports whether verb i tells what was so or has been.
func (d *doc) done(i int) bool {
	return d.past(i) || d.Tags[i].XPOS.String() == "VBN" && slices.ContainsFunc(d.kids[i], func(c int) bool { return d.Lemmas[c] == "have" })
}

// asserts reports whether token i heads a clause that says that something is
// so: a finite verb, or what a finite form of be joins to its subject.
func (d *doc) asserts(i int) bool {
	k := d.kid(i, parse.Cop)
	switch {
	case d.Tags[i].XPOS.String() == "VBG":
		k = d.kid(i, parse.Aux)
	case d.upos(i) == tag.VERB:
		return d.real(i)
	case d.upos(i) != tag.ADJ && d.upos(i) != tag.NOUN:
		return false
	}
	return k >= 0 && d.inflected(k) && !slices.ContainsFunc(d.kids[i], func(c int) bool {
		return d.Rels[c].Universal() == "aux" && modals.Has(d.low[c]) || d.Rels[c] == parse.Mark && conditions.Has(d.low[c]) || d.Rels[c] == parse.Advmod && unfinished.Has(d.low[c])
	})
}

// conditions are words under which a clause does not say that it is so.
var conditions = wordlist.NewSet(`if unless whether until as though`)

// hedges narrow down what is said, or denied: "not only", "never fully".
var hedges = wordlist.NewSet(`usually normally sometimes rarely only just all fully always ever even entirely completely necessarily solely immediately really yet still longer merely simply
	much very too enough quite exactly again often once alone more most any every each some both either so`)

// asking words make a clause one that depends on another.
var asking = wordlist.NewSet(`how why when where what`)

// hedged reports whether the clause of token i is a question, hangs on one, or is
// narrowed down.
func (d *doc) hedged(i int) bool {
	s := d.Sentences[d.sentence[i]]
	if s.Last > s.First && s.Last <= d.n && d.low[s.Last-1] == "?" {
		return true
	}
	if d.Rels[i].Universal() == "acl" || d.Rels[i] == parse.Advcl && d.kid(i, parse.Mark) >= 0 && d.low[d.kid(i, parse.Mark)] != "because" {
		return true
	}
	for _, c := range d.kids[i] {
		if d.Rels[c].Universal() == "advmod" && (hedges.Has(d.low[c]) || asking.Has(d.low[c])) || d.Rels[c].Universal() == "expl" {
			return true
		}
	}
	return d.doubted(i)
}

// doubted reports whether what governs token i denies it or leaves it open: "it
// is not true that", "an article alleging that".
func (d *doc) doubted(i int) bool {
	return d.hangsOn(i, denying, aims, doubting)
}

// slight words leave little of what they stand before.
var slight = wordlist.NewSet(`little few several many less fewer partial`)

// doubting verbs and nouns leave open whether what they govern is so.
var doubting = wordlist.NewSet(`doubt hope wish believe think suspect assume imagine pretend investigate examine ask wonder decide determine false untrue lie
	deny claim allege hint`)

// complements reads what the clause of token i names besides its subject, and
// returns its last token; false if part of it cannot be compared.
func (d *doc) complements(x *assertion, i int) (last int, ok bool) {
	last = i
	for _, c := range d.kids[i] {
		switch u := d.Rels[c].Universal(); u {
		case "advcl":
			if c > i {
				return 0, false
			}
		case "obj", "iobj", "obl", "xcomp", "ccomp", "nmod":
			if t := d.kid(c, parse.Case); u == "obl" && d.timed(c) || u == "obl" && t >= 0 && (d.low[t] == "with" || d.low[t] == "according") {
				continue
			}
			k := d.key(c)
			if u == "xcomp" || u == "ccomp" {
				k = d.Lemmas[c]
				if d.upos(c) != tag.ADJ && d.upos(c) != tag.NOUN {
					return 0, false // what it says is another clause
				}
			}
			if k == "" || d.counted(c) || slices.ContainsFunc(d.kids[c], func(m int) bool { return hedges.Has(d.low[m]) || slight.Has(d.low[m]) }) {
				return 0, false
			}
			if x.not && d.kid(c, parse.Nmod) >= 0 {
				return 0, false // "never had a call of this kind" does not say that there was none
			}
			if d.negated(c) {
				if x.not || !d.bare(c) {
					return 0, false
				}
				x.not = true
			}
			x.with, last = append(x.with, k), max(last, c)
		}
	}
	return last, true
}

// occurs is what is said of a thing that there is, or was, one.
const occurs = "occur"

var (
	// occurring verbs say of their subject that it was there, giving ones of what
	// is their subject in the passive; noticing ones, of their object, that somebody
	// took note of it.
	occurring = wordlist.NewSet(`sound ring wail blare occur happen`)
	giving    = wordlist.NewSet(`issue raise sound broadcast pay`)
	noticing  = wordlist.NewSet(`hear see receive get`)
)

// occurrence reads noun i: whether the clause says that there was such a thing,
// or that there was none: "the sirens sounded", "heard no siren".
func (d *doc) occurrence(i int) (assertion, bool) {
	h := int(d.Heads[i])
	if h == i || d.upos(h) != tag.VERB || d.key(i) == "" || d.counted(i) || !d.real(h) || d.hedged(h) || !d.done(h) && !d.negated(h) {
		return assertion{}, false
	}
	lemma := d.Lemmas[h]
	none := d.negated(i) && d.bare(i) || d.negated(h) && !d.negated(i)
	switch d.Rels[i] {
	case parse.Nsubj:
		if !occurring.Has(lemma) && !(lemma == "be" && none) {
			return assertion{}, false
		}
	case parse.NsubjPass:
		if !giving.Has(lemma) {
			return assertion{}, false
		}
	case parse.Obj: // "heard no siren"; who gave none need not be who gave one
		if !none || !noticing.Has(lemma) || d.negated(h) && lemma != "hear" {
			return assertion{}, false
		}
	default:
		return assertion{}, false
	}
	x := assertion{of: d.key(i), says: occurs, about: d.Lemmas[i], words: d.lemmas(d.Sentences[d.sentence[i]].Span), not: none, past: true}
	first, last := min(d.described(i), h), max(i, h)
	if none {
		first = d.opening(first, i, h)
	}
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, last)), saidBy: d.saidBy(d.Tokens[i].Span)}
	return x, true
}
