// Package worker is the running desk: it takes reports in, files each into its
// story, and writes the briefs of the stories that changed.
//
// Layer: L4. A report is on the disk before it is acknowledged. From there on
// every step is made of what the store holds, in the order in which reports
// came, and is written whole: so a crash anywhere is repaired by the next
// start, which makes the same stories as if there had been none. The package
// decides nothing about stories or statements, and knows no source: reports
// come to it as values.
package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// Options tune a worker. The zero value is what production uses.
type Options struct {
	// Facts is up to how many reports the facts of a story are found: its
	// entities, quotations, figures and claims. 0 means 400; below 0 never. A story of one report
	// gets none: there is nothing to lay beside it.
	Facts int
	// Rules are laid over the grouping.
	Rules []rule.Rule
	// MinFree is how many bytes must be free for reports to be taken in. 0 means
	// 1 GiB or a twentieth of the disk, whichever is more; below 0 none.
	MinFree int64
	// Now is the clock. nil means the machine's.
	Now func() time.Time
	// Log is told what goes wrong and what was done. nil means nobody.
	Log *slog.Logger
	// Reached, if set, is told when a step begins or ends, and before a report or
	// a story is worked on ("find r1", "group r1", "analyse r1", "lay out s-1",
	// "brief s-1"): tests break off there.
	Reached func(step string)
}

func (o Options) withDefaults() Options {
	if o.Facts == 0 {
		o.Facts = 400
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Reached == nil {
		o.Reached = func(string) {}
	}
	return o
}

const (
	batch   = 100 // reports that are taken in or filed in one transaction
	stories = 32  // stories that are written in one
)

// A Worker is the desk of one store. Its methods are used by one goroutine at a
// time, but for Put and Wake.
type Worker struct {
	db    *sqlite.DB
	o     Options
	lock  *sqlite.Lock
	filer *filer
	tools []*tools
	rules []rule.Rule // that hold: see decided
	wake  chan struct{}
	kept  int64 // revisions that the filer beside the store has filed

	poison map[int64]string // revisions that are left out of stories, and why; see fileAll
}

// tools are what one goroutine needs to write stories.
type tools struct {
	writer   *pipeline.Writer
	analysis *analysis.Pipeline // nil until it is needed
}

// Open takes the desk of db and brings it to where it was: from the file that
// was kept beside the store, and by filing again, in memory, the reports that
// were filed since. It fails with [store.ErrBusy] if another process has the
// desk. If this version files otherwise than what filed them, all are filed
// anew; rules that changed are laid down by the first step. Cost: 10 µs a report of the file, 1 ms of the others.
func Open(ctx context.Context, db *sqlite.DB, o Options) (*Worker, error) {
	lock, err := db.Lock(ctx)
	if err != nil {
		return nil, err
	}
	w := &Worker{db: db, o: o.withDefaults(), lock: lock, filer: newFiler(), wake: make(chan struct{}, 1), poison: map[int64]string{}}
	for range runtime.GOMAXPROCS(0) {
		w.tools = append(w.tools, &tools{writer: pipeline.NewWriter(brief.Options{})})
	}
	if err := w.resume(ctx); err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	return w, nil
}

// Close gives the desk back. The store stays open.
func (w *Worker) Close() error {
	w.keep(context.Background(), keepAtLast)
	return w.lock.Release()
}

// resume brings the filer to where the store is.
func (w *Worker) resume(ctx context.Context) error {
	through, version, err := w.db.Filed(ctx)
	if err != nil {
		return err
	}
	if w.rules, err = w.noted(ctx); err != nil {
		return err
	}
	if version != w.grouping() {
		if w.rules, err = w.decided(ctx); err != nil {
			return err
		}
		if err := w.db.Restart(ctx, w.grouping()); err != nil {
			return err
		}
		through = 0
		if err := w.noteRules(ctx); err != nil {
			return err
		}
	}
	if err := w.db.Rewrite(ctx, fmt.Sprintf("%s, facts up to %d", w.tools[0].writer.Version(), w.o.Facts)); err != nil {
		return err
	}
	return w.refile(ctx, through)
}

// refile makes the filer of what the store holds up to the revision through.
func (w *Worker) refile(ctx context.Context, through int64) error {
	w.filer, w.kept = newFiler(), 0
	if f := w.recall(ctx, through); f != nil {
		w.filer, w.kept = f, f.through
	}
	for after := w.filer.through; after < through; {
		list, err := w.db.Revisions(ctx, after, int(min(batch, through-after)))
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return fmt.Errorf("%w: revisions up to %d were filed, %d are there", store.ErrDamaged, through, after)
		}
		for _, v := range list {
			if err := w.recallPoison(ctx, v.Seq); err != nil {
				return err
			}
		}
		if _, err := w.fileAll(ctx, list); err != nil {
			return err
		}
		after = list[len(list)-1].Seq
	}
	return nil
}

// poisonStage names the note that filing a revision made the program fail, and
// why. It holds for that version of the filer: the next tries again.
const poisonStage = "poison"

func (w *Worker) recallPoison(ctx context.Context, seq int64) error {
	b, err := w.db.Annotation(ctx, seq, poisonStage, filerVersion)
	if len(b) > 0 {
		w.poison[seq] = string(b)
	}
	return err
}

// fileAll has the filer file list. A revision that makes it fail is put aside,
// once and for all, so that it does not stop the desk at each start: its report
// stands in no story. Where the memory of the filer may be in any state, it is
// made anew, which costs what a start of the desk does.
func (w *Worker) fileAll(ctx context.Context, list []store.Revision) (f store.Filing, err error) {
	before := w.filer.through
	for {
		w.filer.reached = w.o.Reached
		failure := guarded(func() error { f = w.filer.file(list, w.poison); return nil })
		at := w.filer.through
		if failure == nil {
			return f, nil
		}
		if at == before || w.poison[at] != "" { // it is not the report
			return f, failure
		}
		w.poison[at] = failure.Error()
		if err := w.refile(ctx, before); err != nil { // not to be tried again: the filer is behind the store
			return f, fmt.Errorf("the desk cannot be made anew after %v: %v", failure, err)
		}
	}
}

// notePoison keeps what was found out about list, before it counts as filed.
func (w *Worker) notePoison(ctx context.Context, list []store.Revision) error {
	var notes []store.Annotation
	for _, v := range list {
		if reason := w.poison[v.Seq]; reason != "" {
			w.o.Log.Error("a report is put aside: it cannot be filed", "report", v.Document.ID, "why", reason)
			notes = append(notes, store.Annotation{Seq: v.Seq, Stage: poisonStage, Version: filerVersion, Body: []byte(reason)})
		}
	}
	if notes == nil {
		return nil
	}
	return w.db.PutStories(ctx, nil, notes)
}

// Put takes in reports: see [sqlite.DB.Put]. Below the free space that must be
// left it fails with [store.ErrFull]. It is safe for concurrent use.
func (w *Worker) Put(ctx context.Context, in []store.Incoming) ([]store.Receipt, error) {
	return Put(ctx, w.db, in, w.o)
}

// Put is [Worker.Put] without a desk: what it takes in is filed by whoever has
// it.
func Put(ctx context.Context, db *sqlite.DB, in []store.Incoming, o Options) ([]store.Receipt, error) {
	o = o.withDefaults()
	if free, of := db.Room(); free >= 0 && o.MinFree >= 0 {
		need := o.MinFree
		if need == 0 {
			need = max(1<<30, of/20)
		}
		if free < need {
			return nil, fmt.Errorf("%w: %d MiB are free, %d MiB must stay so", store.ErrFull, free>>20, need>>20)
		}
	}
	for i := range in {
		if in[i].Received.IsZero() {
			in[i].Received = o.Now()
		}
	}
	o.Reached("put")
	out, err := db.Put(ctx, in)
	o.Reached("put done")
	return out, err
}

// CatchUp files what was taken in and writes what is out of date, until nothing
// is left.
func (w *Worker) CatchUp(ctx context.Context) error {
	for {
		n, err := w.Step(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

// Step lays down rules that editors made meanwhile, files up to 100 revisions
// and writes up to 32 stories, and says how many. 0 means that nothing is left.
func (w *Worker) Step(ctx context.Context) (int, error) {
	d, err := w.step(ctx)
	return d.decided + d.filed + d.written, err
}

// done is how much was done: rules laid down, revisions filed, stories written.
type done struct{ decided, filed, written int }

func (w *Worker) step(ctx context.Context) (d done, err error) {
	if d.decided, err = w.decideNext(ctx); err != nil {
		return done{}, fmt.Errorf("decide: %w", err)
	}
	if d.filed, err = w.fileNext(ctx); err != nil {
		return done{}, fmt.Errorf("file: %w", err)
	}
	if d.written, err = w.writeNext(ctx); err != nil {
		return done{}, fmt.Errorf("write: %w", err)
	}
	return d, ctx.Err()
}

// fileNext files the next revisions. What came of it is kept until it is
// written: the filer cannot go back.
func (w *Worker) fileNext(ctx context.Context) (int, error) {
	if w.filer.unwritten == nil {
		list, err := w.db.Revisions(ctx, w.filer.through, batch)
		if err != nil || len(list) == 0 {
			return 0, err
		}
		f, err := w.fileAll(ctx, list)
		if err != nil {
			return 0, err
		}
		w.filer.unwritten = &f
	}
	if err := w.notePoison(ctx, w.filer.unwritten.Texts); err != nil {
		return 0, err
	}
	n := len(w.filer.unwritten.Texts)
	f, err := w.ruled(ctx, *w.filer.unwritten)
	if err != nil {
		return 0, err
	}
	w.o.Reached("file")
	if err := w.db.File(ctx, f); err != nil {
		return 0, err
	}
	w.filer.unwritten = nil
	w.o.Reached("file done")
	w.keep(ctx, keepAfter)
	return n, nil
}

// writeNext writes the stories that have been out of date longest.
func (w *Worker) writeNext(ctx context.Context) (int, error) {
	stale, err := w.db.Stale(ctx, stories)
	if err != nil || len(stale) == 0 {
		return 0, err
	}
	written := make([]store.Written, len(stale))
	found := make([][]store.Annotation, len(stale))
	errs := make([]error, len(stale))
	next := make(chan int)
	var wg sync.WaitGroup
	for _, t := range w.tools[:min(len(w.tools), len(stale))] {
		wg.Go(func() {
			for i := range next {
				written[i], found[i], errs[i] = w.write(ctx, t, stale[i])
			}
		})
	}
	for i := range stale {
		next <- i
	}
	close(next)
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return 0, err
	}
	var all []store.Annotation
	for _, f := range found {
		all = append(all, f...)
	}
	w.o.Reached("write")
	if err := w.db.PutStories(ctx, written, all); err != nil {
		return 0, err
	}
	w.o.Reached("write done")
	return len(stale), nil
}

// english returns the whole text analysis, which takes a tenth of a second to
// load.
func (t *tools) english() (*analysis.Pipeline, error) {
	if t.analysis == nil {
		p, err := analysis.NewEnglish(model.English())
		if err != nil {
			return nil, fmt.Errorf("the text analysis: %w", err)
		}
		t.analysis = p
	}
	return t.analysis, nil
}

// errPanic is of what made the program fail.
var errPanic = fmt.Errorf("%w: it made the program fail", wiredesk.ErrInvalid)

// guarded runs f and returns a panic of it as an error: one report that makes
// the program fail must not stop the desk.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	return f()
}
