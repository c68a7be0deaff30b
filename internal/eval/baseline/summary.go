package baseline

import (
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A Summary is a plain way to sum a story up in sentences of its reports.
type Summary struct {
	Name string
	pick func(s *Story) []int // sentences, in the order in which they are told
}

// Summaries returns the ways, plainest first.
func Summaries() []Summary {
	return []Summary{
		{"random lead", func(s *Story) []int { return s.lead(s.random()) }},
		{"best lead", func(s *Story) []int { return s.lead(s.nearest()) }},
		{"TextRank", func(s *Story) []int { return s.spread(s.textRank()) }},
		{"centroid", func(s *Story) []int { return s.spread(s.centrality()) }},
		{"submodular", (*Story).submodular},
	}
}

// Of sums s up, in about as many words as it allows, or a sentence more.
func (m Summary) Of(s *Story) string { return s.text(m.pick(s)) }

// Leads returns the beginning of each report: with the gold at hand, the best
// of them is the most that any choice among leads could reach.
func (s *Story) Leads() []string {
	out := make([]string, len(s.docs))
	for i := range s.docs {
		out[i] = s.text(s.lead(i))
	}
	return out
}

// Weights says how rare each term is in a set of documents.
type Weights map[vector.Term]float64

// TermWeights returns ln((N+1)/(df+1)) + 1 of each term of docs.
func TermWeights(docs []*annotate.Document) Weights {
	df := Weights{}
	for _, d := range docs {
		seen := map[vector.Term]bool{}
		for _, t := range d.Terms {
			if t != 0 && !seen[t] {
				seen[t] = true
				df[t]++
			}
		}
	}
	for t, n := range df {
		df[t] = math.Log(float64(len(docs)+1)/(n+1)) + 1
	}
	return df
}

// Sentences shorter or longer than these, in words, are no candidates, except
// for a lead.
const (
	shortest = 7
	longest  = 50
)

// redundant is the share of a sentence's pairs of words that were told already
// from which it is left out.
const redundant = 0.5

// A Story is the sentences of its reports.
type Story struct {
	docs      []*annotate.Document
	budget    int
	sentences []sentence
	whole     vector.Vector // the sum of the vectors of the sentences
}

type sentence struct {
	doc       int
	text      string
	words     []string
	v         vector.Vector // unit TF-IDF
	candidate bool
}

// NewStory returns the story of docs, to be told in about so many words; these
// are what stands between spaces.
func NewStory(docs []*annotate.Document, weights Weights, words int) *Story {
	s := &Story{docs: docs, budget: words}
	seen := map[string]bool{}
	var all []vector.Weighted
	for i, d := range docs {
		for _, x := range d.Sentences {
			text := x.Of(d.Document.Text)
			t := sentence{doc: i, text: text, words: strings.Fields(strings.ToLower(text))}
			var counts []vector.Weighted
			for _, term := range d.Terms[x.First:x.Last] {
				if term != 0 {
					counts = append(counts, vector.Weighted{Term: term, Weight: weights[term]})
				}
			}
			t.v = slices.Clone(vector.FromCounts(counts)).Unit()
			t.candidate = len(t.words) >= shortest && len(t.words) <= longest && !seen[text]
			seen[text] = true
			all = append(all, t.v...)
			s.sentences = append(s.sentences, t)
		}
	}
	s.whole = slices.Clone(vector.FromCounts(all)).Unit()
	return s
}

func (s *Story) text(chosen []int) string {
	var out []string
	for _, i := range chosen {
		out = append(out, s.sentences[i].text)
	}
	return strings.Join(out, " ")
}

// lead returns the first sentences of document doc.
func (s *Story) lead(doc int) []int {
	var out []int
	words := 0
	for i, x := range s.sentences {
		if x.doc == doc && words < s.budget {
			out = append(out, i)
			words += len(x.words)
		}
	}
	return out
}

// random returns a document that nothing but its name decides on.
func (s *Story) random() int {
	best := 0
	for i, d := range s.docs {
		if vector.Hash(string(d.ID)) < vector.Hash(string(s.docs[best].ID)) {
			best = i
		}
	}
	return best
}

// nearest returns the document whose lead is nearest to the whole story.
func (s *Story) nearest() int {
	best, score := 0, -1.0
	for d := range s.docs {
		var sum []vector.Weighted
		for _, i := range s.lead(d) {
			sum = append(sum, s.sentences[i].v...)
		}
		if v := slices.Clone(vector.FromCounts(sum)).Unit().Dot(s.whole); v > score {
			best, score = d, v
		}
	}
	return best
}

// spread takes the candidates with the best score, passing over what repeats.
func (s *Story) spread(score []float64) []int {
	order := s.candidates()
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case score[a] > score[b]:
			return -1
		case score[a] < score[b]:
			return 1
		}
		return 0
	})
	told := map[string]bool{}
	var out []int
	words := 0
	for _, i := range order {
		if words < s.budget && !s.repeats(i, told) {
			out = append(out, i)
			words += len(s.sentences[i].words)
			s.tell(i, told)
		}
	}
	return out
}

func (s *Story) candidates() []int {
	var out []int
	for i, x := range s.sentences {
		if x.candidate {
			out = append(out, i)
		}
	}
	return out
}

func (s *Story) tell(i int, told map[string]bool) {
	w := s.sentences[i].words
	for k := 1; k < len(w); k++ {
		told[w[k-1]+" "+w[k]] = true
	}
}

func (s *Story) repeats(i int, told map[string]bool) bool {
	w, n := s.sentences[i].words, 0
	for k := 1; k < len(w); k++ {
		if told[w[k-1]+" "+w[k]] {
			n++
		}
	}
	return float64(n) > redundant*float64(len(w)-1)
}

// centrality scores each sentence by its likeness to the whole story.
func (s *Story) centrality() []float64 {
	out := make([]float64, len(s.sentences))
	for i, x := range s.sentences {
		out[i] = x.v.Dot(s.whole)
	}
	return out
}

// textRank scores each candidate by a random walk among them, from each to
// what it is like.
func (s *Story) textRank() []float64 {
	const damping, rounds = 0.85, 30
	c := s.candidates()
	like := s.likeness(c)
	rank, next := make([]float64, len(c)), make([]float64, len(c))
	for i := range rank {
		rank[i] = 1
	}
	for range rounds {
		for i := range next {
			next[i] = 1 - damping
		}
		for i := range c {
			var sum float64
			for j := range c {
				if j != i {
					sum += like[i][j]
				}
			}
			for j := range c {
				if j != i && sum > 0 {
					next[j] += damping * rank[i] * like[i][j] / sum
				}
			}
		}
		rank, next = next, rank
	}
	out := make([]float64, len(s.sentences))
	for k, i := range c {
		out[i] = rank[k]
	}
	return out
}

func (s *Story) likeness(c []int) [][]float64 {
	out := make([][]float64, len(c))
	for a := range c {
		out[a] = make([]float64, len(c))
		for b := range c {
			out[a][b] = s.sentences[c[a]].v.Dot(s.sentences[c[b]].v)
		}
	}
	return out
}
