package timeline

import (
	"cmp"
	"maps"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

const (
	mostEvents  = 8
	leastEvents = 2   // fewer make no timeline
	mostCoarse  = 2   // events of which only the month or the year is known
	deepest     = 60  // sentences of one report that are looked at
	related     = 0.5 // from this cosine on two events of a story are told twice
)

// Events returns the timeline of one story, earliest first, or nothing if fewer
// than two events have a sentence of their own. Each statement names its date
// itself; hours stand only where a report gives them. Cost: linear in the
// reports, and for each event in the sentences that name its date.
func Events(reports []Report, state State, dated Dated) []wiredesk.Event {
	c := newCorpus(reports)
	byDate := map[string][]mention{}
	for n, r := range reports {
		for _, m := range mentions(r, n) {
			if m.Sentence < deepest && c.tells(m) {
				byDate[m.date] = append(byDate[m.date], m)
			}
		}
	}
	var out []wiredesk.Event
	var taken []candidate
	coarse := 0
	for _, date := range c.mostTold(byDate) {
		precision := byDate[date][0].precision
		_, isDay := byDate[date][0].day()
		if len(out) == mostEvents || !isDay && coarse == mostCoarse {
			continue
		}
		x, st := c.event(byDate[date], taken, state, dated)
		if st == nil {
			continue
		}
		taken, coarse = append(taken, x), coarse+boolean(!isDay)
		out = append(out, wiredesk.Event{Date: date, Precision: precision, Statement: *st})
	}
	if len(out) < leastEvents {
		return []wiredesk.Event{}
	}
	slices.SortFunc(out, func(a, b wiredesk.Event) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// mostTold returns the dates, those that most origins tell of first, each
// nearest to its top; a month or a year counts less than a day.
func (c *corpus) mostTold(byDate map[string][]mention) []string {
	dates := slices.Sorted(maps.Keys(byDate))
	score := map[string]float64{}
	for _, d := range dates {
		best := map[int]float64{}
		for _, m := range byDate[d] {
			o := c.reports[m.Report].Origin
			best[o] = max(best[o], 1/(1+0.1*float64(m.Sentence)))
		}
		for _, o := range slices.Sorted(maps.Keys(best)) {
			score[d] += best[o]
		}
		if _, ok := byDate[d][0].day(); !ok {
			score[d] /= 3
		}
	}
	slices.SortStableFunc(dates, func(a, b string) int { return cmp.Compare(score[b], score[a]) })
	return dates
}

// event returns the statement of the sentence that tells best of a date, nil if
// none may stand, or each says what one of taken does.
func (c *corpus) event(ms []mention, taken []candidate, state State, dated Dated) (candidate, *wiredesk.Statement) {
	var all, tops []candidate
	for _, m := range ms {
		if n := len(all); n == 0 || all[n-1].Place != m.Place {
			all = append(all, candidate{Place: m.Place, terms: c.vector(m.Place), named: true})
		}
	}
	for n, r := range c.reports {
		for s := range min(leads, len(r.Sentences)) {
			tops = append(tops, candidate{terms: c.vector(Place{n, s})})
		}
	}
	about := both(mean(all), mean(tops))
	all = nearest(all, about)
	for i, x := range all {
		told := slices.ContainsFunc(taken, func(t candidate) bool { return t.Place == x.Place || t.terms.Dot(x.terms) >= related })
		if told {
			continue
		}
		st := state(x.Place, same(all, i))
		if st != nil && dated(st, ms[0].date, ms[0].precision) {
			return x, st
		}
	}
	return candidate{}, nil
}

// tells reports whether the sentence of m tells what happened then: the time
// stands outside quotations, and is neither that of an utterance ("said on
// Monday"), nor a bound ("until Monday"), nor part of a name ("Monday's vote").
func (c *corpus) tells(m mention) bool {
	r := c.reports[m.Report]
	if r.Marks[m.token]&annotate.Quoted != 0 {
		return false
	}
	for i := m.last; i < min(m.last+1, len(r.Tokens)); i++ {
		if r.Lower[i] == "'s" || r.Lower[i] == "'" {
			return false
		}
	}
	first := r.Sentences[m.Sentence].First
	i := m.token - 1
	if i >= first && bounds.Has(r.Lower[i]) {
		return false
	}
	for i >= first && between.Has(r.Lower[i]) {
		i--
	}
	return i < first || !saying.Has(r.Lower[i])
}

var (
	bounds  = wordlist.NewSet(`to since until till before after by from than`)
	between = wordlist.NewSet(`on in at a an the early late statement interview email e-mail news conference briefing reporters journalists`)
	saying  = wordlist.NewSet(`said says say saying told tells added adds asked replied noted insisted recalled explained wrote writes tweeted posted remarked argued warned`)
)
