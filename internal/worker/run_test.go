package worker_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// TestRunFull: without the room that must be left nothing is taken in, and who
// hands something in is told when the run ends.
func TestRunFull(t *testing.T) {
	db := create(t)
	o := quick
	o.MinFree = 1 << 62 // more than any disk has
	w, err := worker.Open(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	docs := reports(t, 3)
	if _, err := w.Put(t.Context(), incoming(docs)); !errors.Is(err, store.ErrFull) {
		t.Fatalf("Put without room: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	refused := make(chan error, len(docs))
	source := func(ctx context.Context, out chan<- worker.Delivery) error {
		for _, d := range docs {
			out <- worker.Delivery{Incoming: store.Incoming{Document: d}, Done: func(_ store.Receipt, err error) { refused <- err }}
		}
		time.AfterFunc(100*time.Millisecond, cancel)
		<-ctx.Done()
		return nil
	}
	if err := w.Run(ctx, source); !errors.Is(err, store.ErrFull) {
		t.Errorf("Run that ends without room: %v", err)
	}
	for range docs {
		if err := <-refused; !errors.Is(err, store.ErrFull) {
			t.Errorf("told %v", err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err := db.Stats(t.Context()); err != nil || s.Reports != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestRunResumes: a store that could not grow may grow again while the run
// waits.
func TestRunResumes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wiredesk.db")
	db, err := sqlite.Create(t.Context(), path, sqlite.Options{MaxPages: 70})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w := open(t, db, quick)
	docs := reports(t, 60)
	var told atomic.Int32
	var acked []wiredesk.DocumentID
	waited := make(chan struct{})
	source := func(ctx context.Context, out chan<- worker.Delivery) error {
		for _, d := range docs {
			out <- worker.Delivery{Incoming: store.Incoming{Document: d}, Done: func(r store.Receipt, err error) {
				if err == nil {
					acked = append(acked, r.Document)
				}
				told.Add(1)
			}}
		}
		<-waited
		return nil
	}
	go func() {
		time.Sleep(500 * time.Millisecond)
		s, err := db.Stats(context.Background())
		if err != nil {
			t.Errorf("reading while there is no room: %v", err)
		}
		if told.Load() == int32(len(docs)) && s.Pending == 0 {
			t.Error("it never got full: the test shows nothing")
		}
		if err := db.SetMaxPages(context.Background(), 100_000); err != nil {
			t.Error(err)
		}
		close(waited)
	}()
	if err := w.Run(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	s, err := db.Stats(t.Context())
	if err != nil || len(acked) != len(docs) || s.Reports != int64(len(docs)) || s.Stale+s.Pending != 0 {
		t.Errorf("%d acknowledged, %+v, %v", len(acked), s, err)
	}
}

// TestRunStops: a run that is interrupted puts on the disk what it has in hand,
// and tells; the next start does the rest.
func TestRunStops(t *testing.T) {
	db := create(t)
	w, err := worker.Open(t.Context(), db, quick)
	if err != nil {
		t.Fatal(err)
	}
	docs := reports(t, 80)
	ctx, cancel := context.WithCancel(t.Context())
	acked := map[wiredesk.DocumentID]bool{}
	source := func(ctx context.Context, out chan<- worker.Delivery) error {
		for i, d := range docs {
			if i == 50 {
				cancel()
			}
			select {
			case out <- worker.Delivery{Incoming: store.Incoming{Document: d}, Done: func(r store.Receipt, err error) { acked[r.Document] = err == nil }}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}
	begun := time.Now()
	if err := w.Run(ctx, source); err != nil {
		t.Errorf("Run: %v", err)
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for id := range acked {
		if _, err := db.Report(t.Context(), id); err != nil {
			t.Errorf("acknowledged, and lost: %v", err)
		}
	}
	w = open(t, db, quick)
	put(t, w, docs...)
	catchUp(t, w)
	if got := len(result(t, db).Documents); got != len(docs) {
		t.Errorf("%d reports, want %d", got, len(docs))
	}
}

// TestWatch: files are taken in when they are left alone, once, and again when
// they change.
func TestWatch(t *testing.T) {
	db := create(t)
	w := open(t, db, quick)
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Error(err)
		}
	}
	write("a.jsonl", `{"id":"a","text":"The bridge at Orn fell into the river on Monday."}`+"\n")
	write("bad.jsonl", "no JSON\n")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var failures []string
	missing := filepath.Join(folder, ".missing")
	source := worker.Watch([]string{folder, missing}, 20*time.Millisecond, func(e *wiredesk.ReadError) { failures = append(failures, e.Error()) })
	go func() {
		await(ctx, func() bool { _, err := db.Report(ctx, "a"); return err == nil })
		write("b.txt", "A title\n\nThe harbour at Halm was closed on Tuesday.")
		write("a.jsonl", `{"id":"a","text":"The bridge at Orn fell into the river on Tuesday."}`+"\n")
		await(ctx, func() bool { s, err := db.Stats(ctx); return err == nil && s.Revisions == 3 && s.Stale+s.Pending == 0 })
		cancel()
	}()
	if err := w.Run(ctx, source); err != nil {
		t.Fatal(err)
	}
	if s, err := db.Stats(t.Context()); err != nil || s.Reports != 2 || s.Revisions != 3 {
		t.Errorf("%+v, %v", s, err)
	}
	if len(failures) != 2 || failures[0] != missing+": not found: no such file or folder" || !strings.Contains(failures[1], "bad.jsonl") {
		t.Errorf("failures %q", failures)
	}
}

func await(ctx context.Context, done func() bool) {
	for ctx.Err() == nil && !done() {
		time.Sleep(10 * time.Millisecond)
	}
}

// TestExport: export, import and export give the same bytes, with revisions,
// bytes, headers and times.
func TestExport(t *testing.T) {
	first, second := create(t), create(t)
	in := incoming(reports(t, 30))
	in = append(in, incoming([]*wiredesk.Document{revised(in[2].Document), sample.Document("<&>", "Ünder “x”", "Café — and 😀.", 3)})...)
	in[3].Raw, in[3].Header = []byte("<html>\x00\xff"), map[string]string{"ETag": `"x"`, "Content-Type": "text/html"}
	in[4].Document.Published = wiredesk.Time{}
	in[5].Document.Published.Time = in[5].Document.Published.In(time.FixedZone("", 5*3600+1800))
	for i := range in {
		in[i].Received = time.Date(2026, 10, 5, 12, 0, i, i*1000, time.UTC)
	}
	for list := range slices.Chunk(in, 7) {
		if _, err := worker.Put(t.Context(), first, list, quick); err != nil {
			t.Fatal(err)
		}
	}
	export := func(db *sqlite.DB) []byte {
		var b bytes.Buffer
		if err := worker.Export(t.Context(), db, &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	want := export(first)
	n := 0
	err := worker.Import(t.Context(), second, bytes.NewReader(want), quick, func(store.Receipt) { n++ }, func(line int, err error) { t.Errorf("line %d: %v", line, err) })
	if err != nil || n != len(in) {
		t.Fatalf("%d imported, %v", n, err)
	}
	if got := export(second); !bytes.Equal(want, got) {
		t.Errorf("export (-first +second):\n%.2000s", cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
	}
}

// TestDiff shows the sentences that differ, in order.
func TestDiff(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		want           []worker.Edit
	}{
		{"same", "It fell. It stood.", "It fell. It stood.", nil},
		{"changed", "It fell. Two were hurt. It stood.", "It fell. Three were hurt. It stood.", []worker.Edit{{Mark: "-", Text: "Two were hurt."}, {Mark: "+", Text: "Three were hurt."}}},
		{"moved", "One came. Two came. Three came.", "Two came. Three came. One came.", []worker.Edit{{Mark: "-", Text: "One came."}, {Mark: "+", Text: "One came."}}},
		{"from nothing", "", "It fell.", []worker.Edit{{Mark: "+", Text: "It fell."}}},
		{"to nothing", "It fell.", "", []worker.Edit{{Mark: "-", Text: "It fell."}}},
	} {
		if diff := cmp.Diff(tt.want, worker.Diff(tt.old, tt.new)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
