package timex_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

// lines calls read with each line of a gzipped file.
func lines(t *testing.T, path string, read func([]byte) error) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, wiredesk.MaxLine)
	for sc.Scan() {
		if err := read(sc.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestFloors measures on news with marked time expressions, if it is here. No
// change may go below the floors.
func TestFloors(t *testing.T) {
	data := os.Getenv("WIREDESK_DATA")
	if data == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	gold, system := map[string][]eval.TimeMention{}, map[string][]eval.TimeMention{}
	lines(t, filepath.Join(data, "tempeval", "timexes.jsonl.gz"), func(b []byte) error {
		var r struct {
			Document, Type, Value string
			Start, End            int
		}
		err := json.Unmarshal(b, &r)
		gold[r.Document] = append(gold[r.Document], eval.TimeMention{Span: wiredesk.Span{Start: r.Start, End: r.End}, Type: r.Type, Value: r.Value})
		return err
	})
	lines(t, filepath.Join(data, "tempeval", "documents.jsonl.gz"), func(b []byte) error {
		var d wiredesk.Document
		err := json.Unmarshal(b, &d)
		for _, e := range find(d.Text, d.Published) {
			system[string(d.ID)] = append(system[string(d.ID)], eval.TimeMention{Span: e.Span, Type: e.Type, Value: e.Value})
		}
		return err
	})
	s := eval.ScoreTimes(gold, system)
	t.Logf("%+v", s)
	for _, tt := range []struct {
		name       string
		got, floor float64
	}{
		{"strict", s.Strict.F1, .875}, {"relaxed", s.Relaxed.F1, .943}, {"type", s.Type.F1, .851}, {"value", s.Value.F1, .774},
	} {
		if tt.got < tt.floor {
			t.Errorf("%s F1 = %.3f, floor %.3f", tt.name, tt.got, tt.floor)
		}
	}
}
