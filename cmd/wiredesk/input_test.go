package main

import (
	"bytes"
	"testing"
)

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", `reports/Œsk "final" it's C:\x.txt`, `reports/Œsk "final" it's C:\x.txt`},
		{"other scripts", "नमस्ते می\u200cخواهم 👩\u200d🚒", "नमस्ते می\u200cخواهم 👩\u200d🚒"},
		{"colour", "a\x1b[31mb", `a\x1b[31mb`},
		{"lines", "a\r\nb\tc\x00", `a\r\nb\tc\x00`},
		{"C1", "a\u009b31mb\u0085", `a\u009b31mb\u0085`},
		{"reordered", "a\u202etxt.exe\u2066\u200f", `a\u202etxt.exe\u2066\u200f`},
		{"line separators", "a\u2028b\u2029c", `a\u2028b\u2029c`},
		{"not UTF-8", "a\xff\x9bb\uFFFD", `a\xff\x9bb` + "\uFFFD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := printable(tt.in); got != tt.want {
				t.Errorf("printable(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if got := printable(tt.want); got != tt.want {
				t.Errorf("printable(%q) = %q, want it as it is", tt.want, got)
			}
		})
	}
}

// TestProgressNeedsTerminal wants no bar where it would end up in a log.
func TestProgressNeedsTerminal(t *testing.T) {
	var log bytes.Buffer
	step, done := progress(&log)
	done()
	if step != nil || log.Len() > 0 {
		t.Errorf("progress on a buffer: a step %t, written %q; want neither", step != nil, log.String())
	}
}
