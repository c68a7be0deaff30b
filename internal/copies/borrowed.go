package copies

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	unchanced   = 4   // runs outside quotation marks that nobody writes by chance all over again
	borrowShare = 0.8 // of the runs of a sentence; what was cut out of one breaks a few
)

// Borrowed returns for each of docs, which are of one story and in canonical
// order, the sentences whose words stand in an earlier one of another origin, in
// the same order but for what was cut: a round-up stitched together from several
// reports is no witness to what it took from them. origin numbers the origin of
// each. Quotations do not make a sentence borrowed: two reporters hear the same
// words. Cost: linear in the text.
func Borrowed(docs []*annotate.Document, origin []int) [][]wiredesk.Span {
	first := map[uint64]int{} // hash of a run to the origin that had it first
	out := make([][]wiredesk.Span, len(docs))
	var words []uint64
	for i, d := range docs {
		var fresh []uint64
		for _, s := range d.Sentences {
			words = plainHashes(d, s.First, s.Last, words[:0])
			all, others := 0, 0
			for k := 0; k+gram <= len(words); k++ {
				h := vector.HashRun(words[k:k+gram], 0)
				all++
				if of, known := first[h]; !known {
					fresh = append(fresh, h)
				} else if of != origin[i] {
					others++
				}
			}
			if all >= unchanced && float64(others) >= borrowShare*float64(all) {
				out[i] = append(out[i], s.Span)
			}
		}
		for _, h := range fresh {
			first[h] = origin[i]
		}
	}
	return out
}

// plainHashes appends to out the hashes of the words among the tokens [first,
// last) that stand outside quotation marks.
func plainHashes(d *annotate.Document, first, last int, out []uint64) []uint64 {
	for k := first; k < last; k++ {
		if m := d.Marks[k]; m&annotate.Word != 0 && m&annotate.Quoted == 0 {
			out = append(out, uint64(vector.Hash(d.Lower[k])))
		}
	}
	return out
}
