// Package analysis finds in a document all that the text analysis knows:
// tokens, sentences, parts of speech, lemmas, the tree of each sentence, names,
// entities, times, figures and quotations. Each is a layer, written by an annotator that says what
// it reads; a pipeline of annotators is checked before the first document.
//
// Layer: L1 (pure), except where a caller puts in an annotator of his own. It
// adds layers to a document and never changes its text.
package analysis

import (
	"errors"
	"fmt"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// A Layer is one kind of annotation.
type Layer string

// The layers of a document.
const (
	Tokens     Layer = "tokens" // with sentences and paragraphs
	Words      Layer = "words"  // what the lexicon knows of each token
	Tags       Layer = "tags"
	Lemmas     Layer = "lemmas"
	Tree       Layer = "tree"
	Names      Layer = "names"
	Entities   Layer = "entities"
	Times      Layer = "times"
	Figures    Layer = "figures"
	Quotations Layer = "quotations"
)

// A Document is a document with its layers. Words, Tags, Lemmas, Heads and
// Rels run parallel to the tokens; a layer that nothing wrote is nil.
type Document struct {
	*wiredesk.Document
	segment.Text
	Words      []lexicon.Word
	Tags       []tag.Tag
	Lemmas     []string
	Heads      []int32 // number of the head token in the document; a root has its own
	Rels       []parse.Rel
	Mentions   []wiredesk.Mention // in order, apart
	Entities   []wiredesk.Entity
	Times      []timex.Expression    // in order, apart
	Figures    []figure.Figure       // in order, apart
	Quotations []quotation.Quotation // in order
	Made       []Made                // what wrote the layers, in order
}

// Word returns token i as it stands in the text.
func (d *Document) Word(i int) string { return d.Tokens[i].Of(d.Document.Text) }

// Made says which annotator wrote layers, so that they can be made again.
type Made struct {
	Annotator string `json:"annotator"`
	Version   string `json:"version"`
	Weights   string `json:"weights,omitempty"` // hash of what it learned; "" if it learned nothing
}

// An Annotator reads some layers of a document and writes others. It is used
// by one goroutine at a time.
type Annotator interface {
	Made() Made
	Reads() []Layer
	Writes() []Layer          // it changes no other
	Annotate(*Document) error // one that concerns this document only; it is then as it was
}

// A Pipeline is annotators in an order in which each finds what it reads. It
// is used by one goroutine at a time.
type Pipeline struct{ steps []Annotator }

// New returns a pipeline that runs steps in the order given. It fails with
// [wiredesk.ErrInvalid] if a step reads what none before it writes, or writes
// what one before it wrote.
func New(steps ...Annotator) (*Pipeline, error) {
	have := map[Layer]string{}
	for _, s := range steps {
		name := s.Made().Annotator
		for _, l := range s.Reads() {
			if _, ok := have[l]; !ok {
				return nil, fmt.Errorf("annotator %s reads %s, which nothing before it writes: %w", name, l, wiredesk.ErrInvalid)
			}
		}
		for _, l := range s.Writes() {
			if by, ok := have[l]; ok && !slices.Contains(s.Reads(), l) {
				return nil, fmt.Errorf("annotators %s and %s both write %s: %w", by, name, l, wiredesk.ErrInvalid)
			}
			have[l] = name
		}
	}
	return &Pipeline{steps}, nil
}

// Made returns what the pipeline's annotators are, in order.
func (p *Pipeline) Made() []Made {
	var out []Made
	for _, s := range p.steps {
		out = append(out, s.Made())
	}
	return out
}

// Annotate annotates d, as [Pipeline.Continue] does.
func (p *Pipeline) Annotate(d *wiredesk.Document) (*Document, error) {
	return p.Continue(&Document{Document: d})
}

// Continue runs the pipeline over a document that has layers already, such as
// tokens from a treebank; the pipeline must not write them. A step that fails
// leaves its layers out, and so do the steps that read them; the others run
// all the same, and d comes back with what they wrote. The error names the
// document and each annotator that failed.
func (p *Pipeline) Continue(d *Document) (*Document, error) {
	var errs []error
	var missing []Layer
	for _, s := range p.steps {
		lost := slices.ContainsFunc(s.Reads(), func(l Layer) bool { return slices.Contains(missing, l) })
		if !lost {
			err := s.Annotate(d)
			if err == nil {
				d.Made = append(d.Made, s.Made())
				continue
			}
			errs = append(errs, fmt.Errorf("document %q: annotator %s: %w", d.ID, s.Made().Annotator, err))
		}
		missing = append(missing, s.Writes()...)
	}
	return d, errors.Join(errs...)
}
