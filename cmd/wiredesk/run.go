package main

import (
	"errors"
	"fmt"
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
files the reports and writes the briefs of the stories that change. With --once
it ends when nothing is left to do; with --watch it goes on, looks into the
folders every so often, and files what other processes add, until it is
interrupted: then it ends what it has in hand. Of one store only one can run.`,
		Example: `  wiredesk run --once
  wiredesk run --watch news/in`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if once == watch {
				return errors.New("run: --once or --watch is wanted")
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
				var unread error
				failed := func(e *wiredesk.ReadError) {
					unread = errUnread
					fmt.Fprintln(s.err, "wiredesk:", printable(e.Error()))
				}
				source := worker.Paths(args, intake.Options{}, failed)
				if watch {
					source = worker.Watch(args, time.Duration(cfg.Run.Interval), failed)
				}
				if err := errors.Join(w.Run(c.Context(), source), w.Close()); err != nil {
					return err
				}
				if watch {
					return nil
				}
				return unread
			})
		},
	}
	d.flags(c)
	c.Flags().BoolVar(&once, "once", false, "end when nothing is left to do")
	c.Flags().BoolVar(&watch, "watch", false, "go on until interrupted")
	return c
}
