package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A word is a run of letters and digits with the marks inside it: "don't",
// "1,200", "U.S", "so-called". low is lower-case with straight apostrophes.
type word struct {
	wiredesk.Span
	text, low string
}

func (w word) capital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

func (w word) lower() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsLower(r)
}

func (w word) digit() bool { return strings.ContainsFunc(w.text, unicode.IsDigit) }

// A sentence is a text cut into words. Offsets are into text.
type sentence struct {
	text  string
	words []word
}

func newSentence(text string) *sentence {
	s := &sentence{text: text, words: make([]word, 0, len(text)/5+1)}
	for w, ok := nextWord(text, 0); ok; w, ok = nextWord(text, w.End) {
		s.words = append(s.words, w)
	}
	return s
}

// nextWord returns the first word of text from byte i on.
func nextWord(text string, i int) (word, bool) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if alnum(r) {
			end := wordEnd(text, i)
			w := text[i:end]
			return word{wiredesk.Span{Start: i, End: end}, w, strings.ToLower(strings.ReplaceAll(w, "’", "'"))}, true
		}
		i += n
	}
	return word{}, false
}

// alnum holds for what words are made of, marks on letters included.
func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordEnd returns the end of the word that begins at i. A mark belongs to the
// word if both neighbours do: an apostrophe or hyphen between any two, a full
// stop between two letters or digits ("U.S", "3.5"), a comma, colon or slash
// between digits only.
func wordEnd(text string, i int) int {
	var prev rune
	for i < len(text) {
		if c := text[i]; c >= 'a' && c <= 'z' { // most are, and this is most of the work
			i, prev = i+1, rune(c)
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !alnum(r) {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			digits := unicode.IsDigit(prev) && unicode.IsDigit(next)
			switch {
			case !alnum(next):
				return i
			case strings.ContainsRune("'’-‑.", r):
			case strings.ContainsRune(",:/", r) && digits:
			default:
				return i
			}
		}
		i, prev = i+n, r
	}
	return i
}

// in returns the words that overlap span.
func (s *sentence) in(span wiredesk.Span) []word {
	var ws []word
	for _, w := range s.words {
		if w.Overlaps(span) {
			ws = append(ws, w)
		}
	}
	return ws
}

// before and after return the index of the last word that ends at or before i
// and of the first that begins at or after i; -1 and len(s.words) if none.
func (s *sentence) before(i int) int {
	k := -1
	for j, w := range s.words {
		if w.End <= i {
			k = j
		}
	}
	return k
}

func (s *sentence) after(i int) int {
	for j, w := range s.words {
		if w.Start >= i {
			return j
		}
	}
	return len(s.words)
}

// at returns the lower-case word number i, or "" beyond the ends.
func (s *sentence) at(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].low
}

// match returns how many words of s from number i on are the words of one of
// the phrases, the longest first; 0 if none is.
func (s *sentence) match(i int, phrases table) int {
	best := 0
	for _, p := range phrases[s.at(i)] {
		n := 1 + len(p)
		if n <= best || i+n > len(s.words) {
			continue
		}
		same := true
		for k, w := range p {
			same = same && s.at(i+1+k) == w
		}
		if same {
			best = n
		}
	}
	return best
}

// has reports whether a word of ws is in t.
func has(ws []word, t set) bool {
	for _, w := range ws {
		if t[w.low] {
			return true
		}
	}
	return false
}

// A set is a list of lower-case words; a table is a list of phrases by their
// first word.
type (
	set   map[string]bool
	table map[string][][]string
)

func newSet(words string) set {
	s := set{}
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}

// newTable reads phrases separated by commas.
func newTable(phrases string) table {
	t := table{}
	for p := range strings.SplitSeq(phrases, ",") {
		if f := strings.Fields(p); len(f) > 0 {
			t[f[0]] = append(t[f[0]], f[1:])
		}
	}
	return t
}

// stem holds for a word that begins with one of the stems.
func stem(w string, stems []string) bool {
	for _, s := range stems {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}
