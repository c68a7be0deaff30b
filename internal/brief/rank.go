package brief

import "math"

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
