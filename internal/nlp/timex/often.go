package timex

// often reads what happens again and again: "every Monday", "each year",
// "twice a week", "three times a day", "daily".
func (f *finder) often(i int) (match, bool) {
	m := match{start: i, end: i + 1, kind: Set}
	switch it := f.items[i]; it.kind {
	case frequency:
		if it.upper && i > 0 || f.is(i-1, dash) {
			return match{}, false // the name of a newspaper
		}
		m.value = length{n: 1, unit: it.n}.value()
		return m, true
	case every:
		return f.each(m)
	case times:
		return f.rate(m)
	case number:
		if f.word(i+1, "times") {
			m.end++
			return f.rate(m)
		}
	}
	return match{}, false
}

// rate ends "twice a week", "three times per year", "twice daily".
func (f *finder) rate(m match) (match, bool) {
	j := m.end
	if it := f.item(j); it.kind == frequency {
		m.end, m.value = j+1, length{n: 1, unit: it.n}.value()
		return m, true
	}
	if f.is(j, every) {
		return f.eachAt(m, j+1)
	}
	if it := f.item(j + 1); (f.is(j, article) || f.word(j, "per")) && it.kind == unit && !it.plural {
		m.end, m.value = j+2, length{n: 1, unit: it.n}.value()
		return m, true
	}
	return match{}, false
}

func (f *finder) each(m match) (match, bool) { return f.eachAt(m, m.end) }

// eachAt ends a set at token j, which stands after "every" or "each".
func (f *finder) eachAt(m match, j int) (match, bool) {
	l := length{n: 1}
	switch {
	case f.word(j, "other") || f.word(j, "second"):
		l.n, j = 2, j+1
	case f.is(j, few):
		l.vague, j = true, j+1
	case f.is(j, number):
		l.n, j = f.count(j)
	case f.word(j, "single"):
		j++
	}
	m.end = j + 1
	switch it := f.item(j); it.kind {
	case unit:
		l.unit = it.n
		m.value = l.value()
	case weekday:
		m.value = weekly(it.n)
		if p := f.item(j + 1); p.kind == partOfDay {
			m.end, m.value = j+2, moment{weekday: it.n}.partOf(p.n).value()
		}
	case month:
		m.value = moment{grain: monthGrain, m: it.n}.value()
	case season:
		m.value = moment{grain: seasonGrain, n: it.n}.value()
	case partOfDay:
		m.value = moment{}.partOf(it.n).value()
	case weekendWord:
		m.value = moment{grain: weekend}.value()
	default:
		return match{}, false
	}
	return m, true
}

var references = [...]string{"", "PRESENT_REF", "PAST_REF", "FUTURE_REF"}

// vague reads one word that says no more than before, now or later.
func (f *finder) vague(i int) (match, bool) {
	n := f.items[i].n
	switch {
	case n == presentRef:
		if f.is(i+1, dash) && f.toks[i+1].Start == f.toks[i].End || f.word(i, "now") && f.word(i+1, "that") {
			return match{}, false // "the now-closed mill", "now that he is here"
		}
	case n == futureRef:
		if !f.is(i-1, the) && !f.any(i-1, "in", "near", "any", "foreseeable", "distant") && (f.item(i+1).kind != other || f.item(i+1).upper || f.item(i+1).role != plain || f.ends(i+1)) ||
			f.is(i-1, article) || f.any(i-1, "his", "her", "their", "its", "my", "our", "your", "'s", "’s") || f.item(i).upper && i > 0 {
			return match{}, false
		}
	}
	return match{start: i, end: i + 1, kind: Date, value: references[n]}, true
}

// vagueAfter reads "the past", "at the time", "at the moment".
func (f *finder) vagueAfter(i int) (match, bool) {
	m := match{start: i, end: i + 2, kind: Date}
	switch {
	case f.is(i, the) && f.word(i+1, "past") && f.word(i-1, "in") && f.ends(i+2):
		m.value = "PAST_REF"
	case f.word(i-1, "at") && f.word(i+1, "time") && (f.is(i, the) || f.word(i, "that")) && !f.any(i+2, "of", "that", "when"):
		m.value = "PAST_REF"
	case f.word(i-1, "at") && f.word(i+1, "moment") && f.is(i, the) && f.ends(i+2) && !f.any(i+2, "of", "when"):
		m.value = "PRESENT_REF"
	default:
		return match{}, false
	}
	return m, true
}
