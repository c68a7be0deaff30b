package analysis

import (
	"strings"

	"github.com/wiredesk/wiredesk"
)

// FromWords returns a document that has the words of sentences as its tokens,
// with a space between each two, and nothing else: what a treebank or a list
// of names gives. [Kept] stands for the segmenter in a pipeline over it.
func FromWords(sentences [][]string) *Document {
	var text strings.Builder
	d := &Document{}
	for i, words := range sentences {
		first := len(d.Tokens)
		for _, w := range words {
			if text.Len() > 0 {
				text.WriteByte(' ')
			}
			start := text.Len()
			text.WriteString(w)
			d.Tokens = append(d.Tokens, wiredesk.Token{Span: wiredesk.Span{Start: start, End: text.Len()}})
		}
		if len(d.Tokens) == first {
			continue
		}
		span := wiredesk.Span{Start: d.Tokens[first].Start, End: text.Len()}
		d.Sentences = append(d.Sentences, wiredesk.Sentence{Span: span, First: first, Last: len(d.Tokens), Paragraph: i})
		d.Paragraphs = append(d.Paragraphs, span)
	}
	d.Document = &wiredesk.Document{Text: text.String(), Language: "en"}
	d.Document.Seal()
	return d
}

// Kept stands for the segmenter in a pipeline over [FromWords]: the tokens are
// there already.
type Kept struct{}

// Made implements [Annotator], as do the other methods.
func (Kept) Made() Made { return Made{Annotator: "kept", Version: version} }

// Reads nothing.
func (Kept) Reads() []Layer { return nil }

// Writes the tokens.
func (Kept) Writes() []Layer { return []Layer{Tokens} }

// Annotate leaves d as it is.
func (Kept) Annotate(*Document) error { return nil }
