package chain_test

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
)

// scores of a set of documents.
type scores struct {
	names    tally            // pairs of names of one entity
	kinds    map[string]tally // the same by type of the first
	pronouns tally            // missed counts those whose person is named in the text
	nouns    tally            // roles and kinds
	unnamed  int              // pronouns for somebody without a name in the text
}

// TestGUM scores chains against the marked entities of GUM: gold tokens,
// tags, trees and names. It runs only where WIREDESK_DATA names the folder of
// the data sets; with WIREDESK_SHOW=1 it prints what was wrong or missed.
//
//	WIREDESK_DATA=data go test -run TestGUM -v ./internal/nlp/chain
//
// A name counts by pairs of names. Pairs that GUM keeps apart because a
// country is a place here and a government there count as wrong. A pronoun is
// missed if its person has a name somewhere in the document.
func TestGUM(t *testing.T) {
	for _, tt := range []struct {
		file                                              string
		namePrecision, nameRecall, pronounRight, resolved float64 // floors
	}{
		{"gum-dev.conllu.gz", 0.965, 0.88, 0.90, 0.37},
		{"gum-train.conllu.gz", 0.95, 0.84, 0.90, 0.42},
		{"gum-sharealike-dev.conllu.gz", 0.955, 0.76, 0.95, 0.54},
		{"gum-sharealike-train.conllu.gz", 0.935, 0.61, 0.95, 0.42},
	} {
		t.Run(tt.file, func(t *testing.T) {
			s := scores{kinds: map[string]tally{}}
			for _, d := range readGUM(t, gumFile(t, tt.file)) {
				s.add(t, d)
			}
			all := s.pronouns.right + s.pronouns.wrong + s.pronouns.missed + s.unnamed
			wrong := float64(s.pronouns.wrong) / float64(max(all, 1))
			t.Logf("names    %v", s.names)
			for _, k := range []string{"person", "organisation", "place"} {
				t.Logf("  %-12s %v", k, s.kinds[k])
			}
			t.Logf("pronouns %v, %d of people without a name; wrong of all: %.3f", s.pronouns, s.unnamed, wrong)
			t.Logf("nouns    %v", s.nouns)
			atLeast(t, "precision of names", s.names.precision(), tt.namePrecision)
			atLeast(t, "recall of names", s.names.recall(), tt.nameRecall)
			atLeast(t, "precision of pronouns", s.pronouns.precision(), tt.pronounRight)
			atLeast(t, "recall of pronouns", s.pronouns.recall(), tt.resolved)
			atLeast(t, "pronouns not wrong", 1-wrong, 0.95)
		})
	}
}

func atLeast(t *testing.T, what string, got, floor float64) {
	t.Helper()
	if got < floor {
		t.Errorf("%s: %.3f is below %.3f", what, got, floor)
	}
}

// add scores one document. An entity stands for the groups of its names.
func (s *scores) add(t *testing.T, d goldDoc) {
	mentions, entities := chain.Find(d.text, chain.Options{})
	names := map[string]string{}
	for _, e := range entities {
		names[e.ID] = e.Name
	}
	got := map[wiredesk.Span]string{}
	for _, m := range mentions {
		got[m.Span] = m.Entity
	}
	groups, named := map[string]map[string]bool{}, map[string]bool{}
	isName := map[wiredesk.Span]bool{}
	for i, n := range d.text.Names {
		isName[n.Span], named[d.names[i]] = true, true
		if e := got[n.Span]; e != "" {
			if groups[e] == nil {
				groups[e] = map[string]bool{}
			}
			groups[e][d.names[i]] = true
		}
	}
	s.addNames(t, d, got)
	for i := range d.text.Tokens {
		if g, ok := d.pronouns[i]; ok {
			e := got[d.text.Tokens[i].Span]
			s.addPronoun(t, d, i, e != "", groups[e][g], named[g] && d.people[g], names[e])
		}
	}
	for _, m := range mentions {
		if !isName[m.Span] && !slices.Contains(thirdPerson, strings.ToLower(m.Of(d.text.Text))) {
			s.addNoun(t, d, m, groups[m.Entity], names[m.Entity])
		}
	}
}

// addPronoun counts the pronoun at token i.
func (s *scores) addPronoun(t *testing.T, d goldDoc, i int, resolved, right, named bool, name string) {
	switch {
	case right:
		s.pronouns.right++
	case resolved:
		s.pronouns.wrong++
		show(t, d, i, "pronoun is not "+name)
	case named:
		s.pronouns.missed++
		show(t, d, i, "pronoun missed")
	default:
		s.unnamed++
	}
}

// addNoun counts a role or kind that was resolved.
func (s *scores) addNoun(t *testing.T, d goldDoc, m wiredesk.Mention, groups map[string]bool, name string) {
	first := slices.IndexFunc(d.text.Tokens, func(k wiredesk.Token) bool { return k.Start == m.Start })
	end := first
	for end < len(d.text.Tokens) && d.text.Tokens[end].Start < m.End {
		end++
	}
	group := cmp.Or(d.others[[2]int{first, end}], d.others[[2]int{first, end + 1}]) // with "'s"
	if groups[group] {
		s.nouns.right++
		return
	}
	s.nouns.wrong++
	show(t, d, first, "noun is not "+name)
}

// addNames counts the pairs of names that are, or should be, one entity.
func (s *scores) addNames(t *testing.T, d goldDoc, got map[wiredesk.Span]string) {
	names := d.text.Names
	for i := range names {
		for j := i + 1; j < len(names); j++ {
			e := got[names[i].Span]
			gold, ours := d.names[i] == d.names[j], e != "" && e == got[names[j].Span]
			k := s.kinds[names[i].Type]
			k.add(gold, ours)
			s.names.add(gold, ours)
			s.kinds[names[i].Type] = k
			if gold != ours && os.Getenv("WIREDESK_SHOW") != "" {
				t.Logf("%s: %q and %q are one: %v", d.id, names[i].Of(d.text.Text), names[j].Of(d.text.Text), gold)
			}
		}
	}
}

// show prints what was wrong, if asked for.
func show(t *testing.T, d goldDoc, i int, what string) {
	if os.Getenv("WIREDESK_SHOW") == "" {
		return
	}
	at := d.text.Tokens[i].Start
	before, after := d.text.Text[max(0, at-250):at], d.text.Text[at:min(len(d.text.Text), at+60)]
	t.Logf("%s: %s: %q >> %q", d.id, what, before, after)
}
