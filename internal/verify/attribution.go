package verify

import (
	"strings"

	"github.com/wiredesk/wiredesk"
)

// attributedTo checks that whom s is attributed to is one whom an evidence
// names as the source, not merely somebody who stands in it.
func attributedTo(s *wiredesk.Statement, pieces []*piece) []Failure {
	if s.AttributedTo == nil {
		return nil
	}
	for _, p := range pieces {
		if p.s.speaks(*s.AttributedTo, wiredesk.Span{End: len(p.s.text)}) {
			return nil
		}
	}
	return []Failure{fail(RuleAttribution, "the evidence does not name %q as the source", *s.AttributedTo)}
}

// source reports whether s is an attribution at the end of the sentence, with
// the comma before it: ", the ministry said on Monday", ", according to
// police", ", said Anna Holt, the mayor".
func (d deletion) source(s wiredesk.Span) bool {
	x := s.Of(d.s.text)
	if !strings.HasPrefix(x, ", ") || s.End != d.s.final() || strings.ContainsAny(x, `;:!?…"“”«»`) || crosses(x) {
		return false
	}
	verb := -1
	ws := d.s.in(s)
	for i, w := range ws {
		if cue[w.low] || cueBase[w.low] && i > 0 && plural(ws[i-1].low) {
			verb = i
			break
		}
		if finite[w.low] || strings.HasSuffix(w.low, "ing") {
			return false
		}
	}
	if verb < 0 || verb > 12 || len(ws)-verb > 14 {
		return false
	}
	for _, w := range ws[verb+1:] {
		if relative[w.low] {
			break
		}
		if finite[w.low] || w.low == "that" || conjunction[w.low] && w.low != "and" {
			return false
		}
	}
	return true
}

// moved checks an attribution that is deleted: the statement must be attributed
// to the source that it names, and may charge nobody and judge nothing.
func (d deletion) moved() (fs []Failure) {
	bytes := d.Of(d.s.text)
	switch {
	case d.speaker == nil:
		fs = append(fs, fail(RuleAttribution, "deletion of %q loses who said it", bytes))
	case !d.s.speaks(*d.speaker, d.Span):
		fs = append(fs, fail(RuleAttribution, "deletion of %q does not name %q as the source", bytes, *d.speaker))
	}
	for _, w := range d.s.words {
		if stem(w.low, accusing) || opinion[w.low] && !w.Overlaps(d.Span) {
			fs = append(fs, fail(RuleAttribution, "deletion of %q leaves %q to the desk", bytes, w.text))
			break
		}
	}
	return fs
}

// speaks reports whether name stands in region of s as whole words, as the one
// who speaks there: before a verb of saying, or behind one or "according to".
func (s *sentence) speaks(name string, region wiredesk.Span) bool {
	if name == "" || name != strings.TrimSpace(name) {
		return false
	}
	for at := region.Start; at < region.End; {
		k := strings.Index(s.text[at:region.End], name)
		if k < 0 {
			return false
		}
		span := wiredesk.Span{Start: at + k, End: at + k + len(name)}
		ws := s.in(span)
		if len(ws) > 0 && !determiner[ws[len(ws)-1].low] && ws[0].Start >= span.Start && ws[len(ws)-1].End <= span.End {
			first, last := s.after(span.Start), s.before(span.End)
			if s.behindCue(first, last) || s.beforeCue(first, last) {
				return true
			}
		}
		at = span.Start + 1
	}
	return false
}

// gap returns what stands before word i, up to the word before it.
func (s *sentence) gap(i int) string {
	switch {
	case i <= 0:
		return "^"
	case i >= len(s.words):
		return s.text[s.words[len(s.words)-1].End:]
	}
	return s.text[s.words[i-1].End:s.words[i].Start]
}

// behindCue reports whether the words [first, last] name the speaker behind
// "according to", "citing", or a verb that a comma or quotation mark sets off
// ("..., said Anna Holt").
func (s *sentence) behindCue(first, last int) bool {
	k := first - 1
	for k >= 0 && s.gap(k+1) == " " && determiner[s.at(k)] {
		k--
	}
	if k < 0 || s.gap(k+1) != " " {
		return false
	}
	switch w := s.at(k); {
	case w == "to" && s.at(k-1) == "according":
	case citing[w]:
	case (w == "by" || w == "from") && (s.at(k-1) == "statement" || s.at(k-1) == "report" || s.at(k-1) == "release"):
	case inverts[w] && (k == 0 || strings.ContainsAny(s.gap(k), `,"”’'»`)):
	default:
		return false
	}
	g := s.gap(last + 1)
	return last+1 >= len(s.words) || strings.Trim(g, blanks) != "" && !strings.HasPrefix(g, "'") && !strings.HasPrefix(g, "’") ||
		g == " " && (behindSpeaker[s.at(last+1)] || weekday[s.at(last+1)])
}

// beforeCue reports whether the words [first, last] name the subject of a verb
// of saying: "Anna Holt said", "Anna Holt, the mayor, later said". They begin
// the clause or follow a title.
func (s *sentence) beforeCue(first, last int) bool {
	g, before := s.gap(first), s.at(first-1)
	switch {
	case first == 0, g != " ":
	case determiner[before], beforeSpeaker[before], head[before]:
	case s.words[first-1].capital() && !smallName[before] && !conjunction[before] && !strings.HasSuffix(before, "'s"):
	default:
		return false
	}
	k := last + 1
	if k >= len(s.words) {
		return false
	}
	if strings.HasPrefix(s.gap(k), ",") {
		k = s.behindApposition(k)
	} else if s.gap(k) != " " {
		return false
	}
	for k > 0 && k < len(s.words) && s.adverb(k) {
		k++
	}
	return k > 0 && k < len(s.words) && (cue[s.at(k)] && s.at(k) != "according" || plural(s.at(last)) && cueBase[s.at(k)])
}

// behindApposition returns the first word behind the comma that ends what
// begins with word k, if a verb of saying follows there and none stands before
// it; 0 otherwise.
func (s *sentence) behindApposition(k int) int {
	for i := k; i < k+25 && i < len(s.words); i++ {
		if i > k && strings.HasPrefix(s.gap(i), ",") {
			j := i
			for j < len(s.words) && s.adverb(j) {
				j++
			}
			if cue[s.at(j)] {
				return i
			}
		}
		if cue[s.at(i)] {
			return 0
		}
	}
	return 0
}

// adverb reports whether word i may stand between a speaker and the verb.
func (s *sentence) adverb(i int) bool {
	w := s.words[i]
	return auxiliary[w.low] || strings.HasSuffix(w.low, "ly") && w.lower() && !notAdverb[w.low]
}

// plural reports whether w may be a noun in the plural.
func plural(w string) bool { return strings.HasSuffix(w, "s") || w == "police" || w == "people" }
