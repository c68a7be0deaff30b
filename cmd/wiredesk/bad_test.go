package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
)

// A spoiler puts something bad into a folder beside good documents.
type spoiler struct {
	name  string
	spoil func(t *testing.T, dir string)
	code  int
	errs  []string // lines of standard error, DIR for the folder
	// added are the documents that come out of the bad input all the same, and
	// unfiled the reasons of those of them that stand in no story.
	added   int
	unfiled []string
}

// thai is a report in a script that is not read yet, of an invented place.
const thai = "เรือข้ามฟากเกยตื้นที่ท่าเรือมาร์เวลเมื่อเช้าวันจันทร์ เจ้าหน้าที่กล่าวว่าผู้โดยสารทุกคนปลอดภัย และจะลากเรือออกเมื่อน้ำขึ้นในวันอังคาร"

var spoilers = []spoiler{
	{name: "nothing", spoil: func(*testing.T, string) {}},
	{name: "empty file", spoil: file("x.txt", ""), code: exitUnread,
		errs: []string{"DIR/x.txt: invalid input: empty file"}},
	{name: "empty JSONL", spoil: file("x.jsonl", "\n \n"), code: exitUnread,
		errs: []string{"DIR/x.jsonl: invalid input: empty file"}},
	{name: "folder without documents", spoil: file("sub/.hidden.txt", "The ferry sailed."), code: exitOK},
	{name: "binary rubbish named .txt", spoil: file("x.txt", "MZ\x90\x00\x03\x00\x00\x00\xff\xff"), code: exitUnread,
		errs: []string{"DIR/x.txt: invalid input: looks like a program, not text"}},
	{name: "rubbish without a known start", spoil: file("x.txt", strings.Repeat("\x01\x02ab\x00", 200)), code: exitUnread,
		errs: []string{"DIR/x.txt: invalid input: looks like binary data (it has NUL bytes), not text"}},
	{name: "unknown ending", spoil: file("x.exe", "MZ"), code: exitUnread,
		errs: []string{"DIR: invalid input: 1 file not read, their endings are not known: x.exe"}},
	{name: "invalid UTF-8 in JSONL", spoil: file("x.jsonl", "{\"text\":\"The caf\xe9 shut.\"}\n"), code: exitUnread,
		errs: []string{"DIR/x.jsonl: line 1: invalid input: byte 17 of the line is not UTF-8"}},
	{name: "text in Latin-1", spoil: file("x.txt", "The caf\xe9 in Tolm was shut by the council on Friday."), added: 1},
	{name: "text in UTF-16", spoil: file("x.txt", wide("The café in Tolm was shut by the council on Friday.")), added: 1},
	{name: "sparse file of 200 MiB", spoil: sparse("x.txt", 200<<20), code: exitUnread,
		errs: []string{"DIR/x.txt: too large: the file has 200.0 MiB, the limit is 16.0 MiB"}},
	{name: "sparse JSONL of 200 MiB", spoil: sparse("x.jsonl", 200<<20), code: exitUnread,
		errs: []string{"DIR/x.jsonl: line 1: too large: the line has more than 8.0 MiB"}},
	{name: "gzip bomb", spoil: bomb("x.jsonl.gz", 64<<20), code: exitUnread,
		errs: []string{"DIR/x.jsonl.gz: line 1: too large: unpacks to more than 200 times its size, which text does not"}},
	{name: "gzip cut off", spoil: file("x.txt.gz", gzipped("The ferry sailed.")[:20]), code: exitUnread,
		errs: []string{"DIR/x.txt.gz: invalid input: the packed data ends too early; the file was cut off"}},
	{name: "same id, other text", spoil: file("x.jsonl", `{"id":"r03","published":"2031-01-01T00:00:00Z","text":"The bakers of Tolm met."}`), code: exitUnread,
		errs: []string{`DIR/x.jsonl: line 1: conflict: id "r03" is also in DIR/good.jsonl, line 3 with other content; that one is kept`}},
	{name: "JSONL cut in half", spoil: file("x.jsonl", `{"id":"cut-1","text":"The bakers of Tolm met.`), code: exitUnread,
		errs: []string{"DIR/x.jsonl: line 1: invalid input: the line ends in the middle of its object, at byte 45"}},
	{name: "not JSON", spoil: file("x.jsonl", "[1]\nnull\n{\"text\":7}\n{\"authors\":\"Jo\"}\n{}\n"), code: exitUnread,
		errs: []string{
			"DIR/x.jsonl: line 1: invalid input: not a JSON object; each line must be one, from { to }",
			"DIR/x.jsonl: line 2: invalid input: not a JSON object; each line must be one, from { to }",
			`DIR/x.jsonl: line 3: invalid input: "text" must be a text in quotation marks, not number (byte 9 of the line)`,
			`DIR/x.jsonl: line 4: invalid input: "authors" must be a list of texts, not string (byte 15 of the line)`,
			"DIR/x.jsonl: line 5: invalid input: it has neither a text nor a title",
		}},
	{name: "unreadable date", spoil: file("x.jsonl", `{"id":"x","published":"the day after","text":"The bakers of Tolm met."}`), code: exitUnread, added: 1,
		errs: []string{`DIR/x.jsonl: line 1: invalid input: date "the day after" is in no form that is read (such as 2026-11-03T09:30:00Z); the document is kept without a date`}},
	{name: "Thai", spoil: file("x.txt", thai), added: 1,
		unfiled: []string{"most of its text is in Thai script, in which the words cannot be told apart yet"}},
	{name: "punctuation only", spoil: file("x.txt", "...\n\n!!! ---"), added: 1, unfiled: []string{"no word was found in it"}},
	{name: "control characters in an id", spoil: file("x.jsonl", `{"id":"a\u001b[2Jb","text":"The bakers of Tolm met."}`), code: exitUnread,
		errs: []string{`DIR/x.jsonl: line 1: invalid input: the id "a\x1b[2Jb" has a control character`}},
}

// TestBadInput reads the demo's reports beside something bad: what is said of
// it, the exit code, and that the other documents' stories do not change by a
// byte.
func TestBadInput(t *testing.T) {
	want, _ := brief(t, func(*testing.T, string) {})
	for _, tt := range spoilers {
		t.Run(tt.name, func(t *testing.T) {
			got, r := brief(t, tt.spoil)
			if got.code != tt.code {
				t.Errorf("exit %d, want %d", got.code, tt.code)
			}
			if diff := cmp.Diff(tt.errs, got.errs); diff != "" {
				t.Errorf("standard error (-want +got):\n%s", diff)
			}
			if n := len(got.documents) - len(want.documents); n != tt.added {
				t.Errorf("%d documents came out of it, want %d", n, tt.added)
			}
			var reasons []string
			for _, u := range r.Unfiled {
				reasons = append(reasons, u.Reason)
			}
			if diff := cmp.Diff(tt.unfiled, reasons); diff != "" {
				t.Errorf("unfiled (-want +got):\n%s", diff)
			}
			if n := len(got.stories) - len(want.stories); n != tt.added-len(tt.unfiled) {
				t.Errorf("%d stories more, want %d", n, tt.added-len(tt.unfiled))
			}
			var kept []string
			for _, s := range got.stories {
				if slices.Contains(want.stories, s) {
					kept = append(kept, s)
				}
			}
			if diff := cmp.Diff(want.stories, kept); diff != "" {
				t.Errorf("the stories of the other documents changed (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOnlyBadInput names nothing but bad inputs: nothing is printed.
func TestOnlyBadInput(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(*testing.T, string)
		want string
	}{
		{"folder without documents", func(*testing.T, string) {}, "DIR: not found: no documents in folder"},
		{"hidden files only", file(".x.txt", "The ferry sailed."), "DIR: not found: no documents in folder"},
		{"empty file", file("x.txt", ""), "DIR/x.txt: invalid input: empty file"},
	} {
		for _, verb := range []string{"brief", "group"} {
			t.Run(verb+" "+tt.name, func(t *testing.T) {
				dir := t.TempDir()
				tt.make(t, dir)
				code, out, errs := call(nil, verb, dir)
				if code != exitUnread || out != "" {
					t.Errorf("exit %d, output %q; want exit %d and no output", code, out, exitUnread)
				}
				if got := strings.ReplaceAll(errs, dir, "DIR"); got != "wiredesk: "+tt.want+"\n" {
					t.Errorf("standard error %q, want %q", got, tt.want)
				}
			})
		}
	}
}

// outcome is a run of brief, with documents and stories as bytes.
type outcome struct {
	code               int
	errs               []string
	documents, stories []string
}

// brief runs brief on the demo's reports and what spoil puts beside them.
func brief(t *testing.T, spoil func(*testing.T, string)) (outcome, wiredesk.Result) {
	t.Helper()
	dir := t.TempDir()
	file("good.jsonl", string(demo.JSONL()))(t, dir)
	spoil(t, dir)
	code, out, errs := call(nil, "brief", "--facts", "never", "--format", "json", "--with-text", dir)
	o := outcome{code: code}
	for l := range strings.Lines(strings.ReplaceAll(errs, dir, "DIR")) {
		o.errs = append(o.errs, strings.TrimPrefix(strings.TrimSuffix(l, "\n"), "wiredesk: "))
	}
	var raw struct{ Documents, Stories []json.RawMessage }
	var r wiredesk.Result
	for _, v := range []any{&raw, &r} {
		if err := json.Unmarshal([]byte(out), v); err != nil {
			t.Fatalf("%v in %.200q; %s", err, out, errs)
		}
	}
	for _, d := range raw.Documents {
		o.documents = append(o.documents, string(d))
	}
	for _, s := range raw.Stories {
		o.stories = append(o.stories, string(s))
	}
	return o, r
}

// file puts a file into the folder.
func file(name, content string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sparse makes a file of n NUL bytes that takes no room on most disks.
func sparse(name string, n int64) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		file(name, "")(t, dir)
		if err := os.Truncate(filepath.Join(dir, name), n); err != nil {
			t.Fatal(err)
		}
	}
}

// bomb makes a small file that unpacks to n bytes.
func bomb(name string, n int) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		file(name, gzipped(strings.Repeat(" ", n)))(t, dir)
	}
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprint(z, s)
	z.Close()
	return b.String()
}

// wide returns s in UTF-16 with a byte order mark.
func wide(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}
