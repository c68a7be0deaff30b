package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	enc "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A tricky page is bytes and what must stand in the text that is made of them.
type tricky struct {
	name, page string
	want       string // "" where the bytes say nothing that could be told
	not        string // what must not come of it
}

// encoded are encodings of the web with a sentence in a script that each has.
func encoded() map[string]struct {
	enc  encoding.Encoding
	text string
} {
	const west, east, greek, russian = "Der Fährmann von Ålvik hörte „nichts“ über Größe.", "Žluťoučký kůň v Łodzi pił ďábelské ódy.", "Το πλοίο έφτασε στο λιμάνι τη Δευτέρα.", "Паром пришёл в гавань в понедельник утром."
	type e = struct {
		enc  encoding.Encoding
		text string
	}
	return map[string]e{
		"utf-8": {encoding.Nop, west}, "windows-1252": {charmap.Windows1252, west}, "iso-8859-2": {charmap.ISO8859_2, east}, "windows-1250": {charmap.Windows1250, east},
		"iso-8859-7": {charmap.ISO8859_7, greek}, "windows-1253": {charmap.Windows1253, greek}, "iso-8859-5": {charmap.ISO8859_5, russian}, "windows-1251": {charmap.Windows1251, russian},
		"koi8-r": {charmap.KOI8R, russian}, "ibm866": {charmap.CodePage866, russian}, "macintosh": {charmap.Macintosh, west}, "iso-8859-15": {charmap.ISO8859_15, "Le cœur coûte 5 € à Noël."},
		"windows-1254": {charmap.Windows1254, "Şoför İstanbul'da güneşi gördü."}, "windows-1257": {charmap.Windows1257, "Ąžuolas ėjo į šiaurę."},
		"shift_jis": {japanese.ShiftJIS, "新聞は月曜日に港が閉まったと伝えた。"}, "euc-jp": {japanese.EUCJP, "新聞は月曜日に港が閉まったと伝えた。"}, "iso-2022-jp": {japanese.ISO2022JP, "新聞は月曜日に港が閉まったと伝えた。"},
		"gb18030": {simplifiedchinese.GB18030, "报纸说港口星期一关闭了。"}, "gbk": {simplifiedchinese.GBK, "报纸说港口星期一关闭了。"}, "big5": {traditionalchinese.Big5, "報紙說港口星期一關閉了。"}, "euc-kr": {korean.EUCKR, "신문은 월요일에 항구가 닫혔다고 전했다."},
		"utf-16le": {enc.UTF16(enc.LittleEndian, enc.UseBOM), west}, "utf-16be": {enc.UTF16(enc.BigEndian, enc.UseBOM), east}, "utf-32le": {utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), west}, "utf-32be": {utf32.UTF32(utf32.BigEndian, utf32.UseBOM), west},
	}
}

const english = "<p>“The quay of Osterby is shut,” Ana Marsh, the harbour master, said on Monday, 5 October 2026; 17 people were hurt.</p>"

func trickyPages(t *testing.T) (out []tricky) {
	page := func(meta, body string) string {
		return "<html><head>" + meta + "<title>Quay</title></head><body><article>" + body + "</article></body></html>"
	}
	for label, e := range encoded() {
		in := func(s string) string {
			b, err := e.enc.NewEncoder().String(s)
			if err != nil {
				t.Fatalf("%s: %v", label, err)
			}
			return b
		}
		body := "<p>" + e.text + "</p>" + strings.Repeat("<p>"+e.text+"</p>", 3)
		declared := fmt.Sprintf("<meta charset=%q>", label)
		marked := strings.HasPrefix(label, "utf-16") || strings.HasPrefix(label, "utf-32")
		out = append(out, tricky{label + ", declared", in(page(declared, body)), e.text, "\uFFFD"})
		if marked || label == "utf-8" {
			out = append(out, tricky{label + ", declared as another", in(page(`<meta charset="koi8-r">`, body)), e.text, "\uFFFD"})
		} else { // one that cannot be told: whatever comes, it is text
			out = append(out, tricky{label + ", declared as UTF-8", in(page(`<meta charset="utf-8">`, body)), "", "\x00"})
		}
		out = append(out, tricky{label + ", declared late", in(page(strings.Repeat(`<meta name="a" content="b">`, 100)+declared, body)), e.text, "\uFFFD"})
		if out[len(out)-1].want = e.text; true {
			out = append(out, tricky{label + ", not declared", in(page("", body)), "", "\x00"})
		}
	}
	utf8Page := func(name, body, want, not string) {
		out = append(out, tricky{name, page(`<meta charset="utf-8">`, english+"<p>"+body+"</p>"), want, not})
	}
	utf8Page("UTF-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "+ADw-script", "<script")
	utf8Page("overlong marks", "a \xc0\xbcscript\xc0\xbe b", "script", "<script")
	utf8Page("overlong marks of three bytes", "a \xe0\x80\xbcscript\xe0\x80\xbe b", "script", "<script")
	utf8Page("lone surrogates", "a \xed\xa0\x80 b \xed\xbf\xbf c", "c", "\xed")
	utf8Page("surrogates in pairs", "a \xed\xa0\xbd\xed\xb8\x80 b", "b", "\xed")
	utf8Page("beyond Unicode", "a \xf4\x90\x80\x80 \xf8\x88\x80\x80\x80 b", "b", "\xf4")
	utf8Page("a character cut off", "the end \xe2\x82", "the end", "\xe2\x82<")
	utf8Page("NULs", "cl\x00osed and \x00\x00 shut", "shut", "\x00")
	utf8Page("control characters", "a\x01b\x08c\x1bd\x7fe", "e", "\x1b")
	utf8Page("C1", "a\u0080b\u0085c\u009bd", "d", "\u009b")
	utf8Page("turned around", "a \u202egnp.exe\u202c b \u2066c\u2069", "b", "\u202e")
	utf8Page("no width", "cl\u200bos\u200ced\u200d\ufeff now", "now", "\u200b")
	utf8Page("soft hyphens", "har\u00adbour", "", "")
	utf8Page("tags of Unicode", "a\U000E0041\U000E0042 b", "b", "\U000E0041")
	utf8Page("variation selectors", "a\ufe0f b\U000E0100 c", "c", "")
	utf8Page("100 marks on one letter", "e"+strings.Repeat("\u0301", 100)+" b", "b", "")
	utf8Page("not composed", "A\u030alvik o\u0308ffnet", "Ålvik öffnet", "\u030a")
	utf8Page("compatibility", "ﬁre at №5 ½ ㎏", "", "")
	utf8Page("look-alikes", "Аna Маrsh of Оsterby", "", "")
	utf8Page("not characters", "a \ufffe \uffff \U0001fffe b", "b", "")
	utf8Page("private use", "a \ue000 \U000f0000 b", "b", "")
	utf8Page("line ends of Unicode", "a\u2028b\u2029c\u0085d\u000bd", "d", "\u2028")
	utf8Page("spaces of Unicode", "a\u00a0b\u2003c\u3000d", "d", "")
	utf8Page("entities of what may not be", "a &#0; &#xD800; &#x110000; &#128; b", "b", "\x00")
	utf8Page("entities of control characters", "a &#x1b;[31m &#x202e; b", "b", "\x1b")
	utf8Page("mojibake", "Ã¥ â€œshutâ€\u009d", "", "")
	utf8Page("mark in the middle", "a \ufeff b \ufeffc", "", "\ufeff")
	for name, meta := range map[string]string{
		"an encoding that does not exist": `<meta charset="x-klingon">`, "UTF-7 declared": `<meta charset="utf-7">`, "two declarations": `<meta charset="utf-8"><meta charset="koi8-r">`, "declared by http-equiv": `<meta http-equiv="Content-Type" content="text/html; charset=utf-8">`,
		"UTF-16 declared in bytes": `<meta charset="utf-16">`, "a label with spaces": `<meta charset="  UTF-8  ">`, "an empty label": `<meta charset="">`, "a label of 1 KiB": `<meta charset="` + strings.Repeat("u", 1024) + `">`,
		"x-user-defined": `<meta charset="x-user-defined">`, "replacement": `<meta charset="utf-8"><meta charset="iso-2022-kr">`,
	} {
		out = append(out, tricky{name, page(meta, english), "The quay of Osterby is shut", "\x00"})
	}
	return append(out,
		tricky{"ISO-2022 escapes in UTF-8", page(`<meta charset="utf-8">`, english+"<p>\x1b$B<script>\x1b(B done</p>"), "The quay", "\x1b"},
		tricky{"ISO-2022 escapes that hide a tag", page(`<meta charset="iso-2022-jp">`, english+"<p>a \x1b$B!!\x1b(J<b>x</b> done</p>"), "done", "\x1b"},
		tricky{"Shift JIS that eats a mark", page(`<meta charset="shift_jis">`, english+"<p title=\"\x81\"onx=1>a done</p>"), "done", "onx"},
		tricky{"GB18030 of four bytes", page(`<meta charset="gb18030">`, english+"<p>\x81\x30\x81\x30 \x84\x31\xa4\x37 done</p>"), "done", ""},
		tricky{"Big5 cut off", page(`<meta charset="big5">`, english+"<p>done \xa4</p>"), "done", ""},
		tricky{"a mark of UTF-16 before UTF-8", "\xff\xfe" + page("", english), "", "\x00"},
		tricky{"a mark twice", "\ufeff\ufeff" + page("", english), "The quay", "\ufeff"},
		tricky{"half UTF-8, half latin-1", page(`<meta charset="utf-8">`, english+"<p>Ålvik and \xc5lvik done</p>"), "done", "\xc5l"},
		tricky{"UTF-16 of an odd length", "\xff\xfe" + strings.Join(strings.Split(english, ""), "\x00"), "", "\x00"},
		tricky{"every byte", page("", english+"<p>"+everyByte()+"</p>"), "The quay", "\x00"},
	)
}

func everyByte() string {
	var b []byte
	for i := range 256 {
		if i != '<' && i != '&' {
			b = append(b, byte(i))
		}
	}
	return string(b)
}

// TestCharsets takes pages in the encodings of the web, declared rightly,
// wrongly, late and not at all, and characters that were made to mislead, from
// the bytes to the brief: the text is valid UTF-8 without what must not be in
// it, every span of every annotation cuts it at characters, and what is printed
// can be checked. It is row 30 of the matrix of faults.
func TestCharsets(t *testing.T) {
	p := sample.English(t)
	all := trickyPages(t)
	spans := 0
	for _, x := range all {
		d, _, err := intake.Page([]byte(x.page), "https://post.example/quay")
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if !utf8.ValidString(d.Text) || x.not != "" && strings.Contains(d.Text+d.Title, x.not) || !strings.Contains(d.Text, x.want) {
			t.Errorf("%s: %.300q, want %q and not %q", x.name, d.Text, x.want, x.not)
		}
		if i := strings.IndexFunc(d.Text+d.Title, func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
			t.Errorf("%s: a control character at byte %d of %.300q", x.name, i, d.Text)
		}
		a, err := p.Annotate(d)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		for _, s := range spansOf(annotate.New().Annotate(d), a) {
			spans++
			if s.Start < 0 || s.End > len(d.Text) || s.Start > s.End || !utf8.ValidString(d.Text[s.Start:s.End]) {
				t.Errorf("%s: the span %v of %d bytes", x.name, s, len(d.Text))
			}
		}
		r, err := pipeline.Run(t.Context(), []*wiredesk.Document{d}, pipeline.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if bad := verify.Result(r, r.Documents).Failures; len(bad) > 0 {
			t.Errorf("%s: %v", x.name, bad[0])
		}
	}
	t.Logf("%d files, %d spans", len(all), spans)
}

// spansOf returns all that was found in a document.
func spansOf(d *annotate.Document, a *analysis.Document) (out []wiredesk.Span) {
	for _, list := range [][]wiredesk.Token{d.Tokens, a.Tokens} {
		for _, v := range list {
			out = append(out, v.Span)
		}
	}
	for _, list := range [][]wiredesk.Sentence{d.Sentences, a.Sentences} {
		for _, v := range list {
			out = append(out, v.Span)
		}
	}
	for _, v := range a.Mentions {
		out = append(out, v.Span)
	}
	for _, v := range a.Times {
		out = append(out, v.Span)
	}
	for _, v := range a.Figures {
		out = append(out, v.Span, v.Number)
	}
	for _, v := range a.Quotations {
		out = append(append(append(out, v.Content...), v.Cue...), v.Source...)
	}
	return append(out, d.TitleSpan)
}
