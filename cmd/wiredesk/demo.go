package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

func demoCommand(s streams) *cobra.Command {
	var o output
	var reports bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Brief the bundled reports on invented events",
		Example: `  wiredesk demo
  wiredesk demo --format html > demo.html
  wiredesk demo --reports | wiredesk group --explain -`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if reports {
				if _, err := s.out.Write(demo.JSONL()); err != nil {
					return &internalError{err}
				}
				return nil
			}
			print, err := o.printer(briefForms())
			if err != nil {
				return err
			}
			s.in, o.facts = bytes.NewReader(demo.JSONL()), autoFacts
			return report(c, s, []string{"-"}, pipeline.Config{}, o, print)
		},
	}
	o.flags(c, briefFormats)
	c.Flags().BoolVar(&o.withText, "with-text", false, "put the documents' texts into json, so that it can be checked by itself")
	c.Flags().BoolVar(&reports, "reports", false, "print the reports themselves, as JSONL")
	return c
}
