package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk"
)

const (
	// ratioFree is how many unpacked bytes no ratio is asked of.
	ratioFree = 1 << 20
	// maxWindow is the largest window that zstd may ask for on the web
	// (RFC 9659).
	maxWindow = 8 << 20
	// How much of an answer is read at a time. Chunks are joined at the end, so
	// that what grows is never copied.
	minChunk = 16 << 10
	maxChunk = 512 << 10
)

// body reads and unpacks an answer, at most limit bytes. A longer one is an
// error, or cut if head is set. cancel ends the request when it is too slow.
func (c *Client) body(res *http.Response, limit int64, head bool, cancel context.CancelCauseFunc) ([]byte, error) {
	in := &counter{r: res.Body}
	watch := c.watch(in, cancel)
	defer watch.Stop()
	packing, err := packing(res.Header)
	if err != nil {
		return nil, err
	}
	if packing == "" {
		if res.ContentLength > limit && !head {
			return nil, tooLarge(limit)
		}
		return gather(in, limit, head)
	}
	in.limit = wiredesk.MaxPacked
	r, stop, err := unpack(in, packing)
	if err == io.EOF && in.n.Load() == 0 {
		return nil, nil // nothing was packed
	}
	if err == nil {
		defer stop()
		var b []byte
		if b, err = gather(&ratio{r: r, in: in}, limit, head); err == nil {
			return b, nil
		}
	}
	if errors.Is(err, wiredesk.ErrTooLarge) || in.err != nil || isBroken(err) && errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	var b *brokenError
	if errors.As(err, &b) { // all of it came, and is something else
		err = errors.Unwrap(b.error)
	}
	return nil, fmt.Errorf("%w: what is sent as %s is not (%v)", wiredesk.ErrInvalid, packing, err)
}

// watch cancels a request whose answer brings too few bytes in a stretch of
// time.
func (c *Client) watch(in *counter, cancel context.CancelCauseFunc) *time.Timer {
	slow := c.opt.Times.Slow
	least := int64(float64(wiredesk.MinRate) * slow.Seconds())
	var last int64
	var t *time.Timer
	ready := make(chan struct{})
	t = time.AfterFunc(slow, func() {
		<-ready
		n := in.n.Load()
		if n-last < least {
			cancel(errRate)
			return
		}
		last = n
		t.Reset(slow)
	})
	close(ready)
	return t
}

var errRate = fmt.Errorf("%w: less than %d bytes a second", ErrSlow, wiredesk.MinRate)

// packing returns the one content encoding of an answer, "" for none.
func packing(h http.Header) (string, error) {
	var all []string
	for _, line := range h.Values("Content-Encoding") {
		for part := range strings.SplitSeq(line, ",") {
			if part = strings.ToLower(strings.TrimSpace(part)); part != "" && part != "identity" {
				all = append(all, part)
			}
		}
	}
	switch len(all) {
	case 0:
		return "", nil
	case 1:
		return strings.TrimPrefix(all[0], "x-"), nil
	}
	return "", fmt.Errorf("%w: the answer is packed %d times over", wiredesk.ErrInvalid, len(all))
}

// unpack returns what r packs.
func unpack(r io.Reader, packing string) (io.Reader, func(), error) {
	none := func() {}
	switch packing {
	case "gzip":
		z, err := gzip.NewReader(r)
		return z, none, err
	case "br":
		return brotli.NewReader(r), none, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, none, err
		}
		return z, z.Close, nil
	case "deflate":
		return inflate(r)
	}
	return nil, none, fmt.Errorf("it is in no encoding that was asked for")
}

// inflate reads what servers mean by deflate: with the header of zlib, as the
// standard has it, or without.
func inflate(r io.Reader) (io.Reader, func(), error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2)
	if len(head) == 2 && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		z, err := zlib.NewReader(b)
		return z, func() {}, err
	}
	return flate.NewReader(b), func() {}, nil
}

// gather reads r into chunks and joins them.
func gather(r io.Reader, limit int64, head bool) ([]byte, error) {
	var chunks [][]byte
	var n int64
	for size := minChunk; ; size = min(2*size, maxChunk) {
		b, err := fill(r, make([]byte, size))
		chunks = append(chunks, b)
		n += int64(len(b))
		switch {
		case n > limit && head:
			return bytes.Join(chunks, nil)[:limit], nil
		case n > limit:
			return nil, tooLarge(limit)
		case err == io.EOF:
			return bytes.Join(chunks, nil), nil
		case err != nil:
			return nil, broken(err, n)
		}
	}
}

// fill reads until b is full or r fails. Unlike [io.ReadFull] it keeps the
// error of r: a short end is not an answer that broke off.
func fill(r io.Reader, b []byte) ([]byte, error) {
	n := 0
	for n < len(b) {
		k, err := r.Read(b[n:])
		if n += k; err != nil {
			return b[:n], err
		}
	}
	return b, nil
}

// A brokenError is an answer that broke off.
type brokenError struct{ error }

func (e *brokenError) Unwrap() error { return e.error }

func isBroken(err error) bool {
	var b *brokenError
	return errors.As(err, &b)
}

func broken(err error, n int64) error {
	if errors.Is(err, wiredesk.ErrTooLarge) {
		return err
	}
	return &brokenError{fmt.Errorf("the answer broke off after %d bytes: %w", n, unwrapOp(err))}
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: the answer has more than %.1f MiB", wiredesk.ErrTooLarge, float64(limit)/(1<<20))
}

// A counter counts the bytes of an answer as they are sent. It remembers the
// error that ended them, which decoders put into words of their own.
type counter struct {
	r     io.Reader
	n     atomic.Int64
	limit int64 // 0 means none
	err   error // not io.EOF
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	total := c.n.Add(int64(n))
	if c.limit > 0 && total > c.limit {
		n, err = 0, tooLarge(c.limit)
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// A ratio stops what unpacks to more than honest text does.
type ratio struct {
	r  io.Reader
	in *counter
	n  int64
}

func (r *ratio) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.n += int64(n)
	if r.n-ratioFree > wiredesk.MaxRatio*r.in.n.Load() {
		return 0, fmt.Errorf("%w: it unpacks to more than %d times its size, which text does not", wiredesk.ErrTooLarge, wiredesk.MaxRatio)
	}
	return n, err
}
