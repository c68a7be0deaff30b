package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// tasks score a labelled set: each returns a value to print as JSON and the
// rows of a table.
var tasks = map[string]func(ctx context.Context, s streams, dir string) (any, [][]string, error){
	"segment": evalSegment,
	"group":   evalGroup,
	"brief":   evalBrief,
	"parse":   evalParse,
	"names":   evalNames,
	"times":   evalTimes,
	"figures": evalFigures,
}

func evalCommand(s streams) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "eval TASK DIR",
		Short: "Score against a labelled set",
		Long: `eval scores what wiredesk finds against the labelled set in DIR.

  segment  tokens and sentences against the treebanks (*.conllu, *.conllu.gz) in DIR
  parse    tags, lemmas and trees on the words of the same treebanks
  names    persons, organisations and places against *.iob2, and against every
           tenth item of wire_ner/*.txt, in DIR
  times    time expressions: documents.jsonl(.gz) with timexes.jsonl(.gz) in DIR
  figures  what figures are found, and whether reports agree: gold.json or stories.json
           with documents.jsonl(.gz) in DIR, in the stories and origins of the gold
  group    stories, and origins where they are labelled: documents.jsonl(.gz) or reports.jsonl
           with stories.json or gold.json in DIR
  brief    what the briefs hold, and whether verify accepts them; with gold.json
           in DIR also how much of the key facts they tell`,
		Example: `  wiredesk eval segment data/nlp
  wiredesk eval group --format json data/allsides`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: text or json is wanted", format)
			}
			task, ok := tasks[args[0]]
			if !ok {
				return fmt.Errorf("no task %q: segment, parse, names, times, figures, group or brief is wanted", args[0])
			}
			v, rows, err := task(c.Context(), s, args[1])
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(s.out).Encode(v)
			}
			w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
			for _, r := range rows {
				fmt.Fprintln(w, strings.Join(r, "\t"))
			}
			return w.Flush()
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	return c
}

// A groupScore is what eval group prints.
type groupScore struct {
	Stories eval.PartitionScore  `json:"stories"`
	Origins *eval.PartitionScore `json:"origins,omitempty"` // where the set labels them
}

// evalGroup scores stories and origins of the set in dir.
func evalGroup(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	gold, err := readGold(dir)
	if err != nil {
		return nil, nil, err
	}
	r, err := runSet(ctx, s, dir, pipeline.Config{GroupOnly: true})
	if err != nil {
		return nil, nil, err
	}
	var stories, origins eval.Partition
	for i := range r.Stories {
		stories = append(stories, ids(r.Stories[i].Documents))
		for _, o := range r.Stories[i].Origins {
			origins = append(origins, ids(o.Documents))
		}
	}
	sc := groupScore{Stories: eval.ScorePartition(gold.stories, stories)}
	rows := [][]string{{"", "documents", "gold", "system", "BCubed P", "R", "F1", "pairwise P", "R", "F1", "ARI"}, partitionRow("stories", sc.Stories)}
	if gold.origins != nil {
		o := eval.ScorePartition(gold.origins, origins)
		sc.Origins = &o
		rows = append(rows, partitionRow("origins", o))
	}
	return sc, rows, nil
}

// runSet runs the chain over the documents of the set in dir.
func runSet(ctx context.Context, s streams, dir string, c pipeline.Config) (*wiredesk.Result, error) {
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "reports.jsonl", "documents.jsonl.gz")})
	if err != nil && !(errors.Is(err, errUnread) && len(docs) > 0) {
		return nil, err
	}
	return pipeline.Run(ctx, docs, c)
}

// evalBrief scores the briefs of the set in dir.
func evalBrief(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	r, err := runSet(ctx, s, dir, pipeline.Config{})
	if err != nil {
		return nil, nil, err
	}
	var gold struct{ Stories []eval.FactSheet }
	b, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err == nil {
		err = json.Unmarshal(b, &gold)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, err
	}
	sc := eval.ScoreBriefs(r, gold.Stories)
	rep := verify.Result(r, r.Documents)
	for _, f := range rep.Failures {
		fmt.Fprintln(s.err, "wiredesk:", printable(f.String()))
	}
	sc.Refused = len(rep.Failures)
	return sc, [][]string{
		{"stories", "statements", "without evidence", "refused by verify", "withheld", "key fact recall"},
		{fmt.Sprint(sc.Stories), fmt.Sprint(sc.Statements), fmt.Sprint(sc.Naked), fmt.Sprint(sc.Refused), fmt.Sprint(sc.Withheld), fmt.Sprintf("%.3f", sc.KeyFacts)},
	}, nil
}

func partitionRow(name string, s eval.PartitionScore) []string {
	row := []string{name, fmt.Sprint(s.Documents), fmt.Sprint(s.GoldStories), fmt.Sprint(s.SystemStories)}
	for _, v := range []float64{s.BCubed.P, s.BCubed.R, s.BCubed.F1, s.Pairwise.P, s.Pairwise.R, s.Pairwise.F1, s.ARI} {
		row = append(row, fmt.Sprintf("%.3f", v))
	}
	return row
}

// goldGroups are the labels of a set.
type goldGroups struct{ stories, origins eval.Partition }

// readGold reads stories.json or gold.json.
func readGold(dir string) (goldGroups, error) {
	file := first(dir, "gold.json", "stories.json")
	b, err := os.ReadFile(file)
	if err != nil {
		return goldGroups{}, err
	}
	var g struct {
		Stories []struct {
			Documents []string
			Families  [][]string
		}
		Unrelated []string
	}
	if err := json.Unmarshal(b, &g); err != nil {
		return goldGroups{}, fmt.Errorf("%s: %w", file, err)
	}
	var out goldGroups
	for _, s := range g.Stories {
		out.stories = append(out.stories, s.Documents)
		out.origins = append(out.origins, s.Families...)
	}
	for _, d := range g.Unrelated {
		out.stories = append(out.stories, []string{d})
	}
	return out, nil
}

// first returns the first of the names that exists in dir, or the last.
func first(dir string, names ...string) string {
	for _, n := range names {
		if _, err := os.Stat(filepath.Join(dir, n)); err == nil {
			return filepath.Join(dir, n)
		}
	}
	return filepath.Join(dir, names[len(names)-1])
}

func ids(docs []wiredesk.DocumentID) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = string(d)
	}
	return out
}

func percent(v float64) string { return fmt.Sprintf("%.2f", 100*v) }
