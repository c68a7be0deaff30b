package render

import (
	"bytes"
	"context"
	_ "embed" // the style sheet
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

//go:embed mail.css
var mailStyle string

// mailWidth is the number of columns of the text part.
const mailWidth = 72

// Mail writes the briefs of r as one mail (RFC 5322) that is ready to be sent
// on: a text part as [Terminal] has it and an HTML part that loads nothing.
// It has no addressee, and its sender is a name that no mail server knows. It
// reads no clock: the mail is as old as its newest report, and its Message-ID
// derives from what it says.
func Mail(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	var text, page bytes.Buffer
	if err := Terminal(&text, r, Options{Width: mailWidth, All: o.All, Explain: o.Explain}); err != nil {
		return err
	}
	if err := mail(d).Render(context.Background(), &page); err != nil {
		return err
	}
	page.WriteByte('\n')
	id := wiredesk.Hash(strings.Join([]string{r.Run.InputsSHA256, r.Run.OutputSHA256, text.String(), page.String()}, "\n"))[:32]
	boundary := "=_wiredesk_" + id // "=_" cannot come out of quoted-printable
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", "wiredesk <wiredesk@wiredesk.invalid>"},
		{"Date", d.newest().UTC().Format(time.RFC1123Z)},
		{"Subject", headerText(d.pageTitle())},
		{"Message-ID", "<" + id + "@wiredesk.invalid>"},
		{"X-Unsent", "1"}, // mail programs open it as a draft
		{"MIME-Version", "1.0"},
		{"Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\""},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	for _, part := range []struct {
		kind string
		body []byte
	}{{"text/plain", text.Bytes()}, {"text/html", page.Bytes()}} {
		fmt.Fprintf(&b, "--%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", boundary, part.kind)
		q := quotedprintable.NewWriter(&b)
		if _, err := q.Write(part.body); err != nil {
			return err
		}
		if err := q.Close(); err != nil {
			return err
		}
		b.WriteString("\r\n")
	}
	fmt.Fprintf(&b, "--%s--\r\n", boundary)
	_, err := w.Write(b.Bytes())
	return err
}

// newest returns when the latest document came out; the epoch if none says.
func (d *desk) newest() time.Time {
	t := time.Unix(0, 0)
	for _, doc := range d.Documents {
		if !doc.Published.IsZero() && doc.Published.After(t) {
			t = doc.Published.Time
		}
	}
	return t
}

// mostSubject is how many characters of a title stand in a subject.
const mostSubject = 120

// plainHeader matches what may stand in a header as it is: no control
// character, and nothing that a reader would decode.
var plainHeader = regexp.MustCompile(`^[A-Za-z0-9 .,:;'()/-]*$`)

// headerText returns s for a header: as it is if it is short and plain, else as
// encoded words (RFC 2047), one on each line. Whatever s holds, it ends up in
// this header and makes no other.
func headerText(s string) string {
	s = clean(s)
	if utf8.RuneCountInString(s) > mostSubject {
		s = string([]rune(s)[:mostSubject]) + " …"
	}
	if plainHeader.MatchString(s) && len(s) < 68 {
		return s
	}
	const most = 39 // bytes a word: 52 of base64, and the line stays under 78
	var words []string
	for s != "" {
		n := 0
		for n < len(s) {
			_, size := utf8.DecodeRuneInString(s[n:])
			if n+size > most {
				break
			}
			n += size
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, "\r\n ")
}
