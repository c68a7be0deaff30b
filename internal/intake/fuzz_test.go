package intake

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
)

// This file is in the package: a file is one line, one text or one mail here,
// without the cost of writing it to a disk.

// check holds a document to what package wiredesk promises of one.
func check(t *testing.T, d *wiredesk.Document) {
	t.Helper()
	for _, s := range append(d.Authors, string(d.ID), d.Title, d.Outlet, d.URL, d.Language, d.Text) {
		if !utf8.ValidString(s) {
			t.Fatalf("not UTF-8: %q", s)
		}
	}
	switch {
	case Normalise(d.Text) != d.Text:
		t.Fatalf("text is not normalised: %q", d.Text)
	case d.Text == "" || len(d.Text) > wiredesk.MaxText:
		t.Fatalf("text of %d bytes", len(d.Text))
	case d.ID == "" || d.Bytes != len(d.Text) || d.SHA256 != wiredesk.Hash(d.Text) || d.Authors == nil:
		t.Fatalf("not sealed: %+v", d)
	case len(d.ID) > wiredesk.MaxID || len(d.Title) > wiredesk.MaxTitle || len(d.Authors) > wiredesk.MaxAuthors:
		t.Fatalf("over a limit: %+v", d)
	case strings.ContainsAny(d.Title+d.Outlet+d.URL+d.Language, "\n\t\x00"):
		t.Fatalf("a field of more than one line: %+v", d)
	case d.TitleSpan.Len() > 0 && d.TitleSpan.Of(d.Text) != d.Title:
		t.Fatalf("title %q, but %q in the text", d.Title, d.TitleSpan.Of(d.Text))
	}
	if s := d.Published.String(); s != "" {
		if again, err := time.Parse(time.RFC3339, s); err != nil || !again.Equal(d.Published.Time) {
			t.Fatalf("date %q is not what it prints", s)
		}
	}
}

// checkForm reads b twice and checks what comes of it.
func checkForm(t *testing.T, name string, form form, b []byte) {
	t.Helper()
	var y, again yield
	y.stream(source{name: name, form: form}, bytes.NewReader(b))
	again.stream(source{name: name, form: form}, bytes.NewReader(b))
	if len(y.found) == 0 && len(y.failures) == 0 {
		t.Fatalf("%q is lost in silence", b)
	}
	for i, f := range y.found {
		check(t, f.doc)
		if i < len(again.found) {
			if diff := cmp.Diff(f.doc, again.found[i].doc); diff != "" {
				t.Fatalf("read twice, two documents:\n%s", diff)
			}
		}
	}
	for _, f := range y.failures {
		if !errors.Is(f.err, wiredesk.ErrInvalid) && !errors.Is(f.err, wiredesk.ErrTooLarge) {
			t.Fatalf("error of no kind: %v", f.err)
		}
	}
}

func FuzzJSONLine(f *testing.F) {
	for _, s := range []string{`{"id":"a","text":"x"}`, `{"title":"a\nb","published":"2026-11-03","authors":["b",""]}`, `{"text":"a`, "{\"text\":\"\xff\"}\r\n{}", `{"text":"\ud800\u202e\r\n","title":"\t"}`, "\xff\xfe{\x00", `{"title":"a","text":"a\nb"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { checkForm(t, "a.jsonl", jsonl, b) })
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Title\n\nText.", "# Title\ntext", "#  \nx", "caf\xe9", "\xff\xfea\x00\n\x00", "\x00\x00\xfe\xff\x00\x00\x00a", "a\x00b\x00", " \u200b\n x\ny", "\ufeff\u0301a\nb"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, b []byte, marked bool) {
		if marked {
			checkForm(t, "a.md", markdown, b)
			return
		}
		checkForm(t, "a.txt", text, b)
	})
}

func FuzzEML(f *testing.F) {
	for _, s := range []string{
		"Subject: a\n\nb", "From: =?utf-8?Q?=C3?= <a@b>\nDate: Mon, 2 Nov 2026 08:00:00 EST\n\nx",
		"Subject: a\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\na\n--x\nContent-Type: text/html\n\n<p>b\n--x--",
		"Subject: a\nContent-Transfer-Encoding: base64\n\nYQ==", "Subject: a\nContent-Type: message/rfc822\n\nSubject: b\n\nc",
		"From x\nSubject: a\nContent-Type: text/plain; charset=utf-16\n\na",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { checkForm(t, "a.eml", mail, b) })
}
