// Package verify checks briefs against the documents that they cite, without
// trusting whoever wrote them.
//
// It rebuilds every statement from the stored bytes and refuses what it cannot
// prove: see [Statement] for the rules of one statement and [Result] for those
// of a whole result. It is strict in one direction only: a true statement may
// be refused (the writer then prints another), a statement that its evidence
// does not carry must not pass.
//
// What it does not check: whether the source is right, whether the choice of
// sentences is fair, whom a pronoun means, whether a clause between commas was
// restrictive, irony, and whether an answer that has the words of one answers.
//
// Layer: L2, pure. It shares no code with the writer: it imports the root
// package and the standard library only, and has its own tokenizer, number
// reader and word lists. It never changes what it checks, and never repairs.
package verify

import (
	"fmt"

	"github.com/wiredesk/wiredesk"
)

// Names of the rules, as they stand in [Failure.Rule].
const (
	RuleDocument    = "document"    // the document exists; its length and hash match its text
	RuleSpan        = "span"        // a span lies in its text, on rune boundaries
	RuleSpanHash    = "span-hash"   // quote and hash are those of the bytes of the span
	RuleKind        = "kind"        // the kind is one that can be rebuilt, with the evidence it needs
	RuleTemplate    = "template"    // the line stands in the closed list, and its slots are values of a figure
	RuleRebuild     = "rebuild"     // the text is the aligned bytes, without gap
	RuleAlignOrder  = "align-order" // the aligned bytes stand in their evidence, in the order of the source
	RuleSentence    = "sentence"    // the evidence is a whole sentence, as the text around it shows
	RuleLicence     = "licence"     // every deletion has one of the allowed forms
	RuleWords       = "words"       // no deletion cuts a word or glues two
	RuleNumbers     = "numbers"     // no deletion makes a number that was not there
	RuleNames       = "names"       // no deletion makes a name that was not there
	RuleQuotation   = "quotation"   // quotation marks are paired, and nothing between them is deleted
	RuleProtected   = "protected"   // no deletion takes a negation, condition, hedge, modal or bound
	RuleAttribution = "attribution" // who said it stays with the statement, and is who the source names
	RuleMinimum     = "minimum"     // long enough, brackets paired, no stray punctuation
	RuleSupport     = "support"     // passages that say the same have the same numbers and polarity
	RuleShared      = "shared"      // figures that others give too are whole, the same, and theirs
	RuleCounts      = "counts"      // origins, outlets and documents are as counted again
	RuleWithdrawn   = "withdrawn"   // the withdrawn documents of a story are those of the result, and nothing rests on them
	RuleStory       = "story"       // each document is in one story or unfiled; origins divide it
	RuleFacts       = "facts"       // kinds, states and readings are known, and those that the counts allow
	RuleDate        = "date"        // the date of an event is what an expression of its statement means; events stand in order
	RuleQuestions   = "questions"   // questions are of the closed list, their names and states those of their answers
	RuleFlags       = "flags"       // flags are known, and single-origin is set as the count says
)

// A Failure is one broken rule. Statement is empty if the failure is not of
// one statement, and Story if there is no story.
type Failure struct {
	Story     wiredesk.StoryID `json:"story"`
	Statement string           `json:"statement"`
	Rule      string           `json:"rule"`
	Detail    string           `json:"detail"`
}

// String returns the failure in one line.
func (f Failure) String() string {
	s := f.Rule + ": " + f.Detail
	if f.Statement != "" {
		s = "statement " + f.Statement + ": " + s
	}
	if f.Story != "" {
		s = "story " + string(f.Story) + ": " + s
	}
	return s
}

// A Report sums a check up. Evidence counts evidence and support records.
type Report struct {
	Stories    int       `json:"stories"`
	Statements int       `json:"statements"`
	Evidence   int       `json:"evidence"`
	Failures   []Failure `json:"failures"` // in the order of the result; empty, not nil, if all holds
}

// Statement checks one statement of a brief's body against docs and returns
// the rules that it breaks, nil if it holds. What needs a story (counts,
// flags) is left to [Result].
// Cost: linear in the text of the documents cited, which are hashed.
func Statement(s *wiredesk.Statement, docs map[wiredesk.DocumentID]*wiredesk.Document) []Failure {
	return NewChecker(docs).Statement(s)
}

// Headline is [Statement] for a headline, which may be a word shorter and may
// lose its full stop or a weekday.
func Headline(s *wiredesk.Statement, docs map[wiredesk.DocumentID]*wiredesk.Document) []Failure {
	return NewChecker(docs).Headline(s)
}

// Result checks every statement, quotation and figure of r against docs, whose
// texts must be present, and every story against its documents. A document
// whose text is missing breaks rule "document". [wiredesk.Run] is not looked
// at: its hashes are the caller's to check.
// Cost: linear in the texts and in the statements.
func Result(r *wiredesk.Result, docs []*wiredesk.Document) Report {
	c := NewChecker(nil)
	rep := Report{Stories: len(r.Stories), Failures: []Failure{}}
	for _, d := range docs {
		if d == nil {
			continue
		}
		if _, twice := c.docs[d.ID]; twice {
			rep.Failures = append(rep.Failures, Failure{Rule: RuleDocument, Detail: fmt.Sprintf("document %q is given twice", d.ID)})
			continue
		}
		c.docs[d.ID] = d
	}
	rep.Failures = append(rep.Failures, c.listed(r.Documents)...)
	rep.Failures = append(rep.Failures, filing(r)...)
	back := takenBack(r.Documents)
	for i := range r.Stories {
		c.story(&r.Stories[i], back, &rep)
	}
	return rep
}

// A Checker checks statements against one set of documents, each of which it
// hashes once. It is not safe for concurrent use.
type Checker struct {
	docs map[wiredesk.DocumentID]*wiredesk.Document
	bad  map[wiredesk.DocumentID]string // "" for a sound document
}

// NewChecker returns a Checker of docs, which must not change while it is used.
func NewChecker(docs map[wiredesk.DocumentID]*wiredesk.Document) *Checker {
	if docs == nil {
		docs = map[wiredesk.DocumentID]*wiredesk.Document{}
	}
	return &Checker{docs: docs, bad: map[wiredesk.DocumentID]string{}}
}

// Statement is [Statement] on the checker's documents.
func (c *Checker) Statement(s *wiredesk.Statement) []Failure { return c.statement(s, false) }

// Headline is [Headline] on the checker's documents.
func (c *Checker) Headline(s *wiredesk.Statement) []Failure { return c.statement(s, true) }
