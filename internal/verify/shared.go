package verify

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

const (
	maxShared = 8 // figures that one statement may be said to share

	// fewUpTo is the number up to which two reports may well have the same of
	// different things, "two passengers": their sentences must then have more
	// words in common.
	fewUpTo = 20
)

// shared checks what s says of its figures: each is a whole value of the text, with
// what bounds it, and every passage that is said to give it too is a sentence of
// another document with the same value, and of the same matter.
func (c *Checker) shared(s *wiredesk.Statement) (fs []Failure) {
	if len(s.Shared) > maxShared || len(s.Evidence) != 1 || s.Kind == wiredesk.Worded {
		return []Failure{fail(RuleShared, "a %s statement of %d evidences shares no %d figures", s.Kind, len(s.Evidence), len(s.Shared))}
	}
	for i, sh := range s.Shared {
		src, ok := copiedFrom(s, sh.Out)
		switch {
		case !inText(s.Text, sh.Out) || !ok:
			fs = append(fs, fail(RuleShared, "figure %d is no piece of the text", i))
		case len(sh.Support) == 0 || len(sh.Support) != len(sh.At):
			fs = append(fs, fail(RuleShared, "figure %d has %d passages and %d places", i, len(sh.Support), len(sh.At)))
		case i > 0 && slices.ContainsFunc(s.Shared[:i], func(o wiredesk.Shared) bool { return o.Out.Overlaps(sh.Out) }):
			fs = append(fs, fail(RuleShared, "figure %d is told of twice", i))
		default:
			fs = append(fs, c.sharedBy(s, sh, src)...)
		}
	}
	return fs
}

// copiedFrom returns the bytes of the evidence that out is, if they are one piece.
func copiedFrom(s *wiredesk.Statement, out wiredesk.Span) (wiredesk.Span, bool) {
	for _, a := range s.Align {
		if a.Out.Contains(out) {
			at := a.Src.Start + out.Start - a.Out.Start
			return wiredesk.Span{Start: at, End: at + out.Len()}, true
		}
	}
	return wiredesk.Span{}, false
}

// sharedBy checks the passages of one figure, whose own bytes are src.
func (c *Checker) sharedBy(s *wiredesk.Statement, sh wiredesk.Shared, src wiredesk.Span) (fs []Failure) {
	text := c.docs[s.Evidence[0].Document].Text
	own := newSentence(src.Of(text))
	if why := slot(text, src); why != "" || len(own.numbers()) == 0 {
		return []Failure{fail(RuleShared, "%q is no whole figure: %s", src.Of(text), why)}
	}
	seen := map[wiredesk.DocumentID]bool{s.Evidence[0].Document: true}
	for k, e := range sh.Support {
		if seen[e.Document] {
			fs = append(fs, fail(RuleShared, "document %q is named twice", e.Document))
		}
		seen[e.Document] = true
		es := c.evidence(e)
		if len(es) == 0 {
			es = c.sharedIn(newSentence(s.Text), own, e, sh.At[k])
		}
		fs = append(fs, es...)
	}
	return fs
}

// sharedIn checks that the passage e, which is a true record, gives the figure own of
// the statement told at the bytes at of its document.
func (c *Checker) sharedIn(told, own *sentence, e wiredesk.Evidence, at wiredesk.Span) []Failure {
	text := c.docs[e.Document].Text
	if !inText(text, at) || !e.Span().Contains(at) || e.Span().Len() > wiredesk.MaxSentence {
		return []Failure{fail(RuleShared, "the value does not stand in the passage %q", e.Quote)}
	}
	if why := slot(text, at); why != "" {
		return []Failure{fail(RuleShared, "%q is no whole figure: %s", at.Of(text), why)}
	}
	if why := whole(text, e.Span()); why != "" {
		return []Failure{fail(RuleShared, "the passage %q: %s", e.Quote, why)}
	}
	other := newSentence(at.Of(text))
	if !slices.Equal(own.numbers(), other.numbers()) || !slices.Equal(own.limits(), other.limits()) {
		return []Failure{fail(RuleShared, "%q is not the value %q", other.text, own.text)}
	}
	if denials(told.text, own.text) != denials(e.Quote, other.text) {
		return []Failure{fail(RuleShared, "%q is denied in one of the two sentences", other.text)}
	}
	if !own.sameMatter(told, newSentence(e.Quote), other) {
		return []Failure{fail(RuleShared, "the passage %q tells of something else", e.Quote)}
	}
	return nil
}

// limits returns the words of s that bound or deny a number, in order.
func (s *sentence) limits() []string {
	var out []string
	for i, w := range s.words {
		if weakBound[w.low] || negates(s, i) || len(bound[w.low]) > 0 {
			out = append(out, w.low)
		}
	}
	return out
}

// few reports whether all numbers of s are small.
func (s *sentence) few() bool {
	for i := 0; i < len(s.words); {
		v, n, ok := s.number(i)
		if ok && v > fewUpTo {
			return false
		}
		i += max(n, 1)
	}
	return true
}

// governs is how many words before a figure a negation may stand and still turn
// round what is said of it.
const governs = 8

// denials reports whether the words before the figure in text deny what is said of
// it.
func denials(text, figure string) bool {
	before, _, _ := strings.Cut(text, figure)
	s := newSentence(before)
	s.words = s.words[max(0, len(s.words)-governs):]
	return s.negations()%2 == 1
}

// sameMatter reports whether the sentences told and q, of which s and other are
// a figure, have two words of weight besides numbers in common: outside of those
// two, if the figure is small, or else one there.
func (s *sentence) sameMatter(told, q, other *sentence) bool {
	has, inOwn, inOther := q.matter(), s.matter(), other.matter()
	in, out := 0, 0
	for w := range told.matter() {
		switch {
		case !has[w]:
		case inOwn[w] || inOther[w]:
			in++
		default:
			out++
		}
	}
	if s.few() {
		return out >= 2
	}
	return out >= 1 && in+out >= 2
}

// matter returns the words of weight of s but for numbers.
func (s *sentence) matter() set {
	var words []word
	for i, w := range s.words {
		if _, scaled := scales[w.low]; !scaled && !s.isNumber(i) {
			words = append(words, w)
		}
	}
	return (&sentence{text: s.text, words: words}).weighty()
}

// shared checks that each figure that s is said to share is one of the story's
// figures, that those who share it give the same value of it, and that they
// are other origins, each once.
func (k *storyCheck) shared(s *wiredesk.Statement) {
	for i, sh := range s.Shared {
		src, ok := copiedFrom(s, sh.Out)
		if !ok || len(sh.Support) != len(sh.At) || len(s.Evidence) == 0 {
			continue // said already
		}
		seen := map[int]bool{k.origin[s.Evidence[0].Document]: true}
		for _, e := range sh.Support {
			if o := k.origin[e.Document]; o == 0 || seen[o] {
				k.of(s, fail(RuleShared, "figure %d: document %q is of no other origin of the story", i, e.Document))
			} else {
				seen[o] = true
			}
		}
		if !slices.ContainsFunc(k.s.Figures, func(f wiredesk.Figure) bool {
			return slices.ContainsFunc(f.Values, func(v wiredesk.FigureValue) bool { return givenBy(v, s.Evidence[0].Document, src) && givenByAll(v, sh) })
		}) {
			k.of(s, fail(RuleShared, "figure %d is no value that the story's figures have in all these places", i))
		}
	}
}

func givenBy(v wiredesk.FigureValue, doc wiredesk.DocumentID, at wiredesk.Span) bool {
	return slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool { return e.Document == doc && e.Span() == at })
}

func givenByAll(v wiredesk.FigureValue, sh wiredesk.Shared) bool {
	for k, e := range sh.Support {
		if !givenBy(v, e.Document, sh.At[k]) {
			return false
		}
	}
	return true
}
