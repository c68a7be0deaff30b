package storyline

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	leastLead = 20.0 // weight of the names of a lead with few names
	furniture = 2    // a 5-gram of more storylines than this is nobody's background
	fewGrams  = 4    // a half with fewer shows no re-use
	slight    = 0.1  // a sentence tells of a story if it has so much of its recap; without one there is no link
	plain     = 0.3  // and plainly if it has so much
)

// signs say how a later story stands to an earlier one; each is in [0, 1].
type signs struct {
	actors float64 // cosine
	words  float64 // cosine
	lead   float64 // share of the later one's lead whose names the earlier one has
	core   float64 // share of the earlier one's heaviest actors that the later one has
	reuse  float64 // share of the later one's second half that stands in the earlier one
	gap    float64 // between their beginnings: the logarithm of the days, 180 being 1
	recap  float64 // how much of the earlier one's heaviest terms one sentence of the later one has
	back   float64 // how plainly a sentence that gives the earlier one's day tells of it

	repeats   float64 // share of the whole of the later one that stands in the earlier one
	elsewhere bool    // both leads name places, and neither those of the other
	others    bool    // the same of full names

	days  float64
	told  passage // carries recap
	dated date    // carries back
}

// A passage is a sentence of a text.
type passage struct{ text, sentence int }

// A date is a day or a week that a text names.
type date struct {
	passage
	from, to time.Time // half open
}

func (d date) isDay() bool { return d.to.Sub(d.from) <= 24*time.Hour }

// compare looks for the signs that story b continues story a, but for those
// that look finds. halves are the 5-grams of the second half of each text of
// b; seen counts in how many storylines a 5-gram stands.
func compare(a, b *profile, halves [][]uint64, seen map[uint64]int32) signs {
	s := signs{
		actors: a.actors.Dot(b.actors), words: a.words.Dot(b.words),
		lead: covered(b.lead, a.names, leastLead), core: covered(a.core, b.names, 0),
		days:      b.first.Sub(a.first.Time).Hours() / 24,
		elsewhere: apart(a.places, b.places, a.names, b.names),
		others:    apart(a.chief, b.chief, a.names, b.names),
	}
	s.gap = min(1, math.Log10(1+s.days)/math.Log10(181))
	all := func(uint64) bool { return true }
	s.repeats = float64(common(b.grams, a.grams, all)) / float64(max(2*fewGrams, len(b.grams)))
	own := func(h uint64) bool { return seen[h] <= furniture }
	for _, g := range halves {
		if len(g) >= fewGrams {
			s.reuse = max(s.reuse, float64(common(g, a.grams, own))/float64(len(g)))
		}
	}
	return s
}

// apart reports whether both stories have names of a kind, and neither has any
// of the other's.
func apart(a, b, namesA, namesB vector.Vector) bool {
	return len(a) > 0 && len(b) > 0 && covered(a, namesB, 0) == 0 && covered(b, namesA, 0) == 0
}

// common counts what two ascending sets share and counts lets pass.
func common(a, b []uint64, counts func(uint64) bool) int {
	n, j := 0, 0
	for _, h := range a {
		for j < len(b) && b[j] < h {
			j++
		}
		if j < len(b) && b[j] == h && counts(h) {
			n++
		}
	}
	return n
}

// look goes through the sentences of b for those that tell of a.
func (s *signs) look(a, b *profile, dates []date) {
	day := midnight(a.first.Time)
	for k, d := range b.texts {
		for i := range d.Sentences {
			v := tells(d, i, a.recap)
			if v > s.recap {
				s.recap, s.told = v, passage{k, i}
			}
			if v < slight || s.days < 1 {
				continue
			}
			for _, t := range dates {
				near := t.to.After(day.AddDate(0, 0, -1)) && t.from.Before(day.AddDate(0, 0, 1))
				if t.passage != (passage{k, i}) || !near {
					continue
				}
				x := min(1, v/plain)
				if s.back == 0 || t.isDay() && !s.dated.isDay() || t.isDay() == s.dated.isDay() && x > s.back {
					s.dated = t
				}
				s.back = max(s.back, x)
			}
		}
	}
}

// tells returns how much of recap sentence i of d has, in [0, 1].
func tells(d *annotate.Document, i int, recap vector.Vector) float64 {
	var sum float64
	var seen [coreTerms]bool
	for _, term := range d.Terms[d.Sentences[i].First:d.Sentences[i].Last] {
		at, ok := slices.BinarySearchFunc(recap, term, func(w vector.Weighted, t vector.Term) int { return cmp.Compare(w.Term, t) })
		if ok && !seen[at] {
			seen[at] = true
			sum += recap[at].Weight
		}
	}
	return sum
}

// midnight returns the beginning of the day of t, in UTC: published days and
// those that a text names may differ by one, and are compared with that in mind.
func midnight(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// findDates lists the days and weeks that the texts of p name and that lie
// before the day on which it began.
func findDates(p *profile) []date {
	var out []date
	for k, d := range p.texts {
		i := 0
		for _, e := range timex.Find(d.Document.Text, d.Tokens, d.Sentences, d.Published) {
			for d.Sentences[i].End < e.End {
				i++
			}
			if from, to, ok := calendar(e.Value); ok && from.Before(midnight(p.first.Time)) {
				out = append(out, date{passage{k, i}, from, to})
			}
		}
	}
	return out
}

// calendar returns the days that a TIMEX3 value means, if it is a day or a week.
func calendar(v string) (from, to time.Time, ok bool) {
	if year, week, isWeek := strings.Cut(v, "-W"); isWeek && len(week) >= 2 {
		y, err := strconv.Atoi(year)
		w, err2 := strconv.Atoi(week[:2])
		if err != nil || err2 != nil {
			return from, to, false
		}
		jan4 := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // is in week 1
		monday := jan4.AddDate(0, 0, 7*(w-1)-(int(jan4.Weekday())+6)%7)
		return monday, monday.AddDate(0, 0, 7), true
	}
	if len(v) < len(time.DateOnly) {
		return from, to, false
	}
	from, err := time.Parse(time.DateOnly, v[:len(time.DateOnly)])
	return from, from.AddDate(0, 0, 1), err == nil
}
