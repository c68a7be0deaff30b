package verify

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Dated reports whether an expression of s means date, which is as fine as
// precision says: "Monday" or "20 April" by the day on which its document came
// out, "20 April 2010" by itself. What was deleted from the evidence, such as the
// day of a dateline, dates nothing. It is narrow: of what depends on a date
// named before ("the next day") it knows nothing, and says no. The statement
// must have passed [Checker.Statement], and have one evidence.
func (c *Checker) Dated(s *wiredesk.Statement, date, precision string) bool {
	layout, ok := layouts[precision]
	if !ok {
		return false
	}
	at, err := time.Parse(layout, date)
	if err != nil || at.Format(layout) != date {
		return false
	}
	if len(s.Evidence) != 1 {
		return false
	}
	d := c.docs[s.Evidence[0].Document]
	if d == nil {
		return false
	}
	r := dateReader{s: newSentence(s.Text), at: at, published: d.Published.Time, known: !d.Published.IsZero()}
	return r.means(precision)
}

// layouts are the forms of a date by precision.
var layouts = map[string]string{
	"minute": "2006-01-02T15:04", "hour": "2006-01-02T15", "day": time.DateOnly, "month": "2006-01", "year": "2006",
}

// A dateReader looks in a sentence for what means at.
type dateReader struct {
	s         *sentence
	at        time.Time // in UTC, as a calendar has it
	published time.Time
	known     bool // published is
}

func (r *dateReader) means(precision string) bool {
	switch precision {
	case "minute", "hour":
		return r.any(r.clock(precision)) && (r.any(r.day) || r.sameDay(precision))
	case "day":
		return r.any(r.day)
	case "month":
		return r.any(r.month)
	}
	return r.any(r.year)
}

// any reports whether f holds at a word.
func (r *dateReader) any(f func(i int) bool) bool {
	for i := range r.s.words {
		if f(i) {
			return true
		}
	}
	return false
}

// days returns how many days after publication at is; ok is false if the day of
// publication is not known.
func (r *dateReader) days() (n int, ok bool) {
	y, m, d := r.published.Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	to := time.Date(r.at.Year(), r.at.Month(), r.at.Day(), 0, 0, 0, 0, time.UTC)
	return int(to.Sub(from).Hours() / 24), r.known
}

// day reports whether the expression at word i means the day of r.at.
func (r *dateReader) day(i int) bool {
	w := r.s.words[i]
	if w.low == r.at.Format(time.DateOnly) {
		return true
	}
	if m, ok := monthNames[w.low]; ok && w.capital() {
		return m == r.at.Month() && r.dayOfMonth(i)
	}
	n, ok := r.days()
	if !ok {
		return false
	}
	if wd, is := weekdayNames[w.low]; is && w.capital() {
		return wd == r.at.Weekday() && r.weekday(i, n)
	}
	switch w.low {
	case "today", "tonight":
		return n == 0
	case "yesterday":
		return n == -1
	case "tomorrow":
		return n == 1
	case "morning", "afternoon", "evening":
		return r.s.at(i-1) == "this" && n == 0
	case "night":
		return r.s.at(i-1) == "last" && n == -1
	case "ago":
		v, words, ok := r.numberBefore(i - 1)
		return ok && words > 0 && (r.s.at(i-1) == "days" || r.s.at(i-1) == "day") && n == -v
	}
	return false
}

// numberBefore reads the number that ends before word i.
func (r *dateReader) numberBefore(i int) (v, words int, ok bool) {
	if i < 1 {
		return 0, 0, false
	}
	f, n, ok := r.s.number(i - 1)
	return int(f), n, ok
}

// dayOfMonth reports whether the number beside the month at word i is the day,
// and the year that of r.at: the one that is written, or, where none is, that
// of the last such day up to publication or of the next one.
func (r *dateReader) dayOfMonth(i int) bool {
	end := 0
	switch {
	case dayNumber(r.s.at(i-1)) == r.at.Day():
		end = i + 1
	case r.s.at(i-1) == "of" && dayNumber(r.s.at(i-2)) == r.at.Day():
		end = i + 1
	case dayNumber(r.s.at(i+1)) == r.at.Day():
		end = i + 2
	default:
		return false
	}
	return r.yearAt(end, 0, 0, 1)
}

// yearAt reports whether the year that stands at word i is that of r.at. Where
// none does, it asks whether r.at and the like of a year later (or earlier) have
// publication between them; y, m and d are what to add to r.at for its end.
func (r *dateReader) yearAt(i, y, m, d int) bool {
	if year, ok := fourDigits(r.s.at(i)); ok {
		return year == r.at.Year()
	}
	if !r.known {
		return false
	}
	if r.s.at(i) == "of" {
		i++
	}
	if r.s.at(i+1) == "year" {
		if off, ok := shifts[r.s.at(i)]; ok {
			return r.at.Year() == r.published.Year()+off
		}
	}
	py, pm, pd := r.published.Date()
	p := time.Date(py, pm, pd, 0, 0, 0, 0, time.UTC)
	if r.at.After(p) {
		return r.at.Before(p.AddDate(1, 0, 0)) && has(r.s.words, ahead)
	}
	return r.at.AddDate(y, m, d).After(p.AddDate(-1, 0, 0))
}

// weekday reports whether the day of the week at word i may be n days from
// publication: within a week, and in the future only where the sentence looks
// ahead. With a date behind it, that one says which day it is.
func (r *dateReader) weekday(i, n int) bool {
	for k := i + 1; k <= i+2; k++ {
		if _, ok := monthNames[r.s.at(k)]; ok {
			return false
		}
	}
	switch r.s.at(i - 1) {
	case "following", "previous", "a", "every", "each", "one", "another":
		return false
	case "last":
		return -13 <= n && n < 0
	case "next":
		return 0 < n && n <= 13
	}
	return -7 <= n && (n <= 0 || n <= 7 && has(r.s.words, ahead))
}

// month reports whether a month without a day at word i means the month of
// r.at.
func (r *dateReader) month(i int) bool {
	w := r.s.words[i]
	if m, ok := monthNames[w.low]; ok && w.capital() {
		if m != r.at.Month() || dayNumber(r.s.at(i-1)) > 0 || dayNumber(r.s.at(i+1)) > 0 || w.low == "may" && i == 0 {
			return false
		}
		return r.yearAt(i+1, 0, 1, 0)
	}
	off, ok := shifts[r.s.at(i-1)]
	if w.low != "month" || !ok || !r.known {
		return false
	}
	y, m, _ := r.published.Date()
	return time.Date(y, m+time.Month(off), 1, 0, 0, 0, 0, time.UTC).Equal(r.at)
}

// year reports whether the year at word i is that of r.at.
func (r *dateReader) year(i int) bool {
	if y, ok := fourDigits(r.s.words[i].text); ok {
		return y == r.at.Year() && beforeYear[r.s.at(i-1)]
	}
	off, ok := shifts[r.s.at(i-1)]
	return r.s.at(i) == "year" && ok && r.known && r.at.Year() == r.published.Year()+off
}

// clockForm is an hour: 16:30, 4.20pm, 4, noon is told apart before.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d\d))?(am|pm|a\.m|p\.m)?$`)

// clock returns whether the hour at a word is that of r.at, to the minute or
// without one.
func (r *dateReader) clock(precision string) func(i int) bool {
	return func(i int) bool {
		h, m, ok := r.hour(i)
		if !ok || h != r.at.Hour() {
			return false
		}
		if precision == "hour" {
			return m < 0
		}
		return m == r.at.Minute()
	}
}

// hour reads the hour at word i; minute is -1 where none is given.
func (r *dateReader) hour(i int) (hour, minute int, ok bool) {
	switch r.s.at(i) {
	case "noon":
		return 12, -1, true
	case "midnight":
		return 0, -1, true
	}
	m := clockForm.FindStringSubmatch(r.s.at(i))
	if m == nil {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1])
	minute = -1
	if m[2] != "" {
		minute, _ = strconv.Atoi(m[2])
	}
	half := strings.ReplaceAll(m[3], ".", "")
	if next := strings.ReplaceAll(r.s.at(i+1), ".", ""); half == "" && (next == "am" || next == "pm") {
		half = next
	}
	switch {
	case half == "" && !strings.Contains(r.s.at(i), ":"), half != "" && (hour < 1 || hour > 12), hour > 23, minute > 59:
		return 0, 0, false
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	return hour, minute, true
}

// sameDay reports whether an hour without a day can be one of the day of
// publication: there is no other day in the sentence, and the hour lies on the
// side of publication that the sentence speaks of.
func (r *dateReader) sameDay(precision string) bool {
	n, ok := r.days()
	h, m, _ := r.published.Clock()
	if !ok || n != 0 || h == 0 && m == 0 || r.any(r.someDay) {
		return false
	}
	early := r.at.Hour() < h || r.at.Hour() == h && (precision == "hour" || r.at.Minute() <= m)
	return early || has(r.s.words, ahead)
}

// someDay reports whether word i names a day.
func (r *dateReader) someDay(i int) bool {
	w := r.s.words[i]
	_, month := monthNames[w.low]
	_, weekday := weekdayNames[strings.TrimSuffix(w.low, "'s")]
	return (month || weekday) && w.capital() || dayWords[w.low]
}

// dayNumber reads 1 to 31 from "20" or "20th"; else it is 0.
func dayNumber(w string) int {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 1 || n > 31 || len(w) > 2 {
		return 0
	}
	return n
}

func fourDigits(w string) (int, bool) {
	n, err := strconv.Atoi(w)
	return n, err == nil && len(w) == 4 && n >= 1000
}

var (
	monthNames = map[string]time.Month{
		"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	}
	weekdayNames = map[string]time.Weekday{
		"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
		"sunday's": 0, "monday's": 1, "tuesday's": 2, "wednesday's": 3, "thursday's": 4, "friday's": 5, "saturday's": 6,
		"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
	}
	shifts     = map[string]int{"last": -1, "this": 0, "next": 1}
	dayWords   = newSet(`today tonight yesterday tomorrow overnight later earlier before after day days night`)
	beforeYear = newSet(`in since of by from during until to early late mid before after and around`)

	// ahead are words of sentences that speak of what is to come.
	ahead = newSet(`will shall would won't due plans plan planned planning scheduled expected set until next upcoming ahead begins starts opens`)
)
