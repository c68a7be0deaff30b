package timeline

import (
	"strings"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// A Day counts the days since 1970-01-01. 0 is none.
type Day int

const daySeconds = 24 * 60 * 60

// DayOf returns the day of t in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

// String returns d as 2006-01-02.
func (d Day) String() string {
	return time.Unix(int64(d)*daySeconds, 0).UTC().Format(time.DateOnly)
}

// Precisions of a date, as they stand in [wiredesk.Event].
const (
	precisionMinute = "minute"
	precisionHour   = "hour"
	precisionDay    = "day"
	precisionMonth  = "month"
	precisionYear   = "year"
)

// A moment is a date as finely as a report gives it: 2026-11-25T16:30 (minute),
// 2026-11-25T16 (hour), 2026-11-25, 2026-11 or 2026. Hours are those on the
// clock that the report means.
type moment struct{ date, precision string }

// momentOf reads what e means. ok is false for a length of time, a week, a
// season and the like, and for what is not resolved.
func momentOf(e timex.Expression) (m moment, ok bool) {
	if e.Type != timex.Date && e.Type != timex.Time || e.Anchor == timex.None {
		return m, false
	}
	date, clock, _ := strings.Cut(e.Value, "T")
	switch {
	case len(date) == len("2006-01-02") && valid(time.DateOnly, date):
		m = moment{date, precisionDay}
	case len(date) == len("2006-01") && valid("2006-01", date):
		return moment{date, precisionMonth}, true
	case len(date) == len("2006") && valid("2006", date):
		return moment{date, precisionYear}, true
	default:
		return m, false
	}
	if valid("15:04", clock) {
		switch e.Grain {
		case precisionMinute:
			m = moment{date + "T" + clock, precisionMinute}
		case precisionHour:
			m = moment{date + "T" + clock[:2], precisionHour}
		}
	}
	return m, true
}

func valid(layout, s string) bool {
	_, err := time.Parse(layout, s)
	return err == nil
}

// day returns the day of m; ok is false if only its month or year is known.
func (m moment) day() (d Day, ok bool) {
	if m.precision == precisionMonth || m.precision == precisionYear {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, m.date[:len("2006-01-02")])
	return DayOf(t), err == nil
}
