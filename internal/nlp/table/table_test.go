package table_test

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/table"
)

func TestTableGivesBackWhatWasPutIn(t *testing.T) {
	in := map[uint32]uint16{0: 7, 1: 8, 0xffffffff: 9, 0xfffffffe: 1}
	for i := range uint32(500) {
		in[i*0x9e3779b9+5] = uint16(i)
	}
	a := table.New(in)
	b, rest, err := table.Read(append(a.Append(nil), 'x'), 500)
	if err != nil || string(rest) != "x" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	for k, want := range in {
		if got, ok := b.Get(k); !ok || got != want {
			t.Errorf("Get(%d) = %d, %v, want %d", k, got, ok, want)
		}
	}
	if _, ok := b.Get(2); ok || b.Len() != len(in) {
		t.Errorf("2 found: %v; %d keys, want %d", ok, b.Len(), len(in))
	}
	if _, ok := new(table.Table).Get(2); ok {
		t.Error("an empty table holds 2")
	}
}

func TestReadRefuses(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing": nil, "too many": {9, 1, 1}, "cut": {2, 1, 1, 5}, "value": {1, 1, 99}, "twice": {2, 1, 1, 0, 1},
	} {
		if _, _, err := table.Read(b, 50); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
