// Package timeline finds the days on which something happened, in the reports
// of months or of one story, and the sentences that tell of them.
//
// Layer: L2 (pure). It goes by the dates that reports name, never by the day on
// which they came out alone: a day is worth an entry because reports speak of
// it, the more the later they still do. It makes no statement itself and
// believes none: the caller makes them, and says of each whether it names its
// day. The method is the date-wise one of Gholipour Ghalandari and Ifrim
// (2020), without what they learn.
package timeline

import (
	"cmp"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A Report is a document and the number of its origin: copies share one.
type Report struct {
	*annotate.Document
	Origin int
}

// A Place is a sentence of a report, both by number.
type Place struct{ Report, Sentence int }

// State makes the statement of the sentence at p, or returns nil if it may not
// stand by itself. The sentences also say the same in other reports.
type State func(p Place, also []Place) *wiredesk.Statement

// Dated reports whether an expression of st means the date, of that precision.
type Dated func(st *wiredesk.Statement, date, precision string) bool

// Options tune [Make]. The zero value is what production uses.
type Options struct {
	Dates     int // how many at the most; 0: as many as stand out
	Sentences int // for each at the most; 0 means 2
	// From and To bound the days, both included. 0 means a week before the first
	// report and the day of the last, or no bound where no report has a day.
	From, To Day
}

const (
	usualSentences = 2
	eve            = 7 // days before the first report: it tells of what it came of
)

// leads is how many sentences of a report tell what is new in it.
const leads = 5

// From these cosines on two sentences say the same, and say too much of the same
// to stand for one day both.
const (
	alike   = 0.8
	repeats = 0.6
)

// mostCandidates are the sentences of one day that are weighed against each
// other: those nearest to what the day is about.
const mostCandidates = 200

// Make returns the timeline of reports, oldest day first. The first statement
// of each entry names its day; the others do, or stand at the top of a report
// that came out on that day or the next. Cost: linear in the reports, and for
// each entry in the sentences that name the day or stand at the top.
func Make(reports []Report, state State, dated Dated, o Options) []wiredesk.TimelineEntry {
	c := newCorpus(reports)
	if o.Sentences == 0 {
		o.Sentences = usualSentences
	}
	ranked := c.rank(c.bounds(o))
	n := o.Dates
	if n == 0 {
		n = standOut(ranked)
	}
	out := []wiredesk.TimelineEntry{}
	w := writer{corpus: c, state: state, dated: dated}
	for _, r := range ranked {
		if len(out) == n {
			break
		}
		if e := w.entry(r.day, o.Sentences); len(e.Statements) > 0 {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b wiredesk.TimelineEntry) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// bounds returns the first and the last day that count.
func (c *corpus) bounds(o Options) (from, to Day) {
	from, to = c.first-eve, c.last
	if c.first == 0 {
		from, to = math.MinInt32, math.MaxInt32
	}
	if o.From != 0 {
		from = o.From
	}
	if o.To != 0 {
		to = o.To
	}
	return from, to
}

// A writer writes the entries of a timeline, one after the other.
type writer struct {
	*corpus
	state State
	dated Dated
	told  []vector.Vector // the sentences taken so far
}

// entry writes the entry of day d, of up to n statements, none of which says
// what an entry written before does.
func (w *writer) entry(d Day, n int) wiredesk.TimelineEntry {
	candidates := w.candidates(d)
	made, says := make([]*wiredesk.Statement, len(candidates)), make([]bool, len(candidates))
	tried := make([]bool, len(candidates))
	p := picker{candidates: candidates, usable: func(i int, first bool) bool {
		if x := &candidates[i]; !tried[i] && !w.has(x.terms) {
			made[i] = w.state(x.Place, same(candidates, i))
			says[i] = made[i] != nil && x.named && w.dated(made[i], d.String(), precisionDay)
		}
		tried[i] = true
		return made[i] != nil && (says[i] || !first && candidates[i].top)
	}}
	e := wiredesk.TimelineEntry{Date: d.String(), Statements: []wiredesk.Statement{}}
	picked := p.pick(n)
	slices.SortStableFunc(picked, func(a, b int) int { return boolean(says[b]) - boolean(says[a]) })
	for _, i := range picked {
		e.Dated += boolean(says[i])
		e.Statements = append(e.Statements, *made[i])
		w.told = append(w.told, candidates[i].terms)
	}
	return e
}

// has reports whether a sentence was taken that says what v does.
func (w *writer) has(v vector.Vector) bool {
	return slices.ContainsFunc(w.told, func(t vector.Vector) bool { return t.Dot(v) >= alike })
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// same returns the candidates of other reports that say what candidate i does,
// one of each report.
func same(candidates []candidate, i int) []Place {
	var out []Place
	for k := range candidates {
		x := &candidates[k]
		if x.Report == candidates[i].Report || slices.ContainsFunc(out, func(p Place) bool { return p.Report == x.Report }) {
			continue
		}
		if x.terms.Dot(candidates[i].terms) >= alike {
			out = append(out, x.Place)
		}
	}
	return out
}

// A candidate is a sentence that may stand for a day.
type candidate struct {
	Place
	terms vector.Vector // of length 1
	named bool          // it names the day
	top   bool          // it stands at the top of a report of that day or the next
	near  float64       // to what the day is about
}
