package render

import (
	"bufio"
	"encoding/json"
	"io"
	"math"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
)

// An annotation is one line of `wiredesk annotate`.
type annotation struct {
	Document   wiredesk.DocumentID `json:"document"`
	Language   string              `json:"language"`
	Sentences  []wiredesk.Span     `json:"sentences"`
	Tokens     []wiredesk.Span     `json:"tokens"`
	Mentions   []mention           `json:"mentions"`
	Quotations []quoted            `json:"quotations"`
	Figures    []figureMention     `json:"figures"`
	Times      []timeMention       `json:"times"`
	Entities   []wiredesk.Entity   `json:"entities"`
	Annotators []analysis.Made     `json:"annotators"`
}

type mention struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Type   string `json:"type"`
	Entity string `json:"entity"`
}

type timeMention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

type figureMention struct {
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Kind      string   `json:"kind"`
	Value     float64  `json:"value"`
	Low       float64  `json:"low"`
	High      *float64 `json:"high,omitempty"` // nil where nothing bounds it
	Qualifier string   `json:"qualifier"`
	Unit      string   `json:"unit"`
	What      string   `json:"what"`
	Role      string   `json:"role"`
	PartOf    *int     `json:"part_of,omitempty"` // index in the list
	AsOf      string   `json:"as_of"`
	SaidBy    string   `json:"said_by"`
}

func newFigureMention(f *figure.Figure) figureMention {
	m := figureMention{
		Start: f.Start, End: f.End, Kind: f.Kind, Value: f.Value, Low: f.Low, Qualifier: f.Qualifier,
		Unit: f.Unit, What: f.What, Role: f.Role, AsOf: f.AsOf, SaidBy: f.SaidBy,
	}
	if !math.IsInf(f.High, 1) {
		m.High = &f.High
	}
	if f.Part >= 0 {
		m.PartOf = &f.Part
	}
	return m
}

// quoted is what somebody said in this document.
type quoted struct {
	Kind     string           `json:"kind"`
	Content  []wiredesk.Span  `json:"content"`
	Cue      []wiredesk.Span  `json:"cue"`
	Source   []wiredesk.Span  `json:"source"`
	Speaker  wiredesk.Speaker `json:"speaker"`
	Inferred bool             `json:"inferred"`
	Grade    quotation.Grade  `json:"grade"`
}

// Annotation writes the layers of d as one line of JSON.
func Annotation(w io.Writer, d *analysis.Document) error {
	a := annotation{
		Document: d.ID, Language: d.Language, Annotators: d.Made, Entities: d.Entities,
		Sentences: []wiredesk.Span{}, Tokens: []wiredesk.Span{}, Mentions: []mention{}, Times: []timeMention{},
		Quotations: []quoted{}, Figures: []figureMention{},
	}
	if a.Entities == nil {
		a.Entities = []wiredesk.Entity{}
	}
	for _, s := range d.Sentences {
		a.Sentences = append(a.Sentences, s.Span)
	}
	for _, t := range d.Tokens {
		a.Tokens = append(a.Tokens, t.Span)
	}
	for _, m := range d.Mentions {
		a.Mentions = append(a.Mentions, mention{m.Start, m.End, m.Type, m.Entity})
	}
	for _, t := range d.Times {
		a.Times = append(a.Times, timeMention{t.Start, t.End, t.Type, t.Value})
	}
	for i := range d.Figures {
		a.Figures = append(a.Figures, newFigureMention(&d.Figures[i]))
	}
	for _, q := range d.Quotations {
		a.Quotations = append(a.Quotations, quoted(q))
	}
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return err
	}
	return b.Flush()
}
