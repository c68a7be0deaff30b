package perceptron

import (
	"cmp"
	"math"
	"slices"
)

// A Trainer learns weights. It is not safe for concurrent use.
//
// All weights and their sums over time are whole numbers, so the order of
// the examples alone decides the result.
type Trainer struct {
	classes int
	table   []int32 // row number + 1, by hash; 0 is empty
	keys    []Key   // key of each row
	rows    [][]cell
	now     int64
}

// A cell is the weight of one class in a row. sum is what the weight added
// up to over the steps before since.
type cell struct {
	sum     int64
	since   int64
	weight  int32
	updates uint16
	class   uint8
}

// NewTrainer returns a trainer for classes 0 to classes-1.
func NewTrainer(classes int) *Trainer {
	return &Trainer{classes: classes, table: make([]int32, 1<<16)}
}

// Score is [Model.Score] with the weights of the moment.
func (t *Trainer) Score(keys []Key, scores []int32) {
	clear(scores[:t.classes])
	for _, k := range keys {
		row := t.row(k)
		if row < 0 {
			continue
		}
		for i := range t.rows[row] {
			c := &t.rows[row][i]
			scores[c.class] += c.weight
		}
	}
}

// Step marks the end of one example: averages are over steps.
func (t *Trainer) Step() { t.now++ }

// Update adds delta to the weight of class for each key.
func (t *Trainer) Update(keys []Key, class int, delta int32) {
	for _, k := range keys {
		if k == 0 {
			continue
		}
		row := t.row(k)
		if row < 0 {
			row = t.add(k)
		}
		c := t.cell(row, uint8(class))
		c.sum += int64(c.weight) * (t.now - c.since)
		c.since = t.now
		c.weight += delta
		if c.updates < math.MaxUint16 {
			c.updates++
		}
	}
}

func (t *Trainer) cell(row int32, class uint8) *cell {
	cells := t.rows[row]
	for i := range cells {
		if cells[i].class == class {
			return &cells[i]
		}
	}
	t.rows[row] = append(cells, cell{class: class, since: t.now})
	return &t.rows[row][len(cells)]
}

func (t *Trainer) row(k Key) int32 {
	mask := uint64(len(t.table) - 1)
	for i := uint64(k) & mask; ; i = (i + 1) & mask {
		r := t.table[i] - 1
		if r < 0 || t.keys[r] == k {
			return r
		}
	}
}

func (t *Trainer) add(k Key) int32 {
	if 2*len(t.keys) >= len(t.table) {
		t.grow()
	}
	t.keys = append(t.keys, k)
	t.rows = append(t.rows, nil)
	t.place(int32(len(t.keys) - 1))
	return int32(len(t.keys) - 1)
}

func (t *Trainer) grow() {
	t.table = make([]int32, 2*len(t.table))
	for r := range t.keys {
		t.place(int32(r))
	}
}

func (t *Trainer) place(r int32) {
	mask := uint64(len(t.table) - 1)
	i := uint64(t.keys[r]) & mask
	for t.table[i] != 0 {
		i = (i + 1) & mask
	}
	t.table[i] = r + 1
}

// Settle sets each weight to scale times its average so far, rounded towards
// nought, and begins a new average. Training that goes on from there in another
// way should use updates of about scale.
func (t *Trainer) Settle(scale int32) {
	for r := range t.rows {
		for i := range t.rows[r] {
			c := &t.rows[r][i]
			c.weight = int32(t.average(c) * int64(scale) / 1000)
			c.sum, c.since = 0, 0
		}
	}
	t.now = 0
}

// Prune says which weights [Trainer.Freeze] leaves out. The zero value keeps
// all of them that are not nought.
type Prune struct {
	// MinWeight is the smallest absolute average weight kept, in
	// thousandths.
	MinWeight int
	// MinUpdates is how often a weight must have been updated to be kept.
	MinUpdates int
	// Keep tells the features that are kept at all; nil keeps every one.
	Keep func(Key) bool
}

// Freeze averages, prunes and quantises the weights. The codes of the 8-bit
// weights grow with the square, so that small weights stay apart and the
// largest is not clipped: clipping costs up to two points of accuracy.
func (t *Trainer) Freeze(p Prune) (*Model, error) {
	type average struct {
		row    int
		class  uint8
		weight int64 // thousandths
	}
	var kept []average
	largest := int64(1)
	for r := range t.rows {
		if p.Keep != nil && !p.Keep(t.keys[r]) {
			continue
		}
		for _, c := range t.rows[r] {
			w := t.average(&c)
			if w == 0 || abs(w) < int64(p.MinWeight) || int(c.updates) < p.MinUpdates {
				continue
			}
			kept = append(kept, average{r, c.class, w})
			largest = max(largest, abs(w))
		}
	}
	slices.SortFunc(kept, func(a, b average) int {
		return cmp.Or(cmp.Compare(t.keys[a.row]>>32, t.keys[b.row]>>32),
			cmp.Compare(t.keys[a.row], t.keys[b.row]), cmp.Compare(a.class, b.class))
	})
	value := codeBook(largest)
	var features []feature
	last := -1
	for _, a := range kept {
		key := uint32(t.keys[a.row] >> 32)
		if a.row != last {
			if n := len(features); n > 0 && features[n-1].key == key {
				continue // two 64-bit keys with one 32-bit key: the first stays
			}
			features = append(features, feature{key: key})
			last = a.row
		}
		f := &features[len(features)-1]
		f.cells = append(f.cells, uint16(a.class)<<8|uint16(encode(&value, a.weight)))
	}
	return newModel(t.classes, value, features)
}

// average returns the average weight of c in thousandths, rounded towards
// nought.
func (t *Trainer) average(c *cell) int64 {
	if t.now == 0 {
		return 1000 * int64(c.weight)
	}
	return 1000 * (c.sum + int64(c.weight)*(t.now-c.since)) / t.now
}

// codeBook returns the weight of each code: codes 1 to 127 are positive and
// grow with the square up to largest, 255 down to 129 are their negatives.
func codeBook(largest int64) (value [256]int32) {
	for i := int64(1); i < 128; i++ {
		v := (largest*i*i + 127*127/2) / (127 * 127)
		value[i] = int32(max(v, i))
		value[256-i] = -value[i]
	}
	return value
}

// encode returns the code whose weight is nearest to w.
func encode(value *[256]int32, w int64) uint8 {
	i, _ := slices.BinarySearch(value[:128], int32(abs(w)))
	if i > 127 || i > 0 && int64(value[i])-abs(w) > abs(w)-int64(value[i-1]) {
		i--
	}
	if w < 0 {
		return uint8(256 - i)
	}
	return uint8(i)
}

func abs(x int64) int64 { return max(x, -x) }
