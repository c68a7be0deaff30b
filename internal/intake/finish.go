package intake

import (
	"fmt"

	"github.com/wiredesk/wiredesk"
)

// Finish makes a document of fields that came from elsewhere than a file, such
// as a feed: it normalises its text and fields, holds them to the limits, and
// seals it. A text that is too long is cut. The second value is what was left
// out. It fails as files do: with [wiredesk.ErrInvalid] if there is neither text
// nor title.
func Finish(doc wiredesk.Document) (*wiredesk.Document, []error, error) {
	d := &draft{Document: doc}
	d.Text = Tidy(d.Text)
	if n := len(d.Text); n > wiredesk.MaxText {
		d.Text = cut(d.Text, wiredesk.MaxText)
		d.notes = append(d.notes, fmt.Errorf("%w; the begin is kept", tooLarge("the text", int64(n), wiredesk.MaxText)))
	}
	if err := d.finish(); err != nil {
		return nil, nil, err
	}
	return &d.Document, d.notes, nil
}
