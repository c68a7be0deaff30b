package eval

// A Partition is a list of sets of documents; no document stands in two.
type Partition [][]string

// A PartitionScore compares a partition with the gold one over the gold's
// documents. One that the system does not name counts as a story of its own.
type PartitionScore struct {
	Documents     int     `json:"documents"`
	GoldStories   int     `json:"gold_stories"`
	SystemStories int     `json:"system_stories"`
	BCubed        F       `json:"bcubed"`   // Bagga and Baldwin 1998, by element
	Pairwise      F       `json:"pairwise"` // over pairs of documents in one story
	ARI           float64 `json:"ari"`      // Hubert and Arabie 1985
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
	for _, s := range gold { // in the order of the gold, so that the sums are the same each time
		for _, d := range s {
			b := float64(both[[2]int{goldOf[d], sysOf[d]}])
			p += b / float64(inSys[sysOf[d]])
			r += b / float64(inGold[goldOf[d]])
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
	out := PartitionScore{Documents: n, GoldStories: len(inGold), SystemStories: len(inSys), Pairwise: NewF(right, given, wanted), ARI: 1}
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

func pairs(n int) int { return n * (n - 1) / 2 }
