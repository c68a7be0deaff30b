package chain

import "github.com/wiredesk/wiredesk/internal/nlp/wordlist"

// articles and owners begin the phrase of a role and are no part of it.
var articles = wordlist.NewSet(`the a an his her their its our my 's ’s '`)

// phraseAfter returns the role that follows a name between commas: "[X], 43,
// the harbour master,", "[X], who heads the agency".
func (d *doc) phraseAfter(n *name) role {
	last := d.sentence(n.sent).Last
	i := n.end
	if d.word(i) != "," || i+1 >= last {
		return role{}
	}
	i++
	if d.tag(i) == "NUM" && d.word(i+1) == "," { // an age
		i += 2
	}
	if w := d.lower(i); w == "who" {
		if d.lower(i+1) == "is" && articles.Has(d.lower(i+2)) {
			return d.closed(d.twoPhrases(i+3, last), n)
		}
		return d.heads(i+1, last)
	}
	return d.closed(d.twoPhrases(d.afterArticle(i), last), n)
}

// afterArticle returns the token after the article or the owner at i.
func (d *doc) afterArticle(i int) int {
	if articles.Has(d.lower(i)) {
		return i + 1
	}
	return i
}

// heads returns the role that a verb at i gives: "heads the agency".
func (d *doc) heads(i, last int) role {
	if leads[d.lower(i)] == "" || !articles.Has(d.lower(i+1)) {
		return role{}
	}
	end := d.groupEnd(i+2, last)
	if end == i+2 || end-i > longestRole {
		return role{}
	}
	end = d.hang(end, i, last)
	return role{i, end, leads[d.lower(i)], given}
}

// copula returns the role of "[X] is the harbour master." outside quotations
// and questions.
func (d *doc) copula(n *name) role {
	s := d.sentence(n.sent)
	if d.lower(n.end) != "is" || !articles.Has(d.lower(n.end+1)) || d.quote[n.first] != 0 ||
		d.word(s.Last-1) == "?" || wordlist.Lower(d.word(n.first-1)) == "if" {
		return role{}
	}
	r := d.nounPhrase(n.end+2, s.Last)
	if r.end < s.Last && d.word(r.end) != "." && d.word(r.end) != "," && d.lower(r.end) != "who" {
		return role{}
	}
	r.grade = min(r.grade, said)
	return r
}

// nounPhrase returns the role that begins at token i: words, a role noun, and
// what hangs on it by prepositions.
func (d *doc) nounPhrase(i, last int) role {
	end := i
	for end < last && (d.modifies(end) || end > i && d.possessive(end)) {
		if end++; d.possessive(end - 1) {
			i = end // "the country's [health minister]"
		}
	}
	if end == i || !d.roleNoun(end-1) || d.tag(end-1) == "ADJ" {
		return role{}
	}
	if d.nameOf(end-1) != nil && d.tag(end-1) == "PROPN" && d.nameOf(end-1).kind == person {
		return role{}
	}
	return role{i, d.hang(end, i, last), ranks(d.lower(end - 1)), given}
}

// hang returns the end of the phrase from token i on with the prepositions
// that follow its part [i, end): "of the mountain rescue service".
func (d *doc) hang(end, i, last int) int {
	for end < last && d.tag(end) == "ADP" {
		next := d.groupEnd(end+1, last)
		if next == end+1 || next-i > longestRole {
			break
		}
		end = next
	}
	return end
}

// twoPhrases returns the role that begins at token i, which may be two roles
// with "and" between: "lawyer and former mayor".
func (d *doc) twoPhrases(i, last int) role {
	r := d.nounPhrase(i, last)
	if r.grade != none && d.lower(r.end) == "and" && r.end+1 < last {
		if more := d.nounPhrase(d.afterArticle(r.end+1), last); more.grade != none && more.end-i <= longestRole {
			d.beside[d.headOf(more)] = true
			r.end = more.end
		}
	}
	return r
}

// groupEnd returns the end of the words of one noun, with "and" between nouns,
// that begins at token i; i if there is none.
func (d *doc) groupEnd(i, last int) int {
	start := i
	if articles.Has(d.lower(i)) {
		i++
	}
	first := i
	for i < last {
		switch d.tag(i) {
		case "NOUN", "PROPN", "ADJ", "NUM":
			i++
			continue
		case "CCONJ":
			if t := d.tag(i + 1); i > first && i+1 < last && d.lower(i) == "and" && (t == "NOUN" || t == "PROPN") {
				i += 2
				continue
			}
		case "PUNCT":
			if i > first && i+1 < last && d.modifies(i) {
				i++
				continue
			}
		}
		if i > first && i < last && d.possessive(i) {
			i++
			continue
		}
		break
	}
	if i == first {
		return start
	}
	return i
}

// possessive reports whether token i makes an owner of the words before it.
func (d *doc) possessive(i int) bool {
	switch d.word(i) {
	case "'s", "’s":
		return true
	case "'", "’":
		return d.tag(i) == "PART"
	}
	return false
}

// closed returns r if it ends where an apposition ends, and does not belong to
// the name that follows or to a list.
func (d *doc) closed(r role, n *name) role {
	if r.grade == none {
		return r
	}
	last := d.sentence(n.sent).Last
	if d.Rels != nil && d.headOf(r) >= 0 && d.rel(d.headOf(r)) == "conj" {
		return role{}
	}
	if r.end >= last {
		return r
	}
	switch w := d.lower(r.end); w {
	case ",":
		next := d.lower(r.end + 1)
		if m := d.nameOf(r.end + 1); m != nil && m.kind == person && r.end+1 < last {
			return role{}
		}
		if next == "and" || next == "or" {
			if d.rel(d.headOf(r)) != "appos" {
				return role{}
			}
		}
		return r
	case ".", ";", ":", ")", "—", "–", "who", "which", "whose", "since", "”", `"`, "-", "--":
		return r
	}
	return role{}
}

// headOf returns the token of the head of r, -1 if it is a verb's.
func (d *doc) headOf(r role) int {
	for i := r.first; i < r.end; i++ {
		if ranks(d.lower(i)) == r.head {
			return i
		}
	}
	return -1
}

// phraseBefore returns the role that stands between an article or owner and
// the comma before a name: "its chairman, [X],".
func (d *doc) phraseBefore(comma int, n *name) role {
	s := d.sentence(n.sent)
	if !d.ends(n.end, s.Last) {
		return role{}
	}
	for i := comma - 1; i >= s.First && i > comma-longestRole; i-- {
		if d.tag(i) == "VERB" || d.tag(i) == "AUX" || d.word(i) == "," {
			break
		}
		if !articles.Has(d.lower(i)) {
			continue
		}
		r := d.nounPhrase(i+1, comma)
		if r.grade == none || r.end != comma {
			continue
		}
		if m := d.nameOf(i - 1); m != nil && m.kind == person && d.possessive(i) {
			r.grade = min(r.grade, said) // "Tarn's lawyer, X" is told of Tarn
		}
		return r
	}
	return role{}
}

// ends reports whether an apposition may end before token i: at a mark that
// is followed neither by a second person nor by "and".
func (d *doc) ends(i, last int) bool {
	if i >= last {
		return true
	}
	switch d.word(i) {
	case ",":
		next := d.nameOf(i + 1)
		w := d.lower(i + 1)
		return i+1 >= last || !(next != nil && next.kind == person) && w != "and" && w != "or"
	case ".", ";", "—", "–", ")":
		return true
	}
	return false
}
