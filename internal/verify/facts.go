package verify

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// facts checks what the story says of quotations, figures and claims besides
// their statements: that their words, numbers and names stand where they are
// said to stand, and that everything counted is counted right.
func (k *storyCheck) facts() {
	for i := range k.s.Quotations {
		k.quotation(fmt.Sprintf("quotation %d", i), &k.s.Quotations[i])
	}
	for i := range k.s.Figures {
		k.figure(fmt.Sprintf("figure %d", i), &k.s.Figures[i])
	}
	c := &k.s.Claims
	for i := range c.Agree {
		k.claim(fmt.Sprintf("agreed claim %d", i), &c.Agree[i], 1, 2)
	}
	for i := range c.Differ {
		k.claim(fmt.Sprintf("disputed claim %d", i), &c.Differ[i], 2, 1)
	}
	for i := range c.Single {
		k.claim(fmt.Sprintf("single claim %d", i), &c.Single[i], 1, 1)
		if sides := c.Single[i].Sides; len(sides) == 1 && sides[0].Origins != 1 {
			k.add(fail(RuleFacts, "single claim %d has %d origins", i, sides[0].Origins))
		}
	}
}

// quotation checks that each wording is the bytes of its passages, that the
// speaker is named in the story, and how many origins have it.
func (k *storyCheck) quotation(whose string, q *wiredesk.Quotation) {
	if q.Kind != "direct" && q.Kind != "indirect" && q.Kind != "mixed" {
		k.add(fail(RuleFacts, "%s is of unknown kind %q", whose, q.Kind))
	}
	all := slices.Clone(q.Evidence)
	k.wording(whose, q.Text, q.Evidence)
	for _, v := range q.Variants {
		k.wording(whose, v.Text, v.Evidence)
		all = append(all, v.Evidence...)
	}
	k.same(whose, "origins", q.Origins, k.originsOf(all))
	if q.Kind == "direct" {
		for _, e := range q.Evidence {
			if d := k.c.docs[e.Document]; d != nil && inText(d.Text, e.Span()) && !inMarks(d.Text[:e.Start]) {
				k.add(fail(RuleQuotation, "%s: no quotation mark opens before byte %d of document %q", whose, e.Start, e.Document))
			}
		}
	}
	k.named(whose, q.Speaker.Name)
	k.named(whose, q.Cue)
	if q.Speaker.Entity != "" && !slices.ContainsFunc(k.s.Entities, func(e wiredesk.Entity) bool { return e.ID == q.Speaker.Entity }) {
		k.add(fail(RuleFacts, "%s is said by entity %q, which the story has not", whose, q.Speaker.Entity))
	}
}

// wording checks that the passages of each document in es, one after the other
// with dots between, are text: once, or several times over.
func (k *storyCheck) wording(whose, text string, es []wiredesk.Evidence) {
	k.records(whose, es)
	got, of := "", wiredesk.DocumentID("")
	for i, e := range es {
		if got != "" && e.Document != of {
			break
		}
		if got != "" {
			got += " … "
		}
		got, of = got+e.Quote, e.Document
		if got == text {
			got = ""
			if i == len(es)-1 {
				return
			}
		}
	}
	if len(es) > 0 {
		k.add(fail(RuleRebuild, "%s: the passages are not its text %q", whose, text))
	}
}

// inMarks reports whether a quotation mark opens in the last paragraph of t and
// is not closed; or there is one right at the end of t.
func inMarks(t string) bool {
	t = t[strings.LastIndex(t, "\n\n")+1:]
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t, " […(")); strings.ContainsRune(openMarks, r) {
		return true
	}
	open := false
	for _, r := range t {
		switch {
		case r == '"':
			open = !open
		case strings.ContainsRune("“„«‘", r):
			open = true
		case strings.ContainsRune("”»", r):
			open = false
		}
	}
	return open
}

const openMarks = "\"'“”„«‘’`\n"

// named checks that name, if it is not empty, stands in a document of the
// story, its words with any white space between.
func (k *storyCheck) named(whose, name string) {
	want := strings.Fields(name)
	for _, id := range k.s.Documents {
		if d := k.c.docs[id]; d != nil && k.words(d).has(want) {
			return
		}
	}
	if len(want) > 0 {
		k.add(fail(RuleAttribution, "%s names %q, which no document of the story does", whose, name))
	}
}

// A flat is a text with single spaces.
type flat string

func (f flat) has(words []string) bool { return strings.Contains(string(f), strings.Join(words, " ")) }

// words returns the text of d with single spaces.
func (k *storyCheck) words(d *wiredesk.Document) flat {
	if k.flat == nil {
		k.flat = map[wiredesk.DocumentID]flat{}
	}
	f, ok := k.flat[d.ID]
	if !ok {
		f = flat(strings.Join(strings.Fields(d.Text), " "))
		k.flat[d.ID] = f
	}
	return f
}

// figure checks that each value stands in its passages, what is counted, and
// that the state is one that the values can have.
func (k *storyCheck) figure(whose string, f *wiredesk.Figure) {
	var all []wiredesk.Evidence
	for i, v := range f.Values {
		if v.Same < 0 || v.Same > i || v.Same > 0 && f.Values[v.Same-1].Same != 0 {
			k.add(fail(RuleFacts, "%s: value %d is said to be value %d", whose, i+1, v.Same))
		}
		k.records(whose, v.Evidence)
		k.same(whose, "origins", v.Origins, k.originsOf(v.Evidence))
		all = append(all, v.Evidence...)
		k.named(whose, v.SaidBy)
		for _, e := range v.Evidence {
			if !gives(e.Quote, &v) {
				k.add(fail(RuleNumbers, "%s: %q does not give the number %v", whose, e.Quote, v.Value))
			}
		}
	}
	n := k.originsOf(all)
	switch f.State {
	case "agree":
		if n < 2 {
			k.add(fail(RuleFacts, "%s agrees by %d origin", whose, n))
		}
	case "single":
		if n != 1 {
			k.add(fail(RuleFacts, "%s is single with %d origins", whose, n))
		}
	case "differ", "updated":
		if len(f.Values) < 2 {
			k.add(fail(RuleFacts, "%s is %s with one value", whose, f.State))
		}
	default:
		k.add(fail(RuleFacts, "%s has unknown state %q", whose, f.State))
	}
}

// gives reports whether quote has the value of v as a number, or words for an
// amount alone ("hundreds", "a few"), whose bounds are a matter of taste.
func gives(quote string, v *wiredesk.FigureValue) bool {
	numbers := newSentence(quote).numbers()
	if len(numbers) == 0 {
		return true
	}
	bounds := []float64{v.Value, v.Low}
	if v.High != nil {
		bounds = append(bounds, *v.High)
	}
	for _, n := range numbers {
		got, err := strconv.ParseFloat(n, 64)
		if err != nil {
			return true // a form that this reader does not know
		}
		for _, b := range bounds {
			for _, form := range []float64{got, scaled(quote, got)} {
				if diff := form - b; diff < 1e-6*b+1e-9 && -diff < 1e-6*b+1e-9 {
					return true
				}
			}
		}
	}
	return false
}

// scaled reads what newSentence leaves aside, since it says something else in
// other places: "$15m", "1-million-square-foot", "two and a half".
func scaled(quote string, n float64) float64 {
	q := strings.ToLower(quote)
	switch {
	case strings.Contains(q, " and a half"):
		return n + 0.5
	case strings.Contains(q, "million"), millions.MatchString(q):
		return n * 1e6
	}
	return n
}

var millions = regexp.MustCompile(`\p{Sc}[\d.,]+m\b`)

// claim checks the sides of one point: how many there are, who takes them, and
// that no two are the same. Its statements are checked as such.
func (k *storyCheck) claim(whose string, set *wiredesk.ClaimSet, sides, origins int) {
	if !slices.Contains(claimKinds, set.Kind) {
		k.add(fail(RuleFacts, "%s is of unknown kind %q", whose, set.Kind))
	}
	if len(set.Sides) < sides || sides == 1 && len(set.Sides) != 1 {
		k.add(fail(RuleFacts, "%s has %d sides", whose, len(set.Sides)))
	}
	if known := slices.Contains(readings, set.Reading); len(set.Sides) > 1 && !known || len(set.Sides) == 1 && set.Reading != "" {
		k.add(fail(RuleFacts, "%s with %d sides has the reading %q", whose, len(set.Sides), set.Reading))
	}
	seen := map[string]bool{}
	for i := range set.Sides {
		side := &set.Sides[i]
		if seen[side.Value] {
			k.add(fail(RuleFacts, "%s has the side %q twice", whose, side.Value))
		}
		seen[side.Value] = true
		k.side(whose, set.Kind, side, origins)
	}
	k.answered(whose, set)
}

// answered checks that what one side of an act says it denies is marked as
// denied on the others: a claim that is denied is never shown as one that is not.
func (k *storyCheck) answered(whose string, set *wiredesk.ClaimSet) {
	if set.Kind != "act" || len(set.Sides) < 2 {
		return
	}
	for i := range set.Sides {
		if !opensDenying.MatchString(set.Sides[i].Value) {
			continue
		}
		for j := range set.Sides {
			for _, st := range set.Sides[j].Statements {
				if j != i && !slices.Contains(st.Flags, wiredesk.FlagDenied) {
					k.add(fail(RuleFlags, "%s: side %d is denied by side %d and not marked so", whose, j+1, i+1))
				}
			}
		}
	}
}

var opensDenying = regexp.MustCompile(`(?i)^(?:den(?:y|ies|ied)|disput(?:e|es|ed)|refut(?:e|es|ed)|reject(?:s|ed)?)\b`)

// side checks one side of a point: who takes it is who its statements cite.
func (k *storyCheck) side(whose, kind string, side *wiredesk.Side, least int) {
	var all []wiredesk.Evidence
	var ids []wiredesk.DocumentID
	for i := range side.Statements {
		st := &side.Statements[i]
		k.statement(st, false, false)
		all = slices.Concat(all, st.Evidence, st.Support)
	}
	for _, e := range all {
		ids = append(ids, e.Document)
	}
	k.same(whose, "origins", side.Origins, k.originsOf(all))
	if side.Origins < least {
		k.add(fail(RuleFacts, "%s has a side of %d origins, it takes %d", whose, side.Origins, least))
	}
	if want := k.outletNames(ids); !slices.Equal(side.Outlets, want) {
		k.add(fail(RuleCounts, "%s is told by the outlets %q, its record says %q", whose, want, side.Outlets))
	}
	k.named(whose, side.SaidBy)
	if (kind == "act" || kind == "status") && !slices.ContainsFunc(side.Statements, func(st wiredesk.Statement) bool { return says(&st, side.Value) }) {
		k.add(fail(RuleFacts, "%s: %q stands in none of its statements", whose, side.Value))
	}
}

// says reports whether the text of st has the words of value, in any case.
func says(st *wiredesk.Statement, value string) bool {
	flat := func(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
	return strings.Contains(flat(st.Text), flat(value))
}

// originsOf counts the origins among the documents of es.
func (k *storyCheck) originsOf(es []wiredesk.Evidence) int {
	seen := map[int]bool{}
	for _, e := range es {
		seen[k.origin[e.Document]] = true
	}
	delete(seen, 0)
	return len(seen)
}

// outletNames returns the outlets of documents, each once, sorted.
func (k *storyCheck) outletNames(ids []wiredesk.DocumentID) []string {
	names := []string{}
	for _, id := range ids {
		if d := k.c.docs[id]; d != nil && d.Outlet != "" {
			names = append(names, d.Outlet)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

var (
	claimKinds = []string{"figure", "time", "place", "actor", "status", "quote", "act"}
	readings   = []string{"later update", "different count", "contradiction", "open"}
)
