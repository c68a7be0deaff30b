package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
)

// autoFacts is up to how many documents brief finds the facts of a story
// unasked: what takes about five seconds on two processors.
const autoFacts = 400

// factsFor returns up to how many documents the facts are found.
func factsFor(when string) (int, error) {
	switch when {
	case "auto":
		return autoFacts, nil
	case "always":
		return math.MaxInt, nil
	case "never":
		return -1, nil
	}
	return 0, fmt.Errorf("--facts %q: auto, always or never is wanted", when)
}

func compareCommand(s streams) *cobra.Command {
	return factsCommand(s, "compare", "Lay side by side what the reports of each story say",
		`compare files the documents below each PATH into stories and says of each on
which points independent reports agree, on which they differ, and what only one
of them says, with who says it and the sentences that say so.`, render.Compare, render.CompareJSON, nil)
}

func figuresCommand(s streams) *cobra.Command {
	return factsCommand(s, "figures", "List the figures of each story with every value that is given",
		`figures files the documents below each PATH into stories and lists the figures of
each: every value, which reports give it, and to whom they ascribe it.`, render.Figures, render.FiguresJSON, nil)
}

func soleCommand(s streams) *cobra.Command {
	return factsCommand(s, "sole", "List what only one origin says",
		`sole files the documents below each PATH into stories and lists what only one
independent report of a story says, though there are others.`, render.Sole, render.SoleJSON, nil)
}

func quotesCommand(s streams) *cobra.Command {
	var by, about string
	c := factsCommand(s, "quotes", "List who said what",
		`quotes files the documents below each PATH into stories and lists what people said
in each. One utterance in several reports stands once.`, render.Quotes, render.QuotesJSON, func(r *wiredesk.Result) {
			for i := range r.Stories {
				st := &r.Stories[i]
				st.Quotations = slices.DeleteFunc(st.Quotations, func(q wiredesk.Quotation) bool {
					return !said(st, q.Speaker, by) || !mentions(st, q.Text, about)
				})
			}
		})
	c.Flags().StringVar(&by, "by", "", "only what this person or body said; a part of a name will do")
	c.Flags().StringVar(&about, "about", "", "only what has this name or word in it")
	return c
}

// said reports whether the speaker is whom name means; every one is if it is
// empty.
func said(st *wiredesk.Story, by wiredesk.Speaker, name string) bool {
	if holds(by.Name, name) {
		return true
	}
	return by.Entity != "" && slices.ContainsFunc(st.Entities, func(e wiredesk.Entity) bool { return e.ID == by.Entity && called(&e, name) })
}

// mentions reports whether text has name in it, or another name of an entity
// that is called so.
func mentions(st *wiredesk.Story, text, name string) bool {
	if holds(text, name) {
		return true
	}
	return slices.ContainsFunc(st.Entities, func(e wiredesk.Entity) bool {
		return called(&e, name) && slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return holds(text, n) })
	})
}

// called reports whether name is one of e's.
func called(e *wiredesk.Entity, name string) bool {
	return slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return holds(n, name) })
}

// holds reports whether s has the words of part in it, whatever their case.
func holds(s, part string) bool {
	words := func(s string) string {
		return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
			return strings.ContainsRune(" \n.,;:!?\"“”‘’()", r)
		}), " ") + " "
	}
	return strings.TrimSpace(part) == "" || strings.Contains(words(s), words(part))
}

// factsCommand returns a verb that prints the facts of stories; narrow, which
// may be nil, takes out what is not asked for.
func factsCommand(s streams, name, short, long string, text, json printer, narrow func(*wiredesk.Result)) *cobra.Command {
	o := output{facts: math.MaxInt}
	c := &cobra.Command{
		Use:     name + " PATH...",
		Short:   short,
		Long:    long,
		Example: fmt.Sprintf("  wiredesk %s reports/\n  wiredesk %s --format json today.jsonl.gz", name, name),
		Args:    paths,
		RunE: func(c *cobra.Command, args []string) error {
			print, err := o.printer(c, map[string]printer{"text": text, "json": json})
			if err != nil {
				return err
			}
			return report(c, s, args, pipeline.Config{}, o, func(w io.Writer, r *wiredesk.Result, opt render.Options) error {
				if narrow != nil {
					narrow(r)
				}
				return print(w, r, opt)
			})
		},
	}
	f := c.Flags()
	f.StringVarP(&o.format, "format", "f", "text", "how to print: text, json")
	f.BoolVar(&o.all, "all", false, "print stories of a single report too")
	f.StringVar(&o.color, "color", "auto", "colours: auto, always, never")
	o.rules.flag(c)
	return c
}
