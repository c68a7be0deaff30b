package intake_test

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/wiredesk/wiredesk/internal/intake"
)

func TestNormalise(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"clean text is untouched", "  The ferry  sailed. \n\n\n\nIt was late.\n ", "  The ferry  sailed. \n\n\n\nIt was late.\n "},
		{"clean text beyond ASCII", "Fœhrland’s “harbour” \u00a0\u202f– 3\u2009km", "Fœhrland’s “harbour” \u00a0\u202f– 3\u2009km"},
		{"Windows and old Mac line ends", "a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"},
		{"line ends of Unicode", "a\u2028b\u2029c", "a\nb\nc"},
		{"tab becomes a space", "a\tb", "a b"},
		{"a control character becomes a space of its length", "a\x00b\x07c\x1bd\x7fe\u0083f\u0085g", "a b c d e\u00a0f\u00a0g"},
		{"zero width stays: offsets", "a\u200bb\u2060c\ufeffd", "a\u200bb\u2060c\ufeffd"},
		{"joiners stay", "می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"},
		{"bidi controls stay: offsets", "a\u202eb\u202cc", "a\u202eb\u202cc"},
		{"accents are composed", "Cafe\u0301", "Café"},
		{"bad bytes are replaced", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"a replacement character stays", "a\ufffdb", "a\ufffdb"},
		{"Thai, Khmer and Chinese", "ข่าววันนี้ ព័ត៌មាន 新闻", "ข่าววันนี้ ព័ត៌មាន 新闻"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := intake.Normalise(tt.in)
			if got != tt.want {
				t.Errorf("Normalise(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again := intake.Normalise(got); again != got {
				t.Errorf("not idempotent: %q becomes %q", got, again)
			}
		})
	}
}

func TestTidy(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"blank lines at the ends", "\n\n \na\n \n\n", "a"},
		{"spaces at line ends", "a  \nb\t\n\nc ", "a\nb\n\nc"},
		{"many blank lines are one", "a\n\n \n\t\n\nb\nc", "a\n\nb\nc"},
		{"wrapped lines are not joined", "The ferry\nsailed.", "The ferry\nsailed."},
		{"indents stay", "a\n  b", "a\n  b"},
		{"nothing but space", " \n\t\n", ""},
		{"zero width goes", "a\u200bb\u2060c\ufeffd", "abcd"},
		{"bidi controls go", "a\u202eb\u202cc\u2066d\u2069e\u200ef\u200fg\u061ch", "abcdefgh"},
		{"hidden tags go", "a\U000E0069\U000E0067\U000E006Eb\u2063c\ufff9d", "abcd"},
		{"soft hyphen goes", "har\u00adbour", "harbour"},
		{"accents are composed across what goes", "Cafe\u200b\u0301", "Café"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := intake.Tidy(tt.in); got != tt.want {
				t.Errorf("Tidy(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestNormaliseCleanDoesNotAllocate(t *testing.T) {
	text := "The ferry sailed at nine.\n\nNobody on “Fœhr” saw it."
	if n := testing.AllocsPerRun(100, func() { intake.Normalise(text) }); n != 0 {
		t.Errorf("Normalise of clean text: %v allocations, want 0", n)
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", "e\u200b\u0301", "\u1100\u200b\u1161\xff", "\u2028\r\u202e\n\n\n \t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := intake.Normalise(s)
		if !utf8.ValidString(n) || !norm.NFC.IsNormalString(n) {
			t.Fatalf("Normalise(%q) = %q: not UTF-8 in NFC", s, n)
		}
		if again := intake.Normalise(n); again != n {
			t.Fatalf("not idempotent: %q becomes %q", n, again)
		}
		tidy := intake.Tidy(s)
		if again := intake.Tidy(tidy); again != tidy {
			t.Fatalf("Tidy is not idempotent: %q becomes %q", tidy, again)
		}
	})
}
