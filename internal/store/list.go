package store

import (
	"time"

	"github.com/wiredesk/wiredesk"
)

// Kinds of facet.
const (
	Language = "language"
	Person   = "person"
	Place    = "place"
	Point    = "point" // on which reports differ
)

// Facets are what a list shows of a story and filters by.
type Facets struct {
	Differ int     // points on which reports differ
	Single int     // points that one origin alone has, where there are others
	Spark  []int   // how many origins reported in each part of its time, up to 24
	Names  []Facet // each once
}

// A Facet is a language, person or place of a story, or a point on which its
// reports differ.
type Facet struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// A Listed is a line of a list of stories with its facets.
type Listed struct {
	Entry
	Differ  int       `json:"differ"`
	Points  []string  `json:"points"` // on which reports differ, by their names
	Single  int       `json:"single"`
	Spark   []int     `json:"spark"`
	Changed time.Time `json:"changed,omitzero"` // when a reader would last have noticed; zero if never
	Rank    int64     `json:"-"`                // seconds since 1970 of the last report
}

// A Filter says which stories a list holds. The zero value is all.
type Filter struct {
	Language       string // of one of its reports, without regard to case: "en" also finds "en-GB"
	Person, Place  string // that it names, without regard to case
	Entity         string // the name, or the [EntityID], of somebody or something in it
	Since          time.Time
	Differ, Single bool
	Origins        int    // at least
	Query          *Query // found in the brief
	// After is where the list before it ended; nil for its begin.
	After *Cursor
}

// A Cursor is a place in a list of stories: behind the story with that rank and
// report. What comes in does not move it.
type Cursor struct{ Rank, Report int64 }

// Cursor returns the place behind l.
func (l *Listed) Cursor() *Cursor { return &Cursor{l.Rank, l.Report} }

// A Head is a report of a story without its text.
type Head struct {
	Report   int64
	Number   int // of its latest revision, which this is
	Received time.Time
	Document wiredesk.Document // without Text and Bytes; SHA256 is that of the text
}

// A Count says how many stories have a facet.
type Count struct {
	Name    string `json:"name"`
	Stories int    `json:"stories"`
}

// A Decision is a rule that an editor laid over the grouping.
type Decision struct {
	ID       int64     `json:"id"`
	Line     string    `json:"line"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Undone   time.Time `json:"undone"` // zero if it holds
	UndoneBy string    `json:"undone_by"`
}
