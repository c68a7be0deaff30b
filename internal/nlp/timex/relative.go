package timex

// relative reads "last week", "next Friday", "this morning", "the past three
// months", "the following day", "that year".
func (f *finder) relative(i int) (match, bool) {
	j, the := i, f.is(i, the)
	if the {
		j++
	}
	d := f.item(j)
	if d.kind != direction && d.kind != demonstrative || the && d.kind == demonstrative {
		return match{}, false
	}
	dir := d.n
	j++
	for k := 0; k < 2 && (f.any(j, "same", "very") || dir == thisDir && f.is(j, direction)); k++ {
		if f.is(j, direction) && !f.word(j, "same") {
			dir = f.items[j].n // "this past week"
		}
		j++
	}
	if m, ok := f.relativeLength(i, j, dir); ok {
		return m, true
	}
	if f.is(j, filler) || f.is(j, fiscal) {
		j++
	}
	m := match{start: i, end: j + 1, kind: Date, anchor: Publication}
	switch it := f.item(j); it.kind {
	case unit:
		return f.relativeUnit(m, dir, the)
	case weekday:
		return f.relativeWeekday(m, dir)
	case month, season, holiday:
		return f.relativeYearly(m, dir)
	case partOfDay:
		return f.relativePart(m, dir)
	case weekendWord:
		return f.relativeWeekend(m, dir)
	}
	return match{}, false
}

// shifted reads "later that year", "earlier that day".
func (f *finder) shifted(i int) (match, bool) {
	if !f.is(i+1, demonstrative) || !f.word(i+1, "that") {
		return match{}, false
	}
	m, ok := f.relative(i + 1)
	m.start = i
	return m, ok
}

// relativeLength reads a length with its direction: "the past three months",
// "recent days", "the next few weeks".
func (f *finder) relativeLength(i, j, dir int) (match, bool) {
	if dir == thisDir || dir == thatDir {
		return match{}, false
	}
	if f.is(j, number) || f.is(j, few) || f.word(j, "couple") || f.is(j, half) {
		var l length
		var end int
		ok := true
		if f.word(j, "couple") {
			end = j + 1
			if f.word(end, "of") {
				end++
			}
			l = length{n: 2, unit: f.item(end).n}
			ok = f.is(end, unit) && l.unit != quarterSpan
			end++
		} else {
			l, end, _, ok = f.measure(j)
		}
		if !ok {
			return match{}, false
		}
		return match{start: i, end: end, kind: Duration, value: l.value()}, true
	}
	it := f.item(j)
	if it.kind != unit || !it.plural || it.n < hourSpan || it.n == quarterSpan || dir == previousDir || dir == followingDir {
		return match{}, false
	}
	if f.word(i, "these") {
		if it.n != daySpan {
			return match{}, false
		}
		return match{start: i, end: j + 1, kind: Date, value: "PRESENT_REF"}, true
	}
	return match{start: i, end: j + 1, kind: Duration, value: length{vague: true, unit: it.n}.value()}, true
}

// relativeUnit ends "last week", "the previous day" and the like.
func (f *finder) relativeUnit(m match, dir int, the bool) (match, bool) {
	u := f.items[m.end-1]
	if u.plural || u.n < hourSpan {
		return match{}, false
	}
	g := grainOf(u.n)
	if f.word(m.end, "of") && (dir == lastDir || dir == nextDir) && u.n < monthSpan {
		if w, ok := f.within(m.start, m.end); ok {
			return w, true
		}
		return match{end: m.end}, the // "the last day of the trial"
	}
	whole := match{start: m.start, end: m.end, kind: Duration, value: length{n: 1, unit: u.n}.value()}
	switch dir {
	case pastDir:
		return whole, true
	case lastDir, nextDir, comingDir:
		if u.n == daySpan && dir == nextDir {
			b, anchor := f.dayBase()
			m.at, m.anchor = b.shift(1, day), anchor
			return m, true
		}
		if u.n == daySpan || u.n == hourSpan && !the {
			return match{}, false
		}
		if u.n == hourSpan || u.n == fortnightSpan || the && u.n != centurySpan && u.n != quarterSpan {
			return whole, true
		}
		m.at = f.pub.shift(sign(dir), g)
		return m, true
	case previousDir, followingDir:
		return f.fromNamed(m, u.n, sign(dir))
	case thisDir:
		if u.n < weekSpan || u.n == fortnightSpan {
			return match{}, false
		}
		m.at = f.pub.shift(0, g)
		return m, true
	case thatDir:
		if u.n < daySpan || u.n == fortnightSpan {
			return match{}, false
		}
		return f.fromNamed(m, u.n, 0)
	}
	return match{}, false
}

// sign says which way a direction points.
func sign(dir int) int {
	switch dir {
	case lastDir, pastDir, previousDir:
		return -1
	case nextDir, comingDir, followingDir:
		return 1
	}
	return 0
}

// fromNamed ends a date that is n units after the one named last.
func (f *finder) fromNamed(m match, unit, n int) (match, bool) {
	if unit < daySpan {
		return match{}, false
	}
	b, anchor := f.base()
	if unit == daySpan || unit <= fortnightSpan {
		b, anchor = f.dayBase()
	}
	m.at, m.anchor = b.shift(n, grainOf(unit)), anchor
	if n == 0 && anchor == Publication {
		m.at = moment{grain: grainOf(unit)} // "that day", and none was named
	}
	return m, true
}

func (f *finder) relativeWeekday(m match, dir int) (match, bool) {
	i, wd := m.end-1, f.items[m.end-1].n
	if f.items[i].plural || f.titled(i) {
		return match{}, false
	}
	b, anchor := f.dayBase()
	switch dir {
	case lastDir, pastDir:
		m.at = strictly(f.pub, wd, -1)
	case nextDir, comingDir:
		m.at = strictly(f.pub, wd, 1)
	case previousDir, followingDir:
		m.at, m.anchor = strictly(b, wd, sign(dir)), anchor
	case thisDir:
		if m.at = f.weekdayAt(wd, m.start, m.end); f.pub.y != 0 && f.tense(m.start, m.end) == untensed {
			m.at = strictly(f.pub.add(-1), wd, 1)
		}
	case thatDir:
		m.at, m.anchor = strictly(b.shift(1, day), wd, -1), anchor
	default:
		return match{}, false
	}
	return f.withPart(m), true
}

// relativeYearly ends "last October", "this summer", "next Christmas".
func (f *finder) relativeYearly(m match, dir int) (match, bool) {
	i := m.end - 1
	it := f.items[i]
	at := moment{grain: monthGrain, m: it.n}
	switch it.kind {
	case season:
		if it.upper && i > 0 && !f.items[m.start].upper {
			return match{}, false
		}
		at = moment{grain: seasonGrain, n: it.n}
	case holiday:
		if !f.word(i, "christmas") {
			return match{}, false
		}
		at = moment{grain: day, m: 12, d: 25}
	}
	if d := f.item(i + 1); it.kind == month && d.kind == number && d.digits > 0 && d.digits <= 2 && d.n >= 1 && d.n <= daysIn(0, it.n) {
		at.grain, at.d, m.end = day, d.n, i+2 // "last Oct. 23"
	}
	b, anchor := f.base()
	switch dir {
	case lastDir, pastDir:
		m.at = before(f.pub, at)
	case nextDir, comingDir:
		m.at = after(f.pub, at)
	case previousDir:
		m.at, m.anchor = before(b, at), anchor
	case followingDir:
		m.at, m.anchor = after(b, at), anchor
	case thisDir:
		at.y = f.pub.y
		if it.kind == season && it.n == 4 && f.pub.y != 0 && f.pub.m < 3 {
			at.y--
		}
		m.at = at
	default:
		return match{}, false
	}
	return m, m.at.d == 0 || m.at.y == 0 || valid(m.at.y, m.at.m, m.at.d)
}

// relativePart ends "last night", "this morning", "the next evening".
func (f *finder) relativePart(m match, dir int) (match, bool) {
	p := f.items[m.end-1]
	if p.plural {
		return match{}, false
	}
	b, anchor := f.dayBase()
	switch dir {
	case lastDir:
		m.at = f.pub.shift(-1, day)
	case thisDir:
		m.at = f.pub.shift(0, day)
	case nextDir, followingDir, previousDir:
		m.at, m.anchor = b.shift(sign(dir), day), anchor
	case thatDir:
		if m.at, m.anchor = b.shift(0, day), anchor; anchor == Publication {
			m.at = moment{grain: day}
		}
	default:
		return match{}, false
	}
	m.kind, m.at = Time, m.at.partOf(p.n)
	return m, true
}

func (f *finder) relativeWeekend(m match, dir int) (match, bool) {
	switch dir {
	case lastDir, pastDir, nextDir, comingDir:
		m.at = f.pub.shift(sign(dir), weekend)
	case thisDir:
		m.at = f.weekendAt(m.start, m.end)
	case previousDir, followingDir:
		b, anchor := f.dayBase()
		m.at, m.anchor = b.shift(sign(dir), weekend), anchor
	default:
		return match{}, false
	}
	return m, true
}

// weekendAt returns the weekend that the tense of tokens [i, j) points to.
func (f *finder) weekendAt(i, j int) moment {
	if f.pub.y == 0 || f.pub.iso() >= 6 || f.tense(i, j) == futureTense {
		return f.pub.shift(0, weekend)
	}
	return f.pub.shift(-1, weekend)
}

// definite reads what begins with "the" and a unit, or with the unit alone:
// "the weekend", "the week of March 6", "the day before yesterday", "the year
// before", "the year 2000", "the night of 4 March".
func (f *finder) definite(i int) (match, bool) {
	j := i
	if f.is(j, the) {
		j++
	}
	m := match{start: i, end: j + 1, kind: Date, anchor: Publication}
	switch it := f.item(j); it.kind {
	case weekendWord:
		if it.plural {
			m.kind, m.value, m.start = Set, "XXXX-WXX-WE", j
			return m, true
		}
		if j == i {
			return match{}, false
		}
		m.at = f.weekendAt(i, j+1)
		return m, true
	case partOfDay:
		return f.definitePart(m)
	case unit:
		if !it.plural && it.n >= daySpan {
			return f.definiteUnit(m, it.n)
		}
	}
	return match{}, false
}

// definitePart ends "the night of 4 March", "the night before".
func (f *finder) definitePart(m match) (match, bool) {
	p := f.items[m.end-1]
	if f.is(m.end, around) && f.stops(m.end+1) {
		b, anchor := f.dayBase()
		return match{start: m.start, end: m.end + 1, kind: Time, at: b.shift(f.items[m.end].n, day).partOf(p.n), anchor: anchor}, true
	}
	d, ok := f.part(m.end - 1)
	if !ok || d.start > m.end-1 {
		return match{}, false
	}
	d.start = m.start
	return d, true
}

// stops reports whether the clause ends at token i.
func (f *finder) stops(i int) bool {
	return i >= len(f.toks) || f.items[i].kind == comma || f.items[i].kind == mark || f.items[i].kind == bracket
}

func (f *finder) definiteUnit(m match, u int) (match, bool) {
	j := m.end
	if u == yearSpan && f.is(j, number) && f.items[j].digits == 4 && f.items[j].n >= 1000 && f.items[j].n < 2200 {
		m.at, m.end, m.anchor = moment{grain: yearGrain, y: f.items[j].n}, j+1, Text
		return m, true
	}
	if u == weekSpan && f.any(j, "of", "beginning", "starting", "ending") {
		d, ok := f.dateLike(j + 1)
		if !ok || d.at.grain != day {
			return match{}, false
		}
		m.at, m.end, m.anchor = d.at.shift(0, week), d.end, d.anchor
		return m, true
	}
	if !f.is(j, around) {
		return match{}, false
	}
	dir := f.items[j].n
	m.end = j + 1
	if u == daySpan {
		if d, ok := f.dateLike(m.end); ok && d.at.grain == day {
			m.at, m.end, m.anchor = d.at.shift(dir, day), d.end, d.anchor
			return m, true
		}
	}
	if !f.stops(m.end) || !f.is(m.start, the) {
		return match{}, false
	}
	return f.fromNamed(m, u, dir)
}

// dateLike reads a date at token k that another is counted from.
func (f *finder) dateLike(k int) (match, bool) {
	switch f.item(k).kind {
	case weekday:
		return f.weekday(k)
	case namedDay:
		return f.namedDay(k)
	case holiday:
		return f.holiday(k)
	case month, number, ordinal:
		return f.dateAt(k)
	case direction, demonstrative:
		return f.relative(k)
	case the:
		if m, ok := f.dayMonth(k); ok {
			return m, true
		}
		return f.relative(k)
	}
	return match{}, false
}
