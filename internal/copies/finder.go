package copies

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Options tune a Finder. The zero value is what production uses.
type Options struct {
	// Window is how long a document is remembered after it was published. 0
	// means 7 days.
	Window time.Duration
	// Documents is how many are remembered at most. 0 means 250,000.
	Documents int

	keep bool // forget nothing: documents without a date come last and may be copies of any
}

func (o Options) withDefaults() Options {
	if o.Window == 0 {
		o.Window = 7 * 24 * time.Hour
	}
	if o.Documents == 0 {
		o.Documents = 250_000
	}
	return o
}

// A Finder is told documents one by one, and says of each from which earlier
// ones it took text. It keeps a sample of what each document of the window
// says, some 3 KB of each, and no text. It is not safe for concurrent use.
type Finder struct {
	Options
	index *index
	docs  []record // the documents kept, oldest first
	base  int      // number of docs[0]
	from  int      // number of the first document of the window
	clock int64    // the latest time of publication so far, in Unix seconds

	// Of the document in hand, in memory that is used again:
	sketch   sketcher
	doubtful []paragraph // may not count
	skip     []paragraph // does not count
	common   []bool      // by place in the sketch: the shingle is common property
	holders  []int       // documents of the shingle in hand
	hits     []int32     // by document modulo the length of hits: shingles shared
	seen     []int       // documents with hits
	suspect  []int       // documents that hold common property
	second   table       // shingles of a suspect
}

// A record is what is kept of a document beside its postings, which are its
// sketch and the hashes of its doubtful paragraphs.
type record struct {
	start   uint32 // position of its first posting
	size    int32  // of its sketch
	level   level
	sizes   [levels]int32 // of its sketch, were it of that level
	family  int           // number of the first document of its family
	link    int           // number of the one through which it joined a family
	weak    bool          // it took no more than a part from there
	text    int           // number of the first document with mostly the same text
	outlet  uint64        // hash; 0 if it is not known
	lead    lead
	at      int64 // Unix seconds; of an undated one, the clock when it came
	undated bool
}

// Found says what a Finder found of a document. Documents go by number: that
// of the first to be added is 0.
type Found struct {
	Number int
	Family int     // the first document of its family; itself if it began one
	Shares []Share // what it shares with earlier documents, the most first
	// Parted are earlier documents that are each a family of their own after
	// all: what they shared with theirs has turned out to be common property.
	Parted []int
}

// A Share says that a document shares text with an earlier one: Taken is the
// part of its own text, Given that of the earlier one's, both in (0, 1].
// Estimated from a sample of the text outside quotations.
type Share struct {
	With         int
	Taken, Given float64
}

// NewFinder returns a Finder that has seen nothing.
func NewFinder(o Options) *Finder {
	return &Finder{Options: o.withDefaults(), index: newIndex(), hits: make([]int32, 64)}
}

const (
	maxHolders = 16 // latest documents that are looked at for one shingle
	maxTexts   = 5  // a shingle of more different texts than this is common property
	maxShares  = 32 // documents that one is compared with
)

// Add takes in d and says from which earlier documents of the window it took
// text. Documents are given in canonical order: by time of publication, then
// id, then SHA-256, those without a date last. Cost: linear in the text.
func (f *Finder) Add(d *annotate.Document) Found {
	before := int64(math.MinInt64)
	if !d.Published.IsZero() {
		f.clock = max(f.clock, d.Published.Unix())
		before = f.clock - int64(f.Window/time.Second)
	}
	f.Forget(before)
	if d.Published.IsZero() {
		f.from = f.base
	}
	r := f.read(d)
	n := f.base + len(f.docs)
	out := Found{Number: n, Shares: f.shares(&r), Parted: f.part()}
	f.file(&r, n, out.Shares)
	out.Family = r.family
	f.remember(r)
	return out
}

// read makes the sketch of d, and its record.
func (f *Finder) read(d *annotate.Document) record {
	r := record{start: f.index.next, at: f.clock, undated: d.Published.IsZero(), lead: leadOf(d)}
	if d.Outlet != "" {
		r.outlet = uint64(vector.Hash(d.Outlet))
	}
	f.doubtful, f.skip = appendDoubtful(f.doubtful[:0], d, r.outlet), f.skip[:0]
	for _, p := range f.doubtful {
		if p.post || r.outlet != 0 && f.isOwn(p) {
			f.skip = append(f.skip, p)
		}
	}
	f.sketch.make(d, f.skip)
	r.size, r.level, r.sizes = int32(len(f.sketch.sketch)), f.sketch.level, f.sketch.sizes()
	return r
}

// Forget drops the documents published before the given time, in Unix seconds,
// and the oldest beyond the most that are remembered, but one. Add calls it; a
// stream that has fallen silent may.
func (f *Finder) Forget(before int64) {
	f.from = max(f.from, f.base)
	for f.from < f.base+len(f.docs) && f.record(f.from).at < before {
		f.from++
	}
	n := max(len(f.docs)-f.Documents+1, 0)
	if !f.keep {
		n = max(n, f.from-f.base)
	}
	if n == 0 {
		return
	}
	f.docs = f.docs[n:]
	f.base += n
	f.from = max(f.from, f.base)
	if len(f.docs) == 0 {
		f.index.drop(f.index.next)
	} else {
		f.index.drop(f.docs[0].start)
	}
}

func (f *Finder) record(n int) *record { return &f.docs[n-f.base] }

// remember keeps the document in hand.
func (f *Finder) remember(r record) {
	for _, h := range f.sketch.sketch {
		f.index.add(h)
	}
	for _, p := range f.doubtful {
		f.index.add(p.hash)
	}
	f.docs = append(f.docs, r)
	if len(f.docs) > len(f.hits) {
		f.hits = make([]int32, 2*len(f.hits))
	}
}

// owner returns the document of the posting at p.
func (f *Finder) owner(p uint32) int {
	oldest := f.index.oldest
	n := sort.Search(len(f.docs), func(i int) bool { return f.docs[i].start-oldest > p-oldest })
	return f.base + n - 1
}

// shares compares the document in hand with those that hold its shingles.
func (f *Finder) shares(r *record) []Share {
	f.count()
	near := f.seen[:0]
	for _, doc := range f.seen {
		if f.isNear(r, doc) {
			near = append(near, doc)
		}
	}
	slices.SortFunc(near, func(a, b int) int { return cmp.Or(cmp.Compare(*f.hit(b), *f.hit(a)), cmp.Compare(a, b)) })
	var out []Share
	for i, doc := range near {
		*f.hit(doc) = 0
		if i >= maxShares {
			continue
		}
		if s, ok := f.compare(r, doc, false); ok {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Share) int { return cmp.Compare(b.most(), a.most()) })
	return out
}

// hit returns the count of shingles that doc shares with the document in hand.
func (f *Finder) hit(doc int) *int32 { return &f.hits[doc%len(f.hits)] }

// isNear reports whether doc has hits enough to be compared: of shingles with
// many holders not all were counted. It clears the hits of those that have not.
func (f *Finder) isNear(r *record, doc int) bool {
	other, hits := f.record(doc), f.hit(doc)
	l := max(r.level, other.level)
	if *hits >= minSketch && 2*float64(*hits) >= spreadText*float64(min(r.sizes[l], other.sizes[l])) {
		return true
	}
	*hits = 0
	return false
}

// most returns the larger part of the two.
func (s Share) most() float64 { return max(s.Taken, s.Given) }

// least returns the smaller part of the two.
func (s Share) least() float64 { return min(s.Taken, s.Given) }

// count finds how many shingles of the document in hand each earlier one
// holds, and which are common property.
func (f *Finder) count() {
	f.common, f.seen, f.suspect = f.common[:0], f.seen[:0], f.suspect[:0]
	for _, h := range f.sketch.sketch {
		f.hold(h)
		for _, doc := range f.holders {
			if n := f.hit(doc); *n == 0 {
				f.seen = append(f.seen, doc)
			}
			*f.hit(doc)++
		}
	}
}

// hold finds the holders of the next shingle of the document in hand, and
// whether it is common property.
func (f *Finder) hold(hash uint32) {
	f.holders = f.holders[:0]
	var texts [maxTexts + 1]int
	n := 0
	f.index.each(hash, func(p uint32) bool {
		doc := f.owner(p)
		if doc < f.from {
			return false
		}
		f.holders = append(f.holders, doc)
		if t := f.record(doc).text; n < len(texts) && !slices.Contains(texts[:n], t) {
			texts[n] = t
			n++
		}
		return len(f.holders) < maxHolders
	})
	f.common = append(f.common, n > maxTexts)
	if n > maxTexts {
		f.suspect = append(f.suspect, f.holders...)
	}
}

// isCommon reports whether a shingle of the document in hand is common
// property; what it does not hold is not known to be.
func (f *Finder) isCommon(hash uint32) bool {
	at, ok := f.sketch.place.get(hash)
	return ok && f.common[at]
}

// part looks a second time at documents that hold common property, and makes
// families of their own of those that share nothing else with theirs.
func (f *Finder) part() []int {
	slices.Sort(f.suspect)
	f.suspect = slices.Compact(f.suspect)
	var out []int
	for _, doc := range f.suspect {
		r := f.record(doc)
		if !r.weak || r.link < f.base {
			continue
		}
		f.second.reset(int(r.size))
		for k := range r.size {
			f.second.put(f.index.at(r.start+uint32(k)).hash, k)
		}
		if o := f.overlap(r, &f.second, f.record(r.link)); !o.isPart() {
			r.family, r.weak = doc, false
			out = append(out, doc)
		}
	}
	return out
}

// file finds the family and the text that the document in hand, number n,
// belongs to. It joins the family of the one that it shares most with, but only
// if it shares with the first of that family too: else a chain of borrowings
// would make one text of many.
func (f *Finder) file(r *record, n int, shares []Share) {
	r.family, r.link, r.text = n, n, n
	if len(shares) > 0 && shares[0].most() >= sameText {
		r.text = f.record(shares[0].With).text
	}
	for _, s := range shares {
		first := f.record(s.With).family
		linked := s.With == first || slices.ContainsFunc(shares, func(o Share) bool { return o.With == first })
		if !linked && first >= f.from {
			_, linked = f.compare(r, first, true)
		}
		if linked {
			r.family, r.link, r.weak = first, s.With, s.most() < sameText
			return
		}
	}
}
