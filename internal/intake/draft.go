package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// A draft is a document on its way in. Its text is normalised already; the
// other fields are as the input gave them until finish.
type draft struct {
	wiredesk.Document
	notes []error // what could not be read of it; the document is kept
}

// setDate reads the date of the document. One that cannot be read is noted.
func (d *draft) setDate(raw string) {
	t, err := extract.ParseTime(raw)
	if err != nil {
		d.noteDate(err)
	}
	d.Published = t
}

func (d *draft) noteDate(err error) {
	d.notes = append(d.notes, fmt.Errorf("%w; the document is kept without a date", err))
}

// finish cleans the fields, holds the document to the limits, finds the title
// in the text, and seals it.
func (d *draft) finish() error {
	d.Title = oneLine(d.Title)
	if strings.TrimSpace(d.Text) == "" {
		d.Text = d.Title
	}
	if d.Text == "" {
		return fmt.Errorf("%w: it has neither a text nor a title", wiredesk.ErrInvalid)
	}
	if len(d.Text) > wiredesk.MaxText {
		return tooLarge("the text", int64(len(d.Text)), wiredesk.MaxText)
	}
	if err := checkID(string(d.ID)); err != nil {
		return err
	}
	d.Title = cut(d.Title, wiredesk.MaxTitle)
	if d.TitleSpan == (wiredesk.Span{}) {
		d.TitleSpan = titleSpan(d.Text, d.Title)
	}
	d.Outlet = cut(oneLine(d.Outlet), wiredesk.MaxField)
	d.Language = cut(oneLine(d.Language), wiredesk.MaxField)
	d.cleanURL()
	d.cleanAuthors()
	d.Seal()
	return nil
}

// titleSpan finds the title as the first line of the text, or as its start
// where the text is the title itself, cut.
func titleSpan(text, title string) wiredesk.Span {
	rest, ok := strings.CutPrefix(text, title)
	if !ok || title == "" {
		return wiredesk.Span{}
	}
	if rest == "" || rest[0] == '\n' || len(text) > wiredesk.MaxTitle && !strings.Contains(text, "\n") {
		return wiredesk.Span{End: len(title)}
	}
	return wiredesk.Span{}
}

func checkID(id string) error {
	if len(id) > wiredesk.MaxID {
		return tooLarge("the id", int64(len(id)), wiredesk.MaxID)
	}
	for _, r := range id {
		if isControl(r) || r == '\n' || visible(r) < 0 || isLineEnd(r) {
			return fmt.Errorf("%w: the id %q has a control character", wiredesk.ErrInvalid, id)
		}
	}
	return nil
}

// cleanURL drops an address that is too long: cut, it would lead elsewhere.
func (d *draft) cleanURL() {
	d.URL = oneLine(d.URL)
	if len(d.URL) > wiredesk.MaxField {
		d.notes = append(d.notes, fmt.Errorf("%w; the document is kept without it", tooLarge("the url", int64(len(d.URL)), wiredesk.MaxField)))
		d.URL = ""
	}
}

// cleanAuthors drops empty names and repetitions, and what is beyond the
// limit.
func (d *draft) cleanAuthors() {
	out := []string{}
	for _, a := range d.Authors {
		a = cut(oneLine(a), wiredesk.MaxField)
		if a != "" && len(out) < wiredesk.MaxAuthors && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	d.Authors = out
}

// oneLine normalises a field that is one line.
func oneLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(Normalise(strings.Map(visible, s)), "\n", " "))
}

// cut returns at most n bytes of s, ending at a rune boundary.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRight(s[:n], " ")
}
