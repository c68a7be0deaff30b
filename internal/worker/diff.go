package worker

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

// An Edit is a sentence that stands in one of two texts: Mark is "-" for one
// that was taken out, "+" for one that was put in.
type Edit struct{ Mark, Text string }

// maxCells bounds the table that Diff fills in; larger texts are shown whole.
const maxCells = 1 << 22

// Diff returns the sentences that were taken out of old and put in to make it
// new, in order; those that stayed are left out. Cost: the product of the two
// numbers of sentences that differ.
func Diff(old, new string) []Edit {
	a, b := sentences(old), sentences(new)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a)*len(b) > maxCells {
		return append(edits("-", a), edits("+", b)...)
	}
	most := common(a, b)
	var out []Edit
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && most[i+1][j] >= most[i][j+1]:
			out = append(out, Edit{"-", a[i]})
			i++
		default:
			out = append(out, Edit{"+", b[j]})
			j++
		}
	}
	return out
}

// common returns how many sentences a[i:] and b[j:] have in common, in order.
func common(a, b []string) [][]int {
	most := make([][]int, len(a)+1)
	for i := range most {
		most[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if most[i][j] = max(most[i+1][j], most[i][j+1]); a[i] == b[j] {
				most[i][j] = most[i+1][j+1] + 1
			}
		}
	}
	return most
}

func edits(mark string, list []string) []Edit {
	out := make([]Edit, len(list))
	for i, s := range list {
		out[i] = Edit{mark, s}
	}
	return slices.Clip(out)
}

func sentences(text string) []string {
	cut := segment.Cut(text)
	out := make([]string, len(cut.Sentences))
	for i, s := range cut.Sentences {
		out[i] = s.Of(text)
	}
	return out
}
