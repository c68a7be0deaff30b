package copies_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// prose makes n sentences of random words: no two texts of different seeds
// share a 5-gram.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for range n {
		for k := range 12 {
			if k > 0 {
				b.WriteByte(' ')
			}
			for range 2 + r.IntN(3) {
				b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
				b.WriteByte("aeiou"[r.IntN(5)])
			}
		}
		b.WriteString(". ")
	}
	return b.String()
}

func find(texts ...string) []copies.Pair {
	a := annotate.New()
	var docs []*annotate.Document
	for i, t := range texts {
		docs = append(docs, a.Annotate(sample.Document(string(rune('a'+i)), "", t, i)))
	}
	return copies.Find(docs)
}

func TestFind(t *testing.T) {
	wire := prose(1, 30)
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", wire, wire, true},
		{"first half", wire, wire[:len(wire)/2], true},
		{"first sixth", wire, wire[:len(wire)/6], true},
		{"a quarter inside a longer text", wire, prose(2, 20) + wire[:len(wire)/4] + prose(3, 20), true},
		{"nothing in common", wire, prose(4, 30), false},
		{"one sentence in common", wire, prose(5, 30) + wire[:90], false},
		{"a quotation in common", prose(6, 12) + "“" + prose(9, 8) + "” she said.", prose(7, 12) + "“" + prose(9, 8) + "” she said.", false},
		{"empty", "", wire, false},
		{"two empty ones", "", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := find(tt.a, tt.b)
			if (len(got) == 1) != tt.want {
				t.Errorf("Find: %v, want a pair: %v", got, tt.want)
			}
		})
	}
}

func TestFindTellsDirection(t *testing.T) {
	wire := prose(1, 30)
	got := find(wire, wire[:len(wire)/3])
	if len(got) != 1 || got[0].InB < 0.95 || got[0].InA > 0.4 {
		t.Errorf("Find: %+v, want nearly all of B in A and a third of A in B", got)
	}
}

func TestFindOverlooksBoilerplate(t *testing.T) {
	tail := prose(99, 6)
	var texts []string
	for i := range 80 {
		texts = append(texts, prose(uint64(100+i), 6)+tail)
	}
	if got := find(texts...); len(got) != 0 {
		t.Errorf("%d pairs by a paragraph that all share", len(got))
	}
}

func TestFamilies(t *testing.T) {
	for _, tt := range []struct {
		name  string
		pairs []copies.Pair
		want  [][]int
	}{
		{"none", nil, [][]int{{0}, {1}, {2}, {3}}},
		{"a report and its copies", []copies.Pair{{A: 0, B: 1, InB: 1}, {A: 0, B: 3, InB: 1}, {A: 1, B: 3, InB: 1}}, [][]int{{0, 1, 3}, {2}}},
		{"a chain is no family", []copies.Pair{{A: 0, B: 1, InB: 0.2}, {A: 1, B: 2, InB: 0.2}, {A: 2, B: 3, InB: 0.2}}, [][]int{{0, 1}, {2, 3}}},
		{"two origins in one text", []copies.Pair{{A: 0, B: 2, InB: 0.3}, {A: 1, B: 2, InB: 0.5}}, [][]int{{0}, {1, 2}, {3}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, copies.Families(4, tt.pairs)); diff != "" {
				t.Errorf("Families mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFurniture: the line that an outlet prints under each of its reports makes
// no copies of them.
func TestFurniture(t *testing.T) {
	a := annotate.New()
	line := "\n\n" + prose(77, 3)
	var docs []*annotate.Document
	for i := range 4 {
		docs = append(docs, a.Annotate(sample.Document("d", "Alder Post", prose(uint64(i), 4)+line, i)))
	}
	if got := copies.Find(docs); len(got) != 0 {
		t.Errorf("%d pairs by the outlet's own line", len(got))
	}
	docs[3].Outlet = "Another Post"
	if got := copies.Find(docs[2:]); len(got) == 0 {
		t.Error("two outlets with the same paragraph are no pair")
	}
}

// TestEditedCopies makes copies as desks do: words changed, cut, with text of
// their own. None may be missed, and no pair of unrelated texts may be found.
func TestEditedCopies(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var texts []string
	const n = 150
	for i := range n {
		texts = append(texts, prose(uint64(1000+i), 25))
	}
	for i := range n {
		w := strings.Fields(texts[i])
		w = w[:len(w)*(40+r.IntN(60))/100]
		for k := range w {
			if r.IntN(100) < 10 {
				w[k] = "varied"
			}
		}
		texts = append(texts, prose(uint64(5000+i), r.IntN(20))+strings.Join(w, " "))
	}
	found := map[[2]int]bool{}
	for _, p := range find(texts...) {
		found[[2]int{p.A, p.B}] = true
	}
	missed, wrong := 0, 0
	for i := range n {
		if !found[[2]int{i, n + i}] {
			missed++
		}
	}
	for p := range found {
		if p[1] != p[0]+n {
			wrong++
		}
	}
	if missed > 0 || wrong > 0 {
		t.Errorf("%d of %d copies missed, %d false pairs", missed, n, wrong)
	}
}

func BenchmarkFind(b *testing.B) {
	a := annotate.New()
	var docs []*annotate.Document
	for i := range 200 {
		docs = append(docs, a.Annotate(sample.Document("d", "", prose(uint64(i), 60), i)))
	}
	b.ReportAllocs()
	for b.Loop() {
		copies.Find(docs)
	}
	b.ReportMetric(float64(b.N*len(docs))/b.Elapsed().Seconds(), "docs/s")
}
