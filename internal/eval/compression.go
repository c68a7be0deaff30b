package eval

import (
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk"
)

// A Compression is a sentence with what people made of it, as words apart by
// spaces.
type Compression struct {
	ID      string
	Source  string
	Targets []string
}

// A CompressionScore says how near shortened sentences come to what people made
// of them. F1 is over words in lower case, punctuation left out, against the
// nearest target, and averaged over the sentences.
type CompressionScore struct {
	Sentences  int     `json:"sentences"`
	F1         float64 `json:"f1"`
	AsIs       float64 `json:"as_is"`      // F1 of the sentences as they are
	Kept       float64 `json:"kept"`       // the part of all words that is kept
	GoldKept   float64 `json:"gold_kept"`  // likewise of the targets
	Changed    float64 `json:"changed"`    // the part of the sentences from which words were deleted
	Right      float64 `json:"right"`      // the part of the deleted words that the nearest target has not either
	Violations int     `json:"violations"` // sentences of which the check refuses a deletion
	Sound      float64 `json:"sound"`      // the part of the sentences of which it refuses none

	words, cut, lost int // of all sentences: words, those deleted, and of these those that the nearest target has
}

// Prose sets c's words as a newspaper would, and returns where each stands.
func (c *Compression) Prose() (text string, words []wiredesk.Span) {
	open, glue := false, true
	for _, w := range strings.Fields(c.Source) {
		switch w {
		case "``":
			w = "“"
		case "''":
			w = "”"
		case "---", "--":
			w = "—"
		case `"`:
			if w = "“"; open {
				w = "”"
			}
			open = !open
		}
		if !glue && !sticks(w) {
			text += " "
		}
		words = append(words, wiredesk.Span{Start: len(text), End: len(text) + len(w)})
		text += w
		glue = w == "(" || w == "[" || w == "$" || w == "“" || w == "£"
	}
	return text, words
}

// sticks reports whether w stands without a space behind the word before.
func sticks(w string) bool {
	switch w {
	case ",", ".", ";", ":", "?", "!", ")", "]", "”", "%", "n't":
		return true
	}
	return strings.HasPrefix(w, "'") && len(w) <= 3
}

// Add adds one sentence: c, of which the words in kept were kept. Call Mean when
// all are in.
func (sc *CompressionScore) Add(c *Compression, kept []string, violations int) {
	source, kept := plainWords(strings.Fields(c.Source)), plainWords(kept)
	sc.Sentences++
	sc.Violations += violations
	best, asIs := -1.0, 0.0
	var nearest []string
	gold := 0
	for _, t := range c.Targets {
		target := plainWords(strings.Fields(t))
		gold += len(target)
		if f := bagF1(kept, target); f > best {
			best, nearest = f, target
		}
		asIs = max(asIs, bagF1(source, target))
	}
	sc.F1 += max(best, 0)
	sc.AsIs += asIs
	sc.Kept += float64(len(kept))
	sc.GoldKept += float64(gold) / float64(max(1, len(c.Targets)))
	if len(kept) < len(source) {
		sc.Changed++
	}
	cut, lost := len(source)-len(kept), common(source, nearest, 1)-common(kept, nearest, 1)
	sc.words += len(source)
	sc.cut += cut
	sc.lost += lost
}

// Mean turns sums into means.
func (sc *CompressionScore) Mean() {
	n := float64(max(1, sc.Sentences))
	sc.F1, sc.AsIs, sc.Changed = sc.F1/n, sc.AsIs/n, sc.Changed/n
	sc.Sound = 1 - float64(sc.Violations)/n
	words := float64(max(1, sc.words))
	sc.Kept, sc.GoldKept = sc.Kept/words, sc.GoldKept/words
	sc.Right = 1 - float64(sc.lost)/float64(max(1, sc.cut))
}

// plainWords returns the words of list in lower case, without punctuation.
func plainWords(list []string) []string {
	var out []string
	for _, w := range list {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			out = append(out, strings.ToLower(w))
		}
	}
	return out
}

// bagF1 returns the F1 of a against b as bags of words.
func bagF1(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(common(a, b, 1)) / float64(len(a)+len(b))
}
