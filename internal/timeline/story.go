package timeline

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

const (
	mostEvents  = 8
	leastEvents = 2   // fewer make no timeline
	mostCoarse  = 2   // events of which only the month or the year is known
	deepest     = 60  // sentences of one report that are looked at
	background  = 30  // days before the first report: what is older is told for the sake of the rest
	related     = 0.5 // from this cosine on two events of a story are told twice
)

// Events returns the timeline of one story, earliest first, or nothing if fewer
// than two events have a sentence of their own. Each statement names its date
// itself; hours stand only where a report gives them. Cost: linear in the
// reports, and for each event in the sentences that name its date.
func Events(reports []Report, state State, dated Dated) []wiredesk.Event {
	c := newCorpus(reports)
	byDate := map[string][]mention{}
	for _, ms := range c.times {
		for i, m := range ms {
			if m.Sentence < deepest && !refined(ms, i) && c.tells(m) {
				byDate[m.date] = append(byDate[m.date], m)
			}
		}
	}
	if len(byDate) < leastEvents {
		return []wiredesk.Event{}
	}
	news := c.news()
	var out []wiredesk.Event
	var taken []candidate
	coarse := 0
	for _, date := range c.mostTold(byDate) {
		precision := byDate[date][0].precision
		_, isDay := byDate[date][0].day()
		if len(out) == mostEvents || !isDay && coarse == mostCoarse || !c.matters(byDate[date]) {
			continue
		}
		x, st := c.event(byDate[date], news, taken, state, dated)
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

// refined reports whether the sentence of mention i of a report, whose mentions
// stand in order, gives its date more finely: "at 9 on Monday".
func refined(ms []mention, i int) bool {
	first, end := i, i
	for first > 0 && ms[first-1].Place == ms[i].Place {
		first--
	}
	for end < len(ms) && ms[end].Place == ms[i].Place {
		end++
	}
	return slices.ContainsFunc(ms[first:end], func(o mention) bool {
		return len(o.date) > len(ms[i].date) && strings.HasPrefix(o.date, ms[i].date)
	})
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

// matters reports whether a date belongs to the story: what is long past, or
// known to the month or year only, must be named by two origins or at the top
// of a report.
func (c *corpus) matters(ms []mention) bool {
	if d, ok := ms[0].day(); ok && (c.first == 0 || d >= c.first-background) {
		return true
	}
	for _, m := range ms {
		if m.Sentence < leads || c.reports[m.Report].Origin != c.reports[ms[0].Report].Origin {
			return true
		}
	}
	return false
}

// news returns what the story is about: the mean of the tops of its reports.
func (c *corpus) news() map[vector.Term]float64 {
	var tops []candidate
	for n, r := range c.reports {
		for s := range min(leads, len(r.Sentences)) {
			tops = append(tops, candidate{terms: c.vector(Place{n, s})})
		}
	}
	return mean(tops)
}

// event returns the statement of the sentence that tells best of a date, nil if
// none may stand, or each says what one of taken does.
func (c *corpus) event(ms []mention, news map[vector.Term]float64, taken []candidate, state State, dated Dated) (candidate, *wiredesk.Statement) {
	var all []candidate
	for _, m := range ms {
		if n := len(all); n == 0 || all[n-1].Place != m.Place {
			all = append(all, candidate{Place: m.Place, terms: c.vector(m.Place), named: true})
		}
	}
	all = nearest(all, both(mean(all), news))
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
// stands outside quotations, is no coming weekday that was taken for the last
// one ("reopens on Tuesday"), and is neither that of an utterance ("said on
// Monday"), nor a bound ("until Monday"), nor part of a name ("Monday's vote").
func (c *corpus) tells(m mention) bool {
	r := c.reports[m.Report]
	if r.Marks[m.token]&annotate.Quoted != 0 {
		return false
	}
	if m.last < len(r.Tokens) && (r.Lower[m.last] == "'s" || r.Lower[m.last] == "'") {
		return false
	}
	if d, ok := m.day(); ok && d < c.published[m.Report] && c.weekday(m) && !c.past(m) {
		return false
	}
	first := r.Sentences[m.Sentence].First
	i := m.token - 1
	if i >= first && bounds.Has(r.Lower[i]) || c.aside(m) {
		return false
	}
	for i >= first && (between.Has(r.Lower[i]) || utterances.Has(r.Lower[i])) {
		if utterances.Has(r.Lower[i]) {
			return false
		}
		i--
	}
	return i < first || !saying.Has(r.Lower[i])
}

// aside reports whether the sentence of m tells of something else, or names the
// time in passing: in a clause about somebody ("..., who on Thursday had
// resigned, ..."), or as the end of a span ("between 2018 and 2024").
func (c *corpus) aside(m mention) bool {
	r := c.reports[m.Report]
	s := r.Sentences[m.Sentence]
	for i := s.First; i < s.Last; i++ {
		if elsewhere.Has(r.Lower[i]) {
			return true
		}
	}
	for i := m.token - 1; i >= s.First; i-- {
		switch w := r.Lower[i]; {
		case w == "between" && m.token-i <= 4:
			return true
		case w == ",":
			return relative.Has(r.Lower[i+1])
		}
	}
	return false
}

// weekday reports whether m is a day of the week without a date, or a time of
// such a day.
func (c *corpus) weekday(m mention) bool {
	named := false
	s := c.reports[m.Report].Sentences[m.Sentence]
	for i := max(s.First, m.token-beside); i < min(s.Last, m.last+beside); i++ {
		w := c.reports[m.Report].Lower[i]
		if wordlist.Months.Has(w) {
			return false
		}
		named = named || wordlist.Weekdays.Has(w)
	}
	return named
}

// past reports whether a form of the past stands in the sentence of m outside
// quotations.
func (c *corpus) past(m mention) bool {
	r := c.reports[m.Report]
	s := r.Sentences[m.Sentence]
	for i := s.First; i < s.Last; i++ {
		w := r.Lower[i]
		if r.Marks[i]&(annotate.Quoted|annotate.Word) == annotate.Word && (pasts.Has(w) || len(w) > 4 && strings.HasSuffix(w, "ed")) {
			return true
		}
	}
	return false
}

// beside is how many tokens from a time of day its day may stand.
const beside = 3

var (
	elsewhere = wordlist.NewSet(`unrelated separate`)
	relative  = wordlist.NewSet(`who which whose whom`)
	bounds    = wordlist.NewSet(`to since until till before after by from than`)
	between   = wordlist.NewSet(`on in at a an the early late reporters journalists`)
	// utterances are what is made known: their day is not that of what it tells.
	utterances = wordlist.NewSet(`statement statements interview email e-mail conference briefing address speech tweet tweets post column editorial commentary newspaper`)
	pasts      = wordlist.NewSet(`was were had did said told been began came went took gave got made left fell rose died held met won lost sent set put cut hit shot
		struck broke blew sank drove flew ran saw found kept led laid paid sold bought brought caught fought spoke wrote stood sought swept tore threw woke
		became grew drew shut quit spread burnt`)
	saying = wordlist.NewSet(`said says say saying told tells added adds asked replied noted insisted recalled explained wrote writes tweeted posted remarked argued warned`)
)
