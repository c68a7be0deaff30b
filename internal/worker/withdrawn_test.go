package worker_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/verify"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// collapse are two reports of one event by outlets of their own. The first
// alone has the number of the hurt.
func collapse() []*wiredesk.Document {
	a := sample.Document("courier", "Halm Courier", "The bridge at Orn fell into the river on Monday, the mayor of Halm, Ada Quill, said. The mayor said that 14 people were hurt. Divers searched the river until midnight.", 0)
	b := sample.Document("post", "Orn Post", "Divers searched the river at Orn for hours after the bridge fell into it on Monday. The mayor of Halm, Ada Quill, asked people to keep away from the bridge.", 1)
	for _, d := range []*wiredesk.Document{a, b} {
		d.Title = "Bridge at Orn falls into river"
		d.Seal()
	}
	return []*wiredesk.Document{a, b}
}

// back is what is handed in when the outlet of report id has taken it back.
func back(id wiredesk.DocumentID) store.Incoming {
	d := &wiredesk.Document{ID: id, Withdrawn: wiredesk.Time{Time: time.Date(2026, 10, 6, 8, 0, 0, 0, time.UTC)}}
	d.Seal()
	return store.Incoming{Document: d}
}

// TestWithdrawn: the brief of a story is written anew when one of its reports is
// taken back, and when it is there again; the change says so. Other stories are
// left alone.
func TestWithdrawn(t *testing.T) {
	db := create(t)
	w := open(t, db, worker.Options{MinFree: -1})
	docs := collapse()
	put(t, w, append(reports(t, 20), docs...)...)
	catchUp(t, w)
	before := result(t, db)
	id := storyOf(t, before, "courier").ID
	tell := func(in store.Incoming) (*wiredesk.Result, store.Change) {
		t.Helper()
		if _, err := w.Put(t.Context(), []store.Incoming{in}); err != nil {
			t.Fatal(err)
		}
		catchUp(t, w)
		r := result(t, db)
		if rep := verify.Result(r, r.Documents); len(rep.Failures) > 0 {
			t.Errorf("refused: %v", rep.Failures)
		}
		list, err := db.Changes(t.Context(), id, 1)
		if err != nil || len(list) != 1 {
			t.Fatalf("changes %v, %v", list, err)
		}
		return r, list[0]
	}
	r, c := tell(back("courier"))
	s := storyOf(t, r, "courier")
	if s.ID != id || len(s.Documents) != 2 || !slices.Equal(s.Withdrawn, []wiredesk.DocumentID{"courier"}) || s.Counts.Origins != 1 {
		t.Errorf("story %s of %q, withdrawn %q, %d origins", s.ID, s.Documents, s.Withdrawn, s.Counts.Origins)
	}
	if !slices.Equal(c.Withdrawn, s.Withdrawn) || len(c.Restored)+len(c.Came)+len(c.Left) > 0 || len(c.Lost) == 0 {
		t.Errorf("change %+v", c)
	}
	for i := range r.Stories {
		if o := storyOf(t, before, r.Stories[i].Documents[0]); o.ID != id && !cmp.Equal(*o, r.Stories[i]) {
			t.Errorf("story %s is another", o.ID)
		}
	}
	again, c := tell(store.Incoming{Document: docs[0], Stands: true})
	if diff := cmp.Diff(storyOf(t, before, "courier"), storyOf(t, again, "courier")); diff != "" {
		t.Errorf("there again (-before +after):\n%s", diff)
	}
	if !slices.Equal(c.Restored, []wiredesk.DocumentID{"courier"}) || len(c.Withdrawn)+len(c.Came)+len(c.Left) > 0 || len(c.Gained) == 0 {
		t.Errorf("change %+v", c)
	}
}

// TestWithdrawnExport: what was taken back and what is there again goes over
// into another store, once, however often it is imported, and comes out as the
// same bytes; so it files and writes the same stories.
func TestWithdrawnExport(t *testing.T) {
	first, second := create(t), create(t)
	docs := collapse()
	odd := sample.Document("odd", "Halm Courier", "It was taken back before it came.", 2)
	odd.Withdrawn = wiredesk.Time{Time: time.Date(2026, 10, 6, 9, 30, 0, 0, time.FixedZone("", 5*3600+1800))}
	in := append(incoming(append(docs, odd)), back("courier"), back("post"), store.Incoming{Document: docs[0], Stands: true}, back("courier"),
		store.Incoming{Document: revised(docs[0])}, store.Incoming{Document: odd, Stands: true})
	for i := range in {
		in[i].Received = time.Date(2026, 10, 6, 12, 0, i, i*1000, time.UTC)
		if _, err := worker.Put(t.Context(), first, in[i:i+1], quick); err != nil {
			t.Fatal(err)
		}
	}
	export := func(db *sqlite.DB) string {
		var b bytes.Buffer
		if err := worker.Export(t.Context(), db, &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	want := export(first)
	for range 2 {
		err := worker.Import(t.Context(), second, bytes.NewReader([]byte(want)), quick, func(store.Receipt) {}, func(line int, err error) { t.Errorf("line %d: %v", line, err) })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, export(second)); diff != "" {
			t.Errorf("export (-first +second):\n%s", diff)
		}
	}
	var told [][]string
	for _, db := range []*sqlite.DB{first, second} {
		catchUp(t, open(t, db, quick))
		told = append(told, lines(t, result(t, db)))
	}
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Errorf("stories (-first +second):\n%s", diff)
	}
}
