package lexicon

import (
	"cmp"
	"math"
	"slices"
)

// A Class is the class of a word: Fine from 1, Coarse from 1.
type Class struct {
	Fine   uint16
	Coarse uint8
}

// Clustering says how [Classes] works.
type Clustering struct {
	Words  int // how many of the most frequent words get a class
	Fine   int // number of fine classes
	Coarse int // number of coarse classes
	Rounds int // how often each word may move
}

// Classes puts words into classes so that the class of a word tells as much
// as possible about the class of its neighbour (the exchange algorithm of
// Kneser and Ney 1993). Sentences are of normal forms (see [Normal]). The
// same sentences give the same classes. Cost: seconds for a few million words.
func Classes(sentences [][]string, opt Clustering) map[string]Class {
	words, ids := frequent(sentences, opt.Words)
	fine := exchange(sentences, ids, len(words), opt.Fine, opt.Rounds)
	coarse := exchange(sentences, ids, len(words), opt.Coarse, opt.Rounds)
	out := make(map[string]Class, len(words))
	for i, w := range words {
		out[w] = Class{uint16(fine[i] + 1), uint8(coarse[i] + 1)}
	}
	return out
}

// frequent returns the n most frequent words, most frequent first, and their
// numbers.
func frequent(sentences [][]string, n int) ([]string, map[string]int32) {
	count := map[string]int{}
	for _, s := range sentences {
		for _, w := range s {
			count[w]++
		}
	}
	words := make([]string, 0, len(count))
	for w := range count {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	words = words[:min(n, len(words))]
	ids := make(map[string]int32, len(words))
	for i, w := range words {
		ids[w] = int32(i)
	}
	return words, ids
}

// A pair is a neighbour and how often it stood there.
type pair struct{ word, n int32 }

// An exchanger holds the counts of the exchange algorithm. Class k, the
// last, is fixed: rare words and the ends of sentences.
type exchanger struct {
	k           int
	class       []int32
	left, right [][]pair // neighbours of each word; word -1 is fixed
	both        []int32  // count of class a before class b, at a*(k+1)+b
	first, last []int32  // count of each class as left and as right member
	nlogn       []float64
}

func exchange(sentences [][]string, ids map[string]int32, words, k, rounds int) []int32 {
	x := &exchanger{k: k, class: make([]int32, words)}
	x.neighbours(sentences, ids, words)
	x.begin()
	for range rounds {
		moved := 0
		for w := range words {
			if x.move(int32(w)) {
				moved++
			}
		}
		if moved == 0 {
			break
		}
	}
	return x.class
}

func (x *exchanger) neighbours(sentences [][]string, ids map[string]int32, words int) {
	count := make([]map[int32]int32, words) // right neighbours
	for i := range count {
		count[i] = map[int32]int32{}
	}
	edge := map[int32]int32{} // words after a fixed one
	for _, s := range sentences {
		prev := int32(-1)
		for _, w := range append(s[:len(s):len(s)], "") {
			id, ok := ids[w]
			if !ok {
				id = -1
			}
			switch {
			case prev >= 0:
				count[prev][id]++
			case id >= 0:
				edge[id]++
			}
			prev = id
		}
	}
	x.left, x.right = make([][]pair, words), make([][]pair, words)
	for id, n := range edge {
		x.left[id] = append(x.left[id], pair{-1, n})
	}
	for w := range count {
		for r, n := range count[w] {
			x.right[w] = append(x.right[w], pair{r, n})
		}
		slices.SortFunc(x.right[w], func(a, b pair) int { return cmp.Compare(a.word, b.word) })
		for _, p := range x.right[w] {
			if p.word >= 0 {
				x.left[p.word] = append(x.left[p.word], pair{int32(w), p.n})
			}
		}
	}
}

// begin deals the words out in order of frequency and counts.
func (x *exchanger) begin() {
	for w := range x.class {
		x.class[w] = int32(w % x.k)
	}
	n := x.k + 1
	x.both, x.first, x.last = make([]int32, n*n), make([]int32, n), make([]int32, n)
	total := int32(0)
	for w := range x.class {
		for _, p := range x.right[w] {
			x.count(x.class[w], x.of(p.word), p.n)
			total += p.n
		}
		for _, p := range x.left[w] {
			if p.word < 0 {
				x.count(int32(x.k), x.class[w], p.n)
				total += p.n
			}
		}
	}
	x.nlogn = make([]float64, total+1)
	for i := 2; i < len(x.nlogn); i++ {
		x.nlogn[i] = float64(i) * math.Log(float64(i))
	}
}

func (x *exchanger) of(word int32) int32 {
	if word < 0 {
		return int32(x.k)
	}
	return x.class[word]
}

func (x *exchanger) count(a, b, n int32) {
	x.both[int(a)*(x.k+1)+int(b)] += n
	x.first[a] += n
	x.last[b] += n
}

// move takes w out of its class and puts it where the likelihood is highest.
// Pairs of w with itself are left out of the account.
func (x *exchanger) move(w int32) bool {
	from := x.class[w]
	in, out := x.profile(x.left[w], w), x.profile(x.right[w], w)
	x.shift(from, in, out, -1)
	best, bestGain := from, math.Inf(-1)
	for c := range int32(x.k) {
		if g := x.gain(c, in, out); g > bestGain+1e-9 {
			best, bestGain = c, g
		}
	}
	x.class[w] = best
	x.shift(best, in, out, 1)
	return best != from
}

// profile sums the neighbours by class, in order of class.
func (x *exchanger) profile(neighbours []pair, w int32) []pair {
	sums := make([]int32, x.k+1)
	for _, p := range neighbours {
		if p.word != w {
			sums[x.of(p.word)] += p.n
		}
	}
	var out []pair
	for c, n := range sums {
		if n > 0 {
			out = append(out, pair{int32(c), n})
		}
	}
	return out
}

func (x *exchanger) shift(c int32, in, out []pair, sign int32) {
	for _, p := range in {
		x.count(p.word, c, sign*p.n)
	}
	for _, p := range out {
		x.count(c, p.word, sign*p.n)
	}
}

func (x *exchanger) gain(c int32, in, out []pair) float64 {
	g, n := 0.0, x.k+1
	lasts, firsts := int32(0), int32(0)
	for _, p := range in {
		b := x.both[int(p.word)*n+int(c)]
		g += x.nlogn[b+p.n] - x.nlogn[b]
		lasts += p.n
	}
	for _, p := range out {
		b := x.both[int(c)*n+int(p.word)]
		g += x.nlogn[b+p.n] - x.nlogn[b]
		firsts += p.n
	}
	g -= x.nlogn[x.last[c]+lasts] - x.nlogn[x.last[c]]
	g -= x.nlogn[x.first[c]+firsts] - x.nlogn[x.first[c]]
	return g
}
