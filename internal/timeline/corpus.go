package timeline

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A corpus is the reports and what they say of days.
type corpus struct {
	reports     []Report
	published   []Day             // by report; 0 if unknown
	times       [][]mention       // by report: the times that it names, in order
	mentions    map[Day][]mention // in the order of the reports and of their texts
	days        map[Place]bool    // the sentences that name a day
	out         map[Day][]int     // the reports that came out on a day
	first, last Day               // of publication
	frequency   *vector.Frequency // nil until a vector is asked for: most stories name too few times for that
}

// A mention is a time that a sentence names.
type mention struct {
	Place
	moment
	token, last int // it is the tokens [token, last) of the report
}

func newCorpus(reports []Report) *corpus {
	c := &corpus{
		reports: reports, published: make([]Day, len(reports)), times: make([][]mention, len(reports)),
		mentions: map[Day][]mention{}, days: map[Place]bool{}, out: map[Day][]int{},
	}
	for n, r := range reports {
		if !r.Published.IsZero() {
			d := DayOf(r.Published.Time)
			c.published[n] = d
			c.out[d] = append(c.out[d], n)
			if c.first == 0 || d < c.first {
				c.first = d
			}
			c.last = max(c.last, d)
		}
		c.times[n] = mentions(r, n)
		for _, m := range c.times[n] {
			if d, ok := m.day(); ok {
				c.mention(d, m)
			}
		}
	}
	return c
}

// mention counts a sentence once for a day.
func (c *corpus) mention(d Day, m mention) {
	c.days[m.Place] = true
	ms := c.mentions[d]
	if k := len(ms); k == 0 || ms[k-1].Place != m.Place {
		c.mentions[d] = append(ms, m)
	}
}

// mentions returns the times that report number n names, in order.
func mentions(r Report, n int) []mention {
	var out []mention
	s, t := 0, 0
	for _, e := range timex.Find(r.Document.Document.Text, r.Tokens, r.Sentences, r.Published) {
		for r.Sentences[s].End < e.End {
			s++
		}
		for r.Tokens[t].Start < e.Start {
			t++
		}
		m, ok := momentOf(e)
		if !ok {
			continue
		}
		last := t
		for last < len(r.Tokens) && r.Tokens[last].Start < e.End {
			last++
		}
		out = append(out, mention{Place{n, s}, m, t, last})
	}
	return out
}

// terms counts the terms among the tokens [first, last) of r.
func terms(r Report, first, last int) vector.Vector {
	out := make([]vector.Weighted, 0, last-first)
	for i := first; i < last; i++ {
		if t := r.Terms[i]; t != 0 && r.Marks[i]&annotate.Word != 0 {
			out = append(out, vector.Weighted{Term: t, Weight: 1})
		}
	}
	return vector.FromCounts(out)
}

// vector returns the sentence at p as a vector of length 1.
func (c *corpus) vector(p Place) vector.Vector {
	if c.frequency == nil {
		c.frequency = vector.NewFrequency()
		for _, r := range c.reports {
			c.frequency.Add(terms(r, 0, len(r.Tokens)))
		}
	}
	r := c.reports[p.Report]
	s := r.Sentences[p.Sentence]
	return c.frequency.Weigh(terms(r, s.First, s.Last))
}

// remembered is how much more a mention weighs for each time that the days
// since grow by a factor of e: what reports still come back to weeks later was
// an event, and what they only mention on the day was the news of a day. On the
// development set Date-F1 rises from .48 (0) over .55 (2) to .57 (5), and goes
// on rising slowly beyond; 5 leans least on that set.
const remembered = 5

// A rankedDay is a day and how much reports speak of it.
type rankedDay struct {
	day   Day
	score float64
}

// rank returns the days from..to that reports name, those they speak of most
// first. Of the copies of one text, the one that speaks most of the day counts.
func (c *corpus) rank(from, to Day) []rankedDay {
	var out []rankedDay
	for _, d := range slices.Sorted(maps.Keys(c.mentions)) {
		if from <= d && d <= to {
			out = append(out, rankedDay{d, c.score(d)})
		}
	}
	slices.SortStableFunc(out, func(a, b rankedDay) int { return cmp.Compare(b.score, a.score) })
	return out
}

func (c *corpus) score(d Day) float64 {
	ofReport := map[int]float64{}
	for _, m := range c.mentions[d] {
		w := 1.0
		if since := c.published[m.Report] - d; since > 0 && c.published[m.Report] != 0 {
			w += remembered * math.Log(1+float64(since))
		}
		ofReport[m.Report] += w
	}
	ofOrigin := map[int]float64{}
	for n, w := range ofReport { // in any order: the most is the most
		o := c.reports[n].Origin
		ofOrigin[o] = max(ofOrigin[o], w)
	}
	sum := 0.0
	for _, o := range slices.Sorted(maps.Keys(ofOrigin)) {
		sum += ofOrigin[o]
	}
	return sum
}

// standOut returns how many of the ranked days are spoken of at least a fifth
// as much as the third one, 40 at the most.
func standOut(ranked []rankedDay) int {
	const third, share, most = 2, 0.2, 40
	if len(ranked) <= third {
		return len(ranked)
	}
	n := 0
	for n < min(len(ranked), most) && ranked[n].score >= share*ranked[third].score {
		n++
	}
	return n
}
