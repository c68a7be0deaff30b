package compare

import (
	"strconv"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// A moment is a time, or a whole day if day is set.
type moment struct {
	at  time.Time
	day bool
}

// before says that m is earlier than n, as far as both are known: two moments
// of one day are not, if one of them is only known to the day.
func (m moment) before(n moment) bool {
	if m.at.IsZero() || n.at.IsZero() {
		return false
	}
	if m.day || n.day {
		return m.at.Format(time.DateOnly) < n.at.Format(time.DateOnly)
	}
	return m.at.Before(n.at)
}

// compare orders moments; an unknown one is the last.
func (m moment) compare(n moment) int {
	return wiredesk.Time{Time: m.at}.Compare(wiredesk.Time{Time: n.at})
}

// parseDay reads the day at the start of a value of package timex.
func parseDay(v string) (time.Time, bool) {
	if len(v) < len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, v[:len(time.DateOnly)])
	return t, err == nil
}

// recent is how long before a report its event may lie: a figure put at an
// earlier date belongs to something else.
const recent = 31 * 24 * time.Hour

// past returns the year or month that a figure belongs to if it is of an
// earlier event or a longer count than the story's: "in 2009", "since
// January".
func past(f *figure.Figure, published wiredesk.Time) string {
	if f.When == "" || f.Kind != figure.Count && f.Kind != figure.Money {
		return ""
	}
	if published.IsZero() {
		return ""
	}
	year, err := strconv.Atoi(f.When[:min(4, len(f.When))])
	if err != nil {
		return ""
	}
	t, ok := parseDay(f.When)
	switch {
	case ok && published.Sub(t) > recent, year < published.Year()-1:
		return f.When[:4]
	case !ok && len(f.When) == 4 && year < published.Year():
		return f.When
	case f.Since && !ok:
		return "since " + f.When
	}
	return ""
}
