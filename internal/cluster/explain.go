package cluster

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

const (
	shownTerms      = 5
	shownCandidates = 3
)

// terms returns the words of p, as its document d writes them, that weigh most
// in it and in q.
func terms(p, q *origin, d *annotate.Document) []string {
	var common []term
	for x, y := range both(p.all, q.all) {
		common = append(common, term{x.id, x.weight * y.weight})
	}
	slices.SortFunc(common, heavier)
	var out []string
	for _, t := range common[:min(shownTerms, len(common))] {
		if w := word(d, t.id); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// word returns the first word of d with that term, as it stands there.
func word(d *annotate.Document, id uint32) string {
	for i, t := range d.Terms {
		if t != 0 && half(t) == id {
			return d.Word(i)
		}
	}
	return ""
}

func heavier(a, b term) int {
	if c := cmp.Compare(b.weight, a.weight); c != 0 {
		return c
	}
	return cmp.Compare(a.id, b.id)
}

// explain returns the candidates with the highest scores, to first.
func (g *Desk) explain(p *origin, c []*story, to *story) []Candidate {
	type scored struct {
		story *story
		Candidate
	}
	var all []scored
	for _, s := range c {
		score, _, _ := g.score(p, s)
		all = append(all, scored{s, Candidate{s.seed.first(), score, g.means(p, s)}})
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		if (a.story == to) != (b.story == to) {
			if a.story == to {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Score, a.Score)
	})
	var out []Candidate
	for _, s := range all[:min(shownCandidates, len(all))] {
		out = append(out, s.Candidate)
	}
	return out
}

// means returns the features of p with the documents of s, on average.
func (g *Desk) means(p *origin, s *story) []Feature {
	var sum Features
	sample := s.sample()
	for _, q := range sample {
		f := compare(p, q)
		for k := range f {
			sum[k] += f[k]
		}
	}
	out := make([]Feature, 0, numFeatures)
	for k, name := range Names() {
		out = append(out, Feature{name, sum[k] / float64(len(sample)), g.rule(p).Of[k]})
	}
	return out
}
