package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// treeSets and their names are what trees are scored on.
func treeSets() []string { return []string{"ewt-dev", "ewt-test", "gum-dev", "gum-sharealike-dev"} }

// score prints how good the weights are on text they were not made from, and
// writes en.json.
func (t *trainer) score() error {
	scores, err := t.allScores()
	if err != nil {
		return err
	}
	return t.describe(scores)
}

// allScores prints and returns the scores of all models.
func (t *trainer) allScores() ([]model.Score, error) {
	var scores []model.Score
	for _, f := range treeSets() {
		docs, err := t.data.trees(f + ".conllu.gz")
		if err != nil {
			return nil, err
		}
		s, err := t.scoreTrees(sentences(docs))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(t.log, "%-20s %s\n", f, s)
		scores = append(scores, s.figures(f)...)
	}
	sets, err := t.testNames()
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		s, err := t.scoreNameSet(set)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(t.log, "%-20s %s\n", set.name, s)
		scores = append(scores, s.figures(set.name)...)
	}
	return scores, nil
}

// describe writes en.json.
func (t *trainer) describe(scores []model.Score) error {
	files, err := model.Describe(os.DirFS(string(t.out)))
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(model.Info{
		Name: "en", Version: 1, Licence: "CC BY-SA 4.0",
		Sources: []string{"UD English EWT", "UD English GUM (open genres)", "UNER English EWT", "WikiGold", "WNUT 2017",
			"Broad Twitter Corpus", "re3d (open parts)", "wire (CC0)", "WordNet 3.0", "iso-codes", "tzdata", "GeoNames", "Faker"},
		Files: files, Scores: scores,
	}, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(t.out.path("en.json"), append(b, '\n'), 0o644)
}

// hundredths rounds a figure of 100.
func hundredths(right, all int) float64 {
	return math.Round(10000*float64(right)/float64(max(all, 1))) / 100
}

func (s treeScore) figures(set string) []model.Score {
	return []model.Score{
		{Set: set, Measure: "upos", Value: hundredths(s.upos, s.words)},
		{Set: set, Measure: "xpos", Value: hundredths(s.xpos, s.words)},
		{Set: set, Measure: "lemma", Value: hundredths(s.lemma, s.words)},
		{Set: set, Measure: "uas", Value: hundredths(s.head, s.words)},
		{Set: set, Measure: "las", Value: hundredths(s.universal, s.words)},
		{Set: set, Measure: "las full labels", Value: hundredths(s.full, s.words)},
	}
}

func (s nameScore) figures(set string) []model.Score {
	var out []model.Score
	for i, m := range []string{"names per f1", "names org f1", "names loc f1", "names f1"} {
		out = append(out, model.Score{Set: set, Measure: m, Value: hundredths(2*s.right[i], s.found[i]+s.gold[i])})
	}
	return out
}

// nameScore counts names by type; the last place is all of them.
type nameScore struct {
	right, found, gold [4]int
	words              int
	seconds            float64
}

// f1 returns the harmonic mean of precision and recall, of 100.
func (s nameScore) f1(t int) float64 {
	return 200 * float64(s.right[t]) / float64(max(s.found[t]+s.gold[t], 1))
}

func (s nameScore) String() string {
	return fmt.Sprintf("names F1 %.2f (PER %.1f ORG %.1f LOC %.1f) precision %.1f recall %.1f, %.0f words/s",
		s.f1(3), s.f1(0), s.f1(1), s.f1(2), 100*float64(s.right[3])/float64(max(s.found[3], 1)),
		100*float64(s.right[3])/float64(max(s.gold[3], 1)), float64(s.words)/s.seconds)
}

func (t *trainer) scoreNameSet(set nameSet) (nameScore, error) {
	lex, err := t.models.Lexicon()
	if err != nil {
		return nameScore{}, err
	}
	tm, err := t.models.Tagger()
	if err != nil {
		return nameScore{}, err
	}
	nm, err := t.models.Names()
	if err != nil {
		return nameScore{}, err
	}
	tagger, finder := tag.New(tm), entity.New(nm)
	var sc nameScore
	var words []lexicon.Word
	for _, d := range set.docs {
		var flat []string
		var starts []int32
		for _, s := range d {
			starts = append(starts, int32(len(flat)))
			flat = append(flat, s.Words...)
		}
		words = lex.Words(flat, words)
		sc.words += len(words)
		start := time.Now()
		finder.Begin(words, starts)
		sc.seconds += time.Since(start).Seconds()
		for i := range d {
			sentence := words[starts[i] : int(starts[i])+len(d[i].Words)]
			tags := tagger.Tag(sentence, nil)
			start := time.Now()
			got := finder.Names(sentence, tags, nil)
			sc.seconds += time.Since(start).Seconds()
			sc.add(got, goldNames(&d[i]))
		}
	}
	return sc, nil
}

func (s *nameScore) add(got, gold []entity.Name) {
	for _, n := range got {
		s.found[n.Type]++
		s.found[3]++
		if slices.Contains(gold, n) {
			s.right[n.Type]++
			s.right[3]++
		}
	}
	for _, n := range gold {
		s.gold[n.Type]++
		s.gold[3]++
	}
}

// treeScore counts right answers on gold words with predicted tags.
type treeScore struct {
	words, upos, xpos, lemma, head, universal, full int
	seconds                                         float64
}

func (s treeScore) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(s.words, 1)) }
	return fmt.Sprintf("UPOS %.2f XPOS %.2f lemma %.2f UAS %.2f LAS %.2f (full labels %.2f) %.0f words/s",
		p(s.upos), p(s.xpos), p(s.lemma), p(s.head), p(s.universal), p(s.full), float64(s.words)/s.seconds)
}

func (t *trainer) scoreTrees(ss []corpus.Sentence) (treeScore, error) {
	lex, err := t.models.Lexicon()
	if err != nil {
		return treeScore{}, err
	}
	tm, err := t.models.Tagger()
	if err != nil {
		return treeScore{}, err
	}
	lm, err := t.models.Lemmas()
	if err != nil {
		return treeScore{}, err
	}
	pm, err := t.models.Parser()
	if err != nil {
		return treeScore{}, err
	}
	tagger, parser := tag.New(tm), parse.New(pm, parse.Search{})
	var sc treeScore
	var tags []tag.Tag
	for i := range ss {
		s := &ss[i]
		heads, rels := make([]int32, len(s.Words)), make([]parse.Rel, len(s.Words))
		start := time.Now()
		words := lookUp(lex, s)
		tags = tagger.Tag(words, tags)
		parser.Parse(words, tags, heads, rels)
		sc.seconds += time.Since(start).Seconds()
		for k, want := range goldTags(s) {
			sc.words++
			sc.upos += count(tags[k].UPOS == want.UPOS)
			sc.xpos += count(tags[k].XPOS == want.XPOS)
			sc.lemma += count(lm.Lemma(s.Words[k], tags[k]) == s.Lemmas[k])
			same := heads[k] == s.Heads[k]
			rel := parse.ParseRel(s.Rels[k])
			sc.head += count(same)
			sc.universal += count(same && rels[k].Universal() == rel.Universal())
			sc.full += count(same && rels[k] == rel)
		}
	}
	return sc, nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
