package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/verify"
	"github.com/wiredesk/wiredesk/internal/worker"
)

func backupCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store as it is now, while others use it",
		Long: `backup writes the store as it is at one moment to FILE, which must not exist, with
its checksum beside it in FILE.sha256.`,
		Example: `  wiredesk backup wiredesk-monday.db`,
		Args:    each("the file to write"),
		RunE: func(c *cobra.Command, args []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				sum, err := db.Backup(c.Context(), args[0])
				if err == nil {
					fmt.Fprintf(s.out, "%s  %s\n", sum, printable(args[0]))
				}
				return err
			})
		},
	}
	d.flags(c)
	return c
}

func restoreCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a store of a backup, after checking it",
		Long: `restore checks the backup in FILE, by its checksum if that stands beside it and by
all that check looks at, and makes a store of it where none is. It exits 1 and
lists what is damaged.`,
		Example: `  wiredesk restore wiredesk-monday.db --store wiredesk.db`,
		Args:    each("the file of a backup"),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := d.load()
			if err != nil {
				return err
			}
			damage, err := sqlite.Restore(c.Context(), args[0], cfg.Store.Path)
			if err != nil {
				return faulty(err)
			}
			if len(damage) > 0 {
				return listDamage(s.out, damage)
			}
			fmt.Fprintf(s.out, "made %s\n", printable(cfg.Store.Path))
			return nil
		},
	}
	d.flags(c)
	return c
}

func listDamage(w io.Writer, damage []string) error {
	for _, l := range damage {
		fmt.Fprintln(w, printable(l))
	}
	return errCheck
}

func checkCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for damage in the store, and check every brief",
		Long: `check looks for damage in the file of the store, between its tables, in its
indexes and in each text, which must have its hash; and re-checks every
statement of every brief against the reports, as verify does. It exits 1 and
lists what it finds.`,
		Example: `  wiredesk check`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				damage, err := db.Check(c.Context())
				if err != nil {
					return err
				}
				n, failed, err := checkBriefs(c.Context(), db)
				if err != nil && !errors.Is(err, store.ErrDamaged) {
					return err
				}
				if damage = append(damage, failed...); len(damage) > 0 {
					return listDamage(s.out, damage)
				}
				fmt.Fprintf(s.out, "no damage; %s checked\n", render.Count(n, "statement"))
				return nil
			})
		},
	}
	d.flags(c)
	return c
}

// checkBriefs checks the stories of the store that are not to be written anew.
func checkBriefs(ctx context.Context, db *sqlite.DB) (statements int, failed []string, err error) {
	for f := (store.Filter{}); ; {
		list, err := db.List(ctx, f, taken)
		if err != nil || len(list) == 0 {
			return statements, failed, err
		}
		f.After = list[len(list)-1].Cursor()
		var begun []int64
		for _, e := range list {
			if !e.Stale {
				begun = append(begun, e.Report)
			}
		}
		r, err := worker.Result(ctx, db, begun, false)
		if err != nil {
			return statements, append(failed, err.Error()), err
		}
		rep := verify.Result(r, r.Documents)
		statements += rep.Statements
		for _, f := range rep.Failures {
			failed = append(failed, f.String())
		}
	}
}

// A diagnosis is what doctor prints.
type diagnosis struct {
	Version string      `json:"version"`
	Go      string      `json:"go"`
	Path    string      `json:"path"`
	Desk    string      `json:"desk"` // free, or in use
	Store   store.Stats `json:"store"`
	Feeds   feedsState  `json:"feeds"`
}

func doctorCommand(s streams) *cobra.Command {
	var d desk
	var format string
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say how the desk is: configuration, store, room, what is pending",
		Example: `  wiredesk doctor
  wiredesk doctor --format json`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				x := diagnosis{Version: wiredesk.Version, Go: runtime.Version(), Path: db.Path(), Desk: "free"}
				lock, err := db.Lock(c.Context())
				switch {
				case errors.Is(err, store.ErrBusy):
					x.Desk = "in use by another wiredesk"
				case err != nil:
					return err
				default:
					if err := lock.Release(); err != nil {
						return err
					}
				}
				if x.Store, err = db.Stats(c.Context()); err != nil {
					return err
				}
				if x.Feeds, err = stateOfFeeds(c.Context(), db, cfg); err != nil {
					return err
				}
				if format == "json" {
					return asJSON(s.out, x)
				}
				return writeDiagnosis(s.out, x, cfg)
			})
		},
	}
	d.flags(c)
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	return c
}

func writeDiagnosis(out io.Writer, x diagnosis, cfg config.Config) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "wiredesk\t%s (%s), SQLite %s\n", x.Version, x.Go, x.Store.SQLite)
	fmt.Fprintf(w, "store\t%s, version %d, %d MiB; %d MiB of the disk are free\n", printable(x.Path), x.Store.Schema, x.Store.Bytes>>20, x.Store.Room>>20)
	fmt.Fprintf(w, "desk\t%s\n", x.Desk)
	fmt.Fprintf(w, "reports\t%d, with %d revisions; %d in no story\n", x.Store.Reports, x.Store.Revisions, x.Store.Unfiled)
	fmt.Fprintf(w, "stories\t%d\n", x.Store.Stories)
	fmt.Fprintf(w, "pending\t%s to be filed, %s to be written\n", render.Count(int(x.Store.Pending), "revision"), render.Count(int(x.Store.Stale), "story"))
	x.Feeds.write(w)
	for _, k := range cfg.Values() {
		fmt.Fprintf(w, "%s\t%s\n", k.Name, printable(k.Value))
	}
	return w.Flush()
}
