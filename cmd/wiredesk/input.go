package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// read reads the documents below paths, puts more among them, and reports on
// standard error what could not be read. The second value is errUnread if there
// was such.
func read(ctx context.Context, s streams, paths []string, more []*wiredesk.Document) ([]*wiredesk.Document, error) {
	docs, failures, err := intake.Read(ctx, paths, intake.Options{Stdin: s.in, More: more})
	if err != nil {
		return nil, &internalError{err}
	}
	for _, f := range failures {
		fmt.Fprintln(s.err, "wiredesk:", printable(f.Error()))
	}
	if len(failures) > 0 {
		return docs, errUnread
	}
	return docs, nil
}

// printable returns s on one line, with every character that could act on a
// terminal or reorder what a reader sees written as Go writes it in quotes:
// \x1b, \n, \u202e. Names of files and reasons hold what strangers put there.
func printable(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i]) // a byte that is not UTF-8
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width returns the columns of the terminal w, or 0.
func width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}

// progress returns what shows on w, if that is a terminal, how far a run is,
// once it has lasted a second; and what ends the show.
func progress(w io.Writer) (step func(stage string, total int), done func()) {
	if !isTerminal(w) {
		return nil, func() {}
	}
	var mu sync.Mutex
	var bar *progressbar.ProgressBar
	var counts sync.Map // stage -> *atomic.Int64
	begun, current := time.Now(), ""
	step = func(stage string, total int) {
		n, _ := counts.LoadOrStore(stage, new(atomic.Int64))
		k := n.(*atomic.Int64).Add(1)
		if time.Since(begun) < time.Second {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if bar == nil || current != stage {
			current = stage
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(stage),
				progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		}
		_ = bar.Set64(k) // a bar that cannot be drawn is no failure of the run
	}
	return step, func() {
		mu.Lock()
		defer mu.Unlock()
		if bar != nil {
			_ = bar.Clear()
		}
	}
}
