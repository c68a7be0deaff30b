package verify

import (
	"fmt"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// statement checks s alone. Rules build on each other: where the evidence is
// no true record, or the text cannot be rebuilt from it, the rules after that
// have nothing to look at and are not tried.
func (c *Checker) statement(s *wiredesk.Statement, headline bool) []Failure {
	fs := c.records(s)
	if len(fs) == 0 {
		fs = kind(s)
	}
	switch {
	case len(fs) > 0:
	case s.Kind == wiredesk.Worded:
		fs = append(c.worded(s, headline), attributedTo(s, c.pieces(s))...)
		fs = append(fs, support(s)...)
	case s.Kind == wiredesk.Template:
		fs = c.template(s)
	default:
		fs = c.built(s, headline)
	}
	if len(fs) == 0 && len(s.Shared) > 0 {
		fs = c.shared(s)
	}
	for i := range fs {
		fs[i].Statement = s.ID
	}
	return fs
}

// built checks a statement that was built from its evidence.
func (c *Checker) built(s *wiredesk.Statement, headline bool) []Failure {
	fs := c.rebuild(s)
	if len(fs) == 0 {
		pieces := c.pieces(s)
		for _, p := range pieces {
			fs = append(fs, p.check(s, headline)...)
		}
		fs = append(fs, joints(s.Text, pieces)...)
		fs = append(fs, attributedTo(s, pieces)...)
		fs = append(fs, minimum(s, headline)...)
		fs = append(fs, support(s)...)
	}
	return fs
}

// records checks the evidence and the support of s.
func (c *Checker) records(s *wiredesk.Statement) (fs []Failure) {
	for _, e := range s.Evidence {
		fs = append(fs, c.evidence(e)...)
	}
	for _, e := range s.Support {
		fs = append(fs, c.evidence(e)...)
	}
	return fs
}

// maxPieces is the number of evidences that a joined statement may have.
const maxPieces = 8

// kind refuses what cannot be rebuilt. A passage longer than any sentence is
// refused here, so that the cost of the rules behind is bounded.
func kind(s *wiredesk.Statement) []Failure {
	for _, es := range [][]wiredesk.Evidence{s.Evidence, s.Support} {
		for _, e := range es {
			if e.Span().Len() > wiredesk.MaxSentence {
				return []Failure{fail(RuleSentence, "a passage of %d bytes is no sentence", e.Span().Len())}
			}
		}
	}
	switch s.Kind {
	case wiredesk.Verbatim, wiredesk.Trimmed:
		if len(s.Evidence) != 1 {
			return []Failure{fail(RuleKind, "a %s statement has one evidence, not %d", s.Kind, len(s.Evidence))}
		}
		if s.Kind == wiredesk.Verbatim && s.Text != s.Evidence[0].Quote {
			return []Failure{fail(RuleRebuild, "a verbatim statement is not the bytes of its evidence")}
		}
	case wiredesk.Joined:
		if len(s.Evidence) < 2 || len(s.Evidence) > maxPieces {
			return []Failure{fail(RuleKind, "a joined statement has 2 to %d evidences, not %d", maxPieces, len(s.Evidence))}
		}
	case wiredesk.Template:
	case wiredesk.Worded:
		if len(s.Evidence) != 1 || len(s.Align) != 0 {
			return []Failure{fail(RuleKind, "a worded statement has one evidence and no alignment")}
		}
	default:
		return []Failure{fail(RuleKind, "kind %q is unknown", s.Kind)}
	}
	return nil
}

// rebuild checks that the rows of s.Align give s.Text: in order, without gap
// but for the joints of a joined statement, each row the same bytes on both
// sides and behind the one before in its evidence.
func (c *Checker) rebuild(s *wiredesk.Statement) []Failure {
	if len(s.Align) == 0 {
		return []Failure{fail(RuleRebuild, "the text has no alignment")}
	}
	at, last := 0, wiredesk.Align{}
	for i, a := range s.Align {
		if f := c.row(s, a); f != "" {
			return []Failure{fail(RuleAlignOrder, "row %d: %s", i, f)}
		}
		joint := i > 0 && a.Evidence != last.Evidence
		switch {
		case i == 0 && a.Evidence != 0, joint && a.Evidence != last.Evidence+1:
			return []Failure{fail(RuleAlignOrder, "row %d uses evidence %d out of turn", i, a.Evidence)}
		case i > 0 && !joint && a.Src.Start < last.Src.End:
			return []Failure{fail(RuleAlignOrder, "row %d goes back in its evidence", i)}
		case a.Out.Start < at, !joint && a.Out.Start != at:
			return []Failure{fail(RuleRebuild, "row %d leaves a gap or overlaps: the text is aligned to byte %d, it begins at %d", i, at, a.Out.Start)}
		}
		if c.docs[s.Evidence[a.Evidence].Document].Text[a.Src.Start:a.Src.End] != s.Text[a.Out.Start:a.Out.End] {
			return []Failure{fail(RuleRebuild, "row %d: the text is %q, the source %q", i, s.Text[a.Out.Start:a.Out.End], a.Src.Of(c.docs[s.Evidence[a.Evidence].Document].Text))}
		}
		at, last = a.Out.End, a
	}
	if at != len(s.Text) {
		return []Failure{fail(RuleRebuild, "the text is aligned to byte %d of %d", at, len(s.Text))}
	}
	if last.Evidence != len(s.Evidence)-1 {
		return []Failure{fail(RuleAlignOrder, "evidence %d is not used", last.Evidence+1)}
	}
	return nil
}

// row returns what is wrong with one row on its own, or "".
func (c *Checker) row(s *wiredesk.Statement, a wiredesk.Align) string {
	if a.Evidence < 0 || a.Evidence >= len(s.Evidence) {
		return fmt.Sprintf("there is no evidence %d", a.Evidence)
	}
	e := s.Evidence[a.Evidence]
	switch {
	case !inText(s.Text, a.Out):
		return "the piece of text is empty, out of bounds or within a rune"
	case !inText(c.docs[e.Document].Text, a.Src) || !e.Span().Contains(a.Src):
		return "the source is not in its evidence"
	case a.Out.Len() != a.Src.Len():
		return "the two sides differ in length"
	}
	return ""
}

// A piece is the part of a statement that comes from one evidence.
type piece struct {
	doc  string        // the text of the document
	ev   wiredesk.Span // the evidence, in doc
	out  wiredesk.Span // what the piece is of the statement's text
	cuts []wiredesk.Span
	s    *sentence
	last bool // no piece follows
}

// pieces gathers the rows of s, which has been rebuilt, by evidence.
func (c *Checker) pieces(s *wiredesk.Statement) []*piece {
	var ps []*piece
	for i, e := range s.Evidence {
		p := &piece{doc: c.docs[e.Document].Text, ev: e.Span(), last: i == len(s.Evidence)-1}
		at, first := e.Start, true
		for _, a := range s.Align {
			if a.Evidence != i {
				continue
			}
			if first {
				p.out.Start, first = a.Out.Start, false
			}
			if at < a.Src.Start {
				p.cuts = append(p.cuts, wiredesk.Span{Start: at, End: a.Src.Start})
			}
			at, p.out.End = a.Src.End, a.Out.End
		}
		if at < e.End {
			p.cuts = append(p.cuts, wiredesk.Span{Start: at, End: e.End})
		}
		p.s = newSentence(p.doc[p.ev.Start:p.ev.End])
		ps = append(ps, p)
	}
	return ps
}

// check tries the rules of one piece: its borders, its quotation marks, and
// each of its deletions.
func (p *piece) check(s *wiredesk.Statement, headline bool) []Failure {
	var fs []Failure
	if why := whole(p.doc, p.ev); why != "" {
		fs = append(fs, fail(RuleSentence, "%s", why))
	}
	if why := p.quotations(); why != "" {
		fs = append(fs, fail(RuleQuotation, "%s", why))
	}
	for _, cut := range p.cuts {
		d := deletion{
			s: p.s, Span: wiredesk.Span{Start: cut.Start - p.ev.Start, End: cut.End - p.ev.Start},
			lineStart: lineStarts(p.doc, p.ev.Start), headline: headline, stop: headline || !p.last,
			speaker: s.AttributedTo,
		}
		fs = append(fs, d.check()...)
	}
	return fs
}

// joints checks what stands between the pieces of a joined statement: a space
// after the end of a sentence, or "; " in place of a full stop. Nothing else is
// deleted, and no later piece begins with a word that points back, since it
// would point at something else.
func joints(text string, pieces []*piece) (fs []Failure) {
	for i, p := range pieces {
		if len(pieces) == 1 {
			return nil
		}
		if len(p.s.words) > 0 && i > 0 && pointsBack[p.s.words[0].low] {
			fs = append(fs, fail(RuleNames, "%q would point at the piece before", p.s.words[0].low))
		}
		uncut := len(p.cuts) == 0
		if p.last {
			if !uncut {
				fs = append(fs, fail(RuleKind, "a piece of a joined statement is not whole"))
			}
			continue
		}
		joint := text[p.out.End:pieces[i+1].out.Start]
		stop := len(p.cuts) == 1 && p.cuts[0].End == p.ev.End && p.doc[p.cuts[0].Start:p.cuts[0].End] == "."
		switch {
		case joint == " " && uncut && endsFinal(text[p.out.Start:p.out.End]):
		case joint == "; " && (uncut && !endsFinal(text[p.out.Start:p.out.End]) || stop):
		default:
			fs = append(fs, fail(RuleKind, "pieces %d and %d of a joined statement are not whole sentences set side by side", i, i+1))
		}
	}
	return fs
}

// minimum refuses what is no sentence for a reader.
func minimum(s *wiredesk.Statement, headline bool) (fs []Failure) {
	least := 4
	if headline {
		least = 3
	}
	if n := len(newSentence(s.Text).words); n < least {
		fs = append(fs, fail(RuleMinimum, "%d words, at least %d are needed", n, least))
	}
	if !bracketed(s.Text) {
		fs = append(fs, fail(RuleMinimum, "brackets are not paired"))
	}
	t := strings.TrimRight(s.Text, closers+".")
	if s.Text != strings.TrimSpace(s.Text) || strings.HasSuffix(t, ",") || strings.HasSuffix(t, ";") || strings.IndexAny(s.Text, ",;.:)") == 0 {
		fs = append(fs, fail(RuleMinimum, "begins or ends with stray punctuation or space"))
	}
	if s.Kind != wiredesk.Verbatim {
		for _, d := range []string{"  ", " ,", " .", ",,", ",.", ", .", ";,", "()", ".."} {
			if strings.Count(s.Text, d) > strings.Count(quotes(s.Evidence), d) {
				fs = append(fs, fail(RuleMinimum, "a deletion leaves %q", d))
			}
		}
	}
	return fs
}

func quotes(es []wiredesk.Evidence) string {
	var b strings.Builder
	for _, e := range es {
		b.WriteString(e.Quote)
	}
	return b.String()
}

// bracketed reports whether round and square brackets are paired in t.
func bracketed(t string) bool {
	var open []rune
	for i, r := range t {
		switch r {
		case '(', '[':
			open = append(open, r)
		case ')', ']':
			if r == ')' && len(open) == 0 && enumerator(t[:i]) {
				continue
			}
			if len(open) == 0 || (r == ')') != (open[len(open)-1] == '(') {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

// enumerator reports whether t ends in "1", "a" or the like as a word of its
// own, so that a bracket behind it closes nothing.
func enumerator(t string) bool {
	f := t[strings.LastIndexAny(t, " \n")+1:]
	return len(f) == 1 || len(f) == 2 && f[0] >= '0' && f[0] <= '9'
}

// support checks that each passage of s.Support comes from another document
// and can say the same: it has every number of the text, as many negations or
// as many more that they cancel out, and some of its words of weight.
func support(s *wiredesk.Statement) (fs []Failure) {
	if len(s.Support) == 0 {
		return nil
	}
	t := newSentence(s.Text)
	for i, e := range s.Support {
		for _, ev := range s.Evidence {
			if ev.Document == e.Document {
				fs = append(fs, fail(RuleSupport, "support %d comes from the document of the evidence", i))
			}
		}
		q := newSentence(e.Quote)
		for _, n := range t.numbers() {
			if !q.hasNumber(n) {
				fs = append(fs, fail(RuleSupport, "support %d does not have the number %s", i, n))
			}
		}
		if t.negations()%2 != q.negations()%2 {
			fs = append(fs, fail(RuleSupport, "support %d has another polarity", i))
		}
		if !t.toldBy(q) {
			fs = append(fs, fail(RuleSupport, "support %d tells of something else", i))
		}
	}
	return fs
}

// enough words of weight in common show that two sentences tell of one thing.
const enough = 3

// toldBy reports whether q has three of the words of weight of s, or all of
// them if there are fewer.
func (s *sentence) toldBy(q *sentence) bool {
	has := q.weighty()
	shared, all := 0, s.weighty()
	for w := range all {
		if has[w] {
			shared++
		}
	}
	return shared >= min(enough, len(all))
}

// weighty returns the numbers of s and the beginnings of its longer words, so
// that forms of one word are one.
func (s *sentence) weighty() set {
	out := set{}
	for _, w := range s.words {
		switch runes := []rune(w.low); {
		case w.digit():
			out[w.low] = true
		case len(runes) >= 4 && !weightless[w.low]:
			out[string(runes[:min(5, len(runes))])] = true
		}
	}
	return out
}

// weightless words stand in sentences about anything.
var weightless = newSet(`that this with from have been were they their them which would could there about after before
	said says into over more than what when where while also will just some such only other very your these those then being
	because during against under between through each most both many much even still well back upon whom whose does done
	told here like make made take took come came goes went`)
