package render

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
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
	Figures    []wiredesk.Figure   `json:"figures"`
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
		Quotations: []quoted{}, Figures: []wiredesk.Figure{},
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
