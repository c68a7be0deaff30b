package lemma

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// Regular returns the regular inflections of a noun or a verb, for training.
// Forms that irregular lists are left out. Pass words in lower case.
func Regular(word string, upos tag.UPOS, irregular map[string]bool) []Example {
	var out []Example
	add := func(form, xpos string) {
		if !irregular[form] && !irregular[word] {
			out = append(out, Example{form, tag.Tag{UPOS: upos, XPOS: tag.ParseXPOS(xpos)}, word, 1})
		}
	}
	if len(word) < 3 {
		return nil
	}
	switch upos {
	case tag.NOUN:
		add(withS(word), "NNS")
	case tag.VERB:
		add(withS(word), "VBZ")
		add(withEd(word), "VBD")
		add(withEd(word), "VBN")
		add(withIng(word), "VBG")
	}
	return out
}

// consonantY says that y stands after a consonant, so that it becomes ie.
func consonantY(w string) bool {
	return strings.HasSuffix(w, "y") && !strings.ContainsRune("aeiou", rune(w[len(w)-2]))
}

func withS(w string) string {
	if consonantY(w) {
		return w[:len(w)-1] + "ies"
	}
	for _, end := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(w, end) {
			return w + "es"
		}
	}
	return w + "s"
}

func withEd(w string) string {
	switch {
	case consonantY(w):
		return w[:len(w)-1] + "ied"
	case strings.HasSuffix(w, "e"):
		return w + "d"
	}
	return w + "ed"
}

func withIng(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && !strings.HasSuffix(w, "oe") && !strings.HasSuffix(w, "ye"):
		return w[:len(w)-1] + "ing"
	}
	return w + "ing"
}
