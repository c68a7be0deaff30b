package eval

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
)

// A TreeScore says how many words of a treebank got the right tag, lemma,
// head, and head with relation, each as a share of all words; punctuation
// counts.
type TreeScore struct {
	Sentences int     `json:"sentences"`
	Words     int     `json:"words"`
	UPOS      float64 `json:"upos"`
	XPOS      float64 `json:"xpos"`
	Lemma     float64 `json:"lemma"`      // letter for letter
	LemmaFold float64 `json:"lemma_fold"` // but for capitals
	UAS       float64 `json:"uas"`
	LAS       float64 `json:"las"`      // relation without its subtype
	LASFull   float64 `json:"las_full"` // with it
}

// ScoreTrees compares predicted sentences with gold ones, word by word; both
// must have the same words.
func ScoreTrees(gold, predicted []conllu.Sentence) TreeScore {
	s := TreeScore{Sentences: len(gold)}
	for i := range gold {
		g, p := gold[i].Words(), predicted[i].Words()
		for k := range g {
			s.Words++
			add := func(sum *float64, right bool) {
				if right {
					*sum++
				}
			}
			head := g[k].Head() == p[k].Head()
			add(&s.UPOS, g[k].UPOS() == p[k].UPOS())
			add(&s.XPOS, g[k].XPOS() == p[k].XPOS())
			add(&s.Lemma, g[k].Lemma() == p[k].Lemma())
			add(&s.LemmaFold, strings.EqualFold(g[k].Lemma(), p[k].Lemma()))
			add(&s.UAS, head)
			add(&s.LAS, head && universal(g[k].Rel()) == universal(p[k].Rel()))
			add(&s.LASFull, head && g[k].Rel() == p[k].Rel())
		}
	}
	for _, v := range []*float64{&s.UPOS, &s.XPOS, &s.Lemma, &s.LemmaFold, &s.UAS, &s.LAS, &s.LASFull} {
		*v /= float64(max(1, s.Words))
	}
	return s
}

func universal(rel string) string {
	u, _, _ := strings.Cut(rel, ":")
	return u
}
