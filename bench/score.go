package main

import (
	"slices"
	"strings"
	"unicode"
)

// A score counts what a system gets right.
type score struct {
	gold, same, tags           int // tokens; those that the system cuts alike; those of them that it tags right
	goldNames, found, foundToo int // names; those the system gives; those in both
}

func (s *score) aligned() float64       { return percent(s.same, s.gold) }
func (s *score) tagsOfAll() float64     { return percent(s.tags, s.gold) }
func (s *score) tagsOfAligned() float64 { return percent(s.tags, s.same) }
func (s *score) f1() float64            { return percent(2*s.foundToo, s.goldNames+s.found) }

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// A span counts the characters of a text that are not white space, so that
// what a system does to white space is forgiven.
type span struct{ start, end int }

// add compares what a system found in a text.
func (s *score) add(d goldText, found []token) {
	text := visible(d.text)
	forms := make([]string, len(d.words))
	labels := make([]string, len(d.words))
	for i, w := range d.words {
		forms[i], labels[i] = w.form, w.name
	}
	gold := place(text, forms)
	goldNames := names(gold, labels)
	forms, labels = nil, nil
	for _, t := range found {
		forms, labels = append(forms, t.text), append(labels, t.name)
	}
	spans := place(text, forms)
	tag := map[span]string{}
	for i, sp := range spans {
		tag[sp] = found[i].penn
	}
	for i, sp := range gold {
		s.gold++
		penn, ok := tag[sp]
		if !ok || sp.end == sp.start {
			continue
		}
		s.same++
		if agree(penn, d.words[i].upos) {
			s.tags++
		}
	}
	sys := names(spans, labels)
	s.goldNames += len(goldNames)
	s.found += len(sys)
	for n := range sys {
		if goldNames[n] {
			s.foundToo++
		}
	}
}

// visible returns the characters of s that are not white space. Quotation
// marks and apostrophes are all the same: prose makes them so.
func visible(s string) []rune {
	var out []rune
	for _, r := range strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "``", `"`, "''", `"`).Replace(s) {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

// place returns where each of forms stands in text, one after the other; the
// empty span for one that is not found near the one before.
func place(text []rune, forms []string) []span {
	const far = 40
	out := make([]span, len(forms))
	at := 0
	for i, f := range forms {
		w := visible(f)
		for k := at; k <= min(at+far, len(text)-len(w)) && len(w) > 0; k++ {
			if slices.Equal(text[k:k+len(w)], w) {
				out[i] = span{k, k + len(w)}
				at = k + len(w)
				break
			}
		}
	}
	return out
}

// A name is a span of a type.
type name struct {
	span
	kind string
}

// names joins labels to names.
func names(spans []span, labels []string) map[name]bool {
	out := map[name]bool{}
	var open name
	for i, l := range labels {
		begin, kind, _ := strings.Cut(l, "-")
		if open.kind != "" && (begin != "I" || kind != open.kind) {
			out[open] = true
			open = name{}
		}
		switch {
		case l == "":
		case open.kind == "":
			open = name{spans[i], kind}
		default:
			open.end = spans[i].end
		}
	}
	if open.kind != "" {
		out[open] = true
	}
	return out
}

// universal are the universal parts of speech that a tag of the Penn Treebank
// may stand for. Where the treebanks of Universal Dependencies divide one tag
// (IN into ADP and SCONJ, RB with "not" as PART), either will do.
var universal = map[string]string{
	"ADD": "X PROPN SYM", "AFX": "ADJ X", "CC": "CCONJ", "CD": "NUM", "DT": "DET PRON", "EX": "PRON", "FW": "X", "GW": "X",
	"IN": "ADP SCONJ", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "LS": "X NUM", "MD": "AUX VERB", "NN": "NOUN",
	"NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON DET",
	"RB": "ADV PART", "RBR": "ADV", "RBS": "ADV", "RP": "ADP ADV", "TO": "PART ADP", "UH": "INTJ", "VB": "VERB AUX",
	"VBD": "VERB AUX", "VBG": "VERB AUX", "VBN": "VERB AUX", "VBP": "VERB AUX", "VBZ": "VERB AUX", "WDT": "PRON DET",
	"WP": "PRON", "WP$": "PRON DET", "WRB": "ADV SCONJ", "XX": "X",
}

// agree reports whether a Penn tag may stand for a universal part of speech.
// What is no letter, and what Penn calls a symbol, may be a mark or a symbol.
func agree(penn, upos string) bool {
	if u, ok := universal[penn]; ok {
		return slices.Contains(strings.Fields(u), upos)
	}
	return upos == "PUNCT" || upos == "SYM"
}
