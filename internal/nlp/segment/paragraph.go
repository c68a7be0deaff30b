package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// paragraphs cuts text at blank lines, and at single line feeds unless the
// text is hard-wrapped: mail and old archives break lines at a fixed width,
// while many feeds write a paragraph a line.
func paragraphs(text string) []wiredesk.Span {
	wrapped := hardWrapped(text)
	var out []wiredesk.Span
	start, prev := 0, "" // prev: the line before, when it belongs to the same block
	for pos := 0; pos <= len(text); {
		end := strings.IndexByte(text[pos:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += pos
		}
		line := strings.TrimSpace(text[pos:end])
		if line == "" || prev != "" && (!wrapped || isBullet(line)) {
			out = appendTrimmed(out, text, start, pos)
			start = pos
		}
		prev = line
		pos = end + 1
	}
	return appendTrimmed(out, text, start, len(text))
}

// appendTrimmed appends [start, end) of text without the white space around it.
func appendTrimmed(out []wiredesk.Span, text string, start, end int) []wiredesk.Span {
	s := strings.TrimLeft(text[start:end], space)
	start = end - len(s)
	end = start + len(strings.TrimRight(s, space))
	if start == end {
		return out
	}
	return append(out, wiredesk.Span{Start: start, End: end})
}

// space is the white space that stands between tokens.
const space = " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

// hardWrapped reports whether lines of text are broken at a fixed width: of
// the line feeds inside blocks, most come after 45 to 100 characters and most
// not after the end of a sentence.
func hardWrapped(text string) bool {
	inner, width, open := 0, 0, 0
	for rest := text; ; {
		i := strings.IndexByte(rest, '\n')
		if i < 0 || i+1 >= len(rest) {
			break
		}
		line := strings.TrimSpace(rest[:i])
		rest = rest[i+1:]
		if line == "" || rest[0] == '\n' {
			continue
		}
		inner++
		if n := utf8.RuneCountInString(line); n >= 45 && n <= 100 {
			width++
		}
		if !strings.ContainsAny(line[len(line)-1:], `.!?:"`) && !strings.HasSuffix(line, "”") {
			open++
		}
	}
	return inner >= 3 && width*10 >= inner*6 && open*10 >= inner*6
}

// isBullet reports whether a line begins a list item.
func isBullet(line string) bool {
	_, n := utf8.DecodeRuneInString(line)
	if n >= len(line) || line[n] != ' ' {
		return false
	}
	return strings.ContainsAny(line[:n], "-*•‣·–—▪◦")
}
