package compare

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// Long reports are full of numbers, and some of them stand near each other by
// chance. That two values contradict each other is said only where it is sure
// that they are of one thing: each rule here asks for more likeness the more
// the values are apart, and the more numbers of the kind the reports have.
const (
	farApart   = 1.7  // times; further apart is a count or sum of something else, if nothing befell it that grows
	notFar     = 1.55 // the same where one of the two is no rough number
	grown      = 10   // times, for what befell people or things and goes on
	rewritten  = 3.5  // times, for what a report says was put at another value before
	nearly     = 1.2  // times: two sums of about one size
	fewNumbers = 6    // pairs of values of a kind in two reports
)

// possible says that a and b, of two reports and with two values, may be of one
// thing.
func (s *story) possible(a, b *mention) bool {
	switch {
	case a.Kind == figure.Age:
		return namesake(strings.TrimPrefix(a.What, "age of "), strings.TrimPrefix(b.What, "age of "))
	case bothLead(a, b):
		return a.Value == 0 || b.Value == 0 || a.ratio(b) <= grown
	case s.unlike(a, b), s.differentThings(a, b), a.Others != b.Others && a.Role == b.Role: // "three others", and all of them
		return false
	case a.Kind == figure.Count && !sameNoun(a, b), a.Role == figure.Arrested && min(a.Value, b.Value) > 0 && a.ratio(b) > farApart:
		return false
	case a.article || b.article, s.joint(a) != s.joint(b), a.Role != b.Role && (a.harmed() || b.harmed()):
		return false
	case s.joint(a) && a.ratio(b) > nearly, a.Role == figure.Arrested && a.When != "" && b.When != "" && a.When != b.When:
		return false
	case inCondition(a), inCondition(b):
		return false // "two in stable condition": some of those in hospital
	case a.Role != "" && a.Role == b.Role && (a.Value == 0 || b.Value == 0):
		return true
	}
	return a.ratio(b) <= apart(a, b)
}

// sameNoun says that counts a and b may be of one thing though they differ.
func sameNoun(a, b *mention) bool {
	_, ok := nouns(a, b, false)
	return ok
}

// inCondition says that m counts who is in hospital by how they are.
func inCondition(m *mention) bool {
	return m.Role == figure.Hospital && slices.Contains(m.Context, "condition")
}

// joint says that m is a part of a word for something else: "a six-page memo".
func (s *story) joint(m *mention) bool {
	text := s.reports[m.report].Document.Text
	return m.Number.End < len(text) && text[m.Number.End] == '-'
}

// sure says that a and b, which are alike and whose values differ, are surely
// of one thing.
func (s *story) sure(a, b *mention) bool {
	switch {
	case a.report == b.report:
		return s.contrasted(a, b)
	case !s.possible(a, b):
		return false
	case bothLead(a, b), a.Kind == figure.Age, a.Role != "" && a.Role == b.Role:
		return true
	}
	words, crowd := s.words(a, b), a.crowd*b.crowd
	switch a.Kind {
	case figure.Percent, figure.Points:
		return words >= 0.6
	case figure.Count:
		return s.sureCount(a, b, words, crowd)
	case figure.Money:
		near := a.ratio(b) <= nearly && (crowd <= 2 || min(a.digits, b.digits) >= 2 && crowd <= fewNumbers)
		return near || words >= 0.3 || a.ratio(b) <= 1.05 && min(a.digits, b.digits) >= 3
	}
	revised := words >= 0.1 && (a.revised || b.revised)
	return crowd <= 3 && (words >= 0.05 || min(a.digits, b.digits) >= 3) || words >= 0.3 || revised
}

// namesake says that two names with one surname may be of one person: the same
// words stand before it, or none before one of them.
func namesake(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	return len(x) < 2 || len(y) < 2 || slices.ContainsFunc(x[:len(x)-1], func(w string) bool { return slices.Contains(y, w) })
}

func (s *story) sureCount(a, b *mention, words float64, crowd int) bool {
	if a.Role == b.Role && (a.people || empty[a.noun]) {
		return words >= 0.4
	}
	if a.Role == figure.Arrested || b.Role == figure.Arrested || a.Role == figure.Charged || b.Role == figure.Charged {
		return !a.people && words >= 0.2
	}
	revised := a.revised || b.revised
	if a.noun != b.noun && !staff(a, b) && !staff(b, a) || !revised && (a.NounSpan.Len() == 0 || b.NounSpan.Len() == 0) {
		return false
	}
	if s.joint(a) {
		return words >= 0.2
	}
	return crowd <= 3 && words >= 0.15 || crowd <= fewNumbers && (a.Role != b.Role || revised) || words >= 0.4
}

// apart is how many times b may be a, or a b.
func apart(a, b *mention) float64 {
	switch {
	case goesOn(a, 6) || goesOn(b, 6) || a.Role != "" || b.Role != "":
		return grown
	case a.revised || b.revised:
		return rewritten
	case a.Qualifier == figure.About && b.Qualifier == figure.About:
		return farApart
	}
	return notFar
}

// isRevised says that m's report gives another value for what m is, as old or new,
// or speaks of an estimate.
func (s *story) isRevised(m *mention) bool {
	return m.Change != "" || slices.Contains(m.Context, "estimate") || slices.ContainsFunc(s.in(m.report), func(o mention) bool {
		return o.Change != "" && o.Sentence == m.Sentence && o.Kind == m.Kind && o.dimension() == m.dimension() && (o.noun == m.noun || o.noun == "") && o.Role == m.Role
	})
}

// kindred counts the values of m's kind that its report has.
func (s *story) kindred(m *mention) int {
	var seen []float64
	for i := range s.in(m.report) {
		o := &s.in(m.report)[i]
		if o.Kind != m.Kind || o.dimension() != m.dimension() || m.Kind == figure.Count && o.noun != m.noun {
			continue
		}
		if _, v, _ := o.base(); !slices.Contains(seen, v) {
			seen = append(seen, v)
		}
	}
	return len(seen)
}
