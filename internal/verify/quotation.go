package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A mark is one quotation mark.
type mark struct {
	at, end int
	open    bool
	single  bool
}

// marks returns the quotation marks of t. A straight mark opens if a space or
// an opening mark stands before it and none behind, and closes if it is the
// other way round; where that tells nothing ( " so ) it does what the last one
// did not. A single one counts as opening only before a letter or digit, and as
// closing only where no letter follows, so that apostrophes are mostly left
// out.
func marks(t string) []mark {
	var ms []mark
	open := false // by the last double mark
	prev := ' '
	for i, r := range t {
		end := i + utf8.RuneLen(r)
		next := ' '
		if end < len(t) {
			next, _ = utf8.DecodeRuneInString(t[end:])
		}
		free := unicode.IsSpace(prev) || strings.ContainsRune("([{—–-“‘„«\"'/", prev)
		switch r {
		case '“', '«', '„':
			open = true
			ms = append(ms, mark{i, end, open, false})
		case '”', '»':
			open = false
			ms = append(ms, mark{i, end, open, false})
		case '"':
			if clear := free != (unicode.IsSpace(next) || !alnum(next) && !strings.ContainsRune("([$€£.…#@‘'“", next)); clear {
				open = free
			} else {
				open = !open
			}
			ms = append(ms, mark{i, end, open, false})
		case '‘':
			if free && alnum(next) {
				ms = append(ms, mark{i, end, true, true})
			}
		case '\'', '’':
			switch {
			case r == '\'' && free && alnum(next):
				ms = append(ms, mark{i, end, true, true})
			case !alnum(next) && !unicode.IsSpace(prev):
				ms = append(ms, mark{i, end, false, true})
			}
		}
		prev = r
	}
	return ms
}

// unpaired returns why the double marks of t do not open and close in turn. A
// curved mark may be closed by a straight one, and pairs may stand inside
// pairs.
func unpaired(t string) string {
	depth := 0
	for _, m := range marks(t) {
		switch {
		case m.single:
		case m.open:
			depth++
		case depth == 0:
			return "quotation marks are not paired"
		default:
			depth--
		}
	}
	if depth > 0 {
		return "a quotation is left open"
	}
	return ""
}

// opened reports whether a quotation that began in t is still open at its end.
func opened(t string) bool {
	depth, single := 0, false
	for _, m := range marks(t) {
		switch {
		case m.single:
			single = m.open
		case m.open:
			depth++
		default:
			depth = max(0, depth-1)
		}
	}
	return depth > 0 || single
}

// quoted returns the parts of t between quotation marks, the marks included.
// Single marks are taken wide: from the first that opens to the last that
// closes, since a closing one looks like an apostrophe.
func quoted(t string) []wiredesk.Span {
	var spans []wiredesk.Span
	ms := marks(t)
	start, first, last := -1, -1, -1
	for _, m := range ms {
		switch {
		case m.single && m.open && first < 0:
			first = m.at
		case m.single && !m.open:
			last = m.end
		case !m.single && m.open && start < 0:
			start = m.at
		case !m.single && !m.open && start >= 0:
			spans, start = append(spans, wiredesk.Span{Start: start, End: m.end}), -1
		}
	}
	if first >= 0 && last > first {
		spans = append(spans, wiredesk.Span{Start: first, End: last})
	}
	return spans
}

// quotations returns why the quotations of p are not whole, or "". A sentence
// inside a quotation that began before it would stand as the desk's own.
func (p *piece) quotations() string {
	q := p.ev.Of(p.doc)
	if why := unpaired(q); why != "" {
		return why
	}
	if opened(p.doc[paragraph(p.doc, p.ev.Start):p.ev.Start]) {
		return "the sentence stands inside a quotation that began before it"
	}
	return ""
}

func paragraph(text string, i int) int {
	if at := strings.LastIndex(text[:i], "\n\n"); at >= 0 {
		return at + 2
	}
	return 0
}
