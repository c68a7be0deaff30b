package verify

import (
	"time"

	"github.com/wiredesk/wiredesk"
)

// events checks the timeline of the story: each statement, that it names its
// date, and their order.
func (k *storyCheck) events() {
	for i := range k.s.Timeline {
		e := &k.s.Timeline[i]
		k.statement(&e.Statement, false, false)
		if !k.c.Dated(&e.Statement, e.Date, e.Precision) {
			k.of(&e.Statement, fail(RuleDate, "nothing in it means %q to the %s", e.Date, e.Precision))
		}
		if i > 0 && k.s.Timeline[i-1].Date > e.Date {
			k.of(&e.Statement, fail(RuleDate, "%q stands behind %q", e.Date, k.s.Timeline[i-1].Date))
		}
	}
}

// Timeline checks t against docs as [Result] does a story: its documents and
// origins, each statement, and that the first statements of an entry, as many
// as are said to, name its day, while the others come from a report of that day
// or the next. Cost: linear in the texts cited and in the statements.
func Timeline(t *wiredesk.Timeline, docs []*wiredesk.Document) Report {
	c := NewChecker(nil)
	for _, d := range docs {
		if d != nil {
			c.docs[d.ID] = d
		}
	}
	st := wiredesk.Story{Origins: t.Origins}
	for _, d := range t.Documents {
		if d != nil {
			st.Documents = append(st.Documents, d.ID)
		}
	}
	rep := Report{Failures: []Failure{}}
	k := &storyCheck{c: c, s: &st, rep: &rep, origin: map[wiredesk.DocumentID]int{}}
	k.add(c.listed(t.Documents)...)
	k.origins()
	for i := range t.Entries {
		k.entry(&t.Entries[i])
		if i > 0 && t.Entries[i-1].Date >= t.Entries[i].Date {
			k.add(fail(RuleDate, "%q stands behind %q", t.Entries[i].Date, t.Entries[i-1].Date))
		}
	}
	return rep
}

func (k *storyCheck) entry(e *wiredesk.TimelineEntry) {
	if e.Dated < 1 || e.Dated > len(e.Statements) {
		k.add(fail(RuleDate, "%d of the %d statements of %q are said to name it", e.Dated, len(e.Statements), e.Date))
	}
	for i := range e.Statements {
		s := &e.Statements[i]
		k.statement(s, false, false)
		switch {
		case i < e.Dated && !k.c.Dated(s, e.Date, "day"):
			k.of(s, fail(RuleDate, "nothing in it means %q", e.Date))
		case i >= e.Dated && !k.reportedOn(s, e.Date):
			k.of(s, fail(RuleDate, "it is not from a report of %q or the day after", e.Date))
		}
	}
}

// reportedOn reports whether the documents of s came out on date or the day
// after.
func (k *storyCheck) reportedOn(s *wiredesk.Statement, date string) bool {
	for _, e := range s.Evidence {
		d := k.c.docs[e.Document]
		if d == nil || d.Published.IsZero() {
			return false
		}
		out := d.Published.Format(time.DateOnly)
		before := d.Published.AddDate(0, 0, -1).Format(time.DateOnly)
		if out != date && before != date {
			return false
		}
	}
	return len(s.Evidence) > 0
}
