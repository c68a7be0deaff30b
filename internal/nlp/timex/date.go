package timex

import "strings"

// numericDate reads 2026-03-04, and 4/3/2026 with care: where both readings
// are dates, the one nearer to publication counts, and none if that is not
// known.
func (f *finder) numericDate(i int) (match, bool) {
	m := match{start: i, end: i + 1, kind: Date, anchor: Text}
	if f.is(i, isoDate) {
		m.at, _ = isoDay(f.tok(i))
		return m, true
	}
	p := strings.Split(f.tok(i), "/")
	a, b, y, ok := atoi3(p[0], p[1], p[2])
	if !ok || len(p[2]) != 4 && len(p[2]) != 2 {
		return match{}, false
	}
	if len(p[2]) == 2 {
		y = twentieth(y)
	}
	dayFirst, monthFirst := moment{grain: day, y: y, m: b, d: a}, moment{grain: day, y: y, m: a, d: b}
	switch first, second := valid(y, b, a), valid(y, a, b); {
	case !first && !second:
		return match{}, false
	case !second || first && a == b:
		m.at = dayFirst
	case !first:
		m.at = monthFirst
	case f.pub.y == 0:
		m.at = moment{grain: yearGrain, y: y}
	default:
		m.at, m.anchor = dayFirst, Publication
		if distance(monthFirst, f.pub) < distance(dayFirst, f.pub) {
			m.at = monthFirst
		}
	}
	return m, true
}

// distance returns the days between a and b.
func distance(a, b moment) int {
	d := int(a.time().Sub(b.day().time()).Hours() / 24)
	if d < 0 {
		return -d
	}
	return d
}

// dayMonth reads a date that begins with its day: "4 March 2026", "4 March",
// "the 4th of March", and the first of two days: "24 and 25 April".
func (f *finder) dayMonth(i int) (match, bool) {
	k := i
	if f.is(k, the) {
		k++
	}
	d := f.item(k)
	if d.n < 1 || d.n > 31 || d.kind != ordinal && (d.kind != number || d.digits == 0 || d.digits > 2) {
		return match{}, false
	}
	j := k + 1
	if d.kind == ordinal && f.word(j, "of") {
		j++
	}
	if f.fullMonth(j) {
		return f.dated(i, j+1, moment{grain: day, m: f.items[j].n, d: d.n})
	}
	// "24 and 25 April", "3 to 5 March", "3-5 March": the month of the second
	// is that of the first, too.
	if d.kind == number && f.joins(j) && f.is(j+1, number) && f.items[j+1].n <= 31 && f.items[j+1].n > d.n && f.fullMonth(j+2) {
		at := moment{grain: day, m: f.items[j+2].n, d: d.n}
		if y, _, ok := f.yearAt(j + 3); ok {
			at.y = y
		}
		return f.settle(match{start: i, end: j, kind: Date, at: at})
	}
	return match{}, false
}

// fullMonth reports whether token i is a month beside a day: abbreviated or
// not, with a capital.
func (f *finder) fullMonth(i int) bool { return f.is(i, month) && !f.items[i].mid }

// joins reports whether token i stands between two days of a list or range.
func (f *finder) joins(i int) bool {
	return f.is(i, dash) || f.any(i, "and", "or", "to", "through", "until")
}

// dated ends a date whose day and month are known at token j with its year, if
// one follows.
func (f *finder) dated(i, j int, at moment) (match, bool) {
	if at.d > daysIn(0, at.m) {
		return match{}, false
	}
	m := match{start: i, end: j, kind: Date, at: at}
	if y, end, ok := f.yearAt(j); ok {
		m.at.y, m.end = y, end
		m.anchor = f.yearAnchor(end - 1)
		return m, valid(y, at.m, at.d)
	}
	if y, ok := f.sharedYear(j, at.m); ok {
		m.at.y, m.anchor = y, Text
		return m, valid(y, at.m, at.d)
	}
	return f.settle(m)
}

// sharedYear returns the year of a day in month m that is the first of two:
// "between 30 March and 14 May 2026", "December 30 to January 4, 2026".
func (f *finder) sharedYear(j, m int) (int, bool) {
	if !f.joins(j) {
		return 0, false
	}
	second := j + 1
	if f.is(second, number) {
		second++
	}
	if !f.is(second, month) {
		return 0, false
	}
	end := second + 1
	if second == j+1 {
		if !f.is(end, number) || f.items[end].digits == 0 || f.items[end].digits > 2 {
			return 0, false
		}
		end++
	}
	y, after, ok := f.yearAt(end)
	if !ok || f.is(after-1, unit) {
		return 0, false
	}
	if m > f.items[second].n {
		return y - 1, !f.word(j, "and") && !f.word(j, "or")
	}
	return y, true
}

// settle gives a date without a year the year nearest to publication.
func (f *finder) settle(m match) (match, bool) {
	m.anchor = Text
	if m.at.y == 0 {
		m.at, m.anchor = f.nearest(m.at, m.start, m.end), Publication
	}
	if m.at.d > 0 && m.at.y != 0 && !valid(m.at.y, m.at.m, m.at.d) {
		return match{}, false
	}
	return m, true
}

// yearAt reads the year that ends a date at token j: "2026", ", 2026", "this
// year", "of last year". It returns the token after it.
func (f *finder) yearAt(j int) (y, end int, ok bool) {
	k := j
	if f.is(k, comma) || f.word(k, "of") || f.word(k, "in") {
		k++
	}
	if it := f.item(k); it.kind == number && it.digits == 4 && it.n >= 1000 && it.n < 2200 && !it.abbr {
		return it.n, k + 1, true
	}
	if d := f.item(k); (d.kind == direction || d.kind == demonstrative) && f.is(k+1, unit) && f.items[k+1].n == yearSpan && f.pub.y != 0 && !f.is(j, comma) {
		switch d.n {
		case lastDir:
			return f.pub.y - 1, k + 2, true
		case nextDir:
			return f.pub.y + 1, k + 2, true
		case thisDir:
			return f.pub.y, k + 2, true
		case thatDir:
			if f.prev.grain != noGrain && d.kind == demonstrative {
				return f.prev.y, k + 2, true
			}
		}
	}
	return 0, j, false
}

// monthDate reads what begins with a month: "March 4, 2026", "March 4", "March
// 2026", "March", "March last year".
func (f *finder) monthDate(i int) (match, bool) {
	it := f.items[i]
	if d := f.item(i + 1); !it.mid && d.n >= 1 && d.n <= 31 && (d.kind == number && d.digits > 0 && d.digits <= 2 || d.kind == ordinal && isDigit(f.tok(i + 1)[0])) && !f.counts(i+1) {
		return f.dated(i, i+2, moment{grain: day, m: it.n, d: d.n})
	}
	if y, end, ok := f.yearAt(i + 1); ok && (!f.is(i+1, comma) || f.named(i)) {
		return match{start: i, end: end, kind: Date, at: moment{grain: monthGrain, y: y, m: it.n}, anchor: f.yearAnchor(end - 1)}, true
	}
	if !f.named(i) {
		return match{}, false
	}
	return f.settle(match{start: i, end: i + 1, kind: Date, at: moment{grain: monthGrain, m: it.n}})
}

// yearAnchor says what a date was resolved against whose year ends at token i.
func (f *finder) yearAnchor(i int) string {
	if f.is(i, unit) {
		return Publication
	}
	return Text
}

// counts reports whether the number at token i counts what follows, so that it
// is no day: "In March 12 people", but "On March 12 people".
func (f *finder) counts(i int) bool {
	return f.any(i+1, "percent", "per", "%", "people", "million", "billion", "points") && f.any(i-2, "in", "since", "by")
}

// named reports whether the month at token i, which stands alone, is one: not
// a name or a verb, as May, March, April, June and August may be.
func (f *finder) named(i int) bool {
	it, before, next := f.items[i], f.item(i-1), f.item(i+1)
	if it.mid || before.kind == modifier || before.kind == direction || f.is(i-1, demonstrative) {
		return true
	}
	dot := f.toks[i].Len() > 0 && strings.HasSuffix(f.tok(i), ".")
	prep := f.any(i-1, "in", "since", "until", "till", "by", "through", "from", "during", "between", "before", "after", "for", "every", "each") ||
		f.word(i-1, "of") && f.any(i-2, "end", "beginning", "start", "middle", "month", "half", "week", "days", "day", "weeks", "early", "late", "part") ||
		(f.joins(i-1) || f.is(i-1, comma)) && f.monthNear(i)
	if it.abbr && !dot {
		return false
	}
	switch f.items[i].n {
	case 3, 5: // March and May are words of their own
		if prep {
			return !(next.upper && next.kind == other)
		}
		return f.is(i-1, the) && f.items[i].n == 3 && next.kind == other && !next.upper && next.role == plain && !f.ends(i+1) && f.tok(i) != "MARCH" && !f.any(i+1, "against", "on", "through", "past", "organizers", "organisers", "route")
	case 4, 6, 8, 1:
		return prep || !(next.upper && next.kind == other) && !(before.upper && before.kind == other)
	}
	return true
}

// monthNear reports whether a month stands shortly before token i, so that
// this one goes on a list or range: "between March and May".
func (f *finder) monthNear(i int) bool { return f.is(i-2, month) || f.is(i-3, month) }

// year reads a year that stands alone, and the second of two: "2019-21".
func (f *finder) year(i int) (match, bool) {
	it := f.items[i]
	m := match{start: i, end: i + 1, kind: Date, anchor: Text}
	if first := f.last; first.kind == Date && first.at.grain == yearGrain && first.end == i-1 && f.is(i-1, dash) && it.digits == 2 {
		if y := first.at.y/100*100 + it.n; y > first.at.y && y < first.at.y+50 {
			m.at = moment{grain: yearGrain, y: y}
			return m, true
		}
	}
	if second, ok := f.secondDay(i); ok {
		return second, true
	}
	if it.digits == 2 && f.elided(i) && f.any(i-2, "in", "of", "since", "season") {
		m.start, m.at = i-1, moment{grain: yearGrain, y: twentieth(it.n)} // '98
		return m, true
	}
	if it.digits != 4 || it.n < 1000 || it.n >= 2200 || !f.yearLike(i) {
		return match{}, false
	}
	m.at = moment{grain: yearGrain, y: it.n}
	return m, true
}

// secondDay reads the second day of two: "April 24 and 25", "March 3-5".
func (f *finder) secondDay(i int) (match, bool) {
	it, first := f.items[i], f.last
	if first.kind != Date || first.at.grain != day || first.end != i-1 || it.digits == 0 || it.digits > 2 || it.n > 31 || it.n <= first.at.d {
		return match{}, false
	}
	if !f.is(first.end-1, number) || !f.is(first.end-2, month) || !f.joins(i-1) && !f.is(i-1, comma) {
		return match{}, false
	}
	if next := f.item(i + 1); next.kind == other && !f.ends(i+1) && next.role != coming && next.role != past && next.role != be || next.kind == unit || next.kind == number {
		return match{}, false
	}
	at := first.at
	at.d = it.n
	m := match{start: i, end: i + 1, kind: Date, at: at, anchor: first.anchor}
	if y, end, ok := f.yearAt(i + 1); ok {
		m.at.y, m.end, m.anchor = y, end, Text
		f.out[len(f.out)-1].Value = moment{grain: day, y: y, m: first.at.m, d: first.at.d}.value()
		f.out[len(f.out)-1].Anchor = Text
	}
	return m, m.at.y == 0 || valid(m.at.y, m.at.m, m.at.d)
}

// yearLike reports whether the four digits at token i are a year: not a price,
// a count, or the number of a flight. A year of our time is taken for one;
// an older one wants a word before it that says so.
func (f *finder) yearLike(i int) bool {
	it := f.items[i]
	switch {
	case it.abbr: // '98
		return f.any(i-1, "in", "of", "since", "season") || f.is(i-1, season)
	case f.numbersThings(i) || f.measures(i+1):
		return false
	case it.n >= 1900 && it.n <= 2060:
		return true
	case it.n < 1100 || it.n > 2100:
		return false
	}
	return f.any(i-1, "in", "since", "year", "circa") || it.n >= 1500 && f.bracketed(i) || it.mid || f.is(i-1, modifier) ||
		it.n >= 1500 && f.is(i-1, dash) && f.last.end == i-1 && f.last.at.grain == yearGrain
}

// bracketed reports whether token i stands in brackets of its own or of a span
// of years: "(1874-1931)".
func (f *finder) bracketed(i int) bool { return f.is(i-1, bracket) || f.is(i+1, bracket) }

// numbersThings reports whether what stands before token i makes a number of
// something else of it: a price, a count, a flight.
func (f *finder) numbersThings(i int) bool {
	if i == 0 {
		return false
	}
	switch f.tok(i - 1) {
	case "$", "£", "€", "¥", "#", "No.", "Nos.", "+", "/", "US$", "A$", "C$":
		return f.tok(i-1) != "/" || !f.is(i-2, number)
	}
	if f.items[i-1].kind == more || f.word(i-1, "than") || f.word(i-1, "least") && f.word(i-2, "at") {
		return true
	}
	return f.any(i-1, "some", "about", "nearly", "almost", "approximately", "roughly", "only", "exactly", "another", "all", "flight", "resolution", "route",
		"room", "article", "section", "highway", "channel", "boeing", "airbus", "agenda", "number", "order", "page", "paragraph", "unit", "bill", "rs", "rs.", "rupees", "line", "building", "bus", "train", "gate", "lot")
}

// measures reports whether token i is a unit that a number before it counts.
func (f *finder) measures(i int) bool {
	if f.is(i, unit) || f.is(i, meridiem) {
		return true
	}
	return f.any(i, "percent", "%", "per", "people", "men", "women", "children", "meters", "metres", "miles", "kilometers", "kilometres", "km", "feet", "tons", "tonnes", "kg",
		"pounds", "dollars", "euros", "acres", "hectares", "degrees", "homes", "houses", "soldiers", "troops", "jobs", "workers", "employees", "square", "cubic",
		"points", "votes", "barrels", "litres", "liters", "gmt", "utc", "others", "residents", "deaths", "cases", "patients", "students", "words", "members", "families", "block", "hours", "mph", "mm", "cm", "m")
}

// decade reads "1990s", "'90s", "nineties".
func (f *finder) decade(i int) (match, bool) {
	it, start := f.items[i], i
	switch second := f.is(i-2, decade); {
	case !it.abbr || it.mid:
	case f.elided(i):
		start--
	case !second && !f.is(i-1, the) && f.item(i-1).kind != modifier:
		return match{}, false // "in her thirties", "in the low 80s"
	case !second && isDigit(f.tok(i)[0]) && it.n < 1950:
		return match{}, false // "the 30s": degrees
	}
	return match{start: start, end: i + 1, kind: Date, at: moment{grain: decadeGrain, y: it.n}, anchor: Text}, true
}

// elided reports whether an apostrophe stands for the century before token i.
func (f *finder) elided(i int) bool {
	return f.any(i-1, "'", "‘", "’") && f.toks[i-1].End == f.toks[i].Start && f.toks[i-1].Start > 0 && f.last.end < i
}

// century reads "19th century".
func (f *finder) century(i int) (match, bool) {
	j := i + 1
	if f.is(j, dash) {
		j++
	}
	it := f.items[i]
	if !f.is(j, unit) || f.items[j].n != centurySpan || it.n < 2 || it.n > 22 {
		return match{}, false
	}
	return match{start: i, end: j + 1, kind: Date, at: moment{grain: centuryGrain, y: 100 * (it.n - 1)}, anchor: Text}, true
}

// quarter reads "third quarter of 2026", "fiscal third quarter", "Q3 2026",
// "first half of this year", and "first week of March", which is the month as
// far as the notation goes.
func (f *finder) quarter(i int) (match, bool) {
	it, j := f.items[i], i+1
	at := moment{grain: quarterGrain, n: it.n}
	if it.kind == ordinal {
		if f.is(j, dash) || f.is(j, fiscal) {
			j++
		}
		switch {
		case f.is(j, unit) && f.items[j].n == quarterSpan && it.n <= 4:
		case f.is(j, half) && it.n <= 2:
			at.grain = halfGrain
		case f.is(j, unit) && (f.items[j].n == weekSpan || f.items[j].n == daySpan) || f.is(j, weekendWord):
			return f.within(i, j+1)
		default:
			return match{}, false
		}
		j++
	}
	m := match{start: i, kind: Date, at: at, anchor: Publication}
	if f.is(j, fiscal) {
		j++
	}
	if y, end, ok := f.yearAt(j); ok {
		m.at.y, m.end, m.anchor = y, end, f.yearAnchor(end-1)
		return m, true
	}
	if at.grain == halfGrain { // of a month; or of a match
		return f.within(i, j)
	}
	if f.any(j, "final", "finals", "back", "mile", "of") || f.item(i-1).kind == number {
		return match{}, false
	}
	m.at, m.end = f.nearest(at, i, j), j
	return m, true
}

// within reads "of March" at token j, after a part of a month that begins at
// token i. The value is the month's.
func (f *finder) within(i, j int) (match, bool) {
	if !f.any(j, "of", "in") || !f.is(j+1, month) {
		return match{}, false
	}
	m, ok := f.monthDate(j + 1)
	m.start = i
	return m, ok && m.at.grain == monthGrain
}

// season reads "spring 2026", "summer of 2019", "winter", after a preposition.
func (f *finder) season(i int) (match, bool) {
	m := match{start: i, end: i + 1, kind: Date, at: moment{grain: seasonGrain, n: f.items[i].n}}
	if y, end, ok := f.yearAt(i + 1); ok && !f.is(i+1, comma) && (!f.word(i+1, "in") || !isDigit(f.tok(i + 2)[0])) {
		m.at.y, m.end, m.anchor = y, end, f.yearAnchor(end-1)
		return m, true
	}
	k := i - 1
	if f.is(k, the) {
		k--
	}
	if !f.any(k, "in", "by", "since", "until", "during", "through", "of") && f.item(k).kind != modifier || !f.ends(i+1) || f.word(k, "of") && f.any(i+1, "of", "in") || f.word(i+1, "of") {
		return match{}, false
	}
	if f.items[i].upper || f.word(i, "fall") && !f.is(i-1, the) && !f.any(i-1, "by", "in") {
		return match{}, false
	}
	return f.settle(m)
}

// modified reads "early", "late" and "mid" with what they modify: a month, a
// year, a decade; and leaves them out before a day.
func (f *finder) modified(i int) (match, bool) {
	j := i + 1
	if f.is(j, dash) || f.word(j, "in") {
		j++
	}
	k := j
	if f.is(k, the) {
		k++
	}
	switch f.item(k).kind {
	case month, number, decade, season, ordinal, direction, demonstrative:
	default:
		return match{}, false
	}
	m, ok := f.match(k)
	if !ok || m.kind != Date || m.at.grain < week {
		return match{}, false
	}
	if k == j {
		m.start = i
	}
	return m, true
}

// fiscalYear reads "fiscal 2026", "fiscal year 2026".
func (f *finder) fiscalYear(i int) (match, bool) {
	j := i + 1
	if f.is(j, unit) && f.items[j].n == yearSpan {
		j++
	}
	if f.is(i+1, ordinal) {
		if m, ok := f.quarter(i + 1); ok {
			m.start = i
			return m, true
		}
	}
	it := f.item(j)
	if it.kind != number || it.digits != 4 || it.n < 1900 || it.n > 2100 {
		return match{}, false
	}
	return match{start: i, end: j + 1, kind: Date, at: moment{grain: yearGrain, y: it.n}, anchor: Text}, true
}

// holiday reads the holidays that have a date of their own.
func (f *finder) holiday(i int) (match, bool) {
	n, j := f.items[i].n, i+1
	switch {
	case f.word(i, "new"):
		if !f.word(j, "year") || f.is(j+1, other) && !strings.HasSuffix(f.tok(j+1), "s") {
			return match{}, false
		}
		for j++; f.any(j, "'s", "’s", "'"); j++ {
		}
		if f.word(j, "eve") {
			n = 1231
		} else if !f.word(j, "day") {
			return match{}, false
		}
		j++
	case f.word(i, "christmas"):
		switch {
		case f.word(j, "eve"):
			n, j = 1224, j+1
		case f.word(j, "day"):
			j++
		case !f.any(i-1, "at", "before", "after", "by", "until", "since", "over", "on", "for") || !f.ends(j):
			return match{}, false
		}
	case f.word(i, "halloween") || f.word(i, "juneteenth"):
	default:
		for ; f.any(j, "'s", "’s", "'"); j++ {
		}
		if !f.word(j, "day") {
			return match{}, false
		}
		j++
	}
	return f.dated(i, j, moment{grain: day, m: n / 100, d: n % 100})
}
