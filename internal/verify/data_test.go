package verify_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestData measures the check on real reports: how many clear sentences it
// refuses as they stand, by rule, and how many mutants of them it refuses. It
// is run by hand: WIREDESK_DATA names a folder that holds sets of documents,
// WIREDESK_DOCUMENTS how many of each are read (800).
//
//	WIREDESK_DATA=data go test -run TestData -v -timeout 1h ./internal/verify
func TestData(t *testing.T) {
	root := os.Getenv("WIREDESK_DATA")
	if root == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	limit := 800
	if n, err := strconv.Atoi(os.Getenv("WIREDESK_DOCUMENTS")); err == nil {
		limit = n
	}
	for _, set := range []string{"allsides", "gva", "giveme5w1h"} {
		t.Run(set, func(t *testing.T) {
			docs := readDocuments(t, unzip(t, filepath.Join(root, set, "documents.jsonl.gz")), limit)
			ids := byID(docs)
			var ones []trueOne
			refused := map[string]int{}
			sentences, failed := 0, 0
			for _, d := range docs {
				for _, span := range clear(d.Text) {
					sentences++
					s := verbatim(d, span)
					fs := verify.Statement(s, ids)
					if len(fs) == 0 {
						ones = append(ones, trueOne{d, s})
						continue
					}
					failed++
					for _, f := range fs {
						refused[f.Rule]++
					}
					if failed <= 30 {
						t.Logf("refused: %v: …%q‖%q‖%q…", fs, d.Text[max(0, span.Start-50):span.Start], s.Text, d.Text[span.End:min(len(d.Text), span.End+40)])
					}
				}
			}
			t.Logf("%d documents, %d clear sentences, %d refused (%.3f %%)", len(docs), sentences, failed, 100*float64(failed)/float64(sentences))
			for _, r := range slices.Sorted(maps.Keys(refused)) {
				t.Logf("refused by %s: %d", r, refused[r])
			}
			scores, passed := kill(docs, ones, 1)
			_, text := table(scores)
			t.Log("\n" + text)
			for i, x := range passed {
				if i < 60 {
					t.Logf("passed: %s adversarial=%v: %q from %q by %q", x.kind, x.adversarial, x.s.Text, x.s.Evidence[0].Quote, deref(x.s.AttributedTo))
				}
			}
			if float64(failed) > 0.001*float64(sentences) {
				t.Errorf("more than 0.1 %% of the true sentences are refused")
			}
		})
	}
}

// unzip returns what the gzip file name holds.
func unzip(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", name, err))
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", name, err))
	}
	return out
}
