package chain

import (
	"regexp"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A doc is a text at work: what the sieves read and what they write.
type doc struct {
	Text
	reach    int
	quote    []int32 // per token the number of the quotation it stands in, 0 for none
	names    []name  // in order
	nameAt   []int32 // per token the number of its name plus one, 0 for none
	entities []*entity
	extra    []found      // roles and pronouns that were resolved
	people   []item       // persons of the text in order, named or not
	beside   map[int]bool // tokens of the nouns that say what a name beside them is
}

// A found thing is a mention that is settled.
type found struct {
	span   wiredesk.Span
	kind   string
	entity int // index of doc.entities, -1 for none
	name   bool
}

// newDoc prepares t.
func newDoc(t Text, o Options) *doc {
	d := &doc{Text: t, reach: o.Reach, nameAt: make([]int32, len(t.Tokens)), beside: map[int]bool{}}
	if d.reach == 0 {
		d.reach = 2
	}
	if len(t.Heads) != len(t.Tokens) || len(t.Rels) != len(t.Tokens) {
		d.Heads, d.Rels = nil, nil
	}
	d.quotations()
	d.leaveCredits()
	d.placeNames()
	return d
}

// leaveCredits settles the names of those who made the report as mentions of
// nobody in it: "(Reporting by Ana Marsh; editing by P. Holt)".
func (d *doc) leaveCredits() {
	var rest []wiredesk.Mention
	sent := 0
	for _, m := range d.Names {
		for sent+1 < len(d.Sentences) && d.Sentences[sent].End <= m.Start {
			sent++
		}
		if sent < len(d.Sentences) && credit.MatchString(d.sentence(sent).Of(d.Text.Text)) {
			d.extra = append(d.extra, found{m.Span, m.Type, -1, true})
		} else {
			rest = append(rest, m)
		}
	}
	d.Names = rest
}

// credit matches a sentence that says who made the report.
var credit = regexp.MustCompile(`^\(?(?i:(?:additional )?(?:reporting|writing|editing) by )\pL`)

// placeNames makes the names and finds the tokens and the sentence of each.
func (d *doc) placeNames() {
	d.names = make([]name, len(d.Names))
	tok, sent := 0, 0
	for i, m := range d.Names {
		for tok < len(d.Tokens) && d.Tokens[tok].End <= m.Start {
			tok++
		}
		end := tok
		for end < len(d.Tokens) && d.Tokens[end].Start < m.End {
			d.nameAt[end] = int32(i) + 1
			end++
		}
		for sent+1 < len(d.Sentences) && d.Sentences[sent+1].First <= tok {
			sent++
		}
		d.names[i] = newName(m, m.Of(d.Text.Text))
		n := &d.names[i]
		n.first, n.end, n.sent = tok, end, sent
		if n.title == "" && tok > 0 && tok < end && d.nameAt[tok-1] == 0 {
			n.title = honorific(d.word(tok - 1))
		}
		tok = end
	}
}

// quotations numbers the quotations of the text: from an opening mark to its
// closing mark, or to the end of the paragraph.
func (d *doc) quotations() {
	d.quote = make([]int32, len(d.Tokens))
	var open, next int32
	paragraph := 0
	for _, s := range d.Sentences {
		if s.Paragraph != paragraph {
			open, paragraph = 0, s.Paragraph
		}
		for i := s.First; i < s.Last && i < len(d.Tokens); i++ {
			mark := d.Tokens[i].Of(d.Text.Text)
			switch {
			case len(mark) > 3:
			case mark == "“" || open == 0 && (mark == `"` || mark == "``"):
				next++
				open = next
			case mark == "”" || mark == `"` || mark == "''":
				d.quote[i], open = open, 0
				continue
			}
			d.quote[i] = open
		}
	}
}

// word returns token i as it stands, or "" if there is none.
func (d *doc) word(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Tokens[i].Of(d.Text.Text)
}

// lower returns token i in lower case, or "" if there is none.
func (d *doc) lower(i int) string { return wordlist.Lower(d.word(i)) }

// tag returns the part of speech of token i, or "" if there is none.
func (d *doc) tag(i int) string {
	if i < 0 || i >= len(d.Tags) {
		return ""
	}
	return d.Tags[i]
}

// rel returns the relation of token i without its subtype, or "".
func (d *doc) rel(i int) string {
	if d.Rels == nil || i < 0 || i >= len(d.Rels) {
		return ""
	}
	r, _, _ := strings.Cut(d.Rels[i], ":")
	return r
}

// head returns the token that i depends on, i itself if there is none.
func (d *doc) head(i int) int {
	if d.Heads == nil || int(d.Heads[i]) < 0 || int(d.Heads[i]) >= len(d.Heads) {
		return i
	}
	return int(d.Heads[i])
}

// nameOf returns the name that token i belongs to, or nil.
func (d *doc) nameOf(i int) *name {
	if i < 0 || i >= len(d.nameAt) || d.nameAt[i] == 0 {
		return nil
	}
	return &d.names[d.nameAt[i]-1]
}

// sentence returns sentence s; the zero sentence if there is none.
func (d *doc) sentence(s int) wiredesk.Sentence {
	if s < 0 || s >= len(d.Sentences) {
		return wiredesk.Sentence{}
	}
	return d.Sentences[s]
}

// span returns the bytes of the tokens [first, end).
func (d *doc) span(first, end int) wiredesk.Span {
	return wiredesk.Span{Start: d.Tokens[first].Start, End: d.Tokens[end-1].End}
}

// touches reports whether tokens a and b stand together without white space.
func (d *doc) touches(a, b int) bool { return d.Tokens[a].End == d.Tokens[b].Start }
