package main

import (
	"fmt"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// parserBytes keeps the weights of all models below 12 MB.
const parserBytes = 6_600_000

// parser makes the parser from the trees and the tags of stage tagger.
func (t *trainer) parser() error {
	lex, err := t.models.Lexicon()
	if err != nil {
		return err
	}
	docs, err := t.trainTrees()
	if err != nil {
		return err
	}
	ss := sentences(docs)
	tags, err := t.readFoldTags(ss)
	if err != nil {
		return err
	}
	examples := make([]parse.Example, len(ss))
	for i := range ss {
		examples[i] = parse.Example{Words: lookUp(lex, &ss[i]), Tags: tags[i], Heads: ss[i].Heads, Rels: goldRels(&ss[i])}
	}
	m, err := parse.Train(examples, parse.Options{
		Prune: perceptron.Prune{MinWeight: 8000, MinUpdates: 4}, MaxBytes: parserBytes,
		OnEpoch: func(name string, wrong int) { fmt.Fprintf(t.log, "parser: %s epoch, %d wrong\n", name, wrong) },
	})
	if err != nil {
		return err
	}
	return t.weights("en-parser.bin", m.Append(nil))
}
