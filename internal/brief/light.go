package brief

import (
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// light deletes words that weigh nothing: "very" and its like before what they
// strengthen, "now" and its like behind an auxiliary, and ", however," within a
// sentence. Behind a negation they may carry it ("not very"), so none is
// touched there.
func (c *cutter) light() {
	if c.u.words < minWords {
		return
	}
	for i := c.u.first; i+1 < c.u.last; i++ {
		w := c.d.Lower[i]
		switch {
		case negations.Has(w) || strings.HasSuffix(w, "n't") || conditions.Has(w):
			return
		case c.d.Tokens[i].Start <= c.start || c.d.Marks[i]&annotate.Quoted != 0:
		case strengthening.Has(w) && c.strengthens(i), passing.Has(w) && c.passes(i):
			c.remove(i, i+1, c.d.Tokens[i-1].End, c.d.Tokens[i].End)
		case w == ",":
			c.aside(i)
		}
	}
}

// plain reports whether tokens i-1 to i+1 are three words with spaces between.
func (c *cutter) plain(i int) bool {
	t, m := c.d.Tokens, c.d.Marks
	return m[i]&annotate.Capital == 0 && m[i-1]&(annotate.Word|annotate.Number) == annotate.Word && m[i+1]&annotate.Word != 0 && m[i+1]&(annotate.Number|annotate.Capital) == 0 &&
		t[i].Start == t[i-1].End+1 && t[i+1].Start == t[i].End+1
}

// strengthens reports whether token i stands before what it strengthens, and
// nothing is made of the two: "the very day", "so very late", "very much",
// "a very old" (which would need "an").
func (c *cutter) strengthens(i int) bool {
	before, after := c.d.Lower[i-1], c.d.Lower[i+1]
	return c.plain(i) && !bound.Has(before) && !bound.Has(after) && before != "an" && (before != "a" || !strings.ContainsAny(after[:1], "aeiouh")) && !strengthening.Has(after)
}

// passes reports whether token i stands between an auxiliary and a verb or what
// is said of the subject.
func (c *cutter) passes(i int) bool {
	return c.plain(i) && auxiliaries.Has(c.d.Lower[i-1]) && !bound.Has(c.d.Lower[i+1]) && !passing.Has(c.d.Lower[i+1])
}

// aside deletes a connective between the commas i and the next: ", however,".
func (c *cutter) aside(i int) {
	j := c.comma(i + 1)
	if j < 0 || j+1 >= c.u.last || c.d.Marks[j+1]&annotate.Word == 0 || c.d.Marks[i-1]&annotate.Word == 0 {
		return
	}
	if next := c.d.Lower[j+1]; next == "and" || next == "or" || next == "but" {
		return // one of the commas parts what it joins
	}
	words := c.d.Lower[i+1 : j]
	for _, k := range asides {
		if slices.Equal(words, k) {
			c.remove(i, j+1, c.d.Tokens[i-1].End, c.d.Tokens[j].End)
			return
		}
	}
}

// lone reports whether the weekday at token i is the only one of the unit:
// beside another it says which of the two days is meant.
func (c *cutter) lone(i int) bool {
	for k := c.u.first; k < c.u.last; k++ {
		w := strings.TrimSuffix(strings.TrimSuffix(c.d.Lower[k], "'s"), "s")
		if k != i && wordlist.Weekdays.Has(w) {
			return false
		}
	}
	return true
}

// bare moves the start past "But" or "And", or a connective that is cut for the
// sake of brevity alone, before a capital.
func (c *cutter) bare() {
	i := c.u.first
	for i < c.u.last && c.d.Tokens[i].Start < c.start {
		i++
	}
	if i+6 >= c.u.last || c.d.Marks[i]&annotate.Quoted != 0 {
		return
	}
	n := 0
	if w := c.d.Lower[i]; (w == "but" || w == "and") && c.d.Marks[i+1]&annotate.Word != 0 {
		n = 1
	} else {
		n = c.opening(i, briefly)
	}
	if n > 0 && c.d.Marks[i+n]&annotate.Capital != 0 && c.d.Tokens[i+n].Start > c.d.Tokens[i+n-1].End {
		c.start = c.d.Tokens[i+n].Start
	}
}

var (
	strengthening = wordlist.NewSet(`very extremely quite incredibly remarkably utterly`)
	passing       = wordlist.NewSet(`now also already indeed actually really certainly clearly obviously simply currently presently`)
	auxiliaries   = wordlist.NewSet(`is are was were has have had been be`)
	// bound words make one thing with what stands beside them.
	bound = wordlist.NewSet(`the this that these those how as so too no every such if what when than of in on at by for to from with and or but not
		much many few little same own first last best until till since right just more most less`)
	conditions = wordlist.NewSet(`if unless whether except without only until till lack lacks lacked lacking absent rarely seldom`)
	briefly    = phrases("but|and|yet|still|thus|therefore|consequently|of course|finally|lastly|nevertheless|nonetheless|besides|in contrast|by contrast|in the meantime|at the same time|as a result|accordingly|in short")
	asides     = phrases("however|of course|in fact|indeed|meanwhile|moreover|for example|for instance|therefore|in addition|furthermore|nevertheless|nonetheless|too")
)

// determined begins a noun phrase, such as the apposition behind an age.
var determined = wordlist.NewSet(`a an the his her its their our my your one another`)
