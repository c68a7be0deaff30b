package claim

import (
	"regexp"
	"time"
)

// A date is a day or a month; its year may be unknown.
type date struct{ year, month, day string }

var dateValue = regexp.MustCompile(`^(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?(?:T(\d\d:\d\d)?.*)?$`)

// parseDate reads a value of package timex, and the time of day in it.
func parseDate(value string) (d date, clock string, ok bool) {
	m := dateValue.FindStringSubmatch(value)
	if m == nil {
		return date{}, "", false
	}
	return date{m[1], m[2], m[3]}, m[4], true
}

func (d date) String() string {
	if d.day == "" {
		return d.year + "-" + d.month
	}
	return d.year + "-" + d.month + "-" + d.day
}

// same reports whether a and b are one day, or one month, as far as both years
// are known.
func (d date) same(b date) bool { return d.fits(b) && d.day == b.day }

// fits reports whether a and b can be of one day.
func (d date) fits(b date) bool {
	return (d.year == b.year || d.year == "XXXX" || b.year == "XXXX") && d.month == b.month && (d.day == b.day || d.day == "" || b.day == "")
}

// near reports whether a and b are known and not far apart.
func (d date) near(b date) bool {
	x, ok := d.time()
	y, ok2 := b.time()
	return ok && ok2 && x.Sub(y).Abs() <= near*24*time.Hour
}

func (d date) time() (time.Time, bool) {
	day := d.day
	if day == "" {
		day = "01"
	}
	t, err := time.Parse(time.DateOnly, d.year+"-"+d.month+"-"+day)
	return t, err == nil
}

// both returns what a and b, which fit, both say: the month, if one of them
// gives no day.
func (d date) both(b date) date {
	if d.year == "XXXX" {
		d.year = b.year
	}
	if b.day == "" {
		d.day = ""
	}
	return d
}
