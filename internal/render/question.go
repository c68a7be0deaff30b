package render

import (
	"github.com/wiredesk/wiredesk"
)

// questionNote says in words how a question was answered; "" if it was by one
// sentence.
func questionNote(q *wiredesk.Question) string {
	switch q.State {
	case "answered":
		return ""
	case "differs":
		return "reports differ"
	case "not_reported":
		return "no report says"
	}
	return clean(q.State)
}

// questions writes the questions of s for a terminal, each with its answers.
func (p *printer) questions(d *desk, s *story) {
	if len(s.Questions) == 0 {
		return
	}
	p.line()
	p.line(run{"Questions", bold})
	for i := range s.Questions {
		q := &s.Questions[i]
		head := []run{{clean(q.Question), plain}}
		if note := questionNote(q); note != "" {
			head = append(head, run{" (" + note + ")", faint})
		}
		p.para("  - ", head...)
		for k := range q.Answer {
			p.para("      ", p.statement(d, s, &q.Answer[k], plain)...)
		}
	}
}

// questions lists the questions of s, each with its answers.
func (m *markdown) questions(s *story) {
	if len(s.Questions) == 0 {
		return
	}
	m.printf("\n### Questions\n\n")
	for i := range s.Questions {
		q := &s.Questions[i]
		m.printf("- **%s**", md(clean(q.Question)))
		if note := questionNote(q); note != "" {
			m.printf(" (%s)", md(note))
		}
		m.printf("\n")
		for k := range q.Answer {
			m.printf("  - %s\n", m.statement(s, &q.Answer[k]))
		}
	}
}
