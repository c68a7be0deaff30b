package claim

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
)

// Quotations returns what people said in the reports of a story, in order of
// the first report that has it. One utterance in several reports is one
// quotation: its wording is that of the first report, what others have stands
// as variants. Clauses that tell what somebody thinks or wants are left out,
// and so is what nobody is named for. Not nil. Cost: linear.
func Quotations(reports []Report) []wiredesk.Quotation {
	var in []quotation.Report
	for i := range reports {
		in = append(in, quotation.Report{Text: reports[i].Document.Document.Text, Quotations: newDoc(&reports[i], i).shown()})
	}
	out := []wiredesk.Quotation{}
	for _, group := range quotation.Group(in) {
		out = append(out, utterance(reports, in, group))
	}
	return out
}

// shown returns the quotations of d that a reader may be shown: direct ones
// only in quotation marks, not those of a transcript, whose form deceives too
// often; clauses without marks only where they are whole.
func (d *doc) shown() []quotation.Quotation {
	text := d.Document.Document.Text
	return slices.DeleteFunc(slices.Clone(d.Quotations), func(q quotation.Quotation) bool {
		if q.Grade == quotation.View || q.Speaker.Name == "" || q.Inferred || d.borrowed(q.Content[0]) {
			return true
		}
		if q.Kind == quotation.Indirect && (!d.clause(q.Content[0]) || d.runsOver(&q)) || q.Kind != quotation.Direct && !attributed(&q) {
			return true
		}
		return q.Kind == quotation.Direct && slices.ContainsFunc(q.Content, func(c wiredesk.Span) bool { return !marked(text[:spoken(text, c, q.Kind).Start]) })
	})
}

// marked reports whether before ends in a quotation mark, or one opens in its
// last paragraph and is not closed.
func marked(before string) bool {
	before = before[strings.LastIndex(before, "\n\n")+1:]
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " […(\n")); strings.ContainsRune(marks+"'‘’", r) {
		return true
	}
	return strings.Count(before, `"`)%2 == 1 || strings.LastIndex(before, "“") > strings.LastIndex(before, "”") || strings.LastIndex(before, "«") > strings.LastIndex(before, "»")
}

// utterance writes down one group.
func utterance(reports []Report, in []quotation.Report, group []quotation.Ref) wiredesk.Quotation {
	var out wiredesk.Quotation
	origins, at := map[int]bool{}, map[string]int{} // wording to its variant
	for n, ref := range group {
		r, q := &reports[ref.Report], in[ref.Report].Quotations[ref.Quotation]
		text, evidence := wording(r, &q)
		origins[r.Origin] = true
		who := wiredesk.Speaker{Name: oneLine(q.Speaker.Name), Entity: r.Entity[q.Speaker.Entity]}
		if n == 0 {
			out = wiredesk.Quotation{Text: text, Kind: q.Kind, Speaker: who, Evidence: evidence, Variants: []wiredesk.Variant{}}
			for _, c := range q.Cue {
				out.Cue = joined(out.Cue, c.Of(in[ref.Report].Text))
			}
			continue
		}
		if out.Speaker.Entity == "" && who.Entity != "" || out.Speaker.Entity == who.Entity && len(who.Name) > len(out.Speaker.Name) {
			out.Speaker = who
		}
		if text == out.Text {
			out.Evidence = append(out.Evidence, evidence...)
			continue
		}
		k, ok := at[text]
		if !ok {
			k = len(out.Variants)
			at[text], out.Variants = k, append(out.Variants, wiredesk.Variant{Text: text})
		}
		out.Variants[k].Evidence = append(out.Variants[k].Evidence, evidence...)
	}
	out.Origins = len(origins)
	return out
}

// wording returns the words of q, with dots between its pieces, and where they
// stand.
func wording(r *Report, q *quotation.Quotation) (string, []wiredesk.Evidence) {
	var pieces []string
	var evidence []wiredesk.Evidence
	for _, c := range q.Content {
		e := wiredesk.Cite(r.Document.Document, spoken(r.Document.Document.Text, c, q.Kind))
		pieces, evidence = append(pieces, e.Quote), append(evidence, e)
	}
	return strings.Join(pieces, " … "), evidence
}

// dateline matches the one that a report may open with.
var dateline = regexp.MustCompile(`^\p{Lu}[\p{Lu}'’ -]{2,}[^!?"“]{0,60}?\s(?:—|–|--?)\s+`)

// spoken returns what of c was said: without the "that" that leads up to it,
// without a dateline, and of direct speech without the marks.
func spoken(text string, c wiredesk.Span, kind string) wiredesk.Span {
	if m := dateline.FindString(c.Of(text)); kind != quotation.Direct && len(m) < c.Len() {
		c.Start += len(m)
	}
	if rest, ok := strings.CutPrefix(c.Of(text), "that "); ok {
		c.Start = c.End - len(strings.TrimLeft(rest, " \n"))
	}
	if kind == quotation.Direct {
		c.Start = c.End - len(strings.TrimLeft(c.Of(text), marks))
		c.End = c.Start + len(strings.TrimRight(c.Of(text), marks))
	}
	return c
}

const marks = `"“”„«»`
