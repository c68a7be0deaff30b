// Package question asks a few questions about a story and answers them with
// sentences of its reports.
//
// The questions are a closed list (list.go); which of them are asked depends
// on the kind of event (kind.go) and on what the reports answer. An answer is
// a sentence that the brief itself could print, found by words that only an
// answer has; where reports give different answers, there is one for each.
//
// Layer: L2 (pure). It writes no sentence: statements are made by who calls
// it. It never infers an answer from several sentences, and would rather ask
// nothing than print what does not answer.
package question

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// The states of a question, as in [wiredesk.Question].
const (
	answered    = "answered"
	differs     = "differs"
	notReported = "not_reported"
)

// mostQuestions are asked about one story.
const mostQuestions = 6

// A Story is what questions are asked about: the documents, oldest first, for
// each the number of its origin, and the brief.
type Story struct {
	Docs   []*annotate.Document
	Origin []int
	Brief  *wiredesk.Brief
	Facts  *Facts // nil if they were not looked for
}

// Facts are what the reports of a story say.
type Facts struct {
	Figures    []wiredesk.Figure
	Quotations []wiredesk.Quotation
	Entities   []wiredesk.Entity
	Claims     wiredesk.Claims
}

// A Passage is a whole sentence: the tokens [First, Last) of document number
// Doc.
type Passage struct {
	Doc         int
	At          wiredesk.Span
	First, Last int
	Rank        int  // among those of its document, from 0
	Alone       bool // it may be printed without what stands around it
	Loose       bool // it opens with something that the reader may not have met
}

// State makes a statement of a passage, without an id; nil if it may not be
// printed.
type State func(Passage) *wiredesk.Statement

// Ask returns the questions about s, in the order of the list, six at the
// most; none where the reports answer nothing besides what happened. Not nil.
// Cost: linear in the passages, times the length of the list.
func Ask(s Story, passages []Passage, state State) []wiredesk.Question {
	a := newAsker(s, passages, state)
	var found []asked
	for i, t := range list {
		if t.kinds != "" && !slices.Contains(strings.Fields(t.kinds), a.event) {
			continue
		}
		if q, ok := t.find(a, &t); ok {
			a.had[t.text] = true
			found = append(found, asked{q, i})
		}
	}
	found = a.absent(found)
	if len(found) < 2 {
		return []wiredesk.Question{}
	}
	return chosen(found)
}

// asked is a question and its place in the list.
type asked struct {
	wiredesk.Question
	place int
}

// chosen returns the most telling of found, in the order of the list.
func chosen(found []asked) []wiredesk.Question {
	slices.SortStableFunc(found, func(a, b asked) int { return cmp.Compare(list[a.place].priority, list[b.place].priority) })
	found = found[:min(len(found), mostQuestions)]
	slices.SortStableFunc(found, func(a, b asked) int { return cmp.Compare(a.place, b.place) })
	out := make([]wiredesk.Question, len(found))
	for i, f := range found {
		out[i] = f.Question
	}
	return out
}

// An asker asks about one story.
type asker struct {
	Story
	state    State
	event    string
	passages []passage
	topic    map[vector.Term]bool // what headline, key points and lead speak of
	last     wiredesk.Time        // when the latest document came out
	used     map[string]bool      // texts of answers
	had      map[string]bool      // texts of the templates that were asked
}

// A passage is one that is looked at for answers.
type passage struct {
	Passage
	d      *annotate.Document
	words  string // see plain
	shared int    // terms that it shares with the topic
	terms  int
}

func newAsker(s Story, passages []Passage, state State) *asker {
	a := &asker{Story: s, state: state, event: kindOf(s), topic: map[vector.Term]bool{}, used: map[string]bool{}, had: map[string]bool{}}
	for _, d := range s.Docs {
		if d.Published.Compare(a.last) > 0 && !d.Published.IsZero() || a.last.IsZero() {
			a.last = d.Published
		}
	}
	a.readTopic()
	for _, p := range passages {
		a.passages = append(a.passages, a.read(p))
	}
	return a
}

// readTopic finds the terms of the sentences that tell the story.
func (a *asker) readTopic() {
	for _, st := range a.telling() {
		for _, e := range st.Evidence {
			d := a.document(e.Document)
			if d == nil {
				continue
			}
			for i, t := range d.Tokens {
				if e.Span().Contains(t.Span) && d.Terms[i] != 0 {
					a.topic[d.Terms[i]] = true
				}
			}
		}
	}
}

// telling returns the headline, the key points and the lead.
func (a *asker) telling() []*wiredesk.Statement {
	var out []*wiredesk.Statement
	if a.Brief.Headline != nil {
		out = append(out, a.Brief.Headline)
	}
	for i := range a.Brief.KeyPoints {
		out = append(out, &a.Brief.KeyPoints[i])
	}
	if lead := a.lead(); lead != nil {
		out = append(out, lead)
	}
	return out
}

// lead returns the sentence that opens the narrative, or nil.
func (a *asker) lead() *wiredesk.Statement {
	if len(a.Brief.Narrative) == 0 || len(a.Brief.Narrative[0]) == 0 {
		return nil
	}
	return &a.Brief.Narrative[0][0]
}

// holding returns the passage that holds e, or nil.
func (a *asker) holding(e wiredesk.Evidence) *passage {
	for i := range a.passages {
		if p := &a.passages[i]; a.Docs[p.Doc].ID == e.Document && p.At.Contains(e.Span()) {
			return p
		}
	}
	return nil
}

// alone is [asker.holding] for a passage that may stand alone.
func (a *asker) alone(e wiredesk.Evidence) *passage {
	if p := a.holding(e); p != nil && p.Alone {
		return p
	}
	return nil
}

func (a *asker) document(id wiredesk.DocumentID) *annotate.Document {
	for _, d := range a.Docs {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (a *asker) read(p Passage) passage {
	d := a.Docs[p.Doc]
	out := passage{Passage: p, d: d}
	seen := map[vector.Term]bool{}
	for _, t := range d.Terms[p.First:p.Last] {
		if t != 0 && !seen[t] {
			seen[t] = true
			out.terms++
			if a.topic[t] {
				out.shared++
			}
		}
	}
	switch d.Lower[p.First] {
	case "it", "no", "nobody", "there":
		out.Alone = out.Alone || expletive.MatchString(out.plain())
	}
	return out
}

// plain returns the tokens of p in lower case with single spaces; a quoted one
// is a ~. Few passages are looked at so closely.
func (p *passage) plain() string {
	if p.words == "" {
		var b strings.Builder
		for i := p.First; i < p.Last; i++ {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			if p.d.Marks[i]&annotate.Quoted != 0 {
				b.WriteByte('~')
			} else {
				b.WriteString(p.d.Lower[i])
			}
		}
		p.words = b.String()
	}
	return p.words
}

// value says how near p is to the topic and to the top of its report. What
// opens loosely is liked less.
func (p *passage) value() float64 {
	v := float64(p.shared*p.shared) / float64(max(p.terms, 8)) / (1 + 0.1*float64(p.Rank))
	if p.Loose {
		v *= 0.6
	}
	return v
}

// best returns the statement, which may stand alone, of the passage
// of most value that fits, and that passage; nil if there is none. A sentence answers one question only.
func (a *asker) best(fits func(*passage) bool) (*wiredesk.Statement, *passage) {
	var all []*passage
	for i := range a.passages {
		if p := &a.passages[i]; p.Alone && fits(p) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(p, q *passage) int { return cmp.Compare(q.value(), p.value()) })
	for _, p := range all {
		if st := a.tell(p); st != nil {
			return st, p
		}
	}
	return nil, nil
}

// tell makes the statement of p, if it answers nothing yet.
func (a *asker) tell(p *passage) *wiredesk.Statement {
	st := a.state(p.Passage)
	if st == nil || a.used[st.Text] || slices.Contains(st.Flags, wiredesk.FlagSuperseded) {
		return nil
	}
	a.used[st.Text] = true
	return st
}

// text returns the words of p with single spaces.
func (a *asker) text(p *passage) string {
	return strings.Join(strings.Fields(p.At.Of(a.Docs[p.Doc].Document.Text)), " ")
}

// origins counts the origins of the story.
func (a *asker) origins() int {
	n := 0
	for _, o := range a.Origin {
		n = max(n, o+1)
	}
	return n
}

// answer returns the answered question of t.
func answer(t *template, name string, st *wiredesk.Statement) (wiredesk.Question, bool) {
	if st == nil {
		return wiredesk.Question{}, false
	}
	return wiredesk.Question{Kind: t.kind, Question: t.ask(name), State: answered, Answer: []wiredesk.Statement{*st}}, true
}

// lower is [wordlist.Lower] of text with single spaces.
func lower(text string) string { return wordlist.Lower(strings.Join(strings.Fields(text), " ")) }
