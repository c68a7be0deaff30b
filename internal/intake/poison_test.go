package intake_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// rotten is an input that makes the program fail once it has given what stands
// before.
type rotten struct{ before io.Reader }

func (r rotten) Read(p []byte) (int, error) {
	if n, err := r.before.Read(p); err == nil {
		return n, nil
	}
	panic("rotten")
}

// TestPoison: an input that makes the program fail is named, with the reason,
// and costs neither the others nor what it gave before.
func TestPoison(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt": "A ferry sank off Halm\n\nNobody was hurt.",
		"b.md":  "# A bridge fell at Orn\n\nIt had been closed.",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var lines strings.Builder
	const n = 2000
	for i := range n {
		fmt.Fprintf(&lines, `{"id":"x%d","title":"A mill burned at Arle","text":"It burned down."}`+"\n", i)
	}
	docs, failures, err := intake.Read(t.Context(), []string{dir, "-"}, intake.Options{Stdin: rotten{strings.NewReader(lines.String())}})
	if err != nil || len(docs) < 2+n/2 {
		t.Errorf("%d documents: %v", len(docs), err)
	}
	if len(failures) != 1 || !errors.Is(failures[0], wiredesk.ErrInvalid) || !strings.Contains(failures[0].Error(), "rotten") {
		t.Errorf("failures %v", failures)
	}
}
