package timex

import "strings"

// weekday reads what begins with a weekday: "Friday", "Friday morning",
// "Friday, March 4, 2026", "Fridays".
func (f *finder) weekday(i int) (match, bool) {
	it, j := f.items[i], i+1
	if it.plural {
		return match{start: i, end: j, kind: Set, value: weekly(it.n)}, true
	}
	if f.is(j, comma) {
		j++
	}
	if m, ok := f.dateAt(j); ok && m.at.grain == day {
		m.start = i
		return m, true
	}
	if it.abbr && !strings.HasSuffix(f.tok(i), ".") || f.titled(i) {
		return match{end: i + 1}, true
	}
	m := match{start: i, end: i + 1, kind: Date, anchor: Publication}
	if first := f.last; first.at.hasDay() && first.at.grain == day && first.end == i-1 && f.any(i-1, "to", "through", "until") {
		m.at, m.anchor = strictly(first.at, it.n, 1), first.anchor // "Monday to Friday"
	} else {
		m.at = f.weekdayAt(it.n, i, i+1)
	}
	return f.withPart(m), true
}

// dateAt reads a day of a month at token j: "March 4", "4 March", "the 4th of
// March".
func (f *finder) dateAt(j int) (match, bool) {
	switch f.item(j).kind {
	case month:
		return f.monthDate(j)
	case number, ordinal, the:
		return f.dayMonth(j)
	}
	return match{}, false
}

// withPart goes on the day m with the part of the day that follows it, if one
// does: "Friday morning", "Friday night", "Friday noon".
func (f *finder) withPart(m match) match {
	j := m.end
	switch it := f.item(j); {
	case it.kind == modifier && f.is(j+1, partOfDay):
		m.end++
		return f.withPart(m)
	case it.kind == partOfDay && !it.plural:
		m.kind, m.end = Time, j+1
		m.at.grain, m.at.part = part, it.n
	case it.kind == clockWord:
		m.kind, m.end = Time, j+1
		m.at.grain, m.at.hour = hour, it.n
	}
	return m
}

// titled reports whether the weekday at token i belongs to a name: that of a
// newspaper or of a day in history.
func (f *finder) titled(i int) bool {
	if i+1 < len(f.toks) {
		switch f.tok(i + 1) {
		case "Times", "Telegraph", "Mirror", "Mail", "Express", "Herald", "Post", "Star", "Sun", "Independent", "Tribune", "World", "Mercury", "People":
			return true
		}
	}
	if i > 0 {
		switch f.tok(i - 1) {
		case "Black", "Bloody", "Super", "Good", "Ash", "Holy", "Maundy", "Palm", "Easter", "Cyber", "Giving", "Shrove", "Whit":
			return true
		}
	}
	return i > 1 && f.tok(i-1) == "on" && f.tok(i-2) == "Mail"
}

// namedDay reads yesterday, today, tomorrow, tonight and overnight.
func (f *finder) namedDay(i int) (match, bool) {
	if f.items[i].upper && f.item(i-1).upper && f.items[i-1].kind == other {
		return match{}, false // the name of a newspaper
	}
	m := match{start: i, end: i + 1, kind: Date, at: moment{grain: day}, anchor: Publication}
	if f.pub.y != 0 {
		m.at = f.pub.add(f.items[i].n)
	}
	switch {
	case f.word(i, "tonight"):
		m.kind, m.at.grain, m.at.part = Time, part, night
		return m, true
	case f.word(i, "overnight"):
		return f.overnight(m)
	}
	return f.withPart(m), true
}

// overnight is the night before publication, unless it tells what kind of
// thing something is: "an overnight train".
func (f *finder) overnight(m match) (match, bool) {
	if !f.ends(m.end) && !f.is(m.end, weekday) || f.is(m.start-1, article) || f.is(m.start-1, the) {
		return match{}, false
	}
	if m.at.y != 0 && f.tense(m.start, m.end) != futureTense {
		m.at = m.at.add(-1)
	}
	m.kind, m.at.grain, m.at.part = Time, part, night
	return m, true
}

// part reads a part of a day that belongs to a date that follows or was named:
// "the night of 4 March", "in the morning".
func (f *finder) part(i int) (match, bool) {
	it := f.items[i]
	if it.kind != partOfDay || it.plural {
		return match{}, false
	}
	if f.any(i+1, "of", "on") {
		k := i + 2
		if f.is(k, weekday) || f.is(k, month) || f.is(k, number) || f.is(k, direction) {
			if m, ok := f.match(k); ok && m.kind == Date && m.at.grain == day {
				m.start, m.kind, m.at.grain, m.at.part = i, Time, part, it.n
				return m, true
			}
		}
	}
	if !f.is(i-1, the) || !f.word(i-2, "in") || !f.ends(i+1) {
		return match{}, false
	}
	at, anchor := f.dayBase()
	at.grain, at.part = part, it.n
	return match{start: i - 1, end: i + 1, kind: Time, at: at.day().partOf(it.n), anchor: anchor}, true
}

// partOf returns part p of the day m.
func (m moment) partOf(p int) moment {
	m.grain, m.part = part, p
	return m
}

// weekly is the value of each weekday wd.
func weekly(wd int) string { return moment{grain: day, weekday: wd}.value() }
