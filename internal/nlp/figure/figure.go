// Package figure finds the figures of English news: how many, of what, who
// says so, as of when.
//
// A number is read from its tokens (number.go), with the words that bound it
// (bound.go) and its unit (unit.go). What is no figure is left out: a date, a
// clock time, a telephone number, an address, a part of a name (leftout.go). The
// tree says what is counted (noun.go) and what befell it (role.go); surface
// patterns stand in where the tree is wrong.
//
// Layer: nlp (pure). It never computes a figure that does not stand in the
// text, and never crosses a sentence but for the noun that "six of them"
// leaves out.
package figure

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// The kinds of figure.
const (
	Count   = "count"
	Money   = "money"
	Percent = "percent" // of a whole
	Points  = "points"  // percentage points
	Measure = "measure" // length, area, speed, time span and so on
	Age     = "age"     // of a person; no count
	Score   = "score"   // of a game
)

// The qualifiers, as in [wiredesk.FigureValue].
const (
	Exact     = "exact"
	AtLeast   = "at least"
	About     = "about"
	MoreThan  = "more than"
	FewerThan = "fewer than"
	UpTo      = "up to"
)

// A Figure is one figure of a document.
type Figure struct {
	wiredesk.Span               // from its qualifier to its unit or noun
	Number        wiredesk.Span // the number alone
	Sentence      int           // index of its sentence
	Kind          string

	// Value is the number that stands there. Where none does ("hundreds"), and
	// for a range, it is Low. Low and High bound what is meant, in Unit, both
	// included; High is +Inf where nothing bounds it.
	Value, Low, High float64
	Qualifier        string
	Vague            bool // "dozens", "several": the text has no number

	// Unit is the unit as the text has it for money and measures ("miles per
	// hour"), "percent", "percentage points", or, for counts, the noun counted.
	// Dimension says what may be compared: "length", "money euro", "count". A
	// value times Scale is in the base unit of its dimension.
	Unit      string
	Dimension string
	Scale     float64

	Noun     string // lemma of what is counted or measured; "people" where it is left out; of an age, the surname; "" if not found
	NounSpan wiredesk.Span
	Modifier []string // lemmas that stand with the noun
	Role     string   // what befell what is counted: killed, injured, ...; "" if none of those known
	What     string   // "people killed", for a reader

	// Part is the index of the figure that this one is a part of, or -1.
	Part int
	// Some is set for a part of a whole without a number: "three of the men".
	Some bool
	// With is the index of the count that this one is joined to, "two men and
	// three women", or -1. One is set where one person is: "he and three
	// others".
	With int
	One  bool
	// Like is the index of the figure that this one says again in another unit
	// ("60 metres (200 feet)") or without its noun ("he said the number was
	// 150"), or -1.
	Like int
	// Change is From for the value that another one of the sentence replaced
	// ("up from 145"), To for the one that replaced it, "" otherwise.
	Change string
	// More is set for what comes on top of something: "two more died".
	More bool
	// Others is set for a count of others: "three others were shot".
	Others bool
	// Each is set for a figure that holds for each of several: "5,000 dollars
	// each", "one for every 23,000".
	Each bool
	// Denied is set for a figure that the text takes back ("not 43 as first
	// announced").
	Denied bool
	// Several is set where the sentence, if it says what befell people, tells
	// of more than one event: "in separate shootings", "over the weekend".
	Several bool
	// Known is set for a number word of what the reader is taken to know: "the
	// two nations", "these nine pupils". It counts nothing anew.
	Known bool
	// Turns is how many sentences of the text up to this one turn against what
	// stands before them: "But", "Yet", "However".
	Turns int
	// Hypothetical is set where it did not happen, or is not known to have:
	// "could kill up to 20".
	Hypothetical bool

	// When is the value of the date that the sentence puts it at, the nearest;
	// "" if there is none. Since is set where it counts from then on.
	When  string
	Since bool

	AsOf   string // value of a time expression, as in timex; "" if none is given
	SaidBy string // who says so, by name or in the text's words; "" if nobody is named

	// Context are the words around that say what is counted, those that govern
	// the number first: lemmas in lower case, and names as they stand.
	Context []string
}

// The values of [Figure.Change].
const (
	From = "from"
	To   = "to"
)

// A Text is a document with the layers that are read. Words, Tags, Lemmas, Heads and
// Rels run parallel to Tokens, as in package analysis.
type Text struct {
	Text      string
	Tokens    []wiredesk.Token
	Sentences []wiredesk.Sentence
	Words     []lexicon.Word
	Tags      []tag.Tag
	Lemmas    []string
	Heads     []int32
	Rels      []parse.Rel
	Names     []wiredesk.Mention
	Times     []timex.Expression
	Said      []Said // in order of their start
}

// A Said is a passage that somebody says, and who, in the text's words or by
// name.
type Said struct {
	wiredesk.Span
	By string
}

// Find returns the figures of t in order and apart. Cost: linear, about a
// microsecond a token.
func Find(t Text) []Figure {
	f := newFinder(t)
	for i, s := range t.Sentences {
		f.sentence(i, s)
	}
	return f.out
}

func newFinder(t Text) *finder {
	f := &finder{Text: t, low: make([]string, len(t.Tokens)), headline: -1}
	for i, tok := range t.Tokens {
		f.low[i] = strings.ToLower(tok.Of(t.Text))
		if l := lemmas[f.low[i]]; l != "" && l != f.Lemmas[i] {
			if &f.Lemmas[0] == &t.Lemmas[0] {
				f.Lemmas = slices.Clone(t.Lemmas)
			}
			f.Lemmas[i] = l
		}
	}
	f.names = cover(t.Tokens, len(t.Names), func(i int) wiredesk.Span { return t.Names[i].Span })
	f.times = cover(t.Tokens, len(t.Times), func(i int) wiredesk.Span { return t.Times[i].Span })
	return f
}

// lemmas are those of forms that the lemmatiser is unsure of.
var lemmas = map[string]string{"fled": "flee", "fleeing": "flee", "freed": "free", "freeing": "free"}

// cover returns for each token the number of the span that covers it plus one,
// 0 for none. The spans are in order.
func cover(tokens []wiredesk.Token, n int, span func(int) wiredesk.Span) []int32 {
	at := make([]int32, len(tokens))
	for i, k := 0, 0; i < len(tokens) && k < n; {
		switch s := span(k); {
		case s.End <= tokens[i].Start:
			k++
		case s.Start < tokens[i].End:
			at[i] = int32(k) + 1
			i++
		default:
			i++
		}
	}
	return at
}

// A finder goes through the sentences of one document.
type finder struct {
	Text
	low          []string // tokens in lower case
	names, times []int32  // per token, of Names and Times, plus one
	first, last  int      // the tokens of the sentence
	index        int      // its number
	speakers     []speaker
	many         bool // the sentence tells of several events
	turns        int  // sentences so far that begin with "but" or the like
	said         int  // the first of Said that does not end before the sentence
	began        int  // the first figure of the sentence in out
	out          []Figure
	notes        []note // of the figures of the sentence
	headline     int    // the last figure that "the number of" introduced, -1 for none
}

// A note is what the finder keeps of a figure while it is at its sentence.
type note struct {
	number
	noun  int // token of the noun, -1 if none
	start int // first token of the figure, with the words that bound it
}

func (f *finder) sentence(index int, s wiredesk.Sentence) {
	f.index, f.first, f.last, f.began = index, s.First, s.Last, len(f.out)
	f.notes, f.speakers = f.notes[:0], nil
	for f.said < len(f.Said) && f.Said[f.said].End <= f.Tokens[s.First].Start {
		f.said++
	}
	if s.First < s.Last {
		switch f.low[s.First] {
		case "but", "yet", "however":
			f.turns++
		}
	}
	for i := s.First; i < s.Last; {
		n, ok := f.number(i)
		if !ok {
			i++
			continue
		}
		if !f.leftOut(n) {
			f.add(n)
		}
		i = n.last
	}
	if len(f.out) == f.began {
		return
	}
	f.speakers, f.many = f.attributions(), f.several()
	for k := range f.notes {
		f.finish(k)
	}
	f.parts()
	f.joined()
	f.prune()
}

// add appends the figure of number n, if it has a unit or a noun.
func (f *finder) add(n number) {
	fig := Figure{Value: n.value, Low: n.low, High: n.high, Vague: n.vague, Sentence: f.index, Part: -1, Like: -1, With: -1, Scale: 1, Kind: Count, Dimension: "count"}
	fig.Number = wiredesk.Span{Start: f.Tokens[n.first].Start, End: f.Tokens[n.last-1].End}
	start, end := n.first, n.last
	nt := note{number: n, noun: -1}
	switch {
	case f.score(n):
		fig.Kind, fig.Dimension = Score, Score
	case f.age(n, &fig):
		nt.noun = -1
	default:
		start, end = f.unit(n, &fig, start, end)
		nt.last = end
		nt.noun = f.noun(&fig, nt)
		if nt.noun >= end && nt.noun < end+6 && !f.numberBetween(end, nt.noun) {
			end = nt.noun + 1
		}
	}
	start, end = f.bound(start, end, &fig, n)
	fig.Span = wiredesk.Span{Start: f.Tokens[start].Start, End: f.Tokens[end-1].End}
	if k := len(f.out); k > f.began { // apart from the one before it
		b := &f.out[k-1]
		if b.End > fig.Number.Start {
			b.End = b.Number.End
		}
		fig.Start = max(b.End, fig.Start)
		if fig.Start > fig.Number.Start {
			fig.Start = fig.Number.Start
		}
	}
	nt.start = start
	f.out, f.notes = append(f.out, fig), append(f.notes, nt)
}

// numberBetween says that another number may begin among the tokens [i, j).
func (f *finder) numberBetween(i, j int) bool {
	for ; i < j; i++ {
		if _, ok := small[f.low[i]]; ok || isDigit(f.low[i]) {
			return true
		}
	}
	return false
}

// prune drops the figures of the sentence that say nothing: an article or
// "one" without a role, "no" without one.
func (f *finder) prune() {
	keep := f.out[:f.began]
	moved := make([]int, len(f.notes))
	for k, n := range f.notes {
		fig := f.out[f.began+k]
		moved[k] = -1
		if (n.weak && fig.Role == "" && fig.Kind == Count) || (fig.Noun == "" && fig.Kind == Count && fig.Role == "" && !n.digits) {
			continue
		}
		moved[k] = len(keep)
		keep = append(keep, fig)
	}
	for i := f.began; i < len(keep); i++ {
		for _, p := range []*int{&keep[i].Part, &keep[i].Like, &keep[i].With} {
			if *p >= f.began {
				*p = moved[*p-f.began]
			}
		}
	}
	if f.headline >= f.began {
		f.headline = moved[f.headline-f.began]
	}
	f.out = keep
}
