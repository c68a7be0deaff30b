package intake

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns s as wiredesk stores text: valid UTF-8 in NFC, every line
// end \n, and no control characters. A control character becomes a space as
// long as it is in bytes (U+00A0 for those of two), and everything else stays,
// so that offsets into a text that was in NFC with \n line ends stay right. It
// is idempotent. Cost: O(n), without allocation if s is clean.
func Normalise(s string) string {
	if isPlain(s) {
		return s
	}
	if needsCleaning(s) {
		s = clean(s)
	}
	return norm.NFC.String(s) // after cleaning: what was dropped may have stood between a letter and its accent
}

// Tidy is [Normalise] for text whose layout is not data: it also drops soft
// hyphens, bidi controls and those zero-width characters that no script needs,
// trims trailing spaces off each line, folds three or more line ends to two,
// and trims blank lines off both ends. It is idempotent.
func Tidy(s string) string {
	var b strings.Builder
	blank := 0
	s = Normalise(strings.Map(visible, s))
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " ")
		if line == "" {
			blank++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n"[:1+min(blank, 1)])
		}
		b.WriteString(line)
		blank = 0
	}
	return b.String()
}

// isPlain reports whether s is ASCII without control characters but \n, the
// common case, which needs no second look.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7F || c < ' ' && c != '\n' {
			return false
		}
	}
	return true
}

func needsCleaning(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return true
			}
			continue
		}
		if r < ' ' && r != '\n' || r >= 0x7F && (isLineEnd(r) || isControl(r)) {
			return true
		}
	}
	return false
}

func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\n' && i > 0 && s[i-1] == '\r':
			// the \r gave the line end
		case r == '\r' || isLineEnd(r):
			b.WriteByte('\n')
		case r < 0x80 && isControl(r):
			b.WriteByte(' ')
		case isControl(r):
			b.WriteRune('\u00a0')
		default:
			b.WriteRune(r) // an invalid byte arrives as U+FFFD
		}
	}
	return b.String()
}

// isLineEnd reports the line ends of Unicode other than \n and \r. U+0085 is
// none here: it comes from broken encodings, where it was an ellipsis.
func isLineEnd(r rune) bool { return r == 0x2028 || r == 0x2029 }

// isControl reports the control characters but \n: C0, DEL and C1.
func isControl(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7F && r <= 0x9F }

// visible returns r, or -1 for a character that nobody sees. U+200C and U+200D
// stay: they are spelling in Persian and the scripts of India, and hold emoji
// together.
func visible(r rune) rune {
	switch {
	case r == 0xAD, r == 0x034F, r == 0x180E, r == 0x200B, r == 0xFEFF, isBidi(r),
		r >= 0x2060 && r <= 0x206F,   // joiners and operators without a sign, and what Unicode no longer wants
		r >= 0xFFF9 && r <= 0xFFFB,   // notes between lines
		r >= 0xE0000 && r <= 0xE007F: // tags, in which whole orders can be hidden
		return -1
	}
	return r
}

// isBidi reports the controls that reorder what a reader sees.
func isBidi(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
