package intake_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/intake"
)

// BenchmarkRead reads 2000 reports of some 4 kB from a packed JSONL file. The
// rate is that of the unpacked bytes.
func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&s, `{"id":"%d","published":"2026-11-02T08:00:00Z","text":"`, i)
		for j := range 40 {
			fmt.Fprintf(&s, `The ferry “Ann %d” ran aground off Fœhrland, %d km from Marvale, the harbour office said.\n\n`, i*j*7919%9973, i*j*104729%997)
		}
		s.WriteString("\"}\n")
	}
	dir := files(b, map[string]string{"a.jsonl.zst": zst(b, s.String())})
	b.SetBytes(int64(s.Len()))
	b.ReportAllocs()
	for b.Loop() {
		docs, failures, err := intake.Read(context.Background(), []string{filepath.Join(dir, "a.jsonl.zst")}, intake.Options{})
		if len(docs) != 2000 || len(failures) > 0 || err != nil {
			b.Fatal(len(docs), failures, err)
		}
	}
}
