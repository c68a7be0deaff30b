package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func testPut(t *testing.T, s Store) {
	for _, tt := range []struct {
		name string
		doc  *wiredesk.Document
		want store.Receipt
	}{
		{"new", document("a", "https://halm.example/1", "Bridge", "It fell."), store.Receipt{Document: "a", Revision: 1, Outcome: store.Added}},
		{"again", document("a", "https://halm.example/1", "Bridge", "It fell."), store.Receipt{Document: "a", Revision: 1, Outcome: store.Known}},
		{"another text", document("a", "https://halm.example/1", "Bridge", "It stood."), store.Receipt{Document: "a", Revision: 2, Outcome: store.Revised}},
		{"another title", document("a", "", "The bridge", "It stood."), store.Receipt{Document: "a", Revision: 3, Outcome: store.Revised}},
		{"the first once more", document("a", "https://halm.example/1", "Bridge", "It fell."), store.Receipt{Document: "a", Revision: 1, Outcome: store.Known}},
		{"by its address, another text", document("", "http://HALM.example:80/1?utm_source=feed#top", "Bridge", "It sways."), store.Receipt{Document: "a", Revision: 4, Outcome: store.Revised}},
		{"another query, another report", document("b", "https://halm.example/1?page=2", "Bridge", "It fell."), store.Receipt{Document: "b", Revision: 1, Outcome: store.Added}},
		{"the front of a site is no address", document("c", "https://halm.example/", "One", "One."), store.Receipt{Document: "c", Revision: 1, Outcome: store.Added}},
		{"nor of another report", document("d", "https://halm.example/", "Two", "Two."), store.Receipt{Document: "d", Revision: 1, Outcome: store.Added}},
	} {
		if diff := cmp.Diff([]store.Receipt{tt.want}, put(t, s, tt.doc)); diff != "" {
			t.Errorf("%s: receipt (-want +got):\n%s", tt.name, diff)
		}
	}
	v, err := s.Report(t.Context(), "a")
	if err != nil || v.Number != 4 || v.Document.Text != "It sways." || v.Document.ID != "a" {
		t.Errorf("Report: %+v, %v", v, err)
	}
	all, err := s.History(t.Context(), "a")
	if err != nil || len(all) != 4 || all[0].Document.Text != "It fell." {
		t.Errorf("History: %d revisions, %v", len(all), err)
	}
}

// testWithdrawn: a report that is taken back keeps its text, is so once, and
// until its outlet has it again or it has another text; a line of an export says
// so of the revision that it is alone.
func testWithdrawn(t *testing.T, s Store) {
	at := func(minute int) wiredesk.Time {
		return wiredesk.Time{Time: time.Date(2026, 10, 5, 13, minute, 0, 0, time.UTC)}
	}
	doc := func(text string, back wiredesk.Time) *wiredesk.Document {
		d := document("a", "https://halm.example/1", "Bridge", text)
		d.Withdrawn = back
		return d
	}
	none := doc("", at(0))
	none.ID, none.URL = "nobody", ""
	stands := wiredesk.Time{}
	for _, tt := range []struct {
		name string
		in   store.Incoming
		want store.Receipt
	}{
		{"nothing is there", store.Incoming{Document: none}, store.Receipt{Document: "nobody", Outcome: store.Known}},
		{"new", store.Incoming{Document: doc("It fell.", stands)}, store.Receipt{Document: "a", Revision: 1, Outcome: store.Added}},
		{"it stands", store.Incoming{Document: doc("It fell.", stands), Stands: true}, store.Receipt{Document: "a", Revision: 1, Outcome: store.Known}},
		{"taken back, with another text", store.Incoming{Document: doc("Gone.", at(1))}, store.Receipt{Document: "a", Revision: 2, Outcome: store.Revised}},
		{"once more", store.Incoming{Document: doc("", at(2))}, store.Receipt{Document: "a", Revision: 2, Outcome: store.Known}},
		{"handed in again", store.Incoming{Document: doc("It fell.", stands)}, store.Receipt{Document: "a", Revision: 1, Outcome: store.Known}},
		{"a line of an export that is there", store.Incoming{Document: doc("It fell.", stands), Stands: true, Number: 1}, store.Receipt{Document: "a", Revision: 1, Outcome: store.Known}},
		{"its outlet has it", store.Incoming{Document: doc("It fell.", stands), Stands: true}, store.Receipt{Document: "a", Revision: 3, Outcome: store.Revised}},
		{"a line that took it back", store.Incoming{Document: doc("It fell.", at(1)), Number: 2}, store.Receipt{Document: "a", Revision: 3, Outcome: store.Known}},
		{"taken back", store.Incoming{Document: doc("", at(3))}, store.Receipt{Document: "a", Revision: 4, Outcome: store.Revised}},
		{"another text", store.Incoming{Document: doc("It stood.", stands)}, store.Receipt{Document: "a", Revision: 5, Outcome: store.Revised}},
	} {
		tt.in.Received = came()
		got, err := s.Put(t.Context(), []store.Incoming{tt.in})
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff([]store.Receipt{tt.want}, got); diff != "" {
			t.Errorf("%s: receipt (-want +got):\n%s", tt.name, diff)
		}
	}
	all, err := s.History(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range all {
		got = append(got, v.Document.Text+" "+v.Document.Withdrawn.String())
	}
	want := []string{"It fell. ", "It fell. 2026-10-05T13:01:00Z", "It fell. ", "It fell. 2026-10-05T13:03:00Z", "It stood. "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("History (-want +got):\n%s", diff)
	}
}

func testPutRefuses(t *testing.T, s Store) {
	loose := document("b", "", "", "Text.")
	loose.Text = "Another text."
	for name, bad := range map[string]*wiredesk.Document{
		"not sealed": loose,
		"no id":      {Text: "Text.", SHA256: wiredesk.Hash("Text.")},
		"not UTF-8":  document("c", "", "", "a\xffb"),
	} {
		_, err := s.Put(t.Context(), []store.Incoming{{Document: document("a", "", "", "Text.")}, {Document: bad}})
		if !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list, err := s.Revisions(t.Context(), 0, 10); err != nil || len(list) != 0 {
		t.Errorf("something of a refused call is there: %d, %v", len(list), err)
	}
}

// testPutAtOnce has the same reports handed in from several sides while
// others read: each is there once.
func testPutAtOnce(t *testing.T, s Store) {
	const n, sides = 40, 6
	var wg sync.WaitGroup
	added := make([]int, sides)
	for side := range sides {
		wg.Go(func() {
			for i := range n {
				got, err := s.Put(context.Background(), []store.Incoming{{Document: document(fmt.Sprint(i), "", "", fmt.Sprintf("Report %d.", i)), Received: came()}})
				if err != nil {
					t.Error(err)
					return
				}
				if got[0].Outcome == store.Added {
					added[side]++
				}
				v, err := s.Report(context.Background(), got[0].Document)
				if err != nil || v.Number != 1 {
					t.Errorf("acknowledged, and not there: %+v, %v", v, err)
				}
			}
		})
	}
	wg.Wait()
	sum := 0
	for _, a := range added {
		sum += a
	}
	st, err := s.Stats(t.Context())
	if err != nil || sum != n || st.Reports != n || st.Revisions != n {
		t.Errorf("%d were added, %d reports and %d revisions are there, want %d; %v", sum, st.Reports, st.Revisions, n, err)
	}
}

// hostile are texts that have broken programs before.
func hostile() []string {
	return []string{
		"'; DROP TABLE report; --", `"quoted" AND NEAR(a b)`, "a\x00b", "\u202egnp.exe\u202c", "e\u0301 is \u00e9", "😀👩‍👩‍👧 and 中文, العربية",
		"%s %d ?1 :a $x @y", "<script>alert(1)</script>", strings.Repeat("long ", wiredesk.MaxText/5), "\\\\host\\share", "{{.}} ${x} `id`", " ",
	}
}

func testHostile(t *testing.T, s Store) {
	for i, text := range hostile() {
		title := text[:min(len(text), 12)]
		if strings.ToValidUTF8(title, "") != title {
			title = ""
		}
		d := document(fmt.Sprintf("%d %.10s", i, strings.ToValidUTF8(text[:min(len(text), 8)], "")), "https://x.example/"+fmt.Sprint(i), title, text)
		d.Authors = []string{title, "'"}
		put(t, s, d)
		v, err := s.Report(t.Context(), d.ID)
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(d, v.Document); diff != "" {
			t.Errorf("%.20q (-in +out):\n%.500s", text, diff)
		}
	}
	list, err := s.Revisions(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filing{Through: int64(len(list)), Texts: list}
	for _, v := range list {
		f.Placed = append(f.Placed, store.Placement{Report: v.Report, Unfiled: v.Document.Title})
	}
	if err := s.File(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if out, err := s.Unfiled(t.Context()); err != nil || len(out) != len(list) || out[0].Reason != list[0].Document.Title {
		t.Errorf("Unfiled: %d, %v", len(out), err)
	}
}

func testFields(t *testing.T, s Store) {
	d := document("a", "https://halm.example/1", "Bridge", "Bridge\n\nIt fell.")
	d.TitleSpan = wiredesk.Span{End: 6}
	d.Authors = []string{"Ada Quill", "Staff"}
	d.Published = wiredesk.Time{Time: time.Date(2026, 3, 1, 23, 30, 0, 0, time.FixedZone("", 5*3600+1800))}
	raw := []byte("<html>\x00\xff" + strings.Repeat("bytes ", 1000))
	header := map[string]string{"Content-Type": "text/html", "ETag": `"x"`}
	for _, in := range [][]store.Incoming{
		{{Document: d, Raw: raw, Header: header, Received: came()}},
		{{Document: document("b", "", "", "The same bytes."), Raw: raw, Received: came()}},
		{{Document: document("c", "", "", "No bytes."), Received: came()}},
	} {
		if _, err := s.Put(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.Report(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, v.Document); diff != "" {
		t.Errorf("document (-in +out):\n%s", diff)
	}
	if v.Document.Published.String() != "2026-03-01T23:30:00+05:30" || !v.Received.Equal(came()) || !cmp.Equal(v.Header, header) || v.Begins != wiredesk.BegunBy(d) {
		t.Errorf("revision: %+v", v)
	}
	got, err := s.Raw(t.Context(), v.RawHash)
	if err != nil || !cmp.Equal(got, raw) {
		t.Errorf("Raw: %d bytes, %v", len(got), err)
	}
	if c, err := s.Report(t.Context(), "c"); err != nil || c.RawHash != "" || len(c.Header) != 0 {
		t.Errorf("without bytes: %+v, %v", c, err)
	}
}

func testOrder(t *testing.T, s Store) {
	var want []string
	for i := range 25 {
		put(t, s, document(fmt.Sprint(i), "", "", fmt.Sprintf("Report %d.", i)))
		want = append(want, fmt.Sprint(i))
		if i%5 == 0 {
			put(t, s, document(fmt.Sprint(i/2), "", "", fmt.Sprintf("Report %d, again.", i/2)))
			want = append(want, fmt.Sprint(i/2))
		}
	}
	var got []string
	for after := int64(0); ; {
		list, err := s.Revisions(t.Context(), after, 7)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, v := range list {
			if v.Seq <= after {
				t.Fatalf("revision %d after %d", v.Seq, after)
			}
			after = v.Seq
			got = append(got, string(v.Document.ID))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func testNotFound(t *testing.T, s Store) {
	ctx := t.Context()
	var errs []error
	_, err := s.Report(ctx, "x")
	errs = append(errs, err)
	_, err = s.History(ctx, "x")
	errs = append(errs, err)
	_, err = s.Raw(ctx, "x")
	errs = append(errs, err)
	_, _, err = s.Story(ctx, "s-x")
	errs = append(errs, err)
	_, _, err = s.StoryOf(ctx, 1)
	errs = append(errs, err)
	_, err = s.Placement(ctx, 1)
	errs = append(errs, err)
	for i, err := range errs {
		if !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if through, version, err := s.Filed(ctx); through != 0 || version != "" || err != nil {
		t.Errorf("Filed: %d, %q, %v", through, version, err)
	}
}

func testCancel(t *testing.T, s Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []store.Incoming{{Document: document("a", "", "", "Text.")}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if _, err := s.Revisions(ctx, 0, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("Revisions: %v", err)
	}
	put(t, s, document("a", "", "", "Text.")) // and the store works on
}
