package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"github.com/wiredesk/wiredesk"
)

// sniffBytes is how much of standard input is looked at to tell its form.
const sniffBytes = 4096

// read reads one source.
func read(s source, in io.Reader, m *meter) (y yield) {
	defer survive(func(err error) { y.fail(s.name, 0, err) })
	if s.form == byBytes {
		y.fromStdin(s, in, m)
		return y
	}
	f, err := open(s)
	if err != nil {
		y.fail(s.name, 0, err)
		return y
	}
	defer f.Close()
	if s.form == archive && s.pack != ".zst" {
		y.archive(s, &metered{r: f, m: m}) // it unpacks each record by itself
		return y
	}
	z, err := unpack(f, s.pack, s.form.limit(), m)
	if err != nil {
		y.fail(s.name, 0, err)
		return y
	}
	defer z.close()
	y.stream(s, z)
	return y
}

// fromStdin tells by the first bytes what standard input is: packed or not,
// and then its form.
func (y *yield) fromStdin(s source, in io.Reader, m *meter) {
	if in == nil {
		y.fail(s.name, 0, fmt.Errorf("%w: there is no standard input here", wiredesk.ErrInvalid))
		return
	}
	r := bufio.NewReaderSize(in, sniffBytes)
	head, _ := r.Peek(sniffBytes) // an error shows again when the rest is read
	if isArchive(head) {
		s.form = archive
		y.archive(s, &metered{r: r, m: m})
		return
	}
	z, err := unpack(r, packed(head), wiredesk.MaxStream, m)
	if err != nil {
		y.fail(s.name, 0, err)
		return
	}
	defer z.close()
	r = bufio.NewReaderSize(z, sniffBytes)
	head, _ = r.Peek(sniffBytes)
	s.form = formOf(head)
	z.limit = s.form.limit()
	y.stream(s, r)
}

// stream reads the documents of s from r.
func (y *yield) stream(s source, r io.Reader) {
	switch s.form {
	case jsonl:
		y.lines(s, r)
		return
	case archive:
		y.archive(s, r)
		return
	}
	b, err := io.ReadAll(r)
	if err != nil {
		y.fail(s.name, 0, err)
		return
	}
	y.whole(s, b)
}

// whole reads a file that is one document.
func (y *yield) whole(s source, b []byte) {
	if err := refuse(b, s.form); err != nil {
		y.fail(s.name, 0, err)
		return
	}
	d, err := parse(s.form, b)
	if err == nil {
		err = d.finish()
	}
	if err != nil {
		y.fail(s.name, 0, err)
		return
	}
	for _, err := range d.notes {
		y.fail(s.name, 0, err)
	}
	y.add(&d.Document, s.name, 0)
}

func parse(f form, b []byte) (*draft, error) {
	switch f {
	case page:
		return fromPage(b)
	case mail:
		return fromMail(b)
	case markdown:
		return fromText(b, true), nil
	}
	return fromText(b, false), nil
}

// refuse says why b is no document of the form, or nil.
func refuse(b []byte, f form) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return errEmpty
	}
	if what := looksLike(b, f == text || f == markdown); what != "" {
		return fmt.Errorf("%w: looks like %s, not text", wiredesk.ErrInvalid, what)
	}
	return nil
}
