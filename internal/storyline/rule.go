package storyline

import "math"

// The weights of the rule: a logistic regression over 132 pairs of stories of
// allsides judged by eye, the nearest pairs of gva and ecbplus, which hold
// look-alikes and count as no links, and the pairs of two sets of invented
// reports; rounded. docs/decisions/0007 has the figures.
const (
	bias      = -5.2
	wActors   = 4.3
	wLead     = 5.5 // of the geometric mean of lead and words: the lead names the same actors, on the same subject
	wCore     = 1.9
	wRecap    = 2.7
	wBack     = 0.7
	wReuse    = 0.8 // set by hand: the sets hold too little re-use to learn it from
	wGap      = -0.5
	wOthers   = -0.75
	maxReuse  = 0.3 // more of it is not a stronger sign
	maxRepeat = 0.4 // what repeats more is the same report again, or the page around it

	defaultThreshold = 0.7 // of the three known follow-ups all are found up to .77; a false one joins them at .63
)

// forbidden reports whether something in s rules a link out.
func (s *signs) forbidden() bool { return s.elsewhere || s.repeats > maxRepeat }

// score says how sure it is that the later story continues the earlier one, in
// (0, 1).
func (s *signs) score() float64 {
	return logistic(s.sum() + wRecap*s.recap + wBack*s.back)
}

// limit is the score if the later story told of the earlier one as plainly as
// can be: where this is too low, its sentences need not be read.
func (s *signs) limit() float64 { return logistic(s.sum() + wRecap + wBack) }

func (s *signs) sum() float64 {
	z := bias + wActors*s.actors + wLead*math.Sqrt(s.lead*s.words) + wCore*s.core + wReuse*min(s.reuse, maxReuse) + wGap*s.gap
	if s.others {
		z += wOthers
	}
	return z
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
