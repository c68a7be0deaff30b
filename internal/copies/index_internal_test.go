package copies

import (
	"slices"
	"testing"
)

// TestIndexWraps holds an index against a plain list, while positions wrap
// around and the oldest postings are dropped.
func TestIndexWraps(t *testing.T) {
	x := newIndex()
	const start = 1<<32 - 10_000
	x.front, x.oldest, x.next = start, start, start
	var kept []uint32 // hashes, oldest first
	hash := func(i int) uint32 { return uint32(i*i) % 97 * 0x9e3779b9 }
	for i := range 40_000 {
		x.add(hash(i))
		kept = append(kept, hash(i))
		if i%1000 == 999 && len(kept) > 6000 {
			x.drop(x.oldest + 1500)
			kept = kept[1500:]
		}
		if i%500 > 0 {
			continue
		}
		var got, want []int // places in kept
		x.each(hash(i), func(p uint32) bool {
			got = append(got, int(p-x.oldest))
			return true
		})
		for k := len(kept) - 1; k >= 0; k-- {
			if kept[k] == hash(i) {
				want = append(want, k)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("after %d postings: places %v, want %v", i+1, got, want)
		}
	}
	if x.next > start {
		t.Error("the positions did not wrap around")
	}
	if most := 6000/blockSize + 3; len(x.blocks) > most {
		t.Errorf("%d blocks are kept, want %d at most", len(x.blocks), most)
	}
}
