package main

import (
	"slices"
	"strings"
	"time"

	"github.com/jdkato/prose/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// A token is what a system says of a word.
type token struct {
	text string
	penn string // its tag of the Penn Treebank
	name string // B-PER, I-PER, B-LOC, I-LOC, or "" outside of those
}

// fastest returns the seconds of the fastest of the rounds of f.
func fastest(f func() error) (float64, error) {
	best := time.Hour
	for range rounds {
		begun := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		best = min(best, time.Since(begun))
	}
	return best.Seconds(), nil
}

// A wiredeskChain is wiredesk's text analysis, up to the tags, up to the
// names, and whole.
type wiredeskChain struct{ tags, names, all *analysis.Pipeline }

func newWiredesk() (*wiredeskChain, error) {
	var c wiredeskChain
	m := model.English()
	for _, p := range []struct {
		to   **analysis.Pipeline
		last []analysis.Layer // the layers that are wanted, nil for all
	}{{&c.tags, []analysis.Layer{analysis.Tags}}, {&c.names, []analysis.Layer{analysis.Tags, analysis.Names}}, {&c.all, nil}} {
		steps, err := analysis.English(m)
		if err != nil {
			return nil, err
		}
		if *p.to, err = analysis.New(needed(steps, p.last)...); err != nil {
			return nil, err
		}
	}
	return &c, nil
}

// needed returns those of steps that first write layers, and what those need;
// all if layers is nil.
func needed(steps []analysis.Annotator, layers []analysis.Layer) []analysis.Annotator {
	if layers == nil {
		return steps
	}
	want := make([]bool, len(steps))
	for len(layers) > 0 {
		l := layers[0]
		layers = layers[1:]
		i := slices.IndexFunc(steps, func(s analysis.Annotator) bool { return slices.Contains(s.Writes(), l) })
		if i >= 0 && !want[i] {
			want[i] = true
			layers = slices.Concat(layers, steps[i].Reads())
		}
	}
	var out []analysis.Annotator
	for i, s := range steps {
		if want[i] {
			out = append(out, s)
		}
	}
	return out
}

func (c *wiredeskChain) find(text string, names bool) ([]token, error) {
	p := c.tags
	if names {
		p = c.names
	}
	d, err := p.Annotate(&wiredesk.Document{Text: text})
	if err != nil {
		return nil, err
	}
	out := make([]token, len(d.Tokens))
	k := 0
	for i, t := range d.Tokens {
		out[i] = token{text: t.Of(text), penn: d.Tags[i].XPOS.String()}
		for k < len(d.Mentions) && d.Mentions[k].End <= t.Start {
			k++
		}
		if k < len(d.Mentions) && d.Mentions[k].Contains(t.Span) {
			out[i].name = label(d.Mentions[k].Type, d.Mentions[k].Start == t.Start)
		}
	}
	return out, nil
}

// whole runs all of the chain and returns the number of tokens.
func (c *wiredeskChain) whole(text string) (int, error) {
	d, err := c.all.Annotate(&wiredesk.Document{Text: text})
	if err != nil {
		return 0, err
	}
	return len(d.Tokens), nil
}

// label returns the label of a word in a name of a type that is compared.
func label(kind string, first bool) string {
	t := map[string]string{"person": "PER", "place": "LOC", "PERSON": "PER", "GPE": "LOC"}[kind]
	switch {
	case t == "":
		return ""
	case first:
		return "B-" + t
	}
	return "I-" + t
}

// findProse gives prose the whole text at once.
func findProse(text string, names bool) ([]token, error) {
	return new(keptProse).find(text, names)
}

// A keptProse hands prose the weights of the first text with each later one.
type keptProse struct{ model *prose.Model }

func (k *keptProse) find(text string, names bool) ([]token, error) {
	d, err := prose.NewDocument(text, prose.WithExtraction(names), prose.UsingModel(k.model))
	if err != nil {
		return nil, err
	}
	k.model = d.Model
	var out []token
	for _, t := range d.Tokens() {
		begin, kind, _ := strings.Cut(t.Label, "-")
		out = append(out, token{text: t.Text, penn: t.Tag, name: label(kind, begin == "B")})
	}
	return out, nil
}
