package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// evalSegment scores every treebank in dir.
func evalSegment(_ context.Context, _ streams, dir string) (any, [][]string, error) {
	files, err := treebanks(dir)
	if err != nil {
		return nil, nil, err
	}
	scores := map[string]eval.SegmentScore{}
	rows := [][]string{{"treebank", "texts", "token F1", "sentence F1"}}
	for _, f := range files {
		gold, err := fromFile(f, eval.ReadCoNLLU)
		if err != nil {
			return nil, nil, err
		}
		name := bankName(f)
		sc := eval.Segment(gold)
		scores[name] = sc
		rows = append(rows, []string{name, fmt.Sprint(sc.Texts), percent(sc.Tokens.F1), percent(sc.Sentences.F1)})
	}
	return scores, rows, nil
}

// treebanks returns the treebanks in dir whose trees nothing was learned from:
// those not called train.
func treebanks(dir string) ([]string, error) {
	var files []string
	for _, pattern := range []string{"*.conllu", "*.conllu.gz"} {
		m, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		files = append(files, m...)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return strings.Contains(filepath.Base(f), "train") })
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no *.conllu or *.conllu.gz: %w", dir, wiredesk.ErrNotFound)
	}
	slices.Sort(files)
	return files, nil
}

func bankName(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".gz"), ".conllu")
}

// fromFile reads a file, unpacked if its name ends in .gz. The error names the
// file.
func fromFile[T any](file string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(file)
	if err != nil {
		return none, err
	}
	defer f.Close()
	r := io.Reader(f)
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return none, fmt.Errorf("%s: %w", file, err)
		}
	}
	v, err := read(io.LimitReader(r, wiredesk.MaxStream))
	if err != nil {
		return none, fmt.Errorf("%s: %w", file, err)
	}
	return v, nil
}

// evalParse scores tags, lemmas and trees on the gold words of every treebank
// in dir.
func evalParse(_ context.Context, _ streams, dir string) (any, [][]string, error) {
	files, err := treebanks(dir)
	if err != nil {
		return nil, nil, err
	}
	scores := map[string]eval.TreeScore{}
	rows := [][]string{{"treebank", "sentences", "words", "UPOS", "XPOS", "lemma", "but for capitals", "UAS", "LAS", "LAS with subtypes"}}
	for _, f := range files {
		gold, err := fromFile(f, conllu.Read)
		if err != nil {
			return nil, nil, err
		}
		predicted := make([]conllu.Sentence, len(gold))
		for i := range gold {
			predicted[i] = gold[i].Clone()
		}
		if err := predict(predicted); err != nil {
			return nil, nil, err
		}
		sc := eval.ScoreTrees(gold, predicted)
		scores[bankName(f)] = sc
		row := []string{bankName(f), fmt.Sprint(sc.Sentences), fmt.Sprint(sc.Words)}
		for _, v := range []float64{sc.UPOS, sc.XPOS, sc.Lemma, sc.LemmaFold, sc.UAS, sc.LAS, sc.LASFull} {
			row = append(row, percent(v))
		}
		rows = append(rows, row)
	}
	return scores, rows, nil
}

// evalNames scores names on the gold words of every set in dir.
func evalNames(_ context.Context, _ streams, dir string) (any, [][]string, error) {
	sets, err := nameSets(dir)
	if err != nil {
		return nil, nil, err
	}
	scores := map[string]eval.NameScore{}
	rows := [][]string{{"set", "documents", "names", "P", "R", "F1", "person F1", "organisation F1", "place F1"}}
	for _, set := range sets {
		found, err := findNames(set.docs)
		if err != nil {
			return nil, nil, err
		}
		sc := eval.ScoreNames(set.docs, found)
		scores[set.name] = sc
		rows = append(rows, []string{
			set.name, fmt.Sprint(len(set.docs)), fmt.Sprint(sc.Names), percent(sc.All.P), percent(sc.All.R), percent(sc.All.F1),
			percent(sc.Person.F1), percent(sc.Organisation.F1), percent(sc.Place.F1),
		})
	}
	return scores, rows, nil
}

// A nameSet is labelled names of one source.
type nameSet struct {
	name string
	docs []corpus.Document
}

// keptItem is which item of every ten of wire_ner nothing is learned from; as
// wiredesk-train has it.
const keptItem = 9

func nameSets(dir string) ([]nameSet, error) {
	var out []nameSet
	files, err := filepath.Glob(filepath.Join(dir, "*.iob2"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	for _, f := range files {
		if strings.Contains(filepath.Base(f), "train") {
			continue
		}
		docs, err := fromFile(f, func(r io.Reader) ([]corpus.Document, error) { return corpus.ReadColumns(r, 1, 2) })
		if err != nil {
			return nil, err
		}
		out = append(out, nameSet{strings.TrimSuffix(filepath.Base(f), ".iob2"), docs})
	}
	files, err = filepath.Glob(filepath.Join(dir, "wire_ner", "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var wire, kept []corpus.Document
	for _, f := range files {
		docs, err := fromFile(f, func(r io.Reader) ([]corpus.Document, error) { return corpus.ReadBrackets(r, corpus.Split) })
		if err != nil {
			return nil, err
		}
		wire = append(wire, docs...)
	}
	for i, d := range wire {
		if i%10 == keptItem {
			kept = append(kept, d)
		}
	}
	if len(kept) > 0 {
		out = append(out, nameSet{"wire-tenth", kept})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no *.iob2 and no wire_ner/*.txt: %w", dir, wiredesk.ErrNotFound)
	}
	return out, nil
}

// findNames finds the names of docs on their own words.
func findNames(docs []corpus.Document) ([]corpus.Document, error) {
	p, err := keptWords()
	if err != nil {
		return nil, err
	}
	out := make([]corpus.Document, len(docs))
	for i, doc := range docs {
		words := make([][]string, len(doc))
		for k := range doc {
			words[k] = doc[k].Words
		}
		d, err := p.Continue(analysis.FromWords(words))
		if err != nil {
			return nil, err
		}
		out[i] = namesOf(d, doc)
	}
	return out, nil
}

// keptWords is a pipeline over documents that have their tokens, without the
// entities and what is made of them: these add mentions that are no names, such
// as pronouns.
func keptWords() (*analysis.Pipeline, error) {
	steps, err := analysis.English(model.English())
	if err != nil {
		return nil, err
	}
	steps = slices.DeleteFunc(steps, func(a analysis.Annotator) bool {
		layers := slices.Concat(a.Reads(), a.Writes())
		return slices.Contains(layers, analysis.Entities) || slices.Contains(layers, analysis.Quotations)
	})
	return analysis.New(append([]analysis.Annotator{analysis.Kept{}}, steps[1:]...)...)
}

// namesOf returns the sentences of doc with the names that d has, as spans of
// words.
func namesOf(d *analysis.Document, doc corpus.Document) corpus.Document {
	out := make(corpus.Document, len(doc))
	k, s := 0, 0
	for i := range doc {
		if len(doc[i].Words) == 0 {
			continue
		}
		sent := d.Sentences[s]
		s++
		for ; k < len(d.Mentions) && d.Mentions[k].Start < sent.End; k++ {
			m := d.Mentions[k]
			n := corpus.Name{Type: map[string]string{"person": "PER", "organisation": "ORG", "place": "LOC"}[m.Type]}
			for w := sent.First; w < sent.Last; w++ {
				if d.Tokens[w].Start == m.Start {
					n.Start = w - sent.First
				}
				if d.Tokens[w].End == m.End {
					n.End = w - sent.First + 1
				}
			}
			if n.Type != "" {
				out[i].Names = append(out[i].Names, n)
			}
		}
	}
	return out
}

// evalTimes scores time expressions on the documents of dir.
func evalTimes(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	gold, err := fromFile(first(dir, "timexes.jsonl", "timexes.jsonl.gz"), readTimes)
	if err != nil {
		return nil, nil, err
	}
	docs, err := read(ctx, s, []string{first(dir, "documents.jsonl", "documents.jsonl.gz")}, nil)
	if err != nil {
		return nil, nil, err
	}
	p, err := analysis.NewEnglish(model.English())
	if err != nil {
		return nil, nil, err
	}
	found := map[string][]eval.TimeMention{}
	for _, doc := range docs {
		d, err := p.Annotate(doc)
		if err != nil {
			return nil, nil, err
		}
		for _, t := range d.Times {
			found[string(d.ID)] = append(found[string(d.ID)], eval.TimeMention{Span: t.Span, Type: t.Type, Value: t.Value})
		}
	}
	sc := eval.ScoreTimes(gold, found)
	rows := [][]string{{"gold", "found", "strict F1", "relaxed F1", "type F1", "value F1"}, {
		fmt.Sprint(sc.Gold), fmt.Sprint(sc.System), percent(sc.Strict.F1), percent(sc.Relaxed.F1), percent(sc.Type.F1), percent(sc.Value.F1),
	}}
	return sc, rows, nil
}

func readTimes(r io.Reader) (map[string][]eval.TimeMention, error) {
	out := map[string][]eval.TimeMention{}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		var t struct {
			Document    string
			Start, End  int
			Type, Value string
		}
		if err := json.Unmarshal(sc.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out[t.Document] = append(out[t.Document], eval.TimeMention{Span: wiredesk.Span{Start: t.Start, End: t.End}, Type: t.Type, Value: t.Value})
	}
	return out, sc.Err()
}
