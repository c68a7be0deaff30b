package claim

import (
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// charging verbs lay something at somebody's door, denying ones turn it away.
var (
	charging = wordlist.NewSet(`accuse blame`)
	denying  = wordlist.NewSet(`deny reject dispute refute`)
)

// reach is how many sentences behind an accusation a denial of it may stand,
// where the one who denies is not the one accused.
const reach = 3

// A charge is one place where somebody accuses somebody, or denies something.
type charge struct {
	mention
	by, of   string   // keys: who speaks, and who is accused
	about    string   // who is accused, in words
	content  []string // lemmas of what is said
	main     string   // of a denial: the lemma of what is denied
	sentence int
	firm     bool // of a denial: it says that something is not so
	before   bool // of a denial: it takes back what was told just before, "the claim"
	that     bool // it says "that claim"
}

// charges ties denials to the accusations that they answer, and to what others
// are reported to have said in the same words; it returns which of told were
// answered. An accusation that nobody denies is a claim of who makes it.
func (s *story) charges(told []saying) []bool {
	var accused, denied []charge
	for _, d := range s.docs {
		for i := range d.n {
			if d.upos(i) != tag.VERB || !d.real(i) || d.negated(i) {
				continue
			}
			switch lemma := d.Lemmas[i]; {
			case charging.Has(lemma):
				if x, ok := d.accusation(i); ok {
					accused = append(accused, x)
				}
			case denying.Has(lemma):
				if x, ok := d.denial(i); ok {
					denied = append(denied, x)
				}
			}
		}
	}
	accused, denied = accused[:min(len(accused), mostMentions)], denied[:min(len(denied), mostMentions)]
	for _, group := range together(accused) {
		s.charge(group, denied)
	}
	used := make([]bool, len(told))
	for _, y := range denied {
		s.contradicted(&y, told, used)
	}
	return used
}

// contradicted files what denial y answers of told.
func (s *story) contradicted(y *charge, told []saying, used []bool) {
	before := s.beforehand(y, told)
	for i := range told {
		x := &told[i]
		if x.denies || used[i] || i != before && !y.contradicts(x, s) {
			continue
		}
		used[i] = true
		said := slices.Clone(x.mentions)
		for k := range said {
			said[k].flags = []string{wiredesk.FlagDenied}
		}
		s.add(kindAct, y.saidBy, open, []string{said[0].value, y.value}, [][]mention{said, {y.mention}})
	}
}

// accounts are nouns for one thing that somebody said.
var accounts = wordlist.NewSet(`account accusation allegation assertion charge claim report suggestion version story rumour rumor`)

// beforehand returns the number of what somebody else is reported to have said
// last before denial y, in the two sentences before; -1 if there is nothing, or
// if neither "that" nor the name of who denies ties the one to the other.
func (s *story) beforehand(y *charge, told []saying) int {
	best, at := -1, -1
	if !y.before {
		return best
	}
	for i := range told {
		for _, m := range told[i].mentions {
			if m.Report != y.Report || m.At.End > y.At.Start || m.At.Start <= at || m.saidBy == y.saidBy || told[i].by == y.by {
				continue
			}
			d := s.docs[m.Report]
			first, _ := d.tokens(m.At)
			if k := d.sentence[first]; y.sentence-k <= 2 && (y.that || slices.Contains(d.entities(k), y.by)) {
				best, at = i, m.At.Start
			}
		}
	}
	return best
}

// Bounds on what a denial has in common with what it denies: so many words of
// weight, and this share of those of each.
const (
	deniedWords = 3
	deniedShare = 0.6
)

// contradicts reports whether y denies what somebody else is reported to have
// said in x, in nearly the same words. What is rejected may be a bill, or a
// plea: only who denies or refutes says that it is not so.
func (y *charge) contradicts(x *saying, s *story) bool {
	if !y.firm || y.main == "" || y.main != x.main || x.by == y.by || x.mentions[0].saidBy == y.saidBy {
		return false
	}
	for _, m := range x.mentions {
		if m.Report == y.Report && s.docs[m.Report].within(y.sentence, m.At) {
			return false // it is a part of what is denied
		}
	}
	n := common(y.content, x.content)
	return n >= deniedWords && float64(n) >= deniedShare*float64(max(len(y.content), len(x.content)))
}

// within reports whether at stands in sentence k.
func (d *doc) within(k int, at wiredesk.Span) bool { return d.Sentences[k].Contains(at) }

// accusation reads the clause of verb i: who accuses whom of what.
func (d *doc) accusation(i int) (charge, bool) {
	by, of := d.kid(i, parse.Nsubj), d.kid(i, parse.Obj)
	if passive := d.kid(i, parse.NsubjPass); passive >= 0 {
		by, of = d.kid(i, parse.OblAgent), passive
	}
	if by < 0 || of < 0 || d.key(by) == "" || d.key(of) == "" {
		return charge{}, false
	}
	of = d.person(of)
	x := d.charge(i, by)
	x.of, x.about = d.key(of), joined(d.Lemmas[of])
	if name := d.names(of); name != "" {
		x.about = name
	}
	x.flags = []string{wiredesk.FlagAccusation}
	return x, true
}

// person returns the name that noun i stands beside, "the contractor Ana
// Marsh", or i.
func (d *doc) person(i int) int {
	if d.entity(i) != "" {
		return i
	}
	if c := d.kid(i, parse.Appos, parse.Flat, parse.NmodDesc, parse.Compound); c > i && d.entity(c) != "" {
		return c
	}
	return i
}

// denial reads the clause of verb i: who denies what.
func (d *doc) denial(i int) (charge, bool) {
	by := d.kid(i, parse.Nsubj)
	if by < 0 || d.key(by) == "" || d.end(i) == i {
		return charge{}, false
	}
	x := d.charge(i, by)
	x.firm = d.Lemmas[i] == "deny" || d.Lemmas[i] == "refute"
	if c := d.kid(i, parse.Ccomp, parse.Xcomp); c >= 0 {
		x.main = d.Lemmas[c]
	}
	k := d.kid(i, parse.Obj)
	if k >= 0 && accounts.Has(d.low[k]) && d.bare(k) && d.definite(k) && len(x.content) == 1 {
		det := d.kid(k, parse.Det)
		x.before, x.that = true, det >= 0 && (d.low[det] == "that" || d.low[det] == "this")
	}
	return x, true
}

// charge reads what verb i, said of by, says.
func (d *doc) charge(i, by int) charge {
	last := d.end(i)
	x := charge{by: d.key(by), sentence: d.sentence[i]}
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(i, last)), saidBy: d.called(by)}
	for k := i + 1; k < d.n && d.sentence[k] == d.sentence[i]; k++ {
		if (d.upos(k) == tag.NOUN || d.upos(k) == tag.VERB) && d.below(k, i) && !light.Has(d.Lemmas[k]) && !vague.Has(d.Lemmas[k]) {
			x.content = append(x.content, d.Lemmas[k])
		}
	}
	return x
}

// called returns what the report calls the one at token i.
func (d *doc) called(i int) string {
	if m := d.mentionAt[i]; m >= 0 {
		for _, e := range d.Entities {
			if e.ID == d.Mentions[m].Entity {
				return e.Name
			}
		}
		return oneLine(d.Mentions[m].Of(d.Document.Document.Text))
	}
	first := i
	for _, c := range d.kids[i] {
		if c < first && (d.Rels[c] == parse.Amod || d.Rels[c] == parse.Compound) && c == first-1 {
			first = c
		}
	}
	return oneLine(d.text(first, i))
}

// together groups the accusations of one by one.
func together(all []charge) [][]charge {
	var out [][]charge
	for _, x := range all {
		n := slices.IndexFunc(out, func(g []charge) bool { return g[0].by == x.by && g[0].of == x.of })
		if n < 0 {
			out, n = append(out, nil), len(out)
		}
		out[n] = append(out[n], x)
	}
	return out
}

// charge files one accusation with what answers it.
func (s *story) charge(accused, denied []charge) {
	var said, answers []mention
	for _, x := range accused {
		said = append(said, x.mention)
	}
	for _, y := range denied {
		if slices.ContainsFunc(accused, func(x charge) bool { return y.answers(&x) }) {
			answers = append(answers, y.mention)
		}
	}
	if len(answers) == 0 {
		s.add(kindAct, accused[0].about, "", []string{said[0].value}, [][]mention{said})
		return
	}
	for i := range said {
		said[i].flags = append(slices.Clone(said[i].flags), wiredesk.FlagDenied)
	}
	s.add(kindAct, accused[0].about, open, []string{said[0].value, answers[0].value}, [][]mention{said, answers})
}

// answers reports whether y denies what x says: the one accused denies it, in
// words that x has or right behind it; or somebody does in words that x has.
func (y *charge) answers(x *charge) bool {
	if y.by == x.by {
		return false
	}
	close := y.Report == x.Report && y.sentence >= x.sentence && y.sentence <= x.sentence+reach
	words := share(x.content, y.content) && (close || common(x.content, y.content) >= min(2, len(y.content)))
	return y.by == x.of && (y.firm && close || words) || close && words
}
