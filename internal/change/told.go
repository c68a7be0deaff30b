package change

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// How much of what is said, in words of weight, must stand in one sentence for
// it to be said there already; of a number, whose words are few, in one that
// has that number too.
const (
	saidBefore   = 0.6
	numberBefore = 0.4
)

// told is what some documents say.
type told struct {
	annotator *annotate.Annotator
	sentences []sentence
}

// A sentence is the words of weight and the numbers of one.
type sentence struct {
	terms   map[vector.Term]bool
	numbers map[string]bool
}

func newTold(docs []*wiredesk.Document) *told {
	t := &told{annotator: annotate.New()}
	for _, d := range docs {
		a := t.annotator.Annotate(d)
		for _, s := range a.Sentences {
			t.sentences = append(t.sentences, read(a, s.First, s.Last))
		}
	}
	return t
}

// read reads the tokens [first, last) of a.
func read(a *annotate.Document, first, last int) sentence {
	s := sentence{map[vector.Term]bool{}, map[string]bool{}}
	for i := first; i < last; i++ {
		switch {
		case a.Marks[i]&annotate.Number != 0:
			s.numbers[strings.ReplaceAll(a.Lower[i], ",", "")] = true
		case a.Terms[i] != 0:
			s.terms[a.Terms[i]] = true
		}
	}
	return s
}

func (t *told) read(text string) sentence {
	a := t.annotator.Annotate(&wiredesk.Document{Text: text})
	return read(a, 0, len(a.Tokens))
}

// text reports whether a sentence says most of text. Numbers are figures, and
// do not count. What has no word of weight says nothing.
func (t *told) text(text string) bool {
	s := t.read(text)
	return len(s.terms) == 0 || slices.ContainsFunc(t.sentences, func(k sentence) bool { return s.in(k) >= saidBefore })
}

// all reports whether each of statements was told; true of none.
func (t *told) all(statements []wiredesk.Statement) bool {
	return !slices.ContainsFunc(statements, func(st wiredesk.Statement) bool { return !t.text(st.Text) })
}

// figure reports whether a sentence has the numbers of one of es, and says
// something like the sentence around.
func (t *told) figure(c *comparer, es []wiredesk.Evidence) bool {
	return slices.ContainsFunc(es, func(e wiredesk.Evidence) bool {
		d := c.docs[e.Document]
		if d == nil {
			return false
		}
		quote, around := t.read(e.Quote), t.read(around(d.Text, e.Span()).Of(d.Text))
		return slices.ContainsFunc(t.sentences, func(k sentence) bool {
			for n := range quote.numbers {
				if !k.numbers[n] {
					return false
				}
			}
			return around.in(k) >= numberBefore
		})
	})
}

// in returns the share of the terms of s that k has.
func (s sentence) in(k sentence) float64 {
	if len(s.terms) == 0 {
		return 0
	}
	n := 0
	for t := range s.terms {
		if k.terms[t] {
			n++
		}
	}
	return float64(n) / float64(len(s.terms))
}

// around returns the sentence of text that holds at, as far as full stops
// tell.
func around(text string, at wiredesk.Span) wiredesk.Span {
	start, end := 0, len(text)
	for _, mark := range []string{". ", ".\n", "\n\n"} {
		if i := strings.LastIndex(text[:at.Start], mark); i >= 0 {
			start = max(start, i+len(mark))
		}
		if i := strings.Index(text[at.End:], mark); i >= 0 {
			end = min(end, at.End+i+1)
		}
	}
	for start < at.Start && strings.ContainsRune(" \n", rune(text[start])) {
		start++
	}
	return wiredesk.Span{Start: start, End: max(end, at.End)}
}
