package worker_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// TestPoisonAtEachStage has one report of fifty make the program fail at each
// stage of the desk in turn. Those that come before a story is made put it
// aside, with the reason, and make of the others what is made without it; the
// others cost its story the facts or the brief. No start is different for it,
// and another text of it is tried again.
func TestPoisonAtEachStage(t *testing.T) {
	docs := reports(t, 50)
	poison := docs[17]
	others := slices.DeleteFunc(slices.Clone(docs), func(d *wiredesk.Document) bool { return d == poison })
	whole, without := desk(t, quick, docs), desk(t, quick, others)
	story := storyOf(t, result(t, whole), poison.ID)
	if story == nil || len(story.Documents) < 2 || story.Documents[0] == poison.ID {
		t.Fatalf("the report stands in story %+v: the test shows nothing", story)
	}
	for _, stage := range []string{"find", "group", "analyse", "lay out", "brief"} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			o, tries := quick, tries{stage: stage + " " + string(poison.ID)}
			switch stage {
			case "analyse":
				o.Facts = 0
			case "lay out", "brief":
				tries.stage = stage + " " + string(story.ID)
			}
			o.Reached = tries.reached
			db := desk(t, o, docs)
			got := result(t, db)
			switch stage {
			case "find", "group":
				if diff := cmp.Diff(lines(t, result(t, without)), lines(t, got)); diff != "" {
					t.Errorf("stories (-without +with it):\n%.3000s", diff)
				}
				if len(got.Unfiled) != 1 || got.Unfiled[0].Document != poison.ID || !strings.Contains(got.Unfiled[0].Reason, "made the program fail") {
					t.Errorf("put aside: %+v", got.Unfiled)
				}
			case "analyse":
				if s := storyOf(t, got, poison.ID); s == nil || s.Headline == nil {
					t.Errorf("its story: %+v", s)
				}
			default:
				s := storyOf(t, got, poison.ID)
				if s == nil || s.Headline != nil || len(s.Documents) != len(story.Documents) {
					t.Errorf("its story: %+v", s)
				}
				rest := func(r *wiredesk.Result) (out []string) {
					for _, l := range lines(t, r) {
						if !strings.Contains(l, string(story.ID)) {
							out = append(out, l)
						}
					}
					return out
				}
				if diff := cmp.Diff(rest(result(t, whole)), rest(got)); diff != "" {
					t.Errorf("the other stories (-whole +with it):\n%.3000s", diff)
				}
			}
			if tries.n == 0 || tries.n > 3 {
				t.Errorf("it was tried %d times", tries.n)
			}
			again(t, db, o, poison, stage == "find" || stage == "group")
		})
	}
}

// again starts the desk of db anew, which must change nothing, and then hands in
// a text of the report that does no harm.
func again(t *testing.T, db *sqlite.DB, o worker.Options, poison *wiredesk.Document, aside bool) {
	t.Helper()
	before := lines(t, result(t, db))
	w := open(t, db, o)
	catchUp(t, w)
	if diff := cmp.Diff(before, lines(t, result(t, db))); diff != "" {
		t.Errorf("after another start (-before +after):\n%.3000s", diff)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	o.Reached = nil
	w = open(t, db, o)
	next := *poison
	next.Text += "\n\nThe council later withdrew the report."
	next.Seal()
	if got := put(t, w, &next)[0]; got.Revision != 2 {
		t.Errorf("another text: %+v", got)
	}
	catchUp(t, w)
	r := result(t, db)
	if s := storyOf(t, r, poison.ID); s == nil || s.Headline == nil || len(r.Unfiled) > 0 {
		t.Errorf("with another text it stands in %+v, unfiled %+v", s, r.Unfiled)
	}
}

// tries counts how often a stage is reached, and fails there.
type tries struct {
	stage string
	mu    sync.Mutex
	n     int
}

func (p *tries) reached(step string) {
	if step == p.stage {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.n++
		panic(fmt.Sprintf("poison at %s", step))
	}
}

// desk returns a store in which docs are filed and written.
func desk(t *testing.T, o worker.Options, docs []*wiredesk.Document) *sqlite.DB {
	t.Helper()
	db := create(t)
	w := open(t, db, o)
	for list := range slices.Chunk(docs, 20) {
		put(t, w, list...)
		catchUp(t, w)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return db
}

func storyOf(t *testing.T, r *wiredesk.Result, id wiredesk.DocumentID) *wiredesk.Story {
	t.Helper()
	for i := range r.Stories {
		if slices.Contains(r.Stories[i].Documents, id) {
			return &r.Stories[i]
		}
	}
	return nil
}
