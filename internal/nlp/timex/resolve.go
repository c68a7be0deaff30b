package timex

// weekdayAt returns the day of the week wd that the tense of tokens [i, j)
// points to: the latest one that is not after publication, or, of what is to
// come, the first one that is not before it. A report calls the day that it
// appears on by its name, in either tense.
func (f *finder) weekdayAt(wd, i, j int) moment {
	if f.pub.y == 0 {
		return moment{grain: day, weekday: wd}
	}
	back := (f.pub.iso() - wd + 7) % 7
	if f.tense(i, j) == futureTense && back > 0 {
		return f.pub.add(7 - back)
	}
	return f.pub.add(-back)
}

// strictly returns the first weekday wd after base (dir 1) or the last one
// before it (dir -1).
func strictly(base moment, wd, dir int) moment {
	if base.y == 0 {
		return moment{grain: day, weekday: wd}
	}
	if dir > 0 {
		return base.add((wd-base.iso()+6)%7 + 1)
	}
	return base.add(-((base.iso()-wd+6)%7 + 1))
}

// nearest gives m, whose year is unknown, the year that puts it nearest to
// publication. What lies against the tense of tokens [i, j) counts as if it
// were twelve times as far away: a report that tells in the past tense of a
// day within the next four weeks means what is planned for it, and no tense
// read wrongly moves that by a year.
func (f *finder) nearest(m moment, i, j int) moment {
	if f.pub.y == 0 || m.y != 0 {
		return m
	}
	pastCost, futureCost := 2, 3
	if m.grain > day {
		pastCost, futureCost = 1, 4 // a month without a verb is told of, more often than not
	}
	switch f.tense(i, j) {
	case pastTense:
		pastCost, futureCost = 1, 12
	case futureTense:
		pastCost, futureCost = 12, 1
	}
	if f.word(i-1, "since") {
		return before(f.pub.add(1), m)
	}
	now := f.pub.to(m.grain).start()
	if m.grain <= day {
		now = f.pub.day()
	}
	best, least := m, 1<<30
	for y := f.pub.y - 1; y <= f.pub.y+1; y++ {
		c := m
		c.y = y
		if m.d > 28 && !valid(y, m.m, m.d) {
			continue
		}
		days := int(c.start().time().Sub(now.time()).Hours() / 24)
		cost := days * futureCost
		if days < 0 {
			cost = -days * pastCost
		}
		if cost < least {
			best, least = c, cost
		}
	}
	return best
}

// before returns the latest stretch like m, whose year is unknown, that began
// before base's; after is the first one that begins after it.
func before(base, m moment) moment { return beside(base, m, -1) }
func after(base, m moment) moment  { return beside(base, m, 1) }

func beside(base, m moment, dir int) moment {
	if base.y == 0 {
		return m
	}
	g := m.grain
	if g < day {
		g = day
	}
	ref := base.to(g).start()
	m.y = base.y
	for range 3 {
		if m.start().compare(ref) == dir {
			earlier := m
			earlier.y -= dir
			if earlier.start().compare(ref) != dir {
				return m
			}
			m = earlier
			continue
		}
		m.y += dir
	}
	return m
}

// base returns what "earlier", "the next day" and "that year" start from: the
// last date that was named, else publication.
func (f *finder) base() (moment, string) {
	if f.prev.grain != noGrain {
		return f.prev, Previous
	}
	return f.pub, Publication
}

// dayBase is base, but a day: a date that is coarser than a day does not say
// which day the next one is.
func (f *finder) dayBase() (moment, string) {
	if f.prev.hasDay() {
		return f.prev.day(), Previous
	}
	return f.pub, Publication
}

// nearDay returns the day that an hour without one belongs to: the last one
// that was named in the paragraph, else the last one of the week before
// publication, else that of publication.
func (f *finder) nearDay() (moment, string) {
	switch {
	case f.prev.hasDay() && f.prevIn == f.paragraph:
		return f.prev.day(), Previous
	case f.recent.hasDay():
		return f.recent.day(), Previous
	}
	return f.pub.day(), Publication
}
