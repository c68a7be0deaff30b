package claim

import (
	"slices"
	"sort"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A doc is a report at work. Its tokens are those that have a tree.
type doc struct {
	*Report
	number    int
	n         int
	low       []string
	sentence  []int
	mentionAt []int   // per token, of the mention it stands in; -1 for none
	kids      [][]int // per token, in order
	leads     []string
}

func newDoc(r *Report, number int) *doc {
	d := &doc{Report: r, number: number}
	if len(r.Sentences) > 0 && len(r.Heads) > 0 {
		d.n = min(r.Sentences[len(r.Sentences)-1].Last, len(r.Heads))
	}
	d.low, d.sentence, d.mentionAt, d.kids = make([]string, d.n), make([]int, d.n), make([]int, d.n), make([][]int, d.n)
	for k, s := range r.Sentences {
		for i := s.First; i < min(s.Last, d.n); i++ {
			d.low[i], d.sentence[i] = wordlist.Lower(r.Word(i)), k
		}
	}
	k := 0
	for i := range d.n {
		for k < len(r.Mentions) && r.Mentions[k].End <= r.Tokens[i].Start {
			k++
		}
		d.mentionAt[i] = -1
		if k < len(r.Mentions) && r.Mentions[k].Start < r.Tokens[i].End {
			d.mentionAt[i] = k
		}
		if h := int(r.Heads[i]); h != i && h < d.n {
			d.kids[h] = append(d.kids[h], i)
		}
	}
	return d
}

// tokens returns the tokens [first, end) that lie in at.
func (d *doc) tokens(at wiredesk.Span) (first, end int) {
	first = sort.Search(d.n, func(i int) bool { return d.Tokens[i].Start >= at.Start })
	end = sort.Search(d.n, func(i int) bool { return d.Tokens[i].End > at.End })
	return first, max(first, end)
}

// kid returns the first dependent of token i with one of rels, or -1.
func (d *doc) kid(i int, rels ...parse.Rel) int {
	if i < 0 {
		return -1
	}
	for _, c := range d.kids[i] {
		if slices.Contains(rels, d.Rels[c]) {
			return c
		}
	}
	return -1
}

func (d *doc) upos(i int) tag.UPOS { return d.Tags[i].UPOS }

// text returns the tokens [first, last] as they stand.
func (d *doc) text(first, last int) string {
	return wiredesk.Span{Start: d.Tokens[first].Start, End: d.Tokens[last].End}.Of(d.Document.Document.Text)
}

// place returns where token i stands.
func (d *doc) place(i int) Place { return Place{d.number, d.Tokens[i].Span} }

// entity returns the entity of the story that token i belongs to, or "".
func (d *doc) entity(i int) string {
	if i < 0 || d.mentionAt[i] < 0 {
		return ""
	}
	return d.Entity[d.Mentions[d.mentionAt[i]].Entity]
}

// entities returns the entities of the story that sentence k names, each once.
func (d *doc) entities(k int) []string {
	var out []string
	for i := d.Sentences[k].First; i < min(d.Sentences[k].Last, d.n); i++ {
		if e := d.entity(i); e != "" && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// key names what the noun phrase with head i means: its entity, or the lemma
// of its noun; "" where that says too little to be the same elsewhere.
func (d *doc) key(i int) string {
	if i < 0 {
		return ""
	}
	if e := d.entity(i); e != "" {
		return e
	}
	if d.upos(i) != tag.NOUN || vague.Has(d.Lemmas[i]) {
		return ""
	}
	return d.Lemmas[i]
}

// end returns the last token of the phrase with head i that the head governs
// without a comma, a bracket or a quotation mark between.
func (d *doc) end(i int) int {
	last := i
	for k := i + 1; k < d.n && d.sentence[k] == d.sentence[i]; k++ {
		if d.upos(k) == tag.PUNCT && d.low[k] != "-" || !d.below(k, i) {
			break
		}
		last = k
	}
	return last
}

// below reports whether token i is head or stands under it.
func (d *doc) below(i, head int) bool {
	for range 40 {
		if i == head {
			return true
		}
		h := int(d.Heads[i])
		if h == i {
			return false
		}
		i = h
	}
	return false
}

// saidBy returns whom the report ascribes the passage at to, or "".
func (d *doc) saidBy(at wiredesk.Span) string {
	by, least := "", 0
	for _, q := range d.Quotations {
		if q.Grade == quotation.View || q.Speaker.Name == "" {
			continue
		}
		for _, c := range q.Content {
			if c.Contains(at) && (by == "" || c.Len() < least) {
				by, least = q.Speaker.Name, c.Len()
			}
		}
	}
	return by
}

// negated reports whether verb or noun i is denied: "did not", "never", "no
// ransom".
func (d *doc) negated(i int) bool {
	return slices.ContainsFunc(d.kids[i], func(c int) bool {
		return negations.Has(d.low[c]) && c < i && i-c <= 4 && (d.Rels[c] == parse.Advmod || d.Rels[c] == parse.Det || d.Rels[c] == parse.CC)
	})
}

// real reports whether the clause of verb i says that something is or was so:
// not that it may, will, should be, or would if.
func (d *doc) real(i int) bool {
	for _, c := range d.kids[i] {
		if d.Rels[c].Universal() == "aux" && modals.Has(d.low[c]) || d.Rels[c] == parse.Mark && (d.low[c] == "if" || d.low[c] == "unless" || d.low[c] == "to" || d.low[c] == "whether") {
			return false
		}
		if d.Rels[c] == parse.Advmod && unfinished.Has(d.low[c]) {
			return false
		}
	}
	if d.inflected(i) {
		return true
	}
	switch d.Tags[i].XPOS.String() {
	case "VBN":
		return slices.ContainsFunc(d.kids[i], func(c int) bool { // not "that it be removed"
			return d.Rels[c].Universal() == "aux" && d.inflected(c)
		})
	case "VB":
		k := d.kid(i, parse.Aux)
		return k >= 0 && d.Lemmas[k] == "do" // "did not close"
	}
	return false
}

var (
	negations = wordlist.NewSet(`not n't no never nor neither none`)
	modals    = wordlist.NewSet(`will would may might could can should must shall 'll 'd won't cannot`)
	// unfinished words say that something is so only up to now.
	unfinished = wordlist.NewSet(`yet still almost nearly reportedly allegedly probably perhaps possibly apparently`)
	// light verbs say little of what happens; speech says only that somebody
	// speaks.
	light = wordlist.NewSet(`be have do get make take hold set plan expect schedule begin start end come go put give see use want need try seem appear become
		include follow keep let bring remain continue show mean know think believe feel look happen occur lead work help turn find leave run require`)
	speech = wordlist.NewSet(`say tell add announce state report write warn argue note insist claim confirm deny ask reply explain declare describe call
		tweet post urge stress suggest estimate accuse blame quote cite publish release issue speak praise welcome criticise criticize condemn`)
	// vague nouns are not the same thing in two sentences.
	vague = wordlist.NewSet(`people person man woman official authority police thing time day week month year way part number case place area one other
		other group member report statement today yesterday morning afternoon evening night hour minute life hand country government side lot some
		something nothing anything everything everyone someone percent million plan source rest total victim resident dozen hundred thousand score couple majority none`)
)

// joined writes words with single spaces; an empty one leaves none.
func joined(words ...string) string { return oneLine(strings.Join(words, " ")) }
