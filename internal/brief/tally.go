package brief

import (
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// What a figure adds to the worth of a sentence that gives its latest value, or
// one of those on which reports differ.
const (
	peopleTally = 2.0 // what befell people, told by several origins
	agreedTally = 1.5 // what several origins give alike
	otherTally  = 1.2
)

// findTallies says of each unit what it is worth more for the figures that it
// gives: the toll is what a reader looks for first.
func (w *writer) findTallies() {
	for i := range w.units {
		u := &w.units[i]
		u.tally = 1
		if w.latest(u) {
			u.tally = peopleTally
		}
	}
	for i := range w.story.Figures {
		f := &w.story.Figures[i]
		if f.State == "single" || f.PartOf != "" || !labels(f) {
			continue
		}
		worth := otherTally
		if strings.HasPrefix(f.What, "people ") {
			worth = peopleTally
		}
		for k, v := range f.Values {
			if f.State == "updated" && k < len(f.Values)-1 && v.Same != len(f.Values) {
				continue
			}
			if v.Origins > 1 {
				worth = max(worth, agreedTally)
			}
			for _, e := range v.Evidence {
				if u := w.unitAt(e); u != nil && u.role != roleBehind && !w.before(u, f) {
					u.tally = max(u.tally, worth)
				}
			}
		}
	}
}

// before reports whether u came out a day or more before another value of f.
func (w *writer) before(u *unit, f *wiredesk.Figure) bool {
	at := w.story.Docs[u.doc].Published
	if at.IsZero() {
		return false
	}
	for _, v := range f.Values {
		for _, e := range v.Evidence {
			if o := w.unitAt(e); o != nil && w.story.Docs[o.doc].Published.Sub(at.Time) >= 24*time.Hour {
				return true
			}
		}
	}
	return false
}
