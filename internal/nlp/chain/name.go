package chain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A name is a mention that the finder of names gave.
type name struct {
	span       wiredesk.Span
	kind       string
	title      string   // honorific in or before it, in lower case; "" for none
	words      []string // without honorific, article and possessive
	lower      []string // words in lower case, without the dots of an acronym
	first, end int      // its tokens
	sent       int      // its sentence
	entity     int      // index of doc.entities; -1 if not joined
}

// newName reads the words of a mention.
func newName(m wiredesk.Mention, text string) name {
	n := name{span: m.Span, kind: m.Type, entity: -1, words: strings.Fields(text)}
	for n.kind == person && len(n.words) > 1 {
		h := honorific(n.words[0])
		if h == "" {
			break
		}
		n.title, n.words = h, n.words[1:]
	}
	if len(n.words) > 1 && wordlist.Lower(n.words[0]) == "the" {
		n.words = n.words[1:]
	}
	if k := len(n.words) - 1; k >= 0 {
		n.words[k] = owner(n.words[k])
		if n.words[k] == "" {
			n.words = n.words[:k]
		}
	}
	n.lower = make([]string, len(n.words))
	for i, w := range n.words {
		n.lower[i] = undotted(wordlist.Lower(w))
	}
	return n
}

// owner returns w without a possessive ending and without marks after it.
func owner(w string) string {
	w = strings.TrimRight(w, ",;:!?)”\"")
	for _, s := range []string{"'s", "’s"} {
		if t, ok := strings.CutSuffix(w, s); ok {
			return t
		}
	}
	return strings.TrimRight(w, "'’")
}

// undotted takes the dots out of an acronym or an initial: "u.n." is "un".
func undotted(w string) string {
	if len(w) < 2 || w[len(w)-1] != '.' && !strings.Contains(w, ".") {
		return w
	}
	for i, r := range w {
		if i%2 == 1 && r != '.' || i%2 == 0 && !unicode.IsLetter(r) {
			return w
		}
	}
	return strings.ReplaceAll(w, ".", "")
}

// gender returns what the name itself tells of the gender of a person.
func (n *name) gender() gender {
	if n.kind != person {
		return unknown
	}
	if g := honorifics[n.title]; g != unknown {
		return g
	}
	if len(n.lower) < 2 {
		return unknown
	}
	return firstNames()[n.lower[0]]
}

// key is what two mentions of one name have in common.
func (n *name) key() string {
	words := n.lower
	if n.kind != person {
		words = withoutForm(words)
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words, " ")
}

// withoutForm cuts the legal form off the name of a company, and turns the
// "ministry of fish" into the "fish ministry".
func withoutForm(words []string) []string {
	if len(words) == 0 {
		return words
	}
	for len(words) > 1 && legal.Has(strings.TrimSuffix(words[len(words)-1], ",")) {
		words = words[:len(words)-1]
	}
	if len(words) >= 3 && (words[0] == "ministry" || words[0] == "department") && words[1] == "of" {
		rest := words[2:]
		if rest[0] == "the" && len(rest) > 1 {
			rest = rest[1:]
		}
		return append(append([]string(nil), rest...), words[0])
	}
	if k := len(words) - 1; strings.HasSuffix(words[k], ",") {
		return append(append([]string(nil), words[:k]...), strings.TrimSuffix(words[k], ","))
	}
	return words
}

// surname returns the index of the last word that is no suffix ("Jr").
func surname(words []string) int {
	k := len(words) - 1
	for k > 0 && suffixes.Has(words[k]) {
		k--
	}
	return k
}

// shortens reports whether the personal name a may be a shorter form of b:
// words left out in the middle, at the front or at the end, or given by their
// first letter. Both have two words or more, b more than a or as many.
func shortens(a, b []string) bool {
	ka, kb := surname(a), surname(b)
	if len(a)-ka != len(b)-kb || ka > kb {
		return false // "Jr" is another man
	}
	a, b = a[:ka+1], b[:kb+1]
	if tail := b[len(b)-len(a):]; len(a) > 1 && equal(a, tail) {
		return true
	}
	if len(a) > 1 && equal(a, b[:len(a)]) {
		return true
	}
	return a[ka] == b[kb] && stands(a[0], b[0]) && within(a[1:], b[1:])
}

// within reports whether the words of a stand in b in this order.
func within(a, b []string) bool {
	for _, w := range b {
		if len(a) > 0 && stands(a[0], w) {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// stands reports whether a is b or its first letter.
func stands(a, b string) bool {
	return a == b || utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a)
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// initials returns the first letters of a name in lower case, of its small
// words too if all is set. "" if the name has fewer than two words.
func initials(words []string, all bool) string {
	if len(words) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		if !all && small.Has(w) {
			continue
		}
		for part := range strings.SplitSeq(w, "-") {
			if r, _ := utf8.DecodeRuneInString(part); unicode.IsLetter(r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// acronym reports whether w, as written, may be an acronym: two letters or
// more, most of them capitals.
func acronym(w string) bool {
	capitals, letters := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			capitals++
			letters++
		case unicode.IsLetter(r):
			letters++
		case r != '.' && r != '-':
			return false
		}
	}
	return capitals >= 2 && letters <= 12 && capitals*2 > letters
}

// abbreviates reports whether the letters of w stand in the name in this
// order, the first at its beginning. Both are in lower case.
func abbreviates(w string, words []string) bool {
	full := strings.Join(words, " ")
	if w == "" || full == "" || w[0] != full[0] {
		return false
	}
	for _, r := range w {
		i := strings.IndexRune(full, r)
		if i < 0 {
			return false
		}
		full = full[i+utf8.RuneLen(r):]
	}
	return true
}
