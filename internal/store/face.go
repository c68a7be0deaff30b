package store

import (
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

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

// Types of events, as listeners and receivers know them.
const (
	StoryNew     = "story.new"
	StoryUpdated = "story.updated"
)

// Type returns [StoryNew] or [StoryUpdated].
func (e *Event) Type() string {
	if e.First {
		return StoryNew
	}
	return StoryUpdated
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
