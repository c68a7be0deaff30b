package compare

import (
	"math"
	"slices"
	"strconv"

	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// state says how the mentions of g stand to each other.
func (s *story) state(g []int) string {
	differ, updated := false, false
	t := s.tendency(g)
	origins := map[int]bool{}
	for k, i := range g {
		origins[s.origin[s.mentions[i].report]] = true
		for _, j := range g[k+1:] {
			switch s.relation(&s.mentions[i], &s.mentions[j], t) {
			case Differ:
				differ = true
			case Updated:
				updated = true
			}
		}
	}
	switch {
	case differ:
		return Differ
	case updated:
		return Updated
	case len(origins) > 1:
		return Agree
	}
	return Single
}

// relation says how two mentions of one quantity with tendency t stand to each
// other: Agree, Updated or Differ.
func (s *story) relation(a, b *mention, t tendency) string {
	if b.when.before(a.when) || a.report > b.report && !a.when.before(b.when) {
		a, b = b, a
	}
	changes := t == free || t == up && b.High >= a.Value
	later := a.when.before(b.when)
	if s.compatible(a, b) {
		if later && changes && (a.Qualifier == figure.AtLeast || a.Qualifier == figure.MoreThan) && b.Value > a.Value*1.05 && a.noun == b.noun {
			return Updated // "at least 14", and 17 the next day
		}
		return Agree
	}
	if a.report == b.report && a.Kind != figure.Count && (a.Like == b.index || b.Like == a.index) {
		return Agree // one number in two units
	}
	if a.Vague || b.Vague {
		return Agree // "hundreds" beside a number
	}
	if a.Denied || b.Denied || a.Change == figure.From || b.Change == figure.From {
		return Updated
	}
	if s.origin[a.report] == s.origin[b.report] && a.report != b.report {
		return Updated
	}
	outlet := s.reports[a.report].Document.Outlet
	if outlet != "" && outlet == s.reports[b.report].Document.Outlet && a.report != b.report {
		return Updated
	}
	if later && (changes || b.Change == figure.To) {
		return Updated
	}
	return Differ
}

// A tendency is how a count moves while a story goes on.
type tendency int

const (
	still tendency = iota // it was what it was
	up                    // it only grows
	free                  // it goes up and down
)

var tendencies = map[string]tendency{
	figure.Killed: up, figure.Injured: up, figure.Hit: up, figure.Arrested: up, figure.Charged: up, figure.Destroyed: up, figure.Damaged: up,
	figure.Infected: up, figure.Freed: up, figure.Rescued: up,
	figure.Missing: free, figure.Displaced: free, figure.Hospital: free, figure.Critical: free, figure.Sheltered: free,
	figure.Deployed: free, figure.Trapped: free,
}

// moving are words of what goes on while it is reported.
var moving = set("burn burned contain contained spread open widen grow swell fight")

// goesOn says that m measures what goes on while it is reported, as the first
// of the words around it say.
func goesOn(m *mention, words int) bool {
	return m.Role == "" && m.Kind != figure.Money && slices.ContainsFunc(m.Context[:min(words, len(m.Context))], func(w string) bool { return moving[w] })
}

// tendency returns how the quantity of g moves: as what befell it does, or
// freely if a report says that it changed.
func (s *story) tendency(g []int) tendency {
	t := still
	for _, i := range g {
		m := &s.mentions[i]
		if m.Change == figure.From {
			return free
		}
		t = max(t, tendencies[m.Role])
		if goesOn(m, 3) {
			t = free
		}
	}
	return t
}

// compatible says that one number may stand behind both: their values are the
// same but for unit and rounding, or one keeps within the other's bound.
func (s *story) compatible(a, b *mention) bool {
	if a.dimension() != b.dimension() {
		return false // a sum in another currency
	}
	if s.rounds(a, b) || s.rounds(b, a) {
		return true
	}
	return within(a, b) || within(b, a)
}

// rounds says that a's value is b's, rounded as far as a's digits go and by no
// more than a twentieth, or a tenth from one unit to another.
func (s *story) rounds(a, b *mention) bool {
	_, va, _ := a.base()
	_, vb, _ := b.base()
	if va == vb {
		return true
	}
	most := 0.05
	if a.Scale != b.Scale && a.digits == 1 {
		most = 0.10 // 7 kilometres, and 4 miles
	}
	if math.Abs(va-vb) > most*math.Max(math.Abs(va), math.Abs(vb)) {
		return false
	}
	n := a.digits
	if vb < va && (a.Qualifier == figure.MoreThan || a.Qualifier == figure.AtLeast) {
		return false
	}
	if a.harmed() && a.Qualifier == figure.Exact && a.Value < 100 {
		return false // 50 dead are not 49
	}
	if a.Scale == b.Scale && a.dimension() != "temperature" {
		return n < b.digits && n <= 2 && roundTo(b.Value, n) == a.Value && a.Value >= 10
	}
	inA := vb / a.Scale
	if a.Dimension == "temperature fahrenheit" {
		inA = vb*1.8 + 32
	}
	return math.Abs(inA-a.Value) <= 0.5*math.Pow(10, math.Floor(math.Log10(math.Abs(a.Value)))-float64(n-1))*1.05
}

// within says that a bounds b: "at least 14" and 15, "nearly 18" and 17.5,
// "dozens" and 40.
func within(a, b *mention) bool {
	low, value, high := a.base()
	bl, bv, bh := b.base()
	switch {
	case a.Vague || b.Vague || a.High > a.Value && a.Value == a.Low && a.Qualifier == figure.About:
		return low <= bh && bl <= high
	case a.Qualifier == figure.AtLeast, a.Qualifier == figure.MoreThan:
		return bv >= value && bv <= 1.5*value && (b.Qualifier == figure.Exact || b.Qualifier == figure.About)
	case a.Qualifier == figure.About && a.High == a.Value: // "nearly"
		return low <= bv && bv <= high && b.Qualifier == figure.Exact
	}
	return false
}

// roundTo rounds v to n significant digits.
func roundTo(v float64, n int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', n-1, 64), 64)
	if err != nil {
		return v
	}
	return r
}
