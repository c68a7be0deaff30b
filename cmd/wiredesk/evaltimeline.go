package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/timeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A timelineScore is what eval timeline prints: the means over all gold
// timelines, each given as many days, and as many sentences a day, as it has.
type timelineScore struct {
	Timelines int `json:"timelines"`
	// Topic is of timelines made of all reports of a topic, as the verb makes
	// them.
	Topic eval.TimelineScore `json:"topic"`
	// Source is of timelines made of the gold newsroom's own reports, from the
	// first to the last day of the gold timeline, as the published figures are.
	Source eval.TimelineScore `json:"source"`
	// Refused counts what verify refuses of them, of Statements.
	Statements int `json:"statements"`
	Refused    int `json:"refused"`
}

// evalTimeline scores timelines of every topic in dir: dir itself or the
// folders in it that hold timelines.json.
func evalTimeline(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	topics, err := filepath.Glob(filepath.Join(dir, "*", "timelines.json"))
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, "timelines.json")); err == nil {
		topics = []string{filepath.Join(dir, "timelines.json")}
	}
	if len(topics) == 0 {
		return nil, nil, fmt.Errorf("%s: no timelines.json: %w", dir, wiredesk.ErrNotFound)
	}
	var sc timelineScore
	var all, own []eval.TimelineScore
	rows := [][]string{{"topic", "timelines", "reports of", "date F1", "AR1-F", "AR2-F"}}
	for _, file := range topics {
		a, o, err := sc.topic(ctx, s, file)
		if err != nil {
			return nil, nil, err
		}
		name := filepath.Base(filepath.Dir(file))
		rows = append(rows, timelineRow(name, "the topic", a), timelineRow(name, "the source", o))
		all, own = append(all, a...), append(own, o...)
	}
	sc.Timelines, sc.Topic, sc.Source = len(all), eval.MeanTimelines(all), eval.MeanTimelines(own)
	rows = append(rows, timelineRow("all", "the topic", all), timelineRow("all", "the source", own))
	rows = append(rows, []string{"statements", fmt.Sprint(sc.Statements), "refused by verify", fmt.Sprint(sc.Refused)})
	return sc, rows, nil
}

func timelineRow(name, of string, scores []eval.TimelineScore) []string {
	m := eval.MeanTimelines(scores)
	row := []string{name, fmt.Sprint(len(scores)), of}
	for _, f := range []eval.F{m.Date, m.AR1, m.AR2} {
		row = append(row, fmt.Sprintf("%.3f", f.F1))
	}
	return row
}

// topic scores the gold timelines of one topic.
func (sc *timelineScore) topic(ctx context.Context, s streams, file string) (all, own []eval.TimelineScore, err error) {
	gold, err := fromFile(file, eval.ReadTimelines)
	if err != nil {
		return nil, nil, err
	}
	docs, err := readSet(ctx, s, filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	for _, g := range gold {
		o := optionsOf(g)
		a, err := sc.score(ctx, g, docs, o)
		if err != nil {
			return nil, nil, err
		}
		mine, o := ofSource(g, docs, o)
		b, err := sc.score(ctx, g, mine, o)
		if err != nil {
			return nil, nil, err
		}
		all, own = append(all, a), append(own, b)
	}
	return all, own, nil
}

// optionsOf asks for a timeline of the size of g.
func optionsOf(g eval.GoldTimeline) timeline.Options {
	sentences := 0
	for _, e := range g.Entries {
		sentences += len(e.Sentences)
	}
	n := len(g.Entries)
	return timeline.Options{Dates: n, Sentences: max(1, int(math.Round(float64(sentences)/float64(n))))}
}

// ofSource returns the reports of the newsroom of g, and o with the days of g
// as its bounds.
func ofSource(g eval.GoldTimeline, docs []*wiredesk.Document, o timeline.Options) ([]*wiredesk.Document, timeline.Options) {
	var mine []*wiredesk.Document
	for _, d := range docs {
		if d.Outlet == g.Source {
			mine = append(mine, d)
		}
	}
	for _, e := range g.Entries {
		t, err := time.Parse(time.DateOnly, e.Date[:min(len(e.Date), len(time.DateOnly))])
		if err != nil {
			continue // it was read once
		}
		d := timeline.DayOf(t)
		if o.From == 0 || d < o.From {
			o.From = d
		}
		o.To = max(o.To, d)
	}
	return mine, o
}

// score makes a timeline of docs, checks it, and compares it with g.
func (sc *timelineScore) score(ctx context.Context, g eval.GoldTimeline, docs []*wiredesk.Document, o timeline.Options) (eval.TimelineScore, error) {
	t, err := pipeline.Timeline(ctx, docs, o, nil)
	if err != nil {
		return eval.TimelineScore{}, err
	}
	rep := verify.Timeline(t, docs)
	sc.Statements += rep.Statements
	sc.Refused += len(rep.Failures)
	var got []eval.TimelineEntry
	for _, e := range t.Entries {
		x := eval.TimelineEntry{Date: e.Date}
		for _, st := range e.Statements {
			x.Sentences = append(x.Sentences, st.Text)
		}
		got = append(got, x)
	}
	return eval.ScoreTimeline(g.Entries, got)
}
