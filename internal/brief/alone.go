package brief

// Alone reports whether the sentence that holds at can be understood without
// what stands around it.
func (p *Passages) Alone(at Place) bool {
	u := p.unit(at)
	return u != nil && u.fit && !u.loose
}
