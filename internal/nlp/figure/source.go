package figure

import (
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// A speaker is who says something: a span, and where what he says stands.
type speaker struct {
	span wiredesk.Span
	verb int
}

// says are verbs of speech.
var says = wordSet(`say tell report announce confirm add state estimate reckon claim put acknowledge admit insist note declare
	warn write show indicate reveal explain tweet post disclose`)

// attributions finds who speaks in the sentence, for what no quotation covers:
// a number beside it is likely to be theirs too.
func (f *finder) attributions() []speaker {
	var out []speaker
	for i := f.first; i < f.last; i++ {
		if f.low[i] == "according" && f.is(i+1, "to") {
			if h := f.run(i+2, true); h >= 0 {
				out = append(out, speaker{wiredesk.Span{Start: f.Tokens[i+2].Start, End: f.Tokens[h].End}, i})
			}
			continue
		}
		if f.Tags[i].UPOS != tag.VERB || !says[f.Lemmas[i]] {
			continue
		}
		s := f.subject(i)
		if h := int(f.Heads[i]); s < 0 && f.Rels[i] == parse.ACL && h < i && f.Tags[i].XPOS.String() == "VBD" {
			s = h // "a source close to the inquiry told ..."
		}
		if s < 0 || f.Tags[s].UPOS == tag.PRON || f.Rels[s] == parse.NsubjPass {
			continue
		}
		out = append(out, speaker{f.phrase(s), i})
	}
	return out
}

// phrase returns the span of the noun phrase of noun h: the words before it
// that hang on it, and what follows as part of a name.
func (f *finder) phrase(h int) wiredesk.Span {
	lo, hi := h, h+1
	for i := h - 1; i >= max(f.first, h-10); i-- {
		if int(f.Heads[i]) != h && !(int(f.Heads[i]) > i && int(f.Heads[i]) <= h) || f.Tags[i].UPOS == tag.PUNCT && f.low[i] != "-" {
			break
		}
		lo = i
	}
	for hi < min(f.last, h+8) && (f.Rels[hi] == parse.Flat || f.Rels[hi] == parse.Compound || f.Rels[hi] == parse.Appos || f.Rels[hi] == parse.NmodDesc) && f.Tags[hi].UPOS == tag.PROPN {
		hi++
	}
	for lo < h && (f.Tags[lo].UPOS == tag.CCONJ || f.Tags[lo].UPOS == tag.ADP || f.Tags[lo].UPOS == tag.SCONJ || f.Tags[lo].UPOS == tag.ADV) {
		lo++
	}
	return wiredesk.Span{Start: f.Tokens[lo].Start, End: f.Tokens[hi-1].End}
}

// saidBy returns who says what stands at token i: who is quoted with it, or else
// the nearest speaker of the sentence.
func (f *finder) saidBy(i int) string {
	if by := f.quoted(f.Tokens[i].Start); by != "" {
		if !plain(by) {
			return ""
		}
		return by
	}
	best, where := -1, 0
	for k, s := range f.speakers {
		if s.span.Start <= f.Tokens[i].Start && f.Tokens[i].Start < s.span.End {
			continue // "Eleven people confirmed": they are what is counted
		}
		if d := max(s.verb-i, i-s.verb); best < 0 || d < where {
			best, where = k, d
		}
	}
	if best < 0 {
		return ""
	}
	return f.speakers[best].span.Of(f.Text.Text)
}

// quoted returns who says the passage around byte at: the shortest that has it.
func (f *finder) quoted(at int) string {
	best := Said{}
	for _, s := range f.Said[f.said:] {
		if s.Start > at {
			break
		}
		if at < s.End && (best.By == "" || s.Len() < best.Len()) {
			best = s
		}
	}
	return best.By
}

// mostSpeaker is how many words a speaker has at the most: what is longer is
// more of a sentence than who speaks in it.
const mostSpeaker = 10

// clausal are words that are no part of who speaks, at the begin of what was
// taken for it.
var clausal = wordSet("they he she it we i you there that this fact")

// plain reports whether by can be who speaks: no clause, as far as that shows.
func plain(by string) bool {
	words := strings.Fields(by)
	return len(words) > 0 && len(words) <= mostSpeaker && !clausal[strings.ToLower(words[0])]
}

// asOf returns the time that the figure is given for: one after "by" or "as
// of", or beside a verb of state or speech.
func (f *finder) asOf(n *note) string {
	best, where := "", 40
	for i := f.first; i < f.last; i++ {
		k := f.times[i]
		if k == 0 || i > f.first && f.times[i-1] == k {
			continue
		}
		t := f.Times[k-1]
		if t.Type != timex.Date && t.Type != timex.Time || !isDigit(t.Value) || !f.states(i) {
			continue
		}
		if d := max(i-n.first, n.first-i); d < where {
			best, where = t.Value, d
		}
	}
	return best
}

// states says that the time at token i says when something was so, or said.
func (f *finder) states(i int) bool {
	switch f.word(i - 1) {
	case "by", "of":
		return f.is(i-1, "by") || f.is(i-2, "as")
	}
	for k := i - 1; k >= max(f.first, i-7); k-- {
		if f.low[k] == "," && k < i-2 {
			return false
		}
		if t := f.Tags[k].UPOS; t != tag.VERB && t != tag.AUX {
			continue
		}
		switch f.Lemmas[k] {
		case "reach", "rise", "climb", "stand", "remain", "say", "announce", "report", "tell", "confirm", "add", "revise", "raise":
			return true
		}
		return false
	}
	return false
}

// when returns the date nearest to n in the sentence, and whether the count
// runs from it on.
func (f *finder) when(n *note) (string, bool) {
	best, since, where := "", false, 1000
	for i := f.first; i < f.last; i++ {
		k := f.times[i]
		if k == 0 || i > f.first && f.times[i-1] == k {
			continue
		}
		t := f.Times[k-1]
		if t.Type != timex.Date && t.Type != timex.Time || !isDigit(t.Value) {
			continue
		}
		if d := max(i-n.first, n.first-i); d < where {
			best, where = t.Value, d
			since = f.is(i-1, "since")
		}
	}
	return best, since
}
