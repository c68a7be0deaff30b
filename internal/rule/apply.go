package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A Grouping is what rules are laid over. Documents are numbered from 0.
type Grouping struct {
	Documents []*wiredesk.Document // by number
	Families  [][]int              // the sets of documents that are copies of each other
	Stories   [][]int              // each document in exactly one
}

// Applied is a grouping under rules.
type Applied struct {
	Stories [][]int              // members ascending, stories in order of their first
	By      []int                // by document: the rule that made it stand where it stands, -1 if none did
	Muted   []int                // by story: the rule that mutes it, -1 if none does
	States  []wiredesk.RuleState // by rule
}

// Apply lays rules over g, one after the other, so that later ones win. A
// story is found by the document whose id makes the story's ([wiredesk.BegunBy]),
// wherever that document stands when the rule's turn comes; for mute, at the
// end. Of copies only those move that are named, unless the rule says +copies.
// Cost: linear in the documents and, for each rule, in the stories that it
// touches.
func Apply(g Grouping, rules []Rule) Applied {
	d := newDesk(g, rules)
	out := Applied{By: d.by, States: make([]wiredesk.RuleState, len(rules))}
	effects := make([]effect, len(rules))
	for i, r := range rules {
		effects[i], out.States[i] = d.apply(i, r)
	}
	place := map[int]int{} // of a story in out
	for doc, s := range d.home {
		if _, ok := place[s]; !ok {
			place[s] = len(out.Stories)
			out.Stories, out.Muted = append(out.Stories, nil), append(out.Muted, -1)
		}
		out.Stories[place[s]] = append(out.Stories[place[s]], doc)
	}
	for i, e := range effects {
		st := &out.States[i]
		st.Rule = rules[i].String()
		if len(e.docs) == 0 {
			continue
		}
		k := place[d.home[e.docs[0]]]
		st.Story = wiredesk.BegunBy(g.Documents[out.Stories[k][0]])
		if by, undone := d.overridden(e); undone {
			st.State, st.Note = wiredesk.RuleOverridden, fmt.Sprintf("a later rule undid it: %s", rules[by])
		}
		if rules[i].Verb == Mute {
			out.mute(k, i, rules[i].Stories[0])
		}
	}
	return out
}

// mute makes rule number i, which names the story id, mute story k.
func (a *Applied) mute(k, i int, id wiredesk.StoryID) {
	st := &a.States[i]
	if a.Muted[k] >= 0 {
		st.State = wiredesk.RuleIdle
	} else {
		a.Muted[k] = i
	}
	if st.Story != id {
		st.Note = fmt.Sprintf("%s stands in %s now, which is muted as a whole", id, st.Story)
	}
}

// A desk holds documents while rules move them.
type desk struct {
	Grouping
	rules   []Rule
	number  map[wiredesk.DocumentID]int
	begins  map[wiredesk.StoryID]int // the document that makes the id
	family  map[int][]int            // of the documents that have copies
	home    []int                    // by document: its story
	members [][]int                  // by story, in no order
	by      []int
	touched []int // by document: the last rule that moved it or moved others to or from it
}

func newDesk(g Grouping, rules []Rule) *desk {
	n := len(g.Documents)
	d := &desk{Grouping: g, rules: rules, number: make(map[wiredesk.DocumentID]int, n), begins: make(map[wiredesk.StoryID]int, n), family: map[int][]int{},
		home: make([]int, n), by: slices.Repeat([]int{-1}, n), touched: slices.Repeat([]int{-1}, n)}
	for i, doc := range g.Documents {
		d.number[doc.ID], d.begins[wiredesk.BegunBy(doc)] = i, i
	}
	for _, f := range g.Families {
		for _, i := range f {
			d.family[i] = f
		}
	}
	for s, members := range g.Stories {
		d.members = append(d.members, slices.Clone(members))
		for _, i := range members {
			d.home[i] = s
		}
	}
	return d
}

// An effect is what must hold at the end for a rule not to be overridden: docs
// stand in one story, and none of apart in it.
type effect struct{ docs, apart []int }

// overridden reports whether e no longer holds, and the rule that undid it.
func (d *desk) overridden(e effect) (by int, ok bool) {
	for _, i := range e.docs {
		ok = ok || d.home[i] != d.home[e.docs[0]]
	}
	for _, i := range e.apart {
		ok = ok || d.home[i] == d.home[e.docs[0]]
	}
	for _, i := range slices.Concat(e.docs, e.apart) {
		by = max(by, d.touched[i])
	}
	return by, ok
}

// apply lays rule number n over d.
func (d *desk) apply(n int, r Rule) (effect, wiredesk.RuleState) {
	docs, begin, missing := d.find(r)
	st := wiredesk.RuleState{State: wiredesk.RuleApplied, Note: missing}
	if missing != "" && (r.Verb != Split || len(docs) == 0) {
		st.State = wiredesk.RuleUnmatched
		return effect{}, st
	}
	e, changed := effect{docs: slices.Concat(docs, begin)}, true
	switch r.Verb {
	case Merge:
		changed = d.merge(n, begin[0], begin[1])
	case Split:
		e.apart, changed = d.split(n, docs)
	case Pin:
		changed = d.pin(n, docs, d.home[begin[0]])
	}
	if !changed {
		st.State = wiredesk.RuleIdle
	}
	return e, st
}

// find returns the documents that r names, with their copies if it says so;
// those that begin its stories; and what it names in vain.
func (d *desk) find(r Rule) (docs, begin []int, missing string) {
	var none []string
	for _, id := range r.Documents {
		i, ok := d.number[id]
		if !ok {
			none = append(none, fmt.Sprintf("no document %s stands in a story", quote(string(id))))
			continue
		}
		docs = append(docs, i)
		if r.Copies {
			docs = append(docs, d.family[i]...)
		}
	}
	slices.Sort(docs)
	for _, id := range r.Stories {
		i, ok := d.begins[id]
		if !ok {
			none = append(none, fmt.Sprintf("the document that began %s is in no story", id))
			continue
		}
		begin = append(begin, i)
	}
	return slices.Compact(docs), begin, strings.Join(none, "; ")
}

// merge makes the stories of two documents one.
func (d *desk) merge(n, a, b int) bool {
	s, t := d.home[a], d.home[b]
	if s == t {
		return false
	}
	if slices.Min(d.members[t]) < slices.Min(d.members[s]) {
		s, t = t, s
	}
	d.by[slices.Min(d.members[t])] = n // the others of t have reasons in t
	for _, i := range d.members[t] {
		d.home[i] = s
	}
	d.members[s], d.members[t] = append(d.members[s], d.members[t]...), nil
	for _, i := range d.members[s] {
		if d.by[i] >= 0 && d.rules[d.by[i]].Verb == Split {
			d.by[i] = n // it no longer says why i stands here
		}
	}
	d.touch(n, d.members[s])
	return true
}

// split gives docs, in ascending order, a story of their own, and returns those
// that they leave.
func (d *desk) split(n int, docs []int) (apart []int, changed bool) {
	left := map[int]bool{}
	for _, i := range docs {
		if s := d.home[i]; !left[s] {
			left[s] = true
			for _, m := range d.members[s] {
				if _, goes := slices.BinarySearch(docs, m); !goes {
					apart = append(apart, m)
				}
			}
		}
	}
	if len(left) == 1 && len(apart) == 0 {
		return nil, false
	}
	d.members = append(d.members, nil)
	d.move(n, docs, len(d.members)-1)
	d.touch(n, apart)
	return apart, true
}

// pin moves docs to story s.
func (d *desk) pin(n int, docs []int, s int) bool {
	from := slices.DeleteFunc(slices.Clone(docs), func(i int) bool { return d.home[i] == s })
	d.move(n, from, s)
	return len(from) > 0
}

// move puts docs into story s.
func (d *desk) move(n int, docs []int, s int) {
	for _, i := range docs {
		d.members[d.home[i]] = slices.DeleteFunc(d.members[d.home[i]], func(m int) bool { return m == i })
		d.home[i], d.by[i] = s, n
		d.members[s] = append(d.members[s], i)
	}
	d.touch(n, docs)
}

// touch records that rule n bears on docs.
func (d *desk) touch(n int, docs []int) {
	for _, i := range docs {
		d.touched[i] = n
	}
}
