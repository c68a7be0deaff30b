package rule_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// grouping reads stories of one-letter documents, "ab c": two stories.
func grouping(stories string, families ...string) rule.Grouping {
	var g rule.Grouping
	letters := strings.Split(strings.ReplaceAll(stories, " ", ""), "")
	slices.Sort(letters)
	number := map[rune]int{}
	for i, l := range letters {
		g.Documents = append(g.Documents, sample.Document(l, "", "", 0))
		number[rune(l[0])] = i
	}
	sets := func(words []string) (out [][]int) {
		for _, w := range words {
			var set []int
			for _, l := range w {
				set = append(set, number[l])
			}
			out = append(out, set)
		}
		return out
	}
	g.Stories, g.Families = sets(strings.Fields(stories)), sets(families)
	return g
}

// parse reads rules in which A is the story that the document a begins.
func parse(t *testing.T, text string) []rule.Rule {
	t.Helper()
	for l := 'A'; l <= 'Z'; l++ {
		id := wiredesk.BegunBy(sample.Document(string(l+'a'-'A'), "", "", 0))
		text = strings.ReplaceAll(text, string(l), string(id))
	}
	rules, err := rule.Parse("rules", text)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// print is the inverse of grouping; a story that is muted stands in brackets.
func print(g rule.Grouping, a rule.Applied) string {
	var out []string
	for k, s := range a.Stories {
		w := ""
		for _, i := range s {
			w += string(g.Documents[i].ID)
		}
		if a.Muted[k] >= 0 {
			w = "(" + w + ")"
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

func TestApply(t *testing.T) {
	for _, tt := range []struct {
		name, stories, rules, want, states string
		families                           []string
	}{
		{"none", "ab c", "", "ab c", "", nil},
		{"merge", "ab c de", "merge D A", "abde c", "applied", nil},
		{"merge a story with itself", "ab c", "merge A B", "ab c", "already_so", nil},
		{"merge by documents that are no longer first", "xa bc", "merge C X", "abcx", "applied", nil},
		{"merge what is not there", "ab c", "merge A Z", "ab c", "no_match", nil},
		{"split one", "abc", "split b", "ac b", "applied", nil},
		{"split the first", "abc", "split a", "a bc", "applied", nil},
		{"split two, together", "abcd", "split b d", "ac bd", "applied", nil},
		{"split out of two stories", "ab cd", "split b d", "a bd c", "applied", nil},
		{"split a whole story", "ab c", "split a b", "ab c", "already_so", nil},
		{"split what is there of it", "abc", "split b z", "ac b", "applied", nil},
		{"split what is not there", "abc", "split y z", "abc", "no_match", nil},
		{"a copy goes alone", "abc", "split b", "ac b", "applied", []string{"ab"}},
		{"the original goes alone", "abc", "split a", "a bc", "applied", []string{"ab"}},
		{"with its copies", "abc", "split b +copies", "ab c", "applied", []string{"ab"}},
		{"named copies", "abcd", "split a c", "ac bd", "applied", []string{"abc"}},
		{"pin", "ab cd", "pin d A", "abd c", "applied", nil},
		{"pin by any document of the story", "ab cd", "pin d B", "abd c", "applied", nil},
		{"pin where it stands", "ab c", "pin b A", "ab c", "already_so", nil},
		{"pin to itself", "ab c", "pin b B", "ab c", "already_so", nil},
		{"pin the only one", "ab c", "pin c A", "abc", "applied", nil},
		{"pin a copy to the original", "ab cd", "pin d A", "abd c", "applied", []string{"acd"}},
		{"pin with copies to a copy", "ab cd", "pin d A +copies", "abcd", "applied", []string{"acd"}},
		{"pin to what is not there", "ab c", "pin b Z", "ab c", "no_match", nil},
		{"mute", "ab c", "mute A", "(ab) c", "applied", nil},
		{"mute by another document", "ab c", "mute B", "(ab) c", "applied", nil},
		{"mute twice", "ab c", "mute A\nmute B", "(ab) c", "applied already_so", nil},
		{"mute is of the end", "ab c", "mute C\nmerge A C", "(abc)", "applied applied", nil},
		{"mute what is not there", "ab c", "mute Z", "ab c", "no_match", nil},
		{"a story follows its first document", "abc d", "split a\nmerge A D", "ad bc", "applied applied", nil},
		{"split, then add", "abcd e", "split b\npin e B", "acd be", "applied applied", nil},
		{"later wins: pin", "a b cd", "pin d A\npin d B", "a bd c", "overridden applied", nil},
		{"later wins: split after merge", "a b", "merge A B\nsplit b", "a b", "overridden applied", nil},
		{"later wins: merge after split", "ab", "split b\nmerge A B", "ab", "overridden applied", nil},
		{"later wins: split of where it was pinned", "ab c", "pin c A\nsplit a", "a bc", "overridden applied", nil},
		{"later wins: pin back", "ab", "split b\npin a B", "ab", "overridden applied", nil},
		{"pins of two to each other", "ab cd", "pin b C\npin c B", "a bcd", "applied already_so", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := grouping(tt.stories, tt.families...)
			a := rule.Apply(g, parse(t, tt.rules))
			var states []string
			for _, s := range a.States {
				states = append(states, s.State)
			}
			if got := print(g, a); got != tt.want || strings.Join(states, " ") != tt.states {
				t.Errorf("%s under %q: %q, %q; want %q, %q", tt.stories, tt.rules, got, states, tt.want, tt.states)
			}
		})
	}
}

// TestStates reads what the user is told.
func TestStates(t *testing.T) {
	g := grouping("abc de f")
	rules := parse(t, "pin f A\nsplit b z\nmute E\npin f D\nmerge A Z\nmerge D F")
	a, b, d, e, f, z := parse(t, "mute A")[0].Stories[0], parse(t, "mute B")[0].Stories[0], parse(t, "mute D")[0].Stories[0], parse(t, "mute E")[0].Stories[0], parse(t, "mute F")[0].Stories[0], parse(t, "mute Z")[0].Stories[0]
	want := []wiredesk.RuleState{
		{Rule: "pin f " + string(a), State: wiredesk.RuleOverridden, Story: d, Note: "a later rule undid it: pin f " + string(d)},
		{Rule: "split b z", State: wiredesk.RuleApplied, Story: b, Note: "no document z stands in a story"},
		{Rule: "mute " + string(e), State: wiredesk.RuleApplied, Story: d, Note: string(e) + " stands in " + string(d) + " now, which is muted as a whole"},
		{Rule: "pin f " + string(d), State: wiredesk.RuleApplied, Story: d},
		{Rule: "merge " + string(a) + " " + string(z), State: wiredesk.RuleUnmatched, Note: "the document that began " + string(z) + " is in no story"},
		{Rule: "merge " + string(d) + " " + string(f), State: wiredesk.RuleIdle, Story: d},
	}
	got := rule.Apply(g, rules)
	if diff := cmp.Diff(want, got.States); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{-1, 1, -1, -1, -1, 3}, got.By); diff != "" {
		t.Errorf("by (-want +got):\n%s", diff)
	}
}

// TestPartition lays rules made by chance over groupings made by chance: every
// document still stands in one story, and the order in which the stories come
// does not matter.
func TestPartition(t *testing.T) {
	const all = "abcdefghij"
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from string) string { return string(from[r.IntN(len(from))]) }
	for range 500 {
		words := make([]string, 4)
		for _, l := range all {
			words[r.IntN(4)] += string(l)
		}
		var text []string
		for range r.IntN(8) {
			upper := strings.ToUpper(all) + "Z"
			switch a, b := pick(upper), pick(upper); {
			case r.IntN(4) == 0:
				text = append(text, "split "+strings.ToLower(a)+" +copies")
			case r.IntN(3) == 0:
				text = append(text, "pin "+strings.ToLower(a)+" "+b)
			case a != b:
				text = append(text, "merge "+a+" "+b, "mute "+b)
			}
		}
		rules := parse(t, strings.Join(text, "\n"))
		g := grouping(strings.Join(words, " "), "ade", "fg")
		got := rule.Apply(g, rules)
		filed := slices.Concat(got.Stories...)
		slices.Sort(filed)
		if diff := cmp.Diff([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, filed); diff != "" {
			t.Fatalf("%q under %q: documents (-want +got):\n%s", words, text, diff)
		}
		slices.Reverse(g.Stories)
		if diff := cmp.Diff(got, rule.Apply(g, rules)); diff != "" {
			t.Fatalf("%q under %q: another order of stories (-want +got):\n%s", words, text, diff)
		}
	}
}
