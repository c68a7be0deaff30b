package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A folder is where data sets or weights lie.
type folder string

func (f folder) path(name string) string { return filepath.Join(string(f), name) }

// open opens a file, unpacking it if its name ends in .gz.
func (f folder) open(name string, read func(io.Reader) error) error {
	file, err := os.Open(f.path(name))
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader = bufio.NewReader(file)
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := read(r); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// trees reads CoNLL-U files, one after another.
func (f folder) trees(names ...string) ([]corpus.Document, error) {
	var all []corpus.Document
	for _, n := range names {
		err := f.open(n, func(r io.Reader) error {
			docs, err := corpus.ReadCoNLLU(r)
			all = append(all, docs...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// columns reads a file of words and name labels.
func (f folder) columns(name string, word, label int) ([]corpus.Document, error) {
	var docs []corpus.Document
	err := f.open(name, func(r io.Reader) (err error) {
		docs, err = corpus.ReadColumns(r, word, label)
		return err
	})
	return docs, err
}

// trainTrees are the trees that weights may be learned from. Their licences
// stand in ATTRIBUTION.md beside the weights.
func (t *trainer) trainTrees() ([]corpus.Document, error) {
	return t.data.trees("ewt-train.conllu.gz", "gum-train.conllu.gz", "gum-sharealike-train.conllu.gz")
}

// sentences returns the sentences of all documents.
func sentences(docs []corpus.Document) []corpus.Sentence {
	var all []corpus.Sentence
	for _, d := range docs {
		all = append(all, d...)
	}
	return all
}

func goldTags(s *corpus.Sentence) []tag.Tag {
	tags := make([]tag.Tag, len(s.Words))
	for i := range tags {
		tags[i] = tag.Tag{UPOS: tag.ParseUPOS(s.UPOS[i]), XPOS: tag.ParseXPOS(s.XPOS[i])}
	}
	return tags
}

func goldRels(s *corpus.Sentence) []parse.Rel {
	rels := make([]parse.Rel, len(s.Words))
	for i := range rels {
		rels[i] = parse.ParseRel(s.Rels[i])
	}
	return rels
}

func tagExamples(lex *lexicon.Lexicon, ss []corpus.Sentence) []tag.Example {
	out := make([]tag.Example, len(ss))
	for i := range ss {
		out[i] = tag.Example{Words: lex.Words(ss[i].Words, nil), Tags: goldTags(&ss[i])}
	}
	return out
}
