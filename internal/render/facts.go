package render

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A section lists facts of a story under a title.
type section struct {
	title string
	facts []fact
	more  int // how many are not shown
}

// A fact is one point with what is said on it. Where it has no lead, it is its
// one line.
type fact struct {
	lead, note string
	lines      []factLine
}

// A factLine is one answer to a point: words of the reports, and who has them.
type factLine struct {
	text       string
	cite       string
	statements []wiredesk.Statement // the sentences that it rests on, if they are shown
	whole      bool                 // it is its one statement
}

// most facts of one section that a brief shows; the verbs show them all.
const mostFacts = 8

// sections returns what a brief shows of the facts of s.
func (s *story) sections(d *desk) []section {
	c := &s.Claims
	var out []section
	for _, sec := range []section{
		{title: "Timeline", facts: s.timelineFacts(d)},
		{title: "Figures", facts: s.figureFacts(d, "")},
		{title: "Where the reports differ", facts: s.claimFacts(d, c.Differ, true)},
		{title: "Where they agree", facts: s.claimFacts(d, c.Agree, true)},
		{title: "What one origin alone reports", facts: s.claimFacts(d, c.Single, true)},
		{title: "Quotations", facts: s.quotationFacts(d, s.quoted())},
		{title: "People", facts: s.people(d)},
	} {
		if len(sec.facts) > mostFacts {
			sec.facts, sec.more = sec.facts[:mostFacts], len(sec.facts)-mostFacts
		}
		if len(sec.facts) > 0 {
			out = append(out, sec)
		}
	}
	return out
}

// figureFacts lists the figures of s: what differs first, then what changed,
// what is agreed, and what one origin gives; or those of one state.
func (s *story) figureFacts(d *desk, state string) []fact {
	var out []fact
	for _, want := range []string{"differ", "updated", "agree", "single"} {
		for i := range s.Figures {
			f := &s.Figures[i]
			if f.State != want || state != "" && state != want {
				continue
			}
			x := fact{lead: clean(f.What), note: stateWord(f.State)}
			if f.PartOf != "" {
				x.note += ", part of " + clean(f.PartOf)
			}
			for k := range f.Values {
				if f.Values[k].Same == 0 {
					x.lines = append(x.lines, s.valueLine(d, f, k))
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// valueLine tells value k of f, in every unit in which the reports have it.
func (s *story) valueLine(d *desk, f *wiredesk.Figure, k int) factLine {
	v := &f.Values[k]
	text, es := amount(v), v.Evidence
	for i := range f.Values {
		if w := &f.Values[i]; w.Same == k+1 {
			es = slices.Concat(es, w.Evidence)
			if t := amount(w); !strings.EqualFold(t, text) {
				text += ", " + t
			}
		}
	}
	return factLine{text: text, cite: s.who(d, es, v.SaidBy)}
}

// stateWord returns the state of a figure in words.
func stateWord(state string) string {
	switch state {
	case "differ":
		return "reports differ"
	case "single":
		return "one origin"
	case "agree":
		return "agreed"
	}
	return clean(state)
}

// amount returns v as the first report that gives it has it: "at least 14
// people", "hundreds of migrants". Whoever wrote the number alone under a
// heading said no noun, and none is put into his mouth.
func amount(v *wiredesk.FigureValue) string {
	if len(v.Evidence) == 0 {
		return ""
	}
	return clean(v.Evidence[0].Quote)
}

// claimFacts lists claims. Where the figures are listed by themselves, bare is
// set and leaves those among the claims out.
func (s *story) claimFacts(d *desk, sets []wiredesk.ClaimSet, bare bool) []fact {
	var out []fact
	for _, set := range sets {
		if bare && set.Kind == "figure" {
			continue
		}
		x := fact{lead: clean(set.About), note: clean(set.Kind)}
		if set.Reading != "" {
			x.note += ", " + clean(set.Reading)
		}
		for i := range set.Sides {
			side := &set.Sides[i]
			var es []wiredesk.Evidence
			for _, st := range side.Statements {
				es = slices.Concat(es, st.Evidence, st.Support)
			}
			by := side.SaidBy
			if by == set.About {
				by = "" // it stands in front
			}
			x.lines = append(x.lines, factLine{text: clean(side.Value), cite: s.who(d, es, by), statements: side.Statements})
		}
		out = append(out, x)
	}
	return out
}

// who returns who has the passages es: "[1, 2a] Tidewater Post, 9 Mar 2027
// 21:15 +01:00, said by the council".
func (s *story) who(d *desk, es []wiredesk.Evidence, saidBy string) string {
	var marks []string
	var list []source
	first := wiredesk.Time{}
	for _, e := range es {
		src := s.source(d, e.Document)
		if slices.Contains(marks, src.mark) {
			continue
		}
		marks, list = append(marks, src.mark), append(list, *src)
		if first.IsZero() || !src.Published.IsZero() && src.Published.Compare(first) < 0 {
			first = src.Published
		}
	}
	parts := []string{"[" + strings.Join(marks, ", ") + "]"}
	list = slices.DeleteFunc(list, func(src source) bool { return src.Outlet == "" }) // the mark names them
	if len(list) > 0 {
		parts[0] += " " + outlets(list)
	}
	if !first.IsZero() {
		parts = append(parts, moment(first))
	}
	if by := clean(saidBy); by != "" {
		parts = append(parts, "said by "+by)
	}
	return strings.Join(parts, ", ")
}

// quoted returns the quotations of s, direct ones first.
func (s *story) quoted() []wiredesk.Quotation {
	list := slices.Clone(s.Quotations)
	slices.SortStableFunc(list, func(a, b wiredesk.Quotation) int {
		return boolInt(a.Kind != "direct") - boolInt(b.Kind != "direct")
	})
	return list
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// quotationFacts lists quotations, direct ones in quotation marks.
func (s *story) quotationFacts(d *desk, list []wiredesk.Quotation) []fact {
	var out []fact
	for i := range list {
		q := &list[i]
		text, es := clean(q.Text), q.Evidence
		if q.Kind == "direct" {
			text = "“" + strings.TrimRight(text, ",") + "”"
		}
		for _, v := range q.Variants {
			es = slices.Concat(es, v.Evidence)
		}
		note := clean(q.Cue)
		if n := len(q.Variants); n > 0 {
			note = strings.TrimPrefix(note+", in "+count(n+1, "wording"), ", ")
		}
		out = append(out, fact{clean(q.Speaker.Name), note, []factLine{{text: text, cite: s.who(d, es, "")}}})
	}
	return out
}

// people lists the persons of s, those that most documents name first.
func (s *story) people(d *desk) []fact {
	var list []wiredesk.Entity
	for _, e := range s.Entities {
		if e.Type == "person" {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b wiredesk.Entity) int { return len(b.Documents) - len(a.Documents) })
	var out []fact
	for _, e := range list {
		var marks []string
		for _, id := range e.Documents {
			marks = append(marks, s.source(d, id).mark)
		}
		text := clean(e.Role)
		if len(e.Aliases) > 0 {
			text = strings.TrimPrefix(text+"; also "+clean(strings.Join(e.Aliases, ", ")), "; ")
		}
		out = append(out, fact{clean(e.Name), "", []factLine{{text: text, cite: "[" + strings.Join(marks, ", ") + "]"}}})
	}
	return out
}

// facts writes sections for a terminal.
func (p *printer) facts(list []section) {
	for _, sec := range list {
		p.line()
		p.line(run{sec.title, bold})
		for _, f := range sec.facts {
			p.fact(f)
		}
		if sec.more > 0 {
			p.para("  ", run{more(sec.more), faint})
		}
	}
}

// more says that n facts are not shown.
func more(n int) string { return "and " + strconv.Itoa(n) + " more" }

func (p *printer) fact(f fact) {
	head := []run{{f.lead, plain}}
	if f.note != "" {
		head = append(head, run{" (" + f.note + ")", faint})
	}
	if len(f.lines) == 1 {
		l := f.lines[0]
		if l.text != "" {
			head = append(head, run{": " + l.text, plain})
		}
		p.para("  - ", append(head, run{" " + l.cite, faint})...)
		return
	}
	p.para("  - ", append(head, run{":", plain})...)
	for _, l := range f.lines {
		p.para("      ", run{l.text + " ", plain}, run{l.cite, faint})
	}
}

// Compare writes for a terminal what the reports of each story say, side by
// side: where they agree, where they differ, and what one origin alone says.
func Compare(w io.Writer, r *wiredesk.Result, o Options) error {
	return sideBySide(w, r, o, func(d *desk, s *story) []section {
		c := &s.Claims
		return []section{
			{title: "Where the reports differ", facts: s.claimFacts(d, c.Differ, false)},
			{title: "Where they agree", facts: s.claimFacts(d, c.Agree, false)},
			{title: "What one origin alone reports", facts: s.claimFacts(d, c.Single, false)},
		}
	})
}

// Quotes writes the quotations of each story.
func Quotes(w io.Writer, r *wiredesk.Result, o Options) error {
	return sideBySide(w, r, o, func(d *desk, s *story) []section {
		return []section{{title: "Quotations", facts: s.quotationFacts(d, s.Quotations)}}
	})
}

// Figures writes the figures of each story.
func Figures(w io.Writer, r *wiredesk.Result, o Options) error {
	return sideBySide(w, r, o, func(d *desk, s *story) []section {
		return []section{{title: "Figures", facts: s.figureFacts(d, "")}}
	})
}

// Sole writes what one origin alone says in each story of several.
func Sole(w io.Writer, r *wiredesk.Result, o Options) error {
	return sideBySide(w, r, o, func(d *desk, s *story) []section {
		if s.Counts.Origins < 2 {
			return nil
		}
		f := s.soleFacts()
		return []section{
			{title: "Reported by one origin alone", facts: s.claimFacts(d, f.Claims.Single, false)},
			{title: "Figures of one origin", facts: s.figureFacts(d, "single")},
			{title: "Quotations of one origin", facts: s.quotationFacts(d, *f.Quotations)},
		}
	})
}

// sideBySide writes the sections of each story with its sources. A story with
// nothing in them is left out.
func sideBySide(w io.Writer, r *wiredesk.Result, o Options, of func(*desk, *story) []section) error {
	d := newDesk(r, o)
	p := newPrinter(w, o)
	p.para("", run{d.summary(), faint})
	found := false
	for _, s := range d.full {
		list := slices.DeleteFunc(of(d, s), func(sec section) bool { return len(sec.facts) == 0 })
		if len(list) == 0 {
			continue
		}
		found = true
		p.line()
		p.para(fmt.Sprintf("%d. ", s.number), run{s.title(), bold})
		p.para("   ", run{counts(s.Counts), faint})
		p.members(s)
		p.facts(list)
	}
	if !found {
		p.line()
		p.para("", run{"Nothing of what was asked for is found.", plain})
	}
	p.rest(d)
	return p.Flush()
}

// A factStory is what the verbs print of a story as JSON. What a verb does not
// print is nil.
type factStory struct {
	ID         wiredesk.StoryID      `json:"id"`
	Title      string                `json:"title"`
	Documents  []wiredesk.DocumentID `json:"documents"`
	Origins    int                   `json:"origins"`
	Quotations *[]wiredesk.Quotation `json:"quotations,omitempty"`
	Figures    *[]wiredesk.Figure    `json:"figures,omitempty"`
	Claims     *wiredesk.Claims      `json:"claims,omitempty"`
}

// soleFacts returns what one origin alone says; nothing of a story that has no
// other.
func (s *story) soleFacts() factStory {
	f := factStory{Quotations: &[]wiredesk.Quotation{}, Figures: &[]wiredesk.Figure{}, Claims: &wiredesk.Claims{Single: s.Claims.Single}}
	for _, q := range s.Quotations {
		if q.Origins == 1 && s.Counts.Origins > 1 && q.Kind == "direct" {
			*f.Quotations = append(*f.Quotations, q)
		}
	}
	for _, v := range s.Figures {
		if v.State == "single" && s.Counts.Origins > 1 {
			*f.Figures = append(*f.Figures, v)
		}
	}
	return f
}

// CompareJSON writes the claims and the figures of each story.
func CompareJSON(w io.Writer, r *wiredesk.Result, o Options) error {
	return factsJSON(w, r, o, func(s *story) factStory { return factStory{Claims: &s.Claims, Figures: &s.Figures} })
}

// QuotesJSON writes the quotations of each story.
func QuotesJSON(w io.Writer, r *wiredesk.Result, o Options) error {
	return factsJSON(w, r, o, func(s *story) factStory { return factStory{Quotations: &s.Quotations} })
}

// FiguresJSON writes the figures of each story.
func FiguresJSON(w io.Writer, r *wiredesk.Result, o Options) error {
	return factsJSON(w, r, o, func(s *story) factStory { return factStory{Figures: &s.Figures} })
}

// SoleJSON writes what one origin alone says in each story.
func SoleJSON(w io.Writer, r *wiredesk.Result, o Options) error {
	return factsJSON(w, r, o, (*story).soleFacts)
}

// factsJSON writes every story, also those of a single document.
func factsJSON(w io.Writer, r *wiredesk.Result, o Options, of func(*story) factStory) error {
	o.All = true
	d := newDesk(r, o)
	out := struct {
		Stories []factStory `json:"stories"`
	}{[]factStory{}}
	for _, s := range d.full {
		f := of(s)
		f.ID, f.Title, f.Documents, f.Origins = s.ID, s.title(), s.Documents, s.Counts.Origins
		out.Stories = append(out.Stories, f)
	}
	return encode(w, filled(reflect.ValueOf(out)).Interface())
}
