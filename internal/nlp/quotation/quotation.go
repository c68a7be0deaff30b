// Package quotation finds who said what in a document, and which of it is one
// utterance in several documents.
//
// What stands in quotation marks is ascribed by the words around it, the
// surest first: what follows the closing mark, what leads up to the opening
// one, the clause it stands in, the quotation before it. Without marks it is
// the tree that says which clause is what somebody said. Marks around a title,
// or around a word that the writer keeps at a distance, quote nobody.
//
// Layer: L1 (pure). It finds no entities of its own, and where it is not clear
// whom a word for the speaker means it keeps the word.
package quotation

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// The kinds of quotations.
const (
	Direct   = "direct"   // all of it in the speaker's words
	Indirect = "indirect" // none of it in quotation marks
	Mixed    = "mixed"    // a clause of the writer's with words in quotation marks
)

// A Grade says how plainly the text ascribes a quotation.
type Grade string

// The grades, the plainest first.
const (
	Said   Grade = "said"   // a verb or phrase that reports speech and nothing else
	Likely Grade = "likely" // one that mostly does, or the form of the page
	View   Grade = "view"   // what somebody thinks, wants or does by speaking
)

// A Quotation is what somebody said, in one document. The spans of each list
// are in order and apart. Those of Content lie between the quotation marks
// where there are any; a quotation that is broken by its cue, or by the end of
// a paragraph, has several.
type Quotation struct {
	Kind    string
	Content []wiredesk.Span
	Cue     []wiredesk.Span // the words that report it; empty if there are none
	Source  []wiredesk.Span // the words that say who speaks, as near as they stand
	// Speaker is the name of the entity, or what the text calls the speaker,
	// without "the", if that is not resolved; both fields are "" if the text
	// does not say.
	Speaker  wiredesk.Speaker
	Inferred bool // no words ascribe it: the speaker is whoever spoke before
	Grade    Grade
}

// A Text is what quotations are found in. Tags, Lemmas, Heads and Rels run
// parallel to Tokens; Mentions are in order and apart.
type Text struct {
	Text      string
	Tokens    []wiredesk.Token
	Sentences []wiredesk.Sentence
	Tags      []tag.Tag
	Lemmas    []string
	Heads     []int32 // token that each depends on, itself for a root
	Rels      []parse.Rel
	Mentions  []wiredesk.Mention
	Entities  []wiredesk.Entity
}

// Find returns the quotations of t in order of their first byte of content.
// Those in quotation marks do not overlap one another; a clause may hold
// another one ("he said that she had agreed"). The same text gives the same
// result. Cost: linear, about a microsecond a token.
func Find(t Text) []Quotation {
	d := newDoc(t)
	d.pairMarks()
	d.findCues()
	d.clauses()
	d.quoted()
	d.turns()
	return d.results()
}
