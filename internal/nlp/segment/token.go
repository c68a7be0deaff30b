package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/wiredesk/wiredesk"
)

// appendTokens appends the tokens of the paragraph p of text. It goes from
// white space to white space: most of what stands between is one plain word,
// and what is not is cut by Unicode's word borders (UAX #29) and put together
// again where English writes one word.
func appendTokens(out []wiredesk.Token, text string, p wiredesk.Span) []wiredesk.Token {
	for pos := p.Start; pos < p.End; {
		if n := spaceAt(text[pos:p.End]); n > 0 {
			pos += n
			continue
		}
		end, plain := pos, true
		for end < p.End {
			if spaceAt(text[end:p.End]) > 0 {
				break
			}
			c := text[end]
			plain = plain && (c|0x20) >= 'a' && (c|0x20) <= 'z'
			if c < utf8.RuneSelf {
				end++
			} else {
				_, n := utf8.DecodeRuneInString(text[end:p.End])
				end += n
			}
		}
		if plain {
			out = appendWord(out, text, pos, end)
		} else {
			out = appendChunk(out, text, pos, end, place{pos == p.Start || text[pos-1] == '\n', nextUpper(text[end:p.End])})
		}
		pos = end
	}
	return out
}

// spaceAt returns how many bytes of white space s begins with: one character's
// worth, or none.
func spaceAt(s string) int {
	if c := s[0]; c < utf8.RuneSelf {
		if c == ' ' || c == '\n' || c == '\t' {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError && strings.ContainsRune(space, r) {
		return n
	}
	return 0
}

// nextUpper reports whether the next word of s begins with a capital. It does
// not look far: a long run of marks stands before no word.
func nextUpper(s string) bool {
	const far = 32
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[:min(len(s), far)], space+"\"“‘'("))
	return unicode.IsUpper(r)
}

// A place says where a chunk stands.
type place struct {
	opensLine bool // at the start of its line
	upperNext bool // before a word with a capital
}

// appendChunk appends the tokens of text[start:end), which holds no white
// space.
func appendChunk(out []wiredesk.Token, text string, start, end int, at place) []wiredesk.Token {
	chunk := text[start:end]
	if lead, body := address(chunk); body > 0 {
		if lead > 0 {
			out = appendChunk(out, text, start, start+lead, place{})
		}
		out = appendSpan(out, start+lead, start+lead+body)
		if start+lead+body < end {
			out = appendChunk(out, text, start+lead+body, end, at)
		}
		return out
	}
	first := len(out)
	seg := words.FromString(chunk)
	for seg.Next() {
		out = appendSpan(out, start+seg.Start(), start+seg.End())
	}
	return join(out, text, first, at)
}

func appendSpan(out []wiredesk.Token, start, end int) []wiredesk.Token {
	return append(out, wiredesk.Token{Span: wiredesk.Span{Start: start, End: end}})
}

// appendWord appends the word text[start:end), cut where two words are written
// as one: "don't", "Trump's", "cannot".
func appendWord(out []wiredesk.Token, text string, start, end int) []wiredesk.Token {
	if at := contraction(text[start:end]); at > 0 {
		return appendSpan(appendSpan(out, start, start+at), start+at, end)
	}
	return appendSpan(out, start, end)
}

// join puts together again what UAX #29 cuts but English writes as one token,
// among the tokens of one chunk from number first on, and cuts contractions.
// It works in place: the result is never longer than twice the input, so it
// collects into a second slice only when a word is cut.
func join(toks []wiredesk.Token, text string, first int, at place) []wiredesk.Token {
	pieces := append([]wiredesk.Token(nil), toks[first:]...)
	toks = toks[:first]
	for i := 0; i < len(pieces); {
		n := run(pieces[i:], text, i == 0, at)
		s := wiredesk.Span{Start: pieces[i].Start, End: pieces[i+n-1].End}
		if n == 1 {
			toks = splitPiece(toks, text, s)
		} else {
			toks = append(toks, wiredesk.Token{Span: s})
		}
		i += n
	}
	return toks
}

// run returns how many of the pieces, from the first on, are one token.
func run(pieces []wiredesk.Token, text string, first bool, at place) int {
	p := pieces[0].Of(text)
	next := func(k int) string {
		if k < len(pieces) {
			return pieces[k].Of(text)
		}
		return ""
	}
	switch {
	case len(pieces) == 1:
		return 1
	case repeats(p):
		n := 1
		for next(n) == p {
			n++
		}
		return n
	case first && emoticon(text[pieces[0].Start:pieces[len(pieces)-1].End]):
		return len(pieces)
	case p == "@" || p == "#":
		if isWord(next(1)) {
			return 2
		}
	case p == "'" || p == "’":
		if clitic(next(1)) || elided(next(1)) {
			return 2
		}
	case next(1) == ".":
		if abbreviation(p) || initial(p) && next(2) == "" && at.upperNext {
			return 2 + more(pieces[2:], text)
		}
		if first && next(2) == "" && listNumber(p) && at.opensLine {
			return 2
		}
	case next(1) == "$" && len(p) <= 3 && isUpper(p):
		return 2
	case next(1) == "&" && len(p) <= 3 && isUpper(p) && isUpper(next(2)) && len(next(2)) <= 3:
		return 3
	case isDigits(p):
		return numberRun(pieces, text)
	case next(1) == "-" || next(1) == "‑":
		if prefix(p) && isWord(next(2)) {
			return 3
		}
	}
	return 1
}

// more returns how many pieces go on an abbreviation: "Ph.D.", "U.S.-led" not.
func more(pieces []wiredesk.Token, text string) int {
	if len(pieces) >= 2 && initial(pieces[0].Of(text)) && pieces[1].Of(text) == "." {
		return 2 + more(pieces[2:], text)
	}
	return 0
}

// numberRun returns how many pieces are one number: "10:30", "9/11",
// "3/4/2010", "713-853-1234".
func numberRun(pieces []wiredesk.Token, text string) int {
	n, hyphens := 1, phone(pieces, text)
	for n+1 < len(pieces) && isDigits(pieces[n+1].Of(text)) {
		switch sep := pieces[n].Of(text); {
		case sep == ":" || sep == "/":
		case sep == "-" && hyphens:
		default:
			return n
		}
		n += 2
	}
	return n
}

// phone reports whether the pieces are digits and hyphens, at least three
// groups: "713-853-1234", "2010-03-04".
func phone(pieces []wiredesk.Token, text string) bool {
	groups := 0
	for i, p := range pieces {
		s := p.Of(text)
		if i%2 == 1 && s != "-" {
			break
		}
		if i%2 == 0 {
			if !isDigits(s) {
				break
			}
			groups++
			if groups == 3 {
				return true
			}
		}
	}
	return false
}

// splitPiece appends a piece that stands alone, cut if it is a contraction or
// a number with its unit.
func splitPiece(out []wiredesk.Token, text string, s wiredesk.Span) []wiredesk.Token {
	p := s.Of(text)
	if at := unitBorder(p); at > 0 {
		return appendSpan(appendSpan(out, s.Start, s.Start+at), s.Start+at, s.End)
	}
	return appendWord(out, text, s.Start, s.End)
}
