package extract

import (
	"fmt"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// layouts are the forms of a moment that documents, pages and mails use. One
// without a zone is read as UTC, which is the same on any machine.
var layouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04",
	"2006-01-02",
	"Mon, 2 Jan 2006 15:04:05 Z0700",
	"Mon, 2 Jan 2006 15:04 Z0700",
	"2 Jan 2006 15:04:05 Z0700",
	"2 Jan 2006 15:04 Z0700",
	"Mon, 2 Jan 2006 15:04:05",
}

// zones are the names of zones that RFC 822 gives an offset to. Any other name
// is ambiguous and not read.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// The years that a report may carry; others are slips of a template.
const (
	minYear = 1900
	maxYear = 2200
)

// ParseTime reads the moment that s gives, in whole seconds and with the zone
// that s names: RFC 3339 and its shorter forms down to the day, RFC 1123 and
// the dates of mails. White space alone is the unknown time. It fails with
// [wiredesk.ErrInvalid] if s is of no such form or outside 1900 to 2200.
func ParseTime(s string) (wiredesk.Time, error) {
	raw := s
	if s = strings.TrimSpace(s); s == "" {
		return wiredesk.Time{}, nil
	}
	s = numericZone(s)
	for _, layout := range layouts {
		// Never the zone of the machine: it would lend its name and rules to
		// any offset that it shares.
		t, err := time.ParseInLocation(layout, s, time.UTC)
		if err != nil {
			continue
		}
		if y := t.Year(); y < minYear || y > maxYear {
			return wiredesk.Time{}, fmt.Errorf("%w: date %q is outside the years %d to %d", wiredesk.ErrInvalid, short(raw), minYear, maxYear)
		}
		return wiredesk.Time{Time: fixed(t)}, nil
	}
	return wiredesk.Time{}, fmt.Errorf("%w: date %q is in no form that is read (such as 2026-11-03T09:30:00Z)", wiredesk.ErrInvalid, short(raw))
}

// fixed drops the fraction of a second, which is not printed and so must not
// order anything, and keeps of the zone only the offset. An offset with
// seconds, or beyond what RFC 3339 can write, becomes UTC.
func fixed(t time.Time) time.Time {
	t = t.Truncate(time.Second)
	_, off := t.Zone()
	if off == 0 || off%60 != 0 || off <= -24*3600 || off >= 24*3600 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", off))
}

// numericZone writes a zone that stands by name at the end of s as an offset,
// and drops the comment that mails put after it.
func numericZone(s string) string {
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[:i])
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		if off, ok := zones[strings.ToUpper(s[i+1:])]; ok {
			return s[:i+1] + off
		}
	}
	return s
}

// short cuts what a message repeats of a stranger's bytes.
func short(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
