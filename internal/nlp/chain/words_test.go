package chain

import (
	"slices"
	"strings"
	"testing"
)

// TestLists wants each word of the lists once, in order, with letters that are
// known.
func TestLists(t *testing.T) {
	for _, tt := range []struct {
		name, list, values string
	}{
		{"persons.txt", personList, "r rf rm p pf pm"},
		{"firstnames.txt", firstNameList, "f m"},
	} {
		var words []string
		lines(tt.list, func(w, v string) {
			words = append(words, w)
			if w == "" || w != strings.ToLower(w) || !slices.Contains(strings.Fields(tt.values), v) {
				t.Errorf("%s: %q %q", tt.name, w, v)
			}
		})
		if n := strings.Count(tt.list, "\n"); n != len(words) || !slices.IsSorted(words) || len(slices.Compact(words)) != n {
			t.Errorf("%s: %d words of %d lines, sorted: %v", tt.name, len(words), n, slices.IsSorted(words))
		}
	}
}

// TestHeads wants every noun that a verb stands for to be a role.
func TestHeads(t *testing.T) {
	for v, noun := range leads {
		if !persons()[noun].role {
			t.Errorf("%s gives %s, which is no role", v, noun)
		}
	}
}
