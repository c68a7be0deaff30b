package parse

import (
	"slices"
	"strings"
)

// Rel is a relation of Universal Dependencies, with the subtypes that
// English uses.
type Rel uint8

// The relations that other packages ask for.
const (
	NoRel Rel = iota
	Root
	ACL
	ACLRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	CC
	CCPreconj
	Ccomp
	Clf
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Vocative
	Xcomp
)

// The order is part of the weight files: add at the end only.
var relNames = [...]string{"_", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux",
	"aux:pass", "case", "cc", "cc:preconj", "ccomp", "clf", "compound", "compound:prt", "conj", "cop", "csubj",
	"csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat",
	"goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer",
	"nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum",
	"vocative", "xcomp"}

// String returns the name, such as "nsubj:pass"; "_" for none.
func (r Rel) String() string { return relNames[r] }

// Universal returns the name without its subtype, such as "nsubj".
func (r Rel) Universal() string {
	u, _, _ := strings.Cut(relNames[r], ":")
	return u
}

// ParseRel returns the relation of a name. A subtype that is not listed counts
// as its universal relation, a name of nothing as Dep.
func ParseRel(s string) Rel {
	if i := slices.Index(relNames[:], s); i > 0 {
		return Rel(i)
	}
	u, _, _ := strings.Cut(s, ":")
	if i := slices.Index(relNames[:], u); i > 0 {
		return Rel(i)
	}
	return Dep
}
