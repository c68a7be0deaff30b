package figure

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// parts marks the figures that are parts of one before them: "17 suspects,
// including six accused of", "22 of them", "nine of the 20 hostages".
func (f *finder) parts() {
	for k := range f.notes {
		fig, n := &f.out[f.began+k], &f.notes[k]
		if fig.Kind != Count {
			continue
		}
		fig.Some = f.is(n.last, "of") && (f.is(n.last+1, "the") || f.is(n.last+1, "those") || f.is(n.last+1, "these") || f.Tags[min(n.last+1, f.last-1)].XPOS.String() == "PRP$")
		fig.Some = fig.Some || fig.Noun == People && f.is(n.last, "also") // "nine also face"
		if p := f.whole(k, n); p >= 0 {
			fig.Part = p
			w := &f.out[p]
			if fig.Noun == "" || fig.Noun == People && w.Noun != "" {
				fig.Noun = w.Noun
			}
		}
	}
}

// joined marks the counts that are joined to another one or to one person.
func (f *finder) joined() {
	for k := range f.notes {
		n, fig := &f.notes[k], &f.out[f.began+k]
		if fig.Kind != Count {
			continue
		}
		h := f.beforeAnd(n)
		if f.listOf(k) {
			fig.With = f.began + k - 1
			if b := &f.out[fig.With]; b.Role == "" && ofPersons[fig.Role] {
				b.Role, b.Several = fig.Role, fig.Several
				f.label(b, &f.notes[k-1])
			}
			continue
		}
		if h < 0 && n.noun >= 0 && f.Rels[n.noun] == parse.Conj {
			h = int(f.Heads[n.noun])
		}
		if h < 0 {
			fig.One = n.noun >= n.last && f.person(n.noun) && f.oneAfter(n.noun+1)
			continue
		}
		for j := 0; j < k; j++ {
			if f.notes[j].noun == h && f.out[f.began+j].Kind == Count {
				fig.With = f.began + j
			}
		}
		t := f.Tags[h]
		if r := f.participle(h + 1); r != "" && r != fig.Role {
			continue // "a woman killed, three others wounded"
		}
		if fig.With < 0 && h < n.first && t.XPOS.String() != "NNS" && (t.UPOS == tag.PRON || t.UPOS == tag.PROPN || f.person(h) || f.agedOne(h)) {
			fig.One = true
		}
	}
}

// oneAfter reads "and his daughter", "and police officer" at token i: one more
// person, of whom no count tells.
func (f *finder) oneAfter(i int) bool {
	if !f.is(i, "and") {
		return false
	}
	for k := i + 1; k < min(i+5, f.last); k++ {
		t := f.Tags[k]
		if f.person(k) && t.XPOS.String() == "NN" && !(k+1 < f.last && f.Tags[k+1].UPOS == tag.NOUN) {
			return k+1 >= f.last || f.Tags[k+1].UPOS != tag.VERB && !f.is(k+1, "with") && !f.is(k+1, "who") // "a man dead and another man wounded"
		}
		if t.UPOS != tag.NOUN && t.UPOS != tag.ADJ && t.UPOS != tag.PROPN && t.XPOS.String() != "PRP$" && !(k == i+1 && (f.is(k, "a") || f.is(k, "an"))) {
			return false
		}
	}
	return false
}

// listOf says that counts k-1 and k are of people of two kinds, one right after
// the other: "four children, two adults injured".
func (f *finder) listOf(k int) bool {
	if k == 0 {
		return false
	}
	a, b := &f.notes[k-1], &f.notes[k]
	if a.noun < a.last || b.noun < b.last || !f.person(a.noun) || !f.person(b.noun) {
		return false
	}
	x, y := &f.out[f.began+k-1], &f.out[f.began+k]
	if x.Kind != Count || y.Kind != Count || x.Noun == People || y.Noun == People || x.Noun == y.Noun || x.Role != "" && x.Role != y.Role {
		return false
	}
	gap := a.noun + 1
	return b.start == gap+1 && !x.Some && (f.is(gap, ",") && !b.weak || f.is(gap, "and"))
}

// beforeAnd returns the word for the person or persons that the count of n is
// joined to by "and", or by a comma in a headline: "a mother and her two
// children", "Officer, 3 others shot"; -1 if there is none.
func (f *finder) beforeAnd(n *note) int {
	i := n.first - 1
	for i > f.first && (f.Tags[i].XPOS.String() == "PRP$" || f.Tags[i].UPOS == tag.ADV) {
		i--
	}
	p := i - 1
	if p < f.first || n.noun >= 0 && !f.person(n.noun) || !f.person(p) && !f.agedOne(p) {
		return -1
	}
	if f.is(i, "and") {
		return p
	}
	if bare := p == f.first || f.Tags[p-1].UPOS == tag.VERB; f.is(i, ",") && bare {
		return p
	}
	return -1
}

// agedOne says that token i is "old" of "a 4-year-old".
func (f *finder) agedOne(i int) bool {
	return f.is(i, "old") && f.is(i-1, "-") && f.is(i-2, "year")
}

// joinedRole is what befell whom n is joined to, where the tree does not say
// what befell those of n.
func (f *finder) joinedRole(fig *Figure, n *note) string {
	p := f.beforeAnd(n)
	if p < 0 {
		return ""
	}
	start := p
	for start > f.first {
		if t := f.Tags[start-1].UPOS; t != tag.DET && t != tag.ADJ && t != tag.NOUN && t != tag.NUM && t != tag.PRON {
			break
		}
		start--
	}
	return f.predicate(fig, &note{number: number{first: start, last: p + 1, value: 1}, noun: p, start: start})
}

// whole returns the index of the figure that figure k is a part of, or -1.
func (f *finder) whole(k int, n *note) int {
	i := f.first
	if k > 0 {
		i = f.notes[k-1].last
	}
	for ; i < n.first; i++ {
		w := f.low[i]
		if (w == "including" || w == "among" && (f.is(i+1, "them") || f.is(i+1, "whom")) || w == "of" && f.is(i+1, "whom") || w == "of" && f.is(i+1, "these")) && k > 0 {
			return f.began + k - 1
		}
	}
	if !f.is(n.last, "of") {
		if k > 0 && f.ofThe(k-1) && f.is(n.start-1, ",") && f.out[f.began+k-1].Value >= f.out[f.began+k].Value {
			return f.began + k - 1 // "Of the 12 officers, 11 were"
		}
		return -1
	}
	if w := f.word(n.last + 1); w == "them" || w == "whom" || w == "those" || w == "these" {
		for j := f.began + k - 1; j >= 0 && f.out[j].Sentence >= f.index-1; j-- {
			if f.out[j].Kind == Count && f.out[j].Part < 0 && f.out[j].Value >= f.out[f.began+k].Value {
				return j
			}
		}
		return -1
	}
	if k+1 < len(f.notes) && f.notes[k+1].first < n.last+4 && f.out[f.began+k+1].Value >= f.out[f.began+k].Value {
		return f.began + k + 1
	}
	return -1
}

// ofThe says that the sentence begins with "of the" and the count k.
func (f *finder) ofThe(k int) bool {
	i := f.notes[k].first
	return f.out[f.began+k].Kind == Count && i == f.first+2 && f.is(i-1, "the") && f.is(i-2, "of")
}
