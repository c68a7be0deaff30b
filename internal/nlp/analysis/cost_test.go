//go:build linux && !race

package analysis_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/costtest"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// TestLoad holds the reading of all weights to a fifth of a second.
func TestLoad(t *testing.T) {
	best := time.Hour
	for range 3 {
		best = min(best, costtest.CPU(func() {
			if _, err := analysis.English(model.English()); err != nil {
				t.Error(err)
			}
		}))
	}
	t.Logf("%v", best)
	if best > 200*time.Millisecond {
		t.Errorf("%v to read the weights, the most is 200 ms", best)
	}
}

// TestLinear holds every annotator to at most 2.5 times the time for twice the
// text, over each pattern that was made to cost much. It is row 40 of the
// matrix of faults. Up to 128 KiB a sentence that was parsed once is not parsed
// again, since that takes six seventh of the time and no sentence is longer than
// 2,000 bytes; beyond, every one is.
func TestLinear(t *testing.T) {
	size := costtest.Bytes(16 << 10)
	steps := english(t)
	for i, s := range steps {
		if s.Made().Annotator == "parse" && size <= 64<<10 {
			steps[i] = &remembering{Annotator: s, trees: map[string]tree{}}
		}
	}
	for _, p := range costtest.Patterns() {
		docs := map[int]*analysis.Document{} // by the bytes of the text
		for k, s := range steps {
			before := maps.Clone(docs)
			costtest.Linear(t, s.Made().Annotator+" of "+p.Name, size, func(n int) func() {
				if before[n] == nil {
					before[n] = &analysis.Document{Document: sample.Document("d", "Desk", p.Text(n), 0)}
					for _, earlier := range steps[:k] {
						if err := earlier.Annotate(before[n]); err != nil {
							t.Fatal(err)
						}
					}
				}
				return func() {
					d := *before[n]
					if err := s.Annotate(&d); err != nil {
						t.Error(err)
					}
					if n <= 2*size { // longer ones are not there for every step
						docs[n] = &d
					}
				}
			})
		}
		check(t, docs[2*size])
	}
}

// remembering parses each sentence once.
type remembering struct {
	analysis.Annotator
	trees map[string]tree
}

// A tree has its heads counted from the begin of the sentence.
type tree struct {
	heads []int32
	rels  []parse.Rel
}

func (a *remembering) Annotate(d *analysis.Document) error {
	whole := *d
	whole.Text.Sentences = nil
	for _, s := range d.Sentences {
		if _, ok := a.trees[a.key(d, s)]; !ok {
			whole.Text.Sentences = append(whole.Text.Sentences, s)
			a.trees[a.key(d, s)] = tree{}
		}
	}
	if err := a.Annotator.Annotate(&whole); err != nil {
		return err
	}
	for _, s := range whole.Text.Sentences {
		heads := slices.Clone(whole.Heads[s.First:s.Last])
		for i := range heads {
			heads[i] -= int32(s.First)
		}
		a.trees[a.key(d, s)] = tree{heads, slices.Clone(whole.Rels[s.First:s.Last])}
	}
	d.Heads, d.Rels = make([]int32, len(d.Tokens)), make([]parse.Rel, len(d.Tokens))
	for _, s := range d.Sentences {
		t := a.trees[a.key(d, s)]
		copy(d.Rels[s.First:s.Last], t.rels)
		for i, h := range t.heads {
			d.Heads[s.First+i] = h + int32(s.First)
		}
	}
	return nil
}

// key is what the tree of a sentence depends on.
func (a *remembering) key(d *analysis.Document, s wiredesk.Sentence) string {
	return fmt.Sprint(s.Of(d.Document.Text), d.Tags[s.First:s.Last])
}

// inChild is set where TestMemory runs itself in a process of its own.
const inChild = "WIREDESK_TEST_MEMORY"

// TestMemory holds what stays in memory with all weights read to 75 MB, and
// after the bundled reports, whose annotations are garbage by then, to 80.
func TestMemory(t *testing.T) {
	if os.Getenv(inChild) != "" {
		var got memory
		got.Before = resident(t)
		p := pipeline(t, english(t)...)
		got.Loaded = resident(t)
		annotate(t, p, reports(t))
		got.Done = resident(t)
		runtime.KeepAlive(p)
		if err := json.NewEncoder(os.Stdout).Encode(got); err != nil {
			t.Fatal(err)
		}
		return
	}
	got := inNewProcess(t)
	t.Logf("%.1f MB at the start, %.1f with all weights, %.1f after the reports", got.Before, got.Loaded, got.Done)
	if got.Loaded > 75 || got.Done > 80 {
		t.Errorf("%.1f MB stay in memory with all weights and %.1f after the reports, the most is 75 and 80", got.Loaded, got.Done)
	}
}

// inNewProcess runs TestMemory in a process of its own.
func inNewProcess(t *testing.T) memory {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe, "-test.run", "^TestMemory$")
	c.Env = append(os.Environ(), inChild+"=1")
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var got memory
	line, _, _ := strings.Cut(string(out), "\n")
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return got
}

// memory is in MB.
type memory struct{ Before, Loaded, Done float64 }

// resident returns the MB of this process that stand in memory once what is
// garbage has gone back to the system.
func resident(t *testing.T) float64 {
	t.Helper()
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(b), &size, &pages); err != nil {
		t.Fatal(err)
	}
	return float64(pages*os.Getpagesize()) / 1e6
}
