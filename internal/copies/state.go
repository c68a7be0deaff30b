package copies

import (
	"encoding/gob"
	"fmt"
	"io"
)

// A finderState is a [Finder] as it is kept, before its documents.
type finderState struct {
	Hashes     []uint32 // of the postings, oldest first
	Oldest     uint32   // position of the first
	Base, From int
	Clock      int64
	Documents  int // that follow
}

// A recordState is a record.
type recordState struct {
	Start, Size        uint32
	Level              uint8
	Sizes              [levels]int32
	Family, Link, Text int
	Weak, Undated      bool
	Outlet             uint64
	Lead               [32]uint16
	At                 int64
}

// Save writes all that f knows, for [Load]. Cost: linear in what is held.
func (f *Finder) Save(w io.Writer) error {
	st := finderState{Oldest: f.index.oldest, Base: f.base, From: f.from, Clock: f.clock, Documents: len(f.docs)}
	for p := f.index.oldest; p != f.index.next; p++ {
		st.Hashes = append(st.Hashes, f.index.at(p).hash)
	}
	e := gob.NewEncoder(w)
	if err := e.Encode(st); err != nil {
		return err
	}
	for _, r := range f.docs {
		if err := e.Encode(recordState{r.start, uint32(r.size), uint8(r.level), r.sizes, r.family, r.link, r.text, r.weak, r.undated, r.outlet, r.lead, r.at}); err != nil {
			return err
		}
	}
	return nil
}

// Load returns a Finder that goes on where the one that [Finder.Save] wrote
// stood: what it says of the documents to come is the same.
func Load(r io.Reader, o Options) (*Finder, error) {
	f := NewFinder(o)
	d := gob.NewDecoder(r)
	var st finderState
	if err := d.Decode(&st); err != nil {
		return nil, fmt.Errorf("finder: %w", err)
	}
	f.base, f.from, f.clock = st.Base, st.From, st.Clock
	f.index.front, f.index.oldest, f.index.next = st.Oldest, st.Oldest, st.Oldest
	for _, h := range st.Hashes {
		f.index.add(h)
	}
	for range st.Documents {
		var k recordState
		if err := d.Decode(&k); err != nil {
			return nil, fmt.Errorf("document of a finder: %w", err)
		}
		f.docs = append(f.docs, record{k.Start, int32(k.Size), level(k.Level), k.Sizes, k.Family, k.Link, k.Weak, k.Text, k.Outlet, k.Lead, k.At, k.Undated})
	}
	for len(f.docs) > len(f.hits) {
		f.hits = make([]int32, 2*len(f.hits))
	}
	return f, nil
}
