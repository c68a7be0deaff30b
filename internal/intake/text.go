package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/charset"
)

// maxTitleLine is how long the first line of a text may be to be its title.
const maxTitleLine = 200

// fromText reads plain text or Markdown. The title, if there is one, is a line
// of the text and stays in it.
func fromText(b []byte, marked bool) *draft {
	d := &draft{}
	d.Text = strings.TrimLeft(Tidy(charset.Decode(b, "")), " ")
	d.TitleSpan = firstLineTitle(d.Text, marked)
	d.Title = d.TitleSpan.Of(d.Text)
	return d
}

// firstLineTitle returns where the title stands if the first line is one: it
// is short, is followed by text, and does not end as a sentence does. A line
// that runs on in lower case is the start of a wrapped paragraph. A Markdown
// heading is a title however it ends; its mark is no part of it.
func firstLineTitle(s string, marked bool) wiredesk.Span {
	line, rest, _ := strings.Cut(s, "\n")
	if len(line) > maxTitleLine || strings.TrimSpace(rest) == "" {
		return wiredesk.Span{}
	}
	start := 0
	if marked && strings.HasPrefix(line, "# ") {
		start = 1 // white space follows
	} else if endsSentence(line) || runsOn(rest) {
		return wiredesk.Span{}
	}
	if !strings.ContainsFunc(line[start:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return wiredesk.Span{}
	}
	start += len(line[start:]) - len(strings.TrimLeftFunc(line[start:], unicode.IsSpace))
	return wiredesk.Span{Start: start, End: len(strings.TrimRightFunc(line, unicode.IsSpace))}
}

// endsSentence reports whether line ends in a mark that headlines do not bear.
// They do end in question marks and quotation marks.
func endsSentence(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line))
	return strings.ContainsRune(".!…:;,。！।۔։።", r)
}

func runsOn(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLower(r)
}
