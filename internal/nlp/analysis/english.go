package analysis

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/nlp/lemma"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// English returns the annotators of English in their order, with working
// memory of their own: one list for each goroutine, all with the same models.
func English(m *model.Models) ([]Annotator, error) {
	info, err := m.Info()
	if err != nil {
		return nil, err
	}
	lex, err := m.Lexicon()
	if err != nil {
		return nil, err
	}
	tagger, err := m.Tagger()
	if err != nil {
		return nil, err
	}
	lemmas, err := m.Lemmas()
	if err != nil {
		return nil, err
	}
	parser, err := m.Parser()
	if err != nil {
		return nil, err
	}
	names, err := m.Names()
	if err != nil {
		return nil, err
	}
	return []Annotator{
		Segmenter{},
		&looker{lexicon: lex, made: Made{"lexicon", version, info.Hash("en-lexicon.bin")}},
		&tagging{tagger: tag.New(tagger), made: Made{"tag", version, info.Hash("en-lexicon.bin", "en-tagger.bin")}},
		&lemmatising{model: lemmas, made: Made{"lemma", version, info.Hash("en-lemma.bin")}},
		&parsing{parser: parse.New(parser, parse.Search{}), made: Made{"parse", version, info.Hash("en-lexicon.bin", "en-parser.bin")}},
		&naming{finder: entity.New(names), made: Made{"names", version, info.Hash("en-lexicon.bin", "en-names.bin")}},
		timing{},
		chaining{},
		quoting{},
		figuring{},
	}, nil
}

// NewEnglish returns a pipeline of all annotators of English.
func NewEnglish(m *model.Models) (*Pipeline, error) {
	steps, err := English(m)
	if err != nil {
		return nil, err
	}
	return New(steps...)
}

// version of the annotators of this package: it rises when what they write
// changes with the same weights.
const version = "1"

// Segmenter cuts the text into paragraphs, sentences and tokens.
type Segmenter struct{}

// Made implements [Annotator], as do the other methods.
func (Segmenter) Made() Made { return Made{"segment", version, ""} }

// Reads: nothing but the text.
func (Segmenter) Reads() []Layer { return nil }

// Writes the tokens.
func (Segmenter) Writes() []Layer { return []Layer{Tokens} }

// Annotate cuts the text of d.
func (Segmenter) Annotate(d *Document) error {
	d.Text = segment.Cut(d.Document.Text)
	return nil
}

// A looker looks each token up in the lexicon.
type looker struct {
	lexicon *lexicon.Lexicon
	made    Made
}

func (a *looker) Made() Made      { return a.made }
func (a *looker) Reads() []Layer  { return []Layer{Tokens} }
func (a *looker) Writes() []Layer { return []Layer{Words} }

func (a *looker) Annotate(d *Document) error {
	d.Words = make([]lexicon.Word, len(d.Tokens))
	for i := range d.Tokens {
		a.lexicon.Look(d.Word(i), &d.Words[i])
	}
	return nil
}

type tagging struct {
	tagger *tag.Tagger
	made   Made
	tags   []tag.Tag
}

func (a *tagging) Made() Made      { return a.made }
func (a *tagging) Reads() []Layer  { return []Layer{Tokens, Words} }
func (a *tagging) Writes() []Layer { return []Layer{Tags} }

func (a *tagging) Annotate(d *Document) error {
	d.Tags = make([]tag.Tag, len(d.Tokens))
	for _, s := range d.Sentences {
		a.tags = a.tagger.Tag(d.Words[s.First:s.Last], a.tags)
		copy(d.Tags[s.First:s.Last], a.tags)
	}
	return nil
}

type lemmatising struct {
	model *lemma.Model
	made  Made
}

func (a *lemmatising) Made() Made      { return a.made }
func (a *lemmatising) Reads() []Layer  { return []Layer{Tokens, Tags} }
func (a *lemmatising) Writes() []Layer { return []Layer{Lemmas} }

func (a *lemmatising) Annotate(d *Document) error {
	d.Lemmas = make([]string, len(d.Tokens))
	for i := range d.Tokens {
		d.Lemmas[i] = a.model.Lemma(d.Word(i), d.Tags[i])
	}
	return nil
}

type parsing struct {
	parser *parse.Parser
	made   Made
}

func (a *parsing) Made() Made      { return a.made }
func (a *parsing) Reads() []Layer  { return []Layer{Tokens, Words, Tags} }
func (a *parsing) Writes() []Layer { return []Layer{Tree} }

func (a *parsing) Annotate(d *Document) error {
	d.Heads, d.Rels = make([]int32, len(d.Tokens)), make([]parse.Rel, len(d.Tokens))
	for _, s := range d.Sentences {
		heads := d.Heads[s.First:s.Last]
		a.parser.Parse(d.Words[s.First:s.Last], d.Tags[s.First:s.Last], heads, d.Rels[s.First:s.Last])
		for i, h := range heads {
			if h < 0 {
				h = int32(i)
			}
			heads[i] = h + int32(s.First)
		}
	}
	return nil
}

type naming struct {
	finder *entity.Finder
	made   Made
	starts []int32
	names  []entity.Name
}

func (a *naming) Made() Made      { return a.made }
func (a *naming) Reads() []Layer  { return []Layer{Tokens, Words, Tags} }
func (a *naming) Writes() []Layer { return []Layer{Names} }

func (a *naming) Annotate(d *Document) error {
	a.starts = a.starts[:0]
	for _, s := range d.Sentences {
		a.starts = append(a.starts, int32(s.First))
	}
	a.finder.Begin(d.Words, a.starts)
	d.Mentions = []wiredesk.Mention{}
	for _, s := range d.Sentences {
		a.names = a.finder.Names(d.Words[s.First:s.Last], d.Tags[s.First:s.Last], a.names[:0])
		for _, n := range a.names {
			span := wiredesk.Span{Start: d.Tokens[s.First+int(n.Start)].Start, End: d.Tokens[s.First+int(n.End)-1].End}
			d.Mentions = append(d.Mentions, wiredesk.Mention{Span: span, Type: typeName(n.Type)})
		}
	}
	return nil
}

// typeName returns the contract's word for a type of name.
func typeName(t entity.Type) string {
	switch t.String() {
	case "PER":
		return "person"
	case "ORG":
		return "organisation"
	case "LOC":
		return "place"
	}
	return "other"
}

type timing struct{}

func (timing) Made() Made      { return Made{"timex", version, ""} }
func (timing) Reads() []Layer  { return []Layer{Tokens} }
func (timing) Writes() []Layer { return []Layer{Times} }

func (timing) Annotate(d *Document) error {
	d.Times = timex.Find(d.Document.Text, d.Tokens, d.Sentences, d.Published)
	return nil
}

type chaining struct{}

func (chaining) Made() Made     { return Made{"chain", version, ""} }
func (chaining) Reads() []Layer { return []Layer{Tokens, Tags, Tree, Names} }

// Writes the entities, and more mentions: pronouns and roles.
func (chaining) Writes() []Layer { return []Layer{Entities, Names} }

func (chaining) Annotate(d *Document) error {
	t := chain.Text{
		Text: d.Document.Text, Tokens: d.Tokens, Sentences: d.Sentences, Names: d.Mentions, Heads: d.Heads,
		Tags: make([]string, len(d.Tokens)), Rels: make([]string, len(d.Tokens)),
	}
	for i := range d.Tokens {
		t.Tags[i], t.Rels[i] = d.Tags[i].UPOS.String(), d.Rels[i].String()
	}
	d.Mentions, d.Entities = chain.Find(t, chain.Options{})
	for i := range d.Entities {
		d.Entities[i].Documents = []wiredesk.DocumentID{d.ID}
	}
	return nil
}

type figuring struct{}

func (figuring) Made() Made { return Made{"figure", version, ""} }
func (figuring) Reads() []Layer {
	return []Layer{Tokens, Words, Tags, Lemmas, Tree, Names, Times, Quotations}
}
func (figuring) Writes() []Layer { return []Layer{Figures} }

func (figuring) Annotate(d *Document) error {
	d.Figures = figure.Find(d.FigureText())
	return nil
}

// FigureText returns the layers of d that package figure reads.
func (d *Document) FigureText() figure.Text {
	return figure.Text{
		Text: d.Document.Text, Tokens: d.Tokens, Sentences: d.Sentences, Words: d.Words, Tags: d.Tags, Lemmas: d.Lemmas,
		Heads: d.Heads, Rels: d.Rels, Names: d.Mentions, Times: d.Times, Said: d.said(),
	}
}

// said returns the passages that somebody says, without what is only thought
// or wanted.
func (d *Document) said() []figure.Said {
	var out []figure.Said
	for _, q := range d.Quotations {
		by := q.Speaker.Name
		if by == "" || q.Grade == quotation.View {
			continue
		}
		for _, s := range q.Content {
			out = append(out, figure.Said{Span: s, By: by})
		}
	}
	slices.SortStableFunc(out, func(a, b figure.Said) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

type quoting struct{}

func (quoting) Made() Made { return Made{"quotation", version, ""} }
func (quoting) Reads() []Layer {
	return []Layer{Tokens, Tags, Lemmas, Tree, Names, Entities}
}
func (quoting) Writes() []Layer { return []Layer{Quotations} }
func (quoting) Annotate(d *Document) error {
	d.Quotations = quotation.Find(quotation.Text{
		Text: d.Document.Text, Tokens: d.Tokens, Sentences: d.Sentences, Tags: d.Tags, Lemmas: d.Lemmas,
		Heads: d.Heads, Rels: d.Rels, Mentions: d.Mentions, Entities: d.Entities,
	})
	return nil
}
