package figure

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// context returns the content words around n, those that govern it in the tree
// first: lemmas in lower case, names as they stand.
func (f *finder) context(n *note) []string {
	seen := map[int]bool{}
	var out []string
	add := func(i int) {
		if i < f.first || i >= f.last || seen[i] || i >= n.first && i < n.last {
			return
		}
		seen[i] = true
		switch f.Tags[i].UPOS {
		case tag.PROPN:
			out = append(out, f.form(i))
		case tag.NOUN, tag.VERB, tag.ADJ:
			if l := strings.ToLower(f.Lemmas[i]); len(l) > 1 && !dull[l] {
				out = append(out, l)
			}
		}
	}
	h := n.number.last - 1
	for steps := 0; steps < 4; steps++ {
		up := int(f.Heads[h])
		if up == h {
			break
		}
		add(up)
		lo, hi := max(f.first, up-12), min(f.last, up+12)
		for i := lo; i < hi; i++ {
			if int(f.Heads[i]) == up {
				add(i)
			}
		}
		h = up
		if f.Tags[up].UPOS == tag.VERB {
			break
		}
	}
	for i := max(f.first, n.first-7); i < min(f.last, max(n.last, n.noun+1)+8); i++ {
		add(i)
	}
	if n.noun >= f.first && n.noun < n.first-7 {
		for i := max(f.first, n.noun-4); i < min(f.last, n.noun+7); i++ {
			add(i)
		}
	}
	if f.last-f.first < 14 && f.index > 0 { // a fragment: "About 60 metres."
		for i := f.first; i < f.last; i++ {
			if f.Tags[i].UPOS == tag.VERB {
				return out
			}
		}
		f.addSentence(f.index-1, add)
	} else if f.index > 0 && f.low[f.Sentences[f.index-1].Last-1] == "?" {
		f.addSentence(f.index-1, add)
	}
	return out
}

// addSentence adds the last words of a sentence, if it is in the paragraph of
// the one at hand.
func (f *finder) addSentence(index int, add func(int)) {
	s, at := f.Sentences[index], f.Sentences[f.index]
	if s.Paragraph != at.Paragraph {
		return
	}
	f.first, f.last = s.First, s.Last
	for i := max(s.First, s.Last-12); i < s.Last; i++ {
		add(i)
	}
	f.first, f.last = at.First, at.Last
}

// dull are words that say nothing of what is counted.
var dull = wordSet(`be have do say tell report official authority police ministry statement spokesman spokeswoman make put take
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
	october november december include number figure total people person other new`)

// label sets what a reader is told that fig counts.
func (f *finder) label(fig *Figure, n *note) {
	switch {
	case fig.Kind == Age:
		return
	case fig.Kind == Score:
		fig.What = "score"
		return
	case fig.Kind != Count:
		fig.What = fig.Noun
		if n.noun >= 0 {
			fig.What = f.nounWords(n.noun, n.last)
		}
		return
	case n.noun >= 0 && fig.Noun != People:
		fig.What = f.nounWords(n.noun, n.last)
	default:
		fig.What = fig.Noun
	}
	if fig.Role != "" {
		fig.What = strings.TrimSpace(fig.What + " " + fig.Role)
	}
}

// nounWords is a noun with the words before it that name its kind, from the token
// first on where it stands behind that: the pot of "a 90 g pot".
func (f *finder) nounWords(h, first int) string {
	if first > h {
		first = f.first
	}
	lo := h
	for lo > first && lo > h-3 && int(f.Heads[lo-1]) == h && (f.Rels[lo-1] == parse.Compound || f.Rels[lo-1] == parse.Amod) && f.Tags[lo-1].UPOS != tag.NUM {
		lo--
	}
	return f.Text.Text[f.Tokens[lo].Start:f.Tokens[h].End]
}
