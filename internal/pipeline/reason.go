package pipeline

import (
	"cmp"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/rule"
)

// most is how many names of a pair are printed.
const most = 5

// An explainer puts into words why documents stand where they stand.
type explainer struct {
	docs  []*annotate.Document
	why   []cluster.Decision
	home  []int               // by document: the first of its story
	filed []int               // the same before rules were applied
	by    []string            // by document: the rule that made it stand there; "" if none did
	among map[vector.Term]int // documents by a name that they hold; nil if candidates are not asked for
}

func newExplainer(docs []*annotate.Document, stories [][]int, why []cluster.Decision, ruled rule.Applied, c Config) *explainer {
	x := &explainer{docs: docs, why: why, home: firsts(len(docs), ruled.Stories), filed: firsts(len(docs), stories), by: make([]string, len(docs))}
	for i, n := range ruled.By {
		if n >= 0 {
			x.by[i] = c.Rules[n].String()
		}
	}
	if c.Explain {
		x.among = map[vector.Term]int{}
		for _, d := range docs {
			for t := range names(d) {
				x.among[t]++
			}
		}
	}
	return x
}

// firsts returns for each of n documents the first of the set, a story or a
// family, in which it stands.
func firsts(n int, sets [][]int) []int {
	out := make([]int, n)
	for _, members := range sets {
		for _, m := range members {
			out[m] = members[0]
		}
	}
	return out
}

// reason says why document m stands in its story.
func (x *explainer) reason(m int) wiredesk.Reason {
	d := x.why[m]
	r := wiredesk.Reason{Document: x.docs[m].ID, Terms: []string{}, Rule: x.by[m], Candidates: []wiredesk.Candidate{}}
	switch {
	case r.Rule != "":
		r.Why = "a rule put it here: " + r.Rule
	case d.Apart:
		r.Why = "makes a story of its own: it mentions what others tell of, and tells of another matter"
	case d.With >= 0 && x.home[d.With] != x.home[m]:
		r.Why = "a rule took away what drew it here: " + string(x.docs[d.With].ID)
		if x.filed[d.With] != x.filed[m] {
			r.Why = "stood here when the stories were looked at again"
		}
	case d.With < 0 && d.Again:
		r.Why = "stood here when the stories were looked at again"
	case d.With < 0:
		r.Why = "began the story"
		if d.Score > 0 {
			r.Why = "began the story: no earlier one was near enough"
		}
	case d.Copy:
		r.With, r.Why = x.docs[d.With].ID, "shares its text"
	case d.Again:
		r.With, r.Why = x.docs[d.With].ID, "came here when the stories were looked at again: tells of the same, in words of its own"
	default:
		r.With, r.Why = x.docs[d.With].ID, "tells of the same, in words of its own"
	}
	if r.Rule == "" && (d.With < 0 || r.With != "") {
		r.Score = thousandths(d.Score)
		r.Terms = append(r.Terms, d.Terms...)
	}
	if x.among != nil {
		r.Threshold = thousandths(d.Threshold)
		for _, c := range d.Candidates {
			r.Candidates = append(r.Candidates, x.candidate(m, c))
		}
	}
	return r
}

// candidate tells of a story that document m was compared with.
func (x *explainer) candidate(m int, c cluster.Candidate) wiredesk.Candidate {
	out := wiredesk.Candidate{
		Story: wiredesk.BegunBy(x.docs[x.home[c.With]].Document), With: x.docs[c.With].ID,
		Score: thousandths(c.Score), Terms: x.shared(m, c.With), Features: []wiredesk.Feature{},
	}
	for _, f := range c.Features {
		out.Features = append(out.Features, wiredesk.Feature{Name: f.Name, Value: thousandths(f.Value), Weight: thousandths(f.Weight)})
	}
	return out
}

// shared returns names that documents i and j both hold, as i writes them, the
// rarest first.
func (x *explainer) shared(i, j int) []string {
	theirs, ours := names(x.docs[j]), names(x.docs[i])
	var both []vector.Term
	for t := range ours {
		if _, ok := theirs[t]; ok {
			both = append(both, t)
		}
	}
	slices.SortFunc(both, func(a, b vector.Term) int {
		return cmp.Or(x.among[a]-x.among[b], ours[a]-ours[b])
	})
	out := []string{}
	for _, t := range both[:min(most, len(both))] {
		out = append(out, x.docs[i].Word(ours[t]))
	}
	return out
}

// names returns the names of d, each with the first of its tokens that holds it.
func names(d *annotate.Document) map[vector.Term]int {
	out := map[vector.Term]int{}
	for k, t := range d.Terms {
		if t == 0 || d.Marks[k]&annotate.Name == 0 || d.Marks[k]&(annotate.Stop|annotate.Number) != 0 {
			continue
		}
		if _, ok := out[t]; !ok {
			out[t] = k
		}
	}
	return out
}

// thousandths rounds to 3 places, so that machines that round otherwise in the
// last bits print the same.
func thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }
