package figure

import (
	"math"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// A number is a number as tokens [first, last) give it.
type number struct {
	first, last      int
	value, low, high float64
	vague            bool // "dozens": no number stands there
	digits           bool // written in digits
	weak             bool // "a", "one", "no", "both": a figure only where something befell what it counts
	ranged           bool // "40-50"
	hyphen           bool // it has a hyphen between two runs of digits
}

// small are the number words below a hundred.
var small = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// scales multiply what stands before them.
var scales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
	"lakh": 1e5, "crore": 1e7, "bn": 1e9, "tn": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9,
}

// amounts are words that name a range instead of a number: least and most.
var amounts = map[string][2]float64{
	"dozens": {24, 99}, "scores": {40, 99}, "hundreds": {200, 999}, "thousands": {2000, 9999},
	"millions": {2e6, 9.999e6}, "billions": {2e9, 9.999e9}, "several": {3, 9},
}

// number reads the number that begins at token i.
func (f *finder) number(i int) (number, bool) {
	n, ok := f.plain(i)
	if !ok {
		return f.weakNumber(i)
	}
	if f.match(n.last, []string{"and", "a", "half"}) && n.value < 1000 && !n.vague {
		n.value, n.low, n.high, n.last, n.weak = n.value+0.5, n.low+0.5, n.high+0.5, n.last+3, false
	}
	return f.ranged(n), true
}

// plain reads one number, without a second one that bounds it.
func (f *finder) plain(i int) (number, bool) {
	w := f.low[i]
	switch {
	case w == "":
		return number{}, false
	case w[0] >= '0' && w[0] <= '9':
		return f.digitNumber(i)
	case w == "a" || w == "an" || w == "half":
		return f.article(i)
	}
	if a, ok := amounts[w]; ok {
		return number{first: i, last: i + 1, value: a[0], low: a[0], high: a[1], vague: true}, true
	}
	if w == "tens" && f.is(i+1, "of") {
		if a, ok := amounts[f.word(i+2)]; ok {
			return number{first: i, last: i + 3, value: a[0] * 10, low: a[0] * 10, high: a[1]*10 + 9, vague: true}, true
		}
	}
	return f.wordNumber(i)
}

// digitNumber reads "1,200", "3.4 million", "61m".
func (f *finder) digitNumber(i int) (number, bool) {
	v, ok := parseDigits(f.low[i])
	if !ok {
		return number{}, false
	}
	n := number{first: i, last: i + 1, value: v, digits: true}
	w := f.word(i + 1)
	if s, ok := scales[w]; ok {
		n.value, n.last = v*s, i+2
	} else if w == "-" && scales[f.word(i+2)] > 0 {
		n.value, n.last = v*scales[f.word(i+2)], i+3
	} else if (w == "m" || w == "k" || w == "b") && i > f.first && currencySign(f.low[i-1]) != "" {
		n.value, n.last = v*map[string]float64{"m": 1e6, "k": 1e3, "b": 1e9}[w], i+2
	}
	n.low, n.high = n.value, n.value
	return n, true
}

// parseDigits reads a number in digits: with commas at every third, or a
// decimal point.
func parseDigits(s string) (float64, bool) {
	whole, frac, dotted := strings.Cut(s, ".")
	if len(s) > 20 || dotted && (frac == "" || strings.Trim(frac, "0123456789") != "") {
		return 0, false
	}
	groups := strings.Split(whole, ",")
	for k, g := range groups {
		if g == "" || strings.Trim(g, "0123456789") != "" || k > 0 && len(g) != 3 || k == 0 && len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// article reads "a dozen", "a couple of", "half a million", "a few".
func (f *finder) article(i int) (number, bool) {
	k, v := i+1, 1.0
	if f.low[i] == "half" {
		if !f.is(i+1, "a") {
			return number{}, false
		}
		k, v = i+2, 0.5
	}
	w := f.word(k)
	n := number{first: i, last: k + 1}
	switch s := scales[w]; {
	case w == "couple" && v == 1, w == "pair" && v == 1:
		n.value, n.low, n.high = 2, 2, 2
	case (w == "few" || w == "handful") && v == 1:
		n.value, n.low, n.high, n.vague = 3, 3, 9, true
	case s > 0 && len(w) > 2:
		n.value = v * s
		if more := f.word(k + 1); scales[more] > s {
			n.value, n.last = n.value*scales[more], k+2
		}
		n.low, n.high = n.value, n.value
	default:
		return number{}, false
	}
	return n, true
}

// wordNumber reads "seventeen", "twenty-four", "two hundred and five".
func (f *finder) wordNumber(i int) (number, bool) {
	total, cur, j := 0.0, -1.0, i
	after := "" // the word before j
	for steps := 0; j < f.last && steps < 16; steps++ {
		k := j
		if j > i && (f.low[j] == "-" || f.low[j] == "and" && (after == "hundred" || after == "thousand")) {
			k++
		}
		w := f.word(k)
		v, isSmall := small[w]
		s := scales[w]
		switch {
		case isSmall && cur < 0:
			cur = v
		case isSmall && cur > 0 && v > 0 && (math.Mod(cur, 100) == 0 || math.Mod(cur, 10) == 0 && math.Mod(cur, 100) >= 20 && v < 10):
			cur += v
		case w == "hundred" && cur > 0 && cur < 100, w == "dozen" && cur > 0:
			cur *= s
		case s >= 1000 && cur > 0 && len(w) > 2:
			total, cur = total+cur*s, 0
		default:
			steps = 16
			continue
		}
		after, j = w, k+1
	}
	if j == i {
		return number{}, false
	}
	v := total + max(cur, 0)
	return number{first: i, last: j, value: v, low: v, high: v, weak: v == 1 && j == i+1}, true
}

// crimes are what a "double" or "triple" one has as many victims of.
var crimes = map[string]string{"shooting": Hit, "stabbing": Hit, "homicide": Killed, "murder": Killed, "killing": Killed, "slaying": Killed}

// weakNumber reads "a", "an", "both", "no", "nobody", "no one", "none".
func (f *finder) weakNumber(i int) (number, bool) {
	n := number{first: i, last: i + 1, weak: true}
	switch f.low[i] {
	case "a", "an", "another":
		if _, ok := small[f.word(i+1)]; ok || isDigit(f.word(i+1)) && !f.is(i+2, "-") {
			return n, false
		}
		if w := f.word(i + 1); len(w) > 3 && (strings.HasSuffix(w, "th") || w == "second" || w == "third" || w == "first") && w != "youth" {
			return n, false
		}
		n.value = 1
	case "both":
		n.value = 2
	case "no":
		switch f.word(i + 1) {
		case "more", "fewer", "less", "longer", "other":
			return n, false
		}
		if f.is(i+1, "one") || f.is(i+1, "-") && f.is(i+2, "one") {
			n.last = i + 2
			if f.is(i+1, "-") {
				n.last++
			}
		}
	case "nobody", "none":
	case "double", "triple", "quadruple", "quintuple":
		if crimes[f.Lemmas[min(i+1, f.last-1)]] == "" {
			return n, false
		}
		n.value = map[string]float64{"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}[f.low[i]]
	default:
		return n, false
	}
	n.low, n.high = n.value, n.value
	return n, true
}

// ranged adds to n a second number that bounds it: "40-50", "200 to 300",
// "between 200 and 300".
func (f *finder) ranged(n number) number {
	j := n.last
	lead := n.first - 1
	if lead > f.first && currencySign(f.low[lead]) != "" {
		lead--
	}
	between := lead >= f.first && f.low[lead] == "between"
	link := f.word(j)
	dash := link == "-" || link == "–"
	if !(dash || link == "to" || between && link == "and") {
		return n
	}
	j++
	if j < f.last && currencySign(f.low[j]) != "" {
		j++
	}
	if j >= f.last {
		return n
	}
	m, ok := f.plain(j)
	if !ok || m.vague || n.vague {
		return n
	}
	n.hyphen = n.hyphen || dash && n.digits && m.digits
	from := n.first > f.first && f.low[n.first-1] == "from"
	if n.value < 1000 && m.value >= 1e5 && f.sameScale(m) { // "3 to 4 million"
		n.value *= scales[f.low[m.last-1]]
	}
	if m.value <= n.value || from || link == "to" && !dash && m.value > 20*n.value {
		if dash && n.digits && m.digits {
			n.last = m.last // a score, a telephone number
		}
		if link == "to" && !from && m.value <= n.value && m.last-m.first == 1 && n.value < 1000 && f.bareAt(n.first) && f.bareAt(m.last) {
			n.last, n.hyphen = m.last, true // a vote of "five to two"
		}
		return n
	}
	n.last, n.low, n.high, n.ranged = m.last, n.value, m.value, true
	return n
}

// bareAt says that no noun of a number stands at token i: it is the number's
// first token, after a preposition, or what follows it.
func (f *finder) bareAt(i int) bool {
	if i >= f.last {
		return true
	}
	t := f.Tags[i].UPOS
	return t == tag.NUM && i > f.first && f.Tags[i-1].UPOS == tag.ADP || t == tag.PUNCT || t == tag.ADP || t == tag.SCONJ || t == tag.CCONJ
}

// sameScale says that m ends in a word that scales it.
func (f *finder) sameScale(m number) bool { return scales[f.low[m.last-1]] > 0 }

// word returns token i of the sentence in lower case, "" beyond its end.
func (f *finder) word(i int) string {
	if i < f.first || i >= f.last {
		return ""
	}
	return f.low[i]
}

func (f *finder) is(i int, w string) bool { return f.word(i) == w }
