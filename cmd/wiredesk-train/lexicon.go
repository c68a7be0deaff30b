package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
)

// lexicon makes the word classes and the senses.
func (t *trainer) lexicon() error {
	wn, err := t.wordNet()
	if err != nil {
		return err
	}
	text, err := t.classText(wn)
	if err != nil {
		return err
	}
	classes := lexicon.Classes(text, lexicon.Clustering{Words: 20000, Fine: 300, Coarse: 40, Rounds: 8})
	return t.weights("en-lexicon.bin", lexicon.New(classes, wn.Senses).Append(nil))
}

func (t *trainer) wordNet() (*lexicon.WordNet, error) {
	wn := lexicon.NewWordNet()
	for _, n := range []string{"noun", "verb", "adj", "adv"} {
		if err := t.lists.open("data."+n, wn.ReadData); err != nil {
			return nil, err
		}
	}
	for _, n := range []string{"noun", "verb"} {
		if err := t.lists.open("index."+n, wn.ReadIndex); err != nil {
			return nil, err
		}
		err := t.lists.open(n+".exc", func(r io.Reader) error { return wn.ReadExceptions(r, n[0]) })
		if err != nil {
			return nil, err
		}
	}
	return wn, nil
}

// classText returns the sentences, in normal form, from which word classes
// are made: every text whose licence allows it.
func (t *trainer) classText(wn *lexicon.WordNet) ([][]string, error) {
	docs, err := t.trainTrees()
	if err != nil {
		return nil, err
	}
	names, err := t.trainNames()
	if err != nil {
		return nil, err
	}
	for _, s := range names {
		if !s.trees {
			docs = append(docs, s.docs...)
		}
	}
	var text [][]string
	for _, s := range sentences(docs) {
		text = append(text, normal(s.Words))
	}
	for _, g := range wn.Glosses {
		for part := range strings.SplitSeq(g, ";") {
			text = append(text, normal(corpus.Split(part)))
		}
	}
	n := 0
	for _, s := range text {
		n += len(s)
	}
	fmt.Fprintf(t.log, "word classes from %d words\n", n)
	return text, nil
}

func normal(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = lexicon.Normal(w)
	}
	return out
}
