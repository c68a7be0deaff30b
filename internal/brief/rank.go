package brief

import (
	"maps"
	"math"
	"slices"
)

const (
	titleShare   = 0.5  // of the likeness to the titles beside that to the texts
	lateness     = 0.15 // for each before it in its report a unit is worth so much less
	latenessUpTo = 5    // as many of them count
)

// findCloseness says of each unit how near it comes to what the reports tell
// together: the cosine to the centre of their texts, and half of that to the
// centre of their titles, less the further down it stands. Each origin has one
// vote in a centre, weighed by how much of the story it tells.
func (w *writer) findCloseness() {
	texts, titles := w.textCentre(), w.titleCentre()
	for i := range w.units {
		u := &w.units[i]
		u.close = (w.cosine(u, texts) + titleShare*w.cosine(u, titles)) / (1 + lateness*float64(min(u.rank, latenessUpTo)))
	}
}

// cosine compares u with a unit vector.
func (w *writer) cosine(u *unit, centre []float64) float64 {
	var both, own float64
	for _, t := range u.terms {
		both += w.rarity[t] * centre[t]
		own += w.rarity[t] * w.rarity[t]
	}
	if own == 0 {
		return 0
	}
	return both / math.Sqrt(own)
}

// textCentre returns the unit vector of what all origins tell.
func (w *writer) textCentre() []float64 {
	each := make([][]float64, w.origins)
	for o := range each {
		each[o] = make([]float64, len(w.terms))
	}
	for i := range w.units {
		u := &w.units[i]
		var own float64
		for _, t := range u.terms {
			own += w.rarity[t] * w.rarity[t]
		}
		if own == 0 {
			continue
		}
		own = math.Sqrt(own)
		for _, t := range u.terms {
			each[w.story.Origin[u.doc]][t] += w.rarity[t] / own
		}
	}
	return w.centre(each)
}

// titleCentre returns the unit vector of the titles.
func (w *writer) titleCentre() []float64 {
	each := make([][]float64, w.origins)
	for o := range each {
		each[o] = make([]float64, len(w.terms))
	}
	for i, d := range w.story.Docs {
		for _, term := range d.TitleTerms {
			if t, ok := w.of[term]; ok {
				each[w.story.Origin[i]][t] = w.rarity[t]
			}
		}
	}
	return w.centre(each)
}

// centre returns the unit vector of the sum of what each origin says, which it
// scales to one vote each.
func (w *writer) centre(each [][]float64) []float64 {
	sum := make([]float64, len(w.terms))
	for o, v := range each {
		if n := norm(v); n > 0 {
			for t, x := range v {
				sum[t] += x / n * w.central[o]
			}
		}
	}
	if n := norm(sum); n > 0 {
		for t := range sum {
			sum[t] /= n
		}
	}
	return sum
}

func norm(v []float64) float64 {
	var n float64
	for _, x := range v {
		n += x * x
	}
	return math.Sqrt(n)
}

const (
	headUnits = 3   // units from the top of a report that say what it is about
	onTopic   = 0.6 // part of the best likeness of heads from which a report is about the story
)

// findFocus says of each document how far it is about what the others are
// about: the likeness of its head, that is title and first units, to the heads
// of the other origins, as a part of the best there is. A report of something
// else may hold more words of the story than a flash about it.
func (w *writer) findFocus() {
	w.focus = make([]float64, len(w.story.Docs))
	if w.origins < 2 {
		for i := range w.focus {
			w.focus[i] = 1
		}
		return
	}
	heads := w.heads()
	all := make([]float64, len(w.terms))
	for _, h := range heads {
		h.addTo(all, 1)
	}
	byOrigin := make([][]int, w.origins)
	for i, o := range w.story.Origin {
		byOrigin[o] = append(byOrigin[o], i)
	}
	others := make([]float64, len(w.terms))
	best := 0.0
	for _, own := range byOrigin {
		copy(others, all)
		for _, i := range own {
			heads[i].addTo(others, -1)
		}
		n := norm(others)
		if n < 0.5 {
			continue // a sum of heads is no shorter than one of them: there are none, and this is what rounding left
		}
		for _, i := range own {
			for _, x := range heads[i] {
				w.focus[i] += x.weight * others[x.term] / n
			}
			best = max(best, w.focus[i])
		}
	}
	for i, f := range w.focus {
		w.focus[i] = 1
		if best > 0 {
			w.focus[i] = min(1, f/(onTopic*best))
		}
	}
}

// A head is what the title and the first units of a document tell, as a unit
// vector of which only the terms stand here that it has.
type head []headTerm

type headTerm struct {
	term   int32
	weight float64
}

// addTo adds h to sum, times times.
func (h head) addTo(sum []float64, times float64) {
	for _, x := range h {
		sum[x.term] += times * x.weight
	}
}

// heads returns the head of each document.
func (w *writer) heads() []head {
	weights := make([]map[int32]float64, len(w.story.Docs))
	for i, d := range w.story.Docs {
		weights[i] = map[int32]float64{}
		for _, term := range d.TitleTerms {
			if t, ok := w.of[term]; ok {
				weights[i][t] += 2 * w.rarity[t]
			}
		}
	}
	top := make([]int, len(w.story.Docs))
	for i := range w.units {
		if u := &w.units[i]; u.sound && top[u.doc] < headUnits {
			top[u.doc]++
			for _, t := range u.terms {
				weights[u.doc][t] += w.rarity[t]
			}
		}
	}
	out := make([]head, len(weights))
	for i, m := range weights {
		var n float64
		for _, t := range slices.Sorted(maps.Keys(m)) {
			out[i] = append(out[i], headTerm{t, m[t]})
			n += m[t] * m[t]
		}
		if n = math.Sqrt(n); n > 0 {
			for k := range out[i] {
				out[i][k].weight /= n
			}
		}
	}
	return out
}
