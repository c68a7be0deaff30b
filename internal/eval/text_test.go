package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
)

func rows(t *testing.T, s string) []conllu.Sentence {
	t.Helper()
	got, err := conllu.Read(strings.NewReader(strings.ReplaceAll(s, " ", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestScoreTrees(t *testing.T) {
	gold := rows(t, "1 Terns tern NOUN NNS _ 2 nsubj:x _ _\n2 sank sink VERB VBD _ 0 root _ _\n3 fast fast ADV RB _ 2 advmod _ _\n4 . . PUNCT . _ 2 punct _ _\n")
	got := rows(t, "1 Terns Tern NOUN NNP _ 2 nsubj _ _\n2 sank sink VERB VBD _ 0 root _ _\n3 fast fast ADJ RB _ 1 advmod _ _\n4 . . PUNCT . _ 2 dep _ _\n")
	want := eval.TreeScore{Sentences: 1, Words: 4, UPOS: 0.75, XPOS: 0.75, Lemma: 0.75, LemmaFold: 1, UAS: 0.75, LAS: 0.5, LASFull: 0.25}
	if diff := cmp.Diff(want, eval.ScoreTrees(gold, got)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestScoreNames(t *testing.T) {
	doc := func(names ...corpus.Name) []corpus.Document { return []corpus.Document{{{Names: names}}} }
	gold := doc(corpus.Name{Start: 0, End: 2, Type: "PER"}, corpus.Name{Start: 3, End: 4, Type: "LOC"}, corpus.Name{Start: 6, End: 7, Type: "ORG"})
	got := doc(corpus.Name{Start: 0, End: 2, Type: "PER"}, corpus.Name{Start: 3, End: 4, Type: "ORG"})
	s := eval.ScoreNames(gold, got)
	if s.Names != 3 || s.All.P != 0.5 || s.All.R != 1.0/3 || s.Person.F1 != 1 || s.Place.F1 != 0 || s.Organisation.P != 0 {
		t.Errorf("%+v", s)
	}
}
