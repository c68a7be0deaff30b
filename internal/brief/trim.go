package brief

import (
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A trim is what is kept of a unit: spans of the document in order. If the
// attribution was cut off the end, attributed is who it named.
type trim struct {
	kept       []wiredesk.Span
	attributed wiredesk.Span
}

// A degree says how much may be cut.
type degree int

const (
	whole degree = iota // only what is no part of the sentence: dateline, bullet, leading connective
	short               // also brackets, ages, appositions and relative clauses between commas, a trailing attribution
	tight               // also days of the week, words that weigh nothing, and the final full stop
)

// words returns how many words are kept.
func (t trim) words(d *annotate.Document) int {
	n := 0
	for _, k := range t.kept {
		for range strings.FieldsSeq(k.Of(d.Document.Text)) {
			n++
		}
	}
	return n
}

// cut returns u with its licensed deletions of degree g. A deletion that would
// take a protected word, a quotation or half of a name is not made.
func cut(d *annotate.Document, u *unit, g degree) trim {
	c := cutter{d: d, u: u, start: u.span.Start, end: u.span.End}
	c.front()
	if g >= short {
		c.brackets()
		c.betweenCommas()
		c.trailingAttribution()
	}
	if g >= tight {
		c.bare()
		c.weekdays()
		c.light()
		if c.attributed.Len() > 0 {
			c.dropStop = true
		} else if c.stopped() {
			c.end--
		}
	}
	return trim{c.kept(), c.attributed}
}

// stopped reports whether what is kept, two words or more, ends with a full
// stop that is no part of a word or of an ellipsis.
func (c *cutter) stopped() bool {
	k := c.u.last - 1
	return c.d.Word(k) == "." && c.d.Tokens[k].End == c.end && k > c.u.first+1 && c.d.Word(k-1) != "."
}

type cutter struct {
	d          *annotate.Document
	u          *unit
	start, end int
	gone       []wiredesk.Span // in order, apart
	attributed wiredesk.Span
	dropStop   bool
}

// front moves the start past a bullet, a dateline and a connective.
func (c *cutter) front() {
	i := c.u.first
	if w := c.d.Word(i); i+1 < c.u.last && (w == "-" || w == "•" || w == "*" || w == "–" || w == "—" || w == "―" || w == "▪") && c.d.Tokens[i+1].Start > c.d.Tokens[i].End {
		i++
	}
	i = c.dateline(i)
	c.start = c.d.Tokens[i].Start
	if n := c.connective(i); n > 0 && c.d.Marks[i+n]&annotate.Capital != 0 {
		c.start = c.d.Tokens[i+n].Start
	}
}

// dateline returns the token after a dateline that begins at token i, or i:
// "PORT ALDER, Oct. 3 (Farrier) — ", a place and a day before a dash, with a
// word in capitals or an agency in brackets.
func (c *cutter) dateline(i int) int {
	capitals, small := false, 0
	for j := i; j < c.u.last && j < i+18; j++ {
		w := c.d.Word(j)
		switch {
		case w == "—" || w == "–" || w == "―" || w == "--" || w == "-" && c.spaced(j):
			if j > i && j+1 < c.u.last && capitals && small == 0 {
				return j + 1
			}
			return i
		case c.d.Marks[j]&annotate.Word == 0:
			if w == "(" && j > i {
				capitals = true
			} else if w != "," && w != ")" && w != "." && w != "/" && w != "-" {
				return i
			}
		case len(w) >= 3 && w == strings.ToUpper(w) && c.d.Marks[j]&annotate.Capital != 0:
			capitals = true
		case c.d.Marks[j]&(annotate.Capital|annotate.Number) == 0:
			if l := c.d.Lower[j]; l != "of" && l != "and" && l != "de" && l != "la" && l != "the" {
				small++
			}
		}
	}
	return i
}

// spaced reports whether token j stands between spaces.
func (c *cutter) spaced(j int) bool {
	return j > 0 && j+1 < len(c.d.Tokens) && c.d.Tokens[j].Start > c.d.Tokens[j-1].End && c.d.Tokens[j+1].Start > c.d.Tokens[j].End
}

// connective returns how many tokens from i on are a connective with its
// comma, or 0.
func (c *cutter) connective(i int) int { return c.opening(i, connectives) }

// phrases returns the words of each phrase of a list.
func phrases(list string) [][]string {
	var out [][]string
	for _, p := range strings.Split(list, "|") {
		out = append(out, strings.Fields(p))
	}
	return out
}

// opening is connective for the phrases of a list.
func (c *cutter) opening(i int, list [][]string) int {
	for _, words := range list {
		if i+len(words)+1 >= c.u.last {
			continue
		}
		same := true
		for j, w := range words {
			same = same && c.d.Lower[i+j] == w
		}
		if same && c.d.Word(i+len(words)) == "," {
			return len(words) + 1
		}
	}
	return 0
}

// brackets deletes what stands in round brackets, with the space before.
func (c *cutter) brackets() {
	for i := c.u.first; i < c.u.last; i++ {
		if c.d.Word(i) != "(" || c.d.Tokens[i].Start <= c.start || c.d.Marks[i]&annotate.Quoted != 0 {
			continue
		}
		for j := i + 1; j < c.u.last; j++ {
			if c.d.Word(j) == ")" {
				c.remove(i, j+1, c.d.Tokens[i-1].End, c.d.Tokens[j].End)
				i = j
				break
			}
		}
	}
}

// betweenCommas deletes ages ("Ana Roe, 61, said") and relative clauses ("Ana
// Roe, who had just landed, said") between two commas. An apposition stays: it
// says who speaks.
func (c *cutter) betweenCommas() {
	for i := c.u.first + 1; i < c.u.last; i++ {
		if c.d.Word(i) != "," || c.d.Tokens[i].Start < c.start || c.d.Marks[i]&annotate.Quoted != 0 || c.d.Marks[i-1]&(annotate.Name|annotate.Capital) == 0 {
			continue
		}
		j := c.comma(i + 1)
		if j < 0 || j == i+1 || !c.licensed(i, j) {
			continue
		}
		c.remove(i, j+1, c.d.Tokens[i-1].End, c.d.Tokens[j].End)
		i = j
	}
}

// comma returns the next comma from token i on that is in no bracket and no
// quotation, at most 16 tokens away, or -1.
func (c *cutter) comma(i int) int {
	for j := i; j < c.u.last && j < i+16; j++ {
		switch w := c.d.Word(j); {
		case w == ",":
			return j
		case w == "(" || w == ";" || w == ":" || w == "—" || w == "–" || isQuote(w):
			return -1
		}
	}
	return -1
}

// licensed reports whether what stands between the commas at i and j may go.
func (c *cutter) licensed(i, j int) bool {
	if j+1 >= c.u.last || c.d.Marks[j+1]&annotate.Word == 0 || c.d.Marks[j+1]&(annotate.Capital|annotate.Number) != 0 {
		return false
	}
	after := c.d.Lower[j+1]
	if after == "and" || after == "or" || after == "who" || after == "which" {
		return false
	}
	open := c.d.Lower[i+1]
	if j == i+2 {
		if c.comma(c.u.first) != i {
			return false // one of its commas may close something else
		}
		return c.d.Marks[i+1]&annotate.Number != 0 && len(open) <= 3 && !determined.Has(after)
	}
	return open == "who" && (wordlist.Speech.Has(after) || c.verbAfter(j))
}

// verbAfter reports whether the word after the comma at j can only go on the
// main clause: an auxiliary.
func (c *cutter) verbAfter(j int) bool {
	switch c.d.Lower[j+1] {
	case "was", "is", "has", "had", "were", "are", "have":
		return true
	}
	return false
}

// trailingAttribution deletes ", the ministry said" and ", according to the
// ministry" from the end of a sentence that quotes nobody and accuses nobody,
// and keeps who it was.
func (c *cutter) trailingAttribution() {
	if c.u.quotes || c.u.accuses || c.grave() {
		return
	}
	end := c.u.last - 1
	if c.d.Word(end) != "." {
		return
	}
	i := end - 1
	for i > c.u.first && c.d.Word(i) != "," && end-i <= 12 {
		i--
	}
	if c.d.Word(i) != "," || i <= c.u.first+5 || c.d.Tokens[i].Start < c.start {
		return
	}
	from, to := c.speaker(i+1, end)
	if from < 0 {
		return
	}
	if c.remove(i, end, c.d.Tokens[i-1].End, c.d.Tokens[end].Start) {
		c.attributed = wiredesk.Span{Start: c.d.Tokens[from].Start, End: c.d.Tokens[to-1].End}
	}
}

// grave reports whether the unit tells of a deed or gives a judgement that
// nobody should be left to say but its source.
func (c *cutter) grave() bool {
	for i := c.u.first; i < c.u.last; i++ {
		w := c.d.Lower[i]
		if judging.Has(w) {
			return true
		}
		for _, p := range graveStems {
			if strings.HasPrefix(w, p) {
				return true
			}
		}
	}
	return false
}

// speaker returns the tokens [from, to) that name the speaker if the tokens
// [i, end) are nothing but an attribution, else -1.
func (c *cutter) speaker(i, end int) (from, to int) {
	if c.d.Lower[i] == "according" && next(c.d, i, end) == "to" {
		from, to = i+2, end
	} else {
		v := i
		for v < end && !saying.Has(c.d.Lower[v]) {
			v++
		}
		if v == end || end-v > 3 || v == i {
			return -1, -1
		}
		for k := v + 1; k < end; k++ {
			if w := c.d.Lower[k]; w != "on" && !wordlist.Weekdays.Has(w) {
				return -1, -1
			}
		}
		from, to = i, v
	}
	if to <= from || to-from > 9 || persons.Has(c.d.Lower[from]) || things.Has(c.d.Lower[from]) {
		return -1, -1
	}
	for k := from; k < to; k++ {
		if w := c.d.Lower[k]; anonymous.Has(w) || protected(w) || wordlist.Speech.Has(w) || c.d.Marks[k]&annotate.Word == 0 && w != "-" && w != "." && w != "'" {
			return -1, -1
		}
	}
	return from, to
}

// weekdays deletes " on Wednesday".
func (c *cutter) weekdays() {
	for i := c.u.first + 1; i+1 < c.u.last; i++ {
		if c.d.Lower[i] == "on" && wordlist.Weekdays.Has(c.d.Lower[i+1]) && c.lone(i+1) && c.d.Tokens[i].Start > c.start &&
			c.d.Marks[i]&annotate.Quoted == 0 && (i+2 == c.u.last || c.d.Marks[i+2]&annotate.Capital == 0 && c.d.Word(i+2) != "," && c.d.Word(i+2) != "and" && !periods.Has(c.d.Lower[i+2])) {
			c.remove(i, i+2, c.d.Tokens[i-1].End, c.d.Tokens[i+1].End)
		}
	}
}

// remove deletes the bytes [from, to), which are the tokens [i, j), unless
// that takes a protected word or a quotation. Deletions come in any order but
// never overlap.
func (c *cutter) remove(i, j, from, to int) bool {
	for k := i; k < j; k++ {
		w := c.d.Lower[k]
		if isQuote(w) || c.d.Marks[k]&annotate.Quoted != 0 || protected(w) {
			return false
		}
	}
	s := wiredesk.Span{Start: from, End: to}
	at := len(c.gone)
	for k, g := range c.gone {
		if g.Overlaps(s) || g.End == s.Start || s.End == g.Start {
			return false
		}
		if g.Start > s.Start {
			at = min(at, k)
		}
	}
	c.gone = append(c.gone, wiredesk.Span{})
	copy(c.gone[at+1:], c.gone[at:])
	c.gone[at] = s
	return true
}

// kept returns what is left between the deletions.
func (c *cutter) kept() []wiredesk.Span {
	if c.dropStop {
		c.end--
	}
	var out []wiredesk.Span
	at := c.start
	for _, g := range c.gone {
		if g.Start < at || g.End > c.end {
			if g.Start >= c.end {
				break
			}
			g.End = min(g.End, c.end)
			if g.Start < at {
				continue
			}
		}
		if g.Start > at {
			out = append(out, wiredesk.Span{Start: at, End: g.Start})
		}
		at = g.End
	}
	if at < c.end {
		out = append(out, wiredesk.Span{Start: at, End: c.end})
	}
	return out
}

// protected reports whether the lower-case word w changes what a sentence
// claims, so that it may never be cut out of one.
func protected(w string) bool { return negations.Has(w) || protectedWords.Has(w) }

var (
	connectives = phrases("however|meanwhile|additionally|moreover|furthermore|in addition|also|overall|similarly|likewise|separately|elsewhere|indeed")

	// saying verbs may be cut from the end of a sentence: they add no doubt.
	saying = wordlist.NewSet(`said says announced reported stated confirmed`)

	graveStems = strings.Fields(`kill murder rape raping steal stole theft thief assault abus terror tortur traffick smuggl blackmail illegal unlawful violat
		lied lying conspir collu negligen misconduct poison culprit perpetrat crime sabotag hack spy harass arson shot shoot stab attack massacr genocid
		execut kidnap abduct robb loot vandal responsib fault mislead deceptive falsif forge fabricat traitor treason scandal breach complicit arrest
		detain militan extremis racist claim`)
	judging = wordlist.NewSet(`should must ought need needs best worst better worse good bad great terrible unacceptable disgrace disgraceful shameful wrong right
		unfair unjust failure success successful believe believes think thinks hope hopes fear fears feel feels likely unlikely probably`)

	// anonymous sources are named where they speak.
	anonymous = wordlist.NewSet(`source sources people person official officials witness witnesses aide aides insider insiders somebody someone familiar
		lawyer lawyers spokesman spokeswoman spokesperson company family friends relatives critics supporters opponents activists neighbours neighbors residents`)

	protectedWords = wordlist.NewSet(`if unless except only whether provided until although though despite because
		alleged allegedly reportedly suspected suspect suspects apparently possibly perhaps maybe likely unlikely unconfirmed claimed claims purported so-called believed thought
		appears appeared seems seemed rumoured rumored potential potentially probable probably
		may might could would should must can will shall
		least most about around some nearly almost more over fewer less under up roughly estimated approximately than between
		former ex attempted planned proposed draft failed would-be acting deputy
		accused accuses charged convicted denied denies deny refused refuses rejected rejects disputed`)
)
