// Package charset turns bytes in an unknown encoding into UTF-8 text.
//
// Layer: L1 (pure). The same bytes give the same text. It reads the encodings
// of the WHATWG list and no others (no UTF-7), and never refuses: what cannot
// be decoded becomes U+FFFD.
package charset

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	// metaBytes is how much of a page is searched for its own declaration.
	// The HTML standard asks for 1024; pages that put other things first
	// are common, and browsers read them too.
	metaBytes = 4096
	// guessBytes is how much of a text the statistical guess looks at.
	guessBytes = 64 << 10
	// minConfidence is what the guess must reach, of 100; below it a single
	// accented letter decides, and windows-1252 is the better bet.
	minConfidence = 50
	// minSequences is how many UTF-8 sequences refute another declaration. A
	// word or two in a double-byte encoding may look like UTF-8 by chance;
	// that every letter of a text does is out of the question.
	minSequences = 16
	// nulSample is how many bytes are searched for the NULs of UTF-16.
	nulSample = 4096
)

// Decode returns b as valid UTF-8 without a byte order mark. In order it
// trusts a byte order mark, the declared encoding (a WHATWG label; "" if there
// is none) unless the bytes plainly refute it, b being UTF-8 already, the NUL
// pattern of UTF-16, a statistical guess, and at last windows-1252. Cost: O(n).
func Decode(b []byte, declared string) string {
	if enc, skip := byteOrderMark(b); enc != nil {
		return with(enc, b[skip:])
	}
	if enc, err := htmlindex.Get(strings.TrimSpace(declared)); err == nil && !refuted(b, enc) {
		return with(enc, b)
	}
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return string(b)
	}
	if enc := nulPattern(b); enc != nil {
		return with(enc, b)
	}
	if utf8.Valid(b) {
		return string(b)
	}
	return with(guess(b), b)
}

// refuted reports whether b is not in the encoding that it declares. Programs
// that save pages often write UTF-8 and leave the old declaration: many
// well-formed UTF-8 sequences and no ill-formed one do not come about by
// chance. And what declares UTF-8 and has more ill-formed sequences than
// well-formed ones is not that.
func refuted(b []byte, declared encoding.Encoding) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		b = b[size:]
	}
	if declared == unicode.UTF8 {
		return bad > good
	}
	return bad == 0 && good >= minSequences
}

// Declared returns the encoding that a page names in its first bytes, "" if
// it names none.
func Declared(page []byte) string {
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), metaBytes)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) != "meta" {
				continue
			}
			if label := metaLabel(z); label != "" {
				return label
			}
		}
	}
}

// metaLabel returns the encoding that a meta element names. One that names
// UTF-16 was read byte by byte, so it cannot mean it; the standard takes it for
// UTF-8.
func metaLabel(z *html.Tokenizer) string {
	label := ""
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "charset":
			label = string(v)
		case "content":
			if _, params, err := mime.ParseMediaType(string(v)); err == nil && label == "" {
				label = params["charset"]
			}
		}
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(label)), "utf-16") {
		return "utf-8"
	}
	return label
}

// ByteOrderMark returns the encoding that b's first bytes announce and how
// long the mark is, or nil and 0.
func ByteOrderMark(b []byte) (encoding.Encoding, int) { return byteOrderMark(b) }

// IsWide reports whether b is UTF-16 or UTF-32: by its byte order mark, or by
// where its NULs stand.
func IsWide(b []byte) bool {
	enc, skip := byteOrderMark(b)
	if enc != nil {
		return skip != 3 // the mark of UTF-8 has three bytes
	}
	return nulPattern(b) != nil
}

// byteOrderMark asks for UTF-32 before UTF-16: the mark of the one begins with
// the mark of the other.
func byteOrderMark(b []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8, 3
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

// nulPattern knows UTF-16 without a mark by its NULs, which stand at every
// second byte of a text in Latin letters and nowhere in other encodings.
func nulPattern(b []byte) encoding.Encoding {
	b = b[:min(len(b), nulSample)&^1]
	var nul [2]int
	for i, c := range b {
		if c == 0 {
			nul[i&1]++
		}
	}
	pairs := len(b) / 2
	switch {
	case pairs == 0:
		return nil
	case nul[1]*10 >= pairs*4 && nul[0]*20 <= pairs:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nul[0]*10 >= pairs*4 && nul[1]*20 <= pairs:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// guess asks the statistics. The detector runs its recognisers concurrently
// and leaves ties in the order in which they finish, so the best one is chosen
// here, by name among equals.
func guess(b []byte) encoding.Encoding {
	fallback, _ := htmlindex.Get("windows-1252")
	all, err := chardet.NewTextDetector().DetectAll(b[:min(len(b), guessBytes)])
	if err != nil {
		return fallback
	}
	best, confidence := fallback, minConfidence-1
	var name string
	for _, r := range all {
		enc, err := htmlindex.Get(r.Charset)
		if err != nil || enc == unicode.UTF8 {
			continue // UTF-8 was ruled out before
		}
		if r.Confidence > confidence || r.Confidence == confidence && r.Charset < name {
			best, confidence, name = enc, r.Confidence, r.Charset
		}
	}
	return best
}

// with decodes b. An encoding's own decoder may stop at an error; what it left
// out then is read as UTF-8 with replacement characters.
func with(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		out = b
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}
