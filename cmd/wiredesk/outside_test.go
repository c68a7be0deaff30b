package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		line string
		want []string
	}{
		{"", nil},
		{" python3\t names.py ", []string{"python3", "names.py"}},
		{`"my program" --set='a "b"' ''`, []string{"my program", `--set=a "b"`, ""}},
		{`C:\bin\x.exe é`, []string{`C:\bin\x.exe`, "é"}},
	} {
		got, err := words(tt.line)
		if err != nil {
			t.Errorf("words(%q): %v", tt.line, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("words(%q) (-want +got):\n%s", tt.line, diff)
		}
	}
	if _, err := words(`a 'b`); err == nil {
		t.Error("an open quotation mark passes")
	}
}
