package compare

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// mostApart is how many pairs of mentions that are not of one thing by themselves
// others may tie together.
const mostApart = 64

// Two mentions are of one quantity from this likeness on.
const (
	enough     = 0.34 // values that agree
	enoughElse = 0.26 // values that do not
	surely     = 0.75 // alike beyond doubt, in one report too
)

// weigh sets the words of each mention and how much each word says.
func (s *story) weigh() {
	number := map[string]int32{}
	var df []int
	for i := range s.mentions {
		m := &s.mentions[i]
		for _, w := range append(append([]string{strings.ToLower(m.Noun)}, m.Modifier...), m.Context...) {
			w = class(w)
			if w == "" {
				continue
			}
			n, ok := number[w]
			if !ok {
				n = int32(len(df))
				number[w] = n
				df = append(df, 0)
			}
			if !slices.Contains(m.words, n) {
				m.words = append(m.words, n)
				df[n]++
			}
		}
		slices.Sort(m.words)
	}
	s.weight = make([]float64, len(df))
	for w, n := range number {
		idf := math.Log(1 + float64(len(s.mentions))/float64(df[n]))
		if w[0] >= 'A' && w[0] <= 'Z' {
			idf *= 0.5 // a name: it stands everywhere in the story
		}
		s.weight[n] = idf * idf
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		for _, w := range m.words {
			m.norm += s.weight[w]
		}
		m.norm = math.Sqrt(m.norm)
	}
}

// words returns how alike the words around a and b are, in [0, 1].
func (s *story) words(a, b *mention) float64 {
	if a.norm == 0 || b.norm == 0 {
		return 0
	}
	sum := 0.0
	for x, y := a.words, b.words; len(x) > 0 && len(y) > 0; {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			sum += s.weight[x[0]]
			x, y = x[1:], y[1:]
		}
	}
	small := min(a.norm, b.norm)
	return 0.5*sum/(a.norm*b.norm) + 0.5*sum/(small*small)
}

// settle sets what is known of each mention beside the others of its report.
func (s *story) settle() {
	for i := range s.mentions {
		m := &s.mentions[i]
		m.partial, m.alone, m.aloneInRole = s.isPartial(m), s.isAlone(m, false), s.isAlone(m, true)
		m.crowd, m.revised = s.kindred(m), s.isRevised(m)
	}
	for r := range s.reports {
		for _, role := range []string{figure.Killed, figure.Injured} {
			if i, v := s.leading(r, role, true); i >= 0 && v == s.mentions[i].Value {
				s.mentions[i].leads = true
			}
		}
	}
	s.givenIn = make([]answer, len(s.mentions)*len(s.reports))
	s.nearIn = make([]answer, len(s.mentions)*len(s.reports))
}

// An answer is one that was not asked for yet, yes or no.
type answer int8

// ask returns the answer in a, after finding it out if need be.
func (a *answer) ask(find func() bool) bool {
	if *a == 0 {
		*a = -1
		if find() {
			*a = 1
		}
	}
	return *a > 0
}

// A pair is two mentions that may be of one quantity.
type pair struct {
	a, b  int
	score float64
}

// align returns the mentions in groups of one quantity each, in order of
// their first mention.
func (s *story) align() [][]int {
	pairs := s.pairs()
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.score, x.score) })
	group := make([]int, len(s.mentions))
	members := make([][]int, len(s.mentions))
	for i := range group {
		group[i], members[i] = i, []int{i}
	}
	for _, p := range pairs {
		x, y := group[p.a], group[p.b]
		if x == y || !s.mayJoin(members[x], members[y]) {
			continue
		}
		if y < x {
			x, y = y, x
		}
		for _, i := range members[y] {
			group[i] = x
		}
		members[x], members[y] = append(members[x], members[y]...), nil
	}
	var out [][]int
	for _, g := range members {
		if len(g) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// pairs returns the pairs of mentions that are of one quantity: alike enough,
// and each the other's best in its report unless they are alike beyond doubt.
func (s *story) pairs() []pair {
	best := make([][]float64, len(s.mentions)) // of each mention, in each report
	for i := range best {
		best[i] = make([]float64, len(s.reports))
	}
	var all []pair
	for a := range s.mentions {
		for b := a + 1; b < len(s.mentions); b++ {
			score, ok := s.alike(a, b)
			x, y := &s.mentions[a], &s.mentions[b]
			if !ok || !s.compatible(x, y) && (!s.sure(x, y) || s.elsewhere(x, y)) {
				continue
			}
			if ra, rb := x.report, y.report; ra != rb {
				best[a][rb], best[b][ra] = max(best[a][rb], score), max(best[b][ra], score)
			}
			all = append(all, pair{a, b, score})
		}
	}
	return slices.DeleteFunc(all, func(p pair) bool {
		a, b := &s.mentions[p.a], &s.mentions[p.b]
		switch {
		case a.report == b.report:
			return p.score < surely && !s.contrasted(a, b)
		case p.score >= surely && s.compatible(a, b):
			return false
		case p.score < best[p.a][b.report], p.score < best[p.b][a.report]:
			return true
		}
		return false
	})
}

// isPartial says that m counts some of those that its report leads with, or
// others: "a man died" beside "three people were killed".
func (s *story) isPartial(m *mention) bool {
	if m.Some {
		return true
	}
	if !m.people || m.Role == "" || m.Change != "" || m.Denied {
		return false
	}
	lead := s.lead(m)
	return lead != nil && !s.compatible(lead, m)
}

// lead returns the count that m's report leads with for m's role: the first
// that is more than one, or else the first.
func (s *story) lead(m *mention) *mention {
	var lead *mention
	for i := range s.in(m.report) {
		o := &s.in(m.report)[i]
		if !o.people || o.Role != m.Role || o.past != m.past || o.Some || o.Part >= 0 || o.Change == figure.From || o.Denied || o.More {
			continue
		}
		if lead == nil || lead.Value < 2 && o.Value >= 2 {
			lead = o
		}
	}
	return lead
}

// narrower says that a counts men or women alone, and fewer than b has people.
func narrower(a, b *mention) bool {
	return sexes[a.Noun] && a.Noun != b.Noun && a.Value < b.Value
}

// bothLead says that a and b are how many were killed, or injured: the one count
// that each of two reports leads with.
func bothLead(a, b *mention) bool {
	if a.report == b.report || !a.leads || !b.leads || a.Role != b.Role {
		return false
	}
	if a.noun == b.noun || exceeds(a, b) || exceeds(b, a) {
		return true
	}
	return (a.people || b.people) && max(a.Sentence, b.Sentence) <= 2*opening && a.ratio(b) <= 2 // all whom it befell, by what they are
}

// exceeds says that a counts people of one kind, and more than b has people of
// all kinds.
func exceeds(a, b *mention) bool { return !a.people && b.people && a.Value > b.Value }

// elsewhere says that one of the reports of a and b, whose values differ, gives
// that of the other too.
func (s *story) elsewhere(a, b *mention) bool {
	return a.report != b.report && !bothLead(a, b) && (s.given(a, b.report) || s.given(b, a.report))
}

// given says that a report gives the value of m, with the same unit or noun:
// then another value of it is of something else.
func (s *story) given(m *mention, report int) bool {
	return s.givenIn[m.number*len(s.reports)+report].ask(func() bool { return s.isGiven(m, report) })
}

func (s *story) isGiven(m *mention, report int) bool {
	if m.digits < 2 && m.Kind == figure.Count && (m.people && m.Role == "" || m.noun == "" || empty[m.noun]) {
		return false
	}
	for i := range s.in(report) {
		o := &s.in(report)[i]
		if o.Kind == m.Kind && o.dimension() == m.dimension() && (m.Kind != figure.Count || o.noun == m.noun) &&
			o.Role == m.Role && o.Change != figure.From && s.compatible(o, m) {
			return true
		}
	}
	return false
}

// mayJoin says that wherever values in x and y differ, they may be of one
// thing: in one report only if it says itself that the value changed or that
// others give another one; in two, if any two mentions of those values may.
func (s *story) mayJoin(x, y []int) bool {
	var apart, tied [][2]*mention
	for _, i := range x {
		for _, k := range y {
			a, b := &s.mentions[i], &s.mentions[k]
			switch {
			case s.compatible(a, b):
			case s.mayBe(a, b):
				if !slices.ContainsFunc(tied, func(t [2]*mention) bool { return t[0].Value == a.Value && t[1].Value == b.Value }) {
					tied = append(tied, [2]*mention{a, b})
				}
			case a.report == b.report:
				return false
			case len(apart) == mostApart:
				return false
			default:
				apart = append(apart, [2]*mention{a, b})
			}
		}
	}
	return !slices.ContainsFunc(apart, func(p [2]*mention) bool {
		a, b := p[0], p[1]
		return !s.linked(a, b, x) && !s.linked(a, b, y) && !s.linked(b, a, x) && !s.linked(b, a, y) &&
			!slices.ContainsFunc(tied, func(t [2]*mention) bool { return s.compatible(t[0], a) && s.compatible(t[1], b) })
	})
}

// mayBe says that a and b may be of one thing.
func (s *story) mayBe(a, b *mention) bool {
	if s.compatible(a, b) {
		return true
	}
	if a.report == b.report {
		return s.contrasted(a, b)
	}
	return s.possible(a, b)
}

// linked says that a mention of group ties a to b: one that gives a's value too
// and may be of what b is, or one whose value lies between theirs, as a count
// grows from day to day.
func (s *story) linked(a, b *mention, group []int) bool {
	return slices.ContainsFunc(group, func(i int) bool {
		o := &s.mentions[i]
		switch {
		case o == a || o == b || o.Vague || s.compatible(o, b):
			return false
		case s.compatible(o, a):
			return s.mayBe(o, b)
		}
		_, va, _ := a.base()
		_, vb, _ := b.base()
		_, v, _ := o.base()
		return min(va, vb) < v && v < max(va, vb) && s.mayBe(a, o) && s.mayBe(o, b)
	})
}

// contrasted says that one report gives both a and b for one quantity: as old
// and new, or as what two sources say.
func (s *story) contrasted(a, b *mention) bool {
	if a.Change == figure.From || b.Change == figure.From || a.Denied || b.Denied || again(a, b) {
		return true
	}
	if a.Change == figure.To || b.Change == figure.To {
		return a.Role != "" && a.Role == b.Role || a.crowd == 2 && a.ratio(b) <= grown || a.Kind == figure.Count && (a.NounSpan.Len() == 0 || b.NounSpan.Len() == 0)
	}
	return s.disputed(a, b) || corrected(a, b) || rivals(a, b)
}

// rivals says that a report tells, in one sentence and the next, what two
// sources put a sum at, in two currencies, and that neither says what it is for:
// "The band said that it had got 8 million euros. A trader said that 5
// million dollars were paid". The report does not say that the one sum is the other.
func rivals(a, b *mention) bool {
	return a.report == b.report && a.Kind == figure.Money && b.Kind == figure.Money && a.dimension() != b.dimension() &&
		max(a.Sentence-b.Sentence, b.Sentence-a.Sentence) == 1 && a.SaidBy != "" && b.SaidBy != "" && a.SaidBy != b.SaidBy &&
		anySum(a) && anySum(b) && a.ratio(b) <= 2
}

// anySum says that m is a sum of which its report does not say what it is for.
func anySum(m *mention) bool {
	return (m.noun == "" || sums[m.noun]) && m.Part < 0 && m.Like < 0 && m.Role == "" && m.Change == "" && !m.Each && !m.More && !m.Hypothetical
}

// corrected says that a report gives a sum or measure, turns against it, and
// then tells what somebody puts it at: "a capacity of 48 million. But silt has
// filled it. Ana Marsh reckons it held 31 million".
func corrected(a, b *mention) bool {
	if a.report != b.report || a.Kind != b.Kind || a.Kind != figure.Money && a.Kind != figure.Measure || a.Unit != b.Unit {
		return false
	}
	if a.index > b.index {
		a, b = b, a
	}
	return b.Turns == a.Turns+1 && b.Sentence-a.Sentence <= 2 && a.SaidBy == "" && b.SaidBy != "" &&
		a.Part < 0 && b.Part < 0 && min(a.digits, b.digits) >= 2 && a.ratio(b) <= 2 && (a.noun == b.noun || a.noun == "" || b.noun == "")
}

// disputed says that a report puts what two sources say next to each other.
func (s *story) disputed(a, b *mention) bool {
	apart := max(a.Sentence-b.Sentence, b.Sentence-a.Sentence)
	most := 3
	if a.Kind == figure.Measure && min(a.digits, b.digits) >= 3 {
		most = 12 // numbers so long are of few things
	}
	if a.report != b.report || a.SaidBy == "" || b.SaidBy == "" || a.SaidBy == b.SaidBy || s.joint(a) != s.joint(b) || apart < 1 || apart > most || a.Value < 2 || b.Value < 2 {
		return false
	}
	if a.Kind == figure.Count {
		return a.noun == b.noun && a.noun != "" && !a.people && !empty[a.noun] && a.Part < 0 && b.Part < 0 && a.ratio(b) <= farApart && a.crowd == 2 && s.words(a, b) >= 0.15
	}
	return a.ratio(b) <= 1.35 && !rate(a) && (a.Kind != figure.Money || s.words(a, b) >= 0.3)
}

// supposed says that m counts people of whom it is not said that it befell
// them: "would have killed 160 children".
func (m *mention) supposed() bool {
	return m.Hypothetical && (m.Role == figure.Killed || m.Role == figure.Injured)
}
