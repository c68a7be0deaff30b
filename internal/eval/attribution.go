package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// An Attribution is what somebody says, gold or found, as bytes of a text.
type Attribution struct {
	Content, Source []wiredesk.Span
	Kind            string // direct, mixed, indirect
	Shown           bool   // found, and plain enough to be shown word for word
}

// An AttributionScore says how well attributions are found. The spans of a
// content or a source are joined where only marks and spaces stand between
// them and lose marks and spaces at both ends, so that a comma taken along or
// left out counts for nothing.
type AttributionScore struct {
	Gold   int `json:"gold"`
	System int `json:"system"`

	Exact   F `json:"content_exact"`   // the same bytes
	Partial F `json:"content_partial"` // one to one, at least half of the joint bytes shared, best first
	Bytes   F `json:"content_bytes"`   // of all contents of a document

	SourceExact   F `json:"source_exact"`   // of those paired, the same bytes of the source
	SourceOverlap F `json:"source_overlap"` // of those paired, any of the same bytes
	Both          F `json:"both_exact"`     // content and source

	Direct   KindScore `json:"direct"`
	Mixed    KindScore `json:"mixed"`
	Indirect KindScore `json:"indirect"`

	// ShownPrecision is the share of those shown that have a byte of a gold
	// content.
	Shown          int     `json:"shown"`
	ShownPrecision float64 `json:"shown_precision"`
}

// A KindScore is about the gold attributions of one kind.
type KindScore struct {
	Gold    int     `json:"gold"`
	Exact   float64 `json:"exact"`   // share with the same bytes
	Found   float64 `json:"found"`   // share paired, as in Partial
	Speaker float64 `json:"speaker"` // share of those paired, where the gold has a source, whose sources share a byte
}

// ScoreAttributions compares the attributions of each text, all by the id of
// the document. Cost: the product of the numbers of attributions of each
// document, and of their spans.
func ScoreAttributions(texts map[string]string, gold, system map[string][]Attribution) AttributionScore {
	var t attributionTally
	for id, text := range texts {
		t.document(tidied(text, gold[id]), tidied(text, system[id]))
	}
	return t.score()
}

// tidied returns the attributions with tidy spans, without those that have no
// content then.
func tidied(text string, list []Attribution) []Attribution {
	out := make([]Attribution, 0, len(list))
	for _, a := range list {
		a.Content, a.Source = tidy(text, a.Content), tidy(text, a.Source)
		if len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// edge are the characters that do not count at the ends of a span.
const edge = " \t\n\u00a0\"'“”‘’«»‹›.,;:!?…-–—―()[]"

// tidy joins and trims spans, as [AttributionScore] says.
func tidy(text string, spans []wiredesk.Span) []wiredesk.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b wiredesk.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []wiredesk.Span
	for _, s := range spans {
		if s.End <= s.Start {
			continue
		}
		if n := len(out) - 1; n >= 0 && (s.Start <= out[n].End || strings.Trim(text[out[n].End:s.Start], edge) == "") {
			out[n].End = max(out[n].End, s.End)
			continue
		}
		out = append(out, s)
	}
	kept := out[:0]
	for _, s := range out {
		cut := strings.TrimLeft(s.Of(text), edge)
		s.Start = s.End - len(cut)
		s.End = s.Start + len(strings.TrimRight(cut, edge))
		if s.End > s.Start {
			kept = append(kept, s)
		}
	}
	return kept
}

// attributionTally counts over documents.
type attributionTally struct {
	gold, system, goldSource, systemSource                int
	exact, whole, partial, sourceExact, sourceOverlap     int
	both, bytesGold, bytesSystem, shown, right            int
	kindGold, kindExact, kindPaired, kindSource, kindSaid map[string]int
}

func (t *attributionTally) document(gold, system []Attribution) {
	if t.kindGold == nil {
		t.kindGold, t.kindExact, t.kindPaired = map[string]int{}, map[string]int{}, map[string]int{}
		t.kindSource, t.kindSaid = map[string]int{}, map[string]int{}
	}
	t.gold += len(gold)
	t.system += len(system)
	for _, g := range gold {
		t.kindGold[g.Kind]++
		t.goldSource += min(1, len(g.Source))
	}
	for _, s := range system {
		t.systemSource += min(1, len(s.Source))
	}
	for _, k := range same(gold, system, func(a, b Attribution) bool { return slices.Equal(a.Content, b.Content) }) {
		t.exact++
		t.kindExact[gold[k].Kind]++
	}
	t.whole += len(same(gold, system, func(a, b Attribution) bool {
		return slices.Equal(a.Content, b.Content) && slices.Equal(a.Source, b.Source)
	}))
	all, found := contents(gold), contents(system)
	t.both += shared(all, found)
	t.bytesGold += size(all)
	t.bytesSystem += size(found)
	for _, s := range system {
		if s.Shown {
			t.shown++
			t.right += min(1, shared(s.Content, all))
		}
	}
	t.pairs(gold, system)
}

// pairs pairs gold and system one to one, those that share most first.
func (t *attributionTally) pairs(gold, system []Attribution) {
	type pair struct {
		jaccard float64
		g, s    int
	}
	var all []pair
	for i, g := range gold {
		for k, s := range system {
			n := shared(g.Content, s.Content)
			if n == 0 {
				continue
			}
			if j := float64(n) / float64(size(g.Content)+size(s.Content)-n); j >= .5 {
				all = append(all, pair{j, i, k})
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.jaccard, a.jaccard), cmp.Compare(a.g, b.g), cmp.Compare(a.s, b.s))
	})
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	for _, p := range all {
		if usedGold[p.g] || usedSystem[p.s] {
			continue
		}
		usedGold[p.g], usedSystem[p.s] = true, true
		g, s := gold[p.g], system[p.s]
		t.partial++
		t.kindPaired[g.Kind]++
		if len(g.Source) == 0 {
			continue
		}
		t.kindSource[g.Kind]++
		if len(s.Source) > 0 && slices.Equal(g.Source, s.Source) {
			t.sourceExact++
		}
		if shared(g.Source, s.Source) > 0 {
			t.sourceOverlap++
			t.kindSaid[g.Kind]++
		}
	}
}

func (t *attributionTally) score() AttributionScore {
	kind := func(k string) KindScore {
		return KindScore{Gold: t.kindGold[k], Exact: share(t.kindExact[k], t.kindGold[k]), Found: share(t.kindPaired[k], t.kindGold[k]), Speaker: share(t.kindSaid[k], t.kindSource[k])}
	}
	return AttributionScore{
		Gold: t.gold, System: t.system,
		Exact: NewF(t.exact, t.system, t.gold), Partial: NewF(t.partial, t.system, t.gold), Bytes: NewF(t.both, t.bytesSystem, t.bytesGold),
		SourceExact: NewF(t.sourceExact, t.systemSource, t.goldSource), SourceOverlap: NewF(t.sourceOverlap, t.systemSource, t.goldSource),
		Both:   NewF(t.whole, t.system, t.gold),
		Direct: kind("direct"), Mixed: kind("mixed"), Indirect: kind("indirect"),
		Shown: t.shown, ShownPrecision: share(t.right, t.shown),
	}
}

// share returns n of all, 0 if there are none.
func share(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}

// same returns the numbers of the gold attributions that have an equal one in
// system, each of which counts once.
func same(gold, system []Attribution, equal func(a, b Attribution) bool) []int {
	var out []int
	used := make([]bool, len(system))
	for i, g := range gold {
		for k, s := range system {
			if !used[k] && equal(g, s) {
				used[k] = true
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// contents returns the bytes of all contents, as spans in order and apart.
func contents(list []Attribution) []wiredesk.Span {
	var all []wiredesk.Span
	for _, a := range list {
		all = append(all, a.Content...)
	}
	slices.SortFunc(all, func(a, b wiredesk.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []wiredesk.Span
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && s.Start <= out[n].End {
			out[n].End = max(out[n].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// size returns the number of bytes of spans.
func size(spans []wiredesk.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// shared returns the number of bytes that are in both lists of spans, each in
// order and apart.
func shared(a, b []wiredesk.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}
