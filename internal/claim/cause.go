package claim

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A cause is one place where a report says what something came of, or may have
// come of.
type cause struct {
	mention
	effect string // the root of what came of it
	about  string // that in words
	source string // key of what it came of
}

var (
	// causing verbs have what comes of it as their object.
	causing = wordlist.NewSet(`cause trigger spark ignite provoke`)
	// harms are what has a cause that reports may differ on.
	harms = wordlist.NewSet(`accident blaze blast collapse collision crash death derailment disaster explosion fire flood fault failure illness leak outage outbreak
		outage blackout sinking spill wildfire breach delay landslide poisoning stampede bushfire inferno incident`)
	// fires are names for one harm.
	fires = wordlist.NewSet(`blaze fire wildfire bushfire inferno`)
	// unsourced nouns are no cause.
	unsourced = wordlist.NewSet(`cause reason factor issue problem damage delay concern fear accident incident event investigation investigator harm`)
)

// causes compares what the reports say that a harm which they lead with came of.
func (s *story) causes() {
	by := map[string][]cause{}
	var order []string
	for _, d := range s.docs {
		for i := range d.n {
			x, ok := d.cause(i)
			if !ok || s.leads[x.about] == 0 && s.leads[x.effect] == 0 {
				continue
			}
			if by[x.effect] == nil {
				order = append(order, x.effect)
			}
			if len(by[x.effect]) < mostMentions {
				by[x.effect] = append(by[x.effect], x)
			}
		}
	}
	for _, k := range order {
		s.causesOf(by[k])
	}
}

// causesOf files the causes of one harm: two are of one side if they have one
// name. Where a report gives two, they may have come together.
func (s *story) causesOf(all []cause) {
	given := map[int]string{}
	for _, x := range all {
		if v, ok := given[s.docs[x.Report].Origin]; ok && v != x.source {
			return
		}
		given[s.docs[x.Report].Origin] = x.source
	}
	var sources, values []string
	var sides [][]mention
	for _, x := range all {
		n := slices.Index(sources, x.source)
		if n < 0 {
			n = len(sources)
			sources, values, sides = append(sources, x.source), append(values, x.value), append(sides, nil)
		}
		sides[n] = append(sides[n], x.mention)
	}
	if len(sides) > 1 || s.origins(sides[0]) > 1 {
		s.add(kindAct, "cause of the "+all[0].about, open, values, sides)
	}
}

// cause reads token i: a verb such as cause, or the noun.
func (d *doc) cause(i int) (cause, bool) {
	from, of := -1, -1
	switch {
	case d.upos(i) == tag.VERB && causing.Has(d.Lemmas[i]):
		from, of = d.kid(i, parse.Nsubj), d.kid(i, parse.Obj)
		switch {
		case d.kid(i, parse.NsubjPass) >= 0:
			from, of = d.kid(i, parse.OblAgent), d.kid(i, parse.NsubjPass)
		case d.Rels[i] == parse.ACL && d.Tags[i].XPOS.String() == "VBN":
			from, of = d.kid(i, parse.OblAgent), int(d.Heads[i])
		}
	case d.upos(i) == tag.NOUN && d.low[i] == "cause":
		from, of = d.blamed(i), d.kid(i, parse.Nmod, parse.NmodPoss)
	}
	if from < 0 || of < 0 || !harms.Has(d.Lemmas[of]) || d.counted(of) || d.negated(i) || d.negated(from) || d.under(i) {
		return cause{}, false
	}
	x := cause{effect: d.Lemmas[of], about: d.Lemmas[of], source: d.key(from)}
	if x.source == "" || unsourced.Has(x.source) || harms.Has(x.source) {
		return cause{}, false
	}
	if fires.Has(x.effect) {
		x.effect = "fire"
	}
	first, last := d.described(from), max(from, d.nameEnd(from))
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, last)), saidBy: d.saidBy(d.Tokens[i].Span)}
	return x, first < last
}

// blamed returns what the clause of noun i, cause, says that the cause is: "the
// cause was a spark", "a spark is seen as the cause"; or -1.
func (d *doc) blamed(i int) int {
	h := int(d.Heads[i])
	if d.Rels[i] == parse.Nsubj && d.upos(h) == tag.NOUN && d.kid(h, parse.Cop) >= 0 {
		return h
	}
	if d.kid(i, parse.Cop) >= 0 {
		return d.kid(i, parse.Nsubj)
	}
	if k := d.kid(i, parse.Case); k >= 0 && d.low[k] == "as" {
		return d.kid(h, parse.NsubjPass, parse.Obj)
	}
	return -1
}

// under reports whether what governs token i denies it or leaves it to a
// condition.
func (d *doc) under(i int) bool {
	for h := i; ; h = int(d.Heads[h]) {
		if d.negated(h) || denying.Has(d.Lemmas[h]) || slices.ContainsFunc(d.kids[h], func(c int) bool {
			return d.Rels[c] == parse.Mark && (d.low[c] == "if" || d.low[c] == "whether" || d.low[c] == "unless") || d.Rels[c].Universal() == "aux" && (d.low[c] == "would" || d.low[c] == "will" || d.low[c] == "could")
		}) {
			return true
		}
		if h == int(d.Heads[h]) {
			return false
		}
	}
}
