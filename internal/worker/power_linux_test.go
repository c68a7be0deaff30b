package worker_test

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

var (
	cuts   = flag.Int("cuts", 40, "of TestPowerCut: how often the power goes")
	faults = flag.Int("faults", 8, "of TestDiskFails: how often the disk fails")
)

const (
	powerDir     = "WIREDESK_TEST_POWER_DIR"     // where the process that is cut off works
	powerReports = "WIREDESK_TEST_POWER_REPORTS" // how many reports it takes in
	cutsOfOne    = 30                            // cuts of one store
)

// TestPowerCut: whatever a power cut leaves of what was not synced, the store
// opens, is whole, and has every report that was acknowledged; and now and then,
// that it makes stories of them and takes reports in.
func TestPowerCut(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	acknowledged := 0
	for done, seed := 0, uint64(1); done < *cuts; seed++ {
		n := min(cutsOfOne, *cuts-done)
		acknowledged += cutStore(t, seed, n)
		done += n
	}
	if acknowledged == 0 {
		t.Error("nothing was acknowledged before any cut")
	}
	t.Logf("%d cuts, %d receipts looked up", *cuts, acknowledged)
}

// cutStore runs a process that takes reports in, looks n times at what a cut
// would leave of its store, and returns how many receipts it looked up.
func cutStore(t *testing.T, seed uint64, n int) (lookedUp int) {
	disk := newForgetful()
	r := rand.New(rand.NewPCG(seed, 1))
	heard := start(t, disk.mount(t), 2000)
	defer heard.stop()
	select {
	case <-heard.first:
	case <-heard.ended:
		t.Fatal("the process acknowledges nothing")
	}
	for i := range n {
		time.Sleep(time.Duration(r.Int64N(int64(40 * time.Millisecond))))
		lookedUp += cutOnce(t, disk, heard, r, i%10 == 0)
		if t.Failed() {
			t.Fatalf("cut %d of store %d", i, seed)
		}
	}
	return lookedUp
}

// cutOnce looks at what a cut would leave now, and returns how many receipts
// there were.
func cutOnce(t *testing.T, disk *forgetful, heard *receipts, r *rand.Rand, on bool) int {
	t.Helper()
	acked, image := heard.so(), t.TempDir()
	if err := disk.cut(image, r); err != nil {
		t.Fatal(err)
	}
	judge(t, filepath.Join(image, "wiredesk.db"), acked, on)
	if err := os.RemoveAll(image); err != nil {
		t.Fatal(err)
	}
	return len(acked)
}

// TestDiskFails: after a write or a sync that failed, wherever it was, no more is
// acknowledged than the disk keeps, even if it seems well again; and it is said.
func TestDiskFails(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	disk := newForgetful()
	heard := start(t, disk.mount(t), 60)
	<-heard.ended
	calls := disk.called()
	heard.stop()
	if len(heard.refusals()) > 0 || calls < 50 {
		t.Fatalf("without a failure: %d writes and syncs, refused %q", calls, heard.refusals())
	}
	refused := 0
	for i := range *faults {
		r := rand.New(rand.NewPCG(uint64(i), 2))
		disk = newForgetful()
		disk.failAt = 1 + (calls-1)*i/max(*faults-1, 1)
		heard = start(t, disk.mount(t), 60)
		<-heard.ended
		heard.stop()
		if len(heard.refusals()) > 0 {
			refused++
		}
		if len(heard.so()) == 0 { // it failed before there was a store
			continue
		}
		cutOnce(t, disk, heard, r, true)
		if t.Failed() {
			t.Fatalf("write or sync %d of %d failed", disk.failAt, calls)
		}
	}
	t.Logf("of %d failures of a disk with %d writes and syncs %d were told", *faults, calls, refused)
	if refused == 0 {
		t.Error("no failure was told")
	}
}

// judge looks at what a cut has left.
func judge(t *testing.T, path string, acked map[wiredesk.DocumentID]int, on bool) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	damage, err := db.Check(t.Context())
	if err != nil || len(damage) > 0 {
		t.Fatalf("damage: %v, %v", damage, err)
	}
	for id, revision := range acked {
		history, err := db.History(t.Context(), id)
		if err != nil && !errors.Is(err, wiredesk.ErrNotFound) {
			t.Fatal(err)
		}
		if len(history) < revision {
			t.Errorf("%s was acknowledged as revision %d, and %d are there", id, revision, len(history))
		}
	}
	if !on {
		return
	}
	w, err := worker.Open(t.Context(), db, quick)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	put(t, w, reports(t, 1)...)
	catchUp(t, w)
}

// receipts are what a process acknowledges and refuses.
type receipts struct {
	stop  func() // kills the process and waits for its end
	first chan struct{}
	ended chan struct{}

	mu      sync.Mutex
	acked   map[wiredesk.DocumentID]int
	refused []string
}

// start runs [TestPowerChild] in a process of its own.
func start(t *testing.T, dir string, reports int) *receipts {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run", "^TestPowerChild$", "-test.timeout", "5m")
	c.Env = append(os.Environ(), powerDir+"="+dir, fmt.Sprint(powerReports, "=", reports))
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	h := &receipts{acked: map[wiredesk.DocumentID]int{}, first: make(chan struct{}), ended: make(chan struct{})}
	h.stop = func() {
		_ = c.Process.Kill()
		<-h.ended
		_ = c.Wait()
	}
	go h.hear(bufio.NewScanner(out))
	return h
}

func (h *receipts) hear(lines *bufio.Scanner) {
	defer close(h.ended)
	for lines.Scan() {
		h.line(lines.Text())
	}
}

func (h *receipts) line(s string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var id wiredesk.DocumentID
	var revision int
	if refusal, is := strings.CutPrefix(s, "refused "); is {
		h.refused = append(h.refused, refusal)
	} else if n, _ := fmt.Sscanf(s, "receipt %s %d", &id, &revision); n == 2 {
		if len(h.acked) == 0 {
			close(h.first)
		}
		h.acked[id] = max(h.acked[id], revision)
	}
}

func (h *receipts) so() map[wiredesk.DocumentID]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.acked)
}

func (h *receipts) refusals() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.refused
}

// TestPowerChild is the process that [TestPowerCut] and [TestDiskFails] start. It
// says what it takes in, and goes on after a failure.
func TestPowerChild(t *testing.T) {
	dir := os.Getenv(powerDir)
	if dir == "" {
		t.Skip("started by TestPowerCut and TestDiskFails")
	}
	n, err := strconv.Atoi(os.Getenv(powerReports))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Create(t.Context(), filepath.Join(dir, "wiredesk.db"), sqlite.Options{})
	if err != nil {
		fmt.Println("refused", err)
		return
	}
	w, err := worker.Open(t.Context(), db, quick)
	if err != nil {
		fmt.Println("refused", err)
		return
	}
	for i, batch := range slices.Collect(slices.Chunk(reports(t, n), 3)) {
		in := incoming(batch)
		if i%5 == 0 {
			in = append(in, incoming([]*wiredesk.Document{revised(batch[0])})...)
		}
		got, err := w.Put(t.Context(), in)
		if err != nil {
			fmt.Println("refused", err)
			continue
		}
		for _, r := range got {
			fmt.Println("receipt", r.Document, r.Revision)
		}
		if i%4 == 3 {
			if err := w.CatchUp(t.Context()); err != nil {
				fmt.Println("refused", err)
			}
		}
	}
}
