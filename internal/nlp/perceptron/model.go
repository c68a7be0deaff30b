// Package perceptron is a sparse linear classifier over hashed features:
// an averaged perceptron that is trained with whole numbers, frozen into a
// small table, and scored with whole numbers, so that every machine gives
// the same answer.
//
// Layer: nlp (pure). It never reads a file, never looks at a clock, and knows
// nothing of words, tags or trees: callers hand it feature keys and get one
// score for each class.
package perceptron

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A Key is the hash of one feature. Callers make it from the number of the
// template and the values in it; see [Hash]. Key 0 stands for no feature.
type Key uint64

// MaxClasses is the largest number of classes of a model.
const MaxClasses = 255

// ErrFormat says that bytes are not a frozen model of a known version.
var ErrFormat = errors.New("not a perceptron model of a known version")

// A Model holds frozen weights. It is read-only, so any number of goroutines
// may score with it, each with its own [Scratch].
type Model struct {
	classes int
	slots   []slot // in order of key, each at its place or as near behind it as can be
	shift   uint   // bits of a 32-bit key that are not part of the slot number
	cells   []uint16
	value   [256]int32 // weight of each code
}

// A slot is one feature of the open-addressing table: its key, and a run of
// cells. run = first cell << runBits | number of cells; 0 means empty.
type slot struct {
	key uint32
	run uint32
}

const (
	runBits = 8
	runMask = 1<<runBits - 1
	// maxCells is how many cells the first-cell number can address.
	maxCells = 1 << (32 - runBits)
)

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// A Scratch is the working memory of one goroutine.
type Scratch struct {
	slots   []slot
	runs    []uint32
	sum     [256]int32
	touched uint16 // kept so that the compiler keeps the loads
}

// Score sets scores[c] to the sum of the weights of class c over keys.
// scores must have at least Classes entries. Keys that the model does not
// know count nothing. It allocates only when keys is longer than ever before.
func (m *Model) Score(keys []Key, scores []int32, s *Scratch) {
	m.find(keys, s)
	// Arrays of 256 are indexed by bytes without a check of bounds.
	sum, value := &s.sum, &m.value
	clear(sum[:m.classes])
	for _, run := range s.runs {
		first := run >> runBits
		for _, c := range m.cells[first : first+run&runMask] {
			sum[uint8(c>>8)] += value[uint8(c)]
		}
	}
	copy(scores, sum[:m.classes])
}

// find sets s.runs to the runs of the keys that are known. The table is much
// larger than the cache, so the time goes into waiting for memory. The first
// loop asks for all slots, the last for the start of all runs, without a
// branch between, so that the processor waits for many of them at once.
func (m *Model) find(keys []Key, s *Scratch) {
	slots := s.slots[:0]
	for _, k := range keys {
		slots = append(slots, m.slots[uint32(k>>32)>>m.shift])
	}
	runs := s.runs[:0]
	for i, k := range keys {
		key := uint32(k >> 32)
		switch {
		case slots[i].key == key:
			if run := slots[i].run; run != 0 {
				runs = append(runs, run)
			}
		case slots[i].key < key && slots[i].run != 0:
			if run := m.probe(key); run != 0 {
				runs = append(runs, run)
			}
		}
	}
	touched := uint16(0)
	for _, run := range runs {
		touched ^= m.cells[run>>runBits]
	}
	s.slots, s.runs, s.touched = slots, runs, touched
}

// probe looks for key behind its first slot.
func (m *Model) probe(key uint32) uint32 {
	i := key >> m.shift
	for {
		i++
		s := m.slots[i]
		if s.key == key {
			return s.run
		}
		if s.key > key || s.run == 0 {
			return 0
		}
	}
}

// A builder fills the table of a model, feature by feature in order of key.
type builder struct {
	m  *Model
	at int // first slot that may be free
}

func newBuilder(classes int, value [256]int32, features, cells int) (*builder, error) {
	if cells >= maxCells {
		return nil, fmt.Errorf("%d cells, the most is %d: prune harder", cells, maxCells-1)
	}
	bits := uint(4)
	for 1<<bits < 2*features {
		bits++
	}
	m := &Model{classes: classes, slots: make([]slot, 1<<bits, 1<<bits+64), shift: 32 - bits, value: value}
	m.cells = make([]uint16, 0, cells)
	return &builder{m: m}, nil
}

// add enters a feature whose n cells have just been appended to m.cells.
func (b *builder) add(key uint32, n int) {
	b.at = max(b.at, int(key>>b.m.shift))
	for b.at >= len(b.m.slots) {
		b.m.slots = append(b.m.slots, slot{})
	}
	b.m.slots[b.at] = slot{key, uint32(len(b.m.cells)-n)<<runBits | uint32(n)}
	b.at++
}

// model returns the model once all features are in.
func (b *builder) model() *Model {
	b.m.slots = append(b.m.slots, slot{}) // ends the last search
	return b.m
}

// A feature is a frozen feature on its way into or out of a table.
type feature struct {
	key   uint32
	cells []uint16
}

// newModel builds the table of features, which must be sorted by key and
// have distinct keys.
func newModel(classes int, value [256]int32, features []feature) (*Model, error) {
	n := 0
	for _, f := range features {
		n += len(f.cells)
	}
	b, err := newBuilder(classes, value, len(features), n)
	if err != nil {
		return nil, err
	}
	for _, f := range features {
		b.m.cells = append(b.m.cells, f.cells...)
		b.add(f.key, len(f.cells))
	}
	return b.model(), nil
}

// features returns the content of the table, sorted by key.
func (m *Model) features() []feature {
	var fs []feature
	for _, s := range m.slots {
		if s.run != 0 {
			first := s.run >> runBits
			fs = append(fs, feature{s.key, m.cells[first : first+s.run&runMask]})
		}
	}
	return fs
}

const formatVersion = 1

// Append appends the model's bytes to dst. Form: version, classes, number of
// features and cells as uvarints; 256 weights as varints; then for each
// feature in order of key the difference to the key before as a uvarint, the
// number of cells, and per cell the class byte and the code byte.
func (m *Model) Append(dst []byte) []byte {
	fs := m.features()
	dst = binary.AppendUvarint(dst, formatVersion)
	dst = binary.AppendUvarint(dst, uint64(m.classes))
	dst = binary.AppendUvarint(dst, uint64(len(fs)))
	dst = binary.AppendUvarint(dst, uint64(len(m.cells)))
	for _, v := range m.value {
		dst = binary.AppendVarint(dst, int64(v))
	}
	prev := uint32(0)
	for _, f := range fs {
		dst = binary.AppendUvarint(dst, uint64(f.key-prev))
		prev = f.key
		dst = append(dst, byte(len(f.cells)))
		for _, c := range f.cells {
			dst = append(dst, byte(c>>8), byte(c))
		}
	}
	return dst
}

// Read reads what [Model.Append] wrote from the start of b, and returns the
// bytes after it. Errors: [ErrFormat]. Cost: a few milliseconds for each
// 100,000 features.
func Read(b []byte) (*Model, []byte, error) {
	d := decoder{b: b}
	version, classes := d.uvarint(), d.uvarint()
	n, cells := d.uvarint(), d.uvarint()
	if d.bad || version != formatVersion || classes > MaxClasses || n > uint64(len(b)) || cells > uint64(len(b)) {
		return nil, nil, ErrFormat
	}
	var value [256]int32
	for i := range value {
		value[i] = d.varint32()
	}
	build, err := newBuilder(int(classes), value, int(n), int(cells))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	key := uint64(0)
	for i := range n {
		diff := d.uvarint()
		key += diff
		from := len(build.m.cells)
		build.m.cells = d.cells(build.m.cells, int(classes))
		more := len(build.m.cells) - from
		if d.bad || key > math.MaxUint32 || i > 0 && diff == 0 || more == 0 || len(build.m.cells) > int(cells) {
			return nil, nil, ErrFormat
		}
		build.add(uint32(key), more)
	}
	return build.model(), d.b, nil
}

// A decoder takes values from the front of b; bad is set once they run out.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) varint32() int32 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[n:]
	return int32(v)
}

func (d *decoder) cells(dst []uint16, classes int) []uint16 {
	if len(d.b) == 0 || len(d.b) < 1+2*int(d.b[0]) {
		d.bad = true
		return dst
	}
	n := int(d.b[0])
	for i := range n {
		class, code := d.b[1+2*i], d.b[2+2*i]
		if int(class) >= classes {
			d.bad = true
			return dst
		}
		dst = append(dst, uint16(class)<<8|uint16(code))
	}
	d.b = d.b[1+2*n:]
	return dst
}
