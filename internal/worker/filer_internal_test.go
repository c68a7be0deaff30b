package worker

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
)

// stream returns n revisions of invented reports, with a silence of 40 days
// after half of them, so that stories are closed; with some that have no date, no word, or another text.
func stream(t *testing.T, n int) []store.Revision {
	t.Helper()
	r, err := selftest.NewReports(3)
	if err != nil {
		t.Fatal(err)
	}
	r.Weeks, r.PerDay = 8, 5000
	var out []store.Revision
	for d := range r.Documents(n) {
		i := len(out)
		if i > n/2 {
			d.Published.Time = d.Published.AddDate(0, 0, 40)
		}
		switch {
		case i%37 == 36:
			d.Published = wiredesk.Time{}
		case i%41 == 40:
			d = sample.Document(string(d.ID), "", "...", 0)
		}
		v := store.Revision{Seq: int64(i + 1), Report: int64(i + 1), Number: 1, Document: d, Received: d.Published.Time}
		if v.Received.IsZero() {
			v.Received = out[i-1].Received
		}
		if i%29 == 28 {
			v.Report, v.Number = out[i-20].Report, 2
		}
		out = append(out, v)
	}
	return out
}

// TestFilerKept: a filer that was kept and read again files as one that never
// stopped, wherever it is cut, and also where it had been before.
func TestFilerKept(t *testing.T) {
	list := stream(t, 1060)
	whole := newFiler()
	var want []store.Filing
	for b := range slices.Chunk(list, 265) {
		want = append(want, whole.file(b, nil))
	}
	f := newFiler()
	var got []store.Filing
	for b := range slices.Chunk(list, 265) {
		var kept bytes.Buffer
		if err := f.save(&kept, "store"); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(kept.Bytes())
		kept.Write(sum[:])
		again, content, err := load(bytes.NewReader(kept.Bytes()))
		if err != nil || content != "store" {
			t.Fatalf("load: %q, %v", content, err)
		}
		f = again
		got = append(got, f.file(b, nil))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("filings (-never stopped +kept):\n%.2000s", diff)
	}
	gone, closed := 0, 0
	for _, w := range want {
		gone += len(w.Gone)
	}
	for i := range whole.found {
		if _, open := whole.desk.Seed(whole.found[i].home); !open {
			closed++
		}
	}
	if gone == 0 || closed == 0 {
		t.Errorf("%d stories became part of others, %d reports are of closed ones: the test shows too little", gone, closed)
	}
}

// TestFilerDamaged: whatever is changed in what was kept, it is not used.
func TestFilerDamaged(t *testing.T) {
	f := newFiler()
	f.file(stream(t, 60), nil)
	var kept bytes.Buffer
	if err := f.save(&kept, ""); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(kept.Bytes())
	kept.Write(sum[:])
	for at := 0; at < kept.Len(); at += 1 + kept.Len()/150 {
		b := bytes.Clone(kept.Bytes())
		b[at] ^= 0x55
		if err := guarded(func() error { _, _, err := load(bytes.NewReader(b)); return err }); err == nil {
			t.Errorf("byte %d of %d was changed, and nobody noticed", at, len(b))
		}
		if err := guarded(func() error { _, _, err := load(bytes.NewReader(b[:at])); return err }); err == nil {
			t.Errorf("cut at byte %d of %d, and nobody noticed", at, len(b))
		}
	}
}

// TestFilerBatches: what is filed does not depend on where it is cut.
func TestFilerBatches(t *testing.T) {
	list := stream(t, 300)
	place := func(n int) map[int64]store.Placement {
		f, out := newFiler(), map[int64]store.Placement{}
		for b := range slices.Chunk(list, n) {
			for _, p := range f.file(b, nil).Placed {
				out[p.Report] = p
			}
		}
		return out
	}
	want := place(1)
	for _, n := range []int{7, 100, 300} {
		if diff := cmp.Diff(want, place(n)); diff != "" {
			t.Errorf("%d at a time (-one by one +so many):\n%.2000s", n, diff)
		}
	}
}

// TestAnalysisKept: an analysis comes back from the store as it was.
func TestAnalysisKept(t *testing.T) {
	p := sample.English(t)
	for _, v := range stream(t, 60)[:12] {
		want, err := p.Annotate(v.Document)
		if err != nil {
			t.Fatal(err)
		}
		b, err := encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(b, v.Document)
		if err != nil {
			t.Fatal(err)
		}
		again, err := encode(got)
		if err != nil || !bytes.Equal(b, again) {
			t.Errorf("%s: not the same the second time: %v", v.Document.ID, err)
		}
		if diff := cmp.Diff(want.Entities, got.Entities); diff != "" {
			t.Errorf("entities (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.Quotations, got.Quotations); diff != "" {
			t.Errorf("quotations (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.Figures, got.Figures); diff != "" {
			t.Errorf("figures (-want +got):\n%s", diff)
		}
	}
}

// TestFilerFuture: a report that is dated in the future closes no story and
// keeps no copy from being found.
func TestFilerFuture(t *testing.T) {
	r, err := selftest.NewReports(3)
	if err != nil {
		t.Fatal(err)
	}
	r.Weeks, r.PerDay = 1, 5000
	var list []store.Revision
	for d := range r.Documents(600) {
		list = append(list, store.Revision{Seq: int64(len(list) + 1), Report: int64(len(list) + 1), Number: 1, Document: d, Received: d.Published.Time})
	}
	homes := func() (out []int) {
		f := newFiler()
		f.file(list, nil)
		for _, x := range f.found {
			out = append(out, x.home)
		}
		return out
	}
	want := homes()
	late := *list[511].Document // with which the desk looks for what is silent
	late.Published.Time = late.Published.AddDate(70, 0, 0)
	list[511].Document = &late
	got := homes()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("homes (-dated right +in the future):\n%s", diff)
	}
}
