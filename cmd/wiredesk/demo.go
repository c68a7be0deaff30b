package main

import (
	"bytes"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

func demoCommand(s streams) *cobra.Command {
	var o output
	var reports, show bool
	var addr string
	var length time.Duration
	c := &cobra.Command{
		Use:   "demo",
		Short: "Brief the bundled reports on invented events",
		Example: `  wiredesk demo
  wiredesk demo --format html > demo.html
  wiredesk demo --serve
  wiredesk demo --reports | wiredesk group --explain -`,
		Args: none,
		RunE: func(c *cobra.Command, args []string) error {
			if reports {
				if _, err := s.out.Write(demo.JSONL()); err != nil {
					return &internalError{err}
				}
				return nil
			}
			if show {
				docs, err := read(c.Context(), streams{bytes.NewReader(demo.JSONL()), s.out, s.err}, []string{"-"}, nil)
				if err != nil {
					return err
				}
				return serveDemo(c.Context(), s, addr, length, docs)
			}
			print, err := o.printer(c, briefForms())
			if err != nil {
				return err
			}
			s.in, o.facts = bytes.NewReader(demo.JSONL()), autoFacts
			return report(c, s, []string{"-"}, pipeline.Config{}, o, print)
		},
	}
	o.flags(c, briefFormats)
	c.Flags().BoolVar(&o.withText, "with-text", false, "put the documents' texts into json, so that it can be checked by itself")
	c.Flags().BoolVar(&show, "serve", false, "show them in a browser, from a store of their own that is gone afterwards")
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "with --serve, where to listen; another port if that is taken")
	c.Flags().DurationVar(&length, "for", 0, "with --serve, end after that time; 0 means when interrupted")
	c.Flags().BoolVar(&reports, "reports", false, "print the reports themselves, as JSONL")
	return c
}
