package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

func timelineCommand(s streams) *cobra.Command {
	var o output
	var t timeline.Options
	var from, to string
	c := &cobra.Command{
		Use:   "timeline PATH...",
		Short: "Say day by day what happened, in the reports of weeks or months",
		Long: `timeline reads the documents below each PATH as reports on one matter, finds the
days that they speak of most and keep coming back to, and prints for each what
is told of it. The first sentence of each day names that day, by a date or by a
word such as "Monday" and the day on which its report came out; the others do,
or stand at the top of a report of that day or the next.`,
		Example: `  wiredesk timeline reports/
  wiredesk timeline --dates 20 --sentences 1 year.jsonl.gz
  wiredesk timeline --from 2026-03-01 --to 2026-03-31 --format json year.jsonl.gz`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			print, ok := map[string]timelinePrinter{"text": render.Timeline, "md": render.TimelineMarkdown, "json": render.TimelineJSON}[o.format]
			if !ok {
				return unknownFormat(c)
			}
			if t.Dates < 0 || t.Sentences < 0 {
				return errors.New("--dates and --sentences: a number from 0 up is wanted")
			}
			var err error
			if t.From, err = dayFlag("from", from); err != nil {
				return err
			}
			if t.To, err = dayFlag("to", to); err != nil {
				return err
			}
			if from != "" && to != "" && t.From > t.To {
				return fmt.Errorf("--from %s is after --to %s", from, to)
			}
			return printTimeline(c, s, args, t, o, print)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.format, "format", "f", "text", "how to print: text, md, json")
	f.IntVar(&t.Dates, "dates", 0, "how many days at the most; 0: as many as stand out")
	f.IntVar(&t.Sentences, "sentences", 0, "how many sentences a day at the most; 0: 2")
	f.StringVar(&from, "from", "", "the first day that counts, such as 2026-03-01 (otherwise a week before the first report)")
	f.StringVar(&to, "to", "", "the last one (otherwise that of the last report)")
	f.BoolVar(&o.withText, "with-text", false, "put the texts of the documents that are cited into json")
	f.StringVar(&o.color, "color", "auto", "colours: auto, always, never")
	return c
}

// dayFlag reads a day; "" is none.
func dayFlag(name, v string) (timeline.Day, error) {
	if v == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return 0, fmt.Errorf("--%s %q: a day such as 2026-03-01 is wanted", name, v)
	}
	return timeline.DayOf(t), nil
}

// A timelinePrinter prints a timeline.
type timelinePrinter func(io.Writer, *wiredesk.Timeline, render.Options) error

// printTimeline reads, makes, checks and prints. What could be read is printed
// even if something else could not.
func printTimeline(c *cobra.Command, s streams, paths []string, o timeline.Options, out output, print timelinePrinter) error {
	opt, err := out.options(s.out)
	if err != nil {
		return err
	}
	docs, unread := read(c.Context(), s, paths, nil)
	if unread != nil && (len(docs) == 0 || !errors.Is(unread, errUnread)) {
		return unread
	}
	step, done := progress(s.err)
	t, err := pipeline.Timeline(c.Context(), docs, o, step)
	done()
	if err != nil {
		return &internalError{err}
	}
	if rep := verify.Timeline(t, docs); len(rep.Failures) > 0 {
		return &internalError{fmt.Errorf("the timeline does not stand the check: %s", rep.Failures[0])}
	}
	if err := print(s.out, t, opt); err != nil {
		return &internalError{err}
	}
	return unread
}
