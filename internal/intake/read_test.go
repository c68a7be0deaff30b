package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// good is a file that every test of bad input reads beside the bad one.
const good = `{"id":"g1","source":"Harbour Post","title":"Ferry aground","published":"2026-11-02T08:00:00Z","text":"A ferry ran aground off Fœhrland."}
{"id":"g2","source":"Vale Herald","title":"Bridge shut","published":"2026-11-01T08:00:00+01:00","text":"The bridge at Marvale was shut."}
`

// files writes files into a new folder. A name that ends in / is a folder.
func files(t testing.TB, byName map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range byName {
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(path, 0o755))
			continue
		}
		must(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// readIn reads paths below dir and returns the failures as text, without dir.
func readIn(t *testing.T, dir string, paths ...string) ([]*wiredesk.Document, []string) {
	t.Helper()
	for i, p := range paths {
		if p != "-" {
			paths[i] = filepath.Join(dir, p)
		}
	}
	docs, failures, err := intake.Read(context.Background(), paths, intake.Options{})
	must(t, err)
	return docs, lines(failures, dir)
}

func lines(failures []*wiredesk.ReadError, dir string) []string {
	var out []string
	for _, f := range failures {
		out = append(out, strings.ReplaceAll(f.Error(), dir+"/", ""))
	}
	return out
}

func ids(docs []*wiredesk.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, string(d.ID))
	}
	return out
}

func gz(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(s))
	must(t, err)
	must(t, w.Close())
	return b.String()
}

func zst(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	must(t, err)
	return string(w.EncodeAll([]byte(s), nil))
}

func TestReadJSONL(t *testing.T) {
	dir := files(t, map[string]string{"a.jsonl": `
{"id":"one","url":"https://post.example/1","source":"Harbour Post","title":" Ferry\taground ","authors":["Ann Vey","","Ann Vey"],"published":"2026-11-02T08:00:00.5+02:00","language":"en","text":"  First.  \n\n\n\nSecond. ","extra":[1,{"a":2}]}` + "\r\n" +
		`{"title":"Only a headline","id":"two"}
{"id":"three","title":"Bridge shut","text":"Bridge shut\n\nIt was shut."}`})
	docs, failures := readIn(t, dir, "a.jsonl")
	if len(failures) > 0 {
		t.Errorf("failures: %q", failures)
	}
	want := []string{"one", "three", "two"}
	if diff := cmp.Diff(want, ids(docs)); diff != "" {
		t.Fatalf("ids mismatch (-want +got):\n%s", diff)
	}
	one := docs[0]
	if got := fmt.Sprintf("%q %q %q %q %s %q %v", one.URL, one.Outlet, one.Title, one.Authors, one.Published, one.Text, one.TitleSpan); got !=
		`"https://post.example/1" "Harbour Post" "Ferry aground" ["Ann Vey"] 2026-11-02T08:00:00+02:00 "  First.  \n\n\n\nSecond. " {0 0}` {
		t.Errorf("document one: %s", got)
	}
	if docs[1].TitleSpan != (wiredesk.Span{Start: 0, End: 11}) {
		t.Errorf("title that is the first line of the text: span %v", docs[1].TitleSpan)
	}
	if d := docs[2]; d.Text != "Only a headline" || d.TitleSpan.Of(d.Text) != d.Title {
		t.Errorf("headline only: text %q, title span %v", d.Text, d.TitleSpan)
	}
	for _, d := range docs {
		if d.Bytes != len(d.Text) || d.SHA256 != wiredesk.Hash(d.Text) {
			t.Errorf("%s is not sealed", d.ID)
		}
	}
}

func TestReadPacked(t *testing.T) {
	dir := files(t, map[string]string{
		"plain/a.jsonl":     good,
		"gz/a.jsonl.gz":     gz(t, good),
		"two/a.jsonl.gz":    gz(t, good[:200]) + gz(t, good[200:]),
		"zst/A.JSONL.ZST":   zst(t, good),
		"wide/a.jsonl":      utf16LE(good),
		"marked/a.jsonl":    "\ufeff" + good,
		"windows/a.jsonl":   strings.ReplaceAll(good, "\n", "\r\n"),
		"no-end/a.jsonl":    strings.TrimSuffix(good, "\n"),
		"twice/a.jsonl":     good + good,
		"twice-in/a.jsonl":  good,
		"twice-in/b.jsonl":  good,
		"nested/x/y/a.json": "", // the ending is not known: reported
	})
	want, failures := readIn(t, dir, "plain")
	if len(want) != 2 || len(failures) > 0 {
		t.Fatalf("%d documents, failures %q", len(want), failures)
	}
	for _, name := range []string{"gz", "two", "zst", "wide", "marked", "windows", "no-end", "twice", "twice-in"} {
		got, failures := readIn(t, dir, name)
		if diff := cmp.Diff(want, got); diff != "" || len(failures) > 0 {
			t.Errorf("%s: failures %q, documents mismatch (-want +got):\n%s", name, failures, diff)
		}
	}
}

// TestReadArchive reads the pages of a web archive, whole, packed, and damaged.
func TestReadArchive(t *testing.T) {
	record := func(kind, url, contentType, body string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-05T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, contentType, len(body), body)
	}
	page := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html><head><title>Quay shut</title></head><body><article><p>The quay of \xd6sterby was shut on Monday after a storm, the harbour master said, and will stay so until spring.</p></article></body></html>"
	records := []string{
		record("warcinfo", "", "application/warc-fields", "software: x"),
		record("request", "https://post.example/quay", "application/http", "GET /quay HTTP/1.1\r\n\r\n"),
		record("response", "https://post.example/quay", "application/http; msgtype=response", page),
		record("response", "https://post.example/p.png", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
		record("conversion", "https://post.example/text", "text/plain", "Ferry late\n\nThe ferry to Lind was an hour late on Tuesday."),
	}
	plain := strings.Join(records, "")
	var members string
	for _, r := range records {
		members += gz(t, r)
	}
	dir := files(t, map[string]string{"a.warc": plain, "b.warc.gz": members, "c.warc.gz": gz(t, plain), "d.warc.zst": zst(t, plain), "cut.warc.gz": members[:len(members)-9]})
	want, failures := readIn(t, dir, "a.warc")
	if len(want) != 2 || len(failures) > 0 {
		t.Fatalf("%d documents, failures %q", len(want), failures)
	}
	for _, d := range want {
		if !d.Published.IsZero() {
			t.Errorf("%s: when it was fetched is taken for when it came out", d.URL)
		}
		if !strings.Contains(d.Text, "Österby") && !strings.HasPrefix(d.Text, "Ferry late") {
			t.Errorf("%s: %q", d.URL, d.Text)
		}
	}
	for _, name := range []string{"b.warc.gz", "c.warc.gz", "d.warc.zst"} {
		got, failures := readIn(t, dir, name)
		if diff := cmp.Diff(want, got); diff != "" || len(failures) > 0 {
			t.Errorf("%s: failures %q, documents mismatch (-want +got):\n%s", name, failures, diff)
		}
	}
	got, failures := readIn(t, dir, "cut.warc.gz")
	if len(got) != 1 || len(failures) != 1 || !strings.Contains(failures[0], "record 5: at byte") || !strings.Contains(failures[0], "cut off inside a record") {
		t.Errorf("cut: %d documents, failures %q", len(got), failures)
	}
	for _, form := range []string{plain, members} {
		docs, bad, err := intake.Read(t.Context(), []string{"-"}, intake.Options{Stdin: strings.NewReader(form)})
		if err != nil || len(bad) > 0 || len(docs) != 2 {
			t.Errorf("standard input: %d documents, %v, %v", len(docs), bad, err)
		}
	}
}

func utf16LE(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s { // no rune beyond the first plane in these tests
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// TestBadInput holds each kind of bad input to what is said of it, and to
// leaving the documents beside it alone.
func TestBadInput(t *testing.T) {
	long := strings.Repeat("Rain fell on the moor. ", 1+wiredesk.MaxText/23)
	for _, tt := range []struct {
		name  string
		files map[string]string
		paths []string // default: the folder
		want  []string // failures
		also  []string // ids of documents read in spite of it
	}{
		{name: "path that does not exist", paths: []string{"gone.txt"},
			want: []string{"gone.txt: not found: no such file or folder"}},
		{name: "ending not known, named", files: map[string]string{"a.docx": "x"}, paths: []string{"a.docx"},
			want: []string{`a.docx: invalid input: the ending ".docx" is not one that is read (.jsonl, .txt, .md, .html, .htm, .eml and .warc, each also with .gz or .zst)`}},
		{name: "endings not known, in a folder", files: map[string]string{"d/1.pdf": "x", "d/2.pdf": "x", "d/3.jpg": "x", "d/e/4.jpg": "x", "d/.hidden": "x"}, paths: []string{"d"},
			want: []string{"d: invalid input: 4 files not read, their endings are not known: 1.pdf, 2.pdf, 3.jpg and 1 more"}},
		{name: "WARC", files: map[string]string{"a.warc.gz": "x"}, paths: []string{"a.warc.gz"},
			want: []string{"a.warc.gz: invalid input: it does not begin as a WARC archive"}},
		{name: "folder without documents", files: map[string]string{"d/": ""}, paths: []string{"d"},
			want: []string{"d: not found: no documents in folder"}},
		{name: "empty files", files: map[string]string{"d/a.txt": "", "d/b.jsonl": "", "d/c.html": " \n", "d/e.jsonl": "\n\n", "d/f.txt.gz": "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"}, paths: []string{"d"},
			want: []string{"d/a.txt: invalid input: empty file", "d/b.jsonl: invalid input: empty file", "d/c.html: invalid input: empty file", "d/e.jsonl: invalid input: empty file", "d/f.txt.gz: invalid input: empty file"}},
		{name: "standard input that is not there", paths: []string{"-"},
			want: []string{"-: invalid input: there is no standard input here"}},

		{name: "a line cut in half", files: map[string]string{"b.jsonl": `{"id":"b1","text":"One."}` + "\n" + `{"id":"b2","text":"Tw` + "\n" + `{"id":"b3","text":"Three."}`},
			want: []string{"b.jsonl: line 2: invalid input: the line ends in the middle of its object, at byte 21"}, also: []string{"b1", "b3"}},
		{name: "a line that is no JSON", files: map[string]string{"b.jsonl": `{"id":"b1","text":"One." "x"}` + "\nhello\n[1]\nnull\n"},
			want: []string{
				`b.jsonl: line 1: invalid input: not valid JSON at byte 26 of the line (invalid character '"' after object key:value pair)`,
				"b.jsonl: line 2: invalid input: not a JSON object; each line must be one, from { to }",
				"b.jsonl: line 3: invalid input: not a JSON object; each line must be one, from { to }",
				"b.jsonl: line 4: invalid input: not a JSON object; each line must be one, from { to }"}},
		{name: "wrong types", files: map[string]string{"b.jsonl": `{"id":7,"text":"a"}` + "\n" + `{"text":["a"]}` + "\n" + `{"text":"a","authors":"Ann"}` + "\n" + `{"text":"a","authors":[1]}`},
			want: []string{
				`b.jsonl: line 1: invalid input: "id" must be a text in quotation marks, not number (byte 7 of the line)`,
				`b.jsonl: line 2: invalid input: "text" must be a text in quotation marks, not array (byte 9 of the line)`,
				`b.jsonl: line 3: invalid input: "authors" must be a list of texts, not string (byte 27 of the line)`,
				`b.jsonl: line 4: invalid input: "authors" must be a text in quotation marks, not number (byte 24 of the line)`}},
		{name: "a line that is not UTF-8", files: map[string]string{"b.jsonl": "{\"id\":\"b1\",\"text\":\"Caf\xe9\"}\n{\"id\":\"b2\",\"text\":\"Two.\"}"},
			want: []string{"b.jsonl: line 1: invalid input: byte 23 of the line is not UTF-8"}, also: []string{"b2"}},
		{name: "neither text nor title", files: map[string]string{"b.jsonl": `{"id":"b1","text":" \n","title":""}` + "\n{}"},
			want: []string{"b.jsonl: line 1: invalid input: it has neither a text nor a title", "b.jsonl: line 2: invalid input: it has neither a text nor a title"}},
		{name: "a line over the limit", files: map[string]string{"b.jsonl": `{"id":"b1","text":"` + strings.Repeat("a", wiredesk.MaxLine) + `"}` + "\n" + `{"id":"b2","text":"Two."}`},
			want: []string{"b.jsonl: line 1: too large: the line has more than 8.0 MiB"}, also: []string{"b2"}},
		{name: "texts over the limit", files: map[string]string{"b.jsonl": `{"id":"b1","text":"` + long + `"}`, "c.txt": long},
			want: []string{"b.jsonl: line 1: too large: the text has 1048593 bytes, the limit is 1048576", "c.txt: too large: the text has 1048592 bytes, the limit is 1048576"}},
		{name: "ids", files: map[string]string{"b.jsonl": `{"id":"` + strings.Repeat("x", 201) + `","text":"a"}` + "\n" + `{"id":"a\nb","text":"a"}` + "\n" + `{"id":"a\u202eb","text":"a"}`},
			want: []string{
				"b.jsonl: line 1: too large: the id has 201 bytes, the limit is 200 bytes",
				`b.jsonl: line 2: invalid input: the id "a\nb" has a control character`,
				`b.jsonl: line 3: invalid input: the id "a\u202eb" has a control character`}},
		{name: "dates", files: map[string]string{"b.jsonl": `{"id":"b1","published":"last Tuesday","text":"a"}` + "\n" + `{"id":"b2","published":"0201-01-02","text":"b"}`},
			want: []string{
				`b.jsonl: line 1: invalid input: date "last Tuesday" is in no form that is read (such as 2026-11-03T09:30:00Z); the document is kept without a date`,
				`b.jsonl: line 2: invalid input: date "0201-01-02" is outside the years 1900 to 2200; the document is kept without a date`},
			also: []string{"b1", "b2"}},
		{name: "address over the limit", files: map[string]string{"b.jsonl": `{"id":"b1","url":"https://post.example/` + strings.Repeat("x", 2000) + `","text":"a"}`},
			want: []string{"b.jsonl: line 1: too large: the url has 2021 bytes, the limit is 2000; the document is kept without it"}, also: []string{"b1"}},

		{name: "one id, two documents", files: map[string]string{
			"b.jsonl": `{"id":"b1","published":"2026-11-05","text":"Later."}` + "\n" + `{"id":"b1","published":"2026-11-04","text":"Earlier."}`,
			"c.jsonl": `{"id":"b1","published":"2026-11-04","text":"Earlier."}` + "\n" + `{"id":"b1","text":"No date."}` + "\n" + `{"id":"b1","text":"No date."}`},
			want: []string{
				`b.jsonl: line 1: conflict: id "b1" is also in b.jsonl, line 2 with other content; that one is kept`,
				`c.jsonl: line 2: conflict: id "b1" is also in b.jsonl, line 2 with other content; that one is kept`},
			also: []string{"b1"}},

		{name: "not text", files: map[string]string{
			"b.txt": "%PDF-1.7 x", "c.txt": "\x89PNG\r\n\x1a\nxx", "d.md": "PK\x03\x04xx", "e.txt": "text\x00text", "f.txt": "a\x01\x02\x03b",
			"g.jsonl": gz(t, good), "h.html": "\xff\xd8\xff\xe0", "i.eml": "GIF89a", "j.txt": "SQLite format 3\x00"},
			want: []string{
				"b.txt: invalid input: looks like a PDF document, not text",
				"c.txt: invalid input: looks like a PNG picture, not text",
				"d.md: invalid input: looks like a ZIP archive or an office document, not text",
				"e.txt: invalid input: looks like binary data (it has NUL bytes), not text",
				"f.txt: invalid input: looks like binary data (many control characters), not text",
				"g.jsonl: invalid input: looks like gzip data (name it with .gz at its end), not JSONL",
				"h.html: invalid input: looks like a JPEG picture, not text",
				"i.eml: invalid input: looks like a GIF picture, not text",
				"j.txt: invalid input: looks like an SQLite database, not text"}},
		{name: "packed data that is none", files: map[string]string{"b.txt.gz": "hello", "c.jsonl.zst": "hello there"},
			want: []string{"b.txt.gz: invalid input: not gzip data", "c.jsonl.zst: invalid input: not zstd data"}},
		{name: "packed data cut off", files: map[string]string{"b.txt.gz": gz(t, "Rain fell.")[:20], "c.txt.zst": zst(t, strings.Repeat("Rain fell. ", 9))[:20]},
			want: []string{
				"b.txt.gz: invalid input: the packed data ends too early; the file was cut off",
				"c.txt.zst: invalid input: the packed data ends too early; the file was cut off"}},
		{name: "packed data with a tail", files: map[string]string{"b.txt.gz": gz(t, "Rain fell.") + "a tail of other bytes"},
			want: []string{"b.txt.gz: invalid input: the packed data is followed by something else"}},
		{name: "packed data with a wrong sum", files: map[string]string{"b.txt.gz": strings.Replace(gz(t, "Rain fell."), "\x0a\x00\x00\x00", "\x0b\x00\x00\x00", 1)},
			want: []string{"b.txt.gz: invalid input: the packed data is damaged (gzip: invalid checksum)"}},
		{name: "bombs", files: map[string]string{"b.txt.gz": gz(t, strings.Repeat(" ", 32<<20)), "c.jsonl.zst": zst(t, strings.Repeat(" ", 32<<20))},
			want: []string{
				"b.txt.gz: too large: unpacks to more than 200 times its size, which text does not",
				"c.jsonl.zst: line 1: too large: unpacks to more than 200 times its size, which text does not"}},
		{name: "a mail that is none", files: map[string]string{"b.eml": "hel\u202elo\n", "c.eml": "X-Y: z\n\nhello"},
			want: []string{
				"b.eml: invalid input: not a mail: malformed header line: hello",
				"c.eml: invalid input: not a mail: it has no From, Subject or Date"}},
		{name: "a page without text", files: map[string]string{"b.html": "<html><script>var a = 1</script></html>"},
			want: []string{"b.html: invalid input: the page has no text"}},
		{name: "a page with a date that cannot be read", files: map[string]string{"b.html": `<meta property="article:published_time" content="soon"><meta property="og:title" content="Tide"><p>The tide came in.</p>`},
			want: []string{`b.html: invalid input: date "soon" is in no form that is read (such as 2026-11-03T09:30:00Z); the document is kept without a date`},
			also: []string{"*"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := files(t, tt.files)
			must(t, os.WriteFile(filepath.Join(dir, "good.jsonl"), []byte(good), 0o644))
			want, _ := readIn(t, dir, "good.jsonl")
			paths := []string{"."}
			if tt.paths != nil {
				paths = append(tt.paths, "good.jsonl")
			}
			docs, failures := readIn(t, dir, paths...)
			if diff := cmp.Diff(tt.want, failures); diff != "" {
				t.Errorf("failures mismatch (-want +got):\n%s", diff)
			}
			var rest []*wiredesk.Document
			var also []string
			for _, d := range docs {
				switch {
				case strings.HasPrefix(string(d.ID), "g"):
					rest = append(rest, d)
				case strings.HasPrefix(string(d.ID), "w-"):
					also = append(also, "*")
				default:
					also = append(also, string(d.ID))
				}
			}
			if diff := cmp.Diff(want, rest); diff != "" {
				t.Errorf("the good documents changed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.also, also); diff != "" {
				t.Errorf("documents mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCutStream checks that a packed stream that breaks off keeps its whole
// lines.
func TestCutStream(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, `{"id":"%d","text":"Gauge %d rose by %d mm."}`+"\n", i, i*7919%10007, i*104729%997)
	}
	whole := gz(t, b.String())
	docs, failures := readIn(t, files(t, map[string]string{"a.jsonl.gz": whole[:len(whole)*3/4]}), "a.jsonl.gz")
	want := []string{fmt.Sprintf("a.jsonl.gz: line %d: invalid input: the packed data ends too early; the file was cut off", len(docs)+1)}
	if len(docs) < 1000 || len(docs) == 2000 {
		t.Errorf("%d documents of 2000", len(docs))
	}
	if diff := cmp.Diff(want, failures); diff != "" {
		t.Errorf("failures mismatch (-want +got):\n%s", diff)
	}
}

func TestManyBadLines(t *testing.T) {
	docs, failures := readIn(t, files(t, map[string]string{"a.jsonl": strings.Repeat("no\n", 150) + good}), "a.jsonl")
	if len(docs) != 2 || len(failures) != 101 {
		t.Fatalf("%d documents, %d failures; want 2, 101", len(docs), len(failures))
	}
	if want := "a.jsonl: line 101: invalid input: from here to line 150, 50 failures more"; failures[100] != want {
		t.Errorf("last failure %q, want %q", failures[100], want)
	}
}

func TestFileOverLimit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "big.txt")
	must(t, os.WriteFile(path, nil, 0o644))
	must(t, os.Truncate(path, 200<<20)) // sparse
	var read int64
	_, failures, err := intake.Read(context.Background(), []string{path}, intake.Options{Progress: func(n int64) { read = n }})
	must(t, err)
	if diff := cmp.Diff([]string{"big.txt: too large: the file has 200.0 MiB, the limit is 16.0 MiB"}, lines(failures, dir)); diff != "" {
		t.Errorf("failures mismatch (-want +got):\n%s", diff)
	}
	if read > 0 {
		t.Errorf("%d bytes of it were read", read)
	}
}

func TestKinds(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": "", "b.jsonl": `{"id":"1","text":"a"}` + "\n" + `{"id":"1","text":"b"}`})
	for path, want := range map[string]error{"a.txt": wiredesk.ErrInvalid, "b.jsonl": wiredesk.ErrConflict, "c.txt": wiredesk.ErrNotFound} {
		_, failures, err := intake.Read(context.Background(), []string{filepath.Join(dir, path)}, intake.Options{})
		if err != nil || len(failures) != 1 || !errors.Is(failures[0], want) {
			t.Errorf("%s: failures %v, err %v, want one of kind %v", path, failures, err, want)
		}
	}
}

func TestDeepFolders(t *testing.T) {
	deep := strings.Repeat("d/", wiredesk.MaxDepth+1)
	docs, failures := readIn(t, files(t, map[string]string{"good.jsonl": good, deep + "a.txt": "Rain fell."}), ".")
	if want := strings.TrimSuffix(deep, "/") + ": too large: more than 32 folders within folders"; len(docs) != 2 || len(failures) != 1 || failures[0] != want {
		t.Errorf("%d documents, failures %q, want %q", len(docs), failures, want)
	}
}

// TestOrder checks that the result does not depend on the order of paths, of
// lines, or on naming a file twice.
func TestOrder(t *testing.T) {
	a := `{"id":"x","published":"2026-11-04","text":"One."}` + "\n" + `{"id":"y","text":"No date."}` + "\n"
	b := `{"id":"x","published":"2026-11-03","text":"Two."}` + "\n" + `{"id":"w","published":"2026-11-03T00:00:00Z","text":"Same time."}` + "\n" + `{"published":"2026-11-09","text":"No id."}`
	dir := files(t, map[string]string{"a.jsonl": a, "b.jsonl": b, "c.txt": "Rain fell."})
	want, wantFailures := readIn(t, dir, "a.jsonl", "b.jsonl", "c.txt")
	if got := fmt.Sprint(ids(want)[:2], len(want), len(wantFailures)); got != "[w x] 5 1" {
		t.Errorf("got %s", got)
	}
	for _, paths := range [][]string{{"c.txt", "b.jsonl", "a.jsonl"}, {"."}, {"b.jsonl", ".", "b.jsonl", "a.jsonl"}} {
		got, failures := readIn(t, dir, paths...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("documents mismatch (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(wantFailures, failures); diff != "" {
			t.Errorf("failures mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestStdin(t *testing.T) {
	const html = "<!DOCTYPE html><title>Tide</title><p>The tide came in at Fœhrland.</p>"
	for _, tt := range []struct {
		name, in string
		want     []string // texts
	}{
		{"JSONL", "\n " + good, []string{"The bridge at Marvale was shut.", "A ferry ran aground off Fœhrland."}},
		{"JSONL in UTF-16", utf16LE(good), []string{"The bridge at Marvale was shut.", "A ferry ran aground off Fœhrland."}},
		{"JSONL, gzip", gz(t, good), []string{"The bridge at Marvale was shut.", "A ferry ran aground off Fœhrland."}},
		{"page", html, []string{"The tide came in at Fœhrland."}},
		{"page, zstd", zst(t, html), []string{"The tide came in at Fœhrland."}},
		{"text", "Rain at Marvale\n\nIt rained.", []string{"Rain at Marvale\n\nIt rained."}},
		{"text with an angle", "<3 from Marvale.", []string{"<3 from Marvale."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(tt.in)})
			var got []string
			for _, d := range docs {
				got = append(got, d.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil || len(failures) > 0 {
				t.Errorf("err %v, failures %v, texts mismatch (-want +got):\n%s", err, failures, diff)
			}
		})
	}
	for in, want := range map[string]string{"": "-: invalid input: empty file", "%PDF-1.4": "-: invalid input: looks like a PDF document, not text"} {
		_, failures, _ := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(in)})
		if got := lines(failures, ""); len(got) != 1 || got[0] != want {
			t.Errorf("stdin %q: failures %q, want %q", in, got, want)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	dir := files(t, map[string]string{"a.jsonl": strings.Repeat(good, 2000)})
	docs, failures, err := intake.Read(ctx, []string{dir}, intake.Options{Progress: func(int64) { cancel() }})
	if !errors.Is(err, context.Canceled) || docs != nil || failures != nil {
		t.Errorf("%d documents, failures %v, err %v, want nothing and %v", len(docs), failures, err, context.Canceled)
	}
}

func TestProgress(t *testing.T) {
	packed := gz(t, good)
	dir := files(t, map[string]string{"a.jsonl.gz": packed, "b.txt": "Rain fell."})
	var last int64
	_, _, err := intake.Read(context.Background(), []string{dir}, intake.Options{Progress: func(n int64) {
		if n < last {
			t.Errorf("progress went back from %d to %d", last, n)
		}
		last = n
	}})
	if want := int64(len(packed) + len("Rain fell.")); err != nil || last != want {
		t.Errorf("err %v, progress ends at %d, want %d", err, last, want)
	}
}
