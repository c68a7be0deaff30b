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
	harms = wordlist.NewSet(`accident blaze blast collapse collision crash derailment disaster explosion fire flood leak outage outbreak blackout sinking
		spill wildfire breach landslide poisoning stampede bushfire inferno`)
	// examining verbs say what those who look for the cause have in hand.
	examining = wordlist.NewSet(`examine inspect suspect`)
	examiners = wordlist.NewSet(`investigator inspector detective examiner`)
	// fires are names for one harm.
	fires = wordlist.NewSet(`blaze fire wildfire bushfire inferno`)
	// unsourced nouns are no cause.
	unsourced = wordlist.NewSet(`cause reason factor issue problem damage delay concern fear accident incident event investigation investigator harm`)
)

// causes compares what the reports say that a harm which they lead with came of.
func (s *story) causes() {
	main := s.harm()
	by := map[string][]cause{}
	var order []string
	for _, d := range s.docs {
		for i := range d.n {
			x, ok := d.cause(i)
			if !ok {
				continue
			}
			if x.effect == "" {
				x.effect, x.about = main, main
			}
			if s.leads[x.about] == 0 || x.effect == "" {
				continue
			}
			if fires.Has(x.effect) {
				x.effect = "fire"
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

// harm returns the harm that most leads have, more than half of them; of equals
// the first in the order of the alphabet; "" if there is none.
func (s *story) harm() string {
	best := ""
	for w, n := range s.leads {
		if harms.Has(w) && 2*n > s.origin && (best == "" || n > s.leads[best] || n == s.leads[best] && w < best) {
			best = w
		}
	}
	return best
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
	if len(sides) > 1 && s.weighed(all) {
		return
	}
	if len(sides) > 1 || s.origins(sides[0]) > 1 {
		s.add(kindAct, "cause of the "+all[0].about, open, values, sides)
	}
}

// weighed reports whether a report that gives one cause speaks of another too,
// elsewhere than where it tells what had been thought before: then one may have
// brought about the other. Of the causes, all of one report are the same.
func (s *story) weighed(all []cause) bool {
	given, named := map[int]string{}, map[string]bool{} // by report; in any
	for _, x := range all {
		given[x.Report], named[x.source] = x.source, true
	}
	for report, source := range given {
		d := s.docs[report]
		for i := range d.n {
			k := d.key(i)
			if k == source || !named[k] {
				continue
			}
			if at := d.Sentences[d.sentence[i]]; !slices.Contains(d.low[at.First:min(at.Last, d.n)], "had") {
				return true
			}
		}
	}
	return false
}

// cause reads token i: a verb such as cause, the noun, or a verb of those who
// look into it. What had been named before is the view of before.
func (d *doc) cause(i int) (cause, bool) {
	from, of := d.origin(i)
	if from < 0 || d.negated(i) || d.negated(from) || d.under(i) || d.counted(from) {
		return cause{}, false
	}
	x := cause{source: d.key(from)}
	if of >= 0 {
		if x.effect, x.about = d.Lemmas[of], d.Lemmas[of]; !harms.Has(x.effect) || d.counted(of) {
			return cause{}, false
		}
	}
	if x.source == "" || unsourced.Has(x.source) || harms.Has(x.source) {
		return cause{}, false
	}
	first, last := min(d.described(from), i), max(from, i)
	if last-first > longest {
		return cause{}, false
	}
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, last)), saidBy: d.saidBy(d.Tokens[i].Span)}
	return x, true
}

// origin returns what token i says that something came of, and what; -1 for what
// it does not say.
func (d *doc) origin(i int) (from, of int) {
	h := int(d.Heads[i])
	switch {
	case d.upos(i) == tag.VERB && causing.Has(d.Lemmas[i]):
		switch from, of = d.kid(i, parse.Nsubj), d.kid(i, parse.Obj); {
		case d.kid(i, parse.NsubjPass) >= 0:
			from, of = d.kid(i, parse.OblAgent), d.kid(i, parse.NsubjPass)
		case d.Rels[i] == parse.ACL && d.Tags[i].XPOS.String() == "VBN":
			from, of = d.kid(i, parse.OblAgent), h
		}
		if of < 0 {
			return -1, -1
		}
		return from, of
	case d.upos(i) == tag.VERB && examining.Has(d.Lemmas[i]):
		if k := d.kid(i, parse.Nsubj); k >= 0 && examiners.Has(d.Lemmas[k]) {
			return d.kid(i, parse.Obj), -1
		}
	case d.upos(i) == tag.NOUN && (d.low[i] == "cause" && !d.pointed(i) || d.low[i] == "line" && d.ofInquiry(i)):
		of = d.kid(i, parse.Nmod, parse.NmodPoss)
		if d.low[i] == "line" {
			of = -1
		}
		switch k := d.kid(i, parse.Case); {
		case d.kid(i, parse.Cop) >= 0:
			return d.kid(i, parse.Nsubj), of
		case d.Rels[i] == parse.Nsubj && d.upos(h) == tag.NOUN && d.kid(h, parse.Cop) >= 0:
			return h, of
		case k >= 0 && d.low[k] == "as" && !d.pluperfect(h):
			return max(d.kid(h, parse.NsubjPass), d.kid(h, parse.Obj)), of
		}
	}
	return -1, -1
}

// pointed reports whether noun i is one of which was told: "that cause".
func (d *doc) pointed(i int) bool {
	k := d.kid(i, parse.Det)
	return k >= 0 && pointing.Has(d.low[k])
}

// ofInquiry reports whether noun i is a line of inquiry.
func (d *doc) ofInquiry(i int) bool {
	return i+2 < d.n && d.low[i+1] == "of" && (d.low[i+2] == "inquiry" || d.low[i+2] == "enquiry" || d.low[i+2] == "investigation")
}

// pluperfect reports whether verb i tells what had been so.
func (d *doc) pluperfect(i int) bool {
	return slices.ContainsFunc(d.kids[i], func(c int) bool { return d.Rels[c].Universal() == "aux" && d.low[c] == "had" })
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
