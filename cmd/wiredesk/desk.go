package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// A desk is where a verb finds the store, and how it runs.
type desk struct{ config, store string }

func (d *desk) flags(c *cobra.Command) {
	c.Flags().StringVar(&d.config, "config", "", "the file that says how the desk runs (default wiredesk.toml, if it is there)")
	c.Flags().StringVar(&d.store, "store", "", "the file that the store is in, whatever the configuration says")
}

// load returns the configuration.
func (d *desk) load() (config.Config, error) {
	path := d.config
	if path == "" {
		path = os.Getenv(config.Prefix + "CONFIG")
	}
	if path == "" {
		if _, err := os.Stat("wiredesk.toml"); err == nil {
			path = "wiredesk.toml"
		}
	}
	c, err := config.Load(path, os.Environ())
	if d.store != "" {
		c.Store.Path = d.store
	}
	return c, err
}

// open opens the store.
func (d *desk) open(ctx context.Context) (*sqlite.DB, config.Config, error) {
	c, err := d.load()
	if err != nil {
		return nil, c, err
	}
	db, err := sqlite.Open(ctx, c.Store.Path, sqlite.Options{})
	return db, c, faulty(err)
}

// with opens the store for the time of f.
func (d *desk) with(ctx context.Context, f func(*sqlite.DB, config.Config) error) error {
	db, c, err := d.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(faulty(f(db, c)), db.Close())
}

// faulty marks what is not the caller's fault.
func faulty(err error) error {
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrDamaged) {
		return &internalError{err}
	}
	return err
}

// options returns how the desk works under c.
func options(c config.Config, s streams) (worker.Options, error) {
	o := worker.Options{
		Facts: c.Stories.FactsDocuments, MinFree: int64(c.Store.MinFree),
		Log: slog.New(slog.NewTextHandler(s.err, nil)),
	}
	switch c.Stories.Facts {
	case "always":
		o.Facts = math.MaxInt
	case "never":
		o.Facts = -1
	}
	var err error
	o.Rules, err = ruleFile(c.Stories.Rules).read()
	return o, err
}

// memory is about how much the desk works with: the collector runs more often
// before it takes more. 100,000 reports of a month hold two thirds of it.
const memory = 700 << 20

// limitMemory keeps this process to that, unless GOMEMLIMIT says otherwise.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
}

// settle files what was taken in and writes the stories that change, unless
// another process does.
func settle(ctx context.Context, s streams, db *sqlite.DB, o worker.Options) error {
	limitMemory()
	w, err := worker.Open(ctx, db, o)
	if errors.Is(err, store.ErrBusy) {
		fmt.Fprintln(s.err, "wiredesk: another wiredesk has the desk; it will file them")
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(w.CatchUp(ctx), w.Close())
}

func initCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "init",
		Short: "Make an empty store",
		Example: `  wiredesk init
  wiredesk init --store news/wiredesk.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := d.load()
			if err != nil {
				return err
			}
			db, err := sqlite.Create(c.Context(), cfg.Store.Path, sqlite.Options{})
			if err != nil {
				return faulty(err)
			}
			fmt.Fprintf(s.out, "made %s\n", printable(cfg.Store.Path))
			return db.Close()
		},
	}
	d.flags(c)
	return c
}

func addCommand(s streams) *cobra.Command {
	var d desk
	var later bool
	c := &cobra.Command{
		Use:   "add PATH...",
		Short: "Take reports into the store",
		Long: `add takes the documents below each PATH into the store, and prints a line of each
once it is on the disk: added, revised (its text or title changed) or known. Two
documents are one report if they have the same id or the same address. Then it
files them and writes the briefs of the stories that change.`,
		Example: `  wiredesk add reports/
  zcat today.jsonl.gz | wiredesk add -`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				o, err := options(cfg, s)
				if err != nil {
					return err
				}
				docs, unread := read(c.Context(), s, args, nil)
				if unread != nil && !errors.Is(unread, errUnread) {
					return unread
				}
				if err := take(c.Context(), s, db, docs, o); err != nil {
					return err
				}
				if !later {
					if err := settle(c.Context(), s, db, o); err != nil {
						return err
					}
				}
				return unread
			})
		},
	}
	d.flags(c)
	c.Flags().BoolVar(&later, "later", false, "take them in only; file them when something is added without this flag, or by run")
	return c
}

// taken is how many reports are taken in at a time.
const taken = 100

// take takes docs in and acknowledges them.
func take(ctx context.Context, s streams, db *sqlite.DB, docs []*wiredesk.Document, o worker.Options) error {
	for len(docs) > 0 {
		n := min(taken, len(docs))
		in := make([]store.Incoming, n)
		for i, d := range docs[:n] {
			in[i].Document = d
		}
		got, err := worker.Put(ctx, db, in, o)
		if err != nil {
			return err
		}
		if err := acknowledge(s, got); err != nil {
			return err
		}
		docs = docs[n:]
	}
	return nil
}

// acknowledge prints a line of each report.
func acknowledge(s streams, got []store.Receipt) error {
	var b []byte
	for _, r := range got {
		b = fmt.Appendf(b, "%s %s %d\n", r.Outcome, printable(string(r.Document)), r.Revision)
	}
	_, err := s.out.Write(b)
	return err
}

func exportCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "export",
		Short: "Write every revision of every report as JSONL",
		Long: `export writes every revision of every report, one JSON object a line, in the order
in which they came. Importing that into an empty store and exporting it again
gives the same bytes. Stories are not in it: they are made again.`,
		Example: `  wiredesk export > reports.jsonl`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				return worker.Export(c.Context(), db, s.out)
			})
		},
	}
	d.flags(c)
	return c
}

func importCommand(s streams) *cobra.Command {
	var d desk
	var later bool
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Take what export wrote into the store",
		Long: `import takes the lines of FILE (- for standard input), which export wrote, into the
store, each revision with the time it came, and prints a line of each once it is
on the disk. Then it files them and writes the briefs.`,
		Example: `  wiredesk import reports.jsonl`,
		Args:    each("a file that export wrote, or - for standard input"),
		RunE: func(c *cobra.Command, args []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				o, err := options(cfg, s)
				if err != nil {
					return err
				}
				in := s.in
				if args[0] != "-" {
					f, err := os.Open(args[0])
					if err != nil {
						return err
					}
					defer f.Close()
					in = f
				}
				var unread error
				err = worker.Import(c.Context(), db, in, o,
					func(r store.Receipt) { _ = acknowledge(s, []store.Receipt{r}) },
					func(line int, err error) {
						unread = errUnread
						fmt.Fprintln(s.err, "wiredesk:", printable((&wiredesk.ReadError{File: args[0], Place: fmt.Sprintf("line %d", line), Err: err}).Error()))
					})
				if err == nil && !later {
					err = settle(c.Context(), s, db, o)
				}
				if err != nil {
					return err
				}
				return unread
			})
		},
	}
	d.flags(c)
	c.Flags().BoolVar(&later, "later", false, "take them in only; file them when something is added without this flag, or by run")
	return c
}
