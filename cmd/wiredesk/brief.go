package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// output is how a verb prints.
type output struct {
	format                 string
	all, explain, withText bool
	color                  string
	rules                  ruleFile
	wording                wording
	facts                  int // find the facts of up to so many documents
	store                  string
	fetch                  bool
	web                    outward
}

// inputs wants inputs, or else a store.
func (o *output) inputs(c *cobra.Command, args []string) error {
	if o.store == "" {
		return paths(c, args)
	}
	if len(args) > 0 {
		return fmt.Errorf("%s: --store takes the place of files and folders", c.Name())
	}
	if o.rules != "" {
		return fmt.Errorf("%s: --rules is not laid over a store", c.Name())
	}
	return nil
}

func (o *output) flags(c *cobra.Command, formats string) {
	f := c.Flags()
	f.StringVarP(&o.format, "format", "f", "text", "how to print: "+formats)
	f.BoolVar(&o.all, "all", false, "print stories of a single report in full too")
	f.BoolVar(&o.explain, "explain", false, "say why documents stand together")
	f.StringVar(&o.color, "color", "auto", "colours: auto, always, never")
}

// fetchFlags are those of verbs that may fetch.
func (o *output) fetchFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.fetch, "fetch", false, "fetch each PATH that is an address, as wiredesk fetch does")
	o.web.gatherFlags(c)
}

// read reads the documents below paths, and fetches those at addresses if that
// is asked for.
func (o *output) read(ctx context.Context, s streams, paths []string) ([]*wiredesk.Document, error) {
	if !o.fetch {
		return read(ctx, s, paths, nil)
	}
	var files, addresses []string
	for _, p := range paths {
		if isAddress(p) {
			addresses = append(addresses, p)
		} else {
			files = append(files, p)
		}
	}
	results, err := o.web.gather(ctx, addresses)
	if err != nil {
		return nil, err
	}
	unread := reportFetched(s.err, results)
	docs, err := read(ctx, s, files, documentsOf(results))
	return docs, cmp.Or(err, unread)
}

// options returns what package render needs to print on w.
func (o *output) options(w io.Writer) (render.Options, error) {
	r := render.Options{All: o.all, Explain: o.explain, WithText: o.withText, Width: width(w)}
	switch o.color {
	case "auto":
		r.Color = isTerminal(w)
	case "always":
		r.Color = true
	case "never":
	default:
		return r, fmt.Errorf("--color %q: auto, always or never is wanted", o.color)
	}
	return r, nil
}

func briefCommand(s streams) *cobra.Command {
	var o output
	var facts string
	c := &cobra.Command{
		Use:   "brief PATH...",
		Short: "Write the briefs of the stories found in PATH",
		Long: `brief reads the documents below each PATH (files, folders, or - for standard
input), files them into stories and writes a brief of each.`,
		Example: `  wiredesk brief reports/
  wiredesk brief --format html today.jsonl.gz > briefs.html
  wiredesk brief --format json --with-text reports/ > brief.json
  wiredesk brief --format eml reports/ > digest.eml
  wiredesk brief --fetch https://example.org/feed.xml reports/
  zcat today.jsonl.gz | wiredesk brief --explain -
  wiredesk brief --store wiredesk.db`,
		Args: func(c *cobra.Command, args []string) error { return o.inputs(c, args) },
		RunE: func(c *cobra.Command, args []string) error {
			print, err := o.printer(c, briefForms())
			if err != nil {
				return err
			}
			if o.facts, err = factsFor(facts); err != nil {
				return err
			}
			if o.store != "" {
				return (&desk{store: o.store}).with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
					return printStored(c.Context(), s, db, nil, true, o, print)
				})
			}
			return report(c, s, args, pipeline.Config{}, o, print)
		},
	}
	o.flags(c, briefFormats)
	o.rules.flag(c)
	o.wording.flags(c)
	o.fetchFlags(c)
	c.Flags().StringVar(&facts, "facts", "auto", fmt.Sprintf("lay figures, quotations and claims side by side: always, never, or auto, for up to %d documents (slow: it parses every one)", autoFacts))
	c.Flags().BoolVar(&o.withText, "with-text", false, "put the documents' texts into json, so that it can be checked by itself")
	c.Flags().StringVar(&o.store, "store", "", "print the briefs that stand in this store, instead of PATH")
	return c
}

// briefFormats names the forms of briefForms, those to be read first.
const briefFormats = "text, md, html, eml, json, ninjs, jsonld"

// briefForms returns the forms in which briefs are printed.
func briefForms() map[string]printer {
	return map[string]printer{
		"text": render.Terminal, "md": render.Markdown, "html": render.HTML, "eml": render.Mail,
		"json": render.JSON, "ninjs": render.Ninjs, "jsonld": render.JSONLD,
	}
}

func groupCommand(s streams) *cobra.Command {
	var o output
	c := &cobra.Command{
		Use:   "group PATH...",
		Short: "File the documents in PATH into stories and origins, without briefs",
		Example: `  wiredesk group reports/
  wiredesk group --format json today.jsonl.gz
  wiredesk group --explain reports/
  wiredesk group --rules desk.rules reports/`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			print, err := o.printer(c, map[string]printer{"text": render.Groups, "json": render.GroupsJSON})
			if err != nil {
				return err
			}
			return report(c, s, args, pipeline.Config{GroupOnly: true}, o, print)
		},
	}
	o.flags(c, "text, json")
	o.rules.flag(c)
	o.fetchFlags(c)
	return c
}

// A printer prints a result.
type printer func(io.Writer, *wiredesk.Result, render.Options) error

func (o *output) printer(c *cobra.Command, known map[string]printer) (printer, error) {
	if p, ok := known[o.format]; ok {
		return p, nil
	}
	return nil, unknownFormat(c)
}

// report reads, runs and prints. What could be read is printed even if
// something else could not.
func report(c *cobra.Command, s streams, paths []string, cfg pipeline.Config, o output, print printer) error {
	opt, err := o.options(s.out)
	if err != nil {
		return err
	}
	if cfg.Rules, err = o.rules.read(); err != nil {
		return err
	}
	docs, unread := o.read(c.Context(), s, paths)
	if unread != nil && (len(docs) == 0 || !errors.Is(unread, errUnread)) {
		return unread
	}
	var done func()
	cfg.Explain, cfg.Facts = o.explain, len(docs) <= o.facts
	cfg.Progress, done = progress(s.err)
	r, err := pipeline.Run(c.Context(), docs, cfg)
	done()
	if err != nil {
		return &internalError{err}
	}
	o.rules.warn(s.err, cfg.Rules, r.Rules)
	if err := o.wording.word(c.Context(), s.err, r); err != nil {
		return err
	}
	if err := print(s.out, r, opt); err != nil {
		var usage *usageError
		if errors.As(err, &usage) {
			return err
		}
		return &internalError{err}
	}
	return unread
}
