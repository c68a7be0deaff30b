package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

func runCommand(s streams) *cobra.Command {
	var d desk
	var once, watch bool
	c := &cobra.Command{
		Use:   "run [FOLDER...]",
		Short: "Run the desk: take in what comes, file it, write the briefs",
		Long: `run takes in the files of each FOLDER, or of those that the configuration names,
and what is new at the sources that are followed (see feeds), files the reports
and writes the briefs of the stories that change. With --once it asks every
source that is due once and ends when nothing is left to do; with --watch it
goes on, looks into the folders every so often, asks sources when they are due,
and files what other processes add, until it is interrupted: then it ends what
it has in hand. Of one store only one can run.`,
		Example: `  wiredesk run --once
  wiredesk run --watch news/in`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if once == watch {
				return errors.New("run: either --once or --watch is wanted")
			}
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				if len(args) == 0 {
					args = cfg.Run.Watch
				}
				o, err := options(cfg, s)
				if err != nil {
					return err
				}
				limitMemory()
				w, err := worker.Open(c.Context(), db, o)
				if err != nil {
					return err
				}
				unread := failures{out: s.err}
				f, err := newFollower(c.Context(), db, cfg, o, unread.tell)
				if err != nil {
					return errors.Join(err, w.Close())
				}
				sources := []worker.Source{worker.Paths(args, intake.Options{}, unread.tell), f.Once}
				if watch {
					sources = []worker.Source{worker.Watch(args, time.Duration(cfg.Run.Interval), unread.tell), f.Run}
				}
				if err := errors.Join(w.Run(c.Context(), sources...), w.Close()); err != nil {
					return err
				}
				if once && unread.any {
					return errUnread
				}
				return nil
			})
		},
	}
	d.flags(c)
	c.Flags().BoolVar(&once, "once", false, "end when nothing is left to do")
	c.Flags().BoolVar(&watch, "watch", false, "go on until interrupted")
	return c
}

// failures tell what the desk could not read. Folders and sources may tell at
// once.
type failures struct {
	mu  sync.Mutex
	out io.Writer
	any bool
}

func (f *failures) tell(e *wiredesk.ReadError) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.any = true
	fmt.Fprintln(f.out, "wiredesk:", printable(e.Error()))
}
