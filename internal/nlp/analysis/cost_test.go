//go:build linux && !race

package analysis_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// cpu returns the processor time that f takes: what else the machine does
// counts for little.
func cpu(f func()) time.Duration {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	begun := used()
	f()
	return used() - begun
}

// TestLoad holds the reading of all weights to a fifth of a second.
func TestLoad(t *testing.T) {
	best := time.Hour
	for range 3 {
		best = min(best, cpu(func() {
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

// TestLinear annotates lines of one kind and of four times the length: the
// time may not grow much faster than the text.
func TestLinear(t *testing.T) {
	p := pipeline(t, english(t)...)
	cost := func(text string) time.Duration {
		best := time.Hour
		for range 2 {
			best = min(best, cpu(func() {
				if _, err := p.Annotate(sample.Document("d", "Desk", text, 0)); err != nil {
					t.Error(err)
				}
			}))
		}
		return best
	}
	for _, tt := range []struct {
		unit string
		size int // bytes of the longer line
	}{
		{"a", 1 << 20}, {"é", 1 << 20}, {"A-", 1 << 14}, {"(", 1 << 14}, {"“", 1 << 15}, {"1.", 1 << 14}, {"东", 1 << 15}, {"in 1990 ", 1 << 15},
		{"Ana ", 1 << 15}, {"Ana Marsh of Osterby, ", 1 << 15}, {"every Monday, ", 1 << 15}, {"said that ", 1 << 15}, {"Rain fell. ", 1 << 15},
		{"9 ", 1 << 15}, {"17 people were killed, ", 1 << 15}, {"two hundred and ", 1 << 15}, {"six of them, ", 1 << 15}, {"1-", 1 << 14}, {"no one was hurt. ", 1 << 15},
		{`"`, 1 << 15}, {`" `, 1 << 15}, {"“a” ", 1 << 15}, {"‘a ", 1 << 15}, {"“Rain fell,” he said. ", 1 << 15}, {"said “a”, ", 1 << 15}, {"he said, ", 1 << 15},
	} {
		short, long := cost(strings.Repeat(tt.unit, tt.size/4/len(tt.unit))), cost(strings.Repeat(tt.unit, tt.size/len(tt.unit)))
		if long > 10*short+50*time.Millisecond {
			t.Errorf("%q: %v for %d bytes, %v for %d", tt.unit, short, tt.size/4, long, tt.size)
		}
	}
}

// inChild is set where TestMemory runs itself in a process of its own.
const inChild = "WIREDESK_TEST_MEMORY"

// TestMemory holds what stays in memory with all weights read to 80 MB, and
// after the bundled reports, whose annotations are garbage by then, to 96.
func TestMemory(t *testing.T) {
	if os.Getenv(inChild) != "" {
		var got memory
		got.Before = resident(t)
		p := pipeline(t, english(t)...)
		got.Loaded = resident(t)
		annotate(t, p, reports(t))
		got.Done = resident(t)
		if err := json.NewEncoder(os.Stdout).Encode(got); err != nil {
			t.Fatal(err)
		}
		return
	}
	var got memory
	for range 3 { // pages come and go: the least of three counts
		got = inNewProcess(t)
		t.Logf("%.1f MB at the start, %.1f with all weights, %.1f after the reports", got.Before, got.Loaded, got.Done)
		if got.Loaded <= 80 && got.Done <= 96 {
			return
		}
	}
	t.Errorf("%.1f MB stay in memory with all weights and %.1f after the reports, the most is 80 and 96", got.Loaded, got.Done)
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

// resident returns the MB of this process that stand in memory.
func resident(t *testing.T) float64 {
	t.Helper()
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
