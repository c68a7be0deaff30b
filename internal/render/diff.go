package render

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A Diff is what is new in the stories of a run.
type Diff struct {
	Since     wiredesk.Time // the time that it is new since; zero where two runs are compared
	Documents []*wiredesk.Document
	Stories   []wiredesk.Changes
}

// DiffText writes d for a terminal: story by story, what changed, what is
// withdrawn, what is new and what is confirmed, each with the sentences that
// say so or else the passages.
func DiffText(w io.Writer, d *Diff, o Options) error {
	p := newPrinter(w, o)
	p.para("", run{d.summary(), faint})
	docs := d.docs()
	for i := range d.Stories {
		s := &d.Stories[i]
		p.line()
		p.para(fmt.Sprintf("%d. ", i+1), run{clean(s.Title) + " ", bold}, run{"(" + clean(string(s.Story)) + ", " + count(len(s.Documents), "new document") + ")", faint})
		for k := range s.Changes {
			x := &s.Changes[k]
			if shown, rest := shows(s.Changes, k); !shown {
				if rest > 0 {
					p.para("  ", run{unshown(x, rest), faint})
				}
				continue
			}
			p.para("  - ", run{x.Kind, changeStyle(x)}, run{": " + changed(x) + " ", plain}, run{"(" + changeNote(x) + ")", faint})
			for _, l := range passagesOf(docs, x) {
				p.para("      ", run{l.text + " ", plain}, run{"[" + l.cite + "]", faint})
			}
		}
	}
	return p.Flush()
}

// shows reports whether change k is among the first of its sort, which are
// shown; and, at the first that is not, how many are not.
func shows(list []wiredesk.Change, k int) (shown bool, rest int) {
	before, all := 0, 0
	for i := range list {
		if list[i].Kind == list[k].Kind && list[i].What == list[k].What {
			all++
			if i < k {
				before++
			}
		}
	}
	if before == mostFacts {
		rest = all - mostFacts
	}
	return before < mostFacts, rest
}

// unshown says how many changes like x are not shown.
func unshown(x *wiredesk.Change, n int) string {
	return "and " + count(n, "more "+clean(x.Kind)+" "+clean(x.What))
}

// changeStyle marks what a reader may have to take back.
func changeStyle(x *wiredesk.Change) style {
	if x.Kind == wiredesk.ChangeChanged || x.Kind == wiredesk.ChangeWithdrawn {
		return warn
	}
	return plain
}

// DiffMarkdown writes d as Markdown, with the content of [DiffText].
func DiffMarkdown(w io.Writer, d *Diff, _ Options) error {
	b := bufio.NewWriter(w)
	docs := d.docs()
	fmt.Fprintf(b, "# What is new\n\n%s\n", md(d.summary()))
	for i := range d.Stories {
		s := &d.Stories[i]
		fmt.Fprintf(b, "\n## %d. %s\n\n%s, %s\n\n", i+1, md(clean(s.Title)), md(clean(string(s.Story))), count(len(s.Documents), "new document"))
		for k := range s.Changes {
			x := &s.Changes[k]
			if shown, rest := shows(s.Changes, k); !shown {
				if rest > 0 {
					fmt.Fprintf(b, "\n%s\n\n", unshown(x, rest))
				}
				continue
			}
			fmt.Fprintf(b, "- **%s**: %s (%s)\n", md(clean(x.Kind)), md(changed(x)), md(changeNote(x)))
			for _, l := range passagesOf(docs, x) {
				fmt.Fprintf(b, "  - %s [%s]\n", md(l.text), md(l.cite))
			}
		}
	}
	return b.Flush()
}

// DiffJSON writes d as JSON: {"since", "stories": [Changes]}.
func DiffJSON(w io.Writer, d *Diff, _ Options) error {
	out := struct {
		Since   wiredesk.Time      `json:"since"`
		Stories []wiredesk.Changes `json:"stories"`
	}{d.Since, d.Stories}
	return encode(w, filled(reflect.ValueOf(out)).Interface())
}

func (d *Diff) summary() string {
	s := "Nothing is new"
	if n := len(d.Stories); n > 0 {
		total := 0
		for _, x := range d.Stories {
			total += len(x.Changes)
		}
		s = count(total, "change") + " in " + stories(n)
	}
	if !d.Since.IsZero() {
		s += " since " + moment(d.Since)
	}
	return s + "."
}

func (d *Diff) docs() map[wiredesk.DocumentID]*wiredesk.Document {
	out := make(map[wiredesk.DocumentID]*wiredesk.Document, len(d.Documents))
	for _, doc := range d.Documents {
		out[doc.ID] = doc
	}
	return out
}

// changed says in the words of the reports what x is.
func changed(x *wiredesk.Change) string {
	about, before, after := clean(x.About), clean(x.Before), clean(x.After)
	switch {
	case x.Kind == wiredesk.ChangeChanged:
		return about + ", " + before + " → " + after
	case x.Kind == wiredesk.ChangeWithdrawn:
		after = before
	}
	if x.What == "quotation" {
		after = "“" + strings.TrimRight(after, ",") + "”"
	}
	return strings.TrimPrefix(about+", "+after, ", ")
}

// changeNote says what x is of, and by how many origins.
func changeNote(x *wiredesk.Change) string {
	note := clean(x.What)
	switch {
	case x.Kind == wiredesk.ChangeConfirmed:
		note += ", by " + count(x.Origins, "further origin")
	case x.Origins > 0:
		note += ", " + count(x.Origins, "origin")
	}
	if by := clean(x.SaidBy); by != "" && by != clean(x.About) {
		note += ", said by " + by
	}
	return note
}

// passagesOf returns the sentences of x, or its passages, each with who has it.
func passagesOf(docs map[wiredesk.DocumentID]*wiredesk.Document, x *wiredesk.Change) []factLine {
	var out []factLine
	add := func(text string, e wiredesk.Evidence) {
		cite := clean(string(e.Document))
		if d := docs[e.Document]; d != nil {
			cite = outlet(d) + ", " + moment(d.Published)
		}
		out = append(out, factLine{text: clean(text), cite: cite})
	}
	for _, st := range x.Statements {
		if len(st.Evidence) > 0 {
			add(st.Text, st.Evidence[0])
		}
	}
	if len(out) == 0 {
		for _, e := range x.Evidence {
			add(e.Quote, e)
		}
	}
	return out
}
