package analysis_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/sample"
)

const report = `OSTERBY, Oct. 5 — Police arrested 17 suspects in Osterby on Monday, Mayor Ana Marsh said. “We don't know why,” she added.

The Quillby Harbour Council closed two bridges after the storm. Marsh's office will reopen them next week.`

// english returns the annotators of English.
func english(t testing.TB) []analysis.Annotator {
	t.Helper()
	steps, err := analysis.English(model.English())
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

func pipeline(t testing.TB, steps ...analysis.Annotator) *analysis.Pipeline {
	t.Helper()
	p, err := analysis.New(steps...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEnglish(t *testing.T) {
	d, err := pipeline(t, english(t)...).Annotate(sample.Document("d", "Desk", report, 0))
	if err != nil {
		t.Fatal(err)
	}
	var names, times []string
	for _, m := range d.Mentions {
		names = append(names, m.Type+" "+m.Of(report))
	}
	for _, e := range d.Times {
		times = append(times, e.Value+" "+e.Of(report))
	}
	for _, want := range []string{"place Osterby", "person Ana Marsh"} {
		if !slices.Contains(names, want) {
			t.Errorf("names %q lack %q", names, want)
		}
	}
	for _, want := range []string{"2026-10-05 Monday"} {
		if !slices.Contains(times, want) {
			t.Errorf("times %q lack %q", times, want)
		}
	}
	if i := slices.IndexFunc(d.Quotations, func(q quotation.Quotation) bool { return q.Kind == quotation.Direct }); i < 0 || d.Quotations[i].Speaker.Name != "Ana Marsh" {
		t.Errorf("quotations %+v lack the direct one of Ana Marsh", d.Quotations)
	}
	i := slices.IndexFunc(d.Tokens, func(tok wiredesk.Token) bool { return tok.Of(report) == "arrested" })
	if got := fmt.Sprint(d.Tags[i].UPOS, " ", d.Lemmas[i], " ", d.Rels[i-1], " ", int(d.Heads[i-1]) == i); got != "VERB arrest nsubj true" {
		t.Errorf("arrested: %s", got)
	}
}

// A step is an annotator that only says what it reads and writes, and fails if
// it is told to.
type step struct {
	name          string
	reads, writes []analysis.Layer
	err           error
}

func (s step) Made() analysis.Made               { return analysis.Made{Annotator: s.name, Version: "1"} }
func (s step) Reads() []analysis.Layer           { return s.reads }
func (s step) Writes() []analysis.Layer          { return s.writes }
func (s step) Annotate(*analysis.Document) error { return s.err }

func layers(s string) []analysis.Layer {
	var out []analysis.Layer
	for _, f := range strings.Fields(s) {
		out = append(out, analysis.Layer(f))
	}
	return out
}

func TestOrder(t *testing.T) {
	for _, tt := range []struct {
		name  string
		steps []analysis.Annotator
		want  string
	}{
		{"right", []analysis.Annotator{step{"a", nil, layers("tokens"), nil}, step{"b", layers("tokens"), layers("tags"), nil}}, ""},
		{"wrong way round", []analysis.Annotator{step{"b", layers("tokens"), layers("tags"), nil}, step{"a", nil, layers("tokens"), nil}}, "annotator b reads tokens, which nothing before it writes: invalid input"},
		{"missing", []analysis.Annotator{step{"a", nil, layers("tokens"), nil}, step{"c", layers("tokens words"), layers("names"), nil}}, "annotator c reads words, which nothing before it writes: invalid input"},
		{"reads its own", []analysis.Annotator{step{"a", layers("tags"), layers("tags"), nil}}, "annotator a reads tags, which nothing before it writes: invalid input"},
		{"written twice", []analysis.Annotator{step{"a", nil, layers("names"), nil}, step{"b", nil, layers("names"), nil}}, "annotators a and b both write names: invalid input"},
		{"written on", []analysis.Annotator{step{"a", nil, layers("names"), nil}, step{"b", layers("names"), layers("names entities"), nil}}, ""},
		{"none", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := analysis.New(tt.steps...)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || err.Error() != tt.want || !errors.Is(err, wiredesk.ErrInvalid)) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// TestOneFails runs what does not need the layers of the one that failed.
func TestOneFails(t *testing.T) {
	p := pipeline(t,
		step{"tokens", nil, layers("tokens"), nil},
		step{"tags", layers("tokens"), layers("tags"), errors.New("out of ink")},
		step{"tree", layers("tags"), layers("tree"), nil},
		step{"times", layers("tokens"), layers("times"), nil},
		step{"entities", layers("tree"), layers("entities"), nil},
	)
	d, err := p.Annotate(sample.Document("d1", "Desk", "Rain fell.", 0))
	if err == nil || err.Error() != `document "d1": annotator tags: out of ink` {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff([]analysis.Made{{Annotator: "tokens", Version: "1"}, {Annotator: "times", Version: "1"}}, d.Made); diff != "" {
		t.Errorf("Made (-want +got):\n%s", diff)
	}
}

// fields says which layer each field of a document belongs to.
var fields = map[string]analysis.Layer{
	"Text": analysis.Tokens, "Words": analysis.Words, "Tags": analysis.Tags, "Lemmas": analysis.Lemmas, "Heads": analysis.Tree,
	"Rels": analysis.Tree, "Mentions": analysis.Names, "Entities": analysis.Entities, "Times": analysis.Times,
	"Figures": analysis.Figures, "Quotations": analysis.Quotations,
}

// written returns what stands in each layer of d, and in the document itself.
func written(t *testing.T, d *analysis.Document) map[analysis.Layer]string {
	t.Helper()
	out := map[analysis.Layer]string{"document": fmt.Sprintf("%+v", *d.Document)}
	v := reflect.ValueOf(*d)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		l, ok := fields[name]
		switch {
		case name == "Document" || name == "Made":
		case !ok:
			t.Fatalf("field %s of analysis.Document has no layer in fields", name)
		default:
			out[l] += fmt.Sprintf("%+v", v.Field(i).Interface())
		}
	}
	return out
}

// spoil fills the layers of d that are not in keep with what nobody would find
// there.
func spoil(d *analysis.Document, keep []analysis.Layer) {
	for l, f := range map[analysis.Layer]func(){
		analysis.Tokens:     func() { d.Text = segment.Text{Paragraphs: []wiredesk.Span{{Start: 1, End: 2}}} },
		analysis.Words:      func() { d.Words = make([]lexicon.Word, 1) },
		analysis.Tags:       func() { d.Tags = []tag.Tag{{UPOS: tag.X}} },
		analysis.Lemmas:     func() { d.Lemmas = []string{"glerk"} },
		analysis.Tree:       func() { d.Heads, d.Rels = []int32{9}, []parse.Rel{parse.Nsubj} },
		analysis.Names:      func() { d.Mentions = []wiredesk.Mention{{Span: wiredesk.Span{Start: 1, End: 2}, Type: "other"}} },
		analysis.Entities:   func() { d.Entities = []wiredesk.Entity{{ID: "e"}} },
		analysis.Figures:    func() { d.Figures = []figure.Figure{{Value: 9}} },
		analysis.Quotations: func() { d.Quotations = []quotation.Quotation{{Kind: "direct"}} },
		analysis.Times:      func() { d.Times = []timex.Expression{{Span: wiredesk.Span{Start: 1, End: 2}, Value: "P9Y"}} },
	} {
		if !slices.Contains(keep, l) {
			f()
		}
	}
}

// TestDeclared runs each annotator alone: the layers that it does not say it
// writes are the same before and after, the others are not.
func TestDeclared(t *testing.T) {
	steps := english(t)
	for i, s := range steps {
		t.Run(s.Made().Annotator, func(t *testing.T) {
			d := &analysis.Document{Document: sample.Document("d", "Desk", report, 0)}
			for _, before := range steps[:i] {
				if err := before.Annotate(d); err != nil {
					t.Fatal(err)
				}
			}
			spoil(d, s.Reads())
			before := written(t, d)
			if err := s.Annotate(d); err != nil {
				t.Fatal(err)
			}
			after := written(t, d)
			for l := range before {
				if slices.Contains(s.Writes(), l) == (before[l] == after[l]) {
					t.Errorf("%s: declared %v, changed %v", l, slices.Contains(s.Writes(), l), before[l] != after[l])
				}
			}
			if m := s.Made(); m.Annotator == "" || m.Version == "" {
				t.Errorf("Made is %+v", m)
			}
		})
	}
}
