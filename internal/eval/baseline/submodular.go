package baseline

import "math"

// The weights of Lin and Bilmes's objective, as in the experiments on WCEP.
const (
	coverageShare   = 5.0 // of a sentence's likeness to all, over their number, that counts
	diversityWeight = 6.0
	partShare       = 0.2 // parts that the sentences are divided into, by their number
)

// submodular takes, one after the other, the candidate that adds most to
// coverage and diversity: each sentence of the story is covered by what it is
// like, up to a share; and the more has been taken from one part of the story,
// the less a further sentence of it is worth.
func (s *Story) submodular() []int {
	c := s.candidates()
	like := s.likeness(c)
	part := parts(like)
	covered, limit := make([]float64, len(c)), make([]float64, len(c))
	for i := range c {
		for j := range c {
			limit[i] += like[i][j]
		}
		limit[i] *= min(1, coverageShare/float64(len(c)))
	}
	reward, told, used := make([]float64, len(c)), map[string]bool{}, make([]bool, len(c))
	var out []int
	for words := 0; words < s.budget; {
		best, most := -1, 0.0
		for i := range c {
			if used[i] || s.repeats(c[i], told) {
				continue
			}
			var gain, single float64
			for j := range c {
				gain += min(covered[j]+like[j][i], limit[j]) - min(covered[j], limit[j])
				single += like[j][i] / float64(len(c))
			}
			gain += diversityWeight * (math.Sqrt(reward[part[i]]+single) - math.Sqrt(reward[part[i]]))
			if gain > most {
				best, most = i, gain
			}
		}
		if best < 0 {
			break
		}
		used[best] = true
		for j := range c {
			covered[j] += like[j][best]
			reward[part[best]] += like[j][best] / float64(len(c))
		}
		s.tell(c[best], told)
		out = append(out, c[best])
		words += len(s.sentences[c[best]].words)
	}
	return out
}

// parts divides the sentences into a fifth as many parts: centres as far from
// each other as can be, and each sentence with the one that it is most like.
func parts(like [][]float64) []int {
	n := len(like)
	out := make([]int, n)
	near := make([]float64, n) // to the centre that is most like it
	for i := range near {
		near[i] = -1
	}
	centre := 0
	for k := range max(1, int(partShare*float64(n))) {
		if n == 0 {
			break
		}
		farthest := 0
		for i := range n {
			if like[i][centre] > near[i] {
				near[i], out[i] = like[i][centre], k
			}
			if near[i] < near[farthest] {
				farthest = i
			}
		}
		centre = farthest
	}
	return out
}
