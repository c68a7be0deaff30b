package verify

import (
	"fmt"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// document returns the document named id, or why it cannot be cited.
func (c *Checker) document(id wiredesk.DocumentID) (*wiredesk.Document, string) {
	why, seen := c.bad[id]
	if !seen {
		why = unsound(id, c.docs[id])
		c.bad[id] = why
	}
	return c.docs[id], why
}

// unsound returns why d cannot be cited under the name id, or "".
func unsound(id wiredesk.DocumentID, d *wiredesk.Document) string {
	switch {
	case d == nil:
		return fmt.Sprintf("document %q is not there", id)
	case d.ID != id:
		return fmt.Sprintf("document %q calls itself %q", id, d.ID)
	case d.Text == "" && d.Bytes != 0:
		return fmt.Sprintf("document %q has no text", id)
	case d.Bytes != len(d.Text):
		return fmt.Sprintf("document %q has %d bytes, its record says %d", id, len(d.Text), d.Bytes)
	case d.SHA256 != wiredesk.Hash(d.Text):
		return fmt.Sprintf("document %q has another hash than its record says", id)
	case !utf8.ValidString(d.Text):
		return fmt.Sprintf("document %q is not UTF-8", id)
	}
	return ""
}

// evidence checks that e is a true record of bytes of a sound document.
func (c *Checker) evidence(e wiredesk.Evidence) (fs []Failure) {
	d, why := c.document(e.Document)
	if why != "" {
		return []Failure{fail(RuleDocument, "%s", why)}
	}
	if !inText(d.Text, e.Span()) {
		return []Failure{fail(RuleSpan, "[%d,%d) of document %q is empty, out of bounds or within a rune", e.Start, e.End, e.Document)}
	}
	q := e.Span().Of(d.Text)
	if e.Quote != q {
		fs = append(fs, fail(RuleSpanHash, "quote of [%d,%d) of document %q is not its bytes", e.Start, e.End, e.Document))
	}
	if e.SHA256 != wiredesk.Hash(q) {
		fs = append(fs, fail(RuleSpanHash, "hash of [%d,%d) of document %q is not that of its bytes", e.Start, e.End, e.Document))
	}
	return fs
}

// inText reports whether s is not empty, lies in text, and begins and ends at
// rune boundaries.
func inText(text string, s wiredesk.Span) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text) && atRune(text, s.Start) && atRune(text, s.End)
}

func atRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

func fail(rule, format string, args ...any) Failure {
	return Failure{Rule: rule, Detail: fmt.Sprintf(format, args...)}
}
