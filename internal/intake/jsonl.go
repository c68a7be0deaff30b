package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/charset"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// maxLineFailures is how many lines of one file are reported one by one; of
// the rest the number is, so that a wrong file does not bury the others.
const maxLineFailures = 100

// A record is a line of JSONL.
type record struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Source    string   `json:"source"`
	Title     string   `json:"title"`
	Authors   []string `json:"authors"`
	Published string   `json:"published"`
	Withdrawn string   `json:"withdrawn"`
	Language  string   `json:"language"`
	Text      string   `json:"text"`
}

// lines reads one document a line. A line that fails does not touch the
// others; a stream that breaks off keeps what came before.
func (y *yield) lines(s source, r io.Reader) {
	lr, err := newLineReader(r)
	if err != nil {
		y.fail(s.name, 0, err)
		return
	}
	more := overflow{y: y, file: s.name}
	any := false
	for {
		line, err := lr.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			more.fail(lr.n, err)
			if any = true; !errors.Is(err, errLongLine) {
				break
			}
			continue
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		any = true
		y.line(s.name, lr.n, line, &more)
	}
	if !any {
		y.fail(s.name, 0, errEmpty)
	}
	more.report()
}

// line takes the document of line n.
func (y *yield) line(file string, n int, line []byte, more *overflow) {
	defer survive(func(err error) { more.fail(n, err) })
	d, err := fromLine(line)
	if err != nil {
		more.fail(n, err)
		return
	}
	for _, err := range d.notes {
		more.fail(n, err)
	}
	y.add(&d.Document, file, n)
}

// fromLine reads a line of JSONL. Its text keeps its layout: whoever labelled
// a text counted its blanks too.
func fromLine(line []byte) (*draft, error) {
	if at := invalidUTF8(line); at >= 0 {
		return nil, fmt.Errorf("%w: byte %d of the line is not UTF-8", wiredesk.ErrInvalid, at+1)
	}
	if line[0] != '{' {
		return nil, fmt.Errorf("%w: not a JSON object; each line must be one, from { to }", wiredesk.ErrInvalid)
	}
	var r record
	err := json.Unmarshal(line, &r)
	if err != nil {
		return nil, badJSON(line, err)
	}
	d := &draft{Document: wiredesk.Document{
		ID: wiredesk.DocumentID(r.ID), URL: r.URL, Outlet: r.Source, Title: r.Title,
		Authors: r.Authors, Language: r.Language, Text: Normalise(r.Text),
	}}
	d.setDate(r.Published)
	if d.Withdrawn, err = extract.ParseTime(r.Withdrawn); err != nil { // without it the report would stand
		return nil, fmt.Errorf("withdrawn: %w", err)
	}
	return d, d.finish()
}

// invalidUTF8 returns where b first is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
}

// badJSON says in plain words why a line is no record.
func badJSON(line []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(line)):
		return fmt.Errorf("%w: the line ends in the middle of its object, at byte %d", wiredesk.ErrInvalid, len(line))
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: not valid JSON at byte %d of the line (%v)", wiredesk.ErrInvalid, syntax.Offset, err)
	case errors.As(err, &kind):
		want := "a text in quotation marks"
		if kind.Field == "authors" && kind.Value != "" && kind.Type.Kind().String() == "slice" {
			want = "a list of texts"
		}
		return fmt.Errorf("%w: %q must be %s, not %s (byte %d of the line)", wiredesk.ErrInvalid, kind.Field, want, kind.Value, kind.Offset)
	}
	return fmt.Errorf("%w: %v", wiredesk.ErrInvalid, err)
}

// An overflow reports the failures of one file's lines up to a number.
type overflow struct {
	y           *yield
	file        string
	n           int
	first, last int // lines of the failures that are only counted
}

func (o *overflow) fail(line int, err error) {
	if o.n++; o.n <= maxLineFailures {
		o.y.fail(o.file, line, err)
		return
	}
	if o.first == 0 {
		o.first = line
	}
	o.last = line
}

func (o *overflow) report() {
	if o.first > 0 {
		o.y.fail(o.file, o.first, fmt.Errorf("%w: from here to line %d, %s more", wiredesk.ErrInvalid, o.last, count(o.n-maxLineFailures, "failure")))
	}
}

var errLongLine = fmt.Errorf("%w: the line has more than %s", wiredesk.ErrTooLarge, size(wiredesk.MaxLine))

// A lineReader cuts a stream into lines and holds one of them.
type lineReader struct {
	r   *bufio.Reader
	buf []byte
	n   int // number of the last line
}

// newLineReader also decodes UTF-16 and UTF-32 with a byte order mark, as some
// shells write.
func newLineReader(r io.Reader) (*lineReader, error) {
	br := bufio.NewReaderSize(r, 1<<16)
	head, err := br.Peek(sniffBytes)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, err
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return nil, fmt.Errorf("%w: looks like %s, not JSONL", wiredesk.ErrInvalid, m.what)
		}
	}
	if enc, skip := charset.ByteOrderMark(head); enc != nil {
		br.Discard(skip)
		if skip != 3 {
			br = bufio.NewReaderSize(transform.NewReader(br, enc.NewDecoder()), 1<<16)
		}
	}
	return &lineReader{r: br}, nil
}

// next returns the next line without its end. It is valid until the next call.
// After [errLongLine] the stream goes on; io.EOF and other errors end it.
func (l *lineReader) next() ([]byte, error) {
	l.buf = l.buf[:0]
	l.n++
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || len(l.buf)+len(part) > wiredesk.MaxLine+1; !long {
			l.buf = append(l.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case err == nil || err == io.EOF && (long || len(l.buf) > 0):
			if long {
				return nil, errLongLine
			}
			return bytes.TrimSuffix(l.buf, []byte("\n")), nil
		default:
			return nil, err
		}
	}
}
