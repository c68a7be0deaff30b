package verify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A template is a line of the closed list, version 2:
//
//	OPENING what: value (outlet, day); value (outlet, day).
//
// Each value is bytes of a report of that outlet that came out on that day.
// What is the name of a figure of the story, which has the state; or, of the
// first line, a thing that reports call by different words, which are the values.
type template struct {
	opening string
	state   string
	ordered bool // the reports stand oldest first
}

var templates = []template{
	{"Reports differ on ", "differ", false},
	{"Figures that reports give for ", "differ", false},
	{"Reports over time on ", "updated", true},
}

// ofList returns the template that s fills and what its line is about; ok is
// false if it fills none.
func ofList(s *wiredesk.Statement) (t template, what string, ok bool) {
	for _, t := range templates {
		if rest, ok := strings.CutPrefix(s.Text, t.opening); ok {
			what, _, _ := strings.Cut(rest, ": ")
			return t, what, true
		}
	}
	return template{}, "", false
}

// template checks that s is a line of the list with its slots filled from the
// evidence. Whether the story has such a figure is for [storyCheck.template].
func (c *Checker) template(s *wiredesk.Statement) []Failure {
	t, what, ok := ofList(s)
	if !ok {
		return []Failure{fail(RuleTemplate, "%q opens no line of the list", s.Text)}
	}
	if len(s.Evidence) < 2 || len(s.Evidence) > maxPieces || len(s.Align) != len(s.Evidence) {
		return []Failure{fail(RuleTemplate, "%d evidences and %d rows make no line", len(s.Evidence), len(s.Align))}
	}
	if what == "" || len(what) > 80 || strings.ContainsAny(what, `0123456789;:()“”"`) || s.AttributedTo != nil {
		return []Failure{fail(RuleTemplate, "%q is no name of a figure", what)}
	}
	text := t.opening + what + ": "
	outlets := map[string]bool{}
	for i, a := range s.Align {
		if a.Evidence != i {
			return []Failure{fail(RuleAlignOrder, "row %d uses evidence %d", i, a.Evidence)}
		}
		if why := c.row(s, a); why != "" {
			return []Failure{fail(RuleAlignOrder, "row %d: %s", i, why)}
		}
		d := c.docs[s.Evidence[i].Document]
		if d.Outlet == "" || d.Published.IsZero() {
			return []Failure{fail(RuleTemplate, "document %q has no outlet or no day", d.ID)}
		}
		if why := slot(d.Text, a.Src); why != "" {
			return []Failure{fail(RuleNumbers, "%q: %s", a.Src.Of(d.Text), why)}
		}
		if i > 0 {
			text += "; "
		}
		if a.Out.Start != len(text) {
			return []Failure{fail(RuleRebuild, "row %d begins at byte %d, the slot at %d", i, a.Out.Start, len(text))}
		}
		text += a.Src.Of(d.Text) + " (" + d.Outlet + ", " + d.Published.Format("2 January 2006") + ")"
		outlets[d.Outlet] = true
	}
	if text += "."; text != s.Text {
		return []Failure{fail(RuleRebuild, "the line is %q, its evidence makes %q", s.Text, text)}
	}
	if len(outlets) < 2 {
		return []Failure{fail(RuleTemplate, "one outlet alone is laid beside nothing")}
	}
	return c.apart(s, t)
}

// apart checks that no two values next to each other are the same number, and
// the order of a series.
func (c *Checker) apart(s *wiredesk.Statement, t template) []Failure {
	for i := 1; i < len(s.Align); i++ {
		a, b := c.docs[s.Evidence[i-1].Document], c.docs[s.Evidence[i].Document]
		va, vb := s.Align[i-1].Src.Of(a.Text), s.Align[i].Src.Of(b.Text)
		na, nb := newSentence(va).numbers(), newSentence(vb).numbers()
		if strings.EqualFold(va, vb) || len(na) > 0 && slices.Equal(na, nb) {
			return []Failure{fail(RuleNumbers, "%q and %q do not differ", va, vb)}
		}
		if t.ordered && a.Published.Compare(b.Published) > 0 {
			return []Failure{fail(RuleTemplate, "document %q came out before document %q", b.ID, a.ID)}
		}
	}
	return nil
}

// slot returns why the bytes at of text are no whole value, or "": they have no
// number, cut one, or leave out what bounds or scales it.
func slot(text string, at wiredesk.Span) string {
	v := at.Of(text)
	if strings.ContainsAny(v, ";:()“”\"\n") || len(v) > 80 || len(newSentence(v).words) == 0 {
		return "it is neither a number nor a name"
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at.Start])
	after, size := utf8.DecodeRuneInString(text[at.End:])
	next, _ := utf8.DecodeRuneInString(text[at.End+size:])
	inNumber := func(r rune) bool { return strings.ContainsRune(".,:", r) }
	switch {
	case alnum(before), alnum(after), inNumber(after) && next >= '0' && next <= '9', inNumber(before), before == '$' || before == '€' || before == '£':
		return "it is cut out of a number or a word"
	case after == '%':
		return "its per cent is left out"
	}
	if limited(strings.Fields(strings.ToLower(text[max(0, at.Start-60):at.Start]))) {
		return "the words before bound or deny it"
	}
	if rest := strings.Fields(strings.ToLower(text[at.End:min(len(text), at.End+30)])); len(rest) > 0 && after == ' ' && scale[strings.Trim(rest[0], ".,;")] {
		return "its scale is left out"
	}
	return ""
}

// limited reports whether a number that follows words is bounded or denied by
// the last of them.
func limited(words []string) bool {
	n := len(words)
	if n > 0 && (weakBound[words[n-1]] || negation[words[n-1]]) {
		return true
	}
	for i := max(0, n-4); i < n; i++ {
		for _, rest := range bound[words[i]] {
			if slices.Equal(rest, words[i+1:]) {
				return true
			}
		}
	}
	return false
}

// scale words multiply the number before them, or make a share of it.
var scale = newSet(`hundred thousand million billion trillion dozen percent per`)

// template checks that the story has the figure that the line is about, in the
// state that the template says, and that each value is one of its values.
func (k *storyCheck) template(s *wiredesk.Statement) {
	t, what, ok := ofList(s)
	if !ok {
		return // said already
	}
	why := "the story has no such figure, nor such a point"
	for i := range k.s.Claims.Differ {
		if set := &k.s.Claims.Differ[i]; set.About == what && set.Kind == "status" && t.state == "differ" {
			if why = k.called(s, set); why == "" {
				return
			}
		}
	}
	for i := range k.s.Figures {
		f := &k.s.Figures[i]
		if f.What != what {
			continue
		}
		if f.State != t.state {
			why = "the figure is of state " + f.State
		} else if why = k.values(s, f); why == "" {
			return
		}
	}
	k.of(s, fail(RuleTemplate, "%q: %s", what, why))
}

// called returns why the slots of s are not what the sides of set call it, each
// of another side and in a report that takes it, or "".
func (k *storyCheck) called(s *wiredesk.Statement, set *wiredesk.ClaimSet) string {
	used := map[int]bool{}
	for _, a := range s.Align {
		if a.Evidence < 0 || a.Evidence >= len(s.Evidence) {
			return "a row has no evidence"
		}
		e := s.Evidence[a.Evidence]
		at := slices.IndexFunc(set.Sides, func(side wiredesk.Side) bool {
			return side.Value == s.Text[a.Out.Start:a.Out.End] && slices.ContainsFunc(side.Statements, func(st wiredesk.Statement) bool {
				return slices.ContainsFunc(st.Evidence, func(of wiredesk.Evidence) bool { return of.Document == e.Document && of.Span().Contains(a.Src) })
			})
		})
		if at < 0 || used[at] {
			return "a slot is the word of no side, or of one twice"
		}
		used[at] = true
	}
	if len(used) != len(set.Sides) {
		return "a side is left out"
	}
	return ""
}

// values returns why the slots of s are not values of f, each another one, or
// "".
func (k *storyCheck) values(s *wiredesk.Statement, f *wiredesk.Figure) string {
	used := map[int]bool{}
	origins := map[int]bool{}
	for _, a := range s.Align {
		if a.Evidence < 0 || a.Evidence >= len(s.Evidence) {
			return "a row has no evidence"
		}
		doc := s.Evidence[a.Evidence].Document
		at := slices.IndexFunc(f.Values, func(v wiredesk.FigureValue) bool {
			return slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool { return e.Document == doc && e.Span() == a.Src })
		})
		switch {
		case at < 0:
			return "a slot is no value of it"
		case used[at] || f.Values[at].Same != 0:
			return "a value stands twice"
		}
		used[at] = true
		origins[k.origin[doc]] = true
	}
	if len(origins) < 2 {
		return "one origin alone gives the values"
	}
	return ""
}
