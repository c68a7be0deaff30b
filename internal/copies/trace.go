package copies

import (
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	ownShare = 1.0 / 3 // a sentence of which less stands in the source is the copy's own
	tie      = 0.02    // sources that gave so nearly the same share of a text gave the same
)

// Trace says of the members of one family, numbers of docs in ascending order,
// who took from whom: of each but the source of all, in order. That is the
// first, unless it names a later one as its source, and that one does not name
// it. found is what Find said of docs. Unlike the shares there, those here
// count words, those in quotations too, and are exact: a word is taken if it
// stands in four in a row that the source has. Cost: linear in the text, times
// the documents that each shares with.
func Trace(docs []*annotate.Document, found []Found, members []int) []wiredesk.Copy {
	out := []wiredesk.Copy{}
	if len(members) < 2 {
		return out
	}
	root := rootOf(docs, members)
	texts := make(map[int]*words, len(members))
	text := func(n int) *words {
		if texts[n] == nil {
			texts[n] = wordsOf(docs[n])
		}
		return texts[n]
	}
	for _, m := range members {
		if m == root {
			continue
		}
		of, best := root, text(m).in(text(root))
		for _, s := range found[m].Shares {
			if m == members[0] || s.With == root || !slices.Contains(members, s.With) {
				continue
			}
			if c := text(m).in(text(s.With)); c.share() > best.share()+tie {
				of, best = s.With, c
			}
		}
		out = append(out, wiredesk.Copy{
			Document: docs[m].ID, Of: docs[of].ID,
			Taken: round(best.share()), Share: round(text(of).in(text(m)).share()), Added: best.added(),
		})
	}
	return out
}

// rootOf returns the member that the others took from.
func rootOf(docs []*annotate.Document, members []int) int {
	first := docs[members[0]]
	c := credit(first.Document)
	if names(c, first.Outlet) {
		return members[0]
	}
	for _, m := range members[1:] {
		if names(c, docs[m].Outlet) && !names(credit(docs[m].Document), first.Outlet) {
			return m
		}
	}
	return members[0]
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// words are the words of a document, without punctuation.
type words struct {
	doc   *annotate.Document
	hash  []uint64
	at    []int // their tokens
	grams table // hashes of four words in a row
}

func wordsOf(d *annotate.Document) *words {
	w := &words{doc: d}
	for i, m := range d.Marks {
		if m&annotate.Word != 0 {
			w.hash, w.at = append(w.hash, word(d, i)), append(w.at, i)
		}
	}
	w.grams.reset(len(w.hash))
	for i := range w.hash {
		if i+gram <= len(w.hash) {
			w.grams.put(w.gram(i), 0)
		}
	}
	return w
}

// gram returns the hash of the four words from word i on.
func (w *words) gram(i int) uint32 { return uint32(vector.HashRun(w.hash[i:i+gram], 0)) }

// A cover says which words of a text stand in another.
type cover struct {
	text, source *words
	words        []bool
}

// in looks for the words of w in source.
func (w *words) in(source *words) cover {
	c := cover{w, source, make([]bool, len(w.hash))}
	for i := range w.hash {
		if i+gram > len(w.hash) {
			break
		}
		if _, ok := source.grams.get(w.gram(i)); ok {
			for k := range gram {
				c.words[i+k] = true
			}
		}
	}
	return c
}

// share returns the part of the words that are covered.
func (c cover) share() float64 { return float64(count(c.words)) / float64(max(1, len(c.words))) }

func count(words []bool) int {
	n := 0
	for _, ok := range words {
		if ok {
			n++
		}
	}
	return n
}

// added returns the sentences of the text that do not stand in the source,
// adjacent ones as one span.
func (c cover) added() []wiredesk.Span {
	out := []wiredesk.Span{}
	joins := false
	w := 0
	for _, s := range c.text.doc.Sentences {
		first := w
		for w < len(c.text.at) && c.text.at[w] < s.Last {
			w++
		}
		switch {
		case first == w:
			continue // no word
		case c.stands(first, w):
			joins = false
		case joins:
			out[len(out)-1].End = s.End
		default:
			out, joins = append(out, s.Span), true
		}
	}
	return out
}

// stands reports whether the words [first, last) stand in the source.
func (c cover) stands(first, last int) bool {
	n := count(c.words[first:last])
	if n == 0 && last-first < gram {
		return contains(c.source.hash, c.text.hash[first:last])
	}
	return float64(n) >= ownShare*float64(last-first)
}

// contains reports whether part stands in whole.
func contains(whole, part []uint64) bool {
	for i := range whole {
		if len(whole)-i >= len(part) && slices.Equal(whole[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
