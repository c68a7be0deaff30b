package vector_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

func TestFromCounts(t *testing.T) {
	got := vector.FromCounts([]vector.Weighted{{Term: 5, Weight: 1}, {Term: 2, Weight: 1}, {Term: 5, Weight: 2}})
	if diff := cmp.Diff(vector.Vector{{Term: 2, Weight: 1}, {Term: 5, Weight: 3}}, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestDot(t *testing.T) {
	a := vector.Vector{{Term: 1, Weight: 1}, {Term: 3, Weight: 2}, {Term: 9, Weight: 4}}
	b := vector.Vector{{Term: 2, Weight: 7}, {Term: 3, Weight: 3}, {Term: 9, Weight: 0.5}}
	if got := a.Dot(b); got != 8 {
		t.Errorf("Dot = %v, want 8", got)
	}
	if got := a.Dot(nil); got != 0 {
		t.Errorf("Dot with nothing = %v, want 0", got)
	}
}

func TestUnit(t *testing.T) {
	v := vector.Vector{{Term: 1, Weight: 3}, {Term: 2, Weight: 4}}.Unit()
	if math.Abs(v.Norm()-1) > 1e-12 || v[0].Weight != 0.6 {
		t.Errorf("Unit = %v", v)
	}
	if v := (vector.Vector{}).Unit(); len(v) != 0 {
		t.Errorf("Unit of nothing = %v", v)
	}
}

func TestHeaviest(t *testing.T) {
	v := vector.Vector{{Term: 1, Weight: 2}, {Term: 2, Weight: 5}, {Term: 3, Weight: 2}}
	if diff := cmp.Diff([]vector.Weighted{{Term: 2, Weight: 5}, {Term: 1, Weight: 2}}, v.Heaviest(2)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestStem(t *testing.T) {
	s := vector.NewStemmer()
	same := [][2]string{{"ferries", "Ferry"}, {"killed", "KILLING"}, {"harbour’s", "harbour's"}}
	for _, p := range same {
		if a, b := s.Stem(p[0]), s.Stem(p[1]); a.Term != b.Term || a.Term == 0 {
			t.Errorf("%q and %q have terms %x and %x, want one", p[0], p[1], a.Term, b.Term)
		}
	}
	if got := s.Stem("The"); !got.Stop || got.Term != 0 || got.Lower != "the" {
		t.Errorf("Stem(The) = %+v, want a stop word", got)
	}
	if got := s.Stem("seventeen"); !got.Number || got.Stop {
		t.Errorf("Stem(seventeen) = %+v, want a number", got)
	}
}

// TestFrequency: a rare word weighs more than a common one, by the background
// alone and by the documents seen.
func TestFrequency(t *testing.T) {
	f := vector.NewFrequency()
	s := vector.NewStemmer()
	government, ferry := s.Stem("government").Term, s.Stem("quayside").Term
	if f.IDF(government) >= f.IDF(ferry) {
		t.Errorf("IDF of government %.2f, of quayside %.2f", f.IDF(government), f.IDF(ferry))
	}
	before := f.IDF(ferry)
	for range 500 {
		f.Add(vector.Vector{{Term: ferry, Weight: 1}})
	}
	if f.IDF(ferry) >= before {
		t.Errorf("IDF of a word of all documents rose from %.2f to %.2f", before, f.IDF(ferry))
	}
}

// A stream of any length takes a bounded memory, and what stood in one document
// long ago is as rare again as what never stood anywhere.
func TestFrequencyForgets(t *testing.T) {
	f := vector.NewFrequency()
	common, once := vector.Hash("kestor"), vector.Hash("vellum")
	f.Add(vector.Vector{{Term: once, Weight: 1}})
	for range 1 << 19 {
		f.Add(vector.Vector{{Term: common, Weight: 1}})
	}
	if got, want := f.IDF(once), f.IDF(vector.Hash("unseen")); got != want {
		t.Errorf("IDF of what stood in one document %v, of what stood in none %v", got, want)
	}
	if f.IDF(common) > f.IDF(once)/2 {
		t.Errorf("IDF of what stands everywhere %v, of the rare %v", f.IDF(common), f.IDF(once))
	}
}
