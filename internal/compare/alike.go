package compare

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// alike scores mentions a and b, and says whether that is enough.
func (s *story) alike(ia, ib int) (float64, bool) {
	a, b := &s.mentions[ia], &s.mentions[ib]
	if rivals(a, b) {
		return surely, true
	}
	if s.unlike(a, b) {
		return 0, false
	}
	if a.report == b.report {
		if again(a, b) {
			return 2, true
		}
		if a.Part >= 0 && a.Part == b.index || b.Part >= 0 && b.Part == a.index {
			return 0, false
		}
	}
	if a.Kind == figure.Age {
		return 1, a.Noun == b.Noun && a.Noun != ""
	}
	agree := s.compatible(a, b)
	if bothLead(a, b) {
		return surely + 1, true
	}
	if !agree && s.differentThings(a, b) {
		return 0, false
	}
	score := s.words(a, b) + s.circumstances(a, b, agree)
	if a.Kind == figure.Count {
		more, ok := nouns(a, b, agree)
		if !ok {
			return 0, false
		}
		score += more
	} else if a.noun == b.noun && a.noun != "" {
		score += 0.25
	}
	more, ok := s.sizes(a, b, agree)
	if !ok {
		return 0, false
	}
	score += more
	if agree {
		return score, score >= enough
	}
	return score, score >= enoughElse
}

// unlike says that a and b cannot be of one quantity, whatever their values.
func (s *story) unlike(a, b *mention) bool {
	return a.Kind != b.Kind || a.Kind == figure.Score || a.dimension() != b.dimension() || s.otherTime(a, b) ||
		a.supposed() != b.supposed() || a.More || b.More || a.Each != b.Each ||
		a.Role != b.Role && a.Role != "" && b.Role != "" && !again(a, b)
}

// again says that one of a and b, of one report, is the other said again.
func again(a, b *mention) bool {
	return a.report == b.report && (a.Like >= 0 && a.Like == b.index || b.Like >= 0 && b.Like == a.index)
}

// differentThings says that a and b, whose values differ, are of different
// things: a part and the whole, what a report leads with and what another one
// tells besides.
func (s *story) differentThings(a, b *mention) bool {
	if a.report != b.report && (a.harmed() || b.harmed()) && (a.besides() || b.besides()) {
		return true
	}
	if a.partial || b.partial || narrower(a, b) || narrower(b, a) {
		return true
	}
	return (a.Part >= 0) != (b.Part >= 0) && a.Role == "" && a.Change == "" && b.Change == ""
}

// circumstances scores what befell a and b, when, and whether others of their
// reports could be meant.
func (s *story) circumstances(a, b *mention, agree bool) float64 {
	score := 0.0
	if a.past != b.past && !(agree && a.Kind == figure.Money) {
		score -= 0.25
	}
	if a.Qualifier == b.Qualifier && a.Qualifier != figure.Exact {
		score += 0.05
	}
	switch {
	case a.Role != "" && a.Role == b.Role:
		score += 0.35
	case a.Role != b.Role:
		score -= 0.15
	}
	if a.alone && b.alone || a.Role == b.Role && a.aloneInRole && b.aloneInRole {
		score += 0.20
	}
	return score
}

// nouns scores what two counts count, and says whether it may be one thing.
func nouns(a, b *mention, agree bool) (score float64, ok bool) {
	switch {
	case empty[a.noun] && a.Role == "" && (!agree || a.Vague || b.Vague):
		return 0, false
	case a.noun == b.noun && a.Role == "" && b.Role == "" && (a.people || empty[a.noun]):
		return 0.05, true // any people
	case a.noun == b.noun && a.Role == "" && (a.NounSpan.Len() == 0 || b.NounSpan.Len() == 0):
		if agree && !a.people && !empty[a.noun] {
			return 0.20, true
		}
		return 0.10, true // left out
	case a.noun == b.noun && a.noun != "":
		if a.people && a.Role != "" && a.Role == b.Role {
			return 0.60, true
		}
		return 0.30, true
	case staff(a, b) || staff(b, a):
		return 0.30, true
	case a.noun == "" || b.noun == "":
		return -0.10, true
	case a.people != b.people && a.Role == b.Role && a.Role != "":
		return 0, agree // people and people of one kind: a part
	}
	return -0.15, agree
}

// sizes scores the values of a and b, and says whether they may be of one thing.
func (s *story) sizes(a, b *mention, agree bool) (score float64, ok bool) {
	r := a.ratio(b)
	if agree {
		if r > 50 && a.Role == "" {
			return 0, false
		}
		if r > 5 {
			score -= 0.15
		}
		if a.Dimension == "time" && a.Scale != b.Scale && max(a.digits, b.digits) >= 3 && s.onlyNear(a, b.report) && s.onlyNear(b, a.report) {
			score += 0.15 // "nearly four months", and 113 days
		}
		return score + s.telling(a, b), true
	}
	if rate(a) {
		score -= 0.15
	}
	switch {
	case !rate(a) && r <= 1.35 && (a.Kind != figure.Count || a.Value >= 10):
		score += 0.15 // two sums of about one size are likely to be one sum
		if (a.Kind == figure.Money || a.Kind == figure.Measure && min(a.digits, b.digits) >= 3) && s.onlyNear(a, b.report) && s.onlyNear(b, a.report) {
			score += 0.12
		}
	case r > 50 && a.Role == "":
		return 0, false
	case r > 5:
		score -= 0.15
	}
	if s.disputed(a, b) || corrected(a, b) {
		score += 0.30
	}
	return score, true
}

// staff says that a counts personnel, or how many a deployment has, and b
// soldiers or the like.
func staff(a, b *mention) bool {
	return (a.noun == "personnel" || a.noun == "deployment") && (services[b.noun] || b.noun == "personnel")
}

// harmed says that m counts who was killed or injured.
func (m *mention) harmed() bool {
	return m.Kind == figure.Count && (m.Role == figure.Killed || m.Role == figure.Injured)
}

// besides says that m's report neither leads with m nor calls it old or wrong.
func (m *mention) besides() bool {
	return !m.leads && m.Change == "" && !m.Denied && (m.people || m.Sentence > near)
}

// otherTime says that a and b are of different events or spans of time.
func (s *story) otherTime(a, b *mention) bool {
	if a.past == b.past {
		return false
	}
	return a.past != "" && b.past != "" || a.people && b.people && a.Role != ""
}

// ratio is how many times the larger value of a and b is the smaller.
func (m *mention) ratio(b *mention) float64 {
	_, va, _ := m.base()
	_, vb, _ := b.base()
	return max(va, vb) / max(min(va, vb), 1e-9)
}

// onlyNear says that a report gives no more than one sum of about the size of m.
func (s *story) onlyNear(m *mention, report int) bool {
	return s.nearIn[m.number*len(s.reports)+report].ask(func() bool { return s.isOnlyNear(m, report) })
}

func (s *story) isOnlyNear(m *mention, report int) bool {
	n := 0
	for i := range s.in(report) {
		if o := &s.in(report)[i]; o.Kind == m.Kind && o.dimension() == m.dimension() && o.ratio(m) <= 1.35 {
			n++
		}
	}
	return n <= 1
}

// isAlone says that no other figure of m's report is of its kind: the only
// speed, the only count of ships; or, if role is set, of its kind and role.
func (s *story) isAlone(m *mention, role bool) bool {
	if m.people || m.Dimension == "time" || rate(m) || m.Kind != figure.Measure && m.NounSpan.Len() == 0 && m.Role == "" || m.Kind == figure.Count && m.noun == "" {
		return false
	}
	for i := range s.in(m.report) {
		o := &s.in(m.report)[i]
		if o.Figure != m.Figure && o.Kind == m.Kind && o.dimension() == m.dimension() &&
			(m.Kind != figure.Count || o.noun == m.noun) && (!role || o.Role == m.Role) && o.Part < 0 && !o.Each && !s.compatible(o, m) {
			return false
		}
	}
	return true
}

// telling is how much it says that the values of a and b agree: much if they
// have many digits.
func (s *story) telling(a, b *mention) float64 {
	if a.Vague || b.Vague {
		return 0.05
	}
	n, more := min(a.digits, b.digits), 0.0
	if a.Kind != figure.Count {
		more = 0.10 // the unit is the same too
	}
	switch {
	case n >= 3:
		return 0.40 + more
	case n == 2 || a.Value >= 1000:
		return 0.28 + more
	}
	return 0.10 + more
}

// rate says that m is a percentage or a change of one: a report is full of
// them, and the words around are few.
func rate(m *mention) bool { return m.Kind == figure.Percent || m.Kind == figure.Points }

// written counts the significant digits of number v as the text has it: "12.0"
// has three.
func written(text string, v float64) int {
	if !strings.Contains(text, ".") {
		return digits(v)
	}
	n := 0
	for _, c := range strings.TrimLeft(text, "0.,") {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return max(n, 1)
}

// digits counts the significant digits of v, at most 6.
func digits(v float64) int {
	for n := 1; n < 6; n++ {
		if roundTo(v, n) == v {
			return n
		}
	}
	return 6
}
