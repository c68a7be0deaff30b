package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

func whyCommand(s streams) *cobra.Command {
	o := output{explain: true}
	c := &cobra.Command{
		Use:   "why DOC|STORY PATH...",
		Short: "Say why a document stands in its story, and what was decided against",
		Long: `why files the documents below each PATH as group does, and says why the document
DOC (its id, or its address) stands in its story, or why the documents of STORY
are one; which other stories were compared, with what spoke for and against
them; and which story it follows.`,
		Example: `  wiredesk why r40 reports/
  wiredesk why s-12a0830f1f66 reports/
  wiredesk why --store wiredesk.db r40
  wiredesk why --rules desk.rules --format json https://vale-herald.example/ferry today.jsonl`,
		Args: func(c *cobra.Command, args []string) error {
			if o.store != "" && len(args) == 1 {
				return o.inputs(c, nil)
			}
			if len(args) < 2 || o.store != "" {
				return errors.New("why what? Name a document or a story, and then files or folders, - for standard input, or a store with --store")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			how := map[string]func(io.Writer, *wiredesk.Result, string, render.Options) error{"text": render.Why, "json": render.WhyJSON}[o.format]
			if how == nil {
				return unknownFormat(c)
			}
			print := func(w io.Writer, r *wiredesk.Result, opt render.Options) error {
				err := how(w, r, args[0], opt)
				if errors.Is(err, wiredesk.ErrNotFound) || errors.Is(err, wiredesk.ErrConflict) {
					return &usageError{err}
				}
				return err
			}
			if o.store != "" {
				return (&desk{store: o.store}).with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
					ids, err := asked(c.Context(), db, args[0])
					if err != nil {
						return err
					}
					return printStored(c.Context(), s, db, ids, ids == nil, o, print)
				})
			}
			return report(c, s, args[1:], pipeline.Config{GroupOnly: true}, o, print)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.format, "format", "f", "text", "how to print: text, json")
	f.StringVar(&o.color, "color", "auto", "colours: auto, always, never")
	o.rules.flag(c)
	f.StringVar(&o.store, "store", "", "look into this store, instead of PATH")
	return c
}
