package main

import (
	"fmt"
	"os"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// folds is in how many parts the trees are cut, so that the parser learns
// from tags given by a tagger that has not seen the sentence.
const folds = 5

// foldTags is the file of those tags: two bytes a word.
const foldTags = "wiredesk-fold-tags.bin"

func tagOptions() tag.Options {
	return tag.Options{Prune: perceptron.Prune{MinWeight: 100, MinUpdates: 3}}
}

// tagger makes the tagger, and the tags for the parser.
func (t *trainer) tagger() error {
	lex, err := t.models.Lexicon()
	if err != nil {
		return err
	}
	docs, err := t.trainTrees()
	if err != nil {
		return err
	}
	ss := sentences(docs)
	examples := tagExamples(lex, ss)
	m, err := tag.Train(examples, tagOptions())
	if err != nil {
		return err
	}
	if err := t.weights("en-tagger.bin", m.Append(nil)); err != nil {
		return err
	}
	tags, err := jackknife(examples)
	if err != nil {
		return err
	}
	return os.WriteFile(t.work.path(foldTags), tags, 0o644)
}

// jackknife tags each example with a tagger that was trained on the other
// folds. Neighbouring sentences stay in one fold.
func jackknife(examples []tag.Example) ([]byte, error) {
	var out []byte
	var got []tag.Tag
	for f := range folds {
		from, to := f*len(examples)/folds, (f+1)*len(examples)/folds
		rest := append(append([]tag.Example{}, examples[:from]...), examples[to:]...)
		m, err := tag.Train(rest, tagOptions())
		if err != nil {
			return nil, err
		}
		tagger := tag.New(m)
		for _, ex := range examples[from:to] {
			got = tagger.Tag(ex.Words, got)
			for _, g := range got {
				out = append(out, byte(g.UPOS), byte(g.XPOS))
			}
		}
	}
	return out, nil
}

// readFoldTags gives the tags that jackknife wrote to the sentences.
func (t *trainer) readFoldTags(ss []corpus.Sentence) ([][]tag.Tag, error) {
	b, err := os.ReadFile(t.work.path(foldTags))
	if err != nil {
		return nil, fmt.Errorf("run stage tagger first: %w", err)
	}
	out := make([][]tag.Tag, len(ss))
	for i := range ss {
		n := len(ss[i].Words)
		if len(b) < 2*n {
			return nil, fmt.Errorf("%s is of other trees: run stage tagger again", foldTags)
		}
		out[i] = make([]tag.Tag, n)
		for k := range out[i] {
			out[i][k] = tag.Tag{UPOS: tag.UPOS(b[2*k]), XPOS: tag.XPOS(b[2*k+1])}
		}
		b = b[2*n:]
	}
	return out, nil
}

// lookUp returns what the lexicon says of the words of a sentence.
func lookUp(lex *lexicon.Lexicon, s *corpus.Sentence) []lexicon.Word { return lex.Words(s.Words, nil) }
