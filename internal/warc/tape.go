package warc

import (
	"bytes"
	"io"
)

// A tape is a stream that can be wound back to a mark, as long as not more
// than keep bytes were read since. It reads byte by byte without reading
// ahead of itself, so that a gzip member ends where it ends.
type tape struct {
	r    io.Reader
	buf  []byte // what was read of r and may be read again
	pos  int    // in buf
	at   int64  // the offset of buf[0] in the stream
	mark int    // in buf; -1 if more than keep bytes were read since it was set
	keep int
	err  error
}

func newTape(r io.Reader, at int64, keep int) *tape { return &tape{r: r, at: at, keep: keep} }

// offset returns where the next byte stands in the stream.
func (t *tape) offset() int64 { return t.at + int64(t.pos) }

// set sets the mark here.
func (t *tape) set() {
	n := copy(t.buf, t.buf[t.pos:])
	t.at += int64(t.pos)
	t.buf, t.pos, t.mark = t.buf[:n], 0, 0
}

// back winds the tape to n bytes behind the mark, and reports whether it could.
func (t *tape) back(n int) bool {
	if t.mark < 0 || t.mark+n > len(t.buf) {
		return false
	}
	t.pos = t.mark + n
	return true
}

// fill reads more, and lets go of what no mark holds.
func (t *tape) fill() error {
	if t.err != nil {
		return t.err
	}
	if t.pos-max(t.mark, 0) > t.keep {
		t.mark = -1
	}
	if t.mark < 0 && t.pos > 0 {
		n := copy(t.buf, t.buf[t.pos:])
		t.at += int64(t.pos)
		t.buf, t.pos = t.buf[:n], 0
	}
	n := len(t.buf)
	if cap(t.buf)-n < block {
		t.buf = append(make([]byte, 0, 2*cap(t.buf)+block), t.buf...)
	}
	m, err := t.r.Read(t.buf[n : n+block])
	t.buf = t.buf[:n+m]
	t.err = err
	if m > 0 {
		return nil
	}
	if err == nil {
		return t.fill()
	}
	return err
}

const block = 32 << 10

// Read reads into p.
func (t *tape) Read(p []byte) (int, error) {
	if t.pos == len(t.buf) {
		if err := t.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.buf[t.pos:])
	t.pos += n
	return n, nil
}

// ReadByte makes the tape one that gzip reads no further than it must.
func (t *tape) ReadByte() (byte, error) {
	if t.pos == len(t.buf) {
		if err := t.fill(); err != nil {
			return 0, err
		}
	}
	c := t.buf[t.pos]
	t.pos++
	return c, nil
}

// peek returns the next n bytes, fewer at the end of the stream.
func (t *tape) peek(n int) []byte {
	for len(t.buf)-t.pos < n {
		if t.fill() != nil {
			break
		}
	}
	return t.buf[t.pos:min(len(t.buf), t.pos+n)]
}

// find goes to the next place where what stands, or else to the end.
func (t *tape) find(what []byte) {
	for {
		if i := bytes.Index(t.buf[t.pos:], what); i >= 0 {
			t.pos += i
			return
		}
		if n := len(t.buf) - len(what) + 1; n > t.pos {
			t.pos = n // what may begin in the bytes that are left
		}
		if t.fill() != nil {
			t.pos = len(t.buf)
			return
		}
	}
}
