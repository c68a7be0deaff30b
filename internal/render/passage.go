package render

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// contextBytes is how much of the document is shown before and after a
// passage.
const contextBytes = 200

// Kinds of piece of a passage.
const (
	around = iota // of the document, before or after the evidence or unused by it
	kept          // stands in the statement
	cut           // of the evidence, but deleted from the statement
)

// A piece is a part of a passage.
type piece struct {
	text string
	kind int
}

// passage returns evidence number i of st in its context: the bytes that
// stand in the statement, those that were deleted, and up to contextBytes of
// the document on either side if doc has its text and still reads as quoted.
func passage(doc *wiredesk.Document, st *wiredesk.Statement, i int) []piece {
	e := st.Evidence[i]
	dropped := cut
	if st.Kind == wiredesk.Template || st.Kind == wiredesk.Worded {
		dropped = around // the rest of the evidence was not a deletion
	}
	var out []piece
	add := func(text string, kind int) {
		if text = prose(text); text != "" {
			out = append(out, piece{text, kind})
		}
	}
	before, after := surroundings(doc, e)
	add(before, around)
	at := e.Start
	for _, s := range keptSpans(st, i) {
		add(e.Quote[at-e.Start:s.Start-e.Start], dropped)
		add(e.Quote[s.Start-e.Start:s.End-e.Start], kept)
		at = s.End
	}
	add(e.Quote[at-e.Start:], dropped)
	add(after, around)
	return out
}

// prose returns s printable, with one line feed between paragraphs.
func prose(s string) string { return breaks.ReplaceAllString(printable(s), "\n") }

var breaks = regexp.MustCompile(`\n\s*\n`)

// keptSpans returns the parts of evidence i of st that stand in its text, in
// order and merged; the whole of it if the statement is verbatim or its
// alignment does not fit the quote.
func keptSpans(st *wiredesk.Statement, i int) []wiredesk.Span {
	e := st.Evidence[i]
	whole := []wiredesk.Span{{Start: e.Start, End: e.Start + len(e.Quote)}}
	var list []wiredesk.Span
	for _, a := range st.Align {
		if a.Evidence != i {
			continue
		}
		if a.Src.Len() < 0 || !whole[0].Contains(a.Src) || !boundary(e.Quote, a.Src.Start-e.Start) || !boundary(e.Quote, a.Src.End-e.Start) {
			return whole
		}
		list = append(list, a.Src)
	}
	if st.Kind == wiredesk.Verbatim || len(list) == 0 {
		return whole
	}
	slices.SortFunc(list, func(a, b wiredesk.Span) int { return cmp.Compare(a.Start, b.Start) })
	merged := list[:1]
	for _, s := range list[1:] {
		last := &merged[len(merged)-1]
		if s.Start > last.End {
			merged = append(merged, s)
		} else {
			last.End = max(last.End, s.End)
		}
	}
	return merged
}

// boundary reports whether offset i of s lies between two runes.
func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// surroundings returns the text of doc before and after e, cut at white
// space, with an ellipsis where the document goes on. Both are empty if doc
// has no text, or does not read as e quotes it.
func surroundings(doc *wiredesk.Document, e wiredesk.Evidence) (before, after string) {
	if e.Start < 0 || e.Start > e.End || e.End > len(doc.Text) || doc.Text[e.Start:e.End] != e.Quote {
		return "", ""
	}
	before, after = doc.Text[:e.Start], doc.Text[e.End:]
	if len(before) > contextBytes {
		before = before[len(before)-contextBytes:]
		if i := strings.IndexFunc(before, unicode.IsSpace); i >= 0 {
			before = before[i:]
		}
		before = "… " + strings.TrimLeftFunc(strings.ToValidUTF8(before, ""), unicode.IsSpace)
	}
	if len(after) > contextBytes {
		after = after[:contextBytes]
		if i := strings.LastIndexFunc(after, unicode.IsSpace); i >= 0 {
			after = after[:i]
		}
		after = strings.TrimRightFunc(strings.ToValidUTF8(after, ""), unicode.IsSpace) + " …"
	}
	return before, after
}
