package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// closers may stand between the end of a sentence and the space behind it;
// blanks separate on a line.
const (
	closers = `"'”’»)]`
	openers = `"'“‘«„([`
	blanks  = " \t\u00a0\u2009\u202f"
	bullets = "•·▪◦‣■●*-–—"
	finals  = ".!?…"
)

// whole returns why ev is no whole sentence (or run of sentences) of text, or
// "". What is part of a sentence only may say the opposite of it.
func whole(text string, ev wiredesk.Span) string {
	q := ev.Of(text)
	switch {
	case q != strings.TrimSpace(q):
		return "the evidence begins or ends with white space"
	case strings.Contains(q, "\n\n"):
		return "the evidence crosses a paragraph"
	case !startsAt(text, ev.Start):
		return "the evidence does not begin at a sentence border"
	case !endsAt(text, ev.End):
		return "the evidence does not end at a sentence border"
	}
	return ""
}

// startsAt reports whether a sentence may begin at byte i of text: at the
// start of a line, perhaps behind a bullet or a dateline, or behind a space
// and the end of a sentence.
func startsAt(text string, i int) bool {
	if lineStarts(text, i) {
		return true
	}
	line := text[lineStart(text, i):i]
	before := strings.TrimRight(line, blanks)
	if dash := strings.TrimLeft(text[i:], "—–-"); (isDateline(before) || dash != text[i:] && isDateline(before+" —")) && lineStarts(text, i-len(line)) {
		return true
	}
	return len(before) < len(line) && endsAt(text, i-len(line)+len(before))
}

// lineStarts reports whether i is the start of the text, of a paragraph, or of
// a line that is not the continuation of a wrapped one; a bullet may stand
// between.
func lineStarts(text string, i int) bool {
	at := lineStart(text, i)
	if !bulleted(text[at:i]) {
		return false
	}
	return at == 0 || breaks(text, at-1)
}

func lineStart(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

// bulleted reports whether t is empty, blank, or a bullet: "• ", "- ", "3. ",
// "b) ".
func bulleted(t string) bool {
	t = strings.Trim(t, blanks)
	if strings.Trim(t, bullets) == "" {
		return true
	}
	n := strings.TrimRight(t, ".)")
	return len(t)-len(n) == 1 && len(n) <= 2 && enumerator(n)
}

// breaks reports whether the line feed at byte i of text separates sentences.
// One with another beside it ends a paragraph. A lone one may only wrap a line:
// it separates if a sentence ends before it or a bullet stands behind it, or if
// the line is no open one, the next word no small one, and the line too short
// or too long to be wrapped (that word would have fitted on it).
func breaks(text string, i int) bool {
	if i+1 >= len(text) || text[i+1] == '\n' || i == 0 || text[i-1] == '\n' {
		return true
	}
	line := strings.TrimRight(text[lineStart(text, i):i], blanks)
	next := text[i+1:]
	if end := strings.IndexByte(next, '\n'); end >= 0 {
		next = next[:end]
	}
	next = strings.TrimLeft(next, blanks)
	if line == "" || next == "" || strings.ContainsAny(firstRune(next), "•▪◦‣■●*") {
		return true
	}
	if sentenceEnds(line, next) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, openers))
	words := newSentence(line).words
	if unicode.IsLower(r) || len(words) == 0 || lineOpen[words[len(words)-1].low] || strings.HasSuffix(line, ",") {
		return false
	}
	if len(line) < 40 || len(line) > 120 {
		return true
	}
	first, _, _ := strings.Cut(next, " ")
	return len(line)+1+len(first) <= width(text, i)
}

// width returns the length of the longest line of the paragraph around i.
func width(text string, i int) int {
	start, end := strings.LastIndex(text[:i], "\n\n")+1, len(text)
	if e := strings.Index(text[i:], "\n\n"); e >= 0 {
		end = i + e
	}
	longest := 0
	for l := range strings.SplitSeq(text[start:end], "\n") {
		longest = max(longest, len(l))
	}
	return longest
}

// endsAt reports whether a sentence may end at byte i of text: at the end of
// the text or of a line, or with its own final punctuation.
func endsAt(text string, i int) bool {
	rest := text[i:]
	next := strings.TrimLeft(rest, blanks)
	if next == "" {
		return true
	}
	if next[0] == '\n' && breaks(text, i+len(rest)-len(next)) {
		return true
	}
	if len(next) == len(rest) && next[0] != '\n' {
		return false // something stands directly behind
	}
	return sentenceEnds(text[lineStart(text, i):i], strings.TrimLeft(next, blanks+"\n"))
}

// sentenceEnds reports whether a sentence ends with line when next follows: by
// a full stop that is none of an abbreviation, or by another final mark. A
// small letter behind shows that the sentence goes on, as does the speaker
// behind a quoted question.
func sentenceEnds(line, next string) bool {
	open := strings.TrimRight(line, closers)
	last, n := utf8.DecodeLastRuneInString(open)
	if n == 0 || !strings.ContainsRune(finals, last) {
		return false
	}
	quoted := strings.ContainsAny(line[len(open):], `"'”’»`)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, openers+bullets+blanks))
	switch {
	case unicode.IsLower(first):
		return false
	case quoted && last != '.' && speakerFollows(next):
		return false
	case last != '.' || strings.HasSuffix(open, ".."):
		return true
	}
	return fullStop(open, len(open) < len(line), next)
}

// fullStop reports whether the dot that ends line is a full stop. Behind an
// abbreviation that can end a sentence it is one if the next word begins a
// sentence.
func fullStop(line string, closed bool, next string) bool {
	w := strings.TrimSuffix(line, ".")
	if strings.HasSuffix(w, ")") || strings.HasSuffix(w, "]") {
		return true
	}
	w = strings.TrimLeft(w[strings.LastIndexAny(w, blanks+"\n—–-/")+1:], openers)
	r, _ := utf8.DecodeRuneInString(w)
	capital := unicode.IsUpper(r)
	w = strings.ToLower(w)
	behind, found := nextWord(next[:min(len(next), 64)], 0)
	follows := found && opener[behind.low]
	letters := len([]rune(w)) == 1 && !strings.ContainsAny(w, "0123456789") || strings.Contains(w, ".") && !strings.ContainsAny(w, "0123456789")
	switch {
	case w == "no":
		return found && !behind.digit()
	case unending[w], titled[w] && capital:
		return false
	case abbreviated[w], abbreviatedName[w] && capital, letters && len(w) <= 8:
		return follows || closed && found && behind.Start > 0 && len([]rune(w)) > 1
	}
	return true
}

// speakerFollows reports whether t begins with a name and a verb of saying, as
// behind "Why?" in: "Why?" Anna Holt asked.
func speakerFollows(t string) bool {
	ws := newSentence(t[:min(len(t), 200)]).words
	for i, w := range ws {
		if i > 0 && saying[w.low] {
			return true
		}
		if i > 5 || !w.capital() && !smallName[w.low] {
			return false
		}
	}
	return false
}

func endsFinal(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t, closers))
	return strings.ContainsRune(finals, r)
}

func firstRune(t string) string {
	_, n := utf8.DecodeRuneInString(t)
	return t[:n]
}

// isDateline reports whether t is a dateline with its dash: a place, perhaps
// with a date and an agency, in front of the first sentence of a report. A
// place in capitals, a bracket or a date must show that it is one.
func isDateline(t string) bool {
	t = strings.TrimRight(t, blanks)
	body := strings.TrimRight(t, "—–-")
	if body == t || len(t) > 120 || strings.ContainsAny(body, `:;!?"“”`) || strings.Contains(body, "\n") {
		return false
	}
	shown, depth := false, 0
	s := newSentence(body)
	for i, w := range s.words {
		if i > 0 {
			gap := s.text[s.words[i-1].End:w.Start]
			depth += strings.Count(gap, "(") - strings.Count(gap, ")")
		} else {
			depth += strings.Count(s.text[:w.Start], "(")
		}
		upper := w.text == strings.ToUpper(w.text) && len(w.text) > 2
		switch {
		case notDateline[w.low], negates(s, i), denial[w.low], modal[w.low] && w.low != "may":
			return false
		case upper, depth > 0, w.digit():
			shown = shown || upper && i == 0 || depth > 0 || w.digit()
		case !w.capital() && !smallName[w.low]:
			return false
		}
	}
	return shown && len(s.words) > 0 && len(s.words) <= 12 && !s.words[0].digit()
}
