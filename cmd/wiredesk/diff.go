package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/change"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/verify"
)

func diffCommand(s streams) *cobra.Command {
	var o output
	var since string
	c := &cobra.Command{
		Use:   "diff [STORY] PATH...",
		Short: "Say what is new in the stories found in PATH",
		Long: `diff files the documents below each PATH into stories and says what only those
say that came out at the time --since or later: figures, claims and quotations
that are new, that changed, or that further origins confirm.

Without --since, PATH is two briefs in JSON that were written with --with-text,
the older first; what only documents say that are gone or have another text is
then withdrawn. Each line has the sentences or passages that say so, checked as
verify does.`,
		Example: `  wiredesk diff --since 6h reports/
  wiredesk diff --since 2026-10-05T14:00:00+02:00 s-12a0830f1f66 reports/
  wiredesk diff --format md yesterday.json today.json`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			how := map[string]func(io.Writer, *render.Diff, render.Options) error{"text": render.DiffText, "md": render.DiffMarkdown, "json": render.DiffJSON}[o.format]
			if how == nil {
				return unknownFormat(c)
			}
			opt, err := o.options(s.out)
			if err != nil {
				return err
			}
			story, args := storyArg(args)
			d, unread := &render.Diff{}, error(nil)
			if since != "" {
				d, unread, err = diffSince(c, s, args, since, o.rules)
			} else {
				d, err = diffFiles(s, args)
			}
			if err != nil {
				return err
			}
			if story != "" {
				d.Stories = slices.DeleteFunc(d.Stories, func(x wiredesk.Changes) bool { return x.Story != story })
			}
			if err := how(s.out, d, opt); err != nil {
				return &internalError{err}
			}
			return unread
		},
	}
	f := c.Flags()
	f.StringVar(&since, "since", "", "the time since which it is new: RFC 3339, or how long before the latest document, such as 6h or 90m")
	f.StringVarP(&o.format, "format", "f", "text", "how to print: text, md, json")
	f.StringVar(&o.color, "color", "auto", "colours: auto, always, never")
	o.rules.flag(c)
	return c
}

// storyID matches the id of a story.
var storyID = regexp.MustCompile(`^s-[0-9a-f]{12}$`)

// storyArg takes the id of a story from the front of args; "" if there is none.
func storyArg(args []string) (wiredesk.StoryID, []string) {
	if storyID.MatchString(args[0]) && len(args) > 1 {
		return wiredesk.StoryID(args[0]), args[1:]
	}
	return "", args
}

// diffSince returns what is new since a time in the documents below paths.
func diffSince(c *cobra.Command, s streams, paths []string, since string, rules ruleFile) (d *render.Diff, unread, err error) {
	cfg := pipeline.Config{Facts: true}
	if cfg.Rules, err = rules.read(); err != nil {
		return nil, nil, err
	}
	docs, unread := read(c.Context(), s, paths, nil)
	if unread != nil && (len(docs) == 0 || !errors.Is(unread, errUnread)) {
		return nil, nil, unread
	}
	at, err := sinceTime(since, docs)
	if err != nil {
		return nil, nil, err
	}
	var done func()
	cfg.Progress, done = progress(s.err)
	r, err := pipeline.Run(c.Context(), docs, cfg)
	done()
	if err != nil {
		return nil, nil, &internalError{err}
	}
	rules.warn(s.err, cfg.Rules, r.Rules)
	if err := sound(s, "", r); err != nil {
		return nil, nil, err
	}
	return &render.Diff{Since: at, Documents: docs, Stories: change.Since(r, at)}, unread, nil
}

// diffFiles returns what is new in the second of two briefs.
func diffFiles(s streams, files []string) (*render.Diff, error) {
	if len(files) != 2 {
		return nil, fmt.Errorf("without --since, two briefs in JSON are compared: %d are named", len(files))
	}
	var both [2]*wiredesk.Result
	for i, file := range files {
		f, broken, err := load(s, file)
		switch {
		case err != nil:
			return nil, err
		case len(broken) > 0:
			return nil, fmt.Errorf("%s: %s: %w", file, broken[0].Detail, wiredesk.ErrInvalid)
		case f.brief == nil:
			return nil, fmt.Errorf("%s is a timeline, not a brief: %w", file, wiredesk.ErrInvalid)
		}
		r := f.brief
		if !hasTexts(r.Documents) {
			return nil, fmt.Errorf("%s holds no texts of documents: write it with brief --with-text", file)
		}
		if err := sound(s, file+": ", r); err != nil {
			return nil, err
		}
		both[i] = r
	}
	return &render.Diff{Documents: slices.Concat(both[0].Documents, both[1].Documents), Stories: change.Between(both[0], both[1])}, nil
}

// sound checks r against its own documents and reports what fails.
func sound(s streams, whose string, r *wiredesk.Result) error {
	rep := verify.Result(r, r.Documents)
	for _, f := range rep.Failures {
		fmt.Fprintln(s.err, "wiredesk:", printable(whose+f.String()))
	}
	if len(rep.Failures) > 0 {
		return errCheck
	}
	return nil
}

// sinceTime reads a time, or a length of time before the latest of docs.
func sinceTime(text string, docs []*wiredesk.Document) (wiredesk.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return wiredesk.Time{Time: t}, nil
	}
	ago, err := time.ParseDuration(text)
	if err != nil || ago < 0 {
		return wiredesk.Time{}, fmt.Errorf("--since %q: a time in RFC 3339 or a length such as 6h is wanted", text)
	}
	var last wiredesk.Time
	for _, d := range docs {
		if !d.Published.IsZero() && (last.IsZero() || d.Published.Compare(last) > 0) {
			last = d.Published
		}
	}
	if last.IsZero() {
		return wiredesk.Time{}, fmt.Errorf("--since %q: no document says when it came out", text)
	}
	return wiredesk.Time{Time: last.Add(-ago)}, nil
}
