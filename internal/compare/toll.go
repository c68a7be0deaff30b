package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/figure"
)

// A Toll is how many people were killed and injured; -1 where nothing says.
type Toll struct{ Killed, Injured float64 }

// People counts the people of a story's reports: what most of the reports give,
// of those the latest. Each is what one report says in so many words, oldest
// first. The story's toll is derived, no report need have it:
// it is for scoring, and no part of a brief.
func People(reports []Report) (story Toll, each []Toll) {
	s := newStory(reports, nil)
	var all []tolls
	for r := range s.reports {
		t := s.toll(r)
		all, each = append(all, t), append(each, Toll{s.said(r, figure.Killed), s.said(r, figure.Injured)})
	}
	var sure bool
	story.Killed, sure = most(all, func(t tolls) count { return t.killed }, func(n float64) int { return s.tell(n, figure.Killed) })
	if !sure {
		story.Killed = -1
	}
	story.Injured, _ = most(all, func(t tolls) count { return t.injured }, func(n float64) int { return s.tell(n, figure.Injured, figure.Hospital) })
	return story, each
}

// tell counts the reports that give n for one of the roles anywhere: one that
// tells of several events leads with another number.
func (s *story) tell(n float64, roles ...string) int {
	k := 0
	for r := range s.reports {
		if slices.ContainsFunc(s.in(r), func(m mention) bool {
			return m.Value == n && m.Kind == figure.Count && slices.Contains(roles, m.Role) && !m.Some && !m.wide()
		}) {
			k++
		}
	}
	return k
}

// most returns the value that most reports give, of those the latest. Nought
// counts only where nobody gives more, a number that was written more than one
// that was counted up, and one that a report begins with more than that. It is
// sure if no other value weighs as much but for one, and if it is one, stands in
// some report or leads in one.
func most(all []tolls, of func(tolls) count, tell func(float64) int) (best float64, sure bool) {
	if one := slices.DeleteFunc(slices.Clone(all), func(t tolls) bool { return t.several || of(t).n < 0 }); len(one) > 0 {
		all = one
	}
	weight, early := map[float64]int{}, map[float64]bool{}
	best = -1
	for _, t := range all {
		c := of(t)
		if c.n < 0 {
			continue
		}
		if weight[c.n] == 0 {
			weight[c.n] = tell(c.n)
		}
		weight[c.n] += 2
		if c.written {
			weight[c.n]++
		}
		if c.early {
			weight[c.n] += 2
			early[c.n] = true
		}
		if best <= 0 || c.n > 0 && weight[c.n] >= weight[best] {
			best = max(c.n, best)
			if c.n > 0 {
				best = c.n
			}
		}
	}
	sure = best <= 1 || early[best] || tell(best) > 0
	for n, w := range weight {
		sure = sure && (n == best || weight[best]-w > 1)
	}
	return best, sure
}

// A count is a number of people; written says that it stands in the text, early
// that the report leads with it in its title or its first sentences.
type count struct {
	n              float64
	written, early bool
}

// tolls are the counts of one report; several is set if it leads with those of
// more than one event.
type tolls struct {
	killed, injured count
	several         bool
}

// raise makes c n, if that is more.
func (c *count) raise(n float64, written bool) {
	if n > c.n {
		*c = count{n: n, written: written}
	}
}

// toll counts the people of one report. Of the numbers for one role the first
// counts: a report leads with the event it is about.
func (s *story) toll(report int) tolls {
	killed, hurt := s.persons(report)
	k := s.begin(report, figure.Killed)
	if s.self(report) {
		k.n++
	}
	t := tolls{killed: k, injured: s.begin(report, figure.Injured), several: s.several(report)}
	if k.n < 1 {
		t.killed.raise(killed, false)
	}
	if s.murderSuicide(report) && t.killed.n < 2 {
		t.killed = count{n: 2, early: true}
	}
	dead := max(t.killed.n, 0)
	h, less := s.hit(report, t.killed)
	t.injured.raise(h, true)
	if !less {
		t.injured.raise(s.first(report, figure.Hospital), true)
		t.injured.raise(hurt, false)
	}
	for i := range s.reports[report].Fates {
		if x := &s.reports[report].Fates[i]; x.Nth > 0 && x.Sentence <= near && outcome(x) == figure.Injured {
			t.injured.raise(float64(x.Nth)-dead, true) // "a fourth victim was wounded"
		}
	}
	return t
}

// hit returns how many a report says were hit, without those of them whom it
// says were killed, and whether there were any; -1 if it does not say.
func (s *story) hit(report int, killed count) (n float64, less bool) {
	at, n := s.leading(report, figure.Hit, false)
	if n < 1 || n < 2 && killed.n >= 1 {
		return -1, false
	}
	if n < 2 {
		return n, false
	}
	m := &s.mentions[at]
	if m.Others && !m.One || !killed.written && !s.fell(report, m.Sentence+near) {
		return n, false
	}
	dead := max(killed.n-s.byHimself(report), 0)
	if n <= dead {
		return -1, false
	}
	return n - dead, dead > 0
}

// byHimself is 1 if a report tells of one who killed himself, else 0: he is not
// among those who were hit.
func (s *story) byHimself(report int) float64 {
	if slices.ContainsFunc(s.reports[report].Fates, func(f figure.Fate) bool { return f.Role == figure.Killed && f.Noun == figure.Self }) {
		return 1
	}
	return 0
}

// fell says that a person of a report is told to be killed up to a sentence.
func (s *story) fell(report, sentence int) bool {
	return slices.ContainsFunc(s.reports[report].Fates, func(f figure.Fate) bool {
		return f.Role == figure.Killed && f.Sentence <= sentence
	})
}

// murderSuicide says that a report begins with a deed that took two lives.
func (s *story) murderSuicide(report int) bool {
	return slices.ContainsFunc(s.reports[report].Fates, func(f figure.Fate) bool {
		return f.Noun == figure.MurderSuicide && f.Sentence <= opening
	})
}

// opening is the last sentence, the title being 0, of what is early.
const opening = 3

// begin returns the first count of a report for a role.
func (s *story) begin(report int, role string) count {
	i, n := s.leading(report, role, false)
	return count{n, true, i >= 0 && s.mentions[i].Sentence <= opening}
}

// self says that the sentence of the leading count of killed tells of one more,
// who killed himself.
func (s *story) self(report int) bool {
	lead, _ := s.leading(report, figure.Killed, false)
	if lead < 0 {
		return false
	}
	return slices.ContainsFunc(s.reports[report].Fates, func(f figure.Fate) bool {
		return f.Noun == figure.Self && f.Role == figure.Killed && f.Sentence == s.mentions[lead].Sentence
	})
}

// several says that a report begins with a count of people killed or hurt that
// is one over more than one event.
func (s *story) several(report int) bool {
	first := true
	for i := range s.in(report) {
		switch m := &s.in(report)[i]; m.Role {
		case figure.Killed, figure.Injured, figure.Hit:
			if m.Several && (first || m.Sentence <= opening) {
				return true
			}
			first = false
		}
	}
	return false
}

// first returns the first count of a report for a role, with what is joined to
// it; -1 if there is none.
func (s *story) first(report int, role string) float64 {
	_, v := s.leading(report, role, false)
	return v
}

// said is first without "a man" and "another": those are no numbers.
func (s *story) said(report int, role string) float64 {
	_, v := s.leading(report, role, true)
	return v
}

// leading returns the number of the mention that a report leads with for a
// role, and its value with what is joined to it: the first, a count of one only
// if no larger one follows, nought only if nothing does, and one of people of
// some kind only if no larger one of all people follows soon; -1 if there is none.
func (s *story) leading(report int, role string, said bool) (number int, value float64) {
	number, value = -1, -1
	for i := range s.in(report) {
		m := &s.in(report)[i]
		if m.Kind != figure.Count || m.Role != role || m.Hypothetical || m.Vague || m.Some || m.Value > 500 || m.wide() || m.past != "" || m.Value == 0 && !m.people {
			continue
		}
		if said && m.article {
			continue
		}
		v := m.Value
		if m.One {
			v++
		}
		for w := m.With; w >= 0; { // "two men, a woman and a child"
			f := &s.reports[report].Figures[w]
			if f.Role != role || f.With >= w {
				break
			}
			v, w = v+f.Value, f.With
		}
		if v > value && (number < 0 || m.follows(&s.mentions[number], value)) {
			number, value = m.number, v
		}
	}
	return number, value
}

// follows says that m, the larger count, may be of what a counted: value is that
// with what is joined to it. A report that began with one victim and comes to a
// larger number much later tells of another event.
func (m *mention) follows(a *mention, value float64) bool {
	if m.embraces(a) {
		return true
	}
	if value > 1 {
		return m.With >= 0 || m.One
	}
	return a.article && m.Sentence <= a.Sentence+near || m.Sentence <= a.Sentence+opening
}

// near is how many sentences on a report still tells of the same people.
const near = 20

// embraces says that m counts people, and b those of one kind not far before:
// "two children killed", and then "four people were found dead".
func (m *mention) embraces(b *mention) bool {
	return m.people && !b.people && m.Sentence <= b.Sentence+10 && !m.More && !m.Others && m.past == b.past
}

// persons counts who was killed, as far as one sentence tells of several, and
// who was hurt and not killed: whether anybody of those described (1), and how
// many of those named; -1 for nobody. It does not add up sentences: one person
// may go by two names there.
func (s *story) persons(report int) (killed, hurt float64) {
	fate := map[string]string{}
	at := map[string]int{} // the last sentence of a role
	run, most := map[string]map[string]bool{}, map[string]int{}
	for _, x := range s.reports[report].Fates {
		role := outcome(&x)
		if role == "" {
			continue
		}
		if x.Entity != "" && fate[x.Entity] != figure.Killed {
			fate[x.Entity] = role
		}
		if at[role] != x.Sentence+1 {
			at[role], run[role] = x.Sentence+1, map[string]bool{}
		}
		run[role][cmp.Or(x.Entity, x.Noun)] = true
		most[role] = max(most[role], len(run[role]))
	}
	n := map[string]int{}
	for _, role := range fate {
		n[role]++
	}
	k, h := max(min(n[figure.Killed], 1), most[figure.Killed]), n[figure.Injured]
	if k == 0 || most[figure.Injured] > 1 {
		h += most[figure.Injured]
	}
	return orNone(k), orNone(max(min(h, 1), s.together(report, fate), s.kinds(report)))
}

// kinds counts who was hurt and not killed of those described whose nouns cannot
// be of one person: a woman and a man, an officer and a gunman.
func (s *story) kinds(report int) int {
	hurt, killed := map[string]bool{}, map[string]bool{}
	for i := range s.reports[report].Fates {
		x := &s.reports[report].Fates[i]
		if x.Entity != "" || x.Sentence > near {
			continue
		}
		switch outcome(x) {
		case figure.Killed:
			killed[kind[x.Noun]] = true
		case figure.Injured:
			hurt[kind[x.Noun]] = true
		}
	}
	n := 0
	for _, k := range []string{"woman", "man", "gunman", "officer"} {
		if hurt[k] && !killed[k] && !(k != "woman" && k != "man" && hurt["man"]) {
			n++
		}
	}
	return n
}

// kind is what a noun for one person says of him or her.
var kind = classes(`
woman girl mother daughter sister wife girlfriend grandmother aunt niece
man boy father son brother husband boyfriend grandfather uncle nephew
gunman suspect shooter attacker assailant robber intruder
officer deputy trooper policeman cop
`)

// together counts who was hurt, as far as one sentence names several; fate says
// what befell each in the end.
func (s *story) together(report int, fate map[string]string) int {
	in, most := map[int]map[string]bool{}, 0
	for _, x := range s.reports[report].Fates {
		if x.Entity == "" || outcome(&x) != figure.Injured || fate[x.Entity] != figure.Injured {
			continue
		}
		if in[x.Sentence] == nil {
			in[x.Sentence] = map[string]bool{}
		}
		in[x.Sentence][x.Entity] = true
		most = max(most, len(in[x.Sentence]))
	}
	return most
}

// outcome is killed or injured, "" for any other fate and for one that tells of
// no person.
func outcome(x *figure.Fate) string {
	switch x.Role {
	case figure.Hospital, figure.Hit, figure.Critical, figure.Injured:
		return figure.Injured
	case figure.Killed:
		if x.Noun != figure.MurderSuicide {
			return figure.Killed
		}
	}
	return ""
}

// orNone is n, or -1 for nought.
func orNone(n int) float64 {
	if n == 0 {
		return -1
	}
	return float64(n)
}

// wide says that m counts over more than one event.
func (m *mention) wide() bool {
	return m.Since || strings.HasPrefix(m.past, "since") || m.Several
}
