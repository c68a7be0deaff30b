// Command wiredesk-train makes the weights of the text analysis again from
// annotated text, and says how good they are.
//
//	wiredesk-train -data DIR -lists DIR [-out DIR] [-work DIR] [STAGE ...]
//
// Stages are background, lexicon, tagger, lemma, parser, names and score; without any, all
// of them in this order. The stage group, which only runs when it is named,
// learns the decision of package cluster from labelled stories. Each reads what the ones before it wrote. The same
// data gives the same bytes. See docs/training.md.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// A trainer is one run.
type trainer struct {
	data, lists, out, work folder
	sets                   folder // of labelled stories
	table                  string // the file of the background frequencies
	decision               string // the file of the weights of package cluster
	log                    io.Writer
	models                 *model.Models // what stands in out
}

// A stage makes one file.
type stage struct {
	name  string
	run   func(*trainer) error
	named bool // runs only if it is named
}

// stages in the order they depend on each other.
func stages() []stage {
	return []stage{
		{name: "background", run: (*trainer).background},
		{name: "lexicon", run: (*trainer).lexicon},
		{name: "tagger", run: (*trainer).tagger},
		{name: "lemma", run: (*trainer).lemma},
		{name: "parser", run: (*trainer).parser},
		{name: "names", run: (*trainer).names},
		{name: "score", run: (*trainer).score},
		{name: "group", run: (*trainer).group, named: true},
	}
}

func run(args []string, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("wiredesk-train", flag.ContinueOnError)
	fs.SetOutput(stderr)
	data := fs.String("data", "", "`folder` of the annotated text")
	lists := fs.String("lists", "", "`folder` of WordNet, place names and personal names (cmd/wiredesk-train/lists.sh)")
	out := fs.String("out", "internal/nlp/model", "`folder` for the weights")
	table := fs.String("table", "internal/nlp/vector/background.tsv", "`file` for the background frequencies of words")
	sets := fs.String("sets", "", "`folder` of the sets of labelled stories, for the stage group")
	decision := fs.String("decision", "internal/cluster/weights.txt", "`file` for the weights of the stage group")
	work := fs.String("work", os.TempDir(), "`folder` for what passes between stages")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	for _, name := range fs.Args() {
		if !slices.ContainsFunc(stages(), func(s stage) bool { return s.name == name }) {
			fmt.Fprintf(stderr, "wiredesk-train: no stage %q\n", name)
			return 2
		}
	}
	t := &trainer{data: folder(*data), lists: folder(*lists), out: folder(*out), work: folder(*work), sets: folder(*sets), table: *table, decision: *decision, log: stdout}
	if err := t.run(fs.Args()); err != nil {
		fmt.Fprintln(stderr, "wiredesk-train:", err)
		return 1
	}
	return 0
}

func (t *trainer) run(names []string) error {
	for _, s := range stages() {
		if len(names) > 0 && !slices.Contains(names, s.name) || len(names) == 0 && s.named {
			continue
		}
		start := time.Now()
		t.models = model.Open(os.DirFS(string(t.out)))
		if err := s.run(t); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(t.log, "%s done in %.0f s\n", s.name, time.Since(start).Seconds())
	}
	return nil
}

// weights packs and stores one file of weights.
func (t *trainer) weights(name string, b []byte) error {
	packed, err := model.Pack(b)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.log, "%s: %d bytes, packed %d\n", name, len(b), len(packed))
	return os.WriteFile(t.out.path(name), packed, 0o644)
}
