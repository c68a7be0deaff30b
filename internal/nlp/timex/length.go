package timex

import (
	"strconv"
	"strings"
)

// A length is how long something takes: so many of a unit.
type length struct {
	n     float64
	vague bool // n is not known: "several"
	unit  int
}

// letters of the units in a value, by span; the months and what is longer
// stand before the T.
var letters = [...]string{"", "S", "M", "H", "D", "W", "W", "M", "Q", "Y", "Y", "Y"}

// value writes the length as TIMEX3 does. Decades and centuries are counted in
// years, and fortnights in weeks.
func (l length) value() string { return "P" + l.piece(true) }

func (l length) piece(first bool) string {
	n, u := l.n, l.unit
	switch {
	case l.vague:
	case u == decadeSpan:
		n, u = 10*n, yearSpan
	case u == centurySpan:
		n, u = 100*n, yearSpan
	case u == fortnightSpan:
		n = 2 * n
	}
	s := "X"
	if !l.vague {
		s = strconv.FormatFloat(n, 'f', -1, 64)
	}
	s += letters[u]
	if u <= hourSpan && first {
		return "T" + s
	}
	return s
}

// grainOf is the grain that a date has which is so many of a unit away.
func grainOf(unit int) grain {
	return [...]grain{noGrain, minute, minute, hour, day, week, week, monthGrain, quarterGrain, yearGrain, decadeGrain, centuryGrain}[unit]
}

// quantity reads how many at token i: "three", "2.5", "twenty-five", "a", "a
// few", "a couple of", "half a", "more than two", "another".
func (f *finder) quantity(i int) (l length, end int, ok bool) {
	switch it := f.item(i); it.kind {
	case number:
		if it.abbr {
			return l, i, false
		}
		n, j := f.count(i)
		return length{n: n}, j, true
	case few:
		return length{vague: true}, i + 1, true
	case article:
		return f.articleQuantity(i)
	case another:
		if f.is(i+1, number) || f.is(i+1, few) {
			return f.quantity(i + 1)
		}
		return length{n: 1}, i + 1, true
	case half:
		if f.is(i+1, article) || f.is(i+1, dash) {
			return length{n: .5}, i + 2, true
		}
	case more:
		j := i + 1
		if f.word(j, "than") {
			j++
		} else if f.any(i, "more", "less") {
			return l, i, false
		}
		if f.is(j, number) || f.is(j, article) || f.is(j, half) {
			return f.quantity(j)
		}
	}
	return l, i, false
}

func (f *finder) articleQuantity(i int) (length, int, bool) {
	j := i + 1
	switch {
	case f.is(j, few):
		return length{vague: true}, j + 1, true
	case f.word(j, "couple"):
		if f.word(j+1, "of") {
			j++
		}
		return length{n: 2}, j + 1, true
	case f.word(j, "dozen"):
		return length{n: 12}, j + 1, true
	case f.word(j, "number") && f.word(j+1, "of"):
		return length{vague: true}, j + 2, true
	case f.is(j, half):
		return length{n: .5}, j + 1, true
	case f.is(j, number):
		return f.quantity(j)
	}
	return length{n: 1}, j, true
}

// count reads the number at token i and what goes on it: "twenty-five", "two
// hundred", "two and a half".
func (f *finder) count(i int) (float64, int) {
	it, j := f.items[i], i+1
	n := float64(it.n)
	if it.digits == 0 && isDigit(f.tok(i)[0]) {
		if v, err := strconv.ParseFloat(strings.ReplaceAll(f.tok(i), ",", ""), 64); err == nil {
			n = v
		}
	}
	if it.digits == 0 && it.n >= 20 && it.n < 100 && f.is(j, dash) && f.is(j+1, number) && f.items[j+1].n < 10 {
		n, j = n+float64(f.items[j+1].n), j+2
	}
	if f.word(j, "1/2") || f.word(j, "½") {
		n, j = n+.5, j+1
	}
	switch {
	case f.word(j, "hundred"):
		n, j = n*100, j+1
	case f.word(j, "thousand"):
		n, j = n*1000, j+1
	case f.word(j, "million"):
		n, j = n*1e6, j+1
	case f.word(j, "dozen"):
		n, j = n*12, j+1
	}
	if f.word(j, "and") && f.is(j+1, article) && f.is(j+2, half) {
		return n + .5, j + 3
	}
	if f.is(j, dash) && f.word(j+1, "and") && f.is(j+2, dash) && f.is(j+3, article) && f.is(j+4, dash) && f.is(j+5, half) {
		return n + .5, j + 6
	}
	return n, j
}

// measure reads a length at token i: "three months", "30-day", "two more
// weeks", "a year and a half". old says that it is somebody's age, and
// compound that what follows a hyphen makes another word of it.
func (f *finder) measure(i int) (l length, end int, old, ok bool) {
	l, j, ok := f.quantity(i)
	if !ok {
		return l, i, false, false
	}
	hyphen := f.is(j, dash)
	if hyphen {
		j++
	} else {
		for k := 0; k < 2 && (f.is(j, filler) || f.is(j, fiscal) || f.word(j, "more")); k++ {
			j++
		}
	}
	u := f.item(j)
	if f.word(j, "second") && f.is(i, number) {
		u = item{kind: unit, n: secondSpan}
	}
	if u.kind != unit || u.n == quarterSpan || u.upper && j > 1 || f.is(i, article) && u.plural && l.n == 1 && !l.vague {
		return l, i, false, false
	}
	l.unit = u.n
	end = j + 1
	if f.is(end, dash) && f.toks[end].Start == f.toks[j].End && f.toks[end].Len() == 1 {
		switch {
		case f.word(end+1, "long"):
			return l, end + 2, false, true
		case f.any(end+1, "old", "olds"):
			return l, end + 2, true, true
		case !hyphen:
			return l, i, false, false // "a day-to-day matter"
		}
	}
	if f.word(end, "old") || f.word(end, "of") && f.word(end+1, "age") {
		return l, end + 1, true, true
	}
	if f.word(end, "and") && f.is(end+1, article) && f.is(end+2, half) {
		l.n += .5
		end += 3
	}
	return l, end, false, true
}

// length reads a duration, and a date that is so far from another: "two days
// ago", "a year earlier", "three days after Christmas".
func (f *finder) length(i int) (match, bool) {
	l, end, old, ok := f.measure(i)
	switch {
	case !ok:
		return match{}, false
	case old:
		return match{end: end}, true
	case f.is(i, article) && l.unit <= hourSpan && f.any(i-1, "miles", "kilometers", "kilometres", "km", "mph"):
		return match{end: end}, true // a speed
	}
	if m, ok := f.away(i, end, l); ok {
		return m, true
	}
	m := match{start: i, end: end, kind: Duration, value: l.value()}
	if f.is(i, article) && f.is(i+1, number) {
		m.start++ // "a [30-day] visit"
	}
	f.compound(&m, l)
	return m, true
}

// compound goes on the duration m with a smaller unit: "two years and three
// months", "one hour 20 minutes".
func (f *finder) compound(m *match, l length) {
	j := m.end
	if f.word(j, "and") || f.is(j, comma) {
		j++
	}
	if l.vague || !f.is(j, number) {
		return
	}
	next, end, old, ok := f.measure(j)
	if !ok || old || next.vague || next.unit >= l.unit || l.unit > yearSpan || f.is(end, ago) {
		return
	}
	m.value += next.piece(l.unit > hourSpan)
	m.end = end
}

// away reads a date that is the length l from another: at token j stands
// "ago", "earlier", "later", "before" or "after".
func (f *finder) away(i, j int, l length) (match, bool) {
	m := match{start: i, end: j + 1, kind: Date, anchor: Publication}
	switch it := f.item(j); {
	case it.kind == ago:
		if l.vague {
			m.value = "PAST_REF"
			return m, true
		}
		return f.ago(m, l)
	case f.word(j, "from") && f.word(j+1, "now") && !l.vague:
		m.at, m.end = f.pub.move(l, 1), j+2
		return m, m.at.grain >= day
	case f.word(j, "'") || f.word(j, "’"):
		if !f.word(j+1, "time") || l.vague || l.unit < daySpan {
			return match{}, false
		}
		m.at, m.end = f.pub.move(l, 1), j+2
		return m, true
	case l.vague || l.unit < daySpan:
		return match{}, false
	case it.kind == shift && !f.is(j+1, demonstrative):
		m.at, m.anchor = f.moved(l, it.n)
		return m, true
	case it.kind == around:
		return f.beside(m, l, it.n)
	}
	return match{}, false
}

// ago ends a date that lies before publication.
func (f *finder) ago(m match, l length) (match, bool) {
	if l.unit >= daySpan {
		m.at = f.pub.move(l, -1)
		return m, true
	}
	if f.pub.grain != minute {
		m.at = f.pub.to(day)
		return m, true
	}
	back := int(l.n * float64([...]int{0, 0, 1, 60}[l.unit]))
	if back > 14*24*60 {
		return match{}, false
	}
	total := f.pub.hour*60 + f.pub.minute - back
	days := 0
	for total < 0 {
		total, days = total+24*60, days-1
	}
	m.kind, m.at = Time, f.pub.add(days)
	m.at.grain, m.at.hour, m.at.minute = grainOf(l.unit), total/60, total%60
	if l.unit == hourSpan {
		m.at.minute = 0
	}
	return m, true
}

// beside ends a date before (dir -1) or after another one, which stands after
// the match or, if the clause ends there, was named before.
func (f *finder) beside(m match, l length, dir int) (match, bool) {
	if d, ok := f.dateLike(m.end); ok && d.at.grain == day {
		m.at, m.end, m.anchor = d.at.move(l, dir), d.end, d.anchor
		if l.unit == weekSpan {
			m.at = d.at.add(7 * dir * int(l.n))
		}
		return m, true
	}
	if m.end < len(f.toks) && f.items[m.end].kind != comma && f.items[m.end].kind != mark {
		return match{}, false
	}
	m.at, m.anchor = f.moved(l, dir)
	return m, true
}

// moved returns the date that is l before or after the one named last.
func (f *finder) moved(l length, dir int) (moment, string) {
	if l.unit < monthSpan {
		b, anchor := f.dayBase()
		return b.move(l, dir), anchor
	}
	b, anchor := f.base()
	if l.unit == yearSpan && b.y != 0 && b.grain >= monthGrain && b.grain < yearGrain && l.n == float64(int(l.n)) && l.n < float64(b.y) {
		b.y += dir * int(l.n) // "in March, from 4 per cent a year earlier"
		return b, anchor
	}
	return b.move(l, dir), anchor
}

// move returns the stretch that is l after (dir 1) or before m, in the grain
// of its unit. Half a year is six months.
func (m moment) move(l length, dir int) moment {
	g, n := grainOf(l.unit), l.n*float64(dir)
	switch {
	case l.unit == fortnightSpan:
		n *= 2
	case n == float64(int(n)):
	case l.unit == yearSpan:
		g, n = monthGrain, n*12
	}
	switch l.unit {
	case decadeSpan:
		g, n = yearGrain, n*10 // a decade ago was a year, not a decade
	case centurySpan:
		g, n = yearGrain, n*100
	}
	if n > 9999 || n < -9999 {
		return moment{grain: g}
	}
	return m.shift(int(n), g)
}

// bareUnit reads units without a number: "for years", "days after the vote",
// "years ago", "decades-long", "year-long".
func (f *finder) bareUnit(i int) (match, bool) {
	it := f.items[i]
	l := length{n: 1, vague: it.plural, unit: it.n}
	m := match{start: i, end: i + 1, kind: Duration, value: l.value()}
	if it.n == quarterSpan || len(f.tok(i)) < 4 && it.n < daySpan {
		return match{}, false
	}
	if f.is(i+1, dash) && f.any(i+2, "long", "old") {
		m.end = i + 3
		return m, true
	}
	if !it.plural || it.n < hourSpan {
		return match{}, false
	}
	switch next := f.item(i + 1); {
	case next.kind == ago:
		m.kind, m.value, m.end = Date, "PAST_REF", i+2
		return m, true
	case f.word(i-1, "for"):
		return m, true
	case next.kind == around || next.kind == shift:
		return m, true
	case f.is(i-1, the):
		return m, f.any(i+1, "since", "following") || f.word(i+1, "that") && f.word(i+2, "followed")
	}
	return match{}, false
}
