package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// A part is one member of a bundle.
type part struct {
	name string
	data []byte
}

func unzip(t *testing.T, b []byte) []part {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []part
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, part{f.Name, data})
	}
	return out
}

// rezip writes parts as a bundle is laid out, with true checksums; with sums,
// the list of hashes is made anew, as a forger would.
func rezip(t *testing.T, parts []part, sums bool) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	var list strings.Builder
	for i, p := range parts {
		if sums && i == len(parts)-1 {
			p.data = []byte(list.String())
		}
		fmt.Fprintf(&list, "%s  %s\n", wiredesk.Hash(string(p.data)), p.name)
		n := uint64(len(p.data))
		//lint:ignore SA1019 as bundles have it
		w, err := z.CreateRaw(&zip.FileHeader{Name: p.name, CRC32: crc32.ChecksumIEEE(p.data), CompressedSize64: n, UncompressedSize64: n, ModifiedDate: 33})
		if err == nil {
			_, err = w.Write(p.data)
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

// TestBundleTampered changes each part of the demo's bundle as somebody would
// who knows the form: all checksums are made true again. What is left to find
// the change is named with it.
func TestBundleTampered(t *testing.T) {
	code, _, errs := call(stdoutOf(t, "demo", "--reports"), "bundle", "-o", t.TempDir()+"/b.zip", "-")
	if code != exitOK || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	code, whole, _ := call(stdoutOf(t, "demo", "--reports"), "bundle", "-o", "-", "-")
	if code != exitOK {
		t.Fatalf("exit %d", code)
	}
	parts := func() []part { return unzip(t, []byte(whole)) }
	if again := rezip(t, parts(), true); string(again) != whole {
		t.Fatal("the test lays a bundle out otherwise")
	}
	wanted := func(what, pattern string, data []byte) {
		t.Helper()
		code, out, errs := call(data, "verify", "-")
		if code == exitOK || !regexp.MustCompile(pattern).MatchString(out+errs) {
			t.Errorf("%s: exit %d, %.300s %.300s; want a failure like %q", what, code, out, errs, pattern)
		}
	}
	// Every part, with and without a new list of hashes.
	for i, p := range parts() {
		changed := parts()
		d := changed[i].data
		changed[i].data = append(d[:len(d)-1:len(d)-1], d[len(d)-1]^1)
		wanted(p.name, regexp.QuoteMeta(p.name), rezip(t, changed, false))
		if p.name != "SHA256SUMS" {
			wanted(p.name+" with sums", regexp.QuoteMeta(p.name)+"|manifest.json", rezip(t, changed, true))
		}
		lost := append(parts()[:i:i], parts()[i+1:]...)
		wanted("without "+p.name, `manifest\.json|brief\.json|documents/|SHA256SUMS`, rezip(t, lost, i < len(parts())-1))
	}
	// The run, in the manifest alone.
	for _, field := range []string{"version", "config_sha256", "inputs_sha256", "output_sha256", "writer"} {
		changed := parts()
		changed[0].data = regexp.MustCompile(`"`+field+`": "`).ReplaceAll(changed[0].data, []byte(`$0 `))
		wanted(field, `manifest\.json: its run`, rezip(t, changed, true))
	}
	// A document, with every hash of it that stands outside the brief's record.
	edit := func(f func(r *wiredesk.Result, texts []part)) []byte {
		changed := parts()
		var r wiredesk.Result
		if err := json.Unmarshal(changed[1].data, &r); err != nil {
			t.Fatal(err)
		}
		texts := changed[2 : len(changed)-1]
		f(&r, texts)
		b, err := json.Marshal(&r)
		if err != nil {
			t.Fatal(err)
		}
		changed[1].data = append(b, '\n')
		var m map[string]json.RawMessage
		if err := json.Unmarshal(changed[0].data, &m); err != nil {
			t.Fatal(err)
		}
		changed[0].data = manifest(t, &r, m["models"], texts)
		return rezip(t, changed, true)
	}
	retext := func(r *wiredesk.Result, texts []part, i int, text string) {
		texts[i].data = []byte(text)
		r.Documents[i].Bytes, r.Documents[i].SHA256 = len(text), wiredesk.Hash(text)
	}
	wanted("a document, its hashes with it", `brief\.json: its documents are not those`, edit(func(r *wiredesk.Result, texts []part) {
		retext(r, texts, 0, strings.Replace(string(texts[0].data), "e", "a", 1))
	}))
	wanted("a document's title", `brief\.json: its documents are not those`, edit(func(r *wiredesk.Result, _ []part) { r.Documents[3].Title += "!" }))
	wanted("a count", `output: the brief was changed`, edit(func(r *wiredesk.Result, _ []part) { r.Stories[0].Counts.Withheld++ }))
	// With the records of inputs and output forged too, the rules alone are left.
	forged := func(f func(r *wiredesk.Result, texts []part)) []byte {
		return edit(func(r *wiredesk.Result, texts []part) {
			f(r, texts)
			r.Run.InputsSHA256, r.Run.OutputSHA256 = pipeline.Inputs(r.Documents), pipeline.Output(r)
		})
	}
	wanted("a figure", `rebuild: `, forged(func(r *wiredesk.Result, _ []part) { changeFigure(r) }))
	wanted("a passage", `span-hash: |document: `, forged(func(r *wiredesk.Result, _ []part) { changePassage(r) }))
	wanted("all texts", `span|quote|document`, forged(func(r *wiredesk.Result, texts []part) {
		for i := range texts {
			retext(r, texts, i, strings.ReplaceAll(string(texts[i].data), "e", "a"))
		}
	}))
	if code, out, errs := call(forged(func(*wiredesk.Result, []part) {}), "verify", "-"); code != exitOK {
		t.Errorf("a brief that is whole, in another layout: exit %d, %s%s", code, out, errs)
	}
}

// manifest writes the manifest of a forged bundle as a true one is written.
func manifest(t *testing.T, r *wiredesk.Result, models json.RawMessage, texts []part) []byte {
	t.Helper()
	type input struct {
		ID     wiredesk.DocumentID `json:"id"`
		Member string              `json:"member"`
		Bytes  int                 `json:"bytes"`
		SHA256 string              `json:"sha256"`
	}
	v := struct {
		Bundle    int             `json:"bundle"`
		Run       wiredesk.Run    `json:"run"`
		Models    json.RawMessage `json:"models"`
		Documents []input         `json:"documents"`
	}{1, r.Run, models, nil}
	for i, p := range texts {
		v.Documents = append(v.Documents, input{r.Documents[i].ID, p.name, len(p.data), wiredesk.Hash(string(p.data))})
	}
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}
