package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/compare"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// A figureStory is a story of gold.json or of stories.json.
type figureStory struct {
	ID        string
	Documents []string
	Families  [][]string
	Figures   json.RawMessage // a list, or numbers of killed and injured
	Stated    struct{ Killed, Injured bool }
}

// evalFigures scores figures over the stories of the gold, as it groups them.
func evalFigures(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	file := first(dir, "gold.json", "stories.json")
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	var gold struct{ Stories []figureStory }
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	tolls := filepath.Base(file) == "stories.json"
	reports, err := figureReports(ctx, s, dir, tolls)
	if err != nil {
		return nil, nil, err
	}
	if tolls {
		return scoreTolls(gold.Stories, reports)
	}
	return scoreFigures(gold.Stories, reports)
}

// figureReports finds the figures of all documents of the set. If titled is
// set, the title is read as the first paragraph of the text.
func figureReports(ctx context.Context, s streams, dir string, titled bool) (map[string]compare.Report, error) {
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "documents.jsonl.gz")}, nil)
	if err != nil {
		return nil, err
	}
	if titled {
		for _, d := range docs {
			d.Text = d.Title + "\n\n" + d.Text
		}
	}
	pipes, done, err := (&seam{}).pipelines(ctx, runtime.GOMAXPROCS(0))
	defer done()
	if err != nil {
		return nil, err
	}
	out := map[string]compare.Report{}
	err = annotateAll(ctx, pipes, docs, func(d *analysis.Document, failure error) error {
		r := compare.Report{Document: d.Document, Figures: d.Figures}
		if titled {
			r.Fates = figure.Fates(d.FigureText())
		}
		out[string(d.ID)] = r
		return failure
	})
	return out, err
}

// reports returns the reports of a story.
func (g *figureStory) reports(all map[string]compare.Report) ([]compare.Report, error) {
	var out []compare.Report
	for _, id := range g.Documents {
		r, ok := all[id]
		if !ok {
			return nil, fmt.Errorf("story %q: document %q: %w", g.ID, id, wiredesk.ErrNotFound)
		}
		out = append(out, r)
	}
	return out, nil
}

// scoreFigures scores what is compared against figures with all their values.
func scoreFigures(gold []figureStory, all map[string]compare.Report) (any, [][]string, error) {
	var stories []eval.FigureStory
	for _, g := range gold {
		if len(g.Figures) == 0 {
			continue
		}
		st := eval.FigureStory{Text: map[string]string{}}
		if err := json.Unmarshal(g.Figures, &st.Gold); err != nil {
			return nil, nil, fmt.Errorf("story %q: figures: %w", g.ID, err)
		}
		reports, err := g.reports(all)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range reports {
			st.Text[string(r.Document.ID)] = r.Document.Text
		}
		var origins []wiredesk.Origin
		for _, family := range g.Families {
			var o wiredesk.Origin
			for _, id := range family {
				o.Documents = append(o.Documents, wiredesk.DocumentID(id))
			}
			origins = append(origins, o)
		}
		st.System = compare.Figures(reports, origins)
		stories = append(stories, st)
	}
	sc := eval.ScoreFigures(stories)
	return sc, [][]string{
		{"gold", "found", "state right", "differ or updated", "complete", "flagged", "differs, called agree"},
		{fmt.Sprint(sc.Gold), percent(sc.Found), percent(sc.State), fmt.Sprint(sc.Conflicts), percent(sc.Complete), percent(sc.Flagged), fmt.Sprint(sc.FalseAgree)},
	}, nil
}

// scoreTolls scores the numbers of killed and injured of each story.
func scoreTolls(gold []figureStory, all map[string]compare.Report) (any, [][]string, error) {
	var stories []eval.TollStory
	for _, g := range gold {
		if len(g.Figures) == 0 {
			continue
		}
		var want struct{ Killed, Injured float64 }
		if err := json.Unmarshal(g.Figures, &want); err != nil {
			return nil, nil, fmt.Errorf("story %q: figures: %w", g.ID, err)
		}
		reports, err := g.reports(all)
		if err != nil {
			return nil, nil, err
		}
		toll, each := compare.People(reports)
		st := eval.TollStory{
			Documents: len(reports), Gold: [2]float64{want.Killed, want.Injured}, System: [2]float64{toll.Killed, toll.Injured},
			Stated: [2]bool{g.Stated.Killed, g.Stated.Injured},
		}
		st.Differ, st.Same = tollsDiffer(each)
		st.Flagged = tollFlagged(compare.Figures(reports, nil))
		stories = append(stories, st)
	}
	sc := eval.ScoreTolls(stories)
	rows := [][]string{{"", "stories", "answered", "precision", "recall", "off by one"}}
	for _, row := range eval.TollRows {
		for _, name := range []string{"killed", "injured"} {
			r := sc.Rows[name+" "+row]
			rows = append(rows, []string{name + ", " + row, fmt.Sprint(r.Stories), percent(r.Answered), percent(r.Precision), percent(r.Recall), percent(r.OffByOne)})
		}
	}
	rows = append(rows, []string{"both right", fmt.Sprint(sc.Stories), "", "", percent(sc.Both), ""},
		[]string{"reports differ: flagged", fmt.Sprint(sc.Differ), "", "", percent(sc.Flagged), ""},
		[]string{"reports agree: flagged", fmt.Sprint(sc.Same), "", "", percent(sc.FalseAlarm), ""})
	return sc, rows, nil
}

// tollsDiffer says whether two reports give different numbers for one of the
// two, and whether two or more give numbers and none another.
func tollsDiffer(each []compare.Toll) (differ, same bool) {
	for _, of := range []func(compare.Toll) float64{func(t compare.Toll) float64 { return t.Killed }, func(t compare.Toll) float64 { return t.Injured }} {
		n, value := 0, 0.0
		for _, t := range each {
			v := of(t)
			if v < 0 {
				continue
			}
			differ = differ || n > 0 && v != value
			n, value = n+1, v
		}
		same = same || n > 1
	}
	return differ, same && !differ
}

// tollFlagged says that the figures of a story have different numbers of
// killed or injured people.
func tollFlagged(figures []wiredesk.Figure) bool {
	for i := range figures {
		f := &figures[i]
		if (f.State == compare.Differ || f.State == compare.Updated) && (strings.HasSuffix(f.What, " "+figure.Killed) || strings.HasSuffix(f.What, " "+figure.Injured)) {
			return true
		}
	}
	return false
}
