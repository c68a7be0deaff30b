package lemma

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/table"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An Example is a form, its tag and its lemma. Weight is how often it counts.
type Example struct {
	Form   string
	Tag    tag.Tag
	Lemma  string
	Weight int
}

// minSuffix is how often an ending must stand in the examples to be listed.
// Whole words need no more than one.
const minSuffix = 3

// An ending is what a decision is keyed by.
type ending struct {
	tag   tag.Tag
	text  string
	whole bool
}

// Train learns lemmas. The same examples give the same list.
func Train(examples []Example) *Model {
	counts := map[ending]map[rule]int{}
	for _, ex := range examples {
		r := ruleOf(ex)
		for _, e := range endingsOf(ex) {
			if counts[e] == nil {
				counts[e] = map[rule]int{}
			}
			counts[e][r] += ex.Weight
			if lit := literal(ex); e.whole && lit != r {
				counts[e][lit] += ex.Weight
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(counts), func(a, b ending) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.text, b.text),
			cmp.Compare(a.tag.UPOS, b.tag.UPOS), cmp.Compare(a.tag.XPOS, b.tag.XPOS))
	})
	m := &Model{}
	decisions := map[uint32]uint16{}
	number := map[rule]uint16{}
	chosen := map[ending]rule{}
	for _, e := range order {
		r, n, total := majority(counts[e])
		if r == inherited(chosen, e) || !e.whole && (total < minSuffix || 2*n <= total) {
			continue
		}
		chosen[e] = r
		if _, ok := number[r]; !ok {
			number[r] = uint16(len(m.rules))
			m.rules = append(m.rules, r)
		}
		decisions[key(e.tag, e.text, e.whole)] = number[r]
	}
	m.table = table.New(decisions)
	return m
}

// rank puts shorter endings before longer ones and whole words last.
func rank(e ending) int {
	if e.whole {
		return maxSuffix + 1
	}
	return utf8.RuneCountInString(e.text)
}

// inherited is what the list says of e without e.
func inherited(chosen map[ending]rule, e ending) rule {
	text := []rune(e.text)
	n := len(text) - 1
	if e.whole {
		n = min(len(text), maxSuffix)
	}
	for ; n >= 0; n-- {
		if r, ok := chosen[ending{e.tag, string(text[len(text)-n:]), false}]; ok {
			return r
		}
	}
	return rule{}
}

// majority returns the most frequent rule, its count and the sum of all.
func majority(counts map[rule]int) (best rule, n, total int) {
	for _, r := range slices.SortedFunc(maps.Keys(counts), compareRules) {
		total += counts[r]
		if counts[r] > n {
			best, n = r, counts[r]
		}
	}
	return best, n, total
}

func compareRules(a, b rule) int {
	return cmp.Or(cmp.Compare(a.letters, b.letters), cmp.Compare(a.cut, b.cut), cmp.Compare(a.add, b.add))
}

func endingsOf(ex Example) []ending {
	low := strings.ToLower(ex.Form)
	es := []ending{{ex.Tag, low, true}, {ex.Tag, "", false}}
	for i, n := len(low), 0; i > 0 && n < maxSuffix; n++ {
		_, size := utf8.DecodeLastRuneInString(low[:i])
		i -= size
		es = append(es, ending{ex.Tag, low[i:], false})
	}
	return es
}

// ruleOf returns the rule that cuts least, with the way of treating case that
// suits the part of speech when several do.
func ruleOf(ex Example) rule {
	low := strings.ToLower(ex.Form)
	ways := []letters{lower, keep, title}
	if ex.Tag.UPOS == tag.PROPN {
		ways = []letters{keep, title, lower}
	}
	best := rule{cut: 255}
	for _, w := range ways {
		s := low
		switch w {
		case keep:
			s = ex.Form
		case title:
			s = titled(low)
		}
		common := commonPrefix(s, ex.Lemma)
		r := rule{w, uint8(utf8.RuneCountInString(s[common:])), ex.Lemma[common:]}
		if len(r.add)+int(r.cut) < len(best.add)+int(best.cut) {
			best = r
		}
	}
	return best
}

// literal returns the rule that takes off the whole word and puts the lemma
// there, which suits words written with different case, such as I and i.
func literal(ex Example) rule {
	return rule{lower, uint8(utf8.RuneCountInString(ex.Form)), ex.Lemma}
}

// commonPrefix returns the length in bytes of the longest common prefix, on a
// rune boundary.
func commonPrefix(a, b string) int {
	n := 0
	for _, r := range a {
		size := utf8.RuneLen(r)
		if size < 0 || !strings.HasPrefix(b[n:], string(r)) {
			break
		}
		n += size
	}
	return n
}
