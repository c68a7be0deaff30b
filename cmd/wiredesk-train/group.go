package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

const (
	observations = 2     // rounds in which pairs are collected, the latter with what the former learned
	nearlyBest   = 0.002 // of the mean BCubed F1: within it the lowest threshold is taken, which parts fewer stories
	cohesionTry  = 0.6   // flat between .3 and .6, and better than 0 on most sets
)

// groupSets are the folders that the decision of package cluster is learned
// from. Only every so many stories of a large one are used, so that it does not
// outweigh the rest.
func groupSets() []groupSet {
	return []groupSet{
		{name: "allsides"}, {name: "gva", every: 3}, {name: "ecbplus"}, {name: "giveme5w1h"}, {name: "wikinews"},
		{name: "basil"}, {name: "../desk"}, {name: "demo"},
	}
}

// titleSets are those that it is learned from for titles alone: the titles of
// others, and one of titles.
func titleSets() []groupSet {
	return []groupSet{
		{name: "allsides"}, {name: "giveme5w1h"}, {name: "wikinews"}, {name: "basil"}, {name: "uci-titles"},
	}
}

// A groupSet is a set of documents with their stories.
type groupSet struct {
	name     string
	every    int // use every so many stories; 0 for all
	docs     []*annotate.Document
	families [][]int
	gold     eval.Partition
	story    []int // of each document
}

// group learns the weights of package cluster, says how they do on sets they
// were not learned from, and writes the file.
func (t *trainer) group() error {
	text, err := t.learn("text", groupSets(), false)
	if err != nil {
		return err
	}
	titles, err := t.learn("titles", titleSets(), true)
	if err != nil {
		return err
	}
	w := cluster.Weights{Text: text, Titles: titles}
	const head = "# The decision whether two documents tell of one event, made by wiredesk-train\n# group; see docs/training.md.\n"
	return os.WriteFile(t.decision, []byte(head+w.String()), 0o644)
}

// learn learns a rule from sets, and scores on each one what is learned from
// the others.
func (t *trainer) learn(name string, sets []groupSet, bare bool) (cluster.Rule, error) {
	for i := range sets {
		if err := sets[i].read(string(t.sets), bare); err != nil {
			return cluster.Rule{}, fmt.Errorf("%s: %w", sets[i].name, err)
		}
	}
	thresholds := []float64{0.25, 0.28, 0.31, 0.34}
	learned := cluster.Features{}
	for k := range learned {
		learned[k] = 1
	}
	if bare {
		thresholds = []float64{0.14, 0.17, 0.20, 0.23}
		for _, k := range []int{cluster.Lead, cluster.Rare, cluster.Conflict, cluster.Length} {
			learned[k] = 0
		}
	}
	examples := observe(sets, learned)
	for out := range sets {
		r, scores := choose(sets, examples, learned, thresholds, out)
		fmt.Fprintf(t.log, "%s, %s held out: threshold %.2f, BCubed F1 %.3f, pairwise F1 %.3f\n",
			name, sets[out].name, r.Threshold, scores[out].BCubed.F1, scores[out].Pairwise.F1)
	}
	r, scores := choose(sets, examples, learned, thresholds, -1)
	for i := range sets {
		fmt.Fprintf(t.log, "%s, %s: threshold %.2f, BCubed F1 %.3f, pairwise F1 %.3f\n",
			name, sets[i].name, r.Threshold, scores[i].BCubed.F1, scores[i].Pairwise.F1)
	}
	return r, nil
}

// observe collects the pairs of documents that are compared, by set: first
// under a rule of thumb, then under what was learned from those.
func observe(sets []groupSet, learned cluster.Features) [][]example {
	out := make([][]example, len(sets))
	r := cluster.Rule{Bias: -7, Of: cluster.Features{cluster.Words: 10, cluster.Title: 5, cluster.Day: 3}}
	for range observations {
		r.Threshold, r.Cohesion = 0.28, cohesionTry
		inParallel(len(sets), func(i int) { out[i] = sets[i].examples(&cluster.Weights{Text: r, Titles: r}) })
		r = logistic(out, learned)
	}
	return out
}

// choose learns from all sets but one, takes the threshold that is best, or
// nearly so, on those, and returns the scores on all.
func choose(sets []groupSet, examples [][]example, learned cluster.Features, thresholds []float64, out int) (cluster.Rule, []eval.PartitionScore) {
	use := slices.Clone(examples)
	if out >= 0 {
		use = slices.Delete(use, out, out+1)
	}
	r := logistic(use, learned)
	r.Cohesion = cohesionTry
	var best []eval.PartitionScore
	top := -1.0
	for _, v := range thresholds {
		try := r
		try.Threshold = v
		scores := make([]eval.PartitionScore, len(sets))
		inParallel(len(sets), func(i int) {
			scores[i] = sets[i].score(cluster.Options{Weights: &cluster.Weights{Text: try, Titles: try}})
		})
		var sum float64
		for i, s := range scores {
			if i != out {
				sum += s.BCubed.F1
			}
		}
		if mean := sum / float64(len(use)); mean > top+nearlyBest {
			top, best, r.Threshold = mean, scores, v
		}
	}
	return r, best
}

// inParallel calls f for 0 to n-1 on as many processors as there are.
func inParallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		free <- struct{}{}
		wg.Go(func() {
			f(i)
			<-free
		})
	}
	wg.Wait()
}

// examples runs the desk over the set and returns each pair that it compared.
func (s *groupSet) examples(w *cluster.Weights) []example {
	seen := map[[2]int]bool{}
	var out []example
	s.score(cluster.Options{Weights: w, Observe: func(i, j int, f *cluster.Features) {
		k := [2]int{min(i, j), max(i, j)}
		if !seen[k] {
			seen[k] = true
			out = append(out, example{*f, s.story[i] == s.story[j]})
		}
	}})
	return out
}

func (s *groupSet) score(o cluster.Options) eval.PartitionScore {
	stories, _ := cluster.Group(s.docs, s.families, o)
	var found eval.Partition
	for _, m := range stories {
		var ids []string
		for _, i := range m {
			ids = append(ids, string(s.docs[i].ID))
		}
		found = append(found, ids)
	}
	return eval.ScorePartition(s.gold, found)
}

// read reads the set below dir; bare takes the texts out.
func (s *groupSet) read(dir string, bare bool) error {
	docs, gold := s.files(dir)
	found, failed, err := intake.Read(context.Background(), []string{docs}, intake.Options{})
	if err != nil {
		return err
	}
	if len(found) == 0 && len(failed) > 0 {
		return failed[0]
	}
	story, err := s.labels(gold)
	if err != nil {
		return err
	}
	var use []*wiredesk.Document
	for _, d := range found {
		if bare {
			d.Text = ""
		}
		if _, ok := story[string(d.ID)]; ok && (!bare || d.Title != "") {
			use = append(use, d)
			s.story = append(s.story, story[string(d.ID)])
		}
	}
	s.docs, err = pipeline.Annotate(context.Background(), use, func(string, int) {})
	s.families = copies.Families(copies.Find(s.docs, copies.Options{}))
	return err
}

// files returns where the documents and the labels of the set are.
func (s *groupSet) files(dir string) (docs, gold string) {
	switch s.name {
	case "demo":
		return "internal/demo/reports.jsonl", "internal/demo/gold.json"
	case "../desk":
		return filepath.Join(dir, s.name, "documents.jsonl"), filepath.Join(dir, s.name, "gold.json")
	}
	return filepath.Join(dir, s.name, "documents.jsonl.gz"), filepath.Join(dir, s.name, "stories.json")
}

// labels reads the story of each document that is used.
func (s *groupSet) labels(file string) (map[string]int, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	g, err := eval.ParseGroups(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for k, story := range g.Stories {
		if s.every == 0 || k%s.every == 0 {
			s.gold = append(s.gold, story)
		}
	}
	story := map[string]int{}
	for k, m := range s.gold {
		for _, d := range m {
			story[d] = k
		}
	}
	return story, nil
}
