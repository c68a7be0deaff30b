package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/eval/baseline"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// summaryWords is the length at which every summary is cut, ours as the
// others': a longer text has the better recall.
const summaryWords = 40

// A rougeScore says how near the texts of one system come to those that people
// wrote. Ahead is by how much ROUGE-1 of the program is above it, story by
// story.
type rougeScore struct {
	Name  string     `json:"name"`
	Words float64    `json:"words"` // mean length
	One   eval.Mean  `json:"rouge_1"`
	Two   eval.Mean  `json:"rouge_2"`
	L     eval.Mean  `json:"rouge_l"`
	Ahead *eval.Mean `json:"ahead,omitempty"`
	each  []float64  // ROUGE-1 by story
}

// rougeScores is what eval rouge prints.
type rougeScores struct {
	Stories   int          `json:"stories"`
	Summary   rougeScore   `json:"summary"`  // the brief from its headline on, cut
	Headline  rougeScore   `json:"headline"` // as it is printed
	Baselines []rougeScore `json:"baselines,omitempty"`
	Headlines []rougeScore `json:"headline_baselines,omitempty"`
}

// A goldText is a story with what people wrote of it.
type goldText struct {
	Documents         []wiredesk.DocumentID
	Headline, Summary string
}

func evalRouge(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	return scoreRouge(ctx, s, dir, false)
}

// evalRougeBeside scores the plain methods of package baseline too.
func evalRougeBeside(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	return scoreRouge(ctx, s, dir, true)
}

func scoreRouge(ctx context.Context, s streams, dir string, baselines bool) (any, [][]string, error) {
	gold, err := readTexts(dir)
	if err != nil {
		return nil, nil, err
	}
	docs, err := readSet(ctx, s, dir)
	if err != nil {
		return nil, nil, err
	}
	stories := make([][]wiredesk.DocumentID, len(gold))
	for i, g := range gold {
		stories[i] = g.Documents
	}
	written, err := pipeline.Briefs(ctx, docs, stories, pipeline.Config{})
	if err != nil {
		return nil, nil, err
	}
	sc := rougeScores{Stories: len(gold),
		Summary:  againstSummary("wiredesk", gold, func(i int) string { return asRead(&written[i]) }),
		Headline: againstHeadline("wiredesk", gold, func(i int) string { return headline(&written[i]) }),
	}
	if baselines {
		if err := sc.addBaselines(ctx, docs, gold, written); err != nil {
			return nil, nil, err
		}
	}
	return sc, sc.rows(), nil
}

// readTexts returns the stories of stories.json in dir with a summary.
func readTexts(dir string) ([]goldText, error) {
	b, err := os.ReadFile(filepath.Join(dir, "stories.json"))
	if err != nil {
		return nil, err
	}
	var file struct{ Stories []goldText }
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("stories.json: %w", err)
	}
	var out []goldText
	for _, g := range file.Stories {
		if g.Summary != "" && g.Headline != "" {
			out = append(out, g)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("stories.json: no story has a headline and a summary")
	}
	return out, nil
}

func (sc *rougeScores) addBaselines(ctx context.Context, docs []*wiredesk.Document, gold []goldText, written []wiredesk.Story) error {
	annotated, err := pipeline.Annotate(ctx, docs, func(string, int) {})
	if err != nil {
		return err
	}
	number := map[wiredesk.DocumentID]int{}
	for i, d := range annotated {
		number[d.ID] = i
	}
	weights := baseline.TermWeights(annotated)
	stories := make([]*baseline.Story, len(gold))
	for k := range gold {
		of := annotated[:0:0]
		for _, id := range written[k].Documents { // oldest first
			of = append(of, annotated[number[id]])
		}
		stories[k] = baseline.NewStory(of, weights, summaryWords)
	}
	for _, b := range baseline.Summaries() {
		sc.Baselines = append(sc.Baselines, againstSummary(b.Name, gold, func(i int) string { return b.Of(stories[i]) }))
	}
	sc.Baselines = append(sc.Baselines, againstSummary("best lead by the gold", gold, func(i int) string {
		best, score := "", -1.0
		for _, lead := range stories[i].Leads() {
			if v := eval.ScoreRouge(eval.CutWords(lead, summaryWords), gold[i].Summary).One; v > score {
				best, score = lead, v
			}
		}
		return best
	}))
	for i := range sc.Baselines {
		b := &sc.Baselines[i]
		d := difference(sc.Summary.each, b.each)
		b.Ahead = &d
	}
	sc.Headlines = []rougeScore{
		againstHeadline("first title", gold, func(i int) string { return docs[number[written[i].Documents[0]]].Title }),
		againstHeadline("last title", gold, func(i int) string { return docs[number[written[i].Documents[len(written[i].Documents)-1]]].Title }),
	}
	return nil
}

func difference(ours, theirs []float64) eval.Mean {
	d := make([]float64, len(ours))
	for i := range d {
		d[i] = ours[i] - theirs[i]
	}
	return eval.Bootstrap(d)
}

func againstSummary(name string, gold []goldText, text func(i int) string) rougeScore {
	return rouge(name, len(gold), func(i int) (string, string) { return eval.CutWords(text(i), summaryWords), gold[i].Summary })
}

func againstHeadline(name string, gold []goldText, text func(i int) string) rougeScore {
	return rouge(name, len(gold), func(i int) (string, string) { return text(i), gold[i].Headline })
}

// rouge scores n pairs of texts.
func rouge(name string, n int, pair func(i int) (system, gold string)) rougeScore {
	sc := rougeScore{Name: name, each: make([]float64, n)}
	two, l := make([]float64, n), make([]float64, n)
	for i := range n {
		system, gold := pair(i)
		r := eval.ScoreRouge(system, gold)
		sc.each[i], two[i], l[i] = r.One, r.Two, r.L
		sc.Words += float64(len(eval.RougeWords(system))) / float64(n)
	}
	sc.One, sc.Two, sc.L = eval.Bootstrap(sc.each), eval.Bootstrap(two), eval.Bootstrap(l)
	return sc
}

// asRead returns the brief of s as it is read, from the headline on.
func asRead(s *wiredesk.Story) string {
	var text strings.Builder
	for st := range s.Brief.Statements() {
		text.WriteString(st.Text + " ")
	}
	return text.String()
}

func headline(s *wiredesk.Story) string {
	if s.Headline == nil {
		return ""
	}
	return s.Headline.Text
}

func (sc *rougeScores) rows() [][]string {
	rows := [][]string{
		{fmt.Sprintf("%d stories", sc.Stories), "words", "ROUGE-1", "95 %", "ROUGE-2", "95 %", "ROUGE-L", "95 %", "wiredesk is ahead by", "95 %"},
		sc.Summary.row("summary: "),
	}
	for i := range sc.Baselines {
		rows = append(rows, sc.Baselines[i].row("summary: "))
	}
	rows = append(rows, sc.Headline.row("headline: "))
	for i := range sc.Headlines {
		rows = append(rows, sc.Headlines[i].row("headline: "))
	}
	return rows
}

func (r *rougeScore) row(what string) []string {
	out := []string{what + r.Name, fmt.Sprintf("%.1f", r.Words)}
	for _, m := range []*eval.Mean{&r.One, &r.Two, &r.L, r.Ahead} {
		if m != nil {
			out = append(out, percent(m.Value), percent(m.Low)+" to "+percent(m.High))
		}
	}
	return out
}
