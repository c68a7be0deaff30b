package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/bundle"
)

// sample is a bundle of three invented documents.
func sample() *bundle.Bundle {
	r := &wiredesk.Result{Run: wiredesk.Run{Version: "1", ConfigSHA256: "c", InputsSHA256: "i", OutputSHA256: "o", Writer: "rules"}}
	for _, t := range []string{"The mill at Osk burned down.", "", "Drei Dächer fehlen.\n\nNiemand kam zu Schaden."} {
		d := &wiredesk.Document{Title: t, Text: t}
		d.Seal()
		r.Documents = append(r.Documents, d)
	}
	return bundle.New(r, []byte("{}\n"), []bundle.Model{{Name: "m", Version: 2, Files: []bundle.ModelFile{{Name: "a.bin", SHA256: "f"}}}})
}

func written(t testing.TB, b *bundle.Bundle) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRoundTrip(t *testing.T) {
	data := written(t, sample())
	got, problems, err := bundle.Read(data)
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	if diff := cmp.Diff(sample(), got); diff != "" {
		t.Errorf("mismatch (-written +read):\n%s", diff)
	}
	if !bytes.Equal(data, written(t, got)) {
		t.Error("what was read is written otherwise")
	}
}

// TestBytes holds the layout of the zip, which must not change with the Go
// version: bundles are compared with what is written now.
func TestBytes(t *testing.T) {
	const want = "da86e9c4d42d849a8d5159de6679af3b761816f402f51c9b3e311ef500c49743"
	if got := wiredesk.Hash(string(written(t, sample()))); got != want {
		t.Errorf("the bundle of the same content has hash %s, had %s", got, want)
	}
}

// TestOthersRead wants the bundle to be a zip for others too.
func TestOthersRead(t *testing.T) {
	data := written(t, sample())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	want := []string{"manifest.json", "brief.json", "documents/00001.txt", "documents/00002.txt", "documents/00003.txt", "SHA256SUMS"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

// TestEveryByte changes one byte at each place in three ways, and
// cuts the file there: nothing but the file as it was is taken.
func TestEveryByte(t *testing.T) {
	data := written(t, sample())
	for i := range data {
		for _, x := range []byte{1, 0x80, 0xff} {
			bad := bytes.Clone(data)
			bad[i] ^= x
			if b, _, err := bundle.Read(bad); b != nil && err == nil {
				t.Fatalf("byte %d of %d changed by %#x, and it is taken", i, len(data), x)
			}
		}
		if b, _, err := bundle.Read(data[:i]); b != nil && err == nil {
			t.Fatalf("cut at byte %d of %d, and it is taken", i, len(data))
		}
	}
}

// TestNamed changes each member, first alone, then with its checksum, and wants
// its name in the reason.
func TestNamed(t *testing.T) {
	data := written(t, sample())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for k, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		if f.UncompressedSize64 == 0 {
			continue
		}
		bad := bytes.Clone(data)
		bad[at] ^= 1
		names(t, f.Name, bad)
		members := read(t, data)
		members[k].data[0] ^= 1
		names(t, f.Name, packed(t, members, nil))
	}
	for k := range read(t, data)[:5] {
		members := read(t, data)
		members[k].data = append(members[k].data, ' ')
		names(t, members[k].name, packed(t, members, nil))
	}
}

func names(t *testing.T, name string, data []byte) {
	t.Helper()
	_, problems, err := bundle.Read(data)
	if err != nil || len(problems) == 0 || !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, name) }) {
		t.Errorf("%s was changed: problems %q, %v", name, problems, err)
	}
}

type member struct {
	name string
	data []byte
}

func read(t *testing.T, data []byte) []member {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []member
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, member{f.Name, b})
	}
	return out
}

// packed writes members as Go's zip writer does, with headers changed by f; or,
// without f, exactly as a bundle is laid out.
func packed(t *testing.T, members []member, f func(i int, h *zip.FileHeader)) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Store}
		if f != nil {
			f(i, h)
			w, err := z.CreateHeader(h)
			if err == nil {
				_, err = w.Write(m.data)
			}
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = crc32.ChecksumIEEE(m.data), uint64(len(m.data)), uint64(len(m.data))
		//lint:ignore SA1019 as bundles have it
		h.ModifiedDate = 33
		w, err := z.CreateRaw(h)
		if err == nil {
			_, err = w.Write(m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestHostile refuses zips that were made to harm whoever takes them apart.
func TestHostile(t *testing.T) {
	good := written(t, sample())
	members := func() []member { return read(t, good) }
	with := func(i int, m member) []byte { return packed(t, slices.Insert(members(), i, m), nil) }
	bomb := func() []byte {
		m := members()
		m[2].data = make([]byte, 64<<20)
		return packed(t, m, func(_ int, h *zip.FileHeader) { h.Method = zip.Deflate })
	}
	announced := func(size uint32) []byte {
		b := bytes.Clone(good)
		binary.LittleEndian.PutUint32(b[18:], size)
		return b
	}
	for name, data := range map[string][]byte{
		"bomb":               bomb(),
		"announced":          announced(1<<32 - 1),
		"announced a little": announced(uint32(len(members()[0].data)) + 1),
		"parent":             with(2, member{"../../etc/cron.d/x", []byte("x")}),
		"absolute":           with(2, member{"/etc/passwd", []byte("x")}),
		"windows":            with(2, member{`C:\x`, []byte("x")}),
		"folder":             with(2, member{"documents/", nil}),
		"twice":              with(3, member{"documents/00001.txt", []byte("x")}),
		"case":               with(3, member{"DOCUMENTS/00001.TXT", []byte("x")}),
		"NUL":                with(3, member{"documents/00001.txt\x00.exe", []byte("x")}),
		"number":             with(3, member{"documents/00009.txt", []byte("x")}),
		"long name":          with(2, member{strings.Repeat("a", 60000), nil}),
		"after the sums":     with(6, member{"documents/00004.txt", []byte("x")}),
		"second sums":        with(6, member{"SHA256SUMS", []byte("x")}),
		"no documents' sums": packed(t, members()[:5], nil),
		"sums first":         with(0, member{"SHA256SUMS", nil}),
		"nothing":            packed(t, nil, nil),
		"link":               packed(t, members(), func(_ int, h *zip.FileHeader) { h.SetMode(0o777 | 1<<27) }),
		"comment":            packed(t, members(), func(_ int, h *zip.FileHeader) { h.Comment = "x" }),
		"extra":              packed(t, members(), func(_ int, h *zip.FileHeader) { h.Extra = []byte("xx\x00\x00") }),
		"streamed":           packed(t, members(), func(int, *zip.FileHeader) {}),
		"prefix":             append([]byte("PK#!/bin/sh\n"), good...),
		"tail":               append(bytes.Clone(good), "tail"...),
		"two zips":           append(bytes.Clone(good), good...),
		"directory alone":    good[bytes.Index(good, []byte("PK\x01\x02")):],
	} {
		t.Run(name, func(t *testing.T) {
			var b *bundle.Bundle
			var err error
			n := testing.AllocsPerRun(1, func() { b, _, err = bundle.Read(data) })
			if b != nil || !errors.Is(err, wiredesk.ErrInvalid) || n > 1000 {
				t.Errorf("%v, with %v allocations", err, n)
			}
		})
	}
	many := make([]member, wiredesk.MaxMembers)
	for i := range many {
		many[i] = member{fmt.Sprintf("documents/%05d.txt", i+1), nil}
	}
	_, _, err := bundle.Read(packed(t, append(members()[:2], many...), nil))
	if !errors.Is(err, wiredesk.ErrTooLarge) {
		t.Errorf("%d members: %v", len(many)+2, err)
	}
}

// TestTooMany does not write what would not be read.
func TestTooMany(t *testing.T) {
	b := sample()
	b.Texts = make([]string, wiredesk.MaxMembers)
	if err := b.Write(io.Discard); !errors.Is(err, wiredesk.ErrTooLarge) {
		t.Errorf("%d documents: %v", len(b.Texts), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, sample()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems, err := bundle.Read(data)
		if b != nil && (err != nil || problems != nil) {
			t.Fatal("a bundle with faults is handed out")
		}
		if b != nil && !bytes.Equal(written(t, b), data) {
			t.Fatal("two files hold the same bundle")
		}
	})
}
