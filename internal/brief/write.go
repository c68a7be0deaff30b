package brief

import "github.com/wiredesk/wiredesk"

// Write is [Compose] for those who go on to make statements of single passages
// of s: it returns these too, and reads s once for both.
func Write(s Story, tag Tag, accept Accept, o Options) (b wiredesk.Brief, withheld int, p *Passages) {
	w := newWriter(s, tag, accept, o.withDefaults())
	b = w.compose()
	return b, w.withheld, passages(w)
}

// Alone reports whether the sentence that holds at can be understood without
// what stands around it.
func (p *Passages) Alone(at Place) bool {
	u := p.unit(at)
	return u != nil && u.fit && !u.loose
}
