package claim

import (
	"slices"
	"strings"

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
	defends  bool // it is what the lawyer of the one accused says for them
	close    bool // it says "that" alone, of the sentence before
}

// charges ties denials to the accusations that they answer, and to what others
// are reported to have said in the same words; it returns which of told were
// answered. An accusation that nobody denies is a claim of who makes it.
func (s *story) charges(told []saying) []bool {
	var accused, denied []charge
	var rebutted [][2]charge
	for _, d := range s.docs {
		for i := range d.n {
			if d.upos(i) != tag.VERB {
				continue
			}
			if d.disowned(i) {
				if x, ok := d.denial(i); ok && x.before {
					denied = append(denied, x)
				}
				continue
			}
			if d.negated(i) {
				continue
			}
			switch lemma := d.Lemmas[i]; {
			case speaking.Has(lemma):
				if x, ok := d.defence(i); ok {
					denied = append(denied, x)
				}
			case (charging.Has(lemma) || lemma == "suspect") && d.Tags[i].XPOS.String() == "VBN" && d.kid(i, parse.OblAgent) < 0:
				if x, ok := d.accused(i); ok {
					accused = append(accused, x)
				}
			case !d.real(i):
			case charging.Has(lemma):
				if x, ok := d.accusation(i); ok {
					accused = append(accused, x)
				}
			case denying.Has(lemma):
				if x, ok := d.rebuttal(i); ok {
					rebutted = append(rebutted, x)
				} else if x, ok := d.denial(i); ok {
					denied = append(denied, x)
				}
			}
		}
	}
	s.rebuttals(rebutted)
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

// guilt are nouns for what is denied by who is accused.
var guilt = wordlist.NewSet(`wrongdoing involvement responsibility guilt liability knowledge role part any all misconduct negligence link`)

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
			if k := d.sentence[first]; y.sentence-k <= y.behind() && (y.that || slices.Contains(d.entities(k), y.by)) {
				best, at = i, m.At.Start
			}
		}
	}
	return best
}

// behind returns how many sentences before y what it takes back may stand.
func (y *charge) behind() int {
	if y.close {
		return 1
	}
	return 2
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

// accused reads participle i, to accuse or blame, which no one is named for:
// whom it is said of, "was accused of", "accused of", "after being accused of".
func (d *doc) accused(i int) (charge, bool) {
	of, h := d.kid(i, parse.NsubjPass), int(d.Heads[i])
	switch {
	case of >= 0 && !d.real(i), d.Rels[i] == parse.ACLRelcl, i+2 >= d.n, d.upos(i+2) == tag.ADV || d.upos(i+2) == tag.SCONJ || d.upos(i+2) == tag.PUNCT, d.low[i+1] != "of" && d.low[i+1] != "for":
		return charge{}, false
	case of < 0 && (d.Rels[i] == parse.ACL || d.Rels[i] == parse.Amod) && h < i:
		of = h
	case of < 0 && d.Rels[i] == parse.Advcl:
		of = d.kid(h, parse.Nsubj, parse.NsubjPass)
	}
	if of < 0 {
		return charge{}, false
	}
	if of = d.meant(d.person(of)); d.key(of) == "" {
		return charge{}, false
	}
	x := d.charge(i, i)
	x.by, x.of, x.about, x.flags = "", d.key(of), d.Lemmas[of], []string{wiredesk.FlagAccusation}
	x.saidBy = d.saidBy(x.At)
	if name := d.names(of); name != "" {
		x.about = name
	}
	return x, true
}

// meant returns the noun that noun i, which says little, takes up: the men are
// the "two engineers" told of before; or i.
func (d *doc) meant(i int) int {
	if d.entity(i) != "" || d.Lemmas[i] != "man" && d.Lemmas[i] != "woman" && d.Lemmas[i] != "pair" {
		return i
	}
	for k := i - 1; k >= 0 && d.sentence[i]-d.sentence[k] <= 2; k-- {
		if d.upos(k) == tag.NOUN && d.counted(k) && d.Tags[k].XPOS.String() == "NNS" && d.key(k) != "" {
			return k
		}
	}
	return i
}

// speaking verbs say what a lawyer says for who is accused; lawyers are who
// speaks so, clients what they call them.
var (
	speaking = wordlist.NewSet(`say insist argue maintain`)
	lawyers  = wordlist.NewSet(`lawyer attorney solicitor barrister counsel`)
	clients  = wordlist.NewSet(`client clients he she they`)
)

// defence reads the clause of verb i: what the lawyer of somebody says that they
// did or were.
func (d *doc) defence(i int) (charge, bool) {
	by, c := d.kid(i, parse.Nsubj), d.kid(i, parse.Ccomp)
	if by < 0 && d.Rels[i] == parse.Conj { // "a lawyer for the men held on Monday said"
		by = d.kid(int(d.Heads[i]), parse.Nsubj)
	}
	if by < 0 || c < 0 || !lawyers.Has(d.Lemmas[by]) {
		return charge{}, false
	}
	subject := d.kid(c, parse.Nsubj, parse.NsubjPass)
	if subject < 0 || !clients.Has(d.low[subject]) || !d.done(c) && !d.negated(c) || c < i {
		return charge{}, false
	}
	of := d.owner(by, d.n, "for", "of")
	if of < 0 || d.key(of) == "" {
		return charge{}, false
	}
	x := d.charge(i, by)
	x.by, x.defends = d.key(of), true
	x.value = oneLine(d.text(i, max(c, d.end(c))))
	if name := d.person(by); d.entity(name) != "" {
		x.saidBy = d.called(name)
	}
	return x, true
}

// owner returns whose noun i is: what hangs on it before token end under one of
// prepositions, the last of them, or else its possessive; -1 if nothing does.
func (d *doc) owner(i, end int, prepositions ...string) int {
	of := d.kid(i, parse.NmodPoss)
	for _, c := range d.kids[i] {
		if p := d.kid(c, parse.Case); d.Rels[c] == parse.Nmod && c < end && p >= 0 && slices.Contains(prepositions, d.low[p]) {
			of = c
		}
	}
	return of
}

// disowned reports whether verb i says that somebody does not take something
// for true: "does not recognise that account".
func (d *doc) disowned(i int) bool { return d.negated(i) && owning.Has(d.Lemmas[i]) }

var (
	owning   = wordlist.NewSet(`recognise recognize accept believe share`)
	pointing = wordlist.NewSet(`this that it`)
)

// rebuttal reads the clause of verb i, to deny: an account that it tells itself,
// and the denial of that; "denied the council's claim that it had been warned".
func (d *doc) rebuttal(i int) (out [2]charge, ok bool) {
	by, k := d.kid(i, parse.Nsubj), d.kid(i, parse.Obj)
	if by < 0 || k < i || d.key(by) == "" || !accounts.Has(d.Lemmas[k]) {
		return out, false
	}
	c := d.kid(k, parse.ACL, parse.Ccomp)
	if c < 0 {
		c = d.kid(i, parse.Ccomp)
	}
	if c < k {
		return out, false
	}
	subject := d.kid(c, parse.Nsubj, parse.NsubjPass)
	if subject < k || !d.finite(c) {
		return out, false
	}
	claimant := d.owner(k, c, "by", "from")
	last, ok := d.quotedEnd(c)
	if !ok {
		return out, false
	}
	said := charge{mention: mention{Place: d.place(c), value: oneLine(d.text(d.described(k), last)), flags: []string{wiredesk.FlagDenied}}}
	if claimant >= 0 && d.entity(claimant) != "" {
		said.saidBy = d.called(claimant)
	}
	out[0], out[1] = said, d.charge(i, by)
	out[1].value = oneLine(d.text(i, k))
	return out, said.saidBy != out[1].saidBy
}

// quotedEnd returns the last token of the clause with head i, up to a comma, words
// in quotation marks with it; false if a mark is left open.
func (d *doc) quotedEnd(i int) (last int, ok bool) {
	last, ok = i, true
	for k := i + 1; k < d.n && d.sentence[k] == d.sentence[i]; k++ {
		mark := strings.ContainsAny(d.low[k], "\"“”")
		if d.upos(k) == tag.PUNCT && d.low[k] != "-" && !mark || !mark && !d.below(k, i) {
			break
		}
		if last = k; mark {
			ok = !ok
		}
	}
	return last, ok
}

// rebuttals files each account that is told with its denial, once for each who
// denies it.
func (s *story) rebuttals(all [][2]charge) {
	done := map[string]bool{}
	for _, x := range all {
		if !done[x[1].by] {
			done[x[1].by] = true
			s.add(kindAct, x[1].saidBy, open, []string{x[0].value, x[1].value}, [][]mention{{x[0].mention}, {x[1].mention}})
		}
	}
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
	by, k := d.kid(i, parse.Nsubj), d.kid(i, parse.Obj)
	if by < 0 || d.key(by) == "" || d.end(i) == i {
		return charge{}, false
	}
	if k > i && d.Lemmas[i] == "deny" && d.kid(i, parse.Ccomp, parse.Xcomp) < 0 && !accounts.Has(d.Lemmas[k]) && !guilt.Has(d.Lemmas[k]) && !pointing.Has(d.low[k]) {
		return charge{}, false // who is denied access is told nothing
	}
	x := d.charge(i, by)
	x.firm = d.Lemmas[i] == "deny" || d.Lemmas[i] == "refute"
	if c := d.kid(i, parse.Ccomp, parse.Xcomp); c >= 0 {
		x.main = d.Lemmas[c]
	}
	if k >= 0 && pointing.Has(d.low[k]) && d.kid(i, parse.Ccomp, parse.Xcomp) < 0 {
		x.before, x.that, x.close = true, true, true
	}
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
		if accused[0].by == "" {
			return // nobody is said to say so
		}
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
	if y.defends {
		return y.by == x.of
	}
	close := y.Report == x.Report && y.sentence >= x.sentence && y.sentence <= x.sentence+reach
	words := share(x.content, y.content) && (close || common(x.content, y.content) >= min(2, len(y.content)))
	return y.by == x.of && (y.firm && close || words) || close && words
}
