package question

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// who answers who somebody is whom the story is about: by a sentence that has
// the role beside the name.
func (a *asker) who(t *template) (wiredesk.Question, bool) {
	if a.Facts == nil {
		return wiredesk.Question{}, false
	}
	people := slices.Clone(a.Facts.Entities)
	slices.SortStableFunc(people, func(x, y wiredesk.Entity) int { return y.Mentions - x.Mentions })
	for i := range people {
		e := &people[i]
		if e.Type != "person" || e.Mentions < 3 || len(strings.Fields(e.Role)) < 2 || len(strings.Fields(e.Name)) < 2 || !a.central(e) {
			continue
		}
		beside, err := besides(e)
		if err != nil {
			continue
		}
		st, _ := a.best(func(p *passage) bool { return p.Rank <= 25 && beside.MatchString(a.text(p)) })
		if q, ok := answer(t, e.Name, st); ok && beside.MatchString(oneLine(st.Text)) {
			return q, true
		}
	}
	return wiredesk.Question{}, false
}

// central reports whether what tells the story names e.
func (a *asker) central(e *wiredesk.Entity) bool {
	last := e.Name[strings.LastIndexByte(e.Name, ' ')+1:]
	return slices.ContainsFunc(a.telling(), func(st *wiredesk.Statement) bool { return hasWord(st.Text, last) })
}

// besides matches the name of e with its role right before or behind it.
func besides(e *wiredesk.Entity) (*regexp.Regexp, error) {
	name, role := regexp.QuoteMeta(e.Name), regexp.QuoteMeta(oneLine(e.Role))
	return regexp.Compile(`\b` + role + `,? ` + name + `\b|\b` + name + `(?:, \d+)?, (?:the |a |an |who (?:is|was) (?:the |a |an )?)?` + role + `|\b` + name + ` (?:is|was) (?:the |a |an )?` + role)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// hasWord reports whether text has the word w.
func hasWord(text, w string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' }), w) ||
		slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }), w)
}

// Bounds on the length of what somebody said, in words.
const leastSaid, mostSaid = 7, 45

// said answers with direct speech of somebody who is named beside it.
func (a *asker) said(t *template) (wiredesk.Question, bool) {
	if a.Facts == nil {
		return wiredesk.Question{}, false
	}
	type choice struct {
		p     *passage
		name  string
		value float64
	}
	var all []choice
	for i := range a.Facts.Quotations {
		q := &a.Facts.Quotations[i]
		n := len(strings.Fields(q.Text))
		if q.Kind != "direct" || n < leastSaid || n > mostSaid || !a.isPerson(q.Speaker) {
			continue
		}
		for _, e := range q.Evidence {
			if p := a.alone(e); p != nil {
				if name := nameIn(a.text(p), q.Speaker.Name); name != "" && speaking(a.text(p), name) {
					all = append(all, choice{p, name, float64(q.Origins) * (1 + p.value()) * float64(len(strings.Fields(name)))})
					break
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y choice) int {
		switch {
		case x.value > y.value:
			return -1
		case x.value < y.value:
			return 1
		}
		return 0
	})
	for _, c := range all {
		if st := a.tell(c.p); st != nil && strings.Contains(oneLine(st.Text), c.name) {
			return answer(t, c.name, st)
		}
	}
	return wiredesk.Question{}, false
}

// isPerson reports whether s is somebody with a name, and not a body.
func (a *asker) isPerson(s wiredesk.Speaker) bool {
	return s.Entity != "" && slices.ContainsFunc(a.Facts.Entities, func(e wiredesk.Entity) bool { return e.ID == s.Entity && e.Type == "person" })
}

// nameIn returns the longest end of name that text has outside quotation
// marks, "" if it has none.
func nameIn(text, name string) string {
	text = quoted.ReplaceAllString(text, "~")
	words := strings.Fields(name)
	for i := range words {
		r, _ := utf8.DecodeRuneInString(words[i])
		if n := strings.Join(words[i:], " "); unicode.IsUpper(r) && utf8.RuneCountInString(n) > 2 && regexp.MustCompile(`(?:^|[^\p{L}])`+regexp.QuoteMeta(n)+`(?:[^\p{L}]|$)`).MatchString(text) {
			return n
		}
	}
	return ""
}

// speaking reports whether name has a verb of saying right behind it in text,
// with an aside between commas at the most, or before it and a title.
func speaking(text, name string) bool {
	text = quoted.ReplaceAllString(text, "~")
	for _, n := range indexes(text, name) {
		rest := apposed.ReplaceAllString(text[n+len(name):], " ")
		f := strings.Fields(lower(rest))
		if slices.ContainsFunc(f[:min(len(f), 2)], wordlist.Speech.Has) {
			return true
		}
		lead := strings.Fields(lower(text[:n]))
		for i := len(lead) - 1; i >= max(0, len(lead)-8); i-- {
			if w := strings.Trim(lead[i], ","); wordlist.Speech.Has(w) {
				return true
			} else if between.Has(w) || strings.HasSuffix(lead[i], "~") {
				break
			}
		}
	}
	return false
}

// indexes returns where sub stands in s.
func indexes(s, sub string) []int {
	var out []int
	for i := 0; ; {
		k := strings.Index(s[i:], sub)
		if k < 0 {
			return out
		}
		out = append(out, i+k)
		i += k + len(sub)
	}
}

// apposed matches what may stand between a name and its verb.
var apposed = regexp.MustCompile(`^, [^,~]{1,70}, `)

// between a verb of saying and its subject none of these stands.
var between = wordlist.NewSet(`of to about for that by with on against from and but told`)

var quoted = regexp.MustCompile(`“[^”]*”|"[^"]*"`)

// accusing matches who is accused of something, by a name of two words or
// more.
var accusing = regexp.MustCompile(`((?:\p{Lu}[\p{L}'’.-]+ )+\p{Lu}[\p{L}'’-]+)(?:, (?:\d+|[^,]{1,50}),)? (?:(?:is|was|has been|had been|stands|faces charges,?) )?(?:also )?(?:accused of|charged with|indicted (?:on|for)|convicted of|found guilty of)\b`)

func (a *asker) accused(t *template) (wiredesk.Question, bool) {
	name := func(p *passage) string {
		if m := accusing.FindStringSubmatch(quoted.ReplaceAllString(a.text(p), "~")); m != nil && a.named(m[1]) {
			return m[1]
		}
		return ""
	}
	st, p := a.best(func(p *passage) bool { return p.shared >= 2 && name(p) != "" })
	if st == nil {
		return wiredesk.Question{}, false
	}
	return answer(t, name(p), st)
}

// named reports whether name is that of a person of the story.
func (a *asker) named(name string) bool {
	return a.Facts != nil && slices.ContainsFunc(a.Facts.Entities, func(e wiredesk.Entity) bool {
		return e.Type == "person" && (e.Name == name || slices.Contains(e.Aliases, name))
	})
}

// disagree answers with one sentence for each side of a point on which the
// reports differ. A figure that was asked for by itself is no second answer.
func (a *asker) disagree(t *template) (wiredesk.Question, bool) {
	if a.Facts == nil {
		return wiredesk.Question{}, false
	}
	for i := range a.Facts.Claims.Differ {
		set := &a.Facts.Claims.Differ[i]
		if slices.ContainsFunc(tolls, func(x toll) bool { return x.figure == set.About && a.had[x.text] }) || set.Reading == "later update" {
			continue
		}
		if answers := a.sides(set); answers != nil {
			return wiredesk.Question{Kind: t.kind, Question: t.text, State: differs, Answer: answers}, true
		}
	}
	return wiredesk.Question{}, false
}

// Bounds on the sides of a point: how many are shown, since a figure with more
// is most often several; how much of the shorter sentence stands in the other;
// and how far apart the reports came out.
const (
	mostSides = 3
	leastLike = 0.3
	apart     = 36 * time.Hour
)

// sides returns a sentence for each side of set, nil if one has none. Numbers
// that each are ascribed to a source of their own are most often of one thing,
// unless they are small.
func (a *asker) sides(set *wiredesk.ClaimSet) []wiredesk.Statement {
	if len(set.Sides) > mostSides {
		return nil
	}
	ascribed := set.Reading == "different count" && !slices.ContainsFunc(set.Sides, func(x wiredesk.Side) bool { return !large.MatchString(x.Value) })
	var out []wiredesk.Statement
	var of []*passage
	for i := range set.Sides {
		k := slices.IndexFunc(set.Sides[i].Statements, func(st wiredesk.Statement) bool {
			if a.used[st.Text] || slices.ContainsFunc(out, func(o wiredesk.Statement) bool { return o.Text == st.Text }) {
				return false
			}
			p := a.alone(st.Evidence[0])
			return set.Kind == "status" || p != nil && (p.shared >= 3 || ascribed) && !adding.MatchString(p.plain()) // two words that exclude each other say enough
		})
		if k < 0 {
			return nil
		}
		st := set.Sides[i].Statements[k]
		st.Flags = slices.Clone(st.Flags)
		out, of = append(out, st), append(of, a.alone(st.Evidence[0]))
	}
	if set.Kind == "figure" && !ascribed && !a.oneFigure(set.About, of) {
		return nil
	}
	for _, st := range out {
		a.used[st.Text] = true
	}
	return out
}

// large matches a number of two digits or more.
var large = regexp.MustCompile(`\d{2}|\d[.,]\d|[mb]illion|hundred|thousand`)

// adding words make a number a part, or stand beside its whole.
var adding = regexp.MustCompile(`\b(?:another|further|additional)\b|\bof the [\d,]+`)

// oneFigure reports whether all of ps speak of one figure at one time: they
// have a word of its name, and others in common.
func (a *asker) oneFigure(about string, ps []*passage) bool {
	if !slices.ContainsFunc(strings.Fields(lower(about)), func(w string) bool {
		w = strings.TrimSuffix(w, "s")
		return len(w) >= 4 && !slices.ContainsFunc(ps, func(p *passage) bool { return !strings.Contains(p.plain(), w) })
	}) {
		return false
	}
	for _, q := range ps[1:] {
		p := ps[0]
		x, y := a.Docs[p.Doc].Published, a.Docs[q.Doc].Published
		if a.alike(p, q) < leastLike || !x.IsZero() && !y.IsZero() && x.Sub(y.Time).Abs() > apart {
			return false
		}
	}
	return true
}

// alike returns how much of the shorter of p and q stands in the other.
func (a *asker) alike(p, q *passage) float64 {
	in := map[vector.Term]bool{}
	for i := p.First; i < p.Last; i++ {
		in[a.Docs[p.Doc].Terms[i]] = true
	}
	both := map[vector.Term]bool{}
	for i := q.First; i < q.Last; i++ {
		if t := a.Docs[q.Doc].Terms[i]; t != 0 && in[t] {
			both[t] = true
		}
	}
	return float64(len(both)) / float64(max(1, min(p.terms, q.terms)))
}
