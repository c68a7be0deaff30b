package claim

import (
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// An uttered thing is one place where a report has somebody's words in quotation marks.
type uttered struct {
	mention
	by    string   // entity of the story; "" if it is none
	words []string // what was said, in lower case
	plain bool     // it says itself who speaks
}

// Bounds on how many words of one utterance are told from chance and from a
// part of it.
const (
	leastSpoken = 5
	mostSpoken  = 60
)

// quoted files what several origins quote: in the same words, or in words of
// which some are others, or from another speaker.
func (s *story) quoted() {
	var all []uttered
	for _, d := range s.docs {
		all = append(all, d.speeches()...)
	}
	all = all[:min(len(all), mostSites)]
	used := make([]bool, len(all))
	for i := range all {
		if used[i] {
			continue
		}
		s.sameWords(all[i:], used[i:])
		s.otherWords(all[i:])
		s.otherSpeaker(all[i:])
	}
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
		x.mention = mention{Place: Place{d.number, at}, value: oneLine(at.Of(text)), saidBy: oneLine(q.Speaker.Name)}
		if len(x.words) >= leastSpoken && len(x.words) <= mostSpoken {
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

// sameWords files the words of the first of all, if several origins have them
// from the same speaker.
func (s *story) sameWords(all []uttered, used []bool) {
	var ms []mention
	for k := range all {
		if y := &all[k]; !used[k] && y.by != "" && y.by == all[0].by && slices.Equal(y.words, all[0].words) {
			used[k], ms = true, append(ms, y.mention)
		}
	}
	if s.origins(ms) > 1 {
		s.add(kindQuote, all[0].saidBy, "", []string{all[0].value}, [][]mention{ms})
	}
}

// otherWords files the words of the first of all, and other ones that another
// origin has of the same utterance.
func (s *story) otherWords(all []uttered) {
	x := &all[0]
	for k := range all {
		if y := &all[k]; x.by != "" && y.by == x.by && reworded(x.words, y.words) && s.apart([]mention{x.mention}, []mention{y.mention}) {
			s.add(kindQuote, x.saidBy, open, []string{x.value, y.value}, [][]mention{{x.mention}, {y.mention}})
			return
		}
	}
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

// otherSpeaker files the words of the first of all, if another origin has them
// from somebody else, of whom the first report says nothing, nor the other one
// of the first speaker: then neither is likely to be read wrongly.
func (s *story) otherSpeaker(all []uttered) {
	x := &all[0]
	if x.by == "" || !x.plain || len(x.words) <= leastSpoken {
		return
	}
	for k := range all {
		y := &all[k]
		if y.by == "" || y.by == x.by || !y.plain || !slices.Equal(x.words, y.words) || share(spelled(x.saidBy), spelled(y.saidBy)) ||
			s.knows(x.Report, y.by) || s.knows(y.Report, x.by) || !s.apart([]mention{x.mention}, []mention{y.mention}) {
			continue
		}
		s.add(kindQuote, x.value, open, []string{x.saidBy, y.saidBy}, [][]mention{{x.mention}, {y.mention}})
		return
	}
}
