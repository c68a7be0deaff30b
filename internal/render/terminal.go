package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// Terminal writes the briefs of r for a terminal: each story with its counts,
// headline, key points, narrative, questions, facts and sources; then the stories of a single
// document in one list, and the documents that stand in no story.
func Terminal(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	p := newPrinter(w, o)
	p.para("", run{d.summary(), faint})
	for _, s := range d.full {
		p.line()
		p.rule(s.number)
		p.story(d, s)
	}
	p.singles(d)
	p.rest(d)
	return p.Flush()
}

// summary counts the whole result in words.
func (d *desk) summary() string {
	var parts []string
	if len(d.full) > 0 {
		parts = append(parts, stories(len(d.full)))
	}
	if len(d.single) > 0 {
		parts = append(parts, count(len(d.single), "single report"))
	}
	if len(d.Unfiled) > 0 {
		parts = append(parts, count(len(d.Unfiled), "document")+" outside every story")
	}
	if len(parts) == 0 {
		return "No stories."
	}
	return count(len(d.Documents), "document") + ": " + strings.Join(parts, ", ")
}

// stories returns "1 story", "2 stories".
func stories(n int) string { return count(n, "story") }

// rule draws the line above story n.
func (p *printer) rule(n int) {
	label := fmt.Sprintf("── %d ", n)
	p.line(run{label + strings.Repeat("─", max(0, p.width-len([]rune(label)))), faint})
}

func (p *printer) story(d *desk, s *story) {
	p.para("", run{counts(s.Counts), plain})
	p.para("", run{period(s.FirstPublished, s.LastPublished), faint})
	p.line()
	if s.Headline == nil {
		p.para("", run{s.title(), bold})
	} else {
		p.para("", p.statement(d, s, s.Headline, bold)...)
	}
	if len(s.KeyPoints) > 0 {
		p.line()
	}
	for i := range s.KeyPoints {
		p.para(fmt.Sprintf("  %d. ", i+1), p.statement(d, s, &s.KeyPoints[i], plain)...)
	}
	for _, par := range s.Narrative {
		p.line()
		var runs []run
		for i := range par {
			runs = append(runs, p.statement(d, s, &par[i], plain)...)
		}
		p.para("", runs...)
	}
	p.questions(d, s)
	p.facts(s.sections(d))
	p.line()
	p.line(run{"Sources", bold})
	p.sources(s)
	p.related(d, s)
	if d.explain {
		p.reasons(d, s)
	}
}

// statement returns st and its citation, each with a space behind it.
func (p *printer) statement(d *desk, s *story, st *wiredesk.Statement, text style) []run {
	c := s.cite(d, st)
	flags := c.flags
	c.flags = nil
	runs := []run{{clean(st.Text) + " ", text}}
	if len(flags) == 0 {
		return append(runs, run{"[" + c.words() + "] ", faint})
	}
	return append(runs,
		run{"[" + c.words() + ", ", faint},
		run{strings.Join(flags, ", "), warn},
		run{"] ", faint})
}

// sources lists the origins of s, each with its copies folded under it.
func (p *printer) sources(s *story) {
	indent := strings.Repeat(" ", len(strconv.Itoa(len(s.sources)))+5)
	for _, src := range s.sources {
		mark := fmt.Sprintf("%*s", len(indent)-1, "["+src.mark+"]") + " "
		p.para(mark, run{outlet(src.Document) + ", ", plain}, run{moment(src.Published), faint})
		p.para(indent, run{title(src.Document), plain})
		if src.URL != "" {
			p.line(run{indent, plain}, run{clean(src.URL), faint})
		}
		if src.credit != "" {
			p.para(indent, run{"credits " + clean(src.credit), faint})
		}
		if src.aside {
			p.para(indent, run{elsewhere, faint})
		}
		if back := withdrawn(src.Document); back != "" {
			p.para(indent, run{back, warn})
		}
		if len(src.copies) > 0 {
			p.para(indent, run{copies(src), plain})
		}
	}
}

// copies names the copies of src, and how much of each was taken:
// "+ 2 copies: Harbour Ledger [1a] took 82%, ...".
func copies(src source) string {
	names := make([]string, len(src.copies))
	for i, c := range src.copies {
		names[i] = outlet(c.Document) + " [" + c.mark + "]"
		if took := c.took(); took != "" {
			names[i] += " " + took
		}
		if back := withdrawn(c.Document); back != "" {
			names[i] += " " + back
		}
	}
	return "+ " + count(len(names), "copy") + ": " + strings.Join(names, ", ")
}

// related lists the stories that s is linked to.
func (p *printer) related(d *desk, s *story) {
	for _, rel := range s.Related {
		p.line()
		p.para("", run{relation(rel) + ": ", bold}, run{d.name(rel.Story) + " ", plain}, run{"(" + clean(rel.Why) + ")", faint})
	}
}

// relation names the kind of a link.
func relation(rel wiredesk.Related) string {
	switch rel.Kind {
	case wiredesk.Follows:
		return "Follows"
	case wiredesk.FollowedBy:
		return "Followed by"
	}
	return "Related"
}

// name returns the words for the story with the given id.
func (d *desk) name(id wiredesk.StoryID) string {
	s := d.stories[id]
	if s == nil {
		return clean(string(id))
	}
	return fmt.Sprintf("%d. %s", s.number, s.title())
}

// reasons tells why the documents of s stand together.
func (p *printer) reasons(d *desk, s *story) {
	if len(s.Explain) == 0 {
		return
	}
	p.line()
	p.line(run{"Why together", bold})
	for _, r := range s.Explain {
		p.para("  - ", run{reason(d, s, r), plain})
	}
}

// reason returns r in words, on one line:
// "[2] Harbour Ledger with [1] Tidewater Post, 0.734: ... (bridge, flood)".
func reason(d *desk, s *story, r wiredesk.Reason) string {
	a := s.source(d, r.Document)
	text := fmt.Sprintf("[%s] %s", a.mark, outlet(a.Document))
	if r.With != "" {
		b := s.source(d, r.With)
		text += fmt.Sprintf(" with [%s] %s, %.3f", b.mark, outlet(b.Document), r.Score)
	}
	if why := clean(r.Why); why != "" {
		text += ": " + why
	}
	if terms := clean(strings.Join(r.Terms, ", ")); terms != "" {
		text += " (" + terms + ")"
	}
	return text
}

// singles lists the stories of a single document.
func (p *printer) singles(d *desk) {
	if len(d.single) == 0 {
		return
	}
	p.line()
	p.line(run{"Single reports", bold})
	for _, s := range d.single {
		src := s.first(d)
		p.para(fmt.Sprintf("%4d. ", s.number), run{s.name() + " ", plain}, run{"(" + outlet(src.Document) + ", " + moment(src.Published) + ")", faint})
	}
}

// rest lists what stands in no story, and counts what was withheld.
func (p *printer) rest(d *desk) {
	if len(d.Unfiled) > 0 {
		p.line()
		p.line(run{"Outside every story", bold})
	}
	for _, u := range d.Unfiled {
		doc := d.document(u.Document)
		p.para("  - ", run{title(doc) + " (" + outlet(doc) + "): ", plain}, run{clean(u.Reason), faint})
	}
	if d.withheld > 0 {
		p.line()
		p.para("", run{withheld(d.withheld), faint})
	}
}

// withheld says how many statements were refused.
func withheld(n int) string {
	return count(n, "statement") + " withheld: built, but refused by the rules of the writer or by the check"
}
