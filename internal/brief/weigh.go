package brief

import (
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// weigh gives each term of the story its weight: how rare it is in English,
// times how many independent origins use it. Ten reprints weigh as one.
func (w *writer) weigh() {
	times, origins := make([]int, len(w.terms)), make([]int, len(w.terms))
	holds := make([][]bool, w.origins) // by origin and term
	for o := range holds {
		seen := make([]bool, len(w.terms))
		holds[o] = seen
		for i := range w.units {
			if w.story.Origin[w.units[i].doc] != o {
				continue
			}
			for _, t := range w.units[i].terms {
				times[t]++
				if !seen[t] {
					seen[t] = true
					origins[t]++
				}
			}
		}
	}
	english := vector.NewFrequency()
	w.weight, w.rarity = make([]float64, len(w.terms)), make([]float64, len(w.terms))
	for i, t := range w.terms {
		w.rarity[i] = english.IDF(t)
		w.weight[i] = w.rarity[i] * math.Log2(1+float64(origins[i])) * (1 + math.Log(float64(max(times[i], 1))))
		if origins[i] == 1 && w.origins >= 3 {
			w.weight[i] /= 2
		}
	}
	w.shared = make([]bool, len(w.terms))
	for t, n := range origins {
		w.shared[t] = n > 1
	}
	w.findCentral(holds, origins)
}

// inPassing is the part of the usual share of the story's words under which an
// origin speaks of the story in passing; it then counts by the fourth power of
// what it holds of that. With the square a neighbouring fire still gave a
// headline of the desk.
const inPassing = 0.8

// findCentral says of each origin how much of the story it tells: 1, or less
// where it holds a smaller part than the others of the words that most of them
// use. A report that speaks of the story in passing must not speak for it. It
// takes three origins to tell. A short report holds fewer words of any kind, so
// the part is divided by the fourth root of what it holds in all; with the
// square root a report of something else passes that uses few words.
func (w *writer) findCentral(holds [][]bool, origins []int) {
	w.central = make([]float64, w.origins)
	for t, n := range origins {
		if 2*n <= w.origins {
			continue
		}
		for o := range holds {
			if holds[o][t] {
				w.central[o] += w.rarity[t]
			}
		}
	}
	for o, has := range holds {
		var own float64
		for t, ok := range has {
			if ok {
				own += w.rarity[t]
			}
		}
		w.central[o] /= math.Sqrt(math.Sqrt(max(own, 1)))
	}
	usual := slices.Sorted(slices.Values(w.central))[w.origins/2]
	for o, v := range w.central {
		w.central[o] = 1
		if least := inPassing * usual; w.origins >= 3 && v < least {
			square := (v / least) * (v / least)
			w.central[o] = square * square
		}
	}
}

// manyOrigins is how many origins must tell the whole story for those that
// speak of it in passing to have no say.
const manyOrigins = 3

// passing reports whether document doc speaks of the story in passing, and
// others enough tell it.
func (w *writer) passing(doc int) bool {
	whole := 0
	for _, v := range w.central {
		if v == 1 {
			whole++
		}
	}
	return whole >= manyOrigins && w.central[w.story.Origin[doc]] < 1
}

// value says how well u tells the story: how close it comes to all reports,
// liked better the later its own came out.
func (w *writer) value(u *unit) float64 {
	d := w.story.Docs[u.doc]
	v := u.close
	if u.words > 40 {
		v *= 40 / float64(u.words)
	}
	if n := len(w.story.Docs); n > 1 {
		v *= 1 - 0.15 + 0.15*float64(u.doc)/float64(n-1)
	}
	if u.names == 0 {
		v *= 0.8
	}
	if w.party[u.doc] {
		v *= 0.5
	}
	v *= w.central[w.story.Origin[u.doc]]
	switch {
	case w.superseded(u):
		v *= 0.15
	case u.stale:
		v *= 0.5
	case w.latest(u):
		v *= 1.4
	}
	return v * timeless(d, u)
}

// findParties marks the documents whose outlet is itself spoken of by other
// origins: a company, a ministry, a club. What it says is its own case.
func (w *writer) findParties() {
	w.party = make([]bool, len(w.story.Docs))
	for i, d := range w.story.Docs {
		if len(d.Outlet) < 4 {
			continue
		}
		times := 0
		for j, e := range w.story.Docs {
			if w.story.Origin[i] != w.story.Origin[j] {
				times += strings.Count(e.Document.Text, d.Outlet)
			}
		}
		w.party[i] = times >= 2
	}
}

// timeless lowers a sentence whose words of time mean something else on the
// day on which it is read.
func timeless(d *annotate.Document, u *unit) float64 {
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted == 0 && (fleeting.Has(d.Lower[i]) || d.Lower[i] == "this" && hours.Has(next(d, i, u.last))) {
			return 0.6
		}
	}
	return 1
}

var hours = wordlist.NewSet(`morning afternoon evening`)

var fleeting = wordlist.NewSet(`yesterday today tomorrow tonight overnight ago now currently recently`)

// corroborated is how much of a statement another passage must share to count
// as saying the same, each word weighed by how rare it is in English. What is
// common to the whole story must not carry it, so the story's own weights have
// no say; and names alone do not make a statement, so the other words must
// agree for themselves.
const (
	corroborated      = 0.55
	corroboratedPlain = 0.5
	corroboratedBack  = 0.25 // the other way round
)

// corroborate looks in every other document for the passage that says the same
// as u: most of its weight, all of its numbers, and as many negations.
func (w *writer) corroborate(st *wiredesk.Statement, u *unit) {
	st.Support = []wiredesk.Evidence{}
	said := &u.content
	if st.Kind == wiredesk.Trimmed && len(w.story.Docs) > 1 { // what was cut out need not be told by anybody
		var spans []wiredesk.Span
		for _, a := range st.Align {
			spans = append(spans, a.Src)
		}
		said = u.kept(w.story.Docs[u.doc], spans, &w.vocabulary)
	}
	best, score := make([]*unit, len(w.story.Docs)), make([]float64, len(w.story.Docs))
	for i := range w.units {
		v := &w.units[i]
		if v.doc == u.doc || !v.sound || v.negated%2 != u.negated%2 || v.accuses != u.accuses || v.hedged != u.hedged || !includes(v.numbers, said.numbers) {
			continue
		}
		if len(said.plain) < 3 || !includes(v.terms, said.named) || overlap(said.plain, v.terms, w.rarity) < corroboratedPlain || overlap(v.terms, said.terms, w.rarity) < corroboratedBack {
			continue // the same people, something else; or the same words in passing
		}
		if len(said.days) > 0 && len(v.days) > 0 && !includes(v.days, said.days) {
			continue // on another day
		}
		if w.story.Origin[v.doc] != w.story.Origin[u.doc] && w.sameWords(u, v) {
			continue // one has it from the other, whatever else it says
		}
		if s := overlap(said.terms, v.terms, w.rarity); s >= corroborated && s > score[v.doc] {
			best[v.doc], score[v.doc] = v, s
		}
	}
	origins, outlets := map[int]bool{w.story.Origin[u.doc]: true}, map[string]bool{w.story.Docs[u.doc].Outlet: true}
	for i, v := range best {
		if v != nil {
			st.Support = append(st.Support, wiredesk.Cite(w.story.Docs[i].Document, v.span))
			origins[w.story.Origin[i]] = true
			outlets[w.story.Docs[i].Outlet] = true
		}
	}
	delete(outlets, "") // an outlet that is not known is none
	st.Origins, st.Outlets = len(origins), len(outlets)
}

// unchanced is how many words a sentence needs for nobody to write it by chance
// as another did.
const unchanced = 8

// sameWords reports whether u and v are one sentence, and not mostly a
// quotation, which two reporters may have heard.
func (w *writer) sameWords(u, v *unit) bool {
	a, b := w.story.Docs[u.doc], w.story.Docs[v.doc]
	own := 0
	i, k := u.first, v.first
	for ; i < u.last && k < v.last; i, k = i+1, k+1 {
		if a.Lower[i] != b.Lower[k] {
			return false
		}
		if m := a.Marks[i]; m&annotate.Word != 0 && m&annotate.Quoted == 0 {
			own++
		}
	}
	return i == u.last && k == v.last && own >= unchanced
}

// includes reports whether the ascending list a holds every element of the
// ascending list b.
func includes[T string | int32](a, b []T) bool {
	i := 0
	for _, x := range b {
		for i < len(a) && a[i] < x {
			i++
		}
		if i == len(a) || a[i] != x {
			return false
		}
	}
	return true
}
