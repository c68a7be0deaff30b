package copies

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
)

// A finderState is a [Finder] as it is kept, before its documents.
type finderState struct {
	Postings   int    // whose hashes follow, oldest first, chunk by chunk
	Oldest     uint32 // position of the first
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

// chunk is how many hashes are written at a time: all at once would take as much
// memory again as the index.
const chunk = 1 << 16

var errShort = errors.New("it does not hold what it says")

// Save writes all that f knows, for [Load]. Cost: linear in what is held.
func (f *Finder) Save(w io.Writer) error {
	st := finderState{Oldest: f.index.oldest, Base: f.base, From: f.from, Clock: f.clock, Documents: len(f.docs)}
	st.Postings = int(f.index.next - f.index.oldest)
	e := gob.NewEncoder(w)
	if err := e.Encode(st); err != nil {
		return err
	}
	hashes := make([]uint32, 0, chunk)
	for p := f.index.oldest; p != f.index.next; p++ {
		if hashes = append(hashes, f.index.at(p).hash); len(hashes) == chunk || p+1 == f.index.next {
			if err := e.Encode(hashes); err != nil {
				return err
			}
			hashes = hashes[:0]
		}
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
	for left := st.Postings; left > 0; {
		var hashes []uint32
		if err := d.Decode(&hashes); err != nil || len(hashes) == 0 || len(hashes) > left {
			return nil, fmt.Errorf("postings of a finder: %w", errors.Join(err, errShort))
		}
		for _, h := range hashes {
			f.index.add(h)
		}
		left -= len(hashes)
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
