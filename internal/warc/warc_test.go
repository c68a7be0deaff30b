package warc_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/warc"
)

// block is the HTTP answer of record i.
func block(i int) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><title>Report %d</title><p>The quay of Osterby, number %d, was closed on Monday after %d boats broke loose.</p></html>", i, i, 100+i)
}

func digestOf(b string) string {
	s := sha1.Sum([]byte(b))
	return "sha1:" + base32.StdEncoding.EncodeToString(s[:])
}

func uri(i int) string { return fmt.Sprintf("https://example.org/%d", i) }

// record writes a record as archives have it.
func record(i int, digest bool) string {
	b := block(i)
	h := fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-03-01T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n", uri(i), len(b))
	if digest {
		h += "WARC-Block-Digest: " + digestOf(b) + "\r\n"
	}
	return h + "\r\n" + b + "\r\n\r\n"
}

func pack(t testing.TB, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packed is an archive of n records, one gzip member each, and where each ends.
func packed(t testing.TB, n int) (b []byte, ends []int) {
	for i := range n {
		b = append(b, pack(t, record(i, false))...)
		ends = append(ends, len(b))
	}
	return b, ends
}

// read returns the blocks by address, the losses, and the error that ended it.
func read(t testing.TB, b []byte) (blocks map[string]string, losses []string, err error) {
	t.Helper()
	blocks = map[string]string{}
	r := warc.NewReader(bytes.NewReader(b), 0)
	for range 10_000 {
		rec, err := r.Next()
		var loss *warc.Loss
		switch {
		case err == io.EOF:
			return blocks, losses, nil
		case errors.As(err, &loss):
			losses = append(losses, loss.Error())
		case err != nil:
			return blocks, losses, err
		default:
			blocks[rec.URI()] = string(rec.Block)
		}
	}
	t.Fatal("it does not end")
	return
}

// changed returns a block that is none of those that were written.
func changed(blocks map[string]string) string {
	for u, b := range blocks {
		known := false
		for i := range 20 {
			known = known || u == uri(i) && b == block(i)
		}
		if !known {
			return u + ": " + b
		}
	}
	return ""
}

func TestForms(t *testing.T) {
	var plain, single string
	for i := range 20 {
		plain += record(i, true)
		single += record(i, i%2 == 0)
	}
	members, _ := packed(t, 20)
	for name, b := range map[string][]byte{"plain": []byte(plain), "one member": pack(t, single), "a member each": members} {
		blocks, losses, err := read(t, b)
		if len(blocks) != 20 || changed(blocks) != "" || len(losses) > 0 || err != nil {
			t.Errorf("%s: %d records, %q changed, lost %v, %v", name, len(blocks), changed(blocks), losses, err)
		}
	}
}

// TestTruncation cuts an archive at every byte: what came whole before is kept,
// and a cut that is not between two records is reported.
func TestTruncation(t *testing.T) {
	b, ends := packed(t, 20)
	silent := 0
	for n := range len(b) {
		whole, between := 0, n == 0
		for _, e := range ends {
			if e <= n {
				whole++
			}
			between = between || e == n
		}
		blocks, losses, err := read(t, b[:n])
		if len(blocks) != whole || changed(blocks) != "" {
			t.Fatalf("cut at %d: %d records, want %d, changed: %q", n, len(blocks), whole, changed(blocks))
		}
		if len(losses) == 0 && err == nil {
			silent++
			if !between {
				t.Fatalf("cut at %d: nothing is said of it", n)
			}
		}
		if len(losses) > 1 {
			t.Fatalf("cut at %d: one cut, %d losses: %v", n, len(losses), losses)
		}
	}
	t.Logf("%d cuts; %d between two records, which only the size of the archive shows", len(b), silent)
}

// TestBitFlips turns 10,000 bits round, one at a time: no text is another, and
// each record that is missing is listed.
func TestBitFlips(t *testing.T) {
	b, ends := packed(t, 20)
	rng := rand.New(rand.NewPCG(3, 7))
	start, unharmed := time.Now(), 0
	for range 10_000 {
		at := rng.IntN(8 * len(b))
		flipped := bytes.Clone(b)
		flipped[at/8] ^= 1 << (at % 8)
		blocks, losses, err := read(t, flipped)
		if err != nil && at/8 >= 3 {
			t.Fatalf("bit %d: %v", at, err)
		}
		if err != nil {
			continue // the first three bytes say what the file is
		}
		if c := changed(blocks); c != "" {
			t.Fatalf("bit %d changes %q in silence", at, c)
		}
		if len(blocks) < 19 {
			t.Fatalf("bit %d of one record loses %d: %v", at, 20-len(blocks), losses)
		}
		if len(blocks)+len(losses) < 20 {
			t.Fatalf("bit %d: a record is missing and none is listed", at)
		}
		if len(blocks) == 20 {
			unharmed++
		}
	}
	t.Logf("10,000 flips in %d records of %d bytes, %d unharmed (header of gzip), %v", len(ends), len(b), unharmed, time.Since(start).Round(time.Millisecond))
}

// TestFlipsOfPlain does the same to an archive that is not packed, whose
// records have digests.
func TestFlipsOfPlain(t *testing.T) {
	var b []byte
	for i := range 20 {
		b = append(b, record(i, true)...)
	}
	rng := rand.New(rand.NewPCG(5, 7))
	for range 2000 {
		at := rng.IntN(8 * len(b))
		flipped := bytes.Clone(b)
		flipped[at/8] ^= 1 << (at % 8)
		blocks, losses, _ := read(t, flipped)
		for u, block := range blocks {
			if !strings.Contains(string(b), block) {
				t.Fatalf("bit %d changes %s in silence: %q", at, u, block)
			}
		}
		if at/8 > 20 && (len(blocks) < 18 || len(blocks)+len(losses) < 20 && strings.Count(string(flipped), "WARC-Target-URI") == 20 && len(blocks) < 19) {
			t.Fatalf("bit %d: %d records, lost %v", at, len(blocks), losses)
		}
	}
}

// TestSingleMember damages an archive packed as one: what was given out before
// is right or said to be doubtful.
func TestSingleMember(t *testing.T) {
	var single string
	for i := range 20 {
		single += record(i, i%2 == 0)
	}
	b := pack(t, single)
	flipped := bytes.Clone(b)
	flipped[len(b)-6] ^= 1 // the checksum
	blocks, losses, err := read(t, flipped)
	if err != nil || len(blocks) < 19 || len(losses) != 1 || !strings.Contains(losses[0], "have no digest, and may have changed") {
		t.Errorf("%d records, %v, %v", len(blocks), losses, err)
	}
}

func TestDamage(t *testing.T) {
	good := record(1, true)
	for _, tt := range []struct {
		name, archive string
		want          []string // addresses
		losses        int
		err           string
	}{
		{name: "empty", err: "empty file"},
		{name: "something else", archive: "<html>", err: "does not begin as a WARC archive"},
		{name: "too long", archive: strings.Replace(record(0, false), "Content-Length: ", "Content-Length: 1", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "too short", archive: strings.Replace(record(0, false), "Content-Length: 1", "Content-Length: ", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "no length", archive: strings.Replace(record(0, false), "Content-Length", "Content-Size", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "huge", archive: strings.Replace(record(0, false), "Content-Length: ", "Content-Length: 99999999", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "negative", archive: strings.Replace(record(0, false), "Content-Length: ", "Content-Length: -", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "digest", archive: strings.Replace(record(0, true), "boats", "goats", 1) + good, want: []string{uri(1)}, losses: 1},
		{name: "unknown digest", archive: strings.Replace(record(1, true), "sha1:", "md9:", 1), want: []string{uri(1)}},
		{name: "archive in a page", archive: strings.Replace(record(0, false), "HTTP/1.1 200", "WARC/1.0 200", 1) + good, want: []string{uri(0), uri(1)}},
		{name: "endless header", archive: good + "WARC/1.0\r\nX: " + strings.Repeat("x", 1<<20), want: []string{uri(1)}, losses: 1},
		{name: "folded header", archive: strings.Replace(good, "WARC-Date: ", "WARC-Date:\r\n ", 1), want: []string{uri(1)}},
		{name: "blank lines", archive: good + "\r\n\r\n\r\n" + record(2, true), want: []string{uri(1), uri(2)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			blocks, losses, err := read(t, []byte(tt.archive))
			got := []string{}
			for i := range 20 {
				if _, ok := blocks[uri(i)]; ok {
					got = append(got, uri(i))
				}
			}
			if tt.want == nil {
				tt.want = []string{}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(losses) != tt.losses {
				t.Errorf("records: %s\nlosses: %v", diff, losses)
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

// TestResume goes on at the offset of each record.
func TestResume(t *testing.T) {
	b, _ := packed(t, 20)
	r := warc.NewReader(bytes.NewReader(b), 0)
	for i := range 20 {
		rec, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		again, err := warc.NewReader(bytes.NewReader(b[rec.Offset:]), rec.Offset).Next()
		if err != nil || again.URI() != uri(i) || again.Offset != rec.Offset || !again.Proven {
			t.Errorf("record %d at %d: %v, %v", i, rec.Offset, again, err)
		}
	}
}

// TestBomb stops at a record that unpacks to far more than it is.
func TestBomb(t *testing.T) {
	b := pack(t, "WARC/1.0\r\nContent-Length: 15000000\r\n\r\n"+strings.Repeat("x", 15_000_000))
	after, _ := packed(t, 3)
	blocks, losses, err := read(t, append(b, after...))
	if len(blocks) != 3 || len(losses) != 1 || err != nil || !strings.Contains(losses[0], "200 times its size") {
		t.Errorf("%d records, %v, %v", len(blocks), losses, err)
	}
}

func TestPages(t *testing.T) {
	chunks := "5\r\n<p>Fi\r\n8\r\nve</p>\r\n\r\n0\r\n\r\n"
	for _, tt := range []struct{ name, kind, contentType, block, want, fails string }{
		{"answer", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>", "<p>x</p>", ""},
		{"chunked", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, "<p>Five</p>\r\n", ""},
		{"said to be chunked", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n<p>x</p>", "<p>x</p>", ""},
		{"packed", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + string(pack(t, "<p>x</p>")), "<p>x</p>", ""},
		{"said to be packed", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n<p>x</p>", "<p>x</p>", ""},
		{"packed and damaged", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + string(pack(t, "<p>x</p>")[:20]), "", "damaged"},
		{"unknown packing", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: rot13\r\n\r\nx", "", "rot13"},
		{"resource", "resource", "text/html; charset=latin1", "<p>x</p>", "<p>x</p>", ""},
		{"text", "conversion", "text/plain", "x", "x", ""},
		{"gone", "response", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x</p>", "", ""},
		{"picture", "response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<p>x</p>", "", ""},
		{"request", "request", "application/http", "GET / HTTP/1.1\r\n\r\n", "", ""},
		{"revisit", "revisit", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "", ""},
		{"no answer", "response", "application/http", "hello", "", "no HTTP answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <https://example.org/>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", tt.kind, tt.contentType, len(tt.block), tt.block)
			rec, err := warc.NewReader(strings.NewReader(b), 0).Next()
			if err != nil {
				t.Fatal(err)
			}
			p, err := rec.Page()
			if tt.fails != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fails) {
					t.Errorf("error %v, want %q", err, tt.fails)
				}
				return
			}
			got := ""
			if p != nil {
				got = string(p.Body)
				if p.URL != "https://example.org/" {
					t.Errorf("address %q", p.URL)
				}
			}
			if err != nil || got != tt.want {
				t.Errorf("%q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func FuzzReader(f *testing.F) {
	b, _ := packed(f, 2)
	f.Add(b)
	f.Add([]byte(record(1, true) + record(2, false)))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := warc.NewReader(bytes.NewReader(b), 0)
		for range len(b) + 2 {
			rec, err := r.Next()
			var loss *warc.Loss
			if err != nil && !errors.As(err, &loss) {
				return
			}
			if rec != nil {
				_, _ = rec.Page() // must not panic
			}
		}
		t.Errorf("more records than bytes")
	})
}
