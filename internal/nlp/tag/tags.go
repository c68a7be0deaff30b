package tag

import "slices"

// UPOS is a universal part of speech.
type UPOS uint8

// The universal parts of speech, version 2. The order is part of the weight
// files: add at the end only.
const (
	NoUPOS UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

// XPOS is a part of speech of the Penn Treebank, as English UD uses it.
type XPOS uint8

// The order of both lists is part of the weight files: add at the end only.
var (
	uposNames = [...]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
		"PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}
	xposNames = [...]string{"_", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS",
		"LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM",
		"TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "$", ",", ".", ":",
		"``", "''", "-LRB-", "-RRB-"}
)

// String returns the name, such as "NOUN"; "_" for none.
func (u UPOS) String() string { return uposNames[u] }

// String returns the name, such as "NNS"; "_" for none.
func (x XPOS) String() string { return xposNames[x] }

// ParseUPOS returns the part of speech of a name, NoUPOS if there is none.
func ParseUPOS(s string) UPOS { return UPOS(max(slices.Index(uposNames[:], s), 0)) }

// ParseXPOS returns the part of speech of a name, 0 if there is none.
func ParseXPOS(s string) XPOS { return XPOS(max(slices.Index(xposNames[:], s), 0)) }

// A Tag is both parts of speech of one word.
type Tag struct {
	UPOS UPOS
	XPOS XPOS
}
