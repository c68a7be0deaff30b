package chain

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// An entity is a chain in the making.
type entity struct {
	kind    string
	words   []string // of its longest name, in lower case
	forms   []string // its names as written, each once, in order of appearance
	longest int      // of forms
	gender  gender
	role    role
	posts   []post          // what it may be called after its role: "the chief"
	kinds   map[string]bool // organisations: "the ministry"
}

// A post is a role noun with the words that may stand before it.
type post struct {
	head      string
	modifiers wordlist.Set
	at        int // the token of the noun; -1 if a verb says it
}

// name returns the longest full name.
func (e *entity) name() string { return e.forms[e.longest] }

// aliases returns the other names.
func (e *entity) aliases() []string {
	out := []string{}
	for i, f := range e.forms {
		if i != e.longest {
			out = append(out, f)
		}
	}
	return out
}

// add takes in one more name. The longest name counts words before letters;
// of two that differ in case only, the one that is not all capitals wins.
func (e *entity) add(n *name) {
	e.learn(n.gender())
	form := strings.Join(n.words, " ")
	if form == "" || len(e.forms) >= many || slices.Contains(e.forms, form) {
		return
	}
	e.forms = append(e.forms, form)
	i := len(e.forms) - 1
	if i == 0 || longer(form, e.forms[e.longest]) {
		e.longest, e.words = i, n.lower
	}
}

// learn notes a gender, unless another is known.
func (e *entity) learn(g gender) {
	if e.gender == unknown {
		e.gender = g
	}
}

// longer reports whether a is a fuller name than b. One that puts more than a
// first name before the other is none: "U.S. Secretary Ana Marsh".
func longer(a, b string) bool {
	if plainer(b, a) || plainer(a, b) {
		return plainer(a, b)
	}
	if m, n := strings.Count(a, " "), strings.Count(b, " "); m != n {
		return m > n
	}
	if shouted(a) != shouted(b) {
		return shouted(b)
	}
	return len(a) > len(b)
}

// plainer reports whether a is a full name that begins with a first name, and b
// the same behind words that are none.
func plainer(a, b string) bool {
	before, ok := strings.CutSuffix(b, " "+a)
	if !ok || !strings.Contains(a, " ") {
		return false
	}
	first := firstNames()
	return first[firstWord(a)] != unknown && first[firstWord(before)] == unknown
}

// firstWord returns the first word of s, in lower case.
func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return wordlist.Lower(w)
}

// shouted reports whether s has no small letter and is longer than an acronym.
func shouted(s string) bool { return len(s) > 4 && strings.ToUpper(s) == s }
