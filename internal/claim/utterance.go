package claim

import (
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// An uttered thing is what the reports have of somebody's words in quotation
// marks, in one wording.
type uttered struct {
	mentions []mention
	by       string   // entity of the story
	words    []string // what was said, in lower case
	plain    bool     // each report says itself who speaks
}

// Bounds on how many words an utterance has: fewer may be the same by chance, and
// of more some are left out.
const (
	leastSpoken = 5
	mostSpoken  = 60
)

// quoted files what several origins quote: in the same words, or in words of
// which some are others, or from another speaker.
func (s *story) quoted() {
	var all []uttered
	for _, d := range s.docs {
		for _, x := range d.speeches() {
			k := slices.IndexFunc(all, func(y uttered) bool { return y.by == x.by && slices.Equal(y.words, x.words) })
			if k < 0 && len(all) < mostSites {
				all = append(all, x)
			} else if k >= 0 {
				all[k].mentions, all[k].plain = append(all[k].mentions, x.mentions...), all[k].plain && x.plain
			}
		}
	}
	used := make([]bool, len(all))
	for i := range all {
		for k := i + 1; k < len(all) && !used[i]; k++ {
			if !used[k] && s.disputedWords(&all[i], &all[k]) {
				used[i], used[k] = true, true
			}
		}
		if x := &all[i]; !used[i] && s.origins(x.mentions) > 1 {
			s.add(kindQuote, x.mentions[0].saidBy, "", []string{x.mentions[0].value}, [][]mention{x.mentions})
		}
	}
}

// disputedWords files x and y, if they are one utterance in other words, or from
// another speaker.
func (s *story) disputedWords(x, y *uttered) bool {
	if x.by == y.by && !reworded(x.words, y.words) || x.by != y.by && !s.otherSpeaker(x, y) || !s.apart(x.mentions, y.mentions) {
		return false
	}
	about, values := x.mentions[0].saidBy, []string{x.mentions[0].value, y.mentions[0].value}
	if x.by != y.by {
		about, values = x.mentions[0].value, []string{s.names[x.by], s.names[y.by]}
	}
	s.add(kindQuote, about, open, values, [][]mention{x.mentions, y.mentions})
	return true
}

// speeches returns what d quotes, as far as a reader may be shown it.
func (d *doc) speeches() []uttered {
	var out []uttered
	for _, q := range d.shown() {
		if q.Kind != quotation.Direct || len(q.Content) != 1 {
			continue
		}
		text := d.Document.Document.Text
		at := spoken(text, q.Content[0], q.Kind)
		x := uttered{by: d.Entity[q.Speaker.Entity], words: spelled(at.Of(text)), plain: len(q.Cue) > 0}
		x.mentions = []mention{{Place: Place{d.number, at}, value: oneLine(at.Of(text)), saidBy: oneLine(q.Speaker.Name)}}
		if x.by != "" && len(x.words) >= leastSpoken && len(x.words) <= mostSpoken {
			out = append(out, x)
		}
	}
	return out
}

// spelled returns the words of s in lower case, without marks.
func spelled(s string) []string {
	return strings.FieldsFunc(wordlist.Lower(strings.ReplaceAll(s, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}

// reworded reports whether a and b begin and end alike and have as many words,
// of which one or two of weight in the middle are others.
func reworded(a, b []string) bool {
	if len(a) != len(b) || len(a) < leastSpoken+1 {
		return false
	}
	n, weighty := 0, 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		n++
		if !wordlist.Stop.Has(a[i]) && !wordlist.Stop.Has(b[i]) && !akin(a[i], b[i]) {
			weighty++
		}
	}
	return n > 0 && n == weighty && n <= max(1, len(a)/6)
}

// akin reports whether two words may be spellings of one, or forms of it.
func akin(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= 3 && 2*n >= min(len(a), len(b))
}

// otherSpeaker reports whether x and y are the same words from two speakers, of
// whom no report of the one names the other: then neither is likely to be read
// wrongly.
func (s *story) otherSpeaker(x, y *uttered) bool {
	if !x.plain || !y.plain || len(x.words) <= leastSpoken || !slices.Equal(x.words, y.words) || share(spelled(s.names[x.by]), spelled(s.names[y.by])) {
		return false
	}
	names := func(ms []mention, e string) bool {
		return slices.ContainsFunc(ms, func(m mention) bool { return s.knows(m.Report, e) })
	}
	return !names(x.mentions, y.by) && !names(y.mentions, x.by)
}
