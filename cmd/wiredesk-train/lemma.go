package main

import (
	"maps"
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/lemma"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// inTrees is how much more a word of the trees counts than one of WordNet.
const inTrees = 20

// lemma makes the lemmas from the trees and WordNet.
func (t *trainer) lemma() error {
	docs, err := t.trainTrees()
	if err != nil {
		return err
	}
	wn, err := t.wordNet()
	if err != nil {
		return err
	}
	examples := wordNetLemmas(wn)
	for _, s := range sentences(docs) {
		for i, tg := range goldTags(&s) {
			examples = append(examples, lemma.Example{Form: s.Words[i], Tag: tg, Lemma: s.Lemmas[i], Weight: inTrees})
		}
	}
	return t.weights("en-lemma.bin", lemma.Train(examples).Append(nil))
}

// wordNetLemmas returns the regular inflections of WordNet's words, and the
// irregular ones that it lists.
func wordNetLemmas(wn *lexicon.WordNet) []lemma.Example {
	var out []lemma.Example
	irregular := map[tag.UPOS]map[string]bool{tag.NOUN: {}, tag.VERB: {}}
	for _, f := range wn.Irregular {
		upos, xposes := tag.NOUN, []string{"NNS"}
		if f.POS == 'v' {
			upos, xposes = tag.VERB, verbForms(f.Form)
		}
		irregular[upos][f.Form] = true
		for _, x := range xposes {
			out = append(out, lemma.Example{Form: f.Form, Tag: tag.Tag{UPOS: upos, XPOS: tag.ParseXPOS(x)}, Lemma: f.Base, Weight: 1})
		}
	}
	for _, w := range slices.Sorted(maps.Keys(wn.Senses)) {
		s := wn.Senses[w]
		if s.Noun != 0 {
			out = append(out, lemma.Regular(w, tag.NOUN, irregular[tag.NOUN])...)
		}
		if s.Verb != 0 {
			out = append(out, lemma.Regular(w, tag.VERB, irregular[tag.VERB])...)
		}
	}
	return out
}

// verbForms tells which forms an irregular verb form can be.
func verbForms(form string) []string {
	switch form[len(form)-1] {
	case 'g':
		return []string{"VBG"}
	case 's':
		return []string{"VBZ"}
	}
	return []string{"VBD", "VBN"}
}
