package wiredesk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// A DocumentID names a document. It is unique in a run.
type DocumentID string

// A Document is one report as taken in: one revision of its text. Text is
// valid UTF-8 in NFC, with \n line ends and no other control characters;
// paragraphs are separated by a blank line. It is normalised once, by package
// intake, and never again: every offset in wiredesk points into it.
type Document struct {
	ID        DocumentID `json:"id"`
	Title     string     `json:"title"`
	Outlet    string     `json:"outlet"` // who published it; "" if unknown
	URL       string     `json:"url"`
	Authors   []string   `json:"authors"`
	Published Time       `json:"published"`
	Language  string     `json:"language"`
	Bytes     int        `json:"bytes"`              // len(Text)
	SHA256    string     `json:"sha256"`             // of Text, in hex
	Withdrawn Time       `json:"withdrawn,omitzero"` // when it was seen that its outlet had taken it back; zero if it stands
	Text      string     `json:"text,omitempty"`

	// TitleSpan is where Title stands in Text when the title is a line of the
	// text itself (a plain text file); it is empty when it is not.
	TitleSpan Span `json:"-"`
}

// Seal sets what follows from the rest: Bytes and SHA256 from Text, and ID
// from the content if it is empty.
func (d *Document) Seal() {
	d.Bytes, d.SHA256 = len(d.Text), Hash(d.Text)
	if d.Authors == nil {
		d.Authors = []string{}
	}
	if d.ID == "" {
		d.ID = DocumentID("w-" + Hash(fmt.Sprintf("%q %q %q %q %q", d.URL, d.Outlet, d.Title, d.Published, d.Text))[:16])
	}
}

// Hash returns the SHA-256 of s in lower-case hex.
func Hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// A Time is a moment with the zone it was given in, or the zero value for
// "unknown". In JSON it is RFC 3339, or "" if unknown.
type Time struct{ time.Time }

// String returns t in RFC 3339, or "" if unknown.
func (t Time) String() string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// Compare orders times; an unknown one comes after all others.
func (t Time) Compare(u Time) int {
	switch {
	case t.IsZero() && u.IsZero():
		return 0
	case t.IsZero():
		return 1
	case u.IsZero():
		return -1
	}
	return t.Time.Compare(u.Time)
}

// MarshalJSON writes t as [Time.String] does.
func (t Time) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// UnmarshalJSON reads RFC 3339 or "".
func (t *Time) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*t = Time{}
		return nil
	}
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return fmt.Errorf("time %q: %w", s, ErrInvalid)
	}
	*t = Time{v}
	return nil
}
