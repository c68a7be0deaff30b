// Package dateparser stands in for the library of that name, which
// github.com/markusmobius/go-htmldate asks when its own patterns have found no
// day in a piece of text. This one finds none either. The library reads 200
// locales into memory at the start of every program that links it: a quarter
// of a second and 50 MB, for not one day more in the pages that wiredesk is
// measured on (docs/decisions/0024-no-dateparser.md).
package dateparser

import (
	"errors"
	"time"
)

// Configuration is what go-htmldate says of dates. It reads CurrentTime itself,
// for days without a year.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// PreferredDateSource says which of several days an incomplete date means.
type PreferredDateSource int

// Past is the latest that is over.
const Past PreferredDateSource = 1

// ParserType is a way to read a date.
type ParserType int

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// Parser reads dates in free text.
type Parser struct{ ParserTypes []ParserType }

// Date is a date that was read.
type Date struct{ Time time.Time }

// ErrNoDate is all that Parse returns.
var ErrNoDate = errors.New("dateparser: free text is not read")

// Parse returns no date and ErrNoDate.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, ErrNoDate }
