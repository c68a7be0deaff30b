package claim

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A deed is one place where a report says that somebody did something to
// something, or did not.
type deed struct {
	mention
	verb, who, whom string // lemma and keys; who is "" if the report does not say
	about           string // the one it was done to, in words
	head            string // the lemma of that
	noun            bool   // it is told by a noun: "the arrest of"
	full            string // the value with who did it, if the name stands before it
	person          bool   // it was done by a person, who is named
	what            string // the one it was done to, with the words before it
	not             bool
	named           []string // whom the sentence names besides
	words           []string // lemmas of the sentence
	aside           bool     // it stands in a clause that tells one thing from others: "those who were arrested"
	event           bool     // it befalls the one that is named, and once: who did it need not be said
}

// deeds compares who did what to whom.
func (s *story) deeds() {
	type done struct{ verb, whom string }
	by := map[done][]deed{}
	var order []done
	for _, d := range s.docs {
		for i := range d.n {
			x, ok := d.deed(i)
			if !ok {
				x, ok = d.nominal(i)
			}
			if !ok {
				continue
			}
			k := done{x.verb, x.whom}
			if by[k] == nil {
				order = append(order, k)
			}
			if len(by[k]) < mostMentions {
				by[k] = append(by[k], x)
			}
		}
	}
	for _, k := range order {
		s.deed(by[k])
		s.actors(by[k])
	}
}

// deed reads the clause of verb i.
func (d *doc) deed(i int) (deed, bool) {
	if d.upos(i) != tag.VERB || light.Has(d.Lemmas[i]) || speech.Has(d.Lemmas[i]) || charging.Has(d.Lemmas[i]) || denying.Has(d.Lemmas[i]) {
		return deed{}, false
	}
	subject, object := d.roles(i)
	if k := d.kid(i, parse.Nsubj); object < 0 && k >= 0 && k < i && befalling.Has(d.Lemmas[i]) && d.real(i) && !d.verbBetween(k, i) {
		object = k
	}
	if subject >= 0 && persons.Has(d.low[subject]) {
		return deed{}, false // who they are depends on who speaks
	}
	first, last := min(object, i), max(object, i)
	if object < 0 || last-first > longest || d.counted(subject) || d.counted(object) || subject < i && d.kid(subject, parse.Case) >= 0 {
		return deed{}, false // what stands under a preposition does nothing
	}
	if d.counted(d.kid(object, parse.Nmod)) || d.hangsOn(i, falsehoods) || slices.ContainsFunc(d.kids[i], func(c int) bool { return d.Rels[c] == parse.Advmod && c < i && hedges.Has(d.low[c]) }) {
		return deed{}, false // "reached a height of 200 metres" is a figure
	}
	if d.negated(object) && !d.bare(object) {
		return deed{}, false // "heard no evidence from the mayor" does not say that it heard none
	}
	x := deed{verb: class(d.Lemmas[i]), who: d.key(subject), whom: d.key(object)}
	if x.whom == "" {
		return deed{}, false
	}
	d.round(&x, i, object)
	if x.not = d.negated(i) || d.negated(object) || subject >= 0 && d.negated(subject); x.not {
		first = d.opening(first, i, object, subject)
	}
	if last == i {
		last = max(i, d.kid(i, parse.CompoundPrt)) // "was shot down"
	}
	x.person = d.names(subject) != "" && d.entity(subject) != "" && d.Mentions[d.mentionAt[subject]].Type == "person"
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, d.nameEnd(last))), saidBy: d.saidBy(d.Tokens[i].Span)}
	x.full = oneLine(d.text(d.doer(subject, first), d.nameEnd(last)))
	return x, true
}

// hangsOn reports whether a word of one of lists governs token i, or what is
// denied does.
func (d *doc) hangsOn(i int, lists ...wordlist.Set) bool {
	for h := int(d.Heads[i]); h != i; i, h = h, int(d.Heads[h]) {
		if d.negated(h) || slices.ContainsFunc(lists, func(words wordlist.Set) bool { return words.Has(d.Lemmas[h]) }) {
			return true
		}
	}
	return false
}

// falsehoods are words under which what is told is not said to be so.
var falsehoods = wordlist.NewSet(`hope wish allege allegation speculate speculation rumour rumor false untrue deny doubt dispute refute refuse decline lie hoax wonder pretend`)

// doer returns the first token of the name of subject, if it stands before
// token first with nothing cut off between; or first.
func (d *doc) doer(subject, first int) int {
	if subject < 0 || subject > first || d.names(subject) == "" || slices.ContainsFunc(d.Tags[subject:first], func(t tag.Tag) bool { return t.UPOS == tag.PUNCT }) {
		return first
	}
	return d.start(subject)
}

// round fills in what the sentence of token i says around x, which was done to
// object.
func (d *doc) round(x *deed, i, object int) {
	x.about, x.head = d.Lemmas[object], d.Lemmas[object]
	if name := d.names(object); name != "" {
		x.about = name
	}
	x.what = wordlist.Lower(oneLine(d.text(d.described(object), object)))
	x.event = d.entity(object) != "" && (befalling.Has(x.verb) || befallen.Has(x.verb))
	x.aside = d.Rels[i] == parse.ACL || d.Rels[i] == parse.ACLRelcl
	x.words = d.lemmas(d.Sentences[d.sentence[i]].Span)
	for _, e := range d.entities(d.sentence[i]) {
		if e != x.whom {
			x.named = append(x.named, e)
		}
	}
}

// same reports whether x and y, which are of one kind and done to one, are one
// deed: done by the same; or, where one does not say by whom, told with another
// name or two more words in common, of what befalls somebody once, or of what is
// told from others by the same words.
func (x *deed) same(y *deed) bool {
	if x.who != "" && y.who != "" {
		return x.who == y.who
	}
	n, least := common(x.words, y.words), someWords
	if x.noun && y.noun {
		least = likeWords // "a ban on night ferries"
	}
	return x.event && y.event || share(x.named, y.named) && n >= likeWords ||
		!x.aside && !y.aside && (x.what == y.what && x.told() && n >= least || n >= manyWords)
}

// told reports whether words before what x was done to tell it from others.
func (x *deed) told() bool { return strings.Contains(x.what, " ") }

var persons = wordlist.NewSet(`i we you`)

// nameEnd returns the last token of the name that token i is part of, or i.
func (d *doc) nameEnd(i int) int {
	m := d.mentionAt[i]
	for m >= 0 && i+1 < d.n && d.mentionAt[i+1] == m && d.sentence[i+1] == d.sentence[i] {
		i++
	}
	return i
}

// verbBetween reports whether a verb stands between tokens k and i: then it may
// be its subject that is taken for that of i.
func (d *doc) verbBetween(k, i int) bool {
	return slices.ContainsFunc(d.Tags[k+1:i], func(t tag.Tag) bool { return t.UPOS == tag.VERB })
}

// bare reports whether noun i has nothing that narrows it down.
func (d *doc) bare(i int) bool {
	return !slices.ContainsFunc(d.kids[i], func(c int) bool {
		u := d.Rels[c].Universal()
		return u == "amod" || u == "nmod" || u == "acl" || u == "compound"
	})
}

// longest is how many tokens a verb and what it acts on may lie apart.
const longest = 14

// roles returns who does what verb i says, and to whom; -1 for what the text
// does not say, and for both if it does not say that it was done.
func (d *doc) roles(i int) (subject, object int) {
	if d.Rels[i] == parse.ACL && d.Tags[i].XPOS.String() == "VBN" && int(d.Heads[i]) < i && d.kid(i, parse.Obj) < 0 {
		return d.kid(i, parse.OblAgent), int(d.Heads[i]) // "a pact signed in Osterby"
	}
	if !d.real(i) {
		return -1, -1
	}
	if passive := d.kid(i, parse.NsubjPass); passive >= 0 {
		return d.kid(i, parse.OblAgent), passive
	}
	if subject, object = d.kid(i, parse.Nsubj), d.kid(i, parse.Obj); subject < 0 || object < i {
		return -1, -1
	}
	return subject, object
}

// counted reports whether noun i stands with a number: that is a figure.
func (d *doc) counted(i int) bool { return i >= 0 && d.kid(i, parse.Nummod) >= 0 }

// opening returns the first token of what makes a denial of heads, or first.
func (d *doc) opening(first int, heads ...int) int {
	for _, h := range heads {
		if h < 0 {
			continue
		}
		for _, c := range d.kids[h] {
			if negations.Has(d.low[c]) || d.Rels[c].Universal() == "aux" {
				first = min(first, c)
			}
		}
	}
	return first
}

// names returns the name that token i is part of, as the report has it, or "".
func (d *doc) names(i int) string {
	if i < 0 || d.mentionAt[i] < 0 || d.upos(i) != tag.PROPN {
		return ""
	}
	return oneLine(d.Mentions[d.mentionAt[i]].Of(d.Document.Document.Text))
}

// alone are verbs of what is done once to the same, and by one person.
var alone = wordlist.NewSet(`assassinate murder kill shoot stab sentence inaugurate chair lead head succeed replace`)

// actors files that reports name two who did what is done once. Where a report
// names both, they may have done it together, or it is told of two deeds.
func (s *story) actors(all []deed) {
	for i := range all {
		x := &all[i]
		if x.not || !x.person || !alone.Has(x.verb) {
			continue
		}
		var one, other []mention
		second := ""
		for k := range all {
			switch y := &all[k]; {
			case y.not || y.what != x.what || !y.person:
			case y.who == x.who:
				one = append(one, y.mention)
			case (second == "" || second == y.who) && !s.knows(x.Report, y.who) && !s.knows(y.Report, x.who):
				second, other = y.who, append(other, y.mention)
			}
		}
		if len(other) > 0 && s.apart(one, other) {
			s.add(kindActor, x.verb+" "+x.about, open, []string{s.names[x.who], s.names[second]}, [][]mention{one, other})
			return
		}
	}
}

// knows reports whether a report names entity e of the story anywhere.
func (s *story) knows(report int, e string) bool {
	d := s.docs[report]
	return slices.ContainsFunc(d.Entities, func(x wiredesk.Entity) bool { return d.Entity[x.ID] == e })
}

// deed files what the reports say of one deed. They speak of the same only if
// it is done by the same, as far as they say by whom.
func (s *story) deed(all []deed) {
	for len(all) > 0 {
		first := all[max(0, slices.IndexFunc(all, func(x deed) bool { return x.who != "" }))]
		var did, not []mention
		var rest []deed
		var by, notBy bool // one of each says by whom
		whole := true      // all say by whom
		told := false      // one says it by itself, or by whom
		for i := range all {
			x := &all[i]
			if x.Place != first.Place && !x.same(&first) {
				rest = append(rest, *x)
				continue
			}
			whole = whole && x.who != "" && x.full != ""
			told = told || !x.aside || x.who != "" || x.event
			if x.not {
				not, notBy = append(not, x.mention), notBy || x.who != ""
			} else {
				did, by = append(did, x.mention), by || x.who != ""
			}
		}
		if whole && !first.not && len(did) > 0 {
			did[0].value = first.full
		}
		switch {
		case !told:
		case first.who == "" && !first.event && !(first.told() && s.leads[first.head] > 0): // nobody says by whom
		case len(did) > 0 && len(not) > 0:
			if by && notBy && s.apart(did, not) {
				s.add(kindAct, all[0].about, open, []string{did[0].value, not[0].value}, [][]mention{did, not})
			}
		case s.origins(did) > 1:
			s.add(kindAct, all[0].about, "", []string{did[0].value}, [][]mention{did})
		case s.origins(not) > 1:
			s.add(kindAct, all[0].about, "", []string{not[0].value}, [][]mention{not})
		}
		all = rest
	}
}
