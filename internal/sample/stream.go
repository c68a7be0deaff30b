package sample

import (
	"cmp"
	"iter"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// StreamOptions tune a stream. The zero value is the wire of a large newsroom.
type StreamOptions struct {
	// PerDay is how many documents come in a day. 0 means 20,000.
	PerDay int
	// World is how many documents in a row are renamed alike. 0 means 200.
	World int
	// Open is how many worlds run at a time: a world lasts World·Open/PerDay
	// days. 0 means 100.
	Open int
	// Start is when the first document comes. The zero value means the noon of
	// [Document].
	Start time.Time
}

func (o StreamOptions) withDefaults() StreamOptions {
	if o.PerDay == 0 {
		o.PerDay = 20_000
	}
	if o.World == 0 {
		o.World = 200
	}
	if o.Open == 0 {
		o.Open = 100
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)
	}
	return o
}

// A Stream makes as long a stream as is wanted of some documents, for tests of
// speed and memory. It cuts them into runs; a run that is renamed in one way is
// a world. In a world every stem stands for another one, of the same kind
// (word, name, number) and about as frequent: so documents of one world are as
// like as they were, stories and copies and all, and a document is hardly more like
// itself in another world than like any other there, while the words of the
// stream stay as many and as frequent as they were.
//
// It holds the documents and four bytes for each of their tokens.
type Stream struct {
	StreamOptions
	base  []*annotate.Document
	refs  [][]uint32 // of a document: for each token, its stem and form; noRef for a stop word and the like
	title [][]int32  // of a document: the stems of its title
	words lexicon
}

// NewStream returns a stream of base, which must be in order of publication, so
// that reports of one event stand near each other. Cost: linear.
func NewStream(base []*annotate.Document, o StreamOptions) *Stream {
	s := &Stream{StreamOptions: o.withDefaults(), base: base, refs: make([][]uint32, len(base)), title: make([][]int32, len(base))}
	place := s.words.sort(count(base))
	form := map[string]uint32{}                   // of a word: its number among those of its stem
	forms := make([][]string, len(s.words.stems)) // of a stem
	for i, d := range base {
		s.refs[i] = make([]uint32, len(d.Tokens))
		for k, t := range d.Terms {
			if t == 0 {
				s.refs[i][k] = noRef
				continue
			}
			at, word := place[t], d.Lower[k]
			n, ok := form[word]
			if !ok {
				n = min(uint32(len(forms[at])), maxForms-1) // the last number may be of several
				form[word] = n
				forms[at] = append(forms[at], word)
			}
			s.refs[i][k] = uint32(at)*maxForms + n
		}
		for _, t := range d.TitleTerms {
			s.title[i] = append(s.title[i], place[t])
		}
	}
	for at, f := range forms {
		s.words.stems[at].first, s.words.stems[at].forms = uint32(len(s.words.forms)), uint32(len(f))
		s.words.forms = append(s.words.forms, f...)
	}
	return s
}

// Documents yields n documents in order of publication, the same each time. The
// ID of each is the number of its world, a dash, and the ID that it had: what
// stands in two worlds is never about one event. Text, title and hash are those
// that it had, Lower, Terms and TitleTerms are renamed. What the documents do
// not share with the base, they own.
func (s *Stream) Documents(n int) iter.Seq[*annotate.Document] {
	return func(yield func(*annotate.Document) bool) {
		if len(s.base) == 0 {
			return
		}
		worlds := make([]world, s.Open)
		next := 0
		for i := range worlds {
			worlds[i] = s.world(next)
			worlds[i].at += (worlds[i].end - worlds[i].at) * i / s.Open // else all would end at once
			next++
		}
		gap := 24 * time.Hour / time.Duration(s.PerDay)
		for i := range n {
			w := &worlds[i%s.Open]
			if w.at == w.end {
				*w = s.world(next)
				next++
			}
			if !yield(s.rename(w, w.at, s.Start.Add(time.Duration(i)*gap))) {
				return
			}
			w.at++
		}
	}
}

// A world is a run of documents, [at, end) of which are still to come, and how
// they are renamed: in band b, the stem at place x is the one at
// (x·turn[b] + shift[b]) mod the size of b, which is one to one.
type world struct {
	name        string
	at, end     int
	turn, shift []uint64
}

func (s *Stream) world(number int) world {
	runs := (len(s.base) + s.World - 1) / s.World
	first := number % runs * s.World
	w := world{name: strconv.Itoa(number) + "-", at: first, end: min(first+s.World, len(s.base))}
	r := rand.New(rand.NewPCG(uint64(number), 0x9e3779b97f4a7c15))
	for _, b := range s.words.bands {
		turn := 1 + r.Uint64N(b.size)
		for gcd(turn, b.size) != 1 {
			turn = 1 + r.Uint64N(b.size)
		}
		w.turn = append(w.turn, turn)
		w.shift = append(w.shift, r.Uint64N(b.size))
	}
	return w
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// rename returns document i of the base as it is in w.
func (s *Stream) rename(w *world, i int, at time.Time) *annotate.Document {
	out, doc := *s.base[i], *s.base[i].Document
	doc.ID = wiredesk.DocumentID(w.name + string(doc.ID))
	doc.Published = wiredesk.Time{Time: at}
	out.Document = &doc
	out.Lower = make([]string, len(out.Lower))
	out.Terms = make([]vector.Term, len(out.Terms))
	for k, ref := range s.refs[i] {
		if ref == noRef {
			out.Lower[k] = s.base[i].Lower[k]
			continue
		}
		st := s.words.renamed(w, int32(ref/maxForms))
		out.Terms[k] = st.term
		out.Lower[k] = s.words.forms[st.first+ref%maxForms%st.forms]
	}
	out.TitleTerms = make([]vector.Term, len(s.title[i]))
	for k, stem := range s.title[i] {
		out.TitleTerms[k] = s.words.renamed(w, stem).term
	}
	return &out
}

const (
	maxForms = 32 // a ref is the place of a stem times this, plus the number of the form
	noRef    = ^uint32(0)
)

// A lexicon holds the stems of the base, in bands of the same kind and about
// the same frequency.
type lexicon struct {
	stems []stem
	forms []string // of the stems, one after the other
	bands []band
}

// A stem stands for the words forms[first:first+forms] of its lexicon.
type stem struct {
	term         vector.Term
	first, forms uint32
	band         int32
}

// A band is the stems from first on.
type band struct{ first, size uint64 }

// counts are how often a stem is met.
type counts struct {
	last                int // document in which it was last met, plus one
	df                  int
	text, names, digits int // tokens in texts: all, in names, numbers
}

// count counts the stems of texts and titles.
func count(docs []*annotate.Document) map[vector.Term]*counts {
	out := map[vector.Term]*counts{}
	meet := func(t vector.Term, doc int) *counts {
		c := out[t]
		if c == nil {
			c = new(counts)
			out[t] = c
		}
		if c.last != doc+1 {
			c.last = doc + 1
			c.df++
		}
		return c
	}
	for i, d := range docs {
		for k, t := range d.Terms {
			if t == 0 {
				continue
			}
			c := meet(t, i)
			c.text++
			if d.Marks[k]&annotate.Name != 0 {
				c.names++
			}
			if d.Marks[k]&annotate.Number != 0 {
				c.digits++
			}
		}
		for _, t := range d.TitleTerms {
			meet(t, i)
		}
	}
	return out
}

// band returns what the stems of a band have in common: the kind, and the
// frequency to a factor of two.
func (c *counts) band() int32 {
	var kind int32
	switch {
	case c.text == 0:
		kind = 1 // of titles alone: it has no form
	case c.digits > 0:
		kind = 2
	case 2*c.names > c.text:
		kind = 3
	}
	return kind<<5 | int32(bits.Len(uint(c.df)))
}

// sort puts the stems into bands, and returns the place of each.
func (l *lexicon) sort(met map[vector.Term]*counts) map[vector.Term]int32 {
	for t, c := range met {
		l.stems = append(l.stems, stem{term: t, band: c.band()})
	}
	slices.SortFunc(l.stems, func(a, b stem) int { return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.term, b.term)) })
	place := make(map[vector.Term]int32, len(l.stems))
	before := int32(-1)
	for i := range l.stems {
		st := &l.stems[i]
		if st.band != before {
			before = st.band
			l.bands = append(l.bands, band{first: uint64(i)})
		}
		st.band = int32(len(l.bands) - 1)
		l.bands[st.band].size++
		place[st.term] = int32(i)
	}
	return place
}

// renamed returns the stem that the one at place i stands for in w.
func (l *lexicon) renamed(w *world, i int32) *stem {
	k := l.stems[i].band
	b := l.bands[k]
	return &l.stems[b.first+((uint64(i)-b.first)*w.turn[k]+w.shift[k])%b.size]
}
