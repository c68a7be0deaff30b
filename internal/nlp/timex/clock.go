package timex

import "strings"

// clock reads an hour with what belongs to it: "4:20 a.m. EST Tuesday", "1640
// GMT", "6.40 am local time", "6 o'clock", "noon", "16h30".
func (f *finder) clock(i int) (match, bool) {
	m := match{start: i, kind: Time, at: moment{grain: hour}}
	j, ok := f.hourAt(i, &m.at)
	if !ok {
		return match{}, false
	}
	m.end = j
	f.zoneAt(&m)
	if !f.sureHour(i, m) {
		return match{}, false
	}
	at, anchor, end := f.dayFor(m)
	m.at.y, m.at.m, m.at.d, m.at.weekday = at.y, at.m, at.d, at.weekday
	if at.grain == part && m.at.hour <= 12 {
		m.at.hour = byPart(m.at.hour, at.part) // "at six on Monday evening"
	}
	m.anchor, m.end = anchor, end
	return m, true
}

// hourAt reads the hour at token i into at and returns the token after it.
func (f *finder) hourAt(i int, at *moment) (int, bool) {
	switch it := f.items[i]; it.kind {
	case clockWord:
		if it.upper && f.item(i-1).upper {
			return 0, false // a title
		}
		at.hour = it.n
		if it.n == 24 && f.word(i-1, "after") {
			at.hour = 0 // the midnight that a day begins with
		}
		return i + 1, true
	case clockTime:
		at.grain, at.hour, at.minute = minute, it.n/60, it.n%60
		return f.half(i+1, at)
	case half:
		if n := f.item(i + 2); f.word(i+1, "past") && n.kind == number && n.n >= 1 && n.n <= 12 {
			at.grain, at.hour, at.minute = minute, n.n, 30
			return f.half(i+3, at)
		}
	case number:
		return f.numberHour(i, at)
	}
	return 0, false
}

// numberHour reads an hour that begins with a number.
func (f *finder) numberHour(i int, at *moment) (int, bool) {
	it, s := f.items[i], f.tok(i)
	if it.digits == 4 && f.is(i+1, zone) && it.n < 2400 && it.n%100 < 60 {
		at.grain, at.hour, at.minute = minute, it.n/100, it.n%100
		return i + 1, true
	}
	if it.n > 24 || it.abbr {
		return 0, false
	}
	at.hour = it.n
	j := i + 1
	if dot := strings.IndexByte(s, '.'); dot > 0 {
		m, ok := minutes(it.n, dot, s[dot+1:])
		if !ok || !f.is(j, meridiem) && !f.word(j, "hours") && !(f.word(i-1, "at") && f.dayPartAt(j)) {
			return 0, false
		}
		at.grain, at.minute = minute, m%60
		if !f.is(j, meridiem) {
			if f.word(j, "hours") {
				j++
			}
			end, _ := f.half(j, at) // "16.00 hours", "at 4.52 on Tuesday"
			return end, it.n < 24
		}
	}
	if it.n > 12 {
		return 0, false
	}
	switch {
	case f.is(j, meridiem):
		return f.half(j, at)
	case f.word(j, "o'clock") || f.word(j, "o’clock"):
		return f.half(j+1, at)
	case f.is(j, clockWord) && it.n == 12:
		at.hour = f.items[j].n
		return j + 1, true
	case f.joins(j) && f.is(j+1, number) && f.is(j+2, meridiem) && f.items[j+1].n <= 12 && it.n > 0:
		f.half(j+2, at) // "7 to 10 p.m."
		return j, true
	case it.digits > 0 && it.digits <= 2 && f.word(i-1, "at") && f.word(j, "in") && f.is(j+1, the) && f.is(j+2, partOfDay):
		return f.half(j, at) // "at 4 in the morning"
	case it.digits == 0 && it.n > 0 && f.any(i-1, "at", "after", "before", "by", "until", "around", "about", "since") && f.dayPartAt(j),
		f.word(i-1, "at") && (f.is(j, direction) || f.is(j, demonstrative)) && f.is(j+1, partOfDay):
		return f.half(j, at) // "at eight on Tuesday", "at 11 last night"
	}
	return 0, false
}

// dayPartAt reports whether token j says that an hour stands before it: "on
// Tuesday", "in the morning".
func (f *finder) dayPartAt(j int) bool {
	return f.word(j, "on") && f.is(j+1, weekday) || f.word(j, "in") && f.is(j+1, the) && f.is(j+2, partOfDay)
}

// half reads which half of the day an hour is in: "p.m.", "in the evening".
func (f *finder) half(j int, at *moment) (int, bool) {
	switch {
	case f.is(j, meridiem):
		if at.hour <= 12 {
			at.hour = at.hour%12 + f.items[j].n
		}
		return j + 1, true
	case f.word(j, "in") && f.is(j+1, the) && f.is(j+2, partOfDay):
		at.hour = byPart(at.hour, f.items[j+2].n)
		return j + 3, true
	case f.word(j, "at") && f.is(j+1, partOfDay):
		at.hour = byPart(at.hour, f.items[j+1].n)
		return j + 2, true
	}
	return j, true
}

// byPart puts an hour of twelve into a part of the day.
func byPart(h, p int) int {
	if p == afternoon && h < 12 || p == evening && h < 12 || p == night && h >= 6 && h < 12 {
		return h + 12
	}
	return h
}

// zoneAt reads the zone after an hour: "GMT", "ET", "local time", "Eastern time".
func (f *finder) zoneAt(m *match) {
	j := m.end
	switch {
	case f.is(j, zone):
		m.zone = offset(f.items[j].n)
		m.noZone = f.items[j].plural // ET is EST or EDT: the text does not say which
		m.end = j + 1
	case f.word(j, "local") && f.word(j+1, "time"):
		m.noZone, m.end = true, j+2
	case f.any(j, "eastern", "central", "mountain", "pacific"):
		k := j + 1
		if f.any(k, "standard", "daylight") {
			k++
		}
		if f.word(k, "time") {
			m.noZone, m.end = true, k+1
		}
	}
}

// sureHour reports whether the hour that m reads at token i is one: "10:30"
// alone may be a score or a length.
func (f *finder) sureHour(i int, m match) bool {
	if !f.is(i, clockTime) {
		return true
	}
	if m.end > i+1 || m.at.hour > 24 {
		return m.at.hour <= 24
	}
	if f.items[i].n%60 == 0 && !strings.Contains(f.tok(i), ":") {
		return f.any(i-1, "at", "by", "around", "until", "from") // 16h
	}
	if len(f.tok(i)) > 5 || strings.IndexByte(f.tok(i), ':') < 0 && len(f.tok(i)) < 4 {
		return false
	}
	return f.any(i-1, "at", "by", "around", "about", "until", "till", "from", "to", "before", "after", "since", "between", "and", "shortly") || f.is(i-1, dash) && f.is(i-2, clockTime) ||
		f.is(i-1, weekday) || f.is(i+1, weekday) || f.is(i-1, comma) && f.is(i-2, weekday)
}

// dayFor returns the day of the hour m: the one right after it, which belongs
// to the expression; the one after "on" or a bracket; the one before it in the
// sentence; or the last one that was named.
func (f *finder) dayFor(m match) (at moment, anchor string, end int) {
	if d, ok := f.plainDay(m.end); ok {
		return d.at, d.anchor, d.end
	}
	k := m.end
	if f.is(k, bracket) {
		for n := k + 1; n < k+6; n++ {
			if f.is(n, bracket) {
				k = n
				break
			}
		}
		k++
	}
	if f.joins(k) && f.is(k+1, number) && f.is(k+2, meridiem) {
		k += 3 // "7 to 10 p.m. on Friday"
	}
	if f.word(k, "on") {
		k++
	}
	if d, ok := f.plainDay(k); ok {
		return d.at, d.anchor, m.end
	}
	if f.last.at.hasDay() || f.last.kind == Date && f.last.at.grain == day {
		return f.last.at, f.last.anchor, m.end
	}
	at, anchor = f.nearDay()
	return at, anchor, m.end
}

// plainDay reads a day at token k.
func (f *finder) plainDay(k int) (match, bool) {
	var m match
	var ok bool
	switch f.item(k).kind {
	case weekday:
		m, ok = f.weekday(k)
	case namedDay:
		m, ok = f.namedDay(k)
	case month, number:
		m, ok = f.dateAt(k)
	case direction, demonstrative:
		if f.is(k+1, partOfDay) {
			m, ok = f.relative(k)
		}
	}
	return m, ok && (m.at.grain == day || m.at.grain == part)
}
