// Package storyline links stories: the arrest to the attack, the resignation
// to the breach. A follow-up is an event of its own; a link, not a merge, says
// what it goes back to.
//
// Layer: L2 (pure). Stories are taken in the order in which they began, and
// each is linked to earlier ones alone: what comes later never changes a link
// that was given. It never moves a document from one story to another, and
// never links what only looks alike: two accidents of one kind in one week
// share their setting and no names.
package storyline

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// Options tune the decision. The zero value is what production uses.
type Options struct {
	// Threshold is the score from which stories are linked, in (0, 1). 0 means
	// the default.
	Threshold float64
	// Window is for how long after its last report a story can be linked to. 0
	// means 180 days.
	Window time.Duration
}

func (o Options) withDefaults() Options {
	if o.Threshold == 0 {
		o.Threshold = defaultThreshold
	}
	if o.Window == 0 {
		o.Window = 180 * 24 * time.Hour
	}
	return o
}

// A Story is what is to be linked: its documents, oldest first, and beside
// each the number of its origin. Of each origin the oldest document is read:
// copies count once.
type Story struct {
	Docs   []*annotate.Document
	Origin []int
}

// A Link leads from a story to an earlier one.
type Link struct {
	From, To int                 // numbers of stories
	Kind     string              // wiredesk.Follows or wiredesk.RelatedTo
	Score    float64             // in (0, 1)
	Why      string              // in plain words
	Terms    []string            // names, then other words, that both have, strongest first
	Passages []wiredesk.Evidence // of the later story, one or two: where it tells of the earlier one
}

// Links links stories, which may come in any order, and no two of which may
// begin with one document. Each has at most one link of the kind Follows and
// two of the kind RelatedTo; links are in order of the story that they lead
// from, the strongest first. A story without a date has none: it is neither
// the later nor the earlier. Cost: linear in the text and in the stories.
func Links(stories []Story, o Options) []Link {
	order := make([]int, 0, len(stories))
	for i, s := range stories {
		if len(s.Docs) > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := stories[a].Docs[0], stories[b].Docs[0]
		return cmp.Or(x.Published.Compare(y.Published), strings.Compare(string(x.ID), string(y.ID)))
	})
	x := NewIndex(o)
	var out []Link
	for _, i := range order {
		for _, l := range x.Add(stories[i]) {
			l.From, l.To = i, order[l.To]
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b Link) int { return cmp.Compare(a.From, b.From) })
	return out
}
