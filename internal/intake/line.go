package intake

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/wiredesk/wiredesk"
)

// Line reads one line of JSONL, as [Read] does; fields that it does not know
// are passed over. Unlike there, a date that cannot be read is an error.
func Line(line []byte) (*wiredesk.Document, error) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return nil, fmt.Errorf("%w: an empty line", wiredesk.ErrInvalid)
	}
	d, err := fromLine(line)
	if err != nil {
		return nil, err
	}
	return &d.Document, errors.Join(d.notes...)
}
