package wiredesk

import (
	"encoding/json"
	"fmt"
)

// A Span is a half-open range [Start, End) of byte offsets into
// [Document.Text], which is valid UTF-8. Both ends fall on rune boundaries.
// In JSON it is the pair [start,end].
type Span struct{ Start, End int }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the bytes of text that s covers. It panics if s is not in text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Contains reports whether t lies wholly in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// MarshalJSON writes s as [start,end].
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{s.Start, s.End}) }

// UnmarshalJSON reads [start,end].
func (s *Span) UnmarshalJSON(b []byte) error {
	n, err := ints(b, 2)
	if err != nil {
		return fmt.Errorf("span: %w", err)
	}
	*s = Span{n[0], n[1]}
	return nil
}

// A Token is a word, number or punctuation mark of a document.
type Token struct{ Span }

// A Sentence is a run of tokens of one paragraph, without the white space
// around it.
type Sentence struct {
	Span
	First, Last int  // the tokens [First, Last) of the document
	Paragraph   int  // index of the paragraph that holds it
	InQuote     bool // it begins inside quotation marks that were opened before it
}

// ints reads a JSON array of exactly n whole numbers.
func ints(b []byte, n int) ([]int, error) {
	var v []int
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, err
	}
	if len(v) != n {
		return nil, fmt.Errorf("%w: %d numbers where %d stand", ErrInvalid, len(v), n)
	}
	return v, nil
}
