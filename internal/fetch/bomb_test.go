//go:build linux && !race

package fetch_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// A bomb is an answer that is small on the line and large in memory, or says
// that it is.
type bomb struct {
	name, encoding string
	body           []byte
	header         http.Header // besides
	want           string
}

// packers are the encodings that are read.
func packers() map[string]func(io.Writer) io.WriteCloser {
	return map[string]func(io.Writer) io.WriteCloser{
		"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":      func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) },
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"zstd":    func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }, // it fails for odd options only
	}
}

// packed packs n bytes of unit over and over, layers times over.
func packed(t *testing.T, pack func(io.Writer) io.WriteCloser, unit string, n, layers int) []byte {
	t.Helper()
	chunk := bytes.Repeat([]byte(unit), (1<<20)/len(unit))
	var b bytes.Buffer
	z := pack(&b)
	for range n / len(chunk) {
		if _, err := z.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if n < len(chunk) {
		if _, err := z.Write(chunk[:n]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if layers > 1 {
		var again bytes.Buffer
		z := pack(&again)
		_, _ = z.Write(b.Bytes())
		_ = z.Close()
		for range layers - 2 {
			next := bytes.Clone(again.Bytes())
			again.Reset()
			z := pack(&again)
			_, _ = z.Write(next)
			_ = z.Close()
		}
		return again.Bytes()
	}
	return b.Bytes()
}

// bombs lists them.
func bombs(t *testing.T) (out []bomb) {
	add := func(name, encoding string, body []byte, want string, header ...string) {
		h := http.Header{}
		for i := 0; i+1 < len(header); i += 2 {
			h.Add(header[i], header[i+1])
		}
		out = append(out, bomb{name, encoding, body, h, want})
	}
	all := packers()
	for _, e := range []string{"gzip", "br", "deflate", "zstd"} {
		pack := all[e]
		page := packed(t, pack, "<p>Rain fell.</p>", 50_000, 1)
		add("honest "+e, e, page, webtest.OK)
		add("zeros in "+e, e, packed(t, pack, "\x00", 64<<20, 1), webtest.Large)
		add("spaces in "+e, e, packed(t, pack, " ", 48<<20, 1), webtest.Large)
		add("markup in "+e, e, packed(t, pack, "<div>", 32<<20, 1), webtest.Large)
		add("a little beyond the ratio in "+e, e, packed(t, pack, "a", 4<<20, 1), webtest.Large)
		add("within the first mebibyte in "+e, e, packed(t, pack, "a", 1<<20, 1), webtest.OK)
		add("two layers of "+e+", one declared", e, packed(t, pack, " ", 16<<20, 2), webtest.OK)
		add("two layers of "+e+", declared", e+", "+e, packed(t, pack, " ", 16<<20, 2), webtest.Invalid)
		add("three layers of "+e+", declared thrice", e+","+e+" , "+e, packed(t, pack, " ", 16<<20, 3), webtest.Invalid)
		add(e+" that is a page", e, []byte("<html><p>Rain fell.</p>"), webtest.Invalid)
		add(e+" that breaks off", e, page[:len(page)/2], webtest.Broken)
		add(e+" in capitals", strings.ToUpper(e), page, webtest.OK)
		add("bombs of "+e+" one behind the other", e, bytes.Repeat(packed(t, pack, " ", 8<<20, 1), 8), webtest.Large)
	}
	raw := func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, flate.BestSpeed); return z }
	add("deflate without its head", "deflate", packed(t, raw, "<p>Rain.</p>", 50_000, 1), webtest.OK)
	add("zeros in deflate without its head", "deflate", packed(t, raw, "\x00", 64<<20, 1), webtest.Large)
	add("gzip with a name of 1 MiB", "gzip", append([]byte("\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03"), append(bytes.Repeat([]byte("n"), 1<<20), "\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)...), webtest.Invalid)
	add("gzip with a tail", "gzip", append(packed(t, all["gzip"], "a", 1000, 1), strings.Repeat("tail", 1000)...), webtest.Invalid)
	add("zstd with a window of 1 GiB", "zstd", []byte("\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00"), webtest.Invalid)
	add("zstd that says it is 1 TiB long", "zstd", []byte("\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00"), webtest.Invalid)
	add("gzip, then Brotli", "gzip, br", packed(t, all["gzip"], " ", 16<<20, 1), webtest.Invalid)
	add("gzip and nothing", "gzip, identity", packed(t, all["gzip"], "a", 1000, 1), webtest.OK)
	add("gzip on two lines", "gzip", packed(t, all["gzip"], "a", 1000, 1), webtest.Invalid, "Content-Encoding", "gzip")
	add("a hundred encodings", strings.Repeat("gzip,", 100), packed(t, all["gzip"], "a", 1000, 1), webtest.Invalid)
	add("text of 25 MiB", "", bytes.Repeat([]byte("Rain fell. "), 25<<20/11), webtest.Large)
	add("gzip of 11 MiB that does not unpack to much", "gzip", packed(t, func(w io.Writer) io.WriteCloser { z, _ := gzip.NewWriterLevel(w, 0); return z }, "a", 11<<20, 1), webtest.Large)
	return out
}

// TestManyBombs holds each answer that is made to fill the memory to a second of
// processor time and 64 MiB, all that is allocated on the way counted, what the
// server writes too. It is row 27 of the matrix of faults, with TestBombs.
func TestManyBombs(t *testing.T) {
	const most = 64 << 20
	all := bombs(t)
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(r.URL.Path[1:])
		b := all[i]
		w.Header().Set("Content-Type", "text/html")
		if b.encoding != "" {
			w.Header().Set("Content-Encoding", b.encoding)
		}
		for k, v := range b.header {
			w.Header()[k] = append(w.Header()[k], v...)
		}
		_, _ = w.Write(b.body)
	})})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
	for i, b := range all {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var err error
		used := costtest.CPU(func() {
			_, err = c.Fetch(t.Context(), fetch.Request{URL: fmt.Sprint(s.URL, "/", i), Max: wiredesk.MaxFeed})
		})
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		if got := outcome(err); got != b.want {
			t.Errorf("%s: %s (%v), want %s", b.name, got, err, b.want)
		}
		if used > time.Second || allocated > most {
			t.Errorf("%s: %v and %d MiB, at most 1 s and 64 MiB are wanted", b.name, used, allocated>>20)
		}
	}
	t.Logf("%d kinds", len(all))
}
