// Package table is a read-only map from 32-bit hashes to small numbers, with
// a compact form in bytes.
//
// Layer: nlp (pure). It never sees what was hashed, so a key that was not put
// in is found once in 2^32/len tries: callers must be able to bear that.
package table

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// A Table is safe for concurrent use. The zero value is empty.
type Table struct {
	slots []slot
	shift uint
	n     int
}

type slot struct {
	key   uint32
	value uint16
	used  bool
}

// Key shortens a hash to a key.
func Key(hash uint64) uint32 { return uint32(hash >> 32) }

// New returns a table of values.
func New(values map[uint32]uint16) *Table {
	t := newTable(len(values))
	for _, k := range slices.Sorted(maps.Keys(values)) {
		t.put(k, values[k])
	}
	return t
}

func newTable(n int) *Table {
	bits := uint(4)
	for 1<<bits < n+n/2 {
		bits++
	}
	return &Table{slots: make([]slot, 1<<bits), shift: 32 - bits, n: n}
}

func (t *Table) put(key uint32, value uint16) {
	i := key >> t.shift
	for t.slots[i].used {
		i = (i + 1) & uint32(len(t.slots)-1)
	}
	t.slots[i] = slot{key, value, true}
}

// Len returns the number of keys.
func (t *Table) Len() int { return t.n }

// Get returns the value of key and whether there is one.
func (t *Table) Get(key uint32) (uint16, bool) {
	if t.n == 0 {
		return 0, false
	}
	mask := uint32(len(t.slots) - 1)
	for i := key >> t.shift; t.slots[i].used; i = (i + 1) & mask {
		if t.slots[i].key == key {
			return t.slots[i].value, true
		}
	}
	return 0, false
}

// Append appends the table's bytes to dst: the number of keys, then for each
// key in order its difference to the one before, and its value, all uvarints.
func (t *Table) Append(dst []byte) []byte {
	all := make([]slot, 0, t.n)
	for _, s := range t.slots {
		if s.used {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b slot) int { return int(int64(a.key) - int64(b.key)) })
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	prev := uint32(0)
	for _, s := range all {
		dst = binary.AppendUvarint(dst, uint64(s.key-prev))
		dst = binary.AppendUvarint(dst, uint64(s.value))
		prev = s.key
	}
	return dst
}

// ErrFormat says that bytes are not a table.
var ErrFormat = errors.New("not a table")

// Read reads what [Table.Append] wrote from the start of b, and returns the
// bytes after it. Values must be below limit. Errors: [ErrFormat].
func Read(b []byte, limit int) (*Table, []byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return nil, nil, ErrFormat
	}
	b = b[size:]
	t := newTable(int(n))
	key := uint64(0)
	for i := range n {
		diff, size := binary.Uvarint(b)
		if size <= 0 || i > 0 && diff == 0 {
			return nil, nil, ErrFormat
		}
		value, more := binary.Uvarint(b[size:])
		key += diff
		if more <= 0 || key>>32 != 0 || value >= uint64(limit) || value >= 1<<16 {
			return nil, nil, ErrFormat
		}
		t.put(uint32(key), uint16(value))
		b = b[size+more:]
	}
	return t, b, nil
}
