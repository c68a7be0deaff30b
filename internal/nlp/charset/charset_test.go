package charset_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk/internal/nlp/charset"
)

func TestDecode(t *testing.T) {
	russian := "\xcf\xe0\xf0\xee\xec \xf1\xe5\xeb \xed\xe0 \xec\xe5\xeb\xfc \xf3 \xee\xf1\xf2\xf0\xee\xe2\xe0, \xef\xee\xf1\xf2\xf0\xe0\xe4\xe0\xe2\xf8\xe8\xf5 \xed\xe5\xf2, \xf1\xee\xee\xe1\xf9\xe8\xeb\xe8 \xe2 \xef\xee\xf0\xf2\xf3. "
	for _, tt := range []struct{ name, in, declared, want string }{
		{"ASCII", "Ferry", "", "Ferry"},
		{"empty", "", "", ""},
		{"UTF-8", "Fœhr", "", "Fœhr"},
		{"mark goes before declaration", "\xef\xbb\xbfFœhr", "windows-1252", "Fœhr"},
		{"UTF-32 big", "\x00\x00\xfe\xff\x00\x00\x00a", "", "a"},
		{"UTF-16 little without a mark", "F\x00e\x00r\x00r\x00y\x00", "", "Ferry"},
		{"declared", "\x90\x56\x95\xb7", "Shift_JIS", "新聞"},
		{"declared goes before UTF-8", "Ã©", "windows-1252", "ÃƒÂ©"},
		{"declared, but plainly UTF-8", strings.Repeat("Fœhr ", 16), "windows-1252", strings.Repeat("Fœhr ", 16)},
		{"declared UTF-8, a slip in it", "Fœhr \xff", "utf-8", "Fœhr \ufffd"},
		{"declared UTF-8, but plainly not", "caf\xe9 cr\xe8me", "utf-8", "café crème"},
		{"declaration that is none", "Fœhr", "no-such", "Fœhr"},
		{"UTF-7 is not read", "+ADw-b+AD4-", "utf-7", "+ADw-b+AD4-"},
		{"windows-1252 at last", "caf\xe9 \x93x\x94", "", "café “x”"},
		{"guess", strings.Repeat(russian, 4), "", strings.Repeat("Паром сел на мель у острова, пострадавших нет, сообщили в порту. ", 4)},
		{"half a UTF-16 unit", "\xff\xfea\x00b", "", "a\ufffd"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := charset.Decode([]byte(tt.in), tt.declared); got != tt.want {
				t.Errorf("Decode(%q, %q) = %q, want %q", tt.in, tt.declared, got, tt.want)
			}
		})
	}
}

func TestDeclared(t *testing.T) {
	for _, tt := range []struct{ page, want string }{
		{`<html><head><meta charset="EUC-JP">`, "EUC-JP"},
		{`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">`, "iso-8859-2"},
		{`<meta charset=utf-16le>`, "utf-8"},
		{`<!-- <meta charset=euc-jp> --><p>`, ""},
		{`<script>"<meta charset=euc-jp>"</script>`, ""},
		{`<meta name="description" content="charset=euc-jp">`, ""},
		{strings.Repeat(" ", 5000) + `<meta charset=euc-jp>`, ""},
	} {
		if got := charset.Declared([]byte(tt.page)); got != tt.want {
			t.Errorf("Declared(%.60q) = %q, want %q", tt.page, got, tt.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfea"), "")
	f.Add([]byte("\x1b$B$3"), "iso-2022-jp")
	f.Add([]byte("caf\xe9"), "gb18030")
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		s := charset.Decode(b, declared)
		if !utf8.ValidString(s) {
			t.Fatalf("Decode(%q, %q) = %q: not UTF-8", b, declared, s)
		}
		if again := charset.Decode(b, declared); again != s {
			t.Fatalf("decoded twice, two texts: %q, %q", s, again)
		}
	})
}
