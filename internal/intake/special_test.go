//go:build unix

package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpecialFiles(t *testing.T) {
	dir := files(t, map[string]string{"real/a.txt": "Rain fell.", "d/good.jsonl": good})
	must(t, syscall.Mkfifo(filepath.Join(dir, "d/pipe.txt"), 0o644))
	must(t, os.Symlink(filepath.Join(dir, "real/a.txt"), filepath.Join(dir, "d/link.txt")))
	must(t, os.Symlink(filepath.Join(dir, "d"), filepath.Join(dir, "d/loop")))
	docs, failures := readIn(t, dir, "d")
	if diff := cmp.Diff([]string{
		"d: invalid input: 2 symbolic links not followed: link.txt, loop",
		"d/pipe.txt: invalid input: a pipe, not a file; to read from a pipe, name - and pipe it in",
	}, failures); diff != "" {
		t.Errorf("failures mismatch (-want +got):\n%s", diff)
	}
	if len(docs) != 2 {
		t.Errorf("%d documents, want 2", len(docs))
	}
	if docs, failures := readIn(t, dir, "d/link.txt"); len(docs) != 1 || len(failures) > 0 {
		t.Errorf("a link that is named: %d documents, failures %q", len(docs), failures)
	}
	if _, failures := readIn(t, "/dev", "null"); len(failures) != 1 || !strings.Contains(failures[0], "a device, not a file") {
		t.Errorf("a device: failures %q", failures)
	}
}
