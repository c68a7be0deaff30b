package brief

import (
	"slices"
	"sort"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// findWithdrawn marks what somebody said who takes something back in a later
// report: the units that report speech, name him, and share another word with
// the unit in which he does so. Whether it is that very thing nobody can tell by
// words, so that all of it is kept back.
func (w *writer) findWithdrawn() {
	for i := range w.units {
		v := &w.units[i]
		if len(v.named) == 0 || !w.says(v, takingBack) {
			continue
		}
		for j := range w.units {
			u := &w.units[j]
			if w.story.Docs[u.doc].Published.Compare(w.story.Docs[v.doc].Published) < 0 && share(u.named, v.named) && share(u.plain, v.plain) && w.says(u, wordlist.Speech) {
				u.withdrawn = true
			}
		}
	}
}

// findStale marks the units that give a value of a compared figure which later
// reports have replaced.
func (w *writer) findStale() {
	for _, f := range w.story.Figures {
		if f.State != "updated" {
			continue
		}
		for k, v := range f.Values {
			if k == len(f.Values)-1 || v.Same == len(f.Values) || f.Values[len(f.Values)-1].Same == k+1 {
				continue
			}
			for _, e := range v.Evidence {
				if u := w.unitAt(e); u != nil && !w.holdsLast(f, u) {
					u.stale = true
				}
			}
		}
	}
}

// unitAt returns the unit that holds e, or nil.
func (w *writer) unitAt(e wiredesk.Evidence) *unit {
	d, ok := w.docAt[e.Document]
	if !ok {
		return nil
	}
	units := w.units[w.begin[d]:w.begin[d+1]]
	k := sort.Search(len(units), func(i int) bool { return units[i].span.Start > e.Start }) - 1
	if k < 0 || !units[k].span.Contains(e.Span()) {
		return nil
	}
	return &units[k]
}

// gives reports whether u holds a passage of v.
func (w *writer) gives(u *unit, v wiredesk.FigureValue) bool {
	return slices.ContainsFunc(v.Evidence, func(e wiredesk.Evidence) bool { return w.unitAt(e) == u })
}

// givesOne reports whether u gives a value of f.
func (w *writer) givesOne(u *unit, f *wiredesk.Figure) bool {
	return slices.ContainsFunc(f.Values, func(v wiredesk.FigureValue) bool { return w.gives(u, v) })
}

func (w *writer) says(u *unit, words wordlist.Set) bool {
	return slices.ContainsFunc(w.story.Docs[u.doc].Lower[u.first:u.last], words.Has)
}

// share reports whether the lists have a term in common.
func share(a, b []int32) bool {
	return slices.ContainsFunc(a, func(t int32) bool { return slices.Contains(b, t) })
}

var takingBack = wordlist.NewSet(`withdrew withdraws retracted retracts recanted misspoke correct corrects corrected mistaken`)

// holdsLast reports whether u gives the last value of f too: "140,000, up from
// 86,000" is not out of date.
func (w *writer) holdsLast(f wiredesk.Figure, u *unit) bool {
	own := func(k int) int { // the value that value k is, perhaps in another unit
		if same := f.Values[k].Same; same != 0 {
			return same - 1
		}
		return k
	}
	for k, v := range f.Values {
		if own(k) == own(len(f.Values)-1) && w.gives(u, v) {
			return true
		}
	}
	return false
}
