// Package cluster files documents into stories, one document at a time and in
// the order in which they were published, without looking ahead.
//
// Layer: L2 (pure). A document joins the story with whose documents it most
// probably shares an event, on average, or it begins a new one; now and then
// the stories that changed are looked at again with those near them. A story
// that has been silent for long is closed, and forgotten. Each decision is kept
// with its reasons. The package never judges who took text from whom: copies
// come to it marked as such, and count once.
package cluster

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// Options tune the decision. The zero value is what production uses.
type Options struct {
	// Window is how long a story may be silent before it is closed. 0 means 30
	// days.
	Window time.Duration
	// Settle is the age of a story from which its documents stay together: it may
	// yet become part of another one, whole. 0 means an hour, for Group never;
	// below 0 never.
	Settle time.Duration
	// Explain fills the candidates of each decision.
	Explain bool `json:"-"`
	// Moved is told when a document comes from one story to another, each named
	// by the document that began it. It may be nil.
	Moved func(doc, from, to int) `json:"-"`
	// Weights are used instead of the shipped ones, if set.
	Weights *Weights `json:"-"`
	// Observe is told of each two documents that are compared, by number, and of
	// their features. It may be nil.
	Observe func(i, j int, f *Features) `json:"-"`
}

func (o Options) withDefaults() Options {
	if o.Window == 0 {
		o.Window = 30 * 24 * time.Hour
	}
	if o.Settle == 0 {
		o.Settle = time.Hour
	}
	if o.Weights == nil {
		o.Weights = shippedWeights()
	}
	return o
}

// A Decision says why a document stands in its story.
type Decision struct {
	With       int     // the document of the story that it is most like; -1 if it began the story
	Score      float64 // mean probability that it tells of the event of the story, in [0, 1]; 0 if none was near
	Threshold  float64 // from which it joins
	Copy       bool    // it joined as a copy of With
	Again      bool    // it came here when stories were looked at again
	Apart      bool    // it was taken out of a story, as a stranger to it
	Terms      []string
	Candidates []Candidate // the stories compared, the chosen one first; with Options.Explain
}

// A Candidate is a story that a document was compared with.
type Candidate struct {
	With     int     // first document of that story
	Score    float64 // mean probability
	Features []Feature
}

// A Feature is a value that bore on the score, averaged over the documents of
// the story, and its weight.
type Feature struct {
	Name          string
	Value, Weight float64
}

// A Story is a set of documents about one event. Seed began it.
type Story struct {
	Seed      int
	Documents []int      // in order
	Why       []Decision // of each document
}

// Group files docs, which must be in order of publication, unknown last, into
// stories: lists of their numbers, stories in order of their first. families
// are the sets of documents that share text (package copies): they count once.
// What is a stranger to its story in the end makes one of its own. Decisions run
// parallel to docs.
func Group(docs []*annotate.Document, families [][]int, o Options) (stories [][]int, why []Decision) {
	if len(docs) > 0 && docs[len(docs)-1].Published.IsZero() {
		o.Window = math.MaxInt64 // one without a date may belong to any story
	}
	if o.Settle == 0 {
		o.Settle = -1 // nobody has seen these stories yet
	}
	first := make([]int, len(docs))
	for _, m := range families {
		for _, i := range m {
			first[i] = m[0]
		}
	}
	why = make([]Decision, len(docs))
	g := New(o, func(s Story) {
		stories = append(stories, s.Documents)
		for k, i := range s.Documents {
			why[i] = s.Why[k]
		}
	})
	for i, d := range docs {
		g.Add(d, first[i])
	}
	g.Close()
	stories = part(docs, first, stories, why)
	slices.SortFunc(stories, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return stories, why
}

// part takes strangers out of stories, until there is none or it has looked
// twice. first gives the source of each document.
func part(docs []*annotate.Document, first []int, stories [][]int, why []Decision) [][]int {
	var out [][]int
	for _, members := range stories {
		for again := 2; again > 0 && len(members) >= strangeFrom; again-- {
			origins := origins(members, first)
			texts := make([][]*annotate.Document, len(origins))
			for k, o := range origins {
				for _, i := range o {
					texts[k] = append(texts[k], docs[i])
				}
			}
			strange := Strangers(texts)
			if !slices.Contains(strange, true) {
				break
			}
			members = nil
			for k, o := range origins {
				if !strange[k] {
					members = append(members, o...)
					continue
				}
				w := &why[o[0]]
				*w = Decision{With: -1, Score: w.Score, Threshold: w.Threshold, Candidates: w.Candidates, Apart: true}
				out = append(out, o)
			}
		}
		slices.Sort(members)
		out = append(out, members)
	}
	return out
}

// origins sorts the members of a story by their source, in order of the first of
// each.
func origins(members, first []int) [][]int {
	var out [][]int
	at := map[int]int{}
	for _, m := range members {
		k, ok := at[first[m]]
		if !ok {
			k = len(out)
			at[first[m]], out = k, append(out, nil)
		}
		out[k] = append(out[k], m)
	}
	return out
}
