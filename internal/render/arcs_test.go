package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

// drawn lays out "a b c ..." with the given heads.
func drawn(heads ...int32) *tree {
	text := ""
	for i := range heads {
		text += string(rune('a'+i)) + " "
	}
	d := &analysis.Document{Document: &wiredesk.Document{Text: text}, Heads: heads, Rels: make([]parse.Rel, len(heads))}
	for i := range heads {
		d.Tokens = append(d.Tokens, wiredesk.Token{Span: wiredesk.Span{Start: 2 * i, End: 2*i + 1}})
		d.Rels[i] = parse.NsubjPass
	}
	d.Text = segment.Text{Tokens: d.Tokens}
	return (&report{Document: d, number: 1}).tree(wiredesk.Sentence{Last: len(heads)})
}

func TestTreeLevels(t *testing.T) {
	for _, tt := range []struct {
		name  string
		heads []int32
		want  []int
	}{
		{"one word", []int32{0}, []int{1}},
		{"neighbours", []int32{1, 1, 1}, []int{1, 2, 1}},
		{"nested", []int32{3, 2, 3, 3}, []int{2, 1, 1, 3}},
		{"one head of all", []int32{0, 0, 0, 0}, []int{4, 1, 2, 3}},
		{"crossing", []int32{2, 3, 2, 2}, []int{1, 2, 3, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []int
			for _, a := range drawn(tt.heads...).arcs {
				got = append(got, a.level)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("levels (-want +got):\n%s", diff)
			}
		})
	}
}

// Words stand in order and apart, arcs within the picture, their labels
// between their ends.
func TestTreeRoom(t *testing.T) {
	for _, heads := range [][]int32{{0}, {1, 1, 1, 1, 1, 1}, {3, 2, 3, 3, 3, 4}, {5, 4, 3, 2, 1, 5}} {
		tr := drawn(heads...)
		for i := 1; i < len(tr.words); i++ {
			a, b := tr.words[i-1], tr.words[i]
			if a.x+a.width/2+wordGap > b.x-b.width/2+1e-9 {
				t.Errorf("heads %v: words %d and %d touch", heads, i-1, i)
			}
		}
		for _, a := range tr.arcs {
			if y := tr.top(a); y < treeMargin-1e-9 || min(a.from, a.to) < 0 || max(a.from, a.to) > tr.width {
				t.Errorf("heads %v: arc to %d leaves the picture", heads, a.dep)
			}
			if room := max(a.from, a.to) - min(a.from, a.to); !a.root() && room < a.need() {
				t.Errorf("heads %v: arc to %d has %.0f px for a label of %.0f", heads, a.dep, room, a.need())
			}
		}
	}
}

func TestTreeTooLong(t *testing.T) {
	if drawn(make([]int32, maxDrawn)...) == nil || drawn(make([]int32, maxDrawn+1)...) != nil {
		t.Errorf("want a tree of %d words and none of more", maxDrawn)
	}
}
