package chain_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
)

// document reads entities from "type name / role / alias, alias".
func document(lines ...string) []wiredesk.Entity {
	var out []wiredesk.Entity
	for i, l := range lines {
		f := strings.Split(l+" /  / ", " / ")
		kind, name, _ := strings.Cut(f[0], " ")
		e := wiredesk.Entity{ID: "e" + string(rune('1'+i)), Name: name, Type: kinds[kind[0]], Role: strings.TrimSpace(f[1]), Mentions: 1, Aliases: []string{}}
		for _, a := range strings.Split(f[2], ",") {
			if a = strings.TrimSpace(a); a != "" {
				e.Aliases = append(e.Aliases, a)
			}
		}
		out = append(out, e)
	}
	return out
}

func TestMerge(t *testing.T) {
	for _, tt := range []struct {
		name string
		docs [][]wiredesk.Entity
		want []string // name and documents of each entity
	}{
		{"full name", [][]wiredesk.Entity{document("p Ana Marsh", "l Orle"), document("l Orle", "p Ana Marsh")},
			[]string{"Ana Marsh ab", "Orle ab"}},
		{"a middle name", [][]wiredesk.Entity{document("p Joram Weld"), document("p Joram K. Weld")},
			[]string{"Joram K. Weld ab"}},
		{"a full name among the aliases", [][]wiredesk.Entity{document("p Joram K. Weld /  / Joram Weld, Weld"), document("p Joram Weld")},
			[]string{"Joram K. Weld ab"}},
		{"a name that is introduced", [][]wiredesk.Entity{document("p U.S. Secretary Donald Marsh /  / Donald Marsh"), document("p Donald Marsh")},
			[]string{"Donald Marsh ab"}},
		{"two first names", [][]wiredesk.Entity{document("p Mary Donald Marsh /  / Donald Marsh")},
			[]string{"Mary Donald Marsh a"}},
		{"hyphens", [][]wiredesk.Entity{document("p Orn Jal-il"), document("p Orn Jal Il")},
			[]string{"Orn Jal Il ab"}},
		{"surname and role", [][]wiredesk.Entity{document("p Corwin Hale / chief executive of Telvane"), document("p Hale / Chief Executive")},
			[]string{"Corwin Hale ab"}},
		{"surname and another role", [][]wiredesk.Entity{document("p Corwin Hale / chief executive"), document("p Hale / lawyer for the town")},
			[]string{"Corwin Hale a", "Hale b"}},
		{"surname and no role", [][]wiredesk.Entity{document("p Corwin Hale / chief executive"), document("p Hale")},
			[]string{"Corwin Hale a", "Hale b"}},
		{"two of one surname and role", [][]wiredesk.Entity{document("p Corwin Hale / minister", "p Maria Hale / minister"), document("p Hale / minister")},
			[]string{"Corwin Hale a", "Maria Hale a", "Hale b"}},
		{"nobody bears it in full", [][]wiredesk.Entity{document("p Hale"), document("p Hale / minister"), document("p Hale / judge")},
			[]string{"Hale ab", "Hale c"}},
		{"same surname, other names", [][]wiredesk.Entity{document("p Corwin Hale"), document("p Maria Hale")},
			[]string{"Corwin Hale a", "Maria Hale b"}},
		{"acronym that one explains", [][]wiredesk.Entity{document("o Vale Rail Agency /  / VRA"), document("o VRA")},
			[]string{"Vale Rail Agency ab"}},
		{"initials", [][]wiredesk.Entity{document("o VRA"), document("o Vale Rail Agency")},
			[]string{"Vale Rail Agency ab"}},
		{"acronym of two", [][]wiredesk.Entity{document("o Vale Rail Agency /  / VRA"), document("o Vast Rope Association /  / VRA"), document("o VRA")},
			[]string{"Vale Rail Agency a", "Vast Rope Association b", "VRA c"}},
		{"types that differ", [][]wiredesk.Entity{document("l Telvane"), document("o Telvane"), document("o Telvane")},
			[]string{"Telvane abc"}},
		{"no person after all", [][]wiredesk.Entity{document("p Telvane"), document("o Telvane"), document("o Telvane")},
			[]string{"Telvane abc"}},
		{"a person and a place", [][]wiredesk.Entity{document("p Chuck Orlan /  / Orlan"), document("l Orlan")},
			[]string{"Chuck Orlan a", "Orlan b"}},
		{"nothing", [][]wiredesk.Entity{nil, document()}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entities, alias := chain.Merge(tt.docs, []wiredesk.DocumentID{"a", "b", "c"}[:len(tt.docs)])
			var got []string
			ids := map[string]bool{}
			for _, e := range entities {
				s := e.Name + " "
				for _, id := range e.Documents {
					s += string(id)
				}
				got = append(got, s)
				ids[e.ID] = true
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if len(ids) != len(entities) {
				t.Errorf("%d ids for %d entities", len(ids), len(entities))
			}
			for i, d := range tt.docs {
				for _, e := range d {
					if !ids[alias[i][e.ID]] {
						t.Errorf("document %d: %s is %q in the story", i, e.ID, alias[i][e.ID])
					}
				}
			}
		})
	}
}

// TestMergedFields checks what a joined entity takes from its parts.
func TestMergedFields(t *testing.T) {
	docs := [][]wiredesk.Entity{
		document("p Irena Halle / Minister / Halle"),
		document("p Irena Halle / Minister of Fish / Ms Halle"),
		document("p Irena Halle / guest"),
	}
	got, _ := chain.Merge(docs, []wiredesk.DocumentID{"a", "b", "c"})
	want := []wiredesk.Entity{{ID: "e" + wiredesk.Hash("person\x00Irena Halle")[:8], Name: "Irena Halle", Type: "person", Role: "Minister of Fish",
		Aliases: []string{"Halle", "Ms Halle"}, Mentions: 3, Documents: []wiredesk.DocumentID{"a", "b", "c"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestMergedRole: the credit of a picture before a role stands in one document.
func TestMergedRole(t *testing.T) {
	docs := [][]wiredesk.Entity{
		document("p Irena Halle / Farrier Norland Minister of Fish"),
		document("p Irena Halle / Minister of Fish"),
		document("p Irena Halle / Norland Minister of Fish"),
		document("p Irena Halle / Norland Minister of Fish"),
	}
	got, _ := chain.Merge(docs, []wiredesk.DocumentID{"a", "b", "c", "d"})
	if len(got) != 1 || got[0].Role != "Norland Minister of Fish" {
		t.Errorf("got %+v", got)
	}
}

// TestMergeOrder checks that ids do not depend on the order of the documents.
func TestMergeOrder(t *testing.T) {
	a, b := document("p Ana Marsh / mayor", "o VRA"), document("o Vale Rail Agency", "p Marsh / mayor")
	one, _ := chain.Merge([][]wiredesk.Entity{a, b}, []wiredesk.DocumentID{"a", "b"})
	two, _ := chain.Merge([][]wiredesk.Entity{b, a}, []wiredesk.DocumentID{"b", "a"})
	ids := func(l []wiredesk.Entity) (out []string) {
		for _, e := range l {
			out = append(out, e.ID)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff(ids(one), ids(two)); diff != "" {
		t.Error(diff)
	}
}
