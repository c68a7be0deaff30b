package eval

// A LinkScore compares links between stories, [later, earlier], with the gold
// ones. Inside are links between two parts of one gold story: grouping split
// it, and they count neither as right nor as false.
type LinkScore struct {
	Gold   int `json:"gold"`
	Found  int `json:"found"` // Right + False + Inside
	Right  int `json:"right"`
	Missed int `json:"missed"`
	False  int `json:"false"`
	Inside int `json:"inside"`
	F
}

// ScoreLinks scores links between the stories of sys, by their numbers, against
// links between those of gold. A story of sys stands for the gold story that
// holds most of it, the first if several do; one that shares no document with
// any stands for none, and its links are false. Cost: linear.
func ScoreLinks(gold Partition, wanted [][2]int, sys Partition, links [][2]int) LinkScore {
	stands := standFor(gold, sys)
	open := map[[2]int]bool{}
	for _, w := range wanted {
		open[w] = true
	}
	sc := LinkScore{Gold: len(open), Found: len(links)}
	right := map[[2]int]bool{}
	for _, l := range links {
		g := [2]int{stands[l[0]], stands[l[1]]}
		switch {
		case g[0] == g[1] && g[0] >= 0:
			sc.Inside++
		case open[g]:
			right[g] = true
			sc.Right++
		default:
			sc.False++
		}
	}
	sc.Missed = sc.Gold - len(right)
	sc.F = NewF(len(right), len(right)+sc.False, sc.Gold)
	return sc
}

// standFor returns for each set of sys the number of the set of gold that
// holds most of it, or -1.
func standFor(gold, sys Partition) []int {
	goldOf := map[string]int{}
	for k, s := range gold {
		for _, d := range s {
			goldOf[d] = k
		}
	}
	out := make([]int, len(sys))
	for k, s := range sys {
		out[k] = -1
		held := map[int]int{}
		for _, d := range s {
			if g, ok := goldOf[d]; ok {
				held[g]++
			}
		}
		for _, d := range s {
			g, ok := goldOf[d]
			if best := out[k]; ok && (best < 0 || held[g] > held[best] || held[g] == held[best] && g < best) {
				out[k] = g
			}
		}
	}
	return out
}
