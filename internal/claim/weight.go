package claim

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk"
)

// A filed claim is one that was found, with what it is sorted by.
type filed struct {
	wiredesk.ClaimSet
	told  int     // how many origins take its sides, together
	about float64 // how much its sentences are about the story's own event
}

// compareFiled puts first what most origins say, then what is most about the
// story's event, and of equals what was found first.
func compareFiled(a, b filed) int {
	return cmp.Or(cmp.Compare(b.told, a.told), cmp.Compare(b.about, a.about))
}

// sorted returns the claims of all in the order in which they are shown.
func sorted(all []filed) []wiredesk.ClaimSet {
	slices.SortStableFunc(all, compareFiled)
	out := make([]wiredesk.ClaimSet, len(all))
	for i, x := range all {
		out[i] = x.ClaimSet
	}
	return out
}

// Weights of what a sentence is about, beside the words that it shares with the
// leads: whom several origins speak of, and that something is laid at
// somebody's door.
const (
	ofKnown   = 0.3
	ofCharge  = 0.2
	evenWords = 4 // a sentence of so few words more counts half
)

// leadWords counts, for each lemma of weight, the origins whose lead has it.
func leadWords(docs []*doc) map[string]int {
	out, seen := map[string]int{}, map[int]map[string]bool{}
	for _, d := range docs {
		if seen[d.Origin] == nil {
			seen[d.Origin] = map[string]bool{}
		}
		for _, w := range d.lead() {
			if !seen[d.Origin][w] {
				seen[d.Origin][w] = true
				out[w]++
			}
		}
	}
	return out
}

// centre returns how much the sentence of m is about the event that the leads
// tell of, from 0 to about 1.5.
func (s *story) centre(m mention) float64 {
	d := s.docs[m.Report]
	i, _ := d.tokens(m.At)
	if i >= d.n {
		return 0
	}
	words := d.lemmas(d.Sentences[d.sentence[i]].Span)
	sum := 0
	for _, w := range words {
		sum += s.leads[w]
	}
	out := float64(sum) / float64(s.origin*(evenWords+len(words)))
	for _, e := range d.entities(d.sentence[i]) {
		if s.known(e) {
			out += ofKnown
			break
		}
	}
	if len(m.flags) > 0 {
		out += ofCharge
	}
	return out
}

// known reports whether several origins name entity e of the story.
func (s *story) known(e string) bool {
	n, ok := s.named[e]
	if !ok {
		seen := map[int]bool{}
		for i, d := range s.docs {
			if s.knows(i, e) {
				seen[d.Origin] = true
			}
		}
		n = len(seen)
		s.named[e] = n
	}
	return n > 1
}
