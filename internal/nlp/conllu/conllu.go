// Package conllu reads and writes CoNLL-U, the table of a treebank.
//
// Layer: L1 (pure). It keeps what it does not understand: comments, ranges of
// surface tokens, empty nodes and features come out as they went in.
// Format: https://universaldependencies.org/format.html
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
)

// Columns of a row.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colRel
	colDeps
	colMisc
	columns
)

// A Row is the ten columns of a line.
type Row []string

// Form returns the word as written.
func (r Row) Form() string { return r[colForm] }

// Lemma returns the lemma; so do the others what they are called.
func (r Row) Lemma() string { return r[colLemma] }
func (r Row) UPOS() string  { return r[colUPOS] }
func (r Row) XPOS() string  { return r[colXPOS] }
func (r Row) Head() string  { return r[colHead] }
func (r Row) Rel() string   { return r[colRel] }

// A Sentence is the comments and rows of one sentence as they stand in a file.
type Sentence struct {
	Comments []string
	Rows     []Row
}

// Words returns the rows that are words: no ranges, no empty nodes.
func (s *Sentence) Words() []Row {
	var out []Row
	for _, r := range s.Rows {
		if !strings.ContainsAny(r[colID], "-.") {
			out = append(out, r)
		}
	}
	return out
}

// Clone returns a copy of s that shares no row with it.
func (s *Sentence) Clone() Sentence {
	c := Sentence{Comments: slices.Clone(s.Comments)}
	for _, r := range s.Rows {
		c.Rows = append(c.Rows, slices.Clone(r))
	}
	return c
}

// beginsDocument reports whether the sentence is the first of a document.
func (s *Sentence) beginsDocument() bool {
	for _, c := range s.Comments {
		if strings.HasPrefix(c, "# newdoc") {
			return true
		}
	}
	return false
}

// Read reads the sentences of r. A line that is no row of ten columns is an
// error that names it.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	flush := func() {
		if len(s.Rows) > 0 {
			out = append(out, s)
			s = Sentence{}
		}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, wiredesk.MaxFile)
	for n := 1; sc.Scan(); n++ {
		switch line := strings.TrimRight(sc.Text(), "\r"); {
		case line == "":
			flush()
		case line[0] == '#':
			s.Comments = append(s.Comments, line)
		default:
			row := strings.Split(line, "\t")
			if len(row) != columns || row[colForm] == "" {
				return nil, fmt.Errorf("line %d: %d columns where %d stand: %w", n, len(row), columns, wiredesk.ErrInvalid)
			}
			s.Rows = append(s.Rows, row)
		}
	}
	flush()
	return out, sc.Err()
}

// Documents splits sentences at "# newdoc".
func Documents(sentences []Sentence) [][]Sentence {
	var out [][]Sentence
	for i, s := range sentences {
		if i == 0 || s.beginsDocument() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// Tokens returns a document that has the words of sentences as its tokens.
func Tokens(sentences []Sentence) *analysis.Document {
	words := make([][]string, len(sentences))
	for i := range sentences {
		for _, row := range sentences[i].Words() {
			words[i] = append(words[i], row.Form())
		}
	}
	return analysis.FromWords(words)
}

// Fill puts the tags, lemmas and tree of d, which [Tokens] made of sentences,
// into their rows.
func Fill(sentences []Sentence, d *analysis.Document) {
	k := 0
	for _, s := range sentences {
		first := k
		for _, row := range s.Words() {
			row[colLemma], row[colUPOS], row[colXPOS] = d.Lemmas[k], d.Tags[k].UPOS.String(), d.Tags[k].XPOS.String()
			row[colHead], row[colRel] = head(d, k, first), d.Rels[k].String()
			row[colFeats], row[colDeps] = "_", "_" // they would belong to other tags and another tree
			k++
		}
	}
}

// head returns the HEAD column of token k of a sentence that begins at token
// first.
func head(d *analysis.Document, k, first int) string {
	if int(d.Heads[k]) == k {
		return "0"
	}
	return strconv.Itoa(int(d.Heads[k]) - first + 1)
}

// Write writes sentences.
func Write(w io.Writer, sentences []Sentence) error {
	b := bufio.NewWriter(w)
	for _, s := range sentences {
		for _, c := range s.Comments {
			b.WriteString(c + "\n")
		}
		for _, r := range s.Rows {
			b.WriteString(strings.Join(r, "\t") + "\n")
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// FromDocument returns the sentences of an annotated document. A word that no
// space follows says so.
func FromDocument(d *analysis.Document) []Sentence {
	out := make([]Sentence, 0, len(d.Sentences))
	for i, s := range d.Sentences {
		var c Sentence
		if i == 0 {
			c.Comments = append(c.Comments, "# newdoc id = "+string(d.ID))
		}
		if i == 0 || d.Sentences[i-1].Paragraph != s.Paragraph {
			c.Comments = append(c.Comments, "# newpar")
		}
		c.Comments = append(c.Comments, fmt.Sprintf("# sent_id = %s-%d", d.ID, i+1), "# text = "+strings.ReplaceAll(s.Of(d.Document.Text), "\n", " "))
		for k := s.First; k < s.Last; k++ {
			misc := "_"
			if k+1 < s.Last && d.Tokens[k+1].Start == d.Tokens[k].End {
				misc = "SpaceAfter=No"
			}
			c.Rows = append(c.Rows, Row{
				strconv.Itoa(k - s.First + 1), d.Word(k), d.Lemmas[k], d.Tags[k].UPOS.String(), d.Tags[k].XPOS.String(), "_",
				head(d, k, s.First), d.Rels[k].String(), "_", misc,
			})
		}
		out = append(out, c)
	}
	return out
}
