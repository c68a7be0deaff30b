package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRunSaysWhatIsMissing(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no such flag", []string{"-glerk"}, 2, "glerk"},
		{"no such stage", []string{"-data", "x", "glerk"}, 2, "no stage"},
		{"no data", []string{"-data", t.TempDir(), "-lists", t.TempDir(), "-out", t.TempDir(), "lexicon"}, 1, "lexicon:"},
		{"no tags yet", []string{"-data", t.TempDir(), "-work", t.TempDir(), "parser"}, 1, "parser:"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := run(tt.args, &stdout, &stderr); code != tt.code || !strings.Contains(stderr.String(), tt.want) {
				t.Errorf("exit %d, %q; want %d, %q", code, stderr.String(), tt.code, tt.want)
			}
		})
	}
}
