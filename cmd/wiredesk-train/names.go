package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// names makes the gazetteer and the weights that find names.
func (t *trainer) names() error {
	g, err := t.gazetteer()
	if err != nil {
		return err
	}
	sets, err := t.trainNames()
	if err != nil {
		return err
	}
	examples, err := t.nameExamples(sets)
	if err != nil {
		return err
	}
	w, err := entity.Train(examples, g, entity.Options{Prune: perceptron.Prune{MinWeight: 300, MinUpdates: 3}})
	if err != nil {
		return err
	}
	return t.weights("en-names.bin", w.Append(g.Append(nil)))
}

// nameExamples gives words their tags: for the trees from a tagger that has
// not seen them, as the finder will meet them.
func (t *trainer) nameExamples(sets []nameSet) ([]entity.Example, error) {
	lex, err := t.models.Lexicon()
	if err != nil {
		return nil, err
	}
	tm, err := t.models.Tagger()
	if err != nil {
		return nil, err
	}
	docs, err := t.trainTrees()
	if err != nil {
		return nil, err
	}
	ss := sentences(docs)
	fold, err := t.readFoldTags(ss)
	if err != nil {
		return nil, err
	}
	known := map[string][]tag.Tag{}
	for i := range ss {
		known[strings.Join(ss[i].Words, " ")] = fold[i]
	}
	tagger := tag.New(tm)
	var out []entity.Example
	for _, set := range sets {
		for _, d := range set.docs {
			ex := entity.Example{Source: set.name, Weight: set.weight}
			for i := range d {
				words := lookUp(lex, &d[i])
				tags := known[strings.Join(d[i].Words, " ")]
				if tags == nil {
					tags = tagger.Tag(words, nil)
				}
				ex.Sentences = append(ex.Sentences, entity.Sentence{Words: words, Tags: tags, Names: goldNames(&d[i])})
			}
			out = append(out, ex)
		}
	}
	return out, nil
}

func goldNames(s *corpus.Sentence) []entity.Name {
	var out []entity.Name
	for _, n := range s.Names {
		t := entity.Person
		switch n.Type {
		case "ORG":
			t = entity.Organisation
		case "LOC":
			t = entity.Place
		}
		out = append(out, entity.Name{Start: int32(n.Start), End: int32(n.End), Type: t})
	}
	return out
}

// A nameSet is annotated names of one source. trees says that its text is
// part of the trees too.
type nameSet struct {
	name   string
	docs   []corpus.Document
	trees  bool
	weight int // how often it counts
}

// heldOut is which item of every ten of our own news is kept for scores.
const heldOut = 9

// trainNames returns the names that weights may be learned from.
func (t *trainer) trainNames() ([]nameSet, error) {
	gum, err := t.data.trees("gum-train.conllu.gz", "gum-sharealike-train.conllu.gz")
	if err != nil {
		return nil, err
	}
	corpus.GUMNames(gum)
	sets := []nameSet{{name: "gum", docs: gum, trees: true}}
	for _, f := range []struct {
		name, file  string
		word, label int
		trees       bool
		sentences   int // in a document, where the source does not say
		weight      int // how often it counts; 0 is once
	}{
		{"uner", "uner-ewt-train.iob2", 1, 2, true, 0, 3},
		{"wikigold", "wikigold.txt", 0, 1, false, 12, 0},
		{"wnut", "wnut17-train.txt", 0, 1, false, 1, 0},
		{"btc", "btc.txt", 0, 1, false, 1, 0},
		{"re3d", "re3d-CENTCOM.txt", 0, 1, false, 12, 0},
		{"re3d", "re3d-US_State_Department.txt", 0, 1, false, 12, 0},
		{"re3d", "re3d-UK_Government.txt", 0, 1, false, 12, 0},
		{"re3d", "re3d-Australian_Department_of_Foreign_Affairs.txt", 0, 1, false, 12, 0},
		{"re3d", "re3d-Wikipedia.txt", 0, 1, false, 12, 0},
	} {
		docs, err := t.data.columns(f.file, f.word, f.label)
		if err != nil {
			return nil, err
		}
		if len(docs) == 1 {
			docs = cut(docs[0], f.sentences)
		}
		sets = append(sets, nameSet{f.name, docs, f.trees, f.weight})
	}
	wire, err := t.wire()
	if err != nil {
		return nil, err
	}
	var kept []corpus.Document
	for i, d := range wire {
		if i%10 != heldOut {
			kept = append(kept, d)
		}
	}
	return append(sets, nameSet{name: "wire", docs: kept}), nil
}

// wire reads our own news, in order of file and item.
func (t *trainer) wire() ([]corpus.Document, error) {
	files, err := filepath.Glob(t.data.path("wire_ner/*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var all []corpus.Document
	for _, f := range files {
		err := folder(filepath.Dir(f)).open(filepath.Base(f), func(r io.Reader) error {
			docs, err := corpus.ReadBrackets(r, corpus.Split)
			all = append(all, docs...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// cut cuts sentences into documents of n.
func cut(d corpus.Document, n int) []corpus.Document {
	return slices.Collect(slices.Chunk(d, max(n, 1)))
}

// testNames returns names that weights are not learned from.
func (t *trainer) testNames() ([]nameSet, error) {
	var sets []nameSet
	for _, f := range []struct {
		name, file  string
		word, label int
	}{
		{"uner-ewt-dev", "uner-ewt-dev.iob2", 1, 2},
		{"uner-ewt-test", "uner-ewt-test.iob2", 1, 2},
		{"wnut17-test", "wnut17-test.txt", 0, 1},
	} {
		docs, err := t.data.columns(f.file, f.word, f.label)
		if err != nil {
			return nil, err
		}
		if len(docs) == 1 {
			docs = cut(docs[0], 1)
		}
		sets = append(sets, nameSet{name: f.name, docs: docs})
	}
	gum, err := t.data.trees("gum-dev.conllu.gz", "gum-sharealike-dev.conllu.gz")
	if err != nil {
		return nil, err
	}
	corpus.GUMNames(gum)
	wire, err := t.wire()
	if err != nil {
		return nil, err
	}
	var kept []corpus.Document
	for i, d := range wire {
		if i%10 == heldOut {
			kept = append(kept, d)
		}
	}
	return append(sets, nameSet{name: "gum-names-dev", docs: gum}, nameSet{name: "wire-tenth", docs: kept}), nil
}
