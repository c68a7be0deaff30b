package claim

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A contrast is words of which only one can be said of a thing of its kind.
type contrast struct {
	nouns  wordlist.Set
	values []wordlist.Set // what is in one set means the same
	aims   bool           // the thing may be one that is only striven for
}

var contrasts = []contrast{
	{nouns: wordlist.NewSet("visit trip tour stay"), values: sets("official", "working", "state", "private", "informal", "courtesy")},
	{nouns: wordlist.NewSet("agreement deal pact accord treaty truce ceasefire ban measure closure arrangement contract budget appointment"),
		values: sets("temporary provisional interim preliminary draft tentative", "permanent final definitive lasting"), aims: true},
	{nouns: wordlist.NewSet("evacuation leave redundancy retirement order resignation recall return quarantine"), values: sets("voluntary optional", "compulsory mandatory forced obligatory")},
	{nouns: wordlist.NewSet("collapse closure withdrawal ban recall evacuation shutdown blackout"), values: sets("partial limited", "total complete full")},
	{nouns: wordlist.NewSet("fire explosion crash shooting death killing blast collapse leak spill"), values: sets("accidental", "deliberate intentional")},
	{nouns: wordlist.NewSet("strike detention arrest sale protest search"), values: sets("legal lawful", "illegal unlawful")},
	{nouns: wordlist.NewSet("protest demonstration rally march gathering"), values: sets("peaceful", "violent")},
	{nouns: wordlist.NewSet("hearing funeral ceremony trial session vote"), values: sets("public open", "private closed secret")},
}

func sets(lists ...string) []wordlist.Set {
	var out []wordlist.Set
	for _, l := range lists {
		out = append(out, wordlist.NewSet(l))
	}
	return out
}

// value returns the number of the set that word is in, or -1.
func (c contrast) value(word string) int {
	return slices.IndexFunc(c.values, func(s wordlist.Set) bool { return s.Has(word) })
}

// A kind is one place where a report says of what kind something is.
type kind struct {
	mention
	noun     string
	value    int
	entities []string
}

// statuses compares what kind of thing the reports call something.
func (s *story) statuses() {
	for _, c := range contrasts {
		all := map[string][]kind{} // by noun
		var nouns []string
		for _, d := range s.docs {
			for _, k := range d.kinds(c) {
				if all[k.noun] == nil {
					nouns = append(nouns, k.noun)
				}
				all[k.noun] = append(all[k.noun], k)
			}
		}
		for _, noun := range nouns {
			s.status(noun, all[noun])
		}
	}
}

// kinds returns the places of d where one word of c stands before its noun.
func (d *doc) kinds(c contrast) []kind {
	var out []kind
	for i := range d.n {
		if !c.nouns.Has(d.Lemmas[i]) || d.upos(i) != tag.NOUN {
			continue
		}
		k, ok := d.kindOf(c, i)
		if ok {
			out = append(out, k)
		}
	}
	return out
}

// kindOf reads the words before noun i. Two that exclude each other ("an
// official working visit") say that they do not in this report.
func (d *doc) kindOf(c contrast, i int) (kind, bool) {
	value, first := -1, i
	for j := i - 1; j >= 0 && d.sentence[j] == d.sentence[i] && (d.upos(j) == tag.ADJ || d.upos(j) == tag.NOUN || d.upos(j) == tag.VERB || d.upos(j) == tag.PROPN); j-- {
		if v := c.value(d.low[j]); v >= 0 {
			if value >= 0 && v != value {
				return kind{}, false
			}
			value, first = v, j
		}
	}
	if value < 0 || d.denied(first) || c.aims && d.aimedAt(first) {
		return kind{}, false
	}
	k := kind{noun: d.Lemmas[i], value: value, entities: d.entities(d.sentence[i])}
	k.mention = mention{Place: d.place(i), value: strings.ToLower(oneLine(d.text(first, i)))}
	k.saidBy = d.saidBy(k.At)
	return k, true
}

// aimedAt reports whether one of the few words before token i says that what it
// tells of is still wanted: "talks on a final deal".
func (d *doc) aimedAt(i int) bool {
	for j := i - 1; j >= max(0, i-3) && d.sentence[j] == d.sentence[i]; j-- {
		if aiming.Has(d.low[j]) {
			return true
		}
	}
	return false
}

var aiming = wordlist.NewSet(`on for toward towards to reach seek want demand urge`)

// denied reports whether one of the few words before token i takes back what
// it says.
func (d *doc) denied(i int) bool {
	for j := i - 1; j >= max(0, i-4) && d.sentence[j] == d.sentence[i]; j-- {
		if negations.Has(d.low[j]) || contrary.Has(d.low[j]) {
			return true
		}
	}
	return false
}

var contrary = wordlist.NewSet(`without than instead unlike former previous earlier future planned possible potential if whether or would could may might`)

// status files what the reports call noun. A report that gives two values
// takes no side; two sides must name somebody or something in common.
func (s *story) status(noun string, ks []kind) {
	given := map[int]int{} // report to its value; -1 for two
	for _, k := range ks {
		if v, ok := given[k.Report]; ok && v != k.value {
			given[k.Report] = -1
		} else if !ok {
			given[k.Report] = k.value
		}
	}
	var order []int
	by, named := map[int][]mention{}, map[int][]string{}
	for _, k := range ks {
		if given[k.Report] < 0 {
			continue
		}
		if by[k.value] == nil {
			order = append(order, k.value)
		}
		by[k.value] = append(by[k.value], k.mention)
		named[k.value] = append(named[k.value], k.entities...)
	}
	var values []string
	var sides [][]mention
	for n, v := range order {
		if n > 0 && (!share(named[order[0]], named[v]) || !s.apart(by[order[0]], by[v])) {
			continue
		}
		values, sides = append(values, by[v][0].value), append(sides, by[v])
	}
	if len(sides) > 1 || len(sides) == 1 && s.origins(sides[0]) > 1 {
		s.add(kindStatus, noun, open, values, sides)
	}
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
