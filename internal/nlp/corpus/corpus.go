// Package corpus reads annotated text for training and for scores: trees in
// CoNLL-U, names in columns, names in brackets.
//
// Layer: nlp (pure). It reads from what it is given and opens nothing. The
// shipped program does not need it to annotate.
package corpus

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Sentence is one sentence with what its source says of it. Every slice
// that is not nil has one entry for each word.
type Sentence struct {
	Words  []string
	UPOS   []string
	XPOS   []string
	Lemmas []string
	Heads  []int32  // number of the head from 0; -1 is the root
	Rels   []string // full label
	Names  []Name
	misc   []string
}

// A Name is a span of words [Start, End) that names something.
type Name struct {
	Start, End int
	Type       string // PER, ORG or LOC
}

// A Document is the sentences that stood together.
type Document []Sentence

// maxLine is the longest line of a corpus, in bytes.
const maxLine = 4 << 20

// ReadCoNLLU reads trees. Documents begin at "# newdoc". Ranges of surface
// tokens and empty nodes are left out. Errors name the line.
func ReadCoNLLU(r io.Reader) ([]Document, error) {
	var docs []Document
	var s Sentence
	flush := func() {
		if len(s.Words) == 0 {
			return
		}
		if len(docs) == 0 {
			docs = append(docs, nil)
		}
		docs[len(docs)-1] = append(docs[len(docs)-1], s)
		s = Sentence{}
	}
	err := eachLine(r, func(line string) error {
		switch {
		case line == "":
			flush()
		case strings.HasPrefix(line, "# newdoc"):
			docs = append(docs, nil)
		case line[0] == '#':
		default:
			return s.addRow(strings.Split(line, "\t"))
		}
		return nil
	})
	flush()
	return docs, err
}

func (s *Sentence) addRow(f []string) error {
	if len(f) != 10 {
		return fmt.Errorf("%d columns, not 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q: %w", f[6], err)
	}
	s.Words = append(s.Words, f[1])
	s.Lemmas = append(s.Lemmas, f[2])
	s.UPOS = append(s.UPOS, f[3])
	s.XPOS = append(s.XPOS, f[4])
	s.Heads = append(s.Heads, int32(head-1))
	s.Rels = append(s.Rels, f[7])
	s.misc = append(s.misc, f[9])
	return nil
}

func eachLine(r io.Reader, f func(string) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	for n := 1; sc.Scan(); n++ {
		if err := f(strings.TrimRight(sc.Text(), "\r")); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return sc.Err()
}
