package worker_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// TestDecide lays rules down and takes them back, in any order, while the desk
// runs, and breaks off within: stories are always those of a run under the
// rules that hold, and nothing but what they name is written anew.
func TestDecide(t *testing.T) {
	docs := reports(t, 90)
	settled := cluster.Options{Settle: time.Hour}
	plain, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: settled, GroupOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	st := plain.Stories
	lines := []string{
		fmt.Sprintf("merge %s %s", st[0].ID, st[1].ID), fmt.Sprintf("split %s", st[2].Documents[len(st[2].Documents)-1]),
		fmt.Sprintf("pin %s %s", st[3].Documents[0], st[4].ID), fmt.Sprintf("mute %s", st[5].ID), fmt.Sprintf("merge %s %s", st[1].ID, st[2].ID),
	}
	db := create(t)
	o := quick
	broken := 0
	o.Reached = func(step string) {
		if broken--; broken == 0 {
			panic(step)
		}
	}
	w := open(t, db, o)
	put(t, w, docs...)
	catchUp(t, w)
	holds := map[string]int64{}
	for i, turn := range []int{0, 1, 0, 2, 3, 4, 0, 1, 3, 4, 2, 0} { // each lays a rule down, or takes it back
		line := lines[turn]
		if id, ok := holds[line]; ok {
			if err := db.Undo(t.Context(), id, "ana", time.Now()); err != nil {
				t.Fatal(err)
			}
			delete(holds, line)
		} else if holds[line], err = db.Decide(t.Context(), line, "ana", time.Now()); err != nil {
			t.Fatal(err)
		}
		if i%4 == 3 { // like a crash at one step after the other
			func() {
				defer func() { _ = recover() }()
				broken = 1 + i/4
				_, _ = w.Step(t.Context())
			}()
			broken = 0
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			w = open(t, db, o)
		}
		catchUp(t, w)
		decided, err := db.Decided(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var rules []rule.Rule
		for _, l := range decided {
			r, err := rule.Parse("test", l)
			if err != nil {
				t.Fatal(err)
			}
			rules = append(rules, r...)
		}
		want, err := pipeline.Run(t.Context(), docs, pipeline.Config{Cluster: settled, Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(members(want), members(result(t, db))); diff != "" {
			t.Errorf("turn %d, under %q (-run +store):\n%s", i, decided, diff)
		}
		if kept, err := db.Rules(t.Context()); err != nil || !slices.Equal(kept, decided) && len(kept)+len(decided) > 0 {
			t.Errorf("the store says that it was made under %q, %v", kept, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	version := func() string {
		_, v, err := db.Filed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	before := version()
	if again := open(t, db, worker.Options{MinFree: -1, Facts: -1}); again == nil || version() != before {
		t.Error("a start under the same rules files all anew")
	}
}
