package storyline

import (
	"math"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

const (
	maxTexts   = 12 // origins of a story that are read, the oldest
	leadTokens = 80 // tokens of a text that say what it is about, with the title
)

// counts are the terms of a story, each with the mean over its texts of how
// often it stands there, dampened. A pair is two names side by side: a full
// name says more than its parts.
type counts struct {
	names, pairs, words vector.Vector
	lead, leadPairs     vector.Vector // names and pairs of titles and leads
	settings            vector.Vector // names and pairs that stand where places do, and those who speak for an office
}

func (c *counts) all() []*vector.Vector {
	return []*vector.Vector{&c.names, &c.pairs, &c.words, &c.lead, &c.leadPairs, &c.settings}
}

// read returns the texts of s that count.
func read(s Story) []*annotate.Document {
	var texts []*annotate.Document
	seen := map[int]bool{}
	for i, d := range s.Docs {
		if !seen[s.Origin[i]] && len(texts) < maxTexts {
			seen[s.Origin[i]] = true
			texts = append(texts, d)
		}
	}
	return texts
}

// count counts the terms of texts.
func count(texts []*annotate.Document) counts {
	var sum counts
	for _, d := range texts {
		one := countText(d)
		from, to := one.all(), sum.all()
		for k := range from {
			for _, t := range vector.FromCounts(*from[k]) {
				w := (1 + math.Log(t.Weight)) / float64(len(texts))
				*to[k] = append(*to[k], vector.Weighted{Term: t.Term, Weight: w})
			}
		}
	}
	for _, v := range sum.all() {
		*v = vector.FromCounts(*v)
	}
	return sum
}

// countText lists the terms of one text, each as often as it stands there.
func countText(d *annotate.Document) counts {
	var c counts
	names := map[vector.Term]bool{}
	for i := 0; i < len(d.Terms); {
		end := i + 1
		switch {
		case isName(d, i):
			for end < len(d.Terms) && isName(d, end) {
				end++
			}
			c.run(d, i, end, names)
		case d.Terms[i] != 0 && d.Marks[i]&annotate.Number == 0:
			c.words = append(c.words, once(d.Terms[i]))
		}
		i = end
	}
	for i, t := range d.TitleTerms {
		if !names[t] {
			c.words = append(c.words, once(t))
			continue
		}
		c.names, c.lead = append(c.names, once(t)), append(c.lead, once(t))
		if i > 0 && names[d.TitleTerms[i-1]] {
			p := once(pair(d.TitleTerms[i-1], t))
			c.pairs, c.leadPairs = append(c.pairs, p), append(c.leadPairs, p)
		}
	}
	return c
}

// run counts the names [i, end), which stand side by side.
func (c *counts) run(d *annotate.Document, i, end int, seen map[vector.Term]bool) {
	setting := isSetting(d, i, end)
	for k := i; k < end; k++ {
		one := once(d.Terms[k])
		seen[one.Term] = true
		c.names = append(c.names, one)
		if k < leadTokens {
			c.lead = append(c.lead, one)
		}
		if setting {
			c.settings = append(c.settings, one)
		}
		if k == i {
			continue
		}
		two := once(pair(d.Terms[k-1], d.Terms[k]))
		c.pairs = append(c.pairs, two)
		if k < leadTokens {
			c.leadPairs = append(c.leadPairs, two)
		}
		if setting {
			c.settings = append(c.settings, two)
		}
	}
}

func once(t vector.Term) vector.Weighted { return vector.Weighted{Term: t, Weight: 1} }

// pair names two terms that stand side by side.
func pair(a, b vector.Term) vector.Term { return (a*0x9e3779b97f4a7c15 ^ b) | 1 }

func isName(d *annotate.Document, i int) bool {
	return d.Terms[i] != 0 && d.Marks[i]&(annotate.Name|annotate.Number) == annotate.Name
}

// isSetting reports whether the names [i, end) of d stand as a place does,
// behind a preposition of place, before a word such as "police", or with one
// such as "County" among them; or as those do who speak for an office, whatever
// it is about.
func isSetting(d *annotate.Document, i, end int) bool {
	return i > 0 && (beforePlaces.Has(d.Lower[i-1]) || speakers.Has(d.Lower[i-1])) ||
		end < len(d.Lower) && besidePlaces.Has(d.Lower[end]) ||
		slices.ContainsFunc(d.Lower[i:end], func(w string) bool { return besidePlaces.Has(w) || speakers.Has(w) })
}

var (
	beforePlaces = wordlist.NewSet(`in at near off outside inside across around throughout`)
	besidePlaces = wordlist.NewSet(`police sheriff fire residents resident neighborhood neighbourhood area district suburb county city town township village
		province region state street st avenue ave road boulevard highway block park side hospital school airport river lake valley island islands beach`)
	speakers = wordlist.NewSet(`spokesman spokeswoman spokesperson officer sgt sergeant lt lieutenant cpl corporal det detective`)
)

const gram = 5 // words

// grams returns the hashes of the word 5-grams of d from token from on, one in
// eight, each once, in ascending order. What is quoted does not count.
func grams(d *annotate.Document, from int) []uint64 {
	var out []uint64
	var window [gram]uint64
	n := 0
	for i := from; i < len(d.Tokens); i++ {
		if d.Marks[i]&annotate.Quoted != 0 {
			n = 0
			continue
		}
		if d.Marks[i]&annotate.Word == 0 {
			continue
		}
		window[n%gram] = uint64(vector.Hash(d.Lower[i]))
		n++
		if n < gram {
			continue
		}
		if h := vector.HashRun(window[:], n); h&7 == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
