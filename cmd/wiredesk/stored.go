package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// asJSON writes v on lines of its own.
func asJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func storiesCommand(s streams) *cobra.Command {
	var d desk
	var format string
	var limit, skip int
	c := &cobra.Command{
		Use:   "stories",
		Short: "List the stories of the store, the latest first",
		Example: `  wiredesk stories
  wiredesk stories --limit 100 --format json`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			if limit < 1 || limit > wiredesk.MaxHits || skip < 0 {
				return fmt.Errorf("--limit %d, --skip %d: 1 to %d, and 0 or more, are wanted", limit, skip, wiredesk.MaxHits)
			}
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				list, err := db.Stories(c.Context(), skip, limit)
				if err != nil {
					return err
				}
				if format == "json" {
					return asJSON(s.out, list)
				}
				if len(list) == 0 && skip == 0 {
					fmt.Fprintln(s.err, "wiredesk: no stories yet (wiredesk add takes reports in, wiredesk run what comes)")
				}
				return writeListed(s.out, list)
			})
		},
	}
	d.flags(c)
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	c.Flags().IntVar(&limit, "limit", 20, "how many")
	c.Flags().IntVar(&skip, "skip", 0, "how many to pass over first")
	return c
}

func writeListed(out io.Writer, list []store.Listed) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, e := range list {
		headline := e.Headline
		if headline == "" {
			headline = "(no headline)"
		}
		if e.Stale {
			headline += " [being written]"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.ID, render.Moment(e.LastPublished), render.Count(e.Documents, "report"), render.Count(e.Origins, "origin"), printable(headline))
	}
	return w.Flush()
}

func showCommand(s streams) *cobra.Command {
	var d desk
	var o output
	var changes bool
	c := &cobra.Command{
		Use:   "show STORY|DOC",
		Short: "Show a story of the store with its brief, or a report with its revisions",
		Long: `show prints the brief of a story of the store; or of a report its revisions, each
with what changed against the one before. A story that has become part of
another shows that one.`,
		Example: `  wiredesk show s-12a0830f1f66
  wiredesk show --changes s-12a0830f1f66
  wiredesk show r40`,
		Args: each("a story or a report"),
		RunE: func(c *cobra.Command, args []string) error {
			print, err := o.printer(c, map[string]printer{"text": render.Terminal, "md": render.Markdown, "html": render.HTML, "json": render.JSON})
			if err != nil {
				return err
			}
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				st, stale, err := db.Story(c.Context(), wiredesk.StoryID(args[0]))
				switch {
				case errors.Is(err, wiredesk.ErrNotFound):
					return showReport(c.Context(), s, db, wiredesk.DocumentID(args[0]))
				case err != nil:
					return err
				case changes:
					return showChanges(c.Context(), s, db, st.ID, o.format)
				}
				if stale {
					fmt.Fprintln(s.err, "wiredesk: the story has changed since this was written (wiredesk run, or add, writes it anew)")
				}
				o.all = true
				return printStored(c.Context(), s, db, []wiredesk.StoryID{st.ID}, false, o, print)
			})
		},
	}
	d.flags(c)
	o.flags(c, "text, md, html, json")
	c.Flags().BoolVar(&o.withText, "with-text", false, "put the documents' texts into json, so that it can be checked by itself")
	c.Flags().BoolVar(&changes, "changes", false, "print what changed in the story instead, the latest first")
	return c
}

// printStored prints stories of the store; all of them if ids is nil.
func printStored(ctx context.Context, s streams, db *sqlite.DB, ids []wiredesk.StoryID, unfiled bool, o output, print printer) error {
	opt, err := o.options(s.out)
	if err != nil {
		return err
	}
	var begun []int64
	if ids == nil {
		if begun, err = worker.All(ctx, db); err != nil {
			return err
		}
	}
	for _, id := range ids {
		n, err := db.Begun(ctx, id)
		if err != nil {
			return err
		}
		begun = append(begun, n)
	}
	r, err := worker.Result(ctx, db, begun, unfiled)
	if err != nil {
		return err
	}
	return print(s.out, r, opt)
}

// asked returns the story of the store that name, the id of a story or of a
// report, asks for; nil if only a look at all can tell.
func asked(ctx context.Context, db *sqlite.DB, name string) ([]wiredesk.StoryID, error) {
	if _, err := db.Begun(ctx, wiredesk.StoryID(name)); err == nil {
		return []wiredesk.StoryID{wiredesk.StoryID(name)}, nil
	}
	v, err := db.Report(ctx, wiredesk.DocumentID(name))
	if errors.Is(err, wiredesk.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	st, _, err := db.StoryOf(ctx, v.Report)
	if errors.Is(err, wiredesk.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []wiredesk.StoryID{st.ID}, nil
}

func showChanges(ctx context.Context, s streams, db *sqlite.DB, id wiredesk.StoryID, format string) error {
	list, err := db.Changes(ctx, id, wiredesk.MaxHits)
	if err != nil {
		return err
	}
	if format == "json" {
		return asJSON(s.out, list)
	}
	for _, c := range list {
		fmt.Fprintf(s.out, "%s\n", c.At.Format(time.RFC3339))
		for _, d := range c.Came {
			fmt.Fprintf(s.out, "  came     %s\n", printable(string(d)))
		}
		for _, d := range c.Left {
			fmt.Fprintf(s.out, "  left     %s\n", printable(string(d)))
		}
		for _, d := range c.Withdrawn {
			fmt.Fprintf(s.out, "  withdrawn  %s\n", printable(string(d)))
		}
		for _, d := range c.Restored {
			fmt.Fprintf(s.out, "  restored  %s\n", printable(string(d)))
		}
		for _, g := range c.Gone {
			fmt.Fprintf(s.out, "  no more  %s: %s\n", printable(string(g.Document)), printable(g.Quote))
		}
		for _, t := range c.Lost {
			fmt.Fprintf(s.out, "  -  %s\n", printable(t))
		}
		for _, t := range c.Gained {
			fmt.Fprintf(s.out, "  +  %s\n", printable(t))
		}
	}
	return nil
}

func showReport(ctx context.Context, s streams, db *sqlite.DB, id wiredesk.DocumentID) error {
	list, err := db.History(ctx, id)
	if err != nil {
		return fmt.Errorf("%q is neither a story nor a report of the store: %w", id, err)
	}
	for i, v := range list {
		d := v.Document
		fmt.Fprintf(s.out, "%s, revision %d of %d, came %s\n%s\n%s\n", printable(string(d.ID)), v.Number, len(list), v.Received.Format(time.RFC3339), printable(d.Title), printable(strings.TrimSpace(d.Outlet+"  "+d.URL)))
		if back := render.Withdrawn(d); back != "" {
			fmt.Fprintln(s.out, printable(back))
		} else if i > 0 && !list[i-1].Document.Withdrawn.IsZero() {
			fmt.Fprintln(s.out, "its outlet has it again")
		}
		if i == 0 {
			fmt.Fprintf(s.out, "\n%s\n", multiline(d.Text))
			continue
		}
		for _, e := range worker.Diff(list[i-1].Document.Text, d.Text) {
			fmt.Fprintf(s.out, "%s %s\n", e.Mark, printable(e.Text))
		}
	}
	st, _, err := db.StoryOf(ctx, list[0].Report)
	if errors.Is(err, wiredesk.ErrNotFound) {
		fmt.Fprintln(s.out, "\nIt stands in no story.")
		return nil
	}
	if err == nil {
		fmt.Fprintf(s.out, "\nIt stands in story %s.\n", st.ID)
	}
	return err
}

// multiline makes each line of s printable.
func multiline(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

func searchCommand(s streams) *cobra.Command {
	var d desk
	var format string
	var limit int
	c := &cobra.Command{
		Use:   "search WORD...",
		Short: "Search the reports and the briefs of the store",
		Long: `search lists the stories whose brief holds every word, and the reports that do, the
best first. A phrase stands in double quotes; a word with * at its end may go on.
Words are compared by their stems.`,
		Example: `  wiredesk search ferry survivors
  wiredesk search '"called off the search" quake*'`,
		Args: some("words"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			if limit < 1 || limit > wiredesk.MaxHits {
				return fmt.Errorf("--limit %d: 1 to %d is wanted", limit, wiredesk.MaxHits)
			}
			q, err := store.ParseQuery(strings.Join(args, " "))
			if err != nil {
				return err
			}
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				stories, err := db.SearchStories(c.Context(), q, limit)
				if err != nil {
					return err
				}
				reports, err := db.SearchReports(c.Context(), q, limit)
				if err != nil {
					return err
				}
				if format == "json" {
					return asJSON(s.out, map[string][]store.Hit{"stories": stories, "reports": reports})
				}
				if len(stories)+len(reports) == 0 {
					fmt.Fprintln(s.err, "wiredesk: nothing is found")
				}
				for _, h := range stories {
					fmt.Fprintf(s.out, "%s  %s\n", h.Story, printable(h.Title))
				}
				for _, h := range reports {
					fmt.Fprintf(s.out, "%s  %s (%s) in %s\n    %s\n", printable(string(h.Document)), printable(h.Title), printable(h.Outlet), h.Story, printable(h.Passage))
				}
				return nil
			})
		},
	}
	d.flags(c)
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	c.Flags().IntVar(&limit, "limit", 20, "how many of each")
	return c
}
