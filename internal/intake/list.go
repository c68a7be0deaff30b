package intake

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// stdin is the path that stands for standard input.
const stdin = "-"

// A form is a way of writing documents to a file.
type form int

const (
	unknown  form = iota
	byBytes       // standard input: its first bytes tell
	jsonl         // one document a line
	text          // plain text
	markdown      // plain text whose first line may be a heading
	page          // HTML
	mail          // RFC 5322
	archive       // WARC
)

// limit returns how many bytes a file of the form may have, unpacked.
func (f form) limit() int64 {
	if f == jsonl || f == archive {
		return wiredesk.MaxStream
	}
	return wiredesk.MaxFile
}

// A source is one file to read, or standard input.
type source struct {
	name string
	form form
	pack string // ".gz", ".zst" or ""
}

// sourceOf tells by its name how a file is written.
func sourceOf(name string) source {
	s := source{name: name}
	base := strings.ToLower(filepath.Base(name))
	if ext := filepath.Ext(base); ext == ".gz" || ext == ".zst" {
		s.pack, base = ext, strings.TrimSuffix(base, ext)
	}
	switch filepath.Ext(base) {
	case ".jsonl":
		s.form = jsonl
	case ".txt":
		s.form = text
	case ".md":
		s.form = markdown
	case ".html", ".htm":
		s.form = page
	case ".eml":
		s.form = mail
	case ".warc":
		s.form = archive
	}
	return s
}

// known lists the endings for messages.
const known = ".jsonl, .txt, .md, .html, .htm, .eml and .warc, each also with .gz or .zst"

// A lister collects the files below the named paths.
type lister struct {
	ctx      context.Context
	sources  []source
	failures []failure
}

// list returns the sources below paths, each once, in order of name, and what
// was refused by its name or kind.
func list(ctx context.Context, paths []string) ([]source, []failure) {
	paths = slices.Clone(paths)
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(cmp.Compare(filepath.Clean(a), filepath.Clean(b)), cmp.Compare(a, b))
	})
	paths = slices.CompactFunc(paths, func(a, b string) bool { return filepath.Clean(a) == filepath.Clean(b) })
	l := &lister{ctx: ctx}
	for _, p := range paths {
		l.named(p)
	}
	slices.SortStableFunc(l.sources, func(a, b source) int {
		return cmp.Compare(filepath.Clean(a.name), filepath.Clean(b.name))
	})
	l.sources = slices.CompactFunc(l.sources, func(a, b source) bool {
		return filepath.Clean(a.name) == filepath.Clean(b.name)
	})
	return l.sources, l.failures
}

func (l *lister) fail(file string, err error) {
	l.failures = append(l.failures, failure{file: file, err: err})
}

// named takes a path that the caller named. A symbolic link is followed here,
// since the caller asked for it.
func (l *lister) named(path string) {
	if path == stdin {
		l.sources = append(l.sources, source{name: path, form: byBytes})
		return
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		l.fail(path, Plain(err))
	case info.IsDir():
		l.folder(path)
	case !info.Mode().IsRegular():
		l.fail(path, notRegular(info.Mode()))
	default:
		l.file(path)
	}
}

func (l *lister) file(path string) {
	s := sourceOf(path)
	switch {
	case s.form == unknown:
		l.fail(path, fmt.Errorf("%w: the ending %q is not one that is read (%s)", wiredesk.ErrInvalid, filepath.Ext(path), known))
	default:
		l.sources = append(l.sources, s)
	}
}

// passed is what was passed over below one named folder.
type passed struct{ endings, links []string }

// folder takes everything below a folder that the caller named.
func (l *lister) folder(path string) {
	var skip passed
	before := len(l.sources) + len(l.failures)
	l.walk(path, 0, &skip)
	if len(skip.links) > 0 {
		l.fail(path, fmt.Errorf("%w: %s not followed: %s", wiredesk.ErrInvalid, count(len(skip.links), "symbolic link"), few(skip.links)))
	}
	switch n := len(skip.endings); {
	case n > 0:
		l.fail(path, fmt.Errorf("%w: %s not read, their endings are not known: %s", wiredesk.ErrInvalid, count(n, "file"), few(skip.endings)))
	case len(l.sources)+len(l.failures) == before:
		l.fail(path, fmt.Errorf("%w: no documents in folder", wiredesk.ErrNotFound))
	}
}

// walk goes through a folder in order of name. Hidden files and folders are
// passed over: they are the machine's, not the newsroom's.
func (l *lister) walk(dir string, depth int, skip *passed) {
	if depth > wiredesk.MaxDepth {
		l.fail(dir, fmt.Errorf("%w: more than %d folders within folders", wiredesk.ErrTooLarge, wiredesk.MaxDepth))
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.fail(dir, Plain(err))
	}
	for _, e := range entries {
		if l.ctx.Err() != nil {
			return
		}
		if len(l.sources) >= wiredesk.MaxFiles {
			l.fail(dir, fmt.Errorf("%w: more than %d files; the rest from %s on is not read", wiredesk.ErrTooLarge, wiredesk.MaxFiles, e.Name()))
			return
		}
		if !strings.HasPrefix(e.Name(), ".") {
			l.entry(filepath.Join(dir, e.Name()), e.Type(), depth, skip)
		}
	}
}

func (l *lister) entry(path string, mode fs.FileMode, depth int, skip *passed) {
	switch {
	case mode.IsDir():
		l.walk(path, depth+1, skip)
	case mode&fs.ModeSymlink != 0:
		skip.links = append(skip.links, path)
	case !mode.IsRegular():
		l.fail(path, notRegular(mode))
	case sourceOf(path).form == unknown:
		skip.endings = append(skip.endings, path)
	default:
		l.file(path)
	}
}

// few names the first of many files.
func few(names []string) string {
	const most = 3
	shown := make([]string, 0, most)
	for _, n := range names[:min(len(names), most)] {
		shown = append(shown, filepath.Base(n))
	}
	s := strings.Join(shown, ", ")
	if n := len(names) - most; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
