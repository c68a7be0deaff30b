package baseline

import "math"

// onePass returns single-pass clustering: each document in turn joins the story
// whose centroid it is most like, times kernel (nil for none), if that reaches
// the threshold; or it begins one. The cosine to a centroid is the sum of those
// to its members over the length of their sum, so the matrix is all it needs.
func (m *Matrix) onePass(kernel func(doc, last int) float64) grouper {
	return func(threshold float64) [][]int {
		p := pass{m: m, kernel: kernel, of: make([]int32, len(m.docs)), sum: make([]float64, 0, len(m.docs))}
		for i := range m.docs {
			p.file(i, threshold)
		}
		return p.stories
	}
}

// A pass is single-pass clustering on its way. Parallel to stories: square is
// the squared length of the sum of the vectors, scale one over that length,
// last the latest document with a date or -1, sum the likeness of the document
// in hand.
type pass struct {
	m       *Matrix
	kernel  func(doc, last int) float64
	of      []int32 // story of a document
	stories [][]int
	square  []float64
	scale   []float64
	last    []int
	sum     []float64
}

// file puts document i into a story.
func (p *pass) file(i int, threshold float64) {
	clear(p.sum)
	for j, v := range p.m.row(i) {
		p.sum[p.of[j]] += float64(v)
	}
	best, top := -1, threshold
	for s, sum := range p.sum {
		v := sum * p.scale[s]
		if v < threshold {
			continue // whatever the kernel
		}
		if p.kernel != nil {
			v *= p.kernel(i, p.last[s])
		}
		if v > top || best < 0 && v >= top {
			best, top = s, v
		}
	}
	if best < 0 {
		best = len(p.stories)
		p.stories = append(p.stories, nil)
		p.square, p.scale = append(p.square, 0), append(p.scale, 0)
		p.last, p.sum = append(p.last, -1), append(p.sum, 0)
	}
	p.of[i] = int32(best)
	p.stories[best] = append(p.stories[best], i)
	p.square[best] += 2*p.sum[best] + 1
	p.scale[best] = 1 / math.Sqrt(p.square[best])
	if !p.m.docs[i].Published.IsZero() {
		p.last[best] = i
	}
}
