package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A cutter cuts the tokens of one paragraph into sentences.
type cutter struct {
	text      string
	toks      []wiredesk.Token // of the whole document
	paragraph int

	open  bool // inside a quotation
	depth int  // of brackets that close again soon
}

// appendSentences appends the sentences of the tokens from number first on.
func (c *cutter) appendSentences(out []wiredesk.Sentence, first int) []wiredesk.Sentence {
	begin, inQuote := first, false
	for i := first; i < len(c.toks); i++ {
		c.track(i, first)
		if i+1 < len(c.toks) {
			end := c.boundary(i)
			if end == 0 && c.toks[i+1].End-c.toks[begin].Start <= wiredesk.MaxSentence {
				continue
			}
			for i+1 < end {
				i++
				c.track(i, first)
			}
		}
		out = append(out, wiredesk.Sentence{
			Span:  wiredesk.Span{Start: c.toks[begin].Start, End: c.toks[i].End},
			First: begin, Last: i + 1, Paragraph: c.paragraph, InQuote: inQuote,
		})
		begin, inQuote, c.depth = i+1, c.open, 0
	}
	return out
}

// track follows quotation marks and brackets over token i.
func (c *cutter) track(i, first int) {
	switch s := c.tok(i); s {
	case `"`:
		c.open = !c.open
	case "“", "„", "«":
		c.open = true
	case "”", "»":
		c.open = false
	case "(", "[":
		if c.closesSoon(i) {
			c.depth++
		}
	case ")", "]":
		c.depth = max(0, c.depth-1)
	}
}

// closesSoon reports whether the bracket at token i is closed within 60 tokens.
func (c *cutter) closesSoon(i int) bool {
	for j := i + 1; j < len(c.toks) && j <= i+60; j++ {
		if s := c.tok(j); s == ")" || s == "]" {
			return true
		}
	}
	return false
}

// boundary returns the number of the first token of the next sentence if token
// i ends one, else 0. The marks that close a quotation or a bracket after it
// belong to the sentence.
func (c *cutter) boundary(i int) int {
	if !c.ends(i) || c.depth > 0 {
		return 0
	}
	next, closed := i+1, false
	for next < len(c.toks) && c.closes(next) {
		closed = closed || c.tok(next) != ")" && c.tok(next) != "]"
		next++
	}
	if next >= len(c.toks) {
		return next
	}
	if !c.begins(next) || closed && c.reports(next) {
		return 0
	}
	if end := c.tok(i); len(end) > 1 && end[len(end)-1] == '.' && end[0] != '.' && !closed && !c.abbreviationEnds(i, next) {
		return 0
	}
	return next
}

// ends reports whether token i may end a sentence.
func (c *cutter) ends(i int) bool {
	s := c.tok(i)
	switch s[0] {
	case '.', '!', '?':
		return true
	}
	return s[len(s)-1] == '.' || s == "…" || s == "。" || s == "！" || s == "？" || s == "؟" || s == "।"
}

// closes reports whether token i closes what was opened before it: it follows
// without a space.
func (c *cutter) closes(i int) bool {
	if c.toks[i].Start != c.toks[i-1].End {
		return false
	}
	switch c.tok(i) {
	case `"`, "”", "’", "'", "''", ")", "]", "»":
		return true
	}
	return false
}

// begins reports whether token i may begin a sentence.
func (c *cutter) begins(i int) bool {
	if c.toks[i].Start == c.toks[i-1].End && c.toks[i].Start > 0 && isWord(c.tok(i)) && !c.quoted(i-1) {
		return unicode.IsUpper(first(c.tok(i))) && !c.ends0(i-1)
	}
	r := first(c.tok(i))
	switch {
	case unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Sc, r):
		return true
	case unicode.IsLetter(r):
		return !unicode.IsLower(r)
	}
	return strings.ContainsRune("\"“‘'([«„•-–—*#@¿¡`<=~", r) || unicode.IsSymbol(r)
}

// ends0 reports whether token i is an abbreviation or a number, after which a
// word without a space goes on the same thing.
func (c *cutter) ends0(i int) bool { s := c.tok(i); return len(s) > 1 && s[0] != '.' }

func (c *cutter) quoted(i int) bool { return strings.ContainsAny(c.tok(i), `"”’»)]`) }

// abbreviationEnds reports whether a sentence ends with the abbreviation at
// token i: when the next word is one that begins sentences.
func (c *cutter) abbreviationEnds(i, next int) bool {
	w := strings.ToLower(strings.TrimSuffix(c.tok(i), "."))
	if _, listed := abbreviations[w]; listed {
		if _, ok := mayEnd[w]; !ok {
			return false
		}
	}
	if len(w) == 1 || isDigits(w) {
		return false
	}
	_, ok := starters[strings.ToLower(strings.TrimLeft(c.tok(next), "\"“‘'"))]
	if !ok && strings.ContainsAny(c.tok(next), "\"“‘'") && next+1 < len(c.toks) {
		return true
	}
	return ok
}

// reports reports whether the tokens from i on say who spoke what was just
// closed: "she asked", "Vitter demanded", "asked the mayor".
func (c *cutter) reports(i int) bool {
	for j := i; j < len(c.toks) && j < i+6; j++ {
		w := c.tok(j)
		if speechVerb(w) {
			return j > i || !unicode.IsUpper(first(w))
		}
		if !unicode.IsLetter(first(w)) || j == i && starter(w) {
			return false
		}
	}
	return false
}

func starter(w string) bool {
	switch w {
	case "The", "He", "She", "They", "It", "I", "We", "You", "That", "This", "But", "And", "In", "On", "At":
		return w != "He" && w != "She" && w != "They" && w != "The"
	}
	return false
}

// speechVerb reports whether w is a verb that follows a quotation.
func speechVerb(w string) bool {
	switch w {
	case "said", "says", "asked", "asks", "added", "adds", "told", "wrote", "writes", "replied", "demanded", "shouted", "wondered", "joked", "recalled", "tweeted", "posted", "insisted", "continued", "cried", "answered", "remarked", "quipped", "exclaimed", "declared":
		return true
	}
	return false
}

func (c *cutter) tok(i int) string { return c.toks[i].Of(c.text) }

func first(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
