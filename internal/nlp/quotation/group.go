package quotation

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A Report is a document with its quotations, as [Group] reads them.
type Report struct {
	Text       string
	Quotations []Quotation
}

// A Ref names one quotation of one of the reports.
type Ref struct{ Report, Quotation int }

// Bounds on what is compared, for reports made to be slow.
const (
	mostSharing = 200 // a word that more quotations share tells nothing
	leastShared = 2   // words of weight that two wordings have in common
)

// contained is the share of the words of the shorter of two wordings that the
// longer one must have: a cut leaves words out, a conversion of units or a
// turn into indirect speech changes a few.
const contained = 0.7

// Group puts together the quotations that are one utterance: the same speaker,
// as far as both are known, and nearly all words of the shorter one in the
// longer one. Every quotation is in one group; groups and what they hold are
// in order. Cost: linear in the words but for very common ones, each counted
// against 200 quotations at most.
func Group(reports []Report) [][]Ref {
	var all []wording
	for i, r := range reports {
		for k, q := range r.Quotations {
			all = append(all, newWording(Ref{i, k}, r.Text, q))
		}
	}
	parent := make([]int, len(all))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	having := map[string][]int{} // word of weight to the quotations before that have it
	for i := range all {
		for _, k := range candidates(all[i], having) {
			if a, b := root(i), root(k); a != b && all[i].repeats(&all[k]) {
				parent[max(a, b)] = min(a, b)
			}
		}
		for _, w := range all[i].weighty {
			if len(having[w]) < mostSharing {
				having[w] = append(having[w], i)
			}
		}
	}
	groups := map[int]int{}
	var out [][]Ref
	for i := range all {
		r := root(i)
		at, ok := groups[r]
		if !ok {
			at = len(out)
			groups[r], out = at, append(out, nil)
		}
		out[at] = append(out[at], all[i].ref)
	}
	return out
}

// candidates returns the quotations that share words of weight with w, in
// order.
func candidates(w wording, having map[string][]int) []int {
	counts := map[int]int{}
	for _, word := range w.weighty {
		for _, k := range having[word] {
			counts[k]++
		}
	}
	var out []int
	for k, n := range counts {
		if n >= min(leastShared, len(w.weighty)) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// A wording is a quotation as a set of words.
type wording struct {
	ref     Ref
	words   []string // each once, sorted
	weighty []string // those that are no words of grammar
	speaker []string // words of the name in lower case; nil if it is not known
}

func newWording(ref Ref, text string, q Quotation) wording {
	w := wording{ref: ref}
	for _, s := range q.Content {
		w.words = append(w.words, split(s.Of(text))...)
	}
	slices.Sort(w.words)
	w.words = slices.Compact(w.words)
	for _, x := range w.words {
		if !wordlist.Stop.Has(x) {
			w.weighty = append(w.weighty, x)
		}
	}
	if len(w.weighty) == 0 {
		w.weighty = w.words // "With a what?"
	}
	if name := split(q.Speaker.Name); len(name) > 1 || len(name) == 1 && !pronominal.Has(name[0]) {
		w.speaker = name
	}
	return w
}

// split returns the words of s in lower case.
func split(s string) []string {
	return strings.FieldsFunc(wordlist.Lower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}

// pronominal are words for a speaker that do not say who it is.
var pronominal = wordlist.NewSet(`he she it they who which that i we you one this those some others another`)

// repeats reports whether a and b are one utterance.
func (a *wording) repeats(b *wording) bool {
	if !a.sameSpeaker(b) {
		return false
	}
	short, long := a, b
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	shared := common(short.words, long.words)
	return shared >= 2 && float64(shared) >= contained*float64(len(short.words))
}

// sameSpeaker reports whether the names of a and b may be those of one: the
// same last word, or most words in common. One that is not known may be
// anybody.
func (a *wording) sameSpeaker(b *wording) bool {
	if a.speaker == nil || b.speaker == nil {
		return len(a.weighty) > 3 && len(b.weighty) > 3
	}
	if a.speaker[len(a.speaker)-1] == b.speaker[len(b.speaker)-1] {
		return true
	}
	x, y := slices.Clone(a.speaker), slices.Clone(b.speaker)
	slices.Sort(x)
	slices.Sort(y)
	return 5*common(x, y) >= 3*min(len(x), len(y))
}

// common counts the words that are in both sorted lists.
func common(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c == 0:
			n++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return n
}
