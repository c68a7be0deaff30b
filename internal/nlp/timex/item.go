package timex

import "strings"

// A kind says what a token may be in a time expression.
type kind uint8

const (
	other         kind = iota
	number             // n: its value; digits: how many of them, 0 if it is a word
	ordinal            // n: third, 3rd
	isoDate            // 2026-03-04
	slashDate          // 4/3/2026
	clockTime          // 16:30, 16h30; n: minutes since midnight
	decade             // 1990s; n: the first year
	month              // n: 1 to 12
	weekday            // n: 1 (Monday) to 7
	unit               // n: a span
	weekendWord        // weekend
	partOfDay          // n: a part
	clockWord          // noon, midnight; n: the hour
	season             // n: 1 (spring) to 4
	namedDay           // today, yesterday; n: days from publication
	direction          // last, next; n: a direction
	demonstrative      // this, that; n: a direction
	modifier           // early, late, mid
	the                //
	article            // a, an
	another            //
	few                // few, several, many
	more               // more, less, fewer, over, under
	half               //
	filler             // more, full, consecutive: between a number and its unit
	ago                //
	shift              // earlier, later; n: -1, 1
	around             // before, after; n: -1, 1
	every              // every, each
	times              // once, twice; n: how often
	frequency          // daily, weekly; n: a span
	quarterName        // Q3; n: 1 to 4
	vague              // now, recently; n: a reference
	holiday            // Christmas, Halloween; n: month*100 + day
	fiscal             // fiscal
	meridiem           // a.m., p.m.; n: 0, 12
	zone               // GMT; n: minutes east of UTC
	comma              //
	dash               // -, –, —
	bracket            // ( or )
	mark               // another punctuation mark
)

// A role says what a token is for the tense of its clause.
type role uint8

const (
	plain   role = iota
	past         // said, killed
	coming       // will, shall, must
	to           // to
	be           // be, been, is
	have         // have, has
	plan         // scheduled, due, plans
	promise      // agreed, asked: what follows them after "to" is to come
	linker       // that, if, because: a clause begins
	opens        // as early as, starting: what follows is to come
)

// An item is what the grammar sees of a token.
type item struct {
	kind   kind
	role   role
	digits uint8 // of a number
	plural bool  // of a unit or a weekday
	abbr   bool  // of a month or a weekday: shortened
	mid    bool  // written as one token with mid-, post- or pre-
	upper  bool  // it begins with a capital
	n      int
}

// longest is how long a word of the table can be.
const longest = 15

// read says what the token s is.
func read(s string) item {
	c := s[0]
	switch {
	case c >= '0' && c <= '9':
		return readDigits(s)
	case c < 'A' || c > 'z' || c > 'Z' && c < 'a':
		return readMark(s)
	}
	upper := c < 'a'
	if len(s) > longest {
		return item{role: suffix(s), upper: upper}
	}
	var buf [longest]byte
	low := lower(buf[:0], s)
	if it, ok := words()[string(low)]; ok {
		it.upper = upper
		if it.digits > 0 { // it counts as what it is only with a capital
			if !upper {
				return item{role: it.role}
			}
			it.digits, it.role = 0, plain
		}
		return it
	}
	if i := strings.IndexByte(s, '-'); i > 0 && i+1 < len(s) && (s[0]|0x20 == 'm' || s[0]|0x20 == 'p') {
		switch string(low[:i]) {
		case "mid", "post", "pre":
			it := read(s[i+1:])
			it.mid = true
			return it
		}
	}
	return item{role: suffix(s), upper: upper}
}

// suffix says what the ending of an unknown word tells.
func suffix(s string) role {
	if len(s) > 4 && s[len(s)-2:] == "ed" && s[0] >= 'a' {
		return past
	}
	return plain
}

// lower appends s in lower case, with ' for ’.
func lower(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == 0xE2 && strings.HasPrefix(s[i:], "’"):
			c, i = '\'', i+2
		}
		b = append(b, c)
	}
	return b
}

func readMark(s string) item {
	switch s {
	case ",":
		return item{kind: comma}
	case "-", "–", "—", "--", "‑":
		return item{kind: dash}
	case "(", ")", "[", "]":
		return item{kind: bracket}
	}
	if s[0] == '\'' || strings.HasPrefix(s, "’") || strings.HasPrefix(s, "‘") {
		rest := strings.TrimLeft(s, "'’‘")
		if len(rest) == 3 && isDigit(rest[0]) && rest[1] == '0' && rest[2] == 's' {
			return item{kind: decade, n: twentieth(10 * int(rest[0]-'0'))}
		}
		if len(rest) == 2 && isDigit(rest[0]) && isDigit(rest[1]) {
			return item{kind: number, n: twentieth(10*int(rest[0]-'0') + int(rest[1]-'0')), digits: 4, abbr: true}
		}
		var buf [longest]byte
		if len(s) <= longest {
			return words()[string(lower(buf[:0], s))]
		}
	}
	if s[0] < 0x80 {
		return item{kind: mark}
	}
	switch s {
	case "“", "”", "…", "•":
		return item{kind: mark}
	}
	return item{}
}

// twentieth puts a year of two digits into its century: up to 29 into ours.
func twentieth(n int) int {
	if n < 30 {
		return 2000 + n
	}
	return 1900 + n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// readDigits reads a token that begins with a digit.
func readDigits(s string) item {
	n, i := 0, 0
	for i < len(s) && isDigit(s[i]) && i < 9 {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == len(s) {
		return item{kind: number, n: n, digits: uint8(i)}
	}
	switch rest := s[i:]; rest[0] {
	case ':', 'h', 'H':
		if m, ok := minutes(n, i, rest[1:]); ok {
			return item{kind: clockTime, n: m}
		}
	case '.':
		// 6.40, which is an hour beside "am" only, and 2.5.
		if len(rest) > 1 && isDigit(rest[1]) {
			return item{kind: number, n: n}
		}
	case ',':
		if len(rest) == 4 && isDigit(rest[1]) && isDigit(rest[2]) && isDigit(rest[3]) {
			return item{kind: number, n: n*1000 + int(rest[1]-'0')*100 + int(rest[2]-'0')*10 + int(rest[3]-'0')}
		}
	case '-':
		if _, ok := isoDay(s); ok {
			return item{kind: isoDate}
		}
	case '/':
		if strings.Count(s, "/") == 2 {
			return item{kind: slashDate}
		}
	case 's':
		if rest == "s" && n%10 == 0 && (i == 4 && n >= 1500 && n < 2100 || i == 2 && n >= 20) {
			if i == 2 {
				return item{kind: decade, n: twentieth(n), abbr: true}
			}
			return item{kind: decade, n: n}
		}
	case 't', 'n', 'r':
		if rest == "th" || rest == "nd" || rest == "rd" || rest == "st" {
			return item{kind: ordinal, n: n}
		}
	}
	if strings.HasSuffix(s, "st") && s[i:] == "st" {
		return item{kind: ordinal, n: n}
	}
	return item{}
}

// minutes returns the minutes since midnight of hour h, written with i digits,
// and what stands after the colon or the h: 16:30, 9:05:30, 16h30, 16h.
func minutes(h, i int, rest string) (int, bool) {
	if h > 24 || i > 2 {
		return 0, false
	}
	if len(rest) == 5 && rest[2] == ':' {
		rest = rest[:2]
	}
	if rest == "" {
		return h * 60, true
	}
	if len(rest) != 2 || !isDigit(rest[0]) || rest[0] > '5' || !isDigit(rest[1]) {
		return 0, false
	}
	return h*60 + int(rest[0]-'0')*10 + int(rest[1]-'0'), true
}
