package quotation

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// subject returns who does what the verb at token i says, by the tree: its
// subject, or that of the verb it goes on or depends on.
func (d *doc) subject(i int) stretch {
	for steps := 0; steps < 6; steps++ {
		if s := d.child(i, parse.Nsubj, parse.NsubjOuter); s >= 0 {
			return d.phrase(s, i)
		}
		if d.child(i, parse.NsubjPass) >= 0 {
			if by := d.child(i, parse.OblAgent); by >= 0 {
				return d.phrase(by, i)
			}
			return stretch{}
		}
		h := int(d.Heads[i])
		if h == i {
			return stretch{}
		}
		if root := d.rootOf(i); d.xpos(i) == "VBG" && d.word(i-1) == "," && root < i && d.upos(root) == tag.VERB {
			i = root // "she sent a letter to the council, writing": not the council
			continue
		}
		switch d.Rels[i] {
		case parse.Conj, parse.Xcomp, parse.Advcl:
			if d.upos(h) != tag.VERB && d.Rels[i] == parse.Conj {
				return d.who(i)
			}
			i = h
		case parse.ACL:
			if x := d.xpos(i); x == "VBG" && d.upos(h) != tag.VERB {
				return d.phrase(h, i)
			}
			return stretch{}
		default:
			return stretch{}
		}
	}
	return stretch{}
}

// subjectBefore returns the noun phrase before the verb at token v, with an
// apposition between commas: what the subject is where the tree has none.
func (d *doc) subjectBefore(v int) stretch {
	floor := max(d.tokensOf(v).first, v-30)
	end := v
	for end > floor && (d.upos(end-1) == tag.ADV || unspoken.Has(d.low(end-1))) {
		end--
	}
	k := end
	if k-1 > floor && d.word(k-1) == "," {
		for k -= 2; k > floor && d.word(k) != "," && d.regionAt[k] == 0; k-- {
		}
		if k <= floor || d.word(k) != "," || !d.nominal(k-1) {
			return stretch{}
		}
	}
	s := d.nominalBefore(k)
	s = d.trimSource(stretch{s.first, end})
	if s.empty() || !d.nameable(s) {
		return stretch{}
	}
	return s
}

// nominalBefore returns the words of a noun phrase that end before token end,
// in its sentence.
func (d *doc) nominalBefore(end int) stretch {
	k := end
	for floor := max(d.tokensOf(end).first, end-30); k > floor && d.regionAt[k-1] == 0 && (d.nominal(k-1) || d.upos(k-1) == tag.ADP && k < end && d.continues(k-1)); k-- {
	}
	return stretch{k, end}
}

// phrase returns the words that hang on the noun or pronoun at token head, on
// the side of the verb where it stands, without prepositions before it and
// without quotations.
func (d *doc) phrase(head, verb int) stretch {
	if u := d.upos(head); u == tag.PUNCT || unspoken.Has(d.low(head)) {
		return stretch{}
	}
	s := d.edges[head]
	if verb < head {
		s.first = max(s.first, verb+1)
	} else {
		s.end = min(s.end, verb)
	}
	for k := head - 1; k >= s.first; k-- {
		if d.regionAt[k] != 0 && d.regionAt[head] == 0 || d.upos(k) == tag.PUNCT && d.low(k) != "-" && k < head-30 {
			s.first = k + 1
			break
		}
	}
	for k := head + 1; k < s.end; k++ {
		if d.regionAt[k] != 0 && d.regionAt[head] == 0 && d.regions[d.region(k)].end-d.regions[d.region(k)].first > 4 || k > head+40 {
			s.end = k
			break
		}
	}
	for s.first < head && (d.Rels[s.first] == parse.Case || d.Rels[s.first] == parse.CC || d.Rels[s.first] == parse.Mark) {
		s.first++
	}
	return d.trim(s)
}

// who returns the "who" before the verb at token i, if no comma stands
// between: "a man who laughed and called".
func (d *doc) who(i int) stretch {
	for k := i - 1; k >= max(d.tokensOf(i).first, i-15) && d.word(k) != ","; k-- {
		if d.low(k) == "who" {
			return stretch{k, k + 1}
		}
	}
	return stretch{}
}

// rootOf returns the root of the sentence of token i.
func (d *doc) rootOf(i int) int { return d.roots[d.sentence[i]] }

// trimSource takes adverbs, connectives and marks off both ends of s.
func (d *doc) trimSource(s stretch) stretch {
	for !s.empty() {
		switch u := d.upos(s.end - 1); {
		case u == tag.ADV || u == tag.AUX || u == tag.PUNCT || u == tag.CCONJ || unspoken.Has(d.low(s.end-1)) && d.upos(s.end-1) != tag.PROPN:
			s.end--
			continue
		}
		break
	}
	for !s.empty() {
		switch u := d.upos(s.first); {
		case u == tag.ADV || u == tag.PUNCT || u == tag.CCONJ || u == tag.SCONJ:
			s.first++
			continue
		}
		break
	}
	return s
}

// nameable reports whether s holds a word for somebody.
func (d *doc) nameable(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		switch d.upos(i) {
		case tag.PROPN, tag.NOUN:
			if !unspoken.Has(d.low(i)) {
				return true
			}
		case tag.PRON, tag.DET, tag.NUM, tag.ADJ, tag.X:
			return true
		default:
			if capital(d.word(i)) { // a name that is a word of grammar too
				return true
			}
		}
	}
	return false
}

// speakerAfter returns the noun phrase at token i, behind a verb, with its
// appositions, before token end; empty if there is none.
func (d *doc) speakerAfter(i, end int) stretch {
	for i < end && (d.upos(i) == tag.ADV || unspoken.Has(d.low(i))) {
		i++
	}
	if i >= end {
		return stretch{}
	}
	if d.upos(i) == tag.PRON && d.xpos(i) != "PRP$" {
		return stretch{i, i + 1}
	}
	k := d.nounRun(i, end)
	for commas := 0; k > i && k+1 < end && d.word(k) == "," && commas < 3; commas++ {
		next := d.apposition(k+1, end)
		if next == k+1 {
			break
		}
		k = next
	}
	return d.trimSource(stretch{i, k})
}

// nounRun returns the end of the words of one noun phrase from token i on.
func (d *doc) nounRun(i, end int) int {
	k := i
	for k < end && k < i+30 {
		switch u := d.upos(k); u {
		case tag.DET, tag.ADJ, tag.NOUN, tag.PROPN, tag.NUM, tag.X:
			if k > i && unspoken.Has(d.low(k)) && d.upos(k-1) != tag.ADJ {
				return k
			}
		case tag.PRON:
			if d.xpos(k) != "PRP$" {
				return k
			}
		case tag.PART:
			if d.xpos(k) != "POS" {
				return k
			}
		case tag.PUNCT:
			if w := d.word(k); w != "-" && w != "'" && w != "’" {
				return k
			}
		case tag.CCONJ:
			if n := d.upos(k + 1); k == i || n != tag.PROPN && n != tag.NOUN && n != tag.DET && n != tag.ADJ {
				return k
			}
		case tag.ADP:
			if k == i || !d.continues(k) {
				return k
			}
		case tag.VERB: // "retired general Roe"
			if next := d.upos(k + 1); d.xpos(k) != "VBN" || next != tag.PROPN && next != tag.NOUN && next != tag.ADJ {
				return k
			}
		default:
			return k
		}
		k++
	}
	return k
}

// continues reports whether the preposition at token k goes on with the noun
// before it rather than with the verb.
func (d *doc) continues(k int) bool {
	next := d.upos(k + 1)
	if unspoken.Has(d.low(k+1)) || next != tag.DET && next != tag.PROPN && next != tag.NOUN && next != tag.ADJ && next != tag.NUM && next != tag.PRON {
		return false
	}
	switch d.low(k) {
	case "of":
		return true
	case "for", "with", "from", "at", "in", "to":
		return d.upos(k-1) == tag.NOUN && (next == tag.PROPN || d.low(k+1) == "the") || d.low(k) == "for" && next == tag.PROPN
	}
	return false
}

// apposition returns the end of an apposition, an age or a relative clause
// that begins at token i; i if there is none.
func (d *doc) apposition(i, end int) int {
	switch d.low(i) {
	case "who", "whose":
		k := i
		for k < end && d.word(k) != "." && d.word(k) != "," && d.word(k) != ";" {
			k++
		}
		return k
	}
	if u := d.upos(i); u != tag.DET && u != tag.NUM && u != tag.ADJ && u != tag.NOUN && u != tag.PROPN || unspoken.Has(d.low(i)) {
		return i
	}
	k := d.nounRun(i, end)
	switch d.word(k) {
	case ",", ".", ";", "":
		return k
	}
	if k == end || d.low(k) == "who" {
		return k
	}
	return i
}

// nounGroup returns the words of the noun or name that begins at token i, with
// what hangs on it by prepositions, before token end.
func (d *doc) nounGroup(i, end int) stretch {
	k := d.nounRun(i, end)
	if d.upos(i) == tag.PRON {
		k = max(k, i+1)
	}
	for k > i && k+1 < end && d.upos(k) == tag.ADP {
		next := d.nounRun(k+1, end)
		if next == k+1 {
			break
		}
		k = next
	}
	return stretch{i, k}
}

// nominal reports whether token i may stand in a noun phrase.
func (d *doc) nominal(i int) bool {
	switch d.upos(i) {
	case tag.DET, tag.ADJ, tag.NOUN, tag.PROPN, tag.NUM, tag.PRON:
		return true
	case tag.PART:
		return d.xpos(i) == "POS"
	}
	return d.low(i) == "-" || d.low(i) == "of"
}
