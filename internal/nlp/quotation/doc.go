package quotation

import (
	"cmp"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A stretch is the tokens [first, end).
type stretch struct{ first, end int }

func (s stretch) empty() bool { return s.first >= s.end }

// A doc is a text at work.
type doc struct {
	Text
	n          int // tokens in sentences; those after it have no tree
	lower      []string
	sentence   []int32 // per token, of its sentence
	regions    []region
	regionAt   []int32   // per token, of the region it stands in or whose mark it is, plus one
	roots      []int     // per sentence
	edges      []stretch // per token, what its subtree covers
	children   []int32   // per token, of its dependents in order, from childAt on
	childAt    []int32   // per token and one more
	cues       []cue
	cueAt      map[int]int // token of the verb to its cue
	mentionAt  []int32     // per token, of the mention it stands in, plus one
	found      []draft
	inSentence [][]int     // per sentence, the drafts of its clauses
	sourceAt   map[int]int // token of a subject to the cue whose source it is
	entityAt   map[string]int
	spoke      []wiredesk.Speaker // per token, whom a pronoun was found to mean
	genders    []string           // per entity, what is told of it
}

// A draft is a quotation in tokens.
type draft struct {
	kind     string
	content  []stretch
	cue      stretch
	source   stretch
	speaker  stretch // what to resolve, where that is not the source
	inferred bool
	grade    Grade
	block    int  // the paragraph where it ends
	verb     int  // the token of its verb; -1 for none
	framed   bool // the verb says how the speaker sees something
}

func newDoc(t Text) *doc {
	d := &doc{Text: t}
	if len(t.Sentences) > 0 {
		d.n = t.Sentences[len(t.Sentences)-1].Last
	}
	d.lower, d.sentence = make([]string, d.n), make([]int32, d.n)
	d.spoke = make([]wiredesk.Speaker, d.n)
	d.cueAt, d.sourceAt = map[int]int{}, map[int]int{}
	for k, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			d.lower[i], d.sentence[i] = wordlist.Lower(d.word(i)), int32(k)
		}
	}
	d.mentionAt = make([]int32, d.n)
	k := 0
	for i := range d.n {
		for k < len(t.Mentions) && t.Mentions[k].End <= t.Tokens[i].Start {
			k++
		}
		if k < len(t.Mentions) && t.Mentions[k].Start < t.Tokens[i].End {
			d.mentionAt[i] = int32(k) + 1
		}
	}
	d.hang()
	return d
}

// hang lists the dependents of each token and measures the subtrees, leaves
// first.
func (d *doc) hang() {
	d.childAt = make([]int32, d.n+1)
	for i := range d.n {
		if h := int(d.Heads[i]); h != i {
			d.childAt[h+1]++
		}
	}
	open := make([]int32, d.n) // dependents that are not measured
	for i := range d.n {
		open[i] = d.childAt[i+1]
		d.childAt[i+1] += d.childAt[i]
	}
	d.children = make([]int32, d.childAt[d.n])
	next := slices.Clone(d.childAt[:d.n])
	d.edges = make([]stretch, d.n)
	d.roots = make([]int, len(d.Sentences))
	var ready []int32
	for i := range d.n {
		d.edges[i] = stretch{i, i + 1}
		if h := d.Heads[i]; int(h) == i {
			d.roots[d.sentence[i]] = i
		} else {
			d.children[next[h]] = int32(i)
			next[h]++
		}
		if open[i] == 0 {
			ready = append(ready, int32(i))
		}
	}
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		h := d.Heads[i]
		if h == i {
			continue
		}
		e := &d.edges[h]
		e.first, e.end = min(e.first, d.edges[i].first), max(e.end, d.edges[i].end)
		if open[h]--; open[h] == 0 {
			ready = append(ready, h)
		}
	}
}

// under returns the dependents of token i in order.
func (d *doc) under(i int) []int32 { return d.children[d.childAt[i]:d.childAt[i+1]] }

// child returns the first dependent of token i with one of rels, or -1.
func (d *doc) child(i int, rels ...parse.Rel) int {
	for _, c := range d.under(i) {
		if slices.Contains(rels, d.Rels[c]) {
			return int(c)
		}
	}
	return -1
}

// word returns token i as it stands, or "" if there is none.
func (d *doc) word(i int) string {
	if i < 0 || i >= d.n {
		return ""
	}
	return d.Tokens[i].Of(d.Text.Text)
}

// low returns token i in lower case, or "" if there is none.
func (d *doc) low(i int) string {
	if i < 0 || i >= d.n {
		return ""
	}
	return d.lower[i]
}

func (d *doc) upos(i int) tag.UPOS {
	if i < 0 || i >= d.n {
		return tag.NoUPOS
	}
	return d.Tags[i].UPOS
}

func (d *doc) xpos(i int) string {
	if i < 0 || i >= d.n {
		return ""
	}
	return d.Tags[i].XPOS.String()
}

// region returns the number of the region that token i stands in, or whose
// mark it is, or -1.
func (d *doc) region(i int) int {
	if i < 0 || i >= d.n {
		return -1
	}
	return int(d.regionAt[i]) - 1
}

// paragraph returns the paragraph of token i.
func (d *doc) paragraph(i int) int { return d.Sentences[d.sentence[i]].Paragraph }

// tokensOf returns the tokens of the sentence of token i.
func (d *doc) tokensOf(i int) stretch {
	s := d.Sentences[d.sentence[i]]
	return stretch{s.First, s.Last}
}

// mention returns the mention that token i stands in, or nil.
func (d *doc) mention(i int) *wiredesk.Mention {
	if i < 0 || i >= d.n || d.mentionAt[i] == 0 {
		return nil
	}
	return &d.Mentions[d.mentionAt[i]-1]
}

// span returns the bytes of s.
func (d *doc) span(s stretch) wiredesk.Span {
	return wiredesk.Span{Start: d.Tokens[s.first].Start, End: d.Tokens[s.end-1].End}
}

// trim takes marks off both ends of s, but no bracket whose other half stands
// inside.
func (d *doc) trim(s stretch) stretch {
	for !s.empty() && d.upos(s.first) == tag.PUNCT && !d.pairs(s, s.first) {
		s.first++
	}
	for !s.empty() && d.upos(s.end-1) == tag.PUNCT && !d.pairs(s, s.end-1) {
		s.end--
	}
	return s
}

// pairs reports whether token i is one half of a pair of brackets in s.
func (d *doc) pairs(s stretch, i int) bool {
	other := ""
	switch d.low(i) {
	case "(":
		other = ")"
	case ")":
		other = "("
	default:
		return false
	}
	for k := s.first; k < s.end; k++ {
		if d.low(k) == other {
			return true
		}
	}
	return false
}

// results writes down what was found.
func (d *doc) results() []Quotation {
	d.know()
	d.found = slices.DeleteFunc(d.found, func(f draft) bool { return len(merged(f.content)) == 0 })
	slices.SortStableFunc(d.found, func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.content[0].first, b.content[0].first), cmp.Compare(b.content[0].end, a.content[0].end))
	})
	out := make([]Quotation, 0, len(d.found))
	for k, f := range d.found {
		q := Quotation{Kind: f.kind, Inferred: f.inferred, Grade: f.grade, Cue: []wiredesk.Span{}, Source: []wiredesk.Span{}}
		for _, c := range merged(f.content) {
			q.Content = append(q.Content, d.span(c))
		}
		if !f.cue.empty() {
			q.Cue = append(q.Cue, d.span(f.cue))
		}
		if !f.source.empty() {
			q.Source = append(q.Source, d.span(f.source))
		}
		q.Speaker = d.speakerOf(k)
		if !f.source.empty() && q.Speaker.Name != d.word(f.source.first) {
			d.spoke[f.source.first] = q.Speaker
		}
		out = append(out, q)
	}
	return out
}

// merged returns list in order, with those that overlap joined and without
// empty ones.
func merged(list []stretch) []stretch {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.end, b.end)) })
	out := list[:0]
	for _, s := range list {
		switch n := len(out) - 1; {
		case s.empty():
		case n >= 0 && s.first < out[n].end:
			out[n].end = max(out[n].end, s.end)
		default:
			out = append(out, s)
		}
	}
	return out
}
