package eval

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

// A SegmentScore says how well texts are cut: exact spans of words and of
// sentences against a treebank's.
type SegmentScore struct {
	Texts     int `json:"texts"`
	Tokens    F   `json:"tokens"`
	Sentences F   `json:"sentences"`
}

// Segment cuts the running text of each gold text and compares.
func Segment(gold []GoldText) SegmentScore {
	var tok, sent [3]int // right, given, wanted
	for _, g := range gold {
		got := segment.Cut(g.Text)
		toks, sents := Spans(got)
		add(&tok, toks, g.Tokens)
		add(&sent, sents, g.Sentences)
	}
	return SegmentScore{len(gold), NewF(tok[0], tok[1], tok[2]), NewF(sent[0], sent[1], sent[2])}
}

// Spans returns the spans of the tokens and sentences of t.
func Spans(t segment.Text) (tokens, sentences []wiredesk.Span) {
	for _, x := range t.Tokens {
		tokens = append(tokens, x.Span)
	}
	for _, x := range t.Sentences {
		sentences = append(sentences, x.Span)
	}
	return tokens, sentences
}

func add(n *[3]int, given, wanted []wiredesk.Span) {
	n[0] += SameSpans(given, wanted)
	n[1] += len(given)
	n[2] += len(wanted)
}
