package figure

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// change reads "up from 145 a year earlier", "rose to 19", "raised to 1,500".
func (f *finder) change(n *note) string {
	i := n.first - 1
	for i > f.first && (currencySign(f.low[i]) != "" || f.low[i] == "about" || f.low[i] == "some" || f.low[i] == "the") {
		i--
	}
	if f.is(i, "from") {
		for k := max(f.first, i-4); k < i; k++ {
			switch f.Lemmas[k] {
			case "up", "down", "rise", "fall", "increase", "grow", "climb", "raise", "cut", "drop", "jump", "revise", "reduce":
				return From
			}
		}
		if f.is(i-1, ",") || isDigit(f.word(i-1)) || f.afterNew(i) {
			return From
		}
		return ""
	}
	if f.is(i, "than") && (f.is(i-1, "rather") || f.is(i-2, "rather")) {
		return From
	}
	for k := max(f.first, i-5); k <= i; k++ {
		switch f.Lemmas[k] {
		case "rise", "climb", "grow", "jump", "reach", "raise", "increase", "revise", "bring", "take", "put", "double", "push", "rose", "fall", "drop", "cut", "lower":
			if f.is(i, "to") || f.Lemmas[k] == "reach" {
				return To
			}
		}
	}
	for k := max(f.first, n.first-4); k < n.first; k++ {
		if f.low[k] == "now" && f.is(k-1, "until") {
			return From
		}
		if f.low[k] == "now" {
			return To
		}
	}
	return ""
}

// afterNew says that the value that replaced another one ends before token i:
// "cut to 21 percent from 35".
func (f *finder) afterNew(i int) bool {
	for k := range f.notes {
		if f.notes[k].last == i {
			return f.out[f.began+k].Change == To
		}
	}
	return false
}

// again links a figure to the one that it says again: in brackets in another
// unit, or without its noun.
func (f *finder) again(k int, n *note, fig *Figure) {
	if k > 0 {
		b := &f.out[f.began+k-1]
		bracket := n.first - 1
		for bracket > f.first && (currencySign(f.low[bracket]) != "" || f.low[bracket] == "about" || f.low[bracket] == "roughly") {
			bracket--
		}
		if f.is(bracket, "(") && bracket == f.notes[k-1].last && b.Kind == fig.Kind && b.Kind != Count && b.Kind != Age {
			fig.Like = f.began + k - 1
			if b.Noun != "" {
				fig.Noun, fig.Modifier = b.Noun, b.Modifier
				n.noun = f.notes[k-1].noun
			}
			return
		}
	}
	if fig.Kind != Count || fig.Noun != "" || fig.Role != "" || n.weak || !f.bare(n) {
		return
	}
	if f.sumAgain(k, fig) {
		return
	}
	if o := f.brought(n); o >= 0 && fig.Change == To {
		fig.Noun, fig.Unit, fig.Role = f.Lemmas[o], f.low[o], roleNoun[f.Lemmas[o]]
		n.noun = o
		return
	}
	if i := f.headline; i >= 0 && f.theNumber(n) && f.out[i].ofSize(fig) {
		fig.Noun, fig.Unit, fig.Role, fig.Like = f.out[i].Noun, f.out[i].Unit, f.out[i].Role, i
		fig.Change = To
		return
	}
	i := f.inherit(fig, f.began+k-1)
	against := f.is(n.first-2, "against") && f.is(n.first-1, "the") // "counts 40 users against the 35 in the books"
	if i >= f.began && f.out[i].Part < 0 && (fig.Change == From || against) && !f.yearBefore(n) {
		fig.Like = i
	}
	if i >= f.began-1 && i >= 0 && f.theNumber(n) && f.out[i].ofSize(fig) {
		fig.Like, fig.Role = i, f.out[i].Role
	}
}

// ofSize says that a and b are not far apart: one may say the other again, with
// another value.
func (a *Figure) ofSize(b *Figure) bool { return a.Value <= 5*b.Value && b.Value <= 5*a.Value }

// theNumber says that "the number" or the like stands for what n counts.
func (f *finder) theNumber(n *note) bool {
	for i := n.first - 1; i >= max(f.first, n.first-8); i-- {
		switch f.low[i] {
		case "number", "figure", "total", "estimate", "count":
			t := f.Tags[i+1].UPOS
			return t == tag.VERB || t == tag.AUX || t == tag.ADV || t == tag.PUNCT || f.is(i+1, "at") || f.is(i+1, "to")
		}
	}
	return false
}

// sumAgain gives a bare number the unit of the sum or measure before it: "at
// 5,600 marks instead of 9,450".
func (f *finder) sumAgain(k int, fig *Figure) bool {
	for i := f.began + k - 1; i >= 0 && f.out[i].Sentence >= f.index-1; i-- {
		b := &f.out[i]
		if b.Kind == Count || b.Kind == Age {
			if b.Sentence == f.index {
				return false
			}
			continue
		}
		if b.Kind != Money && b.Kind != Measure || b.Value > 5*fig.Value || fig.Value > 5*b.Value {
			return false
		}
		fig.Kind, fig.Unit, fig.Dimension, fig.Scale, fig.Noun, fig.Modifier = b.Kind, b.Unit, b.Dimension, b.Scale, b.Noun, b.Modifier
		return true
	}
	return false
}

// more reads "two more", "another three", "a further 12".
func (f *finder) more(n *note) bool {
	for _, i := range []int{n.first - 1, n.last, n.first} {
		switch f.word(i) {
		case "more", "another", "further", "additional":
			return !f.is(i+1, "than")
		}
	}
	return false
}

// others says that a word for others stands with the count.
func (f *finder) others(n *note) bool {
	for i := n.last; i < min(max(n.noun, n.last)+1, f.last); i++ {
		if f.Lemmas[i] == "other" || f.low[i] == "more" {
			return true
		}
	}
	return false
}

// each reads "for every 23,000", "5,000 dollars each", "three apiece".
func (f *finder) each(n *note) bool {
	if p := f.word(n.first - 1); p == "every" || p == "each" || p == "per" {
		return true
	}
	for i := n.last; i < min(n.last+3, f.last); i++ {
		switch f.low[i] {
		case "each", "apiece":
			return true
		case "for", "per":
			return f.is(i+1, "each") || f.is(i+1, "every") || f.low[i] == "per" && !f.is(i+1, "year") && !f.is(i+1, "hour")
		case ",", ".":
			return false
		}
	}
	return f.is(n.last, "from") && f.is(n.last+1, "each")
}

// bare says that number n stands for a noun that is left out: as a subject, as
// an object or in the predicate of a pronoun.
func (f *finder) bare(n *note) bool {
	if w := f.word(n.last); w == "-" || w == ":" || w == "/" || f.index == 0 && len(f.out) == 1 {
		return false
	}
	h := f.top(n.number.last-1, n.first, n.last)
	if s := f.subject(h); s >= 0 {
		switch f.Lemmas[s] {
		case "number", "figure", "total", "toll", "count", "estimate", "it", "there":
			return true
		}
		return false
	}
	if f.Rels[h] == parse.Nummod || f.Rels[h] == parse.Flat || f.Rels[h] == parse.Parataxis || f.Rels[h] == parse.Appos {
		return n.value >= 1000
	}
	return f.Rels[h] != parse.Compound && f.Rels[h] != parse.Dep && f.Rels[h] != parse.Root
}

// brought returns the noun of "raised its deployment to 1,500", or -1.
func (f *finder) brought(n *note) int {
	i := n.first - 1
	for i > f.first && i > n.first-4 && !f.is(i, "to") {
		i--
	}
	o := i - 1
	if !f.is(i, "to") || o < f.first || f.Tags[o].UPOS != tag.NOUN {
		return -1
	}
	switch f.low[o] {
	case "number", "toll", "total", "figure", "count":
		return -1
	}
	return o
}

// yearBefore says that n is followed by the year, quarter or month that it is
// of: "up from 145 a year earlier" is no older count of the same thing.
func (f *finder) yearBefore(n *note) bool {
	for i := n.last; i < min(n.last+4, f.last); i++ {
		if k := f.times[i]; k != 0 {
			switch f.Times[k-1].Grain {
			case "year", "quarter", "month", "season", "half", "decade":
				return true
			}
			return f.Times[k-1].Type == timex.Duration
		}
		switch f.low[i] {
		case "year", "quarter", "month", "previously":
			return true
		}
	}
	return false
}
