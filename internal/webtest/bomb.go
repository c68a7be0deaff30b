package webtest

import (
	"bytes"
	"compress/flate"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// bombSize is how many zeros one part of a bomb unpacks to.
const bombSize = 64 << 20

// The bombs are made once: a server that packs while it is asked would be the
// one that needs the memory.
var (
	gzipBomb    = sync.OnceValue(func() []byte { return bomb(func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }) })
	brotliBomb  = sync.OnceValue(func() []byte { return bomb(func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) }) })
	deflateBomb = sync.OnceValue(func() []byte {
		return bomb(func(w io.Writer) io.WriteCloser {
			z, _ := flate.NewWriter(w, flate.BestSpeed) // it fails for no level of its own
			return z
		})
	})
	zstdBomb = sync.OnceValue(func() []byte {
		return bomb(func(w io.Writer) io.WriteCloser {
			z, _ := zstd.NewWriter(w) // it fails for odd options only
			return z
		})
	})
	nestedBomb = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(gzipBomb())
		_ = z.Close()
		return b.Bytes()
	})
)

// MakeBombs packs the bombs, so that what is measured later is not that.
func MakeBombs() {
	for _, f := range []func() []byte{gzipBomb, brotliBomb, deflateBomb, zstdBomb, nestedBomb} {
		f()
	}
}

// bomb packs zeros.
func bomb(packer func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	z := packer(&b)
	zeros := make([]byte, 1<<20)
	for range bombSize / len(zeros) {
		_, _ = z.Write(zeros) // a buffer takes everything
	}
	_ = z.Close()
	return b.Bytes()
}

// packed sends what data returns, times over, under an encoding.
func packed(encoding string, data func() []byte, times int) func(*Server, http.ResponseWriter, *http.Request) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", encoding)
		for range times {
			if _, err := w.Write(data()); err != nil {
				return
			}
		}
	}
}

func bombs() []Behaviour {
	small := func(pack func(io.Writer) io.WriteCloser) func() []byte {
		return sync.OnceValue(func() []byte {
			var b bytes.Buffer
			z := pack(&b)
			_, _ = z.Write([]byte(pageHTML(1, "")))
			_ = z.Close()
			return b.Bytes()
		})
	}
	asGzip := small(func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	asBrotli := small(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	return []Behaviour{
		{"gzip", "an honest page in gzip", OK, "ok", 1, packed("gzip", asGzip, 1)},
		{"br", "an honest page in Brotli", OK, "ok", 1, packed("br", asBrotli, 1)},
		{"bomb-gzip", "1 GiB of zeros in 1 MiB of gzip", Large, "broken", 0, packed("gzip", gzipBomb, 16)},
		{"bomb-br", "64 MiB of zeros in Brotli", Large, "broken", 0, packed("br", brotliBomb, 1)},
		{"bomb-zstd", "1 GiB of zeros in zstd", Large, "broken", 0, packed("zstd", zstdBomb, 16)},
		{"bomb-deflate", "64 MiB of zeros in deflate", Large, "broken", 0, packed("deflate", deflateBomb, 1)},
		{"bomb-two-layers", "gzip within gzip, declared", Invalid, "broken", 0, packed("gzip, gzip", nestedBomb, 1)},
		{"bomb-ten-layers", "ten encodings, declared", Invalid, "broken", 0, packed(strings.Repeat("gzip, ", 9)+"br", gzipBomb, 1)},
		{"bomb-hidden-layer", "gzip within gzip, declared as one", OK, "broken", 0, packed("gzip", nestedBomb, 1)},
		{"bomb-length", "says that it is 1 TB long", Large, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000000000000")
			_, _ = w.Write([]byte("<p>x</p>"))
		}},
		{"not-gzip", "says gzip and is not", Invalid, "broken", 0, packed("gzip", func() []byte { return []byte(pageHTML(1, "")) }, 1)},
		{"odd-encoding", "an encoding that was not asked for", Invalid, "broken", 0, packed("compress", func() []byte { return []byte("\x1f\x9d") }, 1)},
		{"cut-gzip", "gzip that breaks off", Broken, "broken", 0, packed("gzip", func() []byte { b := asGzip(); return b[:len(b)/2] }, 1)},
		{"many-cookies", "3,000 cookies", Broken, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			for i := range 3000 {
				w.Header().Add("Set-Cookie", "c"+itoa(i)+"=0123456789012345678901234567890")
			}
		}},
		{"some-cookies", "100 cookies, which are not kept", OK, "ok", 1, func(s *Server, w http.ResponseWriter, r *http.Request) {
			for i := range 100 {
				w.Header().Add("Set-Cookie", "c"+itoa(i)+"=1")
			}
			if r.Header.Get("Cookie") != "" {
				w.WriteHeader(http.StatusTeapot)
				return
			}
			fixed("text/html", pageHTML(1, ""))(s, w, r)
		}},
	}
}
