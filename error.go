package wiredesk

import (
	"errors"
	"fmt"
)

// Kinds of failure that a caller may act on. Test with [errors.Is].
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("invalid input")
	ErrTooLarge = errors.New("too large")
	ErrConflict = errors.New("conflict")
)

// A ReadError tells of one input that could not be read. The rest of the
// inputs is not touched by it.
type ReadError struct {
	File  string // as the caller named it, or a path below a folder that he named; "-" for standard input
	Place string // where in it, such as "line 7"; "" for the whole file
	Err   error  // the reason; wraps a kind where one fits
}

// Error returns "file: place: reason".
func (e *ReadError) Error() string {
	if e.Place == "" {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s: %s: %v", e.File, e.Place, e.Err)
}

// Unwrap returns the reason.
func (e *ReadError) Unwrap() error { return e.Err }
