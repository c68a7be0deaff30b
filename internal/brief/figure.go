package brief

import (
	"slices"
	"strconv"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A reading is one number that a document gives for one of the few quantities
// that every report of an accident or attack has. They are read to keep a
// stale toll out of a brief and to mark what differs; package brief does not
// print them.
type reading struct {
	unit   *unit
	number string
}

// given is a quantity and a unit that has a reading of it.
type given struct {
	unit     *unit
	quantity string
}

// quantities are those quantities, by the word that names them.
var quantities = map[string]string{
	"killed": "dead", "dead": "dead", "toll": "dead", "bodies": "dead", "lives": "dead", "died": "dead", "deaths": "dead", "perished": "dead", "drowned": "dead", "killing": "dead",
	"injured": "injured", "wounded": "injured", "hurt": "injured", "injuries": "injured", "injuring": "injured", "wounding": "injured",
	"deceased": "dead", "fatalities": "dead", "fatality": "dead", "casualties": "casualties",
	"missing": "missing", "unaccounted": "missing",
	"evacuated": "evacuated", "displaced": "evacuated", "evacuees": "evacuated",
	"arrested": "arrested", "detained": "arrested", "arrests": "arrested",
}

// quantityOrder is the order in which they are looked at.
var quantityOrder = []string{"dead", "casualties", "injured", "missing", "evacuated", "arrested"}

// readFigures collects the readings of all fit units, by quantity. What stands
// for a quantity is of the latest document that has a reading, the first.
func (w *writer) readFigures() {
	w.figures, w.given, w.standing = map[string][]reading{}, map[given]string{}, map[string]reading{}
	for i := range w.units {
		u := &w.units[i]
		d := w.story.Docs[u.doc]
		if len(u.numbers) == 0 || !slices.ContainsFunc(d.Lower[u.first:u.last], func(s string) bool { return quantities[s] != "" }) {
			continue
		}
		for _, q := range quantityOrder {
			if n := figure(d, u, q); n != "" {
				w.figures[q] = append(w.figures[q], reading{u, n})
				w.given[given{u, q}] = n
				if s, ok := w.standing[q]; !ok || !d.Published.IsZero() && d.Published.Compare(w.story.Docs[s.unit.doc].Published) > 0 {
					w.standing[q] = reading{u, n}
				}
			}
		}
	}
}

// figure returns the number that u gives for quantity q, or "". "17 people
// were killed", "killing at least 17", "the 17 dead"; a second number for the
// same quantity makes the reading unsure, and it is dropped.
func figure(d *annotate.Document, u *unit, q string) string {
	found := ""
	for i := u.first; i < u.last; i++ {
		word := d.Lower[i]
		if quantities[word] != q || d.Marks[i]&annotate.Quoted != 0 {
			continue
		}
		n := before(d, u, i)
		if word == "lives" && (i == u.first || d.Lower[i-1] != "their") {
			continue // "lost their lives" counts, "lives in Varn" does not
		}
		if n == "" && (word == "killing" || word == "killed" || word == "injuring" || word == "wounding") {
			n = after(d, u, i)
		}
		if r := risen(d, u, i); r != "" {
			return r // what it came to, whatever else is said
		}
		if n == "" || n == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = n
	}
	return found
}

// before returns the number up to four words before token i, if nothing but
// what is counted stands between.
func before(d *annotate.Document, u *unit, i int) string {
	for k := i - 1; k >= u.first && k >= i-5; k-- {
		w := d.Lower[k]
		if d.Marks[k]&annotate.Number != 0 {
			if rate(d, u, k) {
				return ""
			}
			return plainNumber(w)
		}
		if w == "," || w == ";" || quantities[w] != "" || more.Has(w) {
			return ""
		}
	}
	return ""
}

// rate reports whether the number at token k is a share or a rate: "four in
// every five", "31 per 1,000", "40 %".
func rate(d *annotate.Document, u *unit, k int) bool {
	for _, j := range []int{k - 1, k + 1} {
		if j >= u.first && j < u.last {
			switch d.Lower[j] {
			case "in", "per", "every", "%", "percent":
				return true
			}
		}
	}
	return false
}

// after returns the number up to three words after token i: "killing at least
// 17".
func after(d *annotate.Document, u *unit, i int) string {
	for k := i + 1; k < u.last && k <= i+3; k++ {
		if d.Marks[k]&annotate.Number != 0 {
			return plainNumber(d.Lower[k])
		}
		if d.Marks[k]&annotate.Word == 0 {
			return ""
		}
	}
	return ""
}

// risen returns the number that token i is said to have come to: "the toll
// rose to 41", "the number of dead to 21", "known to have died rose to 41".
func risen(d *annotate.Document, u *unit, i int) string {
	rises := slices.ContainsFunc(d.Lower[i:min(i+10, u.last)], rising.Has)
	for k := i + 1; k+1 < u.last && (k <= i+5 || k <= i+9 && rises); k++ {
		w := d.Lower[k]
		if w == "," {
			continue // "the number of dead by half, to 63"
		}
		if w == ":" && d.Marks[k+1]&annotate.Number != 0 { // "Evacuated persons: 11,200"
			return plainNumber(d.Lower[k+1])
		}
		if d.Marks[k]&(annotate.Word|annotate.Number) != annotate.Word || quantities[w] != "" {
			return ""
		}
		if (w == "to" || w == "at" || w == "reached" || w == "reaches") && d.Marks[k+1]&annotate.Number != 0 {
			return plainNumber(d.Lower[k+1])
		}
	}
	return ""
}

// plainNumber returns n in digits if it is a whole number that counts people,
// else "".
func plainNumber(w string) string {
	n := number(w)
	if v, err := strconv.Atoi(n); err != nil || v < 1 || v >= 1900 && v <= 2100 && len(w) == 4 {
		return ""
	}
	return n
}

// superseded reports whether u gives a number that a later report replaced, or
// words that were taken back.
func (w *writer) superseded(u *unit) bool {
	if u.withdrawn {
		return true
	}
	for _, q := range quantityOrder {
		mine := w.given[given{u, q}]
		if c, ok := w.standing[q]; mine != "" && ok && c.number != mine &&
			w.story.Docs[c.unit.doc].Published.Compare(w.story.Docs[u.doc].Published) > 0 {
			return true
		}
	}
	return false
}

// latest reports whether u gives the number that stands for a quantity.
func (w *writer) latest(u *unit) bool {
	for _, q := range quantityOrder {
		if c, ok := w.standing[q]; ok && c.unit == u {
			return true
		}
	}
	return false
}

// differs reports whether another origin gives a different number for a
// quantity that u gives.
func (w *writer) differs(u *unit) bool {
	for _, q := range quantityOrder {
		mine := w.given[given{u, q}]
		if mine == "" {
			continue
		}
		for _, r := range w.figures[q] {
			if r.number != mine && w.story.Origin[r.unit.doc] != w.story.Origin[u.doc] {
				return true
			}
		}
	}
	return false
}

// more marks an increment, which is no total.
var more = wordlist.NewSet(`more another further additional`)

// rising verbs come with the number that something has come to.
var rising = wordlist.NewSet(`rose risen rises rising climbed climbs reached reaches stood stands grew grown jumped`)
