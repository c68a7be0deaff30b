package eval

import (
	"encoding/json"
	"fmt"

	"github.com/wiredesk/wiredesk"
)

import "math"

// A Partition is a list of sets of documents; no document stands in two.
type Partition [][]string

// Groups are the labels of a set: its stories, those of one document last where
// they are listed as unrelated, the origins if they are labelled, and which
// story follows which ([later, earlier], by number; nil where that is not
// labelled).
type Groups struct {
	Stories, Origins Partition
	Follows          [][2]int
}

// ParseGroups reads a file of labels, stories.json or gold.json. A story that
// is said to follow one that is not there is an error that wraps
// [wiredesk.ErrInvalid].
func ParseGroups(b []byte) (Groups, error) {
	var g struct {
		Stories []struct {
			ID        string
			Documents []string
			Families  [][]string
		}
		Follows   [][2]string
		Unrelated []string
	}
	if err := json.Unmarshal(b, &g); err != nil {
		return Groups{}, err
	}
	var out Groups
	number := map[string]int{}
	for i, s := range g.Stories {
		number[s.ID] = i
		out.Stories = append(out.Stories, s.Documents)
		out.Origins = append(out.Origins, s.Families...)
	}
	for _, f := range g.Follows {
		later, ok := number[f[0]]
		earlier, ok2 := number[f[1]]
		if !ok || !ok2 {
			return Groups{}, fmt.Errorf("follows %q: no such story: %w", f, wiredesk.ErrInvalid)
		}
		out.Follows = append(out.Follows, [2]int{later, earlier})
	}
	for _, d := range g.Unrelated {
		out.Stories = append(out.Stories, []string{d})
	}
	return out, nil
}

// A PartitionScore compares a partition with the gold one over the gold's
// documents. One that the system does not name counts as a story of its own.
type PartitionScore struct {
	Documents     int     `json:"documents"`
	GoldStories   int     `json:"gold_stories"`
	GoldAlone     int     `json:"gold_alone"` // stories of one document
	SystemStories int     `json:"system_stories"`
	SystemAlone   int     `json:"system_alone"`
	BCubed        F       `json:"bcubed"`   // Bagga and Baldwin 1998, by element
	Pairwise      F       `json:"pairwise"` // over pairs of documents in one story
	ARI           float64 `json:"ari"`      // Hubert and Arabie 1985
	// Rosenberg and Hirschberg 2007. V, their harmonic mean, is the mutual
	// information over the mean of the two entropies: NMI, as scikit-learn has
	// it by default.
	Homogeneity  float64 `json:"homogeneity"`
	Completeness float64 `json:"completeness"`
	V            float64 `json:"v_measure"`
}

// ScorePartition scores sys against gold. Cost: linear.
func ScorePartition(gold, sys Partition) PartitionScore {
	goldOf, sysOf := map[string]int{}, map[string]int{}
	for k, s := range gold {
		for _, d := range s {
			goldOf[d] = k
		}
	}
	for k, s := range sys {
		for _, d := range s {
			if _, known := goldOf[d]; known {
				if _, twice := sysOf[d]; !twice {
					sysOf[d] = k
				}
			}
		}
	}
	next := len(sys)
	both, inGold, inSys := map[[2]int]int{}, map[int]int{}, map[int]int{}
	for _, s := range gold {
		for _, d := range s {
			k, ok := sysOf[d]
			if !ok {
				k = next
				next++
				sysOf[d] = k
			}
			both[[2]int{goldOf[d], k}]++
			inGold[goldOf[d]]++
			inSys[k]++
		}
	}
	return tally(gold, goldOf, sysOf, both, inGold, inSys)
}

func tally(gold Partition, goldOf, sysOf map[string]int, both map[[2]int]int, inGold, inSys map[int]int) PartitionScore {
	n := len(goldOf)
	var p, r float64
	var gold0, sys0, goldIn, sysIn float64 // entropies times n, in nats: of each, and of each given the other
	for _, s := range gold {               // in the order of the gold, so that the sums are the same each time
		for _, d := range s {
			b := float64(both[[2]int{goldOf[d], sysOf[d]}])
			ofSys, ofGold := float64(inSys[sysOf[d]]), float64(inGold[goldOf[d]])
			p += b / ofSys
			r += b / ofGold
			gold0 -= math.Log(ofGold / float64(n))
			sys0 -= math.Log(ofSys / float64(n))
			goldIn -= math.Log(b / ofSys)
			sysIn -= math.Log(b / ofGold)
		}
	}
	right, given, wanted := 0, 0, 0
	for _, c := range both {
		right += pairs(c)
	}
	for _, c := range inSys {
		given += pairs(c)
	}
	for _, c := range inGold {
		wanted += pairs(c)
	}
	out := PartitionScore{Documents: n, GoldStories: len(inGold), SystemStories: len(inSys), GoldAlone: alone(inGold), SystemAlone: alone(inSys), Pairwise: NewF(right, given, wanted), ARI: 1,
		Homogeneity: explained(goldIn, gold0), Completeness: explained(sysIn, sys0)}
	if sum := out.Homogeneity + out.Completeness; sum > 0 {
		out.V = 2 * out.Homogeneity * out.Completeness / sum
	}
	if n > 0 {
		out.BCubed = F{P: p / float64(n), R: r / float64(n)}
		out.BCubed.F1 = 2 * out.BCubed.P * out.BCubed.R / (out.BCubed.P + out.BCubed.R)
	}
	if n > 1 {
		expected := float64(given) * float64(wanted) / float64(pairs(n))
		if top := float64(given+wanted) / 2; top != expected {
			out.ARI = (float64(right) - expected) / (top - expected)
		}
	}
	return out
}

// alone counts the stories of one document.
func alone(sizes map[int]int) int {
	n := 0
	for _, c := range sizes {
		if c == 1 {
			n++
		}
	}
	return n
}

// explained returns the share of an entropy that is gone when so much is left;
// 1 of none.
func explained(left, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return max(0, 1-left/whole) // rounding may leave more than there was
}

func pairs(n int) int { return n * (n - 1) / 2 }
