package figure

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// designators stand before a number that names a thing and counts none.
var designators = wordSet(`no no. nos number num article section chapter page pages room route highway interstate flight channel
	apt apt. apartment suite district ward precinct level phase grade group # window version form bill resolution act title
	paragraph clause lane exit gate platform track line unit type model figure table season episode volume vol. issue
	beat zone terminal building box area block rd rt sr us state i hwy hwy. mile division class category tier magnitude
	squad engine ladder station lot item step round week day game area-code ext ext. extension zip psalm verse`)

// streets end an address.
var streets = wordSet(`street st st. avenue ave ave. road rd rd. drive dr dr. boulevard blvd blvd. lane ln ln. highway hwy
	hwy. court ct ct. place pl way parkway pkwy terrace circle cir square trail pike route`)

// leftOut says that n is no figure.
func (f *finder) leftOut(n number) bool {
	if n.vague {
		return false
	}
	if n.hyphen && !n.ranged && !f.game() {
		return true
	}
	if n.weak && n.value == 1 && f.is(n.first-1, "not") {
		return true // "not one of them"
	}
	return f.respective(n) || f.inTime(n) || f.inName(n) || f.fraction(n) || f.parent(n) || n.digits && (f.code(n) || f.named(n) || f.address(n) || f.year(n) || f.listed(n) || f.counter(n) || f.telephone(n))
}

// respective says that n is in a list that ends in "respectively": "16, 20 and
// 17, respectively".
func (f *finder) respective(n number) bool {
	for i := n.last; i < min(n.last+14, f.last); i++ {
		if f.low[i] == "respectively" {
			return true
		}
		if w := f.low[i]; w != "," && w != "and" && f.Tags[i].UPOS != tag.NUM {
			return false
		}
	}
	return false
}

// parent says that n counts the children of "a mother of three".
func (f *finder) parent(n number) bool {
	if !f.is(n.first-1, "of") {
		return false
	}
	switch f.word(n.first - 2) {
	case "father", "mother", "dad", "mom", "mum", "parent", "grandfather", "grandmother":
		return f.fallen(n.last) || f.is(n.last, "fatally") || f.bareAt(n.last) || f.is(n.last, "who")
	}
	return false
}

// inTime says that n belongs to a date, a clock time or "every two days". A
// span of time is a figure.
func (f *finder) inTime(n number) bool {
	k := f.times[n.first]
	if k == 0 {
		k = f.times[n.last-1]
	}
	if k == 0 {
		return false
	}
	t := f.Times[k-1]
	if t.Type == timex.Duration {
		return false
	}
	return !n.weak || n.value != 0
}

// inName says that n is a part of a name, such as "Boeing 737".
func (f *finder) inName(n number) bool {
	k := f.names[n.first]
	if k == 0 || n.weak && !capital(f.Tokens[n.first].Of(f.Text.Text)) {
		return false
	}
	name := f.Names[k-1].Span
	inside := f.Tokens[n.first].Start > name.Start
	more := name.End > f.Tokens[n.last-1].End
	if inside {
		return true
	}
	// A name that begins with a number: "6 News" and the like, but the
	// sentence may just begin with the number.
	if persons[f.Lemmas[min(n.last, f.last-1)]] || persons[strings.TrimSuffix(f.word(n.last), "s")] || f.fallen(n.last) {
		return false
	}
	return more && n.digits && capital(f.form(n.last))
}

// form returns token i of the sentence as it stands, "" beyond its end.
func (f *finder) form(i int) string {
	if i < f.first || i >= f.last {
		return ""
	}
	return f.Tokens[i].Of(f.Text.Text)
}

// code says that n is a telephone number, an account or the like.
func (f *finder) code(n number) bool {
	w := f.low[n.first]
	if len(w) > 1 && w[0] == '0' && w[1] != '.' {
		return true
	}
	if n.hyphen && n.ranged && n.value >= 100 && n.value < 1000 && n.high >= 1000 && len(f.low[n.last-1]) == 4 || f.chain(n) {
		return true
	}
	touches := func(i int, c string) bool { // token i is c, and no space stands beside it
		if !f.is(i, c) || i+1 >= f.last {
			return false
		}
		return f.Tokens[i].End == f.Tokens[i+1].Start && i > f.first && f.Tokens[i-1].End == f.Tokens[i].Start
	}
	if n.first-2 >= f.first && touches(n.first-1, "-") && (isDigit(f.low[n.first-2]) || capital(f.form(n.first-2))) {
		return true // "F-16"
	}
	for _, c := range []string{"/", ":", "#", "_", "."} {
		if touches(n.last, c) && isDigit(f.word(n.last+1)) || touches(n.first-1, c) && isDigit(f.word(n.first-2)) {
			return true
		}
	}
	if f.word(n.last) == "-" && touches(n.last, "-") && len(f.word(n.last+1)) == 1 && !n.hyphen { // "7-A"
		return true
	}
	glued := n.first > f.first && f.Tokens[n.first-1].End == f.Tokens[n.first].Start
	p := f.word(n.first - 1)
	if glued && p != "(" && p != "“" && p != "\"" && p != "-" && p != "–" && p != "—" && p != "‘" && p != "'" && p != "~" && p != "," && p != "[" && p != "+" && currencySign(p) == "" {
		return true // "N4"
	}
	next := f.word(n.last)
	return isDigit(p) && (n.first-2 < f.first || f.low[n.first-2] != "(") || isDigit(next) && next[0] == '0' && len(next) > 1
}

// chain says that n stands in three or more groups of digits.
func (f *finder) chain(n number) bool {
	return n.hyphen && (f.is(n.last, "-") && isDigit(f.word(n.last+1)))
}

func isDigit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// named says that a word before n makes it a name: "Section 44", ".40 caliber";
// or, with the one after it, a time of the day: "at 9 tonight".
func (f *finder) named(n number) bool {
	p := f.word(n.first - 1)
	if designators[p] && f.Tags[n.first-1].UPOS != tag.VERB {
		if p == "number" || p == "us" || p == "state" || p == "i" || p == "day" || p == "line" || p == "group" || p == "area" || p == "no" || p == "unit" || p == "class" || p == "block" {
			return capital(f.form(n.first-1)) && n.first-1 > f.first || p == "number"
		}
		return true
	}
	next := f.word(n.last)
	if p == "at" && (next == "tonight" || next == "today" || next == "tomorrow") {
		return true
	}
	if n.first > f.first && f.Tags[n.first-1].UPOS == tag.PROPN && capital(f.form(n.first-1)) && (!f.beforeNoun(n) || f.oneThing(n)) && !f.inCapitals() {
		return true // "a Boeing 737", "the Kestrel 11 mission"
	}
	if next == "-" {
		next = f.word(n.last + 1)
	}
	switch next {
	case "caliber", "calibre", "mm", "cal", "gauge", "block", "th", "st", "nd", "rd", "a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "utc":
		return !strings.HasPrefix(next, "mm") || f.gun(n)
	}
	return next == "hundred" && f.is(n.last+1, "block")
}

// inCapitals says that the sentence has no word of some length in lower case, as
// a headline may.
func (f *finder) inCapitals() bool {
	for i := f.first; i < f.last; i++ {
		if w := f.form(i); len(w) > 3 && w[0] >= 'a' && w[0] <= 'z' {
			return false
		}
	}
	return true
}

// beforeNoun says that something that n may count follows.
func (f *finder) beforeNoun(n number) bool {
	if n.last >= f.last {
		return false
	}
	switch f.Tags[n.last].UPOS {
	case tag.NOUN, tag.ADJ, tag.NUM, tag.SYM, tag.VERB:
		return true
	}
	return n.last-n.first > 1 || f.is(n.last, "of") || f.is(n.last, "-")
}

// gun says that "9 mm" is a weapon and no length.
func (f *finder) gun(n number) bool { return n.value < 60 }

// address says that n is a house number: "6740 N. Clark St.".
func (f *finder) address(n number) bool {
	for i := n.last; i < min(n.last+5, f.last); i++ {
		w := f.low[i]
		if streets[w] && i > n.last && capital(f.form(i)) {
			return true
		}
		if f.Tags[i].UPOS == tag.ADP || !capital(f.form(i)) && !isDigit(w) && w != "." {
			return false
		}
	}
	return false
}

// year says that n looks like a year.
func (f *finder) year(n number) bool {
	w := f.low[n.first]
	if n.last-n.first != 1 || len(w) != 4 || n.value < 1500 || n.value > 2100 || strings.ContainsAny(w, ",.") {
		return false
	}
	if n.first > f.first && currencySign(f.low[n.first-1]) != "" {
		return false
	}
	next := n.last
	return !(next < f.last && (f.Tags[next].XPOS.String() == "NNS" || f.is(next, "%")))
}

// oneThing says that a noun for one thing stands right after n, and none that n
// could count.
func (f *finder) oneThing(n number) bool {
	return n.value > 1 && n.last < f.last && f.Tags[n.last].XPOS.String() == "NN" && !f.person(n.last) && f.form(n.last) == f.low[n.last] &&
		(n.last+1 >= f.last || f.Tags[n.last+1].UPOS != tag.NOUN) && !f.fallen(n.last)
}

// counter says that n is of "Image 7 of 14": which of how many.
func (f *finder) counter(n number) bool {
	at := n.first // of the first of the two
	if f.is(n.first-1, "of") && isDigit(f.word(n.first-2)) {
		at = n.first - 2
	} else if !f.is(n.last, "of") || !isDigit(f.word(n.last+1)) {
		return false
	}
	t := f.Tags[max(at-1, f.first)]
	return at == f.first || at > f.first && (t.UPOS == tag.PROPN || t.XPOS.String() == "NN") && capital(f.form(at-1))
}

// emergency are the numbers that people call in need, where the figures stand
// before what is done with them: "911 calls".
var emergency = wordSet("911 999 112")

// telephone reads "Emergency number: 117", "dial 117", "a 911 call" and the
// "(555)" of a longer number.
func (f *finder) telephone(n number) bool {
	if n.last != n.first+1 || n.value >= 1000 {
		return false
	}
	if f.is(n.first-1, "(") && f.is(n.last, ")") && len(f.low[n.first]) == 3 {
		return isDigit(f.word(n.last + 1))
	}
	if emergency[f.low[n.first]] {
		switch f.lemma(n.last) {
		case "call", "caller", "center", "centre", "dispatch", "dispatcher", "operator", "tape", "system", "recording":
			return true
		}
	}
	i := n.first - 1
	if f.is(i, ":") || f.is(i, "is") {
		i--
		if f.is(i, "number") {
			i--
		}
		switch f.word(i) {
		case "emergency", "phone", "telephone", "hotline", "helpline", "tel", "fax", "contact":
			return true
		}
		return false
	}
	switch f.lemma(i) {
	case "dial", "phone", "call":
		return len(f.low[n.first]) == 3 && f.Tags[i].UPOS == tag.VERB && !f.beforeNoun(n)
	}
	return false
}

// listed says that n numbers an item of a list, or is a caption's count.
func (f *finder) listed(n number) bool {
	if n.first != f.first {
		return false
	}
	next := f.word(n.last)
	return next == ")" || next == "." && n.value < 100 || next == "]"
}

// score says that n is the score of a game.
func (f *finder) score(n number) bool { return n.hyphen && !n.ranged }

// game says that the sentence tells of a game.
func (f *finder) game() bool {
	for i := f.first; i < f.last; i++ {
		switch f.Lemmas[i] {
		case "win", "beat", "lose", "draw", "lead", "defeat", "score", "victory", "match", "game", "goal", "set":
			return true
		}
	}
	return false
}

// age reads "a 23-year-old", "aged 44", "12 years old", ", 58,".
func (f *finder) age(n number, fig *Figure) bool {
	if n.value > 125 || n.weak {
		return false
	}
	j := n.last
	if f.is(j, "-") {
		j++
	}
	w := f.word(j)
	old := false
	if strings.HasPrefix(w, "year") || strings.HasPrefix(w, "month") || strings.HasPrefix(w, "day") || strings.HasPrefix(w, "week") {
		if f.is(j+1, "-") {
			j++
		}
		old = f.is(j+1, "old") || f.is(j+1, "olds")
	}
	p := f.word(n.first - 1)
	switch {
	case old:
		fig.Unit = strings.TrimSuffix(w, "s") + "s"
	case p == "aged" || p == "age" || p == "ages", p == "of" && (f.is(n.first-2, "age") || f.is(n.first-2, "ages")), p == "between" && f.is(n.first-2, "aged"):
		fig.Unit = "years"
	case (p == "than" && (f.is(n.first-2, "younger") || f.is(n.first-2, "older")) || (p == "under" || p == "over") && f.person(n.first-2)) && !f.beforeNoun(n):
		fig.Unit = "years"
	case n.digits && (f.ofAge(n.first) || p == "both" && f.is(n.last, ",") || p == "," && (f.is(n.first-2, "ages") || f.is(n.first-2, "aged"))):
		fig.Unit = "years"
	case n.digits && n.last-n.first == 1 && f.agePlace(n):
		fig.Unit = "years"
	default:
		return false
	}
	fig.Kind, fig.Dimension, fig.What, fig.Scale = Age, Age, Age, 1
	if b := n.first - 2; b >= f.first && f.names[b] != 0 && (p == "," || p == "(") {
		name := f.Names[f.names[b]-1].Of(f.Text.Text)
		fig.Noun, fig.What = name[strings.LastIndexByte(name, ' ')+1:], "age of "+name
	}
	if s, ok := units[singular(fig.Unit)]; ok && fig.Unit != "years" {
		fig.Scale = s.scale / units["year"].scale
	}
	return true
}

// ofAge says that an age is told right before token i: "ranged in age from 21".
func (f *finder) ofAge(i int) bool {
	for k := i - 1; k >= max(f.first, i-4); k-- {
		switch f.low[k] {
		case "age", "ages", "aged":
			return true
		case "from", "to", "between", "and", "-":
		default:
			if !isDigit(f.low[k]) {
				return false
			}
		}
	}
	return false
}

// agePlace says that n stands where an age does: after a person, between
// commas, or in a list of ages.
func (f *finder) agePlace(n number) bool {
	p, q := f.word(n.first-1), f.word(n.last)
	if f.listOfAges(n) {
		return true
	}
	if p != "," && p != "(" || n.first-2 < f.first || n.value < 1 || n.value > 110 {
		return false
	}
	if q != "," && q != ")" && q != "." && q != ";" && q != ":" && q != "of" && q != "" && q != "and" && f.Tags[min(n.last, len(f.Tags)-1)].UPOS != tag.VERB && f.Tags[min(n.last, len(f.Tags)-1)].UPOS != tag.AUX {
		return false
	}
	b := n.first - 2
	if f.names[b] != 0 && f.Names[f.names[b]-1].Type == "person" {
		return true
	}
	return personNoun(f.Lemmas[b]) && p == ","
}

// listOfAges says that a number just before, in a list with n, was an age.
func (f *finder) listOfAges(n number) bool {
	k := len(f.notes) - 1
	if k < 0 || f.out[f.began+k].Kind != Age {
		return false
	}
	for i := f.notes[k].number.last; i < n.first; i++ {
		if w := f.low[i]; w != "," && w != "and" && w != "or" {
			return false
		}
	}
	next := f.word(n.last)
	return next == "," || next == "and" || next == "." || next == ")" || next == "" || f.Tags[n.last].UPOS == tag.VERB || f.Tags[n.last].UPOS == tag.AUX
}

// fraction says that n is a part of a fraction: "three-quarters", "four in
// every five".
func (f *finder) fraction(n number) bool {
	j := n.last
	if f.is(j, "-") {
		j++
	}
	switch f.word(j) {
	case "quarters", "quarter", "thirds", "third", "fifths", "half", "halves", "tenths", "hundredths":
		return true
	case "times":
		switch f.word(j + 1) {
		case "the", "as", "that", "its", "their", "his", "her", "more", "higher", "larger", "bigger":
			return true
		}
		return j > n.last
	case "in", "out":
		j++
		if f.is(j, "every") || f.is(j, "of") {
			j++
		}
		_, ok := small[f.word(j)]
		return ok || isDigit(f.word(j)) && f.times[j] == 0 && !f.year(number{first: j, last: j + 1, value: 2000})
	}
	p := f.word(n.first - 1)
	if p == "every" {
		p = f.word(n.first - 2)
	}
	if p == "in" || p == "of" && f.is(n.first-2, "out") {
		q := n.first - 2
		if f.is(q, "in") || f.is(q, "out") {
			q--
		}
		_, ok := small[f.word(q)]
		return ok && f.word(q) != "one" || isDigit(f.word(q)) && n.value <= 100 && f.times[n.first] == 0
	}
	return false
}
