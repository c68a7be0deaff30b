package verify

import (
	"strconv"
	"strings"
	"unicode"
)

// numbers returns the numbers of s in a form that is the same for "1,200",
// "1200" and "twelve hundred"; "twelve" and "12"; "3bn" and "3 billion"; "10th"
// and "10". What has digits and is no plain number (a time, a score, a road)
// stands as it is. The word "one" is left out, since it is mostly a pronoun.
func (s *sentence) numbers() []string {
	var out []string
	for i := 0; i < len(s.words); {
		v, n, ok := s.number(i)
		switch {
		case n == 0:
			if s.words[i].digit() {
				out = append(out, s.words[i].low)
			}
			n = 1
		case ok && !(n == 1 && s.at(i) == "one"):
			out = append(out, strconv.FormatFloat(v, 'g', 12, 64))
		}
		i += n
	}
	return out
}

// hasNumber reports whether s has the number n, as [sentence.numbers] writes
// it.
func (s *sentence) hasNumber(n string) bool {
	for _, m := range s.numbers() {
		if m == n {
			return true
		}
	}
	return n == "1" && len(s.words) > 0 && has(s.words, set{"one": true})
}

// number reads the number that begins at word i and returns its value and how
// many words it takes; n is 0 if there is none.
func (s *sentence) number(i int) (v float64, n int, ok bool) {
	if s.words[i].digit() {
		v, rest, ok := decimal(s.words[i].low)
		if !ok {
			return 0, 0, false
		}
		if f, is := scales[rest]; is && rest != "dozen" {
			return v * f, 1, true
		}
		n = 1
		for f, is := s.scale(i + n); is && s.adjacent(i+n); f, is = s.scale(i + n) {
			v, n = v*f, n+1
		}
		return v, n, true
	}
	return s.spelled(i)
}

// scale returns what word i multiplies the number before it by: "million", and
// so "million-dollar".
func (s *sentence) scale(i int) (float64, bool) {
	w, _, _ := strings.Cut(s.at(i), "-")
	f, ok := scales[w]
	return f, ok
}

// spelled reads a number in words: "two hundred and five", "twenty-one",
// "three million".
func (s *sentence) spelled(i int) (v float64, n int, ok bool) {
	sum, part := 0.0, 0.0
	for ; i+n < len(s.words); n++ {
		w := s.at(i + n)
		if n > 0 && !s.adjacent(i+n) {
			break
		}
		if w == "and" && n > 0 && small(s.at(i+n+1)) && scales[s.at(i+n-1)] >= 100 && s.adjacent(i+n+1) {
			continue
		}
		if f, is := scales[w]; is && n > 0 && len(w) > 2 {
			part *= f
			if f >= 1000 {
				sum, part = sum+part, 0
			}
			continue
		}
		u, is := unit(w)
		if !is || n > 0 && part != 0 && !(int(part)%100 == 0 || part >= 20 && int(part)%10 == 0 && u < 10) {
			break
		}
		part += u
	}
	return sum + part, n, n > 0
}

// unit returns the value of "seven", "forty" or "forty-seven".
func unit(w string) (float64, bool) {
	if v, ok := ones[w]; ok {
		return v, true
	}
	if a, b, ok := strings.Cut(w, "-"); ok && ones[a] >= 20 && ones[b] > 0 && ones[b] < 10 {
		return ones[a] + ones[b], true
	}
	return 0, false
}

func small(w string) bool { _, ok := unit(w); return ok }

// adjacent reports whether only a space or hyphen stands before word i.
func (s *sentence) adjacent(i int) bool {
	gap := s.text[s.words[i-1].End:s.words[i].Start]
	return gap == " " || gap == "-" || gap == "\u00a0"
}

// decimal reads "1,200.5" with what follows it ("th", "bn", "%"); ok is false
// for what is no plain number, such as "3-1", "10:30" or "b52".
func decimal(w string) (v float64, rest string, ok bool) {
	end := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' })
	if end < 0 {
		end = len(w)
	}
	num, rest := w[:end], strings.Trim(w[end:], "-")
	for i, group := range strings.Split(num, ",") {
		if g, _, _ := strings.Cut(group, "."); i > 0 && len(g) != 3 {
			return 0, "", false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(num, ",", ""), 64)
	if err != nil || strings.ContainsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) && !strings.Contains(rest, "-") {
		return 0, "", false
	}
	if strings.ContainsFunc(rest, unicode.IsDigit) {
		return 0, "", false
	}
	return v, rest, true
}

// isNumber reports whether word i is a number, or begins one.
func (s *sentence) isNumber(i int) bool {
	if i < 0 || i >= len(s.words) {
		return false
	}
	_, unitWord := unit(s.at(i))
	return s.words[i].digit() || unitWord || s.at(i) == "dozens" || s.at(i) == "hundreds" || s.at(i) == "thousands" ||
		s.at(i) == "millions" || s.at(i) == "billions" || s.at(i) == "half"
}

// negations counts the negations of s, for polarity.
func (s *sentence) negations() int {
	n := 0
	for i, w := range s.words {
		if negates(s, i) || strings.HasPrefix(w.low, "den") && denial[w.low] {
			n++
		}
	}
	return n
}

// negates reports whether word i is a negation. "No. 5" has none.
func negates(s *sentence, i int) bool {
	w := s.words[i]
	if w.low == "no" && strings.HasPrefix(s.text[w.End:], ".") && i+1 < len(s.words) && s.words[i+1].digit() {
		return false
	}
	return negation[w.low] || strings.HasSuffix(w.low, "n't")
}
