package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/wiredesk/wiredesk/internal/nlp/charset"
	"github.com/wiredesk/wiredesk/internal/warc"
)

// isArchive reports whether a stream begins as a WARC archive, packed or not.
func isArchive(head []byte) bool {
	if packed(head) == ".gz" {
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return false
		}
		first := make([]byte, 7)
		n, _ := io.ReadFull(z, first) // the rest of it may be missing here
		head = first[:n]
	}
	return bytes.HasPrefix(head, []byte("WARC/1."))
}

// archive reads the pages of a WARC archive. What is damaged or no page that
// can be read fails by itself; records that hold no page are passed over.
func (y *yield) archive(s source, in io.Reader) {
	r := warc.NewReader(&guard{r: in, limit: s.form.limit(), close: func() {}}, 0)
	for {
		rec, err := r.Next()
		var loss *warc.Loss
		switch {
		case err == io.EOF:
			return
		case errors.As(err, &loss):
			y.fail(s.name, loss.Number, err)
			continue
		case err != nil:
			y.fail(s.name, 0, err)
			return
		}
		y.record(s, rec)
	}
}

// record takes the page of one record.
func (y *yield) record(s source, rec *warc.Record) {
	defer survive(func(err error) { y.fail(s.name, rec.Number, err) })
	d, err := fromRecord(rec)
	if err == nil && d != nil {
		err = d.finish()
	}
	if err != nil {
		y.fail(s.name, rec.Number, fmt.Errorf("%s: %w", cut(oneLine(rec.URI()), 200), err))
		return
	}
	if d == nil {
		return
	}
	for _, err := range d.notes {
		y.fail(s.name, rec.Number, err)
	}
	y.add(&d.Document, s.name, rec.Number)
}

// fromRecord reads the page of a record; nil if it holds none. When the page
// was fetched is not when it came out: a page without a date has none here.
func fromRecord(rec *warc.Record) (*draft, error) {
	p, err := rec.Page()
	if p == nil || err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(p.Body)) == 0 {
		return nil, errEmpty
	}
	form := page
	if p.Type == "text/plain" {
		form = text
	}
	if err := refuse(p.Body, form); err != nil {
		return nil, err
	}
	body := p.Body
	if p.Charset != "" && charset.Declared(body) == "" && !strings.EqualFold(p.Charset, "utf-8") {
		body = []byte(charset.Decode(body, p.Charset))
	}
	if form == text {
		d := fromText(body, false)
		d.URL = p.URL
		return d, nil
	}
	return fromPageAt(body, p.URL)
}
