package worker_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/verify"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// quick are options for tests: no facts, and as much of the disk as there is.
var quick = worker.Options{Facts: -1, MinFree: -1}

func create(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func open(t *testing.T, db *sqlite.DB, o worker.Options) *worker.Worker {
	t.Helper()
	w, err := worker.Open(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// reports invents n reports, one every seven minutes.
func reports(t *testing.T, n int) []*wiredesk.Document {
	t.Helper()
	r, err := selftest.NewReports(1)
	if err != nil {
		t.Fatal(err)
	}
	r.Weeks, r.PerDay = 3, 200
	return slices.Collect(r.Documents(n))
}

func incoming(docs []*wiredesk.Document) []store.Incoming {
	var out []store.Incoming
	for _, d := range docs {
		out = append(out, store.Incoming{Document: d})
	}
	return out
}

func put(t *testing.T, w *worker.Worker, docs ...*wiredesk.Document) []store.Receipt {
	t.Helper()
	got, err := w.Put(t.Context(), incoming(docs))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func catchUp(t *testing.T, w *worker.Worker) {
	t.Helper()
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func result(t *testing.T, db *sqlite.DB) *wiredesk.Result {
	t.Helper()
	all, err := worker.All(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	r, err := worker.Result(t.Context(), db, all, true)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func lines(t *testing.T, r *wiredesk.Result) []string {
	t.Helper()
	var out []string
	for _, s := range r.Stories {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// TestLikeBatch: reports that come in order, one batch after the other, make
// the stories and the briefs of a run over all of them, where that lets stories
// settle after an hour too; and they can be checked.
func TestLikeBatch(t *testing.T) {
	docs := reports(t, 100)
	db := create(t)
	w := open(t, db, quick)
	for list := range slices.Chunk(docs, 17) {
		put(t, w, list...)
		catchUp(t, w)
	}
	got := result(t, db)
	if rep := verify.Result(got, got.Documents); len(rep.Failures) > 0 || rep.Statements == 0 {
		t.Errorf("verify: %d statements, failures %v", rep.Statements, rep.Failures)
	}
	want, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: cluster.Options{Settle: time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*wiredesk.Result{got, want} { // links are made over all stories of a run; reasons are those of the hour
		for i := range r.Stories {
			r.Stories[i].Related, r.Stories[i].Explain = []wiredesk.Related{}, nil
		}
	}
	if diff := cmp.Diff(lines(t, want), lines(t, got)); diff != "" {
		t.Errorf("stories (-run +store):\n%.4000s", diff)
	}
}

// errCrash stands for the end of the process.
var errCrash = errors.New("crash")

// TestCrash breaks off at every step, goes on with what the store holds, and
// wants what a run without a crash makes.
func TestCrash(t *testing.T) {
	docs := reports(t, 40)
	batches := slices.Collect(slices.Chunk(docs, 8))
	batches = append(batches, []*wiredesk.Document{revised(docs[3]), revised(docs[30])})
	whole := create(t)
	w := open(t, whole, quick)
	for _, b := range batches {
		put(t, w, b...)
		catchUp(t, w)
	}
	want := result(t, whole)
	for _, step := range []string{"put", "put done", "file", "file done", "write", "write done"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			db := create(t)
			crashes := 0
			for at := 1; ; at++ {
				n := 0
				o := quick
				o.Reached = func(s string) {
					if s == step {
						if n++; n == at {
							panic(errCrash)
						}
					}
				}
				if ended := attempt(t, db, o, batches); ended {
					break
				}
				if crashes++; crashes > 100 {
					t.Fatal("it never ends")
				}
			}
			if crashes == 0 {
				t.Error("it never broke off: the test shows nothing")
			}
			if diff := cmp.Diff(lines(t, want), lines(t, result(t, db))); diff != "" {
				t.Errorf("after %d crashes (-whole +broken off):\n%.3000s", crashes, diff)
			}
			if damage, err := db.Check(t.Context()); err != nil || len(damage) > 0 {
				t.Errorf("Check: %v, %v", damage, err)
			}
		})
	}
}

// attempt hands in all batches, as one does who does not know what was
// acknowledged, until a step panics.
func attempt(t *testing.T, db *sqlite.DB, o worker.Options, batches [][]*wiredesk.Document) (ended bool) {
	defer func() {
		if r := recover(); r != nil && r != errCrash {
			panic(r)
		}
	}()
	w, err := worker.Open(context.Background(), db, o)
	if err != nil {
		t.Error(err)
		return true
	}
	defer w.Close()
	for _, b := range batches {
		put(t, w, b...)
		catchUp(t, w)
	}
	return true
}

// revised returns d with another second sentence.
func revised(d *wiredesk.Document) *wiredesk.Document {
	c := *d
	c.Text = d.Text + "\n\nThe council later withdrew the report."
	c.ID = ""
	c.Seal()
	return &c
}

// TestRevision: a report whose text changes stays in its story, which is
// written anew, and the change says which statements it carries no more.
func TestRevision(t *testing.T) {
	db := create(t)
	w := open(t, db, quick)
	const last = "The mayor of Halm, Ada Quill, said that 14 people were hurt when the bridge at Orn fell into the river on Monday."
	d := sample.Document("", "Halm Courier", last+"\n\nThe bridge had been closed to lorries since May.", 0)
	d.URL = "https://halm.example/bridge?utm_source=x"
	if got := put(t, w, d)[0]; got.Outcome != store.Added || got.Revision != 1 {
		t.Fatalf("receipt %+v", got)
	}
	catchUp(t, w)
	before := result(t, db)
	next := sample.Document("", "Halm Courier", "The mayor of Halm, Ada Quill, said that 9 people were hurt when the bridge at Orn fell into the river on Monday.\n\nThe bridge had been closed to lorries since May.", 1)
	next.URL = "http://HALM.example/bridge#top"
	if got := put(t, w, next)[0]; got.Outcome != store.Revised || got.Revision != 2 || got.Document != d.ID {
		t.Fatalf("receipt %+v", got)
	}
	if got := put(t, w, d)[0]; got.Outcome != store.Known || got.Revision != 1 {
		t.Fatalf("handed in again: receipt %+v", got)
	}
	catchUp(t, w)
	after := result(t, db)
	if len(after.Stories) != 1 || after.Stories[0].ID != before.Stories[0].ID || len(after.Documents) != 1 {
		t.Fatalf("stories %+v", after.Stories)
	}
	changes, err := db.Changes(t.Context(), after.Stories[0].ID, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != 2 || len(changes[0].Gone) == 0 || changes[0].Gone[0].Quote != last {
		t.Errorf("changes %+v", changes)
	}
}

// TestOneDesk: a second desk of one store is refused, and the first goes on;
// reports are taken in beside it.
func TestOneDesk(t *testing.T) {
	db := create(t)
	w := open(t, db, quick)
	second, err := sqlite.Open(t.Context(), db.Path(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if _, err := worker.Open(t.Context(), second, quick); !errors.Is(err, store.ErrBusy) {
		t.Fatalf("second desk: %v", err)
	}
	docs := reports(t, 5)
	for _, d := range docs {
		if _, err := worker.Put(t.Context(), second, []store.Incoming{{Document: d}}, quick); err != nil {
			t.Fatal(err)
		}
	}
	catchUp(t, w)
	if got := len(result(t, db).Documents); got != len(docs) {
		t.Errorf("%d reports are filed, want %d", got, len(docs))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := worker.Open(t.Context(), second, quick)
	if err != nil {
		t.Fatalf("after the first has gone: %v", err)
	}
	again.Close()
}

// TestRun: what sources hand in, from several goroutines, is on the disk before
// they are told, and filed and written when the run ends.
func TestRun(t *testing.T) {
	db := create(t)
	w := open(t, db, quick)
	docs := reports(t, 120)
	acked := make(chan wiredesk.DocumentID, 2*len(docs))
	source := func(ctx context.Context, out chan<- worker.Delivery) error {
		for _, d := range docs {
			out <- worker.Delivery{Incoming: store.Incoming{Document: d}, Done: func(r store.Receipt, err error) {
				if err != nil {
					t.Error(err)
				}
				if _, err := db.Report(context.Background(), r.Document); err != nil {
					t.Errorf("told before it was there: %v", err)
				}
				acked <- r.Document
			}}
		}
		return nil
	}
	failing := func(context.Context, chan<- worker.Delivery) error { return errCrash }
	if err := w.Run(t.Context(), source, failing, source); !errors.Is(err, errCrash) {
		t.Errorf("Run: %v, want the failure of the source", err)
	}
	if len(acked) != 2*len(docs) {
		t.Errorf("%d told, want %d", len(acked), 2*len(docs))
	}
	s, err := db.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Reports != int64(len(docs)) || s.Pending != 0 || s.Stale != 0 || s.Stories == 0 {
		t.Errorf("stats %+v", s)
	}
}

// TestFacts: a story of several reports has quotations and claims, and what was
// found in a report is not looked for again.
func TestFacts(t *testing.T) {
	db := create(t)
	o := quick
	o.Facts = 0
	w := open(t, db, o)
	for i, text := range []string{
		"The bridge at Orn fell into the river on Monday, and 14 people were hurt, police said.\n\n“We heard it go,” said Ada Quill, the mayor of Halm.",
		"At least 9 people were hurt when the bridge at Orn fell into the river on Monday.\n\nAda Quill, mayor of Halm, said the bridge at Orn had been inspected in May.",
	} {
		put(t, w, sample.Document(fmt.Sprint(i), fmt.Sprintf("Outlet %d", i), text, i))
	}
	catchUp(t, w)
	r := result(t, db)
	if len(r.Stories) != 1 || len(r.Stories[0].Quotations) == 0 || len(r.Stories[0].Figures) == 0 || len(r.Stories[0].Entities) == 0 {
		t.Fatalf("stories %+v", r.Stories)
	}
	if rep := verify.Result(r, r.Documents); len(rep.Failures) > 0 {
		t.Errorf("verify: %v", rep.Failures)
	}
}

// TestRules: stories of a store under rules are those of a run under them, and
// other rules file all anew.
func TestRules(t *testing.T) {
	docs := reports(t, 90)
	settled := cluster.Options{Settle: time.Hour}
	plain, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: settled, GroupOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	st := plain.Stories
	last := st[2].Documents[len(st[2].Documents)-1]
	text := fmt.Sprintf("merge %s %s\nsplit %s\npin %s %s\nmute %s\n", st[0].ID, st[1].ID, last, st[3].Documents[0], st[4].ID, st[5].ID)
	rules, err := rule.Parse("desk.rules", text)
	if err != nil {
		t.Fatal(err)
	}
	db := create(t)
	for _, rules := range [][]rule.Rule{nil, rules, rules[:1], nil, rules} {
		o := quick
		o.Rules = rules
		w := open(t, db, o)
		for list := range slices.Chunk(docs, 13) {
			put(t, w, list...)
			catchUp(t, w)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: settled, Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		got := result(t, db)
		if diff := cmp.Diff(members(want), members(got)); diff != "" {
			t.Errorf("stories under %v (-run +store):\n%s", rules, diff)
		}
		if len(want.Unfiled) != len(got.Unfiled) {
			t.Errorf("unfiled under %v: %v, want %v", rules, got.Unfiled, want.Unfiled)
		}
		if kept, err := db.Rules(t.Context()); err != nil || len(kept) != len(rules) {
			t.Errorf("the store keeps %q, %v", kept, err)
		}
	}
	if r := result(t, db); !slices.ContainsFunc(r.Stories, func(s wiredesk.Story) bool {
		return slices.ContainsFunc(s.Explain, func(x wiredesk.Reason) bool { return x.Rule == rules[1].String() })
	}) {
		t.Error("no report says that a rule put it where it stands")
	}
}

// TestAsked: rules that are asked for while the desk runs make the stories that
// they make from the start, nothing is filed anew, and the next start knows
// them.
func TestAsked(t *testing.T) {
	docs := reports(t, 90)
	plain, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: cluster.Options{Settle: time.Hour}, GroupOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	st := plain.Stories
	last := st[2].Documents[len(st[2].Documents)-1]
	asked := []string{fmt.Sprintf("merge %s %s", st[0].ID, st[1].ID), "no rule", fmt.Sprintf("split %s", last), fmt.Sprintf("merge %s %s", st[3].ID, st[0].ID)}
	var rules []rule.Rule
	db := create(t)
	w := open(t, db, quick)
	put(t, w, docs[:80]...)
	catchUp(t, w)
	for i, l := range asked {
		if _, err := db.Ask(t.Context(), l, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		if r, err := rule.Parse("", l); err == nil {
			rules = append(rules, r...)
		}
		if i != 1 { // two at a time too
			catchUp(t, w)
		}
	}
	put(t, w, docs[80:]...)
	catchUp(t, w)
	o := quick
	o.Rules = rules
	fresh := create(t)
	again := open(t, fresh, o)
	put(t, again, docs[:80]...)
	catchUp(t, again)
	put(t, again, docs[80:]...)
	catchUp(t, again)
	if diff := cmp.Diff(lines(t, result(t, fresh)), lines(t, result(t, db))); diff != "" {
		t.Errorf("stories (-rules from the start +asked for):\n%.3000s", diff)
	}
	if diff := cmp.Diff(members(plain), members(result(t, db))); diff == "" {
		t.Error("the rules changed nothing")
	}
	_, before, err := db.Filed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, db, quick)
	if stale, err := db.Stale(t.Context(), 10); err != nil || len(stale) > 0 {
		t.Errorf("the next start (filed as %q) writes anew: %v, %v", before, stale, err)
	}
}

// members returns the reports of each story with what the rules have left of
// it, in order.
func members(r *wiredesk.Result) []string {
	var out []string
	for _, s := range r.Stories {
		out = append(out, fmt.Sprint(s.Documents))
	}
	slices.Sort(out)
	return out
}
