package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A GoldText is one text of a treebank, put together again from its sentences
// as running text, with the spans of its words and sentences.
type GoldText struct {
	ID        string
	Text      string
	Tokens    []wiredesk.Span
	Sentences []wiredesk.Span
}

// ReadCoNLLU reads the texts of a CoNLL-U stream. Sentences of a paragraph are
// joined by a space, paragraphs by a blank line; words of a multi-word token
// are placed inside it where their forms are the token's own bytes, and share
// its span where they are not.
func ReadCoNLLU(r io.Reader) ([]GoldText, error) {
	var out []GoldText
	b := goldBuilder{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		if err := b.line(sc.Text(), &out); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	if err := b.endSentence(); err != nil { // the last one, where no blank line ends it
		return nil, fmt.Errorf("at the end: %w", err)
	}
	b.endText(&out)
	return out, nil
}

type goldBuilder struct {
	text   strings.Builder
	cur    GoldText
	par    bool
	words  []string // forms of the sentence, with "\x00" + form for the parts of a multi-word token
	source string   // # text = ...
	skip   int      // word lines still covered by a multi-word token
}

func (b *goldBuilder) line(l string, out *[]GoldText) error {
	switch {
	case strings.HasPrefix(l, "# newdoc"):
		b.endText(out)
		_, b.cur.ID, _ = strings.Cut(l, "= ")
	case strings.HasPrefix(l, "# newpar"):
		b.par = true
	case strings.HasPrefix(l, "# text = "):
		b.source = l[len("# text = "):]
	case l == "":
		return b.endSentence()
	case l[0] != '#':
		b.word(strings.Split(l, "\t"))
	}
	return nil
}

func (b *goldBuilder) word(f []string) {
	if len(f) < 10 || strings.Contains(f[0], ".") {
		return
	}
	if lo, hi, ok := strings.Cut(f[0], "-"); ok {
		var x, y int
		fmt.Sscan(lo, &x)
		fmt.Sscan(hi, &y)
		b.skip = y - x + 1
		b.words = append(b.words, f[1])
		return
	}
	if b.skip > 0 {
		b.skip--
		b.words = append(b.words, "\x00"+f[1])
		return
	}
	b.words = append(b.words, f[1])
}

func (b *goldBuilder) endSentence() error {
	if len(b.words) == 0 {
		return nil
	}
	switch {
	case b.text.Len() == 0:
	case b.par:
		b.text.WriteString("\n\n")
	default:
		b.text.WriteString(" ")
	}
	b.par = false
	start, pos := b.text.Len(), 0
	for i := 0; i < len(b.words); i++ {
		w := b.words[i]
		if w == "" {
			return fmt.Errorf("a word without a form: %w", wiredesk.ErrInvalid)
		}
		at := strings.Index(b.source[pos:], w)
		if at < 0 {
			return fmt.Errorf("word %q is not in %q: %w", w, b.source, wiredesk.ErrInvalid)
		}
		from := pos + at
		pos = from + len(w)
		parts := 0
		for i+1+parts < len(b.words) && strings.HasPrefix(b.words[i+1+parts], "\x00") {
			parts++
		}
		b.place(start+from, w, b.words[i+1:i+1+parts])
		i += parts
	}
	b.cur.Sentences = append(b.cur.Sentences, wiredesk.Span{Start: start, End: start + pos})
	b.text.WriteString(b.source)
	b.words, b.skip = b.words[:0], 0
	return nil
}

// place adds the spans of the token w at byte from, or of its parts.
func (b *goldBuilder) place(from int, w string, parts []string) {
	pos, spans := 0, []wiredesk.Span(nil)
	for _, p := range parts {
		if !strings.HasPrefix(w[pos:], p[1:]) {
			spans = nil
			break
		}
		spans = append(spans, wiredesk.Span{Start: from + pos, End: from + pos + len(p) - 1})
		pos += len(p) - 1
	}
	if len(spans) == 0 || pos != len(w) {
		spans = []wiredesk.Span{{Start: from, End: from + len(w)}}
	}
	b.cur.Tokens = append(b.cur.Tokens, spans...)
}

func (b *goldBuilder) endText(out *[]GoldText) {
	if b.text.Len() > 0 {
		b.cur.Text = b.text.String()
		*out = append(*out, b.cur)
	}
	*b = goldBuilder{}
}
