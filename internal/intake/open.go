package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk"
)

// maxWindow is the largest window of a zstd stream that is unpacked: what
// `zstd --ultra -22` and `--long` write.
const maxWindow = 128 << 20

// ratioFree is how many unpacked bytes no ratio is asked of: short texts of
// one repeated line pack very well.
const ratioFree = 1 << 20

// A meter counts what all files together have given, tells the caller, and
// stops readers when ctx ends.
type meter struct {
	ctx      context.Context
	progress func(int64)

	mu    sync.Mutex
	total int64
}

func (m *meter) add(n int) {
	if m.progress == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.total += int64(n)
	m.progress(m.total)
}

// metered is a reader that counts, for itself and for a meter.
type metered struct {
	r io.Reader
	m *meter
	n int64
}

func (r *metered) Read(p []byte) (int, error) {
	if err := r.m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	r.n += int64(n)
	r.m.add(n)
	return n, err
}

// open opens the regular file of s.
func open(s source) (*os.File, error) {
	f, err := os.Open(s.name)
	if err != nil {
		return nil, Plain(err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() { // replaced since it was listed
		err = notRegular(info.Mode())
	}
	if err == nil && info.Size() == 0 {
		err = errEmpty
	}
	if err == nil && s.pack == "" && info.Size() > s.form.limit() {
		err = tooLarge("the file", info.Size(), s.form.limit())
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// unpack returns what r packs, as a reader that fails when more comes out
// than limit, or more than the ratio that honest text reaches.
func unpack(r io.Reader, pack string, limit int64, m *meter) (*guard, error) {
	in := &metered{r: r, m: m}
	g := &guard{limit: limit, packed: in}
	switch pack {
	case ".gz":
		z, err := gzip.NewReader(bufio.NewReaderSize(in, 1<<16))
		if err != nil {
			return nil, fmt.Errorf("%w: not gzip data", wiredesk.ErrInvalid)
		}
		g.r, g.close = z, func() { z.Close() }
	case ".zst":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(uint64(limit)+maxWindow))
		if err != nil {
			return nil, fmt.Errorf("%w: not zstd data", wiredesk.ErrInvalid)
		}
		g.r, g.close = z, z.Close
	default:
		g.r, g.packed, g.close = in, nil, func() {}
	}
	return g, nil
}

// A guard stops a stream that gives more than it may.
type guard struct {
	r      io.Reader
	packed *metered // what r unpacks; nil if r is not packed
	close  func()
	n      int64
	limit  int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	switch {
	case g.n > g.limit && g.packed != nil:
		return 0, fmt.Errorf("%w: unpacks to more than %s", wiredesk.ErrTooLarge, size(g.limit))
	case g.n > g.limit:
		return 0, fmt.Errorf("%w: more than %s", wiredesk.ErrTooLarge, size(g.limit))
	case g.packed != nil && g.n-ratioFree > wiredesk.MaxRatio*g.packed.n:
		return 0, fmt.Errorf("%w: unpacks to more than %d times its size, which text does not", wiredesk.ErrTooLarge, wiredesk.MaxRatio)
	case err != nil && err != io.EOF:
		return n, damaged(err, g.n)
	}
	return n, err
}

// damaged says in plain words why a stream broke off after n bytes.
func damaged(err error, n int64) error {
	switch {
	case n == 0 && errors.Is(err, zstd.ErrMagicMismatch):
		return fmt.Errorf("%w: not zstd data", wiredesk.ErrInvalid)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, wiredesk.ErrTooLarge):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: the packed data ends too early; the file was cut off", wiredesk.ErrInvalid)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zstd.ErrMagicMismatch):
		return fmt.Errorf("%w: the packed data is followed by something else", wiredesk.ErrInvalid)
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("%w: needs more memory to unpack than %s", wiredesk.ErrTooLarge, size(maxWindow))
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return Plain(err)
	}
	return fmt.Errorf("%w: the packed data is damaged (%v)", wiredesk.ErrInvalid, err)
}

var errEmpty = fmt.Errorf("%w: empty file", wiredesk.ErrInvalid)

// Plain says in plain words why a file or folder could not be opened, without
// its path, which stands in the ReadError already. What is not there is
// [wiredesk.ErrNotFound].
func Plain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: no such file or folder", wiredesk.ErrNotFound)
	case errors.Is(err, fs.ErrPermission):
		return errors.New("this user may not read it")
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("it cannot be read: %w", err)
}

func notRegular(mode fs.FileMode) error {
	what := "a device"
	switch {
	case mode&fs.ModeNamedPipe != 0:
		what = "a pipe"
	case mode&fs.ModeSocket != 0:
		what = "a socket"
	case mode&fs.ModeSymlink != 0:
		what = "a symbolic link"
	}
	return fmt.Errorf("%w: %s, not a file; to read from a pipe, name - and pipe it in", wiredesk.ErrInvalid, what)
}

func tooLarge(what string, n, limit int64) error {
	if size(n) == size(limit) {
		return fmt.Errorf("%w: %s has %d bytes, the limit is %d", wiredesk.ErrTooLarge, what, n, limit)
	}
	return fmt.Errorf("%w: %s has %s, the limit is %s", wiredesk.ErrTooLarge, what, size(n), size(limit))
}

// size writes a number of bytes for a reader.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
