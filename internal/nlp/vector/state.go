package vector

// A Count is what a [Frequency] has counted, so that it can be kept.
type Count struct {
	Documents int
	Terms     map[Term]int
}

// Count returns what f has counted. It is f's own: read it only.
func (f *Frequency) Count() Count { return Count{f.n, f.df} }

// FrequencyOf returns a Frequency that has counted c, which it takes over.
func FrequencyOf(c Count) *Frequency {
	f := NewFrequency()
	f.n = c.Documents
	if c.Terms != nil {
		f.df = c.Terms
	}
	return f
}
