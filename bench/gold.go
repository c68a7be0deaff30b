package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
)

// perText is how many sentences a text has, about.
const perText = 60

// A goldSet is a labelled set as texts: with tags, or with names.
type goldSet struct {
	name  string
	names bool
	texts []goldText
}

func (s *goldSet) tokens() int {
	n := 0
	for _, t := range s.texts {
		n += len(t.words)
	}
	return n
}

// A goldText is a raw text with what is right about it.
type goldText struct {
	text  string
	words []goldWord
}

// A goldWord is a word with its universal part of speech or the label of its
// name.
type goldWord struct{ form, upos, name string }

func readSets(dir string) ([]goldSet, error) {
	var sets []goldSet
	for _, name := range []string{"ewt-test", "gum-dev"} {
		s, err := readTags(dir, name)
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	s, err := readNames(dir, "uner-ewt-test")
	return append(sets, s), err
}

func readTags(dir, name string) (goldSet, error) {
	f, err := os.Open(filepath.Join(dir, name+".conllu.gz"))
	if err != nil {
		return goldSet{}, err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return goldSet{}, err
	}
	sentences, err := conllu.Read(r)
	if err != nil {
		return goldSet{}, fmt.Errorf("%s: %w", name, err)
	}
	b := builder{set: goldSet{name: name}}
	for _, s := range sentences {
		var words []goldWord
		for _, w := range s.Words() {
			words = append(words, goldWord{form: w.Form(), upos: w.UPOS()})
		}
		b.add(s.Comments, words)
	}
	return b.done(), nil
}

func readNames(dir, name string) (goldSet, error) {
	all, err := os.ReadFile(filepath.Join(dir, name+".iob2"))
	if err != nil {
		return goldSet{}, err
	}
	docs, err := corpus.ReadColumns(bytes.NewReader(all), 1, 2)
	if err != nil {
		return goldSet{}, fmt.Errorf("%s: %w", name, err)
	}
	b := builder{set: goldSet{name: name, names: true}}
	comments := commentsOf(all)
	for _, d := range docs {
		for _, s := range d {
			words := make([]goldWord, len(s.Words))
			for i, w := range s.Words {
				words[i].form = w
			}
			for _, n := range s.Names {
				for i := n.Start; i < n.End && n.Type != "ORG"; i++ {
					words[i].name = map[bool]string{true: "B-", false: "I-"}[i == n.Start] + n.Type
				}
			}
			if len(comments) == 0 {
				return goldSet{}, fmt.Errorf("%s: %w: fewer texts than sentences", name, io.ErrUnexpectedEOF)
			}
			b.add(comments[0], words)
			comments = comments[1:]
		}
	}
	return b.done(), nil
}

// commentsOf returns the comments before each sentence.
func commentsOf(file []byte) [][]string {
	var out [][]string
	for block := range strings.SplitSeq(string(file), "\n\n") {
		var c []string
		for line := range strings.Lines(block) {
			if strings.HasPrefix(line, "# ") {
				c = append(c, strings.TrimSpace(line))
			}
		}
		out = append(out, c)
	}
	return out
}

// A builder joins sentences to texts.
type builder struct {
	set       goldSet
	text      strings.Builder
	words     []goldWord
	sentences int
}

// add adds a sentence. A text ends only where the source begins a document.
func (b *builder) add(comments []string, words []goldWord) {
	gap, text := " ", ""
	for _, c := range comments {
		switch {
		case strings.HasPrefix(c, "# newdoc"):
			gap = "\n\n"
			if b.sentences >= perText {
				b.flush()
			}
		case strings.HasPrefix(c, "# newpar"):
			gap = "\n\n"
		case strings.HasPrefix(c, "# text = "):
			text = c[len("# text = "):]
		}
	}
	if b.text.Len() > 0 {
		b.text.WriteString(gap)
	}
	b.text.WriteString(text)
	b.words = append(b.words, words...)
	b.sentences++
}

func (b *builder) flush() {
	if b.sentences > 0 {
		b.set.texts = append(b.set.texts, goldText{b.text.String(), b.words})
	}
	b.text.Reset()
	b.words, b.sentences = nil, 0
}

func (b *builder) done() goldSet {
	b.flush()
	return b.set
}
