package eval

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// Rouge is how much a text has in common with one that people wrote, as F1 in
// [0, 1]: single words, pairs of neighbours, and the longest common
// subsequence. Lower case, no stems, no stop words, words are runs of letters
// and digits.
type Rouge struct {
	One float64 `json:"rouge_1"`
	Two float64 `json:"rouge_2"`
	L   float64 `json:"rouge_l"`
}

// ScoreRouge compares system with gold. Two empty texts have nothing in
// common. Cost: the product of their lengths.
func ScoreRouge(system, gold string) Rouge {
	s, g := RougeWords(system), RougeWords(gold)
	return Rouge{
		One: f1(common(s, g, 1), len(s), len(g)),
		Two: f1(common(s, g, 2), len(s)-1, len(g)-1),
		L:   f1(subsequence(s, g), len(s), len(g)),
	}
}

// RougeWords returns the words of text as they are compared.
func RougeWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), notOfWord)
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// CutWords returns the beginning of text up to word number n, as
// [RougeWords] counts; all of it if it has no more.
func CutWords(text string, n int) string {
	inside := false
	for i, r := range text {
		switch word := !notOfWord(r); {
		case word && !inside:
			if n == 0 {
				return strings.TrimRightFunc(text[:i], notOfWord)
			}
			n--
			inside = true
		case !word:
			inside = false
		}
	}
	return text
}

func f1(both, system, gold int) float64 {
	if both == 0 {
		return 0
	}
	p, r := float64(both)/float64(system), float64(both)/float64(gold)
	return 2 * p * r / (p + r)
}

// common counts the runs of n words that a and b share, each as often as both
// have it.
func common(a, b []string, n int) int {
	left := map[string]int{}
	for i := 0; i+n <= len(a); i++ {
		left[strings.Join(a[i:i+n], " ")]++
	}
	both := 0
	for i := 0; i+n <= len(b); i++ {
		if k := strings.Join(b[i:i+n], " "); left[k] > 0 {
			left[k]--
			both++
		}
	}
	return both
}

// subsequence returns the length of the longest common subsequence.
func subsequence(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		before := 0 // what row[j] held for the word before x
		for j, y := range b {
			here := row[j+1]
			if x == y {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(here, row[j])
			}
			before = here
		}
	}
	return row[len(b)]
}

// A Mean is a mean with the bounds between which 95 % of the means of
// resampled items lie.
type Mean struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// resamples is how often the items are drawn anew.
const resamples = 1000

// Bootstrap returns the mean of values, with its interval over resamples drawn
// with a fixed seed: the same values give the same bounds.
func Bootstrap(values []float64) Mean {
	if len(values) == 0 {
		return Mean{}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	means := make([]float64, resamples)
	for i := range means {
		for range values {
			means[i] += values[rng.IntN(len(values))]
		}
		means[i] /= float64(len(values))
	}
	slices.Sort(means)
	m := Mean{Low: means[resamples*25/1000], High: means[resamples*975/1000]}
	for _, v := range values {
		m.Value += v / float64(len(values))
	}
	return m
}
