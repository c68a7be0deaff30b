package intake

import (
	"bytes"

	"github.com/wiredesk/wiredesk/internal/nlp/charset"
)

// magics are the first bytes of what people drop into folders of reports, each
// long enough not to begin a headline.
var magics = []struct{ prefix, what string }{
	{"%PDF-", "a PDF document"},
	{"PK\x03\x04", "a ZIP archive or an office document"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"},
	{"{\\rtf", "an RTF document"},
	{"\x89PNG\r\n\x1A\n", "a PNG picture"},
	{"\xFF\xD8\xFF", "a JPEG picture"},
	{"GIF87a", "a GIF picture"},
	{"GIF89a", "a GIF picture"},
	{"ID3\x03", "an MP3 sound file"},
	{"ID3\x04", "an MP3 sound file"},
	{"OggS\x00", "an Ogg sound file"},
	{"\x7FELF", "a program"},
	{"MZ\x90", "a program"},
	{"\x1F\x8B", "gzip data (name it with .gz at its end)"},
	{"\x28\xB5\x2F\xFD", "zstd data (name it with .zst at its end)"},
	{"BZh91AY&SY", "bzip2 data"},
	{"\xFD7zXZ\x00", "xz data"},
	{"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
	{"Rar!\x1A\x07", "a RAR archive"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"WARC/", "a WARC archive (name it with .warc at its end)"},
}

// maxControl is how many of a hundred bytes may be control characters.
const maxControl = 5

// looksLike names what b is if it is not text, and returns "" if it may be.
// A NUL in single bytes condemns b only if strict: pages and mails were seen
// with a stray one.
func looksLike(b []byte, strict bool) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return m.what
		}
	}
	if charset.IsWide(b) {
		b = []byte(charset.Decode(b, ""))
	}
	if strict && bytes.IndexByte(b, 0) >= 0 {
		return "binary data (it has NUL bytes)"
	}
	controls := 0
	for _, c := range b {
		if c < ' ' && (c < '\t' || c > '\r') || c == 0x7F {
			controls++
		}
	}
	if controls*100 > maxControl*len(b) {
		return "binary data (many control characters)"
	}
	return ""
}

// packed returns the packing that the first bytes tell, as a file ending.
func packed(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return ".gz"
	case bytes.HasPrefix(head, []byte("\x28\xB5\x2F\xFD")):
		return ".zst"
	}
	return ""
}

// pageStarts are how the first tag of a page may begin.
var pageStarts = []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<article", "<div", "<h1", "<p>", "<p ", "<!--", "<?xml"}

// formOf tells the form of standard input by its first bytes.
func formOf(head []byte) form {
	s := head
	if charset.IsWide(head) {
		s = []byte(charset.Decode(head, ""))
	}
	s = bytes.TrimPrefix(s, []byte("\uFEFF"))
	s = bytes.TrimLeft(s, " \t\r\n")
	if bytes.HasPrefix(s, []byte("{")) && !bytes.HasPrefix(s, []byte("{\\rtf")) {
		return jsonl
	}
	if bytes.HasPrefix(s, []byte("WARC/1.")) {
		return archive
	}
	s = bytes.ToLower(s[:min(len(s), 32)])
	for _, p := range pageStarts {
		if bytes.HasPrefix(s, []byte(p)) {
			return page
		}
	}
	return text
}
