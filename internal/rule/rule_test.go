package rule_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/rule"
)

type (
	docs    = []wiredesk.DocumentID
	stories = []wiredesk.StoryID
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []rule.Rule
	}{
		{"nothing", "", nil},
		{"comments and blank lines", "# all quiet\n\n   \t\n", nil},
		{"each verb", "merge s-0123456789ab s-abcdef012345\nsplit a b\r\n\tpin a s-0123456789ab # not theirs\nmute s-abcdef012345", []rule.Rule{
			{Line: 1, Verb: rule.Merge, Stories: stories{"s-0123456789ab", "s-abcdef012345"}},
			{Line: 2, Verb: rule.Split, Documents: docs{"a", "b"}},
			{Line: 3, Verb: rule.Pin, Documents: docs{"a"}, Stories: stories{"s-0123456789ab"}},
			{Line: 4, Verb: rule.Mute, Stories: stories{"s-abcdef012345"}},
		}},
		{"with copies", "split a +copies\npin +copies a s-0123456789ab", []rule.Rule{
			{Line: 1, Verb: rule.Split, Documents: docs{"a"}, Copies: true},
			{Line: 2, Verb: rule.Pin, Documents: docs{"a"}, Stories: stories{"s-0123456789ab"}, Copies: true},
		}},
		{"odd names", `split "two words" "+copies" "#1" "say \"a\"" page#top` + "\u00a0Ünal", []rule.Rule{
			{Line: 1, Verb: rule.Split, Documents: docs{"two words", "+copies", "#1", `say "a"`, "page#top", "Ünal"}},
		}},
		{"byte order mark", "\uFEFFsplit a", []rule.Rule{{Line: 1, Verb: rule.Split, Documents: docs{"a"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := rule.Parse("desk.rules", tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Parse mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"join a b":                    `no rule "join": merge, split, pin or mute is wanted`,
		"merge s-0123456789ab":        "merge STORY STORY is wanted",
		"merge a s-0123456789ab":      "a is no id of a story, which is s- and 12 hexadecimal digits",
		"mute s-0123456789AB":         "s-0123456789AB is no id of a story, which is s- and 12 hexadecimal digits",
		"mute":                        "mute STORY is wanted",
		"mute s-0123456789ab all":     "mute STORY is wanted",
		"split":                       "split DOC [DOC...] [+copies] is wanted",
		"split # a":                   "split DOC [DOC...] [+copies] is wanted",
		"split a a":                   "a stands there twice",
		`split ""`:                    "an empty name",
		`split "a`:                    "a quotation mark without its end, or an escape that is none",
		`split "\q"`:                  "a quotation mark without its end, or an escape that is none",
		`split "a"b`:                  `no space behind "a"`,
		`split a"b"`:                  `a quotation mark inside a"b": put the whole name in quotes`,
		"pin a":                       "pin DOC STORY [+copies] is wanted",
		"pin a b s-0123456789ab":      "pin DOC STORY [+copies] is wanted",
		"pin a s-0123456789ab +all":   "no option +all of pin: pin DOC STORY [+copies] is wanted",
		"mute s-0123456789ab +copies": "no option +copies of mute: mute STORY is wanted",
		"split \xff":                  "not UTF-8",
	} {
		_, err := rule.Parse("desk.rules", "# one\n\n"+text+"\nsplit z")
		if want := "desk.rules:3: invalid input: " + want; err == nil || err.Error() != want || !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("Parse(%q): %v, want %s", text, err, want)
		}
	}
}

// FuzzParse: what is read prints as one line each that reads as the same.
func FuzzParse(f *testing.F) {
	f.Add("split a \"b c\" +copies # d\nmerge s-0123456789ab s-abcdef012345\n\npin \"\\x1b\" s-0123456789ab\nmute s-0123456789ab")
	f.Add("split \"\\xff\" \u2028\u00a0")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := rule.Parse("f", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") || rules != nil {
				t.Errorf("Parse: %v and %v", err, rules)
			}
			return
		}
		for _, r := range rules {
			s := r.String()
			again, err := rule.Parse("f", s)
			if err != nil || len(again) != 1 {
				t.Fatalf("%q reads as %v, %v", s, again, err)
			}
			again[0].Line = r.Line
			if diff := cmp.Diff(r, again[0]); diff != "" {
				t.Errorf("%q (-printed +read):\n%s", s, diff)
			}
		}
	})
}
