package render

import (
	"bufio"
	"io"
	"reflect"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Timeline writes t for a terminal: each day with its statements, and the
// documents that they come from.
func Timeline(w io.Writer, t *wiredesk.Timeline, o Options) error {
	d, s := timelineDesk(t, o)
	p := newPrinter(w, o)
	p.para("", run{timelineSummary(t), faint})
	for i := range t.Entries {
		e := &t.Entries[i]
		p.line()
		p.line(run{when(e.Date), bold})
		for k := range e.Statements {
			runs := p.statement(d, s, &e.Statements[k], plain)
			if k >= e.Dated {
				runs = append([]run{{reportedThen, faint}}, runs...)
			}
			p.para("  - ", runs...)
		}
	}
	if len(t.Entries) > 0 {
		p.line()
		p.line(run{"Sources", bold})
		p.sources(s)
	}
	return p.Flush()
}

// reportedThen stands before a statement that does not name the day.
const reportedThen = "reported then: "

// TimelineMarkdown writes t as Markdown, with the content of [Timeline] and the
// passages folded away.
func TimelineMarkdown(w io.Writer, t *wiredesk.Timeline, o Options) error {
	d, s := timelineDesk(t, o)
	m := &markdown{bufio.NewWriter(w), d}
	m.printf("# Timeline\n\n%s\n", timelineSummary(t))
	for i := range t.Entries {
		e := &t.Entries[i]
		m.printf("\n## %s\n\n", md(when(e.Date)))
		for k := range e.Statements {
			lead := ""
			if k >= e.Dated {
				lead = reportedThen
			}
			m.printf("- %s%s\n", lead, m.statement(s, &e.Statements[k]))
		}
	}
	if len(t.Entries) > 0 {
		m.sources(s)
		m.evidence(s)
	}
	m.printf("\n---\n\n%s\n", md(d.record()))
	return m.Flush()
}

// TimelineJSON writes t in the form of docs/formats/brief.md, without the
// documents' texts unless o asks for them.
func TimelineJSON(w io.Writer, t *wiredesk.Timeline, o Options) error {
	c := filled(reflect.ValueOf(t)).Interface().(*wiredesk.Timeline)
	if !o.WithText {
		for _, d := range c.Documents {
			d.Text = ""
		}
	}
	return encode(w, c)
}

// timelineDesk shows t as a story of the documents that it cites.
func timelineDesk(t *wiredesk.Timeline, o Options) (*desk, *story) {
	st := wiredesk.Story{Origins: t.Origins, Counts: wiredesk.Counts{Origins: len(t.Origins)}}
	for _, doc := range t.Documents {
		st.Documents = append(st.Documents, doc.ID)
	}
	for _, e := range t.Entries {
		st.Narrative = append(st.Narrative, e.Statements) // whose passages are listed
	}
	d := newDesk(&wiredesk.Result{Run: t.Run, Documents: t.Documents, Stories: []wiredesk.Story{st}}, o)
	return d, d.stories[st.ID]
}

func timelineSummary(t *wiredesk.Timeline) string {
	if len(t.Entries) == 0 {
		return count(t.Read, "document") + ": no date stands out"
	}
	return count(t.Read, "document") + ", " + count(len(t.Entries), "date") + ", told from " + count(len(t.Documents), "document") + ", " + count(len(t.Origins), "independent origin")
}

// timelineFacts lists the timeline of s.
func (s *story) timelineFacts(d *desk) []fact {
	var out []fact
	for i := range s.Timeline {
		e := &s.Timeline[i]
		out = append(out, fact{lead: when(e.Date), lines: []factLine{{
			text: clean(e.Statement.Text), cite: "[" + s.cite(d, &e.Statement).words() + "]", statements: []wiredesk.Statement{e.Statement}, whole: true,
		}}})
	}
	return out
}

// whens are the forms of a date, as [wiredesk.Event] has them, and how they are
// shown.
var whens = [][2]string{
	{"2006-01-02T15:04", "2 Jan 2006, 15:04"}, {"2006-01-02T15", "2 Jan 2006, 15:00"}, {time.DateOnly, "2 Jan 2006"}, {"2006-01", "Jan 2006"}, {"2006", "2006"},
}

// when returns a date in words; what is none stands as it is.
func when(date string) string {
	for _, w := range whens {
		if t, err := time.Parse(w[0], date); err == nil {
			return t.Format(w[1])
		}
	}
	return clean(date)
}
