package brief

import (
	"slices"
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

	terms   []int32  // numbers of its content words, numbers and dates in the story's [vocabulary], each once, ascending
	plain   []int32  // those that are no names
	named   []int32  // those that are
	numbers []string // normalised, each once, ascending
	names   int      // name tokens
	words   int
	negated int  // negations
	quotes  bool // holds quotation marks
	spoken  bool // what stands between them is the better part of it
	accuses bool // reports an accusation or a suspicion
	hedged  bool // says that something may be so
	loose   bool // opens with something that the reader has not met
	stands  bool // a whole sentence of the report itself, however short
	sound   bool // the same, of some words
	fit     bool // may be printed without what stands around it
	refused bool
	// who speaks in it took something back later
	withdrawn bool
	stale     bool // it gives a value of a compared figure that later reports replaced

	doubtVerb, doubtOpening, doubtPicture bool // the words alone do not tell: see [writer.sure]

	short int     // words when trimmed; 0 until it was asked for
	echo  float64 // how others tell it, for a key point: see [writer.echo]; 0 until it was asked for
	close float64 // how near it comes to what the reports tell together: see [writer.findCloseness]
	value float64 // how well it tells the story
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
		a, b := d.Sentences[i], d.Sentences[j-1]
		u := unit{doc: doc, span: wiredesk.Span{Start: a.Start, End: b.End}, first: a.First, last: b.Last}
		u.read(d, v)
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
		w := d.Lower[i]
		if m&annotate.Number != 0 {
			n := number(w)
			u.numbers = append(u.numbers, n)
			if len(n) > 1 || n > "2" {
				u.terms = append(u.terms, v.number(vector.Hash("#"+n)))
			}
		} else if d.Terms[i] != 0 && m&annotate.Stop == 0 {
			t := v.number(d.Terms[i])
			u.terms = append(u.terms, t)
			if m&annotate.Name == 0 {
				u.plain = append(u.plain, t)
			} else {
				u.named = append(u.named, t)
			}
		}
		if m&annotate.Name != 0 {
			u.names++
		}
		if t := date(d, i, u.last); t != 0 {
			u.terms = append(u.terms, v.number(t))
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
	u.terms, u.plain, u.named, u.numbers = unique(u.terms), unique(u.plain), unique(u.named), unique(u.numbers)
}

func unique[T int32 | string](s []T) []T {
	slices.Sort(s)
	return slices.Compact(s)
}

// number returns the normal form of a number: digits without commas, or the
// digits of a number word up to twenty.
func number(w string) string {
	if k := slices.Index(small, w); k >= 0 {
		return strings.Fields("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20")[k]
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
	of    map[vector.Term]int32
	terms []vector.Term
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
