package store

import (
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// A Choice says which stories a list holds. The zero value holds all.
type Choice struct {
	Since      time.Time // its last report came out then or later
	Query      Query     // its brief holds every term
	Place      string    // the name of a place of it
	Entity     string    // the name or the [EntityID] of somebody or something in it
	Language   string    // of one of its reports: "en" also finds "en-GB"
	MinOrigins int
	Differ     bool // its reports differ on a point
	Single     bool // one origin alone says something in it
	After      Spot // where the last list ended
}

// A Spot is a place in the list of stories, which stands in order of their
// latest report. What comes in does not move it.
type Spot struct{ Rank, Report int64 }

// A Name is somebody or something that stories tell of.
type Name struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Type     string   `json:"type"` // person, organisation, place, other
	Roles    []string `json:"roles"`
	Mentions int      `json:"mentions"`
	Stories  int      `json:"stories"`
}

// EntityID returns the id of somebody or something across stories. Two of one
// type are one if their names are equal but for case: nothing else is known of
// them.
func EntityID(kind, name string) string {
	return "e-" + wiredesk.Hash(kind + "\n" + strings.ToLower(name))[:12]
}

// StoryOf returns the story that a statement is of, by its id: what stands
// before the last full stop.
func StoryOf(statement string) wiredesk.StoryID {
	i := strings.LastIndexByte(statement, '.')
	return wiredesk.StoryID(statement[:max(i, 0)])
}

// Statement returns the statement of s with that id, of its brief or its
// claims; nil if there is none.
func Statement(s *wiredesk.Story, id string) *wiredesk.Statement {
	for _, list := range []func(func(*wiredesk.Statement) bool){s.Statements(), s.Claims.Statements()} {
		for st := range list {
			if st.ID == id {
				return st
			}
		}
	}
	return nil
}

// An Event is something that became of a story. They are numbered from 1 in
// the order in which they were written.
type Event struct {
	Number int64
	First  bool // the story was written for the first time
	Change Change
}

// A Letter is an event on its way to a receiver.
type Letter struct {
	Number   int64
	Receiver string
	ID       string // the same for every try
	Type     string
	Body     string
	Tries    int
	Due      time.Time // kept to the microsecond
}
