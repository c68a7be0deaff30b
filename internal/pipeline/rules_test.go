package pipeline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// ruled runs lines of JSONL under rules, in which {r14} is the id of the story
// that r14 would begin.
func ruled(t *testing.T, lines []string, text string) *wiredesk.Result {
	t.Helper()
	docs, _, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(strings.Join(lines, ""))})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		text = strings.ReplaceAll(text, "{"+string(d.ID)+"}", string(wiredesk.BegunBy(d)))
	}
	rules, err := rule.Parse("rules", text)
	if err != nil {
		t.Fatal(err)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Rules: rules, Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rules of the demo: the divers' book is a matter of its own, with the tram's
// reading; a single report joins the quake; the watch gets no brief.
const rules = "split r14 r05\npin r12 {r08}\nmute {r25}\nmerge {r03} {r40}\n"

// placed says which documents stand with id, sorted.
func placed(r *wiredesk.Result, id wiredesk.DocumentID) []wiredesk.DocumentID {
	for _, s := range r.Stories {
		if slices.Contains(s.Documents, id) {
			return slices.Sorted(slices.Values(s.Documents))
		}
	}
	return nil
}

// holds checks that rules are in force in r.
func holds(t *testing.T, r *wiredesk.Result) {
	t.Helper()
	if diff := cmp.Diff([]wiredesk.DocumentID{"r05", "r14"}, placed(r, "r14")); diff != "" {
		t.Errorf("split (-want +got):\n%s", diff)
	}
	if !slices.Contains(placed(r, "r08"), "r12") || !slices.Contains(placed(r, "r03"), "r40") {
		t.Errorf("r12 stands with %v, r03 with %v", placed(r, "r12"), placed(r, "r03"))
	}
	muted := ""
	for _, u := range r.Unfiled {
		if u.Document == "r25" {
			muted = u.Reason
		}
	}
	if placed(r, "r25") != nil || !strings.Contains(muted, "muted") {
		t.Errorf("r25 stands with %v, and is unfiled for %q", placed(r, "r25"), muted)
	}
	for _, s := range r.Rules {
		if s.State != wiredesk.RuleApplied || s.Note != "" {
			t.Errorf("%+v", s)
		}
	}
	if rep := verify.Result(r, r.Documents); len(rep.Failures) > 0 {
		t.Errorf("%v", rep.Failures)
	}
}

// TestRules lays rules over the demo, in several orders of the reports, and
// with other reports beside them.
func TestRules(t *testing.T) {
	r := ruled(t, reports(), rules)
	holds(t, r)
	for seed := range uint64(3) {
		lines := reports()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		if diff := cmp.Diff(print(t, r), print(t, ruled(t, lines, rules))); diff != "" {
			t.Errorf("seed %d: other bytes (-want +got):\n%s", seed, diff)
		}
	}
	early := `{"id":"early","source":"Tolm Reader","title":"Ferry sinks off Varsund","published":"2026-10-03T00:30:00Z","text":"The night ferry Blue Plover sank off Varsund in Kaldova. Passengers of the Blue Plover are missing, the harbour office of Varsund said."}` + "\n"
	baker := `{"id":"baker","source":"Tolm Reader","title":"Rye prize","published":"2026-10-05T10:00:00Z","text":"A baker from Tolm won the prize for the best rye bread. The jury praised the crust."}` + "\n"
	holds(t, ruled(t, append(reports(), early, baker), rules))
}

// TestRulesReasons: no reason names a document of another story, and what a
// rule moved says so.
func TestRulesReasons(t *testing.T) {
	r := ruled(t, reports(), rules+"split r40\n")
	why := map[wiredesk.DocumentID]wiredesk.Reason{}
	for _, s := range r.Stories {
		for _, e := range s.Explain {
			why[e.Document] = e
			if e.With != "" && !slices.Contains(s.Documents, e.With) {
				t.Errorf("%+v names what is elsewhere", e)
			}
		}
	}
	for id, want := range map[wiredesk.DocumentID]string{"r14": "split r14 r05", "r12": fmt.Sprintf("pin r12 %s", storyOf(r, "r08")), "r40": "split r40", "r08": ""} {
		if why[id].Rule != want || want != "" && !strings.HasSuffix(why[id].Why, want) {
			t.Errorf("%s: %+v, want rule %q", id, why[id], want)
		}
	}
	if w := why["r30"]; w.Why != "a rule took away what drew it here: r40" || w.Rule != "" {
		t.Errorf("what r40 drew: %+v", w)
	}
	if s := r.Rules[3].State; s != wiredesk.RuleOverridden {
		t.Errorf("merge of what a later rule split: %s", s)
	}
}

func storyOf(r *wiredesk.Result, id wiredesk.DocumentID) wiredesk.StoryID {
	for _, s := range r.Stories {
		if slices.Contains(s.Documents, id) {
			return s.ID
		}
	}
	return ""
}

// TestRulesConfig: a result says under which rules it was made.
func TestRulesConfig(t *testing.T) {
	none, some, same := ruled(t, reports(), "").Run, ruled(t, reports(), "split r14").Run, ruled(t, reports(), "\n split  r14 # a book").Run
	if none.ConfigSHA256 == some.ConfigSHA256 || some != same {
		t.Errorf("without %+v, with %+v, with a comment %+v", none, some, same)
	}
}
