package claim

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// near is how many days apart two dates of one event may be given: dates that
// lie further apart are of two events.
const near = 60

// A dated thing is one place where a report gives the date of something.
type dated struct {
	mention
	date     date
	clock    string   // the time of day, "" if none is given
	at       int      // the token that it hangs on
	event    string   // the lemma of what the date hangs on; "" if that says nothing
	once     bool     // the event happens once: it is a noun, or a verb such as sign
	phase    string   // begin or end, if the date is that of one
	around   []string // lemmas of what else stands on the way to the root, and just before
	words    []string // lemmas of the sentence, and its numbers of weight
	parties  []string // who and what takes part in the event itself
	entities []string // of the sentence
	denied   bool
	topic    bool // the report is about the event: its lead has the word
	past     bool // the report is of weeks later
	planned  bool // the report is of before
}

// times compares the dates that the reports give.
func (s *story) times() {
	var all []dated
	for _, d := range s.docs {
		all = append(all, d.dates()...)
	}
	if len(all) > mostMentions {
		all = all[:mostMentions]
	}
	used := s.disputedDates(all)
	for i := range all {
		s.misdated(all, used, i)
	}
	s.agreedDates(all, used)
}

// mostMentions bounds what is compared with each other.
const mostMentions = 200

// dates returns the dates of d that hang on something.
func (d *doc) dates() []dated {
	var out []dated
	i := 0
	for _, t := range d.Times {
		when, clock, ok := parseDate(t.Value)
		for i < d.n && d.Tokens[i].End <= t.Start {
			i++
		}
		if !ok || i >= d.n || d.Tokens[i].Start >= t.End {
			continue
		}
		from := i > 0 && d.low[i-1] == "from" && !d.bounded(t.End)
		if i > 0 && bounding.Has(d.low[i-1]) && !from {
			continue
		}
		if clock == "" {
			clock = d.clock(t)
		}
		head := i
		for step := 0; step < 20 && int(d.Heads[head]) != head && t.Span.Contains(d.Tokens[d.Heads[head]].Span); step++ {
			head = int(d.Heads[head])
		}
		x := dated{mention: mention{Place: Place{d.number, t.Span}, value: when.String(), saidBy: d.saidBy(t.Span)}, date: when, clock: clock, entities: d.entities(d.sentence[i])}
		if !d.hang(&x, head, i) || d.otherYear(t.Span, head, when) || d.otherWeek(&x, t.Span) {
			continue // "said on Monday"
		}
		if from {
			x.phase, x.once = "begin", x.once || d.planned(x.at)
		}
		x.words = append(d.lemmas(d.Sentences[d.sentence[i]].Span), d.numbers(d.sentence[i])...)
		x.topic = x.event != "" && slices.Contains(d.lead(), x.event)
		if day, ok := when.time(); ok && !d.Published.IsZero() {
			x.past, x.planned = when.day != "" && d.Published.Sub(day) > aged, day.After(d.Published.Time)
		}
		out = append(out, x)
	}
	return out
}

// otherYear reports whether a date is read as one that its verb gainsays: "were
// robbed on New Year's Eve", in a report of the day before. The year of a day
// that has but a name is a guess, so it may not be that of the report either.
func (d *doc) otherYear(at wiredesk.Span, head int, when date) bool {
	day, ok := when.time()
	if !ok || when.day == "" || d.Published.IsZero() {
		return false
	}
	text := at.Of(d.Document.Document.Text)
	named := !strings.ContainsFunc(text, unicode.IsDigit) && !slices.ContainsFunc(spelled(text), ofDay)
	out := d.Published.Time
	today := time.Date(out.Year(), out.Month(), out.Day(), 0, 0, 0, 0, time.UTC)
	if named && d.years(d.sentence[head], at) {
		return true
	}
	if !day.After(today) && (!named || day.Before(today)) {
		return false
	}
	for h := int(d.Heads[head]); ; h = int(d.Heads[h]) {
		if d.upos(h) == tag.VERB {
			return d.past(h)
		}
		if h == int(d.Heads[h]) {
			return false
		}
	}
}

// otherWeek reports whether the day of x, which has but the name of one of the
// week, or its month may be that of the next: no verb says that "the vote on Saturday" is past.
func (d *doc) otherWeek(x *dated, at wiredesk.Span) bool {
	day, ok := x.date.time()
	if !ok || d.Published.IsZero() || x.event == "" || d.upos(x.at) != tag.NOUN {
		return false
	}
	words := spelled(at.Of(d.Document.Document.Text))
	if x.date.day == "" { // "the vote in November"
		return len(words) == 1 && d.Published.Sub(day) >= halfYear
	}
	return len(words) <= 2 && slices.ContainsFunc(words, ofDay) && !slices.Contains(words, "last") && d.Published.Sub(day) >= stale
}

// stale is how old a day of the week is of which the next is nearer, halfYear
// how old such a month is.
const (
	stale    = 4 * 24 * time.Hour
	halfYear = 183 * 24 * time.Hour
)

// years reports whether sentence k speaks of years, beside the passage at: "two
// years ago".
func (d *doc) years(k int, at wiredesk.Span) bool {
	for i := d.Sentences[k].First; i < min(d.Sentences[k].Last, d.n); i++ {
		if d.Lemmas[i] == "year" && !at.Contains(d.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// past reports whether verb i tells what was so.
func (d *doc) past(i int) bool {
	return d.Tags[i].XPOS.String() == "VBD" || slices.ContainsFunc(d.kids[i], func(c int) bool {
		return d.Rels[c].Universal() == "aux" && d.Tags[c].XPOS.String() == "VBD"
	})
}

// ofDay reports whether a word says itself which day is meant, from that of the
// report.
func ofDay(word string) bool { return wordlist.Weekdays.Has(word) || dayWords.Has(word) }

var dayWords = wordlist.NewSet(`today yesterday tomorrow tonight`)

// beside is how many bytes a date and its time of day lie apart at most.
const beside = 8

// clock returns the time of day that stands beside date t, or "".
func (d *doc) clock(t timex.Expression) string {
	for _, o := range d.Times {
		if hour, ok := strings.CutPrefix(o.Value, t.Value+"T"); ok && o.Start-t.End <= beside && t.Start-o.End <= beside {
			return hour
		}
	}
	return ""
}

// aged is how long before a report a date must lie that is told for what
// happened then, and is not that of the story's own event.
const aged = 14 * 24 * time.Hour

// bounded reports whether what follows byte end gives the end of a span of
// time.
func (d *doc) bounded(end int) bool {
	i, _ := d.tokens(wiredesk.Span{Start: end, End: end})
	return i < d.n && (d.low[i] == "to" || d.low[i] == "until" || d.low[i] == "till" || d.low[i] == "through" || d.low[i] == "-" || d.low[i] == "–")
}

// planned reports whether verb i tells what will be so.
func (d *doc) planned(i int) bool {
	return d.upos(i) == tag.VERB && slices.ContainsFunc(d.kids[i], func(c int) bool {
		return d.Rels[c].Universal() == "aux" && (d.low[c] == "will" || d.low[c] == "shall")
	})
}

// leading is how many sentences are the lead of a report, its title and
// dateline among them.
const leading = 5

// lead returns the words of weight of the title and the first sentences.
func (d *doc) lead() []string {
	if d.leads == nil && len(d.Sentences) > 0 {
		last := d.Sentences[min(leading, len(d.Sentences))-1].End
		d.leads = append(d.lemmas(wiredesk.Span{End: last}), strings.Fields(wordlist.Lower(d.Title))...)
	}
	return d.leads
}

// numbers returns the numbers of sentence k that have three digits or more:
// they are of few things.
func (d *doc) numbers(k int) []string {
	var out []string
	for i := d.Sentences[k].First; i < min(d.Sentences[k].Last, d.n); i++ {
		w := d.low[i]
		if d.upos(i) == tag.NUM && len(w) >= 3 && w[0] >= '0' && w[0] <= '9' && !d.timed(i) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// timed reports whether token i is part of a date or a time of day.
func (d *doc) timed(i int) bool {
	return slices.ContainsFunc(d.Times, func(t timex.Expression) bool { return t.Contains(d.Tokens[i].Span) })
}

// bounding words put something before, after or around a date, not at it.
var bounding = wordlist.NewSet(`by since until till after before from to through between and throughout past towards toward earlier later than as`)

// hang finds what the date with head i, which begins at token first, is the
// date of; false if somebody only spoke then.
func (d *doc) hang(x *dated, i, first int) bool {
	// A noun is dated by "the hearing of 3 May" and "Friday's hearing": in "lifted
	// the ban Monday" it only stands beside.
	dating := d.Rels[i] == parse.NmodPoss || d.Rels[i] == parse.Nmod && d.kid(i, parse.Case) >= 0
	for range 6 {
		h := int(d.Heads[i])
		if h == i {
			break
		}
		i = h
		lemma := d.Lemmas[i]
		switch {
		case d.upos(i) != tag.VERB && d.upos(i) != tag.NOUN:
		case speech.Has(lemma):
			if x.event == "" {
				return false
			}
		case settling.Has(lemma):
			if k := d.settled(i); k >= 0 && d.upos(k) == tag.NOUN {
				x.take(i, d.Lemmas[k], d.parties(k), d.kid(i, parse.Obj) < 0)
				x.phase = phases[lemma]
			}
		case !light.Has(lemma):
			x.take(i, lemma, d.subjects(i), d.upos(i) == tag.NOUN && dating || once.Has(lemma))
		}
		dating = false
		x.denied = x.denied || d.negated(i)
		if speech.Has(lemma) {
			break
		}
	}
	for k := first - 1; k >= max(0, first-10) && d.sentence[k] == d.sentence[first]; k-- {
		if (d.upos(k) == tag.NOUN || d.upos(k) == tag.VERB) && !light.Has(d.Lemmas[k]) && !speech.Has(d.Lemmas[k]) && !vague.Has(d.Lemmas[k]) {
			x.around = append(x.around, d.Lemmas[k])
		}
	}
	return true
}

// once are verbs of what is done or happens on one day, phases of those the
// ones that say which end of something a date is.
var (
	once = wordlist.NewSet(`sign resign arrest elect marry launch reopen expire inaugurate sentence ratify approve adopt abolish found bear die
		collapse crash sink explode derail collide erupt arrive depart land`)
	// settling verbs leave it to their subject what happens.
	settling = wordlist.NewSet(`begin start commence open end close finish stop hold take schedule set plan slate expect`)
	phases   = map[string]string{"begin": "begin", "start": "begin", "commence": "begin", "open": "begin", "end": "end", "close": "end", "finish": "end", "stop": "end"}
)

// settled returns what begins, ends or is held in the clause of verb i, or -1:
// "opened an inquiry", "repairs are due to begin".
func (d *doc) settled(i int) int {
	if k := d.kid(i, parse.Obj, parse.Nsubj, parse.NsubjPass); k >= 0 {
		return max(k, d.kid(i, parse.Obj))
	}
	if h := int(d.Heads[i]); d.Rels[i] == parse.Xcomp && h != i {
		return d.kid(h, parse.Nsubj, parse.NsubjPass)
	}
	return -1
}

func (x *dated) take(at int, lemma string, parties []string, once bool) {
	if vague.Has(lemma) {
		return
	}
	if x.event == "" {
		x.at, x.event, x.parties, x.once = at, lemma, parties, once
	}
	x.around = append(x.around, lemma)
}

// subjects returns what tells event i from others of its kind: what a verb is
// done to, with the words before it, for "launched an offensive" is not
// "launched a ground offensive"; or else who and what takes part.
func (d *doc) subjects(i int) []string {
	if _, whom := d.roles(i); d.upos(i) == tag.VERB && whom >= 0 {
		if d.key(whom) == "" {
			return nil
		}
		if e := d.entity(whom); e != "" {
			return []string{e}
		}
		return []string{wordlist.Lower(oneLine(d.text(d.described(whom), whom)))}
	}
	return d.parties(i)
}

// parties returns who and what takes part in event i.
func (d *doc) parties(i int) []string {
	var out []string
	for _, c := range d.kids[i] {
		switch d.Rels[c] {
		case parse.Nsubj, parse.NsubjPass, parse.Obj, parse.Nmod, parse.NmodPoss, parse.Compound, parse.OblAgent:
			if k := d.key(c); k != "" {
				out = append(out, k)
			}
		}
	}
	return out
}

// agreedDates files the dates that several origins give for one thing, but for
// those of used.
func (s *story) agreedDates(all []dated, used []bool) {
	var found []agreedDate
	for i := range all {
		if used[i] || all[i].denied {
			continue
		}
		best, word := []int(nil), ""
		for _, w := range slices.Concat([]string{all[i].event}, all[i].around, all[i].words) {
			if w == "" || speech.Has(w) {
				continue
			}
			if set := like(all, used, i, w); s.origins(places(all, set)) > max(1, s.origins(places(all, best))) {
				best, word = set, w
			}
		}
		if len(best) == 0 {
			continue
		}
		date := all[i].date
		for _, k := range best {
			used[k] = true
			date = date.both(all[k].date)
		}
		k := slices.IndexFunc(found, func(f agreedDate) bool { return f.word == word && f.date == date })
		if k < 0 {
			k = len(found)
			found = append(found, agreedDate{word: word, date: date})
		}
		found[k].set = append(found[k].set, best...)
	}
	for _, f := range found {
		slices.Sort(f.set)
		s.add(kindTime, s.dateOf(all, f), "", []string{f.date.String()}, [][]mention{places(all, f.set)})
	}
}

// An agreedDate is what several origins give as the date of the thing that a word
// names, by their numbers.
type agreedDate struct {
	word string
	date date
	set  []int
}

// dateOf returns what f is the date of: the event that most origins hang it on,
// the first of equals; the word that they share if two hang it on none.
func (s *story) dateOf(all []dated, f agreedDate) string {
	best, n := f.word, 1
	for _, k := range f.set {
		var of []mention
		for _, j := range f.set {
			if all[j].event == all[k].event {
				of = append(of, all[j].mention)
			}
		}
		if all[k].event != "" && s.origins(of) > n {
			best, n = all[k].event, s.origins(of)
		}
	}
	return best
}

// like returns the dates that are the one of number i, of word w.
func like(all []dated, used []bool, i int, w string) []int {
	out := []int{i}
	for k := range all {
		if k != i && !used[k] && !all[k].denied && all[k].sameThing(&all[i], w) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// sameThing reports whether x and y are one date of one thing, of word w: the
// event of one of the two, with somebody or something named in common; or a
// word of both sentences, which then must have more in common; or what happened
// that day, weeks before both reports.
func (x *dated) sameThing(y *dated, w string) bool {
	if x.clock != "" && y.clock != "" && x.clock != y.clock {
		return false
	}
	if x.date.day == "" && y.date.day == "" && !(x.event == w || y.event == w) {
		return false // much may happen in a month
	}
	if x.date.year == "XXXX" && y.date.year == "XXXX" && x.date.day == "" && x.event != y.event {
		return false
	}
	if !x.date.same(y.date) {
		return x.phase == y.phase && x.date.fits(y.date) && slices.Contains(x.words, w) && slices.Contains(y.words, w) && common(x.words, y.words) >= manyWords
	}
	events := x.of(w) && y.of(w) && (x.event == w || y.event == w)
	if share(x.entities, y.entities) && events || x.event == w && y.event == w && once.Has(w) && common(x.words, y.words) >= someWords {
		return true
	}
	if x.past && y.past && x.event != "" && y.event == w {
		return true
	}
	if x.event == w && y.event == w && (x.phase != "" && x.phase == y.phase || x.topic && y.topic && x.date.day != "" && singular.Has(class(w))) {
		return true // "opened an inquiry", "resigned"
	}
	if !slices.Contains(x.words, w) || !slices.Contains(y.words, w) {
		return false
	}
	n := common(x.words, y.words)
	if x.event != "" && y.event != "" && class(root(x.event)) != class(root(y.event)) {
		n-- // of one day are many things
	}
	if share(x.entities, y.entities) {
		return n >= manyWords || n >= someWords && (x.of(w) || y.of(w))
	}
	if len(x.entities) > 0 && len(y.entities) > 0 {
		return false // two banks may raise a rate on one day
	}
	return n >= manyWords || n >= someWords && x.event == y.event
}

// How many words of weight two sentences that give one date must have in
// common: with a name or the event, and without.
const (
	someWords = 3
	manyWords = 4
)

// of reports whether the date is that of w.
func (x *dated) of(w string) bool { return x.event == w || slices.Contains(x.around, w) }

// common counts the words of a that b has.
func common(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

func places(all []dated, set []int) []mention {
	var out []mention
	for _, k := range set {
		out = append(out, all[k].mention)
	}
	return out
}

// disputedDates files the events that origins put at different dates: the same
// word for an event that happens once, with somebody or something in common
// that takes part, and one date in each report. What is still to begin or end,
// and what the reports are about, needs no party: there is one. It returns which of all it has filed.
func (s *story) disputedDates(all []dated) []bool {
	type about struct{ event, phase, party string }
	by := map[about][]int{}
	var order []about
	for k := range all {
		if x := &all[k]; x.event != "" && x.once && !x.denied {
			parties := x.parties
			if x.topic && x.phase != "" && x.planned {
				parties = append(slices.Clone(parties), "") // the one that the reports are about
			}
			for _, p := range parties {
				a := about{x.event, x.phase, p}
				if by[a] == nil {
					order = append(order, a)
				}
				by[a] = append(by[a], k)
			}
		}
	}
	done, used := map[string]bool{}, make([]bool, len(all))
	for _, a := range order {
		if sides := s.dateSides(all, by[a]); len(sides) > 1 && !done[a.event] {
			done[a.event] = true
			var values []string
			for _, side := range sides {
				values = append(values, side[0].value)
			}
			s.add(kindTime, a.event, open, values, sides)
			for _, k := range by[a] {
				used[k] = true
			}
		}
	}
	return used
}

// dateSides sorts the dates in set by what they say; nil if they agree, or if
// a report gives several.
func (s *story) dateSides(all []dated, set []int) [][]mention {
	var sides [][]int
	in := map[int]date{} // by report
	for _, k := range set {
		x := &all[k]
		if before, ok := in[x.Report]; ok && !before.fits(x.date) {
			return nil
		}
		in[x.Report] = x.date
		n := slices.IndexFunc(sides, func(side []int) bool { return all[side[0]].date.fits(x.date) })
		if n < 0 {
			sides, n = append(sides, nil), len(sides)
		}
		sides[n] = append(sides[n], k)
	}
	var out [][]mention
	for n, side := range sides {
		ms := places(all, side)
		if n > 0 && (!all[side[0]].date.near(all[sides[0][0]].date) || !s.apart(out[0], ms)) {
			return nil
		}
		out = append(out, ms)
	}
	return out
}
