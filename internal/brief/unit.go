package brief

import (
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A unit is what a statement may be made of: a sentence, or the sentences of a
// paragraph that one quotation holds together.
type unit struct {
	doc         int // of the story
	span        wiredesk.Span
	first, last int     // tokens [first, last) of the document
	rank        int     // among the units of the document, from 0
	depth       float64 // where it stands in the document, from 0 to 1

	content
	names   int // name tokens
	words   int
	negated int  // negations
	quotes  bool // holds quotation marks
	spoken  bool // what stands between them is the better part of it
	accuses bool // reports an accusation or a suspicion
	hedged  bool // says that something may be so
	table   bool // a line of a report on the state of things: "Dead: 8. Missing: 12."
	loose   bool // opens with something that the reader has not met
	stands  bool // a whole sentence of the report itself, however short
	sound   bool // the same, of some words
	fit     bool // may be printed without what stands around it
	refused bool
	// who speaks in it took something back later
	withdrawn bool
	stale     bool // it gives a value of a compared figure that later reports replaced

	doubtVerb, doubtOpening, doubtPicture bool // the words alone do not tell: see [writer.sure]

	speech bool    // its main clause says that somebody said something
	role   role    // what it does in the telling
	form   float64 // how far its form is that of news: see [newsworthy]
	tally  float64 // how much more it is worth for a figure that it gives: see [writer.findTallies]
	built  *built  // what was made of it last; nil until then
	short  int     // words when trimmed; 0 until it was asked for
	echo   float64 // how others tell it, for a key point: see [writer.echo]; 0 until it was asked for
	close  float64 // how near it comes to what the reports tell together: see [writer.findCloseness]
	value  float64 // how well it tells the story
}

// spokenShare is one over the share of quoted words from which a unit is what
// somebody said.
const spokenShare = 3

// maxUnit is the longest run of sentences, in bytes, that is kept together for
// the sake of a quotation.
const maxUnit = 600

// deepest is how far down a document statements are taken from, in units: what
// stands lower still counts as support.
const deepest = 50

// appendUnits appends the units of d, which is document number doc.
func appendUnits(out []unit, d *annotate.Document, doc int, v *vocabulary) []unit {
	start := len(out)
	for i := 0; i < len(d.Sentences); {
		j := i + 1
		for j < len(d.Sentences) && d.Sentences[j].Paragraph == d.Sentences[i].Paragraph && d.Sentences[j].InQuote {
			j++
		}
		for j < len(d.Sentences) && d.Sentences[j].Paragraph == d.Sentences[i].Paragraph && tabular(d, d.Sentences[i]) && tabular(d, d.Sentences[j]) {
			j++ // "Dead: 8. Missing: 12."
		}
		a, b := d.Sentences[i], d.Sentences[j-1]
		u := unit{doc: doc, span: wiredesk.Span{Start: a.Start, End: b.End}, first: a.First, last: b.Last}
		u.read(d, v)
		u.table = tabular(d, a)
		u.stands = u.span.Len() <= maxUnit && !a.InQuote && stands(d, &u)
		u.sound = u.stands && u.words >= minWords
		u.fit = u.sound && len(out)-start < deepest && fit(d, &u) && !(len(out) > start && answers(d, &out[len(out)-1]))
		out = append(out, u)
		i = j
	}
	rank := 0
	for k := start; k < len(out); k++ {
		out[k].depth, out[k].rank = float64(k-start)/float64(len(out)-start), rank
		out[k].loose = rank > 0 && loose(d, &out[k])
		if out[k].fit {
			rank++
		}
	}
	return out
}

// tabular reports whether s is a line of a report on the state of things: a
// label of a few words, a colon and a number.
func tabular(d *annotate.Document, s wiredesk.Sentence) bool {
	for i := s.First; i+1 < min(s.Last, s.First+tableLabel+1); i++ {
		if d.Word(i) == ":" {
			return i > s.First && slices.ContainsFunc(d.Marks[i+1:min(i+4, s.Last)], func(m annotate.Mark) bool { return m&annotate.Number != 0 })
		}
		if d.Marks[i]&annotate.Word == 0 || d.Marks[i]&(annotate.Quoted|annotate.Number) != 0 {
			return false
		}
	}
	return false
}

// tableLabel is how many words the label of such a line has at the most.
const tableLabel = 4

// read fills in what u holds.
func (u *unit) read(d *annotate.Document, v *vocabulary) {
	quoted := 0
	for i := u.first; i < u.last; i++ {
		m := d.Marks[i]
		if m&annotate.Word == 0 {
			u.quotes = u.quotes || isQuote(d.Word(i))
			continue
		}
		if m&annotate.Quoted != 0 {
			quoted++
		}
		v.scratch.add(d, i, u.last, v)
		w := d.Lower[i]
		if m&annotate.Name != 0 {
			u.names++
		}
		if w[0] != '\'' && w != "n't" {
			u.words++
		}
		if strings.IndexByte("nwchbs", w[0]) >= 0 && negations.Has(w) { // their first letters: most words need no look-up
			u.negated++
		}
		u.accuses = u.accuses || m&annotate.Quoted == 0 && accusing(w, next(d, i, u.last))
		u.hedged = u.hedged || m&annotate.Quoted == 0 && strings.IndexByte("mcwplrasui", w[0]) >= 0 && hedges.Has(w)
	}
	u.spoken = spokenShare*quoted > u.words
	u.content = v.scratch.packed()
	v.scratch.clear()
}

// A content is what stands in a unit, or in what is kept of one.
type content struct {
	terms   []int32  // numbers of its content words, numbers and dates in the story's [vocabulary], each once, ascending
	plain   []int32  // those that are no names
	named   []int32  // those that are
	numbers []string // normalised, each once, ascending
	days    []string // names of weekdays, each once, ascending
}

// add adds token i, which is a word, of a unit that ends before token last.
func (c *content) add(d *annotate.Document, i, last int, v *vocabulary) {
	m, w := d.Marks[i], d.Lower[i]
	switch {
	case m&annotate.Number != 0:
		n := number(w)
		c.numbers = append(c.numbers, n)
		if len(n) > 1 || n > "2" {
			c.terms = append(c.terms, v.number(vector.Hash("#"+n)))
		}
	case d.Terms[i] != 0 && m&annotate.Stop == 0:
		t := v.number(d.Terms[i])
		c.terms = append(c.terms, t)
		switch {
		case m&annotate.Name == 0:
			c.plain = append(c.plain, t)
		case wordlist.Weekdays.Has(w):
			c.days = append(c.days, w)
		default:
			c.named = append(c.named, t)
		}
	}
	if t := date(d, i, last); t != 0 {
		c.terms = append(c.terms, v.number(t))
	}
}

// packed returns c sorted, in memory of its own that is no larger than it must be.
func (c *content) packed() content {
	c.sort()
	terms := make([]int32, 0, len(c.terms)+len(c.plain)+len(c.named))
	words := make([]string, 0, len(c.numbers)+len(c.days))
	return content{cloned(&terms, c.terms), cloned(&terms, c.plain), cloned(&terms, c.named), cloned(&words, c.numbers), cloned(&words, c.days)}
}

// cloned appends list to buf, which has room for it, and returns what it appended.
func cloned[T int32 | string](buf *[]T, list []T) []T {
	n := len(*buf)
	*buf = append(*buf, list...)
	return (*buf)[n:len(*buf):len(*buf)]
}

func (c *content) clear() {
	*c = content{c.terms[:0], c.plain[:0], c.named[:0], c.numbers[:0], c.days[:0]}
}

func (c *content) sort() {
	c.terms, c.plain, c.named, c.numbers, c.days = unique(c.terms), unique(c.plain), unique(c.named), unique(c.numbers), unique(c.days)
}

// kept returns the content of those spans of u.
func (u *unit) kept(d *annotate.Document, spans []wiredesk.Span, v *vocabulary) *content {
	var c content
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Word != 0 && slices.ContainsFunc(spans, func(s wiredesk.Span) bool { return s.Contains(d.Tokens[i].Span) }) {
			c.add(d, i, u.last, v)
		}
	}
	c.sort()
	return &c
}

func unique[T int32 | string](s []T) []T {
	slices.Sort(s)
	return slices.Compact(s)
}

// number returns the normal form of a number: digits without commas, or the
// digits of a number word up to twenty.
func number(w string) string {
	if k := slices.Index(small, w); k >= 0 {
		return strconv.Itoa(k)
	}
	return strings.ReplaceAll(w, ",", "")
}

func isQuote(w string) bool {
	return w == `"` || w == "“" || w == "”" || w == "„" || w == "«" || w == "»"
}

// accusing reports whether the lower-case word w, before next, lays something
// at somebody's door.
func accusing(w, next string) bool {
	switch w {
	case "charged":
		return next == "with" || next == "over"
	case "suspected":
		return next == "of"
	case "suspicion":
		return next == "of"
	}
	switch w[0] {
	case 'a':
		return strings.HasPrefix(w, "accus") || strings.HasPrefix(w, "alleg")
	case 'i':
		return strings.HasPrefix(w, "indict")
	case 'c':
		return strings.HasPrefix(w, "convict") || w == "complicit"
	case 'b', 'g', 'm', 's', 'w':
		return accusations.Has(w)
	}
	return false
}

// date returns the term of the day of the year that token i begins, "April 14"
// or "14 April", or 0.
func date(d *annotate.Document, i, last int) vector.Term {
	if i+1 >= last || (d.Marks[i]|d.Marks[i+1])&annotate.Number == 0 {
		return 0
	}
	a, b := d.Lower[i], d.Lower[i+1]
	if d.Marks[i]&annotate.Number != 0 {
		a, b = b, a
	}
	month := strings.TrimSuffix(a, ".")
	if len(b) > 2 || !wordlist.Months.Has(month) || b[0] < '0' || b[0] > '9' {
		return 0
	}
	return vector.Hash("@" + month[:3] + b)
}

// A vocabulary numbers the terms of a story in the order in which its
// documents use them.
type vocabulary struct {
	of      map[vector.Term]int32
	terms   []vector.Term
	scratch content // of the unit that is being read
}

func (v *vocabulary) number(t vector.Term) int32 {
	n, ok := v.of[t]
	if !ok {
		n = int32(len(v.terms))
		v.of[t] = n
		v.terms = append(v.terms, t)
	}
	return n
}

// overlap returns the share of the weight of the terms a that are in b too;
// both ascending.
func overlap(a, b []int32, weight []float64) float64 {
	var both, all float64
	j := 0
	for _, t := range a {
		v := weight[t]
		all += v
		for j < len(b) && b[j] < t {
			j++
		}
		if j < len(b) && b[j] == t {
			both += v
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}
