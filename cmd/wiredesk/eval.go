package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	"segment":    evalSegment,
	"group":      evalGroup,
	"brief":      evalBrief,
	"rouge":      evalRouge,
	"parse":      evalParse,
	"names":      evalNames,
	"times":      evalTimes,
	"figures":    evalFigures,
	"facts":      evalFacts,
	"compress":   evalCompress,
	"statements": evalStatements,
	"quotations": evalQuotations,
	"pages":      evalPages,
	"timeline":   evalTimeline,
}

// beside are the tasks that can score plain methods too.
var beside = map[string]func(ctx context.Context, s streams, dir string) (any, [][]string, error){
	"group": evalGroupBeside,
	"rouge": evalRougeBeside,
}

func evalCommand(s streams) *cobra.Command {
	var format string
	var baselines bool
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
  facts    where reports agree and differ on what is no figure: documents.jsonl(.gz)
           with gold.json in DIR
  quotations
           who said what: documents.jsonl(.gz) with gold.json or attributions.jsonl(.gz) in DIR
  pages    what is taken out of web pages: pages.tar.gz with gold.jsonl in DIR, beside the
           library that finds the article by itself
  timeline days and what is told of them: documents.jsonl(.gz) with timelines.json in DIR
           or in the folders below it
  group    stories, and origins and which story follows which where they are labelled:
           documents.jsonl(.gz) or reports.jsonl with stories.json or gold.json in DIR
  compress licensed deletions against shortened sentences: *.jsonl(.gz) in DIR
  statements
           how many statements are written about every set below DIR, and how many of
           them verify refuses: documents.jsonl(.gz), reports.jsonl, stream.jsonl.gz
  brief    what the briefs hold, and whether verify accepts them; with gold.json
           in DIR also how much of the key facts they tell
  rouge    how near the briefs of the labelled stories come to what people wrote:
           stories.json with summaries and headlines, and documents.jsonl(.gz) in DIR`,
		Example: `  wiredesk eval segment data/nlp
  wiredesk eval group --baselines data/wikinews
  wiredesk eval group --format json data/allsides`,
		Args: each("a task", "the folder of a set"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			task, ok := tasks[args[0]]
			if !ok {
				return fmt.Errorf("no task %q: one of %s is wanted", args[0], strings.Join(slices.Sorted(maps.Keys(tasks)), ", "))
			}
			if baselines {
				if task, ok = beside[args[0]]; !ok {
					return errors.New("--baselines goes with the tasks group and rouge only")
				}
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
	c.Flags().BoolVar(&baselines, "baselines", false, "group, rouge: score plain methods on the same set too")
	return c
}

// A groupScore is what eval group prints.
type groupScore struct {
	Stories   eval.PartitionScore  `json:"stories"`
	Baselines []baselineScore      `json:"baselines,omitempty"` // where they are asked for
	Origins   *eval.PartitionScore `json:"origins,omitempty"`   // where the set labels them
	Links     linkCounts           `json:"links"`
	Follows   *followsScore        `json:"follows,omitempty"` // where the set says which stories follow which
}

// linkCounts are how many of the gold stories, and of those that the program
// made, are found to follow another.
type linkCounts struct {
	Gold   int `json:"gold"`
	System int `json:"system"`
}

// A followsScore is of the links between the gold stories, and of those
// between the stories that the program made.
type followsScore struct {
	Gold   eval.LinkScore `json:"gold"`
	System eval.LinkScore `json:"system"`
}

// evalGroup scores stories and origins of the set in dir.
func evalGroup(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	return scoreGroups(ctx, s, dir, false)
}

// evalGroupBeside scores the plain methods of package baseline too.
func evalGroupBeside(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	return scoreGroups(ctx, s, dir, true)
}

func scoreGroups(ctx context.Context, s streams, dir string, baselines bool) (any, [][]string, error) {
	gold, err := readGold(dir)
	if err != nil {
		return nil, nil, err
	}
	docs, err := readSet(ctx, s, dir)
	if err != nil {
		return nil, nil, err
	}
	r, err := pipeline.Run(ctx, docs, pipeline.Config{GroupOnly: true})
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
	sc := groupScore{Stories: eval.ScorePartition(gold.Stories, stories)}
	rows := [][]string{
		{"", "documents", "gold", "alone", "system", "alone", "BCubed P", "R", "F1", "pairwise P", "R", "F1", "ARI", "homogeneity", "completeness", "V"},
		partitionRow("stories", sc.Stories),
	}
	if baselines {
		if sc.Baselines, err = scoreBaselines(ctx, docs, gold.Stories); err != nil {
			return nil, nil, err
		}
		for _, b := range sc.Baselines {
			rows = append(rows, partitionRow(b.String(), b.Score))
		}
	}
	if gold.Origins != nil {
		o := eval.ScorePartition(gold.Origins, origins)
		sc.Origins = &o
		rows = append(rows, partitionRow("origins", o))
	}
	ofGold, err := linksOfGold(ctx, r, gold)
	if err != nil {
		return nil, nil, err
	}
	ofSystem := linksOf(r)
	sc.Links = linkCounts{len(ofGold), len(ofSystem)}
	rows = append(rows, []string{"follow-ups", "found", "gold", "right", "missed", "false", "inside"})
	if gold.Follows == nil {
		rows = append(rows, []string{"of gold stories", fmt.Sprint(len(ofGold))}, []string{"of system stories", fmt.Sprint(len(ofSystem))})
		return sc, rows, nil
	}
	sc.Follows = &followsScore{
		Gold:   eval.ScoreLinks(gold.Stories, gold.Follows, gold.Stories, ofGold),
		System: eval.ScoreLinks(gold.Stories, gold.Follows, stories, ofSystem),
	}
	return sc, append(rows, linkRow("of gold stories", sc.Follows.Gold), linkRow("of system stories", sc.Follows.System)), nil
}

// linksOfGold returns which gold story is found to follow which, by number.
func linksOfGold(ctx context.Context, r *wiredesk.Result, gold eval.Groups) ([][2]int, error) {
	known := map[string]bool{}
	for _, d := range r.Documents {
		known[string(d.ID)] = true
	}
	stories := make([][]wiredesk.DocumentID, len(gold.Stories))
	for k, s := range gold.Stories {
		for _, d := range s {
			if known[d] { // not every one could be read
				stories[k] = append(stories[k], wiredesk.DocumentID(d))
			}
		}
	}
	links, err := pipeline.Links(ctx, r.Documents, stories, pipeline.Config{})
	if err != nil {
		return nil, err
	}
	var out [][2]int
	for _, l := range links {
		if l.Kind == wiredesk.Follows {
			out = append(out, [2]int{l.From, l.To})
		}
	}
	return out, nil
}

// linksOf returns which story of r follows which, by number.
func linksOf(r *wiredesk.Result) [][2]int {
	number := map[wiredesk.StoryID]int{}
	for i, s := range r.Stories {
		number[s.ID] = i
	}
	var out [][2]int
	for i, s := range r.Stories {
		for _, rel := range s.Related {
			if rel.Kind == wiredesk.Follows {
				out = append(out, [2]int{i, number[rel.Story]})
			}
		}
	}
	return out
}

func linkRow(name string, s eval.LinkScore) []string {
	row := []string{name}
	for _, n := range []int{s.Found, s.Gold, s.Right, s.Missed, s.False, s.Inside} {
		row = append(row, fmt.Sprint(n))
	}
	return row
}

// readSet reads the documents of the set in dir.
func readSet(ctx context.Context, s streams, dir string) ([]*wiredesk.Document, error) {
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "reports.jsonl", "documents.jsonl.gz")}, nil)
	if err != nil && !(errors.Is(err, errUnread) && len(docs) > 0) {
		return nil, err
	}
	return docs, nil
}

// evalBrief scores the briefs of the set in dir.
func evalBrief(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	docs, err := readSet(ctx, s, dir)
	if err != nil {
		return nil, nil, err
	}
	r, err := pipeline.Run(ctx, docs, pipeline.Config{Facts: len(docs) <= autoFacts}) // as brief does
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
	row := []string{name}
	for _, n := range []int{s.Documents, s.GoldStories, s.GoldAlone, s.SystemStories, s.SystemAlone} {
		row = append(row, fmt.Sprint(n))
	}
	for _, v := range []float64{s.BCubed.P, s.BCubed.R, s.BCubed.F1, s.Pairwise.P, s.Pairwise.R, s.Pairwise.F1, s.ARI, s.Homogeneity, s.Completeness, s.V} {
		row = append(row, fmt.Sprintf("%.3f", v))
	}
	return row
}

// readGold reads stories.json or gold.json.
func readGold(dir string) (eval.Groups, error) {
	file := first(dir, "gold.json", "stories.json")
	b, err := os.ReadFile(file)
	if err != nil {
		return eval.Groups{}, err
	}
	g, err := eval.ParseGroups(b)
	if err != nil {
		return eval.Groups{}, fmt.Errorf("%s: %w", file, err)
	}
	return g, nil
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
