package pipeline

import (
	"fmt"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/question"
)

// ask fills in the questions of d, from what its brief knows and, if they were
// looked for, from its facts. One that the check refuses is withheld with its
// answers; what passages withhold is counted by the caller.
func (d *Draft) ask(p *brief.Passages, facts bool) {
	s := question.Story{Docs: d.input.Docs, Origin: d.input.Origin, Brief: &d.story.Brief}
	if facts {
		s.Facts = &question.Facts{Figures: d.story.Figures, Quotations: d.story.Quotations, Entities: d.story.Entities, Claims: d.story.Claims}
	}
	var passages []question.Passage
	for _, a := range p.Standing() {
		passages = append(passages, question.Passage{Doc: a.Doc, At: a.At, First: a.First, Last: a.Last, Rank: a.Rank, Alone: a.Alone, Loose: a.Loose})
	}
	asked := question.Ask(s, passages, func(at question.Passage) *wiredesk.Statement {
		return p.Tell(brief.Place{Doc: at.Doc, At: at.At})
	})
	check := d.checker()
	d.story.Questions = []wiredesk.Question{}
	n := 0
	for _, q := range asked {
		if len(check.Question(&d.story, &q)) > 0 {
			d.story.Counts.Withheld += len(q.Answer)
			continue
		}
		for i := range q.Answer {
			n++
			q.Answer[i].ID = fmt.Sprintf("%s.q%d", d.story.ID, n)
		}
		d.story.Questions = append(d.story.Questions, q)
	}
}
