package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// A trial is how selftest runs.
type trial struct {
	cycles, documents int
	seed              uint64
	facts, brief      bool
	desk              bool
	dir, from         string
}

func selftestCommand(s streams) *cobra.Command {
	var t trial
	c := &cobra.Command{
		Use:   "selftest crash|ingest|web",
		Short: "Put the running desk to the test on this machine",
		Long: `selftest crash starts wiredesk add again and again and kills it (kill -9) at random
times, --cycles times. It exits 1 unless every report that was acknowledged is
there once, the store has no damage, and its stories and briefs are those of a
run without a kill.

selftest ingest takes in, files and writes --documents reports, and prints how
fast that was and how much memory it took.

selftest web serves the documents in the file --from as feeds and pages from a
server on this machine, fetches them all as from the web, and compares their
texts with the originals. It exits 1 if one is missing or something failed. With
--desk they go through the running desk into a store, as run does it.`,
		Example: `  wiredesk selftest crash --cycles 1000
  wiredesk selftest ingest --documents 20000
  wiredesk selftest web --from documents.jsonl.gz --brief`,
		Args:      oneOf,
		ValidArgs: []string{"crash", "ingest", "web"},
		RunE: func(c *cobra.Command, args []string) error {
			if t.cycles < 1 || t.documents < 1 {
				return errors.New("--cycles and --documents: a number from 1 up is wanted")
			}
			if args[0] == "web" {
				return t.web(c.Context(), s)
			}
			dir, err := os.MkdirTemp(t.dir, "wiredesk-selftest-")
			if err != nil {
				return err
			}
			if dir, err = filepath.Abs(dir); err != nil {
				return err
			}
			run := crash
			if args[0] == "ingest" {
				run = ingest
			}
			t.dir = dir
			err = run(c.Context(), s, t)
			if errors.Is(err, errCheck) {
				fmt.Fprintf(s.out, "what is left stands in %s\n", dir)
				return err
			}
			return errors.Join(err, os.RemoveAll(dir))
		},
	}
	f := c.Flags()
	f.IntVar(&t.cycles, "cycles", 100, "of crash: how often to kill")
	f.IntVar(&t.documents, "documents", 10_000, "of ingest: how many reports; of web: how many at the most, the oldest first")
	f.StringVar(&t.from, "from", "", "of web: the documents to serve, a file or a folder")
	f.BoolVar(&t.brief, "brief", false, "of web: file what was fetched into stories and write their briefs too, all at once")
	f.BoolVar(&t.desk, "desk", false, "of web: follow the feeds with the running desk, which files and briefs into a store")
	f.Uint64Var(&t.seed, "seed", 1, "from which reports and times are made")
	f.BoolVar(&t.facts, "facts", false, "find the facts of stories of several reports too")
	f.StringVar(&t.dir, "dir", "", "the folder to work in (default that for temporary files)")
	return c
}

// options returns how the desk of a trial works.
func (t trial) options() worker.Options {
	o := worker.Options{Facts: -1, MinFree: -1}
	if t.facts {
		o.Facts = 0
	}
	return o
}

// ingest measures a run over many reports.
func ingest(ctx context.Context, s streams, t trial) error {
	reports, err := selftest.NewReports(t.seed)
	if err != nil {
		return &internalError{err}
	}
	db, err := sqlite.Create(ctx, filepath.Join(t.dir, "wiredesk.db"), sqlite.Options{})
	if err != nil {
		return faulty(err)
	}
	limitMemory()
	w, err := worker.Open(ctx, db, t.options())
	if err != nil {
		return errors.Join(err, db.Close())
	}
	begun, n, bytes := time.Now(), 0, 0
	before, _ := usage()
	var acked time.Duration
	source := func(ctx context.Context, out chan<- worker.Delivery) error {
		for d := range reports.Documents(t.documents) {
			at := time.Now()
			bytes += len(d.Text)
			select {
			case out <- worker.Delivery{Incoming: store.Incoming{Document: d}, Done: func(store.Receipt, error) { acked = max(acked, time.Since(at)) }}:
			case <-ctx.Done():
				return ctx.Err()
			}
			if n++; n%5000 == 0 {
				fmt.Fprintf(s.err, "wiredesk: %d reports taken in, %.0f a second\n", n, float64(n)/time.Since(begun).Seconds())
			}
		}
		return nil
	}
	if err := w.Run(ctx, source); err != nil {
		return errors.Join(faulty(err), w.Close(), db.Close())
	}
	took := time.Since(begun)
	cpu, memory := usage()
	st, err := db.Stats(ctx)
	if err != nil {
		return faulty(err)
	}
	fmt.Fprintf(s.out, "reports    %d of %d bytes on average, %d stories\n", st.Reports, bytes/max(n, 1), st.Stories)
	fmt.Fprintf(s.out, "speed      %.0f reports a second, %.0f a processor second, filed and written; acknowledged after at most %v\n",
		float64(n)/took.Seconds(), float64(n)/max(cpu-before, 1).Seconds(), acked.Round(time.Millisecond))
	fmt.Fprintf(s.out, "memory     %s at most, %d MiB in use at the end\nstore      %d MiB\n", memory, inUse()>>20, st.Bytes>>20)
	begun = time.Now()
	if err := w.Close(); err != nil {
		return err
	}
	if w, err = worker.Open(ctx, db, t.options()); err != nil {
		return errors.Join(err, db.Close())
	}
	fmt.Fprintf(s.out, "start      %v until the desk is where it was\n", time.Since(begun).Round(time.Millisecond))
	return errors.Join(w.Close(), db.Close())
}

// inUse returns the bytes that are reachable.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
