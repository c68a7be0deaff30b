package render

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk"
)

// escape matches one ANSI escape sequence: a control sequence, a string with
// its terminator, or a short escape. It also knows the one-byte introducers
// of C1. A string without a terminator loses its introducer only, so that no
// sequence can swallow the text behind it.
var escape = regexp.MustCompile(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]` +
	`|(?:\x1b[\]PX^_]|[\x{90}\x{98}\x{9d}-\x{9f}])(?:[^\x07\x1b\x{9c}\n]*(?:\x07|\x1b\\|\x{9c}))?` +
	`|\x1b[ -/]*[0-~]?`)

// printable returns s without escape sequences, control characters and marks
// that reorder the text around them. Line feeds are kept.
func printable(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || !unprintable(r):
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		}
		return -1
	}, escape.ReplaceAllString(s, ""))
}

// unprintable reports whether r must not reach a terminal or a page as it is.
func unprintable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' ||
		r == '\u2028' || r == '\u2029' || r == '\uFEFF' || // line and paragraph separator, byte order mark
		r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' // bidirectional embeddings, overrides, isolates
}

// clean returns s as printable does, on one line, with single spaces.
func clean(s string) string {
	s = strings.ReplaceAll(printable(s), "\n", " ")
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return strings.Trim(s, " ")
}

// count returns "1 document", "2 documents".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// counts returns the counts of a story in words.
func counts(c wiredesk.Counts) string {
	return count(c.Documents, "document") + ", " + count(c.Outlets, "outlet") + ", " + count(c.Origins, "independent origin")
}

// moment returns t in the zone it was given in, such as
// "10 Mar 2027 16:10 -05:00" or "10 Mar 2027 21:10 UTC".
func moment(t wiredesk.Time) string {
	if t.IsZero() {
		return "undated"
	}
	if _, offset := t.Zone(); offset == 0 {
		return t.Format("2 Jan 2006 15:04") + " UTC"
	}
	return t.Format("2 Jan 2006 15:04 -07:00")
}

// period returns the time from a to b, or the one moment if they are equal.
func period(a, b wiredesk.Time) string {
	switch {
	case a.IsZero() && b.IsZero():
		return "undated"
	case a.IsZero() || a.Equal(b.Time):
		return moment(b)
	case b.IsZero():
		return moment(a)
	}
	return moment(a) + " to " + moment(b)
}

// flagWords are the flags of a statement in words.
var flagWords = map[string]string{
	wiredesk.FlagDiffers:      "accounts differ",
	wiredesk.FlagSingleOrigin: "one origin",
	wiredesk.FlagSuperseded:   "superseded",
	wiredesk.FlagAccusation:   "accusation",
	wiredesk.FlagDenied:       "denied",
}

// flagWord returns flag f in words; one that is not known stands as it is.
func flagWord(f string) string {
	if w, ok := flagWords[f]; ok {
		return w
	}
	return clean(f)
}
