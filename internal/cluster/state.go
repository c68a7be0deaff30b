package cluster

import (
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// A deskState is a [Desk] as it is kept, before its stories. What it leaves out
// holds nothing from one document to the next.
type deskState struct {
	Seen         vector.Count
	Terms        int   // of the index; they follow the stories, chunk by chunk: of each its id, the number of its postings, and of each story and weight
	Changed      []int // stories, by number
	Added, Begun int
	Now, Next    int64
	Stories      int // that follow
}

// A storyState is an open story.
type storyState struct {
	Number, Seed  int
	Origins, Rest []originState
	Sum, Pairs    float64
	Last          int64
	Near          []int
	Changed       bool
}

// An originState is an origin. Its lists of terms are packed.
type originState struct {
	Docs                        []int
	Why                         []Decision
	All, Title, Lead, Rare, Top []byte
	At                          int64
	Length, Density             float64
	Bare                        bool
}

// Save writes all that g knows, for [Load]. Cost: linear in what is held.
func (g *Desk) Save(w io.Writer) error {
	var open []*story
	for _, s := range g.open {
		if !s.gone {
			open = append(open, s)
		}
	}
	e := gob.NewEncoder(w)
	if err := e.Encode(deskState{
		Seen: g.seen.Count(), Terms: len(g.index), Changed: numbers(g.changed),
		Added: g.added, Begun: g.begun, Now: g.now, Next: g.next, Stories: len(open),
	}); err != nil {
		return err
	}
	for _, s := range open {
		st := storyState{Number: s.number, Seed: s.seed.first(), Sum: s.within.sum, Pairs: s.within.pairs, Last: s.last, Near: numbers(s.near), Changed: s.changed}
		for _, p := range s.origins {
			st.Origins = append(st.Origins, p.state())
		}
		for _, p := range s.rest {
			st.Rest = append(st.Rest, p.state())
		}
		if err := e.Encode(st); err != nil {
			return err
		}
	}
	return g.saveIndex(e)
}

// numbers returns the numbers of those that are not gone.
func numbers(list []*story) []int {
	var out []int
	for _, s := range list {
		if !s.gone {
			out = append(out, s.number)
		}
	}
	return out
}

func (p *origin) state() originState {
	return originState{
		Docs: p.docs, Why: p.why, All: packTerms(p.all), Title: packTerms(p.title), Lead: packTerms(p.lead), Rare: packTerms(p.rare), Top: packTerms(p.top),
		At: p.at, Length: p.length, Density: p.density, Bare: p.bare,
	}
}

func (st *originState) origin() *origin {
	return &origin{
		docs: st.Docs, why: st.Why, all: unpackTerms(st.All), title: unpackTerms(st.Title), lead: unpackTerms(st.Lead), rare: unpackTerms(st.Rare), top: unpackTerms(st.Top),
		at: st.At, length: st.Length, density: st.Density, bare: st.Bare,
	}
}

func packTerms(list []term) []byte {
	out := make([]byte, 0, 8*len(list))
	for _, t := range list {
		out = binary.LittleEndian.AppendUint32(out, t.id)
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(t.weight))
	}
	return out
}

func unpackTerms(b []byte) []term {
	if len(b) == 0 {
		return nil
	}
	out := make([]term, len(b)/8)
	for i := range out {
		out[i] = term{binary.LittleEndian.Uint32(b[8*i:]), math.Float32frombits(binary.LittleEndian.Uint32(b[8*i+4:]))}
	}
	return out
}

// chunk is how many bytes of the index are written at a time, about: all at once
// would take as much memory again as it does.
const chunk = 1 << 18

// saveIndex writes the postings of the stories that are not gone, in order of
// their terms, and an empty chunk.
func (g *Desk) saveIndex(e *gob.Encoder) error {
	var out []byte
	for _, id := range slices.Sorted(maps.Keys(g.index)) {
		out = g.packTerm(out, id)
		if len(out) >= chunk {
			if err := e.Encode(out); err != nil {
				return err
			}
			out = out[:0]
		}
	}
	if len(out) > 0 {
		if err := e.Encode(out); err != nil {
			return err
		}
	}
	return e.Encode([]byte{})
}

// packTerm appends the postings of one term.
func (g *Desk) packTerm(out []byte, id uint32) []byte {
	out = binary.LittleEndian.AppendUint32(out, id)
	at, n := len(out), uint32(0)
	out = binary.LittleEndian.AppendUint32(out, 0)
	for _, p := range g.index[id] {
		if p.story.gone {
			continue
		}
		n++
		out = binary.LittleEndian.AppendUint64(out, uint64(p.story.number))
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(p.weight))
	}
	binary.LittleEndian.PutUint32(out[at:], n)
	return out
}

var errState = errors.New("what was kept of a desk does not hold together")

// loadIndex is the reverse of saveIndex.
func (g *Desk) loadIndex(d *gob.Decoder, terms int, by map[int]*story) error {
	for {
		var b []byte
		switch err := d.Decode(&b); {
		case err != nil:
			return fmt.Errorf("index of a desk: %w", err)
		case len(b) == 0 && len(g.index) > terms:
			return errState
		case len(b) == 0:
			return nil
		}
		if err := g.unpackTerms(b, by); err != nil {
			return err
		}
	}
}

// unpackTerms is the reverse of packTerm, for a chunk.
func (g *Desk) unpackTerms(b []byte, by map[int]*story) error {
	for len(b) >= 8 {
		id, n := binary.LittleEndian.Uint32(b), int(binary.LittleEndian.Uint32(b[4:]))
		if b = b[8:]; len(b) < 12*n {
			return errState
		}
		for range n {
			s := by[int(binary.LittleEndian.Uint64(b))]
			if s == nil {
				return errState
			}
			g.index[id] = append(g.index[id], posting{s, math.Float32frombits(binary.LittleEndian.Uint32(b[8:]))})
			s.indexed[id] = true
			g.listed++
			b = b[12:]
		}
	}
	return nil
}

// Load returns a desk that goes on where the one that [Desk.Save] wrote
// stood: what it does with the documents to come is the same.
func Load(r io.Reader, o Options, closed func(Story)) (*Desk, error) {
	g := New(o, closed)
	d := gob.NewDecoder(r)
	var st deskState
	if err := d.Decode(&st); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	g.seen = vector.FrequencyOf(st.Seen)
	g.added, g.begun, g.now, g.next, g.alive = st.Added, st.Begun, st.Now, st.Next, st.Stories
	by := map[int]*story{}
	near := map[*story][]int{}
	for range st.Stories {
		var kept storyState
		if err := d.Decode(&kept); err != nil {
			return nil, fmt.Errorf("story of a desk: %w", err)
		}
		s := g.restore(kept)
		if s.seed == nil {
			return nil, errState
		}
		by[s.number], near[s] = s, kept.Near
	}
	for _, s := range g.open {
		for _, n := range near[s] {
			s.near = append(s.near, by[n])
		}
	}
	for _, n := range st.Changed {
		g.changed = append(g.changed, by[n])
	}
	if slices.Contains(g.changed, nil) {
		return nil, errState
	}
	return g, g.loadIndex(d, st.Terms, by)
}

func (g *Desk) restore(kept storyState) *story {
	s := &story{number: kept.Number, within: cohesion{kept.Sum, kept.Pairs}, last: kept.Last, indexed: map[uint32]bool{}, changed: kept.Changed}
	add := func(list []originState) (out []*origin) {
		for i := range list {
			p := list[i].origin()
			if p.first() == kept.Seed {
				s.seed = p
			}
			g.home[p.first()] = s
			out = append(out, p)
		}
		return out
	}
	s.origins, s.rest = add(kept.Origins), add(kept.Rest)
	g.open = append(g.open, s)
	return s
}
