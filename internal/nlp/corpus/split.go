package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Split cuts plain text into words the way the treebanks do: at white space,
// around punctuation, hyphens too, and before n't and 's. It keeps
// abbreviations that end in a full stop only when they are one letter or
// have a stop inside, or stand in a short list. It is for training text that
// comes without words.
func Split(text string) []string {
	var words []string
	for _, chunk := range strings.Fields(text) {
		words = splitChunk(words, chunk)
	}
	return words
}

func splitChunk(words []string, s string) []string {
	var after []string
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if !opens(r) || startsWithClitic(s) {
			break
		}
		words = append(words, s[:size])
		s = s[size:]
	}
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !closes(r) || r == '.' && abbreviation(s) {
			break
		}
		after = append(after, s[len(s)-size:])
		s = s[:len(s)-size]
	}
	words = splitInside(words, s)
	for i := len(after) - 1; i >= 0; i-- {
		words = append(words, after[i])
	}
	return words
}

func opens(r rune) bool { return strings.ContainsRune("([{\"“‘'«$£€¥#-–—`", r) }

func closes(r rune) bool { return strings.ContainsRune(")]}\"”’'»,;:.!?%…-–—`", r) }

func abbreviation(s string) bool {
	body := s[:len(s)-1]
	if strings.Contains(body, ".") || utf8.RuneCountInString(body) == 1 && unicode.IsUpper(firstRune(body)) {
		return true
	}
	switch body {
	case "Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Gen", "Col", "Maj", "Capt", "Lt", "Sgt", "Cpl", "Sen", "Rep",
		"Gov", "Prof", "Rev", "Inc", "Corp", "Co", "Ltd", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Adm",
		"Brig", "Cmdr", "Hon", "No", "vs", "Mt":
		return true
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// clitics are cut off the end of a word, with either apostrophe.
var clitics = [...]string{"n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"}

// startsWithClitic tells the 's that a bracket or a quotation mark has cut off
// from its word.
func startsWithClitic(s string) bool {
	for _, c := range clitics {
		if rest, ok := strings.CutPrefix(s, c); ok {
			r := firstRune(rest)
			return rest == "" || !unicode.IsLetter(r)
		}
	}
	return false
}

func splitInside(words []string, s string) []string {
	if s == "" {
		return words
	}
	for _, c := range clitics {
		if n := len(s) - len(c); n > 0 && strings.EqualFold(s[n:], c) {
			return append(splitInside(words, s[:n]), s[n:])
		}
	}
	if strings.Contains(s, "://") || strings.Contains(s, "@") {
		return append(words, s)
	}
	start := 0
	for i, r := range s {
		cut := r == '-' || r == '–' || r == '—' || r == '/' && !digitAt(s, i-1)
		if !cut || i == 0 {
			continue
		}
		if start < i {
			words = append(words, s[start:i])
		}
		words = append(words, string(r))
		start = i + utf8.RuneLen(r)
	}
	if start < len(s) {
		words = append(words, s[start:])
	}
	return words
}

func digitAt(s string, i int) bool { return i >= 0 && s[i] >= '0' && s[i] <= '9' }
