package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk"
)

// A Page is what a record holds of a page.
type Page struct {
	URL     string
	Type    string // "text/html", "text/plain"
	Charset string // as the server said; "" if it did not
	Body    []byte
}

// Page returns the page of the record; nil if it holds none: a request, a
// picture, an answer other than 200, a revisit. Err says why a page could not
// be taken out of its record.
func (r *Record) Page() (*Page, error) {
	switch r.Type() {
	case "response":
		if !strings.HasPrefix(strings.ToLower(r.Header.Get("Content-Type")), "application/http") {
			return r.direct()
		}
		return r.answer()
	case "resource", "conversion":
		return r.direct()
	}
	return nil, nil
}

// direct takes the block itself as the page.
func (r *Record) direct() (*Page, error) {
	p := r.page(r.Header.Get("Content-Type"))
	if p != nil {
		p.Body = r.Block
	}
	return p, nil
}

// page returns a page of that type without a body; nil if the type is none
// that a report has.
func (r *Record) page(contentType string) *Page {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		kind = strings.TrimSpace(kind)
	}
	switch kind {
	case "text/html", "application/xhtml+xml":
		return &Page{URL: r.URI(), Type: "text/html", Charset: params["charset"]}
	case "text/plain":
		return &Page{URL: r.URI(), Type: "text/plain", Charset: params["charset"]}
	}
	return nil
}

// answer takes the page out of an HTTP answer.
func (r *Record) answer() (*Page, error) {
	in := bufio.NewReader(bytes.NewReader(r.Block))
	tp := textproto.NewReader(in)
	status, err := tp.ReadLine()
	if err != nil || !strings.HasPrefix(status, "HTTP/") {
		return nil, fmt.Errorf("%w: the record holds no HTTP answer", wiredesk.ErrInvalid)
	}
	if f := strings.Fields(status); len(f) < 2 || f[1] != strconv.Itoa(http.StatusOK) {
		return nil, nil
	}
	h, err := tp.ReadMIMEHeader()
	if err != nil && err != io.EOF && len(h) == 0 {
		return nil, fmt.Errorf("%w: the header of the HTTP answer cannot be read", wiredesk.ErrInvalid)
	}
	p := r.page(h.Get("Content-Type"))
	if p == nil {
		return nil, nil
	}
	body := r.payload()
	if strings.EqualFold(h.Get("Transfer-Encoding"), "chunked") {
		if b, err := unchunk(body); err == nil {
			body = b // else the archive has taken it out of its chunks already
		}
	}
	p.Body, err = decode(body, h.Get("Content-Encoding"))
	return p, err
}

// unchunk takes b out of its chunks.
func unchunk(b []byte) ([]byte, error) {
	return io.ReadAll(io.LimitReader(httputil.NewChunkedReader(bytes.NewReader(b)), wiredesk.MaxFile))
}

// decode unpacks a body. One that is not packed though its header says so is
// kept: some archives store it unpacked.
func decode(b []byte, encoding string) ([]byte, error) {
	var z io.Reader
	var err error
	switch in := bytes.NewReader(b); strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return b, nil
	case "gzip", "x-gzip":
		z, err = gzip.NewReader(in)
	case "deflate":
		if z, err = zlib.NewReader(in); err != nil {
			z, err = flate.NewReader(bytes.NewReader(b)), nil
		}
	case "br":
		z = brotli.NewReader(in)
	case "zstd":
		z, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(wiredesk.MaxFile))
	default:
		return nil, fmt.Errorf("%w: the page is packed as %q, which is not known", wiredesk.ErrInvalid, encoding)
	}
	if err != nil {
		if bytes.Contains(b[:min(len(b), 1024)], []byte("<")) {
			return b, nil
		}
		return nil, fmt.Errorf("%w: the packed page is damaged (%v)", wiredesk.ErrInvalid, err)
	}
	limit := min(int64(wiredesk.MaxFile), 1<<20+int64(wiredesk.MaxRatio)*int64(len(b)))
	out, err := io.ReadAll(io.LimitReader(z, limit+1))
	switch {
	case int64(len(out)) > limit:
		return nil, fmt.Errorf("%w: the page unpacks to more than %d bytes", wiredesk.ErrTooLarge, limit)
	case err != nil && len(out) == 0 && bytes.Contains(b[:min(len(b), 1024)], []byte("<")):
		return b, nil
	case err != nil:
		return nil, fmt.Errorf("%w: the packed page is damaged (%v)", wiredesk.ErrInvalid, err)
	}
	return out, nil
}
