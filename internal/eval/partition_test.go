package eval_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wiredesk/wiredesk/internal/eval"
)

// parts reads "abc de f": stories of documents with names of one letter.
func parts(s string) eval.Partition {
	var p eval.Partition
	for _, w := range strings.Fields(s) {
		p = append(p, strings.Split(w, ""))
	}
	return p
}

func TestScorePartition(t *testing.T) {
	oneWrong := 1 - (math.Log2(3)/3+2*math.Log2(1.5)/3)/2/(.5+math.Log2(3)/3+math.Log2(6)/6)
	twice := 1 - 2./3/(math.Log2(3)-2./3)
	for _, tt := range []struct {
		name, gold, sys string
		want            eval.PartitionScore
	}{
		{"equal", "abc de f", "f ed cab", eval.PartitionScore{Documents: 6, GoldStories: 3, GoldAlone: 1, SystemStories: 3, SystemAlone: 1,
			BCubed: eval.F{P: 1, R: 1, F1: 1}, Pairwise: eval.F{P: 1, R: 1, F1: 1}, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
		// One document in the wrong story; X and Y are not in the gold.
		// P: a, b 1; c 1/3; d, e 2/3; f 1. R: a, b 2/3; c 1/3; d, e, f 1.
		// Pairs: 4 in the system, 4 in the gold, 2 in both; 16/15 by chance.
		// Bits: 3/6 of 1, 2/6 of log 3, 1/6 of log 6 in either; in the system's
		// story of three 1/3 of log 3 and 2/3 of log 1.5, times 3/6, are left.
		{"one wrong", "abc de f", "ab cde fXY", eval.PartitionScore{Documents: 6, GoldStories: 3, GoldAlone: 1, SystemStories: 3, SystemAlone: 1,
			BCubed:   eval.F{P: 14. / 18, R: 14. / 18, F1: 14. / 18},
			Pairwise: eval.F{P: .5, R: .5, F1: .5}, ARI: (2 - 16./15) / (4 - 16./15),
			Homogeneity: oneWrong, Completeness: oneWrong, V: oneWrong}},
		// All in one. P: a, b, c 3/5; d, e 2/5. R: 1. Pairs: 10, 4 right.
		{"one story", "abc de", "abcde", eval.PartitionScore{Documents: 5, GoldStories: 2, SystemStories: 1,
			BCubed: eval.F{P: 13. / 25, R: 1, F1: 26. / 38}, Pairwise: eval.F{P: .4, R: 1, F1: .8 / 1.4}, ARI: 0, Completeness: 1}},
		// None named: each counts as a story of its own. Two bits in the
		// system, one in the gold.
		{"nothing", "ab cd", "", eval.PartitionScore{Documents: 4, GoldStories: 2, SystemStories: 4, SystemAlone: 4,
			BCubed: eval.F{P: 1, R: .5, F1: 2. / 3}, ARI: 0, Homogeneity: 1, Completeness: .5, V: 2. / 3}},
		// Each story of either has one document of each of the other's.
		{"crossed", "ab cd", "ac bd", eval.PartitionScore{Documents: 4, GoldStories: 2, SystemStories: 2,
			BCubed: eval.F{P: .5, R: .5, F1: .5}, ARI: -.5}},
		// c is named twice and counts where it comes first. log 3 - 2/3 log 2 in
		// either, 2/3 log 2 left.
		{"twice", "ab c", "ac bc", eval.PartitionScore{Documents: 3, GoldStories: 2, GoldAlone: 1, SystemStories: 2, SystemAlone: 1,
			BCubed: eval.F{P: 2. / 3, R: 2. / 3, F1: 2. / 3}, Pairwise: eval.F{}, ARI: (0 - 1./3) / (1 - 1./3),
			Homogeneity: twice, Completeness: twice, V: twice}},
		{"one document", "a", "a", eval.PartitionScore{Documents: 1, GoldStories: 1, GoldAlone: 1, SystemStories: 1, SystemAlone: 1,
			BCubed: eval.F{P: 1, R: 1, F1: 1}, ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
		{"no gold", "", "ab", eval.PartitionScore{ARI: 1, Homogeneity: 1, Completeness: 1, V: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			same(t, tt.want, eval.ScorePartition(parts(tt.gold), parts(tt.sys)))
		})
	}
}

// failer is a test or a property.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// same compares to 1e-9.
func same(t failer, want, got eval.PartitionScore) {
	t.Helper()
	if want.Documents != got.Documents || want.GoldStories != got.GoldStories || want.SystemStories != got.SystemStories ||
		want.GoldAlone != got.GoldAlone || want.SystemAlone != got.SystemAlone {
		t.Errorf("counts: got %+v, want %+v", got, want)
	}
	for _, v := range []struct {
		name      string
		want, got float64
	}{
		{"BCubed P", want.BCubed.P, got.BCubed.P}, {"BCubed R", want.BCubed.R, got.BCubed.R}, {"BCubed F1", want.BCubed.F1, got.BCubed.F1},
		{"pairwise P", want.Pairwise.P, got.Pairwise.P}, {"pairwise R", want.Pairwise.R, got.Pairwise.R}, {"pairwise F1", want.Pairwise.F1, got.Pairwise.F1},
		{"ARI", want.ARI, got.ARI},
		{"homogeneity", want.Homogeneity, got.Homogeneity}, {"completeness", want.Completeness, got.Completeness}, {"V", want.V, got.V},
	} {
		if !(math.Abs(v.want-v.got) <= 1e-9) {
			t.Errorf("%s = %v, want %v", v.name, v.got, v.want)
		}
	}
}

// plainScore counts over all pairs of documents, whose stories gold and sys
// give by number.
func plainScore(gold, sys []int) eval.PartitionScore {
	n := len(gold)
	s := eval.PartitionScore{Documents: n, GoldStories: distinct(gold), SystemStories: distinct(sys), ARI: 1}
	s.Homogeneity, s.Completeness, s.V = plainV(gold, sys)
	var both, onlyGold, onlySys, neither int
	for i := range n {
		right, inGold, inSys := 0, 0, 0
		for j := range n {
			g, y := gold[i] == gold[j], sys[i] == sys[j]
			if g {
				inGold++
			}
			if y {
				inSys++
			}
			if g && y {
				right++
			}
			if j <= i {
				continue
			}
			switch {
			case g && y:
				both++
			case g:
				onlyGold++
			case y:
				onlySys++
			default:
				neither++
			}
		}
		if inGold == 1 {
			s.GoldAlone++
		}
		if inSys == 1 {
			s.SystemAlone++
		}
		s.BCubed.P += float64(right) / float64(inSys) / float64(n)
		s.BCubed.R += float64(right) / float64(inGold) / float64(n)
	}
	s.BCubed.F1 = 2 * s.BCubed.P * s.BCubed.R / (s.BCubed.P + s.BCubed.R)
	s.Pairwise = eval.NewF(both, both+onlySys, both+onlyGold)
	// The index by the four counts of pairs, after Hubert and Arabie.
	a, b, c, d := float64(both), float64(onlyGold), float64(onlySys), float64(neither)
	if below := (a+b)*(b+d) + (a+c)*(c+d); below != 0 {
		s.ARI = 2 * (a*d - b*c) / below
	}
	return s
}

// plainV returns homogeneity, completeness and V, by mutual information: over
// the entropy of the gold, over that of the system, over the mean of the two.
func plainV(gold, sys []int) (h, c, v float64) {
	share := func(has func(i int) bool) float64 {
		k := 0
		for i := range gold {
			if has(i) {
				k++
			}
		}
		return float64(k) / float64(len(gold))
	}
	var mutual, ofGold, ofSys float64
	for g := range 6 {
		inGold := share(func(i int) bool { return gold[i] == g })
		if inGold > 0 {
			ofGold -= inGold * math.Log(inGold)
		}
		for y := range 6 {
			inSys := share(func(i int) bool { return sys[i] == y })
			if g == 0 && inSys > 0 {
				ofSys -= inSys * math.Log(inSys)
			}
			if both := share(func(i int) bool { return gold[i] == g && sys[i] == y }); both > 0 {
				mutual += both * math.Log(both/inGold/inSys)
			}
		}
	}
	over := func(whole float64) float64 {
		if whole == 0 {
			return 1
		}
		return mutual / whole
	}
	return over(ofGold), over(ofSys), over((ofGold + ofSys) / 2)
}

func distinct(v []int) int {
	m := map[int]bool{}
	for _, x := range v {
		m[x] = true
	}
	return len(m)
}

// partition puts document number i into story of[i].
func partition(of []int) eval.Partition {
	var p eval.Partition
	at := map[int]int{}
	for i, k := range of {
		if _, ok := at[k]; !ok {
			at[k] = len(p)
			p = append(p, nil)
		}
		p[at[k]] = append(p[at[k]], fmt.Sprint("d", i))
	}
	return p
}

func TestScorePartitionByPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 14).Draw(t, "documents")
		story := rapid.SliceOfN(rapid.IntRange(0, 5), n, n)
		gold, sys := story.Draw(t, "gold"), story.Draw(t, "system")
		got := eval.ScorePartition(partition(gold), partition(sys))
		same(t, plainScore(gold, sys), got)
		back := eval.ScorePartition(partition(sys), partition(gold))
		same(t, got, eval.PartitionScore{ // the other way round, precision is recall
			Documents: back.Documents, GoldStories: back.SystemStories, GoldAlone: back.SystemAlone, SystemStories: back.GoldStories, SystemAlone: back.GoldAlone,
			BCubed:   eval.F{P: back.BCubed.R, R: back.BCubed.P, F1: back.BCubed.F1},
			Pairwise: eval.F{P: back.Pairwise.R, R: back.Pairwise.P, F1: back.Pairwise.F1}, ARI: back.ARI,
			Homogeneity: back.Completeness, Completeness: back.Homogeneity, V: back.V,
		})
	})
}

// TestAgainstScorer compares with the published scorer on the stories of a
// labelled set, spoiled in every way that it knows.
func TestAgainstScorer(t *testing.T) {
	data := os.Getenv("WIREDESK_DATA")
	script := filepath.Join(data, "..", "score", "clusters.py")
	file := filepath.Join(data, "allsides", "stories.json")
	python, err := exec.LookPath("python3")
	if data == "" || err != nil {
		t.Skip("needs WIREDESK_DATA and python3")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Skip(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip(err)
	}
	type story struct {
		Documents []string `json:"documents"`
	}
	var gold struct{ Stories []story }
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(7, 11))
	sys := make([]story, len(gold.Stories))
	var g, s eval.Partition
	for k, st := range gold.Stories {
		g = append(g, st.Documents)
		for _, d := range st.Documents {
			to := k
			switch rnd.IntN(10) {
			case 0: // not named
				continue
			case 1, 2: // in the wrong story
				to = rnd.IntN(len(sys))
			case 3: // in two
				other := &sys[rnd.IntN(len(sys))]
				other.Documents = append(other.Documents, d)
			case 4: // with one that is not in the gold
				sys[to].Documents = append(sys[to].Documents, "load-"+d)
			}
			sys[to].Documents = append(sys[to].Documents, d)
		}
	}
	for i := range sys {
		if sys[i].Documents == nil {
			sys[i].Documents = []string{}
		}
		s = append(s, sys[i].Documents)
	}
	b, err = json.Marshal(map[string]any{"stories": sys})
	if err != nil {
		t.Fatal(err)
	}
	system := filepath.Join(t.TempDir(), "system.json")
	if err := os.WriteFile(system, b, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, script, file, system, "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Documents        int
		Gold             int `json:"gold stories"`
		System           int `json:"system stories"`
		BCubed, Pairwise [3]float64
		ARI              float64
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	got := eval.ScorePartition(g, s)
	t.Logf("%+v", got)
	want := got // what that scorer does not have
	want.Documents, want.GoldStories, want.SystemStories = r.Documents, r.Gold, r.System
	want.BCubed, want.Pairwise, want.ARI = f(r.BCubed), f(r.Pairwise), r.ARI
	same(t, want, got)
}

func f(v [3]float64) eval.F { return eval.F{P: v[0], R: v[1], F1: v[2]} }
