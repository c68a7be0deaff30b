package intake

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/textproto"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/charset"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

// maxParts is how many parts of one mail are opened.
const maxParts = 1000

// fromMail reads a mail: its subject is the title, its sender the outlet, its
// text all parts that are shown as text. Attached files are not read; quoted
// lines are kept, since a reply may quote what matters.
func fromMail(b []byte) (*draft, error) {
	msg, err := netmail.ReadMessage(bytes.NewReader(withoutEnvelope(b)))
	if err != nil {
		return nil, fmt.Errorf("%w: not a mail: %s", wiredesk.ErrInvalid, reason(err))
	}
	h := textproto.MIMEHeader(msg.Header)
	if len(h) == 0 || h.Get("From") == "" && h.Get("Subject") == "" && h.Get("Date") == "" {
		return nil, fmt.Errorf("%w: not a mail: it has no From, Subject or Date", wiredesk.ErrInvalid)
	}
	d := &draft{Document: wiredesk.Document{
		Title: header(h, "Subject"), Outlet: sender(header(h, "From")), Language: header(h, "Content-Language"),
	}}
	d.setDate(h.Get("Date"))
	w := mailWalk{left: maxParts}
	text, err := w.part(h, msg.Body, 0)
	d.Text = Tidy(text)
	if err != nil {
		err = fmt.Errorf("%w: part of the mail cannot be read: %s", wiredesk.ErrInvalid, reason(err))
		if d.Text == "" {
			return nil, err
		}
		d.notes = append(d.notes, fmt.Errorf("%w; the document is kept with the rest", err))
	}
	return d, nil
}

// reason returns what the standard library says of a mail, safe to print: it
// quotes the mail.
func reason(err error) string { return cut(oneLine(err.Error()), 200) }

// withoutEnvelope drops what stands before the header of a mail that was
// cut from a mailbox: blank lines and a line "From ...".
func withoutEnvelope(b []byte) []byte {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), "\r\n")
	if bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return b
}

// header returns a header field, decoded. One that cannot be decoded stays as
// it is written; bytes that are not UTF-8 are guessed.
func header(h textproto.MIMEHeader, key string) string {
	dec := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		return strings.NewReader(charset.Decode(b, label)), err
	}}
	raw := h.Get(key)
	s, err := dec.DecodeHeader(raw)
	if err != nil {
		s = raw
	}
	return charset.Decode([]byte(s), "")
}

// sender returns the name in a From field, or else the domain of its address.
func sender(from string) string {
	name, addr := from, ""
	if i := strings.LastIndexByte(from, '<'); i >= 0 {
		name, addr = from[:i], strings.TrimRight(from[i+1:], "> ")
	}
	if name = strings.Trim(name, " \t\""); name != "" && !strings.Contains(name, "@") {
		return name
	}
	if addr == "" {
		addr = name
	}
	_, domain, _ := strings.Cut(addr, "@")
	return strings.TrimSpace(domain)
}

// A mailWalk reads the parts of one mail.
type mailWalk struct{ left int }

// part returns the text of a part and of those in it. An error says that some
// of it is missing.
func (w *mailWalk) part(h textproto.MIMEHeader, body io.Reader, depth int) (string, error) {
	if depth > wiredesk.MaxDepth {
		return "", fmt.Errorf("more than %d parts within parts", wiredesk.MaxDepth)
	}
	if w.left--; w.left < 0 {
		return "", fmt.Errorf("more than %d parts", maxParts)
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain" // what a mail is that does not say
	}
	body = decoded(h.Get("Content-Transfer-Encoding"), body)
	switch {
	case isAttached(h):
		return "", nil
	case strings.HasPrefix(kind, "multipart/"):
		return w.parts(kind, params["boundary"], body, depth)
	case kind == "message/rfc822":
		msg, err := netmail.ReadMessage(body)
		if err != nil {
			return "", err
		}
		return w.part(textproto.MIMEHeader(msg.Header), msg.Body, depth+1)
	case kind != "text/plain" && kind != "text/html":
		return "", nil
	}
	b, err := io.ReadAll(body)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCutMail
	}
	return leaf(kind, b, params["charset"]), err
}

// leaf returns the text of a part without parts.
func leaf(kind string, b []byte, label string) string {
	if kind == "text/plain" {
		return charset.Decode(b, label)
	}
	if label != "" {
		// What the mail declares goes before what the page declares: the mark
		// tells so.
		b = []byte("\uFEFF" + charset.Decode(b, label))
	}
	p, err := extract.Article(b, "")
	if err != nil {
		return "" // a page without text
	}
	return p.Text
}

// errCutMail is what a missing boundary means.
var errCutMail = errors.New("it ends too early")

// parts reads a multipart body: of alternatives the plain one if it has text,
// else the last that has, and of other kinds all.
func (w *mailWalk) parts(kind, boundary string, body io.Reader, depth int) (string, error) {
	if boundary == "" {
		return "", fmt.Errorf("a part of parts names no boundary")
	}
	var plain string
	var all []string
	var failed error
	r := multipart.NewReader(body, boundary)
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			failed = cmp.Or(failed, errCutMail)
			break
		}
		s, err := w.part(p.Header, p, depth+1)
		failed = cmp.Or(failed, err)
		if strings.TrimSpace(s) == "" {
			continue
		}
		all = append(all, s)
		if k, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type")); plain == "" && (k == "text/plain" || k == "") {
			plain = s
		}
	}
	switch {
	case kind != "multipart/alternative" || len(all) == 0:
		return strings.Join(all, "\n\n"), failed
	case plain != "":
		return plain, failed
	}
	return all[len(all)-1], failed
}

func isAttached(h textproto.MIMEHeader) bool {
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	return kind == "attachment"
}

// decoded undoes the transfer encoding of a part.
func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}
