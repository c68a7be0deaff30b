// Package rule is what a desk editor decides against the grouping: which
// stories are one, which documents stand elsewhere, which stories get no brief.
//
// Layer: L2 (pure). Rules are kept apart from the stories and name them by the
// document that began them, so they outlive every re-grouping. They lie over
// what grouping made and never change how it decides.
package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// Verbs of a rule.
const (
	Merge = "merge" // the two stories are one
	Split = "split" // the documents leave their stories and make one of their own
	Pin   = "pin"   // the document stands in the story
	Mute  = "mute"  // no brief is written of the story
)

// A Rule is one line of a file of rules.
type Rule struct {
	Line      int // from 1
	Verb      string
	Documents []wiredesk.DocumentID // of split one or more, of pin one
	Stories   []wiredesk.StoryID    // of merge two, of pin and mute one
	Copies    bool                  // the copies of the documents go with them; split and pin only
}

// withCopies is the option that sets [Rule.Copies].
const withCopies = "+copies"

// String returns r as [Parse] reads it, with single spaces and no comment.
func (r Rule) String() string {
	out := []string{r.Verb}
	for _, d := range r.Documents {
		out = append(out, quote(string(d)))
	}
	for _, s := range r.Stories {
		out = append(out, string(s))
	}
	if r.Copies {
		out = append(out, withCopies)
	}
	return strings.Join(out, " ")
}

// Hash returns the SHA-256 of rules in hex, comments left out; "" if there are
// none.
func Hash(rules []Rule) string {
	if len(rules) == 0 {
		return ""
	}
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(r.String() + "\n")
	}
	return wiredesk.Hash(b.String())
}

// quote returns s as one word of a rule.
func quote(s string) string {
	odd := func(r rune) bool { return r == '"' || unicode.IsSpace(r) || !strconv.IsPrint(r) }
	if s == "" || strings.ContainsAny(s[:1], "#+") || strings.ContainsFunc(s, odd) || !utf8.ValidString(s) {
		return strconv.Quote(s)
	}
	return s
}

// Parse reads the rules in text, the content of file: one a line, words apart
// by white space, and from a word that begins with # on a comment. A name with
// white space, a quotation mark, or # or + at its start stands in double quotes, with the
// escapes of Go. An error names file and line, and wraps
// [wiredesk.ErrInvalid].
func Parse(file, text string) ([]Rule, error) {
	var rules []Rule
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		n++
		words, err := split(line)
		if err == nil && len(words) > 0 {
			var r Rule
			r, err = parse(words)
			r.Line = n
			rules = append(rules, r)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", file, n, wiredesk.ErrInvalid, err)
		}
	}
	return rules, nil
}

// A word of a line. Options are not quoted.
type word struct {
	text   string
	quoted bool
}

// split cuts a line into words, without its comment.
func split(line string) ([]word, error) {
	if !utf8.ValidString(line) {
		return nil, fmt.Errorf("not UTF-8")
	}
	var words []word
	for rest := strings.TrimSpace(line); rest != "" && rest[0] != '#'; rest = strings.TrimLeftFunc(rest, unicode.IsSpace) {
		if rest[0] == '"' {
			q, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("a quotation mark without its end, or an escape that is none")
			}
			rest = rest[len(q):]
			if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) {
				return nil, fmt.Errorf("no space behind %s", q)
			}
			text, err := strconv.Unquote(q)
			if err != nil {
				return nil, err
			}
			words = append(words, word{text, true})
			continue
		}
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 {
			end = len(rest)
		}
		if strings.Contains(rest[:end], `"`) {
			return nil, fmt.Errorf("a quotation mark inside %s: put the whole name in quotes", rest[:end])
		}
		words, rest = append(words, word{rest[:end], false}), rest[end:]
	}
	return words, nil
}

// shapes says how many documents and stories stand behind each verb; -1 is one
// or more.
var shapes = map[string]struct {
	documents, stories int
	usage              string
}{
	Merge: {0, 2, "merge STORY STORY"},
	Split: {-1, 0, "split DOC [DOC...] [+copies]"},
	Pin:   {1, 1, "pin DOC STORY [+copies]"},
	Mute:  {0, 1, "mute STORY"},
}

// parse reads the words of one line.
func parse(words []word) (Rule, error) {
	r := Rule{Verb: words[0].text}
	shape, ok := shapes[r.Verb]
	if !ok {
		return r, fmt.Errorf("no rule %q: merge, split, pin or mute is wanted", r.Verb)
	}
	var names []string
	for _, w := range words[1:] {
		switch {
		case w.quoted || !strings.HasPrefix(w.text, "+"):
			names = append(names, w.text)
		case w.text != withCopies || shape.documents == 0:
			return r, fmt.Errorf("no option %s of %s: %s is wanted", w.text, r.Verb, shape.usage)
		default:
			r.Copies = true
		}
	}
	documents := shape.documents
	if documents < 0 {
		documents = max(1, len(names))
	}
	if len(names) != documents+shape.stories {
		return r, fmt.Errorf("%s is wanted", shape.usage)
	}
	for i, name := range names {
		switch {
		case name == "":
			return r, fmt.Errorf("an empty name")
		case slices.Contains(names[:i], name):
			return r, fmt.Errorf("%s stands there twice", quote(name))
		case i < documents:
			r.Documents = append(r.Documents, wiredesk.DocumentID(name))
		case !storyID.MatchString(name):
			return r, fmt.Errorf("%s is no id of a story, which is s- and 12 hexadecimal digits", quote(name))
		default:
			r.Stories = append(r.Stories, wiredesk.StoryID(name))
		}
	}
	return r, nil
}

// storyID matches what [wiredesk.BegunBy] returns.
var storyID = regexp.MustCompile(`^s-[0-9a-f]{12}$`)
