package store

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk"
)

// A Query is what a reader searches for: words that must all be there, each of
// them a phrase or the start of a word.
type Query struct{ Terms []Term }

// A Term is one or more words in a row.
type Term struct {
	Words  []string
	Prefix bool // the last word may go on
}

// ParseQuery reads words apart by white space, phrases in double quotes, and
// words with * at their end. Nothing in it is an operator. It fails with
// [wiredesk.ErrInvalid] if no word is in it, with [wiredesk.ErrTooLarge] beyond
// [wiredesk.MaxQuery] bytes.
func ParseQuery(s string) (Query, error) {
	if len(s) > wiredesk.MaxQuery {
		return Query{}, fmt.Errorf("query of %d bytes, the limit is %d: %w", len(s), wiredesk.MaxQuery, wiredesk.ErrTooLarge)
	}
	var q Query
	for i, part := range strings.Split(s, `"`) {
		if i%2 == 1 {
			q.add(part, false)
			continue
		}
		for _, w := range strings.Fields(part) {
			q.add(strings.TrimSuffix(w, "*"), strings.HasSuffix(w, "*"))
		}
	}
	if len(q.Terms) == 0 {
		return q, fmt.Errorf("query %q holds no word: %w", s, wiredesk.ErrInvalid)
	}
	return q, nil
}

func (q *Query) add(s string, prefix bool) {
	words := strings.FieldsFunc(strings.ToValidUTF8(s, " "), func(r rune) bool { return !IsWord(r) })
	if len(words) > 0 {
		q.Terms = append(q.Terms, Term{words, prefix})
	}
}

// IsWord reports whether r is of a word.
func IsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// Has reports whether q asks for word, by itself or in a phrase. Stems are not
// looked at.
func (q Query) Has(word string) bool {
	for _, t := range q.Terms {
		for i, w := range t.Words {
			if strings.EqualFold(w, word) || t.Prefix && i == len(t.Words)-1 && len(word) > len(w) && strings.EqualFold(w, word[:len(w)]) {
				return true
			}
		}
	}
	return false
}

// Passage returns up to 200 bytes of text around the first word of q in it,
// or its start.
func (q Query) Passage(text string) string {
	const most, before = 200, 60
	lower, at := strings.ToLower(text), -1
	if len(lower) != len(text) { // a letter of another length: the start will do
		lower = ""
	}
	for _, t := range q.Terms {
		if i := strings.Index(lower, strings.ToLower(t.Words[0])); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	from := max(0, at-before)
	if i := strings.LastIndexAny(text[:from], " \n"); from > 0 {
		from = i + 1
	}
	to := min(len(text), from+most)
	if to < len(text) {
		to = from + strings.LastIndexAny(text[from:to], " \n")
		if to < from {
			to = from
		}
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}
