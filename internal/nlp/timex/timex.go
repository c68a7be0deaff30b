// Package timex finds the time expressions of English news ("on Friday",
// "4:20 a.m. local time", "two days later", "the past three months", "every
// Monday") and says what they mean, with the types and values of TimeML
// (TIMEX3).
//
// It is a grammar over tokens. Each token is looked up once (words.go) and
// becomes an item: a month, a unit, a number. A rule looks at the items from
// one token on and says how far an expression goes and what stretch of the
// calendar it means (a moment). The rules stand by kind: date.go, weekday.go,
// clock.go, length.go, relative.go, often.go. What a bare weekday or a date
// without its year means depends on the tense of the clause (tense.go).
//
// Layer: L1 (pure). It never asks what time it is now: the time of publication
// comes in as a value. It never guesses an age, a score or a price to be a
// time, and never crosses a sentence.
package timex

import "github.com/wiredesk/wiredesk"

// The types of TIMEX3.
const (
	Date     = "DATE"
	Time     = "TIME"
	Duration = "DURATION"
	Set      = "SET"
)

// What an expression was resolved against.
const (
	Publication = "publication" // the time of publication
	Previous    = "previous"    // a date named before it
	Text        = "text"        // nothing else: it is explicit
	None        = "none"        // it was not resolved
)

// An Expression is a time expression of a document.
type Expression struct {
	wiredesk.Span
	Type string // DATE, TIME, DURATION or SET

	// Value is what it means, in the notation of TIMEX3: 2026-11-25, 2026-W48,
	// 2026-W48-WE, 2026-11, 2026-Q4, 2026-H2, 2026-SP, 2026, 202X, 20XX,
	// 2026-11-25T16:30, 2026-11-25TMO, P3D, PT2H, PXM, PAST_REF, PRESENT_REF,
	// FUTURE_REF, and XXXX-WXX-1 for what is not resolved.
	Value string

	// Grain is minute, hour, part (of a day), day, weekend, week, month,
	// season, quarter, half (of a year), year, decade or century; "" if none.
	Grain string

	Anchor string // Publication, Previous, Text or None

	// Zone is the offset that its hours are in, such as +02:00: the one
	// written beside the hour, or the publication's. It is "" if neither is
	// known, as in "local time".
	Zone string
}

// Find returns the time expressions of a document, in order and apart, each
// inside one sentence. tokens and sentences are those of package segment. If
// published is unknown, relative expressions keep an unresolved value. Cost:
// linear.
func Find(text string, tokens []wiredesk.Token, sentences []wiredesk.Sentence, published wiredesk.Time) []Expression {
	f := finder{text: text, pub: publication(published), zone: zoneOf(published)}
	for _, s := range sentences {
		f.paragraph = s.Paragraph
		f.sentence(tokens[s.First:s.Last])
	}
	return f.out
}

// A finder goes through the sentences of one document.
type finder struct {
	text string
	pub  moment // to the minute, or to the day if the hour is unknown; unresolved if it is not known
	zone string // of the publication

	toks  []wiredesk.Token // of the sentence
	items []item           // one for each of toks

	paragraph int    // of the sentence
	prev      moment // the last date found, resolved; no grain if there was none
	prevIn    int    // the paragraph of prev
	recent    moment // the last day found in the week up to publication
	last      match  // the last match of the sentence
	out       []Expression
}

// A match is a rule's answer: what the tokens [start, end) mean.
type match struct {
	start, end int
	kind       string // Date, ...; "" for tokens that are no time expression
	at         moment // of a date or a time
	value      string // of what is no moment
	anchor     string
	zone       string // written beside an hour
	noZone     bool   // its zone is not known
}

func (f *finder) sentence(toks []wiredesk.Token) {
	f.toks, f.last = toks, match{}
	f.items = f.items[:0]
	for _, t := range toks {
		f.items = append(f.items, read(t.Of(f.text)))
	}
	for i := 0; i < len(toks); {
		if f.items[i].kind == other {
			i++
			continue
		}
		m, ok := f.match(i)
		if !ok {
			i++
			continue
		}
		if m.kind != "" {
			f.add(m)
		}
		i = max(m.end, i+1)
	}
}

// match tries the rules that begin with what token i is.
func (f *finder) match(i int) (match, bool) {
	switch f.items[i].kind {
	case number:
		return f.firstOf(i, f.clock, f.dayMonth, f.often, f.length, f.year)
	case isoDate, slashDate:
		return f.numericDate(i)
	case clockTime, article, another:
		return f.firstOf(i, f.clock, f.length)
	case month:
		return f.monthDate(i)
	case weekday:
		return f.weekday(i)
	case namedDay:
		return f.namedDay(i)
	case direction, demonstrative:
		return f.firstOf(i, f.vagueAfter, f.relative)
	case the:
		return f.firstOf(i, f.vagueAfter, f.dayMonth, f.relative, f.definite)
	case ordinal:
		return f.firstOf(i, f.dayMonth, f.quarter, f.century)
	case quarterName:
		return f.quarter(i)
	case decade:
		return f.decade(i)
	case partOfDay, clockWord:
		return f.firstOf(i, f.clock, f.part)
	case season:
		return f.season(i)
	case modifier:
		return f.modified(i)
	case few, more, half:
		return f.firstOf(i, f.clock, f.length)
	case unit:
		return f.firstOf(i, f.definite, f.bareUnit)
	case weekendWord:
		return f.definite(i)
	case every, times, frequency:
		return f.often(i)
	case vague:
		return f.vague(i)
	case holiday:
		return f.holiday(i)
	case fiscal:
		return f.fiscalYear(i)
	case shift:
		return f.shifted(i)
	}
	return match{}, false
}

func (f *finder) firstOf(i int, rules ...func(int) (match, bool)) (match, bool) {
	for _, rule := range rules {
		if m, ok := rule(i); ok {
			return m, true
		}
	}
	return match{}, false
}

// add appends what m says, and remembers a date for what comes after it.
func (f *finder) add(m match) {
	e := Expression{
		Span:  wiredesk.Span{Start: f.toks[m.start].Start, End: f.toks[m.end-1].End},
		Type:  m.kind,
		Value: m.value, Anchor: m.anchor,
	}
	if m.value == "" {
		e.Value, e.Grain = m.at.value(), m.at.grain.String()
		if m.at.y == 0 {
			e.Anchor = None
		} else if m.at.grain >= day || m.at.hasDay() {
			f.remember(m.at)
		}
		if e.Zone = f.zone; m.zone != "" {
			e.Zone = m.zone
		}
		if m.noZone {
			e.Zone = ""
		}
	}
	if e.Anchor == "" {
		e.Anchor = None
	}
	f.last = m
	f.out = append(f.out, e)
}

// remember keeps a date for what is told from it.
func (f *finder) remember(at moment) {
	f.prev, f.prevIn = at, f.paragraph
	if f.pub.y == 0 || !at.hasDay() {
		return
	}
	if back := f.pub.day().time().Sub(at.day().time()).Hours() / 24; back >= 0 && back <= 7 {
		f.recent = at
	}
}

// is reports whether token i is there and of kind k.
func (f *finder) is(i int, k kind) bool {
	return i >= 0 && i < len(f.items) && f.items[i].kind == k
}

// word reports whether token i is the lower-case word w, in any case.
func (f *finder) word(i int, w string) bool {
	if i < 0 || i >= len(f.toks) || f.toks[i].Len() != len(w) {
		return false
	}
	s := f.tok(i)
	for k := range len(w) {
		c := s[k]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != w[k] {
			return false
		}
	}
	return true
}

// any reports whether token i is one of the lower-case words.
func (f *finder) any(i int, words ...string) bool {
	for _, w := range words {
		if f.word(i, w) {
			return true
		}
	}
	return false
}

func (f *finder) tok(i int) string {
	if i < 0 || i >= len(f.toks) {
		return ""
	}
	return f.toks[i].Of(f.text)
}

// item returns item i, or an empty one.
func (f *finder) item(i int) item {
	if i < 0 || i >= len(f.items) {
		return item{}
	}
	return f.items[i]
}

// ends reports whether nothing of the clause stands at token i: a mark, the
// end, or a word that begins something new.
func (f *finder) ends(i int) bool {
	if i >= len(f.toks) {
		return true
	}
	switch it := f.items[i]; it.kind {
	case comma, dash, bracket, mark:
		return true
	default:
		return it.role == linker || f.any(i, "and", "or", "to", "in", "at", "on", "by", "for", "with", "from", "of", "when", "as", "after", "before")
	}
}
