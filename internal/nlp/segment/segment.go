// Package segment cuts text into paragraphs, tokens and sentences, each a span
// of byte offsets.
//
// Tokens follow the Universal Dependencies treebanks of English: contractions
// and most hyphenated words are split ("do|n't", "well|-|known"), while
// abbreviations, decimals, times, addresses and ellipses are one token.
// Quotation marks are paired before sentences are cut, so that a question
// inside a quotation does not end the sentence that reports it.
//
// Layer: L1 (pure). Same text, same spans. It never changes the text and never
// loses a byte of it that is not white space: every other byte is in exactly
// one token, and every token in exactly one sentence, up to the limits in
// package wiredesk.
package segment

import "github.com/wiredesk/wiredesk"

// Text is what Cut finds. Tokens and sentences are in order and do not
// overlap; a sentence never crosses a paragraph.
type Text struct {
	Paragraphs []wiredesk.Span
	Sentences  []wiredesk.Sentence
	Tokens     []wiredesk.Token
}

// Words returns the tokens of sentence s.
func (t *Text) Words(s wiredesk.Sentence) []wiredesk.Token { return t.Tokens[s.First:s.Last] }

// Cut segments text, which must be valid UTF-8. Cost: linear.
func Cut(text string) Text {
	t := Text{
		Paragraphs: paragraphs(text),
		Tokens:     make([]wiredesk.Token, 0, len(text)/5+8),
		Sentences:  make([]wiredesk.Sentence, 0, len(text)/100+4),
	}
	for i, p := range t.Paragraphs {
		first := len(t.Tokens)
		t.Tokens = appendTokens(t.Tokens, text, p)
		c := cutter{text: text, toks: t.Tokens, paragraph: i}
		t.Sentences = c.appendSentences(t.Sentences, first)
		if len(t.Sentences) >= wiredesk.MaxSentences {
			t.Sentences = t.Sentences[:wiredesk.MaxSentences]
			break
		}
	}
	return t
}
