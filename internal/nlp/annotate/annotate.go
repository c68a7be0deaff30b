// Package annotate finds in a document what grouping and writing need: tokens,
// sentences, terms, quotations marks, numbers and names.
//
// Layer: L1 (pure). It adds to a document and never changes its text.
package annotate

import (
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A Mark says what kind of token one is; marks add up.
type Mark uint8

const (
	Word    Mark = 1 << iota // begins with a letter or digit
	Stop                     // a stop word
	Number                   // a number, in digits or as a word
	Capital                  // begins with a capital
	Name                     // a capital that is not owed to the start of a sentence
	Quoted                   // inside quotation marks
)

// A Document is a report with what was found in it. Marks, Lower and Terms run
// parallel to the tokens.
type Document struct {
	*wiredesk.Document
	segment.Text
	Marks      []Mark
	Lower      []string      // the token in lower case, as [wordlist.Lower]
	Terms      []vector.Term // of the stem; 0 for stop words and punctuation
	Title      segment.Text  // of the title, whose spans point into Document.Document.Title
	TitleTerms []vector.Term // of the title, stop words left out, in its order
	// Script is the writing system in which the tokenizer cannot find words,
	// if most of the text is in one: then the rest is not to be relied on.
	Script string
}

// An Annotator annotates documents. It is not safe for concurrent use; what it
// finds does not depend on what it has seen.
type Annotator struct{ stem *vector.Stemmer }

// New returns an Annotator.
func New() *Annotator { return &Annotator{vector.NewStemmer()} }

// Annotate annotates d. Cost: linear.
func (a *Annotator) Annotate(d *wiredesk.Document) *Document {
	out := &Document{Document: d, Text: segment.Cut(d.Text), Title: segment.Cut(d.Title), Script: unspaced(d.Text)}
	out.Marks = make([]Mark, len(out.Tokens))
	out.Terms = make([]vector.Term, len(out.Tokens))
	out.Lower = make([]string, len(out.Tokens))
	for i, t := range out.Tokens {
		w := t.Of(d.Text)
		out.Marks[i], out.Terms[i], out.Lower[i] = a.mark(w)
	}
	out.TitleTerms = a.titleTerms(out)
	out.markQuoted()
	out.markNames()
	return out
}

// Word returns token i as it stands in the text.
func (d *Document) Word(i int) string { return d.Tokens[i].Of(d.Document.Text) }

// titleTerms returns the terms of the title of d, stop words left out.
func (a *Annotator) titleTerms(d *Document) []vector.Term {
	var out []vector.Term
	for _, t := range d.Title.Tokens {
		if m, term, _ := a.mark(t.Of(d.Document.Title)); m&Word != 0 && term != 0 {
			out = append(out, term)
		}
	}
	return out
}

// mark returns the mark and the term of one token by itself, and its lower-case
// form.
func (a *Annotator) mark(w string) (Mark, vector.Term, string) {
	r, _ := utf8.DecodeRuneInString(w)
	isNumber := r >= '0' && r <= '9'
	if !isNumber && !unicode.IsLetter(r) && (r != '\'' && r != '’' || len(w) == 1) {
		return 0, 0, w
	}
	s := a.stem.Stem(w)
	m := Word
	switch {
	case isNumber:
		m |= Number
	case unicode.IsUpper(r):
		m |= Capital
	}
	if s.Stop {
		m |= Stop
	}
	if s.Number {
		m |= Number
	}
	return m, s.Term, s.Lower
}

// markQuoted marks the tokens between quotation marks. Straight marks are
// paired within a paragraph; a mark that finds no partner quotes nothing,
// except that a curly opening mark without a closing one quotes the rest of
// its paragraph, as in a quotation that runs over several paragraphs.
func (d *Document) markQuoted() {
	for s := 0; s < len(d.Sentences); {
		p, first := d.Sentences[s].Paragraph, d.Sentences[s].First
		for s < len(d.Sentences) && d.Sentences[s].Paragraph == p {
			s++
		}
		d.quoteParagraph(first, d.Sentences[s-1].Last)
	}
}

func (d *Document) quoteParagraph(first, last int) {
	open := -1
	for i := first; i < last; i++ {
		switch w := d.Word(i); {
		case w == "“" || w == "„" || w == "«", w == `"` && open < 0:
			open = i
		case (w == "”" || w == "»" || w == `"`) && open >= 0:
			d.quote(open+1, i)
			open = -1
		}
	}
	if open >= 0 && d.Word(open) != `"` {
		d.quote(open+1, last)
	}
}

func (d *Document) quote(from, to int) {
	for i := from; i < to; i++ {
		d.Marks[i] |= Quoted
	}
}

// markNames marks capitals that do not stand at the start of a sentence, of a
// quotation or of a heading, and those at such places whose word is so marked
// elsewhere in the document.
func (d *Document) markNames() {
	names := map[vector.Term]bool{}
	for pass := range 2 {
		for _, s := range d.Sentences {
			heading := d.isHeading(s)
			for i := s.First; i < s.Last; i++ {
				if d.Marks[i]&(Capital|Stop) != Capital {
					continue
				}
				start := heading || i == s.First || d.Marks[i-1]&Word == 0 && !joins(d.Word(i-1))
				switch {
				case pass == 0 && !start:
					d.Marks[i] |= Name
					names[d.Terms[i]] = true
				case pass == 1 && start && names[d.Terms[i]]:
					d.Marks[i] |= Name
				}
			}
		}
	}
}

// joins reports whether a mark stands inside names.
func joins(w string) bool {
	return w == "-" || w == "," || w == "(" || w == "." || w == "&" || w == "/"
}

// isHeading reports whether s is a line in which most words have capitals.
func (d *Document) isHeading(s wiredesk.Sentence) bool {
	words, capitals := 0, 0
	for i := s.First; i < s.Last; i++ {
		if d.Marks[i]&(Word|Stop) == Word {
			words++
			if d.Marks[i]&(Capital|Number) != 0 {
				capitals++
			}
		}
	}
	return words >= 4 && capitals*10 >= words*8
}

// unspaced returns the script of most letters of text if it is one that does
// not put spaces between words, else "".
func unspaced(text string) string {
	letters, foreign, name := 0, 0, ""
	for _, r := range text {
		if r < 0x0e00 {
			if r >= 'A' {
				letters++
			}
			continue
		}
		letters++
		if s := script(r); s != "" {
			foreign++
			name = s
		}
	}
	if foreign*2 > letters {
		return name
	}
	return ""
}

func script(r rune) string {
	for _, s := range []struct {
		name  string
		table *unicode.RangeTable
	}{
		{"Thai", unicode.Thai}, {"Lao", unicode.Lao}, {"Khmer", unicode.Khmer}, {"Myanmar", unicode.Myanmar}, {"Tibetan", unicode.Tibetan},
		{"Han", unicode.Han}, {"Hiragana", unicode.Hiragana}, {"Katakana", unicode.Katakana},
	} {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return ""
}
