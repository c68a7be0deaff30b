package timex

import (
	"strconv"
	"strings"
	"time"
)

// Interval returns the stretch [from, to) that a DATE or a TIME covers, in the
// zone of e.Zone: that of the hour or of the publication, UTC if neither is
// known. ok is false for a duration, a set, and what is not resolved. "Early"
// and "late" are not in the value, so the stretch is that of the whole month
// or year. An hour of an unknown zone covers its whole day. A season is that
// of the northern half of the earth.
func (e Expression) Interval() (from, to time.Time, ok bool) {
	if e.Type != Date && e.Type != Time || e.Anchor == None {
		return from, to, false
	}
	date, clock, timed := strings.Cut(e.Value, "T")
	from, to, ok = stretch(date, location(e.Zone))
	if !ok || !timed || e.Zone == "" {
		return from, to, ok
	}
	if len(clock) == 2 {
		h := hoursOf(clock)
		return from.Add(h[0]), from.Add(h[1]), h[1] > 0
	}
	h, m, _, ok := atoi3(clock[:2], clock[3:], "0")
	from = from.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)
	if e.Grain == hour.String() {
		return from, from.Add(time.Hour), ok
	}
	return from, from.Add(time.Minute), ok
}

// hoursOf returns when a part of a day begins and ends. They are wide, and
// overlap: what one calls evening another calls night.
func hoursOf(part string) [2]time.Duration {
	const h = time.Hour
	switch part {
	case "MO":
		return [2]time.Duration{0, 12 * h}
	case "AF":
		return [2]time.Duration{12 * h, 18 * h}
	case "EV":
		return [2]time.Duration{17 * h, 24 * h}
	case "NI":
		return [2]time.Duration{18 * h, 30 * h}
	}
	return [2]time.Duration{}
}

// location reads an offset such as +02:00.
func location(zone string) *time.Location {
	t, err := time.Parse("-07:00", zone)
	if err != nil {
		return time.UTC
	}
	_, seconds := t.Zone()
	if seconds == 0 {
		return time.UTC
	}
	return time.FixedZone("", seconds)
}

// stretch reads the value of a date.
func stretch(v string, in *time.Location) (from, to time.Time, ok bool) {
	year, rest, more := strings.Cut(v, "-")
	y, err := strconv.Atoi(strings.TrimRight(year, "X"))
	if err != nil || len(year) != 4 {
		return from, to, false
	}
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, in) }
	months := func(m, n int) (time.Time, time.Time, bool) { return at(y, m, 1), at(y, m+n, 1), true }
	switch unknown := strings.Count(year, "X"); {
	case unknown == 1:
		return at(y*10, 1, 1), at(y*10+10, 1, 1), true
	case unknown == 2:
		return at(y*100, 1, 1), at(y*100+100, 1, 1), true
	case !more:
		return months(1, 12)
	}
	switch {
	case rest[0] == 'W' && rest != "WI":
		w, err := strconv.Atoi(rest[1:min(3, len(rest))])
		monday := at(y, 1, 4)
		monday = monday.AddDate(0, 0, 7*(w-1)-(int(monday.Weekday())+6)%7)
		if strings.HasSuffix(rest, "-WE") {
			return monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 7), err == nil
		}
		return monday, monday.AddDate(0, 0, 7), err == nil
	case rest[0] == 'Q' || rest[0] == 'H':
		n := int(rest[1] - '0')
		if rest[0] == 'Q' {
			return months(3*n-2, 3)
		}
		return months(6*n-5, 6)
	case len(rest) == 2 && !isDigit(rest[0]):
		n := strings.Index("SPSUFAWI", rest) / 2
		return months(3*n+3, 3)
	}
	month, d, dated := strings.Cut(rest, "-")
	m, err := strconv.Atoi(month)
	if err != nil {
		return from, to, false
	}
	if !dated {
		return months(m, 1)
	}
	n, err := strconv.Atoi(d)
	return at(y, m, n), at(y, m, n+1), err == nil
}
