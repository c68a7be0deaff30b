package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
)

// summary prints what the tests below look at of a document.
func summary(d *wiredesk.Document) string {
	return fmt.Sprintf("title %q at %v\noutlet %q\nurl %q\nauthors %q\npublished %q\nlanguage %q\ntext %q",
		d.Title, d.TitleSpan, d.Outlet, d.URL, d.Authors, d.Published, d.Language, d.Text)
}

// one reads a single file that must give one document and no failure.
func one(t *testing.T, name, content string) *wiredesk.Document {
	t.Helper()
	docs, failures := readIn(t, files(t, map[string]string{name: content}), name)
	if len(docs) != 1 || len(failures) > 0 {
		t.Fatalf("%d documents, failures %q", len(docs), failures)
	}
	return docs[0]
}

func TestTextTitle(t *testing.T) {
	for _, tt := range []struct{ name, file, in, title, text string }{
		{"first line", "a.txt", "\n\nFerry aground\n\nIt ran aground.\n", "Ferry aground", "Ferry aground\n\nIt ran aground."},
		{"no blank line after it", "a.txt", "Ferry aground\nIt ran aground.", "Ferry aground", "Ferry aground\nIt ran aground."},
		{"a question", "a.txt", "Who steered?\n\nNobody.", "Who steered?", "Who steered?\n\nNobody."},
		{"a quotation", "a.txt", "“We steered”\n\nSo they say.", "“We steered”", "“We steered”\n\nSo they say."},
		{"a sentence", "a.txt", "The ferry ran aground.\n\nIt was late.", "", "The ferry ran aground.\n\nIt was late."},
		{"a wrapped paragraph", "a.txt", "The ferry of the Marvale line ran\naground off the island.", "", "The ferry of the Marvale line ran\naground off the island."},
		{"nothing after it", "a.txt", "Ferry aground\n\n", "", "Ferry aground"},
		{"too long", "a.txt", strings.Repeat("Ferry ", 40) + "\n\nText.", "", strings.TrimSpace(strings.Repeat("Ferry ", 40)) + "\n\nText."},
		{"a rule", "a.txt", "-----\n\nText.", "", "-----\n\nText."},
		{"Chinese sentence", "a.txt", "渡轮搁浅。\n\n很晚了。", "", "渡轮搁浅。\n\n很晚了。"},
		{"Thai", "a.txt", "เรือข้ามฟากเกยตื้น\n\nเรือเกยตื้นเมื่อคืน", "เรือข้ามฟากเกยตื้น", "เรือข้ามฟากเกยตื้น\n\nเรือเกยตื้นเมื่อคืน"},
		{"heading", "a.md", "#  Ferry aground.\n\nIt *ran* aground.", "Ferry aground.", "#  Ferry aground.\n\nIt *ran* aground."},
		{"no heading", "a.md", "Ferry aground\n\nIt ran aground.", "Ferry aground", "Ferry aground\n\nIt ran aground."},
		{"mark in plain text", "a.txt", "# Ferry aground\n\nIt ran aground.", "# Ferry aground", "# Ferry aground\n\nIt ran aground."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := one(t, tt.file, tt.in)
			if d.Title != tt.title || d.Text != tt.text || d.TitleSpan.Of(d.Text) != d.Title {
				t.Errorf("title %q at %v, text %q; want %q, %q", d.Title, d.TitleSpan, d.Text, tt.title, tt.text)
			}
		})
	}
}

func TestLongTitle(t *testing.T) {
	title := strings.Repeat("ö", wiredesk.MaxTitle)
	d := one(t, "a.jsonl", `{"title":"x`+title+`"}`)
	if len(d.Title) > wiredesk.MaxTitle || !utf8.ValidString(d.Title) || d.Text != "x"+title || d.TitleSpan.Of(d.Text) != d.Title {
		t.Errorf("title of %d bytes at %v, text of %d bytes", len(d.Title), d.TitleSpan, len(d.Text))
	}
}

func TestManyAuthors(t *testing.T) {
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprintf("%q", fmt.Sprint("Author ", i)))
	}
	d := one(t, "a.jsonl", `{"text":"a","authors":[`+strings.Join(names, ",")+`]}`)
	if len(d.Authors) != wiredesk.MaxAuthors || d.Authors[49] != "Author 49" {
		t.Errorf("%d authors, last %q", len(d.Authors), d.Authors[len(d.Authors)-1])
	}
}

func TestTextCharset(t *testing.T) {
	const want = "Café Fœhrland sank"
	for _, tt := range []struct{ name, in string }{
		{"UTF-8", want},
		{"UTF-8 with mark", "\ufeff" + want},
		{"UTF-16 little", utf16LE(want)},
		{"UTF-16 little without mark", utf16LE(want)[2:]},
		{"UTF-16 big without mark", swap(utf16LE(want)[2:])},
		{"UTF-16 big", "\xfe\xff" + swap(utf16LE(want)[2:])},
		{"UTF-32 little", "\xff\xfe\x00\x00" + wide(want)},
		{"windows-1252", "Caf\xe9 F\x9chrland sank"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := one(t, "a.txt", tt.in); d.Text != want {
				t.Errorf("text %q, want %q", d.Text, want)
			}
		})
	}
}

func swap(s string) string {
	b := []byte(s)
	for i := 0; i+1 < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

func wide(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		b.Write([]byte{byte(r), byte(r >> 8), 0, 0})
	}
	return b.String()
}

func TestPage(t *testing.T) {
	d := one(t, "a.html", `<!DOCTYPE html><html lang="en-GB"><head><meta charset="iso-8859-1">
<meta property="og:title" content="Ferry aground"><meta property="og:site_name" content="Harbour Post">
<link rel="canonical" href="https://post.example/ferry"><meta name="author" content="By Ann Vey and Bo Lund">
<meta property="article:published_time" content="2026-11-02T08:00:00+0200"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry aground</h1><p>The caf`+"\xe9"+` ferry ran
aground.</p><p>No one was hurt.</p></article><script>alert(1)</script></body></html>`)
	want := `title "Ferry aground" at {0 0}
outlet "Harbour Post"
url "https://post.example/ferry"
authors ["Ann Vey" "Bo Lund"]
published "2026-11-02T08:00:00+02:00"
language "en-GB"
text "The café ferry ran aground.\n\nNo one was hurt."`
	if diff := cmp.Diff(want, summary(d)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestMail(t *testing.T) {
	const head = "From: %s\r\nDate: Mon, 2 Nov 2026 08:00:00 %s\r\nSubject: %s\r\n"
	plainHead := fmt.Sprintf(head, "Harbour Post <desk@post.example>", "+0200", "Ferry aground")
	for _, tt := range []struct{ name, in, want string }{
		{"plain", plainHead + "\r\nThe ferry ran aground.\r\n\r\n> Where?\r\nOff Marvale.\r\n", `title "Ferry aground" at {0 0}
outlet "Harbour Post"
url ""
authors []
published "2026-11-02T08:00:00+02:00"
language ""
text "The ferry ran aground.\n\n> Where?\nOff Marvale."`},
		{"no name, encoded subject, zone by name", "From desk Mon Nov 2\r\n" + fmt.Sprintf(head, "<desk@post.example>", "EST", "=?iso-8859-1?Q?Caf=E9?= =?utf-8?B?IHNhbms=?=") +
			"Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 sa=\r\nnk.", `title "Café sank" at {0 0}
outlet "post.example"
url ""
authors []
published "2026-11-02T08:00:00-05:00"
language ""
text "The café sank."`},
		{"alternatives, attached file", plainHead + `Content-Type: multipart/mixed; boundary=out

preamble
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/html; charset=utf-8

<p>The page.</p>
--in
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

VGhlIGNhZsOpLg==
--in--
--out
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

Attached.
--out
Content-Type: message/rfc822

Subject: inner
Content-Type: text/html; charset=iso-8859-1

<html><meta charset=utf-8><body><p>An inn` + "\xe9r</p><p>mail.</p></body></html>" + `
--out--
`, `title "Ferry aground" at {0 0}
outlet "Harbour Post"
url ""
authors []
published "2026-11-02T08:00:00+02:00"
language ""
text "The café.\n\nAn innér\n\nmail."`},
		{"subject only", plainHead + "\r\n\r\n", `title "Ferry aground" at {0 13}
outlet "Harbour Post"
url ""
authors []
published "2026-11-02T08:00:00+02:00"
language ""
text "Ferry aground"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, summary(one(t, "a.eml", tt.in))); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBadMail checks mails that are read in part.
func TestBadMail(t *testing.T) {
	nested := "Subject: Deep\n"
	for i := range wiredesk.MaxDepth + 2 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	for _, tt := range []struct{ name, in, text, want string }{
		{"too deep", nested + "\nDeep text.", "Deep", ""},
		{"cut off", "Subject: Cut\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe ferry ran", "The ferry ran", "a.eml: invalid input: part of the mail cannot be read: it ends too early; the document is kept with the rest"},
		{"bad base64", "Subject: Bad\nContent-Transfer-Encoding: base64\n\nVGhlIGZlcnJ5!!!!", "The ferry", "a.eml: invalid input: part of the mail cannot be read: illegal base64 data at input byte 12; the document is kept with the rest"},
		{"bad date", "Subject: Bad\nDate: yesterday\n\nThe ferry", "The ferry", `a.eml: invalid input: date "yesterday" is in no form that is read (such as 2026-11-03T09:30:00Z); the document is kept without a date`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			docs, failures := readIn(t, files(t, map[string]string{"a.eml": tt.in}), "a.eml")
			if tt.want == "" {
				if len(docs) != 0 || len(failures) != 1 || !strings.Contains(failures[0], "more than 32 parts within parts") {
					t.Errorf("%d documents, failures %q", len(docs), failures)
				}
				return
			}
			if len(docs) != 1 || docs[0].Text != tt.text {
				t.Fatalf("documents %v", docs)
			}
			if diff := cmp.Diff([]string{tt.want}, failures); diff != "" {
				t.Errorf("failures mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
