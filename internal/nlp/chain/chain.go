// Package chain joins the mentions of one person, organisation or place: in a
// document, and over the documents of a story.
//
// It works by sieves, the surest first: the same name, a name within a name,
// an acronym, a role ("the minister"), a pronoun. What two candidates claim is
// left alone: a name that is not joined costs little, one that is joined to
// the wrong person puts words into somebody's mouth.
//
// Layer: L1 (pure). It finds no names of its own, and it never guesses between
// two candidates.
package chain

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/wiredesk/wiredesk"
)

// A Text is what chains are found in. Tags, Heads and Rels run parallel to
// Tokens. Names are those of the document, in order and apart; their Entity is
// not read. Without Heads and Rels the order of the words has to do.
type Text struct {
	Text      string
	Tokens    []wiredesk.Token
	Sentences []wiredesk.Sentence
	Tags      []string           // universal parts of speech: "PROPN", "PRON", "NOUN" ...
	Heads     []int32            // token that each depends on, itself for a root; or nil
	Rels      []string           // relation to the head: "nsubj", "appos" ...; or nil
	Names     []wiredesk.Mention // Type is "person", "organisation", "place" or "other"
}

// Options of [Find]. The zero value is what production uses.
type Options struct {
	Reach     int  // sentences before its own in which a pronoun finds its person; 0 for 2
	NamesOnly bool // join names, resolve neither roles nor pronouns
}

// The types of mentions and entities.
const (
	person       = "person"
	organisation = "organisation"
	place        = "place"
)

// Find returns the mentions of t and the entities they belong to.
//
// The mentions are the names of t, each once, and the roles and pronouns that
// were resolved; in order and apart. The Entity of a name is "" if more than
// one entity claims it, and in the credits of the report. The entities are in order of their first mention and
// called e1, e2 and so on. Their Name is their longest full name, Role is as
// written in the text (persons only; "" if unknown), Aliases are their other
// names; Documents is empty.
//
// The same text gives the same result. Cost: linear, about a microsecond a
// token.
func Find(t Text, o Options) ([]wiredesk.Mention, []wiredesk.Entity) {
	d := newDoc(t, o)
	d.joinNames()
	d.findRoles()
	if !o.NamesOnly {
		d.resolveNominals()
		d.resolvePronouns()
	}
	return d.results()
}

// results writes down what the sieves found.
func (d *doc) results() ([]wiredesk.Mention, []wiredesk.Entity) {
	all := make([]found, 0, len(d.names)+len(d.extra))
	for _, n := range d.names {
		all = append(all, found{n.span, n.kind, n.entity, true})
	}
	all = append(all, d.extra...)
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.span.Start, b.span.Start) })

	mentions := make([]wiredesk.Mention, 0, len(all))
	entities := []wiredesk.Entity{}
	ids := make([]int, len(d.entities)) // place in entities, plus one
	for _, f := range all {
		m := wiredesk.Mention{Span: f.span, Type: f.kind}
		if f.entity >= 0 {
			e := d.entities[f.entity]
			if ids[f.entity] == 0 {
				entities = append(entities, wiredesk.Entity{
					ID: "e" + strconv.Itoa(len(entities)+1), Name: e.name(), Type: e.kind, Role: e.role.text(d),
					Aliases: e.aliases(), Documents: []wiredesk.DocumentID{},
				})
				ids[f.entity] = len(entities)
			}
			out := &entities[ids[f.entity]-1]
			out.Mentions++
			m.Type, m.Entity = out.Type, out.ID
		}
		mentions = append(mentions, m)
	}
	return mentions, entities
}
