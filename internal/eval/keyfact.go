package eval

import (
	"regexp"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A BriefScore says what the briefs of a set hold.
type BriefScore struct {
	Stories    int     `json:"stories"`
	Statements int     `json:"statements"`
	Naked      int     `json:"statements_without_evidence"`
	Refused    int     `json:"refused_by_verify"`
	Withheld   int     `json:"withheld"`
	KeyFacts   float64 `json:"key_fact_recall"` // mean share of the content words of a gold key fact that stand in the brief of its story; 0 without gold
}

// A FactSheet is what a good brief of the story of these documents must tell.
type FactSheet struct {
	Documents []string
	KeyFacts  []string `json:"key_facts"`
}

// ScoreBriefs counts statements and measures key facts over headline, key
// points and narrative of the story that shares most documents with each
// sheet. Refused is left to the caller, who has the check.
func ScoreBriefs(r *wiredesk.Result, gold []FactSheet) BriefScore {
	s := BriefScore{Stories: len(r.Stories)}
	for i := range r.Stories {
		s.Withheld += r.Stories[i].Counts.Withheld
		for st := range r.Stories[i].Statements() {
			s.Statements++
			if len(st.Evidence) == 0 {
				s.Naked++
			}
		}
	}
	facts := 0
	for _, g := range gold {
		have := briefWords(bestStory(r, g.Documents))
		for _, f := range g.KeyFacts {
			facts++
			s.KeyFacts += recall(contentWords(f), have)
		}
	}
	if facts > 0 {
		s.KeyFacts /= float64(facts)
	}
	return s
}

// bestStory returns the story with most of docs, the first of equals.
func bestStory(r *wiredesk.Result, docs []string) *wiredesk.Story {
	want := map[string]bool{}
	for _, d := range docs {
		want[d] = true
	}
	var best *wiredesk.Story
	most := -1
	for i := range r.Stories {
		n := 0
		for _, d := range r.Stories[i].Documents {
			if want[string(d)] {
				n++
			}
		}
		if n > most {
			best, most = &r.Stories[i], n
		}
	}
	return best
}

func briefWords(s *wiredesk.Story) map[string]bool {
	have := map[string]bool{}
	if s == nil {
		return have
	}
	add := func(st *wiredesk.Statement) {
		for _, w := range scoredWords(st.Text) {
			have[w] = true
		}
	}
	if s.Headline != nil {
		add(s.Headline)
	}
	for i := range s.KeyPoints {
		add(&s.KeyPoints[i])
	}
	for _, par := range s.Narrative {
		for i := range par {
			add(&par[i])
		}
	}
	return have
}

var scoredWord = regexp.MustCompile(`[a-z0-9]+(?:[.,][0-9]+)*`)

func scoredWords(s string) []string {
	return scoredWord.FindAllString(strings.ReplaceAll(strings.ToLower(s), "’", "'"), -1)
}

// scoredStop are the words that the published scorer leaves out.
var scoredStop = strings.Fields(`a an the of to in on at for and or but by with from as that this is are was were be been it its he she they his her their said says has have had not no after before who which will would than into over`)

func contentWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range scoredWords(s) {
		out[w] = true
	}
	for _, w := range scoredStop {
		delete(out, w)
	}
	return out
}

func recall(want, have map[string]bool) float64 {
	n := 0
	for w := range want {
		if have[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(want)))
}
