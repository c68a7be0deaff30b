package brief

import (
	"cmp"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
)

const (
	candidates  = 18   // of which the key points are chosen together
	shortlisted = 60   // of which these are the best
	stalePoint  = 0.3  // for each day before the last report a key point is worth so much less
	worthwhile  = 0.3  // part of the worth of the best candidate that one needs to be liked for what it is about
	newToll     = 0.5  // part of the worth of the best candidate that a toll has at the least
	toldByMore  = 1.4  // what a statement of two origins or more is worth beside one of a single one
	headTold    = 0.2  // degree to which what the headline says is told
	rounded     = 0.15 // what key points are worth more for each of three roles that one of them has
	sameThing   = 0.5  // share of its words that one key point may have in common with another, or with the headline
)

// A point is a candidate for a key point. Its line is nil until it was chosen.
type point struct {
	*line
	unit  *unit
	at    int // among the units of the story
	worth float64
}

// keyPoints returns the sentences that together tell most of the story: of the
// best candidates those that are worth most beside each other, tell different
// things and, as far as there are such, what happened, what was done or said
// about it and what follows. Where one that was chosen cannot be printed it chooses
// again without it.
func (w *writer) keyPoints(head *line) []*line {
	all := w.candidates(head)
	for {
		best := w.chosen(all)
		out, refused := make([]*line, len(best)), -1
		for i, k := range best {
			if all[k].line == nil {
				all[k].line = w.point(all[k].unit)
			}
			if out[i] = all[k].line; out[i] == nil {
				refused = k
			}
		}
		if refused < 0 {
			return out
		}
		all = slices.DeleteFunc(all, func(c point) bool { return c.unit.refused })
	}
}

// chosen returns which of all tell most together, what is worth most first.
func (w *writer) chosen(all []point) []int {
	c := newChoice(all, w.rarity)
	var best []int
	score := 0.0
	try := func(set ...int) {
		if v := c.together(set); v > score {
			best, score = append(best[:0], set...), v
		}
	}
	n := len(all)
	for i := range n {
		try(i)
		for j := i + 1; w.KeyPoints > 1 && j < n; j++ {
			try(i, j)
			for k := j + 1; w.KeyPoints > 2 && k < n; k++ {
				try(i, j, k)
			}
		}
	}
	slices.SortStableFunc(best, func(a, b int) int { return compare(all[b].worth, all[a].worth) })
	return best
}

// candidates returns the units that may be key points, the best first.
func (w *writer) candidates(head *line) []point {
	p := newPicker(w)
	if head != nil {
		p.avoid(head.unit)
		p.tell(head.unit, headTold)
	}
	var out []point
	for _, c := range w.shortlist(p, head) {
		if len(out) == candidates {
			break
		}
		u := c.unit
		if p.gone[c.at] {
			continue // a copy of a better one
		}
		p.gone[c.at] = true
		if w.toldElsewhere(u) {
			c.worth *= toldByMore
		}
		out = append(out, c)
		p.copies(u)
	}
	return w.tolls(p, head, out)
}

// toldElsewhere reports whether another origin says the same as the key point that
// can be made of u.
func (w *writer) toldElsewhere(u *unit) bool {
	if w.origins < 2 {
		return false
	}
	st := assemble(w.story.Docs[u.doc], u, w.pointTrim(u))
	w.corroborate(&st, u)
	return st.Origins > 1
}

// tolls makes sure that the latest tolls which the headline does not give are
// among the candidates, and worth something: such a line may have no other word
// of the story. What brings a figure of the headline up to date is worth most.
func (w *writer) tolls(p *picker, head *line, all []point) []point {
	top, later := worthMost(all), w.later(head)
	for i := range all {
		all[i].worth = max(all[i].worth, top*w.tollWorth(all[i].unit, head, later))
	}
	for i := range w.units {
		u := &w.units[i]
		if p.gone[i] || u.refused || w.byItself(u) == 0 {
			continue
		}
		if v := top * w.tollWorth(u, head, later); v > 0 {
			all = append(all, point{nil, u, i, v})
			p.copies(u)
		}
	}
	return all
}

// tollWorth returns what part of the worth of the best candidate u has at the
// least for a toll that the headline does not give; later are the values that
// bring the headline up to date.
func (w *writer) tollWorth(u *unit, head *line, later []wiredesk.FigureValue) float64 {
	switch {
	case u.spoken || u.loose || head != nil && includes(head.unit.numbers, u.numbers):
		return 0
	case head != nil && u.doc >= head.unit.doc && slices.ContainsFunc(later, func(v wiredesk.FigureValue) bool { return w.gives(u, v) }):
		return 1
	case u.tally == peopleTally:
		return newToll
	}
	return 0
}

func worthMost(all []point) float64 {
	top := 0.0
	for _, c := range all {
		top = max(top, c.worth)
	}
	return top
}

// later returns the last values of those figures of which the headline gives
// another one.
func (w *writer) later(head *line) (out []wiredesk.FigureValue) {
	if head == nil {
		return nil
	}
	for i := range w.story.Figures {
		f := &w.story.Figures[i]
		if f.State != "updated" && f.State != "differ" || f.PartOf != "" || !labels(f) {
			continue
		}
		if last := f.Values[len(f.Values)-1]; !w.gives(head.unit, last) && w.givesOne(head.unit, f) {
			out = append(out, last)
		}
	}
	return out
}

// shortlist returns the units that have a chance, the best first, and takes the
// others out of the choice: how others tell a unit takes long to find out.
func (w *writer) shortlist(p *picker, head *line) []point {
	var left []point
	for i := range w.units {
		if u := &w.units[i]; !p.gone[i] {
			left = append(left, point{nil, u, i, p.adds(u) * w.byItself(u)})
		}
	}
	slices.SortStableFunc(left, byWorth)
	var out []point
	for k, c := range left {
		if k >= shortlisted && c.unit.tally < peopleTally {
			p.gone[c.at] = true
			continue
		}
		c.worth = p.adds(c.unit) * w.pointValue(c.unit)
		if head != nil {
			c.worth *= 1 - overlap(c.unit.terms, head.unit.terms, w.rarity)
		}
		if c.worth > 0 && !c.unit.refused {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b point) int { return cmp.Or(byWorth(a, b), a.at-b.at) })
	return out
}

func byWorth(a, b point) int { return compare(b.worth, a.worth) }

// pointValue says how good a key point u is, as a factor of its value.
func (w *writer) pointValue(u *unit) float64 {
	v := w.byItself(u) * w.echo(u)
	switch {
	case v == 0 || u.table:
	case u.words < fewWords-2, u.words > pointWords && w.shortWords(u) > pointWords:
		v *= 0.1
	case u.words < fewWords:
		v *= 0.7
	}
	return v
}

// byItself is [writer.pointValue] without what others make of u.
func (w *writer) byItself(u *unit) float64 {
	if w.superseded(u) || u.stale {
		return 0
	}
	v := u.form * w.focus[u.doc] * u.tally / (1 + stalePoint*w.age(u))
	if u.tally == 1 {
		v /= 1 + 0.15*float64(u.rank)
	}
	if u.spoken {
		v *= 0.45
	}
	if u.loose {
		v *= 0.5
	}
	if len(u.numbers) > 0 {
		v *= 1.2
	}
	return v
}

// A choice weighs candidates against each other.
type choice struct {
	all  []point
	top  float64     // the worth of the best
	same [][]float64 // what part of its words one has in common with another, the larger of both
}

func newChoice(all []point, rarity []float64) *choice {
	c := &choice{all, worthMost(all), make([][]float64, len(all))}
	for i := range all {
		c.same[i] = make([]float64, i)
		for j := range i {
			a, b := all[i].unit.terms, all[j].unit.terms
			c.same[i][j] = math.Max(overlap(a, b, rarity), overlap(b, a, rarity))
		}
	}
	return c
}

// together says how good the candidates of set, which are in ascending order, are
// as the key points: 0 where two of them tell the same.
func (c *choice) together(set []int) float64 {
	sum, roles := 0.0, [roleBehind + 1]bool{}
	for i, k := range set {
		sum += c.all[k].worth
		if c.all[k].worth > worthwhile*c.top {
			roles[c.all[k].unit.role] = true
		}
		for _, other := range set[:i] {
			if c.same[k][other] > sameThing {
				return 0
			}
			sum -= c.same[k][other] * math.Min(c.all[k].worth, c.all[other].worth)
		}
	}
	n := 0
	for _, r := range []role{roleEvent, roleSaid, roleAhead} {
		if roles[r] {
			n++
		}
	}
	return sum * (1 + rounded*float64(n))
}

// copies takes the units that have the words of u out of the choice.
func (p *picker) copies(u *unit) {
	for i := range p.w.units {
		v := &p.w.units[i]
		if !p.gone[i] && p.w.story.Origin[v.doc] == p.w.story.Origin[u.doc] && overlap(v.terms, u.terms, p.w.rarity) >= copied && overlap(u.terms, v.terms, p.w.rarity) >= copied {
			p.gone[i] = true
		}
	}
}
