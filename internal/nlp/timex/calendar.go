package timex

import (
	"strconv"
	"time"

	"github.com/wiredesk/wiredesk"
)

// A grain is how fine a moment is.
type grain uint8

const (
	noGrain grain = iota
	minute
	hour
	part
	day
	weekend
	week
	monthGrain
	seasonGrain
	quarterGrain
	halfGrain
	yearGrain
	decadeGrain
	centuryGrain
)

func (g grain) String() string {
	return [...]string{"", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century"}[g]
}

// A moment is a stretch of the calendar, or the part of one that is known.
type moment struct {
	grain grain

	// The year, month and day that it begins on; 0 is unknown. Of a weekend
	// and a week, that is the Saturday and the Monday; of a decade and a
	// century, the first year.
	y, m, d int

	n       int // which season, quarter or half of the year
	weekday int // 1 to 7, if only the weekday is known
	part    int // of the day
	hour    int // 24 is midnight at the end of the day
	minute  int
}

// dayOf returns the day of t.
func dayOf(t time.Time) moment {
	y, m, d := t.Date()
	return moment{grain: day, y: y, m: int(m), d: d}
}

// publication returns t as a moment. A time of exactly midnight means that
// only the day is known, as many sources have it.
func publication(t wiredesk.Time) moment {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9000 {
		return moment{}
	}
	m := dayOf(t.Time)
	if h, min, s := t.Clock(); h != 0 || min != 0 || s != 0 {
		m.grain, m.hour, m.minute = minute, h, min
	}
	return m
}

func zoneOf(t wiredesk.Time) string {
	if t.IsZero() {
		return ""
	}
	_, seconds := t.Zone()
	return offset(seconds / 60)
}

// offset writes minutes east of UTC.
func offset(minutes int) string {
	if minutes == 0 {
		return "Z"
	}
	return time.Unix(0, 0).In(time.FixedZone("", minutes*60)).Format("-07:00")
}

// hasDay reports whether the day of m is known.
func (m moment) hasDay() bool { return m.y != 0 && m.d != 0 && m.grain != noGrain && m.grain <= day }

// day returns the day that m is or is in.
func (m moment) day() moment { return moment{grain: day, y: m.y, m: m.m, d: m.d} }

func (m moment) time() time.Time {
	return time.Date(m.y, time.Month(max(m.m, 1)), max(m.d, 1), 0, 0, 0, 0, time.UTC)
}

// add returns the day n days after the one that m is in or begins on.
func (m moment) add(n int) moment { return dayOf(m.time().AddDate(0, 0, n)) }

// iso returns the weekday of m, 1 to 7.
func (m moment) iso() int { return (int(m.time().Weekday())+6)%7 + 1 }

// compare orders moments by the day that they begin on.
func (m moment) compare(o moment) int { return m.time().Compare(o.time()) }

// to returns the stretch of grain g that m is in.
func (m moment) to(g grain) moment {
	r := moment{grain: g, y: m.y, m: m.m}
	switch g {
	case day:
		r.d = m.d
	case weekend:
		r = m.add(6 - m.iso())
		r.grain = g
	case week:
		r = m.add(1 - m.iso())
		r.grain = g
	case monthGrain:
	case seasonGrain:
		r = seasonOf(m)
	case quarterGrain:
		r.n, r.m = (max(m.m, 1)+2)/3, 0
	case halfGrain:
		r.n, r.m = (max(m.m, 1)+5)/6, 0
	case yearGrain:
		r.m = 0
	case decadeGrain:
		r.y, r.m = m.y/10*10, 0
	case centuryGrain:
		r.y, r.m = m.y/100*100, 0
	}
	return r
}

// seasonOf returns the season that m is in: January belongs to the winter that
// began the year before. It is that of the northern half of the earth.
func seasonOf(m moment) moment {
	month := max(m.m, 1)
	if month < 3 {
		return moment{grain: seasonGrain, y: m.y - 1, n: 4}
	}
	return moment{grain: seasonGrain, y: m.y, n: month / 3}
}

// shift returns the stretch of grain g that is n of them after the one that m
// is in; the zero moment if that leaves the calendar.
func (m moment) shift(n int, g grain) moment {
	if n > 5000 || n < -5000 || m.y == 0 {
		return moment{grain: g}
	}
	r := m.to(g)
	switch g {
	case day:
		r = m.add(n)
	case weekend, week:
		r = r.add(7 * n)
		r.grain = g
	case monthGrain:
		r.y, r.m = carry(r.y, r.m, n, 12)
	case seasonGrain:
		r.y, r.n = carry(r.y, r.n, n, 4)
	case quarterGrain:
		r.y, r.n = carry(r.y, r.n, n, 4)
	case halfGrain:
		r.y, r.n = carry(r.y, r.n, n, 2)
	case yearGrain:
		r.y += n
	case decadeGrain:
		r.y += 10 * n
	case centuryGrain:
		r.y += 100 * n
	}
	if r.y < 1 || r.y > 9999 {
		return moment{grain: g}
	}
	return r
}

// carry adds n to the k-th of size stretches of year y.
func carry(y, k, n, size int) (int, int) {
	t := y*size + k - 1 + n
	return t / size, t%size + 1
}

// start returns the first day of m.
func (m moment) start() moment {
	r := moment{grain: day, y: m.y, m: max(m.m, 1), d: max(m.d, 1)}
	switch m.grain {
	case quarterGrain:
		r.m = 3*m.n - 2
	case halfGrain:
		r.m = 6*m.n - 5
	case seasonGrain:
		r.m = 3 * m.n
	}
	return r
}

// value writes m as TIMEX3 does.
func (m moment) value() string {
	b := make([]byte, 0, 20)
	switch m.grain {
	case week, weekend:
		if m.y == 0 {
			b = append(b, "XXXX-WXX"...)
		} else {
			y, w := m.time().ISOWeek()
			b = padded(append(padded(b, y, 4), "-W"...), w, 2)
		}
		if m.grain == weekend {
			b = append(b, "-WE"...)
		}
	case seasonGrain:
		b = append(append(padded(b, m.y, 4), '-'), [...]string{"XX", "SP", "SU", "FA", "WI"}[m.n]...)
	case quarterGrain:
		b = append(append(padded(b, m.y, 4), "-Q"...), "X1234"[m.n])
	case halfGrain:
		b = append(append(padded(b, m.y, 4), "-H"...), "X12"[m.n])
	case yearGrain:
		b = padded(b, m.y, 4)
	case decadeGrain:
		b = append(padded(b, m.y/10, 3), 'X')
	case centuryGrain:
		b = append(padded(b, m.y/100, 2), "XX"...)
	case monthGrain:
		b = padded(append(padded(b, m.y, 4), '-'), m.m, 2)
	default:
		b = m.appendDay(b)
	}
	switch m.grain {
	case part:
		b = append(append(b, 'T'), [...]string{"XX", "MO", "AF", "EV", "NI"}[m.part]...)
	case hour, minute:
		b = append(append(b, 'T'), byte('0'+m.hour/10), byte('0'+m.hour%10), ':', byte('0'+m.minute/10), byte('0'+m.minute%10))
	}
	return string(b)
}

func (m moment) appendDay(b []byte) []byte {
	if m.y == 0 && m.weekday != 0 {
		return append(append(b, "XXXX-WXX-"...), byte('0'+m.weekday))
	}
	b = append(padded(b, m.y, 4), '-')
	b = append(padded(b, m.m, 2), '-')
	return padded(b, m.d, 2)
}

// padded appends n with the given number of digits, or as many X if it is
// unknown.
func padded(b []byte, n, width int) []byte {
	if n <= 0 {
		for range width {
			b = append(b, 'X')
		}
		return b
	}
	for limit := 10; width > 1; width, limit = width-1, limit*10 {
		if n < limit {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// daysIn returns how many days month m of year y has; February has 29 if the
// year is unknown.
func daysIn(y, m int) int {
	if y == 0 {
		y = 2000
	}
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// isoDay reads 2026-03-04.
func isoDay(s string) (moment, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return moment{}, false
	}
	y, m, d, ok := atoi3(s[:4], s[5:7], s[8:])
	if !ok || !valid(y, m, d) {
		return moment{}, false
	}
	return moment{grain: day, y: y, m: m, d: d}, true
}

func valid(y, m, d int) bool {
	return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m)
}

func atoi3(a, b, c string) (x, y, z int, ok bool) {
	x, e1 := strconv.Atoi(a)
	y, e2 := strconv.Atoi(b)
	z, e3 := strconv.Atoi(c)
	return x, y, z, e1 == nil && e2 == nil && e3 == nil
}
