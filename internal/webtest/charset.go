package webtest

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Sentence stands on every page in an odd encoding that has its letters.
const Sentence = "Blåbær at Ålvik froze, said the café’s owner."

func charsets() []Behaviour {
	page := func(head, text string) string {
		return "<!doctype html><html><head>" + head + "<title>Frost at Ålvik</title></head><body><article><h1>Frost at Ålvik</h1><p>" +
			text + "</p><p>The night was the coldest since the winter of the big flood, and pipes burst in nine houses along the quay.</p></article></body></html>"
	}
	latin := func(s string) string { // windows-1252
		return strings.NewReplacer("å", "\xe5", "Å", "\xc5", "æ", "\xe6", "é", "\xe9", "’", "\x92").Replace(s)
	}
	wide := func(s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	}
	return []Behaviour{
		{"charset-header", "the header has the encoding, the page another", OK, "ok", 1, fixed("text/html; charset=windows-1252", latin(page(`<meta charset="koi8-r">`, Sentence)))},
		{"charset-meta", "only the page has the encoding", OK, "ok", 1, fixed("text/html", latin(page(`<meta charset="windows-1252">`, Sentence)))},
		{"charset-lie", "says latin-1 and is UTF-8", OK, "ok", 1, fixed("text/html; charset=iso-8859-1", page("", Sentence+strings.Repeat(" Åååå.", 8)))},
		{"charset-none", "no encoding is given", OK, "ok", 1, fixed("text/html", latin(page("", Sentence)))},
		{"charset-utf16", "UTF-16 with a mark, said to be UTF-8", OK, "ok", 1, fixed("text/html; charset=utf-8", wide(page("", Sentence)))},
		{"charset-utf7", "markup in UTF-7, which is not read as such", OK, "ok", 1, fixed("text/html; charset=utf-7", page("", "+ADw-script+AD4-alert(1)+ADw-/script+AD4- stays as it is."))},
		{"charset-overlong", "overlong UTF-8 and lone surrogates", OK, "ok", 1, fixed("text/html; charset=utf-8", page("", "Odd \xc0\xbcscript\xc0\xbe and \xed\xa0\x80 bytes stay harmless."))},
		{"charset-nul", "NUL bytes within words", OK, "ok", 1, fixed("text/html; charset=utf-8", page("", "The b\x00ridge is cl\x00osed."))},
		{"charset-bidi", "characters that turn the text around", OK, "ok", 1, fixed("text/html; charset=utf-8", page("", "The \u202eegdirb\u202c is \u200bopen."))},
		{"charset-unknown", "an encoding that does not exist", OK, "ok", 1, fixed("text/html; charset=x-klingon", page("", Sentence))},
	}
}
