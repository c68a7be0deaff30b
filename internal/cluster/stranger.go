package cluster

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Bounds of what is taken for a stranger to its story (decision 0012). Between
// neighbouring values of each, BCubed F1 of no set of real reports moves by more
// than .003.
const (
	strangeFrom   = 4    // origins of a story that can have one
	strangeText   = 6    // sentences that one has at least
	openingTokens = 60   // of a text that say what it is about, with its title
	asked         = 24   // other origins that one is compared with at the most
	tellsOthers   = 0.32 // part of the openings of the others, by weight, that one may tell at most
	toldByOthers  = 0.30 // part of its own opening that the others may tell
	titleByOthers = 0.56 // part of its title that the others may tell
	below         = 0.65 // what of both it may have at most, as part of what the others have
	farBelow      = 0.60 // the same where it holds most of the names of the others
	untitled      = 0.40 // the same for one without a title
	principal     = 0.40 // part of the names of the others from which that is most
	ownNames      = 0.15 // part of its names that no other has, at least
	nearOne       = 0.80 // what it may have of both with any one
	coherent      = 0.70 // what the others usually have of both: in a looser story nobody is one
)

// A profile is what an origin opens with, and what it tells at all. Its lists
// of terms are in ascending order, each once.
type profile struct {
	opening, title vector.Vector // with the squares of their weights
	all, names     []vector.Term // with its copies
	sentences      int
}

// profile reads documents that share their text, the source first.
func (c *company) profile(docs []*annotate.Document) *profile {
	p := &profile{sentences: len(docs[0].Sentences)}
	opening := slices.Clone(docs[0].TitleTerms)
	for n, d := range docs {
		p.all = append(p.all, d.TitleTerms...)
		for k, t := range d.Terms {
			if t == 0 || d.Marks[k]&(annotate.Stop|annotate.Number) != 0 || d.Marks[k]&annotate.Word == 0 {
				continue
			}
			p.all = append(p.all, t)
			if d.Marks[k]&annotate.Name != 0 {
				p.names = append(p.names, t)
			}
			if n == 0 && k < openingTokens {
				opening = append(opening, t)
			}
		}
	}
	p.all, p.names = set(p.all), set(p.names)
	p.opening, p.title = c.weigh(set(opening)), c.weigh(set(slices.Clone(docs[0].TitleTerms)))
	return p
}

// set sorts terms, each once.
func set(terms []vector.Term) []vector.Term {
	slices.Sort(terms)
	return slices.Compact(terms)
}

func (c *company) weigh(terms []vector.Term) vector.Vector {
	out := make(vector.Vector, len(terms))
	for i, t := range terms {
		w := c.english.IDF(t)
		out[i] = vector.Weighted{Term: t, Weight: w * w}
	}
	return out
}

// Strangers reports which origins of a story tell of another matter: each a
// list of documents that share their text. Such a one opens with what none of
// most others tells, in title, names and words, and tells little of what they
// open with, as a report does that mentions the event of a story on its way. It takes four
// origins to tell. It depends on these documents alone, whatever their order.
// Cost: linear in the texts, and for each origin in the openings of 24 others.
func Strangers(origins [][]*annotate.Document) []bool {
	out := make([]bool, len(origins))
	if len(origins) < strangeFrom {
		return out
	}
	c := &company{english: vector.NewFrequency()}
	for _, docs := range origins {
		c.all = append(c.all, c.profile(docs))
	}
	c.count()
	all, both := make([]kinship, len(origins)), make([]float64, len(origins))
	for i := range c.all {
		all[i] = c.kinship(i)
		both[i] = all[i].both()
	}
	slices.Sort(both)
	for i, k := range all {
		out[i] = c.strange(i, k, medianBut(both, k.both()))
	}
	return out
}

// strange reports whether origin i is a stranger, by its kinship and by how much
// of both the others usually have.
func (c *company) strange(i int, k kinship, usual float64) bool {
	if c.all[i].sentences < strangeText || usual < coherent || k.told >= toldByOthers || k.tells >= tellsOthers || k.most > nearOne {
		return false
	}
	part := below
	switch {
	case len(c.all[i].title) == 0:
		part = untitled
	case c.namesHeld(i) >= principal:
		part = farBelow
	}
	return k.both() <= part*usual && c.titleTold(i) < titleByOthers && c.ownNames(i) >= ownNames
}

// A company is the origins of a story.
type company struct {
	english *vector.Frequency
	all     []*profile
	terms   []vector.Term // that any holds, in order
	holds   []int         // by term: how many hold it
	naming  []int         // how many of these as a name
	common  []int         // the terms that half of them hold
}

// count counts which terms the origins hold.
func (c *company) count() {
	for _, p := range c.all {
		c.terms = append(c.terms, p.all...)
	}
	c.terms = set(c.terms)
	c.holds, c.naming = make([]int, len(c.terms)), make([]int, len(c.terms))
	for _, p := range c.all {
		for _, t := range p.all {
			k, _ := slices.BinarySearch(c.terms, t)
			c.holds[k]++
		}
		for _, t := range p.names {
			k, _ := slices.BinarySearch(c.terms, t)
			c.naming[k]++
		}
	}
	for k, n := range c.holds {
		if 2*n >= len(c.all) {
			c.common = append(c.common, k)
		}
	}
}

// others returns the origins that i is compared with: all others, or every so
// many.
func (c *company) others(i int) []int {
	var out []int
	step := 1 + (len(c.all)-2)/asked
	for k := 0; k < len(c.all)-1; k += step {
		if k < i {
			out = append(out, k)
		} else {
			out = append(out, k+1)
		}
	}
	return out
}

// A kinship is how much of the opening of an origin the others tell, and how
// much of theirs it tells: the medians, and the most of both with any one.
type kinship struct{ told, tells, most float64 }

func (k kinship) both() float64 { return k.told + k.tells }

func (c *company) kinship(i int) kinship {
	var out kinship
	var told, tells []float64
	for _, k := range c.others(i) {
		a, b := share(c.all[i].opening, c.all[k].all), share(c.all[k].opening, c.all[i].all)
		told, tells, out.most = append(told, a), append(tells, b), max(out.most, a+b)
	}
	out.told, out.tells = median(told), median(tells)
	return out
}

// titleTold returns how much of the title of i the others tell; nothing, if
// there is none.
func (c *company) titleTold(i int) float64 {
	var a []float64
	for _, k := range c.others(i) {
		a = append(a, share(c.all[i].title, c.all[k].all))
	}
	return median(a)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// medianBut returns the median of v, which is sorted, without x, one of them.
func medianBut(v []float64, x float64) float64 {
	m := (len(v) - 1) / 2
	if at, _ := slices.BinarySearch(v, x); at <= m {
		m++
	}
	return v[m]
}

// share returns which part of terms, by weight, stands in text.
func share(terms vector.Vector, text []vector.Term) float64 {
	var sum, has float64
	k := 0
	for _, t := range terms {
		sum += t.Weight
		for k < len(text) && text[k] < t.Term {
			k++
		}
		if k < len(text) && text[k] == t.Term {
			has += t.Weight
		}
	}
	if sum == 0 {
		return 0
	}
	return has / sum
}

// namesHeld returns which part of the names that most others hold i holds.
func (c *company) namesHeld(i int) float64 {
	var sum, has float64
	rest := len(c.all) - 1
	for _, k := range c.common {
		t, holds, naming := c.terms[k], c.holds[k], c.naming[k]
		_, own := slices.BinarySearch(c.all[i].all, t)
		if own {
			holds--
		}
		if _, ok := slices.BinarySearch(c.all[i].names, t); ok {
			naming--
		}
		if 2*holds <= rest || 2*naming <= holds {
			continue
		}
		w := c.english.IDF(t)
		sum += w
		if own {
			has += w
		}
	}
	if sum == 0 {
		return 0
	}
	return has / sum
}

// ownNames returns which part of the names of i no other origin holds.
func (c *company) ownNames(i int) float64 {
	var sum, own float64
	for _, t := range c.all[i].names {
		k, _ := slices.BinarySearch(c.terms, t)
		w := c.english.IDF(t)
		sum += w
		if c.holds[k] == 1 {
			own += w
		}
	}
	if sum == 0 {
		return 0
	}
	return own / sum
}
