package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

const (
	perRound = 25 // kills of one store
	perChild = 6  // reports that one child is given
	revising = 20 // every so many reports one that came so many before is handed in with another text
)

// A tally counts what kills did.
type tally struct {
	rounds, kills, acked, lost, doubled, damaged, different int
}

// crash kills children of this program while they take reports in.
func crash(ctx context.Context, s streams, t trial) error {
	var sum tally
	begun := time.Now()
	for sum.kills < t.cycles {
		r, err := newRound(t, sum.rounds)
		if err != nil {
			return &internalError{err}
		}
		if err := r.run(ctx, min(perRound, t.cycles-sum.kills), &sum); err != nil {
			return &internalError{err}
		}
		for _, line := range r.failures {
			fmt.Fprintln(s.out, printable(line))
		}
		if sum.rounds++; len(r.failures) == 0 {
			if err := os.RemoveAll(r.dir); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(s.out, "kills %d, stores %d, acknowledged %d, lost %d, doubled %d, damaged stores %d, stores with other briefs %d; seed %d, %v\n",
		sum.kills, sum.rounds, sum.acked, sum.lost, sum.doubled, sum.damaged, sum.different, t.seed, time.Since(begun).Round(time.Second))
	if sum.lost+sum.doubled+sum.damaged+sum.different > 0 {
		return errCheck
	}
	return nil
}

// A round is the kills of one store.
type round struct {
	trial
	dir      string
	rand     *rand.Rand
	next     func() (*wiredesk.Document, bool)
	waiting  []*wiredesk.Document // not acknowledged yet, in order
	sent     []*wiredesk.Document // all that were ever handed in, in order
	acked    map[wiredesk.DocumentID]int
	failures []string
}

func newRound(t trial, n int) (*round, error) {
	reports, err := selftest.NewReports(t.seed + uint64(n))
	if err != nil {
		return nil, err
	}
	reports.Weeks, reports.PerDay = 2, 300
	dir := filepath.Join(t.dir, fmt.Sprint(n))
	next, _ := iter.Pull(reports.Documents(1 << 30))
	return &round{trial: t, dir: dir, rand: rand.New(rand.NewPCG(t.seed, uint64(n))), next: next, acked: map[wiredesk.DocumentID]int{}}, os.Mkdir(dir, 0o700)
}

func (r *round) path() string { return filepath.Join(r.dir, "wiredesk.db") }

// run kills so many children, lets the last one end, and looks at what is left.
func (r *round) run(ctx context.Context, kills int, sum *tally) error {
	db, err := sqlite.Create(ctx, r.path(), sqlite.Options{})
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	usual := 150 * time.Millisecond // that a child takes
	for n := 0; n < kills; {
		if err := ctx.Err(); err != nil {
			return err
		}
		for len(r.waiting) < perChild {
			r.draw()
		}
		killed, took, err := r.child(ctx, time.Duration(r.rand.Int64N(int64(usual))), "add", "-")
		if err != nil {
			return err
		}
		if killed {
			n++
		} else {
			usual = took
		}
	}
	if len(r.waiting) > 0 {
		if _, _, err := r.child(ctx, time.Minute, "add", "-"); err != nil {
			return err
		}
	}
	if _, _, err := r.child(ctx, time.Minute, "run", "--once"); err != nil { // the last kill may have come after the last receipt
		return err
	}
	sum.kills += kills
	sum.acked += len(r.sent)
	return r.judge(ctx, sum)
}

// child hands the reports that wait to a process of its own and kills it after
// a while, if it has not ended by then.
func (r *round) child(ctx context.Context, after time.Duration, args ...string) (killed bool, took time.Duration, err error) {
	in, err := inputOf(r.waiting)
	if err != nil {
		return false, 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return false, 0, err
	}
	c := exec.CommandContext(ctx, self, append(args, "--store", r.path())...)
	facts := "never"
	if r.facts {
		facts = "auto"
	}
	c.Env = append(withoutKeys(os.Environ()), config.Prefix+"STORIES_FACTS="+facts, config.Prefix+"STORE_MIN_FREE=1 B")
	c.Dir, c.Stdin = r.dir, in
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return false, 0, err
	}
	begun := time.Now()
	if err := c.Start(); err != nil {
		return false, 0, err
	}
	kill := time.AfterFunc(after, func() { _ = c.Process.Kill() })
	r.hear(bufio.NewScanner(out))
	err = c.Wait()
	kill.Stop()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false, time.Since(begun), nil
	case errors.As(err, &exit) && exit.ExitCode() < 0:
		return true, 0, nil
	}
	return false, 0, fmt.Errorf("wiredesk add: %w: %s", err, stderr.Bytes())
}

// draw puts the next report among those that wait, and now and then another
// text of an earlier one.
func (r *round) draw() {
	d, _ := r.next()
	if n := len(r.sent); n%revising == revising-1 {
		c := *r.sent[n-revising+1]
		c.Text += "\n\nThe paper later corrected this report."
		c.Published = d.Published
		c.Seal()
		d = &c
	}
	r.waiting, r.sent = append(r.waiting, d), append(r.sent, d)
}

// hear reads what a child acknowledges. A report may be acknowledged that waits
// no more: its receipt was lost with the last child.
func (r *round) hear(lines *bufio.Scanner) {
	for lines.Scan() {
		var outcome string
		var id wiredesk.DocumentID
		var revision int
		if n, _ := fmt.Sscan(lines.Text(), &outcome, &id, &revision); n < 3 {
			continue
		}
		if len(r.waiting) > 0 && r.waiting[0].ID == id {
			r.waiting = r.waiting[1:]
		}
		r.acked[id] = max(r.acked[id], revision)
	}
}

// judge compares what is left with what a run without a kill makes.
func (r *round) judge(ctx context.Context, sum *tally) error {
	db, err := sqlite.Open(ctx, r.path(), sqlite.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	fail := func(count *int, format string, args ...any) {
		*count++
		r.failures = append(r.failures, fmt.Sprintf("%s: ", r.dir)+fmt.Sprintf(format, args...))
	}
	for _, d := range r.sent {
		if r.acked[d.ID] == 0 {
			continue
		}
		history, err := db.History(ctx, d.ID)
		switch {
		case err != nil && !errors.Is(err, wiredesk.ErrNotFound):
			return err
		case len(history) < r.acked[d.ID]:
			fail(&sum.lost, "%s was acknowledged as revision %d, and %d are there", d.ID, r.acked[d.ID], len(history))
		}
	}
	st, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	if n := int(st.Revisions) - len(r.sent); n > 0 {
		fail(&sum.doubled, "%d revisions too many", n)
	}
	damage, err := db.Check(ctx)
	if err != nil {
		return err
	}
	if len(damage) > 0 {
		fail(&sum.damaged, "%s", strings.Join(damage, "; "))
	}
	got, err := briefs(ctx, db)
	if err != nil {
		return err
	}
	want, err := r.unbroken(ctx)
	if err != nil {
		return err
	}
	if got != want {
		fail(&sum.different, "the stories are not those of a run without a kill")
	}
	return nil
}

// unbroken returns what a run over the same reports makes in one go.
func (r *round) unbroken(ctx context.Context) (string, error) {
	db, err := sqlite.Create(ctx, filepath.Join(r.dir, "unbroken.db"), sqlite.Options{})
	if err != nil {
		return "", err
	}
	defer db.Close()
	w, err := worker.Open(ctx, db, r.options())
	if err != nil {
		return "", err
	}
	defer w.Close()
	for _, d := range r.sent {
		if _, err := w.Put(ctx, []store.Incoming{{Document: d}}); err != nil {
			return "", err
		}
	}
	if err := w.CatchUp(ctx); err != nil {
		return "", err
	}
	return briefs(ctx, db)
}

// briefs returns every story of the store, with its reasons.
func briefs(ctx context.Context, db *sqlite.DB) (string, error) {
	all, err := worker.All(ctx, db)
	if err != nil {
		return "", err
	}
	res, err := worker.Result(ctx, db, all, true)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(res)
	return string(b), err
}

// inputOf writes docs as JSONL.
func inputOf(docs []*wiredesk.Document) (*bytes.Buffer, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, d := range docs {
		if err := e.Encode(map[string]any{
			"id": d.ID, "url": d.URL, "source": d.Outlet, "title": d.Title, "authors": d.Authors, "published": d.Published, "language": d.Language, "text": d.Text,
		}); err != nil {
			return nil, err
		}
	}
	return &b, nil
}

// withoutKeys returns the variables that set no key of the configuration.
func withoutKeys(environ []string) []string {
	var out []string
	for _, e := range environ {
		if !strings.HasPrefix(e, config.Prefix) {
			out = append(out, e)
		}
	}
	return out
}
