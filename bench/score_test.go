package main

import (
	"testing"
)

func TestScore(t *testing.T) {
	d := goldText{
		text: "Ana  Marsh didn’t go to Osterby.",
		words: []goldWord{
			{"Ana", "PROPN", "B-PER"}, {"Marsh", "PROPN", "I-PER"}, {"did", "AUX", ""}, {"n’t", "PART", ""}, {"go", "VERB", ""},
			{"to", "ADP", ""}, {"Osterby", "PROPN", "B-LOC"}, {".", "PUNCT", ""},
		},
	}
	found := []token{
		{"Ana", "NNP", "B-PER"}, {"Marsh", "NN", "I-PER"}, {"did", "VBD", ""}, {"n't", "RB", ""}, {"go", "VB", ""},
		{"to", "TO", ""}, {"Osterby.", "NNP", "B-LOC"},
	}
	var s score
	s.add(d, found)
	if want := (score{gold: 8, same: 6, tags: 5, goldNames: 2, found: 2, foundToo: 1}); s != want {
		t.Errorf("score %+v, want %+v", s, want)
	}
}

func TestAgree(t *testing.T) {
	for _, tt := range []struct {
		penn, upos string
		want       bool
	}{
		{"IN", "SCONJ", true}, {"IN", "ADV", false}, {"RB", "PART", true}, {"VBZ", "AUX", true}, {"NN", "PROPN", false},
		{"-LRB-", "PUNCT", true}, {"(", "PUNCT", true}, {"$", "SYM", true}, {"NFP", "SYM", true}, {",", "NOUN", false},
	} {
		if got := agree(tt.penn, tt.upos); got != tt.want {
			t.Errorf("agree(%s, %s) = %v", tt.penn, tt.upos, got)
		}
	}
}

func TestNames(t *testing.T) {
	spans := []span{{0, 2}, {2, 5}, {5, 6}, {6, 9}}
	got := names(spans, []string{"B-PER", "B-PER", "I-PER", "I-LOC"})
	for _, want := range []name{{span{0, 2}, "PER"}, {span{2, 6}, "PER"}, {span{6, 9}, "LOC"}} {
		if !got[want] || len(got) != 3 {
			t.Errorf("names %v, want %v in three", got, want)
		}
	}
}
