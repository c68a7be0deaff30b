package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "raise the floors to the figures measured now; lowering one is an edit by hand")

// noise is how much a figure may fall: one sentence or document more or less
// in the smallest set.
const noise = 0.0005

const floorsFile = "testdata/floors.json"

// TestFloors holds the quality figures above their floors. The figures of the
// bundled reports are always measured; those of the labelled sets need
// WIREDESK_DATA, the folder that holds them ("allsides", "nlp" and so on, with
// "desk" beside it).
func TestFloors(t *testing.T) {
	b, err := os.ReadFile(floorsFile)
	if err != nil {
		t.Fatal(err)
	}
	var floors map[string]float64
	if err := json.Unmarshal(b, &floors); err != nil {
		t.Fatal(err)
	}
	data := os.Getenv("WIREDESK_DATA")
	measured := map[string]map[string]float64{}
	for _, name := range slices.Sorted(maps.Keys(floors)) {
		parts := strings.SplitN(name, " ", 3) // task, set, path of the figure
		dir := setDir(data, parts[1])
		if dir == "" {
			continue
		}
		key := parts[0] + " " + parts[1]
		if measured[key] == nil {
			measured[key] = figures(t, parts[0], dir)
		}
		got, ok := measured[key][parts[2]]
		if !ok {
			t.Errorf("%s: no such figure", name)
			continue
		}
		t.Logf("%-50s %.4f (floor %.4f)", name, got, floors[name])
		if got < floors[name]-noise {
			t.Errorf("%s = %.4f, floor %.4f", name, got, floors[name])
		}
		floors[name] = max(floors[name], float64(int(got*10000))/10000)
	}
	if *update {
		writeFloors(t, floors)
	}
}

// setDir returns the folder of a set, or "" if it is not here.
func setDir(data, set string) string {
	switch {
	case set == "demo":
		return "../../internal/demo"
	case data == "":
		return ""
	case set == "desk":
		return filepath.Join(data, "..", "desk")
	}
	return filepath.Join(data, set)
}

// figures runs an eval task and returns its figures by their path in the JSON.
func figures(t *testing.T, task, dir string) map[string]float64 {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"eval", task, dir, "--format", "json"}, streams{nil, &out, &errs}); code != exitOK {
		t.Fatalf("eval %s %s: exit %d: %s", task, dir, code, errs.String())
	}
	var v any
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	flat := map[string]float64{}
	flatten(flat, "", v)
	return flat
}

func flatten(out map[string]float64, path string, v any) {
	switch v := v.(type) {
	case float64:
		out[path] = v
	case map[string]any:
		for k, x := range v {
			flatten(out, strings.TrimPrefix(path+"."+k, "."), x)
		}
	}
}

func writeFloors(t *testing.T, floors map[string]float64) {
	t.Helper()
	var b strings.Builder
	for i, k := range slices.Sorted(maps.Keys(floors)) {
		sep := ",\n"
		if i == 0 {
			sep = "{\n"
		}
		fmt.Fprintf(&b, "%s %q: %v", sep, k, floors[k])
	}
	if err := os.WriteFile(floorsFile, []byte(b.String()+"\n}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
